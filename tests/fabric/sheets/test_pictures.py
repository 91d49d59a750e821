"""Faceplates, elevations, drawings, floors and codes: places and sizes by hand."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from fabric import Plan
from fabric.catalog import read_catalog
from fabric.plan.kinds import PullForm
from fabric.sheets.pictures.assembly_drawing import draw_kinds, list_stagger
from fabric.sheets.pictures.elevations import draw_elevations, join_elevations
from fabric.sheets.pictures.faceplates import (
    Connector,
    ConnectorPlace,
    DrawnCage,
    height_pt,
    lay_out,
    plug_at,
    plugged_into,
)
from fabric.sheets.pictures.floor_pictures import draw_fill, draw_routes
from fabric.sheets.pictures.qr import QUIET_MODULES, qr_code
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.selected import Landing
from layouts.shapes import Path, Shape, Words
from layouts.site import Facing
from tests.fabric.four_links import column, copper

CATALOG = read_catalog()


def texts(shapes: Sequence[Shape]) -> list[str]:
    """All words of some shapes."""
    return [shape.text for shape in shapes if isinstance(shape, Words)]


def titled(shapes: Sequence[Shape], title: str) -> Path:
    """The shape whose title begins with some words."""
    return next(shape for shape in shapes if isinstance(shape, Path) and shape.title.startswith(title))


def test_cages_stand_in_columns_of_two() -> None:
    """36 cages of NM2-36P, 16 columns a line: 1 above 2, ..., 31 above 32; 33 to 36 on a second line."""
    (cages,) = lay_out(CATALOG.device_types["NM2-36P"]).values()
    at = {cage.number: (cage.line, cage.row, cage.column) for cage in cages}
    assert (at[1], at[2], at[3], at[32]) == ((0, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 15))
    assert (at[33], at[36]) == ((1, 0, 0), (1, 1, 1))
    assert [cage.connectors for cage in cages[:1]] == [(Connector(ConnectorPlace("fabric", 1, 0), "1"),)]


def test_up_to_eight_cages_stand_in_one_line() -> None:
    """The four cages of a DGX H100, two connectors each, in four columns."""
    cages = lay_out(CATALOG.device_types["DGX-H100"])["compute"]
    assert [(cage.line, cage.row, cage.column) for cage in cages] == [(0, 0, column) for column in range(4)]
    assert [one.place.mpo for one in cages[0].connectors] == [1, 2]
    assert [one.printed for one in cages[0].connectors] == ["OSFP1P1", "OSFP1P2"]


def test_the_height_of_a_faceplate() -> None:
    """A cage of one connector is 10 + 17 points high. Two rows and a gap of 3 are 57 a line; two lines and 2 points
    are 116.
    """
    one = (Connector(ConnectorPlace("g", 1, 0), "1"),)
    flat = [DrawnCage(1, 0, 0, 0, one)]
    assert height_pt(flat) == 27 + 3 + 2
    assert height_pt([*flat, DrawnCage(2, 0, 1, 0, one), DrawnCage(3, 1, 0, 0, one)]) == 2 * (2 * 27 + 3) + 2


def test_what_is_plugged_where(patch_row: LinkRow) -> None:
    """Legs at A by their number; the head of a splitter once, and over the whole cage in another mode."""
    legs = [replace(patch_row, form=PullForm.SINGLE, leg=leg) for leg in (1, 2)]
    plugged = plugged_into([Landing(leg, side) for leg in legs for side in ("A", "B")])
    assert plugged["leaf-01"] == {ConnectorPlace("fabric", 1, 0): "DF2KSAYM.01 DF2KSAYM.02"}
    assert plugged["spine-01"] == {ConnectorPlace("fabric", 1, 0): "DF2KSAYM head"}
    assert plug_at(plugged["spine-01"], ConnectorPlace("fabric", 1, 2)) == "DF2KSAYM head"
    assert plug_at(plugged["spine-01"], ConnectorPlace("fabric", 2, 0)) == ""


def test_devices_stand_at_their_height(small_plan: Plan) -> None:
    """A rack of 42 units of 10 points below y = 34. U1, one unit: its top is 41 units down, 444; U20: 22 down, 254.
    Racks of a page are 118 + 26 apart: R02 begins at 26 + 144.
    """
    drawing, _ = draw_elevations(small_plan)
    assert drawing.title == "multirack-2: row R, seen from the front, racks R01 to R02"
    spine, leaf = titled(drawing.shapes, "spine-01 "), titled(drawing.shapes, "leaf-03 ")
    assert min(y for _, y in spine.points) == 34 + 41 * 10
    assert min(y for _, y in leaf.points) == 34 + 22 * 10
    assert max(y for _, y in leaf.points) == 34 + 23 * 10
    assert min(x for x, _ in leaf.points) == 26 + 144 + 2
    assert (spine.style.fill, leaf.style.fill) == ("#bbbbbb", "#dddddd")
    assert leaf.title == "leaf-03 NM2-36P, ports front"
    assert {"R01", "R02", "1", "42"} <= set(texts(drawing.shapes))


@pytest.mark.parametrize(("facing", "left_first"), [("south", True), ("north", False), ("east", True), ("west", False)])
def test_racks_stand_as_a_person_there_sees_them(small_plan: Plan, facing: Facing, left_first: bool) -> None:
    """R01 lies west of R02, or south of it in a row along y.

    One who faces the front of a row that faces south looks north, with the west on the left. The front of a row that
    faces north is seen looking south, with the east on the left; that of one that faces east looking west, with the
    south on the left. From the rear every row is the other way round.
    """
    along_y = facing in ("east", "west")
    racks = tuple(
        replace(rack, front=facing, x_mm=0 if along_y else 600 * number, y_mm=600 * number if along_y else 0)
        for number, rack in enumerate(small_plan.project.site.racks)
    )
    site = replace(small_plan.project.site, racks=racks)
    front, rear = draw_elevations(replace(small_plan, project=replace(small_plan.project, site=site)))
    one, other = "racks R01 to R02", "racks R02 to R01"
    assert front.title.endswith(f"row R, seen from the front, {one if left_first else other}")
    assert rear.title.endswith(f"row R, seen from the rear, {other if left_first else one}")


def test_halves_of_a_rack_are_mirrored_from_the_rear(small_plan: Plan) -> None:
    """The left half as one faces the front: 57 points wide, from 28 on at the front; from 85 on at the rear, in R02."""
    devices = tuple(replace(d, side="left") if d.id == "leaf-03" else d for d in small_plan.devices)
    for page, x in zip(draw_elevations(replace(small_plan, devices=devices)), (26 + 144 + 2, 26 + 2 + 57), strict=True):
        leaf = titled(page.shapes, "leaf-03 ")
        assert (min(x for x, _ in leaf.points), max(x for x, _ in leaf.points)) == (x, x + 57)


def test_pages_of_elevations_are_joined_below_each_other(small_plan: Plan) -> None:
    """The second page is moved down by the height of the first and 14 points."""
    page, _ = draw_elevations(small_plan)
    joined = join_elevations([page, page], "both")
    devices = [shape for shape in joined.shapes if isinstance(shape, Path) and shape.title.startswith("spine-01 ")]
    tops = [min(y for _, y in shape.points) for shape in devices]
    assert tops[1] - tops[0] == page.height + 14
    assert joined.height == 2 * (page.height + 14)


def test_a_drawing_names_the_runs_of_legs(small_plan: Plan) -> None:
    """Legs 1-2 of 1.5 m and leg 3 of 2.0 m at A, all three of 1.0 m at B, a body of 4 m; two pieces."""
    trunk = replace(
        copper(4000),
        id="K01",
        model="TRUNK-OM4-48",
        form="trunk",
        custom=True,
        a_legs_mm=(1500, 1500, 2000),
        b_legs_mm=(1000, 1000, 1000),
        links=3,
    )
    plan = replace(
        small_plan, kinds=(copper(3000), trunk), assemblies=replace(small_plan.assemblies, kind=column(0, 1, 1, 0))
    )
    (drawing,) = draw_kinds(plan)
    assert drawing.title == "K01: TRUNK-OM4-48, 48 legs, 2 pieces"
    words = texts(drawing.shapes)
    assert {"legs 1-2: 1.5 m", "leg 3: 2.0 m", "legs 1-3: 1.0 m", "body 4.0 m +80 -0 mm"} <= set(words)
    assert {"2.0 m +40 -0 mm", "1.0 m +20 -0 mm"} <= set(words)
    assert "Pulling eye at A: dia 50 mm at most. Connectors, mm behind the front:" in words
    # 730 less 150 at either edge are 430 points for 7 m: a body of 4 m has 245.7, a leg of 1.5 m has 92.1.
    (body,) = [shape for shape in drawing.shapes if isinstance(shape, Path) and shape.style.width == 4.0]
    assert body.points[1][0] - body.points[0][0] == pytest.approx(430 * 4 / 7)
    legs = [
        shape for shape in drawing.shapes if isinstance(shape, Path) and len(shape.points) == 3 and not shape.closed
    ]
    assert [abs(leg.points[2][0] - leg.points[0][0]) for leg in legs] == pytest.approx(
        [430 * metres / 7 for metres in (1.5, 2.0, 1.0)]
    )
    # Fiber 1 of A is at position 12 of B, where polarity is B.
    assert words.count("12") == 2


def test_the_longest_legs_lead_in_the_eye() -> None:
    """Twelve legs, 1-6 of 1.5 m and 7-12 of 2.0 m: two layers, the longer one in front, the other 500 mm behind. Of one
    length, the second layer is 60 mm behind.
    """
    assert list_stagger((1_500,) * 6 + (2_000,) * 6) == [(7, 12, 0), (1, 6, 500)]
    assert list_stagger((2_000,) * 12) == [(1, 6, 0), (7, 12, 60)]


def test_the_floor_shows_each_route_with_its_links(small_rows: PlanRows) -> None:
    """Two links from R01 to R02, one back; the patch has no route."""
    drawing = draw_routes(small_rows)
    found = {shape.title for shape in drawing.shapes if isinstance(shape, Path)}
    assert {
        "R01 - R02: 2 links, leaf-spine, 1.50 m by FLOOR",
        "R02 - R01: 1 link, leaf-spine, 1.50 m by FLOOR",
    } <= found


def test_the_floor_shows_the_fill(small_rows: PlanRows) -> None:
    """Three discs of 9.43 mm are 209.5 mm2 of 30,000: 0.7 %. The limits are those of the site."""
    drawing = draw_fill(small_rows)
    assert "FLOOR: 0.7 %" in {shape.title for shape in drawing.shapes if isinstance(shape, Path)}
    assert drawing.title.endswith("darker is fuller; warning above 25 %, limit 50 %")


@pytest.mark.parametrize(("length", "modules"), [(14, 21), (15, 25), (26, 25), (27, 29)])
def test_codes_grow_with_their_text(length: int, modules: int) -> None:
    """ISO/IEC 18004, medium correction, bytes: version 1 (21 modules) holds 14, version 2 (25) 26, and 4 white modules
    go around.
    """
    code = qr_code("a" * length)
    assert code.modules == modules + 2 * QUIET_MODULES
    row_bytes = -(-code.modules // 8)
    assert len(code.rows_hex) == 2 * row_bytes * code.modules
    assert code.rows_hex[: 2 * row_bytes * QUIET_MODULES].strip("0") == ""
