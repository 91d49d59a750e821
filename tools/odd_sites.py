"""Random odd sites for tools/check_bounds.py: small enough that most of their plans can be looked at.

One to three rows of two to four racks under trays that one cross tray joins, in one room or on a storey each, with or
without side passages. Hosts with a rack or without one, standing switches, racks for hosts or switches only, little
power, ports at both faces of one device, one to three networks, one tier and two, planes, pairs of leaves, units,
listed links, several models of switches, limited lengths, trunks and bundles of several sizes, cables with modules of
their own beside fiber, odd labour, several shifts. Crowded sites have one row with one crew behind it, so what stands
before it counts.
"""

import re
from collections.abc import Mapping
from random import Random

TOP_MM = 2_000
"""Height of all racks."""
TRAY_MM = 2_300
"""Height of all trays."""
RACK_MM = 600
ROW_MM = 3_000
DEPTH_MM = 1_200
FIRST_MM = 1_500
"""Left end and front of the first row."""
STOREY_MM = 4_000
"""From floor to floor."""

CATALOG = {
    "catalog/device_types.csv": """model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,price_usd,source,\
confidence
one-port,host,1,440,700,10,400,front-to-rear,0,test,assumed
two-port,host,2,440,700,20,800,front-to-rear,0,test,assumed
four-port,host,4,440,700,40,1600,front-to-rear,0,test,assumed
eight,switch,1,440,400,5,300,front-to-rear,1000,test,assumed
sixteen,switch,2,440,400,8,500,front-to-rear,1800,test,assumed
access,switch,1,440,300,4,100,front-to-rear,300,test,assumed
""",
    "catalog/ports.csv": """model,group,first_cage,cages,mpos,cage_kind,face,speed_gbps,printed,os,driver,source,\
confidence
one-port,compute,1,1,1,osfp-flat-twin,rear,400,N{cage}/{mpo},eth{port0},,test,assumed
two-port,compute,1,1,2,osfp-flat-twin,rear,400,N{cage}/{mpo},eth{port0},,test,assumed
four-port,compute,1,2,2,osfp-flat-twin,rear,400,N{cage}/{mpo},eth{port0},,test,assumed
one-port,board,1,1,1,rj45,rear,1,BMC,bmc,,test,assumed
two-port,board,1,1,1,rj45,rear,1,BMC,bmc,,test,assumed
four-port,board,1,1,1,rj45,rear,1,BMC,bmc,,test,assumed
two-port,console,1,1,1,rj45,rear,1,CON,con,,test,assumed
four-port,console,1,1,1,rj45,rear,1,CON,con,,test,assumed
eight,fabric,1,4,2,osfp-finned-twin,front,400,{cage}/{mpo},swp{port},,test,assumed
sixteen,fabric,1,8,2,osfp-finned-twin,front,400,{cage}/{mpo},swp{port},,test,assumed
eight,board,1,1,1,rj45,front,1,MGMT,mgmt,,test,assumed
sixteen,board,1,1,1,rj45,front,1,MGMT,mgmt,,test,assumed
access,fabric,1,16,1,rj45,front,1,{cage},eth{cage},,test,assumed
""",
    "catalog/trunks.csv": """model,legs,fibers,fiber,grade,connector,gender,polarity,crossovers,diameter_mm,\
weight_kg_per_m,leg_diameter_mm,eye_diameter_mm,jacket,body_step_m,leg_step_m,max_m,tolerance_plus_pct,\
connector_loss_db,loss_db_per_km,price_usd,price_per_m_usd,price_per_leg_usd,source,confidence
FOUR,4,48,mm,OM4,MPO-12/APC,female,B,1,10,0.1,3.0,42,LSZH aqua,1,0.5,50,2,0.35,3.0,100,10,85,test,assumed
SIX,6,72,mm,OM4,MPO-12/APC,female,B,1,11,0.1,3.0,42,LSZH aqua,1,0.5,50,2,0.35,3.0,100,10,85,test,assumed
""",
}
"""Hosts of one, two and four 400G ports, switches of eight and sixteen, copper for their boards and consoles."""

