"""Steps of the small plan: order, times, waits, company at the rack, and what each one says."""

import gc
import weakref
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from fabric import Plan
from fabric.plan.kinds import PullForm
from fabric.plan.plan import AssemblyKind
from fabric.sheets import Options, Selection
from fabric.sheets.rows import step_words
from fabric.sheets.rows.handling import Bend
from fabric.sheets.rows.labour_range import LabourRange
from fabric.sheets.rows.link_row import SIDES, EndLabel, LinkRow, Media, Plug
from fabric.sheets.rows.pack_words import wait_text
from fabric.sheets.rows.plan_index import FittedOptic
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.presence import RackPresence
from fabric.sheets.rows.pull_ways import PlugKey, RackEnd, Way
from fabric.sheets.rows.pull_words import pull_subjects
from fabric.sheets.rows.sections import list_sections
from fabric.sheets.rows.step import Act, PullFacts, Step, Wait, WorkPlace
from fabric.sheets.rows.tray_order import TrayPlace
from tests.fabric.four_links import copper

END = RackEnd("R02", "left", 2, frozenset(), "bottom")
"""An end whose plugs are all at the left."""


def step_of(rows: PlanRows, crew: int, number: int) -> Step:
    """One step by crew and number."""
    return next(step for step in rows.steps if (step.crew, step.number) == (crew, number))


def test_the_rows_keep_their_steps_and_nothing_else_does(small_rows: PlanRows) -> None:
    """Asked twice they are the same values; when the rows are gone, so are the steps."""
    rows = PlanRows(small_rows.plan)
    assert rows.steps is rows.steps
    gone = weakref.ref(rows.steps[0])
    assert gone() is not None
    del rows
    gc.collect()
    assert gone() is None


def test_each_crew_has_its_packages_in_order_of_time(small_rows: PlanRows) -> None:
    """By the schedule of the small plan: nine steps of crew 1, five of crew 2."""
    acts = [(step.crew, step.number, step.act) for step in small_rows.steps]
    first = [Act.OPEN_RACK, Act.OPEN_RACK, Act.PULL, Act.LAND_A, Act.LAND_B, Act.TEST, Act.PULL, Act.LAND_A, Act.LAND_B]
    second = [Act.PATCH, Act.LAND_A, Act.LAND_B, Act.TEST, Act.TEST]
    assert acts == [
        *((1, number, act) for number, act in enumerate(first, start=1)),
        *((2, number, act) for number, act in enumerate(second, start=1)),
    ]


def test_times_are_on_the_wall_without_breaks(small_rows: PlanRows) -> None:
    """Clock 1800 is 08:40, after the break; an end at 1800 is still 08:30; clock 3000 begins the late shift at 16:00,
    and an end at 3000 is 09:00. 61 seconds are two minutes, rounded up.
    """
    before, after = step_of(small_rows, 1, 6), step_of(small_rows, 1, 7)
    assert (before.start, before.end) == (datetime(2000, 1, 1, 8, 25), datetime(2000, 1, 1, 8, 30))
    assert (after.start, after.shift, after.shift_name) == (datetime(2000, 1, 1, 8, 40), 0, "day")
    assert step_of(small_rows, 1, 9).end == datetime(2000, 1, 1, 9)
    late = step_of(small_rows, 2, 5)
    assert (late.start, late.end) == (datetime(2000, 1, 1, 16), datetime(2000, 1, 1, 16, 1, 1))
    assert (late.shift, late.shift_name, late.minutes) == (1, "late", 1)
    assert (late.start_s, late.end_s) == (3000, 3061)


def test_a_step_waits_for_the_steps_of_other_crews_alone(small_rows: PlanRows) -> None:
    """The patch needs R01, opened by crew 1 in step 1; the late test both ends, plugged by crew 1 in steps 8 and 9
    of the day shift.
    Crew 1 waits for itself only. A reader without the paper of crew 1 is told what those steps are.
    """
    waits = {(step.crew, step.number): step.waits_for for step in small_rows.steps if step.waits_for}
    assert waits == {
        (2, 1): (Wait(1, (1,), ("R01 opened",)),),
        (2, 5): (Wait(1, (8, 9), ("A end plugged", "B end plugged"), is_earlier=True),),
    }
    late = step_of(small_rows, 2, 5)
    earlier, heading = "crew 1 steps 8-9 (A end plugged, B end plugged)", "should be done before this shift"
    assert wait_text(late) == f"Wait for ({heading}): {earlier}."
    both = replace(late, waits_for=(Wait(1, (10,), ("cable pulled",)), *late.waits_for, Wait(3, (1,), (), True)))
    assert wait_text(both) == f"Wait for: crew 1 step 10 (cable pulled); {heading}: {earlier}; crew 3 step 1."


