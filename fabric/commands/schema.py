"""Print the JSON Schema of an input file, or of a row of a list of the folder catalog."""

from typing import get_args

import click

from fabric.commands.shared import Choice
from fabric.vocabulary import CatalogFile, InputFile


@click.command(help=__doc__)
@click.argument("name", type=Choice((*get_args(InputFile), *get_args(CatalogFile))))
def schema(name: InputFile | CatalogFile) -> None:
    """Runs the command."""
    from fabric.inputs import schema_text

    click.echo(schema_text(name), nl=False)
