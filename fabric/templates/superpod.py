"""`superpod-h100` and `room-1mw`: the published DGX H100 SuperPOD on a floor that anyone can recompute.

The compute fabric is that of NVIDIA RA-11333-001 V11, table 3: rail-optimised, 32 nodes an SU, 8 leaves an SU. With
all networks one node of the first unit gives its place to the fabric managers, as in table 4 and the bill of material.
"""

from collections.abc import Sequence

from fabric.templates.around import TRUNK_LEGS, list_lots, list_networks, list_servers, list_trunks
from fabric.templates.blocks import BlockFloor, RackRow

MULTIMODE_REACH_MM = 50_000
IN_RACK_ALLOWANCE_MM = 7_600
"""Both ends: at most 2.4 m inside the rack, 0.5 m to its side, 0.3 m drop, 0.3 m slack and 0.3 m across the tray."""
NODE_U = (2, 12, 22, 32)


def write_superpod(su_count: int, all_networks: bool = False) -> dict[str, str]:
    """The files of a site with `su_count` scalable units, by name. Raises ValueError below 1 or above 128, or above 16
    with all networks.
    """
    if not 1 <= su_count <= 128:
        raise ValueError(f"--su must be 1 to 128, found {su_count}")
    if all_networks and su_count > 16:
        raise ValueError(f"--networks all goes up to 16 units, whose in-band leaves four spines join; found {su_count}")
    name = f"superpod-h100-su{su_count}" + ("-all" if all_networks else "")
    units = "scalable unit" if su_count == 1 else "scalable units"
    floor = BlockFloor(
        name=name,
        comment=f"superpod-h100 with {su_count} {units}",
        units=su_count,
        rows_per_unit=1,
        halls=1,
        compute_kw="42.0",
        network_feed_kw=None,
        compute_holds="host, pdu" if all_networks else "host",
        network_holds="switch, panel, server, pdu" if all_networks else "switch, panel",
    )
    return _files(floor, all_networks, all_networks, 12)


def write_room() -> dict[str, str]:
    """The files of a 1-MW room: three units, 96 nodes, all networks, network racks on 150 kW, six technicians a
    shift.
    """
    floor = BlockFloor(
        name="room-1mw",
        comment="room-1mw: 96 nodes, 979 kW",
        units=3,
        rows_per_unit=1,
        halls=1,
        compute_kw="42.0",
        network_feed_kw="150.0",
        compute_holds="host, pdu",
        network_holds="switch, panel, server, pdu",
    )
    return _files(floor, True, False, 6)


def _files(floor: BlockFloor, all_networks: bool, ufm: bool, technicians: int) -> dict[str, str]:
    rows = floor.rows()
    multimode = floor.longest_way_mm() + IN_RACK_ALLOWANCE_MM <= MULTIMODE_REACH_MM
    storage_nodes = 3 * floor.units
    around = list_servers(rows, storage_nodes, ufm) if all_networks else []
    return {
        "site.yaml": floor.site(),
        "equipment.yaml": equipment([*_nodes(rows, ufm), *around]),
        "inventory.yaml": inventory(multimode) + (list_lots(multimode) if all_networks else ""),
        "request.yaml": _request(list_networks(floor.units, ufm) if all_networks else "", ufm),
        "crew.yaml": crew(technicians),
        "labour.csv": LABOUR,
    }


def _nodes(rows: list[RackRow], ufm: bool) -> list[str]:
    """Lines of equipment.yaml: 32 nodes per unit; one place of the first unit stays free where there are managers."""
    lines = []
    units = ", ".join(map(str, NODE_U))
    first = 1
    for row in rows:
        if not row.su:
            continue
        racks = row.compute_racks
        if ufm and row.su == 1:
            lines.append(
                f"  - {{prefix: dgx-, first: 1, digits: 4, model: DGX-H100, su: 1, face: rear, u: [{units}], "
                f"racks: [{', '.join(racks[:-1])}]}}"
            )
            lines.append(
                f"  - {{prefix: dgx-, first: 29, digits: 4, model: DGX-H100, su: 1, face: rear, "
                f"u: [{', '.join(map(str, NODE_U[:3]))}], racks: [{racks[-1]}]}}"
            )
            first = 32
            continue
        lines.append(
            f"  - {{prefix: dgx-, first: {first}, digits: 4, model: DGX-H100, su: {row.su}, face: rear,"
            f" u: [{units}], racks: [{', '.join(racks)}]}}"
        )
        first += 32
    return lines


