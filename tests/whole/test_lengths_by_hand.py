"""Ten cables on each of six odd floors, worked out from the drawing by a calculator of its own.

The calculator shares no code with the product.

Each floor also has one cable whose sum stands here as it was added up on paper, to the millimetre. All switches stand;
five leaves have a link to each of two spines. A switch is one unit high, a unit 44.45 mm, a loop 500 + 300 mm.
"""

from collections.abc import Callable
from typing import NamedTuple

import pytest
import yaml

from fabric import Plan, audit_plan, make_plan
from fabric.catalog import HERE
from fabric.rules import device_end, need_of
from fabric.templates import write_multirack
from tests.sites import read_files
from tests.whole.drawing import Drawing, End

CABLE = HERE.joinpath("cables.csv").read_text(encoding="utf-8").splitlines()
"""The shipped cables: the heading and the QDR cable, here up to 60 m long."""
HEADS = ("model", "MCC4Q")
NAMES = ("leaf-01", "leaf-02", "leaf-03", "leaf-04", "leaf-05", "spine-01", "spine-02")


class OddFloor(NamedTuple):
    """A floor, its seven switches, and one cable worked out on paper."""

    site: str
    places: tuple[tuple[str, float, str], ...]
    """Rack, unit and face of each switch, in the order of `NAMES`."""
    cable: tuple[str, str]
    sum_mm: int


RACK = "width_mm: 600, depth_mm: 1200, height_mm: 2000, max_power_kw: 10"

