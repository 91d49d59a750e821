"""Drops by hand: which pathway serves a rack, from which side, and how long the way is."""

from dataclasses import replace

import pytest

from layouts.drops import entry_for, entry_towards, hang_drops, is_on_pathway, make_drop, nearest_point
from layouts.racks import Facing, Point2, Side
from layouts.site import Drop, Point3
from tests.floors import rack, tray

A01 = rack("A01", 0)
"""Its centre is (300, 600), its top at 2000 mm."""
T = tray("T", (0, 600, 2400), (900, 600, 2400))


@pytest.mark.parametrize(("z_mm", "entry"), [(2000, "top"), (1999, None), (1, None), (0, "bottom"), (-450, "bottom")])
def test_a_pathway_is_entered_from_above_or_below(z_mm: int, entry: str | None) -> None:
    """At the height of the top or more from the top, at the floor or below from the bottom, between not at all."""
    assert entry_for(A01, z_mm) == entry


def test_the_way_aside_counts() -> None:
    """The entry is at the rear edge (300, 1200); to (600, 1600) are 500 mm (3-4-5), from 2000 to 2400 mm are 400."""
    drop = make_drop(A01, T, (600, 1600, 2400))
    assert drop is not None
    assert (drop.entry, drop.entry_mm, drop.length_mm) == ("top", (300, 1200), 900)


def test_the_way_to_a_tray_below_the_floor_starts_at_the_floor() -> None:
    """450 mm down and 400 aside (x 300 to 700): the height of the rack does not count."""
    drop = make_drop(A01, T, (700, 1000, -450))
    assert drop is not None
    assert (drop.entry, drop.entry_mm, drop.length_mm) == ("bottom", (300, 1000), 850)


@pytest.mark.parametrize(
    ("front", "point_mm", "entry_mm"),
    [
        ("south", (250, 1000), (300, 1000)),
        ("south", (250, -400), (300, 0)),
        ("north", (250, 1500), (300, 1200)),
        ("west", (1100, 500), (1100, 300)),
        ("east", (-5, 500), (0, 300)),
    ],
)
def test_the_entry_is_as_far_back_as_the_pathway(front: Facing, point_mm: Point2, entry_mm: Point2) -> None:
    """Racks of 600 x 1200 mm with the corner at 0: half-way between the sides, inside the footprint."""
    assert entry_towards(rack("A01", 0, front=front), point_mm) == entry_mm


def test_a_pathway_beside_the_rack_gives_no_drop() -> None:
    assert make_drop(A01, T, (300, 600, 1500)) is None
    assert hang_drops((A01,), (tray("T", (0, 600, 1500), (900, 600, 1500)),), {}) == ()


def test_above_wins_over_below_even_where_it_is_farther() -> None:
    """The tray below is 100 mm away, that above 3000 mm: cables go up where they can."""
    above, below = tray("up", (0, 600, 5000), (900, 600, 5000)), tray("down", (0, 600, -100), (900, 600, -100))
    (drop,) = hang_drops((A01,), (below, above), {})
    assert (drop.pathway, drop.length_mm) == ("up", 3000)


def test_equal_drops_are_told_apart_by_the_id() -> None:
    """Two trays 100 mm north and south of the centre, at one height: the first id wins, whatever their order."""
    one, two = tray("B", (0, 500, 2400), (900, 500, 2400)), tray("A", (0, 700, 2400), (900, 700, 2400))
    assert [drop.pathway for drop in hang_drops((A01,), (one, two), {})] == ["A"]
    assert [drop.pathway for drop in hang_drops((A01,), (two, one), {})] == ["A"]


@pytest.mark.parametrize(("y_mm", "count"), [(1200, 1), (1201, 0), (0, 1), (-1, 0)])
def test_only_a_pathway_that_passes_the_rack_serves_it(y_mm: int, count: int) -> None:
    """The rack covers y 0 to 1200; its edge counts."""
    assert len(hang_drops((A01,), (tray("T", (0, y_mm, 2400), (900, y_mm, 2400)),), {})) == count


def test_a_vertical_section_serves_no_rack() -> None:
    assert hang_drops((A01,), (tray("T", (300, 600, 2400), (300, 600, 3400)),), {}) == ()


def test_a_stated_drop_wins() -> None:
    stated = Drop(
        rack="A01",
        pathway="X",
        entry="top",
        entry_mm=(0, 0),
        point_mm=(0, 0, 2500),
        length_mm=7,
        area_mm2=1,
        max_crews=1,
    )
    over = tray("T", (0, 600, 2400), (900, 600, 2400))
    assert hang_drops((A01,), (over,), {"A01": [stated]}) == (stated,)


