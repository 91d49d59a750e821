"""One file per command: parse, call one function, print. The file's docstring is the command's help.

Imports every room, but only when a command runs, so that its help takes no solver.
Never has logic, and nothing imports it but `cli`.
"""
