"""Documents as tables: one file per document.

Imports rows and writers.
Never computes the content of a row.
"""
