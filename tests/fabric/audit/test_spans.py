"""Spans of pathways, by hand: where pathways meet, and how routes pass them."""

import pytest

from fabric.audit.spans import list_spans
from fabric.plan import Plan
from layouts import Pathway
from tests.fabric.audit.small_plan import SMALL_PLAN, tray, with_route, with_site

T1 = tray("T1", (0, 1_200, 2_500), (3_000, 1_200, 2_500))
"""The tray of the route, level from west to east."""


def spans(*others: Pathway, plan: Plan = SMALL_PLAN) -> list[str]:
    """Spans of the route with other pathways beside T1, the drops left out."""
    return list_spans(with_site(plan, pathways=(T1, *others))).of_route[0][1:-1]


def test_a_tray_without_meetings_is_one_span() -> None:
    assert spans() == ["T1/1", "T1/1"]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (((1_500, 600, 2_500), (1_500, 1_800, 2_500)), ["T1/1", "T1/2"]),
        (((1_500, 1_200, 2_500), (1_500, 1_800, 2_500)), ["T1/1", "T1/2"]),
        (((1_500, 1_200, 2_500), (1_500, 1_200, 3_500)), ["T1/1", "T1/2"]),
        (((1_500, 0, 2_800), (1_500, 1_200, 2_800)), ["T1/1", "T1/1"]),
        (((1_500, 1_300, 2_500), (1_500, 1_800, 2_500)), ["T1/1", "T1/1"]),
        (((3_000, 1_200, 2_500), (3_000, 1_800, 2_500)), ["T1/1", "T1/1"]),
        (((0, 1_200, 2_500), (0, 1_800, 2_500)), ["T1/1", "T1/1"]),
        (((0, 1_400, 2_500), (3_000, 1_400, 2_500)), ["T1/1", "T1/1"]),
        (((0, 600, 2_500), (3_000, 1_800, 2_500)), ["T1/1", "T1/2"]),
        (((200, 600, 2_500), (200, 1_800, 2_500)), ["T1/2", "T1/2"]),
    ],
    ids=[
        "cross",
        "branch",
        "riser",
        "above",
        "beside",
        "at the end",
        "at the start",
        "parallel",
        "slanting",
        "before the route",
    ],
)
def test_pathways_meet_where_they_touch_at_one_height(
    points: tuple[tuple[int, int, int], ...], expected: list[str]
) -> None:
    assert spans(tray("T2", *points)) == expected


def test_two_meetings_make_three_spans() -> None:
    """The middle span is passed by a piece of its own."""
    points = ((300, 1_200, 2_500), (1_000, 1_200, 2_500), (2_000, 1_200, 2_500), (2_700, 1_200, 2_500))
    plan = with_route(SMALL_PLAN, points_mm=points, pathways=("drop:A01", "T1", "T1", "T1", "drop:A02"))
    crossings = [tray(f"T{x}", (x, 0, 2_500), (x, 1_200, 2_500)) for x in (2_000, 1_000)]
    assert spans(*crossings, plan=plan) == ["T1/1", "T1/2", "T1/3"]


def test_a_route_back_names_the_same_spans() -> None:
    plan = with_route(SMALL_PLAN, points_mm=((2_700, 1_200, 2_500), (1_500, 1_200, 2_500), (300, 1_200, 2_500)))
    assert spans(tray("T2", (1_500, 600, 2_500), (1_500, 1_800, 2_500)), plan=plan) == ["T1/2", "T1/1"]


def test_crews_are_those_of_the_pathway_and_of_the_drop() -> None:
    assert list_spans(SMALL_PLAN).crews == {"drop:A01": 2, "drop:A02": 2, "T1/1": 2, "T1/2": 2}
    without = with_site(SMALL_PLAN, drops=SMALL_PLAN.project.site.drops[:1])
    assert list_spans(without).crews["drop:A02"] == 0