def test_company_at_a_rack(small_rows: PlanRows) -> None:
    """Crew 2 is at R01 from 300 to 1100. Crew 1 is at R01 with its pull from 600 to 900 and its landing from 900 to
    1200; its opening of R01 ends when crew 2 begins, and its opening of R02 is elsewhere.
    """
    beside = {(step.crew, step.number): step.beside for step in small_rows.steps if step.beside}
    assert beside == {(1, 3): (2,), (1, 4): (2,), (2, 2): (1,), (2, 3): (1,), (2, 4): (1,)}


def test_a_step_with_a_move_has_it_in_its_range(small_plan: Plan) -> None:
    """Two people insert 4 transceivers at 0.75 minutes (0.5 to 1.5) in 90 s (60 to 180). A move of 5 minutes (3 to 10)
    takes 150 s (90 to 300): a package of 240 s has both, one of 239 s has the transceivers alone.
    """
    project = replace(small_plan.project, crew=replace(small_plan.project.crew, crew_size=2))
    labour, acts = LabourRange(project), Counter(insert_optic=4)
    assert labour.seconds(acts, 239) == (60, 180)
    assert labour.seconds(acts, 240) == (150, 480)


def test_racks_of_packages(small_plan: Plan) -> None:
    """Openings at their rack, pulls at both, A ends and tests at the rack of A, B ends at that of B."""
    presence = RackPresence(small_plan)
    assert [presence.racks_of(package) for package in (0, 1, 6, 7, 8, 9)] == [(0,), (1,), (0, 1), (0,), (1,), (0,)]
    assert presence.longest_s == 600


def test_a_pull_says_where_the_coil_stands(small_rows: PlanRows) -> None:
    """Pull 1 goes from R01 (A) to R02 (B): the coil stands at R02. 555 and 890 mm are left of 3 and 5 m."""
    step = step_of(small_rows, 1, 3)
    assert step.place == WorkPlace(("R02", "R01"))
    assert (step.length_mm, step.serials) == (5000, ("D67TQDY1", "DN1W0RA9"))
    assert [label.text for label in step.labels] == ["R01-20:02/R02-01:01", "R01-20:03/R02-01:02"]
    assert step.words == (
        "label both ends of 2 x 5.0 m, tape them flush at the A end, stage the coil at R02, "
        "pull the A end to R01 as one; the B end stays"
    )
    assert step.details[0] == "R01-20:02/R02-01:01 at A   R02-01:01/R01-20:02 at B   D67TQDY1, MCC4Q26-5.0"
    patch = step_of(small_rows, 2, 1)
    assert (patch.place, patch.length_mm, patch.pull and patch.pull.ways) == (WorkPlace(("R01",)), 3000, ())
    assert patch.words == "label both ends, lay MCC4Q26-3.0 inside the rack, plug it later"


def test_a_route_runs_from_the_coil_to_the_a_end(small_plan: Plan) -> None:
    """Pull 1 passes P, then Q from A to B; the coil stands at B, so its crew walks Q, then P."""
    points = ((0, 0, 0), (1000, 0, 0), (2000, 0, 0))
    routes = tuple(
        replace(route, points_mm=points, pathways=("drop:R01", "FLOOR", "Q", "drop:R02")) for route in small_plan.routes
    )
    site = small_plan.project.site
    pathways = (*site.pathways, replace(site.pathways[0], id="Q"))
    project = replace(small_plan.project, site=replace(site, pathways=pathways))
    rows = PlanRows(replace(small_plan, routes=routes, project=project))
    assert rows.links[1].route == ("FLOOR", "Q")
    pull = step_of(rows, 1, 3).pull
    assert pull is not None
    assert [way.name for way in pull.ways] == ["Q", "FLOOR"]


