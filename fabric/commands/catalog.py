"""List the catalogue, what fits the cages of one MODEL, or what joins two.

Of a device it also says height, depth, weight and power; of an optic or a cable what it is and which devices take it.

With --project, the rows and NetBox files in the folder catalog of that project are included.
"""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fabric.commands.completion import complete_all_models
from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import JSON, PATH, QUIET, tell

if TYPE_CHECKING:
    from fabric.catalog import Catalog, DeviceType

MOST_NEAR = 4
"""Models that are offered for one that is not there."""


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("models", nargs=-1, metavar="[MODEL [MODEL]]", shell_complete=complete_all_models)
@click.option("--project", type=PATH, default=None, metavar="FOLDER", help="Project whose own models are included.")
@QUIET
@JSON
def catalog(models: tuple[str, ...], project: Path | None, as_json: bool) -> None:
    """Runs the command."""
    from fabric.catalog import read_catalog
    from fabric.report import (
        catalog_facts,
        catalog_lines,
        device_facts,
        device_lines,
        joint_facts,
        joint_lines,
        part_facts,
        part_lines,
    )

    if len(models) > 2:
        raise click.UsageError("catalog takes two models at most")
    if project is not None and not project.is_dir():
        raise click.UsageError(f"there is no folder {project}")
    found = read_catalog(None if project is None else project / "catalog")
    part = part_facts(found, models[0]) if len(models) == 1 else None
    devices = [] if part else [_device(found, model) for model in models]
    if part:
        tell(part, part_lines(part), as_json)
    elif not devices:
        facts = catalog_facts(found)
        tell(facts, catalog_lines(facts), as_json)
    elif len(devices) == 1:
        fits = device_facts(found, devices[0])
        tell(fits, device_lines(fits), as_json)
    else:
        joints = joint_facts(found, devices[0], devices[1])
        tell(joints, joint_lines(joints), as_json)


def _device(found: "Catalog", model: str) -> "DeviceType":
    """The device type of a model. Raises UsageError with the nearest ones."""
    by_name = {name.lower(): name for name in found.device_types}
    if model.lower() in by_name:
        return found.device_types[by_name[model.lower()]]
    if model in (*found.optics, *found.cables, *found.trunks):
        raise click.UsageError(f"{model} is no device. Two devices are expected")
    near = [name for key, name in by_name.items() if model.lower() in key]
    near = near or [by_name[key] for key in get_close_matches(model.lower(), by_name, 1)]
    meant = f"Did you mean {' or '.join(near[:MOST_NEAR])}?" if near else "'fabric-planner catalog' lists all"
    raise click.UsageError(f"there is no model '{model}' in the catalogue. {meant}")
