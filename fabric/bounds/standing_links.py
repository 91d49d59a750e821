"""The least laying of a network whose devices and switches all stand: the racks of each link are known."""

from collections.abc import Mapping

import numpy as np

from fabric.bounds.facts import PullSizes
from fabric.bounds.least_work import least_laying_ms
from fabric.designs import Design, DesignStage
from fabric.project import Project
from fabric.rules import device_end, least_need_mm, length_to_order_mm, walks_over_panels
from layouts import UNREACHED, IntColumn, RouteFinder

StandingWalks = Mapping[str, IntColumn]
"""The shortest walk from a rack with B ends to each rack, by number; UNREACHED where no pathway leads there."""


def list_standing_walks(project: Project, design: Design, finder: RouteFinder) -> StandingWalks:
    """The walks of a design whose devices and switches all stand in the project; empty for any other design."""
    names = [*design.fabric.hosts, *(switch.id for switch in design.fabric.switches)]
    known = [project.device_by_id.get(name) for name in names]
    racks = [device.rack if device else None for device in known]
    if None in racks:
        return {}
    ends = tuple(sorted({racks[number] or "" for number in np.unique(design.fabric.links.b_device).tolist()}))
    walks = finder.tabulate_mm(ends, tuple(rack.id for rack in project.site.racks))
    if project.panel_trunks:
        walks = np.minimum(walks, walks_over_panels(project, finder, walks))
    return dict(zip(ends, walks, strict=True))


def least_standing_laying_ms(project: Project, design: Design, walks: StandingWalks, pulls: PullSizes) -> int:
    """The sum over kinds of links and pairs of racks of the cheapest cover at the shortest cable between them.

    Links of one kind with both ends in the same racks, in this order, are the only ones that share pulls. Without
    trunks a cable is as long as the shortest one in stock that reaches; cords over panels are two, of any lengths.
    Splitters are left out.
    """
    site, links = project.site, design.fabric.links
    names = [*design.fabric.hosts, *(switch.id for switch in design.fabric.switches)]
    devices = [project.device_by_id[name] for name in names]
    total = 0
    for index, stage in enumerate(design.stages):
        if stage.most_legs > 1:
            continue
        rows = links.stage == index
        pairs, counts = np.unique(np.stack([links.a_device[rows], links.b_device[rows]]), axis=1, return_counts=True)
        between: dict[tuple[str, str], tuple[int, int]] = {}
        for a, b, count in zip(*pairs.tolist(), counts.tolist(), strict=True):
            racks = devices[a].rack or "", devices[b].rack or ""
            walk = 0
            if racks[0] != racks[1]:
                walk = int(walks[racks[1]][site.rack_number[racks[0]]])
            a_end = device_end(devices[a], project.type_of(devices[a]), stage.a_group.group)
            b_end = device_end(devices[b], project.type_of(devices[b]), stage.b_group.group)
            need = least_need_mm(site, a_end, b_end, walk)
            known, shortest = between.get(racks, (0, need))
            between[racks] = known + count, min(shortest, need if walk < UNREACHED else 0)
        for (a_rack, b_rack), (count, shortest) in between.items():
            length = shortest if pulls.trunk_legs or pulls.over_panels else _in_stock_mm(project, stage, shortest)
            total += least_laying_ms(project.labour, count, length, a_rack == b_rack, pulls)
    return total


def _in_stock_mm(project: Project, stage: DesignStage, need_mm: int) -> int:
    """The shortest single cable of a kind of links that reaches; the need itself where there is none."""
    media = [stage.medium, *(other.medium for other in stage.others)]
    models = {cable.model for medium in media for cable in medium.cables}
    request = project.request
    lots = [lot for lot in project.inventory.lots if lot.model in models and not lot.is_late(request.racks_ready)]
    lengths = [length_to_order_mm(need_mm) if lot.length_mm is None else lot.length_mm for lot in lots]
    return min((length for length in lengths if length >= need_mm), default=need_mm)