FLOORS = {
    # leaf-01: front of A01 in U10. The tray is 100 mm behind the front: 100 + (2000 - 60 - 9.5 x 44.45 = 1517.725,
    # so 1518) + 800 = 2418. Drop 500. Along: A01's middle is 1300, A03's 2500: 1200. Drop 500. spine-01: rear of
    # A03 in U20: 1200 - 100 = 1100, 2000 - 60 - 19.5 x 44.45 = 1073.225, so 1074, + 800 = 2974. 2418 + 500 + 1200 +
    # 500 + 2974 = 7592.
    "trays over the fronts": OddFloor(
        f"""name: fronts
rooms: [{{id: hall, size_mm: [6000, 5000], height_mm: 3000}}]
rack_types: {{t: {{{RACK}}}}}
rows:
  - {{id: A, room: hall, start_mm: [1000, 1000], front: south, racks: [{{type: t, count: 4}}]}}
pathways:
  - {{id: T, room: hall, points_mm: [[500, 1100, 2500], [5500, 1100, 2500]], width_mm: 300, depth_mm: 100}}
""",
        (
            ("A01", 10, "front"),
            ("A02", 30, "rear"),
            ("A03", 5, "front"),
            ("A04", 42, "rear"),
            ("A04", 1, "front"),
            ("A03", 20, "rear"),
            ("A01", 40, "front"),
        ),
        ("leaf-01", "spine-01"),
        7592,
    ),
    # Rows face each other over an aisle; units count from the top; the rack is 2200 mm high with 45 units. leaf-01:
    # rear of A01 in U3 from the top: 45 - 2 - 1 = 42 units below, middle 60 + 42.5 x 44.45 = 1949.125; 250.875
    # below the top, so 251. A faces north at y 1000 to 2000, its rear is at y 1000; the tray at y 1600: 600. 600 +
    # 251 + 800 = 1651. Drop 2800 - 2200 = 600. x 1350 to the cross tray at 4000: 2650; y 1600 to 4400: 2800; back
    # to B02 at x 2050: 1950. B faces south at y 4000 to 5000: the tray at 4400, the front at 4000: 400. spine-01:
    # front of B02 in U45 from the top: middle 60 + 0.5 x 44.45 = 82.225; 2117.775, so 2118. 400 + 2118 + 800 =
    # 3318. Drop 600. 1651 + 600 + 7400 + 600 + 3318 = 13569.
    "units from the top": OddFloor(
        """name: top
rooms: [{id: hall, size_mm: [7000, 7000], height_mm: 3500}]
rack_types:
  t: {width_mm: 700, depth_mm: 1000, height_mm: 2200, u_height: 45, u_numbering: top_down, max_power_kw: 10}
rows:
  - {id: A, room: hall, start_mm: [1000, 1000], front: north, racks: [{type: t, count: 3}]}
  - {id: B, room: hall, start_mm: [1000, 4000], front: south, racks: [{type: t, count: 3}]}
pathways:
  - {id: T, room: hall, points_mm: [[800, 1600, 2800], [4000, 1600, 2800]], width_mm: 300, depth_mm: 100}
  - {id: U, room: hall, points_mm: [[800, 4400, 2800], [4000, 4400, 2800]], width_mm: 300, depth_mm: 100}
  - {id: X, room: hall, points_mm: [[4000, 1600, 2800], [4000, 4400, 2800]], width_mm: 300, depth_mm: 100}
""",
        (
            ("A01", 3, "rear"),
            ("A02", 20, "front"),
            ("A03", 45, "rear"),
            ("B01", 1, "rear"),
            ("B03", 30, "front"),
            ("B02", 45, "front"),
            ("A02", 10, "rear"),
        ),
        ("leaf-01", "spine-01"),
        13569,
    ),
    # Storeys: the upper floor is at 4200 mm, heights upstairs count from there. leaf-01: rear of A01 in U1: the
    # tray is over the middle, 600; 2000 - 60 - 22.225 = 1917.775, so 1918; 800: 3318. Drop 500. x 1300 to the riser
    # at 500: 800; up from 2500 to 4200 + 2600 = 6800: 4300; upstairs y 1600 to 2600: 1000; x 500 to B01's middle at
    # 1300: 800. Drop 600. spine-01: rear of B01 in U42: 600; 2000 - 60 - 41.5 x 44.45 = 95.325, so 96; 800: 1496.
    # 3318 + 500 + 6900 + 600 + 1496 = 12814.
    "two storeys": OddFloor(
        f"""name: storeys
rooms:
  - {{id: low, size_mm: [5000, 5000], height_mm: 4000}}
  - {{id: up, size_mm: [5000, 5000], height_mm: 3500, floor_mm: 4200}}
rack_types: {{t: {{{RACK}}}}}
rows:
  - {{id: A, room: low, start_mm: [1000, 1000], front: south, racks: [{{type: t, count: 3}}]}}
  - {{id: B, room: up, start_mm: [1000, 2000], front: south, racks: [{{type: t, count: 3}}]}}
pathways:
  - {{id: T, room: low, points_mm: [[500, 1600, 2500], [4500, 1600, 2500]], width_mm: 300, depth_mm: 100}}
  - {{id: R, kind: duct, room: low, points_mm: [[500, 1600, 2500], [500, 1600, 6800]], width_mm: 300, depth_mm: 300}}
  - {{id: V, room: up, points_mm: [[500, 1600, 2600], [500, 2600, 2600], [4500, 2600, 2600]],
      width_mm: 300, depth_mm: 100}}
""",
        (
            ("A01", 1, "rear"),
            ("A02", 20, "rear"),
            ("A03", 42, "front"),
            ("B02", 10, "rear"),
            ("B03", 30, "front"),
            ("B01", 42, "rear"),
            ("A01", 30, "rear"),
        ),
        ("leaf-01", "spine-01"),
        12814,
    ),
    # Open racks of 21 inches: 40 units of 48 mm from 80 mm, numbered from 5, entered from below at the right side,
    # 900 mm behind the front. The row faces east and runs along y. leaf-01: front of A01 in U5: 900; middle 80 + 24
    # = 104; 800: 1804. A01 is at y 1000 to 1600, x 1000 to 2100; it faces east, so that its right side is at y 1600
    # and the entry at x 2100 - 900 = 1200. The tray below runs at x 1500: down 400, aside 300: 700. A03's right
    # side is at y 2800: along 1200. 700 again. spine-01: rear of A03 in U30: 1100 - 900 = 200; 80 + 25.5 x 48 =
    # 1304; 800: 2304. 1804 + 700 + 1200 + 700 + 2304 = 6708.
    "open racks over an underfloor tray": OddFloor(
        """name: open
rooms: [{id: hall, size_mm: [4000, 6000], height_mm: 3000}]
rack_types:
  t: {width_mm: 600, depth_mm: 1100, height_mm: 2100, u_height: 40, unit_mm: 48, starting_unit: 5, u1_bottom_mm: 80,
    max_power_kw: 10, entry: {side: right, from_front_mm: 900}}
rows:
  - {id: A, room: hall, start_mm: [1000, 1000], front: east, racks: [{type: t, count: 4}]}
pathways:
  - {id: F, room: hall, points_mm: [[1500, 500, -400], [1500, 5000, -400]], width_mm: 300, depth_mm: 100}
""",
        (
            ("A01", 5, "front"),
            ("A02", 20, "rear"),
            ("A03", 44, "rear"),
            ("A04", 10, "front"),
            ("A01", 25, "rear"),
            ("A03", 30, "rear"),
            ("A02", 6, "front"),
        ),
        ("leaf-01", "spine-01"),
        6708,
    ),
    # Copper apart from fiber: the baskets are 250 mm behind the fronts, 3100 mm high. leaf-01: rear of A01 in U12:
    # 950; 2000 - 60 - 11.5 x 44.45 = 1428.825, so 1429; 800: 3179. Drop 1100. x 1300 to B's basket: cross basket at
    # x 800: 500; y 1250 to 3950: 2700 (B faces north: y 3000 to 4200, its front is at 4200); x 800 to B02 at 1900:
    # 1100. Drop 1100. spine-01: front of B02 in U2.5: 250; 2000 - 60 - 2 x 44.45 = 1851.1, so 1852; 800: 2902. 3179
    # + 1100 + 4300 + 1100 + 2902 = 12581.
    "fiber and copper apart": OddFloor(
        f"""name: apart
rooms: [{{id: hall, size_mm: [5000, 6000], height_mm: 4000}}]
rack_types: {{t: {{{RACK}}}}}
rows:
  - {{id: A, room: hall, start_mm: [1000, 1000], front: south, racks: [{{type: t, count: 3}}]}}
  - {{id: B, room: hall, start_mm: [1000, 3000], front: north, racks: [{{type: t, count: 3}}]}}
pathways:
  - {{id: F, room: hall, media: [fiber], points_mm: [[900, 1600, 2500], [3000, 1600, 2500], [3000, 3600, 2500],
      [900, 3600, 2500]], width_mm: 300, depth_mm: 100}}
  - {{id: C, kind: basket, room: hall, media: [copper], points_mm: [[3000, 1250, 3100], [800, 1250, 3100],
      [800, 3950, 3100], [3000, 3950, 3100]], width_mm: 200, depth_mm: 100}}
""",
        (
            ("A01", 12, "rear"),
            ("A02", 1, "front"),
            ("A03", 33, "rear"),
            ("B01", 22, "rear"),
            ("B03", 42, "front"),
            ("B02", 2.5, "front"),
            ("A03", 3, "front"),
        ),
        ("leaf-01", "spine-01"),
        12581,
    ),
    # Two halls and a sleeve through the wall between them; a stated drop from a corner of A02. leaf-02: front of
    # A02 in U42: the entry (2200, 1100) is 100 mm behind the front; 2000 - 60 - 41.5 x 44.45 = 95.325, so 96; 800:
    # 996. The point (2200, 2300): 500 up, 1200 aside: 1700. x 2200 to hall 2, where B01's middle is 6000 + 500 +
    # 300 = 6800: 4600. Drop 500; the tray is at y 2300, B at 1500 to 2700 facing south: rear 400. spine-02: rear of
    # B01 in U21: 2000 - 60 - 20.5 x 44.45 = 1028.775, so 1029: 400 + 1029 + 800 = 2229. 996 + 1700 + 4600 + 500 +
    # 2229 = 10025.
    "two halls and a sleeve": OddFloor(
        f"""name: halls
rooms:
  - {{id: one, size_mm: [5800, 5000], height_mm: 3000}}
  - {{id: two, size_mm: [4000, 5000], height_mm: 3000, origin_mm: [6000, 0]}}
rack_types: {{t: {{{RACK}}}}}
rows:
  - {{id: A, room: one, start_mm: [1000, 1000], front: south, racks: [{{type: t, count: 3}}]}}
  - {{id: B, room: two, start_mm: [500, 1500], front: south, racks: [{{type: t, count: 3}}]}}
pathways:
  - {{id: T, room: one, points_mm: [[1000, 2300, 2500], [5800, 2300, 2500]], width_mm: 300, depth_mm: 100}}
  - {{id: S, kind: sleeve, points_mm: [[5800, 2300, 2500], [6000, 2300, 2500]], width_mm: 300, depth_mm: 100}}
  - {{id: U, room: two, points_mm: [[0, 2300, 2500], [3500, 2300, 2500]], width_mm: 300, depth_mm: 100}}
drops:
  - {{rack: A01, pathway: T, at_mm: [1300, 2300, 2500], entry_mm: [1300, 2200]}}
  - {{rack: A02, pathway: T, at_mm: [2200, 2300, 2500], entry_mm: [2200, 1100]}}
  - {{rack: A03, pathway: T, at_mm: [2500, 2300, 2500], entry_mm: [2800, 1700]}}
""",
        (
            ("A01", 10, "rear"),
            ("A02", 42, "front"),
            ("A03", 20.5, "rear"),
            ("B02", 1, "front"),
            ("B03", 30, "rear"),
            ("A01", 40, "rear"),
            ("B01", 21, "rear"),
        ),
        ("leaf-02", "spine-02"),
        10025,
    ),
}


