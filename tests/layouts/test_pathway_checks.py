"""Pathways between walls, floors, columns and racks: what can be built, what cannot, and what is a millimetre apart.

The room of `floors.floor` reaches from -5000 to 15000 mm each way and is 4000 mm high. Trays are 300 mm wide
and 100 mm deep.
"""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from layouts.integrity import find_problems, find_rooms_that_overlap
from layouts.pathway_checks import (
    find_pathways_above_ceilings,
    find_pathways_far_from_storeys,
    find_pathways_in_columns,
    find_pathways_in_racks,
    find_pathways_outside_rooms,
)
from layouts.problem import Problem
from layouts.site import Obstacle, Pathway, Point3, Room, Site
from layouts.storeys import Storey, best_room, list_storeys
from tests.floors import floor, rack, tray


def ids(problems: Iterable[Problem]) -> list[str]:
    return [problem.id for problem in problems]


def room(name: str, x_mm: int, y_mm: int, size_mm: int = 4000, floor_mm: int = 0, height_mm: int = 4000) -> Room:
    """A square room."""
    far = (x_mm + size_mm, y_mm + size_mm)
    return Room(name, ((x_mm, y_mm), (far[0], y_mm), far, (x_mm, far[1])), height_mm, (x_mm, y_mm), floor_mm)


def site(rooms: tuple[Room, ...], *pathways: Pathway) -> Site:
    return floor((), pathways, rooms=rooms)


@pytest.mark.parametrize(
    ("y_mm", "message"),
    [
        (2000, ""),
        (150, ""),
        (149, "tray T of 300 mm width reaches into the wall of room r from [500, 149, 2500] to [3500, 149, 2500]"),
        (-1, "tray T passes the wall of room r without a sleeve"),
        (-151, "tray T lies in no room from [500, -151, 2500] to [3500, -151, 2500]"),
        (3850, ""),
        (3851, "reaches into the wall of room r"),
    ],
)
def test_a_tray_lies_in_its_room_with_its_whole_width(y_mm: int, message: str) -> None:
    """The room reaches from y 0 to 4000; half of the tray is 150 mm."""
    found = list(
        find_pathways_outside_rooms(site((room("r", 0, 0),), tray("T", (500, y_mm, 2500), (3500, y_mm, 2500))))
    )
    assert bool(found) == bool(message)
    assert all(message in problem.message for problem in found)


@pytest.mark.parametrize(("x_mm", "found"), [(4000, []), (4001, ["T"]), (94_000, ["T"])])
def test_a_tray_may_end_at_the_wall_but_not_beyond(x_mm: int, found: list[str]) -> None:
    """A slip of a digit led a tray 84 m beyond the wall of a room of 10 m."""
    assert (
        ids(find_pathways_outside_rooms(site((room("r", 0, 0),), tray("T", (500, 2000, 2500), (x_mm, 2000, 2500)))))
        == found
    )


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ["T"]),
        ({"kind": "ladder"}, ["T"]),
        ({"kind": "sleeve"}, []),
        ({"kind": "duct"}, []),
        ({"firestop": True}, []),
    ],
)
def test_only_sleeves_ducts_and_fire_stops_pass_a_wall(changes: dict[str, object], found: list[str]) -> None:
    """Two rooms share the wall at x 4000."""
    two = (room("one", 0, 0), room("two", 4000, 0))
    through = replace(tray("T", (3000, 2000, 2500), (5000, 2000, 2500)), **changes)  # type: ignore[arg-type]
    problems = list(find_pathways_outside_rooms(site(two, through)))
    assert ids(problems) == found
    assert all("passes the wall of room one and two without a sleeve" in problem.message for problem in problems)


def test_a_sleeve_joins_trays_through_a_wall() -> None:
    """Trays that end at the wall, and a sleeve of 200 mm through it."""
    two = (room("one", 0, 0), room("two", 4200, 0))
    parts = (
        tray("A", (500, 2000, 2500), (4000, 2000, 2500)),
        tray("S", (4000, 2000, 2500), (4200, 2000, 2500), kind="sleeve"),
        tray("B", (4200, 2000, 2500), (8000, 2000, 2500)),
    )
    assert list(find_pathways_outside_rooms(site(two, *parts))) == []


def test_an_aslant_tray_along_an_aslant_wall_is_inside() -> None:
    """A triangle, and a tray that is 150 mm from its hypotenuse or more: the rounding of its edges does not count."""
    triangle = Room("t", ((0, 0), (4000, 0), (0, 4000)), 4000, (0, 0))
    beside = tray("T", (500, 3100, 2500), (3100, 500, 2500))
    assert list(find_pathways_outside_rooms(site((triangle,), beside))) == []
    near = tray("T", (700, 3100, 2500), (3100, 700, 2500))
    assert ids(find_pathways_outside_rooms(site((triangle,), near))) == ["T"]


