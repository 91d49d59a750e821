"""Nothing that a file may say is read and then ignored: every field of a form reaches a reader, every field of a value
a user.
"""

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from layouts import floor_form
from layouts.forms import Form
from tests.sites import read_files, write_two_racks

ROOT = Path(__file__).parent.parent.parent.parent
FORMS = (ROOT / "fabric" / "inputs").glob("*_forms.py")
FORM_MODULES = (*(import_module(f"fabric.inputs.{path.stem}") for path in sorted(FORMS)), floor_form)
BY_ITEMS = "its items are read one by one, each with its line (fill_items)"
NOT_READ = {
    "EquipmentForm.groups": BY_ITEMS,
    "EquipmentForm.devices": BY_ITEMS,
    "EquipmentForm.panels": BY_ITEMS,
    "EquipmentForm.cables": BY_ITEMS,
    "EquipmentForm.panel_trunks": BY_ITEMS,
    "InventoryForm.panels": BY_ITEMS,
    "InventoryForm.lots": BY_ITEMS,
    "SiteForm.tile_mm": "lengths in tiles are read from the document, before the form (test_lengths.py)",
    "SiteForm.notes": "`check` prints it, from the document (test_renamed.py)",
}
"""Fields of forms that no reader looks at, with the reason."""
NOT_USED: dict[str, str] = {}
"""Fields of values that only readers look at, with the reason."""

READERS = ("fabric/inputs/", "fabric/catalog/", "layouts/site_builder.py", "layouts/forms.py", "layouts/floor_form.py")
"""Where fields become values: what is used only here is not used."""


MEDIA_AND_DIRECT = (
    "400, direct: [{port_group: board, devices: [h001, h002]}],\n"
    "     media: [{stages: [node-leaf], fibers: [mm], connectors: [MPO-12/APC]}]}"
)
"""End of the network of the two racks, with a list of direct links and its media."""


def write_all_forms() -> dict[str, str]:
    """The two racks with at least one of every form: a third rack, a drop, a column, an aisle, a feed, panels with a
    trunk between them, a cable that is in place, single devices, lots, limits, weights, labels, breaks and risks.
    """
    files = write_two_racks()
    site = files["site.yaml"].replace("rows:", "  other: {width_mm: 600, depth_mm: 1200, height_mm: 2000, "
        "max_power_kw: 5, feed: f, entry: {side: both}}\nrows:")  # fmt: skip
    site += """units: imperial
racks:
  - {id: X1, row: B, type: other, x_mm: 2000, y_mm: 4600}
drops: [{rack: X1, pathway: T}]
side_passages:
  - {row: A, low_mm: 100, high_mm: 1900, near_mm: 100, far_mm: 900, media: [fiber], area_mm2: 20000, max_crews: 1}
  - {racks: [A01, A02], name: high, low_mm: 1910, high_mm: 1990}
obstacles: [{id: c, kind: column, room: hall, corner_mm: [100, 5000], size_mm: [200, 200]}]
aisles: [{id: hot, kind: hot, rows: [A, B]}]
feeds: [{id: f, limit_kw: 30}]
"""
    other_room = "{id: store, outline_mm: [[9000, 0], [9900, 0], [9900, 900]]}, "
    row = "  - {id: B, room: hall, start_mm: [2000, 4600], front: north, max_crews: {front: 1}}\n"
    more_hosts = "  - {prefix: g, model: small-host, count: 1}\n"
    equipment = """panels:
  - {id: p, rack: X1, u: 1, ports: 24, connector: LC}
  - {id: q, rack: A01, u: 20, ports: 8, connector: LC}
panel_trunks: [{id: pq, a: {panel: p}, b: {panel: q}, lanes: 2, fiber: sm, length_m: 9, ports_in_use: [1]}]
devices: [{id: h005, model: small-host, rack: A01, u: 10}]
cables:
  - {id: k, a: {device: h005, port: N1/1}, b: {device: h005, port: N1/2}, pathways: [T], diameter_mm: 3.0}
"""
    request = """objective: weighted
racks_ready: 2027-01-11T06:00
weights: {install_hour: 1.0}
label: {end: "{rack}-{u}:{port}"}
contact: {name: N. N., telephone: '1'}
"""
    networks = files["request.yaml"].replace(
        "400}",
        MEDIA_AND_DIRECT,
    )
    crew = """shifts:
  - {id: day, start: '08:00', hours: 8, technicians: 4, skills: {testing: 2}, breaks: [{after_h: 4, minutes: 30}],
     days: [mon]}
holidays: [2027-01-01]
risks: {error_rate: 0.1}
utilisation: 0.9
prepare: {trunks: {start: 2027-01-04T06:00, end: 2027-01-08}, bundling: {start: 2027-01-08},
  panels: {start: 2027-01-08}, optics: {start: 2027-01-08}, integrated: {racks: [A01]}}
"""
    labour = "act,unit,person_minutes,crew,most,low,high,source,confidence\nlabel,end,0.5,1,2,0.3,1.0,test,assumed\n"
    return {
        **files,
        "site.yaml": site.replace("pathways:\n", row + "pathways:\n").replace("rooms: [", "rooms: [" + other_room),
        "equipment.yaml": files["equipment.yaml"] + more_hosts + equipment,
        "request.yaml": networks.replace("limits:", "  - {id: listed, links: listed.csv}\nlimits:") + request,
        "listed.csv": "a.device,a.port,b.device,b.port\nh003,BMC,h004,BMC\n",
        "crew.yaml": crew,
        "labour.csv": labour,
        "inventory.yaml": files["inventory.yaml"] + "panels: [{model: MPO-24, ports: 24, connector: MPO-12/APC}]\n",
    }


def fields_of_forms() -> Iterator[tuple[type[Form], str]]:
    for module in FORM_MODULES:
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Form) and value.__module__ == module.__name__:
                yield from ((value, name) for name in value.model_fields)


def test_every_field_of_a_form_reaches_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with one of each form is read while every look at a field is noted; looks of the forms themselves, which
    only check, do not count.
    """
    looked: set[tuple[type, str]] = set()

    def note(self: Form, name: str) -> object:
        caller = sys._getframe(1).f_code.co_filename
        if not caller.endswith(("_forms.py", "_form.py")) and "pydantic" not in caller:
            looked.add((type(self), name))
        return object.__getattribute__(self, name)

    monkeypatch.setattr(Form, "__getattribute__", note)
    read_files(write_all_forms())
    monkeypatch.undo()
    unread = {f"{form.__name__}.{name}" for form, name in fields_of_forms() if (form, name) not in looked}
    assert unread == set(NOT_READ)


def fields_of_values() -> Iterator[str]:
    """Class.field of each value that people's files are turned into."""
    for path in [*(ROOT / "fabric" / "project").glob("*.py"), ROOT / "layouts" / "site.py"]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                for line in node.body:
                    if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                        yield f"{node.name}.{line.target.id}"


def test_every_field_of_a_value_has_a_user() -> None:
    """Some module that is no reader looks at an attribute of that name; so a name that no other value has must be
    used as it is.
    """
    used = set()
    for path in [*ROOT.glob("fabric/**/*.py"), *ROOT.glob("layouts/**/*.py")]:
        if not str(path.relative_to(ROOT)).startswith(READERS):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                    used.add(node.attr)
    unused = {field for field in fields_of_values() if field.split(".")[1] not in used}
    assert unused == set(NOT_USED)
