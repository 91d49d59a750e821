"""The page for phones; the files that are the same for every plan are in this folder.

Imports layouts, plan, rows, documents and pictures.
Never needs a network.
"""
