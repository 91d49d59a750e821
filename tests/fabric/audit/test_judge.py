"""The order of findings, and what a plan must be to leave the planner."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fabric import audit_plan
from fabric.audit.judge import require_sound
from fabric.audit.rule import Finding, RuleGroup, Violation, count_of, rule
from fabric.plan import Plan
from layouts import UnmetError
from tests.fabric.audit.small_plan import SMALL_PLAN, with_lot, with_pathway, with_rack_type, with_request, with_summary


@rule("first-letter", severities=("error", "warning"))
def check_first_letter(word: str) -> Iterator[Violation]:
    """A word begins with a capital
    letter.

    Sentences as well.
    """
    if word[:1].islower():
        yield Violation(object=word, found="a", allowed="A", remedy="Write it large")
    if not word:
        yield Violation(object="nothing", found="", allowed="a word", remedy="Write one", severity="warning")


@rule("never-warns")
def check_never_warns(word: str) -> Iterator[Violation]:
    """A word is never a warning."""
    yield Violation(object=word, found="", allowed="", remedy="", severity="warning")


def test_the_sentence_of_a_rule_is_the_summary_of_its_check() -> None:
    assert check_first_letter.id == "first-letter"
    assert check_first_letter.sentence == "A word begins with a capital letter."
    assert check_first_letter.module == __name__


def test_a_rule_signs_the_faults_of_its_check() -> None:
    assert list(check_first_letter.judge("Word")) == []
    assert [str(finding) for finding in check_first_letter.judge("word")] == [
        "error: first-letter: word: found a; allowed A. Write it large"
    ]
    assert [finding.severity for finding in check_first_letter.judge("")] == ["warning"]


def test_a_rule_gives_no_severity_that_it_lacks() -> None:
    with pytest.raises(ValueError, match="rule never-warns gives no warning"):
        list(check_never_warns.judge("word"))


def test_a_group_judges_each_of_its_views_by_all_of_its_rules() -> None:
    group = RuleGroup(views=lambda plan: ["one", "", "Two"], rules=(check_first_letter, check_first_letter))
    assert [finding.object for finding in group.judge(SMALL_PLAN)] == ["one", "one", "nothing", "nothing"]


def test_numbers_go_with_their_nouns() -> None:
    assert [count_of(number, "crew") for number in (0, 1, 2)] == ["0 crews", "1 crew", "2 crews"]


def faulty_plan() -> Plan:
    """Two racks too heavy, a budget missed, and a warning of fill."""
    plan = with_rack_type(with_request(SMALL_PLAN, budget_cents=1), max_weight_g=1)
    return with_pathway(plan, existing_fill_mm2=2_000)


def test_errors_come_first_then_rules_then_objects() -> None:
    found = [(finding.severity, finding.rule, finding.object) for finding in audit_plan(faulty_plan())]
    assert found == [
        ("error", "budget", "material"),
        ("error", "rack-weight", "rack A01"),
        ("error", "rack-weight", "rack A02"),
        ("warning", "fill", "pathway T1"),
    ]


def test_a_sound_plan_may_have_warnings() -> None:
    assert require_sound(SMALL_PLAN) == []
    warnings = require_sound(with_pathway(SMALL_PLAN, existing_fill_mm2=2_000))
    assert [(finding.severity, finding.rule) for finding in warnings] == [("warning", "fill")]


def test_limits_that_people_state_are_missed_not_broken() -> None:
    """Budget, stock and deadline: the best plan misses the request, and the message says which."""
    plan = with_lot(with_request(SMALL_PLAN, budget_cents=1), "jumpers", quantity=3)
    with pytest.raises(UnmetError) as raised:
        require_sound(plan)
    assert list(raised.value.reasons) == [
        "the best plan found misses the request: material: 34,885.00 USD, allowed 0.01 USD. "
        "Raise the budget, or allow less custom work",
        "the best plan found misses the request: lot jumpers: 4 used, allowed 3. "
        "Raise the quantity in inventory.yaml, or use another length",
    ]


def test_any_other_error_is_a_defect_of_the_planner() -> None:
    with pytest.raises(AssertionError, match="the judge refuses the plan:\nerror: budget"):
        require_sound(faulty_plan())


def test_a_finding_is_the_same_each_time() -> None:
    """Findings are values: two audits of one plan are equal."""
    plan = with_summary(SMALL_PLAN, unavoidable_ms=1)
    assert audit_plan(plan) == audit_plan(plan)
    (finding,) = audit_plan(plan)
    assert isinstance(finding, Finding)
    assert replace(finding, found="") != finding


def test_groups_that_need_the_same_facts_share_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two groups over the same words: the words are prepared once. The second one says nothing of the empty word."""
    prepared: list[str] = []

    def list_words(plan: Plan) -> list[str]:
        prepared.append("all words")
        return ["one", ""]

    groups = (
        RuleGroup(views=list_words, rules=(check_first_letter,)),
        RuleGroup(views=list_words, rules=(check_first_letter,), concerns=bool),
    )
    monkeypatch.setattr("fabric.audit.judge.RULE_GROUPS", groups)
    assert [finding.object for finding in audit_plan(SMALL_PLAN)] == ["one", "one", "nothing"]
    assert prepared == ["all words"]
