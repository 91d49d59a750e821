"""Devices of a network in units, in sets that share leaves, and by name."""

from dataclasses import replace

import pytest

from fabric.catalog import DeviceType
from fabric.designs.members import (
    count_ports,
    form_leaf_units,
    form_units,
    list_members,
    list_named,
    list_neighbours,
)
from fabric.project import Members, Project
from layouts import UnmetError
from tests.fabric.designs.parts import member, network, ports
from tests.fabric.rules.small_floor import device, project, site
from tests.hardware import device_type

NODE = device_type("node", "host", (ports(4, "compute", model="node"),))
STORE = device_type("store", "server", (ports(2, "storage", model="store"), ports(1, "compute", model="store")))
LEAF: DeviceType = device_type("leaf", "switch", (ports(8, "fabric", model="leaf"), ports(1, "mgmt", model="leaf")))
TYPES = {"node": NODE, "store": STORE, "leaf": LEAF}


def site_with_devices() -> Project:
    devices = [
        device("n1", "node", "R1", 1),
        device("s1", "store", "R1", 2),
        device("n2", "node"),
        device("l1", "leaf"),
    ]
    return project(site(), TYPES, devices)


def test_members_have_ports_of_the_group_in_order_of_the_files() -> None:
    found = list_members(site_with_devices(), network(), [])
    assert [(m.id, m.ports, m.rack) for m in found] == [("n1", 4, "R1"), ("s1", 1, "R1"), ("n2", 4, None)]


def test_switches_join_by_their_management_ports_only() -> None:
    """Ports that join switches make a switch no member, also not of a network that names their group."""
    asked = site_with_devices()
    assert [m.id for m in list_members(asked, network(port_group="fabric"), [])] == []
    others = [device("spine-1", "leaf")]
    assert [m.id for m in list_members(asked, network(port_group="mgmt"), others)] == ["l1", "spine-1"]


def test_rails_take_their_ports_and_refuse_devices_with_fewer() -> None:
    asked = site_with_devices()
    nodes = replace(asked, devices=tuple(d for d in asked.devices if d.model == "node"))
    assert [m.ports for m in list_members(nodes, network(rails=1, planes=2), [])] == [2, 2]
    with pytest.raises(UnmetError) as error:
        list_members(asked, network(rails=2, planes=1), [])
    assert error.value.reasons == ("network N: 2 rails on 1 planes are asked for, s1 has 1 ports in group 'compute'",)


def test_ports_are_counted_as_the_network_uses_them() -> None:
    """n1 has 4 ports, s1 one: five in all; with two rails only n1 counts, with two ports."""
    asked = site_with_devices()
    devices = asked.devices[:2]
    assert count_ports(asked, network(), devices) == 5
    assert count_ports(asked, network(rails=2), devices) == 2
    assert count_ports(asked, network(rails=4), devices) == 4
    assert count_ports(asked, network(port_group="mgmt"), devices) == 0


def test_named_devices_come_in_the_order_of_their_names() -> None:
    asked = site_with_devices()
    assert [m.id for m in list_named(asked, network(), Members("compute", ("n2", "s1")))] == ["n2", "s1"]
    assert [m.id for m in list_named(asked, network(), Members("compute", ()))] == ["n1", "s1", "n2"]


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (
            Members("storage", ("s1", "n1")),
            "network N: n1: no such device with ports of group 'storage'",
        ),
        (Members("lab", ()), "network N: no device has ports of group 'lab'"),
    ],
)
def test_names_without_ports_are_refused(wanted: Members, reason: str) -> None:
    with pytest.raises(UnmetError) as error:
        list_named(site_with_devices(), network(), wanted)
    assert error.value.reasons[0] == reason


def test_units_keep_their_own_members_and_fill_up_with_the_others() -> None:
    """Unit 2 has b; two a unit: a fills unit 2, c and d form one of their own, e the next."""
    members = [member("a"), member("b", su=2), member("c"), member("d"), member("e")]
    assert form_units(members, 2) == [[1, 0], [2, 3], [4]]


