"""The values that a shell completes where an option takes more than a list of words."""

import click

from fabric.commands.option_values import read_executor
from fabric.commands.shared import Decorator, reading

PLACES = ("serial", "processes", "tcp://")
"""Executors, the last one as the beginning of an address."""


def complete_models(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """The device models of the shipped catalogue that begin so, in either case."""
    from fabric.catalog import read_catalog

    return [name for name in read_catalog(None).device_types if name.lower().startswith(begun.lower())]


def complete_all_models(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """The devices, optics, cables and trunks of the shipped catalogue that begin so, in either case."""
    from fabric.catalog import read_catalog

    found = read_catalog(None)
    names = (*found.device_types, *found.optics, *found.cables, *found.trunks)
    return [name for name in names if name.lower().startswith(begun.lower())]


def complete_places(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """The executors that begin so."""
    return [place for place in PLACES if place.startswith(begun)]


def executor_option(what: str, processes: str = "processes") -> Decorator:
    """The option that chooses where something is done; `what` and `processes` stand in its help."""
    return click.option(
        "--executor",
        default="processes",
        show_default=True,
        metavar="NAME",
        callback=reading(read_executor),
        shell_complete=complete_places,
        help=f"Where {what}: serial, {processes}, or tcp://HOST:PORT of a Dask cluster.",
    )
