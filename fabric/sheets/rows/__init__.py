"""Rows and ends of documents as values, selected and sorted once for all formats.

Imports layouts, catalog, project and plan.
Never writes.
"""
