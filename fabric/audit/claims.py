"""Claims of the summary: person-hours, acts, install time and what limits it are those that the plan itself gives."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from fabric.audit.minutes import minutes_of
from fabric.audit.rule import Violation, rule
from fabric.audit.schedule_view import PackageKey, ScheduleView
from fabric.plan import PullForm

TOLERANCE_MS = 60_000
"""Difference in person-time, in milliseconds, that is rounding: all documents agree to the minute."""


ACT_TOLERANCE_MS = 10
"""Difference in the person-time of one act that is rounding: both sides round up to whole milliseconds."""


class PlaceLoads:
    """The work of a plan over all crews, at its fullest place, and at its fullest face of a rack."""

    def __init__(self, view: ScheduleView):
        loads: Counter[str] = Counter()
        faces: Counter[str] = Counter()
        whole = 0
        for key, work in view.on_clock.items():
            seconds = view.seconds(key)
            whole += seconds
            loads.update(dict.fromkeys(work.places, seconds))
            faces.update(dict.fromkeys(work.faces, seconds))
        self.landed = {
            place for (kind, _), work in view.on_clock.items() if kind in ("land_a", "land_b") for place in work.places
        }
        """Places with landings."""
        self.least_moves = max(0, len(self.landed) - view.most_crews)
        """Moves that every schedule of this work has."""
        self.work_s = ceil(Fraction(whole + self.least_moves * view.move_s, view.most_crews))
        """All work, with the least moves, over the number of crews."""
        self.place_s = max(
            (ceil(Fraction(load, max(1, view.crews_allowed.get(place, 1)))) for place, load in loads.items()), default=0
        )
        """The work at the place where it takes longest, over the crews allowed there."""
        most = view.crew.crews_per_rack_face
        self.rack_s = 0 if most is None else ceil(Fraction(max(faces.values(), default=0), max(1, most)))
        """The work at the face of a rack where it takes longest, over the crews allowed there; 0 without that limit."""


@rule("labour")
def check_labour(view: ScheduleView) -> Iterator[Violation]:
    """The person-hours that the plan claims are those of its acts and of the moves of its crews, to the minute."""
    summary = view.plan.summary
    claimed_moves_ms = summary.acts_ms.get("move_crew", 0)
    total = sum((work.minutes for work in view.needed.values()), Fraction(claimed_moves_ms, 60_000))
    yield from _differing_hours("person-hours", summary.work_ms, total)
    yield from _differing_hours("unavoidable person-hours", summary.unavoidable_ms, unavoidable(view))
    moves = len(view.moved)
    if moves * view.move_ms != claimed_moves_ms:
        yield Violation(
            object="moves of crews",
            found=f"{claimed_moves_ms} ms claimed",
            allowed=f"{moves} moves by the schedule",
            remedy="Make the plan again",
        )


def _differing_hours(what: str, claimed_ms: int, minutes: Fraction) -> Iterator[Violation]:
    found_ms = ceil(minutes * 60_000)
    if abs(found_ms - claimed_ms) > TOLERANCE_MS:
        yield Violation(
            object=what,
            found=f"{claimed_ms / 3_600_000:.3f} h claimed",
            allowed=f"{found_ms / 3_600_000:.3f} h by the acts",
            remedy="Make the plan again",
        )


def unavoidable(view: ScheduleView) -> Fraction:
    """Person-minutes that no plan of these links avoids: every plug at a device, every transceiver, one test per link.

    A link has a plug at its A end, a straight cable one for all its links. At the B end each piece has one plug, a
    trunk one for each link. Plugs at panels are avoided by a plan that leaves the panels out. What arrives plugged in
    its rack costs nothing on site.
    """
    plan = view.plan
    on_site = {pull: rows for pull, rows in view.rows_of.items() if not view.arrives(pull)}
    plugs_of = {
        pull: view.minutes.a_plugs(pull, len(rows))
        + (len(rows) if PullForm(int(plan.pulls.form[pull])) is PullForm.TRUNK else view.minutes.pieces[pull])
        for pull, rows in on_site.items()
    }
    plain = sum(count for pull, count in plugs_of.items() if pull in view.minutes.plain)
    laid = {row for rows in on_site.values() for row in rows}
    at_panels = sum(row in laid for row, _ in view.ends.joints)
    plugs = minutes_of(plan, "inspect_clean_plug", sum(plugs_of.values()) - plain - at_panels)
    plugs += minutes_of(plan, "plug_copper", plain) if plain else 0
    return (
        plugs + minutes_of(plan, "test_link", len(plan.links)) + minutes_of(plan, "insert_optic", view.optics.total())
    )


@rule("acts-sum")
def check_acts_sum(view: ScheduleView) -> Iterator[Violation]:
    """The person-times of all acts add up to the person-time of the plan."""
    summary = view.plan.summary
    acts_ms = sum(summary.acts_ms.values())
    if acts_ms != summary.work_ms:
        yield Violation(
            object="summary",
            found=f"acts give {acts_ms} ms",
            allowed=f"{summary.work_ms} ms",
            remedy="Make the plan again",
        )


@rule("install-time")
def check_install_time(view: ScheduleView) -> Iterator[Violation]:
    """The install time that the plan claims is the end of its last package."""
    yield from _differing_seconds(view.plan.summary.install_time_s, view.last_s, "schedule")


@rule("place-bound")
def check_place_bound(view: ScheduleView) -> Iterator[Violation]:
    """The place bound is the largest of all work over all crews, the work at any place and, where crew.yaml limits it,
    at any face of a rack, each over the crews allowed there.

    All work includes one move for each place with landings beyond the number of crews.
    """
    loads = PlaceLoads(view)
    yield from _differing_seconds(
        view.plan.summary.place_bound_s, max(loads.work_s, loads.place_s, loads.rack_s), "loads of places"
    )


def _differing_seconds(claimed_s: int, found_s: int, source: str) -> Iterator[Violation]:
    if claimed_s != found_s:
        yield Violation(
            object="summary",
            found=f"{claimed_s} s claimed",
            allowed=f"{found_s} s by the {source}",
            remedy="Make the plan again",
        )


@rule("acts-as-done")
def check_acts_as_done(view: ScheduleView) -> Iterator[Violation]:
    """The person-time that the plan claims for each act is that of its packages, and no other act has any."""
    done: dict[str, Fraction] = defaultdict(Fraction)
    for work in view.needed.values():
        for act, quantity in work.acts.items():
            done[act] += minutes_of(view.plan, act, quantity)
    claimed = view.plan.summary.acts_ms
    for act in sorted({*done, *claimed} - {"move_crew"}):
        found_ms = ceil(done[act] * 60_000)
        if abs(claimed.get(act, 0) - found_ms) > ACT_TOLERANCE_MS:
            yield Violation(
                object=act,
                found=f"{claimed.get(act, 0)} ms claimed",
                allowed=f"{found_ms} ms by the packages",
                remedy="Make the plan again",
            )


@rule("plan-binds")
def check_plan_binds(view: ScheduleView) -> Iterator[Violation]:
    """The plan names its limit: the largest of work over crews, work at a place or a face of a rack, longest chain."""
    loads = PlaceLoads(view)
    parts = {"work": loads.work_s, "place": loads.place_s, "rack": loads.rack_s, "chain": longest_chain_s(view)}
    found = max(parts, key=lambda part: parts[part])
    if view.plan.summary.plan_binds != found:
        yield Violation(
            object="summary",
            found=f"{view.plan.summary.plan_binds} binds",
            allowed=f"{found}: {', '.join(f'{part} {seconds} s' for part, seconds in parts.items())}",
            remedy="Make the plan again",
        )


def longest_chain_s(view: ScheduleView) -> int:
    """Seconds of the longest chain of packages that follow each other."""
    ends: dict[PackageKey, int] = {}

    def end_of(key: PackageKey) -> int:
        if key not in view.on_clock:
            return 0
        if key not in ends:
            laid = [("pull", pull) for pull in view.laid_into.get(view.landing_rack(key) or "", ())]
            ends[key] = view.seconds(key) + max(map(end_of, (*view.on_clock[key].after, *laid)), default=0)
        return ends[key]

    return max(map(end_of, view.on_clock), default=0)


CLAIM_CHECKS = (
    check_labour,
    check_acts_sum,
    check_install_time,
    check_place_bound,
    check_acts_as_done,
    check_plan_binds,
)
"""The rules of this module."""
