"""The commands about crews and days: bad days, how many technicians, what is left. `cli` lists them."""

from pathlib import Path

import click

from cli_parts import FOLDER, JSON, open_executor, reading, report, tell

EXECUTOR = click.option(
    "--executor",
    default="processes",
    show_default=True,
    callback=reading("read_executor"),
    help="Where runs are made: serial, processes, or tcp://HOST:PORT of a Dask cluster.",
)
RUNS = click.option("--runs", type=click.IntRange(20), default=400, show_default=True, help="Runs of the simulation.")


@click.command()
@click.argument("plan_file", type=FOLDER)
@RUNS
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Another seed, other bad days.")
@EXECUTOR
@JSON
def simulate(plan_file: Path, runs: int, seed: int, executor: str, as_json: bool) -> None:
    """Put PLAN_FILE through bad days: slow and fast crews, mistakes, late shifts, absences (risks of crew.yaml)."""
    from fabric.forecast import simulate as run_simulation
    from fabric.plan import load_plan
    from fabric.report import simulation_facts, simulation_lines

    found = load_plan(plan_file)
    with open_executor(executor) as opened:
        facts = simulation_facts(found, run_simulation(found, runs, seed, opened), seed)
    tell(facts, simulation_lines(facts), as_json)


@click.command()
@click.argument("plan_file", type=FOLDER)
@click.option(
    "--at",
    "moment",
    callback=reading("read_hours"),
    required=True,
    help="Time on the wall since the racks were ready, such as 20h.",
)
@click.option("-o", "--output", type=FOLDER, required=True, help="Folder to write.")
def handover(plan_file: Path, moment: float, output: Path) -> None:
    """Write what PLAN_FILE has begun and left undone at a moment, for the next shift."""
    from fabric.plan import load_plan
    from fabric.sheets import write_handover

    names, note = write_handover(load_plan(plan_file), round(3600 * moment), output)
    click.echo(note)
    for name in names:
        click.echo(output / name)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--deadline", callback=reading("read_hours"), required=True, help="From racks ready on the wall, such as 72h or 3d."
)
@RUNS
@EXECUTOR
@JSON
def staff(folder: Path, deadline: float, runs: int, executor: str, as_json: bool) -> None:
    """Find the fewest technicians per shift with which FOLDER is done by the deadline in nine of ten runs."""
    from fabric.forecast import staff as try_crews
    from fabric.inputs import read_project
    from fabric.report import staffing_facts, staffing_lines

    project = read_project(folder)
    with open_executor(executor) as opened:
        facts = staffing_facts(*try_crews(project, deadline, runs, opened, report), deadline)
    tell(facts, staffing_lines(facts), as_json)
