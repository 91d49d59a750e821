"""Trios of fabric/audit/tiers.py, sizes.py, switches.py and ports_kept.py: wishes of the request for one network.

Names tell roles: h host (two ports), l leaf, s spine, c core. All devices of such a network are given, so that no rule
on new switches speaks. Rules on new switches use the small plan: leaf-1, leaf-2 and leaf-9 are new.
"""

from dataclasses import replace

from fabric.plan import Plan
from fabric.project import FamilyShape
from tests.fabric.audit.small_plan import (
    HOST,
    SMALL_PLAN,
    net,
    with_device,
    with_models,
    with_network,
    with_project,
)
from tests.fabric.audit.trios.trio import Trio, trio

UP = ("leaf-spine l1 s1", "leaf-spine l2 s1")
"""An uplink of each leaf."""


@trio("stages-of-family")
def stages_of_family() -> Trio:
    """Two uplinks of leaves; a jellyfish has no spines."""
    return Trio(
        accepts=net("leaf-spine", *HOST, *UP),
        rejects=net("jellyfish", *HOST, *UP),
        next_door=net("dragonfly-plus", *HOST, *UP),
        alone=True,
        object="network compute",
        found="2 links leaf-spine",
        allowed="direct, global, node-leaf in a jellyfish network",
        remedy="Make the plan again for the topology that the request states",
    )


@trio("tiers-as-requested")
def tiers_as_requested() -> Trio:
    """Leaves and a spine are two tiers."""
    return Trio(
        accepts=net("leaf-spine", *HOST, *UP),
        rejects=net("leaf-spine", *HOST, *UP, tiers=3),
        next_door=net("leaf-spine", *HOST, *UP, tiers=2),
        alone=True,
        object="network compute",
        found="2 tiers",
        allowed="3",
        remedy="Use as many tiers as the request states",
    )


@trio("stage-speed")
def stage_speed() -> Trio:
    """Both stages of the network are of 400G, and it asks for 200G; next door it states 400G for its uplinks as well.
    The storage network asks for 400G of ports of 200G, and gets links of 200G.
    """
    return Trio(
        rejects=with_network(SMALL_PLAN, speed_gbps=200),
        next_door=with_network(SMALL_PLAN, uplink_speed_gbps=400),
        count=2,
        object="network compute, leaf-spine",
        found="400G",
        allowed="200G",
        remedy="Correct the speed, or speed_gbps and uplink_speed_gbps of the request",
    )


@trio("hosts-per-switch")
def hosts_per_switch() -> Trio:
    """Two links of hosts on leaf l1."""
    links = ("node-leaf h1 l1", "node-leaf h2 l1", "node-leaf h1 l2", "global l1 l2")
    return Trio(
        accepts=net("jellyfish", *links),
        rejects=net("jellyfish", *links, shape=FamilyShape(hosts_per_switch=1)),
        next_door=net("jellyfish", *links, shape=FamilyShape(hosts_per_switch=2)),
        alone=True,
        object="l1",
        found="2 links to devices",
        allowed="1",
        remedy="Make the plan again with the sizes of the request, or correct 'shape'",
    )


@trio("groups-as-requested")
def groups_as_requested() -> Trio:
    """Two groups of two switches, one of which has a link to the other group: one global link a switch, one end of a
    group free.
    """
    links = ("local l1 l2", "local l3 l4", "global l1 l3")
    return Trio(
        accepts=net("dragonfly", *links),
        rejects=net("dragonfly", *links, shape=FamilyShape(groups=3, switches_per_group=2)),
        next_door=net("dragonfly", *links, shape=FamilyShape(groups=2, switches_per_group=2, global_links=1)),
        alone=True,
        object="network compute",
        found="2 groups",
        allowed="3",
        remedy="Make the plan again with the sizes of the request, or correct 'shape'",
    )


@trio("grid-full")
def grid_full() -> Trio:
    """A line of three switches needs three links; next door it has them."""
    shape = FamilyShape(dimensions=(3,))
    return Trio(
        accepts=net("leaf-spine", *HOST),
        rejects=net("hyperx", "local l1 l2", "local l2 l3", shape=shape),
        next_door=net("hyperx", "local l1 l2", "local l2 l3", "local l1 l3", shape=shape),
        alone=True,
        object="network compute, dimension 1",
        found="0 or 1 links a pair",
        allowed="1",
        remedy="Make the plan again with the sizes of the request, or correct 'shape'",
    )


@trio("slim-fly-order")
def slim_fly_order() -> Trio:
    """Order 1 = 4 x 0 + 1: two switches with (3 - 1) / 2 = 1 link each. Two links are one too many."""
    return Trio(
        accepts=net("leaf-spine", *HOST),
        rejects=net("slim-fly", "local l1 l2 2", shape=FamilyShape(order=1)),
        next_door=net("slim-fly", "local l1 l2", shape=FamilyShape(order=1)),
        alone=True,
        object="network compute",
        found="2 links per switch",
        allowed="1",
        remedy="Make the plan again with the sizes of the request, or correct 'shape'",
    )


