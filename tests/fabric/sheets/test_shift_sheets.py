"""Blocks of work, shift plan, bars, calendars, hand-over: all work once, no block past its shift."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest

from fabric import Plan, Project, make_plan
from fabric.sheets.documents.crew_calendar import write_calendars
from fabric.sheets.documents.handover import hand_over
from fabric.sheets.documents.shift_plan import hours_text, shift_plan
from fabric.sheets.pictures.gantt import (
    Bar,
    Lane,
    draw_gantt_pages,
    draw_gantts,
    draw_lane,
    lanes_by_crew,
    lanes_by_place,
)
from fabric.sheets.pictures.gantt_frame import LANE, TOP, TimeFrame
from fabric.sheets.pictures.stack import stack_drawings
from fabric.sheets.rows.block_places import places_text
from fabric.sheets.rows.crew_blocks import WorkKind, list_crew_blocks
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.work.job import job_of
from fabric.writers import BOLD, width_pt
from fabric.writers.drawing_writer import write_drawings
from fabric.writers.pages import PAPERS
from layouts.shapes import Drawing, Style, Words, line
from layouts.svg import svg_text
from tests.fabric.sheets.rendering import pdf_text


@pytest.fixture(scope="module")
def dated_plan(pod_project: Project) -> Plan:
    """The racks are ready at 13:00, in the middle of the day shift."""
    request = replace(pod_project.request, racks_ready=datetime(2027, 1, 11, 13))
    return make_plan(replace(pod_project, request=request))


@pytest.mark.plan
def test_every_package_is_in_one_block(superpod_plan: Plan) -> None:
    blocks = list_crew_blocks(superpod_plan)
    packages = sorted(work.package for block in blocks for work in block.items)
    assert packages == list(range(len(superpod_plan.packages.kind)))
    for one, other in pairwise(blocks):
        assert one.crew < other.crew or one.end_s <= other.start_s
    assert all(block.places for block in blocks)
    # A crew changes place by a move, or along a pull.
    packages_of = job_of(superpod_plan).packages
    number = {place.id: index for index, place in enumerate(superpod_plan.project.site.places)}
    for block in blocks:
        for work in block.items:
            assert {number[place.id] for place in block.places} <= set(packages_of[work.package].places)


@pytest.mark.plan
def test_blocks_end_with_their_shift(dated_plan: Plan) -> None:
    """From 13:00 on there are 3 h of the day shift, then the late one begins at 16:00."""
    blocks = list_crew_blocks(dated_plan)
    assert {block.shift for block in blocks} == {"day", "late"}
    for block in blocks:
        assert block.begin.date() == datetime(2027, 1, 11).date()
        assert (block.begin.hour < 16) == (block.shift == "day")
        assert block.end_s <= 3 * 3600 or block.start_s >= 3 * 3600


@pytest.mark.plan
def test_the_shift_plan_has_a_row_for_each_block(dated_plan: Plan) -> None:
    table = shift_plan(PlanRows(dated_plan)).tables[0]
    blocks = list_crew_blocks(dated_plan)
    assert len(table.rows) == len(blocks)
    keys = [column.key for column in table.columns]
    done = sum(
        int(str(row[keys.index(act)])) for row in table.rows for act in ("open", "optics", "pull", "land", "test")
    )
    assert done == len(dated_plan.packages.kind)
    assert table.rows[0][1] == datetime(2027, 1, 11, 13)


@pytest.mark.plan
def test_calendars_read_back(dated_plan: Plan, pod_plan: Plan) -> None:
    files = write_calendars(dated_plan)
    blocks = list_crew_blocks(dated_plan)
    assert len(files) == len({block.crew for block in blocks})
    events = [event for text in files.values() for event in icalendar.Calendar.from_ical(text).walk("VEVENT")]
    assert sorted((e.decoded("dtstart"), e.decoded("dtend")) for e in events) == sorted(
        (s.begin.replace(second=0), s.end.replace(second=0)) for s in blocks
    )
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert write_calendars(dated_plan) == files
    assert write_calendars(pod_plan) == {}


@pytest.mark.plan
def test_bars_show_all_work_and_print_with_their_names(superpod_plan: Plan, tmp_path: Path) -> None:
    """Each second of work is in one bar by crew; the pages name every crew and every place where somebody works."""
    blocks = list_crew_blocks(superpod_plan)
    worked = int((superpod_plan.packages.end_s - superpod_plan.packages.start_s).sum())
    assert sum(end - start for lane in lanes_by_crew(blocks) for start, end, *_ in lane.bars) == worked
    places = {places_text([place]) for block in blocks for place in block.places}
    lanes = lanes_by_place(blocks)
    assert {lane.name for lane in lanes if lane.name} == places
    most = {places_text([place]): place.max_crews for place in superpod_plan.project.site.places}
    assert len(lanes) <= sum(most[place] for place in places)
    for drawing in draw_gantts(PlanRows(superpod_plan)):
        assert ElementTree.fromstring(svg_text(drawing)).tag.endswith("svg")
    write_drawings(
        draw_gantt_pages(PlanRows(superpod_plan)), tmp_path / "gantt.pdf", "Schedule", PAPERS["a4"].landscape, ""
    )
    text = pdf_text((tmp_path / "gantt.pdf").read_bytes())
    for name in [*(f"crew {crew}" for crew in range(1, 7)), *places]:
        assert name in text
    assert draw_gantts(PlanRows(superpod_plan)) == draw_gantts(PlanRows(superpod_plan))


def test_names_of_bars_do_not_overlap(small_plan: Plan) -> None:
    """Steps of 5 minutes are 6 points wide, less than the name of a place: a name ends before the next one begins."""
    for drawing in draw_gantts(PlanRows(small_plan)):
        names = [one for one in drawing.shapes if isinstance(one, Words) and one.bold and one.y > TOP + LANE]
        assert names
        for one, other in pairwise(sorted(names, key=lambda name: (name.y, name.x))):
            assert one.y < other.y or one.x + width_pt(one.text, BOLD, one.size) <= other.x


def test_a_name_is_on_its_block_or_behind_it() -> None:
    """An hour is 75 points wide. A name fits a block of an hour; behind one of a minute it stands where there is room,
    and it is cut where the next block begins at once.
    """
    frame = TimeFrame(0, 4 * 3600, 92 + 4 * 75 + 30)

    def places(*starts: int, last_s: int) -> list[tuple[str, float]]:
        bars = [Bar(start, start + last_s, WorkKind.TEST, "A rear") for start in starts]
        shapes = list(draw_lane(Lane("crew 1", tuple(bars)), 0, frame))
        return [(one.text, one.x) for one in shapes if isinstance(one, Words) and one.bold]

    assert places(3600, last_s=3600) == [("A rear", 92 + 75 + 2)]
    assert places(3600, last_s=60) == [("A rear", 92 + 75 + 1.25 + 2)]
    (first, x), _ = places(3600, 3600 + 900, last_s=60)
    assert (x, first != "A rear", len(first) > 1) == (92 + 75 + 2, True, True)


def test_charts_share_a_page_where_they_fit() -> None:
    """Two pictures 40 high with a title of 26 between are 106: one page of 106, two pages of 105."""
    one = Drawing(
        name="a", title="A", left=0, top=0, width=90, height=40, unit_pt=1, shapes=(line(0, 5, 9, 5, Style(width=1)),)
    )
    other = replace(one, title="B", shapes=(Words(x=1, y=7, text="x", size=7),))
    (page,) = stack_drawings([one, other], 106)
    assert (page.title, page.height) == ("A", 106)
    assert [shape.y for shape in page.shapes if isinstance(shape, Words)] == [56, 73]
    assert list(stack_drawings([one, other], 105)) == [one, other]
    assert list(stack_drawings([other], 1)) == [other]


@pytest.mark.plan
@pytest.mark.parametrize(("hours", "state"), [(0, "not started"), (100, "nothing")])
def test_before_and_after_the_work(hours: int, state: str, pod_plan: Plan) -> None:
    table = hand_over(PlanRows(pod_plan), hours * 3600).tables[0]
    assert len(table.rows) == (len(pod_plan.packages.kind) if state == "not started" else 0)
    assert {row[0] for row in table.rows} <= {"not started"}


@pytest.mark.plan
def test_in_the_middle_what_is_begun_comes_first(pod_plan: Plan) -> None:
    """After about 3 h by the plan's own columns, at a moment at which a package ends: that one is done."""
    packages = pod_plan.packages
    moment = min(end for end in packages.end_s.tolist() if end > 3 * 3600)
    begun = int(((packages.start_s < moment) & (packages.end_s > moment)).sum())
    left = int((packages.start_s >= moment).sum())
    table = hand_over(PlanRows(pod_plan), moment).tables[0]
    assert [row[0] for row in table.rows] == ["started"] * begun + ["not started"] * left
    assert f"{begun} started, {left} not started" in table.notes[0]


