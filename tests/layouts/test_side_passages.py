"""Side passages: the drops that they make, and the routes through them. tests/errors/side_passages has their faults."""

from pathlib import Path

import pytest

from layouts import Path as Line
from layouts import RouteFinder, Site, draw_floor, read_site
from layouts.openings import Opening

RACK = "width_mm: 600, depth_mm: 1200, height_mm: 2000, max_power_kw: 10"


def write(folder: Path, front: str, passage: str, more: str = "") -> Site:
    """Three racks in a row from (1000, 1000) of a room at (100, 200), floor 50; trays over them, joined."""
    along = "[[900, 1600, 2400], [2900, 1600, 2400]]"
    if front in ("east", "west"):
        along = "[[1600, 900, 2400], [1600, 2900, 2400]]"
    (folder / "site.yaml").write_text(
        f"""name: sides
rooms: [{{id: hall, size_mm: [9000, 9000], height_mm: 3000, origin_mm: [100, 200], floor_mm: 50}}]
rack_types:
  t: {{{RACK}}}
rows:
  - {{id: A, room: hall, start_mm: [1000, 1000], front: {front}, racks: [{{type: t, count: 3}}]}}
pathways:
  - {{id: T, room: hall, width_mm: 300, depth_mm: 100, points_mm: {along}}}
side_passages:
  - {{{passage}}}
{more}"""
    )
    return read_site(folder)


@pytest.mark.parametrize(
    ("front", "near_mm", "far_mm", "side_mm"),
    [
        # The row begins at (1100, 1200) of the site. Fronts: south y 1200, north y 2400, west x 1100, east x 2300.
        ("south", 1300, 1500, (1700, 1400)),
        ("north", 2100, 2300, (1700, 2200)),
        ("west", 1200, 1400, (1300, 1800)),
        ("east", 2000, 2200, (2100, 1800)),
    ],
)
def test_an_opening_counts_from_the_front(
    tmp_path: Path, front: str, near_mm: int, far_mm: int, side_mm: tuple[int, int]
) -> None:
    """100 to 300 mm behind the front, 400 to 600 mm above the floor at 50: heights 450 to 650, its middle at 550."""
    site = write(tmp_path, front, "racks: [A01, A02], low_mm: 400, high_mm: 600, near_mm: 100, far_mm: 300")
    here, there = site.drop_by_id["A01.into A02"], site.drop_by_id["A02.into A01"]
    assert here.opening == Opening(to_rack="A02", low_mm=450, high_mm=650, near_mm=near_mm, far_mm=far_mm)
    assert here.point_mm == there.point_mm == (*side_mm, 550)
    assert here.entry_mm == side_mm
    assert (here.entry, here.length_mm, here.area_mm2) == ("side", 0, 200 * 200)
    assert there.opening is not None
    assert there.opening.to_rack == "A01"


def test_a_row_has_an_opening_from_each_rack_to_the_next(tmp_path: Path) -> None:
    """Without figures the whole side is open: 2,000 mm high from the floor at 50, 1,200 mm deep from y 1,200."""
    site = write(tmp_path, "south", "row: A")
    sides = {drop.id: drop.opening for drop in site.drops if drop.opening}
    assert list(sides) == ["A01.into A02", "A02.into A01", "A02.into A03", "A03.into A02"]
    assert sides["A03.into A02"] == Opening(to_rack="A02", low_mm=50, high_mm=2050, near_mm=1200, far_mm=2400)


def test_cables_pass_into_the_next_rack_and_no_further(tmp_path: Path) -> None:
    """A01 to A02 has no way but the two ends; A01 to A03 goes over the tray: 400 up, 1,200 along, 400 down."""
    finder = RouteFinder(write(tmp_path, "south", "row: A"), "fiber")
    near, far = finder.shortest("A01", "A02"), finder.shortest("A01", "A03")
    assert near is not None
    assert far is not None
    assert (near.length_mm, near.pathways) == (0, ("drop:A01.into A02", "drop:A02.into A01"))
    assert (far.length_mm, far.named_pathways) == (2000, ("T",))


def test_an_opening_is_for_its_media(tmp_path: Path) -> None:
    """Copper goes over the tray where the opening is for fiber: 400 up, 600 along, 400 down."""
    site = write(tmp_path, "south", "row: A, media: [fiber]")
    copper, fiber = (RouteFinder(site, medium).shortest("A01", "A02") for medium in ("copper", "fiber"))
    assert copper is not None
    assert fiber is not None
    assert (copper.length_mm, fiber.length_mm) == (1400, 0)


def test_a_rack_under_no_pathway_is_joined_by_its_neighbour(tmp_path: Path) -> None:
    """B01 stands beside A03, which the tray ends over; no pathway passes over B01."""
    rack = "racks:\n  - {id: B01, row: A, type: t, x_mm: 2800, y_mm: 1000}\n"
    site = write(tmp_path, "south", "racks: [A03, B01]", rack)
    route = RouteFinder(site, "fiber").shortest("A03", "B01")
    assert route is not None
    assert route.length_mm == 0


def test_the_picture_shows_a_gap_in_the_side(tmp_path: Path) -> None:
    """100 to 300 mm behind the front at y 1,200, at x 1,700: from (1700, -1300) to (1700, -1500) of the picture."""
    site = write(tmp_path, "south", "racks: [A01, A02], low_mm: 400, high_mm: 600, near_mm: 100, far_mm: 300")
    lines = [shape for shape in draw_floor(site).shapes if isinstance(shape, Line)]
    gaps = [line.points for line in lines if line.title == "side of A01 and A02: 200 mm high"]
    assert gaps == [((1700, -1300), (1700, -1500))]
