"""The fewest technicians for a deadline, against trying them all."""

import pytest

from fabric import Project
from fabric.clock_facts import staffing_facts, staffing_lines
from fabric.executor import SERIAL
from fabric.staffing import _fare, staff
from fabric.steering import read_hours


def test_the_fewest_technicians_hold_and_two_fewer_do_not(multirack_project: Project) -> None:
    rows, ladder = staff(multirack_project, 6.0, 20)
    facts = staffing_facts(rows, ladder, 6.0)
    fewest = facts["technicians"]
    assert _fare(multirack_project, fewest, 20, SERIAL).p90_h <= 6
    assert _fare(multirack_project, fewest - 2, 20, SERIAL).p90_h > 6
    assert [row.technicians for row in rows] == sorted(row.technicians for row in rows)
    assert ladder is not None and ladder.technicians < fewest
    assert f"{fewest} technicians per shift hold 6 h in nine tenths of the runs" in list(staffing_lines(facts))


def test_where_places_are_full_more_technicians_do_not_help(multirack_project: Project) -> None:
    rows, ladder = staff(multirack_project, 0.5, 20)
    facts = staffing_facts(rows, ladder, 0.5)
    assert facts["technicians"] is None
    assert rows[-1].plan.summary.plan_binds == "place"
    assert any(line.startswith("No number of technicians holds 0.5 h") for line in staffing_lines(facts))


def test_times_are_read_in_hours_or_days() -> None:
    assert [read_hours(text) for text in ("72h", "3d", "36", "0.5d")] == [72, 72, 36, 12]
    for text in ("", "h", "-1h", "nan", "3w"):
        with pytest.raises(ValueError, match="is no time such as 72h or 3d"):
            read_hours(text)
