"""Judge PLAN_FILE: recompute lengths, fill, labour, schedule and counts. Exits 1 where it finds an error."""

from pathlib import Path

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.shared import PATH, QUIET, load_noted, tell


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("plan_file", type=PATH)
@QUIET
@click.option("--json", "as_json", is_flag=True, help="Print findings as JSON.")
def audit(plan_file: Path, as_json: bool) -> None:
    """Runs the command."""
    from fabric.audit import audit_plan
    from fabric.report import finding_facts, finding_lines

    findings = audit_plan(load_noted(plan_file))
    facts = finding_facts(findings)
    tell(facts, finding_lines(findings, str(plan_file)), as_json)
    if facts["errors"]:
        raise click.exceptions.Exit(1)
