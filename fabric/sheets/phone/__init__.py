"""The page for phones; the files that are the same for every plan lie beside it.

Imports rows and pictures.
Never needs a network.
"""
