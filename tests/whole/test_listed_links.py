"""Networks whose links are listed: lengths by hand, switches that stand or are placed, existing cables."""

from collections import Counter

import pytest

from fabric import Plan, audit_plan, make_plan
from fabric.catalog import list_ports
from fabric.search.device_places import list_own_switches
from fabric.sheets.rows.link_rows import LinkRows
from fabric.sheets.rows.plan_index import PlanIndex
from layouts import InputError, UnmetError
from tests.sites import CATALOG, RACK, files_of, read_files, write_two_racks

GIVEN = "  - {id: net, links: links.csv}\n"
LEAVES = (
    "id: l1, model: small-switch, role: leaf, rack: A01, u: 42",
    "id: l2, model: small-switch, role: leaf, rack: A02, u: 42",
)
SPINE = "id: s1, model: small-switch, role: spine, rack: A01, u: 40"
FREE = tuple(device.split(", rack")[0] for device in (*LEAVES, SPINE))
"""The three switches, to be placed."""
HOSTS = tuple(
    f"id: h{number}, model: small-host, rack: {rack}, u: {u}"
    for number, (rack, u) in enumerate([("A01", 1), ("A01", 4), ("A02", 1), ("A02", 4)], start=1)
)
LEAF_SPINE = (
    *(f"h{host},N1/{rail},l{rail},{(host + 1) // 2}/{1 + (host + 1) % 2}" for host in (1, 2, 3, 4) for rail in (1, 2)),
    *(f"l{leaf},{3 + n // 2}/{1 + n % 2},s1,{2 * leaf - 1 + n // 2}/{1 + n % 2}" for leaf in (1, 2) for n in range(4)),
)
"""Port k of each host on leaf k, in the order of the hosts: cages 1 and 2 of the leaves. Four uplinks of each leaf."""


def write_listed(devices: tuple[str, ...], links: tuple[str, ...], networks: str = GIVEN) -> dict[str, str]:
    """The two racks with these devices, and a list of these links."""
    equipment = "devices:\n" + "".join(f"  - {{{device}}}\n" for device in devices)
    files = files_of(write_two_racks()["site.yaml"], equipment, networks)
    return {**files, "links.csv": "a.device,a.port,b.device,b.port\n" + "\n".join(links) + "\n"}


def plan_of(files: dict[str, str]) -> Plan:
    """The plan, which the judge accepts and whose bound holds."""
    plan = make_plan(read_files(files))
    assert audit_plan(plan) == []
    assert plan.summary.bound_s <= plan.summary.install_time_s
    assert plan.summary.work_bound_ms <= plan.summary.work_ms
    return plan


def links_of(plan: Plan) -> set[frozenset[str]]:
    """The links of a plan as pairs of 'device port'."""
    types, found = plan.project.catalog.device_types, set()
    columns = (plan.links.stage, plan.links.a_device, plan.links.a_port, plan.links.b_device, plan.links.b_port)
    for number, a, a_port, b, b_port in zip(*(column.tolist() for column in columns), strict=True):
        stage = plan.stages[number]
        ends = ((a, a_port, stage.a_group), (b, b_port, stage.b_group))
        found.add(
            frozenset(
                f"{plan.devices[d].id} {list_ports(types[plan.devices[d].model], group)[port].printed}"
                for d, port, group in ends
            )
        )
    return found


def stated(links: tuple[str, ...]) -> set[frozenset[str]]:
    """Rows of a list as pairs of 'device port'."""
    rows = [link.split(",") for link in links]
    return {frozenset((f"{a} {a_port}", f"{b} {b_port}")) for a, a_port, b, b_port, *_ in rows}


BOX = {
    "catalog/device_types.csv": CATALOG["device_types.csv"]
    + "BOX,host,6,440,900,60,800,front-to-rear,0,test,assumed\n",
    "catalog/ports.csv": CATALOG["ports.csv"]
    + "BOX,peer,1,8,1,qsfp-dd800,rear,800,Tray{cage} Port1,q{port0},,test,assumed\n",
    "catalog/cables.csv": """model,form,fiber,grade,cage_kind,legs,crossovers,diameter_mm,weight_kg_per_m,max_m,jacket,\
price_usd,price_per_m_usd,source,confidence
QDD-DAC,dac,copper,800G,qsfp-dd800,1,1,9.4,0.05,3,PVC black,90,25,test,assumed
QDD-AEC,dac,copper,800G,qsfp-dd800,1,1,7.4,0.05,10,PVC black,290,35,test,assumed
""",
    "inventory.yaml": "lots:\n  - {model: QDD-DAC, lengths_m: [0.5, 1, 2.5, 3]}\n"
    "  - {model: QDD-AEC, lengths_m: [5, 7, 10]}\n",
}
RING = (
    *(f"b1,Tray{n} Port1,b2,Tray{n} Port1" for n in (1, 2)),
    *(f"b2,q{n + 1},b4,Tray{n} Port1" for n in (1, 2)),
    *(f"b4,Tray{n + 2} Port1,b3,Tray{n} Port1" for n in (1, 2)),
    *(f"b3,Tray{n + 2} Port1,b1,Tray{n + 2} Port1" for n in (1, 2)),
)
"""Four boxes in a ring, two cables between neighbours. Tray n is q(n - 1) in the operating system."""


