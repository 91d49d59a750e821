"""Each formatter with a text that was written by hand."""

from dataclasses import replace
from datetime import datetime
from typing import get_args

import pytest

from fabric.catalog.parts import Fiber
from fabric.plan.kinds import PullForm
from fabric.sheets.rows import plug_words, text
from fabric.sheets.rows.block_places import places_text
from fabric.sheets.rows.crew_blocks import WorkKind
from fabric.sheets.rows.crew_day import start_text
from fabric.sheets.rows.legs import LegRun
from fabric.sheets.rows.link_row import LinkRow, Media, Plug
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.step import Wait, WorkPlace
from layouts.site import Place


@pytest.mark.parametrize(
    ("parts", "expected"), [((12_500,), "12.5"), ((2000, 4000, 1500), "2.0+4.0+1.5"), ((1250, 10, 0), "1.25+0.01+0.0")]
)
def test_lengths_of_the_parts_from_a_to_b(parts: tuple[int, ...], expected: str) -> None:
    assert text.length_text(parts) == expected


def test_lengths_for_people() -> None:
    """Metres: as many decimals as there are, or none for whole ones, or two; micrometres and grams likewise."""
    assert [text.metres_text(mm) for mm in (None, 0, 7_500, 3_000)] == ["", "0.0", "7.5", "3.0"]
    assert [text.short_metres_text(mm) for mm in (5_000, 7_500, 12_345)] == ["5", "7.5", "12.345"]
    assert text.centimetres_text(1_234) == "1.23"
    assert [text.tenth_metres_text(mm) for mm in (0, 350, 3_750, 3_701, 3_700)] == ["0.0", "0.4", "3.8", "3.8", "3.7"]
    assert [text.whole_metres_text(mm) for mm in (1_000, 1_001, 12_345_678)] == ["1", "2", "12,346"]
    assert [text.millimetres_text(um) for um in (18_000, 9_430)] == ["18", "9.43"]
    assert [text.kilograms_text(gram) for gram in (0, 449, 2_051, 2_250)] == ["0.0", "0.4", "2.1", "2.3"]
    assert [text.decibels_text(mdb) for mdb in (700, 1_800, 723)] == ["0.70", "1.80", "0.72"]


def test_slack_is_a_range_only_where_it_shows() -> None:
    """0.661 m and 0.664 m are both 0.66 m to the centimetre: one figure."""
    assert text.slack_text(660, 1210) == "0.66 to 1.21"
    assert text.slack_text(660, 660) == "0.66"
    assert text.slack_text(661, 664) == "0.66"


def test_routes_as_crews_walk_them() -> None:
    assert text.route_text(("ROW-A", "CROSS", "ROW-B")) == "ROW-A > CROSS > ROW-B"
    assert text.route_text(("ROW-A",)) == "ROW-A"
    assert text.route_text(None) == "inside the rack"


def test_media_are_said_in_full() -> None:
    """The key mm of the files would be read as millimetres."""
    words = [text.media_text(Media(*one)) for one in (("mm", "OM4"), ("sm", "OS2"), ("copper", "Cat6A"))]
    assert words == ["OM4 multimode", "OS2 single-mode", "Cat6A copper"]
    assert set(text.MEDIA_NAMES) == set(get_args(Fiber))
    assert [text.form_text(form) for form in ("dac", "copper", "trunk")] == ["DAC", "copper cord", "trunk"]


@pytest.mark.parametrize(
    ("plug", "expected"),
    [
        (Plug("MPO-12/APC", "female", "jumper"), "MPO-12/APC female"),
        (Plug("LC", "", "jumper"), "LC"),
        (Plug("", "", "copper"), "RJ45"),
        (Plug("", "", "dac"), "transceiver built in"),
        (Plug("", "", "aoc"), "transceiver built in"),
    ],
)
def test_plugs(plug: Plug, expected: str) -> None:
    assert text.plug_text(plug) == expected


