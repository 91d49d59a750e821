"""The links of a plan, and the pieces of cable that carry them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from fabric.plan import AssemblyKind, Plan, PullForm
from fabric.rules import Need, device_end, need_of
from fabric.tables.end_columns import EndColumns
from fabric.tables.plan_names import PlanNames
from fabric.tables.record_table import RecordTable
from fabric.tables.records import CableRecord, LinkRecord
from fabric.work import list_phases
from layouts import LongColumn


def list_links(names: PlanNames) -> RecordTable[LinkRecord]:
    """Every link once."""
    plan = names.plan
    rows = np.arange(len(plan.links))
    columns: dict[str, Any] = {"cable_id": names.cable_ids, **_stage_columns(names, rows)}
    columns["phase"] = tuple((1 + list_phases(plan.project, plan.devices, plan.links)).tolist())
    for side in ("a", "b"):
        ends = EndColumns(plan, side, rows)
        columns[f"{side}_device"] = ends.of_device(device.id for device in plan.devices)
        columns[f"{side}_port"] = tuple(port.printed for port in ends.ports)
        columns[f"{side}_rack"] = ends.of_device(device.rack or "" for device in plan.devices)
    return RecordTable(LinkRecord, columns)


@dataclass(frozen=True)
class _Segments:
    """The segments of a plan in order of assemblies and legs: a row of the table for each."""

    link: LongColumn
    assembly: LongColumn
    leg: LongColumn
    pull: LongColumn
    kinds: tuple[AssemblyKind, ...]
    ends: Mapping[str, EndColumns]


def _sort_segments(plan: Plan) -> _Segments:
    segments = plan.segments
    order = np.lexsort((segments.link, segments.leg, segments.assembly))
    link, assembly, leg = (
        column[order].astype(np.int64) for column in (segments.link, segments.assembly, segments.leg)
    )
    return _Segments(
        link,
        assembly,
        leg,
        plan.assemblies.pull[assembly].astype(np.int64),
        tuple(plan.kinds[kind] for kind in plan.assemblies.kind[assembly].tolist()),
        {side: EndColumns(plan, side, link) for side in ("a", "b")},
    )


def list_cables(names: PlanNames) -> RecordTable[CableRecord]:
    """Every link with its piece of cable: a row for each segment, in order of assemblies and legs."""
    plan, rows = names.plan, _sort_segments(names.plan)
    columns: dict[str, Any] = {
        "cable_id": tuple(names.cable_ids[number] for number in rows.link.tolist()),
        **_stage_columns(names, rows.link),
        **_piece_columns(names, rows),
        **_length_columns(names, rows),
        "end_a": rows.ends["a"].names(kind.is_straight for kind in rows.kinds),
        "end_b": rows.ends["b"].names(kind.is_straight or _is_splitter(kind) for kind in rows.kinds),
        **_material_columns(names, rows),
        "pull": tuple((1 + rows.pull).tolist()),
        "crew": tuple(1 + int(plan.packages.crew[names.laying[number]]) for number in rows.pull.tolist()),
        "phase": tuple((1 + list_phases(plan.project, plan.devices, plan.links))[rows.link].tolist()),
    }
    return RecordTable(
        CableRecord, columns | _end_columns(names, "a", rows.ends["a"]) | _end_columns(names, "b", rows.ends["b"])
    )


def _piece_columns(names: PlanNames, rows: _Segments) -> dict[str, tuple[Any, ...]]:
    """Kind, form, serial and leg."""
    legs = zip(rows.kinds, rows.leg.tolist(), strict=True)
    return {
        "kind": tuple(kind.id for kind in rows.kinds),
        "form": tuple(PullForm(form).word for form in names.plan.pulls.form[rows.pull].tolist()),
        "serial": tuple(names.serials[number] for number in rows.assembly.tolist()),
        "leg": tuple(leg + 1 if kind.links > 1 else 0 for kind, leg in legs),
    }


def _length_columns(names: PlanNames, rows: _Segments) -> dict[str, tuple[Any, ...]]:
    """Ordered and required lengths, and the route."""
    routes = names.plan.pulls.route[rows.pull].tolist()
    totals = [_total_mm(kind, leg) for kind, leg in zip(rows.kinds, rows.leg.tolist(), strict=True)]
    needs = list(_list_needs(names.plan, rows.ends, routes))
    return {
        "total_mm": tuple(totals),
        "need_a_mm": tuple(need.a_mm for need in needs),
        "need_route_mm": tuple(need.route_mm for need in needs),
        "need_b_mm": tuple(need.b_mm for need in needs),
        "slack_mm": tuple(total - need.total_mm for total, need in zip(totals, needs, strict=True)),
        "route": tuple(() if number < 0 else names.routes[number] for number in routes),
    }


def _material_columns(names: PlanNames, rows: _Segments) -> dict[str, tuple[Any, ...]]:
    """Lot, fiber, grade and polarity."""
    project, assemblies = names.plan.project, names.plan.assemblies
    lots = [lot.name for lot in project.inventory.lots]
    taken = zip(rows.kinds, assemblies.lot[rows.assembly].tolist(), strict=True)
    parts = [project.catalog.part(kind.model) for kind in rows.kinds]
    return {
        "lot": tuple("" if kind.custom else lots[number] for kind, number in taken),
        "fiber": tuple(part.fiber for part in parts),
        "grade": tuple(part.grade for part in parts),
        "polarity": tuple(kind.polarity for kind in rows.kinds),
    }


def _stage_columns(names: PlanNames, rows: LongColumn) -> dict[str, tuple[Any, ...]]:
    """Network, stage and speed of some links."""
    stages = [names.plan.stages[stage] for stage in names.plan.links.stage[rows].tolist()]
    return {
        "network": tuple(stage.network for stage in stages),
        "stage": tuple(stage.name for stage in stages),
        "speed_gbps": tuple(stage.speed_gbps for stage in stages),
    }


def _end_columns(names: PlanNames, side: str, ends: EndColumns) -> dict[str, tuple[Any, ...]]:
    """The columns of one end, in the order of the record."""
    plan = names.plan
    racks = [plan.project.site.rack_by_id[device.rack or ""] for device in plan.devices]
    found: dict[str, Iterable[Any]] = {
        "room": ends.of_device(rack.room for rack in racks),
        "row": ends.of_device(rack.row for rack in racks),
        "rack": ends.of_device(rack.id for rack in racks),
        "ru": ends.of_device((device.position_half_ru or 0) / 2 for device in plan.devices),
        "face": ends.faces(),
        "device": ends.of_device(device.id for device in plan.devices),
        "cage": (port.cage for port in ends.ports),
        "port": (port.printed for port in ends.ports),
        "transceiver": ends.transceivers(names.transceivers),
    }
    return {f"{side}_{name}": tuple(column) for name, column in found.items()}


def _list_needs(plan: Plan, ends: Mapping[str, EndColumns], routes: Iterable[int]) -> Iterator[Need]:
    """The required length of each cable; links between the same two devices over one route need the same."""
    a, b = ends["a"], ends["b"]
    known: dict[tuple[int, str, int, str, int], Need] = {}
    for key in zip(a.numbers, a.groups, b.numbers, b.groups, routes, strict=True):
        if key not in known:
            known[key] = _need(plan, *key)
        yield known[key]


def _need(plan: Plan, a: int, a_group: str, b: int, b_group: str, route: int) -> Need:
    a_device, b_device = plan.devices[a], plan.devices[b]
    a_end = device_end(a_device, plan.project.type_of(a_device), a_group)
    b_end = device_end(b_device, plan.project.type_of(b_device), b_group)
    return need_of(plan.project.site, a_end, b_end, None if route < 0 else plan.routes[route])


def _total_mm(kind: AssemblyKind, leg: int) -> int:
    """Ordered length from plug to plug of one leg (from 0)."""
    return kind.body_mm + (kind.a_legs_mm[leg] + kind.b_legs_mm[leg] if kind.a_legs_mm else 0)


def _is_splitter(kind: AssemblyKind) -> bool:
    """Whether a kind is one cable with a head at B and several tails at A."""
    return kind.links > 1 and kind.form != "trunk" and not kind.is_straight
