"""Documents as tables: one file a document.

Imports rows and writers.
Never computes what a row should hold.
"""
