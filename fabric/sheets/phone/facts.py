"""The facts that the page for phones shows: links as columns, and the tables that they refer to by index."""

from collections.abc import Callable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from fabric.plan import PackageKind, plan_id
from fabric.sheets.documents.door_sheet import drawing_words
from fabric.sheets.pictures.faceplates import ConnectorPlace, SplitCages, find_split_cages, lay_out
from fabric.sheets.rows.link_row import SIDES, EndRow, LinkRow, Media
from fabric.sheets.rows.link_rows import is_splitter
from fabric.sheets.rows.pack_words import piece_text
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.pull_ways import list_runs, run_name
from fabric.sheets.rows.pull_words import pull_lines
from fabric.sheets.rows.route_names import name_route
from fabric.sheets.rows.selected import LANDING_KINDS
from fabric.sheets.rows.standing import list_standing
from fabric.sheets.rows.step import Step
from fabric.sheets.rows.text import (
    clock_text,
    crews_text,
    day_text,
    form_text,
    labels_text,
    media_text,
    metres_text,
    moment_text,
    ranges_text,
    route_text,
    waits_text,
    work_place_text,
)
from layouts import Floor, svg_text, to_picture


def page_facts(rows: PlanRows) -> dict[str, Any]:
    """All facts of the page."""
    plan = rows.plan
    faces = _faces(rows)
    models = list(dict.fromkeys(faces.values()))
    ends = (row.end(side) for side in SIDES for row in rows.selected.links)
    ports = list(dict.fromkeys(map(_port_key, ends)))
    devices = {device.id: number for number, device in enumerate(plan.devices)}
    ready, contact = plan.project.request.racks_ready, plan.project.request.contact
    return {
        "site": rows.site.name,
        "plan": plan_id(rows.whole),
        "origin": rows.origin,
        "contact": contact and {"name": contact.name, "telephone": contact.telephone},
        "networks": [network.id for network in plan.project.request.networks],
        "models": [_model(rows, *face) for face in models],
        "devices": _devices(rows, [models.index(faces[device.id]) for device in plan.devices]),
        "standing": [
            {"device": devices[p.device], "group": p.cages, "cage": p.cage, "mpo": p.mpo, "cable": p.cable}
            for p in list_standing(plan)
        ],
        "ports": [port._asdict() for port in ports],
        "pieces": _pieces(rows),
        "pulls": _pulls(rows),
        "racks": [{"id": rack.id, "row": rack.row, "room": rack.room} for rack in rows.site.racks],
        "kinds": [_kind(rows, number) for number in range(len(plan.kinds))],
        "routes": _routes(rows),
        "trays": _trays(rows),
        "links": _links(rows, ports),
        "steps": [_step(step, ready) for step in rows.steps],
        "floor": svg_text(Floor(rows.site).draw(words="location", legend=False)),
    }


class PortKey(NamedTuple):
    """A port as the page shows it; many devices have the same."""

    printed: str
    """Name on the metal."""
    group: str
    """Group of cages on the device, without its mode."""
    cage: int
    """Number of the cage in its group."""
    mpo: int
    """Connector of the cage, from 1; 0 where it has one."""


def _port_key(end: EndRow) -> PortKey:
    return PortKey(end.port, end.cages, end.cage, end.mpo)


def _links(rows: PlanRows, ports: Sequence[PortKey]) -> dict[str, list[Any]]:
    """The links as columns; devices, ports, networks, assemblies, kinds, pulls and routes by index."""
    plan, chosen = rows.plan, rows.selected.links
    networks = {network.id: number for number, network in enumerate(plan.project.request.networks)}
    devices = {device.id: number for number, device in enumerate(plan.devices)}
    port_numbers = {port: number for number, port in enumerate(ports)}
    columns: dict[str, Callable[[LinkRow], Any]] = {
        "network": lambda row: networks[row.network],
        "code": attrgetter("code"),
        "assembly": attrgetter("assembly"),
        "leg": attrgetter("leg"),
        "kind": attrgetter("kind_index"),
        "length": lambda row: metres_text(row.total_mm),
        "pull": attrgetter("pull"),
        "a": lambda row: devices[row.a.device],
        "b": lambda row: devices[row.b.device],
        "a_port": lambda row: port_numbers[_port_key(row.a)],
        "b_port": lambda row: port_numbers[_port_key(row.b)],
        "label_a": attrgetter("label_a.text"),
        "label_b": attrgetter("label_b.text"),
    }
    return {name: [read(row) for row in chosen] for name, read in columns.items()}


def _kind(rows: PlanRows, number: int) -> dict[str, Any]:
    kind = rows.plan.kinds[number]
    part = rows.plan.project.catalog.part(kind.model)
    return {
        "id": kind.id,
        "form": form_text(kind.form),
        "media": media_text(Media(part.fiber, part.grade)),
        "length": metres_text(kind.overall_mm),
        "legs": len(kind.a_legs_mm),
        "is_custom": kind.custom,
        "is_splitter": is_splitter(kind),
        "is_straight": kind.is_straight,
    }


def _pieces(rows: PlanRows) -> dict[str, list[Any]]:
    """The assemblies as columns: serial, kind, pull, and the numbers of the legs that stay spare."""
    assemblies, kinds = rows.plan.assemblies, rows.plan.kinds
    kind_of = assemblies.kind.tolist()
    spare = []
    for assembly, kind in enumerate(kind_of):
        used = {row.leg for row in rows.by_assembly.get(assembly, ())}
        spare.append(ranges_text(set(range(1, len(kinds[kind].a_legs_mm) + 1)) - used))
    return {"serial": list(rows.index.serials), "kind": kind_of, "pull": assemblies.pull.tolist(), "spare": spare}


