"""The command line: parse, call one function, print. Heavy packages are imported by the command that needs them."""

import os
import sys
import time
from pathlib import Path
from typing import Any

import click

from cli_crews import handover, simulate, staff
from cli_parts import FOLDER, JSON, open_executor, reading, report, show, tell
from cli_sheets import draw, sheets

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(package_name="fabric-planner")
def commands() -> None:
    """Plan the network fabric and the cabling of a data centre for the shortest installation.

    \b
    Start with a worked site:
      fabric-planner init superpod-h100 --su 4 my-site
      fabric-planner check my-site
      fabric-planner plan my-site -o my-site.plan.json
      fabric-planner sheets my-site.plan.json -o my-site-sheets

    Exit codes: 0 done, 1 the input is wrong or cannot be met, 2 usage, 3 our fault, 130 interrupted.
    """


OBJECTIVES = ("install-time", "person-hours", "cost", "first-pod", "weighted")


TEMPLATE_NAMES = ("superpod-h100", "room-1mw", "nvl72", "roce-h100", "multirack")


@commands.command()
@click.argument("template", type=click.Choice(TEMPLATE_NAMES))
@click.argument("folder", type=FOLDER)
@click.option("--su", type=int, default=None, help="Scalable units of superpod-h100 (default 4) and roce-h100 (2).")
@click.option("--racks", type=int, default=None, help="Racks of nvl72 (default 8) and multirack (4).")
@click.option("--rooms", type=int, default=None, help="Halls of roce-h100; default 1.")
@click.option(
    "--networks",
    type=click.Choice(["compute", "all"]),
    default=None,
    help="Networks of superpod-h100; default compute.",
)
def init(template: str, folder: Path, **options: int | str | None) -> None:
    """Write a commented project into FOLDER from TEMPLATE."""
    from fabric.inputs import write_project
    from fabric.templates import TEMPLATES

    found = TEMPLATES[template]
    stated = {name: value for name, value in options.items() if value is not None}
    if not stated.keys() <= found.options.keys():
        takes = ", ".join(f"--{name}" for name in found.options) or "no options"
        raise click.UsageError(f"{template} takes {takes}")
    try:
        files = found.write(**{**found.options, **stated})
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    for path in write_project(files, folder):
        click.echo(path)
    click.echo(f"Next: fabric-planner check {folder}")


@commands.command()
@click.argument("folder", type=FOLDER)
@JSON
def check(folder: Path, as_json: bool) -> None:
    """Check the input files in FOLDER: all faults at once, with file, line and remedy."""
    from fabric.inputs import read_project
    from fabric.report import fault_facts, project_facts, project_lines
    from layouts import InputError

    try:
        project = read_project(folder)
    except InputError as error:
        if not as_json:
            raise
        show(fault_facts(error))
        raise click.exceptions.Exit(1) from None
    tell(project_facts(project), project_lines(project, str(folder)), as_json)


TOPOLOGIES = (
    "rail-optimized", "rail-only", "leaf-spine", "fat-tree", "dragonfly", "dragonfly-plus", "hyperx", "slim-fly",
    "jellyfish",
)  # fmt: skip


