"""Planted faults of networks and families: each is caught by the rule that it breaks, by name."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from fabric import Plan, Project, audit_plan, make_plan, read_project
from fabric.project.request import FamilyShape
from fabric.templates import write_room

pytestmark = pytest.mark.plan
"""Every family is planned anew."""


def planned(project: Project, **changes: Any) -> Plan:
    network = replace(project.request.networks[0], **changes)
    return make_plan(replace(project, request=replace(project.request, networks=(network,))))


def rules(plan: Plan) -> set[str]:
    return {finding.rule for finding in audit_plan(plan) if finding.severity == "error"}


def rows(plan: Plan, stage: str) -> list[int]:
    return [i for i, s in enumerate(plan.links.stage.tolist()) if plan.stages[s].name == stage]


def exchanged(plan: Plan, first: int, second: int) -> Plan:
    """The B ends of two links exchanged: every port stays used once."""
    links = plan.links
    b_device, b_port = np.array(links.b_device), np.array(links.b_port)
    b_device[[first, second]], b_port[[first, second]] = b_device[[second, first]], b_port[[second, first]]
    return replace(plan, links=replace(links, b_device=b_device, b_port=b_port))


def elsewhere(plan: Plan, stage: str) -> tuple[int, int]:
    """Two links of a stage with four different ends that are not joined crosswise."""
    found = rows(plan, stage)
    ends = {(int(plan.links.a_device[i]), int(plan.links.b_device[i])) for i in found}
    for i in found:
        for j in found:
            a, b = int(plan.links.a_device[i]), int(plan.links.b_device[i])
            c, d = int(plan.links.a_device[j]), int(plan.links.b_device[j])
            if len({a, b, c, d}) == 4 and (a, d) not in ends and (c, b) not in ends and (d, a) not in ends:
                return i, j
    raise AssertionError("no such links")


def test_a_link_of_a_grid_off_its_lines(pod_project: Project) -> None:
    plan = planned(pod_project, topology="hyperx", shape=FamilyShape(dimensions=(3, 3), hosts_per_switch=30))
    assert "grid-lines" in rules(exchanged(plan, *elsewhere(plan, "global")))


def test_a_slim_fly_with_links_exchanged_is_none(pod_project: Project) -> None:
    plan = planned(pod_project, topology="slim-fly", shape=FamilyShape(order=3))
    assert "diameter-2" in rules(exchanged(plan, *elsewhere(plan, "global")))


def test_a_group_of_a_dragonfly_that_is_no_mesh(pod_project: Project) -> None:
    shape = FamilyShape(hosts_per_switch=16, switches_per_group=4, global_links=6)
    plan = planned(pod_project, topology="dragonfly", shape=shape)
    assert {"group-mesh", "groups-even"} & rules(exchanged(plan, *elsewhere(plan, "local")))


def test_planes_and_rails_that_meet(pod_project: Project) -> None:
    for changes in ({"planes": 2}, {"topology": "rail-only", "spare_ports": 12, "tiers": 2}):
        plan = planned(pod_project, **changes)
        assert "planes-apart" in rules(exchanged(plan, *elsewhere(plan, "leaf-spine")))


def test_a_fabric_in_two_halves(pod_plan: Plan) -> None:
    """Uplinks taken away from one leaf: nothing joins it any more."""
    leaf = int(pod_plan.links.a_device[rows(pod_plan, "leaf-spine")[0]])
    keep = ~((pod_plan.links.a_device == leaf) & np.isin(np.arange(len(pod_plan.links)), rows(pod_plan, "leaf-spine")))
    cut = replace(pod_plan, links=pod_plan.links.where(keep))
    kept = np.flatnonzero(keep)
    number = {int(old): new for new, old in enumerate(kept)}
    rows_left = [i for i, link in enumerate(pod_plan.segments.link.tolist()) if link in number]
    segments = replace(
        pod_plan.segments,
        link=np.array([number[int(pod_plan.segments.link[i])] for i in rows_left], np.int32),
        assembly=pod_plan.segments.assembly[rows_left],
        leg=pod_plan.segments.leg[rows_left],
    )
    assert "leaves-joined" in rules(replace(cut, segments=segments))


def test_devices_on_one_leaf_of_a_pair(pod_project: Project) -> None:
    plan = planned(pod_project, topology="leaf-spine", redundancy=2, peer_links=2, oversubscription=(1, 1))
    assert rules(plan) == set()
    down = rows(plan, "node-leaf")
    host = int(plan.links.a_device[down[0]])
    mine = [i for i in down if int(plan.links.a_device[i]) == host]
    leaf = int(plan.links.b_device[mine[0]])
    others = [i for i in down if int(plan.links.b_device[i]) == leaf and i not in mine]
    moved = plan
    for link in mine:
        if int(moved.links.b_device[link]) != leaf:
            moved = exchanged(moved, link, others.pop())
    assert "redundancy" in rules(moved)


@pytest.mark.parametrize(("key", "rule"), [("leaves", "leaves-as-requested"), ("spines", "spines-as-requested")])
def test_counts_that_the_request_states(pod_plan: Plan, key: str, rule: str) -> None:
    stated: dict[str, Any] = {key: 3}
    network = replace(pod_plan.project.request.networks[0], **stated)
    request = replace(pod_plan.project.request, networks=(network,))
    assert rule in rules(replace(pod_plan, project=replace(pod_plan.project, request=request)))


def test_a_connector_on_two_cables_and_a_module_in_half_a_cage(site_folder: Any) -> None:
    """The head of one storage splitter moved onto the first lane of another: two cables on a connector."""
    plan = make_plan(read_project(site_folder(write_room())))
    split = [i for i, s in enumerate(plan.links.stage.tolist()) if plan.stages[s].b_group == "fabric:2x200"]
    first, other = split[1], split[-2]
    assert "plug-once" in rules(exchanged(plan, first, other))
    stages = list(plan.stages)
    number = int(plan.links.stage[first])
    stages[number] = replace(stages[number], b_group="fabric:4x200")
    assert rules(replace(plan, stages=tuple(stages))) >= {"cage-whole"}


def test_uplinks_to_another_network(site_folder: Any) -> None:
    plan = make_plan(read_project(site_folder(write_room())))
    networks = tuple(replace(n, spines_of="compute") if n.spines_of else n for n in plan.project.request.networks)
    request = replace(plan.project.request, networks=networks)
    assert "spines-of" in rules(replace(plan, project=replace(plan.project, request=request)))


def test_peers_that_are_called_something_else(pod_project: Project) -> None:
    plan = planned(pod_project, topology="leaf-spine", redundancy=2, peer_links=2)
    stages = tuple(replace(s, name="local") if s.name == "peer" else s for s in plan.stages)
    assert "peer-links" in rules(replace(plan, stages=stages))


def test_an_uneven_spread_that_was_not_allowed(pod_project: Project) -> None:
    plan = planned(pod_project, spines=5, uneven=True)
    assert rules(plan) == set()
    strict = replace(plan.project.request.networks[0], uneven=False)
    request = replace(plan.project.request, networks=(strict,))
    assert "spread-even" in rules(replace(plan, project=replace(plan.project, request=request)))