@trio("graph-as-requested")
def graph_as_requested() -> Trio:
    """A triangle: three switches of two links."""
    links = ("global l1 l2", "global l2 l3", "global l1 l3")
    return Trio(
        accepts=net("jellyfish", *links),
        rejects=net("jellyfish", *links, shape=FamilyShape(switches=3, degree=3)),
        next_door=net("jellyfish", *links, shape=FamilyShape(switches=3, degree=2)),
        alone=True,
        object="network compute",
        found="2 links per switch",
        allowed="3",
        remedy="Make the plan again with the sizes of the request, or correct 'shape'",
    )


PODS = (
    *("node-leaf h1 l1", "node-leaf h2 l2", "leaf-spine l1 s1", "leaf-spine l2 s2"),
    *("spine-core s1 c1", "spine-core s2 c1"),
)
"""Two pods of one scalable unit each, under one core."""


@trio("pods-as-requested")
def pods_as_requested() -> Trio:
    """Two pods of one unit: with two units in a pod there would be one pod."""
    return Trio(
        accepts=net("leaf-spine", *PODS),
        rejects=net("leaf-spine", *PODS, shape=FamilyShape(units_per_pod=2)),
        next_door=net("leaf-spine", *PODS, shape=FamilyShape(units_per_pod=1)),
        alone=True,
        object="network compute",
        found="units in a pod: 1",
        allowed="2",
        remedy="Make the plan again with the sizes of the request, or correct 'shape'",
    )


@trio("rails-per-pod")
def rails_per_pod() -> Trio:
    """Two pods of a leaf each, both for the first port of a host: one rail in each."""
    return Trio(
        accepts=net("rail-optimized", *PODS),
        rejects=net("rail-optimized", *PODS, shape=FamilyShape(rails_per_pod=2)),
        next_door=net("rail-optimized", *PODS, shape=FamilyShape(rails_per_pod=1)),
        alone=True,
        count=2,
        object="the pod of l1",
        found="1 rail",
        allowed="2",
        remedy="Make the plan again with the sizes of the request, or correct 'shape'",
    )


@trio("links-per-group-pair")
def links_per_group_pair() -> Trio:
    """Two groups of two switches with one link between them."""
    links = ("local l1 l2", "local l3 l4", "global l1 l3")
    return Trio(
        accepts=net("dragonfly", *links),
        rejects=net("dragonfly", *links, shape=FamilyShape(links_per_group_pair=2)),
        next_door=net("dragonfly", *links, shape=FamilyShape(links_per_group_pair=1, global_links=2)),
        alone=True,
        object="the groups of l1 and l3",
        found="1 link between them",
        allowed="2",
        remedy="Add or remove global links, or correct 'shape'",
    )


@trio("switch-models")
def switch_models() -> Trio:
    """Both new leaves are of the model SWITCH."""
    return Trio(
        rejects=with_network(SMALL_PLAN, leaf_models=("OTHER",)),
        next_door=with_network(SMALL_PLAN, leaf_models=("SWITCH",), spine_models=("OTHER",)),
        count=2,
        object="leaf-1",
        found="SWITCH",
        allowed="OTHER",
        remedy="Use a model that the request names for a leaf",
    )


@trio("switch-face")
def switch_face() -> Trio:
    """Both new leaves show their ports at the rear; the spine, at the front, is given."""
    return Trio(
        rejects=with_network(SMALL_PLAN, switch_face="front"),
        next_door=with_network(SMALL_PLAN, switch_face="rear"),
        count=2,
        object="leaf-1",
        found="rear",
        allowed="front",
        remedy="Turn the switch round, or state another switch_face",
    )


@trio("switch-names")
def switch_names() -> Trio:
    """leaf-1 and leaf-2 begin with 'leaf', not with 'x-'."""
    return Trio(
        rejects=with_network(SMALL_PLAN, prefix="x-"),
        next_door=with_device(SMALL_PLAN, 2, id="p1-leaf-1"),
        count=2,
        object="leaf-1",
        found="no name of a leaf of network compute",
        allowed="x-leaf-NUMBER",
        remedy="Make the plan again",
    )


@trio("one-protocol")
def one_protocol() -> Trio:
    """The spine of another model that speaks Ethernet; next door the catalogue states no protocol of it."""

    def of(protocol: str) -> Plan:
        both = with_models(SMALL_PLAN, "device_types", protocol="infiniband")
        types = both.project.catalog.device_types
        other = replace(types["SWITCH"], model="OTHER", protocol=protocol)
        catalog = replace(both.project.catalog, device_types={**types, "OTHER": other})
        spine = replace(both.devices[4], model="OTHER")
        given = with_project(both, catalog=catalog, devices=(*both.devices[:2], spine))
        return with_device(given, 4, model="OTHER")

    return Trio(
        accepts=SMALL_PLAN,
        rejects=of("ethernet"),
        next_door=of(""),
        count=2,
        object="leaf-1 - spine-1",
        found="infiniband and ethernet",
        allowed="one protocol",
        remedy="Use switches of one protocol",
    )


