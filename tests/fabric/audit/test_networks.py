"""Facts and rules of networks on small ones: members, parts, planes, grids."""

from collections import Counter
from typing import Any

import pytest

from fabric import Finding
from fabric.audit.members import NETWORK_RULES
from fabric.audit.network_view import find_parts, in_order, list_networks, reach
from fabric.audit.wishes import WISH_RULES
from fabric.plan import Plan
from fabric.project import FamilyShape, Members
from fabric.vocabulary import Family
from tests.fabric.audit.small_plan import SMALL_PLAN, network, wired, with_cells, with_device, with_network

HOSTS = (("node-leaf", "h1", "l1"), ("node-leaf", "h1", "l2"))


def found(plan: Plan, rule: str) -> list[Finding]:
    return [finding for finding in NETWORK_RULES.judge(plan) if finding.rule == rule]


def test_parts_are_named_by_their_first_device() -> None:
    pairs = {"a": Counter({"b": 1}), "c": Counter({"b": 2}), "e": Counter({"d": 1})}
    assert find_parts(pairs) == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "d"}
    assert find_parts({}) == {}


def test_reach_goes_over_any_number_of_hops() -> None:
    near = {"a": {"b"}, "b": {"a", "c"}, "c": {"b"}, "d": set()}
    assert reach(near, "a") == {"a", "b", "c"}
    assert reach(near, "d") == {"d"}


def test_each_network_sees_its_own_links_and_members() -> None:
    """The leaves of `compute` are members of `storage`, which comes later, and not the other way round."""
    compute, storage = list_networks(SMALL_PLAN)
    assert (compute.links, storage.links) == (list(range(8)), [8, 9])
    assert {device.id for device in compute.members} == {"node-1", "node-2", "spine-1"}
    assert {device.id for device in storage.members} == {"node-1", "node-2", "leaf-1", "leaf-2", "spine-1"}
    assert compute.near == {"leaf-1": {"spine-1"}, "leaf-2": {"spine-1"}, "spine-1": {"leaf-1", "leaf-2"}}
    assert compute.leaf_ports == {"leaf-1": {0}, "leaf-2": {1}}
    assert compute.pairs["leaf-spine"] == {"leaf-1": {"spine-1": 2}, "leaf-2": {"spine-1": 2}}


@pytest.mark.parametrize(
    ("shared", "planes", "ports", "is_sound"),
    [
        (1, 1, 1, True),
        (1, 1, 2, False),
        (2, 1, 2, True),
        (1, 2, 2, False),
        (2, 2, 2, False),
    ],
)
def test_a_leaf_serves_the_rails_that_share_it(shared: int, planes: int, ports: int, is_sound: bool) -> None:
    """Ports 0 and 1 of a host on one leaf: two rails, or with two planes the two planes of rail 0."""
    asked = network("compute", "rail-optimized", rails_per_leaf=shared, planes=planes)
    plan = wired(asked, [("node-leaf", "h1", "l1")] * ports)
    assert bool(found(plan, "one-rail-one-leaf")) is not is_sound


@pytest.mark.parametrize(
    ("links", "objects"),
    [
        ((("node-leaf", "h1", "l1"),), [("h1 1/2", "0 links of network compute", "1 link")]),
        (HOSTS, []),
        (
            (*HOSTS, ("node-leaf", "h1", "l1")),
            [("h1 port 3", "1 link of network compute", "none")],
        ),
    ],
    ids=["one too few", "both", "one too many"],
)
def test_each_port_of_a_member_is_wanted_once(
    links: tuple[tuple[str, str, str], ...], objects: list[tuple[str, str, str]]
) -> None:
    plan = wired(network("compute", "leaf-spine"), links)
    assert [(f.object, f.found, f.allowed) for f in found(plan, "host-port-connected")] == objects


def test_a_port_with_two_links_of_its_network() -> None:
    plan = with_cells(wired(network("compute", "leaf-spine"), HOSTS), "links.a_port", {1: 0})
    assert [(f.object, f.found) for f in found(plan, "host-port-connected")] == [
        ("h1 1/1", "2 links of network compute"),
        ("h1 1/2", "0 links of network compute"),
    ]


