"""A rule of the judge: its sentence, and the function that looks for the objects that break it.

A check yields faults. Only a rule turns a fault into a finding, so every finding carries the id of a registered rule.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from fabric.plan import Plan

Severity = Literal["error", "warning"]

View = TypeVar("View")
"""The facts of a plan that the rules of one group share."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A broken rule: the object that breaks it, the value found, the value allowed, and the remedy."""

    severity: Severity
    """`error` where the plan is unsound, `warning` where it is sound but needs a look."""
    rule: str
    """Id of the rule in docs/rules.md."""
    object: str
    """The device, cable, place or figure that breaks the rule, by name."""
    found: str
    """The value in the plan, as text with its unit."""
    allowed: str
    """The value that the rule admits, as text with its unit."""
    remedy: str
    """An instruction to the reader that mends the fault."""

    def __str__(self) -> str:
        return f"{self.severity}: {self.rule}: {self.object}: found {self.found}; allowed {self.allowed}. {self.remedy}"


@dataclass(frozen=True, kw_only=True)
class Violation:
    """A broken rule as the check reports it; the rule adds its id and its sentence."""

    object: str
    """The device, cable, place or figure that breaks the rule."""
    found: str
    """The value in the plan."""
    allowed: str
    """The value that the rule admits."""
    remedy: str
    """An instruction to the reader that mends the fault."""
    severity: Severity | None = None
    """None: the first severity of the rule."""


@dataclass(frozen=True, kw_only=True)
class Rule(Generic[View]):
    """One rule of the judge."""

    id: str
    """The name that findings carry."""
    sentence: str
    """The demand in words: the summary of the check's docstring."""
    check: Callable[[View], Iterator[Violation]]
    """Yields a fault for each object that breaks the rule."""
    severities: tuple[Severity, ...] = ("error",)
    """The severities that the rule may give, the usual one first."""
    stated: bool = False
    """Whether the request or the inventory states the limit: missing it is not a defect of the planner."""

    @property
    def module(self) -> str:
        """The module of the check."""
        return self.check.__module__

    def judge(self, view: View) -> Iterator[Finding]:
        """The faults of the check as findings of this rule. Raises ValueError for a severity that the rule lacks."""
        for fault in self.check(view):
            severity = fault.severity or self.severities[0]
            if severity not in self.severities:
                raise ValueError(f"rule {self.id} gives no {severity}")
            yield Finding(
                severity=severity,
                rule=self.id,
                object=fault.object,
                found=fault.found,
                allowed=fault.allowed,
                remedy=fault.remedy,
            )


@dataclass(frozen=True, kw_only=True)
class RuleGroup(Generic[View]):
    """Rules that share the same facts, which are prepared once for all of them."""

    views: Callable[[Plan], Iterable[View]]
    """Prepares the facts: one view of the whole plan, or one view for each network."""
    rules: tuple[Rule[View], ...]
    """The rules, in the order in which a reader meets them."""
    concerns: Callable[[View], bool] = lambda _: True
    """Whether the rules apply to a view."""

    def judge(self, plan: Plan) -> Iterator[Finding]:
        """The findings of all rules of the group."""
        return (finding for view in self.views(plan) for finding in self.judge_view(view))

    def judge_view(self, view: View) -> Iterator[Finding]:
        """The findings of all rules of the group on facts that are prepared already."""
        if self.concerns(view):
            for one in self.rules:
                yield from one.judge(view)


def count_of(number: int, noun: str) -> str:
    """A number with its noun: 1 crew, 2 crews."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


Check = Callable[[View], Iterator[Violation]]


def rule(
    rule_id: str, *, severities: tuple[Severity, ...] = ("error",), stated: bool = False
) -> Callable[[Check[View]], Rule[View]]:
    """Makes a rule of a check function; the summary of its docstring becomes the rule's sentence."""

    def register(check: Check[View]) -> Rule[View]:
        summary = (check.__doc__ or "").partition("\n\n")[0]
        sentence = " ".join(summary.split())
        return Rule(id=rule_id, sentence=sentence, check=check, severities=severities, stated=stated)

    return register
