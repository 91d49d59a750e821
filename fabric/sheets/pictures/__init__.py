"""Pictures as shapes: floors, elevations, faceplates, bars, codes.

Imports layouts, catalog, writers, project, plan and rows.
Never writes a file.
"""
