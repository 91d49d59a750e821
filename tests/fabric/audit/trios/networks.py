"""Trios of fabric/audit/members.py, spread.py and topology.py: small networks, judged by their links alone.

Names tell roles: h host (two ports), l leaf, s spine, c core.
"""

from dataclasses import replace

from fabric.project import FamilyShape, GivenEnd, GivenLink, Members
from tests.fabric.audit.small_plan import (
    HOST,
    SMALL_PLAN,
    net,
    network,
    with_cells,
    with_device,
    with_network,
    with_request,
)
from tests.fabric.audit.trios.trio import Trio, trio

EVENLY = "Move links so that they are spread evenly"


@trio("link-tiers")
def link_tiers() -> Trio:
    """Uplinks of leaves end on a core; next door they end on a leaf, which a network without spines may have."""
    return Trio(
        rejects=with_device(SMALL_PLAN, 4, role="core"),
        next_door=with_device(SMALL_PLAN, 4, role="leaf"),
        count=4,
        also=frozenset({"design-named", "device-as-given"}),
        object="leaf-1 2/1 - spine-1 1/1",
        found="leaf to core as leaf-spine",
        allowed="leaf-leaf or leaf-spine",
        remedy="Join the link to devices of these roles",
    )


@trio("host-port-connected")
def host_port_connected() -> Trio:
    """With one rail the second port of each node stays free; with two rails both ports are wanted."""
    return Trio(
        rejects=with_network(SMALL_PLAN, rails=1),
        next_door=with_network(SMALL_PLAN, rails=2),
        count=2,
        object="node-1 1/2",
        found="1 link of network compute",
        allowed="none",
        remedy="Remove the link",
    )


@trio("one-rail-one-leaf")
def one_rail_one_leaf() -> Trio:
    """The B ends of links 2 and 3 exchanged: each leaf has rail 0 of one node and rail 1 of the other."""
    swapped = with_cells(SMALL_PLAN, "links.b_device", {2: 3, 3: 2})
    return Trio(
        rejects=swapped,
        next_door=with_network(swapped, topology="leaf-spine"),
        count=2,
        object="leaf-1",
        found="rails [0, 1] of units [1]",
        allowed="one rail of one scalable unit",
        remedy="Move the links to the leaf of their rail and unit",
    )


@trio("spread-even")
def spread_even() -> Trio:
    """Three uplinks a leaf on two spines: 2 and 1; next door the request allows what is within one."""
    uneven = (*HOST, "leaf-spine l1 s1 2", "leaf-spine l1 s2", "leaf-spine l2 s1", "leaf-spine l2 s2 2")
    even = (*HOST, "leaf-spine l1 s1 2", "leaf-spine l1 s2 2", "leaf-spine l2 s1 2", "leaf-spine l2 s2 2")
    return Trio(
        accepts=net("leaf-spine", *even),
        rejects=net("leaf-spine", *uneven),
        next_door=net("leaf-spine", *uneven, uneven=True),
        alone=True,
        count=2,
        object="l1",
        found="1 to 2 links per spine",
        allowed="equal",
        remedy=EVENLY,
    )


@trio("uplinks-equal")
def uplinks_equal() -> Trio:
    """Two uplinks of one leaf, four of the other."""
    first = (*HOST, "leaf-spine l1 s1", "leaf-spine l1 s2")
    return Trio(
        accepts=net("leaf-spine", *HOST),
        rejects=net("leaf-spine", *first, "leaf-spine l2 s1 2", "leaf-spine l2 s2 2"),
        next_door=net("leaf-spine", *first, "leaf-spine l2 s1", "leaf-spine l2 s2"),
        alone=True,
        object="network compute",
        found="2 to 4 uplinks per leaf",
        allowed="equal",
        remedy=EVENLY,
    )


