"""Cabling: bundles, pulls, routes and lengths of all cables.

Imports rules and plan.
Never moves a switch.
"""
