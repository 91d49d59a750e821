"""The judge: all rules on one plan."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fabric.audit.mark import has_mark
from fabric.audit.registry import RULE_GROUPS, RULES
from fabric.audit.rule import Finding, RuleGroup, count_of
from fabric.plan import Plan
from layouts import PlannerError, UnmetError

MOST_TOLD = 20
"""Most findings that a refusal prints; `audit` prints all."""


class UnsoundError(PlannerError):
    """A plan file that the judge refuses, with the errors that it found."""

    def __init__(self, name: str, errors: Sequence[Finding]):
        self.name, self.errors = name, tuple(errors)
        super().__init__(f"{name} is faulty: {count_of(len(errors), 'error')}")

    @property
    def lines(self) -> list[str]:
        """The first errors, their number, and the remedy."""
        told = [str(error) for error in self.errors[:MOST_TOLD]]
        more = [f"and {len(self.errors) - MOST_TOLD} more"] if len(self.errors) > MOST_TOLD else []
        remedy = "The judge refuses such a plan, so nothing is made of it. Make the plan again"
        return [*told, *more, f"{self}. {remedy}"]


def audit_plan(plan: Plan) -> list[Finding]:
    """Every finding of every rule, errors first. An empty list means that no rule found a fault."""
    groups_of: dict[Callable[[Plan], Iterable[Any]], list[RuleGroup[Any]]] = defaultdict(list)
    for group in RULE_GROUPS:
        groups_of[group.views].append(group)
    # Facts of large plans take seconds to prepare: groups that need the same ones share them.
    findings = [
        finding
        for views, groups in groups_of.items()
        for view in views(plan)
        for group in groups
        for finding in group.judge_view(view)
    ]
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


def refuse_unsound(plan: Plan, name: str) -> None:
    """Raises UnsoundError where the judge finds an error in the plan of a file; `name` is the file's.

    A plan with the mark of the judge is not judged again.
    """
    if has_mark(plan):
        return
    errors = [finding for finding in audit_plan(plan) if finding.severity == "error"]
    if errors:
        raise UnsoundError(name, errors)
