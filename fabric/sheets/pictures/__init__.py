"""Pictures as shapes: floors, elevations, faceplates, bars, codes.

Imports layouts, catalog, writers, project, plan, work and rows.
Never writes a file.
"""
