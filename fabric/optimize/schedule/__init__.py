"""The schedule: which crew does which package when.

Imports layouts, vocabulary, project, plan and work.
Never changes the work itself.
"""
