"""Trios of fabric/audit/schedule.py, shifts.py and claims.py. The times stand in `small_plan.ROUNDS`.

Crew 2 ends with: pull of pull 3 2,220 to 2,574 s, land_a to 2,814, land_b to 2,934, test to 3,054 s.
"""

from dataclasses import replace
from datetime import datetime

from fabric.plan import PackageKind, Plan
from tests.fabric.audit.small_plan import (
    SHIFT,
    SMALL_PLAN,
    package,
    with_cells,
    with_pathway,
    with_project,
    with_request,
    with_route,
    with_row,
    with_shift,
    with_site,
    with_summary,
    without_row,
)
from tests.fabric.audit.trios.trio import Trio, trio

LAST = package(SMALL_PLAN, "test", 2)
AGAIN = "Make the plan again"


def _timed(word: str, start_s: int, end_s: int, plan: Plan = SMALL_PLAN) -> Plan:
    """A package of pull 3 at another time."""
    row = package(SMALL_PLAN, word, 2)
    return with_cells(with_cells(plan, "packages.start_s", {row: start_s}), "packages.end_s", {row: end_s})


def _with_crews(rear: int) -> Plan:
    """Crews allowed in the rear, and the bound that follows: 4,254 s of work there, 2,427 s over both crews."""
    (row,) = SMALL_PLAN.project.site.rows
    plan = with_site(SMALL_PLAN, rows=(replace(row, max_crews_rear=rear),))
    return with_summary(plan, place_bound_s=max(2_427, 4_254 // rear))


def _with_crews_at_face(most: int) -> Plan:
    return with_project(SMALL_PLAN, crew=replace(SMALL_PLAN.project.crew, crews_per_rack_face=most))


def _with_pulls_first(plan: Plan) -> Plan:
    return with_project(plan, crew=replace(plan.project.crew, pulls_first=True))


def _laid_first() -> Plan:
    """Crew 1 lays pull 3 at 300 s, after the trunk."""
    plan = with_cells(_timed("pull", 300, 654), "packages.crew", {package(SMALL_PLAN, "pull", 2): 0})
    later = [("optics", 0), ("optics", 1), ("optics", 2), ("optics", 3), ("land_a", 0), ("land_b", 0), ("test", 0)]
    moved = dict.fromkeys(later, 354) | dict.fromkeys([("land_a", 2), ("land_b", 2), ("test", 2)], -354)
    for column in ("start_s", "end_s"):
        times = getattr(SMALL_PLAN.packages, column).tolist()
        rows = {package(SMALL_PLAN, *key): by_s for key, by_s in moved.items()}
        plan = with_cells(plan, f"packages.{column}", {row: times[row] + by_s for row, by_s in rows.items()})
    return with_summary(plan, install_time_s=2_700)


def _with_second_shift(technicians: int) -> Plan:
    """The first shift ends after 2,220 s, when crew 2 has tested pull 2."""
    early = replace(SHIFT, length_s=2_220)
    late = replace(SHIFT, id="late", start_minute=840, technicians=technicians)
    return with_project(SMALL_PLAN, crew=replace(SMALL_PLAN.project.crew, shifts=(early, late)))


def _due(deadline: datetime) -> Plan:
    """Racks ready at 06:00; the last test ends at 06:50:54, before a break of an hour."""
    plan = with_shift(SMALL_PLAN, breaks_s=((3_600, 3_600),))
    return with_request(plan, racks_ready=datetime(2027, 1, 11, 6), deadline=deadline)


def _claiming_more_work(extra_ms: int) -> Plan:
    acts = {"move_crew": 60_000, "all_others": 4_854_000 + extra_ms}
    return with_summary(SMALL_PLAN, work_ms=4_914_000 + extra_ms, acts_ms=acts)


@trio("package-once")
def package_once() -> Trio:
    """The last test stands there twice, at the same time; next door the second row is of a pull that is unknown."""
    return Trio(
        rejects=with_row(SMALL_PLAN, "packages", PackageKind.TEST, 2, 2_934, 3_054, 1),
        next_door=with_row(SMALL_PLAN, "packages", PackageKind.TEST, 3, 2_934, 3_054, 1),
        object="test of pull 3",
        found="scheduled twice",
        allowed="once",
        remedy="Remove one of the two entries",
    )


@trio("package-scheduled")
def package_scheduled() -> Trio:
    """The last test is missing, and the plan claims to end before it; next door it is the first row."""
    columns = vars(SMALL_PLAN.packages)
    turned = replace(SMALL_PLAN.packages, **{name: column[::-1] for name, column in columns.items()})
    return Trio(
        rejects=with_summary(without_row(SMALL_PLAN, "packages", LAST), install_time_s=2_934),
        next_door=replace(SMALL_PLAN, packages=turned),
        also=frozenset({"trials-told"}),
        object="test of pull 3",
        found="not scheduled",
        allowed="once",
        remedy="Add it to the schedule",
    )


@trio("package-known")
def package_known() -> Trio:
    """leaf-9, the sixth device, has no transceiver to insert; next door it has one."""
    extra = with_row(SMALL_PLAN, "packages", PackageKind.OPTICS, 5, 2_000, 2_060, 0)
    return Trio(
        rejects=extra,
        next_door=with_row(extra, "optics", 5, 1, 1, 1),
        object="optics 5",
        found="scheduled",
        allowed="no such work",
        remedy="Remove it from the schedule",
    )


@trio("order-of-work")
def order_of_work() -> Trio:
    """The last test and the landing before it, both of 120 s, exchanged; next door the test starts as that ends."""
    return Trio(
        rejects=_timed("test", 2_814, 2_934, _timed("land_b", 2_934, 3_054)),
        next_door=_timed("test", 2_934, 3_054),
        object="test of pull 3",
        found="starts at 2814 s",
        allowed="3054 s, after land_b of pull 3",
        remedy="Start the package later",
    )


@trio("crew-exists")
def crew_exists() -> Trio:
    """Two technicians are two crews: crew 3 does not exist, and no shift has it."""
    second = [row for row, crew in enumerate(SMALL_PLAN.packages.crew.tolist()) if crew == 1]
    return Trio(
        rejects=with_cells(SMALL_PLAN, "packages.crew", dict.fromkeys(second, 2)),
        next_door=with_cells(SMALL_PLAN, "packages.crew", dict.fromkeys(second, 1)),
        also=frozenset({"crew-on-shift"}),
        object="crew 3",
        found="works",
        allowed="crews 1 to 2",
        remedy="Give the work to a crew that exists",
    )


@trio("crew-in-two-places")
def crew_in_two_places() -> Trio:
    """Pull 3 starts one second before crew 2 has tested pull 2; next door in that second."""
    return Trio(
        rejects=_timed("pull", 2_219, 2_573),
        next_door=_timed("pull", 2_220, 2_574),
        object="crew 2",
        found="test of pull 2 until 2220 s and pull of pull 3 from 2219 s",
        allowed="one package at a time",
        remedy="Start the second package later",
    )


@trio("duration")
def duration() -> Trio:
    """Two tests of a minute: 120 s, not 121 s."""
    return Trio(
        rejects=with_summary(_timed("test", 2_934, 3_055), install_time_s=3_055),
        next_door=with_summary(_timed("test", 2_935, 3_055), install_time_s=3_055),
        also=frozenset({"trials-told"}),
        object="test of pull 3",
        found="121 s",
        allowed="120 s by the acts",
        remedy="Make the schedule again",
    )


@trio("crews-in-place")
def crews_in_place() -> Trio:
    """Crew 2 pulls at the rear from 240 s on, where crew 1 works all the time."""
    return Trio(
        accepts=_with_crews(3),
        rejects=_with_crews(1),
        next_door=_with_crews(2),
        also=frozenset({"plan-binds"}),
        object="place R.rear",
        found="2 crews at 240 s",
        allowed="1",
        remedy="Move one of these packages to another time",
    )


@trio("crews-at-rack-face")
def crews_at_rack_face() -> Trio:
    """Crew 1 lands pull 1 at the rear of A02 until 1,740 s; crew 2 lands pull 2 there from 1,440 s on."""
    return Trio(
        rejects=_with_crews_at_face(1),
        next_door=_with_crews_at_face(2),
        object="rack face A02.rear",
        found="2 crews at 1440 s",
        allowed="1",
        remedy="Move one of these packages to another time",
    )


@trio("pulls-first")
def pulls_first() -> Trio:
    """The trunk, pull 1, is landed in A01 from 660 s on and in A02 from 1,200 s on; pull 3 is laid into both until
    2,574 s. Next door crew 1 lays it after the trunk, from 300 to 654 s: all else of crew 1 is 354 s later, so that the
    trunk is landed from 1,014 s on, and crew 2 lands and tests pull 3 354 s earlier, until 2,700 s.
    """
    return Trio(
        rejects=_with_pulls_first(SMALL_PLAN),
        next_door=_with_pulls_first(_laid_first()),
        count=2,
        object="land_a of pull 1",
        found="starts at 660 s in rack A01",
        allowed="2574 s, after pull of pull 3 into this rack",
        remedy="Lay all pulls into a rack before its first landing, or remove pulls_first from crew.yaml",
    )


@trio("crews-on-pathway")
def crews_on_pathway() -> Trio:
    """Pulls 1 and 3 take both spans of T1, one after the other: one crew at a time is enough."""
    return Trio(
        rejects=with_pathway(SMALL_PLAN, max_crews=0),
        next_door=with_pathway(SMALL_PLAN, max_crews=1),
        count=2,
        object="span T1/1",
        found="1 crew at 120 s",
        allowed="0",
        remedy="Move one of these packages to another time",
    )


@trio("route-spans")
def route_spans() -> Trio:
    """T2 crosses T1 half-way: the second half is span 2."""
    spans = ("drop:A01", "T1/1", "T1/1", "drop:A02")
    first, _ = SMALL_PLAN.project.site.pathways
    return Trio(
        rejects=with_route(SMALL_PLAN, spans=spans),
        next_door=with_site(with_route(SMALL_PLAN, spans=spans), pathways=(first,)),
        object="route A01 - A02",
        found="drop:A01, T1/1, T1/1, drop:A02",
        allowed="drop:A01, T1/1, T1/2, drop:A02",
        remedy=AGAIN,
    )


@trio("crew-on-shift")
def crew_on_shift() -> Trio:
    """Crew 2 starts its last four packages in the second shift, which has one technician."""
    return Trio(
        rejects=_with_second_shift(1),
        next_door=_with_second_shift(2),
        count=4,
        object="land_a of pull 3",
        found="crew 2 at 2574 s",
        allowed="1 crew in that shift",
        remedy="Start the package in a shift that has the crew",
    )


@trio("skill")
def skill() -> Trio:
    """Crew 2 tests pulls 2 and 3."""
    return Trio(
        rejects=with_shift(SMALL_PLAN, skills=(("testing", 1),)),
        next_door=with_shift(SMALL_PLAN, skills=(("testing", 2),)),
        count=2,
        object="test of pull 2",
        found="crew 2 tests",
        allowed="crews 1 to 1 of that shift",
        remedy="Give the test to a crew with that skill",
    )


@trio("shift-end")
def shift_end() -> Trio:
    """The last test ends at 3,054 s."""
    return Trio(
        rejects=with_shift(SMALL_PLAN, length_s=3_053),
        next_door=with_shift(SMALL_PLAN, length_s=3_054),
        object="test of pull 3",
        found="from 2934 to 3054 s",
        allowed="not over 3053 s",
        remedy="Start the package after the break or in the next shift",
    )


@trio("dated-days")
def dated_days() -> Trio:
    """A shift from Monday to Friday without a date; next door the racks are ready on Monday 2027-01-11."""
    week = with_shift(SMALL_PLAN, days=("mon", "tue", "wed", "thu", "fri"))
    return Trio(
        rejects=week,
        next_door=with_request(week, racks_ready=datetime(2027, 1, 11, 6)),
        object=f"days of shift {SMALL_PLAN.project.crew.shifts[0].id}",
        found="no racks_ready",
        allowed="days of the calendar under a date only",
        remedy="State racks_ready in request.yaml, or remove the days from crew.yaml",
    )


@trio("deadline")
def deadline() -> Trio:
    """Done at 06:50:54. The break after it has no part in it: the judge once added its hour."""
    return Trio(
        rejects=_due(datetime(2027, 1, 11, 6, 30)),
        next_door=_due(datetime(2027, 1, 11, 6, 50, 54)),
        object="last test",
        found="done 2027-01-11 06:50",
        allowed="2027-01-11 06:30",
        remedy="Add technicians or shifts, or move the deadline",
    )


@trio("labour")
def labour() -> Trio:
    """4,914 s are 1.365 h. A minute more is rounding, a millisecond beyond it is not."""
    return Trio(
        rejects=_claiming_more_work(60_001),
        next_door=_claiming_more_work(60_000),
        also=frozenset({"acts-as-done", "trials-told"}),
        object="person-hours",
        found="1.382 h claimed",
        allowed="1.365 h by the acts",
        remedy=AGAIN,
    )


@trio("acts-sum")
def acts_sum() -> Trio:
    """A millisecond of an act that the whole does not have; next door the same in two acts."""
    acts = {**SMALL_PLAN.summary.acts_ms, "label": 660_001}
    parts = {**SMALL_PLAN.summary.acts_ms, "label": 330_000, "coffee": 330_000}
    return Trio(
        rejects=with_summary(SMALL_PLAN, acts_ms=acts),
        next_door=with_summary(SMALL_PLAN, acts_ms=parts),
        object="summary",
        found="acts give 4914001 ms",
        allowed="4914000 ms",
        remedy=AGAIN,
    )


@trio("install-time")
def install_time() -> Trio:
    """A second too much; next door the last test is a second later, and the claim with it."""
    return Trio(
        rejects=with_summary(SMALL_PLAN, install_time_s=3_055),
        next_door=with_summary(_timed("test", 2_935, 3_055), install_time_s=3_055),
        also=frozenset({"trials-told"}),
        object="summary",
        found="3055 s claimed",
        allowed="3054 s by the schedule",
        remedy=AGAIN,
    )


@trio("place-bound")
def place_bound() -> Trio:
    """4,854 s of work over two crews: 2,427 s. Next door one crew may be at the rear: 4,254 s there."""
    return Trio(
        rejects=with_summary(SMALL_PLAN, place_bound_s=2_428),
        next_door=_with_crews(1),
        object="summary",
        found="2428 s claimed",
        allowed="2427 s by the loads of places",
        remedy=AGAIN,
    )


@trio("work-bound")
def work_bound() -> Trio:
    """4,914,000 ms, of which a move of 60,000 ms that two crews at two places do not need.

    A bound may equal the rest, not pass it.
    """
    return Trio(
        rejects=with_summary(SMALL_PLAN, work_bound_ms=4_854_001),
        next_door=with_summary(SMALL_PLAN, work_bound_ms=4_854_000),
        also=frozenset({"bound-work-agrees"}),
        object="summary",
        found="bound of 4854001 ms",
        allowed="at most 4854000 ms, the person-time of the plan with the fewest moves",
        remedy="Report a defect of the planner: the bound is wrong",
    )


@trio("time-bound")
def time_bound() -> Trio:
    """A bound may equal the install time, not pass it."""
    return Trio(
        rejects=with_summary(SMALL_PLAN, bound_s=3_055),
        next_door=with_summary(SMALL_PLAN, bound_s=3_054),
        also=frozenset({"bound-parts"}),
        object="summary",
        found="bound of 3055 s",
        allowed="at most 3054 s, the end of the last package",
        remedy="Report a defect of the planner: the bound is wrong",
    )
