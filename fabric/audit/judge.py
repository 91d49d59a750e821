"""The judge: every rule on a plan, errors first."""

from collections.abc import Callable, Iterator

from fabric.audit.channels import check_channels
from fabric.audit.counts import check_counts
from fabric.audit.finding import Finding
from fabric.audit.labour import check_labour
from fabric.audit.lengths import check_lengths
from fabric.audit.material import check_material
from fabric.audit.pathways import check_pathways
from fabric.audit.ports import check_ports
from fabric.audit.racks import check_racks
from fabric.audit.schedule import check_schedule
from fabric.plan import Plan
from layouts import UnmetError

STATED = {"budget", "deadline", "stock"}
"""Rules whose limits the request or the inventory states: missing them is not the planner's defect."""


RULES: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    check_racks,
    check_ports,
    check_counts,
    check_channels,
    check_lengths,
    check_pathways,
    check_material,
    check_labour,
    check_schedule,
)


def audit_plan(plan: Plan) -> list[Finding]:
    """Every finding of every rule, errors first. An empty list means that nothing was found wrong."""
    findings = [finding for rule in RULES for finding in rule(plan)]
    return sorted(
        findings, key=lambda finding: (finding.severity != "error", finding.rule, finding.object, finding.found)
    )


def require_sound(plan: Plan) -> list[Finding]:
    """The warnings of a sound plan. Raises UnmetError where only what the request states is missed.

    Any other error is a defect of the planner and raises AssertionError: such a plan must not leave the house.
    """
    findings = audit_plan(plan)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors and all(finding.rule in STATED for finding in errors):
        raise UnmetError(
            f"the best plan found misses the request: {f.object}: {f.found}, allowed {f.allowed}. {f.remedy}"
            for f in errors
        )
    if errors:
        raise AssertionError("the judge refuses the plan:\n" + "\n".join(map(str, errors[:20])))
    return findings