ACTS = {
    "stage_trunk": "assembly",
    "pull_trunk": "assembly",
    "pull_trunk_per_m": "m",
    "pull_jumper": "assembly",
    "pull_jumper_per_m": "m",
    "dress": "end",
    "dress_trunk": "end",
    "mobilise": "rack",
    "test_link": "link",
    "inspect_clean_plug": "connector",
    "insert_optic": "cage",
    "patch_in_rack": "assembly",
    "move_crew": "aisle change",
    "label": "end",
    "prebundle_jumper": "assembly",
    "stage_jumper": "assembly",
    "breakout_leg": "leg",
}
"""The acts of docs/maths.md with their units."""


def make_site(seed: int) -> dict[str, str]:
    """The files of one project."""
    draw, more = Random(seed), Random(f"{seed} more")
    stands, is_listed, is_crowded = seed % 12 == 5, seed % 12 == 8, seed % 12 == 11
    rows = [(name, draw.randint(2, 4)) for name in "ABC"[: 1 if is_crowded else draw.choice([1, 2, 2, 3])]]
    site, racks = _site(draw, rows, is_on_storeys=more.random() < 0.2)
    site += _passages(more, rows)
    files = {**CATALOG, "catalog/ports.csv": _turn_boards(more, CATALOG["catalog/ports.csv"], is_crowded)}
    if stands or is_listed:
        site = site.replace("holds: [host]", "holds: [host, switch]")
    if is_listed:
        files["equipment.yaml"], files["links.csv"] = _list_links(draw, racks)
    else:
        files["equipment.yaml"] = _standing(draw, racks) if stands else _equipment(draw, racks)
    files = {
        **files,
        "site.yaml": site,
        "inventory.yaml": _inventory(draw),
        "request.yaml": _request(draw, stands, is_listed, is_crowded),
        "crew.yaml": _crew(draw),
        **_labour(draw),
    }
    media = Random(f"{seed} media")
    if not is_listed and media.random() < 0.3:
        files |= _mix_media(files, media)
    return _crowd(files, more) if is_crowded else files


def _mix_media(files: dict[str, str], draw: Random) -> dict[str, str]:
    """The site with a cage for each port, and with active or passive cables beside fiber and transceivers."""
    ports = files["catalog/ports.csv"]
    for name, cages, mpos in (("one", 1, 1), ("two", 1, 2), ("four", 2, 2)):
        old, new = f"1,{cages},{mpos},osfp-flat-twin", f"1,{cages * mpos},1,osfp-flat"
        ports = ports.replace(f"{name}-port,compute,{old}", f"{name}-port,compute,{new}")
    for name, cages in (("eight", 4), ("sixteen", 8)):
        ports = ports.replace(f"{name},fabric,1,{cages},2,osfp-finned-twin", f"{name},fabric,1,{2 * cages},1,osfp-flat")
    active = draw.choice(["[1, 2, 3, 5, 10, 20]", "[10, 20]", str(list(range(1, 31)))])
    long, short = f"ACTIVE, lengths_m: {active}", "PASSIVE, lengths_m: [1, 2, 3, 5]"
    lots = draw.choice([[long], [short], [long, short]])
    inventory = files["inventory.yaml"].replace("MMA4Z00-NS-FLT}", "MMA4Z00-NS400}")
    return {
        "catalog/ports.csv": ports,
        "catalog/cables.csv": """model,form,fiber,grade,cage_kind,diameter_mm,weight_kg_per_m,max_m,price_usd,\
price_per_m_usd,source,confidence
ACTIVE,aoc,mm,OM4,osfp-flat,3,0.01,30,400,4,test,assumed
PASSIVE,dac,copper,100G-PAM4,osfp-flat,6,0.07,5,60,10,test,assumed
""",
        "inventory.yaml": inventory + "".join(f"  - {{model: {lot}}}\n" for lot in lots),
    }


