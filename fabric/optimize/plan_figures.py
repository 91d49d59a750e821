"""The figures that a plan states of itself: time, work, bounds and cost (docs/maths.md)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from fabric.bounds import Bound, unavoidable_ms
from fabric.optimize.schedule.best_schedule import plan_bounds_s
from fabric.optimize.schedule.workload import Slot
from fabric.plan import PlanParts, Summary, assembly_cents, draw_lots, list_bought
from fabric.project import Project
from fabric.work import Job, Package, count_arrived, count_plain, keep_packages


class ScheduledJob(NamedTuple):
    """The work of a plan with its schedule."""

    job: Job
    """Packages in the order of the plan's columns, with their limits."""
    slots: Sequence[Slot]
    """Time and crew of each package."""


def summarise(project: Project, parts: PlanParts, scheduled: ScheduledJob, bound: Bound, connectors: int) -> Summary:
    """The figures of a plan; `connectors` are its plugs, `bound` holds for all plans of the request."""
    job, slots = scheduled
    acts_ms = _sum_acts_ms(project, scheduled)
    own_s = plan_bounds_s(keep_packages(job, is_early=False), project.crew)
    plugs, optics = count_arrived(project, parts)
    plain = count_plain(project, parts)
    return Summary(
        install_time_s=max(slot.end_s for slot in slots),
        bound_s=bound.time_s,
        work_ms=sum(acts_ms.values()),
        work_bound_ms=bound.work_ms,
        unavoidable_ms=unavoidable_ms(
            project.labour, len(parts.links), connectors - plugs - plain, len(parts.optics.device) - optics, plain
        ),
        place_bound_s=max(own_s["work"], own_s["place"], own_s["rack"]),
        bound_binds=bound.binds,
        plan_binds=max(own_s, key=lambda part: own_s[part]),
        cost_cents=cost_cents(project, parts),
        acts_ms=acts_ms,
        bound_parts_s=dict(bound.parts_s),
    )


def renew_summary(known: Summary, project: Project, parts: PlanParts, scheduled: ScheduledJob) -> Summary:
    """The figures of a plan whose cables are longer: all but the bound and the unavoidable work, which stay."""
    job, slots = scheduled
    acts_ms = _sum_acts_ms(project, scheduled)
    own_s = plan_bounds_s(keep_packages(job, is_early=False), project.crew)
    return replace(
        known,
        install_time_s=max(slot.end_s for slot in slots),
        work_ms=sum(acts_ms.values()),
        place_bound_s=max(own_s["work"], own_s["place"], own_s["rack"]),
        plan_binds=max(own_s, key=lambda part: own_s[part]),
        cost_cents=cost_cents(project, parts),
        acts_ms=acts_ms,
    )


def _sum_acts_ms(project: Project, scheduled: ScheduledJob) -> dict[str, int]:
    """Person-time by act, moves of crews included; acts that nobody does are left out."""
    acts: Counter[str] = Counter()
    for package in scheduled.job.packages:
        acts.update(package.acts)
    acts["move_crew"] = count_moves(scheduled.job.packages, scheduled.slots)
    return {act: project.labour.act_ms(act, quantity) for act, quantity in sorted(acts.items()) if quantity}


def count_moves(packages: Sequence[Package], slots: Sequence[Slot]) -> int:
    """Moves of crews: packages that touch none of the places of their crew's last package.

    A crew going to its first place is no move; work before the racks are ready is at no place.
    """
    moves = 0
    at: dict[int, set[int]] = {}
    for slot, package in sorted(zip(slots, packages, strict=True), key=lambda pair: (pair[0].start_s, pair[0].end_s)):
        here = set(package.places)
        if here:
            moves += not at.get(slot.crew, here) & here
            at[slot.crew] = here
    return moves


def sum_loads_ms(project: Project, packages: Sequence[Package]) -> Mapping[int, int]:
    """Person-time that ties up each place, by number."""
    loads_ms: Counter[int] = Counter()
    for package in packages:
        for place in set(package.places):
            loads_ms[place] += project.labour.person_ms(package.acts)
    return loads_ms


def cost_cents(project: Project, parts: PlanParts) -> int:
    """The cost of material: devices that are bought, transceivers, and cables to order or from stock."""
    catalog, inventory = project.catalog, project.inventory
    needed = Counter(device.model for device in list_bought(project, parts.devices))
    prices_cents = {model: catalog.device_types[model].price_cents for model in needed}
    for index, model in enumerate(parts.optic_models):
        needed[model] += int((parts.optics.model == index).sum())
        prices_cents[model] = catalog.optics[model].price_cents
    pieces_cents = sum(
        taken * cents
        for model, count in needed.items()
        for _, taken, cents in draw_lots(project, model, count, prices_cents[model])
    )
    panels_cents = {offer.model: offer.price_cents for offer in inventory.panels}
    pieces_cents += sum(panels_cents[panel.placed.model] for panel in project.placed_panels if panel.placed)
    assemblies = zip(parts.assemblies.kind.tolist(), parts.assemblies.lot.tolist(), strict=True)
    return pieces_cents + sum(
        count * assembly_cents(project, parts.kinds[kind], inventory.lots[lot])
        for (kind, lot), count in Counter(assemblies).items()
    )
