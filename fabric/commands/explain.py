"""Explain PLAN_FILE: where the time goes, which limit binds, why other designs lost, which
labour figure decides, what was assumed."""

from pathlib import Path

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import JSON, PATH, QUIET, load_sound, tell


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("plan_file", type=PATH)
@QUIET
@JSON
def explain(plan_file: Path, as_json: bool) -> None:
    """Runs the command."""
    from fabric.report import explain_facts, explain_lines

    found = load_sound(plan_file)
    tell(explain_facts(found), explain_lines(found), as_json)