def test_extra_members_are_those_that_are_named() -> None:
    """The storage port of node-1 in `compute` as well: named, it is wanted there and has no link of that network."""
    extras = (Members("storage", ("node-1",)),)
    (finding,) = found(with_network(SMALL_PLAN, extras=extras), "host-port-connected")
    assert (finding.object, finding.found) == ("node-1 st1", "0 links of network compute")
    everyone = (Members("storage", ()),)
    assert len(found(with_network(SMALL_PLAN, extras=everyone), "host-port-connected")) == 2


@pytest.mark.parametrize(("su", "expected"), [(1, []), (2, ["rails [0] of units [1, 2]", "rails [1] of units [1, 2]"])])
def test_a_leaf_serves_one_unit(su: int, expected: list[str]) -> None:
    """Two hosts on the same two leaves, the second in the same or in another scalable unit."""
    links = [("node-leaf", host, leaf) for host in ("h1", "h2") for leaf in ("l1", "l2")]
    plan = wired(network("compute", "rail-optimized"), links, lambda name: su if name == "h2" else 1)
    assert [finding.found for finding in found(plan, "one-rail-one-leaf")] == expected


def test_rails_stay_apart_only_in_a_network_that_is_rail_only() -> None:
    """Port 0 and port 1 are two rails of one plane: their leaves share a spine."""
    links = (*HOSTS, ("leaf-spine", "l1", "s1"), ("leaf-spine", "l2", "s1"))
    assert found(wired(network("compute", "rail-optimized"), links), "planes-apart") == []
    (finding,) = found(wired(network("compute", "rail-only"), links), "planes-apart")
    assert (finding.object, finding.found) == ("l2", "joined to l1 of another plane or rail")


def test_leaves_in_two_pairs_of_peers() -> None:
    """Four leaves, two of them in a pair: two leaves are left over."""
    hosts = (*HOSTS, ("node-leaf", "h2", "l3"), ("node-leaf", "h2", "l4"))
    links = (*hosts, ("peer", "l1", "l2"))
    (finding,) = found(wired(network("compute", "leaf-spine", peer_links=1), links), "peer-links")
    assert finding.found == "2 to 4 leaves in pairs"
    both = (*links, ("peer", "l3", "l4"))
    assert found(wired(network("compute", "leaf-spine", peer_links=1), both), "peer-links") == []


@pytest.mark.parametrize(
    ("topology", "wishes", "rule", "expected"),
    [
        ("hyperx", {"shape": FamilyShape(dimensions=(2, 3))}, "grid-lines", ["places (0, 0) and (1, 1)"]),
        ("hyperx", {"planes": 2, "shape": FamilyShape(dimensions=(3,))}, "grid-lines", ["places (0,) and (1,)"]),
        ("dragonfly", {}, "grid-lines", []),
        ("dragonfly", {}, "links-equal", []),
    ],
    ids=["two rows of three", "two planes of three", "no grid", "no equal degrees asked"],
)
def test_switches_are_numbered_row_by_row(
    topology: Family, wishes: dict[str, Any], rule: str, expected: list[str]
) -> None:
    """Six switches; l1 and l5 are in other rows and columns, or in other planes."""
    links = [("local", "l1", "l2"), ("local", "l2", "l3"), ("local", "l4", "l5"), ("local", "l5", "l6")]
    plan = wired(network("compute", topology, **wishes), [*links, ("global", "l1", "l5")])
    assert [finding.found for finding in found(plan, rule)] == expected


def test_uplinks_are_judged_within_the_part_of_a_leaf() -> None:
    """Two parts with a spine each: a leaf has no links to the spine of the other part, and need not."""
    links = (*HOSTS, ("leaf-spine", "l1", "s1"), ("leaf-spine", "l2", "s2"))
    plan = wired(network("compute", "leaf-spine", planes=2), links)
    assert list(NETWORK_RULES.judge(plan)) == []


def test_links_between_two_groups_count_in_either_direction() -> None:
    """Three groups: 2 + 1 links between the first two, one of the others."""
    inside = [("local", "l1", "l2"), ("local", "l3", "l4"), ("local", "l5", "l6")]
    between = [("l2", "l4"), ("l4", "l2"), ("l3", "l1"), ("l1", "l5"), ("l6", "l3")]
    plan = wired(network("compute", "dragonfly"), [*inside, *(("global", a, b) for a, b in between)])
    assert [finding.found for finding in found(plan, "groups-even")] == ["1 to 3 links per pair of groups"]


