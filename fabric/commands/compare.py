"""Compare two plan files: what moved, and which labels, orders and sheets of the first are void in the second.

Each difference has its cost in hours or money. Exits 0 whether they differ or not; with --exit-code, 1 where they do.
"""

from pathlib import Path

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import JSON, PATH, QUIET, load_sound, tell


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("before", type=PATH, metavar="PLAN_FILE")
@click.argument("after", type=PATH, metavar="PLAN_FILE")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where the plans differ.")
@QUIET
@JSON
def compare(before: Path, after: Path, exit_code: bool, as_json: bool) -> None:
    """Runs the command."""
    from fabric.report import comparison_facts, comparison_lines

    facts = comparison_facts(load_sound(before), load_sound(after))
    tell(facts, comparison_lines(facts), as_json)
    if exit_code and facts["status"] == "different":
        raise click.exceptions.Exit(1)
