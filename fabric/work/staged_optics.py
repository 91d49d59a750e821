"""The transceivers that are inserted on site, and the devices in which that may be done at a staging table."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time

from fabric.plan import PlanParts, list_bought
from fabric.project import Project
from layouts import Face


def count_optics(project: Project, parts: PlanParts) -> dict[int, Counter[Face]]:
    """The transceivers of each device (by index), by the side of the rack at which their cages show; none of those
    that arrive in their racks.
    """
    prepare, found = project.crew.prepare, dict[int, Counter[Face]]()
    for device, group in zip(parts.optics.device.tolist(), parts.optics.group.tolist(), strict=True):
        if prepare is not None and prepare.arrives_in(parts.devices[device].rack):
            continue
        face = project.face_of(parts.devices[device], parts.cage_groups[group])
        found.setdefault(device, Counter())[face] += 1
    return found


def list_staged(project: Project, parts: PlanParts) -> frozenset[int]:
    """The devices (by index) whose transceivers may be inserted at a table, before they go into their racks."""
    prepare = project.crew.prepare
    if prepare is None:
        return frozenset()
    return frozenset(number for number in set(parts.optics.device.tolist()) if prepare.may_stage(parts.devices[number]))


def list_undelivered(project: Project, parts: PlanParts, starts_s: Mapping[int, int]) -> frozenset[int]:
    """The devices (by index) that are not there yet when their transceivers would be inserted, or whose transceivers
    are not. Lots that have arrived go to the first starts; without a date for the racks all lots are there.

    `starts_s` are seconds of the working clock, below 0.
    """
    bought = {device.id for device in list_bought(project, parts.devices)}
    wanted: dict[int, Counter[str]] = {
        number: Counter([device.model] if device.id in bought else [])
        for number, device in enumerate(parts.devices)
        if number in starts_s
    }
    for number, model in zip(parts.optics.device.tolist(), parts.optics.model.tolist(), strict=True):
        if number in wanted:
            wanted[number][parts.optic_models[model]] += 1
    deliveries = {model: _list_deliveries(project, model) for need in wanted.values() for model in need}
    taken, missing = Counter[str](), set[int]()
    for number in sorted(wanted, key=lambda number: (starts_s[number], number)):
        need, start_s = wanted[number], starts_s[number]
        if all(taken[model] + count <= _count_there(deliveries[model], start_s) for model, count in need.items()):
            taken += need
        else:
            missing.add(number)
    return frozenset(missing)


def _list_deliveries(project: Project, model: str) -> list[tuple[float, float]]:
    """The second of the working clock at which each lot of a model is there, and its pieces."""
    ready, found = project.request.racks_ready, []
    for lot in project.inventory.of_model(model, ready):
        there_s = float("-inf")
        if ready is not None and lot.arrives is not None:
            there_s = project.crew.early_clock_s(datetime.combine(lot.arrives, time()), ready)
        found.append((there_s, float("inf") if lot.quantity is None else lot.quantity))
    return found


def _count_there(deliveries: list[tuple[float, float]], second: int) -> float:
    """The pieces of a model that are there at a second of the working clock."""
    return sum(pieces for there_s, pieces in deliveries if there_s <= second)
