"""Judge PLAN_FILE: recompute lengths, fill, labour, schedule and counts. Exits 1 where it finds an error."""

from pathlib import Path

import click

from fabric.commands.shared import PATH, show


@click.command(help=__doc__)
@click.argument("plan_file", type=PATH)
@click.option("--json", "as_json", is_flag=True, help="Print findings as JSON.")
def audit(plan_file: Path, as_json: bool) -> None:
    """Runs the command."""
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
