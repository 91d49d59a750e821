"""Blocks of switches that are placed together.

Leaves of one scalable unit, spines of one pod and neighbouring cores look alike from outside, so that moving them
singly only multiplies equal plans. A block is what one rack takes at most; a switch that stands already is a block of
its own. Which templates are worth placing is decided in fabric.optimize.placement.block_cuts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fabric.designs import Design
from fabric.topology import TIERS


@dataclass(frozen=True)
class Block:
    """Some switches of one tier, by index into the fabric's switches; `fixed_rack` where they stand already."""

    tier: str
    switches: tuple[int, ...]
    fixed_rack: str | None


@dataclass(frozen=True)
class Cut:
    """How one tier is cut into blocks: `units` units (pods) by `members` switches of each; `most` fit one rack."""

    units: int
    members: int
    most: int


CutPlan = Mapping[str, Cut]
"""A cut for each tier that has switches."""


def list_units(design: Design, tier: str, standing: Mapping[str, str]) -> list[list[int]]:
    """The switches of a tier by unit, those that stand already left out."""
    units: dict[int, list[int]] = {}
    for index, switch in enumerate(design.fabric.switches):
        if switch.tier == tier and switch.id not in standing:
            units.setdefault(switch.section, []).append(index)
    return [units[unit] for unit in sorted(units)]


def form_blocks(design: Design, template: CutPlan, standing: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks of a template; `standing` maps switches that stand already to their racks."""
    groups: list[Block] = []
    for tier in TIERS:
        groups += [
            Block(tier, (index,), standing[switch.id])
            for index, switch in enumerate(design.fabric.switches)
            if switch.tier == tier and switch.id in standing
        ]
        if tier in template:
            units = list_units(design, tier, standing)
            groups += [Block(tier, members, None) for members in cut_units(units, template[tier])]
    return tuple(groups)


def cut_units(units: Sequence[Sequence[int]], cut: Cut) -> Iterator[tuple[int, ...]]:
    """Rectangles of `units` x `members`, in order. What is left over of the members of each unit, fewer than a block
    takes, is joined over as many times more units as fit a rack.
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