def files_of(floor: OddFloor) -> dict[str, str]:
    """The project of a floor: its switches stand, each leaf has a link to each spine."""
    devices = "\n".join(
        f"  - {{id: {name}, model: NM2-36P, role: {name.split('-')[0]}, rack: {rack}, u: {unit}, face: {face}, "
        "status: locked}"
        for name, (rack, unit, face) in zip(NAMES, floor.places, strict=True)
    )
    files = write_multirack(2)
    return files | {
        "site.yaml": floor.site,
        "equipment.yaml": f"devices:\n{devices}\n",
        "inventory.yaml": "lots: [{model: MCC4Q26, quantity: unlimited, lengths_m: [3, 5, 7, 10, 15, 20, 30]}]\n",
        "request.yaml": files["request.yaml"].replace("uplinks_per_leaf: 8", "uplinks_per_leaf: 2"),
        "catalog/cables.csv": "\n".join(line.replace(",10,,,40,", ",60,,,40,") for line in CABLE if line[:5] in HEADS),
    }


def needs_of(plan: Plan) -> dict[tuple[str, str], int]:
    """The length that the product derives for each link."""
    project, found = plan.project, {}
    pull_of = dict(zip(plan.segments.link.tolist(), plan.assemblies.pull[plan.segments.assembly].tolist(), strict=True))
    for link, (a, b) in enumerate(zip(plan.links.a_device.tolist(), plan.links.b_device.tolist(), strict=True)):
        stage, route = plan.stages[int(plan.links.stage[link])], int(plan.pulls.route[pull_of[link]])
        ends = [
            device_end(plan.devices[device], project.type_of(plan.devices[device]), group)
            for device, group in ((a, stage.a_group), (b, stage.b_group))
        ]
        need = need_of(project.site, ends[0], ends[1], None if route < 0 else plan.routes[route])
        found[plan.devices[a].id, plan.devices[b].id] = need.total_mm
    return found


