"""The page for phones and tablets: a folder of HTML that works without a network, from a share or a web server.

The plan is one file of columns (`data.js`); the other files are the same for every plan. Names of a project are data in
JSON, which the page shows as text alone.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from fabric.plan import plan_id
from fabric.sheets.pictures.faceplates import ConnectorPlace, SplitCages, find_split_cages, lay_out
from fabric.sheets.rows.link_row import SIDES, EndRow, LinkRow, Media
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.route_names import name_route
from fabric.sheets.rows.standing import list_standing
from fabric.sheets.rows.step import Step
from fabric.sheets.rows.text import (
    crews_text,
    form_text,
    media_text,
    metres_text,
    moment_text,
    route_text,
    waits_text,
    work_place_text,
)
from layouts import Floor, svg_text, to_picture

ASSETS = Path(__file__).parent
NAMES = ("index.html", "app.js", "style.css")


def write_phone_page(rows: PlanRows, folder: Path) -> list[str]:
    """Writes the folder `phone`."""
    page = folder / "phone"
    page.mkdir()
    for name in NAMES:
        (page / name).write_bytes((ASSETS / name).read_bytes())
    # A browser would take '</script>' inside a text for the end of it.
    text = json.dumps(page_facts(rows), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    (page / "data.js").write_text(f"window.PLAN = {text};\n", encoding="utf-8", newline="\n")
    return [f"phone/{name}" for name in (*NAMES, "data.js")]


def page_facts(rows: PlanRows) -> dict[str, Any]:
    """The content of `data.js`: links as columns, and the tables that they refer to by index."""
    plan = rows.plan
    faces = _faces(rows)
    models = list(dict.fromkeys(faces.values()))
    ends = (row.end(side) for side in SIDES for row in rows.selected.links)
    ports = list(dict.fromkeys(map(_port_key, ends)))
    devices = {device.id: number for number, device in enumerate(plan.devices)}
    steps = rows.steps
    ready = plan.project.request.racks_ready
    return {
        "site": rows.site.name,
        "plan": plan_id(plan),
        "origin": rows.origin,
        "networks": [network.id for network in plan.project.request.networks],
        "models": [_model(rows, *face) for face in models],
        "devices": _devices(rows, [models.index(faces[device.id]) for device in plan.devices]),
        "standing": [
            {"device": devices[p.device], "group": p.cages, "cage": p.cage, "mpo": p.mpo, "cable": p.cable}
            for p in list_standing(plan)
        ],
        "ports": [port._asdict() for port in ports],
        "serials": list(rows.index.serials),
        "kinds": [_kind(rows, number) for number in range(len(plan.kinds))],
        "routes": _routes(rows),
        "links": _links(rows, ports),
        "steps": [_step(step, ready) for step in steps],
        "steps_of_pull": _steps_of_pull(steps),
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
        "route": lambda row: int(plan.pulls.route[row.pull]),
        "a": lambda row: devices[row.a.device],
        "b": lambda row: devices[row.b.device],
        "a_port": lambda row: port_numbers[_port_key(row.a)],
        "b_port": lambda row: port_numbers[_port_key(row.b)],
        "label_a": attrgetter("label_a.text"),
        "label_b": attrgetter("label_b.text"),
    }
    return {name: [read(row) for row in chosen] for name, read in columns.items()}


def _kind(rows: PlanRows, number: int) -> dict[str, str]:
    kind = rows.plan.kinds[number]
    part = rows.plan.project.catalog.part(kind.model)
    return {"name": f"{form_text(kind.form)} {kind.id}", "media": media_text(Media(part.fiber, part.grade))}


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
                "line": cage.line,
                "row": cage.row,
                "column": cage.column,
                "connectors": [{"mpo": one.place.mpo, "printed": one.printed} for one in cage.connectors],
            }
            for cage in laid_out
        ]
        groups.append({"name": cages, "cages": drawn})
    return {"name": model, "groups": groups}


def _routes(rows: PlanRows) -> list[dict[str, str]]:
    racks = rows.site.rack_by_id
    found = []
    for route in rows.plan.routes:
        ends = [racks[rack].centre_mm for rack in (route.a_rack, route.b_rack)]
        points = [(ends[0][0], -ends[0][1]), *map(to_picture, route.points_mm), (ends[1][0], -ends[1][1])]
        found.append(
            {
                "words": route_text(name_route(rows.site, route)),
                "points": " ".join(f"{x:.0f},{y:.0f}" for x, y in points),
            }
        )
    return found


def _step(step: Step, ready: datetime | None) -> dict[str, Any]:
    return {
        "crew": step.crew,
        "number": step.number,
        "start": moment_text(ready, step.start),
        "act": step.act.value,
        "at": work_place_text(step.place),
        "what": step.words,
        "waits_for": waits_text(step.waits_for),
        "beside": crews_text(step.beside),
    }


def _steps_of_pull(steps: Sequence[Step]) -> dict[int, list[int]]:
    """By pull the numbers of the steps that serve it, in order of time."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, step in enumerate(steps):
        if step.kind.is_of_pull:
            found.setdefault(step.subject, []).append((step.start_s, number))
    return {pull: [number for _, number in sorted(pairs)] for pull, pairs in found.items()}
