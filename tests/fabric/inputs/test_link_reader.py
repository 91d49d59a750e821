"""Lists of links: every fault at once, each at its line; names of all kinds; rows the other way round."""

from collections.abc import Sequence

import pytest

from fabric import Project, audit_plan, make_plan
from layouts import InputError
from tests.fabric.designs.test_splits import NDR200
from tests.sites import read_files
from tests.whole.test_listed_links import GIVEN, HOSTS, LEAF_SPINE, LEAVES, SPINE, write_listed

ALL = (*HOSTS, *LEAVES, SPINE)


def faults_of(files: dict[str, str]) -> list[str]:
    """The faults of a project, as they are printed."""
    with pytest.raises(InputError) as error:
        read_files(files)
    return [str(fault) for fault in error.value.faults]


def project_of(*rows: str, devices: Sequence[str] = ALL) -> Project:
    return read_files(write_listed(tuple(devices), rows))


def test_all_faults_of_a_list_at_once() -> None:
    """Seven rows, seven faults, each with its line; the header is line 1."""
    rows = (
        "h1,N1/1,l9,1/1",
        "h1,N1/3,l1,1/1",
        "h2,N1/1,l1,1/1",
        "h3,N1/1,l1,1/1",
        "l1,1/2,l1,swp2",
        "h4,BMC,l1,2/2",
        "h4,n1/1,h4,MGMT",
    )
    assert faults_of(write_listed(ALL, rows)) == [
        "links.csv:2 at column b.device: there is no device 'l9'. Use the id of a device of equipment.yaml",
        "links.csv:3 at column a.port: h1 (small-host) has no port 'N1/3'. Use a name of the catalogue, such as N1/2, "
        "N1/1",
        "links.csv:5 at column b.port: port 1/1 of l1 is taken by links.csv, line 4. Give each link ports of its own",
        "links.csv:6: both ends are port 1/2 of l1. Correct one of the two ends",
        "links.csv:7: the two ports share no speed: port BMC of h4 has 1G, port 2/2 of l1 has 400G. Use "
        "two ports of one "
        "speed, or add the split to catalog/breakouts.csv",
        "links.csv:8 at column b.port: h4 (small-host) has no port 'MGMT'. Use a name of the catalogue, such as N1/1, "
        "N1/2, BMC",
    ]


def test_names_of_all_kinds() -> None:
    """eth1 is N1/2 for the operating system, 01.2 on labels; `n1/1` differs in capitals. Printed names are kept."""
    project = project_of("h1,eth1,l1,swp1", "h2,01.2,l2,01.1", "h3,n1/1,l1,1/2")
    links = project.request.networks[0].links
    ends = [(link.a.port, link.b.port) for link in links]
    assert ends == [("N1/2", "1/1"), ("N1/2", "1/1"), ("N1/1", "1/2")]
    assert project.request.networks[0].speed_gbps == 400


def test_a_link_stated_both_ways_counts_once() -> None:
    """The second row is the first one the other way round; the same row again would take its ports twice."""
    project = project_of("h1,N1/1,l1,1/1", "l1,swp1,h1,eth0", "h1,N1/2,l2,1/1")
    assert len(project.request.networks[0].links) == 2
    assert faults_of(write_listed(ALL, ("h1,N1/1,l1,1/1", "h1,N1/1,l1,1/1"))) == [
        f"links.csv:3 at column {key}.port: port {port} of {device} is taken by links.csv, line 2. Give "
        "each link ports of "
        "its own"
        for key, port, device in (("a", "N1/1", "h1"), ("b", "1/1", "l1"))
    ]


@pytest.mark.parametrize(
    ("networks", "expected"),
    [
        (
            "  - {id: net, links: link.csv}\n",
            "request.yaml at networks[0].links: there is no file link.csv in the project folder. Write "
            "'links.csv' instead",
        ),
        (
            "  - {id: net, links: ../links.csv}\n",
            "request.yaml at networks[0].links: '../links.csv' is not the name of a list of links. Name a "
            "CSV file in the "
            "project folder, such as links.csv",
        ),
        (
            GIVEN + GIVEN.replace("net", "other"),
            "request.yaml at networks[1].links: links.csv is the list of an earlier network. Give each "
            "network a list of "
            "its own",
        ),
        (
            "  - {id: net, topology: given}\n",
            "request.yaml:2 at networks[0].topology: a given network has no list of its links. State the CSV file that "
            "lists them (links), or choose another topology",
        ),
        (
            "  - {id: net, topology: leaf-spine, links: links.csv}\n",
            "request.yaml:2 at networks[0].topology: the links are those of links.csv, so no leaf-spine network is "
            "designed. Remove 'topology', or remove 'links' to have the links designed",
        ),
        (
            "  - {id: net, links: links.csv, spines: 2}\n",
            "request.yaml:2 at networks[0].spines: a network whose links are listed has no 'spines'. "
            "Remove it, or remove "
            "'links' to have the links designed",
        ),
        (
            GIVEN + "  - {id: c, topology: leaf-spine, port_group: compute, speed_gbps: 400}\n",
            "links.csv:2 at column a.port: port N1/1 of h1 is connected by network c, which takes the ports of group "
            "'compute'. List ports of another group, or take the group out of that network",
        ),
    ],
)
def test_faults_of_the_request(networks: str, expected: str) -> None:
    assert faults_of(write_listed(ALL, LEAF_SPINE[:1], networks)) == [expected]


