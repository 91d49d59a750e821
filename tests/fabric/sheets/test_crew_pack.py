"""The crew pack: lanes, sides, bends, breaks, company and power by hand; the pages of the small plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path as PathOfFile

import pypdfium2
import pytest

from fabric import Plan
from fabric.plan.kinds import PackageKind, PullForm
from fabric.rules import Need
from fabric.sheets.documents.crew_pack import LEAST_BREAK_S, write_crew_packs
from fabric.sheets.documents.pack_columns import wrap_held
from fabric.sheets.documents.pack_paper import PackPaper
from fabric.sheets.documents.pack_steps import StepList
from fabric.sheets.documents.tray_tags import list_used_pathways, tag_words, write_tray_tags
from fabric.sheets.pictures.crew_map import (
    PALE,
    ROUTES,
    Axis,
    Bands,
    Upright,
    draw_crew_map,
    join_intervals,
    list_notes,
    name_above,
    name_at_left,
    text_span,
)
from fabric.sheets.rows.crew_day import LASERS, WHO_SWITCHES, CrewDays, list_pull_lines
from fabric.sheets.rows.handling import Bend, least_bend, takes_three
from fabric.sheets.rows.label_key import label_key
from fabric.sheets.rows.lane_marks import lane_lines, side_mark
from fabric.sheets.rows.link_row import EndLabel, LinkRow, Media
from fabric.sheets.rows.pack_words import (
    find_like,
    is_short,
    list_idle,
    list_step_runs,
    row_words,
    run_lines,
    run_title,
    step_lines,
)
from fabric.sheets.rows.plan_index import StepNumber
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.power import list_power_needs
from fabric.sheets.rows.presence import Meeting, RackPresence, join_meetings
from fabric.sheets.rows.pull_ways import LaneUse, PullWays, RackEnd, Way, list_runs, name_lane, run_name
from fabric.sheets.rows.pull_words import (
    lanes_text,
    length_text,
    pull_lines,
    slack_words,
    spare_short_text,
    walls_text,
    ways_text,
)
from fabric.sheets.rows.sections import list_sections
from fabric.sheets.rows.shift_times import Break, list_breaks
from fabric.sheets.rows.step import Act, Firestop, Spare, TrunkParts, Wait, WorkPlace
from fabric.sheets.rows.step_words import (
    PortRun,
    join_turns,
    landing_details,
    leg_lines,
    leg_port_runs,
    turn_line,
    units_text,
)
from fabric.sheets.rows.steps import TrayLength, spare_by_part, tray_length, trunk_parts
from fabric.sheets.rows.text import labels_text
from fabric.writers import BOLD, FONT, Pages, width_pt
from layouts import IntColumn
from layouts.shapes import Path, Words
from layouts.site import Pathway
from tests.fabric.four_links import copper
from tests.fabric.sheets.rendering import pdf_text

DAY_1 = datetime(2000, 1, 1)
"""The first day of an undated plan."""


def pathway(*points: tuple[int, int, int]) -> Pathway:
    """A tray over some points."""
    return Pathway(
        id="T",
        kind="tray",
        points_mm=points,
        width_mm=300,
        depth_mm=100,
        media=("fiber",),
        existing_fill_mm2=0,
        max_crews=1,
        firestop=False,
    )


@pytest.mark.parametrize(
    ("media", "form", "diameter_um", "bend"),
    [
        (Media("mm", "OM4"), "trunk", 18_000, Bend(180, 360)),
        (Media("mm", "OM4"), "jumper", 3_000, Bend(25, 50)),
        (Media("copper", "Cat6A"), "copper", 6_100, Bend(25, 49)),
        (Media("copper", "QDR"), "dac", 9_430, Bend(48, 95)),
    ],
)
def test_least_bends(media: Media, form: str, diameter_um: int, bend: Bend) -> None:
    """10 and 20 diameters of a trunk; a cord of fiber as the standard has it; 4 x 6.1 is 24.4, so 25, 8 x 6.1 is 48.8,
    so 49; 5 x 9.43 is 47.15, so 48, 10 x 9.43 is 94.3, so 95.
    """
    assert least_bend(media, form, diameter_um) == bend


def test_who_feeds_the_coil() -> None:
    """A wall, 10 kg or 30 m take a third person; 9.999 kg over 29.999 m do not."""
    assert not takes_three(9_999, 29_999, passes_wall=False)
    assert takes_three(10_000, 1, passes_wall=False)
    assert takes_three(1, 30_000, passes_wall=False)
    assert takes_three(1, 1, passes_wall=True)


def test_lanes_share_the_width() -> None:
    """Nodes north or west, copper south or east, what lies alone has all of it; an upright pathway has no lanes."""
    east_west, north_south = pathway((0, 0, 0), (9, 0, 0)), pathway((0, 0, 0), (0, 9, 0))
    two, three = (LaneUse.NODES, LaneUse.SWITCHES), tuple(LaneUse)
    assert [name_lane(east_west, use, two) for use in two] == ["north half", "south half"]
    assert [name_lane(north_south, use, two) for use in two] == ["west half", "east half"]
    assert [name_lane(east_west, use, three) for use in three] == ["north third", "middle third", "south third"]
    assert name_lane(east_west, LaneUse.COPPER, ()) == "either half"
    assert name_lane(pathway((0, 0, 0), (0, 0, 9)), LaneUse.NODES, two) == ""


def test_a_run_has_one_name() -> None:
    """The five parts of a way between halls are one run; H1-ROW-B and H1-ROW-C are two trays."""
    runs = list_runs(("H1-ROW-B", "JOIN-12-2a", "JOIN-12-2b", "JOIN-12-2c", "H2-ROW-B"))
    assert runs == [("H1-ROW-B",), ("JOIN-12-2a", "JOIN-12-2b", "JOIN-12-2c"), ("H2-ROW-B",)]
    assert [run_name(run) for run in runs] == ["H1-ROW-B", "JOIN-12-2", "H2-ROW-B"]
    assert list_runs(("ROW-B", "ROW-C")) == [("ROW-B",), ("ROW-C",)]


def test_words_of_a_way() -> None:
    """Metres to the next decimetre: 17.449 m are pulled with 17.5."""
    ways = (Way("ROW-B", 750, "north half", ()), Way("J", 17_449, "either half", ("Jb", "Jd")))
    assert ways_text(ways) == "ROW-B 0.8 > J 17.5"
    assert lanes_text(ways) == "ROW-B 0.8 m (north half) > J 17.5 m (either half)"


def test_the_first_pull_of_a_shift_opens_a_firestop_and_the_last_one_closes_it(small_plan: Plan) -> None:
    """FLOOR is a fire barrier. Crew 1 pulls through it in steps 3 (ends after 900 s) and 7 (2,100 s) of the first
    shift: it is opened before step 3, stays open and is closed after step 7. With step 7 given to crew 2 that crew
    closes it, and page 1 of both crews says so. Begun at 899 s, as step 4 of crew 2, it is under way during step 3.
    Where both are in shifts of their own, each opens and closes it.
    """
    site = small_plan.project.site
    pathways = tuple(replace(one, kind="sleeve", firestop=True) for one in site.pathways)
    plan = replace(small_plan, project=replace(small_plan.project, site=replace(site, pathways=pathways)))

    def walls(plan: Plan) -> list[str]:
        return [walls_text(step.pull) for step in PlanRows(plan).steps if step.pull and step.pull.ways]

    def wall_lines(plan: Plan) -> list[str]:
        rows = PlanRows(plan)
        lines = CrewDays(rows).hazard_lines(list_sections(rows)[0])
        return [one for one in lines if one.startswith("Wall")]

    opened = "through wall sleeve FLOOR; first pull of the shift: remove the firestop from it"
    assert walls(plan) == [
        f"{opened}; leave it open for your step 7",
        "through wall sleeve FLOOR; last pull of the shift: refit the firestop in it",
    ]
    assert wall_lines(plan) == [
        "Wall: steps 3, 7 pass through wall sleeve FLOOR. Remove the firestop before step 3. Refit it after step 7."
    ]
    crews = plan.packages.crew.copy()
    crews[10] = 1
    other = replace(plan, packages=replace(plan.packages, crew=crews))
    assert walls(other)[0] == f"{opened}; leave it open for crew 2 step 5"
    assert wall_lines(other) == [
        "Wall: step 3 passes through wall sleeve FLOOR. Remove the firestop before step 3. Leave the sleeve open. "
        "Crew 2 refits the firestop after its step 5."
    ]
    rows = PlanRows(other)
    assert [one for one in CrewDays(rows).hazard_lines(list_sections(rows)[1]) if one.startswith("Wall")] == [
        "Wall: step 5 passes through wall sleeve FLOOR. Crew 1 removes the firestop before its step 3. Refit it "
        "after step 5."
    ]
    starts, ends = plan.packages.start_s.copy(), plan.packages.end_s.copy()
    starts[10] = 899
    beside = replace(other, packages=replace(other.packages, start_s=starts.copy()))
    assert [one.partition("; crew")[2] for one in walls(beside)] == [
        " 2 pulls through it at the same time (step 4); leave it open for crew 2 step 4",
        " 1 pulls through it at the same time (step 3); last pull of the shift: refit the firestop in it",
    ]
    starts[10], ends[10] = 3100, 3400
    later = replace(plan, packages=replace(plan.packages, start_s=starts, end_s=ends))
    assert walls(later) == 2 * [f"{opened}; last pull of the shift: refit the firestop in it"]


def test_two_sleeves_share_their_words(small_rows: PlanRows) -> None:
    """Two sleeves that are left open for the same step; then one of them is closed."""
    pull = small_rows.steps[2].pull
    assert pull is not None
    ways = (Way("J", 9, "", ("Jb", "Jd")),)
    first, after = StepNumber(1, 1), StepNumber(2, 18)
    stops = tuple(Firestop(name, StepNumber(1, 3), first, after, after, ()) for name in ("Jb", "Jd"))
    both = replace(pull, ways=ways, firestops=stops)
    assert walls_text(both) == "through wall sleeves Jb and Jd; leave both open for crew 2 step 18"
    one = replace(both, firestops=(stops[0]._replace(next=None), stops[1]))
    assert walls_text(one) == (
        "through wall sleeves Jb and Jd; last pull of the shift: refit the firestop in Jb; "
        "leave Jd open for crew 2 step 18"
    )
    late = stops[0]._replace(next=None, meanwhile=(StepNumber(7, 22), StepNumber(7, 23)))
    assert walls_text(replace(both, ways=(Way("J", 9, "", ("Jb",)),), firestops=(late,))) == (
        "through wall sleeve Jb; crew 7 pulls through it at the same time (steps 22-23); "
        "last pull of the shift: refit the firestop in it"
    )
    assert walls_text(pull) == ""


def test_only_the_body_of_a_trunk_has_slack_in_the_tray(pulled_row: LinkRow) -> None:
    """Two legs over a route of 2,000 mm with a body of 2,100 mm: 100 mm lie in the tray, 70 mm
    where the ways are rounded up by 30 mm. At A legs of 1,500 mm for
    1,200 and 1,400 mm leave 300 and 100 mm; at B legs of 900 mm for 890 mm leave 10 mm.
    """
    legs = [replace(pulled_row, lengths_mm=(1500, 2100, 900), need=Need(a_mm, 2000, 890)) for a_mm in (1200, 1400)]
    assert [leg.spare_mm for leg in legs] == [410, 210]
    assert spare_by_part(legs, 30) == Spare(body_mm=(70, 70), a_mm=(100, 300), b_mm=(10, 10))


def test_words_of_slack(small_rows: PlanRows) -> None:
    """The body lies in the tray and the legs in their racks. One turn at a radius of 48 mm takes 301.6 mm, at 10 mm
    62.8 mm: below 302 mm, and always below 100 mm, there is nothing to loop.
    """
    pull = small_rows.steps[2].pull
    assert pull is not None
    trunk = replace(pull, spare=Spare((302, 302), (100, 300), (10, 10)), loop_mm=300)
    legs = "legs: loop of 0.3 m, further slack 0.01 m in R02"
    assert slack_words(trunk) == f"0.30 m of body, looped in the tray at R02; {legs}, 0.10 to 0.30 m in R01"
    short = replace(trunk, spare=Spare((301, 301), (0, 300), (10, 10)))
    assert spare_short_text(short) == "too short to loop: lay it straight"
    assert slack_words(short).startswith(
        f"0.30 m of body, too short to loop: lay it straight in the tray at R02; {legs}"
    )
    none = replace(trunk, spare=Spare((0, 9), (0, 300), (10, 10)))
    assert slack_words(none).startswith(f"none in the body: lay it straight in the tray at R02; {legs}")
    assert slack_words(replace(pull, spare_mm=(40, 90))).startswith("0.04 to 0.09 m, too short to loop: lay it")
    some = "0.04 to 0.31 m, looped in the tray at R02; some too short to loop: lay those straight"
    assert slack_words(replace(pull, spare_mm=(40, 310))) == some
    cord = replace(pull, bend=Bend(10, 20))
    assert slack_words(replace(cord, spare_mm=(100, 100))) == "0.10 m, looped in the tray at R02"
    assert slack_words(replace(cord, spare_mm=(99, 99))).startswith("0.09 m, too short to loop: lay it")
    assert slack_words(replace(pull, spare_mm=(400, 400), ways=())) == "0.40 m, dressed inside the rack"


def test_the_lengths_of_a_trunk_add_up(small_rows: PlanRows) -> None:
    """A body of 2 m for 1,151 mm of trays and 260 mm of drops: 589 mm are slack. On paper 1.16 + 0.26 + 0.58 m are
    2 m. Legs of 1.5 m at B and up to 3 m at A make 6.5 m.
    """
    pull = small_rows.steps[2].pull
    assert pull is not None
    parts = TrunkParts(a_legs_mm=(2500, 3000), body_mm=2000, b_legs_mm=(1500, 1500), ways_mm=1151, drops_mm=260)
    assert length_text(replace(pull, parts=parts)) == (
        "6.5 m = R02 legs 1.5 + body 2.0 (trays 1.16 + drops 0.26 + slack 0.58) + R01 legs up to 3.0"
    )
    assert length_text(pull) == ""


def test_the_drops_of_a_trunk_are_what_its_route_has_beside_trays(pulled_row: LinkRow) -> None:
    """Routes of 2,000 and 2,020 mm, since one leg goes further along an opening; 1,400 mm of them are in trays."""
    kind = replace(copper(2100), body_mm=2100, a_legs_mm=(1500, 1600), b_legs_mm=(900, 900))
    rows = [replace(pulled_row, need=Need(1200, route_mm, 890)) for route_mm in (2000, 2020)]
    assert trunk_parts(kind, rows, TrayLength(1400, 0)) == TrunkParts((1500, 1600), 2100, (900, 900), 1400, 620)
    assert trunk_parts(kind, rows, TrayLength(1400, 50)) == TrunkParts((1500, 1600), 2100, (900, 900), 1450, 620)


def test_trays_are_the_sum_of_the_printed_ways(pulled_row: LinkRow) -> None:
    """Ways of 351, 4,751 and 400 mm are printed as 0.4, 4.8 and 0.4 m: 5.6 m for 5,502 mm, 98 mm more. A body with
    98 mm to spare gives them; one with 97 mm does not.
    """
    ways = [Way(name, length, "", ()) for name, length in (("ROW-D", 351), ("CROSS-1M", 4751), ("ROW-B", 400))]
    assert ways_text(ways) == "ROW-D 0.4 > CROSS-1M 4.8 > ROW-B 0.4"
    rows = [replace(pulled_row, lengths_mm=(1500, 6098, 900), need=Need(1200, route, 890)) for route in (6000, 5900)]
    assert tray_length(rows, ways) == TrayLength(5502, 98)
    assert tray_length([replace(rows[0], lengths_mm=(1500, 6097, 900))], ways) == TrayLength(5502, 0)


def test_lines_of_the_bundle(small_rows: PlanRows) -> None:
    """Step 3 of crew 1: 600 mm of FLOOR; 890 mm of slack; both racks are entered from below."""
    pull = small_rows.steps[2].pull
    assert pull is not None
    assert pull_lines(pull) == (
        "Cable: QDR copper, transceiver built in, 9.43 mm dia., 0.5 kg.",
        "Route: FLOOR 0.6 m (either half).",
        "Rack: R02 left side, bottom entry; R01 left side, bottom entry.",
        "Slack: 0.89 m, looped in the tray at R02.",
        "Minimum bend radius: 48 mm at rest, 95 mm under pull. Ties: every 1.2 m in trays, 0.3 m in racks.",
    )
    full = replace(pull, tray=replace(pull.tray, fill_pct=20.0), is_for_three=True, legs=12)  # type: ignore[type-var]
    assert pull_lines(full)[-2:] == (
        "Fill: FLOOR 20.0 % after this pull.",
        "People: a third person feeds the cable off the coil.",
    )
    assert pull_lines(full)[2].endswith("bottom entry. Furcations: tied at each rack entry.")


def legs(row: LinkRow, ports: Sequence[tuple[str, int, int]]) -> list[LinkRow]:
    """A row for each leg of a trunk, by device, cage and connector at A."""
    return [
        replace(
            row, leg=leg, form=PullForm.TRUNK, a=replace(row.a, device=device, cage=cage, mpo=mpo, port=f"{cage}/{mpo}")
        )
        for leg, (device, cage, mpo) in enumerate(ports, start=1)
    ]


def test_legs_that_go_on_by_one_are_a_run(patch_row: LinkRow) -> None:
    """17/1, 17/2, 18/1 are one run; 20/1 leaves a cage out, and another device begins anew."""
    ports = [("x", 17, 1), ("x", 17, 2), ("x", 18, 1), ("x", 20, 1), ("y", 20, 2)]
    unit = patch_row.a.unit
    rows = [replace(row, label_a=row.label_a._replace(own=f"R:{row.leg}")) for row in legs(patch_row, ports)]
    assert leg_port_runs("A", rows) == [
        PortRun("R:1", "R:3", "x", unit, 1, 3, "17/1", "18/1"),
        PortRun("R:4", "R:4", "x", unit, 4, 4, "20/1", "20/1"),
        PortRun("R:5", "R:5", "y", unit, 5, 5, "20/2", "20/2"),
    ]


def test_cords_of_a_bundle_are_landed_from_the_top(patch_row: LinkRow, small_plan: Plan) -> None:
    """Cords of U39, U10, U40 and again U39 in the order of their pull: U40 first, then the ports of U39 as numbered."""
    ports = (("x", 39, 2), ("pdu", 10, 1), ("y", 40, 1), ("x", 39, 1))
    rows = [
        replace(
            patch_row,
            form=PullForm.BUNDLE,
            a=replace(patch_row.a, device=name, half_ru=2 * u, cage=cage, port=f"{cage}"),
        )
        for name, u, cage in ports
    ]
    end = RackEnd(rack="R01", side="left", plugs=4, across=frozenset(), entry="top")
    where, *lines = landing_details("A", small_plan.kinds[patch_row.kind_index], rows, end)
    assert where == "Side: left side of R01"
    found = [line.partition(" in ")[2] for line in lines]
    assert [words.split()[0] + words.split()[-1] for words in found] == ["y1", "x1", "x2", "pdu1"]


def test_legs_that_go_to_devices_by_turns_take_a_line(patch_row: LinkRow) -> None:
    """Legs 1-6 go to x and y by turns, from 4/2 on: 4/2, 5/1, 5/2 of each. Leg 7 goes to x alone, and legs 8 and 9 go
    on there by one. Four legs by turns have lines of their own, and so have legs of which a port is left out.
    """
    turns = [(device, *port) for port in ((4, 2), (5, 1), (5, 2)) for device in ("x", "y")]
    found = [*leg_lines("A", legs(patch_row, [*turns, ("x", 9, 1), ("x", 9, 2), ("x", 10, 1)]))]
    unit = patch_row.a.unit
    assert found[0].endswith(f"legs 1-6: 1 leg each to U{unit}, U{unit}, then repeat; ports 4/2 to 5/2")
    assert found[1].endswith(f"legs 7-9: x U{unit} ports 9/1 to 10/1")
    assert len(found) == 2
    assert len([*leg_lines("A", legs(patch_row, turns[:4]))]) == 4
    gap = [*turns[:4], ("x", 6, 1), ("y", 6, 1)]
    assert len([*leg_lines("A", legs(patch_row, gap))]) == 6


def test_the_break_of_the_day(small_plan: Plan) -> None:
    """The day shift begins at 08:00 with a break after half an hour; the late shift has none."""
    at = DAY_1
    pause = Break(at.replace(hour=8, minute=30), at.replace(hour=8, minute=40), 1800)
    assert list_breaks(small_plan)[:2] == [(pause,), ()]


def test_meetings_are_joined_over_short_gaps() -> None:
    """Crew 2 leaves rack 0 for 10 s and comes back; 11 s are a meeting of their own. Crew 3 is apart."""
    found = join_meetings(
        [Meeting(0, 2, 0, 50), Meeting(0, 2, 60, 90), Meeting(0, 3, 70, 80), Meeting(0, 2, 101, 110)], 10
    )
    assert found == [Meeting(0, 2, 0, 90), Meeting(0, 3, 70, 80), Meeting(0, 2, 101, 110)]


def test_power_is_due_with_the_first_test(small_rows: PlanRows) -> None:
    """Crew 2 tests the patch after 1,000 s, as its fourth step: 08:16 of day 1; both racks stand in one row."""
    (need,) = list_power_needs(small_rows.index, small_rows.by_pull)
    assert (need.racks, need.due_s, need.first) == (("R01", "R02"), 1000, StepNumber(2, 4))
    assert need.due == DAY_1.replace(hour=8, minute=16, second=40)


def test_ways_between_racks_are_shortened() -> None:
    """1,000 mm are 50 points each; a way of 200 mm keeps 10, one of 9,000 mm becomes 16."""
    axis = Axis([(0, 1000, 50.0), (1200, 2200, 50.0), (11_200, 12_200, 50.0)], 5)
    assert [axis.at(place) for place in (0, 500, 1000, 1200, 2200, 11_200)] == [5, 30, 55, 65, 115, 131]
    assert (axis.end, axis.at(-10_000), axis.at(1100)) == (181, -3, 60)
    assert join_intervals([(5, 9), (0, 2), (2, 4)]) == [(0, 4), (5, 9)]


def test_the_map_has_every_step_of_a_crew(small_rows: PlanRows) -> None:
    """Crew 1 pulls from R02 to R01 in step 3 and back in step 7; its other steps are named where they are done."""
    section = list_sections(small_rows)[0]
    notes = list_notes(section)
    assert notes["R01"][:2] == ["coil 7", "A end: step 3"]
    assert notes["R02"][:2] == ["coil 3", "A end: step 7"]
    drawing = draw_crew_map(small_rows, section, 500, 300)
    shown = [one for one in drawing.shapes if isinstance(one, Words)]
    assert min(one.size for one in shown) >= 7
    assert {"R01", "R02", "FLOOR", "coil 7", "A end: step 3"} <= {one.text for one in shown}
    assert [one.steps for one in list_pull_lines(section)] == ["3", "7"]


def test_names_of_pathways_stay_on_the_map() -> None:
    """A name above a pathway at the right edge ends there: it was centred on the pathway and left the margin. Two that
    would run into each other stand in two lines.
    """
    one, other = name_above({480: ["CROSS-1E"], 470: ["CROSS-1D"]}, 490)
    half = width_pt(other.text, BOLD, other.size) / 2
    assert (one.text, other.text) == ("CROSS-1D", "CROSS-1E")
    assert other.x + half == pytest.approx(490)
    assert one.y < other.y


def test_names_of_one_line_are_one_list_from_west_to_east() -> None:
    """JOIN-12-2 goes on where H1-ROW-B ends: below each other they looked like two lines, in the wrong order."""
    names = list(name_at_left({100: [(80.0, "JOIN-12-2a"), (90.0, "JOIN-12-2b"), (10.0, "H1-ROW-B")]}))
    assert [one.text for one in names] == ["H1-ROW-B,", "JOIN-12-2"]
    assert sum(one.y for one in names) / 2 == pytest.approx(102.5)


def test_page_one_and_the_steps(small_plan: Plan, tmp_path: PathOfFile) -> None:
    """Three files; a break row before the first step after it; nothing below 7 points; no text beyond the paper."""
    names = write_crew_packs(PlanRows(small_plan), tmp_path)
    packs = [name for name in names if name.startswith("crew/")]
    assert packs == ["crew/crew-01-day-1-day.pdf", "crew/crew-02-day-1-day.pdf", "crew/crew-02-day-1-late.pdf"]
    text = pdf_text((tmp_path / packs[0]).read_bytes())
    for words in ("2 technicians. Start 08:00 at R01.", "Breaks: 08:30-08:40.", "Collect", "Watch out", "HAND-OVER"):
        assert words in text
    assert "R01 (you are in charge): crew 2 08:10-08:18" in text
    steps = text[text.index("Left and right") :]
    assert steps.index("08:30-08:40 BREAK") < steps.index("08:40-08:45")
    page = pypdfium2.PdfDocument(tmp_path / packs[0])[0]
    found = page.get_textpage()
    boxes = [found.get_charbox(index) for index in range(found.count_chars())]
    assert max(box[2] for box in boxes) < page.get_width() - 20


def test_a_break_within_a_time_without_work_has_its_row(small_rows: PlanRows, tmp_path: PathOfFile) -> None:
    """No work from 10:00 to 12:00 and a break from 10:30 to 11:00: three rows in the order of the clock."""
    section, at = list_sections(small_rows)[0], DAY_1
    before = replace(section.steps[0], end=at.replace(hour=10))
    after = replace(section.steps[1], number=7, start=at.replace(hour=12))
    pause = Break(at.replace(hour=10, minute=30), at.replace(hour=11), 1800)
    with Pages(tmp_path / "p.pdf", "p", small_rows.options.paper.portrait, "foot") as pages:
        paper = PackPaper(pages, "p", "site")
        paper.start_page()
        StepList(CrewDays(small_rows), section, paper).write_bars(before, after, [pause])
    idle = "WAIT until step 7: ask the lead for other work"
    rows = [" ".join(line.split()) for line in pdf_text((tmp_path / "p.pdf").read_bytes()).splitlines()]
    assert [row for row in rows if row[:1] == "1" and ":" in row] == [
        f"10:00-10:30 {idle}",
        "10:30-11:00 BREAK",
        f"11:00-12:00 {idle}",
    ]


def test_a_short_visit_agrees_on_no_break(small_plan: Plan, tmp_path: PathOfFile) -> None:
    """Crew 2 comes for one step of a minute in the late shift, without a break; half an hour would have the line."""
    write_crew_packs(PlanRows(small_plan), tmp_path)
    assert "Break agreed" not in pdf_text((tmp_path / "crew/crew-02-day-1-late.pdf").read_bytes())
    ends = small_plan.packages.end_s.copy()
    ends[ends.argmax()] += LEAST_BREAK_S
    write_crew_packs(PlanRows(replace(small_plan, packages=replace(small_plan.packages, end_s=ends))), tmp_path)
    assert "Break agreed" in pdf_text((tmp_path / "crew/crew-02-day-1-late.pdf").read_bytes())


def test_the_small_pack_is_one_page(small_plan: Plan, tmp_path: PathOfFile) -> None:
    """The hand-over and the first steps stand below the pulls of page 1; the first steps are on it, others follow."""
    write_crew_packs(PlanRows(small_plan), tmp_path)
    pages = [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "crew/crew-01-day-1-day.pdf")
    ]
    assert all(words in pages[0] for words in ("HAND-OVER", "Left and right", "open rack: bring tools"))
    late = pypdfium2.PdfDocument(tmp_path / "crew/crew-02-day-1-late.pdf")
    assert len(late) == 1


def test_no_pathway_runs_through_numbers(small_rows: PlanRows) -> None:
    """FLOOR passes R01 and R02 between name and numbers: below the names, above all numbers of both racks."""
    drawing = draw_crew_map(small_rows, list_sections(small_rows)[0], 500, 300)
    words = [one for one in drawing.shapes if isinstance(one, Words)]
    names = {one.text: one.y for one in words if one.text in ("R01", "R02")}
    notes = [one.y - one.size for one in words if one.text.startswith(("coil", "pull", "steps"))]
    (tray,) = {y for one in drawing.shapes if isinstance(one, Path) and one.style.stroke == PALE for _, y in one.points}
    assert max(names.values()) < tray - 4.5
    assert tray + 4.5 < min(notes)


def test_what_crosses_a_row_of_racks_does_so_below_their_names() -> None:
    """A rack from 0 to 1,000 mm is 50 points high: its middle lies 13 + 6.5 points below its upper edge; outside of
    racks and at their edges the map is as it was.
    """
    bands = Bands([(0, 1000, 50.0), (3000, 4000, 60.0)], 5, [(0, 1000), (3000, 4000)])
    assert [bands.lane(place) for place in (0, 500, 1000, 2000)] == [5, 24.5, 55, bands.at(2000)]
    assert bands.lane(3500) == bands.at(3000) + 19.5


def test_company_and_power_are_told_in_few_words(small_rows: PlanRows, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crew that comes twice is named once; rows that need power at the same time share a line."""
    days = CrewDays(small_rows)
    (section, *_) = list_sections(small_rows)
    met = [Meeting(0, 2, 300, 600), Meeting(0, 3, 300, 360), Meeting(0, 2, 900, 960)]
    monkeypatch.setattr(days, "meetings", lambda _: met)
    assert days.meeting_lines(section) == [
        "R01 (you are in charge): crew 2 08:05-08:10, 08:15-08:16; crew 3 08:05-08:06"
    ]
    (need,) = days.power
    days.power = (need, need._replace(row="B"))
    (line,) = [one for one in days.hazard_lines(section) if one.startswith("Power")]
    assert line == f"Power: treat rows {need.row}, B as live all shift; power-on is due by 08:16, possibly earlier."
    later = replace(section, steps=section.steps[-1:])
    days.power = (need._replace(due=DAY_1),)
    lines = days.hazard_lines(later)
    assert lines[-3:] == [
        f"Power: treat row {need.row} as live now: power-on was due before this shift.",
        WHO_SWITCHES,
        LASERS,
    ]


