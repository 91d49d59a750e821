"""Links that take one medium together: those of a cage, and of the cages that these lead to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from fabric.designs import Design
from layouts import LongColumn


@dataclass(frozen=True)
class LinkGroup:
    """Links of one stage whose cages hang together."""

    stage: int
    """Index into the stages of the design."""
    links: tuple[int, ...]
    """Indexes into the links of the design, rising."""
    is_free: bool
    """Whether the links may take another medium: no cage of theirs holds a link of another stage."""


def gather_groups(design: Design) -> Iterator[LinkGroup]:
    """The links in groups that share cages. Groups over several stages are parted by stage, without a choice."""
    stage_of = design.fabric.links.stage
    root = _join(_number_cages(design))
    members: dict[int, list[int]] = {}
    for link, first in enumerate(root.tolist()):
        members.setdefault(first, []).append(link)
    for links in members.values():
        stages = sorted(set(stage_of[links].tolist()))
        for stage in stages:
            mine = tuple(link for link in links if stage_of[link] == stage)
            yield LinkGroup(stage, mine, is_free=len(stages) == 1)


def _number_cages(design: Design) -> list[LongColumn]:
    """A number for the cage at the A end of each link, and at the B end."""
    links = design.fabric.links
    names = sorted({group.cages_of for stage in design.stages for group in (stage.a_group, stage.b_group)})
    columns = []
    for is_a in (True, False):
        device = (links.a_device if is_a else links.b_device).astype(np.int64)
        port = links.a_port if is_a else links.b_port
        cage = np.zeros(len(port), np.int64)
        for number, stage in enumerate(design.stages):
            group, rows = stage.a_group if is_a else stage.b_group, links.stage == number
            cage[rows] = names.index(group.cages_of) << 20 | port[rows] // group.per_cage
        columns.append(device << 32 | cage)
    return columns


def _join(keys: Sequence[LongColumn]) -> LongColumn:
    """The first link of each link's group: links with an equal key at one end are joined, over any number of steps."""
    count = len(keys[0])
    root = np.arange(count)
    numbers = [np.unique(key, return_inverse=True)[1] for key in keys]
    while True:
        least = root.copy()
        for number in numbers:
            first = np.full(int(number.max(initial=-1)) + 1, count)
            np.minimum.at(first, number, least)
            least = first[number]
        if (least == root).all():
            return root
        root = least
