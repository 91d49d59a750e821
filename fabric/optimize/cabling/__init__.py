"""Cabling: bundles, pulls, routes and lengths of all cables.

Imports layouts, catalog, topology, project, plan, rules and designs.
Never moves a switch.
"""