def test_facts_of_the_bundle(small_rows: PlanRows) -> None:
    """Two cables of 45 g a metre and 5 m: 450 g. Two discs of 9.43 mm are 139.7 mm2 of 30,000: 0.466 %.
    From x = 1,800 to 2,400 are 600 mm of the only lane. Ports 1 and 2 of 36 are at the left. 5 x 9.43 is 47.15, so 48.
    """
    facts = step_of(small_rows, 1, 3).pull
    assert facts is not None
    assert facts.tray is not None
    assert facts == PullFacts(
        media=Media("copper", "QDR"),
        plug=Plug("", "", "dac"),
        polarity="",
        diameter_um=9430,
        weight_g=450,
        tray=TrayPlace("FLOOR", 1, 2, facts.tray.fill_pct),
        spare_mm=(890, 890),
        spare=None,
        parts=None,
        loop_mm=small_rows.site.slack_mm_per_end,
        firestops=(),
        ways=(Way("FLOOR", 600, "either half", ()),),
        b_end=RackEnd("R02", "left", 2, frozenset(), "bottom"),
        a_end=RackEnd("R01", "left", 2, frozenset(), "bottom"),
        legs=0,
        bend=Bend(48, 95),
        is_for_three=False,
        units="metric",
    )
    assert facts.tray.fill_pct == pytest.approx(0.46561, abs=1e-5)
    assert step_of(small_rows, 1, 4).pull is None


def test_landings_and_tests_name_ports_and_labels(small_rows: PlanRows) -> None:
    land_b, test = step_of(small_rows, 1, 9), step_of(small_rows, 2, 5)
    assert land_b.place == WorkPlace(("R01",), "rear")
    assert land_b.words == "dress, plug 1 connector; the other end is at R02"
    assert land_b.details == ("Side: left side of R01", "R01-01:02  DTYJV74W in spine-01 U01 port 2")
    assert step_of(small_rows, 1, 8).place == WorkPlace(("R02",), "front")
    assert (test.place, test.words) == (WorkPlace(("R02",)), "test 1 link of DTYJV74W")
    assert test.details == ()


@pytest.mark.parametrize(("seconds", "minutes"), [(20, 0), (49, 0), (50, 1), (68, 1), (110, 2), (300, 5)])
def test_minutes_are_the_printed_end_minus_the_printed_start(seconds: int, minutes: int, small_rows: PlanRows) -> None:
    """A step that starts at 10:54:10: 49 s later it is still 10:54, after 50 s 10:55, after 110 s 10:56."""
    step = replace(small_rows.steps[0], start=datetime(2027, 1, 11, 10, 54, 10))
    assert replace(step, end_s=step.start_s + seconds).minutes == minutes


def test_a_selection_keeps_the_numbers_of_steps(small_plan: Plan) -> None:
    """R02 alone: no patch, no opening of R01; step 2 of crew 1 keeps its number."""
    rows = PlanRows(small_plan, Options(selection=Selection(racks=frozenset({"R02"}))))
    assert [(step.crew, step.number) for step in rows.steps] == [
        *((1, number) for number in range(2, 10)),
        (2, 5),
    ]


def test_sections_are_crews_and_shifts(small_rows: PlanRows) -> None:
    found = [(one.crew, one.shift, one.when, len(one.steps)) for one in list_sections(small_rows)]
    assert found == [(1, 0, "day 1, day shift", 9), (2, 0, "day 1, day shift", 4), (2, 1, "day 1, late shift", 1)]
    assert [len(one.steps) for one in list_sections(small_rows, (Act.PULL,))] == [2]


TRUNK = replace(
    copper(4000), id="K03", form="trunk", custom=True, a_legs_mm=(1500,) * 6, b_legs_mm=(2000,) * 6, links=6
)


def legs_of(row: LinkRow, numbers: Sequence[int]) -> list[LinkRow]:
    """Some legs of a trunk between the racks of a row."""
    return [replace(row, form=PullForm.TRUNK, serial="T00001", leg=number) for number in numbers]


def splitter_rows(row: LinkRow, form: PullForm) -> list[LinkRow]:
    """Two legs of a splitter."""
    return [replace(row, form=form, serial="D00007", leg=number) for number in (1, 2)]


