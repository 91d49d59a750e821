"""site.yaml and its lists: every value lands where it should, converted once, in the frame of the site."""

from collections.abc import Callable
from pathlib import Path

import pytest

from layouts import InputError, read_site
from layouts.aisles import Aisle
from layouts.racks import Rack, RackType
from layouts.site import Drop, Feed, Obstacle, Pathway, Room, Row

SITE = """
name: two-rooms
notes: rented
rooms:
  - {id: one, size_mm: [9000, 6000], height_mm: 3100}
  - {id: two, outline_mm: [[0, 0], [5000, 0], [0, 5000]], origin_mm: [20000, 100]}
rack_types:
  small: {width_mm: 700, depth_mm: 1000, height_mm: 2200, usable_depth_mm: 850, u_height: 47, usable_u: 40.5,
    u1_bottom_mm: 75, u_numbering: top_down, max_weight_kg: 812.5, max_power_kw: 12.345, feed: left,
    entry: {side: right, area_mm2: 12345}, holds: [switch, panel]}
  plain: {width_mm: 600, depth_mm: 1200, height_mm: 2000, max_power_kw: 10}
rows:
  - {id: A, room: one, start_mm: [1000, 2000], front: north, pitch_mm: 800, first_position: 3, phase: 2,
    max_crews: {front: 1, rear: 4}, racks: [{type: small, count: 2}, {type: plain}]}
  - {id: E, room: two, start_mm: [500, 400], front: east, racks: [{type: plain, count: 2}]}
racks:
  - {id: odd, row: E, type: plain, x_mm: 2000, y_mm: 300, position: 9}
pathways:
  - {id: T, kind: ladder, room: one, points_mm: [[0, 2500, 2600], [8000, 2500, 2600]], width_mm: 310, depth_mm: 105,
    media: [copper], existing_fill_mm2: 77, max_crews: 5, firestop: true}
  - {id: U, kind: sleeve, points_mm: [[8000, 2500, 2600], [26000, 2500, 2600]], width_mm: 100, depth_mm: 90}
  - {id: V, room: two, points_mm: [[1000, 0, 2600], [1000, 2900, 2600]], width_mm: 100, depth_mm: 90}
drops:
  - {rack: odd, pathway: U, at_mm: [2500, 2400, 2600], area_mm2: 555, max_crews: 3}
obstacles:
  - {id: C1, kind: column, room: two, corner_mm: [10, 4000], size_mm: [300, 200]}
aisles:
  - {id: cold, kind: cold, rows: [A, E], min_width_mm: 950}
feeds:
  - {id: left, limit_kw: 99.5}
port_to_side_mm: 480
slack_mm_per_end: 250
fill_warn_pct: 30
fill_max_pct: 45
"""

Write = Callable[[dict[str, str]], Path]


def test_every_value_lands(site_folder: Write) -> None:
    """Points in a room are moved by its origin, (20000, 100) for room two; units are twice rack units, watts and
    grams a thousand times kilowatts and kilograms. Rack odd faces east, so its centre is (22600, 700) and its stated
    drop goes 600 mm up and 1803 aside: 100 in x and 1800 in y, rounded up.
    """
    site = read_site(site_folder({"site.yaml": SITE}))
    small = RackType(
        id="small",
        width_mm=700,
        depth_mm=1000,
        height_mm=2200,
        usable_depth_mm=850,
        half_ru=94,
        usable_half_ru=81,
        u1_bottom_mm=75,
        u_numbering="top_down",
        max_weight_g=812_500,
        max_power_w=12_345,
        feed="left",
        entry_side="right",
        entry_area_mm2=12_345,
        holds=("switch", "panel"),
    )
    assert site.name == "two-rooms"
    assert site.rooms == (
        Room("one", ((0, 0), (9000, 0), (9000, 6000), (0, 6000)), 3100, (0, 0)),
        Room("two", ((20_000, 100), (25_000, 100), (20_000, 5100)), 4000, (20_000, 100)),
    )
    assert site.rows == (
        Row(id="A", room="one", front="north", phase=2, max_crews_front=1, max_crews_rear=4),
        Row(id="E", room="two", front="east", phase=1, max_crews_front=2, max_crews_rear=2),
    )
    places = {rack.id: (rack.row, rack.position, rack.x_mm, rack.y_mm) for rack in site.racks}
    assert places == {
        "A03": ("A", 3, 1000, 2000),
        "A04": ("A", 4, 1800, 2000),
        "A05": ("A", 5, 2600, 2000),
        "E01": ("E", 1, 20_500, 500),
        "E02": ("E", 2, 20_500, 1100),
        "odd": ("E", 9, 22_000, 400),
    }
    assert site.rack_by_id["A03"] == Rack(
        id="A03", room="one", row="A", position=3, type=small, x_mm=1000, y_mm=2000, front="north"
    )
    plain = site.rack_by_id["odd"].type
    assert (plain.usable_depth_mm, plain.half_ru, plain.usable_half_ru) == (1100, 84, 84)
    assert (plain.u1_bottom_mm, plain.max_weight_g, plain.entry_area_mm2) == (60, 1_000_000, 40_000)
    assert site.pathways[0] == Pathway(
        id="T",
        kind="ladder",
        points_mm=((0, 2500, 2600), (8000, 2500, 2600)),
        width_mm=310,
        depth_mm=105,
        media=("copper",),
        existing_fill_mm2=77,
        max_crews=5,
        firestop=True,
    )
    assert site.pathways[1].firestop
    assert site.pathways[2].points_mm == ((21_000, 100, 2600), (21_000, 3000, 2600))
    assert site.drop_by_id["odd"] == Drop(
        rack="odd",
        pathway="U",
        entry="top",
        entry_mm=(22_500, 700),
        point_mm=(22_500, 2500, 2600),
        length_mm=600 + 1800,
        area_mm2=555,
        max_crews=3,
    )
    assert site.obstacles == (Obstacle("C1", "column", (20_010, 4100), (300, 200), "two"),)
    assert site.aisles == (Aisle("cold", "cold", ("A", "E"), 950),)
    assert site.feeds == (Feed("left", 99_500),)
    assert (site.port_to_side_mm, site.slack_mm_per_end) == (480, 250)
    assert (site.fill_warn_pct, site.fill_max_pct) == (30, 45)
    assert [(place.id, place.max_crews) for place in site.places] == [
        ("A.front", 1),
        ("A.rear", 4),
        ("E.front", 2),
        ("E.rear", 2),
    ]


