"""Print the JSON Schema of an input file, of a row of a list of links, or of a row of a list of the folder catalog."""

from typing import get_args

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import Choice
from fabric.vocabulary import CatalogFile, InputFile, ListFile


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("name", type=Choice((*get_args(InputFile), *get_args(ListFile), *get_args(CatalogFile))))
def schema(name: InputFile | ListFile | CatalogFile) -> None:
    """Runs the command."""
    from fabric.inputs import schema_text

    click.echo(schema_text(name), nl=False)