@pytest.mark.parametrize(("z_mm", "found"), [(3950, []), (3951, ["T"]), (4750, ["T"]), (-450, [])])
def test_a_tray_lies_below_the_ceiling(z_mm: int, found: list[str]) -> None:
    """The ceiling is at 4000 mm; 50 mm of the tray lie above its centre line. Below a raised floor it may lie too."""
    here = site((room("r", 0, 0),), tray("T", (500, 2000, z_mm), (3500, 2000, z_mm)))
    assert ids(find_pathways_above_ceilings(here)) == found


@pytest.mark.parametrize(
    ("y_mm", "width_mm", "found"),
    [(500, 300, ["T"]), (600, 300, ["T"]), (749, 300, ["T"]), (750, 300, []), (600, 1, ["T"]), (750, 301, ["T"])],
)
def test_a_tray_keeps_clear_of_columns_with_its_edge(y_mm: int, width_mm: int, found: list[str]) -> None:
    """The column reaches from y 750 to 1050, the tray at y 600 to 750 with its edge.

    At 600 mm a tray of 1 mm reaches 600.5; the column then begins at 600.
    """
    column = Obstacle("C", "column", (1000, y_mm), (300, 300), "r")
    here = floor((), (tray("T", (-100, 600, 2400), (3000, 600, 2400), width_mm=width_mm),), obstacles=(column,))
    assert ids(find_pathways_in_columns(here)) == found


@pytest.mark.parametrize(
    ("points_mm", "width_mm", "inside_mm"),
    [
        (((-100, 600), (3000, 600)), 450, 75),
        (((-100, 600), (3000, 600)), 301, 1),
        (((-100, 600), (1100, 600)), 450, 75),
        (((700, 750), (1150, 300)), 600, 88),
    ],
)
def test_the_edge_in_a_column_has_its_millimetres(
    points_mm: tuple[tuple[int, int], tuple[int, int]], width_mm: int, inside_mm: int
) -> None:
    """The column begins at x 1000 and y 750.

    A tray along y 600 has its edge at 600 + 450 / 2 = 825, so 75 mm inside; at 600 + 301 / 2 = 750.5 half a millimetre,
    which counts as one. A tray that ends at x 1100 still passes the corner. The corner has x + y = 1750, the line of
    the last tray x + y = 1450: they are 300 / sqrt 2 = 212.1 mm apart, so half of 600 mm reaches 87.9 mm inside.
    """
    column = Obstacle("C", "column", (1000, 750), (300, 300), "r")
    (a, b), (c, d) = points_mm
    here = floor((), (tray("T", (a, b, 2400), (c, d, 2400), width_mm=width_mm),), obstacles=(column,))
    (found,) = find_pathways_in_columns(here)
    assert f"runs with its edge {inside_mm} mm inside column C" in found.message
    assert found.remedy == f"Move the pathway {inside_mm} mm away from the column, or correct width_mm"


def test_a_keep_out_area_is_below_trays() -> None:
    area = Obstacle("K", "keep_out", (1000, 500), (300, 300), "r")
    assert (
        list(find_pathways_in_columns(floor((), (tray("T", (0, 600, 2400), (3000, 600, 2400)),), obstacles=(area,))))
        == []
    )


@pytest.mark.parametrize(
    ("z_mm", "remedy"),
    [
        (2000, ""),
        (0, ""),
        (-1, ""),
        (1999, "Lead it above the rack"),
        (1, "Lead it above the rack"),
        (275, "275 centimetres are 2750"),
        (3, "3 metres are 3000"),
    ],
)
def test_no_pathway_runs_through_a_rack(z_mm: int, remedy: str) -> None:
    """Racks are 2000 mm high. 275 may be meant in centimetres, 3 in metres."""
    racks = (rack("A01", 0), rack("A02", 600))
    found = list(find_pathways_in_racks(floor(racks, (tray("T", (-100, 600, z_mm), (3000, 600, z_mm)),))))
    assert bool(found) == bool(remedy)
    for problem in found:
        assert problem.message == f"pathway T at z {z_mm} mm is inside rack A01 and 1 more: racks are 2000 mm high"
        assert remedy in problem.remedy


def test_a_tray_between_rows_may_be_low() -> None:
    """The rack ends at y 1200. The tray of 300 mm width touches it where it runs at y 1350, and is in it at 1349."""
    assert list(find_pathways_in_racks(floor((rack("A01", 0),), (tray("T", (0, 1350, 900), (900, 1350, 900)),)))) == []
    assert ids(find_pathways_in_racks(floor((rack("A01", 0),), (tray("T", (0, 1349, 900), (900, 1349, 900)),)))) == [
        "T"
    ]


