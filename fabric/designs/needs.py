"""The needs of a network: a design that does not offer what is asked is no candidate, whatever its family."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from fabric.designs.design import Design
from fabric.designs.media_choice import Candidate
from fabric.project import Needs
from fabric.topology import LEAF_SPINE, NODE_LEAF, SPINE_CORE, STAGES, FabricMetrics, Links, measure
from fabric.vocabulary import CLOS

NOTHING = Needs()
UPWARD = ("leaf-spine", "local", "global")
"""Links from a leaf to other switches, those to its peer left out."""
FLAT_STAGES = ("local", "global")
"""Links between switches of one tier: both ends may be leaves."""
LARGEST = 1 << 40
"""More links than any two switches have."""


def meet_needs(candidate: Candidate) -> Candidate:
    """A candidate, without its design where that does not meet the needs of its network."""
    design = candidate.design
    if design is None or design.network.needs == NOTHING:
        return candidate
    reasons = list(_list_unmet(design, design.network.needs))
    return replace(candidate, design=None, reason="; ".join(reasons)) if reasons else candidate


def _list_unmet(design: Design, needs: Needs) -> Iterator[str]:
    """What a design lacks, a sentence each."""
    # Folded Clos fabrics are told by their ratios, so that no cut is searched for.
    is_clos = design.network.topology in CLOS
    found = measure(design.stage_numbered, 0 if is_clos else design.exact_bisection)
    if needs.hops is not None and found.is_sampled:
        yield f"more than {needs.hops} hops are not ruled out: it has more kinds of leaves than are measured"
    elif needs.hops is not None and found.diameter_hops > needs.hops:
        yield f"two ports are {found.diameter_hops} hops apart, {needs.hops} are allowed"
    if needs.bisection_pct is not None:
        yield from _list_narrow(design, found, needs.bisection_pct)
    left = found.left_after_switch_pct or 0
    if needs.uplinks_left_pct is not None and left < needs.uplinks_left_pct:
        yield f"a leaf keeps {left:g} % of its uplinks when a switch fails, {needs.uplinks_left_pct} % are needed"
    if needs.oversubscription is not None:
        yield from _list_blocking(design, *needs.oversubscription)


def _list_blocking(design: Design, down: int, up: int) -> Iterator[str]:
    """A leaf with more bandwidth to devices for each Gb/s to other switches than is needed.

    Leaves without any link to other switches reach all devices by themselves, or by links to their peers: one tier.
    """
    size = len(design.fabric.hosts) + len(design.fabric.switches)
    below, above = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for name, gbps, links in _list_stages(design):
        if name == STAGES[NODE_LEAF]:
            below += np.bincount(links.b_device, minlength=size) * gbps
        elif name in UPWARD:
            above += np.bincount(links.a_device, minlength=size) * gbps
        if name in FLAT_STAGES:
            above += np.bincount(links.b_device, minlength=size) * gbps
    worst = np.flatnonzero(below * up > above * down)
    if above.any() and len(worst):
        leaf = worst[np.argmin(above[worst] / below[worst])]
        yield (
            f"a leaf has {below[leaf]:,} Gb/s to devices and {above[leaf]:,} Gb/s to other switches, "
            f"{down}:{up} or less is needed"
        )


def _list_stages(design: Design) -> Iterator[tuple[str, int, Links]]:
    """Name, speed and links of each stage, then those of the cords in place, which have the speed of their kind."""
    for number, stage in enumerate(design.stages):
        yield stage.stage.name, stage.stage.speed_gbps, design.fabric.links.where(design.fabric.links.stage == number)
    speeds = {stage.stage.name: stage.stage.speed_gbps for stage in design.stages}
    cords = design.cords.links
    if cords is None:
        return
    for kind, name in enumerate(STAGES):
        yield name, speeds.get(name, design.network.speed_gbps), cords.where(cords.stage == kind)


def _list_narrow(design: Design, found: FabricMetrics, least_pct: int) -> Iterator[str]:
    """A bisection below the least one, or one that is not proven."""
    is_clos = design.network.topology in CLOS
    share = least_ratio_pct(design, found) if is_clos else cut_pct(design, found)
    if share is None:
        yield f"no formula proves a bisection of {least_pct} %: its ports reach each other unevenly, or not at all"
    elif share < least_pct:
        yield f"its bisection is {share:.0f} % of that of half of the devices, {least_pct} % are needed"
    elif not is_clos and not found.bisection_is_exact:
        yield f"its bisection is {share:.0f} % at most, by search: no formula proves {least_pct} %"


def least_ratio_pct(design: Design, found: FabricMetrics) -> float | None:
    """The least ratio of bandwidth up to that of the devices over leaves and spines of a folded Clos, at most 100 %.

    That of a spine is its own times the least of the leaves. Where every switch is joined evenly to those above it, any
    two halves of the devices exchange this share of their bandwidth: a folded Clos can be rearranged (Clos 1953). None
    where they are joined unevenly, where ports do not reach each other, and where the spines are those of another
    network.
    """
    if design.network.spines_of is not None or found.reachable_pct < 100:
        return None
    fabric, speeds = design.stage_numbered, {stage.stage.name: stage.stage.speed_gbps for stage in design.stages}
    links, size = fabric.links, len(fabric.hosts) + len(fabric.switches)
    share = ratio = Fraction(1)
    for below, above in ((NODE_LEAF, LEAF_SPINE), (LEAF_SPINE, SPINE_CORE)):
        down, up = links.stage == below, links.stage == above
        if not up.any():
            break
        pairs, counts = np.unique(links.a_device[up].astype(np.int64) * size + links.b_device[up], return_counts=True)
        lower = pairs // size
        most, least = np.zeros(size, np.int64), np.full(size, LARGEST)
        np.maximum.at(most, lower, counts)
        np.minimum.at(least, lower, counts)
        if (most[lower] != least[lower]).any():
            return None
        below_gbps = np.bincount(links.b_device[down], minlength=size) * speeds[STAGES[below]]
        above_gbps = np.bincount(links.a_device[up], minlength=size) * speeds[STAGES[above]]
        busy = below_gbps > 0
        worst = int(np.flatnonzero(busy)[np.argmin(above_gbps[busy] / below_gbps[busy])])
        ratio *= Fraction(int(above_gbps[worst]), int(below_gbps[worst]))
        share = min(share, ratio)
    return float(100 * share)


def cut_pct(design: Design, found: FabricMetrics) -> float:
    """The bandwidth of the cut between two halves, in percent of that of the links of half of the devices."""
    links, gbps = design.fabric.links, [stage.stage.speed_gbps for stage in design.stages]
    per_stage = Counter(links.stage.tolist())
    down = [index for index, stage in enumerate(design.stages) if stage.stage.name == STAGES[NODE_LEAF]]
    to_devices = sum(per_stage[index] * gbps[index] for index in down)
    if found.diameter_hops == 0 and found.reachable_pct >= 100:
        return 100.0
    # The links between the switches of a flat family have one speed.
    between = max((speed for index, speed in enumerate(gbps) if index not in down), default=0)
    return 200 * found.bisection_links * between / to_devices if to_devices else 0.0
