"""Write a commented project into FOLDER from TEMPLATE."""

from pathlib import Path
from typing import get_args

import click

from fabric.commands.shared import PATH, Choice
from fabric.vocabulary import TemplateName


@click.command(help=__doc__)
@click.argument("template", type=Choice(get_args(TemplateName)))
@click.argument("folder", type=PATH)
@click.option(
    "--su", type=int, default=None, help="Scalable units of superpod-h100 (default 4) and roce-h100 (default 2)."
)
@click.option("--racks", type=int, default=None, help="Racks of nvl72 (default 8) and multirack (default 4).")
@click.option("--rooms", type=int, default=None, help="Halls of roce-h100 (default 1).")
@click.option(
    "--networks",
    type=Choice(["compute", "all"]),
    default=None,
    help="Networks of superpod-h100 (default compute).",
)
def init(template: TemplateName, folder: Path, **options: int | str | None) -> None:
    """Runs the command."""
    from fabric.inputs import write_project
    from fabric.templates import TEMPLATES

    found = TEMPLATES[template]
    stated = {name: value for name, value in options.items() if value is not None}
    if not stated.keys() <= found.options.keys():
        takes = ", ".join(f"--{name}" for name in found.options) or "no options"
        raise click.UsageError(f"{template} takes {takes}")
    try:
        files = found.write(**{**found.options, **stated})
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    for path in write_project(files, folder):
        click.echo(path)
    click.echo(f"Next: fabric-planner check {folder}")
