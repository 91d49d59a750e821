"""The schedule: which crew does which package when.

Imports work and what lies below, and the solver.
Never changes the work itself.
"""
