"""Draw PLAN_FILE: floor with routes and fill, floor by crew, rack elevations, Gantt charts."""

from pathlib import Path

import click

from fabric.commands.shared import PAPER, PATH, REVISION, load_sound


@click.command(help=__doc__)
@click.argument("plan_file", type=PATH)
@click.option("-o", "--output", type=PATH, required=True, help="Folder to write.")
@PAPER
@REVISION
def draw(plan_file: Path, output: Path, paper: str, revision: str) -> None:
    """Runs the command."""
    from fabric.sheets import Wanted, read_options, write_pictures

    found = load_sound(plan_file)
    for name in write_pictures(found, output, read_options(found, Wanted(paper=paper, revision=revision))):
        click.echo(output / name)