def _pulls(rows: PlanRows) -> dict[str, list[int]]:
    """The pulls as columns: racks of both ends and route, by index."""
    pulls = rows.plan.pulls
    return {"a_rack": pulls.a_rack.tolist(), "b_rack": pulls.b_rack.tolist(), "route": pulls.route.tolist()}


def _faces(rows: PlanRows) -> dict[str, tuple[str, SplitCages]]:
    """The model of each device, and the cages that its links and standing cables split."""
    plan = rows.plan
    places: dict[str, set[ConnectorPlace]] = {device.id: set() for device in plan.devices}
    for row in rows.links:
        for end in (row.a, row.b):
            places[end.device].add(ConnectorPlace(end.cages, end.cage, end.mpo))
    for plug in list_standing(plan):
        places[plug.device].add(ConnectorPlace(plug.cages, plug.cage, plug.mpo))
    types = plan.project.catalog.device_types
    return {d.id: (d.model, find_split_cages(types[d.model], places[d.id])) for d in plan.devices}


def _devices(rows: PlanRows, models: Sequence[int]) -> list[dict[str, Any]]:
    """The devices of the plan; `models` are the numbers of their faces."""
    return [
        {
            "id": d.id,
            "rack": d.rack or "",
            "u": d.unit,
            "face": d.face,
            "model": model,
        }
        for d, model in zip(rows.plan.devices, models, strict=True)
    ]


def _model(rows: PlanRows, model: str, split: SplitCages) -> dict[str, Any]:
    device_type = rows.plan.project.catalog.device_types[model]
    groups = []
    for cages, laid_out in lay_out(device_type, split).items():
        drawn = [
            {
                "number": cage.number,
                "line": cage.row // 2,
                "row": cage.row % 2,
                "column": cage.column,
                "connectors": [{"mpo": one.place.mpo, "printed": one.printed} for one in cage.connectors],
            }
            for cage in laid_out
        ]
        groups.append({"name": cages, "cages": drawn, "places": drawing_words([device_type], {model: {cages}})})
    return {"name": model, "groups": groups}


def _routes(rows: PlanRows) -> list[dict[str, Any]]:
    """The routes as crews pull them, from the B end to the A end, by the names that crew sheets print."""
    racks = rows.site.rack_by_id
    found = []
    for route in rows.plan.routes:
        ends = [racks[rack].centre_mm for rack in (route.a_rack, route.b_rack)]
        points = [(ends[0][0], -ends[0][1]), *map(to_picture, route.points_mm), (ends[1][0], -ends[1][1])]
        runs = [run_name(run) for run in list_runs(name_route(rows.site, route)[::-1])]
        found.append(
            {
                "words": f"{route.b_rack} > {route.a_rack}: {route_text(runs)}",
                "trays": runs,
                "points": " ".join(f"{x:.0f},{y:.0f}" for x, y in points),
            }
        )
    return found


def _trays(rows: PlanRows) -> list[dict[str, Any]]:
    """The trays by the name that crew sheets print, each with the pathways of its run and the routes over them."""
    routes = [name_route(rows.site, route) for route in rows.plan.routes]
    parts: dict[str, dict[str, None]] = {}
    for names in routes:
        for run in list_runs(names):
            parts.setdefault(run_name(run), {}).update(dict.fromkeys(run))
    return [
        {
            "name": name,
            "parts": [] if list(own) == [name] else sorted(own),
            "routes": [number for number, names in enumerate(routes) if not own.keys().isdisjoint(names)],
        }
        for name, own in parts.items()
    ]


def _lines(step: Step) -> list[str]:
    """The way and the handling of a pull; of a landing the side of the rack, which its details begin with."""
    if step.pull:
        return list(pull_lines(step.pull))
    return list(step.details[:1]) if step.kind in LANDING_KINDS.values() else []


def _clock(step: Step, ready: datetime | None) -> str:
    """The time at which a step begins, with its day where that is not the day of its shift: after midnight."""
    is_same = step.start.date() == step.shift_start.date()
    return clock_text(step.start) if is_same else moment_text(ready, step.start)


def _step(step: Step, ready: datetime | None) -> dict[str, Any]:
    side = {PackageKind.LAND_A: "a", PackageKind.LAND_B: "b"}.get(step.kind, "")
    return {
        "crew": step.crew,
        "number": step.number,
        "shift": f"{day_text(ready, step.shift_start)}, {step.shift_name} shift",
        "at_s": step.start_s,
        "from": _clock(step, ready),
        "to": f"{step.end:%H:%M}",
        "labels": labels_text(step.labels),
        "piece": piece_text(step),
        "act": step.act.value,
        "at": work_place_text(step.place),
        "racks": list(step.place.racks),
        "what": step.words,
        "lines": _lines(step),
        "pull": step.subject if step.kind.is_of_pull else -1,
        "side": side,
        "waits": [
            {
                "crew": wait.crew,
                "steps": list(wait.steps),
                "text": waits_text([wait._replace(is_earlier=False)]),
                "earlier": wait.is_earlier,
            }
            for wait in step.waits_for
        ],
        "beside": crews_text(step.beside),
    }
