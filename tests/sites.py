"""Small sites, each as the texts of its files: seconds to read, a tenth of a second to plan.

All are built from a host of two 400G ports and a switch of eight, so that every count can be done by hand.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from fabric import Project, read_project

CATALOG = {
    "device_types.csv": """model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,price_usd,source,confidence
small-host,host,2,440,700,20,800,front-to-rear,0,test,assumed
small-switch,switch,1,440,400,5,300,front-to-rear,1000,test,assumed
access-switch,switch,1,440,300,4,100,front-to-rear,300,test,assumed
""",
    "ports.csv": """model,group,first_cage,cages,mpos,cage_kind,face,speed_gbps,printed,os,driver,source,confidence
small-host,compute,1,1,2,osfp-flat-twin,rear,400,N{cage}/{mpo},eth{port0},,test,assumed
small-switch,fabric,1,4,2,osfp-finned-twin,front,400,{cage}/{mpo},swp{port},,test,assumed
small-host,board,1,1,1,rj45,rear,1,BMC,bmc,,test,assumed
small-switch,board,1,1,1,rj45,front,1,MGMT,mgmt,,test,assumed
access-switch,fabric,1,8,1,rj45,front,1,{cage},eth{cage},,test,assumed
""",
}
"""A host of two ports in one cage, a switch of eight ports in four cages, and copper for their management ports."""

RACK = "width_mm: 600, depth_mm: 1200, height_mm: 2000, u_height: 42, u1_bottom_mm: 60, max_power_kw: 15"
LOTS = ["small-switch", "MMA4Z00-NS", "MMA4Z00-NS-FLT", "access-switch"]
STOCK = "MFP7E10, lengths_m: [1, 2, 3, 5, 10, 20]", "CAT6A, lengths_m: [1, 2, 3, 5, 10, 20]"
BASE_CREW = "shifts:\n  - {id: day, start: '08:00', hours: 8, technicians: 4}\ncrew_size: 2\nhand_over: false\n"


def files_of(
    site: str, equipment: str, networks: str, limits: str = "{trunk_legs: [], bundle_jumpers: 24}"
) -> dict[str, str]:
    """All files of a project: stock without limit, jumpers only unless `limits` allow trunks, two crews of two."""
    lots = [*LOTS, *STOCK, *(f"TRUNK-OM4-{legs}, to_order: true" for legs in (12, 24))]
    return {
        **{f"catalog/{name}": text for name, text in CATALOG.items()},
        "site.yaml": site,
        "equipment.yaml": equipment,
        "inventory.yaml": "\n".join(["lots:", *(f"  - {{model: {lot}}}" for lot in lots), ""]),
        "request.yaml": f"networks:\n{networks}limits: {limits}\n",
        "crew.yaml": BASE_CREW,
    }


def read_files(files: dict[str, str]) -> Project:
    """The project of these files, which are gone again afterwards."""
    with TemporaryDirectory() as name:
        for path, text in files.items():
            (Path(name) / path).parent.mkdir(exist_ok=True)
            (Path(name) / path).write_text(text, encoding="utf-8")
        return read_project(name)


def write_two_racks(limits: str = "{trunk_legs: [], bundle_jumpers: 24}") -> dict[str, str]:
    """Two racks, one network: two hosts in each, 8 ports in all, so two leaves of 4 + 4 ports and one spine of 8.

          T  ==================  tray, 300 mm above the racks
                |        |
    seen from  +----+  +----+
    the front  | A01|  | A02|
               | h3 |  | h3 |      u4: hosts h002 and h004
               | h1 |  | h1 |      u1: hosts h001 and h003
               +----+  +----+
    """
    site = f"""name: two racks
rooms: [{{id: hall, size_mm: [6000, 6000], height_mm: 3000}}]
rack_types:
  t: {{{RACK}}}
rows:
  - {{id: A, room: hall, start_mm: [2000, 2000], front: south, racks: [{{type: t, count: 2}}]}}
pathways:
  - {{id: T, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1500, 2600, 2300], [4000, 2600, 2300]]}}
