"""Faceplates, elevations, drawings, floors and codes: places and sizes by hand."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from fabric import Plan
from fabric.catalog import read_catalog
from fabric.plan.kinds import PullForm
from fabric.sheets.pictures.assembly_drawing import draw_kinds, list_stagger
from fabric.sheets.pictures.elevations import draw_elevations, join_elevations
from fabric.sheets.pictures.face_drawing import (
    FEWEST_COLUMNS,
    CageBlock,
    ConnectorCell,
    first_size,
    is_single,
    make_strip,
    pack_groups,
)
from fabric.sheets.pictures.face_words import BOX, ConnectorLines, break_text
from fabric.sheets.pictures.faceplates import (
    Connector,
    ConnectorPlace,
    DrawnCage,
    PlugText,
    lay_out,
    plug_at,
    plugged_into,
)
from fabric.sheets.pictures.floor_pictures import FloorPictures
from fabric.sheets.pictures.qr import QUIET_MODULES, qr_code
from fabric.sheets.pictures.rack_faces import DeviceFace, FaceLayouts, FaceType, SheetRoom, choose_lines, count_pages
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.selected import Landing
from fabric.sheets.rows.text import label_start
from fabric.writers import BOLD, FONT, width_pt, width_thousandths
from layouts.floor_views import list_views
from layouts.racks import Facing
from layouts.shapes import Path, Shape, Words
from tests.fabric.four_links import column, copper

CATALOG = read_catalog()


def texts(shapes: Sequence[Shape]) -> list[str]:
    """All words of some shapes."""
    return [shape.text for shape in shapes if isinstance(shape, Words)]


def titled(shapes: Sequence[Shape], title: str) -> Path:
    """The shape whose title begins with some words."""
    return next(shape for shape in shapes if isinstance(shape, Path) and shape.title.startswith(title))


def test_cages_stand_in_columns_of_two() -> None:
    """36 cages of NM2-36P, drawn by number: 18 columns, 1 above 2, ..., 35 above 36. 64 are two bands of 16 columns:
    33 stands below 2.
    """
    (cages,) = lay_out(CATALOG.device_types["NM2-36P"]).values()
    at = {cage.number: (cage.row, cage.column) for cage in cages}
    assert (at[1], at[2], at[3], at[36]) == ((0, 0), (1, 0), (0, 1), (1, 17))
    assert [cage.connectors for cage in cages[:1]] == [(Connector(ConnectorPlace("fabric", 1, 0), "1", "01"),)]
    at = {cage.number: (cage.row, cage.column) for cage in lay_out(CATALOG.device_types["SN5400"])["fabric"]}
    assert (at[32], at[33], at[64]) == ((1, 15), (2, 0), (3, 15))


def test_cages_stand_where_the_catalogue_says() -> None:
    """QM9700: two rows of 16; the modules of the lower row stand upside down, so connector 2 is at the left."""
    cages = lay_out(CATALOG.device_types["QM9700"])["fabric"]
    assert [(cage.number, cage.row, cage.column) for cage in (*cages[:3], cages[31])] == [
        (1, 0, 0), (2, 1, 0), (3, 0, 1), (32, 1, 15),
    ]  # fmt: skip
    assert [one.place.mpo for one in (*cages[0].connectors, *cages[1].connectors)] == [1, 2, 2, 1]


def test_up_to_eight_cages_stand_in_one_row() -> None:
    """The four cages of a DGX H100, two connectors each, in four columns."""
    cages = lay_out(CATALOG.device_types["DGX-H100"])["compute"]
    assert [(cage.row, cage.column) for cage in cages] == [(0, column) for column in range(4)]
    assert [one.place.mpo for one in cages[0].connectors] == [1, 2]
    assert [one.printed for one in cages[0].connectors] == ["OSFP1P1", "OSFP1P2"]


def test_what_is_plugged_where(patch_row: LinkRow) -> None:
    """Legs at A by their number; the head of a splitter once, and over the whole cage in another mode."""
    legs = [replace(patch_row, form=PullForm.SINGLE, leg=leg) for leg in (1, 2)]
    plugged = plugged_into([Landing(leg, side) for leg in legs for side in ("A", "B")])
    place = ConnectorPlace("fabric", 1, 0)
    assert plugged["leaf-01"] == {
        place: PlugText(own="R01-20:01", serial="", plug="DF2KSAYM.01 DF2KSAYM.02 A", far=("R01-01:01",))
    }
    assert plugged["spine-01"][place].plug == "DF2KSAYM head B"
    assert plug_at(plugged["spine-01"], ConnectorPlace("fabric", 1, 2)) == plugged["spine-01"][place]
    assert plug_at(plugged["spine-01"], ConnectorPlace("fabric", 2, 0)) is None


def test_labels_of_a_device_begin_alike() -> None:
    """The dot belongs to the port, the colon does not; a single label gives up its port too."""
    assert label_start(["A05-40:01.1", "A05-40:01.2"]) == "A05-40:"
    assert label_start(["A05-40:01.1"]) == "A05-40:"
    assert label_start(["A05", "B05"]) == ""


def test_long_names_are_broken_before_signs() -> None:
    """At 7 points a digit is 3.9 wide, A 4.7, a hyphen 2.3: A01-02 takes 22.6, with the colon 24.5. A word without a
    sign is cut into halves.
    """
    assert list(break_text("A01-02:04.2", 23, FONT, 7)) == ["A01-02", ":04.2"]
    assert list(break_text("12345678", 23, FONT, 7)) == ["1234", "5678"]
    assert list(break_text("DF2K head", 60, FONT, 7)) == ["DF2K head"]


def test_other_digits_do_not_move_a_break() -> None:
    """All digits of Helvetica are 556 thousandths wide, so a text with other digits is broken at the same places, and
    keeps its own: a shared break must not bring the digits of the text that was broken first.
    """
    assert {width_thousandths(digit, font) for digit in "0123456789" for font in (FONT, BOLD)} == {556}
    assert list(break_text("A01-02:04.2", 23, FONT, 7)) == ["A01-02", ":04.2"]
    assert list(break_text("A98-76:54.3", 23, FONT, 7)) == ["A98-76", ":54.3"]
    assert list(break_text("A11-11:11.1  111", 23, FONT, 7)) == ["A11-11", ":11.1", "111"]


def test_words_of_a_connector() -> None:
    """A leg of a trunk whose serial stands above: own label without its beginning, leg, far end. The printed name 1/2
    says no more than 01.2; OSFP1P2 does.
    """
    place = ConnectorPlace("fabric", 1, 2)
    text = PlugText(own="A05-40:01.2", serial="T875JV4X", plug="leg 16", far=("A01-12:04.2",))
    for printed, lines in (("1/2", ["01.2"]), ("OSFP1P2", ["01.2 OSFP1P2"])):
        cages = (DrawnCage(1, 0, 0, (Connector(place, printed),)),)
        ((block,),) = make_strip([cages], {place: text}, "A05-40:", 500, 7).rows
        assert block.serials == ("T875JV4X",)
        assert [line for line, _ in block.cells[0].lines] == [*lines, "leg 16", "A01-12:04.2"]


def test_two_trunks_that_share_a_cage_stand_above_their_plugs() -> None:
    """In a cage of 100 points both serials fit above, and in one of 55. In one of 40 nothing fits, so each stands with
    its plug. With an empty connector beside it, a trunk is the only one.
    """
    one, two = ConnectorPlace("fabric", 1, 1), ConnectorPlace("fabric", 1, 2)
    plugs = {
        one: PlugText(own="A05-40:01.1", serial="TWWWWV4X", plug="leg 35", far=("A08-29:03",)),
        two: PlugText(own="A05-40:01.2", serial="TCAX85R4", plug="leg 01", far=("A09-02:03",)),
    }
    cage = DrawnCage(1, 0, 0, (Connector(one, "1/1"), Connector(two, "1/2")))
    for width, plugged, above in (
        (500, plugs, ("<TWWWWV4X", "TCAX85R4>")),
        (275, plugs, ("<TWWWWV4X", "TCAX85R4>")),
        (200, plugs, ()),
        (500, {one: plugs[one]}, ("TWWWWV4X",)),
    ):
        ((block,),) = make_strip([(cage,)], plugged, "A05-40:", width, 7).rows
        assert block.serials == above
        assert any("WV4X" in words for words, _ in block.cells[0].lines) != bool(above)


def test_a_serial_is_not_broken_where_connectors_fit_one_above_the_other() -> None:
    """Two cables in a cage of 50 points: DM30A3VV takes 38.1 points in bold, more than half of it and less than all of
    it. So the connectors stand one above the other, each with its cable in one piece.
    """
    one, two = ConnectorPlace("fabric", 1, 1), ConnectorPlace("fabric", 1, 2)
    plugs = {place: PlugText(own="", serial="", plug="DM30A3VV B", far=()) for place in (one, two)}
    cage = DrawnCage(1, 0, 0, (Connector(one, "1/1"), Connector(two, "1/2")))
    ((block,),) = make_strip([(cage,)], plugs, "", 250, 7).rows
    assert (block.across, block.depth, block.breaks_plugs) == (1, 2, False)
    assert ("DM30A3VV", True) in block.cells[0].lines or ("DM30A3VV B", True) in block.cells[0].lines
    ((wide,),) = make_strip([(cage,)], plugs, "", 500, 7).rows
    assert (wide.across, wide.depth) == (2, 1)


def test_the_head_of_a_splitter_is_one_connector() -> None:
    """It takes cage 15 whole, which else has two connectors: one plug, one box. Empty connectors have the numbers of
    labels, as plugged ones do; names with letters stay.
    """
    one, two = ConnectorPlace("fabric", 15, 1), ConnectorPlace("fabric", 15, 2)
    cage = DrawnCage(15, 0, 0, (Connector(one, "15/1", "15.1"), Connector(two, "15/2", "15.2")))
    head = PlugText(own="C08-40:15", serial="", plug="DRMVQ4AX head B", far=("C10-02:H01", "C10-02:H02"))
    ((block,),) = make_strip([(cage,)], {one._replace(mpo=0): head}, "C08-40:", 500, 7).rows
    assert [cell.text for cell in block.cells] == [head]
    assert block.cells[0].lines[0] == ("15", True)
    ((empty,),) = make_strip([(cage,)], {}, "", 500, 7).rows
    assert [cell.lines for cell in empty.cells] == [(("15.1", False),), (("15.2", False),)]
    named = DrawnCage(1, 0, 0, (Connector(one, "OSFP1P1", "01.1"),))
    ((block,),) = make_strip([(named,)], {}, "", 500, 7).rows
    assert block.cells[0].lines == (("OSFP1P1", False),)


def test_small_groups_stand_side_by_side() -> None:
    """A DGX H100: 4 + 2 + 2 + 1 cages and three gaps of 0.5 are 10.5 columns, within 12. A QM9700 has 16 columns, so
    its management port stands alone.
    """
    assert [len(groups) for groups in pack_groups(lay_out(CATALOG.device_types["DGX-H100"]))] == [4]
    alone = pack_groups(lay_out(CATALOG.device_types["QM9700"]))
    assert [(len(groups), is_single(groups)) for groups in alone] == [(1, False), (1, True)]


def test_a_rack_takes_the_largest_type_that_fits() -> None:
    """One cage with one connector of three lines at 11 points: title 11.5, head 13.75 and 11.99 for the serial, cell 3
    lines of 11.99 and 2, white 3: 78.2 in all. With less, the type is smaller; with nothing, it is the smallest.
    """
    place = ConnectorPlace("fabric", 1, 0)
    text = PlugText(own="A05-40:01", serial="T875JV4X", plug="leg 16", far=("A01-12:04",))
    face = DeviceFace(
        title=("leaf-01", "U40"),
        groups=[[(DrawnCage(1, 0, 0, (Connector(place, "1"),)),)]],
        singles=(),
        plugged={place: text},
        start="A05-40:",
        lying="",
    )
    rooms = [SheetRoom(left + 100, left + 100, 100) for left in (78.3, 78.1)]
    sizes = [choose_lines([face], 780, room)[0][0].strips[0].size for room in rooms]
    assert sizes == [11.0, 10.0]
    two = FaceLayouts([face, face], 780).lay(FaceType(7.0, 2, stacks=False))
    assert [[(laid.left, laid.width) for laid in line] for line in two] == [[(28.0, 385.0), (423.0, 385.0)]]


def make_leaf(far: str = "C09-40:21") -> DeviceFace:
    """A switch of 16 cages in a row with two legs in each."""
    places = [ConnectorPlace("fabric", cage, mpo) for cage in range(1, 17) for mpo in (1, 2)]
    plugged = {
        one: PlugText(
            own=f"C10-40:{one.cage:02d}.{one.mpo}",
            serial="TJ093ADS",
            plug=f"leg {one.cage:02d}",
            far=(f"{far}.{one.mpo}",),
        )
        for one in places
    }
    cages = tuple(
        DrawnCage(n, 0, n - 1, tuple(Connector(ConnectorPlace("fabric", n, m), f"{n}/{m}") for m in (1, 2)))
        for n in range(1, 17)
    )
    return DeviceFace(title=("leaf", "U40"), groups=[[cages]], singles=(), plugged=plugged, start="C10-40:", lying="")


def test_connectors_above_each_other_keep_far_labels_whole() -> None:
    """Columns of 49 points: C09-40:21.1 takes 38.5 at 7 points, half a column 23. One above the other it is one line,
    and the leg stands beside its own label: two lines of two connectors are as high as four lines.
    """
    face = make_leaf()
    for stacks, depth, lines in (
        (True, 2, ["01.1 leg 01", "C09-40:21.1"]),
        (False, 1, ["01.1", "leg 01", "C09-40", ":21.1"]),
    ):
        strip = make_strip(face.groups[0], face.plugged, face.start, 785, 7, stacks)
        block = strip.rows[0][0]
        assert (block.depth, [line for line, _ in block.cells[0].lines]) == (depth, lines)
        assert strip.far_lines == (1 if stacks else 2)
        assert strip.cells_height_pt(strip.rows[0]) == pytest.approx(4 * 7 * 1.09 + 2 * depth)


def test_a_tall_cell_shares_no_height_with_those_beside_it() -> None:
    """The head of a splitter has five lines at 7 points, 40.2 with the rim; two legs above each other take 34.5. The
    row is as high as the head, not twice as high.
    """
    face = make_leaf()
    head = PlugText(own="C10-40:15", serial="", plug="DRMVQ4AX head B", far=("C10-02:H01", "C10-02:H02"))
    plugged = {place: text for place, text in face.plugged.items() if place.cage != 15}
    plugged[ConnectorPlace("fabric", 15, 0)] = head
    strip = make_strip(face.groups[0], plugged, face.start, 785, 7, stacks=True)
    assert strip.cells_height_pt(strip.rows[0]) == pytest.approx(5 * 7 * 1.09 + 2)


def test_devices_on_several_pages_take_the_largest_type_without_another_page() -> None:
    """A leaf of 7 points is 65.4 high: title 11.5, number 8.75, serial 7.63, cells 34.5, white 3. At 8 points it is
    72.1, at 9 its labels take two lines more: 118. On pages of 260 points three of 8 points stand as three of 7 do, and
    two of 9. On pages of 200 three of 7 points stand, and two of 8.
    """
    leaves = [make_leaf()] * 9
    for page, size, pages in ((260.0, 8.0, 3), (200.0, 7.0, 3)):
        room = SheetRoom(page, page, 0)
        lines = choose_lines(leaves, 785, room)
        assert (lines[0][0].strips[0].size, count_pages(lines, room)) == (size, pages)


def test_a_name_of_a_plug_is_whole_even_on_one_page_more() -> None:
    """Three small devices abreast have columns of 51 points, 49.5 without the white, and DWMWQ4AX.01 takes 52.9 in
    bold. Two abreast have room for it. Their lines of 48.1 points take two pages of 60; with the name broken all three
    would stand on one, 55.8 high.
    """
    place = ConnectorPlace("fabric", 1, 0)
    text = PlugText(own="A05-40:01", serial="", plug="DWMWQ4AX.01 A", far=("A01-12:04",))
    face = DeviceFace(
        title=("mgmt-01", "U40"),
        groups=[[(DrawnCage(1, 0, 0, (Connector(place, "1"),)),)]],
        singles=(),
        plugged={place: text},
        start="A05-40:",
        lying="",
    )
    room = SheetRoom(60, 60, 0)
    lines = choose_lines([face] * 3, 785, room)
    assert count_pages(lines, room) == 2
    assert not any(strip.breaks_plugs for line in lines for laid in line for strip in laid.strips)


def test_a_table_goes_on_below_the_devices() -> None:
    """A leaf of 65.4 points on each page of 105. The table of 250 takes the 39.6 that are left below the second one,
    and 210.4 more: three pages.
    """
    (line,) = FaceLayouts([make_leaf()], 785).lay(FaceType(7.0, 1, stacks=True))
    assert line[0].height_pt == pytest.approx(65.4, abs=0.05)
    assert [count_pages([line, line], SheetRoom(105, 105, table)) for table in (0, 39, 250)] == [2, 2, 5]


def test_devices_stand_at_their_height(small_plan: Plan) -> None:
    """A rack of 42 units of 10 points below y = 34. U1, one unit: its top is 41 units down, 444; U20: 22 down, 254.
    Racks of a page are 95 + 22 apart: R02 begins at 22 + 117. Both sides share the page.
    """
    (drawing,) = draw_elevations(small_plan)
    assert drawing.title == "multirack-2: row R front view: R01 to R02; row R rear view: R02 to R01"
    assert [one for one in texts(drawing.shapes) if one.startswith("row ")] == [
        "row R, front view",
        "row R, rear view",
    ]
    spine, leaf = titled(drawing.shapes, "spine-01 "), titled(drawing.shapes, "leaf-03 ")
    assert min(y for _, y in spine.points) == 34 + 41 * 10
    assert min(y for _, y in leaf.points) == 34 + 22 * 10
    assert max(y for _, y in leaf.points) == 34 + 23 * 10
    assert min(x for x, _ in leaf.points) == 22 + 117 + 2
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
    (drawing,) = draw_elevations(replace(small_plan, project=replace(small_plan.project, site=site)))
    one, other = ("R01 to R02", "R02 to R01") if left_first else ("R02 to R01", "R01 to R02")
    assert drawing.title.endswith(f": row R front view: {one}; row R rear view: {other}")


def test_halves_of_a_rack_are_mirrored_from_the_rear(small_plan: Plan) -> None:
    """Half of 91 points is 45.5. R02 is the second rack from the front, the third of the page from the rear. The left
    half as one faces the front begins at the left there, in the middle from the rear.
    """
    devices = tuple(replace(d, side="left") if d.id == "leaf-03" else d for d in small_plan.devices)
    (page,) = draw_elevations(replace(small_plan, devices=devices))
    found = [one for one in page.shapes if isinstance(one, Path) and one.title.startswith("leaf-03 ")]
    spans = [(min(x for x, _ in one.points), max(x for x, _ in one.points)) for one in found]
    assert spans == [(22 + 117 + 2, 141 + 45.5), (22 + 2 * 117 + 2 + 45.5, 258 + 91)]


@pytest.mark.parametrize(("units", "unit"), [(42, 10.0), (52, 456 / 52), (60, 456 / 60)])
def test_no_word_of_an_elevation_is_below_seven_points(small_plan: Plan, units: int, unit: float) -> None:
    """510 points less 54 of head and legend are shared by the units, 10 points each at most. The drawing is never made
    smaller: it fits A4 (785 x 523) and Letter (736 x 540). A long name in half a rack keeps its end: ..-leaf-03-1b is
    5.4 ems wide in Helvetica, 37.7 points of 39.5 at 7, and one letter more is 41.6.
    """
    rack_type = replace(small_plan.project.site.racks[0].type, half_ru=2 * units)
    racks = tuple(replace(rack, type=rack_type) for rack in small_plan.project.site.racks)
    site = replace(small_plan.project.site, racks=racks)
    devices = tuple(
        replace(d, id="in-band-leaf-03-1b", side="left") if d.id == "leaf-03" else d for d in small_plan.devices
    )
    (page,) = draw_elevations(replace(small_plan, devices=devices, project=replace(small_plan.project, site=site)))
    assert page.height == pytest.approx(units * unit + 54)
    assert round(page.height, 6) <= 510
    assert page.width <= 736
    assert min(one.size for one in page.shapes if isinstance(one, Words)) == 7
    assert "..-leaf-03-1b" in texts(page.shapes)


def test_shades_of_elevations_are_explained(small_plan: Plan) -> None:
    """Leaves and spines, and none of the roles that are not there; a strip beside the units has the words of a mark.
    The legend stands below the racks of 42 units: 34 + 420, and 20 of its own.
    """
    (page,) = draw_elevations(small_plan)
    words = [one for one in page.shapes if isinstance(one, Words) and one.y == 34 + 420 + 16]
    assert [one.text for one in words] == ["leaf switch", "spine switch"]
    fills = [one.style.fill for one in page.shapes if isinstance(one, Path) and one.points[0][1] == 34 + 420 + 9]
    assert fills == ["#dddddd", "#bbbbbb"]


def test_pages_of_elevations_are_joined_below_each_other(small_plan: Plan) -> None:
    """The second page is moved down by the height of the first and 14 points; each has the spine from both sides."""
    (page,) = draw_elevations(small_plan)
    joined = join_elevations([page, page], "both")
    devices = [shape for shape in joined.shapes if isinstance(shape, Path) and shape.title.startswith("spine-01 ")]
    tops = [min(y for _, y in shape.points) for shape in devices]
    assert tops[2] - tops[0] == page.height + 14
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
    assert {
        "legs 1-2: 1.5 m +30 -0 mm",
        "leg 3: 2.0 m +40 -0 mm",
        "legs 1-3: 1.0 m +20 -0 mm",
        "body 4.0 m +80 -0 mm",
    } <= set(words)
    assert {"2.0 m +40 -0 mm", "1.0 m +20 -0 mm"} <= set(words)
    # Leg 3 leads; the others lie 500 mm behind it, and a connector takes 60 mm.
    assert "Pulling eye at A: diameter at most 50 mm, length at least 560 mm." in words
    assert "Stagger inside the eye: leg 3 foremost; legs 1-2 set back 500 mm" in words
    assert "On the body, at both furcations: serial and kind in letters 5 mm high." in words
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
    """Twelve legs, 1-6 of 1.5 m and 7-12 of 2.0 m: two ranks, the longer one in front, the other 500 mm behind. Of one
    length, the second rank is 60 mm behind. No leg is drawn further than it reaches: of legs of 4.0, 3.5 and 4.0 m, the
    middle ones lie 500 mm back. Legs that are 50 mm shorter lie a connector back, 60 mm.
    """
    assert list_stagger((1_500,) * 6 + (2_000,) * 6) == [(tuple(range(7, 13)), 0), (tuple(range(1, 7)), 500)]
    assert list_stagger((2_000,) * 12) == [(tuple(range(1, 7)), 0), (tuple(range(7, 13)), 60)]
    assert list_stagger((4_000, 4_000, 3_500, 3_500, 4_000, 4_000)) == [((1, 2, 5, 6), 0), ((3, 4), 500)]
    assert list_stagger((2_000, 1_950)) == [((1,), 0), ((2,), 60)]


def test_the_floor_shows_each_route_with_its_links(small_rows: PlanRows) -> None:
    """Two links from R01 to R02, one back; the patch has no route."""
    drawing = FloorPictures(small_rows).routes()
    found = {shape.title for shape in drawing.shapes if isinstance(shape, Path)}
    assert {
        "R01 - R02: 2 links, leaf-spine, 1.50 m by FLOOR",
        "R02 - R01: 1 link, leaf-spine, 1.50 m by FLOOR",
    } <= found


def test_the_floor_shows_the_fill(small_rows: PlanRows) -> None:
    """Three discs of 9.43 mm are 209.5 mm2 of 30,000: 0.7 %. The limits are those of the site."""
    drawing = FloorPictures(small_rows).fill()
    assert "FLOOR: 0.7 %" in {shape.title for shape in drawing.shapes if isinstance(shape, Path)}
    assert drawing.title.endswith("darker is fuller; warning above 25 %, limit 50 %")


def test_the_fill_has_a_page_only_where_it_warns(small_rows: PlanRows) -> None:
    """The fullest pathway has 0.7 %: below 25 % the page of the routes says so. Warned from 0 % on, there are two
    pages. The picture for screens is made anyway.
    """
    (routes,) = FloorPictures(small_rows).pages()
    assert routes.title.endswith("the fullest pathway is 1 % full when all cables are in (warning above 25 %)")
    plan = small_rows.plan
    project = replace(plan.project, site=replace(plan.project.site, fill_warn_pct=0))
    warned = FloorPictures(PlanRows(replace(plan, project=project)))
    assert [page.name for page in warned.pages()] == ["floor_plan", "floor_fill"]
    assert "fullest" not in warned.routes().title


def test_the_page_of_a_hall_says_that_the_fullest_pathway_is_of_the_site(small_rows: PlanRows) -> None:
    """The site has a second hall, which the page does not show: the fullest pathway may be there."""
    plan, site = small_rows.plan, small_rows.site
    (view,) = list_views(site, 700, 400, 1)
    (hall,) = site.rooms
    project = replace(plan.project, site=replace(site, rooms=(hall, replace(hall, id="hall-2"))))
    title = FloorPictures(PlanRows(replace(plan, project=project))).routes(view).title
    assert f"routes in {hall.id}; the fullest pathway of the site is 1 % full" in title


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


def trunk_cages(serials: Sequence[str]) -> tuple[list[tuple[DrawnCage, ...]], dict[ConnectorPlace, PlugText]]:
    """Twin cages side by side, each with two legs of one trunk at its B end."""
    cages: list[DrawnCage] = []
    plugged: dict[ConnectorPlace, PlugText] = {}
    for number, serial in enumerate(serials, start=1):
        places = [ConnectorPlace("fabric", number, mpo) for mpo in (1, 2)]
        connectors = tuple(Connector(place, f"{number}/{place.mpo}", f"{number:02d}.{place.mpo}") for place in places)
        cages.append(DrawnCage(number, 0, number - 1, connectors))
        plugged.update(
            {place: PlugText(own=f"R-40:{place.mpo}", serial=serial, plug="leg 01", far=("Q-1:1",)) for place in places}
        )
    return [tuple(cages)], plugged


def test_serials_above_cages_have_no_end_letter() -> None:
    """The table of cable ends names the end of each trunk. A letter behind some serials alone would be read as a
    part of them, and not all had room for it. With less than 2 points beside the longest serial it would touch its
    neighbour, and goes into the connectors, without a letter as well.
    """
    groups, plugged = trunk_cages(["TIIIIIII", "TWWWWWWW"])

    def made(apart: float) -> list[CageBlock]:
        column = width_pt("TWWWWWWW", FONT, 7.0) + apart
        strip = make_strip(groups, plugged, "R-40:", column * FEWEST_COLUMNS, 7.0)
        return [block for row in strip.rows for block in row]

    assert [block.serials for block in made(2.1)] == [("TIIIIIII",), ("TWWWWWWW",)]
    narrow = made(1.9)[1]
    assert narrow.serials == ()
    assert not {"A", "B"} & {word for cell in narrow.cells for line, _ in cell.lines for word in line.split()}


def test_a_leg_beside_its_label_is_a_millimetre_from_the_box() -> None:
    """Connectors one above the other: label and leg share a line where 2.9 points are left before the box; with less
    the leg has its own line.
    """
    connector = Connector(ConnectorPlace("fabric", 1, 1), "1/1", "01.1")
    text = PlugText(own="R-40:01.1", serial="T875JV4X", plug="leg 08", far=("Q-1:1",))

    def found(room: float) -> list[str]:
        lines = ConnectorLines(room, 7.0, is_serial_above=True, is_stacked=True)
        return [line for line, _ in lines.of_connector(connector, text, "R-40:")]

    wide = width_pt("01.1 leg 08", BOLD, 7.0) + BOX * 7.0 + 1
    assert found(wide + 2.91) == ["01.1 leg 08", "Q-1:1"]
    assert found(wide + 2.8) == ["01.1", "leg 08", "Q-1:1"]


def test_a_first_line_shrinks_before_it_comes_near_the_box() -> None:
    """A label of 8 points whose end is a millimetre and more from the box stays; without that it shrinks, down to 7."""
    text = PlugText(own="R-40:01.1", serial="T875JV4X", plug="leg 08", far=("Q-1:1",))
    cell = ConnectorCell((("01.1 leg 08", True),), text)
    near = width_pt("01.1 leg 08", BOLD, 8.0) + BOX * 8.0 + 1
    assert first_size(cell, near + 2.91, 0.0, 8.0) == 8.0
    assert 7.0 < first_size(cell, near + 1.0, 0.0, 8.0) < 8.0
    assert first_size(cell, near - 9.0, 0.0, 8.0) == 7.0


def test_the_letter_of_an_end_stands_beside_the_last_part_of_its_serial() -> None:
    """D1KJWRVQ B in the width of D1KJWRVQ alone, then of WRVQ alone: the serial is broken so that the letter stands
    behind its last part, WRVQ or VQ. Where not even one letter has room for it, it is left out.
    """
    text = PlugText(own="R-40:1", serial="", plug="D1KJWRVQ B", far=("Q-1:1",))

    def found(room: float) -> list[str]:
        lines = ConnectorLines(room, 7.0, is_serial_above=False, is_stacked=False)
        return list(lines.of_plug(text.plug, lies=False))

    assert found(90.0) == ["D1KJWRVQ B"]
    assert found(width_pt("D1KJWRVQ", BOLD, 7.0) + 0.1) == ["D1KJ", "WRVQ B"]
    assert found(width_pt("WRVQ", BOLD, 7.0) + 0.1) == ["D1K", "JWR", "VQ B"]
    assert found(width_pt("W", BOLD, 7.0) + 0.1) == list("D1KJWRVQ")
