"""Count the switches and cables of a fabric from numbers alone."""

from typing import Any, get_args

import click

from fabric.commands.completion import complete_models
from fabric.commands.grouped import GroupedCommand
from fabric.commands.option_values import read_numbers, read_ratio
from fabric.commands.shared import JSON, QUIET, Choice, note, reading, tell
from fabric.vocabulary import Family


@click.command(cls=GroupedCommand, help=__doc__)
@click.option(
    "--topology",
    type=Choice([name for name in get_args(Family) if name != "given"]),
    default="rail-optimized",
    show_default=True,
    help="Family.",
)
@click.option(
    "--switch",
    "model",
    default="QM9700",
    show_default=True,
    metavar="MODEL",
    shell_complete=complete_models,
    help="Switch model of the catalogue.",
)
@click.option(
    "--radix", type=click.IntRange(2), default=None, help="Ports of a switch, instead of a model of the catalogue."
)
@click.option(
    "--spine-radix", type=click.IntRange(2), default=None, help="Ports of a spine, if spines are another model."
)
@click.option(
    "--speed",
    "speed_gbps",
    type=click.IntRange(1),
    default=None,
    help="Gb/s of a node port; cages are split into ports of this speed.",
)
@click.option(
    "--uplink-speed", "uplink_speed_gbps", type=click.IntRange(1), default=None, help="Gb/s of a link between switches."
)
@click.option("--nodes", type=int, required=True, help="Number of nodes; UFM servers are not counted.")
@click.option(
    "--nics", type=int, default=8, show_default=True, help="Network ports of a node in each plane, one per rail."
)
@click.option(
    "--nodes-per-su",
    type=click.IntRange(1),
    default=None,
    help="Nodes in a scalable unit; default: as many as fill a leaf.",
)
@click.option(
    "--planes", type=int, default=1, show_default=True, help="Number of planes. Each plane is a fabric of its own."
)
@click.option(
    "--oversubscription",
    default="1:1",
    show_default=True,
    callback=reading(read_ratio),
    help="Ratio of downlinks to uplinks of a leaf.",
)
@click.option(
    "--core-oversubscription",
    default="1:1",
    show_default=True,
    callback=reading(read_ratio),
    help="Ratio of downlinks to uplinks of a spine, in three tiers.",
)
@click.option("--downlinks", type=int, default=None, help="Downlinks of a leaf, instead of the ratio.")
@click.option(
    "--tiers", type=click.IntRange(1, 3), default=None, help="Number of switch tiers; default: the fewest that suffice."
)
@click.option("--ufm", is_flag=True, help="Adds four links of the first plane to UFM servers, on two splitters.")
@click.option(
    "--spread",
    type=Choice(["even", "within-one"]),
    default=None,
    help="Whether all leaf-spine pairs have the same number of links, or may differ by one.",
)
@click.option("--pod-leaves", type=click.IntRange(1), default=None, help="Leaves of a pod in three tiers.")
@click.option("--spare-ports", type=click.IntRange(0), default=0, help="Downlinks that stay free on every leaf.")
@click.option(
    "--expansion-su", type=click.IntRange(0), default=0, help="Scalable units for which spines and cores keep room."
)
@click.option(
    "--hosts-per-switch", type=click.IntRange(1), default=None, help="Node ports of a switch (families without tiers)."
)
@click.option(
    "--group-switches",
    type=click.IntRange(1),
    default=None,
    help="Switches per group (dragonfly), leaves per group (dragonfly-plus).",
)
@click.option(
    "--global-links",
    type=click.IntRange(1),
    default=None,
    help="Global links per switch (dragonfly) or spine (dragonfly-plus).",
)
@click.option("--groups", type=click.IntRange(1), default=None, help="Groups (dragonfly, dragonfly-plus).")
@click.option(
    "--links-per-group-pair",
    type=click.IntRange(1),
    default=None,
    help="Links of every two groups (dragonfly, dragonfly-plus).",
)
@click.option("--dimensions", default=None, callback=reading(read_numbers), help="Sizes of a hyperx, such as 8x8.")
@click.option(
    "--dimension-links", default=None, callback=reading(read_numbers), help="Links per pair, such as 1x2 (hyperx)."
)
@click.option(
    "--order", type=int, default=None, help="Order of a slim-fly, an odd prime; default: the smallest that fits."
)
@click.option("--switches", type=click.IntRange(1), default=None, help="Switches (jellyfish).")
@click.option("--degree", type=click.IntRange(1), default=None, help="Links of a switch to others (jellyfish).")
@QUIET
@JSON
def size(as_json: bool, spread: str | None, **options: Any) -> None:
    """Runs the command."""
    from fabric.catalog import read_catalog
    from fabric.designs import SizeRequest, list_foreign_options, list_idle_options, size_fabric_of
    from fabric.report import size_facts, size_lines

    uneven = None if spread is None else spread == "within-one"
    request = SizeRequest(uneven=uneven, **options)
    foreign = list(list_foreign_options(request))
    if foreign:
        raise click.UsageError("; ".join(foreign))
    found = size_fabric_of(request, read_catalog())
    note(list(list_idle_options(request, found)))
    facts = size_facts(found)
    tell(facts, size_lines(facts), as_json)
