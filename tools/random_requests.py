"""Projects whose options are combined at random, each as the texts of its files.

Families, planes, tiers, rails, redundancy, extra devices, standing switches, roles. A seed gives one project.
"""

from random import Random

CATALOG = {
    "device_types.csv": """\
model,role,protocol,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,price_usd,source,confidence
node,host,,1,440,700,10,400,front-to-rear,0,random,assumed
thin,host,,1,440,700,10,400,front-to-rear,0,random,assumed
manager,server,,1,440,700,10,200,front-to-rear,0,random,assumed
sw8,switch,,1,440,500,8,200,front-to-rear,1000,random,assumed
sw16,switch,,1,440,500,9,300,front-to-rear,1800,random,assumed
sw400,switch,,1,440,500,10,400,front-to-rear,4000,random,assumed
access,switch,,1,440,400,6,100,front-to-rear,300,random,assumed
""",
    "ports.csv": """model,group,first_cage,cages,mpos,cage_kind,face,speed_gbps,printed,os,driver,source,confidence
node,compute,1,4,1,qsfp28,rear,100,P{cage},eth{port0},,random,assumed
node,storage,5,2,1,qsfp28,rear,100,P{cage},eth{port0},,random,assumed
node,board,1,1,1,rj45,rear,1,BMC,bmc,,random,assumed
thin,compute,1,2,1,qsfp28,rear,100,P{cage},eth{port0},,random,assumed
thin,board,1,1,1,rj45,rear,1,BMC,bmc,,random,assumed
manager,link,1,2,1,qsfp28,rear,50,L{cage},eth{port0},,random,assumed
manager,sync,3,1,1,qsfp28,rear,100,S{cage},syn{port0},,random,assumed
sw8,fabric,1,8,1,qsfp28,rear,100,{cage},swp{cage},,random,assumed
sw8,board,1,1,1,rj45,front,1,MGMT,mgmt,,random,assumed
sw16,fabric,1,16,1,qsfp28,rear,100,{cage},swp{cage},,random,assumed
sw16,board,1,1,1,rj45,front,1,MGMT,mgmt,,random,assumed
sw400,fabric,1,8,1,qsfp-dd,rear,400,{cage},swp{cage},,random,assumed
access,access,1,12,1,rj45,rear,1,{cage},swp{cage},,random,assumed
access,uplink,13,2,1,qsfp28,rear,100,{cage},swp{cage},,random,assumed
""",
    "breakouts.csv": """model,group,mode,mpos,lanes,speed_gbps,skip,printed,os,source,confidence
sw8,fabric,2x50,1,2,50,0,{cage}/{lane},swp{cage}s{lane},random,assumed
sw16,fabric,2x50,1,2,50,0,{cage}/{lane},swp{cage}s{lane},random,assumed
sw400,fabric,4x100,1,4,100,0,{cage}/{lane},swp{cage}s{lane},random,assumed
""",
    "optics.csv": """\
model,cage_kind,mpos,speed_gbps,connector,gender,fiber,reach_m,loss_budget_db,price_usd,source,confidence
O28,qsfp28,1,100,MPO-12/APC,male,mm,100,3.0,100,random,assumed
O28S,qsfp28,1,50,MPO-12/APC,male,mm,100,3.0,80,random,assumed
ODD,qsfp-dd,1,400,MPO-12/APC,male,mm,100,3.0,300,random,assumed
""",
}
"""Hosts of four, two and no ports for the first network, managers of slower ports, switches of 8 and 16 ports, one of
400G cages that split, and an access switch."""

