"""The page for phones: what does not depend on the plan lies beside it.

Imports rows and pictures.
Never needs a network.
"""
