"""Blocks of switches that are placed together.

The leaves of one scalable unit look alike from outside, and so do the spines of one pod and neighbouring cores. Moving
them one by one only yields more plans of equal cost. A block therefore holds as many of them as one rack takes. A
switch that already has a rack is a block of its own. fabric.optimize.placement.block_cuts chooses the cuts that are
placed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fabric.designs import Design
from fabric.topology import TIERS


@dataclass(frozen=True)
class Block:
    """Switches of one tier that share a rack."""

    tier: str
    """Tier of all its switches: leaf, spine or core."""
    switches: tuple[int, ...]
    """Indexes into the switches of the fabric."""
    fixed_rack: str | None
    """Rack of a switch that has one already; None where the block is to be placed."""


@dataclass(frozen=True)
class Cut:
    """A cut of one tier into blocks of `units` x `members` switches."""

    units: int
    """Units or pods that a block takes switches from."""
    members: int
    """Switches of each of these units in a block."""
    most: int
    """Switches of the tier that fit one rack."""


CutPlan = Mapping[str, Cut]
"""A cut for each tier that has switches to place."""


def list_units(design: Design, tier: str, racked_switches: Mapping[str, str]) -> list[list[int]]:
    """The switches of a tier by unit, without those in `racked_switches`."""
    units: dict[int, list[int]] = {}
    for index, switch in enumerate(design.fabric.switches):
        if switch.tier == tier and switch.id not in racked_switches:
            units.setdefault(switch.section, []).append(index)
    return [units[unit] for unit in sorted(units)]


def form_blocks(design: Design, cut_plan: CutPlan, racked_switches: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks of a cut plan; `racked_switches` maps switches that have a rack to it."""
    blocks: list[Block] = []
    for tier in TIERS:
        blocks += fixed_blocks(design, tier, racked_switches)
        if tier in cut_plan:
            units = list_units(design, tier, racked_switches)
            blocks += [Block(tier, members, None) for members in cut_units(units, cut_plan[tier])]
    return tuple(blocks)


def fixed_blocks(design: Design, tier: str, racked_switches: Mapping[str, str]) -> list[Block]:
    """A block for each switch of a tier that has a rack."""
    return [
        Block(tier, (index,), racked_switches[switch.id])
        for index, switch in enumerate(design.fabric.switches)
        if switch.tier == tier and switch.id in racked_switches
    ]


def cut_units(units: Sequence[Sequence[int]], cut: Cut) -> Iterator[tuple[int, ...]]:
    """The blocks of a cut, as switches: rectangles of `units` x `members`, in order.

    The last members of a unit may be fewer than a block takes. They are then joined over as many more units as fit a
    rack.
    """
    longest = max(map(len, units), default=0)
    for first in range(0, longest, cut.members):
        width = min(cut.members, longest - first)
        height = cut.units * max(1, cut.most // (width * cut.units)) if width < cut.members else cut.units
        for start in range(0, len(units), height):
            block = tuple(
                index for unit in units[start : start + height] for index in unit[first : first + cut.members]
            )
            if block:
                yield block
