"""The schedule: complete, in order, no crew in two places, no place or pathway with too many crews."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from fabric.audit.bounds import BOUND_CHECKS
from fabric.audit.claims import CLAIM_CHECKS
from fabric.audit.early_work import check_early_form, check_early_window, check_integrated_rack
from fabric.audit.rule import RuleGroup, Violation, count_of, rule
from fabric.audit.schedule_view import PackageKey, ScheduleView
from fabric.audit.shifts import SHIFT_CHECKS
from fabric.audit.staging import check_staged_device, check_staged_material


@rule("package-once")
def check_package_once(view: ScheduleView) -> Iterator[Violation]:
    """A work package stands in the schedule at most once."""
    for key in view.twice:
        yield Violation(
            object=view.name(key), found="scheduled twice", allowed="once", remedy="Remove one of the two entries"
        )


@rule("package-scheduled")
def check_package_scheduled(view: ScheduleView) -> Iterator[Violation]:
    """Each work package that the plan needs is scheduled."""
    for key in sorted(view.needed.keys() - view.slots.keys()):
        yield Violation(object=view.name(key), found="not scheduled", allowed="once", remedy="Add it to the schedule")


@rule("package-known")
def check_package_known(view: ScheduleView) -> Iterator[Violation]:
    """Each scheduled work package is one that the plan needs."""
    for key in sorted(view.slots.keys() - view.needed.keys()):
        yield Violation(
            object=view.name(key), found="scheduled", allowed="no such work", remedy="Remove it from the schedule"
        )


@rule("order-of-work")
def check_order_of_work(view: ScheduleView) -> Iterator[Violation]:
    """A package starts when all packages that it needs are done.

    A rack is opened before its transceivers go in and before a cable is pulled; a cable is pulled, and the transceivers
    at an end are in, before that end is landed; both ends are landed before the links are tested. A
    link over panels is tested when both ends of all of its cords are landed.
    """
    for key, work in view.needed.items():
        for before in work.after:
            if key in view.slots and before in view.slots and view.slots[key].start_s < view.slots[before].end_s:
                yield Violation(
                    object=view.name(key),
                    found=f"starts at {view.slots[key].start_s} s",
                    allowed=f"{view.slots[before].end_s} s, after {view.name(before)}",
                    remedy="Start the package later",
                )


@rule("starts-after-ready")
def check_starts_after_ready(view: ScheduleView) -> Iterator[Violation]:
    """No package starts before the racks are ready, second 0 of the working clock, but what may by `prepare`."""
    for key, slot in view.slots.items():
        if slot.start_s < 0 and not view.is_early(key):
            yield Violation(
                object=view.name(key), found=f"starts at {slot.start_s} s", allowed="0 s", remedy="Start it later"
            )


@rule("crew-size")
def check_crew_size(view: ScheduleView) -> Iterator[Violation]:
    """No act that the plan needs takes more technicians than a crew has."""
    rates = view.plan.project.labour.rates
    for act in sorted({act for work in view.needed.values() for act in work.acts}):
        if rates[act].crew > view.crew.crew_size:
            yield Violation(
                object=act,
                found=count_of(rates[act].crew, "technician"),
                allowed=f"{view.crew.crew_size}, the size of a crew",
                remedy="Raise crew_size in crew.yaml, or lower 'crew' of the act in labour.csv",
            )


@rule("crew-exists")
def check_crew_exists(view: ScheduleView) -> Iterator[Violation]:
    """Work is given only to crews that exist in the best staffed shift."""
    for crew in view.rounds:
        if not 0 <= crew < view.most_crews:
            yield Violation(
                object=f"crew {crew + 1}",
                found="works",
                allowed=f"crews 1 to {view.most_crews}",
                remedy="Give the work to a crew that exists",
            )


@rule("crew-in-two-places")
def check_crew_in_two_places(view: ScheduleView) -> Iterator[Violation]:
    """A crew works on one package at a time."""
    for crew, tasks in view.rounds.items():
        for first, second in pairwise(tasks):
            if second.start_s < first.end_s:
                yield Violation(
                    object=f"crew {crew + 1}",
                    found=f"{view.name(first.key)} until {first.end_s} s "
                    f"and {view.name(second.key)} from {second.start_s} s",
                    allowed="one package at a time",
                    remedy="Start the second package later",
                )


@rule("duration")
def check_duration(view: ScheduleView) -> Iterator[Violation]:
    """A package takes exactly the time of its acts and, where the crew changes places, of its move."""
    for tasks in view.rounds.values():
        for task in tasks:
            need_s = view.seconds(task.key) + (view.move_s if task.key in view.moved else 0)
            if task.end_s - task.start_s != need_s:
                yield Violation(
                    object=view.name(task.key),
                    found=f"{task.end_s - task.start_s} s",
                    allowed=f"{need_s} s by the acts",
                    remedy="Make the schedule again",
                )


def _crowded(
    view: ScheduleView, what: str, users: dict[str, list[PackageKey]], most: dict[str, int]
) -> Iterator[Violation]:
    """A fault for the first moment at which more packages run in a place than crews may be there."""
    for name, keys in sorted(users.items()):
        count = 0
        for moment, change in _changes(view, keys):
            count += change
            if count > most.get(name, 0):
                yield Violation(
                    object=f"{what} {name}",
                    found=f"{count_of(count, 'crew')} at {moment} s",
                    allowed=f"{most.get(name, 0)}",
                    remedy="Move one of these packages to another time",
                )
                break


def _changes(view: ScheduleView, keys: Iterable[PackageKey]) -> list[tuple[int, int]]:
    """The moments at which the number of running packages changes, with the change: an end frees the place at once."""
    found: Counter[int] = Counter()
    for key in keys:
        if key in view.slots:
            found[view.slots[key].start_s] += 1
            found[view.slots[key].end_s] -= 1
    return sorted(found.items())


@rule("crews-in-place")
def check_crews_in_place(view: ScheduleView) -> Iterator[Violation]:
    """No more crews work at one face of a row at once than the site allows.

    Trunks between placed panels count also before the racks are ready, since their racks stand by then.
    """
    users: dict[str, list[PackageKey]] = defaultdict(list)
    for key, work in view.needed.items():
        for place in work.places:
            users[place].append(key)
    yield from _crowded(view, "place", users, view.crews_allowed)


@rule("crews-at-rack-face")
def check_crews_at_rack_face(view: ScheduleView) -> Iterator[Violation]:
    """No more crews open, fit, land and test at one face of a rack at once than `crews_per_rack_face` of crew.yaml.

    Pulls do not count: they are laid in the pathways above. Trunks between placed panels are landed and tested at such
    faces also before the racks are ready. Plans without the key have no such limit.
    """
    most = view.crew.crews_per_rack_face
    if most is None:
        return
    users: dict[str, list[PackageKey]] = defaultdict(list)
    for key, work in view.needed.items():
        for face in work.faces:
            users[face].append(key)
    yield from _crowded(view, "rack face", users, dict.fromkeys(users, most))


@rule("pulls-first")
def check_pulls_first(view: ScheduleView) -> Iterator[Violation]:
    """No end is landed in a rack before all pulls into it are laid, where crew.yaml asks for that (`pulls_first`).

    Cords inside a rack do not count, nor do cables that were laid before the racks were ready.
    """
    laid: dict[str, tuple[int, PackageKey]] = {}
    for rack, pulls in view.laid_into.items():
        keys = [("pull", pull) for pull in pulls if ("pull", pull) in view.slots]
        laid[rack] = max(((view.slots[key].end_s, key) for key in keys), default=(0, ("pull", -1)))
    for key in view.needed:
        here = view.landing_rack(key)
        if here not in laid or key not in view.slots or view.is_early(key):
            continue
        laid_s, last = laid[here]
        if view.slots[key].start_s < laid_s:
            yield Violation(
                object=view.name(key),
                found=f"starts at {view.slots[key].start_s} s in rack {here}",
                allowed=f"{laid_s} s, after {view.name(last)} into this rack",
                remedy="Lay all pulls into a rack before its first landing, or remove pulls_first from crew.yaml",
            )


@rule("crews-on-pathway")
def check_crews_on_pathway(view: ScheduleView) -> Iterator[Violation]:
    """No more crews pull cables on one span of a pathway, or in one drop, at once than the site allows."""
    users: dict[str, list[PackageKey]] = defaultdict(list)
    for pull in view.rows_of:
        for span in set(view.spans.of_route.get(int(view.plan.pulls.route[pull]), [])):
            users[span].append(("pull", pull))
    yield from _crowded(view, "span", users, view.spans.crews)


@rule("route-spans", severities=("warning",))
def check_route_spans(view: ScheduleView) -> Iterator[Violation]:
    """A route names the spans that it takes."""
    for number, spans in view.spans.of_route.items():
        route = view.plan.routes[number]
        if list(route.spans) != spans:
            yield Violation(
                object=f"route {route.a_rack} - {route.b_rack}",
                found=", ".join(route.spans),
                allowed=", ".join(spans),
                remedy="Make the plan again",
            )


SCHEDULE_RULES = RuleGroup(
    views=lambda plan: [ScheduleView(plan)],
    rules=(
        check_package_once,
        check_package_scheduled,
        check_package_known,
        check_order_of_work,
        check_starts_after_ready,
        check_early_form,
        check_early_window,
        check_integrated_rack,
        check_staged_device,
        check_staged_material,
        check_crew_size,
        check_crew_exists,
        check_crew_in_two_places,
        check_duration,
        check_crews_in_place,
        check_crews_at_rack_face,
        check_pulls_first,
        check_crews_on_pathway,
        check_route_spans,
        *SHIFT_CHECKS,
        *CLAIM_CHECKS,
        *BOUND_CHECKS,
    ),
)