def _crowd(files: dict[str, str], draw: Random) -> dict[str, str]:
    """The site with more crews than its places at the rear take, where all ports but boards of switches show.

    Few acts take time, so the work is a count and its bound is near.
    """
    new = {
        "site.yaml": [
            ("max_crews: .*}", "max_crews: {front: 3, rear: 1}}"),
            (r"max_power_kw: \d+", "max_power_kw: 15"),
        ],
        "equipment.yaml": [(", face: front", "")],
        "request.yaml": [(", switch_face: front", "")],
        "crew.yaml": [(r"technicians: \d+", "technicians: 12")],
        "catalog/ports.csv": [("port,board,1,1,1,rj45,front", "port,board,1,1,1,rj45,rear")],
    }
    for name, changes in new.items():
        for old, text in changes:
            files[name] = re.sub(old, text, files[name])
    chosen = {
        "inspect_clean_plug",
        "test_link",
        *draw.sample(["insert_optic", "mobilise", "label"], draw.randint(0, 2)),
    }
    return files | _labour_file({act: draw.choice([1, 3]) if act in chosen else 0 for act in ACTS})


def _turn_boards(draw: Random, ports: str, is_sure: bool) -> str:
    """The ports of the catalogue; switches often have their boards opposite to other ports, hosts seldom."""
    if is_sure or draw.random() < 0.4:
        ports = ports.replace("board,1,1,1,rj45,front", "board,1,1,1,rj45,turned")
    if draw.random() < 0.2:
        ports = ports.replace("board,1,1,1,rj45,rear", "board,1,1,1,rj45,front")
    return ports.replace("turned", "rear")


def _passages(draw: Random, rows: list[tuple[str, int]]) -> str:
    """Openings between the racks of some rows, whole or small."""
    lines = []
    for row, _ in rows:
        if draw.random() < 0.15:
            low, near = draw.choice([0, 500, 1_500]), draw.choice([0, 200, 900])
            size = draw.choice(["", f", low_mm: {low}, high_mm: {low + 300}, near_mm: {near}, far_mm: {near + 250}"])
            lines.append(f"  - {{row: {row}{size}}}")
    return "\n".join(["side_passages:", *lines, ""]) if lines else ""


def _site(draw: Random, rows: list[tuple[str, int]], is_on_storeys: bool) -> tuple[str, list[str]]:
    """The floor, and the racks that take hosts. On storeys, each row has a room of its own over the one before."""
    power = draw.choice([2, 3, 5, 15])
    size = f"width_mm: {RACK_MM}, depth_mm: {DEPTH_MM}, height_mm: {TOP_MM}, u_height: 42, u1_bottom_mm: 60"
    rooms = [f"hall{number}" if is_on_storeys else "hall" for number in range(len(rows))]
    room_lines = [
        f"  - {{id: {room}, size_mm: [9000, 14000], height_mm: 3000, floor_mm: {STOREY_MM * number}}}"
        for number, room in enumerate(dict.fromkeys(rooms))
    ]
    lines = [
        "name: odd",
        "rooms:",
        *room_lines,
        "rack_types:",
        f"  both: {{{size}, max_power_kw: {power}}}",
        f"  hosts: {{{size}, max_power_kw: {power}, holds: [host]}}",
        f"  switches: {{{size}, max_power_kw: {draw.choice([1, 2, 15])}, holds: [switch]}}",
        "rows:",
    ]
    kinds = draw.choice([["both"], ["both"], ["both", "hosts", "switches"], ["hosts", "switches", "both"]])
    racks = []
    trays = ["pathways:"]
    tray = "width_mm: 300, depth_mm: 100"
    right = FIRST_MM + 4 * RACK_MM + 300
    corners: list[list[int]] = []
    for number, ((row, count), room) in enumerate(zip(rows, rooms, strict=True)):
        front = FIRST_MM + number * ROW_MM
        types = []
        for rack in range(count):
            kind = kinds[(rack + number) % len(kinds)]
            types.append(f"{{type: {kind}, count: 1}}")
            if kind != "switches":
                racks.append(f"{row}{rack + 1:02d}")
        crews = f"{{front: {draw.randint(1, 3)}, rear: {draw.randint(1, 3)}}}"
        lines.append(
            f"  - {{id: {row}, room: {room}, start_mm: [{FIRST_MM}, {front}], front: south, "
            f"racks: [{', '.join(types)}], max_crews: {crews}}}"
        )
        y, z = front + DEPTH_MM // 2, TRAY_MM + STOREY_MM * number * is_on_storeys
        points = f"[[{FIRST_MM}, {y}, {TRAY_MM}], [{right}, {y}, {TRAY_MM}]]"
        trays.append(f"  - {{id: T{row}, {tray}, room: {room}, points_mm: {points}}}")
        corners += [[right, corners[-1][1], z]] if corners and corners[-1][2] != z else []
        corners.append([right, y, z])
    if len(rows) > 1:
        kind = "duct" if is_on_storeys else "tray"
        trays.append(f"  - {{id: X, kind: {kind}, {tray}, points_mm: {corners}}}")
    return "\n".join([*lines, *trays, ""]), racks