def write_ring() -> dict[str, str]:
    """Two racks of 52 units and 1,200 mm depth, 700 mm apart; a tray 300 mm above them at half their depth."""
    rack = RACK.replace("600", "700").replace("height_mm: 2000, u_height: 42", "height_mm: 2450, u_height: 52")
    site = f"""name: ring
rooms: [{{id: hall, size_mm: [6000, 6000], height_mm: 4000}}]
rack_types:
  t: {{{rack}}}
rows:
  - {{id: A, room: hall, start_mm: [1800, 1800], front: south, pitch_mm: 700, racks: [{{type: t, count: 2}}]}}
pathways:
  - {{id: T, room: hall, width_mm: 450, depth_mm: 100, points_mm: [[1200, 2400, 2750], [5000, 2400, 2750]]}}
"""
    places = zip(("b1", "b2", "b3", "b4"), ("A01", "A01", "A02", "A02"), (2, 12, 2, 12), strict=True)
    boxes = tuple(f"id: {name}, model: BOX, rack: {rack}, u: {u}" for name, rack, u in places)
    return {**write_listed(boxes, RING), "site.yaml": site, **BOX}


def test_ring_without_a_switch() -> None:
    """Eight cables. A box of 6 units at unit 2 has its ports 60 + (1 + 3) x 44.45 = 237.8 mm above the floor.
    At unit 12 they are at 60 + (11 + 3) x 44.45 = 682.3 mm.

    - Inside a rack: ten units apart, 444.5 mm, and at both ends 500 mm to the side and 300 mm of slack: 2.045 m.
    - Between racks: rise to the entry at 2,450 mm, 1,767.7 or 2,212.2 mm; 600 mm from the rear to the entry at half the
      depth; 800 mm of side and slack; so 3.168 m an end from unit 12, 3.613 m from unit 2. The way is 300 mm up to the
      tray, 700 mm along it and 300 mm down: 1.300 m.
      b2 - b4: 3.168 + 1.300 + 3.168 = 7.636 m. b3 - b1: 3.613 + 1.300 + 3.613 = 8.526 m.

    A DAC of 2.5 m joins boxes of a rack; 10 m of AEC join the racks, since 3 m and 7 m are too short.
    """
    plan = plan_of(write_ring())
    printed = {f" q{n}": f" Tray{n + 1} Port1" for n in range(8)}
    wanted = {frozenset(end[:2] + printed.get(end[2:], end[2:]) for end in pair) for pair in stated(RING)}
    assert links_of(plan) == wanted
    needs = Counter(
        (frozenset((row.a.device, row.b.device)), row.need.total_mm, row.total_mm)
        for row in LinkRows(PlanIndex(plan)).all
    )
    assert needs == {
        (frozenset(("b1", "b2")), 2045, 2500): 2,
        (frozenset(("b3", "b4")), 2045, 2500): 2,
        (frozenset(("b2", "b4")), 7636, 10000): 2,
        (frozenset(("b1", "b3")), 8526, 10000): 2,
    }


def test_two_switches_with_a_link_between_them() -> None:
    """Two links between leaves of two racks, one named as the operating system names it, are links of one tier.

    Switches of the role `other` have no tier, so theirs are direct.
    """
    rows = ("l1,1/1,l2,1/1", "l1,1/2,l2,swp2")
    plan = plan_of(write_listed(LEAVES, rows))
    assert [(stage.name, stage.speed_gbps) for stage in plan.stages] == [("local", 400)]
    assert links_of(plan) == {frozenset(("l1 1/1", "l2 1/1")), frozenset(("l1 1/2", "l2 1/2"))}
    others = tuple(device.replace(", role: leaf", "") for device in LEAVES)
    assert [stage.name for stage in plan_of(write_listed(others, rows)).stages] == ["direct"]


@pytest.mark.plan
def test_leaf_spine_from_a_list() -> None:
    """The plan lays the 16 listed links: 8 of hosts, 8 uplinks. Everything stands, so nothing is placed."""
    plan = plan_of(write_listed((*HOSTS, *LEAVES, SPINE), LEAF_SPINE))
    assert links_of(plan) == stated(LEAF_SPINE)
    assert {stage.name for stage in plan.stages} == {"node-leaf", "leaf-spine"}
    assert plan.placed == ()
    # Each link is known with both its racks, so no other plan of these links takes less work.
    assert plan.summary.work_ms == plan.summary.work_bound_ms


