"""A colo floor of 40 x 60 ft: three rows of 14 cabinets, 24 nodes to be placed, one crew behind A, four behind B, C.

     y 16 m   C  C01 ... C12 | C13 C14     four crews behind, nodes or switches (01-12), switches (13, 14)
     y 10 m   B  B01 ... B12 | B13 B14     four crews behind
     y  4 m   A  A01 ... A12 | A13 A14     one crew behind
              trays over the rows, joined by one cross ladder beyond the cabinets 14

A cabinet gives 30 kW, a node takes 14.3 kW: two nodes a cabinet, so 24 nodes fill the twelve cabinets of one row.
"""

from collections.abc import Sequence

CREW = "shifts:\n  - {id: day, start: '07:00', hours: 10, technicians: 18}\ncrew_size: 2\nhand_over: false\n"
SITE = """name: colo
rooms: [{id: hall, size_mm: [12192, 18288], height_mm: 3600}]
rack_types:
  cabinet: {width_mm: 600, depth_mm: 1200, height_mm: 2200, u_height: 45, max_power_kw: 30, max_weight_kg: 1200, \
holds: [host, switch]}
  network: {width_mm: 600, depth_mm: 1200, height_mm: 2200, u_height: 45, max_power_kw: 20, holds: [switch]}
rows:
"""
REQUEST = """networks:
  - {id: compute, topology: rail-optimized, port_group: compute, speed_gbps: 400}
limits: {trunk_legs: [12, 24]}
objective: install-time
"""
INVENTORY = """lots:
  - {model: QM9700}
  - {model: MMA4Z00-NS}
  - {model: MMA4Z00-NS-FLT}
  - {model: MFP7E10, lengths_m: [2, 3, 5, 7, 10, 15, 20, 30]}
  - {model: TRUNK-OM4-12, to_order: true}
  - {model: TRUNK-OM4-24, to_order: true}
"""


def write_colo(
    equipment: str = "groups:\n  - {prefix: node-, digits: 2, model: DGX-B200, count: 24}\n",
) -> dict[str, str]:
    """The files of the floor with some equipment."""
    rows, trays = "", "pathways:\n"
    for row, y, crews in (("A", 3000, 1), ("B", 9000, 4), ("C", 15000, 4)):
        racks = "[{type: cabinet, count: 12}, {type: network, count: 2}]"
        rows += f"  - {{id: {row}, room: hall, start_mm: [1200, {y}], front: south, racks: {racks}, "
        rows += f"max_crews: {{front: 2, rear: {crews}}}}}\n"
        points = f"[[1200, {y + 600}, 2600], [10200, {y + 600}, 2600]]"
        trays += f"  - {{id: LAD-{row}, kind: ladder, room: hall, width_mm: 450, depth_mm: 100, points_mm: {points}}}\n"
    trays += "  - {id: CROSS, kind: ladder, room: hall, width_mm: 450, depth_mm: 100, "
    trays += "points_mm: [[10200, 3600, 2600], [10200, 15600, 2600]]}\n"
    return {
        "site.yaml": SITE + rows + trays,
        "equipment.yaml": equipment,
        "inventory.yaml": INVENTORY,
        "request.yaml": REQUEST,
        "crew.yaml": CREW,
    }


def list_nodes(cabinets: Sequence[str]) -> str:
    """The equipment with node i in the i-th of some cabinets, at U1 or above the node that stands there already."""
    lines, units = "devices:\n", dict.fromkeys(cabinets, 1)
    for number, cabinet in enumerate(cabinets, start=1):
        lines += f"  - {{id: node-{number:02d}, model: DGX-B200, rack: {cabinet}, u: {units[cabinet]}}}\n"
        units[cabinet] += 10
    return lines
