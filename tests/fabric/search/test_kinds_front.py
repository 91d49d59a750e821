"""What each kind of trunk less takes and costs."""

from itertools import pairwise

import pytest

from fabric import Plan, make_plan
from fabric.report.kinds_summary import kinds_facts, kinds_lines
from fabric.search import KindsOffer, list_kinds_front
from tests.sites import read_files, write_two_racks


@pytest.mark.plan
def test_each_step_has_fewer_kinds_and_no_less_work(room_plan: Plan) -> None:
    """Pieces only get longer: no step takes less work, and the first row is the plan."""
    front = list_kinds_front(room_plan)
    assert len(front) > 2
    assert front[0][:4] == (
        sum(kind.form == "trunk" for kind in room_plan.kinds),
        room_plan.summary.install_time_s,
        room_plan.summary.work_ms,
        room_plan.summary.cost_cents,
    )
    assert front[0].dropped == ()
    for before, after in pairwise(front):
        assert after.kinds < before.kinds
        assert after.work_ms >= before.work_ms
        assert after.dropped


def test_a_plan_without_trunks_has_no_front() -> None:
    assert list_kinds_front(make_plan(read_files(write_two_racks()))) == []
    assert list(kinds_lines([])) == []


def test_the_front_for_people_and_for_programs() -> None:
    """A minute and 120 USD more for one kind less."""
    front = [KindsOffer(2, 36_000, 72_000_000, 1_000_000, ()), KindsOffer(1, 36_060, 73_000_000, 1_012_000, ("K9",))]
    facts = kinds_facts(front)
    assert facts[1]["more_minutes"] == 1.0
    assert facts[1]["more_usd"] == 120.0
    lines = list(kinds_lines(front))
    assert "the plan" in lines[1]
    assert "1 kind " in lines[2]
    assert "+1.0 min, +120 USD" in lines[2]
    assert list(kinds_lines(front[:1]))[-1] == "  No two kinds are near enough to be one"