@pytest.mark.plan
def test_switches_without_a_rack_are_placed() -> None:
    """The three switches have no rack: they stand with the design, nearest to the entry at the top, leaves first.

    The bound holds for every place, so for the plan in which they stand elsewhere.
    """
    plan = plan_of(write_listed((*HOSTS, *FREE), LEAF_SPINE))
    assert links_of(plan) == stated(LEAF_SPINE)
    assert plan.placed == ("l1", "l2", "s1")
    assert plan.devices == plan.project.devices
    assert [device.unit for device in plan.devices[4:]] == ["42", "41", "40"]
    standing = plan_of(write_listed((*HOSTS, *LEAVES, SPINE), LEAF_SPINE))
    assert plan.summary.install_time_s <= standing.summary.install_time_s
    assert plan.summary.work_bound_ms <= standing.summary.work_ms


@pytest.mark.plan
@pytest.mark.parametrize("board_first", [True, False])
def test_switches_that_stand_with_their_design(board_first: bool) -> None:
    """Where another network comes first, switches need their racks before it."""
    board = "  - {id: board, topology: leaf-spine, port_group: board, speed_gbps: 1, tiers: 1}\n"
    networks = board + GIVEN if board_first else GIVEN + board
    files = write_listed((*HOSTS, *FREE), LEAF_SPINE, networks)
    assert list_own_switches(read_files(files)) == (frozenset() if board_first else {"l1", "l2", "s1"})
    assert links_of(plan_of(files)) >= stated(LEAF_SPINE)


@pytest.mark.plan
def test_leaves_of_a_list_stand_where_leaf_position_says() -> None:
    """h1 and h2 are in A01, and so are their leaves. The only row has devices, so no rack is central."""
    near, far = (GIVEN.replace("csv", f"csv, leaf_position: {where}") for where in ("top-of-rack", "central"))
    plan = plan_of(write_listed((*HOSTS[:2], *FREE), LEAF_SPINE[:4], near))
    assert {device.rack for device in plan.devices if device.role == "leaf"} == {"A01"}
    with pytest.raises(UnmetError, match="leaf_position central"):
        make_plan(read_files(write_listed((*HOSTS, *FREE), LEAF_SPINE, far)))


@pytest.mark.plan
def test_ports_that_other_cables_take() -> None:
    """Cable `old` is the first link of the list and is not laid again; `other` takes a port that the list leaves out.

    A list on a port that a cable takes is refused with its line.
    """
    cables = """cables:
  - {id: old, a: {device: h1, port: eth0}, b: {device: l1, port: 1/1}}
  - {id: other, a: {device: l1, port: 4/2}, b: {device: l2, port: 4/2}}
"""
    files = write_listed((*HOSTS, *LEAVES, SPINE), LEAF_SPINE[:8])
    equipment = files["equipment.yaml"]
    plan = plan_of({**files, "equipment.yaml": equipment + cables})
    assert links_of(plan) == stated(LEAF_SPINE[1:8])
    moved = cables.replace("4/2}, b", "2/1}, b")
    with pytest.raises(InputError) as error:
        read_files({**files, "equipment.yaml": equipment + moved})
    assert [str(fault) for fault in error.value.faults] == [
        "links.csv:6 at column b.port: port 2/1 of l1 is taken by installed cable other. Use a free port, "
        "or remove the "
        "cable from equipment.yaml"
    ]


@pytest.mark.plan
def test_two_networks() -> None:
    """A designed network takes the management ports of hosts and listed switches: 4 + 3 links on one access switch."""
    board = "  - {id: board, topology: leaf-spine, port_group: board, speed_gbps: 1, tiers: 1,"
    board += " switch_models: [access-switch]}\n"
    for networks in (GIVEN + board, board + GIVEN):
        plan = plan_of(write_listed((*HOSTS, *LEAVES, SPINE), LEAF_SPINE, networks))
        counts = Counter(plan.stages[number].network for number in plan.links.stage.tolist())
        assert counts == {"net": 16, "board": 7}


@pytest.mark.plan
def test_a_designed_network_that_wants_a_listed_port() -> None:
    """The designed network calls its leaf l-leaf-01-1, which is listed: both want its first port."""
    networks = "  - {id: c, topology: leaf-spine, port_group: compute, tiers: 1, speed_gbps: 400, prefix: l-}\n" + GIVEN
    named = tuple(device.replace("id: l1", "id: l-leaf-01-1") for device in LEAVES)
    with pytest.raises(UnmetError, match="port 1/1 of l-leaf-01-1 is taken by network c: list another port"):
        make_plan(read_files(write_listed((*HOSTS[:3], *named), ("l-leaf-01-1,1/1,l2,1/1",), networks)))
