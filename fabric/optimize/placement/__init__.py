"""Which rack each switch stands in.

Imports rules, bounds and designs.
Never lays a cable.
"""
