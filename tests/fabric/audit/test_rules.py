"""Every rule of the judge has a trio: a plan that it accepts, one that it rejects, and the one next door.

The trios are in `trios/`, a function each, with the derivation of its figures.
"""

import ast
from pathlib import Path

import pytest

from fabric import Finding, Plan, audit_plan
from fabric.audit.floor import FLOOR_RULES
from fabric.audit.registry import RULE_GROUPS, RULES
from tests.fabric.audit.small_plan import SMALL_PLAN
from tests.fabric.audit.trios import (
    channels,
    claims,
    early_work,
    floor,
    joints,
    lengths,
    material,
    needs,
    networks,
    pathways,
    pieces,
    ports,
    racks,
    schedule,
    side_passages,
    staging,
    wishes,
)
from tests.fabric.audit.trios.trio import TRIOS

MODULES = (
    floor,
    racks,
    ports,
    needs,
    networks,
    wishes,
    pieces,
    joints,
    channels,
    lengths,
    pathways,
    side_passages,
    material,
    schedule,
    claims,
    early_work,
    staging,
)
AUDIT = Path(__file__).parents[3] / "fabric" / "audit"
OWN_STEMS = {"fill": "pathway_fill"}
"""Rules whose check has the stem of its `add_*` in the optimizer, not that of its id."""


STRUCTURE = {"crews_at_once", "crews_on_resource", "one_round_of_crews", "one_route_each", "served"}
"""What `add_*` of the optimizer states of its own variables, or for several rules of a plan at once."""


def findings_of(plan: Plan, rule: str, alone: bool) -> list[Finding]:
    """Findings of all rules, or only of those in the group of a rule, in the order of `audit_plan`."""
    if not alone:
        return audit_plan(plan)
    group = next(group for group in RULE_GROUPS if RULES[rule] in group.rules)
    return sorted(group.judge(plan), key=lambda finding: (finding.rule, finding.object, finding.found))


def test_the_small_plan_is_sound() -> None:
    """The lengths, minutes and cents that were worked out by hand are those that the judge works out."""
    assert audit_plan(SMALL_PLAN) == []


def test_every_rule_has_a_trio() -> None:
    assert set(TRIOS) == set(RULES)


@pytest.mark.parametrize("rule", TRIOS)
def test_accepts(rule: str) -> None:
    trio = TRIOS[rule]()
    assert not [finding for finding in findings_of(trio.accepts, rule, alone=True) if finding.rule == rule]


@pytest.mark.parametrize("rule", TRIOS)
def test_rejects(rule: str) -> None:
    """The rule and no other fires, but for those that the same fault must break; the finding says what to do."""
    trio = TRIOS[rule]()
    findings = findings_of(trio.rejects, rule, trio.alone)
    own = [finding for finding in findings if finding.rule == rule]
    assert {finding.rule for finding in findings} == {rule} | trio.also
    assert len(own) == trio.count
    first = Finding(
        severity=RULES[rule].severities[0],
        rule=rule,
        object=trio.object,
        found=trio.found,
        allowed=trio.allowed,
        remedy=trio.remedy,
    )
    assert own[0] == first


@pytest.mark.parametrize("rule", TRIOS)
def test_accepts_next_door(rule: str) -> None:
    trio = TRIOS[rule]()
    assert trio.next_door is not trio.accepts
    assert not [finding for finding in findings_of(trio.next_door, rule, alone=True) if finding.rule == rule]


def test_a_rule_stands_in_the_registry_once() -> None:
    ids = [rule.id for group in RULE_GROUPS for rule in group.rules]
    assert len(ids) == len(set(ids))


def test_a_check_is_called_as_its_rule() -> None:
    for rule in RULES.values():
        stem = OWN_STEMS.get(rule.id, rule.id.replace("-", "_"))
        assert rule.check.__name__ == f"check_{stem}"


def test_every_check_of_the_room_is_in_the_registry() -> None:
    """A check that is written but not listed would never run."""
    written = {
        node.name
        for path in AUDIT.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("check_")
    }
    assert written == {rule.check.__name__ for rule in RULES.values()}


def test_a_rule_of_the_optimizer_has_its_twin_here() -> None:
    """Each `add_*` on module level has a `check_*` of the same stem."""
    added = {
        node.name.removeprefix("add_")
        for path in AUDIT.parent.glob("optimize/**/*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("add_")
    }
    checked = {rule.check.__name__.removeprefix("check_") for rule in RULES.values()}
    assert added - checked == STRUCTURE
    assert added & checked >= {"pathway_fill", "order_of_work", "length"}


def test_only_a_rule_makes_findings() -> None:
    makers = {
        path.name
        for path in AUDIT.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"
    }
    assert makers == {"rule.py"}


def test_a_sentence_is_one_sentence() -> None:
    """It begins with a capital, ends with its only full stop, and says more than the id."""
    for rule in RULES.values():
        assert rule.sentence[0].isupper(), rule.id
        assert rule.sentence.endswith("."), rule.id
        assert ". " not in rule.sentence, rule.id
        assert len(rule.sentence.split()) >= 5, rule.id


def test_a_check_that_gives_a_severity_of_its_own_must_have_stated_it() -> None:
    """Only `fill` errs and warns, and the rules that plans of an older format need not keep."""
    both = [rule.id for rule in FLOOR_RULES.rules] + ["depth-counted", "fill"]
    assert [rule.id for rule in RULES.values() if len(rule.severities) > 1] == both
