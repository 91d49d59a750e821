"""The links that run over panels which the plan places, and the trunks that it lays between them.

A pair of panels serves the links of one stage between their two racks, as many as it has ports: port i of one is joined
to port i of the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fabric.catalog import TrunkType
from fabric.designs import DesignStage
from fabric.optimize.cabling.bundles import Bundle
from fabric.optimize.cabling.runs import LanePick
from fabric.plan import PanelPort
from fabric.project import Panel, Project
from fabric.rules import Channel, Medium, list_refusals
from layouts import UnmetError

CORD_MM = 3_000
"""Length at which the cords of a channel are taken before they are laid: a rack is 2 m high and 1.2 m deep."""


def pick_laid(
    project: Project,
    stages: Sequence[DesignStage],
    bundles: Sequence[Bundle],
    taken: Mapping[int, LanePick],
) -> dict[int, LanePick]:
    """The ports that links take at the placed panels of a project, by link; none of those that are `taken`."""
    picks: dict[int, LanePick] = {}
    racks = project.site.rack_number
    for one, other in _list_pairs(project.panels):
        role = project.panels[one].placed
        for bundle in bundles:
            stage = stages[bundle.stage].stage
            ends = {bundle.a_rack: "a", bundle.b_rack: "b"}
            at = [ends.get(racks[project.panels[number].rack]) for number in (one, other)]
            if role is None or (stage.network, stage.name) != (role.network, role.stage) or set(at) != {"a", "b"}:
                continue
            near, far = (one, other) if at[0] == "a" else (other, one)
            free = [link for link in bundle.links if link not in picks and link not in taken]
            for number, link in enumerate(free[: project.panels[one].ports]):
                picks[link] = LanePick(PanelPort(near, number + 1), PanelPort(far, number + 1), is_laid=True)
            break
    return picks


def _list_pairs(panels: Sequence[Panel]) -> Iterator[tuple[int, int]]:
    """The placed panels, by number, two by two as trunks join them."""
    number = {panel.id: index for index, panel in enumerate(panels)}
    for index, panel in enumerate(panels):
        if panel.placed and number[panel.placed.far] > index:
            yield index, number[panel.placed.far]


def with_trunk_stages(project: Project, stages: Sequence[DesignStage]) -> list[DesignStage]:
    """Kinds of links, then for each of them the kind of the trunks between placed panels, where it has any.

    Raises UnmetError where no trunk makes a sound channel.
    """
    served = {(panel.placed.network, panel.placed.stage) for panel in project.placed_panels if panel.placed}
    found = []
    for stage in stages:
        is_served = (stage.stage.network, stage.stage.name) in served
        medium = trunk_medium(project, stage) if is_served else stage.medium
        if is_served and not medium.trunks:
            raise UnmetError([f"no trunk of the inventory joins panels of network {stage.stage.network}"])
        found.append(replace(stage, medium=medium, others=()))
    return [*stages, *found]


def trunk_medium(project: Project, stage: DesignStage) -> Medium:
    """The trunks of the inventory that make a sound channel between panels with each cord of a stage."""
    medium, request = stage.medium, project.request
    stocked = {lot.model for lot in project.inventory.lots if not lot.is_late(request.racks_ready)}

    def is_sound(trunk: TrunkType) -> bool:
        return all(
            not list_refusals(
                Channel(
                    stage.a_group,
                    stage.b_group,
                    medium.a_optic,
                    medium.b_optic,
                    ((cord, CORD_MM), (trunk, 0), (cord, CORD_MM)),
                )
            )
            for cord in medium.cables
        )

    trunks = (
        trunk
        for trunk in project.catalog.trunks.values()
        if trunk.model in stocked and trunk.fiber in request.limits.fibers and trunk.legs in request.limits.trunk_legs
    )
    return replace(medium, cables=(), trunks=tuple(filter(is_sound, trunks)))
