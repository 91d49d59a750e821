"""A fabric beside devices and cables that are there: each rule refuses by name and accepts next door."""

from dataclasses import replace

import numpy as np
import pytest

from fabric.designs.conflict import find_conflict
from fabric.designs.wiring import WiredFabric, Wiring
from fabric.project import Device, ExistingCable, Project
from fabric.topology import Fabric, Links, Switch
from tests.fabric.designs.parts import network, ports
from tests.fabric.rules.small_floor import device, project, site
from tests.hardware import device_type

NODE = device_type("node", "host", (ports(1, "compute", model="node"),))
BIG, SMALL = (device_type(name, "switch", (ports(count, model=name),)) for name, count in (("big", 8), ("small", 2)))
BARE = device_type("bare", "switch")
TYPES = {"node": NODE, "big": BIG, "small": SMALL, "bare": BARE}


def wired(last_port: int = 1) -> WiredFabric:
    """Two nodes on ports 0 and `last_port` of one leaf."""
    links = Links.of(0, np.array([0, 1]), 0, 2, np.array([0, last_port]))
    fabric = Fabric(("n1", "n2"), (Switch("leaf-1", "leaf", 1),), links)
    group = BIG.group("fabric")
    node_ports = NODE.group("compute")
    assert group is not None
    assert node_ports is not None
    return WiredFabric("F", fabric, ("big",), [Wiring("node-leaf", 400, node_ports, group, links)])


def asked(*switches: Device, cables: tuple[ExistingCable, ...] = (), networks: int = 1) -> Project:
    nodes = [device("n1", "node", "R1", 1), device("n2", "node", "R1", 2)]
    found = project(site(), TYPES, [*nodes, *switches], cables=cables)
    request = replace(found.request, networks=tuple(network(id=f"N{number}") for number in range(networks)))
    return replace(found, request=request)


def leaf(name: str, model: str = "big", role: str = "leaf") -> Device:
    return device(name, model, "R2", 1, role="spine" if role == "spine" else "leaf")


def test_nothing_is_in_the_way() -> None:
    assert find_conflict(asked(), wired()) == ""
    assert find_conflict(asked(leaf("leaf-1")), wired()) == ""


def test_a_switch_of_another_name_is_a_wrong_name() -> None:
    """With several networks it may belong to another one."""
    said = find_conflict(asked(leaf("Leaf1")), wired())
    assert said == "Leaf1 is listed as leaf, but the fabric calls its switches leaf-1, ...: use these names"
    assert find_conflict(asked(leaf("Leaf1"), networks=2), wired()) == ""


def test_a_switch_keeps_its_tier() -> None:
    assert find_conflict(asked(leaf("leaf-1", role="spine")), wired()) == (
        "leaf-1 is listed as spine, the fabric needs a leaf"
    )


def test_a_switch_needs_the_ports_of_the_fabric() -> None:
    said = find_conflict(asked(leaf("leaf-1", "bare")), wired())
    assert said == "leaf-1 is listed as leaf bare, the fabric needs a leaf with ports such as those of big"


@pytest.mark.parametrize(
    ("last_port", "said"),
    [(1, ""), (2, "leaf-1 is listed as small with 2 ports of group 'fabric', the fabric uses 3 there")],
)
def test_a_switch_needs_as_many_ports_as_are_used(last_port: int, said: str) -> None:
    assert find_conflict(asked(leaf("leaf-1", "small")), wired(last_port)) == said


@pytest.mark.parametrize(
    ("end", "taken"),
    [(("leaf-1", "2"), True), (("leaf-1", "3"), False), (("n2", "1"), True), (("other", "2"), False)],
)
def test_ports_of_existing_cables_are_taken(end: tuple[str, str], taken: bool) -> None:
    """The fabric uses ports 1 and 2 of the leaf, as printed, and port 1 of each node."""
    cable = ExistingCable(
        id="C7",
        a_device="elsewhere",
        a_port="1",
        b_device=end[0],
        b_port=end[1],
        diameter_um=3_000,
        pathways=(),
        status="installed",
    )
    said = find_conflict(asked(leaf("leaf-1"), cables=(cable,)), wired())
    full = ", and no other port of its kind is free" if end[0] == "leaf-1" else ""
    assert said == (f"port {end[1]} of {end[0]} is taken by existing cable C7{full}" if taken else "")


def test_a_taken_port_has_the_name_that_its_own_device_prints() -> None:
    """The links of all nodes have the port group of one of them; the port of n2, a device of another model, is BMC."""
    other = device_type("other", "host", (replace(ports(1, "compute", model="other"), printed="BMC"),))
    cable = ExistingCable(
        id="C7",
        a_device="elsewhere",
        a_port="1",
        b_device="n2",
        b_port="BMC",
        diameter_um=3_000,
        pathways=(),
        status="installed",
    )
    found = asked(cables=(cable,))
    found = replace(
        found,
        devices=(found.devices[0], device("n2", "other", "R1", 2)),
        catalog=replace(found.catalog, device_types={**TYPES, "other": other}),
    )
    assert find_conflict(found, wired()) == "port BMC of n2 is taken by existing cable C7"
