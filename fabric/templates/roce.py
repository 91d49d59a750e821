"""`roce-h100`: Ethernet fabrics of 128-port switches, units of 64 nodes in two rows, in one hall or several.

98,304 GPUs are 192 units: 1,536 leaves, 1,536 spines, 768 cores. Pods then take 48 leaves and 48 spines, since 768
cores must meet every pod equally; the 64 uplinks of a leaf over 48 spines are one or two links per pair.
"""

from fabric.templates.around import list_trunks
from fabric.templates.blocks import BlockFloor
from fabric.templates.superpod import LABOUR, LIMITS, NODE_U, crew, equipment

NODES_PER_SU = 64


def write_roce(su_count: int, rooms: int) -> dict[str, str]:
    """The files of a site with `su_count` units of 64 nodes over `rooms` halls. Raises ValueError out of range."""
    if not 1 <= su_count <= 256:
        raise ValueError(f"--su must be 1 to 256, found {su_count}")
    if not 1 <= rooms <= min(16, su_count):
        raise ValueError(f"--rooms must be 1 to 16 and no more than --su, found {rooms}")
    floor = BlockFloor(
        name=f"roce-h100-su{su_count}-r{rooms}",
        comment=f"roce-h100 with {su_count} scalable units of two rows in {rooms} {'hall' if rooms == 1 else 'halls'}",
        units=su_count,
        rows_per_unit=2,
        halls=rooms,
        compute_kw="42.0",
        network_feed_kw=None,
        compute_holds="host",
        network_holds="switch, panel",
    )
    units = ", ".join(map(str, NODE_U))
    lines = []
    first = 1
    for row in floor.rows():
        if row.su:
            lines.append(
                f"  - {{prefix: dgx-, first: {first}, digits: 5, model: DGX-H100, su: {row.su}, face: rear,"
                f" u: [{units}], racks: [{', '.join(row.compute_racks)}]}}"
            )
            first += NODES_PER_SU // 2
    return {
        "site.yaml": floor.site(),
        "equipment.yaml": equipment(lines),
        "inventory.yaml": _STOCK + list_trunks("OS2"),
        "request.yaml": _REQUEST + LIMITS,
        "crew.yaml": crew(48),
        "labour.csv": LABOUR,
    }


_STOCK = """# The stock, and what may be ordered: single-mode throughout.
lots:
  - {model: SN5600, quantity: unlimited}
  - {model: MMS4X00-NM, quantity: unlimited}
  - {model: MMS4X00-NM-FLT, quantity: unlimited}
  # stock jumpers
  - {model: MFP7E30, quantity: unlimited, lengths_m: [1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 75, 100, 125, 150]}
  - {model: SM-JUMPER-500, quantity: unlimited, lengths_m: [200, 250, 300, 350, 400, 450, 500]}
  # pre-terminated trunks, made to measure
"""

_REQUEST = """# The networks to build.
networks:
  - id: compute
    topology: rail-optimized     # NIC k of every node of a scalable unit goes to leaf k of that unit
    port_group: compute
    speed_gbps: 400
    nodes_per_su: 64
    oversubscription: [1, 1]     # downlinks : uplinks of a leaf
    uplink_spread: within-one    # lets three tiers close with the fewest cores
    switch_face: rear
"""
