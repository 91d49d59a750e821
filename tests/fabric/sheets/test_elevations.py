"""Rack elevations of a rack with two switches in one unit, a panel and existing cables, by hand."""

from dataclasses import replace

import pytest

from fabric import Plan, make_plan
from fabric.sheets.pictures.elevations import draw_elevations
from fabric.sheets.pictures.rack_elevation import RackContent, RackElevation, SeenRack
from layouts import Words
from tests.sites import read_files, write_two_racks

TYPE = "thin,switch,1,440,300,5,300,front-to-rear,1000,test,assumed\n"
PORTS = "thin,fabric,1,4,2,osfp-finned-twin,front,400,{cage}/{mpo},swp{port},,test,assumed\n"
EQUIPMENT = """devices:
  - {id: sw, model: thin, role: other, rack: A02, u: 20, face: front}
  - {id: sb, model: thin, role: other, rack: A02, u: 20, face: rear}
panels:
  - {id: P1, rack: A02, u: 30, u_height: 1, ports: 12, connector: MPO-12/APC, face: rear, depth_mm: 100}
cables:
  - {id: OLD1, a: {device: sw, port: 1/1}, b: {device: sb, port: 1/1}, diameter_mm: 5}
  - {id: OLD2, a: {device: sw, port: 1/2}, b: {device: sb, port: 1/2}, diameter_mm: 5}
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Two switches of 300 mm in U20 of A02, before each other, with two cables between them."""
    files = write_two_racks()
    files["catalog/device_types.csv"] += TYPE
    files["catalog/ports.csv"] += PORTS
    files["equipment.yaml"] += EQUIPMENT
    return make_plan(read_files(files))


def words_of(plan: Plan, seen: str) -> list[str]:
    """The words of racks A01 and A02 as seen from a side: the front comes first."""
    (drawing,) = draw_elevations(plan)
    found = [shape.text for shape in drawing.shapes if isinstance(shape, Words)]
    rear = found.index("row A, rear view")
    return found[:rear] if seen == "front" else found[rear:]


@pytest.mark.parametrize(("seen", "last"), [("front", "sw"), ("rear", "sb")])
def test_what_stands_at_the_side_that_is_seen_covers_the_rest(plan: Plan, seen: str, last: str) -> None:
    """The switch of that side is drawn after the other one, in the same place."""
    named = [words.split()[0] for words in words_of(plan, seen) if words.startswith(("sw ", "sb "))]
    assert (len(named), named[-1]) == (2, last)


def test_what_stands_beside_the_units_is_drawn_last(plan: Plan) -> None:
    """A power strip without units was crossed out by the edge of a device at its height."""
    types = plan.project.catalog.device_types
    strip = replace(types["thin"], model="strip", half_ru=0)
    catalog = replace(plan.project.catalog, device_types={**types, "strip": strip})
    device = next(one for one in plan.devices if one.id == "sw")
    devices = (replace(device, id="pdu-1", model="strip"), *plan.devices)
    changed = replace(plan, devices=devices, project=replace(plan.project, catalog=catalog))
    words = words_of(changed, "rear")
    assert words.index("pdu-1") > next(n for n, one in enumerate(words) if one.startswith("sb "))


def test_cables_that_lie_stand_by_name_on_their_device(plan: Plan) -> None:
    assert "sw  lies: OLD1, OLD2" in words_of(plan, "front")
    assert "sb  lies: OLD1, OLD2" in words_of(plan, "rear")


def test_panels_take_their_units(plan: Plan) -> None:
    assert "P1  panel, ports rear" in words_of(plan, "front")


def test_a_device_seen_from_behind_says_where_its_ports_are(plan: Plan) -> None:
    """The switch `sw` has its ports at the front: `ports front` there, `ports at the front` from the rear. Where the
    words do not fit, it says `ports at front`, so that no reader takes the picture for the side of the ports.
    """
    device = next(one for one in plan.devices if one.id == "sw")
    rack = next(one for one in plan.project.site.racks if one.id == "A02")
    content = RackContent((device,), (), {})
    for seen, expected in (("front", "thin, ports front"), ("rear", "thin, ports at the front")):
        rear = RackElevation(plan, SeenRack("A", rack, "front" if seen == "front" else "rear"), content, 0, 10, 2)
        assert expected in [shape.text for shape in rear.draw() if isinstance(shape, Words)]
    words = RackElevation(plan, SeenRack("A", rack, "rear"), content, 0, 10, 2).words_on(device, ())[0]
    assert words == ("thin, ports at the front", "thin, ports at front", "thin")
