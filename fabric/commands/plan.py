"""Plan the project in FOLDER and write the plan file: design, places, cables, routes, schedule, bound.

Ctrl-C, SIGTERM and SIGHUP stop the search and keep the best plan found so far; a second one aborts.
"""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from fabric.commands.completion import executor_option
from fabric.commands.grouped import GroupedCommand
from fabric.commands.option_values import read_seconds, read_weights
from fabric.commands.progress import Progress
from fabric.commands.shared import (
    PATH,
    QUIET,
    TARGET,
    VERBOSE,
    Word,
    is_quiet,
    load_sound,
    open_executor,
    read_noted,
    reading,
    say_aside,
    show,
)
from fabric.vocabulary import Objective, ScheduleEffort

if TYPE_CHECKING:
    from fabric.plan import Plan
    from fabric.project import Project


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("folder", type=PATH)
@click.option("-o", "--output", type=TARGET, required=True, help="Plan file to write.")
@click.option(
    "--objective",
    type=Word(get_args(Objective), "objective"),
    default=None,
    show_default="that of request.yaml",
    help="What the plan minimises.",
)
@click.option(
    "--weights",
    callback=reading(read_weights),
    default=None,
    metavar="HOUR:PERSON_HOUR:USD",
    help="Worth of an hour, a person-hour and a US dollar, such as 100:1:0.001. Sets the objective to weighted.",
)
@click.option(
    "--start-from",
    type=PATH,
    default=None,
    help="Earlier plan file: its racks and ports are kept unless others are better.",
)
@click.option(
    "--time-limit",
    callback=reading(read_seconds),
    default=None,
    metavar="SECONDS",
    show_default="until the search ends",
    help="Time after which no new task begins. When the running ones end, the best plan so far is taken.",
)
@click.option(
    "--effort",
    type=Word(get_args(ScheduleEffort), "effort"),
    default="normal",
    show_default=True,
    help="Work on the schedule: quick tries six rules alone, high takes up to half a minute more.",
)
@click.option("--pareto", is_flag=True, help="Print the cost of a faster installation. The fastest plan is written.")
@click.option("--kinds", is_flag=True, help="Print what each kind of trunk less takes and costs.")
@executor_option("designs are evaluated", "processes (large sites only)")
@VERBOSE
@QUIET
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def plan(folder: Path, output: Path, as_json: bool, verbose: bool, **options: Any) -> None:
    """Runs the command."""
    from fabric.audit import mark_sound
    from fabric.plan import require_plan_place, save_plan
    from fabric.report import (
        early_gain,
        front_facts,
        front_lines,
        kinds_facts,
        kinds_lines,
        plan_facts,
        practice_facts,
        require_met,
        summary_lines,
    )
    from fabric.search import Stopping, list_front, list_kinds_front, make_plan, with_objective

    begin = time.monotonic()
    if options["pareto"] and any(options[name] is not None for name in ("objective", "weights", "start_from")):
        raise click.UsageError("--pareto sets its own objectives: leave out --objective, --weights, --start-from")
    _refuse_input(output, folder)
    require_plan_place(output)
    project = read_noted(folder)
    try:
        project = with_objective(project, options["objective"], options["weights"])
        earlier = None if options["start_from"] is None else _load_earlier(options["start_from"], project)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    with Progress(verbose, is_quiet()) as shown:
        with open_executor(options["executor"]) as executor, Stopping(options["time_limit"], shown.tell) as stopping:
            run = (project, shown.tell, executor, stopping.asked)
            front = list_front(*run, shown.advance, options["effort"]) if options["pareto"] else []
            made = front[0].plan if front else make_plan(*run, earlier, shown.advance, options["effort"])
            stopped = stopping.asked()
        shown.advance("judging the plan", 0, 1)
        findings = require_met(made)
        save_plan(mark_sound(made), output)
        shown.advance("comparing the plan with practice", 0, 1)
        facts = plan_facts(made, time.monotonic() - begin) | ({"front": front_facts(front)} if front else {})
        facts |= {"practice": practice_facts(made), "stopped": stopped}
        facts |= {"before_racks": gain} if (gain := early_gain(made)) else {}
        kinds = list_kinds_front(made) if options["kinds"] else []
        facts |= {"kinds_front": kinds_facts(kinds)} if kinds else {}
    if as_json:
        show(facts)
        return
    for finding in findings:
        say_aside(str(finding))
    for line in [*summary_lines(facts), *front_lines(front), *kinds_lines(kinds)]:
        click.echo(line)
    if stopped:
        click.echo("Stopped by the time limit or by Ctrl-C: a better plan may exist; the bound still holds")
    click.echo(f"Plan written to {output}. Next: fabric-planner sheets {output} -o SHEETS")


def _refuse_input(output: Path, folder: Path) -> None:
    """Raises a usage error where the plan would become an input of its own project."""
    from fabric.inputs import FILES

    if output.name in FILES and output.resolve().parent == folder.resolve():
        raise click.UsageError(
            f"{output} would be read as an input of the project. Choose another name, such as {folder}.plan.json"
        )


def _load_earlier(path: Path, project: "Project") -> "Plan":
    """The plan that the search starts from. Raises ValueError where it is a plan of another site."""
    earlier = load_sound(path)
    if earlier.project.site.name != project.site.name:
        raise ValueError(f"{path} is a plan of {earlier.project.site.name}, not of {project.site.name}")
    return earlier
