"""Write a commented project into FOLDER from TEMPLATE."""

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import JSON, PATH, QUIET, Choice, tell, tell_files
from fabric.vocabulary import TemplateName

if TYPE_CHECKING:
    from fabric.templates import Template


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("template", type=Choice(get_args(TemplateName)), required=False)
@click.argument("folder", type=PATH, required=False)
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
@click.option("--list", "as_list", is_flag=True, help="List the templates with their options, and write nothing.")
@QUIET
@JSON
def init(
    template: TemplateName | None, folder: Path | None, as_list: bool, as_json: bool, **options: int | str | None
) -> None:
    """Runs the command."""
    from fabric.inputs import write_project
    from fabric.templates import TEMPLATES

    if as_list:
        facts = {name: {"words": one.words, "options": dict(one.options)} for name, one in TEMPLATES.items()}
        tell(facts, (_template_line(name, one) for name, one in TEMPLATES.items()), as_json)
        return
    if template is None or folder is None:
        raise click.UsageError("name a template and a folder; fabric-planner init --list lists the templates")
    found = TEMPLATES[template]
    stated = {name: value for name, value in options.items() if value is not None}
    if not stated.keys() <= found.options.keys():
        takes = ", ".join(f"--{name}" for name in found.options) or "no options"
        raise click.UsageError(f"{template} takes {takes}")
    try:
        files = found.write(**{**found.options, **stated})
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    paths = write_project(files, folder)
    names = [path.relative_to(folder).as_posix() for path in paths]
    tell_files(folder, names, [*map(str, paths), f"Next: fabric-planner check {folder}"], as_json)


def _template_line(name: str, template: "Template") -> str:
    """The name, what it is, and its options with their defaults."""
    options = ", ".join(f"--{option} {value}" for option, value in template.options.items())
    return f"{name:<15}{template.words}{f' ({options})' if options else ''}"