def pull_words(form: PullForm, kind: AssemblyKind, links: Sequence[LinkRow]) -> str:
    """The sentence of a pull; the kinds of its rows are the small plan's, then the given one."""
    return step_words.pull_words(form, kind, (copper(3000), copper(5000), kind), links)


def test_words_of_each_form_of_pull(pulled_row: LinkRow) -> None:
    """The piece first, then the acts in their order. A custom trunk has a pulling eye; a splitter of two legs three
    plugs.
    """
    splitter = replace(copper(5000), id="S-5.0", links=2)
    assert pull_words(PullForm.TRUNK, TRUNK, legs_of(pulled_row, (1, 2, 3))) == (
        "trunk K03 (3 of 6 legs): stage at R02, pull the A end (eye) to R01; the B end stays"
    )
    assert pull_words(PullForm.SINGLE, copper(5000), [pulled_row]) == (
        "cable MCC4Q26-5.0: label both ends, stage the coil at R02, pull the A end to R01; the B end stays"
    )
    assert pull_words(PullForm.SINGLE, splitter, splitter_rows(pulled_row, PullForm.SINGLE)) == (
        "splitter S-5.0: label its 3 plugs, stage the coil at R02, pull its legs (A end) to R01; its head (B end) stays"
    )
    assert pull_words(PullForm.PATCH, splitter, splitter_rows(pulled_row, PullForm.PATCH)) == (
        "label its 3 plugs, lay splitter S-5.0 inside the rack, plug it later"
    )
    assert step_words.pull_details(PullForm.TRUNK, legs_of(pulled_row, (1,))) == ()


def test_the_label_of_a_head_stands_once(pulled_row: LinkRow) -> None:
    """A splitter of two tails has three plugs: three labels on two lines. A straight cable has one at each end."""
    head = EndLabel("R02-01:16", "/", ("R01-20:01", "R01-20:02"))
    first, second = splitter_rows(pulled_row, PullForm.SINGLE)
    rows = [
        replace(first, label_a=EndLabel("R01-20:01", "/", ("R02-01:16a",)), label_b=head, kind="S-5.0"),
        replace(second, label_a=EndLabel("R01-20:02", "/", ("R02-01:16b",)), label_b=head, kind="S-5.0"),
    ]
    assert step_words.pull_details(PullForm.SINGLE, rows) == (
        "R01-20:01/R02-01:16a at A   R02-01:16/R01-20:01+R01-20:02 at B   D00007, S-5.0",
        "R01-20:02/R02-01:16b at A",
    )
    straight = [replace(row, is_straight=True, label_a=rows[0].label_a) for row in rows]
    assert len(step_words.pull_details(PullForm.SINGLE, straight)) == 1


def test_a_bundle_counts_its_cables_by_length(pulled_row: LinkRow) -> None:
    short = replace(pulled_row, kind_index=0)
    words = pull_words(PullForm.BUNDLE, copper(5000), [pulled_row, short, pulled_row])
    assert words.startswith("label both ends of 2 x 5.0 m, 1 x 3.0 m, tape them flush at the A end, stage the coil")


def test_spare_legs_keep_their_caps(pulled_row: LinkRow) -> None:
    """Of six legs 1, 2 and 5 carry links: 3-4 and 6 are spare."""
    words = step_words.landing_words("A", TRUNK, legs_of(pulled_row, (1, 2, 5)), "right")
    assert words == (
        "dress, break out, inspect, clean, plug 3 legs; leave the caps on legs 3-4, 6, coil and tie them on the "
        "right side of the rack; the other end is at R02"
    )
    assert step_words.landing_details("B", TRUNK, legs_of(pulled_row, (2,)), END) == (
        "Side: left side of R02",
        "R02-01:01  leg 2: spine-02 U01 port 1",
    )


def test_the_head_of_a_splitter_is_one_plug(pulled_row: LinkRow) -> None:
    splitter, links = replace(copper(5000), links=2), splitter_rows(pulled_row, PullForm.SINGLE)
    fiber = replace(splitter, form="jumper")
    assert step_words.landing_words("B", splitter, links, "left") == "dress, plug the switch end (head) of the splitter"
    assert (
        step_words.landing_words("B", fiber, links, "left")
        == "dress, inspect, clean, plug the switch end (head) of the splitter"
    )
    assert step_words.landing_details("B", splitter, links, END) == (
        "Side: left side of R02",
        "R02-01:01  D00007 head in spine-02 U01 cage 1",
    )
    assert step_words.landing_words("A", splitter, links, "left").startswith("dress, plug 2 connectors")
    assert step_words.landing_words("A", fiber, links, "left").startswith("dress, inspect, clean, plug 2 connectors")
    assert len(step_words.landing_details("A", splitter, links, END)) == 3


