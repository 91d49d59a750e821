"""`superpod-h100`: the published DGX H100 SuperPOD compute fabric on a floor that anyone can recompute.

Blocks of up to four SU rows around a network row, ten racks a row; pitches, trays and limits as in docs/sites.md. The
fabric is that of NVIDIA RA-11333-001 V11, table 3: rail-optimised, 32 nodes an SU, 8 leaves an SU.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, isqrt

RACKS_PER_ROW, PITCH_MM, RACK_DEPTH_MM, ROW_PITCH_MM = 10, 700, 1200, 2400
GAP_MM = MARGIN_MM = 1800
OVERHANG_MM, TRAY_Z_MM = 600, 2750
ROW_WIDTH_MM = RACKS_PER_ROW * PITCH_MM
BLOCK_ROWS = 5
BLOCK_DEPTH_MM = (BLOCK_ROWS - 1) * ROW_PITCH_MM + RACK_DEPTH_MM
MULTIMODE_REACH_MM = 50_000
IN_RACK_ALLOWANCE_MM = 7_600
"""Both ends: at most 2.4 m inside the rack, 0.5 m to its side, 0.3 m drop, 0.3 m slack and 0.3 m across the tray."""


@dataclass(frozen=True)
class _Row:
    id: str
    su: int | None
    block: int
    x_mm: int
    y_mm: int
    index: int

    @property
    def front(self) -> str:
        return "south" if self.index % 2 == 0 else "north"

    @property
    def tray_y_mm(self) -> int:
        return self.y_mm + RACK_DEPTH_MM // 2


def write_superpod(su_count: int) -> dict[str, str]:
    """The files of a site with `su_count` scalable units, by name. Raises ValueError below 1 or above 128."""
    if not 1 <= su_count <= 128:
        raise ValueError(f"--su must be 1 to 128, found {su_count}")
    rows = _list_rows(su_count)
    return {
        "site.yaml": _site(su_count, rows),
        "equipment.yaml": _equipment(rows),
        "inventory.yaml": _inventory(rows),
        "request.yaml": _REQUEST,
        "crew.yaml": _CREW,
        "labour.csv": _LABOUR,
    }


def _row_name(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


def _list_rows(su_count: int) -> list[_Row]:
    blocks = ceil(su_count / 4)
    columns = isqrt(blocks - 1) + 1
    rows: list[_Row] = []
    su = 0
    for block in range(blocks):
        x = MARGIN_MM + block % columns * (ROW_WIDTH_MM + GAP_MM)
        y = MARGIN_MM + block // columns * (BLOCK_DEPTH_MM + GAP_MM)
        units = min(4, su_count - 4 * block)
        network_after = min(2, units)
        for index in range(units + 1):
            if index != network_after:
                su += 1
            rows.append(
                _Row(
                    _row_name(len(rows)),
                    None if index == network_after else su,
                    block,
                    x,
                    y + index * ROW_PITCH_MM,
                    index,
                )
            )
    return rows


def _site(su_count: int, rows: list[_Row]) -> str:
    width = max(row.x_mm for row in rows) + ROW_WIDTH_MM + MARGIN_MM
    depth = max(row.y_mm for row in rows) + RACK_DEPTH_MM + MARGIN_MM
    network_racks = sum(2 if row.su else RACKS_PER_ROW for row in rows)
    lines = [
        f"# Floor of superpod-h100 with {su_count} scalable units. Lengths are millimetres; x runs east, "
        "y north, z up.",
        "# The schema of this file: fabric-planner schema site",
        f"name: superpod-h100-su{su_count}",
        "",
        "rooms:",
        f"  - {{id: hall-1, size_mm: [{width}, {depth}], height_mm: 4000}}",
        "",
        "# What racks are like. 'holds' says what may stand in them; usable_u limits the units that switches fill.",
        "rack_types:",
        "  compute:",
        *_rack_type("42.0", "compute", "[host]"),
        "  network:",
        *_rack_type("17.3", "network", "[switch, panel]"),
        "    usable_u: 40",
        "",
        "# Network racks are fed apart from compute racks.",
        "feeds:",
        f"  - {{id: compute, limit_kw: {42.0 * 8 * su_count:.1f}}}",
        f"  - {{id: network, limit_kw: {17.3 * network_racks:.1f}}}",
        "",
        "# Racks are called row + position: A01 .. A10. Rears face the hot aisles; ports are at the rear.",
        "# max_crews: how many crews may work in front of and behind the row at once.",
        "rows:",
    ]
    su_racks = "[{type: compute, count: 4}, {type: network, count: 2}, {type: compute, count: 4}]"
    for row in rows:
        racks = su_racks if row.su else f"[{{type: network, count: {RACKS_PER_ROW}}}]"
        lines.append(f"  # {'scalable unit ' + str(row.su) if row.su else 'network row'} of block {row.block + 1}")
        lines.append(
            "  - "
            f"{{id: {row.id}, room: hall-1, start_mm: [{row.x_mm}, {row.y_mm}], front: {row.front}, pitch_mm: {PITCH_MM},"
            f" racks: {racks}, max_crews: {{front: 2, rear: 2}}}}"
        )
    lines += ["", "aisles:"]
    for first, second in pairwise(rows):
        if first.block == second.block:
            kind = "hot" if first.index % 2 == 0 else "cold"
            lines.append(
                "  - "
                f"{{id: {kind}-{first.id}{second.id}, kind: {kind}, rows: [{first.id}, {second.id}], min_width_mm: 1200}}"
            )
    lines += [
        "",
        "# Pathways that touch at the same height are joined. Crews per span: row trays 2, cross trays "
        "3, main trays 4.",
        "pathways:",
        *_pathways(rows),
        "",
        "# Way from a port to the side of its rack, and the slack loop at each end.",
        "port_to_side_mm: 500",
        "slack_mm_per_end: 300",
        "fill_warn_pct: 25",
        "fill_max_pct: 50",
    ]
    return "\n".join(lines) + "\n"


def _rack_type(power_kw: str, feed: str, holds: str) -> list[str]:
    return [
        "    width_mm: 700",
        "    depth_mm: 1200",
        "    height_mm: 2450",
        "    usable_depth_mm: 1100",
        "    u_height: 52",
        "    u1_bottom_mm: 60",
        "    max_weight_kg: 1360",
        f"    max_power_kw: {power_kw}",
        f"    feed: {feed}",
        "    entry: {side: both, area_mm2: 60000}",
        f"    holds: {holds}",
    ]


def _pathways(rows: list[_Row]) -> list[str]:
    lines = []

    def add(name: str, start: tuple[int, int], end: tuple[int, int], width: int, crews: int) -> None:
        lines.append(
            "  - "
            f"{{id: {name}, kind: tray, room: hall-1, width_mm: {width}, depth_mm: 100, media: [fiber, copper], max_crews: {crews},"
            f" points_mm: [[{start[0]}, {start[1]}, {TRAY_Z_MM}], [{end[0]}, {end[1]}, {TRAY_Z_MM}]]}}"
        )

    for row in rows:
        if row.su:
            add(
                f"ROW-{row.id}",
                (row.x_mm - OVERHANG_MM, row.tray_y_mm),
                (row.x_mm + ROW_WIDTH_MM + OVERHANG_MM, row.tray_y_mm),
                450,
                2,
            )
    network_ys = sorted({row.tray_y_mm for row in rows if not row.su})
    for number, y in enumerate(network_ys, start=1):
        side_by_side = [row.x_mm for row in rows if not row.su and row.tray_y_mm == y]
        add(
            f"MAIN-EW{number}",
            (min(side_by_side) - OVERHANG_MM, y),
            (max(side_by_side) + ROW_WIDTH_MM + OVERHANG_MM, y),
            900,
            4,
        )
    for number, x in enumerate(sorted({row.x_mm for row in rows}), start=1):
        column = [row.tray_y_mm for row in rows if row.x_mm == x]
        add(f"MAIN-NS{number}", (x - OVERHANG_MM, min(column)), (x - OVERHANG_MM, max(column)), 900, 4)
    for block in range(rows[-1].block + 1):
        mine = [row for row in rows if row.block == block]
        for side, offset in (("M", 5 * PITCH_MM), ("E", ROW_WIDTH_MM + OVERHANG_MM)):
            x = mine[0].x_mm + offset
            add(f"CROSS-{block + 1}{side}", (x, mine[0].tray_y_mm), (x, mine[-1].tray_y_mm), 600, 3)
    return lines


def _equipment(rows: list[_Row]) -> str:
    lines = [
        "# What stands where. 32 nodes per scalable unit, four per compute rack, lowest units 2, 12, 22 and 32.",
        "# Switches are not listed: the planner chooses and places them. To keep one where it stands, list it under",
        "# devices by the name that the fabric gives it, such as leaf-01-1 or spine-01, with model, role, rack and u.",
        "groups:",
    ]
    for row in rows:
        if row.su:
            racks = ", ".join(f"{row.id}{position:02d}" for position in (1, 2, 3, 4, 7, 8, 9, 10))
            lines.append(
                "  - "
                f"{{prefix: dgx-, first: {32 * (row.su - 1) + 1}, digits: 4, model: DGX-H100, su: {row.su}, face: rear,"
                f" u: [2, 12, 22, 32], racks: [{racks}]}}"
            )
    return "\n".join([*lines, "devices: []", "panels: []", "cables: []"]) + "\n"


def _inventory(rows: list[_Row]) -> str:
    width = max(row.x_mm for row in rows) - min(row.x_mm for row in rows) + ROW_WIDTH_MM + 2 * OVERHANG_MM
    depth = max(row.y_mm for row in rows) - min(row.y_mm for row in rows)
    multimode = width + depth + IN_RACK_ALLOWANCE_MM <= MULTIMODE_REACH_MM
    grade, cable = ("OM4", "MFP7E10") if multimode else ("OS2", "MFP7E30")
    optics = ("MMA4Z00-NS", "MMA4Z00-NS-FLT") if multimode else ("MMS4X00-NS", "MMS4X00-NS-FLT")
    lengths = (
        "[3, 5, 7, 10, 15, 20, 30, 50]"
        if multimode
        else "[1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 75, 100, 125, 150]"
    )
    return f"""# What there is to build with. quantity: a number, or unlimited. Prices default to the catalogue's.
