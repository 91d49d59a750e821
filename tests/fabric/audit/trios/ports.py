"""Trios of fabric/audit/ports.py. A switch has 8 cages of 2 connectors: ports 0 and 1 are cage 1, and so on."""

from dataclasses import replace

from fabric.plan import Plan
from fabric.project import ExistingCable
from tests.fabric.audit.small_plan import SMALL_PLAN, with_cells, with_network, with_project, with_row
from tests.fabric.audit.trios.trio import Trio, trio

LEAF_1 = 2
"""Index of leaf-1 among the devices."""


def storage_on_leaf_1(plan: Plan, group: str, first_port: int) -> Plan:
    """Both links of the splitter on two ports of leaf-1, its cages used in another mode."""
    stages = (*plan.stages[:2], replace(plan.stages[2], b_group=group))
    plan = with_cells(replace(plan, stages=stages), "links.b_device", {8: LEAF_1, 9: LEAF_1})
    return with_cells(plan, "links.b_port", {8: first_port, 9: first_port + 1})


@trio("port-exists")
def port_exists() -> Trio:
    """A switch has 16 ports, numbered from 0."""
    return Trio(
        rejects=with_cells(SMALL_PLAN, "links.b_port", {0: 16}),
        next_door=with_cells(SMALL_PLAN, "links.b_port", {0: 15}),
        object="leaf-1",
        found="port number 17 at node-1 1/1 - leaf-1 no such port",
        allowed="1 to 16",
        remedy="Use a port that the device has",
    )


@trio("port-once")
def port_once() -> Trio:
    """Links 0 and 2 on one port of leaf-1; next door a cable that is already installed is on the first free port."""
    cable = ExistingCable(
        id="old",
        a_device="leaf-1",
        a_port="3/1",
        b_device="leaf-2",
        b_port="3/1",
        diameter_um=3_000,
        pathways=(),
        status="installed",
    )
    return Trio(
        rejects=with_cells(SMALL_PLAN, "links.b_port", {2: 0}),
        next_door=with_project(SMALL_PLAN, cables=(cable,)),
        object="leaf-1 1/1",
        found="used by node-1 1/1 - leaf-1 1/1 and by node-2 1/1 - leaf-1 1/1",
        allowed="one link per port",
        remedy="Move one of the two to a free port",
    )


@trio("plug-once")
def plug_once() -> Trio:
    """The two lanes of one head on two splitters; next door the second splitter has a cage of its own."""
    second = with_row(SMALL_PLAN, "assemblies", 2, 2, 2)
    second = with_cells(with_cells(second, "segments.assembly", {9: 6}), "segments.leg", {9: 0})
    return Trio(
        rejects=second,
        next_door=with_cells(second, "links.b_port", {9: 2}),
        alone=True,
        object="leaf-9 cage 1",
        found="2 assemblies",
        allowed="one assembly per connector",
        remedy="Put the links of the connector on one splitter cable",
    )


@trio("plug-one-connector")
def plug_one_connector() -> Trio:
    """The second lane of the head in the next connector; next door the two lanes are on two splitters."""
    apart = with_cells(SMALL_PLAN, "links.b_port", {9: 2})
    second = with_row(apart, "assemblies", 2, 2, 2)
    return Trio(
        rejects=apart,
        next_door=with_cells(with_cells(second, "segments.assembly", {9: 6}), "segments.leg", {9: 0}),
        alone=True,
        object="assembly 6 B end",
        found="leaf-9 cage 1 and leaf-9 cage 2",
        allowed="one connector, since its links share one plug",
        remedy="Move the links of the plug into one connector",
    )


@trio("nic-cage-two-leaves")
def nic_cage_two_leaves() -> Trio:
    """The B ends of links 1 and 2 exchanged: each node has both connectors on one leaf, and each leaf has two rails.

    Next door the network is not one by rails.
    """
    swapped = with_cells(SMALL_PLAN, "links.b_device", {1: 2, 2: 3})
    swapped = with_cells(swapped, "links.b_port", {1: 1, 2: 0})
    return Trio(
        rejects=swapped,
        next_door=with_network(swapped, topology="leaf-spine"),
        count=2,
        also=frozenset({"one-rail-one-leaf"}),
        object="node-1 cage 1",
        found="both MPOs go to leaf-1",
        allowed="two different leaves",
        remedy="Swap one of the two links with a link of another cage",
    )


@trio("cage-one-mode")
def cage_one_mode() -> Trio:
    """A splitter head in cage 1 of leaf-1, which two MPO plugs use; next door in cage 3, which is empty."""
    return Trio(
        rejects=storage_on_leaf_1(SMALL_PLAN, "fabric:2x200", 0),
        next_door=storage_on_leaf_1(SMALL_PLAN, "fabric:2x200", 4),
        also=frozenset({"device-added"}),
        object="leaf-1 cage 1",
        found="fabric and fabric:2x200",
        allowed="one mode per cage",
        remedy="Move the links of one mode to another cage",
    )


@trio("twin-same-split")
def twin_same_split() -> Trio:
    """Link 5 leaves the second connector of cage 2 (lanes 6 and 7) to a splitter; next door cage 4 has lanes 12, 13."""
    moved = with_cells(SMALL_PLAN, "links.a_port", {5: 4})
    return Trio(
        rejects=storage_on_leaf_1(moved, "fabric:4x200", 6),
        next_door=storage_on_leaf_1(moved, "fabric:4x200", 12),
        alone=True,
        object="leaf-1 cage 2",
        found="a straight and a splitter fiber (fabric and fabric:4x200)",
        allowed="both of one kind",
        remedy="Leave one more node position of the unit empty, so that the splitter gets a cage of its own, "
        "or accept it as the published SuperPOD does",
    )


@trio("neighbour-disabled")
def neighbour_disabled() -> Trio:
    """In mode `skip` the cages are 1, 3, 5 and 7: lanes 2 and 3 are in cage 3, which disables cage 4, not cage 5."""
    split = storage_on_leaf_1(SMALL_PLAN, "fabric:skip", 2)
    return Trio(
        rejects=with_cells(split, "links.a_port", {5: 6}),
        next_door=with_cells(split, "links.a_port", {5: 8}),
        alone=True,
        object="leaf-1 cage 4",
        found="used, though fabric:skip in cage 3 disables it",
        allowed="empty",
        remedy="Move its links to another cage",
    )
