"""Who does which package when.

Imports work.
Never changes what has to be done.
"""