def test_lists_in_csv_are_the_same(site_folder: Write) -> None:
    """A rack and a pathway from CSV files are those of site.yaml."""
    lines = SITE.splitlines()
    start = lines.index("pathways:")
    short = "\n".join(
        line for line in lines if not line.startswith("  - {id: V,") and not line.startswith("  - {id: odd")
    )
    short = short.replace("\nracks:\n", "\n")
    files = {
        "site.yaml": short,
        "racks.csv": "id,row,type,x_mm,y_mm,position\nodd,E,plain,2000,300,9\n",
        "pathways.csv": 'id,points_mm,width_mm,depth_mm\nV,"[[21000, 100, 2600], [21000, 3000, 2600]]",100,90\n',
    }
    assert start > 0
    assert read_site(site_folder(files)) == read_site(site_folder({"site.yaml": SITE}))


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("room: two, start", "room: three, start", "there is no room 'three'. Use one of: one, two"),
        ("{type: plain}]", "{type: huge}]", "there is no rack type 'huge'. Use one of: plain, small"),
        ("feed: left", "feed: right", "there is no feed 'right'. Use one of: left"),
        ("rows: [A, E]", "rows: [A, B]", "there is no row 'B'. Use one of: A, E"),
        ("usable_u: 40.5", "usable_u: 47.5", "47.5 usable units are more than the rack's 47"),
        ("usable_depth_mm: 850", "usable_depth_mm: 1001", "the usable depth 1001 mm is more than the rack's 1000 mm"),
        ("phase: 2", "phase: 3", "row A is of phase 3, no row is of phase 2. Number the phases from 1 without a gap"),
        ("id: E, room: two", "id: A, room: one", "two rows have the id 'A'"),
        ("[2500, 2400, 2600]", "[2500, 2402, 2600]", "is not on a level section of pathway U"),
        ("{rack: odd,", "{rack: off,", "there is no rack 'off'"),
        ("{rack: odd, pathway: U", "{rack: odd, pathway: Z", "there is no pathway 'Z'"),
        ("[[0, 0], [5000, 0], [0, 5000]]", "[[0, 0], [5000, 0], [2500, 0]]", "crosses itself or encloses nothing"),
    ],
)
def test_what_points_nowhere_is_said(site_folder: Write, before: str, after: str, message: str) -> None:
    assert SITE.count(before) == 1
    with pytest.raises(InputError) as caught:
        read_site(site_folder({"site.yaml": SITE.replace(before, after)}))
    assert any(message in str(fault) for fault in caught.value.faults), caught.value


@pytest.mark.parametrize(("usable_u", "half"), [("47", 94), ("0.5", 1)])
def test_usable_units_may_be_all_or_half_of_one(site_folder: Write, usable_u: str, half: int) -> None:
    site = read_site(site_folder({"site.yaml": SITE.replace("usable_u: 40.5", f"usable_u: {usable_u}")}))
    assert site.rack_by_id["A03"].type.usable_half_ru == half
