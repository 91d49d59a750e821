"""Split ports at the lower end of links: a cage of a host to two leaves, a cage of a leaf towards spines."""

import pytest

from fabric import Plan, audit_plan, make_plan
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from layouts import UnmetError
from tests.sites import files_of, read_files, write_two_racks

TYPES = "model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,source,confidence\n" + "".join(
    f"{model},{role},1,440,500,9,400,front-to-rear,test,assumed\n"
    for model, role in (("node", "host"), ("leaf", "switch"), ("split-leaf", "switch"), ("spine", "switch"))
)
PORTS = """model,group,first_cage,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence
node,compute,1,1,1,osfp-flat-800,rear,800,N{cage},,test,assumed
leaf,fabric,1,8,1,qsfp112,front,400,{cage},,test,assumed
split-leaf,access,1,4,1,qsfp112,front,400,{cage},,test,assumed
split-leaf,uplink,11,2,1,osfp-finned-twin,front,800,{cage},,test,assumed
spine,fabric,1,16,1,qsfp112,front,400,{cage},,test,assumed
"""
SPLITS = """model,group,mode,mpos,lanes,speed_gbps,printed,os,source,confidence
node,compute,twin,2,1,400,N{cage}/{mpo},,test,assumed
node,compute,split,1,2,400,N{cage}.{lane},,test,assumed
split-leaf,uplink,2x400,1,2,400,{cage}/{lane},,test,assumed
"""
OPTICS = """model,cage_kind,mpos,speed_gbps,connector,gender,fiber,reach_m,source,confidence
TWIN,osfp-flat-800,2,400,MPO-12/APC,male,mm,50,test,assumed
ONE,osfp-flat-800,1,800,MPO-12/APC,male,mm,50,test,assumed
UP,osfp-finned-twin,1,800,MPO-12/APC,male,mm,50,test,assumed
SINGLE,qsfp112,1,400,MPO-12/APC,male,mm,50,test,assumed
"""
LOTS = ("leaf", "split-leaf", "spine", "TWIN", "ONE", "UP", "SINGLE")
CORDS = ("MFP7E10, lengths_m: [1, 2, 3, 5, 10]", "MFP7E20, lengths_m: [1, 2, 3, 5, 10]")


def write_site(network: str, equipment: str) -> dict[str, str]:
    """The two racks with hosts of one 800G cage, leaves of 400G, and leaves whose two uplink cages are of 800G."""
    files = files_of(write_two_racks()["site.yaml"], equipment, f"  - {{id: net, {network}}}\n")
    lots = "lots:\n" + "".join(f"  - {{model: {lot}}}\n" for lot in (*LOTS, *CORDS))
    return files | {
        "inventory.yaml": lots,
        "catalog/device_types.csv": TYPES,
        "catalog/ports.csv": PORTS,
        "catalog/breakouts.csv": SPLITS,
        "catalog/optics.csv": OPTICS,
    }


def plan_of(files: dict[str, str]) -> Plan:
    """The plan, in which the judge finds no fault."""
    plan = make_plan(read_files(files))
    assert audit_plan(plan) == []
    return plan


def ends_of(row: LinkRow) -> tuple[str, str]:
    return f"{row.a.device} {row.a.port}", f"{row.b.device} {row.b.port}"


def test_a_twin_port_of_a_host_leads_to_two_leaves() -> None:
    """Four hosts of one cage with two connectors of 400G: eight links, connector k to leaf k of the pair, and four twin
    modules. Each leaf has four hosts and two uplinks: 8 + 4 links with a module of 400G at each end but the hosts': 16.
    """
    network = (
        "topology: leaf-spine, port_group: 'compute:twin', speed_gbps: 400, leaves: 2, leaf_models: [leaf], "
        "spine_models: [spine], uplinks_per_leaf: 2, redundancy: 2"
    )
    hosts = "groups:\n  - {prefix: h, model: node, racks: [A01, A02], u: [1, 4]}\n"
    plan = plan_of(write_site(network, hosts))
    rows = [row for row in PlanRows(plan).links if row.stage == "node-leaf"]
    leaves: dict[str, set[tuple[int, str]]] = {row.a.device: set() for row in rows}
    for row in rows:
        leaves[row.a.device].add((row.a.mpo, row.b.device))
    assert len(rows) == 8
    assert all(
        {mpo for mpo, _ in found} == {1, 2} and len({leaf for _, leaf in found}) == 2 for found in leaves.values()
    )
    counts = [int((plan.optics.model == plan.optic_models.index(model)).sum()) for model in ("TWIN", "SINGLE")]
    assert counts == [4, 16]