@commands.command()
@click.option("--topology", type=click.Choice(TOPOLOGIES), default="rail-optimized", show_default=True, help="Family.")
@click.option("--switch", "model", default="QM9700", show_default=True, help="Switch model of the catalogue.")
@click.option("--radix", type=click.IntRange(2), default=None, help="Ports of a switch, instead of a model's.")
@click.option("--spine-radix", type=click.IntRange(2), default=None, help="Ports of a spine, where it is another one.")
@click.option("--speed", "speed_gbps", type=click.IntRange(1), default=None, help="Gb/s of a port: splits cages.")
@click.option(
    "--uplink-speed", "uplink_speed_gbps", type=click.IntRange(1), default=None, help="Gb/s of a link between switches."
)
@click.option("--nodes", type=int, required=True, help="Nodes, those of UFM left out.")
@click.option("--nics", type=int, default=8, show_default=True, help="Rails: network ports of a node per plane.")
@click.option(
    "--nodes-per-su", type=click.IntRange(1), default=None, help="Nodes in a scalable unit; default: as fills a leaf."
)
@click.option("--planes", type=int, default=1, show_default=True, help="Planes, each a fabric of its own.")
@click.option(
    "--oversubscription",
    default="1:1",
    show_default=True,
    callback=reading("read_ratio"),
    help="Downlinks to uplinks of a leaf.",
)
@click.option("--downlinks", type=int, default=None, help="Downlinks of a leaf, instead of the ratio.")
@click.option("--tiers", type=click.IntRange(2, 3), default=None, help="Switch tiers; default: as few as suffice.")
@click.option("--ufm", is_flag=True, help="Four links of the first plane go to UFM servers, on two splitters.")
@click.option("--spread", type=click.Choice(["even", "within-one"]), default=None, help="Links of leaf-spine pairs.")
@click.option("--pod-leaves", type=click.IntRange(1), default=None, help="Leaves in a pod of three tiers.")
@click.option("--spare-ports", type=click.IntRange(0), default=0, help="Downlinks of every leaf that stay free.")
@click.option("--expansion-su", type=click.IntRange(0), default=0, help="Units that spines and cores keep room for.")
@click.option("--hosts-per-switch", type=click.IntRange(1), default=None, help="Node ports per switch (flat families).")
@click.option("--group-switches", type=click.IntRange(1), default=None, help="Switches per group (dragonfly).")
@click.option("--global-links", type=click.IntRange(1), default=None, help="Global links per switch (dragonfly).")
@click.option("--groups", type=click.IntRange(1), default=None, help="Groups (dragonfly, dragonfly-plus).")
@click.option("--dimensions", default=None, callback=reading("read_numbers"), help="Sizes of a hyperx, such as 8x8.")
@click.option(
    "--dimension-links", default=None, callback=reading("read_numbers"), help="Links per pair, such as 1x2 (hyperx)."
)
@click.option("--order", type=int, default=None, help="Order of a slim-fly, an odd prime.")
@click.option("--switches", type=click.IntRange(1), default=None, help="Switches (jellyfish).")
@click.option("--degree", type=click.IntRange(1), default=None, help="Links of a switch to others (jellyfish).")
@JSON
def size(as_json: bool, spread: str | None, **options: Any) -> None:
    """Count the switches and cables of a fabric from numbers alone."""
    from fabric.catalog import read_catalog
    from fabric.designs import SizeQuestion, answer
    from fabric.report import size_facts, size_lines

    uneven = None if spread is None else spread == "within-one"
    facts = size_facts(answer(SizeQuestion(uneven=uneven, **options), read_catalog()))
    tell(facts, size_lines(facts), as_json)


@commands.command()
@click.argument("folder", type=FOLDER)
@JSON
def designs(folder: Path, as_json: bool) -> None:
    """List the candidate designs of FOLDER with what each is worth, and why each that cannot be built is dropped.

    Each network is sized beside the first buildable design of those before it.
    """
    from fabric.inputs import read_project
    from fabric.report import all_design_facts, design_lines

    facts = all_design_facts(read_project(folder))
    tell({"designs": facts}, design_lines(facts), as_json)


