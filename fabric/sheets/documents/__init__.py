"""Documents as tables: one file per document.

Imports layouts, catalog, topology, writers, project, plan, rules, rows and pictures.
Never computes the content of a row.
"""
