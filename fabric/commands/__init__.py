"""One file per command: parse, call one function, print. The file's docstring is the command's help.

Imports layouts, vocabulary, catalog, executors, writers, project, plan, audit, designs, inputs, templates, sheets,
search, forecast and report; all but vocabulary only when a command runs, so that its help takes no solver.
Never has logic, and nothing imports it but `cli`.
"""