def equipment(groups: Sequence[str]) -> str:
    """The text of equipment.yaml."""
    lines = [
        "# The equipment. 32 nodes per scalable unit, four per compute rack, lowest units 2, 12, 22 and 32.",
        "# Switches are not listed: the planner chooses and places them. To keep one where it stands, list it under",
        "# devices by the name that the fabric gives it, such as leaf-01-1 or spine-01, with model, role, rack and u.",
        "groups:",
        *groups,
    ]
    return "\n".join([*lines, "devices: []", "panels: []", "cables: []"]) + "\n"


def inventory(multimode: bool) -> str:
    """The text of inventory.yaml for the compute fabric."""
    grade, cable = ("OM4", "MFP7E10") if multimode else ("OS2", "MFP7E30")
    optics = ("MMA4Z00-NS", "MMA4Z00-NS-FLT") if multimode else ("MMS4X00-NS", "MMS4X00-NS-FLT")
    lengths = (
        "[3, 5, 7, 10, 15, 20, 30, 50]"
        if multimode
        else "[1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 75, 100, 125, 150]"
    )
    return f"""# The stock, and what may be ordered. quantity: a number, or unlimited. Default prices are the catalogue's.
# {"Multimode: no channel on this floor exceeds 50 m." if multimode else "Single-mode: the hall is larger than the 50 m of multimode."}
lots:
  - {{model: QM9700, quantity: unlimited}}
  - {{model: {optics[0]}, quantity: unlimited}}
  - {{model: {optics[1]}, quantity: unlimited}}
  # stock jumpers
  - {{model: {cable}, quantity: unlimited, lengths_m: {lengths}}}
  # pre-terminated trunks, made to measure; the order form says by when to order, from lead_time_days and racks_ready
{list_trunks(grade)}"""


def _request(networks: str, ufm: bool) -> str:
    managers = """
    extra:
      - {port_group: ufm, devices: [ufm-01, ufm-02]}   # fabric managers, on one splitter each""" if ufm else ""  # fmt: skip
    models = "\n    switch_models: [QM9700]" if networks else ""
    return f"""# The networks to build. The links of a network may also be listed from port to port (links: links.csv, docs/files.md).
networks:
  - id: compute
    topology: rail-optimized     # NIC k of every node of a scalable unit goes to leaf k of that unit
    port_group: compute
    speed_gbps: 400
    nodes_per_su: 32
    oversubscription: [1, 1]     # downlinks : uplinks of a leaf{models}{managers}
    switch_face: rear
{networks}{LIMITS}"""


LIMITS = f"""limits:
  trunk_legs: {list(TRUNK_LEGS)}   # sizes of trunks that may be ordered
  bundle_jumpers: 24             # stock jumpers that may be taped into one bundle
  # custom_kinds: 12             # uncomment to limit the kinds of custom assemblies
# racks_ready: 2027-01-11T06:00  # uncomment for calendar dates on the sheets
# deadline: 2027-01-14T06:00
# budget_usd: 5000000
# order_date: 2026-12-01         # uncomment to leave out assemblies whose lead time ends after racks_ready
# first: [oob]                   # networks that are installed before the others
# phases: [[A, B], [C, D]]       # rows that are handed over together, one list after the other
# contact: {{name: Ada Miller, telephone: "+49 30 1234567"}}  # whom crews call; on the page for phones
objective: install-time          # or person-hours, cost, first-su, weighted
seed: 1
"""


def crew(technicians: int) -> str:
    """The text of crew.yaml: two shifts of ten hours with a break in the middle, crews of two."""
    return f"""# The crews. The clock counts time inside shifts only, and stops in their breaks.
shifts:
  - {{id: day, start: "06:00", hours: 10, technicians: {technicians}, breaks: [{{after_h: 4.5, minutes: 30}}]}}
  - {{id: late, start: "16:00", hours: 10, technicians: {technicians}, breaks: [{{after_h: 4.5, minutes: 30}}]}}
crew_size: 2
hand_over: false                 # true: work may continue in the next shift
# crews_per_rack_face: 1         # uncomment to limit the crews at one face of one rack at once; pulls in the trays above do not count
pulls_first: true                # all pulls into a rack are laid before the first end is landed there; false: as they come
# A shift may have a number of technicians that may test, among its other keys: skills: {{testing: 3}}
# risks: {{error_rate: 0.02, late_minutes: 10, absence_rate: 0.03, scatter: 0.2}}   # delays and mistakes, for simulate and staff
"""


LABOUR = """act,person_minutes,source
test_link,0.5,"a row here replaces the default of the same act; calibrate with your own times"
"""
