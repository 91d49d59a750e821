"""Write a hand-over for the next shift: the steps of PLAN_FILE that are begun or not done at a given time."""

from pathlib import Path

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.option_values import read_hours
from fabric.commands.shared import JSON, PATH, QUIET, TARGET, load_sound, reading, tell


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("plan_file", type=PATH)
@click.option(
    "--at",
    "moment",
    callback=reading(read_hours),
    required=True,
    help="Wall-clock hours or days since the racks were ready, such as 20h or 2d.",
)
@click.option("-o", "--output", type=TARGET, required=True, help="Folder to write.")
@QUIET
@JSON
def handover(plan_file: Path, moment: float, output: Path, as_json: bool) -> None:
    """Runs the command."""
    from fabric.sheets import write_handover

    names, note = write_handover(load_sound(plan_file), round(3600 * moment), output)
    facts = {"folder": str(output), "files": names, "note": note}
    tell(facts, [note, *(str(output / name) for name in names)], as_json)
