"""One fabric in each kind of fiber that its links can have, with optics that are in stock in the numbers needed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from fabric.catalog import Catalog, PortGroup
from fabric.designs.design import Alternative, Design, DesignStage
from fabric.designs.network_task import NetworkTask
from fabric.designs.switch_classes import SwitchStock
from fabric.designs.wiring import WiredFabric, Wiring
from fabric.plan import Stage
from fabric.project import NetworkRequest, Project
from fabric.rules import Medium, explain_no_media, list_media, suggest_media
from fabric.topology import Links
from layouts import nearest_names

FIBERS = ("copper", "mm", "sm")
"""Kinds of fiber in the order in which designs list them, cheapest first."""


@dataclass(frozen=True)
class Candidate:
    """A design, or the reason why the design of that name cannot be built."""

    name: str
    """Name of the design, or of the choice of models and shape that cannot be built."""
    design: Design | None
    """The design; None where it cannot be built."""
    reason: str
    """The reason why it cannot be built; '' for a design."""


def list_media_designs(task: NetworkTask, wired: WiredFabric) -> Iterator[Candidate]:
    """The fabric in each fiber and reach that its links can have.

    Links of a kind that the fiber cannot serve take a medium of another fiber, the one of longest reach.
    """
    wirings = [wiring for wiring in wired.wirings if len(wiring.links)]
    if not wirings:
        yield Candidate(wired.name, None, "all of its links are in place already, so there is nothing to plan")
        return
    options: list[list[Alternative]] = []
    for wiring in wirings:
        if wiring.a_group.lanes > 1:
            yield Candidate(wired.name, None, _explain_head(wiring))
            return
        found = _list_options(task.project, wiring)
        options.append([option for option in found if _is_allowed(task.network, wiring, option.medium)])
        if not options[-1]:
            media = [option.medium for option in found]
            reason = _explain_rules(task.network, wiring, media) if media else _explain(task, wiring)
            yield Candidate(wired.name, None, reason)
            return
    stacked = Links.stack([replace(w.links, stage=np.full_like(w.links.stage, i)) for i, w in enumerate(wirings)])
    fabric = replace(wired.fabric, links=stacked)
    seen: set[tuple[str, ...]] = set()
    for aim in _list_aims(options):
        chosen = _choose_all(wirings, options, aim)
        key = tuple(str(option.medium) for option in chosen)
        if key in seen or not any(aim.is_met_by(option) for option in chosen):
            continue
        seen.add(key)
        design = Design(
            name=f"{wired.name}, {aim}",
            shape_name=wired.name,
            network=task.network,
            fabric=fabric,
            models=wired.models,
            stages=tuple(_stage(task, wiring, option) for wiring, option in zip(wirings, chosen, strict=True)),
            exact_bisection=wired.exact_bisection,
            cords=wired.cords,
        )
        short = missing_optics(task.stock, design)
        yield Candidate(design.name, None if short else design, short)


def _explain_head(wiring: Wiring) -> str:
    """The reason against the head of a splitter in the lower tier: its tails could lead to several switches."""
    a = wiring.a_group
    return (
        f"{a.model} splits its cages as {a.group}, {a.lanes} ports on each connector, in the lower tier of the "
        f"{wiring.name} links: the planner lays splitters with their head in the upper tier only. Use a way to split "
        f"with a connector for each port (mpos {a.lanes}, lanes 1 in catalog/breakouts.csv), or list the links (links "
        "of request.yaml)"
    )


def _is_allowed(network: NetworkRequest, wiring: Wiring, medium: Medium) -> bool:
    """Whether a medium meets every rule of the network on links of this kind."""
    optics = (medium.a_optic, medium.b_optic)
    for rule in network.media:
        if rule.is_about(wiring.name):
            if rule.fibers and medium.fiber not in rule.fibers:
                return False
            if rule.connectors and not all(optic and optic.connector in rule.connectors for optic in optics):
                return False
    return True


def _explain_rules(network: NetworkRequest, wiring: Wiring, found: Sequence[Medium]) -> str:
    """The reason where media join some ports, but none meets the rules of the network."""
    wanted = [
        " and ".join(filter(None, (", ".join(rule.fibers), ", ".join(rule.connectors))))
        for rule in network.media
        if rule.is_about(wiring.name)
    ]
    return (
        f"media of network {network.id} ask for {'; '.join(wanted)} on {wiring.name} links; the inventory joins "
        f"{wiring.a_group.model} and {wiring.b_group.model} by {', '.join(map(str, found))}"
    )


def _list_options(project: Project, wiring: Wiring) -> list[Alternative]:
    """All media of some links, shortest reach first, with the mode of the ports that each takes.

    A straight cable of several links is one of them where the links of each cage at one end lead to one cage.
    """
    a, b = wiring.a_group, wiring.b_group
    found = [Alternative(a, b, medium) for medium in _media_of(project, a, b)]
    types = project.catalog.device_types
    whole_a, whole_b = types[a.model].whole(a), types[b.model].whole(b)
    if whole_a and whole_b and _pairs_cages(wiring):
        found += [
            Alternative(whole_a, whole_b, medium)
            for medium in _media_of(project, whole_a, whole_b)
            if medium.is_straight
        ]
    return sorted(found, key=lambda option: (option.medium.reach_mm, str(option.medium)))


def _media_of(project: Project, a: PortGroup, b: PortGroup) -> list[Medium]:
    return list_media(a, b, project.catalog, project.inventory, project.request)


def _pairs_cages(wiring: Wiring) -> bool:
    """Whether the links of each cage lead to one cage, at both ends."""
    links = wiring.links
    a = links.a_device.astype(np.int64) << 20 | links.a_port // wiring.a_group.per_cage
    b = links.b_device.astype(np.int64) << 20 | links.b_port // wiring.b_group.per_cage
    pairs = len(np.unique(np.stack([a, b], axis=1), axis=0))
    return pairs == len(np.unique(a)) == len(np.unique(b))


def _explain(task: NetworkTask, wiring: Wiring) -> str:
    """The reason why no medium joins the ports of some links, and what would join them."""
    project = task.project
    a, b = wiring.a_group, wiring.b_group
    reasons = explain_no_media(a, b, project.catalog, project.inventory, project.request)
    why = "; ".join(reasons) or "there are no cables"
    return (
        f"nothing in the inventory joins {a.model} {a.group} ({a.cage_kind}) and {b.model} {b.group} "
        f"({b.cage_kind}) at {wiring.speed_gbps}G: {why}. {_suggest(task, wiring)}"
    )


def _suggest(task: NetworkTask, wiring: Wiring) -> str:
    """The lots that would join the ports of some links, or where to add what the catalogue lacks."""
    project, a, b = task.project, wiring.a_group, wiring.b_group
    media = suggest_media(a, b, project.catalog, project.inventory, project.request)
    fitting = [" and ".join(lacks) for medium, lacks in media if lacks and _is_allowed(task.network, wiring, medium)]
    if fitting:
        return f"Lots of {' or of '.join(fitting[:2])} would join them"
    misspelt = [line for group in dict.fromkeys((a, b)) for line in _list_like(project.catalog, group)]
    add = "Nothing in the catalogue joins them: add an optic or a cable to catalog/optics.csv or catalog/cables.csv"
    return " ".join([*misspelt, add])


def _list_like(catalog: Catalog, group: PortGroup) -> Iterator[str]:
    """A line with the kinds of cage most like that of a group, where no optic and no cable fits that one."""
    cables = [kind for cable in catalog.cables.values() for kind in (cable.cage_kind, cable.far_cage_kind)]
    known = {*(optic.cage_kind for optic in catalog.optics.values()), *cables} - {""}
    if not any(map(group.accepts, known)) and (near := nearest_names(group.cage_kind, known)):
        yield f"No optic and no cable fits cages of {group.cage_kind}: is {' or '.join(near)} meant in cage_kind?"


class _Aim(NamedTuple):
    """What the media of a design are to have in common."""

    fiber: str
    """Kind of fiber."""
    reach_mm: int
    """Reach in mm that one of them has."""
    is_bare: bool | None
    """Whether cables bring their own modules; None where media of this fiber and reach do not differ in that."""

    def __str__(self) -> str:
        return f"{self.fiber}, reach {self.reach_mm // 1000} m" + (", modules on the cables" if self.is_bare else "")

    def is_met_by(self, option: Alternative) -> bool:
        """Whether a medium has all of it."""
        medium = option.medium
        fits = self.is_bare in (None, option.is_copper_like)
        return fits and medium.fiber == self.fiber and medium.reach_mm == self.reach_mm


def _list_aims(options: Sequence[Sequence[Alternative]]) -> Iterator[_Aim]:
    """Each fiber with each reach that some medium of it has, cheapest first; with transceivers and without apart."""
    kinds: dict[tuple[str, int], set[bool]] = {}
    for option in (option for of_wiring in options for option in of_wiring):
        kinds.setdefault((option.medium.fiber, option.medium.reach_mm), set()).add(option.is_copper_like)
    for fiber, reach_mm in sorted(kinds, key=lambda kind: (FIBERS.index(kind[0]), kind[1])):
        found = kinds[fiber, reach_mm]
        for is_bare in sorted(found) if len(found) > 1 else (None,):
            yield _Aim(fiber, reach_mm, is_bare)


def _choose_all(wirings: Sequence[Wiring], options: Sequence[list[Alternative]], aim: _Aim) -> list[Alternative]:
    """A medium for each kind of links. Switches that back each other are neighbours: the cheapest medium joins them."""
    return [
        found[0] if wiring.name == "peer" else _choose(found, aim)
        for wiring, found in zip(wirings, options, strict=True)
    ]


def _stage(task: NetworkTask, wiring: Wiring, option: Alternative) -> DesignStage:
    """The stage of the design that some links make up."""
    a, b, medium = option.a_group, option.b_group, option.medium
    others = tuple(list_alternatives(task, wiring, medium))
    return DesignStage(Stage(task.network.id, wiring.name, wiring.speed_gbps, a.group, b.group), a, b, medium, others)


def list_alternatives(task: NetworkTask, wiring: Wiring, medium: Medium) -> Iterator[Alternative]:
    """The other media of single cables for some links, those with modules that take a cage whole included."""
    if medium.legs > 1:
        return
    project = task.project
    types = project.catalog.device_types
    a, b = wiring.a_group, wiring.b_group
    whole_a = types[a.model].whole(a) if a.lanes == 1 else None
    whole_b = types[b.model].whole(b) if b.lanes == 1 else None
    for a_ports, b_ports in ((a, b), (a, whole_b), (whole_a, whole_b)):
        for other in _media_of(project, a_ports, b_ports) if a_ports and b_ports else ():
            has_modules = other.a_optic is None and other.b_optic is None
            usable = other.cables and _is_allowed(task.network, wiring, other)
            if a_ports and b_ports and usable and str(other) != str(medium) and (has_modules or not b_ports.is_whole):
                yield Alternative(a_ports, b_ports, replace(other, trunks=()))


def _choose(options: list[Alternative], aim: _Aim) -> Alternative:
    """The cheapest medium of a fiber with at least the reach, else its longest, else the longest of all."""
    of_fiber = [option for option in options if option.medium.fiber == aim.fiber]
    same = [option for option in of_fiber if aim.is_bare in (None, option.is_copper_like)] or of_fiber
    return next((option for option in same if option.medium.reach_mm >= aim.reach_mm), (same or options)[-1])


def missing_optics(stock: SwitchStock, design: Design) -> str:
    """The transceivers of which too few are in stock, or ''."""
    short = [
        stock.missing((model,), count, model)
        for model, count in sorted(design.least_cages.optics.items())
        if stock.assign((model,), count) is None
    ]
    return "; ".join(short)


def parts_of(project: Project, design: Design) -> Counter[str]:
    """Switches and optics that a design takes from the inventory, by model.

    Switches of equipment.yaml are left out: the stock has counted those that are bought before the first network.
    """
    new = Counter(
        model
        for switch, model in zip(design.fabric.switches, design.models, strict=True)
        if switch.id not in project.device_by_id
    )
    return new + design.cages.optics
