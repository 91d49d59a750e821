"""A plan that starts from another keeps what is there, where that is as good."""

from dataclasses import replace

import pytest

from fabric import Plan, Project, make_plan
from fabric.project import Device
from tests.colo import list_nodes, write_colo
from tests.sites import read_files, write_two_racks


def switches(plan: Plan) -> dict[str, str | None]:
    return {device.id: device.rack for device in plan.devices if device.role != "host"}


def without_last_host(project: Project) -> Project:
    hosts: list[Device] = [device for device in project.devices if device.role == "host"]
    return replace(project, devices=tuple(device for device in project.devices if device is not hosts[-1]))


@pytest.mark.plan
@pytest.mark.parametrize("tolerance_ppm", [500_000])
def test_switches_stay_where_an_earlier_plan_has_them(tolerance_ppm: int) -> None:
    """All switches in A02 take longer than spread ones by less than half, which the request calls equal."""
    project = read_files(write_two_racks())
    project = replace(project, request=replace(project.request, tolerance_ppm=tolerance_ppm))
    plan = make_plan(project)
    there = tuple(replace(device, rack="A02") if device.role != "host" else device for device in plan.devices)
    again = make_plan(project, earlier=replace(plan, devices=there))
    assert set(switches(again).values()) == {"A02"}


@pytest.mark.plan
def test_one_node_less_moves_no_switch() -> None:
    """Twenty-four nodes, twelve in each of two rows, then twenty-three: fourteen switches moved before."""
    cabinets = [f"{row}{number:02d}" for row in "BC" for number in range(1, 13)]
    project = read_files(write_colo(list_nodes(cabinets)))
    before = make_plan(project)
    after = make_plan(without_last_host(project), earlier=before)
    old = switches(before)
    assert [name for name, rack in switches(after).items() if old.get(name, rack) != rack] == []
