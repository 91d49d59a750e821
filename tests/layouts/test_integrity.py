"""Each rule of a possible floor: what it accepts, what it rejects, and what is next door."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from layouts.aisles import Aisle
from layouts.integrity import (
    find_crooked_pathways,
    find_narrow_aisles,
    find_obstructed,
    find_pathways_to_nowhere,
    find_problems,
    find_rack_collisions,
    find_racks_outside,
    find_rooms_that_overlap,
    find_unreachable_racks,
)
from layouts.problem import Problem
from layouts.site import Obstacle, Room
from tests.floors import RACK, floor, rack, tray

OVER = tray("T", (-100, 600, 2400), (3000, 600, 2400))
"""A tray over the middle of racks that stand at y 0."""
TWO = (rack("A01", 0), rack("A02", 600))


def ids(problems: Iterator[Problem]) -> list[str]:
    return [problem.id for problem in problems]


def square(name: str, x_mm: int, side_mm: int = 1000) -> Room:
    return Room(name, ((x_mm, 0), (x_mm + side_mm, 0), (x_mm + side_mm, side_mm), (x_mm, side_mm)), 4000, (x_mm, 0))


def test_a_sound_floor_has_no_problem() -> None:
    assert find_problems(floor(TWO, (OVER,))) == []


@pytest.mark.parametrize(("x_mm", "found"), [(1000, []), (999, ["two"])])
def test_rooms_may_share_a_wall_but_no_floor(x_mm: int, found: list[str]) -> None:
    """Rooms of 1 m side: the second at x 1000 touches the first, at x 999 they share a strip of 1 mm."""
    site = replace(floor(TWO, (OVER,)), rooms=(square("one", 0), square("two", x_mm)))
    assert ids(find_rooms_that_overlap(site)) == found


@pytest.mark.parametrize(("x_mm", "found"), [(14_400, []), (14_401, ["A01"]), (-5000, []), (-5001, ["A01"])])
def test_a_rack_may_touch_the_wall_but_not_pass_it(x_mm: int, found: list[str]) -> None:
    """The room reaches from x -5000 to 15000; a rack is 600 mm wide."""
    assert ids(find_racks_outside(floor((rack("A01", x_mm),), ()))) == found


@pytest.mark.parametrize(("height_mm", "found"), [(4000, []), (4001, ["A01"]), (9000, ["A01"])])
def test_a_rack_may_reach_the_ceiling_but_not_pass_it(height_mm: int, found: list[str]) -> None:
    """The room is 4000 mm high."""
    tall = rack("A01", 0, type=replace(RACK, height_mm=height_mm))
    assert ids(find_racks_outside(floor((tall,), ()))) == found


@pytest.mark.parametrize(("x_mm", "found"), [(600, []), (599, ["A02"])])
def test_racks_may_touch_but_not_overlap(x_mm: int, found: list[str]) -> None:
    assert ids(find_rack_collisions(floor((rack("A01", 0), rack("A02", x_mm)), ()))) == found


@pytest.mark.parametrize("kind", ["column", "keep_out"])
@pytest.mark.parametrize(("x_mm", "found"), [(600, []), (599, ["A01"])])
def test_no_rack_stands_on_an_obstacle(kind: str, x_mm: int, found: list[str]) -> None:
    """The rack ends at x 600."""
    obstacle = Obstacle("O", kind, (x_mm, 0), (300, 300))  # type: ignore[arg-type]
    assert ids(find_obstructed(floor((rack("A01", 0),), (), obstacles=(obstacle,)))) == found


@pytest.mark.parametrize(("y_mm", "found"), [(2100, []), (2099, ["cold"])])
def test_an_aisle_is_as_wide_as_it_asks(y_mm: int, found: list[str]) -> None:
    """Row A ends at y 1200, so row B at y 2100 leaves 900 mm."""
    racks = (rack("A01", 0), rack("B01", 0, y_mm, row="B"))
    aisle = Aisle("cold", "cold", ("A", "B"), 900)
    assert ids(find_narrow_aisles(floor(racks, (), aisles=(aisle,)))) == found


def test_an_aisle_is_measured_whichever_row_is_named_first() -> None:
    """950 mm between the rows, 1000 mm wanted: the same from either side."""
    racks = (rack("A01", 0), rack("B01", 0, 2150, row="B"))
    for rows in (("A", "B"), ("B", "A")):
        (problem,) = find_narrow_aisles(floor(racks, (), aisles=(Aisle("x", "hot", rows, 1000),)))
        assert "is 950 mm wide, 1000 mm are required" in problem.message


def test_an_aisle_beside_a_row_without_racks_has_no_width() -> None:
    aisle = Aisle("x", "hot", ("A", "none"), 1000)
    assert ids(find_narrow_aisles(floor(TWO, (), aisles=(aisle,)))) == []


def test_pathways_are_level_or_vertical() -> None:
    """A slope and a repeated corner are problems; a riser is none."""
    slope = tray("slope", (0, 0, 2400), (1000, 0, 2500))
    riser = tray("riser", (0, 0, 2400), (0, 0, 3400), (0, 1000, 3400))
    twice = tray("twice", (0, 0, 2400), (0, 0, 2400), (500, 0, 2400))
    assert ids(find_crooked_pathways(floor((), (slope, riser, twice)))) == ["slope", "twice"]


def test_a_pathway_joins_another_or_serves_a_rack() -> None:
    """T serves the racks, M touches T at its end, and L crosses T 100 mm above it."""
    joined = tray("M", (3000, 600, 2400), (3000, 4000, 2400))
    above = tray("L", (1000, -4000, 2500), (1000, -2000, 2500))
    assert ids(find_pathways_to_nowhere(floor(TWO, (OVER, joined)))) == []
    assert ids(find_pathways_to_nowhere(floor(TWO, (OVER, joined, above)))) == ["L"]


def test_every_rack_that_holds_something_has_a_drop() -> None:
    """A03 stands 4 m from the tray. A rack that holds nothing needs none."""
    far = rack("A03", 1200, 4000)
    assert ids(find_unreachable_racks(floor((*TWO, far), (OVER,)))) == ["A03"]
    empty = replace(far, type=replace(RACK, holds=()))
    assert ids(find_unreachable_racks(floor((*TWO, empty), (OVER,)))) == []


def test_a_single_rack_needs_no_pathway() -> None:
    assert ids(find_unreachable_racks(floor((rack("A01", 0),), ()))) == []


def test_all_racks_are_joined() -> None:
    """Two trays that do not touch serve one rack each; a third one joins them."""
    racks = (rack("A01", 0), rack("A02", 2000))
    west, east = tray("W", (0, 600, 2400), (900, 600, 2400)), tray("E", (1900, 600, 2400), (2900, 600, 2400))
    assert ids(find_unreachable_racks(floor(racks, (west, east)))) == ["A02"]
    bridge = tray("B", (900, 600, 2400), (1900, 600, 2400))
    assert ids(find_unreachable_racks(floor(racks, (west, east, bridge)))) == []


def test_racks_of_one_pathway_that_joins_no_other_are_one_fault() -> None:
    """A02 and A03 lie under one tray, so joining it mends both."""
    racks = (rack("A01", 0), rack("A02", 2000), rack("A03", 2600))
    west, east = tray("W", (0, 600, 2400), (900, 600, 2400)), tray("E", (1900, 600, 2400), (3500, 600, 2400))
    (found,) = find_unreachable_racks(floor(racks, (west, east)))
    assert found.message == "rack A02 and 1 more cannot be reached from rack A01 over the pathways"
    assert found.remedy.startswith("Join pathway E to the others")
