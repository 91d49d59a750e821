"""The pieces of cable, the pulls that lay them, and the steps of the crews."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import numpy as np

from fabric.plan import PackageKind, PullForm, assembly_cents, piece_weight_g
from fabric.tables.plan_names import PlanNames
from fabric.tables.record_table import RecordTable
from fabric.tables.records import AssemblyRecord, PullRecord, StepRecord

_ACTS = {
    PackageKind.OPEN: "open rack",
    PackageKind.OPTICS: "insert optics",
    PackageKind.PULL: "pull",
    PackageKind.LAND_A: "land A",
    PackageKind.LAND_B: "land B",
    PackageKind.TEST: "test",
    PackageKind.KIT: "kit",
}
"""The acts of steps in the words of the pull sheet; one inside a rack is laid in it."""


def list_assemblies(names: PlanNames) -> RecordTable[AssemblyRecord]:
    """Every piece of cable."""
    plan, assemblies, project = names.plan, names.plan.assemblies, names.plan.project
    numbers, lots = assemblies.kind.tolist(), assemblies.lot.tolist()
    kinds = [plan.kinds[number] for number in numbers]
    weights = _weights_g(names)
    prices = {
        (kind, lot): assembly_cents(project, plan.kinds[kind], project.inventory.lots[lot])
        for kind, lot in set(zip(numbers, lots, strict=True))
    }
    columns: dict[str, Any] = {
        "serial": names.serials,
        "kind": tuple(kind.id for kind in kinds),
        "model": tuple(kind.model for kind in kinds),
        "form": tuple(kind.form for kind in kinds),
        "is_custom": tuple(kind.custom for kind in kinds),
        "total_mm": tuple(kind.overall_mm for kind in kinds),
        "body_mm": tuple(kind.body_mm for kind in kinds),
        "legs": tuple(kind.links for kind in kinds),
        "used_legs": tuple(np.bincount(plan.segments.assembly, minlength=len(kinds)).tolist()),
        "weight_g": tuple(weights[number] for number in numbers),
        "price_cents": tuple(prices[key] for key in zip(numbers, lots, strict=True)),
        "lot": tuple(project.inventory.lots[lot].name for lot in lots),
        "pull": tuple((1 + assemblies.pull).tolist()),
        "a_rack": _pick(names.racks, plan.pulls.a_rack[assemblies.pull]),
        "b_rack": _pick(names.racks, plan.pulls.b_rack[assemblies.pull]),
    }
    return RecordTable(AssemblyRecord, columns)


def list_pulls(names: PlanNames) -> RecordTable[PullRecord]:
    """Every pull, by number."""
    plan, pulls, pull_of = names.plan, names.plan.pulls, names.plan.assemblies.pull
    count = len(pulls.form)
    longest = np.zeros(count, np.int64)
    lengths = np.array([kind.overall_mm for kind in plan.kinds], np.int64)[plan.assemblies.kind]
    np.maximum.at(longest, pull_of, lengths)
    weights = np.zeros(count, np.int64)
    np.add.at(weights, pull_of, np.array(_weights_g(names), np.int64)[plan.assemblies.kind])
    laying = np.array([names.laying[pull] for pull in range(count)], np.int64)
    columns: dict[str, Any] = {
        "pull": tuple(range(1, count + 1)),
        "form": tuple(PullForm(form).word for form in pulls.form.tolist()),
        "a_rack": _pick(names.racks, pulls.a_rack),
        "b_rack": _pick(names.racks, pulls.b_rack),
        "route": tuple(() if route < 0 else names.routes[route] for route in pulls.route.tolist()),
        "total_mm": tuple(longest.tolist()),
        "pieces": tuple(np.bincount(pull_of, minlength=count).tolist()),
        "links": tuple(np.bincount(pull_of[plan.segments.assembly], minlength=count).tolist()),
        "weight_g": tuple(weights.tolist()),
        "crew": tuple((1 + plan.packages.crew[laying]).tolist()),
        "step": tuple(names.step_numbers[laying].tolist()),
        "start_s": tuple(plan.packages.start_s[laying].tolist()),
        "end_s": tuple(plan.packages.end_s[laying].tolist()),
    }
    return RecordTable(PullRecord, columns)


def list_steps(names: PlanNames) -> RecordTable[StepRecord]:
    """Every step, crew by crew in order of work."""
    plan, order = names.plan, names.work_order
    packages, crew, ready = plan.packages, plan.project.crew, plan.project.request.racks_ready
    starts, ends = packages.start_s[order].tolist(), packages.end_s[order].tolist()
    kinds = [PackageKind(kind) for kind in packages.kind[order].tolist()]
    subjects = packages.subject[order].tolist()
    # The last second counts: the next moment may belong to the shift of another day.
    lasts = [max(end - 1, 0) for end in ends]
    clock = crew.calendars((*starts, *lasts), ready)
    places = [_place(names, kind, subject) for kind, subject in zip(kinds, subjects, strict=True)]
    columns: dict[str, Any] = {
        "crew": tuple((1 + packages.crew[order]).tolist()),
        "step": tuple(names.step_numbers[order].tolist()),
        "act": tuple(place[0] for place in places),
        "shift": tuple(clock[start][0] for start in starts),
        "start": tuple(clock[start][1] for start in starts),
        "end": tuple(clock[last][1] + timedelta(seconds=1) for last in lasts),
        "start_s": tuple(starts),
        "end_s": tuple(ends),
        "rack": tuple(place[1] for place in places),
        "to_rack": tuple(place[2] for place in places),
        "device": tuple(place[3] for place in places),
        "pull": tuple(n + 1 if kind.is_of_pull else 0 for kind, n in zip(kinds, subjects, strict=True)),
    }
    return RecordTable(StepRecord, columns)


def _place(names: PlanNames, kind: PackageKind, subject: int) -> tuple[str, str, str, str]:
    """Act, rack, rack to which a pull leads, and device of a package."""
    plan = names.plan
    if kind == PackageKind.OPEN:
        return _ACTS[kind], names.racks[subject], "", ""
    if kind == PackageKind.OPTICS:
        device = plan.devices[subject]
        return _ACTS[kind], device.rack or "", "", device.id
    a_rack, b_rack = (names.racks[int(column[subject])] for column in (plan.pulls.a_rack, plan.pulls.b_rack))
    if kind == PackageKind.PULL:
        is_patch = int(plan.pulls.form[subject]) == PullForm.PATCH
        return ("lay in rack", a_rack, "", "") if is_patch else (_ACTS[kind], b_rack, a_rack, "")
    return _ACTS[kind], b_rack if kind in (PackageKind.LAND_B, PackageKind.KIT) else a_rack, "", ""


def _weights_g(names: PlanNames) -> list[int]:
    """The weight of one piece of each kind."""
    return [piece_weight_g(names.plan.project.catalog, kind) for kind in names.plan.kinds]


def _pick(texts: tuple[str, ...], numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(texts[number] for number in numbers)