PLANE = (("node-leaf", "h1", "l1"), ("leaf-spine", "l1", "s1"), ("spine-core", "s1", "c1"), ("spine-core", "s1", "c2"))


def test_cores_are_compared_within_their_plane() -> None:
    """Two planes of one leaf, one spine and two cores: no core of one meets the pod of the other.

    In one plane, the third core of which spine s1 has no link, the pod meets its cores with 0 to 1 links.
    """
    other = (
        ("node-leaf", "h1", "l2"),
        ("leaf-spine", "l2", "s2"),
        ("spine-core", "s2", "c3"),
        ("spine-core", "s2", "c4"),
    )
    assert found(wired(network("compute", "leaf-spine", planes=2), [*PLANE, *other]), "cores-meet-pods") == []
    joined = (*other, ("spine-core", "s2", "c1"), ("spine-core", "s2", "c2"))
    findings = found(wired(network("compute", "leaf-spine"), [*PLANE, *joined]), "cores-meet-pods")
    assert [finding.found for finding in findings] == ["0 to 1 links per core"]


def test_hops_of_a_slim_fly_count_within_its_plane() -> None:
    """Two planes of two joined switches: no way leads from one to the other, and none is needed."""
    links = [("local", "l1", "l2"), ("local", "l3", "l4")]
    assert found(wired(network("compute", "slim-fly", planes=2), links), "diameter-2") == []
    line = [("local", "l1", "l2"), ("local", "l2", "l3"), ("local", "l3", "l4")]
    (finding,) = found(wired(network("compute", "slim-fly", planes=2), line), "diameter-2")
    assert finding.object == "l1 - l4"


def test_groups_are_compared_within_their_plane() -> None:
    """Two planes of two groups of one switch: one link joins the groups of a plane, none the planes."""
    links = [("global", "l1", "l2"), ("global", "l3", "l4"), ("global", "l3", "l4")]
    assert found(wired(network("compute", "dragonfly", planes=2), links), "groups-even") == []


@pytest.mark.parametrize(("leaves", "expected"), [(1, []), (2, ["2 leaves"])])
def test_leaves_are_counted_in_each_plane(leaves: int, expected: list[str]) -> None:
    """Two planes of one leaf each."""
    plan = wired(network("compute", "leaf-spine", planes=2, leaves=leaves), HOSTS)
    assert [finding.found for finding in found(plan, "leaves-as-requested")] == expected


@pytest.mark.parametrize(("leaves", "expected"), [(2, []), (4, ["2 leaves"])])
def test_leaves_without_hosts_are_leaves(leaves: int, expected: list[str]) -> None:
    """Two leaves with an uplink each, as standing switches have them. The spine is none, whatever its role."""
    links = [("leaf-spine", "l1", "l3"), ("leaf-spine", "l2", "l3")]
    plan = wired(network("compute", "leaf-spine", leaves=leaves), links)
    assert [finding.found for finding in found(plan, "leaves-as-requested")] == expected


def test_redundancy_counts_the_links_that_are_wanted() -> None:
    """One rail of a host of two ports: one link, so one leaf, though two are asked for."""
    plan = wired(network("compute", "leaf-spine", rails=1, redundancy=2), HOSTS[:1])
    assert found(plan, "redundancy") == []
    twice = wired(network("compute", "leaf-spine", redundancy=2), [HOSTS[0], HOSTS[0]])
    assert [finding.found for finding in found(twice, "redundancy")] == ["on 1 leaf"]


def test_names_are_in_the_order_of_their_numbers() -> None:
    """As text, leaf-10-1 and leaf-100-1 come before leaf-9-1."""
    names = ["leaf-100-1", "leaf-10-2", "leaf-9-1", "leaf-10-1", "p2-leaf-01-1", "spine"]
    ordered = ["leaf-9-1", "leaf-10-1", "leaf-10-2", "leaf-100-1", "p2-leaf-01-1", "spine"]
    assert sorted(names, key=in_order) == ordered


