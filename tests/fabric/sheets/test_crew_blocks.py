"""Blocks of work, their bars and their sheets, from the schedule of the small plan."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import icalendar
import pytest

from fabric import Plan
from fabric.sheets.documents.crew_calendar import write_calendars
from fabric.sheets.documents.handover import hand_over
from fabric.sheets.documents.shift_plan import shift_plan
from fabric.sheets.pictures import gantt
from fabric.sheets.pictures.gantt import Bar, Lane
from fabric.sheets.pictures.gantt_frame import TOP, TimeFrame
from fabric.sheets.pictures.gantt_marks import ShiftStart, list_clocks, list_marks, list_shift_starts
from fabric.sheets.pictures.gantt_power import place_milestones, power_height
from fabric.sheets.rows.crew_blocks import CrewBlock, WorkItem, WorkKind, list_crew_blocks, shift_ends_s
from fabric.sheets.rows.plan_index import StepNumber
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.power import PowerNeed
from fabric.sheets.rows.shift_times import Break
from fabric.writers import BOLD, width_pt
from layouts.shapes import Path, Words
from layouts.site import Place

REAR, FRONT = Place("R.rear", "R", "rear", 2), Place("R.front", "R", "front", 2)


def block(crew: int, place: Place, *items: tuple[WorkKind, int, int]) -> CrewBlock:
    """A block at one place; days begin at midnight."""
    start = datetime(2000, 1, 1)
    return CrewBlock(
        crew=crew,
        shift="day",
        begin=start + timedelta(seconds=items[0][1]),
        end=start + timedelta(seconds=items[-1][2]),
        places=(place,),
        items=tuple(WorkItem(*item, number) for number, item in enumerate(items)),
    )


def test_a_block_ends_where_the_crew_moves_or_its_shift_ends(small_plan: Plan) -> None:
    """Crew 1 works at the rear until its landing at the front of R02 at 2100, then goes back; the pull between both
    places is part of the first block. Crew 2 tests pull 2 at the front in the late shift.
    """
    found = [
        (one.crew, one.shift, one.start_s, one.end_s, [place.id for place in one.places])
        for one in list_crew_blocks(small_plan)
    ]
    assert found == [
        (1, "day", 0, 2100, ["R.rear"]),
        (1, "day", 2100, 2400, ["R.front"]),
        (1, "day", 2400, 3000, ["R.rear"]),
        (2, "day", 300, 1100, ["R.rear"]),
        (2, "late", 3000, 3061, ["R.front"]),
    ]


def test_a_block_that_only_pulls_has_both_places(small_plan: Plan) -> None:
    """Pull 2 leads from the front of R02 to the rear of R01. With other work at the rear it is part of that block; as
    the only work of crew 2 in the shift it has both places.
    """
    crew = small_plan.packages.crew.copy()
    crew[10] = 1
    plan = replace(small_plan, packages=replace(small_plan.packages, crew=crew))
    places = {one.start_s: [place.id for place in one.places] for one in list_crew_blocks(plan) if one.crew == 2}
    # From 300 to 2100 crew 2 is at the rear: the patch and its ends, then the pull.
    assert places == {300: ["R.rear"], 3000: ["R.front"]}
    crew[2:6] = 0
    plan = replace(small_plan, packages=replace(small_plan.packages, crew=crew))
    places = {one.start_s: [place.id for place in one.places] for one in list_crew_blocks(plan) if one.crew == 2}
    assert places == {1800: ["R.front", "R.rear"], 3000: ["R.front"]}


def test_a_shift_ends_a_block_at_the_same_place(small_plan: Plan) -> None:
    """The test of crew 2 at the rear moved to 3061, into the late shift; the test at the front at 3000 is first crew
    2's, then crew 1's. The place is the same as before the night, the block is another.
    """
    start, end = small_plan.packages.start_s.copy(), small_plan.packages.end_s.copy()
    start[5], end[5] = 3061, 3161
    plan = replace(small_plan, packages=replace(small_plan.packages, start_s=start, end_s=end))
    late = [(one.shift, one.start_s, one.end_s) for one in list_crew_blocks(plan) if one.crew == 2]
    assert late == [("day", 300, 1000), ("late", 3000, 3061), ("late", 3061, 3161)]
    crew = small_plan.packages.crew.copy()
    crew[13] = 0
    plan = replace(plan, packages=replace(plan.packages, crew=crew))
    late = [(one.shift, one.start_s, one.end_s) for one in list_crew_blocks(plan) if one.crew == 2]
    assert late == [("day", 300, 1000), ("late", 3061, 3161)]


def test_times_of_blocks_are_on_the_wall(small_plan: Plan) -> None:
    """Clock 2100 is 08:45, after the break of ten minutes; the block ends at 09:00 sharp, not at 16:00."""
    first, _, third, *_ = list_crew_blocks(small_plan)
    assert (first.begin, first.end) == (datetime(2000, 1, 1, 8), datetime(2000, 1, 1, 8, 45))
    assert third.end == datetime(2000, 1, 1, 9)


def test_both_ends_are_one_kind_of_work(small_plan: Plan) -> None:
    first = list_crew_blocks(small_plan)[0]
    assert first.counts == {WorkKind.OPEN: 2, WorkKind.PULL: 2, WorkKind.LAND: 2, WorkKind.TEST: 1}
    assert [item.package for item in first.items] == [0, 1, 6, 7, 8, 9, 10]


def test_hours_of_work_leave_out_waits(small_plan: Plan) -> None:
    """From 0 to 900 s a crew is there; it waits from 300 to 600, so it works for 600 s."""
    items = (WorkItem(WorkKind.OPEN, 0, 300, 0), WorkItem(WorkKind.PULL, 600, 900, 1))
    block = replace(list_crew_blocks(small_plan)[0], items=items)
    assert (block.end_s - block.start_s, block.work_s) == (900, 600)


def test_shifts_end_once_whatever_breaks_they_have(small_plan: Plan) -> None:
    """Day 3000, late 6600; the work ends at 3061."""
    assert shift_ends_s(small_plan) == [3000, 6600]


def test_the_shift_plan_by_hand(small_rows: PlanRows) -> None:
    """In order of start, then of crews: 0, 300, 2100, 2400, 3000. 2,100 s are 0.58 h."""
    document = shift_plan(small_rows)
    table = document.tables[0]
    keys = [column.key for column in table.columns]
    assert keys == [
        "shift",
        "start",
        "end",
        "crew",
        "place",
        "open",
        "optics",
        "pull",
        "land",
        "test",
        "hours",
        "work_hours",
    ]
    hours = Decimal("0.58")
    assert table.rows[0] == ("day", "day 1 08:00", "day 1 08:45", 1, "row R rear", 2, 0, 2, 2, 1, hours, hours)
    assert [row[3] for row in table.rows] == [1, 2, 1, 1, 2]
    assert document.subtitle == "multirack-2: 5 assignments"


@pytest.mark.parametrize(
    ("elapsed_s", "begun", "left"),
    [
        (0, [], 14),
        (600, [(2, 2)], 10),
        (700, [(1, 3)], 9),
        (1800, [], 4),
        (2399, [], 4),
        (2401, [(1, 7)], 3),
        (7 * 3600, [], 1),
        (8 * 3600 + 60, [(2, 5)], 0),
        (8 * 3600 + 61, [], 0),
    ],
)
def test_the_hand_over_by_hand(elapsed_s: int, begun: list[tuple[int, int]], left: int, small_rows: PlanRows) -> None:
    """At 600 three steps are done, with ends 300, 600, 420; crew 2 lands from 420 to 700; the pull of crew 1 has not
    begun. From 1800 to 2400 on the wall is a break, from 1 h to 8 h no shift: nothing is begun then. The last test
    takes 61 s from 16:00 on.
    """
    table = hand_over(small_rows, elapsed_s).tables[0]
    states = [row[0] for row in table.rows]
    assert [(row[1], row[2]) for row in table.rows if row[0] == "started"] == begun
    assert states.count("not started") == left
    assert states == sorted(states, reverse=True)


def test_the_hand_over_counts_what_is_open(small_rows: PlanRows) -> None:
    """At 1800 s, 08:30, the four steps of pull 2 are open."""
    note = hand_over(small_rows, 1800).tables[0].notes[0]
    done = "According to the plan 10 of 14 steps are done, 0 started, 4 not started."
    assert note == f"{done} To finish: 2 x land, 1 x pull, 1 x test."


def test_calendars_say_what_a_block_is_for(small_plan: Plan) -> None:
    """An event for each block, two where a break parts it; one file a crew; counts of one are in the singular."""
    request = replace(small_plan.project.request, racks_ready=datetime(2027, 1, 11, 8))
    files = write_calendars(replace(small_plan, project=replace(small_plan.project, request=request)))
    assert list(files) == ["crew_01.ics", "crew_02.ics"]
    events = icalendar.Calendar.from_ical(files["crew_01.ics"]).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "Crew 1: row R rear",
        "Crew 1: row R rear",
        "Crew 1: row R front",
        "Crew 1: row R rear",
    ]
    assert str(events[0]["description"]) == (
        "2 racks opened, 2 pulls, 2 landings, 1 pull with all links tested. Times are local to the site."
    )
    second: Any = events[2]
    assert second["dtstart"].dt == datetime(2027, 1, 11, 8, 45)
    assert second["dtend"].dt == datetime(2027, 1, 11, 8, 50)
    assert write_calendars(small_plan) == {}


def test_bars_join_work_of_one_kind_without_a_gap() -> None:
    """Two pulls that follow each other are one bar; a gap and another kind begin a new one; the first has the text."""
    one = block(
        1,
        REAR,
        (WorkKind.PULL, 0, 60),
        (WorkKind.PULL, 60, 90),
        (WorkKind.LAND, 90, 100),
        (WorkKind.LAND, 110, 120),
    )
    assert gantt.list_bars(one, "x") == [
        Bar(0, 90, WorkKind.PULL, "x"),
        Bar(90, 100, WorkKind.LAND, ""),
        Bar(110, 120, WorkKind.LAND, ""),
    ]


def test_lanes_of_a_place_are_used_again() -> None:
    """Crews 1 and 2 overlap and take two lanes; crew 3 starts when crew 1 ends and takes its lane."""
    blocks = [
        block(1, REAR, (WorkKind.PULL, 0, 100)),
        block(2, REAR, (WorkKind.PULL, 50, 200)),
        block(3, REAR, (WorkKind.PULL, 100, 150)),
        block(3, FRONT, (WorkKind.TEST, 150, 160)),
    ]
    lanes = gantt.lanes_by_place(blocks)
    assert [(lane.name, [bar.text for bar in lane.bars]) for lane in lanes] == [
        ("row R front", ["3"]),
        ("row R rear", ["1", "3"]),
        ("", ["2"]),
    ]
    assert gantt.lanes_by_crew(blocks)[2] == Lane(
        "crew 3", (Bar(100, 150, WorkKind.PULL, "R rear", "R"), Bar(150, 160, WorkKind.TEST, "R front", "R"))
    )


def test_shifts_begin_once_on_the_chart(small_plan: Plan) -> None:
    """The day shift at 0, though it has a break; the late one at 3000; the next day begins after the work."""
    starts = list_shift_starts(small_plan)
    assert starts == [ShiftStart(0, "day 1 08:00 day"), ShiftStart(3000, "day 1 16:00 late")]


def test_a_second_is_as_wide_everywhere(small_plan: Plan) -> None:
    """75 points an hour behind 92 points of names: the bar of 300 s from 2100 on is 6.25 points wide, at 135.75."""
    drawing = gantt.draw_gantts(PlanRows(small_plan))[0]
    assert drawing.name == "gantt_crew"
    assert drawing.width == pytest.approx(92 + 75 * 3061 / 3600 + 30)
    bars = [shape for shape in drawing.shapes if isinstance(shape, Path) and shape.style.fill == "#5f9e5a"]
    lefts = [min(x for x, _ in bar.points) for bar in bars]
    assert any(left == pytest.approx(92 + 75 * 2100 / 3600) for left in lefts)
    wide = {round(max(x for x, _ in bar.points) - min(x for x, _ in bar.points), 3) for bar in bars}
    assert 6.25 in wide
    assert {shape.text for shape in drawing.shapes if isinstance(shape, Words)} >= {
        "crew 1",
        "crew 2",
        "R rear",
        "08:00  0 h",
    }


def test_pages_begin_at_their_own_hour(small_plan: Plan) -> None:
    """The same schedule 16 h later ends at 60,661 s: two parts of 30,331 s each, the first empty. The second has both
    charts on one page. The bar from 57,600 + 2,100 s on is at 92 + (780 - 122) / 30,331 x 29,369 = 729.13 points.
    """
    packages = small_plan.packages
    later = replace(packages, start_s=packages.start_s + 57_600, end_s=packages.end_s + 57_600)
    summary = replace(small_plan.summary, install_time_s=60_661)
    (both,) = gantt.draw_gantt_pages(PlanRows(replace(small_plan, packages=later, summary=summary)))
    bars = [shape for shape in both.shapes if isinstance(shape, Path) and shape.style.fill == "#5f9e5a"]
    lefts = [min(x for x, _ in bar.points) for bar in bars]
    assert any(left == pytest.approx(92 + 658 / 30_331 * 29_369) for left in lefts)
    assert "08:20  15 h" in {shape.text for shape in both.shapes if isinstance(shape, Words)}


def test_hours_of_work_have_their_time_by_the_clock(small_plan: Plan) -> None:
    """A day has 2 h of work less a break of 10 min. Hour 1 begins 10 min into the late shift,
    hour 2 on the next day.
    """
    later = replace(small_plan, summary=replace(small_plan.summary, install_time_s=7200))
    assert list_clocks(later) == {0: "08:00", 1: "16:10", 2: "08:10"}


def test_breaks_are_marked_on_the_chart(small_plan: Plan) -> None:
    """The day shift has a break of 10 min after half an hour: a stripe of 4 points around 92 + 37.5, below all bars,
    and one in the legend. The late shift begins at 3,000 s; its start is no break. The time of the break has no room
    beside the words of shifts in 62.5 points.
    """
    assert [(one.start_s, f"{one.end:%H:%M}") for one in list_marks(PlanRows(small_plan)).breaks] == [(1800, "08:40")]
    drawing = gantt.draw_gantts(PlanRows(small_plan))[0]
    paths = [shape for shape in drawing.shapes if isinstance(shape, Path)]
    _, stripe = (one for one in paths if one.style.fill == gantt.BREAK)
    assert sorted({x for x, _ in stripe.points}) == pytest.approx([92 + 37.5 - 2, 92 + 37.5 + 2])
    bars = [one for one in paths if one.style.fill == "#5f9e5a" and one.points[0][1] > TOP]
    assert bars and paths.index(stripe) < min(map(paths.index, bars))
    assert "break" in {shape.text for shape in drawing.shapes if isinstance(shape, Words)}


def test_a_break_has_its_time_where_the_words_of_a_shift_leave_room() -> None:
    """An hour is 100 points wide. The words of the shift end about 60 points behind its line; a break 2 h later has
    room for its time, one 40 s later has none, and one at the end stays on the paper.
    """
    frame, at = TimeFrame(0, 36_000, 92 + 1000 + 30), datetime(2027, 1, 11, 10, 30)
    starts = [(0, "day 1 08:00 day")]
    words = [
        list(gantt.write_head(starts, [Break(at, at + timedelta(minutes=30), start_s)], frame))[1:]
        for start_s in (40, 7200, 35_990)
    ]
    assert [[one.text for one in some] for some in words] == [[], ["break 10:30 to 11:00"], ["break 10:30 to 11:00"]]
    ((far,),) = words[2:]
    assert 92 + 900 < far.x < 1122 - width_pt(far.text, BOLD, 7) + 0.01


def test_each_moment_of_power_has_its_words_beside_it() -> None:
    """Rows A and B are due together, row C 4 min later (5 points of 75 an hour): its words would run into those of A
    and B, so it stands in a second line. Row D an hour later is in the first again; row E at the end has its words
    before it.
    """
    at = datetime(2027, 1, 11, 8)
    needs = [
        PowerNeed(row, (), due_s, at + timedelta(seconds=due_s), StepNumber(1, 1))
        for row, due_s in (("A", 0), ("B", 0), ("C", 240), ("D", 3600), ("E", 4 * 3600 - 1))
    ]
    frame = TimeFrame(0, 4 * 3600, 92 + 4 * 75 + 30)
    found = place_milestones(needs, frame)
    assert [(one.words, one.level) for one in found] == [
        ("rows A, B 08:00", 0),
        ("row C 08:04", 1),
        ("row D 09:00", 0),
        ("row E 11:59", 0),
    ]
    assert [one.left > one.x for one in found] == [True, True, True, False]
    assert power_height(found) == 17 + 11


@pytest.mark.parametrize(("start_s", "shown"), [(5400, ["09:00  1 h"]), (5000, ["09:00"]), (4300, [])])
def test_a_time_ends_before_the_line_of_a_shift(start_s: int, shown: list[str]) -> None:
    """An hour is 75 points wide. Before a line at 5,400 s are 37.5 points less 3, and both texts take 31.9; before one
    at 5,000 s are 26.2, and the clock takes 17.9; before one at 4,300 s are 11.6.
    """
    frame = TimeFrame(3600, 7200, 92 + 75 + 30)
    shapes = gantt.draw_hours(frame, 100, {0: "08:00", 1: "09:00", 2: "10:00"}, [start_s])
    assert [one.text for one in shapes if isinstance(one, Words)][:-1] == shown


def test_names_of_places_that_are_too_long_are_those_of_rows() -> None:
    """E ~ar told nothing."""
    assert gantt.shorten("E rear", 12, "E") == "E"
    assert gantt.shorten("E rear+F rear", 25, "E+F") == "E+F"


def test_names_that_are_too_long_keep_their_ends() -> None:
    """What fits stays; else the beginning and the last letters, with a mark between; nothing where nothing fits."""
    assert gantt.shorten("R.rear", 100) == "R.rear"
    short = gantt.shorten("a-very-long-name-of-a-row.rear", 60)
    assert short.startswith("a-very")
    assert short.endswith(".rear")
    assert "~" in short
    assert gantt.shorten("long", 1) == ""
