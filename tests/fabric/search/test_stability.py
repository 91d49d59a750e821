"""One node less: whatever has the same ends as before keeps its id, its label and its serial."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import pytest

from fabric import Plan, Project, make_plan
from fabric.sheets.rows.plan_rows import PlanRows
from tests.sites import read_files, write_two_racks


class Known(NamedTuple):
    """What people print, order or scan of one link."""

    cable_id: str
    """Id of its cable."""
    serial: str
    """Serial of its piece."""
    labels: tuple[str, str]
    """Texts at A and at B."""


Ends = frozenset[tuple[str, str, str]]


def known_of(plan: Plan) -> Mapping[Ends, Known]:
    """All links by their ends: device, group and name of the port."""
    return {
        frozenset((end.device, end.cages, f"{end.port} {end.lane}") for end in (row.a, row.b)): Known(
            row.cable_id, row.serial, (row.label_a.text, row.label_b.text)
        )
        for row in PlanRows(plan).links
    }


def places_of(plan: Plan) -> Mapping[str, tuple[str | None, int | None]]:
    """Rack and position of each device."""
    return {device.id: (device.rack, device.position_half_ru) for device in plan.devices}


def without(project: Project, name: str) -> Project:
    """The same project without one device."""
    return replace(project, devices=tuple(device for device in project.devices if device.id != name))


@pytest.mark.plan
def test_whatever_node_goes_the_others_keep_their_names(two_racks_plan: Plan) -> None:
    """Four hosts; each of them goes once. All links of the others keep their ends, so their ids too.

    No id names other ends than before; equal kinds have one name.
    """
    project = read_files(write_two_racks())
    before = known_of(two_racks_plan)
    ids = {known.cable_id: ends for ends, known in before.items()}
    places = places_of(two_racks_plan)
    for host in (device.id for device in project.devices if device.role == "host"):
        plan = make_plan(without(project, host), earlier=two_racks_plan)
        after, now = known_of(plan), places_of(plan)
        common = [ends for ends in after if ends in before]
        assert {ends for ends in before if host not in {name for name, _, _ in ends}} == set(common)
        assert all(after[ends].cable_id == before[ends].cable_id for ends in common)
        kept = [ends for ends in common if all(now[name] == places[name] for name, _, _ in ends)]
        assert all(after[ends].labels == before[ends].labels for ends in kept)
        assert all(ids.get(known.cable_id, ends) == ends for ends, known in after.items())
        kinds = {(kind.model, kind.body_mm, kind.a_legs_mm, kind.b_legs_mm): kind.id for kind in two_racks_plan.kinds}
        for kind in plan.kinds:
            key = (kind.model, kind.body_mm, kind.a_legs_mm, kind.b_legs_mm)
            assert kinds.get(key, kind.id) == kind.id


@pytest.mark.plan
@pytest.mark.parametrize("number", [0, 16, 31])
def test_one_node_less_moves_no_switch_and_no_other_link(pod_project: Project, pod_plan: Plan, number: int) -> None:
    """32 nodes of eight ports without the first, the middle or the last: 512 links less eight of it.

    From the earlier plan no switch moves, and each link of the other nodes keeps its ends and its id. Labels name the
    trunk as well, so those of the rack of that node are new: it needs a smaller one. The 28 other nodes have 224 links.
    """
    gone = [device for device in pod_project.devices if device.role == "host"][number]
    plan = make_plan(without(pod_project, gone.id), earlier=pod_plan)
    now = places_of(plan)
    assert {name: place for name, place in places_of(pod_plan).items() if name != gone.id} == now
    before, after = known_of(pod_plan), known_of(plan)
    racks = {device.id: device.rack for device in plan.devices if device.role == "host"}
    links = [ends for ends in after if any(name in racks for name, _, _ in ends)]
    assert len(links) == 248
    assert all(ends in before for ends in links)
    assert all(after[ends].cable_id == before[ends].cable_id for ends in links)
    far = [ends for ends in links if all(racks.get(name) != gone.rack for name, _, _ in ends)]
    assert len(far) == 224
    assert all(after[ends].labels == before[ends].labels for ends in far)
