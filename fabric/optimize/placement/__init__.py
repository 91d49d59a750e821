"""Placement: a rack for each block of switches.

Imports layouts, topology, project, rules, designs and cabling.
Never lays a cable.
"""
