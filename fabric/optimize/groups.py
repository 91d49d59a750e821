"""Blocks of switches that are placed together, and the templates of block sizes that are tried.

Leaves of one scalable unit, spines of one pod and neighbouring cores look alike from outside, so that moving them
singly only multiplies equal plans. A template says how many of each tier stand together; a switch that stands already
is a block of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from fabric.designs import Design

TIERS = ("leaf", "spine", "core")


@dataclass(frozen=True)
class Group:
    """Some switches of one tier, by index into the fabric's switches; `fixed_rack` where they stand already."""

    tier: str
    switches: tuple[int, ...]
    fixed_rack: str | None


def list_templates(design: Design, capacity: Mapping[str, int], most: int) -> list[Mapping[str, int]]:
    """Block sizes per tier to try: divisors of a unit that fit one rack (`capacity` by tier), largest first, at most
    `most` a tier.
    """
    sizes: dict[str, list[int]] = {}
    for tier in TIERS:
        members: dict[int, int] = {}
        for switch in design.fabric.switches:
            if switch.tier == tier:
                members[switch.unit] = members.get(switch.unit, 0) + 1
        if members:
            unit = max(members.values())
            fitting = [size for size in range(min(unit, capacity[tier]), 0, -1) if unit % size == 0]
            sizes[tier] = fitting[:most] or [1]
    return [dict(zip(sizes, chosen, strict=True)) for chosen in product(*sizes.values())]


def form_groups(design: Design, template: Mapping[str, int], standing: Mapping[str, str]) -> tuple[Group, ...]:
    """The blocks of a template; `standing` maps switches that stand already to their racks."""
    return tuple(group for tier in TIERS for group in _tier_groups(design, tier, template.get(tier, 1), standing))


def _tier_groups(design: Design, tier: str, size: int, standing: Mapping[str, str]) -> Iterator[Group]:
    units: dict[int, list[int]] = {}
    for index, switch in enumerate(design.fabric.switches):
        if switch.tier != tier:
            continue
        if switch.id in standing:
            yield Group(tier, (index,), standing[switch.id])
        else:
            units.setdefault(switch.unit, []).append(index)
    for unit in sorted(units):
        members = units[unit]
        for start in range(0, len(members), size):
            yield Group(tier, tuple(members[start : start + size]), None)
