"""`nvl72`: racks of 18 compute trays with four ports each, rail-optimised over 64-port switches.

A GB200 NVL72 rack has 72 GPUs in 18 trays; each tray's four ports are its rails, so a unit of eight racks has 144
ports per rail on five leaves. The rack draws about 132 kW (assumed), its own NVLink switches are not part of the plan.
"""

from fabric.templates.around import list_trunks
from fabric.templates.blocks import BlockFloor
from fabric.templates.superpod import (
    IN_RACK_ALLOWANCE_MM,
    LABOUR,
    LIMITS,
    MULTIMODE_REACH_MM,
    crew,
    equipment,
)

TRAY_U = (*range(2, 10), *range(20, 30))
RACKS_PER_UNIT = 8


def write_nvl72(rack_count: int) -> dict[str, str]:
    """The files of a site with `rack_count` racks. Raises ValueError below 1 or above 512."""
    if not 1 <= rack_count <= 512:
        raise ValueError(f"--racks must be 1 to 512, found {rack_count}")
    units = -(-rack_count // RACKS_PER_UNIT)
    floor = BlockFloor(
        name=f"nvl72-{rack_count}",
        comment=f"nvl72 with {rack_count} {'rack' if rack_count == 1 else 'racks'}",
        units=units,
        rows_per_unit=1,
        halls=1,
        compute_kw="132.0",
        network_feed_kw=None,
        compute_holds="host",
        network_holds="switch, panel",
    )
    racks = [(row.su, rack) for row in floor.rows() for rack in row.compute_racks][:rack_count]
    trays = ", ".join(map(str, TRAY_U))
    lines = []
    for su in sorted({su for su, _ in racks if su}):
        mine = [rack for unit, rack in racks if unit == su]
        first = 1 + len(TRAY_U) * RACKS_PER_UNIT * (su - 1)
        lines.append(
            f"  - {{prefix: tray-, first: {first}, digits: 5, model: GB200-TRAY, su: {su}, face: front, "
            f"u: [{trays}], racks: [{', '.join(mine)}]}}"
        )
    multimode = floor.longest_way_mm() + IN_RACK_ALLOWANCE_MM <= MULTIMODE_REACH_MM
    text = equipment(lines).replace(
        "32 nodes per scalable unit, four per compute rack, lowest units 2, 12, 22 and 32.",
        "18 compute trays a rack, the NVLink switches between them left out.",
    )
    return {
        "site.yaml": floor.site(),
        "equipment.yaml": text,
        "inventory.yaml": _inventory(multimode),
        "request.yaml": _REQUEST + LIMITS,
        "crew.yaml": crew(12),
        "labour.csv": LABOUR,
    }


def _inventory(multimode: bool) -> str:
    switch, tray = ("MMA4Z00-NS", "MMA4Z00-NS400") if multimode else ("MMS4X00-NS", "MMS4X00-NS400")
    grade, cable = ("OM4", "MFP7E10") if multimode else ("OS2", "MFP7E30")
    lengths = "[3, 5, 7, 10, 15, 20, 30, 50]" if multimode else "[3, 5, 7, 10, 15, 20, 30, 50, 75, 100, 125, 150]"
    return f"""# The stock, and what may be ordered.
lots:
  - {{model: QM9700, quantity: unlimited}}
  - {{model: {switch}, quantity: unlimited}}
  - {{model: {tray}, quantity: unlimited}}
  - {{model: {cable}, quantity: unlimited, lengths_m: {lengths}}}
{list_trunks(grade)}"""


_REQUEST = """# The networks to build.
networks:
  - id: compute
    topology: rail-optimized     # port k of every tray of a unit goes to a leaf of rail k of that unit
    port_group: compute
    speed_gbps: 400
    nodes_per_su: 144            # eight racks of 18 trays: five leaves a rail
    oversubscription: [1, 1]     # downlinks : uplinks of a leaf
    uplink_spread: within-one
    switch_face: rear
"""