def _equipment(draw: Random, racks: list[str]) -> str:
    models = draw.choice(
        [["two-port"], ["two-port"], ["one-port"], ["one-port", "two-port"], ["two-port", "four-port"]]
    )
    face = draw.choice(["", "", ", face: front"])
    free = draw.choice([0.0, 0.0, 1.0, 1.0, 0.5])
    with_units = draw.random() < 0.2
    lines, height = ["devices:"], dict.fromkeys(racks, 1)
    for number in range(draw.randint(2, 7)):
        model = draw.choice(models)
        what = f"id: h{number + 1}, model: {model}{face}"
        what += f", su: {1 + number % 2}" if with_units else ""
        if draw.random() >= free:
            rack = draw.choice(racks)
            what += f", rack: {rack}, u: {height[rack]}"
            height[rack] += draw.choice([4, 4, 8])
        lines.append(f"  - {{{what}}}")
    if draw.random() < 0.15:
        lines.append("  - {id: leaf-01-1, model: eight, role: leaf, rack: A01, u: 40, face: rear, status: installed}")
    return "\n".join([*lines, ""])


def _standing(draw: Random, racks: list[str]) -> str:
    """Leaves and spines that all stand."""
    lines, height = ["devices:"], dict.fromkeys(racks, 42)
    leaves, spines = draw.randint(2, 4), draw.randint(1, 2)
    for number in range(leaves + spines):
        role, rack = "leaf" if number < leaves else "spine", draw.choice(racks)
        what = f"id: {role}-{number}, model: eight, role: {role}, rack: {rack}, u: {height[rack]}, status: installed"
        lines.append(f"  - {{{what}, face: {draw.choice(['front', 'rear'])}}}")
        height[rack] -= draw.choice([1, 1, 6])
    return "\n".join([*lines, ""])


def _list_links(draw: Random, racks: list[str]) -> tuple[str, str]:
    """Hosts, leaves and spines with racks or without, and a list of links between their ports."""
    lines, links, height = ["devices:"], ["a.device,a.port,b.device,b.port"], dict.fromkeys(racks, 42)
    free = draw.choice([0.0, 0.0, 0.3])
    counts = (("host", draw.randint(1, 3)), ("leaf", draw.randint(1, 3)), ("spine", draw.randint(1, 2)))
    ports: dict[str, list[str]] = {}
    for role, number in ((role, number) for role, count in counts for number in range(count)):
        name, model = f"{role}-{number}", "two-port" if role == "host" else "eight"
        what = f"id: {name}, model: {model}, role: {role}, face: {draw.choice(['front', 'rear'])}"
        if draw.random() >= free:
            rack = draw.choice(racks)
            height[rack] -= draw.choice([2, 2, 7])
            what += f", rack: {rack}, u: {height[rack]}"
        lines.append(f"  - {{{what}}}")
        ports[name] = (
            ["N1/1", "N1/2"] if role == "host" else [f"{cage}/{mpo}" for cage in range(1, 5) for mpo in (1, 2)]
        )
    leaves, spines = ([name for name in ports if name.startswith(role)] for role in ("leaf", "spine"))
    wanted = [(name, draw.choice(leaves)) for name in ports if name.startswith("host") for _ in range(2)]
    wanted += [(leaf, spine) for leaf in leaves for spine in spines for _ in range(draw.randint(0, 3))]
    wanted += [(leaves[0], leaves[1]) for _ in range(draw.choice([0, 0, 2])) if len(leaves) > 1]
    links += [f"{a},{ports[a].pop(0)},{b},{ports[b].pop(0)}" for a, b in wanted if ports[a] and ports[b]]
    return "\n".join([*lines, ""]), "\n".join([*links, ""])


