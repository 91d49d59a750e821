"""The page for phones; the files that are the same for every plan are in this folder.

Imports rows and pictures.
Never needs a network.
"""