@trio("uplinks-as-requested")
def uplinks_as_requested() -> Trio:
    """Two uplinks a leaf."""
    return Trio(
        rejects=with_network(SMALL_PLAN, uplinks_per_leaf=3),
        next_door=with_network(SMALL_PLAN, uplinks_per_leaf=2),
        count=2,
        object="leaf-1",
        found="2",
        allowed="3",
        remedy="Add or remove uplinks",
    )


@trio("cores-meet-pods")
def cores_meet_pods() -> Trio:
    """Two pods of a leaf and a spine, two cores: a pod has 2 links to one core and 1 to the other."""
    pods = (*HOST, "leaf-spine l1 s1", "leaf-spine l2 s2")
    return Trio(
        accepts=net("fat-tree", *pods),
        rejects=net(
            "fat-tree", *pods, "spine-core s1 c1 2", "spine-core s1 c2", "spine-core s2 c1", "spine-core s2 c2 2"
        ),
        next_door=net(
            "fat-tree", *pods, "spine-core s1 c1", "spine-core s1 c2", "spine-core s2 c1 2", "spine-core s2 c2 2"
        ),
        alone=True,
        count=2,
        object="the pod of l1",
        found="1 to 2 links per core",
        allowed="equal",
        remedy=EVENLY,
    )


@trio("groups-even")
def groups_even() -> Trio:
    """Three groups of two switches, joined by 3, 1 and 1 links; 2, 1 and 1 are within one."""
    groups = ("local l1 l2", "local l3 l4", "local l5 l6", "global l1 l5", "global l3 l6")
    return Trio(
        accepts=net("dragonfly", *groups, "global l2 l4"),
        rejects=net("dragonfly", *groups, "global l2 l4 3"),
        next_door=net("dragonfly", *groups, "global l2 l4 2"),
        alone=True,
        object="global links",
        found="1 to 3 links per pair of groups",
        allowed="within one of each other",
        remedy=EVENLY,
    )


@trio("grid-lines")
def grid_lines() -> Trio:
    """Four switches at (0, 0), (0, 1), (1, 0), (1, 1) with both diagonals; next door all four are on one line."""
    links = ("local l1 l2", "local l3 l4", "local l1 l4", "local l2 l3")
    square = ("local l1 l2", "local l3 l4", "local l1 l3", "local l2 l4")
    return Trio(
        accepts=net("hyperx", *square, shape=FamilyShape(dimensions=(2, 2))),
        rejects=net("hyperx", *links, shape=FamilyShape(dimensions=(2, 2))),
        next_door=net("hyperx", *links, shape=FamilyShape(dimensions=(4,))),
        alone=True,
        count=2,
        object="l1 - l4",
        found="places (0, 0) and (1, 1)",
        allowed="on one line of the grid",
        remedy="Join switches that share all coordinates but one",
    )


@trio("links-equal")
def links_equal() -> Trio:
    """A path of three switches: degrees 1, 2, 1; next door the path is closed to a ring."""
    path = ("local l1 l2", "local l2 l3")
    return Trio(
        rejects=net("jellyfish", *path),
        next_door=net("jellyfish", *path, "local l3 l1"),
        alone=True,
        object="network compute",
        found="1 to 2 links per switch",
        allowed="equal",
        remedy=EVENLY,
    )


@trio("peer-links")
def peer_links() -> Trio:
    """One link between two leaves, two requested."""
    return Trio(
        rejects=net("leaf-spine", *HOST, "peer l1 l2", peer_links=2),
        next_door=net("leaf-spine", *HOST, "peer l1 l2 2", peer_links=2),
        alone=True,
        object="network compute",
        found="1 to 2 links of a pair",
        allowed="equal",
        remedy=EVENLY,
    )


@trio("leaves-joined")
def leaves_joined() -> Trio:
    """Each leaf has a spine of its own; next door they share one."""
    return Trio(
        rejects=net("leaf-spine", *HOST, "leaf-spine l1 s1", "leaf-spine l2 s2"),
        next_door=net("leaf-spine", *HOST, "leaf-spine l1 s1", "leaf-spine l2 s1"),
        alone=True,
        object="l2",
        found="no path to l1",
        allowed="a path over switches of the network",
        remedy="Add uplinks to a spine that both leaves reach",
    )


