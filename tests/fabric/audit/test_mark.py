"""A plan with the mark of the judge is not judged again; one that was changed in any value is."""

from dataclasses import replace
from pathlib import Path

import pytest

from fabric import Plan, load_plan, save_plan
from fabric.audit import judge, mark
from fabric.audit.judge import UnsoundError, refuse_unsound
from fabric.audit.mark import has_mark, mark_sound
from fabric.audit.registry import RULES
from fabric.plan import plan_id


def damage(plan: Plan) -> Plan:
    """The plan with an install time that is a second too short."""
    return replace(plan, summary=replace(plan.summary, install_time_s=plan.summary.install_time_s - 1))


def test_a_marked_plan_is_not_judged_again(
    two_racks_plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by the plan itself, and not after it was written and read."""
    assert not has_mark(two_racks_plan)
    save_plan(mark_sound(two_racks_plan), tmp_path / "plan.json")
    monkeypatch.setattr(judge, "audit_plan", lambda plan: pytest.fail("judged again"))
    refuse_unsound(mark_sound(two_racks_plan), "plan.json")
    refuse_unsound(load_plan(tmp_path / "plan.json"), "plan.json")


def test_a_changed_plan_is_judged_whatever_its_mark(two_racks_plan: Plan) -> None:
    for faulty in (damage(two_racks_plan), damage(mark_sound(two_racks_plan))):
        assert not has_mark(faulty)
        with pytest.raises(UnsoundError, match="faulty"):
            refuse_unsound(faulty, "plan.json")


def test_a_mark_is_of_its_version_and_its_rules(two_racks_plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    marked = mark_sound(two_racks_plan)
    assert has_mark(marked)
    monkeypatch.setattr(mark, "VERSION", "another")
    assert not has_mark(marked)
    monkeypatch.undo()
    monkeypatch.setattr(mark, "RULES", {name: one for name, one in RULES.items() if name != "port-once"})
    assert not has_mark(marked)


def test_the_mark_is_no_part_of_the_fingerprint(two_racks_plan: Plan) -> None:
    """The same plan has the same name on paper, judged or not."""
    assert plan_id(mark_sound(two_racks_plan)) == plan_id(two_racks_plan)


def test_the_start_is_part_of_the_fingerprint_where_there_is_one(two_racks_plan: Plan) -> None:
    """Plans from two starts have two names on paper."""
    assert plan_id(replace(two_racks_plan, started_from="0badcafe")) != plan_id(two_racks_plan)