# {"Multimode: no channel on this floor exceeds 50 m." if multimode else "Single-mode: the hall is larger than the 50 m of multimode."}
lots:
  - {{model: QM9700, quantity: unlimited}}
  - {{model: {optics[0]}, quantity: unlimited}}
  - {{model: {optics[1]}, quantity: unlimited}}
  # stock jumpers
  - {{model: {cable}, quantity: unlimited, lengths_m: {lengths}}}
  # pre-terminated trunks, made to measure; the order form says by when to order, from lead_time_days and racks_ready
  - {{model: TRUNK-{grade}-12, to_order: true, lead_time_days: 0}}
  - {{model: TRUNK-{grade}-24, to_order: true, lead_time_days: 0}}
  - {{model: TRUNK-{grade}-48, to_order: true, lead_time_days: 0}}
"""


_REQUEST = """# What must be connected.
networks:
  - id: compute
    topology: rail-optimized     # NIC k of every node of a scalable unit goes to leaf k of that unit
    port_group: compute
    speed_gbps: 400
    nodes_per_su: 32
    oversubscription: [1, 1]     # downlinks : uplinks of a leaf
    switch_face: rear
limits:
  trunk_legs: [12, 24, 48]       # sizes of trunks that may be ordered
  bundle_jumpers: 24             # stock jumpers that may be taped into one bundle
  # custom_kinds: 12             # uncomment to limit the kinds of custom assemblies
# racks_ready: 2027-01-11T06:00  # uncomment for calendar dates on the sheets
# deadline: 2027-01-14T06:00
# budget_usd: 5000000
objective: install-time          # or person-hours, cost
seed: 1
"""

_CREW = """# Who installs. The clock counts time inside shifts only.
shifts:
  - {id: day, start: "06:00", hours: 10, technicians: 12}
  - {id: late, start: "16:00", hours: 10, technicians: 12}
crew_size: 2
hand_over: false                 # true: work may go on over the end of a shift
"""

_LABOUR = """act,person_minutes,source
test_link,0.5,"a row here replaces the default of the same act; calibrate with your own times"
"""