@pytest.mark.plan
@pytest.mark.parametrize("name", FLOORS)
def test_ten_cables_are_as_long_as_on_the_drawing(name: str) -> None:
    floor = FLOORS[name]
    places = dict(zip(NAMES, floor.places, strict=True))
    drawing = Drawing(yaml.safe_load(floor.site), "copper")
    plan = make_plan(read_files(files_of(floor)))
    found = needs_of(plan)

    def end(device: str) -> End:
        rack, unit, face = places[device]
        return End(rack, unit, 1, face)

    assert len(found) == 10
    assert {pair: drawing.need(end(pair[0]), end(pair[1])) for pair in found} == found
    assert found[floor.cable] == floor.sum_mm
    assert audit_plan(plan) == []


NUDGES: dict[str, Callable[[str], str]] = {
    "trays over the fronts": lambda text: text.replace("2500]", "2501]"),
    "units from the top": lambda text: text.replace("2800]", "2801]"),
    "two storeys": lambda text: text.replace("floor_mm: 4200", "floor_mm: 4201").replace("6800", "6801"),
    "open racks over an underfloor tray": lambda text: text.replace("from_front_mm: 900", "from_front_mm: 901"),
}
"""A change of one millimetre in each of some drawings."""


@pytest.mark.parametrize("name", NUDGES)
def test_the_calculator_sees_a_millimetre(name: str) -> None:
    """Its sum for the cable on paper is that of the paper, and another one where the drawing is another."""
    floor = FLOORS[name]
    places = dict(zip(NAMES, floor.places, strict=True))
    ends = [End(*places[device][:2], 1, places[device][2]) for device in floor.cable]
    drawings = (floor.site, NUDGES[name](floor.site))
    as_drawn, nudged = (Drawing(yaml.safe_load(text), "copper").need(*ends) for text in drawings)
    assert as_drawn == floor.sum_mm
    assert 1 <= abs(nudged - as_drawn) <= 2