def test_leaves_that_all_devices_share_are_units_of_their_own() -> None:
    """Two pods of a pair of leaves each, one rail: no host is on both leaves of a pair; still a pod has one unit."""
    links = [
        *(("node-leaf", f"h{number}", f"l{number}") for number in (1, 2, 3, 4)),
        *(("leaf-spine", f"l{number}", f"s{(number + 1) // 2}") for number in (1, 2, 3, 4)),
        *(("spine-core", f"s{number}", "c1") for number in (1, 2)),
    ]
    shape = FamilyShape(units_per_pod=1)
    wanted = network("compute", "leaf-spine", redundancy=2, rails=1, leaf_per="fabric", shape=shape)
    assert [finding for finding in WISH_RULES.judge(wired(wanted, links)) if finding.rule == "pods-as-requested"] == []
    single = network("compute", "leaf-spine", leaf_per="fabric", shape=shape)
    findings = [found for found in WISH_RULES.judge(wired(single, links)) if found.rule == "pods-as-requested"]
    assert [finding.found for finding in findings] == ["units in a pod: 2"]


def test_a_member_may_have_any_role() -> None:
    """equipment.yaml gives servers the role `other`, and their ports are wanted all the same."""
    plan = wired(network("compute", "leaf-spine"), HOSTS)
    assert found(with_device(plan, 0, role="other"), "link-tiers") == []


@pytest.mark.parametrize(
    ("leaves", "objects"),
    [
        (("l1", "l3", "l2", "l4"), []),
        (("l1", "l2", "l1", "l2"), ["on 1 leaf", "on 1 leaf"]),
        (("l1", "l3", "l2", "l3"), ["on 1 leaf"]),
    ],
)
def test_redundancy_holds_in_each_plane(leaves: tuple[str, ...], objects: list[str]) -> None:
    """Four ports of a host, ports 0 and 2 in plane 0. Two leaves in all are not enough where each plane has one."""
    plan = wired(
        network("compute", "leaf-spine", redundancy=2, planes=2), [("node-leaf", "h1", leaf) for leaf in leaves]
    )
    assert [finding.found for finding in found(plan, "redundancy")] == objects


def test_ports_of_a_lower_speed_have_no_plane() -> None:
    """They are on leaves of the first plane, in turn: ports 0 and 2 on one leaf are no fault."""
    links = [("node-leaf", "h1", leaf) for leaf in ("l1", "l2", "l1", "l2")]
    plan = wired(network("compute", "leaf-spine", redundancy=2, planes=2, speed_gbps=800), links)
    assert found(plan, "redundancy") == []


def test_leaves_of_a_device_are_one_pair_in_each_plane() -> None:
    """Plane 0 has the pair l1 and l2, plane 1 the pair l3 and l4; without the first peer link l1 and l2 are no pair."""
    links = [("node-leaf", "h1", leaf) for leaf in ("l1", "l3", "l2", "l4")]
    wanted = network("compute", "leaf-spine", redundancy=2, planes=2, peer_links=1)
    both = [*links, ("peer", "l1", "l2"), ("peer", "l4", "l3")]
    assert found(wired(wanted, both), "one-pair") == []
    (finding,) = found(wired(wanted, [*links, ("peer", "l3", "l4")]), "one-pair")
    assert (finding.object, finding.found) == ("h1", "on l1, l2")
    single = [("node-leaf", "h1", "l1"), ("peer", "l1", "l2")]
    assert found(wired(wanted, single), "one-pair") == []


@pytest.mark.parametrize(("pair", "most", "expected"), [(None, 2, []), (2, 2, []), (2, 1, ["l1"]), (2, None, [])])
def test_no_switch_has_more_global_links_than_stated(pair: int | None, most: int | None, expected: list[str]) -> None:
    """Two groups of two switches. Both links between them leave from l1, and go to l3 and l4: two of l1, one of each
    other.
    """
    asked = network("compute", "dragonfly", shape=FamilyShape(links_per_group_pair=pair, global_links=most))
    stages = ("local l1 l2", "local l3 l4", "global l1 l3", "global l1 l4")
    links = [(stage, a, b) for stage, a, b in (text.split() for text in stages)]
    judged = WISH_RULES.judge(wired(asked, links))
    told = [one for one in judged if one.rule == "groups-as-requested" and one.object.startswith("l")]
    assert [(one.object, one.found, one.allowed) for one in told] == [(n, "2 global links", "1") for n in expected]
