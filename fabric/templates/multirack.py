"""`multirack`: adjacent racks with fixed switches, cabled with stock lengths of 3, 5 and 10 m.

Oracle E58965, table E-2: a spine in U1 and two leaves in every rack, 8 uplinks a leaf, cables under the floor. The
depth of the underfloor tray (450 mm) is this template's: with it the published lengths come out.
"""


def write_multirack(rack_count: int) -> dict[str, str]:
    """The files of a site with `rack_count` racks, by name. Raises ValueError below 2 or above 18."""
    if not 2 <= rack_count <= 18:
        raise ValueError(f"--racks must be 2 to 18 (a spine has 36 ports), found {rack_count}")
    width = 600 * rack_count
    devices = []
    for rack in range(1, rack_count + 1):
        devices.append(
            "  - "
            f"{{id: spine-{rack:02d}, model: NM2-36P, role: spine, rack: R{rack:02d}, u: 1, face: rear, status: locked}}"
        )
        for number, u in ((2 * rack - 1, 20), (2 * rack, 24)):
            devices.append(
                "  - "
                f"{{id: leaf-{number:02d}, model: NM2-36P, role: leaf, rack: R{rack:02d}, u: {u}, face: rear, status: locked}}"
            )
    return {
        "site.yaml": f"""# Adjacent racks over an underfloor tray. Lengths are millimetres; x runs east, y north, z up.
name: multirack-{rack_count}
rooms:
  - {{id: room-1, size_mm: [{width + 3000}, 4200], height_mm: 3000}}
rack_types:
  engineered:
    width_mm: 600
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
  # below the floor: racks are entered from the bottom
  - {{id: FLOOR, kind: tray, room: room-1, width_mm: 300, depth_mm: 100, points_mm: [[1200, 2100, -450], [{width + 1800}, 2100, -450]]}}
port_to_side_mm: 500
slack_mm_per_end: 300
""",
        "equipment.yaml": "# A spine in U1 and two leaves in every rack; they stand already and stay.\ndevices:\n"
        + "\n".join(devices)
        + "\n",
        "inventory.yaml": """# QDR copper of three stock lengths; no assemblies to order.
lots:
  - {model: MCC4Q26, quantity: unlimited, lengths_m: [3, 5, 10]}
""",
        "request.yaml": """# Every leaf spreads 8 uplinks over all spines, as evenly as can be.
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
""",
        "crew.yaml": """shifts:
  - {id: day, start: "08:00", hours: 8, technicians: 2}
crew_size: 2
hand_over: false
""",
    }
