"""One fabric in each kind of fiber that its links can have, with optics that are there in the numbers needed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fabric.catalog import PortGroup
from fabric.designs.design import Design, DesignStage
from fabric.designs.switch_classes import SwitchStock
from fabric.plan import Stage
from fabric.project import NetworkRequest, Project
from fabric.rules import Medium, explain_no_media, list_media
from fabric.topology import Fabric, Links


@dataclass(frozen=True)
class Candidate:
    """A design, or the reason why there is none of that name."""

    name: str
    design: Design | None
    reason: str


@dataclass(frozen=True)
class Wiring:
    """Links of one kind before their medium is chosen: name of the stage, speed, port groups of both ends."""

    name: str
    speed_gbps: int
    a_group: PortGroup
    b_group: PortGroup
    links: Links


def list_variants(
    project: Project,
    network: NetworkRequest,
    name: str,
    fabric: Fabric,
    models: tuple[str, ...],
    wirings: Sequence[Wiring],
    shelf: SwitchStock,
    exact_bisection: int | None,
) -> Iterator[Candidate]:
    """The fabric with the links of `wirings`, in each fiber and reach that they can have; others keep what they can.

    A stage that the fiber cannot serve takes what serves it, the longest reach of all.
    """
    wirings = [wiring for wiring in wirings if len(wiring.links)]
    options: list[list[Medium]] = []
    for wiring in wirings:
        media = list_media(wiring.a_group, wiring.b_group, project.catalog, project.inventory, project.request)
        if not media:
            reasons = explain_no_media(
                wiring.a_group, wiring.b_group, project.catalog, project.inventory, project.request
            )
            a, b = wiring.a_group, wiring.b_group
            yield Candidate(
                name,
                None,
                f"nothing in the inventory joins {a.model} {a.group} ({a.cage_kind}) and {b.model} {b.group} "
                f"({b.cage_kind}) at {wiring.speed_gbps}G: {'; '.join(reasons) or 'there are no cables'}",
            )
            return
        options.append(media)
    links = Links.stack([replace(w.links, stage=np.full_like(w.links.stage, i)) for i, w in enumerate(wirings)])
    fibers = sorted(
        {medium.fiber for media in options for medium in media}, key=lambda f: ("copper", "mm", "sm").index(f)
    )
    seen: set[tuple[str, ...]] = set()
    for fiber in fibers:
        for reach in sorted({medium.reach_mm for media in options for medium in media if medium.fiber == fiber}):
            # Switches that back each other stand side by side: what is cheapest joins them.
            chosen = [
                media[0] if wiring.name == "peer" else _choose(media, fiber, reach)
                for wiring, media in zip(wirings, options, strict=True)
            ]
            key = tuple(map(str, chosen))
            if key in seen or not any(medium.fiber == fiber and medium.reach_mm == reach for medium in chosen):
                continue
            seen.add(key)
            stages = tuple(
                DesignStage(
                    Stage(network.id, w.name, w.speed_gbps, w.a_group.group, w.b_group.group), w.a_group, w.b_group, m
                )
                for w, m in zip(wirings, chosen, strict=True)
            )
            full = f"{name}, {fiber}, reach {reach // 1000} m"
            design = Design(
                name=full,
                shape_name=name,
                network=network,
                fabric=replace(fabric, links=links),
                models=models,
                stages=stages,
                exact_bisection=exact_bisection,
            )
            short = missing_optics(shelf, design)
            yield Candidate(full, None if short else design, short)


def _choose(media: list[Medium], fiber: str, reach_mm: int) -> Medium:
    """The cheapest medium of a fiber that reaches so far, else the one of it that reaches farthest, else of any."""
    same = [medium for medium in media if medium.fiber == fiber]
    return next((medium for medium in same if medium.reach_mm >= reach_mm), (same or media)[-1])


def missing_optics(shelf: SwitchStock, design: Design) -> str:
    """Which transceivers are short, or ''."""
    short = [
        shelf.missing((model,), count, model)
        for model, count in sorted(design.cages.optics.items())
        if shelf.assign((model,), count) is None
    ]
    return "; ".join(short)


def parts_of(project: Project, design: Design) -> Counter[str]:
    """Switches and optics that a design takes from the inventory, by model; what stands already is not among them."""
    new = Counter(
        model
        for switch, model in zip(design.fabric.switches, design.models, strict=True)
        if switch.id not in project.device_by_id
    )
    return new + design.cages.optics


def by_group(groups: Mapping[int, PortGroup], members: Sequence[int]) -> dict[tuple[str, int, int, str], list[int]]:
    """Members apart by what their ports are like: cage kind, connectors, speed, name of the group."""
    found: dict[tuple[str, int, int, str], list[int]] = {}
    for member in members:
        group = groups[member]
        found.setdefault((group.cage_kind, group.mpos, group.speed_gbps, group.group), []).append(member)
    return found
