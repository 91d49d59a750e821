"""The medium of each link once all devices stand: copper or active optics beside fiber and its transceivers.

A design gives each stage one medium, and others that some of its links may take. A cage holds one module, so the links
of a cage, and of the cages that these lead to, take one medium together: they are a group. A group inside one rack
takes another medium where it costs less person-time (transceivers, laying, plugging), and of equal time less money.
Between racks links share pulls, so the groups of a pair of racks are chosen together (`media_bundles`). With
`objective: cost` less money decides first, with `weighted` both do: there each group is priced on single cables.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from fabric.designs import Alternative, Design, DesignStage
from fabric.optimize.cabling.media_bundles import split_bundles
from fabric.optimize.cabling.media_groups import LinkGroup, gather_groups
from fabric.optimize.cabling.media_prices import Finders, GroupCost, MediaPrices
from fabric.project import Device, Project, Request


def split_media(project: Project, design: Design, devices: Sequence[Device], finders: Finders) -> Design:
    """The design with the links of each stage in the media that suit their racks. `devices` have their places."""
    if not any(stage.others for stage in design.stages):
        return design
    prices, groups = MediaPrices(project, design, devices, finders), list(gather_groups(design))
    by_cost = project.request.objective in ("cost", "weighted")
    chosen = {group: _choose(prices, design.stages[group.stage], group, by_cost) for group in groups}
    if not by_cost:
        for number, stage in enumerate(design.stages):
            mine = [group for group in groups if group.stage == number and chosen[group] is None]
            chosen |= split_bundles(prices, stage, mine)
    return _part(design, chosen)


def _part(design: Design, chosen: dict[LinkGroup, Alternative | None]) -> Design:
    """The design with more stages, one for each medium that some links of a stage take."""
    links_of: dict[tuple[int, Alternative | None], list[int]] = {}
    for group, other in chosen.items():
        links_of.setdefault((group.stage, other), []).extend(group.links)
    stages: list[DesignStage] = []
    stage_of = design.fabric.links.stage.copy()
    counts: Counter[str] = Counter()
    for (number, other), links in sorted(links_of.items(), key=lambda item: (item[0][0], item[1][0])):
        stage_of[links] = len(stages)
        old = design.stages[number]
        if other is None:
            stages.append(replace(old, others=()))
            continue
        counts[str(other.medium)] += len(links)
        stages.append(
            replace(
                old,
                stage=replace(old.stage, a_group=other.a_group.group, b_group=other.b_group.group),
                a_group=other.a_group,
                b_group=other.b_group,
                medium=other.medium,
                others=(),
            )
        )
    used = [f"{medium} on {count} links" for medium, count in sorted(counts.items())]
    return replace(
        design,
        name=", ".join([design.name, *used]),
        fabric=replace(design.fabric, links=replace(design.fabric.links, stage=stage_of)),
        stages=tuple(stages),
    )


def _choose(prices: MediaPrices, stage: DesignStage, group: LinkGroup, by_cost: bool) -> Alternative | None:
    """The medium that the links of a group take by themselves; None for that of their stage.

    Groups between racks have a choice here only where money counts.
    """
    if not (stage.others and group.is_free and (by_cost or prices.is_inside(group.links))):
        return None
    request, technicians = prices.project.request, prices.project.crew.technicians
    own = prices.cost(Alternative(stage.a_group, stage.b_group, stage.medium), group)
    least = _key(own, request, technicians) if own else None
    costs = [(prices.cost(other, group), number) for number, other in enumerate(stage.others)]
    keys = [(_key(cost, request, technicians), number) for cost, number in costs if cost]
    better = sorted((key, number) for key, number in keys if least is None or key < least)
    return next((stage.others[number] for _, number in better if prices.take(stage.others[number], group)), None)


def _key(cost: GroupCost, request: Request, technicians: int) -> tuple[int, int]:
    """What decides on a medium, what decides first in front."""
    if request.objective == "weighted":
        hour = request.weights.person_hour + request.weights.install_hour / technicians
        return round(request.weights.usd * cost.cents * 10 + hour * cost.person_ms / 3_600), cost.person_ms
    return (cost.cents, cost.person_ms) if request.objective == "cost" else (cost.person_ms, cost.cents)