def _inventory(draw: Random) -> str:
    lengths = draw.choice([[1, 2, 3, 5, 10, 20], [10, 20], [20], list(range(1, 31))])
    quantity = draw.choice(["", "", "", f", quantity: {draw.randint(4, 30)}"])
    lots = [
        *draw.choice([["eight"], ["eight"], ["sixteen"], ["eight", "sixteen"], ["eight, quantity: 6"]]),
        "access",
        "MMA4Z00-NS",
        "MMA4Z00-NS-FLT",
        f"MFP7E10, lengths_m: {lengths}{quantity}",
        *(["MFP7E10, to_order: true"] if quantity else []),
        "CAT6A, lengths_m: [1, 2, 3, 5, 10, 20]",
        *(f"{model}, to_order: true" for model in ("FOUR", "SIX", "TRUNK-OM4-12")),
    ]
    return "\n".join(["lots:", *(f"  - {{model: {lot}}}" for lot in lots), ""])


def _request(draw: Random, stands: bool, is_listed: bool, is_crowded: bool) -> str:
    topology = draw.choice(["leaf-spine", "leaf-spine", "leaf-spine", "rail-optimized"])
    keys = [f"topology: {topology}", "port_group: compute", "speed_gbps: 400"]
    extra: list[list[str]] = [
        [],
        [],
        [],
        ["uplinks_per_leaf: 2"],
        ["oversubscription: [3, 1]"],
        ["tiers: 2"],
        ["spare_ports: 1"],
        ["switch_face: front"],
    ]
    if topology == "leaf-spine":
        extra += [["redundancy: 2"], ["leaf_per: rack"], ["leaf_per: unit"], ["planes: 2"], ["tiers: 1"]]
    keys += draw.choice(extra)
    if stands:
        keys = [
            "topology: leaf-spine",
            "port_group: compute",
            "speed_gbps: 400",
            f"uplinks_per_leaf: {draw.choice([2, 3, 4])}",
        ]
    networks = ["  - {id: net, links: links.csv}" if is_listed else f"  - {{id: net, {', '.join(keys)}}}"]
    if is_crowded or (draw.random() < 0.35 and not stands):
        face = draw.choice(["", ", switch_face: front"])
        networks.append(
            f"  - {{id: board, topology: leaf-spine, port_group: board, speed_gbps: 1, switch_models: [access]{face}}}"
        )
    if len(networks) > 1 and draw.random() < 0.3:
        networks.append(
            "  - {id: console, topology: leaf-spine, port_group: console, speed_gbps: 1, switch_models: [access]}"
        )
    legs = draw.choice(["[]", "[4]", "[4, 6]", "[4, 12]", "[6]"])
    bundle = draw.choice([1, 2, 3, 24])
    objective = draw.choice(["install-time", "install-time", "person-hours"])
    return (
        "networks:\n"
        + "\n".join(networks)
        + f"\nlimits: {{trunk_legs: {legs}, bundle_jumpers: {bundle}}}\nobjective: {objective}\n"
    )


def _crew(draw: Random) -> str:
    size = draw.choice([2, 2, 3])
    shifts = [f"  - {{id: day, start: '06:00', hours: 8, technicians: {draw.randint(size, 8)}}}"]
    if draw.random() < 0.3:
        pause = draw.choice(["", ", breaks: [{after_h: 2, minutes: 30}]"])
        shifts.append(f"  - {{id: late, start: '14:00', hours: 6, technicians: {draw.randint(size, 8)}{pause}}}")
    hand_over = draw.choice(["true", "false"])
    return "shifts:\n" + "\n".join(shifts) + f"\ncrew_size: {size}\nhand_over: {hand_over}\n"


def _labour(draw: Random) -> dict[str, str]:
    if draw.random() < 0.4:
        return {}
    chosen = draw.sample(sorted(ACTS.keys() - {"label"}), draw.randint(1, 8))
    return _labour_file({act: draw.choice([0, 0.01, 0.3, 1, 3, 20]) for act in chosen})


def _labour_file(minutes: Mapping[str, float]) -> dict[str, str]:
    rows = [f"{act},{ACTS[act]},{figure}" for act, figure in minutes.items()]
    return {"labour.csv": "\n".join(["act,unit,person_minutes", *rows, ""])}