LOTS = ("O28", "O28S", "ODD", "MFP7E10, lengths_m: [2, 5, 10, 30]", "MFP7E20, lengths_m: [3, 10, 30]")
COPPER = "CAT6A, lengths_m: [2, 5, 10, 30]"
CLOS = ("rail-optimized", "rail-only", "leaf-spine", "fat-tree")
FLAT = ("dragonfly", "dragonfly-plus", "hyperx", "slim-fly", "jellyfish")
STANDING: dict[str, list[tuple[str, str]]] = {
    "none": [],
    "pinned": [("leaf", "leaf-01-1")],
    "both": [("leaf", "leaf-01-1"), ("leaf", "leaf-01-2"), ("spine", "spine-01"), ("spine", "spine-02")],
    "foreign": [("other", "old-1"), ("leaf", "leaf-9")],
}
"""Role and name of the switches that equipment.yaml lists."""
SITE = """name: random
rooms: [{{id: hall, size_mm: [12000, 9000], height_mm: 3500}}]
rack_types:
  t: {{width_mm: 600, depth_mm: 1200, height_mm: 2000, u_height: {height}, max_power_kw: {power}{feed}}}
{feeds}rows:
  - {{id: A, room: hall, start_mm: [2000, 2000], front: south, racks: [{{type: t, count: {racks}}}]}}
  - {{id: B, room: hall, start_mm: [2000, 5000], front: south, racks: [{{type: t, count: {racks}}}]}}
pathways:
  - {{id: TA, room: hall, width_mm: 600, depth_mm: 100, points_mm: [[1500, 2600, 2300], [{end}, 2600, 2300]]}}
  - {{id: TB, room: hall, width_mm: 600, depth_mm: 100, points_mm: [[1500, 5600, 2300], [{end}, 5600, 2300]]}}
  - {{id: X, room: hall, width_mm: 600, depth_mm: 100, points_mm: [[1500, 2600, 2300], [1500, 5600, 2300]]}}
"""


def make_request(seed: int) -> dict[str, str]:
    """The files of one project."""
    draw = Random(seed)
    racks = draw.randint(3, 6)
    has_feed = draw.random() < 0.2
    site = SITE.format(
        height=draw.choice([24, 42]),
        power=draw.choice([4, 15]),
        racks=racks,
        end=3000 + 600 * racks,
        feed=", feed: f" if has_feed else "",
        feeds="feeds: [{id: f, limit_kw: 200}]\n" if has_feed else "",
    )
    lots = [*LOTS, COPPER]
    for model in ("sw8", "sw16", "sw400", "access"):
        if draw.random() < 0.9:
            quantity = draw.choice(["unlimited", "unlimited", "unlimited", "unlimited", 2, 6, 20])
            lots.append(f"{model}, quantity: {quantity}")
    standing = draw.choice([*["none"] * 8, "pinned", "both", "both", "foreign"])
    limits = f"{{trunk_legs: {draw.choice(['[]', '[12]'])}, bundle_jumpers: {draw.choice([1, 24])}}}"
    return {
        **{f"catalog/{name}": text for name, text in CATALOG.items()},
        "site.yaml": site,
        "inventory.yaml": "\n".join(["lots:", *(f"  - {{model: {lot}}}" for lot in lots), ""]),
        "equipment.yaml": _equipment(draw, racks, standing),
        "request.yaml": f"networks:\n{_networks(draw, standing)}limits: {limits}\n",
        "crew.yaml": "shifts:\n  - {id: day, start: '08:00', hours: 8, technicians: 4}\ncrew_size: 2\n",
    }


def _equipment(draw: Random, racks: int, standing: str) -> str:
    """Hosts in racks or to be placed, some with units or another role, managers, and switches that stand."""
    lines = ["groups:"]
    for unit in range(1, draw.randint(1, 3) + 1):
        su = f", su: {unit}" if draw.random() < 0.5 else ""
        model = draw.choice(["node", "node", "thin"])
        if draw.random() < 0.2:
            lines.append(f"  - {{prefix: h{unit}-, model: {model}, count: {draw.randint(1, 6)}{su}}}")
            continue
        names = ", ".join(f"{draw.choice('AB')}{rack:02d}" for rack in draw.sample(range(1, racks + 1), 2))
        units = ", ".join(str(4 * unit + n) for n in range(draw.randint(1, 3)))
        lines.append(f"  - {{prefix: h{unit}-, model: {model}, racks: [{names}], u: [{units}]{su}}}")
    lines.append("devices:")
    for number in range(draw.choice([0, 0, 1, 2, 3])):
        role = draw.choice(["", "", ", role: other"])
        su = draw.choice(["", "", ", su: 2"])
        lines.append(f"  - {{id: m{number}, model: manager, rack: A01, u: {19 - number}{role}{su}}}")
    for role, name in STANDING[standing]:
        status = draw.choice(["", "", ", status: installed", ", supply: owned"])
        unit = draw.choice([21, 22, 23])
        model = draw.choice(["sw8", "sw16", "sw16"])
        rack = f"{draw.choice('AB')}{draw.randint(1, racks):02d}"
        lines.append(f"  - {{id: {name}, model: {model}, role: {role}, rack: {rack}, u: {unit}{status}}}")
    return (
        "\n".join([*(line for line in lines if line != "devices:"), ""])
        if lines[-1] == "devices:"
        else "\n".join([*lines, ""])
    )


