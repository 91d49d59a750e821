"""Sizes of crews beside each other, with the same technicians."""

from dataclasses import replace

import pytest

from fabric import Plan
from fabric.commands.option_values import read_sizes
from fabric.forecast.crew_sizes import SizeTrial, compare_sizes, pick_size
from fabric.forecast.staffing import Staffing
from fabric.report.staffing_summary import crew_size_facts, crew_size_lines
from layouts import UnmetError


def test_pairs_go_before_threes_and_singles_lay_no_trunks(two_racks_plan: Plan) -> None:
    """Four technicians are two crews of two, or one of three, a fifth slower and more. One pulls no trunk, a shift
    of four has no crew of five.
    """
    trials = compare_sizes(two_racks_plan.project, (1, 2, 3, 5), 4)
    assert [trial.crew_size for trial in trials if trial.staffing] == [2, 3]
    assert pick_size(trials) == 2
    pair, three = (trial.staffing.p90_h for trial in trials if trial.staffing)
    assert three > 1.2 * pair
    assert "pull_trunk" in trials[0].refusal
    facts = crew_size_facts(trials)
    lines = list(crew_size_lines(facts))
    assert [row["crew_size"] for row in facts["crew_sizes"]] == [1, 2, 3, 5]
    assert lines[2].endswith("<- best")
    assert "not possible: shift" in lines[4]


def test_sizes_of_which_none_can_work_are_refused(two_racks_plan: Plan) -> None:
    with pytest.raises(UnmetError, match="crews of 1: "):
        compare_sizes(two_racks_plan.project, (1,), 4)


def test_of_equal_sizes_the_smallest_is_picked(two_racks_plan: Plan) -> None:
    same = Staffing(4, two_racks_plan, 1.0, 1.0, 1.0)
    faster = replace(same, p90_h=0.9)
    assert pick_size([SizeTrial(3, same), SizeTrial(2, same), SizeTrial(1, None, "no")]) == 2
    assert pick_size([SizeTrial(3, faster), SizeTrial(2, same)]) == 3


def test_texts_of_sizes() -> None:
    """Each once, rising, from 1 to 8."""
    assert read_sizes("3,1,2,2") == (1, 2, 3)
    for text in ("0,1", "9", "a", ""):
        with pytest.raises(ValueError):
            read_sizes(text)
