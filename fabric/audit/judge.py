"""The judge: all rules on one plan."""

from fabric.audit.registry import RULE_GROUPS, RULES
from fabric.audit.rule import Finding
from fabric.plan import Plan
from layouts import UnmetError


def audit_plan(plan: Plan) -> list[Finding]:
    """Every finding of every rule, errors first. An empty list means that no rule found a fault."""
    findings = [finding for group in RULE_GROUPS for finding in group.judge(plan)]
    return sorted(
        findings, key=lambda finding: (finding.severity != "error", finding.rule, finding.object, finding.found)
    )


def require_sound(plan: Plan) -> list[Finding]:
    """The warnings of a sound plan.

    Raises UnmetError where the plan only misses limits that the request or the inventory states. Raises AssertionError
    for any other error: that is a defect of the planner, and the plan must not be used.
    """
    findings = audit_plan(plan)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors and all(RULES[finding.rule].stated for finding in errors):
        raise UnmetError(
            f"the best plan found misses the request: {f.object}: {f.found}, allowed {f.allowed}. {f.remedy}"
            for f in errors
        )
    if errors:
        raise AssertionError("the judge refuses the plan:\n" + "\n".join(map(str, errors[:20])))
    return findings