def _networks(draw: Random, standing: str) -> str:
    """One to three networks."""
    groups = ["compute", "storage", "board"]
    first = draw.choice(["compute", "fabric"] if standing == "both" else ["compute"] * 6 + ["board", "storage"])
    names = [first, *draw.sample([group for group in groups if group != first], draw.choice([0, 0, 1, 2]))]
    text = ""
    for number, group in enumerate(names):
        wanted = _network(draw, group, f"n{number}", [f"n{other}" for other in range(number)])
        text += "  - {" + ", ".join(f"{key}: {value}" for key, value in wanted.items()) + "}\n"
    return text


def _network(draw: Random, group: str, name: str, earlier: list[str]) -> dict[str, object]:
    """One network with options that its family has, most of them left out."""
    family = "leaf-spine" if group == "fabric" else draw.choice([*CLOS, *CLOS, *FLAT])
    wanted: dict[str, object] = {"id": name, "topology": family, "port_group": group}
    wanted["speed_gbps"] = 1 if group == "board" else draw.choice([*[100] * 12, 50, 400])
    options = _options(draw, family, earlier)
    for key in draw.sample(sorted(options), min(len(options), draw.choice([0, 1, 2, 3, 4]))):
        wanted[key] = options[key]
    if wanted.get("peer_links") and "redundancy" not in wanted:
        wanted["redundancy"] = 2
    return wanted


def _options(draw: Random, family: str, earlier: list[str]) -> dict[str, object]:
    """A value for each option of a family."""
    options: dict[str, object] = {
        "planes": draw.choice([1, 2, 2, 2, 4]),
        "rails": draw.choice([1, 1, 2, 4]),
        "leaf_position": draw.choice(["any", "top-of-rack", "mid-row", "central"]),
        "switch_models": draw.choice(["[sw8, access]", "[sw16, access]", "[sw8, sw16, access]", "[sw400]"]),
        "switch_face": draw.choice(["front", "rear"]),
    }
    if family in FLAT:
        options["shape"] = {
            "dragonfly": "{hosts_per_switch: 2, switches_per_group: 2, global_links: 2}",
            "dragonfly-plus": "{hosts_per_switch: 4, switches_per_group: 2}",
            "hyperx": draw.choice(["{dimensions: [2, 2]}", "{dimensions: [2, 3], dimension_links: [1, 2]}"]),
            "slim-fly": "{order: 3}",
            "jellyfish": draw.choice(["{switches: 6, degree: 3}", "{hosts_per_switch: 3}"]),
        }[family]
        return options
    options |= {
        "oversubscription": draw.choice(["[1, 1]", "[2, 1]", "[3, 1]", "[1, 2]", "[5, 2]"]),
        "uplinks_per_leaf": draw.randint(1, 5),
        "uplinks_for": draw.choice(["ports", "links"]),
        "uplink_spread": draw.choice(["even", "within-one"]),
        "external_links": draw.choice([0, 1, 3]),
        "spare_ports": draw.choice([0, 1, 2]),
        "expansion_su": draw.choice([0, 1, 2]),
        "extra": draw.choice(["[{port_group: link}]", "[{port_group: sync}]", "[{port_group: link, devices: [m0]}]"]),
        "direct": "[{port_group: sync, devices: [m0, m1]}]",
        "uplink_speed_gbps": draw.choice([100, 400]),
    }
    if family != "rail-only":
        options |= {"tiers": draw.choice([1, 2, 3]), "spines": draw.randint(1, 4)}
        options["shape"] = draw.choice(["{su_per_pod: 1}", "{core_grouping: spread}"])
        if earlier:
            options["spines_of"] = draw.choice(earlier)
    if family in ("rail-optimized", "rail-only"):
        options["nodes_per_su"] = draw.randint(1, 6)
    else:
        options |= {
            "leaves": draw.randint(1, 5),
            "leaf_per": draw.choice(["unit", "rack", "fabric"]),
            "redundancy": 2,
            "peer_links": draw.choice([0, 1, 2]),
        }
    return options
