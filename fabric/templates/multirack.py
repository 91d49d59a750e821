"""`multirack`: adjacent racks with fixed switches, cabled with stock lengths of 3, 5 and 10 m.

Oracle E58965, table E-2: a spine in U1 and two leaves in every rack, 8 uplinks per leaf, cables under the floor. The
depth of the underfloor tray (450 mm) is this template's: with it the published lengths come out.
"""

RACK_WIDTH_MM = 600


def write_multirack(rack_count: int) -> dict[str, str]:
    """The files of a site with `rack_count` racks, by name. Raises ValueError below 2 or above 18."""
    if not 2 <= rack_count <= 18:
        raise ValueError(f"--racks must be 2 to 18 (a spine has 36 ports), found {rack_count}")
    return {
        "site.yaml": _site(rack_count),
        "equipment.yaml": _equipment(rack_count),
        "inventory.yaml": _INVENTORY,
        "request.yaml": _REQUEST,
        "crew.yaml": _CREW,
    }


def _site(rack_count: int) -> str:
    """A row of racks side by side over one tray."""
    width = RACK_WIDTH_MM * rack_count
    return f"""# Adjacent racks over an underfloor tray. Lengths are in millimetres; x runs east, y north, z up.
name: multirack-{rack_count}
rooms:
  - {{id: room-1, size_mm: [{width + 3000}, 4200], height_mm: 3000}}
rack_types:
  engineered:
    width_mm: {RACK_WIDTH_MM}
    depth_mm: 1200
    height_mm: 2000
    usable_depth_mm: 1100
    u_height: 42
    u1_bottom_mm: 60
    max_weight_kg: 900
    max_power_kw: 15.0
    entry: {{side: both, area_mm2: 20000}}
rows:
  - {{id: R, room: room-1, start_mm: [1500, 1500], front: south, racks: [{{type: engineered, count: {rack_count}}}]}}
pathways:
  # Below the floor, under the rear edges of the racks: cables leave them at the bottom, where the ports are.
  - {{id: FLOOR, kind: tray, room: room-1, width_mm: 300, depth_mm: 100, points_mm: [[1200, 2700, -450], [{width + 1800}, 2700, -450]]}}
port_to_side_mm: 500
slack_mm_per_end: 300
"""


def _equipment(rack_count: int) -> str:
    """The switches of all racks: each has a spine in the lowest unit and two leaves above it."""
    lines = ["# A spine in U1 and two leaves in every rack; they are installed and stay.", "devices:"]
    for rack in range(1, rack_count + 1):
        lines.append(_switch("spine", rack, rack, 1))
        lines += [_switch("leaf", 2 * rack - 1, rack, 20), _switch("leaf", 2 * rack, rack, 24)]
    return "\n".join(lines) + "\n"


def _switch(role: str, number: int, rack: int, u: int) -> str:
    place = f"rack: R{rack:02d}, u: {u}, face: rear, status: locked"
    return f"  - {{id: {role}-{number:02d}, model: NM2-36P, role: {role}, {place}}}"


_INVENTORY = """# QDR copper of three stock lengths; no assemblies to order.
lots:
  - {model: MCC4Q26, quantity: unlimited, lengths_m: [3, 5, 10]}
"""

_REQUEST = """# Every leaf spreads 8 uplinks over all spines, as evenly as can be.
networks:
  - id: fabric
    topology: leaf-spine
    port_group: fabric
    speed_gbps: 40
    uplinks_per_leaf: 8
limits:
  bundle_jumpers: 24
objective: install-time
seed: 1
"""

_CREW = """shifts:
  - {id: day, start: "08:00", hours: 8, technicians: 2}
crew_size: 2
hand_over: false
pulls_first: true
"""