@trio("planes-apart")
def planes_apart() -> Trio:
    """Port 0 of the host is plane 0, port 1 is plane 1: their leaves must not share a spine."""
    return Trio(
        rejects=net("leaf-spine", *HOST, "leaf-spine l1 s1", "leaf-spine l2 s1", planes=2),
        next_door=net("leaf-spine", *HOST, "leaf-spine l1 s1", "leaf-spine l2 s2", planes=2),
        alone=True,
        object="l2",
        found="joined to l1 of another plane or rail",
        allowed="apart",
        remedy="Move the uplinks to switches of the leaf's own plane or rail",
    )


@trio("redundancy")
def redundancy() -> Trio:
    """Two hosts with both ports on one leaf each; with a redundancy of 3 the two ports of a host are the limit."""
    spine = ("leaf-spine l1 s1", "leaf-spine l2 s1")
    once = ("node-leaf h1 l1 2", "node-leaf h2 l2 2")
    twice = ("node-leaf h1 l1", "node-leaf h1 l2", "node-leaf h2 l1", "node-leaf h2 l2")
    return Trio(
        accepts=net("leaf-spine", *once, *spine, redundancy=1),
        rejects=net("leaf-spine", *once, *spine, redundancy=2),
        next_door=net("leaf-spine", *twice, *spine, redundancy=3),
        alone=True,
        count=2,
        object="h1",
        found="on 1 leaf",
        allowed="on 2",
        remedy="Move links of the member to other leaves",
    )


@trio("one-pair")
def one_pair() -> Trio:
    """Two pairs of leaves; the first host is on one leaf of each. Next door it is on both leaves of a pair."""
    peers = ("peer l1 l2", "peer l3 l4", "leaf-spine l1 s1", "leaf-spine l2 s1", "leaf-spine l3 s1", "leaf-spine l4 s1")
    others = ("node-leaf h2 l2", "node-leaf h2 l1", "node-leaf h3 l3", "node-leaf h3 l4")
    across = ("node-leaf h1 l1", "node-leaf h1 l3", *others, *peers)
    return Trio(
        accepts=net("leaf-spine", *across, redundancy=2),
        rejects=net("leaf-spine", *across, redundancy=2, peer_links=1),
        next_door=net("leaf-spine", "node-leaf h1 l1", "node-leaf h1 l2", *others, *peers, redundancy=2, peer_links=1),
        alone=True,
        object="h1",
        found="on l1, l3",
        allowed="on the leaves of one pair",
        remedy="Move links of the member to both leaves of one pair",
    )


@trio("apart")
def apart() -> Trio:
    """Both leaves of a node stand in one rack; where the request keeps nothing apart they may."""
    return Trio(
        accepts=with_network(SMALL_PLAN, redundancy=2),
        rejects=with_network(SMALL_PLAN, redundancy=2, apart="row"),
        next_door=with_network(SMALL_PLAN, redundancy=2, apart=""),
        object="leaf-1, leaf-2",
        found="both at row R",
        allowed="no row in common",
        remedy="Move one of the two leaves",
    )


@trio("leaves-as-requested")
def leaves_as_requested() -> Trio:
    """Two leaves."""
    return Trio(
        rejects=with_network(SMALL_PLAN, leaves=3),
        next_door=with_network(SMALL_PLAN, leaves=2),
        object="network compute",
        found="2 leaves",
        allowed="3",
        remedy="Use the requested number of leaves",
    )


@trio("spines-as-requested")
def spines_as_requested() -> Trio:
    """One spine in each of two planes, two a plane requested: four in all."""
    links = (*HOST, "leaf-spine l1 s1", "leaf-spine l2 s2")
    return Trio(
        accepts=with_network(SMALL_PLAN, spines=1),
        rejects=net("leaf-spine", *links, planes=2, spines=2),
        next_door=net("leaf-spine", *links, planes=2, spines=1),
        alone=True,
        object="network compute",
        found="2 spines",
        allowed="4",
        remedy="Use the requested number of spines",
    )