def test_a_list_without_rows() -> None:
    assert faults_of(write_listed(ALL, ())) == [
        "links.csv: the list has no link. Write one row for each link, or remove 'links' of the network"
    ]


def test_a_stated_speed() -> None:
    """Ports of 400G do not run at 200G; the network's own speed holds where a row states none."""
    files = write_listed(ALL, ("h1,N1/1,l1,1/1,200",))
    files["links.csv"] = files["links.csv"].replace("b.port\n", "b.port,speed_gbps\n")
    found = "the link needs 200G: port N1/1 of h1 has 400G, port 1/1 of l1 has 400G. Write 400 in speed_gbps"
    assert faults_of(files) == [f"links.csv:2 at column speed_gbps: {found}"]
    files = write_listed(ALL, ("h1,N1/1,l1,1/1",), GIVEN.replace("links.csv", "links.csv, speed_gbps: 200"))
    assert faults_of(files) == [f"links.csv:2: {found}"]


def test_columns_of_netbox() -> None:
    """Each column of a NetBox list of cables is told with our name."""
    files = write_listed(ALL, ("h1,N1/1,l1,1/1",))
    files["links.csv"] = files["links.csv"].replace("a.device", "side_a_device")
    assert "That is NetBox's name: write 'a.device' instead" in " ".join(faults_of(files))


def test_names_of_installed_cables() -> None:
    """cables of equipment.yaml take names of the operating system, and are kept by their printed names."""
    files = write_listed(ALL, LEAF_SPINE)
    old = "cables:\n  - {id: old, a: {device: h1, port: eth0}, b: {device: l1, port: swp1}}\n"
    cable = read_files({**files, "equipment.yaml": files["equipment.yaml"] + old}).cables[0]
    assert (cable.a_port, cable.b_port) == ("N1/1", "1/1")


def write_split(*rows: str) -> dict[str, str]:
    """Nodes of 200G in two racks, two switches that split a cage of 800G into four ports in a third one."""
    switches = "devices:\n" + "".join(
        f"  - {{id: q{n}, model: QM9700, role: leaf, rack: R03, u: {n}}}\n" for n in (1, 2)
    )
    return {
        **NDR200,
        "equipment.yaml": f"{NDR200['equipment.yaml']}\n{switches}",
        "request.yaml": f"networks:\n{GIVEN}",
        "links.csv": "a.device,a.port,b.device,b.port\n" + "\n".join(rows) + "\n",
    }


def test_splitters() -> None:
    """Two ports of connector 1/1 share a splitter of two legs; the one port of 1/2 has a splitter of its own."""
    plan = make_plan(read_files(write_split("n-001,P1,q1,1/1/1", "q1,1/1/2,n-002,P1", "n-009,P1,q1,1/2/1")))
    assert audit_plan(plan) == []
    assert [(stage.name, stage.b_group) for stage in plan.stages] == [("node-leaf", "fabric:4x200")]
    assert (len(plan.links), len(plan.assemblies.kind)) == (3, 2)


def test_faults_of_splitters() -> None:
    """A splitter ends in one rack and at ports of one kind. A cage that is split is not used whole."""
    rows = ("n-001,P1,q1,1/1/1", "n-009,P1,q1,1/1/2", "q1,1/1,q2,1/1", "q1,2/1/1,q2,2/1/1")
    assert faults_of(write_split(*rows)) == [
        "links.csv:3 at column a.port: the ports of cage 1 of q1 share one splitter: it ends in rack R02 "
        "here, in rack R01 "
        "in links.csv, line 2. Connect all of them to devices of one rack",
        "links.csv:4 at column a.port: cage 1 of q1 is used as fabric here and as fabric:4x200 in "
        "links.csv, line 2. Use "
        "each cage in one way",
        "links.csv:5: both ports are split: port 2/1/1 of q1, port 2/1/1 of q2. A cable is split at one "
        "end only: use a "
        "whole port at the other",
    ]