def test_company_is_told_by_rack(small_rows: PlanRows) -> None:
    """Crew 2 works in R01 from 300 to 1,100 s; crew 1 pulls there from 600 s on, then lands until 1,200 s."""
    days = CrewDays(small_rows)
    (section, *_) = list_sections(small_rows)
    assert days.meeting_lines(section) == ["R01 (you are in charge): crew 2 08:10-08:18"]


def test_who_works_longest_leads(small_plan: Plan) -> None:
    """R01 in the first shift: crew 1 opens it for 300 s, then pulls, lands and tests there for 1,800 s, crew 2 for
    800 s. Where crew 1 does nothing but open the racks, crew 2 leads. With 1,300 s each besides, who opens leads.
    """
    kinds, shift = small_plan.packages.kind, 0

    def leader(crews: IntColumn) -> int:
        packages = replace(small_plan.packages, crew=crews)
        return RackPresence(replace(small_plan, packages=packages)).leader_of[0, shift]

    assert leader(small_plan.packages.crew) == 1
    opens_alone = (kinds != PackageKind.OPEN).astype(kinds.dtype)
    assert leader(opens_alone) == 2
    halves = small_plan.packages.crew * 0
    halves[[4, 5, 6, 12]] = 1
    assert leader(halves) == 1
    halves[0] = 1
    assert leader(halves) == 2


