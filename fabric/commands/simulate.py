"""Simulate PLAN_FILE: slow and fast crews, mistakes, late shifts, absences (risks of crew.yaml)."""

from pathlib import Path

import click

from fabric.commands.completion import executor_option
from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import JSON, PATH, QUIET, RUNS, load_sound, open_executor, tell


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("plan_file", type=PATH)
@RUNS
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the random numbers.")
@executor_option("runs are made")
@QUIET
@JSON
def simulate(plan_file: Path, runs: int, seed: int, executor: str, as_json: bool) -> None:
    """Runs the command."""
    from fabric.forecast import simulate as run_simulation
    from fabric.report import simulation_facts, simulation_lines

    found = load_sound(plan_file)
    with open_executor(executor) as opened:
        facts = simulation_facts(found, run_simulation(found, runs, seed, opened), seed)
    tell(facts, simulation_lines(facts), as_json)
