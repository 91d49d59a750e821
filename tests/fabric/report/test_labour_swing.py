"""The plan of four links with the low and the high column of the labour table, by hand."""

from dataclasses import replace

from fabric import Plan
from fabric.report.explanation import _column_lines, explain_lines
from fabric.report.labour_swing import WORK, find_limit, list_swings
from tests.fabric.four_links import make_small_plan

PLAN = make_small_plan()


def with_technicians(technicians: int) -> Plan:
    shifts = tuple(replace(shift, technicians=technicians) for shift in PLAN.project.crew.shifts)
    return replace(PLAN, project=replace(PLAN.project, crew=replace(PLAN.project.crew, shifts=shifts)))


def test_the_figure_that_decides() -> None:
    """All work is 4,359 person-seconds by the expected figures, 2,706 by the low and 8,970 by the high ones.

    The plan takes 3,061 s: 3,061 x 2,706 / 4,359 = 1,900 s, and 6,299 s. Two racks are opened in 600 s each, 300 s or
    1,200 s: -600 and +1,200 of 4,359 are -421 s and +843 s. Eight plugs of 75 s take 180 s by the high figures: +840
    is less.
    """
    low, high = list_swings(PLAN)
    assert (low.install_time_s, low.binds, low.act, low.change_s) == (1_900, WORK, "mobilise", -421)
    assert (high.install_time_s, high.binds, high.act, high.change_s) == (6_299, WORK, "mobilise", 843)


def test_the_fullest_place_binds_many_crews() -> None:
    """Ten crews: R.rear takes two. All work but 165 person-seconds ties it up: a plug (75), a dressed end (60) and a
    test (30) at the front, which take 180 + 120 + 60 = 360 by the high figures. 8,970 - 360 against 4,359 - 165.
    """
    many = with_technicians(20)
    assert find_limit(PLAN) == WORK
    assert find_limit(many) == "R.rear"
    assert [swing.binds for swing in list_swings(many)] == ["R.rear", "R.rear"]
    assert list_swings(many)[1].install_time_s == round(3_061 * 8_610 / 4_194)


def test_the_fullest_face_binds_crews_that_share_none() -> None:
    """Ten crews, of which the place holds ten, and one a face. At R01.rear are an opening (600), three ends of single
    cables (135 each), one of a trunk with two plugs (450) and three tests (90): 1,545 person-seconds, 772.5 s of a
    crew. By the high figures these are 1,200 + 3 x 300 + 960 + 180 = 3,240. The opening adds 600, five plugs 525.
    """
    many = with_technicians(20)
    crew = replace(many.project.crew, crews_per_rack_face=1)
    rows = tuple(replace(row, max_crews_rear=10) for row in many.project.site.rows)
    faces = replace(many, project=replace(many.project, crew=crew, site=replace(many.project.site, rows=rows)))
    assert find_limit(faces) == "face R01.rear"
    high = list_swings(faces)[1]
    assert (high.binds, high.install_time_s) == ("face R01.rear", round(3_061 * 3_240 / 1_545))
    assert (high.act, high.change_s) == ("mobilise", round(3_061 * 600 / 1_545))
    free = replace(faces.project, crew=replace(crew, crews_per_rack_face=None))
    assert find_limit(replace(faces, project=free)) == WORK


def test_nothing_is_told_where_the_chain_binds() -> None:
    chained = replace(PLAN, summary=replace(PLAN.summary, plan_binds="chain"))
    assert list_swings(chained) == ()
    assert list(_column_lines([], WORK)) == [
        "The longest chain of work binds, so no time is told for the low and high figures of the labour table."
    ]


def test_a_table_without_ranges_changes_nothing() -> None:
    rates = {
        act: replace(rate, low_ms=rate.person_ms, high_ms=rate.person_ms)
        for act, rate in PLAN.project.labour.rates.items()
    }
    sure = replace(PLAN, project=replace(PLAN.project, labour=replace(PLAN.project.labour, rates=rates)))
    assert [(swing.install_time_s, swing.act, swing.change_s) for swing in list_swings(sure)] == [(3_061, "", 0)] * 2


def test_explain_says_what_decides_and_where_another_limit_binds() -> None:
    lines = list(explain_lines(PLAN))
    assert "      0.53 h  low: work over crews binds, most of all mobilise (-0.12 h)" in lines
    found = {"column": "high", "install_time_h": 2.0, "binds": "R.rear", "decides": "", "change_h": 0.0}
    assert list(_column_lines([found], WORK)) == [
        "What this plan would take, with the same racks, cables and crews, if every act took its low or its high time "
        "of the labour table, about:",
        "      2.00 h  high: R.rear binds; by the expected times work over crews binds, so a plan made anew with the "
        "high times may choose other racks",
    ]
    assert list(_column_lines([found], "R.rear"))[1:] == ["      2.00 h  high: R.rear binds"]
