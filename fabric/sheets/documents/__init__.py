"""Documents as tables: one file a document.

Imports rows and writers.
Never computes the content of a row.
"""