@pytest.mark.parametrize(
    ("network", "blamed"),
    [
        (
            "topology: leaf-spine, port_group: 'compute:split', speed_gbps: 400, leaf_models: [leaf], "
            "spine_models: [spine], uplinks_per_leaf: 2",
            "node splits its cages as compute:split, 2 ports on each connector, in the lower tier",
        ),
        (
            "topology: leaf-spine, port_group: 'compute:twin', speed_gbps: 400, leaf_models: [split-leaf], "
            "spine_models: [spine], uplinks_per_leaf: 4, uplink_speed_gbps: 400",
            "split-leaf splits its cages as uplink:2x400, 2 ports on each connector, in the lower tier",
        ),
    ],
)
def test_the_head_of_a_splitter_is_not_designed_into_the_lower_tier(network: str, blamed: str) -> None:
    """Its tails would have to share a cable, and the links of a design do not say so. The refusal has two remedies."""
    hosts = "groups:\n  - {prefix: h, model: node, racks: [A01, A02], u: [1, 4]}\n"
    with pytest.raises(UnmetError, match="or list the links") as caught:
        make_plan(read_files(write_site(network, hosts)))
    assert blamed in str(caught.value)


@pytest.mark.plan
@pytest.mark.parametrize("mode", ["/", "."])
def test_a_host_is_split_to_two_leaves_by_a_list(mode: str) -> None:
    """The remedy of the refusal works: as two connectors with a jumper each, or as one with a splitter of two tails,
    which end in one rack.
    """
    devices = ["h1, model: node, rack: A01, u: 1", "h2, model: node, rack: A02, u: 1"]
    devices += ["l1, model: leaf, role: leaf, rack: A01, u: 42", "l2, model: leaf, role: leaf, rack: A01, u: 41"]
    files = write_site("links: links.csv", "devices:\n" + "".join(f"  - {{id: {device}}}\n" for device in devices))
    links = [f"h{host},N1{mode}{way},l{way},{host}" for host in (1, 2) for way in (1, 2)]
    plan = plan_of(files | {"links.csv": "a.device,a.port,b.device,b.port\n" + "\n".join(links) + "\n"})
    rows = PlanRows(plan).links
    wanted = {frozenset((f"h{host} N1{mode}{way}", f"l{way} {host}")) for host in (1, 2) for way in (1, 2)}
    assert {frozenset(ends_of(row)) for row in rows} == wanted
    assert len({row.serial for row in rows}) == (4 if mode == "/" else 2)


def test_a_leaf_is_split_towards_its_spine_by_a_list() -> None:
    """Cages 11 and 12 of the leaf, each the head of a splitter with two tails: spine ports 1 and 2, then 3 and 4."""
    devices = ["l1, model: split-leaf, role: leaf, rack: A01, u: 42", "s1, model: spine, role: spine, rack: A02, u: 42"]
    files = write_site("links: links.csv", "devices:\n" + "".join(f"  - {{id: {device}}}\n" for device in devices))
    pairs = [(cage, lane, 2 * (cage - 11) + lane) for cage in (11, 12) for lane in (1, 2)]
    links = [f"l1,{cage}/{lane},s1,{port}" for cage, lane, port in pairs]
    plan = plan_of(files | {"links.csv": "a.device,a.port,b.device,b.port\n" + "\n".join(links) + "\n"})
    rows = PlanRows(plan).links
    wanted = {frozenset((f"l1 {cage}/{lane}", f"s1 {port}")) for cage, lane, port in pairs}
    assert {frozenset(ends_of(row)) for row in rows} == wanted
    assert len({row.serial for row in rows}) == 2