@pytest.mark.parametrize(
    ("point_mm", "on"),
    [
        ((500, 600, 2400), True),
        ((500, 601, 2400), True),
        ((500, 602, 2400), False),
        ((500, 600, 2401), False),
        ((1001, 600, 2400), True),
        ((1002, 600, 2400), False),
    ],
)
def test_a_point_is_on_a_pathway_within_a_millimetre(point_mm: Point3, on: bool) -> None:
    """The tray runs from x 0 to 1000 at y 600, z 2400. Height must be exact."""
    assert is_on_pathway(tray("T", (0, 600, 2400), (1000, 600, 2400)), point_mm) is on


def test_a_point_on_a_riser_is_no_place_for_a_drop() -> None:
    assert not is_on_pathway(tray("T", (0, 0, 2400), (0, 0, 3400)), (0, 0, 2400))


def test_the_nearest_point_is_that_of_the_shortest_drop() -> None:
    """An L: the leg along x passes 300 mm south of the centre (300, 600), that along y 400 mm east of it."""
    bent = tray("T", (-500, 300, 2400), (700, 300, 2400), (700, 2000, 2400))
    assert nearest_point(A01, bent) == (300, 300, 2400)
    assert nearest_point(rack("A02", 200), bent) == (700, 600, 2400)


def test_a_pathway_of_risers_has_no_nearest_point() -> None:
    assert nearest_point(A01, tray("T", (0, 0, 2400), (0, 0, 3400))) is None


def test_the_area_of_a_drop_is_that_of_the_entry() -> None:
    """40,000 mm2 unless the rack's entry is smaller."""
    over = tray("T", (0, 600, 2400), (900, 600, 2400))
    small = replace(A01, type=replace(A01.type, entry_area_mm2=123))
    assert [drop.area_mm2 for drop in hang_drops((A01, replace(small, id="A02")), (over,), {})] == [40_000, 123]


def test_each_medium_has_a_drop_of_its_own() -> None:
    """A fiber tray 400 mm above, a copper basket 900 mm above: two drops, which share the opening of 40,000 mm2."""
    fiber = tray("F", (0, 800, 2400), (900, 800, 2400), media=("fiber",))
    copper = tray("C", (0, 300, 2900), (900, 300, 2900), media=("copper",))
    found = hang_drops((A01,), (copper, fiber), {})
    assert [(d.id, d.pathway, d.media, d.entry_mm, d.length_mm, d.area_mm2) for d in found] == [
        ("A01.fiber", "F", ("fiber",), (300, 800), 400, 20_000),
        ("A01.copper", "C", ("copper",), (300, 300), 900, 20_000),
    ]


def test_a_stated_drop_leaves_the_other_medium_its_own() -> None:
    """The stated drop carries fiber alone; copper leaves by the basket that passes."""
    copper = tray("C", (0, 300, 2900), (900, 300, 2900), media=("copper",))
    stated = Drop(
        rack="A01",
        pathway="X",
        entry="top",
        entry_mm=(0, 0),
        point_mm=(0, 0, 2500),
        length_mm=7,
        area_mm2=1,
        max_crews=1,
        media=("fiber",),
    )
    first, second = hang_drops((A01,), (copper,), {"A01": [stated]})
    assert (first, second.id, second.area_mm2) == (stated, "A01.copper", 40_000)


@pytest.mark.parametrize(("side", "x_mm"), [("left", 0), ("both", 300), ("right", 600)])
def test_the_side_of_the_entry_is_that_of_one_who_faces_the_front(side: Side, x_mm: int) -> None:
    """The rack faces south: one who looks at its front looks north, and has x = 0 on the left. Drops go up straight."""
    sided = replace(A01, type=replace(A01.type, entry_side=side))
    (drop,) = hang_drops((sided,), (T,), {})
    assert (drop.entry_mm, drop.point_mm, drop.length_mm) == ((x_mm, 600), (x_mm, 600, 2400), 400)
    north = replace(sided, front="north")
    (drop,) = hang_drops((north,), (T,), {})
    assert drop.entry_mm == (600 - x_mm, 600)


def test_an_entry_of_the_rack_type_stays_where_it_is() -> None:
    """150 mm behind the front at y = 0; the tray is over y = 600: 400 up and 450 aside."""
    stated = replace(A01, type=replace(A01.type, entry_from_front_mm=150))
    (drop,) = hang_drops((stated,), (T,), {})
    assert (drop.entry_mm, drop.length_mm) == ((300, 150), 850)


def test_a_rack_upstairs_has_its_pathways_there() -> None:
    """Its floor is at 4500 mm, its top at 6500: a tray at 6900 mm is 400 mm above it, one at 2400 mm below it."""
    upstairs = replace(A01, z_mm=4500)
    over = tray("U", (0, 600, 6900), (900, 600, 6900))
    (drop,) = hang_drops((upstairs,), (T, over), {})
    assert (drop.pathway, drop.entry, drop.length_mm) == ("U", "top", 400)