def test_transceivers(patch_row: LinkRow) -> None:
    """A DAC has its own; a copper cord is plugged into the device itself."""
    dac = patch_row.a
    assert text.transceiver_text(replace(dac, transceiver="MMA4Z00-NS")) == "MMA4Z00-NS"
    assert text.transceiver_text(dac) == "built into cable"
    assert text.transceiver_text(replace(dac, plug=Plug("", "", "copper"))) == "none"


def test_a_cage_with_one_connector_has_no_number_for_it(patch_row: LinkRow) -> None:
    assert [text.connector_text(replace(patch_row.a, mpo=number)) for number in (0, 2)] == ["", "2"]


def test_where_pieces_come_from(patch_row: LinkRow) -> None:
    assert text.order_text(patch_row) == "stock MCC4Q26 3 m"
    assert text.order_text(replace(patch_row, lot=None, kind="K07")) == "custom K07"


def test_plugs_of_single_cables_legs_and_heads(patch_row: LinkRow) -> None:
    """A cable has a serial; leg 3 of a trunk two digits behind it; a splitter one head at B, whatever leg is asked."""
    trunk = replace(patch_row, serial="T00012", leg=3, form=PullForm.TRUNK)
    splitter = replace(patch_row, serial="D00077", leg=2, form=PullForm.SINGLE)
    assert text.leg_text(patch_row) == "DF2KSAYM"
    assert [plug_words.plug_name_text(trunk, side) for side in ("A", "B")] == ["T00012.03", "T00012.03"]
    assert [plug_words.plug_name_text(splitter, side) for side in ("A", "B")] == ["D00077.02", "D00077 head"]
    assert [plug_words.plug_port_text(splitter, side) for side in ("A", "B")] == ["1", "cage 1"]
    several = replace(splitter, b=replace(splitter.b, cage=16, mpo=2))
    assert plug_words.plug_port_text(several, "B") == "cage 16 MPO 2"


def test_a_bare_number_is_called_a_port() -> None:
    """'U20 7' would be read as one; 17/1 and LAN1 are names that nobody takes for a number."""
    assert [text.port_words(port) for port in ("7", "17/1", "LAN1", "cage 16")] == ["port 7", "17/1", "LAN1", "cage 16"]


def test_days_count_from_one_without_a_date() -> None:
    """`UNDATED` is 1 January 2000, day 1."""
    dated = datetime(2027, 1, 11)
    assert text.moment_text(None, datetime(2000, 1, 1, 6)) == "day 1 06:00"
    assert text.moment_text(None, datetime(2000, 1, 3, 23, 59, 59)) == "day 3 23:59"
    assert text.day_text(None, datetime(2000, 1, 10)) == "day 10"
    assert text.moment_text(dated, datetime(2027, 1, 12, 7, 5)) == "2027-01-12 07:05"
    assert text.day_text(dated, datetime(2027, 1, 12, 7, 5)) == "2027-01-12"


def test_carts_are_named_by_crew_and_shift() -> None:
    """Shifts count from 0 inside, from 1 on paper."""
    assert text.cart_text(3, 0) == "3-1"


def test_places() -> None:
    rear, front = Place("A.rear", "A", "rear", 2), Place("B.2.front", "B.2", "front", 1)
    assert places_text([rear]) == "row A rear"
    assert places_text([rear, front]) == "row A rear, row B.2 front"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (WorkPlace(("A05",)), "A05"),
        (WorkPlace(("A05",), "rear"), "A05 rear"),
        (WorkPlace(("A05",), "rear", 79), "A05 rear U39.5"),
        (WorkPlace(("A05",), "rear", 4), "A05 rear U02"),
        (WorkPlace(("B06", "A05")), "B06 > A05"),
    ],
)
def test_places_of_steps(place: WorkPlace, expected: str) -> None:
    assert text.work_place_text(place) == expected


def test_a_shift_that_begins_with_a_pull_begins_at_its_coil() -> None:
    assert start_text(WorkPlace(("C05", "D04"))) == "C05 (pull to D04)"
    assert start_text(WorkPlace(("C05",), "rear")) == "C05 rear"