def test_a_meeting_within_a_minute_is_left_out(small_rows: PlanRows, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 08:07:20 to 08:07:50 nobody has to agree on anything: a line of it says 08:07-08:07."""
    days = CrewDays(small_rows)
    (section, *_) = list_sections(small_rows)
    met = [Meeting(0, 2, 440, 470), Meeting(1, 2, 440, 480)]
    monkeypatch.setattr(days, "meetings", lambda _: met)
    assert days.meeting_lines(section) == ["R02 (you are in charge): crew 2 08:07-08:08"]


def test_tags_name_the_pathways_of_the_pulls(small_rows: PlanRows, tmp_path: PathOfFile) -> None:
    """FLOOR is the only pathway: one page with a tag for each end."""
    assert [one.id for one in list_used_pathways(small_rows)] == ["FLOOR"]
    (name,) = write_tray_tags(small_rows, tmp_path)
    text = pdf_text((tmp_path / name).read_bytes())
    assert text.split().count("FLOOR") == 2
    sleeve = replace(pathway((0, 0, 0), (9, 0, 0)), id="JOIN-12-2d", kind="sleeve", firestop=True)
    assert tag_words(sleeve) == (
        "sleeve, 300 x 100 mm, fiber",
        "part of JOIN-12-2",
        "FIRESTOP: the last crew to pull through this sleeve",
        "in a shift refits the firestop",
    )


def test_tags_tell_lanes_without_a_compass(small_rows: PlanRows) -> None:
    """A tray from west to east over R01, whose front is turned to the south: the north half lies at its rear. North of
    both racks the south half lies towards one of them, and nothing is to the north. A tray of one use has no lanes.
    """
    first = small_rows.site.racks[0]
    made = replace(first.type, width_mm=600, depth_mm=1000)
    rack = replace(first, x_mm=0, y_mm=1000, type=made, front="south")
    other = replace(rack, id="R02", x_mm=3000)
    uses = frozenset((LaneUse.NODES, LaneUse.SWITCHES))
    over = pathway((0, 1500, 0), (900, 1500, 0))
    assert lane_lines(over, uses, [rack, other]) == (
        "north half (rear of row R): cables to nodes",
        "south half (front of row R): cables between switches",
    )
    beside = pathway((0, 2500, 0), (900, 2500, 0))
    assert lane_lines(beside, uses, [rack, other]) == (
        "north half: cables to nodes",
        "south half (towards rack R01): cables between switches",
    )
    assert side_mark(pathway((2000, 0, 0), (2000, 9000, 0)), "east", [rack, other]) == "towards rack R02"
    assert side_mark(pathway((2000, 0, 0), (2000, 9000, 0)), "west", [rack, other]) == "towards rack R01"
    # Racks in line with a tray of another hall, 90 m away, are not below it.
    far = [replace(one, row="FAR", id=f"F{number}", x_mm=one.x_mm + 90_000) for number, one in enumerate([rack] * 3)]
    along = pathway((0, rack.y_mm + 10, 0), (5000, rack.y_mm + 10, 0))
    assert side_mark(along, "south", [*far, rack]) == side_mark(along, "south", [rack])
    assert lane_lines(over, frozenset((LaneUse.NODES,)), [rack]) == ()
    assert tag_words(over, lane_lines(over, uses, [rack]))[-1].startswith("south half (front")


def test_half_of_a_switch_comes_down_at_each_side(small_rows: PlanRows) -> None:
    """Of 36 cages 1 to 18 are left, 19 to 36 right, as one faces the ports. Two plugs at 18 and one at 19 go left, and
    one crosses; a tie goes left.
    """

    def end_of(*cages: int, rows: PlanRows = small_rows) -> tuple[str, int]:
        row = rows.links[1]
        links = [replace(row, serial=str(n), a=replace(row.a, cage=cage)) for n, cage in enumerate(cages)]
        found = PullWays(rows.index, {row.pull: links}).rack_end(row.pull, "A")
        return found.side, len(found.across)

    assert [end_of(1), end_of(18), end_of(19), end_of(36)] == [("left", 0), ("left", 0), ("right", 0), ("right", 0)]
    assert [end_of(18, 18, 19), end_of(18, 19, 20), end_of(1, 36)] == [("left", 1), ("right", 1), ("left", 1)]


def test_the_stated_side_of_a_rack_counts(small_plan: Plan) -> None:
    """The entry is at the left as one faces the front. The ports of R01 show at the rear, where left is right."""
    site = small_plan.project.site
    racks = tuple(replace(rack, type=replace(rack.type, entry_side="left")) for rack in site.racks)
    plan = replace(small_plan, project=replace(small_plan.project, site=replace(site, racks=racks)))
    rows = PlanRows(plan)
    row = rows.links[1]
    assert row.a.face == "rear"
    assert PullWays(rows.index, rows.by_pull).rack_end(row.pull, "A").side == "right"


def turn(unit: str, leg: int, ports: tuple[str, str] = ("5/1", "5/2")) -> PortRun:
    """Two legs into one device."""
    return PortRun(f"R-{unit}:{leg}", f"R-{unit}:{leg + 1}", f"x{unit}", unit, leg, leg + 1, *ports)


def test_legs_into_the_same_ports_of_several_devices_are_one_line() -> None:
    """Three devices take 5/1 and 5/2 in turn; U40 comes again with 6/1, which begins anew, and two are no turn."""
    three = [turn("40", 1), turn("38", 3), turn("39", 5)]
    two = [turn("40", 7, ("6/1", "6/2")), turn("39", 9, ("6/1", "6/2"))]
    assert join_turns([*three, *two]) == [tuple(three), (two[0],), (two[1],)]
    again = [turn("40", 1), turn("39", 3), turn("40", 5), turn("39", 7)]
    assert join_turns(again) == [(one,) for one in again], "a unit twice would not say which legs come first"
    gap = [turn("40", 1), turn("39", 3), turn("38", 7)]
    assert join_turns(gap) == [(one,) for one in gap], "legs 5 and 6 are missing"
    more = [turn("40", 1), turn("39", 3), turn("38", 5)._replace(last_leg=7)]
    assert join_turns(more) == [(one,) for one in more], "U38 takes three legs"
    assert turn_line(three) == (
        "R-40:1 and 5 more  legs 1-6: 2 legs each to U40, U38, U39, in that order, ports 5/1 to 5/2"
    )
    one_each = [one._replace(last_leg=leg, first_leg=leg, last_port="5/1") for leg, one in enumerate(three, start=1)]
    assert turn_line(one_each).endswith("legs 1-3: 1 leg each to U40, U38, U39, in that order, port 5/1")


def test_a_pull_like_the_one_above_is_told_by_its_differences(small_rows: PlanRows) -> None:
    """Other slack alone is said; a third person is a line more, so that all is told."""
    told = small_rows.steps[2]
    assert told.pull is not None
    like = replace(told, number=9, waits_for=(), beside=(), pull=replace(told.pull, spare_mm=(500, 500)))
    assert list(step_lines(like, told)) == ["Slack: 0.50 m, looped in the tray at R02.   All else as in step 3."]
    assert next(step_lines(like)).startswith("Label both ends")
    three = replace(like, pull=replace(told.pull, is_for_three=True))
    assert "All else as in step 3." not in list(step_lines(three, told))
    assert "People: a third person feeds the cable off the coil." in list(step_lines(three, told))


def test_a_pull_with_the_same_cable_points_to_it(small_rows: PlanRows) -> None:
    """Another task, route, rack and slack: cable, bends and ties are told above. Of two pulls above the one that
    shares more lines is named, of equal ones the last; a pull with a line more is none of them.
    """
    told = small_rows.steps[2]
    assert told.pull is not None
    ways = (Way("ROW-B", 750, "north half", ()),)
    like = replace(
        told,
        number=9,
        words="other words",
        waits_for=(),
        beside=(),
        pull=replace(told.pull, spare_mm=(500, 500), ways=ways, a_end=told.pull.a_end._replace(side="right")),
    )
    assert list(step_lines(like, told)) == [
        "Other words.",
        "Route: ROW-B 0.8 m (north half).",
        "Rack: R02 left side, bottom entry; R01 right side, bottom entry.",
        "Slack: 0.50 m, looped in the tray at R02.   Cable, bend radius and ties: as in step 3.",
    ]
    assert not is_short(like, told)
    nearer = replace(like, number=5, words="more words")
    assert find_like(replace(like, number=10), [nearer, told]) is nearer
    assert find_like(replace(like, number=10), [nearer, replace(nearer, number=6)]).number == 6  # type: ignore[union-attr]
    three = replace(like, pull=replace(like.pull, is_for_three=True))  # type: ignore[type-var]
    assert find_like(three, [told]) is None


def test_units_one_after_the_other_are_named_by_both_ends() -> None:
    """Five units down or up by one; four, a gap, and half units stand one by one."""
    assert units_text(["40", "39", "38", "37", "36"]) == "U40 down to U36"
    assert units_text(["36", "37", "38", "39", "40"]) == "U36 up to U40"
    assert units_text(["40", "39", "38", "37"]) == "U40, U39, U38, U37"
    assert units_text(["40", "39", "38", "37", "35"]) == "U40, U39, U38, U37, U35"
    assert units_text(["40L", "39L", "38L", "37L", "36L"]) == "U40L, U39L, U38L, U37L, U36L"


def test_a_range_of_labels_stays_within_a_device() -> None:
    """Two labels of x are a range; with one of y they stand side by side; z makes three devices, which have none."""

    def end(own: str, device: str) -> EndLabel:
        return EndLabel(own, "/", ("B",), device)

    mine = [end("A-40:1", "x"), end("A-40:2", "x"), end("A-39:1", "y")]
    assert labels_text(mine[:2]) == "A-40:1 .. A-40:2 (2)"
    assert labels_text(mine) == "A-40:1 .. A-40:2 (2), A-39:1"
    assert labels_text([*mine, end("A-38:1", "z")]) == "A-40:1 and 3 more"


def test_the_legend_is_for_the_ports_on_the_page(small_plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ports 17/1 of two models, one of which has another name; a lane; management ports of two names; an uplink whose
    name is its number. A page without connectors, lanes and letters has its grammar alone.
    """
    rows = PlanRows(small_plan)
    (first, *_) = rows.links
    plain = label_key(rows.index, [first])
    assert plain == "Labels: rack-u:port of this end, then / and rack-u:port of the far end."
    port = rows.index.find_port(first.a)
    named = [
        replace(port, cage=17, mpo=1, printed="17/1"),
        replace(port, cage=18, mpo=2, printed="18/2", lane=1),
        replace(port, cage=1, printed="BMC", prefix="M"),
        replace(port, cage=1, printed="mgmt0", prefix="M"),
        replace(port, cage=49, printed="49", prefix="U"),
    ]
    ends = [replace(first.a, cages=cages) for cages in ("p", "q", "management", "oob", "uplink")]
    found = {end.cages: one for end, one in zip(ends, named, strict=True)}
    monkeypatch.setattr(rows.index, "find_port", lambda end: found[end.cages])
    model = rows.index.device_by_id[first.a.device].model
    assert label_key(rows.index, [replace(first, a=end, b=end) for end in ends]) == (
        f"{plain[:-1]}; port 17.1 = cage 17, connector 1: 17/1 on {model}; letter behind a port = lane, a = first; "
        "M01 = management/oob port (BMC, mgmt0); U49 = uplink port 49."
    )


def test_racks_to_open_share_a_title(small_rows: PlanRows) -> None:
    """Two racks after each other, but not one where another crew is at work."""
    first = next(step for step in small_rows.steps if step.act == Act.OPEN_RACK)
    second = replace(first, place=WorkPlace(("R02",)))
    assert list_step_runs([first, second, replace(second, beside=(2,))], [])[:-1] == [[first, second]]
    assert run_title(first) == "open rack: bring tools, open the doors"
    assert [row_words(step)[:2] for step in (first, second)] == [("R01", "in row R"), ("R02", "in row R")]


def test_optics_share_a_title(small_rows: PlanRows) -> None:
    """U40 and U39 of R01, then R02: one title. A break, another crew at the rack, and a device without a wait behind
    one with a wait begin anew.
    """
    first = replace(
        small_rows.steps[0],
        act=Act.INSERT_OPTICS,
        place=WorkPlace(("R01",), "rear", 80),
        words="leaf-01: 2 x T into cages 1-2; scan serial numbers into the optics list",
        waits_for=(),
        beside=(),
    )
    second = replace(first, start=first.start.replace(minute=20), place=WorkPlace(("R01",), "rear", 78))
    other = replace(second, place=WorkPlace(("R02",), "front", 78))
    waits = replace(second, waits_for=(Wait(2, (1,)),))
    later = replace(second, waits_for=(Wait(2, (3,)),))
    assert list_step_runs([first, second, other], []) == [[first, second, other]]
    assert list_step_runs([first, second], [first.start.replace(minute=10)]) == [[first], [second]]
    assert list_step_runs([first, waits, later, second], []) == [[first], [waits, later], [second]]
    assert list_step_runs([first, replace(second, beside=(2,))], [])[1:] != []
    assert row_words(first) == ("", "R01 rear U40  leaf-01: 2 x T into cages 1-2", ())


def test_short_landings_and_tests_share_a_title(small_rows: PlanRows) -> None:
    """Two plugs at one face of a rack, in the same words; three plugs, other words and another rack stand alone."""
    land = replace(
        small_rows.steps[0],
        act=Act.LAND_A,
        place=WorkPlace(("R01",), "rear"),
        words="dress, inspect, clean, plug 1 connector",
        serials=("D1",),
        waits_for=(Wait(2, (1,)),),
        beside=(),
        details=("Side: left side of R01", "R01-40:1  D1 in x U40 port 1"),
        plugs=2,
    )
    alone = replace(land, waits_for=())
    assert list_step_runs([land, alone], []) == [[land, alone]]
    for other in (
        replace(land, plugs=3),
        replace(land, words="dress, inspect, clean, plug 2 connectors"),
        replace(land, place=WorkPlace(("R02",), "rear")),
        replace(land, act=Act.LAND_B),
    ):
        assert list_step_runs([land, other], []) == [[land], [other]]
    assert (run_title(land), run_lines(alone)) == (
        "land the A end at R01 rear",
        ("See: door sheet of rack R01.", "Dress, inspect, clean, plug 1 connector."),
    )
    assert row_words(land)[1:] == (
        "Wait for: crew 2 step 1.",
        ("R01-40:1  D1 in x U40 port 1   Side: left side of R01",),
    )
    two = replace(land, details=(*land.details, "R01-40:2  D1 in x U40 port 2"))
    assert row_words(two)[2] == (
        "R01-40:1  D1 in x U40 port 1",
        "R01-40:2  D1 in x U40 port 2",
        "Side: left side of R01",
    )
    test = replace(land, act=Act.TEST, place=WorkPlace(("R01",)), words="test 1 link of D1")
    assert list_step_runs([test, replace(test, words="test 2 links of D2", waits_for=())], [])[1:] == []
    assert (run_title(test), run_lines(test)) == ("test at R01", ("See: test sheet of rack R01.",))
    assert row_words(test)[1] == "test 1 link of D1.  Wait for: crew 2 step 1."


def test_pulls_on_one_line_tell_the_shortest_and_the_longest(
    small_rows: PlanRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crew with many pulls reads several of one place on one line: 3 m and 2 m are no 3 m."""
    monkeypatch.setattr("fabric.sheets.rows.crew_day.MOST_PULLS", 0)
    section = next(section for section in list_sections(small_rows) if section.crew == 2)
    patch = next(step for step in section.steps if step.act == Act.PATCH)
    shorter = replace(patch, number=patch.number + 1, length_mm=2_000)
    for steps, expected in (((patch, shorter), "2.0 to 3.0"), ((patch, replace(shorter, length_mm=3_000)), "3.0")):
        assert [one.length for one in list_pull_lines(replace(section, steps=steps))] == [expected]


@pytest.mark.parametrize(("gap_s", "expected"), [(899, 0), (900, 1)])
def test_a_quarter_of_an_hour_without_work_has_a_row(gap_s: int, expected: int, small_rows: PlanRows) -> None:
    first, second = list_sections(small_rows)[0].steps[:2]
    later = replace(second, start_s=first.end_s + gap_s)
    assert [(one.number, after.number) for one, after in list_idle((first, later))] == [(1, 2)] * expected


@pytest.mark.parametrize(("seconds", "expected"), [(59, ()), (60, (2,))])
def test_crews_that_meet_for_less_than_a_minute_need_not_agree(
    seconds: int, expected: tuple[int, ...], small_plan: Plan
) -> None:
    """Crew 1 opens R01 from 0 to 300 s. The first pull is given to crew 2, so many seconds before the end of that."""
    packages = small_plan.packages
    start, end, crew = (column.copy() for column in (packages.start_s, packages.end_s, packages.crew))
    pull = packages.kind.tolist().index(PackageKind.PULL)
    start[:], end[:], crew[:] = 10_000, 10_060, 0
    start[0], end[0] = 0, 300
    start[pull], end[pull], crew[pull] = 300 - seconds, 900, 1
    presence = RackPresence(replace(small_plan, packages=replace(packages, start_s=start, end_s=end, crew=crew)))
    assert presence.crews_beside(0) == expected


def test_numbers_of_a_rack_keep_clear_of_routes_to_the_south(small_plan: Plan) -> None:
    """A rack from 0 to 100 points. A route at 95 that goes on below it leaves 3 to 95 - 8.5; one at 5 begins the words
    at 13.5. One that ends in the row of the rack, or goes north, passes no words. In a narrow rack words take it all.
    """
    rack = replace(small_plan.project.site.racks[0], x_mm=0)
    row = -rack.y_mm
    xs = Axis([(0, rack.size_x_mm, 100.0)], 0.0)
    east, west = int(0.95 * rack.size_x_mm), int(0.05 * rack.size_x_mm)
    assert text_span(rack, [], xs) == (3, 96)
    left, width = text_span(rack, [Upright(east, row - 500, row + 2000)], xs)
    assert (left, left + width) == pytest.approx((3, 95 - ROUTES), abs=0.2)
    left, width = text_span(rack, [Upright(west, row - 500, row + 2000)], xs)
    assert (left, left + width) == pytest.approx((5 + ROUTES, 99), abs=0.2)
    assert text_span(rack, [Upright(east, row - 3000, row - 500)], xs) == (3, 96)
    narrow = Axis([(0, rack.size_x_mm, 30.0)], 0.0)
    assert text_span(rack, [Upright(east, row - 500, row + 2000)], narrow) == (3, 26)


def test_figures_stay_with_their_units() -> None:
    """`16 x MFS1S00-15.0` and `7.2 kg` are words: where they do not fit a line, they begin the next one."""
    text = "Coils: 16 x MFS1S00-15.0 (7.2 kg)."
    for width in (40, 60, 80, 100, 130):
        lines = wrap_held(text, width, FONT, 9.0)
        assert not [line for line in lines if line.endswith(("16", " x", "(7.2"))]
