"""Puts the question that placement answers: from project, design and blocks to counts, loads and cost tables."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from fabric.designs import Design
from fabric.optimize.cabling.covers import CoverTable
from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.problem import HostEnd, PlacementProblem
from fabric.project import Project
from fabric.rules import ROOM, CandidateRacks
from layouts import IntColumn


def build_problem(
    project: Project,
    design: Design,
    terrain: CandidateRacks,
    groups: tuple[Block, ...],
    loads_ms: Mapping[int, int],
    work_ms: int,
    opened: frozenset[int],
) -> PlacementProblem:
    """The question of where these blocks stand: links between blocks and racks, loads that are fixed, cost tables.

    `work_ms` is the person-time of earlier networks, `loads_ms` what they tie up at each place, `opened` the racks
    that they open;
    the devices of the fabric must stand in `project`.
    """
    fabric, links, site = design.fabric, design.fabric.links, project.site
    host_count = len(fabric.hosts)
    rack_number = {name: index for index, name in enumerate(terrain.rack_ids)}
    hosts = [project.device_by_id[host] for host in fabric.hosts]
    host_rack = np.array([rack_number[host.rack or ""] for host in hosts], np.int64)
    host_place = np.array([site.place_number(host.rack or "", host.face) for host in hosts], np.int64)
    group_of = np.full(host_count + len(fabric.switches), -1, np.int64)
    for number, group in enumerate(groups):
        for switch in group.switches:
            group_of[host_count + switch] = number
    to_racks: list[dict[HostEnd, int]] = [{} for _ in groups]
    between: dict[tuple[int, int, int], int] = {}
    a_group, b_group = group_of[links.a_device], group_of[links.b_device]
    for a_is_host, b_is_host in ((True, False), (False, True), (False, False)):
        rows = ((a_group < 0) == a_is_host) & ((b_group < 0) == b_is_host)
        a, b, stage = links.a_device[rows], links.b_device[rows], links.stage[rows]
        if a_is_host or b_is_host:
            host, block = (a, b_group[rows]) if a_is_host else (b, a_group[rows])
            table = np.stack([block, stage, host_rack[host], host_place[host]])
            for (g, s, rack, place), count in _counted(table):
                to_racks[g][s, rack, place, a_is_host] = count
        else:
            for (s, g, h), count in _counted(np.stack([stage, a_group[rows], b_group[rows]])):
                between[s, g, h] = count
    optic_ms, open_ms = project.labour.act_ms("insert_optic", 1), project.labour.act_ms("mobilise", 1)
    fixed = [loads_ms.get(place, 0) for place in range(len(terrain.place_crews))]
    fixed_work = work_ms
    cages = design.cages
    per_device = np.bincount(cages.device[cages.optic >= 0], minlength=len(group_of))
    for index in range(host_count):
        fixed[host_place[index]] += int(per_device[index]) * optic_ms
        fixed_work += int(per_device[index]) * optic_ms
    first_place = dict(zip(host_rack[::-1].tolist(), host_place[::-1].tolist(), strict=True))
    for rack in sorted(set(first_place) - opened):
        fixed[first_place[rack]] += open_ms
        fixed_work += open_ms
    return PlacementProblem(
        groups=groups,
        terrain=terrain,
        shares=_shares(design, terrain, groups),
        to_racks=tuple(to_racks),
        between=between,
        tables=tables_of(project, design),
        has_jumpers=have_jumpers(design),
        reach_mm={stage: medium.reach_mm for stage, medium in enumerate(design.media)},
        allowed=tuple(list_allowed(project, design, group) for group in groups),
        opened=opened | frozenset(first_place),
        labour=project.labour,
        fixed_loads_ms=tuple(fixed),
        fixed_work_ms=fixed_work,
        optics_ms=tuple(
            sum(int(per_device[host_count + switch]) for switch in group.switches) * optic_ms for group in groups
        ),
        technicians=project.crew.technicians,
        crew_size=project.crew.crew_size,
        objective="install-time" if project.request.objective == "first-su" else project.request.objective,
    )


def tables_of(project: Project, design: Design) -> dict[int, CoverTable]:
    """The cost table of each stage."""
    bundle = project.request.limits.bundle_jumpers
    return {
        stage: CoverTable(project.labour, tuple(trunk.legs for trunk in medium.trunks), bundle, medium.legs)
        for stage, medium in enumerate(design.media)
    }


def have_jumpers(design: Design) -> dict[int, bool]:
    """Whether each stage has single cables."""
    return {stage: bool(medium.cables) for stage, medium in enumerate(design.media)}


def _counted(table: "np.ndarray") -> list[tuple[tuple[int, ...], int]]:
    found, counts = np.unique(table, axis=1, return_counts=True)
    return list(zip(map(tuple, found.T.tolist()), counts.tolist(), strict=True))


def _shares(design: Design, terrain: CandidateRacks, groups: Sequence[Block]) -> IntColumn:
    """What each block takes of the capacity of each candidate rack; nothing where it stands already."""
    rows = []
    for group in groups:
        row = np.zeros(len(terrain.candidates), np.int64)
        for model, count in Counter(design.models[switch] for switch in group.switches).items():
            if group.fixed_rack is None:
                fits = terrain.fits[model]
                row += count * np.where(fits > 0, ROOM // np.maximum(fits, 1), 2 * ROOM)
        rows.append(row)
    return np.array(rows, np.int64).reshape(len(groups), -1).clip(max=2 * ROOM).astype(np.int32)


def list_allowed(project: Project, design: Design, group: Block) -> frozenset[int] | None:
    """The racks (by index) that `leaf_position` leaves to a block of leaves, None for all."""
    position = design.network.leaf_position
    if group.tier != "leaf" or position == "any":
        return None
    fabric = design.fabric
    racks = project.site.racks
    if position == "central":
        every = {project.device_by_id[host].rack for host in fabric.hosts}
        taken = {project.site.rack_by_id[rack].row for rack in every if rack}
        return frozenset(i for i, rack in enumerate(racks) if rack.row not in taken)
    allowed = frozenset(range(len(racks)))
    for switch in group.switches:
        down = (fabric.links.b_device == len(fabric.hosts) + switch) & (fabric.links.a_device < len(fabric.hosts))
        mine = {
            project.device_by_id[fabric.hosts[host]].rack for host in np.unique(fabric.links.a_device[down]).tolist()
        }
        rows = {project.site.rack_by_id[rack].row for rack in mine if rack}
        allowed &= frozenset(
            i for i, rack in enumerate(racks) if (rack.id in mine if position == "top-of-rack" else rack.row in rows)
        )
    return allowed
