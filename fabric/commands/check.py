"""Check the input files in FOLDER: all faults at once, with file, line and remedy.

Where there are none, it also says whether stock and switches allow a design of each network. It does not examine the
floor: `plan` says whether racks, pathways and lengths of cables suffice.
"""

from pathlib import Path

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import JSON, PATH, QUIET, note, show, tell


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("folder", type=PATH)
@QUIET
@JSON
def check(folder: Path, as_json: bool) -> None:
    """Runs the command."""
    from fabric.designs import list_undesignable
    from fabric.inputs import read_folder
    from fabric.report import fault_facts, project_facts, project_lines, unmet_facts
    from layouts import InputError, UnmetError

    try:
        project, notes = read_folder(folder)
    except InputError as error:
        note(error.notes)
        if not as_json:
            raise
        show(fault_facts(error))
        raise click.exceptions.Exit(1) from None
    note(notes)
    try:
        undesignable = list_undesignable(project)
    except UnmetError as error:
        if not as_json:
            raise
        show(unmet_facts(error, notes))
        raise click.exceptions.Exit(1) from None
    note(undesignable)
    notes = (*notes, *undesignable)
    tell(project_facts(project, notes), project_lines(project, str(folder)), as_json)
