"""Lengths with units: each is worked out by hand from 25.4 mm an inch."""

from fractions import Fraction
from pathlib import Path

import pytest

from layouts import InputError, SiteForm, form_schema, read_site
from layouts.lengths import nearest_mm, read_length

FLOOR = """name: colo
tile_mm: 2 ft
rooms: [{id: hall, size_mm: [40 ft, 30 tiles], height_mm: 12 ft}]
rack_types:
  cabinet: {width_mm: 24 in, depth_mm: 48 in, height_mm: 7 ft 3 in, max_power_kw: 17.3}
rows:
  - {id: A, room: hall, start_mm: [4 tiles, 10 ft 6 in], front: south,
     racks: [{type: cabinet, count: 2}, {type: cabinet, gap_mm: 3 ft}, {type: cabinet, skip: 2}]}
pathways:
  - {id: LAD-A, kind: ladder, room: hall, width_mm: 18 in, depth_mm: 4 in,
     points_mm: [[2 tiles, 4 m, 9 ft], [20 tiles, 4 m, 9 ft]]}
"""


@pytest.mark.parametrize(
    ("text", "mm"),
    [
        ("40 ft", 12_192),
        ("6 ft 7 in", 2_007),
        ("6'7\"", 2_007),
        ("23 5/8 in", 600),
        ("2.4 m", 2_400),
        ("-3 in", -76),
        ("1/2 in", 13),
        ("12 tiles", 7_315),
    ],
)
def test_lengths_with_units(text: str, mm: int) -> None:
    """40 x 304.8 = 12,192. 79 in x 25.4 = 2,006.6, so 2,007. 23.625 x 25.4 = 600.075. -76.2. 12.7. 12 tiles of
    609.6 mm are 7,315.2: a tile is not rounded before it is counted.
    """
    found = read_length(text, Fraction("609.6"))
    assert found is not None
    assert nearest_mm(found) == mm


@pytest.mark.parametrize("text", ["", "40", "ft", "6 ft x", "12 tiles", "4 miles"])
def test_other_texts_are_no_lengths(text: str) -> None:
    """A tile has no size of its own."""
    assert read_length(text) is None


def test_a_floor_in_feet_and_tiles(tmp_path: Path) -> None:
    """Room 40 ft = 12,192 by 30 x 609.6 = 18,288. A01 at 4 x 609.6 = 2,438.4, so 2,438; cabinets of 609.6, so 610:
    A02 at 3,048; 3 ft = 914 free: A03 at 3,048 + 610 + 914 = 4,572; two places empty: A06 at 4,572 + 3 x 610 = 6,402.
    """
    (tmp_path / "site.yaml").write_text(FLOOR, encoding="utf-8")
    site = read_site(tmp_path)
    assert site.rooms[0].outline_mm[2] == (12_192, 18_288)
    assert [(rack.id, rack.x_mm) for rack in site.racks] == [
        ("A01", 2_438),
        ("A02", 3_048),
        ("A03", 4_572),
        ("A06", 6_402),
    ]
    assert site.racks[0].y_mm == 3_200
    assert site.pathways[0].points_mm[0] == (1_219, 4_000, 2_743)


def test_lists_beside_the_site_know_its_tiles(tmp_path: Path) -> None:
    """12 tiles of 609.6 mm are 7,315.2, 1 ft are 304.8, 5 tiles are 3,048."""
    (tmp_path / "site.yaml").write_text(FLOOR, encoding="utf-8")
    (tmp_path / "racks.csv").write_text("id,row,type,x_mm,y_mm\nA09,A,cabinet,12 tiles,10 ft 6 in\n", encoding="utf-8")
    (tmp_path / "pathways.csv").write_text(
        'id,points_mm,width_mm,depth_mm\nT2,"[[5 tiles, 4 m, 9 ft], [5 tiles, 1 m, 9 ft]]",1 ft,4 in\n',
        encoding="utf-8",
    )
    site = read_site(tmp_path)
    assert site.rack_by_id["A09"].x_mm == 7_315
    assert site.pathway_by_id["T2"].points_mm[0] == (3_048, 4_000, 2_743)
    assert site.pathway_by_id["T2"].width_mm == 305


