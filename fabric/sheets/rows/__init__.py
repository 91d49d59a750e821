"""Rows and ends of documents as values, selected and sorted once for all formats.

Imports layouts, vocabulary, catalog, topology, writers, project, plan, rules and work.
Never writes.
"""
