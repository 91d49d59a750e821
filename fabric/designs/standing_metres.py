"""The length of the cable between existing switches: the shortest in stock or to order for each pair."""

from collections.abc import Sequence

from fabric.catalog import PortGroup
from fabric.project import Device, Project
from fabric.rules import Medium, device_end, least_need_mm, length_to_order_mm, list_media
from layouts import UNREACHED, RouteFinder

FAR_MM = 10_000_000
"""Length in mm of a cable that does not exist, longer than any that does."""


def rank_links(
    project: Project, leaves: Sequence[Device], spines: Sequence[Device], group: PortGroup
) -> list[list[int]]:
    """For each leaf and each spine a number that is lower where the cable of a link at ports of `group` is shorter.

    It is the length in mm of the shortest cable that serves the link, times `FAR_MM`, then the length that it needs.
    """
    media = list_media(group, group, project.catalog, project.inventory, project.request)
    found = [[FAR_MM * FAR_MM + FAR_MM] * len(spines) for _ in leaves]
    for fiber in dict.fromkeys("copper" if medium.fiber == "copper" else "fiber" for medium in media):
        of_fiber = [medium for medium in media if (medium.fiber == "copper") == (fiber == "copper")]
        finder = RouteFinder(project.site, fiber)
        racks = [tuple(dict.fromkeys(device.rack or "" for device in side)) for side in (leaves, spines)]
        walks = finder.tabulate_mm(racks[0], racks[1])
        for i, leaf in enumerate(leaves):
            for j, spine in enumerate(spines):
                walk = int(walks[racks[0].index(leaf.rack or ""), racks[1].index(spine.rack or "")])
                if leaf.rack == spine.rack or walk < UNREACHED:
                    ends = [device_end(device, project.type_of(device), group.group) for device in (leaf, spine)]
                    need = least_need_mm(project.site, ends[0], ends[1], walk)
                    shortest = min(_shortest_mm(project, medium, need) for medium in of_fiber)
                    found[i][j] = min(found[i][j], shortest * FAR_MM + need)
    return found


def _shortest_mm(project: Project, medium: Medium, need_mm: int) -> int:
    """The shortest cable of a medium for a need; trunks are made to measure."""
    models = {cable.model for cable in medium.cables}
    lengths = [need_mm] if medium.trunks else []
    for lot in project.inventory.lots:
        if lot.model in models and not lot.is_late(project.request.racks_ready):
            length_mm = lot.length_mm or (length_to_order_mm(need_mm) if lot.to_order else 0)
            lengths += [length_mm] if length_mm >= need_mm else []
    return min([length for length in lengths if length <= medium.reach_mm], default=FAR_MM)