def test_calendars_leave_breaks_out(small_plan: Plan) -> None:
    """Crew 1 works from 08:00 to 09:00 with a break from 08:30 to 08:40, and on until 09:00: two events."""
    dated = replace(small_plan.project.request, racks_ready=datetime(2027, 1, 11, 8))
    plan = replace(small_plan, project=replace(small_plan.project, request=dated))
    events = icalendar.Calendar.from_ical(write_calendars(plan, (1,))["crew_01.ics"]).walk("VEVENT")
    spells = [(event.decoded("dtstart"), event.decoded("dtend")) for event in events]
    at = datetime(2027, 1, 11)
    assert (spells[0][0], spells[-1][1]) == (at.replace(hour=8), at.replace(hour=9))
    assert (at.replace(hour=8, minute=30), at.replace(hour=8, minute=40)) in [
        (one[1], other[0]) for one, other in pairwise(spells)
    ]
    assert list(write_calendars(plan, (1,))) == ["crew_01.ics"]


def test_the_shift_plan_tells_power_and_totals(small_rows: PlanRows) -> None:
    """Crew 2 tests the first link at 08:16, as its step 4. Crew 1 works 50 min of the day shift, crew 2 13.3."""
    places, power = shift_plan(small_rows).tables
    assert power.rows == (("day 1 08:16", "R", "R01, R02", 2, 4, ""),)
    told = "day 1, day shift: 2 of 2 crews at work (4 technicians), each present 0.2 to 0.8 h."
    assert places.notes[1].startswith(told)


def test_power_is_a_milestone_above_the_bars(small_rows: PlanRows) -> None:
    """Both charts name the row and the time behind its diamond."""
    for drawing in draw_gantts(small_rows):
        assert {"power on", "row R 08:16"} <= {one.text for one in drawing.shapes if isinstance(one, Words)}


def test_hours_that_print_alike_are_said_once() -> None:
    """9.96 and 10.0 hours are both 10.0; 9.94 is 9.9."""
    assert hours_text((10.0, 9.96)) == "10.0"
    assert hours_text((10.0, 9.94)) == "9.9 to 10.0"
