"""Check the input files in FOLDER: all faults at once, with file, line and remedy."""

from pathlib import Path

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import JSON, PATH, note, show, tell


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("folder", type=PATH)
@JSON
def check(folder: Path, as_json: bool) -> None:
    """Runs the command."""
    from fabric.inputs import read_folder
    from fabric.report import fault_facts, project_facts, project_lines
    from layouts import InputError

    try:
        project, notes = read_folder(folder)
    except InputError as error:
        note(error.notes)
        if not as_json:
            raise
        show(fault_facts(error))
        raise click.exceptions.Exit(1) from None
    note(notes)
    tell(project_facts(project, notes), project_lines(project, str(folder)), as_json)
