"""Which cable runs where, and how long it is.

Imports rules and plan.
Never moves a switch.
"""
