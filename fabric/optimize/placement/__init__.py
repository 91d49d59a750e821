"""Placement: a rack for each block of switches.

Imports rules, bounds and designs.
Never lays a cable.
"""
