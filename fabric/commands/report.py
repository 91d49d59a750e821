"""Write a report of PLAN_FILE for those who decide: times, practice, risks, staff, cost, orders, on one HTML page."""

from pathlib import Path

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import JSON, PATH, QUIET, TARGET, load_sound, open_prepared, tell


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("plan_file", type=PATH)
@click.option("-o", "--output", type=TARGET, required=True, help="HTML file to write. An older report is replaced.")
@QUIET
@JSON
def report(plan_file: Path, output: Path, as_json: bool) -> None:
    """Runs the command."""
    from fabric.report import report_facts, report_page, require_report_place
    from fabric.writers import write_text

    require_report_place(output)
    with open_prepared(plan_file, "fabric.report.overview") as executor:
        found = load_sound(plan_file)
        facts = report_facts(found, executor)
    write_text(output, report_page(found, facts))
    tell(facts, [f"Report written to {output}. It prints on two sheets of A4"], as_json)