"""
    return files_of(
        site,
        "groups:\n  - {prefix: h, model: small-host, racks: [A01, A02], u: [1, 4]}\n",
        "  - {id: net, topology: leaf-spine, port_group: compute, tiers: 2, speed_gbps: 400}\n",
        limits,
    )


def write_two_networks(models: str = "[access-switch]") -> dict[str, str]:
    """The two racks with their management ports on a network of its own: four hosts and three switches of the first
    network on one access switch of eight ports. `models` are those that may be its switch; [] allows all in stock.
    """
    files = write_two_racks()
    board = "  - {id: board, topology: leaf-spine, port_group: board, speed_gbps: 1, tiers: 1,"
    board += f" switch_models: {models}}}\n"
    return {**files, "request.yaml": files["request.yaml"].replace("limits:", f"{board}limits:")}


def write_unlike_leaves() -> dict[str, str]:
    """An asymmetric fabric: leaves of one rack have six hosts' ports, those of the next have two.

    A01: h001 h002 h003        A02: h004
         6 ports                    2 ports
    leaf-01-1: 6 + 2           leaf-02-1: 2 + 2      leaf_per: rack, two uplinks each, one spine
    """
    files = write_two_racks()
    devices = "\n".join(
        f"  - {{id: h00{number}, model: small-host, rack: {rack}, u: {u}}}"
        for number, (rack, u) in enumerate([("A01", 1), ("A01", 4), ("A01", 7), ("A02", 1)], start=1)
    )
    network = "  - {id: net, topology: leaf-spine, port_group: compute, speed_gbps: 400,"
    network += " leaf_per: rack, uplinks_per_leaf: 2}\n"
    return {**files_of(files["site.yaml"], "", network), "equipment.yaml": f"devices:\n{devices}\n"}


def write_unlike_racks() -> dict[str, str]:
    """Racks of unlike depth, hosts whose ports show at unlike faces, switch ports at the front.

    y 4400                +-----+   rear: port of h002
      3200    +-----+     | B01 |
      3000    | A01 |     +-----+   front of B
      2000    +-----+   front: port of h001
            x 2000      x 4000
    """
    site = f"""name: unlike racks
rooms: [{{id: hall, size_mm: [8000, 8000], height_mm: 3000}}]
rack_types:
  short: {{{RACK}}}
  deep: {{{RACK.replace("1200", "1400")}}}
rows:
  - {{id: A, room: hall, start_mm: [2000, 2000], front: south, racks: [{{type: short, count: 1}}]}}
  - {{id: B, room: hall, start_mm: [4000, 3000], front: south, racks: [{{type: deep, count: 1}}]}}
pathways:
  - {{id: T, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1500, 2600, 2300], [6000, 2600, 2300]]}}
  - {{id: U, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[4300, 2600, 2300], [4300, 5000, 2300]]}}
"""
    equipment = """devices:
  - {id: h001, model: small-host, rack: A01, u: 1, face: front}
  - {id: h002, model: small-host, rack: B01, u: 1, face: rear}
"""
    network = "  - {id: net, topology: leaf-spine, port_group: compute, speed_gbps: 400,"
    network += " switch_face: front, tiers: 1}\n"
    return files_of(site, equipment, network)


def write_standing_switches() -> dict[str, str]:
    """The two racks with all their switches in place: leaves on top of the racks, the spine in the first."""
    files = write_two_racks()
    standing = "devices:\n" + "".join(
        f"  - {{id: {name}, model: small-switch, role: {role}, rack: {rack}, u: {u}, status: installed}}\n"
        for name, role, rack, u in (
            ("leaf-01-1", "leaf", "A01", 42),
            ("leaf-01-2", "leaf", "A02", 42),
            ("spine-01", "spine", "A01", 40),
        )
    )
    return {**files, "equipment.yaml": files["equipment.yaml"] + standing}


def write_three_tiers() -> dict[str, str]:
    """Three tiers: eight hosts in four racks of one row, two scalable units, each a pod with leaves and spines.

    cores         c1 c2 ..              a unit: 4 hosts x 2 ports, port k to leaf k: 2 leaves of 4 + 4,
    spines    s1 s2 | s1 s2             2 spines of 4 + 4; 16 links between spines and cores of 8 ports
    leaves    r1 r2 | r1 r2
    hosts     h1..4 | h5..8
    """
    files = write_two_racks()
    site = files["site.yaml"].replace("count: 2", "count: 4").replace("[4000, 2600", "[6000, 2600")
    return files_of(
        site.replace("[6000, 6000]", "[8000, 6000]"),
        "groups:\n  - {prefix: h, model: small-host, racks: [A01, A02, A03, A04], u: [1, 4]}\n",
        "  - {id: net, topology: rail-optimized, port_group: compute, speed_gbps: 400, nodes_per_su: 4, tiers: 3,"
        " shape: {su_per_pod: 1}}\n",
    )
