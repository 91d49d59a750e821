"""The page for phones and tablets: a folder of HTML that works without a network, from a share or a web server.

What the page knows is one file of columns (`data.js`); the rest does not depend on the plan. Everything from a project
is data in JSON, which the page only ever shows as text.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fabric.plan import PackageKind, plan_id
from fabric.sheets.pictures.faceplates import lay_out
from fabric.sheets.rows.link_row import EndRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.steps import list_steps
from layouts import Floor, format_ru, place, svg_text

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
    """What the page knows: links as columns, and the tables that they refer to by index."""
    plan = rows.plan
    networks = [network.id for network in plan.project.request.networks]
    models = list(dict.fromkeys(device.model for device in plan.devices))
    ports: dict[tuple[str, str, int, int], int] = {}
    numbers = {device.id: number for number, device in enumerate(plan.devices)}

    def port(end: EndRow) -> int:
        return ports.setdefault((end.port, end.cages, end.cage, end.mpo), len(ports))

    chosen = rows.chosen
    assemblies = {rows.serial(number): number for number in range(len(plan.assemblies.kind))}
    links = {
        "network": [networks.index(row.network) for row in chosen],
        "number": [int(row.cable_id.rpartition("-")[2]) - 1 for row in chosen],
        "assembly": [assemblies[row.serial] for row in chosen],
        "leg": [row.leg for row in chosen],
        "kind": [row.kind_index for row in chosen],
        "length": [row.total_m for row in chosen],
        "pull": [row.pull - 1 for row in chosen],
        "route": [int(plan.pulls.route[row.pull - 1]) for row in chosen],
        "a": [numbers[row.a.device] for row in chosen],
        "b": [numbers[row.b.device] for row in chosen],
        "a_port": [port(row.a) for row in chosen],
        "b_port": [port(row.b) for row in chosen],
        "label_a": [row.label_a for row in chosen],
        "label_b": [row.label_b for row in chosen],
    }
    steps, steps_of_pull = _steps(rows)
    return {
        "site": rows.site.name,
        "plan": plan_id(plan),
        "origin": rows.origin,
        "networks": networks,
        "models": [_model(rows, model) for model in models],
        "devices": _devices(rows, models),
        "ports": [
            {"printed": printed, "group": group, "cage": cage, "mpo": mpo} for printed, group, cage, mpo in ports
        ],
        "serials": list(assemblies),
        "kinds": [_kind(rows, number) for number in range(len(plan.kinds))],
        "routes": _routes(rows),
        "links": links,
        "steps": steps,
        "steps_of_pull": steps_of_pull,
        "floor": svg_text(Floor(rows.site).draw(words="where it lies", legend=False)),
    }


def _kind(rows: PlanRows, number: int) -> dict[str, str]:
    kind = rows.plan.kinds[number]
    part = rows.plan.project.catalog.part(kind.model)
    return {"name": f"{kind.form} {kind.id}", "media": f"{part.fiber} {part.grade}"}


def _devices(rows: PlanRows, models: Sequence[str]) -> list[dict[str, Any]]:
    index = {model: number for number, model in enumerate(models)}
    return [
        {
            "id": d.id,
            "rack": d.rack or "",
            "u": format_ru(d.position_half_ru or 0),
            "face": d.face,
            "model": index[d.model],
        }
        for d in rows.plan.devices
    ]


def _model(rows: PlanRows, model: str) -> dict[str, Any]:
    device_type = rows.plan.project.catalog.device_types[model]
    groups = []
    for cages, laid_out in lay_out(device_type).items():
        drawn = [
            {
                "number": cage.number,
                "line": cage.line,
                "row": cage.row,
                "column": cage.column,
                "connectors": [{"mpo": one.place[2], "printed": one.printed} for one in cage.connectors],
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
        points = [(ends[0][0], -ends[0][1]), *map(place, route.points_mm), (ends[1][0], -ends[1][1])]
        found.append(
            {"words": " > ".join(route.named_pathways), "points": " ".join(f"{x:.0f},{y:.0f}" for x, y in points)}
        )
    return found


def _steps(rows: PlanRows) -> tuple[list[dict[str, Any]], dict[int, list[int]]]:
    """All steps, and by pull the numbers of those that serve it, in order of time."""
    packages = rows.plan.packages
    found: list[dict[str, Any]] = []
    by_pull: dict[int, list[tuple[int, int]]] = {}
    for step in list_steps(rows):
        crew, number, _, start, _, _, act, at, what, _, _, _, after, _ = step.cells
        if PackageKind(int(packages.kind[step.package])).word not in ("open", "optics"):
            pull = int(packages.subject[step.package])
            by_pull.setdefault(pull, []).append((int(packages.start_s[step.package]), len(found)))
        found.append(
            {"crew": crew, "number": number, "start": start, "act": act, "at": at, "what": what, "after": after}
        )
    return found, {pull: [number for _, number in sorted(pairs)] for pull, pairs in by_pull.items()}
