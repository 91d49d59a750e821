"""Puts the question that placement answers: from project, design and blocks to counts, loads and cost tables."""

import numpy as np

from fabric.catalog import FABRIC_GROUP
from fabric.designs import Design
from fabric.optimize.costs import CoverTable
from fabric.optimize.groups import Group
from fabric.optimize.placement import Question
from fabric.optimize.terrain import Terrain
from fabric.project import Project


def ask(project: Project, design: Design, terrain: Terrain, groups: tuple[Group, ...]) -> Question:
    """The question of where these blocks stand: links between blocks and racks, loads that are fixed, cost tables."""
    fabric, links, site = design.fabric, design.fabric.links, project.site
    medium_of = dict(zip(design.stages, design.media, strict=True))
    host_count = len(fabric.hosts)
    group_of = np.zeros(host_count + len(fabric.switches), np.int64)
    for number, group in enumerate(groups):
        for switch in group.switches:
            group_of[host_count + switch] = number
    rack_number = {name: index for index, name in enumerate(terrain.rack_ids)}
    host_rack = [rack_number[project.device_by_id[host].rack or ""] for host in fabric.hosts]
    to_racks: list[dict[int, int]] = [{} for _ in groups]
    between: dict[tuple[int, int], int] = {}
    for stage, a, b in zip(links.stage.tolist(), links.a_device.tolist(), links.b_device.tolist(), strict=True):
        if stage == 0:
            rack, block = host_rack[a], int(group_of[b])
            to_racks[block][rack] = to_racks[block].get(rack, 0) + 1
        else:
            pair = min(int(group_of[a]), int(group_of[b])), max(int(group_of[a]), int(group_of[b]))
            between[pair] = between.get(pair, 0) + 1
    place_number = {place.id: number for number, place in enumerate(site.places)}
    host_place = terrain.place.copy()
    fixed_loads = [0] * len(terrain.place_crews)
    optic_ms, open_ms = project.labour.act_ms("insert_optic", 1), project.labour.act_ms("mobilise", 1)
    fixed_work = 0
    for host, rack in zip(fabric.hosts, host_rack, strict=True):
        device = project.device_by_id[host]
        place = place_number[f"{site.racks[rack].row}.{device.face}"]
        host_place[rack] = place
        ports = project.type_of(device).group(design.network.port_group)
        cages = ports.cages if ports and medium_of[0].a_optic else 0
        fixed_loads[place] += cages * optic_ms
        fixed_work += cages * optic_ms
    for rack in set(host_rack):
        fixed_loads[int(host_place[rack])] += open_ms
        fixed_work += open_ms
    limits = project.request.limits
    switch_group = project.catalog.device_types[design.model].group(FABRIC_GROUP)
    has_optics = any(medium.b_optic for medium in design.media)
    return Question(
        groups=groups,
        terrain=terrain,
        to_racks=tuple(to_racks),
        between=between,
        tables={
            s: CoverTable(project.labour, tuple(t.legs for t in m.trunks), limits.bundle_jumpers)
            for s, m in medium_of.items()
        },
        has_jumpers={stage: bool(medium.cables) for stage, medium in medium_of.items()},
        reach_mm={stage: medium.reach_mm for stage, medium in medium_of.items()},
        host_place=host_place,
        labour=project.labour,
        fixed_loads_ms=tuple(fixed_loads),
        fixed_work_ms=fixed_work,
        switch_optics_ms=switch_group.cages * optic_ms if switch_group and has_optics else 0,
        technicians=project.crew.technicians,
        crew_size=project.crew.crew_size,
        objective=project.request.objective,
    )
