"""Find the fewest technicians per shift that finish FOLDER by a deadline in nine of ten runs.

Exits 1 where no number of technicians meets the deadline.
"""

from pathlib import Path

import click

from fabric.commands.completion import executor_option
from fabric.commands.grouped import GroupedCommand
from fabric.commands.option_values import read_hours
from fabric.commands.shared import JSON, PATH, QUIET, RUNS, open_executor, read_noted, reading, report, tell


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("folder", type=PATH)
@click.option(
    "--deadline",
    callback=reading(read_hours),
    required=True,
    help="Wall-clock hours or days since the racks were ready, such as 72h or 3d. Nights and days off count.",
)
@RUNS
@executor_option("runs are made")
@QUIET
@JSON
def staff(folder: Path, deadline: float, runs: int, executor: str, as_json: bool) -> None:
    """Runs the command."""
    from fabric.forecast import staff as try_crews
    from fabric.report import staffing_facts, staffing_lines

    project = read_noted(folder)
    with open_executor(executor) as opened:
        facts = staffing_facts(*try_crews(project, deadline, runs, opened, report), deadline)
    tell(facts, staffing_lines(facts), as_json)
    if facts["technicians"] is None:
        raise click.exceptions.Exit(1)
