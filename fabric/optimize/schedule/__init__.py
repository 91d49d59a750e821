"""The schedule: which crew does which package when.

Imports layouts, project, plan and work.
Never changes the work itself.
"""