def test_counts() -> None:
    assert [text.count_text(count, "link") for count in (0, 1, 48)] == ["0 links", "1 link", "48 links"]
    roles = ((1, "leaf"), (8, "leaf"), (2, "pdu"), (3, "host"), (2, "other"))
    assert [text.role_text(*role) for role in roles] == ["1 leaf", "8 leaves", "2 PDUs", "3 nodes", "2 other devices"]
    assert [text.work_text(WorkKind.OPTICS, count) for count in (1, 2)] == [
        "1 device fitted with optics",
        "2 devices fitted with optics",
    ]
    assert {kind: text.work_text(kind, 1) for kind in WorkKind} == {
        WorkKind.OPEN: "1 rack opened",
        WorkKind.OPTICS: "1 device fitted with optics",
        WorkKind.PULL: "1 pull",
        WorkKind.LAND: "1 landing",
        WorkKind.TEST: "1 pull with all links tested",
        WorkKind.KIT: "1 pull kitted",
    }


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], ""),
        ([7], "7"),
        ([1, 2], "1-2"),
        ([7, 3, 1, 2], "1-3, 7"),
        ([1, 3, 5], "1, 3, 5"),
        ([33, 34, 48], "33-34, 48"),
    ],
)
def test_ranges(numbers: list[int], expected: str) -> None:
    assert text.ranges_text(numbers) == expected


def test_runs_of_legs() -> None:
    assert text.leg_runs_text([LegRun(1, 8, 2500), LegRun(9, 9, 3000)]) == "1-8: 2.5; 9: 3.0"
    assert text.leg_runs_text([]) == ""


def test_serials() -> None:
    assert text.serials_text(()) == ""
    assert text.serials_text(("T00001",)) == "T00001"
    assert text.serials_text(("J00001", "J00002", "J00009")) == "J00001 .. J00009 (3)"


def test_waits_and_crews_beside(small_rows: PlanRows) -> None:
    """Both at once, one alone, none; steps of earlier shifts behind one heading."""
    waits = (Wait(2, (4, 5, 6, 9)), Wait(3, (1,)))
    assert text.waits_text(waits) == "crew 2 steps 4-6, 9; crew 3 step 1"
    earlier = (*waits, Wait(2, (2,), is_earlier=True), Wait(4, (7,), is_earlier=True))
    assert text.waits_text(earlier) == (
        "crew 2 steps 4-6, 9; crew 3 step 1; should be done before this shift: crew 2 step 2; crew 4 step 7"
    )
    assert [text.crews_text(crews) for crews in ((), (5,), (1, 5), (1, 3, 5))] == [
        "",
        "crew 5",
        "crews 1 and 5",
        "crews 1, 3 and 5",
    ]
    step = small_rows.steps[0]
    assert text.after_text(replace(step, waits_for=waits, beside=(1, 5))) == (
        "crew 2 steps 4-6, 9; crew 3 step 1; same rack: crews 1 and 5"
    )
    assert text.after_text(replace(step, beside=(5,))) == "same rack: crew 5"
    assert text.after_text(replace(step, waits_for=waits[1:], beside=())) == "crew 3 step 1"
    assert text.after_text(replace(step, waits_for=(), beside=())) == ""


def test_minutes_with_low_and_high_figures(small_rows: PlanRows) -> None:
    """400 s are 6.67 min, 850 s are 14.17; one figure where both are the same minute."""
    step = small_rows.steps[0]
    assert text.range_text(replace(step, range_s=(400, 850))) == "7 to 14"
    assert text.range_text(replace(step, range_s=(400, 410))) == ""


def test_lengths_of_legs_are_told_once() -> None:
    """Legs 1, 2 and 4 of 2.5 m, leg 3 of 3.0 m."""
    assert text.leg_lengths_text((2_500, 2_500, 3_000, 2_500)) == "2.5 m: legs 1-2, 4; 3.0 m: legs 3"