def test_units_come_in_order_of_their_numbers() -> None:
    assert form_units([member("a", su=3), member("b", su=1), member("c", su=3)], 2) == [[1], [0, 2]]


def test_leaves_are_shared_by_all_by_rack_or_by_unit() -> None:
    members = [member("a", su=1, rack="R2"), member("b", su=2, rack="R1"), member("c", su=1, rack="R1")]
    assert form_leaf_units(members, "fabric", 4, 1) == [[0, 1, 2]]
    assert form_leaf_units(members, "rack", 4, 1) == [[0], [1, 2]]
    assert form_leaf_units(members, "unit", 4, 1) == [[0, 2], [1]]


def test_members_without_a_unit_take_free_ports_of_the_leaves() -> None:
    """Leaves of four ports. Unit 1 uses 3 of 4, unit 2 one: x (2 ports) goes to unit 2, which has most room.

    Then both have one free port: y (1) goes to the first, and z (2) forms a unit of its own.
    """
    members = [member("a", 3, su=1), member("b", 1, su=2), member("x", 2), member("y", 1), member("z", 2)]
    assert form_leaf_units(members, "unit", 4, 1) == [[0, 3], [1, 2], [4]]


def test_switches_of_earlier_networks_have_a_section() -> None:
    found = list_members(
        site_with_devices(), network(port_group="mgmt"), [device("spine-1", "leaf")], {"spine-1": "N spine 0"}
    )
    assert [(m.id, m.section) for m in found] == [("l1", ""), ("spine-1", "N spine 0")]


def test_neighbours_are_known_where_a_network_connects_switches_of_others() -> None:
    """Devices of a rack are neighbours, and switches of a section. A device with neither has none."""
    nodes = [member("a", rack="R1"), member("b"), member("c", rack="R1")]
    assert list_neighbours(nodes) is None
    leaves = [replace(member(name), section="N leaf 1") for name in ("l1", "l2")]
    assert list_neighbours([*nodes, *leaves]) == ["R1", 1, "R1", "N leaf 1", "N leaf 1"]


def test_neighbours_go_to_one_unit_where_it_has_room() -> None:
    """Leaves of four ports. Unit 1 uses one port, unit 2 two: both switches of a section go to unit 1, with 3 free.

    Then 1 and 2 are free. A section of four ports fits neither: its switches go one by one, the first two to unit 2,
    the third to unit 1, and the last forms a unit of its own.
    """
    near = ["R1", "R2", "R2", "leaf", "leaf", "s", "s", "s", "s"]
    members = [member("a", su=1), member("b", su=2), member("c", su=2), *(member(name) for name in "defghi")]
    assert form_leaf_units(members[:5], "unit", 4, 1, near[:5]) == [[0, 3, 4], [1, 2]]
    assert form_leaf_units(members, "unit", 4, 1, near) == [[0, 3, 4, 6], [1, 2, 5, 7], [8]]


def test_neighbours_stand_side_by_side_in_a_unit() -> None:
    """The files list nodes before the power strips of the same racks: on the leaf each strip follows its node."""
    members = [member(name, su=1, rack=rack) for name, rack in (("n1", "R1"), ("n2", "R2"), ("p1", "R1"), ("p2", "R2"))]
    near = [m.rack for m in members]
    assert form_leaf_units(members, "unit", 4, 1, near) == [[0, 2, 1, 3]]
    assert form_leaf_units(members, "fabric", 4, 1, near) == [[0, 2, 1, 3]]
    assert form_leaf_units(members, "unit", 4, 1) == [[0, 1, 2, 3]]


def test_pairs_of_leaves_have_twice_the_room() -> None:
    """Two leaves of four take eight ports: unit 1 uses 3, so 5 are free; x of 5 fits, y of 6 does not."""
    assert form_leaf_units([member("a", 3, su=1), member("x", 5)], "unit", 4, 2) == [[0, 1]]
    assert form_leaf_units([member("a", 3, su=1), member("y", 6)], "unit", 4, 2) == [[0], [1]]
