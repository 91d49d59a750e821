"""Ports of cables that are already installed, and names of ends that do not exist."""

from dataclasses import replace

import pytest

from fabric.audit.end_names import EndNames
from fabric.audit.ports import PORT_RULES, PortView
from fabric.plan import Plan
from fabric.project import ExistingCable
from tests.fabric.audit.small_plan import SMALL_PLAN, with_cells, with_network, with_project


def with_installed(a_port: str, b_port: str) -> Plan:
    """A cable between leaf-1 and spine-1 that is already there."""
    cable = ExistingCable(
        id="old",
        a_device="leaf-1",
        a_port=a_port,
        b_device="spine-1",
        b_port=b_port,
        diameter_um=3_000,
        pathways=(),
        status="installed",
    )
    return with_project(SMALL_PLAN, cables=(cable,))


@pytest.mark.parametrize(
    ("a_port", "b_port", "objects"),
    [("3/1", "3/1", []), ("2/1", "3/1", ["leaf-1 2/1"]), ("3/1", "2/2", ["spine-1 2/2"])],
)
def test_both_ports_of_an_installed_cable_are_taken(a_port: str, b_port: str, objects: list[str]) -> None:
    found = list(PORT_RULES.judge(with_installed(a_port, b_port)))
    assert [(finding.rule, finding.object) for finding in found] == [("port-once", name) for name in objects]
    assert all(finding.found.startswith("used by existing cable old and by leaf-") for finding in found)


def test_a_port_of_three_links_is_found_twice() -> None:
    """Each link is held against the one before it."""
    plan = with_cells(with_cells(SMALL_PLAN, "links.b_port", {2: 0, 4: 0}), "links.b_device", {4: 2})
    found = [finding.found for finding in PORT_RULES.judge(plan) if finding.rule == "port-once"]
    assert found == [
        "used by node-1 1/1 - leaf-1 1/1 and by node-2 1/1 - leaf-1 1/1",
        "used by node-2 1/1 - leaf-1 1/1 and by leaf-1 2/1 - leaf-1 1/1",
    ]


@pytest.mark.parametrize("topology", ["rail-optimized", "rail-only"])
def test_two_leaves_a_cage_is_asked_in_networks_by_rails(topology: str) -> None:
    """The B ends of links 1 and 2 exchanged put both connectors of each node on one leaf."""
    swapped = with_cells(SMALL_PLAN, "links.b_device", {1: 2, 2: 3})
    swapped = with_cells(swapped, "links.b_port", {1: 1, 2: 0})
    found = [finding.object for finding in PORT_RULES.judge(with_network(swapped, topology=topology))]
    assert found == ["node-1 cage 1", "node-2 cage 1"]


def test_a_port_that_does_not_exist_has_no_name_and_no_cage() -> None:
    plan = with_cells(SMALL_PLAN, "links.b_port", {0: 16, 1: -1})
    assert EndNames(plan).name(0) == "node-1 1/1 - leaf-1 no such port"
    assert EndNames(plan).name(1) == "node-1 1/2 - leaf-2 no such port"
    assert PortView(plan).absent == [(0, "b"), (1, "b")]


def test_a_device_without_the_group_has_no_ports() -> None:
    stages = (replace(SMALL_PLAN.stages[0], b_group="uplink"), *SMALL_PLAN.stages[1:])
    plan = replace(SMALL_PLAN, stages=stages)
    found = [finding for finding in PORT_RULES.judge(plan) if finding.rule == "port-exists"]
    assert [finding.allowed for finding in found] == ["1 to 0"] * 4


def test_names_of_link_ends() -> None:
    ends = EndNames(SMALL_PLAN)
    assert ends.name(4) == "leaf-1 2/1 - spine-1 1/1"
    assert (ends.device(4, "a").id, ends.device_number(4, "b"), ends.port_number(5, "a")) == ("leaf-1", 4, 3)
    assert (ends.group(9, "a"), ends.group(9, "b")) == ("storage", "fabric:2x200")
    port = ends.port(9, "b")
    assert port is not None
    assert (port.cage, port.mpo, port.lane) == (1, 0, 2)