@commands.command()
@click.argument("folder", type=FOLDER)
@click.option("-o", "--output", type=FOLDER, required=True, help="Plan file to write.")
@click.option("--objective", type=click.Choice(OBJECTIVES), default=None, help="Instead of that of request.yaml.")
@click.option(
    "--weights",
    callback=reading("read_weights"),
    default=None,
    help="HOUR:PERSON_HOUR:USD, what each counts, such as 100:1:0.001; makes the objective weighted.",
)
@click.option("--start-from", type=FOLDER, default=None, help="Plan file whose racks the search starts from.")
@click.option(
    "--time-limit",
    callback=reading("read_seconds"),
    default=None,
    help="Seconds; what is begun then is ended, and the best plan so far taken.",
)
@click.option("--pareto", is_flag=True, help="Print what a faster installation costs; the fastest plan is written.")
@click.option(
    "--executor",
    default="processes",
    show_default=True,
    callback=reading("read_executor"),
    help="Where designs are tried: serial, processes (large sites only), or tcp://HOST:PORT of a Dask cluster.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def plan(folder: Path, output: Path, as_json: bool, **options: Any) -> None:
    """Plan the project in FOLDER and write the plan file: design, places, cables, routes, schedule, bound.

    Ctrl-C takes the best plan found so far; a second one gives up.
    """
    from fabric.audit import require_sound
    from fabric.inputs import read_project
    from fabric.plan import load_plan, require_plan_place, save_plan
    from fabric.report import plan_facts, summary_lines
    from fabric.search import Stopping, front_facts, front_lines, list_front, make_plan, with_objective

    begin = time.monotonic()
    if options["pareto"] and any(options[name] is not None for name in ("objective", "weights", "start_from")):
        raise click.UsageError("--pareto asks by itself: leave out --objective, --weights, --start-from")
    require_plan_place(output)
    try:
        project = with_objective(read_project(folder), options["objective"], options["weights"])
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    earlier = load_plan(options["start_from"]) if options["start_from"] else None
    if earlier is not None and earlier.project.site.name != project.site.name:
        raise click.UsageError(
            f"{options['start_from']} is a plan of {earlier.project.site.name}, not of {project.site.name}"
        )
    with open_executor(options["executor"]) as executor, Stopping(options["time_limit"], report) as stopping:
        if options["pareto"]:
            front = list_front(project, report, executor, stopping.asked)
            made = front[0].plan
        else:
            front = []
            made = make_plan(project, report, executor, stopping.asked, earlier)
        stopped = stopping.asked()
    findings = require_sound(made)
    save_plan(made, output)
    facts = plan_facts(made, time.monotonic() - begin) | ({"front": front_facts(front)} if front else {})
    facts["stopped"] = stopped
    if as_json:
        show(facts)
        return
    for finding in findings:
        click.echo(str(finding), err=True)
    for line in [*summary_lines(facts), *front_lines(front)]:
        click.echo(line)
    if stopped:
        click.echo("Stopped by the time limit or by Ctrl-C: a better plan may exist; the bound holds all the same")
    click.echo(f"Plan written to {output}. Next: fabric-planner sheets {output} -o SHEETS")


@commands.command()
@click.argument("plan_file", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print findings as JSON.")
def audit(plan_file: Path, as_json: bool) -> None:
    """Judge PLAN_FILE: recompute lengths, fill, labour, schedule and counts. Exits 1 where it finds an error."""
    from fabric.audit import audit_plan
    from fabric.plan import load_plan
    from fabric.report import finding_facts

    findings = audit_plan(load_plan(plan_file))
    facts = finding_facts(findings)
    if as_json:
        show(facts)
    else:
        for finding in findings:
            click.echo(str(finding))
        click.echo(f"{plan_file} is {facts['status']}: {facts['errors']} errors, {facts['warnings']} warnings")
    if facts["errors"]:
        raise click.exceptions.Exit(1)


@commands.command()
@click.argument("plan_file", type=FOLDER)
@JSON
def explain(plan_file: Path, as_json: bool) -> None:
    """Say where the time of PLAN_FILE goes, what binds, and why the other designs lost."""
    from fabric.plan import load_plan
    from fabric.report import explain_facts, explain_lines

    found = load_plan(plan_file)
    tell(explain_facts(found), explain_lines(found), as_json)


@commands.command()
@click.argument("name", type=click.Choice(["site", "equipment", "inventory", "request", "crew"]))
def schema(name: str) -> None:
    """Print the JSON Schema of an input file."""
    from fabric.inputs import schema_text

    click.echo(schema_text(name), nl=False)


for command in (sheets, draw, simulate, staff, handover):
    commands.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits with its code."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Runs the command line; returns the exit code. What goes wrong is said on the error stream."""
    try:
        code = commands.main(args=arguments, prog_name="fabric-planner", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        return 130
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _fail(error)


def _fail(error: Exception) -> int:
    from fabric.commands import explain_failure

    lines, code = explain_failure(error, sys.argv[1:])
    click.echo("\n".join(lines), err=True)
    return code


if __name__ == "__main__":
    main()