def test_a_rack_that_a_pathway_pierces_is_told_once() -> None:
    """Heights in centimetres were told as twenty racks that no pathway passes."""
    racks = (rack("A01", 0), rack("A02", 600))
    here = floor(
        racks, (tray("T", (-100, 600, 275), (3000, 600, 275)), tray("U", (-100, 600, 2400), (-100, 900, 2400)))
    )
    assert ids(find_problems(here)) == ["T", "T", "U"]


LOWER, UPPER = room("low", 0, 0), room("up", 0, 0, floor_mm=4500)
"""The upper floor is half a metre above the ceiling of the lower room."""


def test_a_room_may_stand_above_another() -> None:
    assert ids(find_rooms_that_overlap(site((LOWER, UPPER)))) == []
    found = list(find_rooms_that_overlap(site((LOWER, room("up", 0, 0, floor_mm=3999)))))
    assert ids(found) == ["up"]
    assert "set floor_mm of the upper room" in found[0].remedy


@pytest.mark.parametrize(("floor_mm", "found"), [(0, ["up"]), (4500, [])])
def test_rooms_that_share_floor_are_the_only_fault_of_their_trays(floor_mm: int, found: list[str]) -> None:
    """A tray at 7250 mm is too high for the lower room, and right for the upper one once its floor is stated."""
    here = site((LOWER, replace(UPPER, floor_mm=floor_mm)), tray("T", (500, 2000, 7250), (3500, 2000, 7250)))
    assert ids([*find_rooms_that_overlap(here), *find_pathways_above_ceilings(here)]) == found


def test_heights_belong_to_storeys() -> None:
    """The void from 4000 to 4500 is below the raised floor of the upper room."""
    storeys = list_storeys((LOWER, UPPER))
    assert storeys == {"low": Storey(None, 4500), "up": Storey(4000, None)}
    heights = [(-300, "low"), (2750, "low"), (4000, "low"), (4001, "up"), (4499, "up"), (7250, "up"), (9000, "up")]
    for z_mm, name in heights:
        found = best_room((LOWER, UPPER), storeys, z_mm)
        assert found is not None
        assert found.id == name, z_mm


@pytest.mark.parametrize(
    ("kind", "points", "found"),
    [
        ("tray", ((1000, 1000, 2750), (1000, 1000, 7250)), ["T"]),
        ("duct", ((1000, 1000, 2750), (1000, 1000, 7250)), []),
        ("sleeve", ((1000, 1000, 2750), (1000, 1000, 7250)), []),
        ("tray", ((1000, 1000, 4600), (1000, 1000, 7250)), []),
        ("tray", ((1000, 1000, 8451), (3000, 1000, 8451)), ["T"]),
        ("tray", ((1000, 1000, 8450), (3000, 1000, 8450)), []),
    ],
)
def test_a_riser_between_storeys_is_a_duct_or_a_sleeve(kind: str, points: tuple[Point3, ...], found: list[str]) -> None:
    """The ceiling of the upper room is at 8500 mm."""
    assert ids(find_pathways_above_ceilings(site((LOWER, UPPER), replace(tray("T", *points), kind=kind)))) == found


@pytest.mark.parametrize(
    ("z_mm", "kind", "found"),
    [(58_500, "duct", []), (58_501, "duct", ["T"]), (-50_000, "sleeve", []), (-50_001, "sleeve", ["T"]),
     (200_000, "tray", [])],
)  # fmt: skip
def test_a_duct_lies_near_some_storey(z_mm: int, kind: str, found: list[str]) -> None:
    """The highest ceiling is at 8,500 mm, the lowest floor at 0; 50 m apart is near. Trays have a rule of their own."""
    duct = replace(tray("T", (1000, 1000, z_mm), (3000, 1000, z_mm)), kind=kind)
    assert ids(find_pathways_far_from_storeys(site((LOWER, UPPER), duct))) == found


def test_racks_and_columns_of_other_storeys_are_not_in_the_way() -> None:
    """Racks above each other, and a column of the lower room below a tray of the upper one."""
    racks = (rack("A01", 1000, 1000), rack("B01", 1000, 1000, row="B", room="up", z_mm=4500))
    over = tray("L", (500, 1600, 2750), (3500, 1600, 2750)), tray("U", (500, 1600, 7250), (3500, 1600, 7250))
    joint = tray("R", (500, 1600, 2750), (500, 1600, 7250), kind="duct")
    column = Obstacle("C", "column", (2000, 1500), (300, 300), "low")
    racks = (replace(racks[0], room="low"), racks[1])
    both = floor(racks, (*over, joint), rooms=(LOWER, UPPER), obstacles=(column,))
    assert ids(find_problems(both)) == ["L"]
    assert [(drop.rack, drop.pathway, drop.length_mm) for drop in both.drops] == [("A01", "L", 750), ("B01", "U", 750)]