@trio("direct-pairs")
def direct_pairs() -> Trio:
    """Pairs are taken two by two from the list: h1 with h2, h3 with h4."""
    pairs = (Members("compute", ("h1", "h2", "h3", "h4")),)
    return Trio(
        rejects=net("leaf-spine", "direct h1 h3 2", "direct h2 h4 2", direct=pairs),
        next_door=net("leaf-spine", "direct h1 h2 2", "direct h3 h4 2", direct=pairs),
        alone=True,
        count=4,
        object="h1 1/1 - h3 1/1",
        found="h1 - h3",
        allowed="a pair of the request",
        remedy="Join each device to its partner in the request",
    )


@trio("spines-of")
def spines_of() -> Trio:
    """The uplinks go to the spine of network `other`; it is one of that network only where it has a link there."""
    links = (*HOST, "leaf-spine l1 s1", "leaf-spine l2 s1", "spine-core s1 c1")
    plan = net("leaf-spine", *links)
    networks = (network("compute", "leaf-spine", spines_of="other"), network("other", "leaf-spine"))
    plan = with_request(plan, networks=networks)
    stages = tuple(replace(found, network="other") if found.name == "spine-core" else found for found in plan.stages)
    return Trio(
        rejects=plan,
        next_door=replace(plan, stages=stages),
        alone=True,
        count=2,
        object="l1 1/2 - s1 1/1",
        found="a switch of another network",
        allowed="a switch of network other",
        remedy="Move the uplink to a switch of network other",
    )


@trio("group-mesh")
def group_mesh() -> Trio:
    """A group of three switches without one of its three links."""
    path = ("local l1 l2", "local l2 l3")
    return Trio(
        rejects=net("dragonfly", *path),
        next_door=net("dragonfly", *path, "local l1 l3"),
        alone=True,
        object="l1 - l3",
        found="not joined",
        allowed="joined, as a group of network compute",
        remedy="Add a local link between the two switches",
    )


@trio("diameter-2")
def diameter_2() -> Trio:
    """Opposite switches of a ring of six are three hops apart; in a ring of five no two are more than two."""
    ring = ("local l1 l2", "local l2 l3", "local l3 l4", "local l4 l5")
    return Trio(
        rejects=net("slim-fly", *ring, "local l5 l6", "local l6 l1"),
        next_door=net("slim-fly", *ring, "local l5 l1"),
        alone=True,
        object="l1 - l4",
        found="more than 2 hops",
        allowed="2, network compute",
        remedy="Join the switches as the Slim Fly construction does",
    )


def _listed(*pairs: str) -> tuple[GivenLink, ...]:
    """Links of 400G, written as the ports of a host and of a leaf: 'h1 1/1 l1 1/1'."""
    rows = [pair.split() for pair in pairs]
    return tuple(
        GivenLink(GivenEnd(host, "compute", port), GivenEnd(leaf, "fabric", other), 400)
        for host, port, leaf, other in rows
    )


@trio("links-as-listed")
def links_as_listed() -> Trio:
    """The second port of the host lies on 1/1 of l2, where the list names 1/2: one link too many, and one too few."""
    first = "h1 1/1 l1 1/1"
    wrong, right = (_listed(first, f"h1 1/2 l2 {port}") for port in ("1/2", "1/1"))
    return Trio(
        rejects=net("given", *HOST, links=wrong, links_file="links.csv"),
        next_door=net("given", *HOST, links=right, links_file="links.csv"),
        alone=True,
        count=2,
        object="h1 1/2 - l2 1/1",
        found="a link of network compute",
        allowed="the links of links.csv",
        remedy="Remove the link, or add it to the list and plan again",
    )