@trio("leaf-position")
def leaf_position() -> Trio:
    """The nodes stand in rack A01, their leaves in A02 of the same row."""
    return Trio(
        rejects=with_network(SMALL_PLAN, leaf_position="top-of-rack"),
        next_door=with_network(SMALL_PLAN, leaf_position="mid-row"),
        count=2,
        object="leaf-1",
        found="rack A02 in row R",
        allowed="a rack of its devices",
        remedy="Move the leaf, or state another leaf_position",
    )


@trio("nodes-per-su")
def nodes_per_su() -> Trio:
    """Each leaf serves both nodes."""
    return Trio(
        rejects=with_network(SMALL_PLAN, nodes_per_su=1),
        next_door=with_network(SMALL_PLAN, nodes_per_su=2),
        count=2,
        object="leaf-1",
        found="2 devices",
        allowed="1",
        remedy="Correct 'su' in equipment.yaml, or raise nodes_per_su",
    )


@trio("leaf-per")
def leaf_per() -> Trio:
    """Hosts of the units 1 and 2 on one leaf, in one rack."""
    links = ("node-leaf h1 l1", "node-leaf h2 l1")
    return Trio(
        accepts=net("leaf-spine", *links, leaf_per="fabric"),
        rejects=net("leaf-spine", *links, leaf_per="unit"),
        next_door=net("leaf-spine", *links, leaf_per="rack"),
        alone=True,
        object="l1",
        found="devices of units 1, 2",
        allowed="devices of one unit",
        remedy="Move the links to leaves of their unit",
    )


@trio("oversubscription")
def oversubscription() -> Trio:
    """Two downlinks of 400G to one uplink of 400G is 2:1; next door the request states the uplinks."""
    links = ("node-leaf h1 l1", "node-leaf h2 l1", "leaf-spine l1 s1")
    return Trio(
        accepts=net("leaf-spine", *links, su=False, oversubscription=(2, 1)),
        rejects=net("leaf-spine", *links, su=False, oversubscription=(3, 2)),
        next_door=net("leaf-spine", *links, su=False, oversubscription=(3, 2), uplinks_per_leaf=1),
        alone=True,
        object="l1",
        found="800 Gb/s down, 400 Gb/s up",
        allowed="3:2 or less",
        remedy="Add uplinks, or state another oversubscription",
    )


@trio("standing-uplinks")
def standing_uplinks() -> Trio:
    """A leaf of 16 ports without hosts: at 1:1 eight of them are uplinks, at 15:1 one."""
    links = ("leaf-spine l1 s1",)
    return Trio(
        accepts=net("leaf-spine", *links, uplinks_per_leaf=1),
        rejects=net("leaf-spine", *links),
        next_door=net("leaf-spine", *links, su=False, oversubscription=(15, 1)),
        alone=True,
        object="l1",
        found="1 uplink",
        allowed="8",
        remedy="Add or remove uplinks",
    )


@trio("spine-uplinks")
def spine_uplinks() -> Trio:
    """Two links of a spine to leaves, one to a core; next door the request states 2:1."""
    links = ("node-leaf h1 l1", "leaf-spine l1 s1 2", "spine-core s1 c1")
    return Trio(
        accepts=net("leaf-spine", *links, "spine-core s1 c1"),
        rejects=net("leaf-spine", *links),
        next_door=net("leaf-spine", *links, core_oversubscription=(2, 1)),
        alone=True,
        object="s1",
        found="400 Gb/s to cores",
        allowed="800 Gb/s, as to leaves",
        remedy="Add links to cores",
    )


@trio("external-links")
def external_links() -> Trio:
    """The spine has 16 ports, two of which lead to leaves: 14 are free."""
    return Trio(
        accepts=net("leaf-spine", *HOST, *UP),
        rejects=net("leaf-spine", *HOST, *UP, external_links=15),
        next_door=net("leaf-spine", *HOST, *UP, external_links=14),
        alone=True,
        object="s1",
        found="14 ports free",
        allowed="15 for links that leave the site",
        remedy="Use more switches, or lower external_links",
    )


@trio("spare-ports")
def spare_ports() -> Trio:
    """Each leaf has 16 ports, one to a host and one to the spine: 14 are free."""
    return Trio(
        accepts=net("leaf-spine", *HOST, *UP),
        rejects=net("leaf-spine", *HOST, *UP, spare_ports=15),
        next_door=net("leaf-spine", *HOST, *UP, spare_ports=14),
        alone=True,
        count=2,
        object="l1",
        found="14 ports free",
        allowed="15 spare",
        remedy="Use more leaves, or lower spare_ports",
    )


@trio("expansion-room")
def expansion_room() -> Trio:
    """A unit of two rails has two leaves of one uplink. 14 ports of the spine are free: room for 7 units."""
    return Trio(
        accepts=net("rail-optimized", *HOST, *UP, su=False),
        rejects=net("rail-optimized", *HOST, *UP, su=False, expansion_su=8),
        next_door=net("rail-optimized", *HOST, *UP, su=False, expansion_su=7),
        alone=True,
        object="network compute",
        found="14 ports free on spines",
        allowed="16 for 8 scalable units to come",
        remedy="Use more spines or cores, or lower expansion_su",
    )
