"""Pictures as shapes: floors, elevations, faceplates, bars, codes.

Imports rows and layouts.
Never writes a file.
"""
