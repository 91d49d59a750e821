"""What several commands share: how options are read, where work is done, how facts are told."""

import contextlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

FOLDER = click.Path(path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help="Print facts as JSON.")


def show(value: Any) -> None:
    """Prints facts as JSON."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def report(line: str) -> None:
    """Progress goes to the error stream, so that --json stays clean."""
    click.echo(f"  {line}", err=True)


def tell(facts: Any, lines: Iterable[str], as_json: bool) -> None:
    """Prints facts, as JSON or as the lines that say them."""
    if as_json:
        show(facts)
        return
    for line in lines:
        click.echo(line)


def reading(name: str) -> Any:
    """A callback that reads an option with a function of fabric.commands.option_values."""

    def read(context: click.Context, parameter: click.Parameter, value: str | None) -> Any:
        from fabric.commands import option_values

        try:
            return value if value is None else getattr(option_values, name)(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return read


def open_executor(name: str) -> Any:
    """The executor of a name, as a context."""
    from fabric.executors import SERIAL, ProcessExecutor

    if name == "serial":
        return contextlib.nullcontext(SERIAL)
    if name == "processes":
        return ProcessExecutor(
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )
    try:
        from fabric.executors import DaskExecutor
    except ImportError:
        raise click.UsageError("a Dask cluster needs: pip install 'fabric-planner[dask]'") from None
    return DaskExecutor(name)
