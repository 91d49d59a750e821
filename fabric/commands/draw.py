"""Draw PLAN_FILE: floor with routes and fill, floor by crew, rack elevations, Gantt charts."""

from pathlib import Path

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import JSON, PAPER, PATH, QUIET, REVISION, TARGET, load_sound, tell_files


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("plan_file", type=PATH)
@click.option("-o", "--output", type=TARGET, required=True, help="Folder to write.")
@PAPER
@REVISION
@QUIET
@JSON
def draw(plan_file: Path, output: Path, paper: str, revision: str, as_json: bool) -> None:
    """Runs the command."""
    from fabric.sheets import Wanted, read_options, write_pictures

    found = load_sound(plan_file)
    names = write_pictures(found, output, read_options(found, Wanted(paper=paper, revision=revision)))
    tell_files(output, names, (str(output / name) for name in names), as_json)
