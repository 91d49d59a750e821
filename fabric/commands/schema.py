"""Print the JSON Schema of an input file."""

from typing import get_args

import click

from fabric.commands.shared import Choice
from fabric.vocabulary import InputFile


@click.command(help=__doc__)
@click.argument("name", type=Choice(get_args(InputFile)))
def schema(name: InputFile) -> None:
    """Runs the command."""
    from fabric.inputs import schema_text

    click.echo(schema_text(name), nl=False)
