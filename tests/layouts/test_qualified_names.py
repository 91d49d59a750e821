"""Rows and racks of the same name in two halls, and media that do not join all racks."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from layouts import explain_apart, list_media_notes, read_site
from tests.floors import RACK, floor, rack, tray

Write = Callable[[dict[str, str]], Path]

SITE = """
name: two-halls
rooms:
  - {id: one, size_mm: [5000, 4000]}
  - {id: two, size_mm: [5000, 4000], origin_mm: [5000, 0]}
rack_types:
  t: {width_mm: 600, depth_mm: 1200, height_mm: 2000, max_power_kw: 10}
rows:
  - {id: A, room: one, start_mm: [1000, 1000], front: south, racks: [{type: t, count: 2}]}
  - {id: A, room: two, start_mm: [1000, 1000], front: south, racks: [{type: t}]}
  - {id: B, room: two, start_mm: [1000, 2500], front: south}
racks:
  - {id: X, row: one.A, type: t, x_mm: 2200, y_mm: 1000}
  - {id: X, row: B, type: t, x_mm: 1000, y_mm: 2500}
  - {id: Y, row: B, type: t, x_mm: 1600, y_mm: 2500}
pathways:
  - {id: T, kind: duct, points_mm: [[500, 1600, 2500], [9500, 1600, 2500]], width_mm: 300, depth_mm: 100}
  - {id: U, kind: duct, points_mm: [[9500, 1600, 2500], [9500, 3000, 2500], [5500, 3000, 2500]], width_mm: 300,
    depth_mm: 100}
"""


def test_names_of_two_halls_are_told_apart(site_folder: Write) -> None:
    """Row A stands in both halls, and so do racks A01 and X. Row B and rack Y have names of their own."""
    site = read_site(site_folder({"site.yaml": SITE}))
    assert [row.id for row in site.rows] == ["one.A", "two.A", "B"]
    assert [rack.id for rack in site.racks] == ["two.X", "Y", "one.A01", "one.A02", "one.X", "two.A01"]
    assert {place.id for place in site.places} >= {"one.A.front", "two.A.rear", "B.rear"}
    assert site.place_number("two.A01", "rear") == 3


def test_a_stated_rack_and_a_numbered_one_are_told_apart(site_folder: Write) -> None:
    """A02 is stated in hall two, and row A of hall one numbers an A02. No other hall has a Y or an A03."""
    changed = SITE.replace("id: X, row: B", "id: A02, row: two.A").replace(
        "x_mm: 1000, y_mm: 2500", "x_mm: 1600, y_mm: 1000"
    )
    changed = changed.replace("id: X, row: one.A", "id: A03, row: one.A")
    site = read_site(site_folder({"site.yaml": changed}))
    assert [rack.id for rack in site.racks] == ["Y", "one.A01", "one.A02", "A03", "two.A01", "two.A02"]


FIBER = tray("F", (-100, 800, 2400), (2000, 800, 2400), media=("fiber",))
RACKS = (rack("A01", 0), rack("A02", 600), rack("A03", 1200))


def test_a_medium_that_leaves_racks_apart_is_noted() -> None:
    """The baskets C and D pass A01, and A02 and A03; nothing joins them. A04 is passed by fiber alone."""
    baskets = (
        tray("C", (-100, 300, 2900), (500, 300, 2900), media=("copper",)),
        tray("D", (650, 300, 2900), (1700, 300, 2900), media=("copper",)),
    )
    racks = (*RACKS, rack("A04", 1800))
    fiber = tray("F", (-100, 800, 2400), (3000, 800, 2400), media=("fiber",))
    assert list_media_notes(floor(racks, (fiber, *baskets))) == [
        "site.yaml: no pathway for copper passes rack A04: no copper cable leaves there",
        "site.yaml: no pathway for copper joins rack A01 to rack A02 and 1 more: no copper cable runs between them",
    ]


def test_racks_that_a_medium_does_not_join_are_named() -> None:
    """The basket passes A01 and A02, another A03: copper leaves A04 nowhere, and A03 for no other rack."""
    baskets = (
        tray("C", (-100, 300, 2900), (1100, 300, 2900), media=("copper",)),
        tray("D", (1250, 300, 2900), (1700, 300, 2900), media=("copper",)),
    )
    site = floor((*RACKS, rack("A04", 1800)), baskets)
    assert explain_apart(site, "copper", ("A04", "A01")) == "no pathway for copper passes rack A04"
    assert explain_apart(site, "copper", ("A03", "A01", "A02")) == (
        "no pathway for copper joins rack A03 to rack A01 and 1 more"
    )
    assert explain_apart(site, "copper", ("A01", "A02")) == explain_apart(site, "copper", ("A04",)) == ""


def test_a_medium_without_pathways_and_racks_without_equipment_are_no_news() -> None:
    bare = rack("A04", 9000, type=replace(RACK, holds=()))
    assert list_media_notes(floor((*RACKS, bare), (FIBER,))) == []
