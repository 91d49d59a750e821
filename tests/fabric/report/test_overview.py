"""The parts of the report, by hand from the small plan and from four racks whose switches all stand."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from fabric import Plan
from fabric.plan import Packages
from fabric.project import Inventory
from fabric.report.labour_swing import pick_column
from fabric.report.loss_test import loss_test_facts
from fabric.report.orders import list_orders
from fabric.report.overview import moment, name_short_shift, report_facts
from fabric.report.page import report_page
from fabric.report.page.floor_picture import (
    BESIDE_MM,
    NAME_MM,
    floor_legend,
    floor_picture,
    links_by_section,
    rack_classes,
)
from fabric.report.page.report_page import group_assumptions
from fabric.report.page.tables import table
from fabric.report.staffing_curve import list_stretches
from fabric.report.what_if import crews_at_work, try_crews, try_labour
from layouts import Site
from tests.fabric.four_links import make_small_plan


@pytest.fixture(scope="module")
def small_plan() -> Plan:
    """Two racks, four links."""
    return make_small_plan()


def slowed(plan: Plan, times: int) -> Plan:
    """The plan with a schedule that takes several times as long."""
    p = plan.packages
    packages = Packages(p.kind, p.subject, p.start_s * times, p.end_s * times, p.crew)
    return replace(plan, packages=packages, summary=replace(plan.summary, install_time_s=times * 3061))


def test_technicians_needed_in_one_stretch(small_plan: Plan) -> None:
    """Crew 1 works 3,000 s, crew 2 800 + 61 s: 3,861 s x 2 technicians / 3,061 s = 2.52 of the four there."""
    (stretch,) = list_stretches(small_plan)
    assert (stretch.start_s, stretch.end_s) == (0, 3061)
    assert stretch.needed == pytest.approx(2 * 3861 / 3061)
    assert stretch.there == 4


def test_technicians_needed_hour_by_hour(small_plan: Plan) -> None:
    """At a fifth of the pace crew 1 works from 0 to 15,000 s, crew 2 from 1,500 to 5,500 and from 15,000 to 15,305 s.

    First hour: (3,600 + 2,100) x 2 / 3,600 = 3.17. Second: (3,600 + 1,900) x 2 / 3,600 = 3.06; a package of each crew
    lies across its begin. Rest from 14,400 s, 905 s: (600 + 305) x 2 / 905 = 2.
    """
    first, second, *_, rest = list_stretches(slowed(small_plan, 5))
    assert (first.end_s, second.end_s, rest.start_s, rest.end_s) == (3600, 7200, 14_400, 15_305)
    assert first.needed == pytest.approx(2 * 5700 / 3600)
    assert second.needed == pytest.approx(2 * 5500 / 3600)
    assert rest.needed == pytest.approx(2)


def test_the_low_column_by_hand(multirack_plan: Plan) -> None:
    """The low figures: 16 cables in racks of 0.6 label + 0.5 patch + 1.0 dress + 2.0 plug = 4.1 min; 40 of 5 m at 0.2
    stage + 0.6 + 1.0 pull + 0.25 + 1.0 + 2.0 = 5.05; 8 of 10 m at 5.3; 64 tests of 0.3; four racks of 5.

    65.6 + 202 + 42.4 + 19.2 + 20 = 349.2 min; two technicians take half of it, 10,476 s. Each of about 150 packages
    may be rounded up by a second.
    """
    low, high = try_labour(multirack_plan, "low"), try_labour(multirack_plan, "high")
    assert low.work_ms == 349.2 * 60_000
    assert 10_476 <= low.install_time_s <= 10_476 + 300
    assert low.practice.work_ms == low.work_ms
    assert (low.column, high.column) == ("low", "high") and high.work_ms > multirack_plan.summary.work_ms


def test_a_column_takes_the_place_of_the_expected_figures(small_plan: Plan) -> None:
    """A test of a link takes 0.5 min, 0.3 at best and 1.0 at worst."""
    labour = small_plan.project.labour
    assert [pick_column(labour, column).act_ms("test_link", 1) for column in ("low", "high")] == [18_000, 60_000]


def test_more_crews_are_faster_and_none_is_left_out(multirack_plan: Plan) -> None:
    """There is one crew: with none there is no schedule. Two crews take half the time at least, three a third."""
    own = multirack_plan.summary.install_time_s
    two, three = try_crews(multirack_plan)
    assert (two.technicians, three.technicians) == (4, 6)
    assert own / 2 <= two.install_time_s < own
    assert own / 3 <= three.install_time_s <= two.install_time_s


def with_technicians(plan: Plan, technicians: int) -> Plan:
    """The plan with so many technicians in each shift; its schedule stays."""
    crew = plan.project.crew
    shifts = tuple(replace(shift, technicians=technicians) for shift in crew.shifts)
    return replace(plan, project=replace(plan.project, crew=replace(crew, shifts=shifts)))


def test_crews_without_work_are_a_choice_of_their_own(small_plan: Plan) -> None:
    """Two crews have work by day and one in the late shift, whatever the shifts offer: four technicians do this plan in
    its time, here 1,000 s, and so do 22 and 24. Two take longer.
    """
    many = with_technicians(small_plan, 20)
    assert list(crews_at_work(many).values()) == [2, 1]
    many = replace(many, summary=replace(many.summary, install_time_s=1000))
    times_s = {one.technicians: one.install_time_s for one in try_crews(many)}
    assert list(times_s) == [4, 2, 22, 24]
    assert times_s[2] > times_s[4] == times_s[22] == times_s[24] == 1000
    assert {one.technicians for one in try_crews(small_plan)} == {2, 6, 8}


def test_a_larger_crew_is_never_slower(small_plan: Plan) -> None:
    """A schedule of 1,000 s is faster than any quick one: more people still take 1,000 s, for they can stay idle."""
    fast = replace(small_plan, summary=replace(small_plan.summary, install_time_s=1000))
    assert {one.install_time_s for one in try_crews(fast, (1, 2))} == {1000}


def test_a_short_last_shift_is_named(small_plan: Plan) -> None:
    """One crew comes at 16:00 to test for 61 s. A plan that ends in its first shift has no other one to name."""
    assert name_short_shift(small_plan) == {"from": "day 1, 16:00", "shift": "late", "minutes": 1, "technicians": 2}
    within = replace(small_plan, summary=replace(small_plan.summary, install_time_s=3000))
    assert name_short_shift(within) is None


def test_orders_and_their_dates(multirack_plan: Plan) -> None:
    """64 cables of one model in three lengths are one order. 21 days before 25 January is 4 January."""
    project = multirack_plan.project
    lots = tuple(replace(lot, lead_time_days=21) for lot in project.inventory.lots)
    request = replace(project.request, racks_ready=datetime(2027, 1, 25, 6))
    dated = replace(multirack_plan, project=replace(project, inventory=Inventory(lots), request=request))
    (order,) = list_orders(dated)
    assert (order.group, order.pieces, order.source, order.lead_days) == ("cables", 64, "to order", 21)
    assert order.order_by == date(2027, 1, 4)
    assert order.cents == dated.summary.cost_cents


def test_orders_without_a_lead_time_have_no_date(multirack_plan: Plan) -> None:
    """No lead time is stated, so nobody can say by which day to order."""
    assert [order.order_by for order in list_orders(multirack_plan)] == [None]


def test_moments_are_wall_clock_times(small_plan: Plan) -> None:
    """0 is the begin at 08:00. 1,800 s end at the break, 08:30. 3,061 s are 61 s into the late shift, 16:01."""
    assert [moment(small_plan, clock_s) for clock_s in (0, 1800, 3061)] == [
        "day 1, 08:00",
        "day 1, 08:30",
        "day 1, 16:01",
    ]


def test_links_by_section_of_the_floor(small_plan: Plan) -> None:
    """Pulls 1 and 2 lay three links over the tray between both racks; the patch inside a rack takes no section."""
    assert set(links_by_section(small_plan).values()) == {3}


def test_racks_by_what_they_hold(small_plan: Plan) -> None:
    """Both racks have a leaf and a spine: the higher tier counts."""
    assert rack_classes(small_plan) == {"R01": "spine", "R02": "spine"}


def test_the_legend_of_the_floor_tells_what_a_white_rack_is(small_plan: Plan) -> None:
    """Both racks hold switches; without the devices of R02 it is drawn as an empty one."""
    assert "no devices" not in floor_legend(small_plan)
    devices = tuple(device for device in small_plan.devices if device.rack == "R01")
    assert '<i class="key empty"></i>no devices' in floor_legend(replace(small_plan, devices=devices))


def test_assumptions_of_one_source_are_one_line() -> None:
    lines = [
        "A: memory (long)",
        "B: memory (other)",
        "C: assumed",
        "A: memory (ports)",
        "prices: those of the catalogue",
    ]
    assert group_assumptions(lines) == [
        "figures not yet checked against a datasheet: A, B",
        "assumed figures: C",
        "prices: those of the catalogue",
    ]


def test_cables_with_modules_of_their_own_have_no_leg_to_measure(small_plan: Plan) -> None:
    """Three links on a DAC trunk and one on a patch."""
    assert loss_test_facts(small_plan)["legs"] == 0


@pytest.mark.plan
def test_the_loss_test_has_a_number(pod_plan: Plan) -> None:
    """Each of the 512 links has a leg of a trunk or a fiber cable of its own: 512 x 2 min are 17.07 person-hours."""
    facts = loss_test_facts(pod_plan)
    assert len(pod_plan.links) == facts["legs"] == 512
    assert (facts["minutes_a_leg"], facts["person_hours"]) == (2.0, 17.067)


@pytest.mark.plan
def test_the_page_says_what_to_promise(small_plan: Plan) -> None:
    """Tests begin at 1,000 s, at 08:16. No leg is measured, so no time for it is named. Nine of ten runs end
    so many hours after eight as the forecast says.
    """
    facts = report_facts(small_plan)
    page = report_page(small_plan, facts)
    minutes = int(facts["forecast"]["p90_h"] * 60 + 0.001)
    assert facts["forecast"]["p90_ends"] == f"day 1, {8 + minutes // 60:02}:{minutes % 60:02}"
    assert f"Date you can commit to: {facts['forecast']['p90_ends']} (P90)." in page
    assert "The first racks need power by day 1, 08:16" in page and "Not in these hours" not in page
    more = {**facts, "loss_test": {"legs": 90, "minutes_a_leg": 2.0, "person_hours": 3.0}}
    assert "about 3 person-hours (90 legs at 2 min)" in report_page(small_plan, more)


@pytest.mark.plan
def test_an_order_without_a_lead_time_says_when_it_is_needed(small_plan: Plan) -> None:
    assert "ask supplier, needed day 1" in report_page(small_plan, report_facts(small_plan))


def test_texts_of_tables_are_escaped() -> None:
    assert "<b>" not in table(("", "#figure"), [("<b>", "1")])


@pytest.mark.plan
def test_the_page_holds_all_and_needs_no_other_file(multirack_plan: Plan) -> None:
    """Two sheets. 588 min of work take 4.9 h by plan and by practice: single cables, and all switches stand."""
    facts = report_facts(multirack_plan)
    page = report_page(multirack_plan, facts)
    assert page.count('<section class="sheet">') == 2
    for title in ("Install time", "The floor", "Progress", "Technicians needed", "Orders", "Assumed", "Not checked"):
        assert f"<h2>{title}</h2>" in page
    assert "<b>4.9 h</b>planned install time" in page and "<b>4.9 h</b>minimum if cabled the usual way" in page
    assert "http" not in page.replace("http-equiv", "") and "src=" not in page and "<link" not in page
    assert "Line: technicians on shift. They work " in page
    assert facts == report_facts(multirack_plan)


@pytest.mark.plan
def test_words_of_the_page_agree_with_their_figures(multirack_plan: Plan) -> None:
    """One switch, not 1 switches. 0.04 h more are no lost tenth: the same."""
    facts = report_facts(multirack_plan)
    own = facts["plan"]["install_time_h"]
    other = {**facts["crews"][0], "install_time_h": own + 0.04, "is_plan": False}
    plan = {**facts["plan"], "switches": {"leaf": 1, "spine": 0, "core": 0}}
    facts |= {"crews": [facts["crews"][0], other], "plan": plan, "hosts": 1}
    page = report_page(multirack_plan, facts)
    assert "1 node, 1 switch, 64 links" in page
    assert '<td class="n">same</td>' in page and "0.0 h longer" not in page


def test_names_of_the_floor_stand_clear_of_trays(small_plan: Plan) -> None:
    """A row is named left of the pathway beside it, and above or below the one that leads there; several rooms are
    named above their corners, one is not.
    """
    site = small_plan.project.site
    (room,) = site.rooms
    rack = site.racks[0]
    middle = rack.y_mm + rack.size_y_mm // 2
    beside = replace(site.pathways[0], points_mm=((rack.x_mm - 600, 0, 0), (rack.x_mm - 600, middle, 0)), width_mm=300)
    picture = floor_picture(plan_with(small_plan, replace(site, pathways=(beside,))))
    x, y = letter_place(picture, rack.row)
    assert x == rack.x_mm - 750 - BESIDE_MM
    assert y == -middle + NAME_MM // 3
    across = replace(beside, points_mm=((rack.x_mm - 9000, middle, 0), (rack.x_mm, middle, 0)))
    x, y = letter_place(floor_picture(plan_with(small_plan, replace(site, pathways=(across,)))), rack.row)
    assert y != -middle + NAME_MM // 3
    assert room.id not in re.sub("<title>.*?</title>", "", picture)
    halls = (room, replace(room, id="hall-2", outline_mm=tuple((px + 40_000, py) for px, py in room.outline_mm)))
    two = floor_picture(plan_with(small_plan, replace(site, rooms=halls)))
    assert f">{room.id}</text>" in two
    assert ">hall-2</text>" in two


def plan_with(plan: Plan, site: Site) -> Plan:
    """A plan on another floor."""
    return replace(plan, project=replace(plan.project, site=site))


def letter_place(picture: str, row: str) -> tuple[int, int]:
    """The place of the letter of a row."""
    found = re.search(rf'<text x="(-?\d+)" y="(-?\d+)" text-anchor="end">{row}</text>', picture)
    assert found
    return int(found[1]), int(found[2])