def test_a_landing_names_the_legs_that_cross(pulled_row: LinkRow) -> None:
    """Of six legs 2, 3 and 5 have their ports at the right: each is named, since a count does not tell which."""
    end = END._replace(plugs=6, across=frozenset(PlugKey("T00001", leg) for leg in (5, 2, 3)))
    side, *_ = step_words.landing_details("B", TRUNK, legs_of(pulled_row, range(1, 7)), end)
    assert side == "Side: left side of R02; legs 2-3, 5 cross above the device to the right"
    one = end._replace(across=frozenset({PlugKey("T00001", 4)}))
    side, *_ = step_words.landing_details("B", TRUNK, legs_of(pulled_row, range(1, 7)), one)
    assert side == "Side: left side of R02; leg 4 crosses above the device to the right"


def test_single_cables_that_cross_are_marked(pulled_row: LinkRow) -> None:
    """Two cables come down at the right; the port of D2 is at the left."""
    links = [replace(pulled_row, serial=name, form=PullForm.BUNDLE) for name in ("D1", "D2")]
    end = END._replace(side="right", across=frozenset({PlugKey("D2", 0)}))
    side, *lines = step_words.landing_details("B", copper(5000), links, end)
    assert side == "Side: right side of R02; 1 of 2 connectors, marked > left, crosses above the device"
    assert [line.partition("  ")[2] for line in lines] == [
        "D1 in spine-02 U01 port 1",
        "D2 in spine-02 U01 port 1 > left",
    ]


def test_the_ends_of_a_cord_inside_a_rack_are_named(small_rows: PlanRows) -> None:
    """Its labels are printed from A to B, and so are its sides; the rack alone does not tell the ends apart."""
    pull = step_of(small_rows, 2, 1).pull
    assert pull is not None
    other = replace(pull, a_end=pull.a_end._replace(side="right"))
    assert pull_subjects(other)["Rack"] == "A end: right side of R01; B end: left side of R01"


def test_optics_are_counted_by_group_and_model() -> None:
    """One group needs no name; two do."""
    one = [FittedOptic("fabric", number, "X") for number in (1, 2, 3, 7)]
    assert step_words.optics_words("leaf-1", one) == (
        "leaf-1: 4 x X into cages 1-3, 7; scan serial numbers into the optics list"
    )
    two = [FittedOptic("storage", 1, "Y"), FittedOptic("compute", 2, "X"), FittedOptic("compute", 1, "X")]
    assert step_words.optics_words("dgx-1", two) == (
        "dgx-1: 2 x X into compute cages 1-2; 1 x Y into storage cages 1; scan serial numbers into the optics list"
    )


@pytest.mark.plan
def test_a_landing_waits_for_optics_by_unit(superpod_plan: Plan) -> None:
    """A trunk of a rack of nodes is pulled by another crew after that has fitted four leaves of the far rack."""
    waits = {wait.tasks for step in PlanRows(superpod_plan).steps if step.plugs for wait in step.waits_for}
    assert any(len(tasks) == 2 and tasks[0].startswith("optics in ") for tasks in waits)
    assert {tasks[-1] for tasks in waits if not tasks[-1].startswith("optics in ")} == {"trunk pulled"}


@pytest.mark.plan
def test_legs_ascend_on_every_device_at_both_ends(superpod_plan: Plan) -> None:
    """Four units of rails: a rack's nodes stand from the bottom up, as their ports at each leaf do. Every pull can be
    landed without a step back at either end.
    """
    for rows in PlanRows(superpod_plan).by_pull.values():
        for side in SIDES:
            ports: dict[str, list[tuple[int, int]]] = {}
            for row in rows:
                ports.setdefault(row.end(side).device, []).append((row.end(side).cage, row.end(side).mpo))
            assert all(found == sorted(found) for found in ports.values())