def test_a_wrong_length_says_how_to_write_one(tmp_path: Path) -> None:
    """Both faults at once, each with its remedy; tiles need tile_mm."""
    text = FLOOR.replace("tile_mm: 2 ft\n", "").replace("height_mm: 12 ft", "height_mm: 12 furlongs")
    (tmp_path / "site.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_site(tmp_path)
    said = "\n".join(map(str, caught.value.faults))
    assert (
        "rooms[0].height_mm: a whole number of millimetres, or numbers with units, are expected, found '12 furl" in said
    )
    assert "rooms[0].size_mm[1]: '30 tiles' is in tiles, and site.yaml does not say how long a tile is" in said
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "units: metric",
            "slack_mm_per_end: 1000 ft",
            "slack_mm_per_end: '1000 ft', which is 304800 mm, is too large: at most 10000 mm is expected. "
            "Write at most 32.8 ft",
        ),
        ("units: metric", "slack_mm_per_end: 10001", "10001 mm is too large: at most 10000 mm is expected"),
        ("units: metric", "slack_mm_per_end: 10000", ""),
        ("units: metric", "slack_mm_per_end: 32.8 ft", ""),
        ("units: metric", "slack_mm_per_end: 0", ""),
        ("units: metric", "slack_mm_per_end: -1 in", "'-1 in', which is -25 mm, is too small: at least 0 mm"),
        ("units: metric", "port_to_side_mm: 17 tiles", "'17 tiles', which is 10363 mm, is too large: at most 10000 mm"),
        ("width_mm: 24 in", "width_mm: 100 m", "'100 m', which is 100000 mm, is too large: at most 10000 mm"),
        ("height_mm: 12 ft", "height_mm: 101 m", "is too large: at most 100000 mm is expected. Write at most 100 m"),
        ("gap_mm: 3 ft", "gap_mm: 101 m", "'101 m', which is 101000 mm, is too large: at most 100000 mm is expected"),
        ("2 tiles, 4 m, 9 ft", "2 tiles, 4 m, 4000 ft", "which is 1219200 mm, is too large: at most 1000000 mm"),
        (
            "width_mm: 24 in",
            "width_mm: 24",
            "24 mm is too small: at least 100 mm is expected. Use a larger value; a number",
        ),
        ("depth_mm: 48 in", "depth_mm: 1.2", "found 1.2. Write millimetres, or a length with its unit, such as 1.2 m"),
        ("depth_mm: 48 in", "depth_mm: 600.5", "found 600.5. Write millimetres without a point"),
        ("tile_mm: 2 ft", "tile_mm: 2", "tile_mm: 2 mm is too small: at least 100 mm is expected"),
        ("units: metric", "slack_mm_per_end: 300.0", "a whole number is expected, found 300.0. Write 300"),
    ],
)
def test_lengths_beyond_those_of_real_floors(tmp_path: Path, old: str, new: str, told: str) -> None:
    """The fault repeats the length in mm and as written; what its remedy says is accepted. 32.8 ft are 9,997 mm."""
    text = FLOOR.replace("tile_mm: 2 ft", "tile_mm: 2 ft\nunits: metric")
    assert old in text
    (tmp_path / "site.yaml").write_text(text.replace(old, new), encoding="utf-8")
    if not told:
        assert read_site(tmp_path).slack_mm_per_end >= 0
        return
    with pytest.raises(InputError) as error:
        read_site(tmp_path)
    assert told in "\n".join(map(str, error.value.faults))


def test_schemas_state_the_limits_of_each_length() -> None:
    """A length that must not be negative said so to nobody: an editor took -300 mm of slack."""
    schema = form_schema(SiteForm, "Site")
    slack = schema["properties"]["slack_mm_per_end"]
    assert (slack["minimum"], slack["maximum"]) == (0, 10_000)
    width = schema["$defs"]["RackTypeForm"]["properties"]["width_mm"]
    assert (width["minimum"], width["maximum"]) == (100, 10_000)
    z = schema["$defs"]["PathwayForm"]["properties"]["points_mm"]["items"]["prefixItems"][2]
    assert (z["minimum"], z["maximum"]) == (-1_000_000, 1_000_000)
