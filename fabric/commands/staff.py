"""Find the fewest technicians per shift that finish FOLDER by a deadline in nine of ten runs.

With --crew-sizes, it first compares crews of these sizes, with the technicians of crew.yaml, and goes on with the best
one. Exits 1 where no number of technicians meets the deadline.
"""

from dataclasses import replace
from itertools import chain
from pathlib import Path

import click

from fabric.commands.completion import executor_option
from fabric.commands.grouped import GroupedCommand
from fabric.commands.option_values import read_hours, read_sizes
from fabric.commands.shared import JSON, PATH, QUIET, RUNS, open_executor, read_noted, reading, report, tell


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("folder", type=PATH)
@click.option(
    "--deadline",
    callback=reading(read_hours),
    required=True,
    help="Wall-clock hours or days since the racks were ready, such as 72h or 3d. Nights and days off count.",
)
@click.option(
    "--crew-sizes",
    callback=reading(read_sizes),
    help="Sizes of crews to compare with the same technicians, such as 1,2,3,4. Default: crew_size of crew.yaml alone.",
)
@RUNS
@executor_option("runs are made")
@QUIET
@JSON
def staff(
    folder: Path, deadline: float, crew_sizes: tuple[int, ...] | None, runs: int, executor: str, as_json: bool
) -> None:
    """Runs the command."""
    from fabric.forecast import compare_sizes, pick_size
    from fabric.forecast import staff as try_crews
    from fabric.report import crew_size_facts, crew_size_lines, staffing_facts, staffing_lines

    project = read_noted(folder)
    with open_executor(executor) as opened:
        sizes = compare_sizes(project, crew_sizes, runs, opened, report) if crew_sizes else ()
        if sizes:
            project = replace(project, crew=replace(project.crew, crew_size=pick_size(sizes)))
        facts = staffing_facts(*try_crews(project, deadline, runs, opened, report), deadline)
    lines = staffing_lines(facts)
    if sizes:
        facts |= crew_size_facts(sizes)
        lines = chain(crew_size_lines(facts), lines)
    tell(facts, lines, as_json)
    if facts["technicians"] is None:
        raise click.exceptions.Exit(1)
