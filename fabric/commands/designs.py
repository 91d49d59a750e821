"""List the candidate designs of FOLDER: the properties of each, or the reason why it cannot be built.

Each network is designed together with the first design of each earlier network that can be built. Where the first
network leaves its family open, each design has the least install time that any plan of it can take; `plan` and `report`
tell what each family takes.
"""

from pathlib import Path

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import JSON, PATH, QUIET, read_noted, tell


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("folder", type=PATH)
@QUIET
@JSON
def designs(folder: Path, as_json: bool) -> None:
    """Runs the command."""
    from fabric.report import all_design_facts, design_lines

    facts = all_design_facts(read_noted(folder))
    tell({"designs": facts}, design_lines(facts), as_json)
