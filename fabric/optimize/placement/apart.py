"""Blocks of leaves that must stand apart, since devices are linked to both, and the racks that are not apart."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from fabric.designs import Design
from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.link_prices import APART
from fabric.optimize.placement.problem import BlockPair
from fabric.project import Project
from fabric.rules import CandidateRacks


def list_apart_pairs(design: Design, blocks: Sequence[Block]) -> Iterator[BlockPair]:
    """Each pair of blocks with leaves of one device; a block that holds two such leaves is a pair with itself."""
    links, hosts = design.fabric.links, len(design.fabric.hosts)
    block_of = {hosts + switch: number for number, block in enumerate(blocks) for switch in block.switches}
    down = (links.a_device < hosts) & (links.b_device >= hosts)
    leaves: dict[int, set[int]] = {}
    for host, leaf in zip(links.a_device[down].tolist(), links.b_device[down].tolist(), strict=True):
        leaves.setdefault(host, set()).add(leaf)
    pairs = {
        tuple(sorted((block_of[a], block_of[b])))
        for found in leaves.values()
        for a, b in combinations(sorted(found), 2)
    }
    yield from (BlockPair(APART, a, b) for a, b in sorted(pairs))


def list_shared(project: Project, racks: CandidateRacks, apart: str) -> NDArray[np.bool_]:
    """Whether two candidate racks share a rack, row, feed or pathway, as `apart` says; racks without a feed count as
    sharing one.
    """
    site = project.site
    names = [racks.rack_ids[rack] for rack in racks.candidates.tolist()]
    has = [
        {
            "rack": {name},
            "row": {site.rack_by_id[name].row},
            "feed": {site.rack_by_id[name].type.feed or ""},
            "pathway": {drop.pathway for drop in site.drops_of.get(name, ()) if drop.pathway},
        }[apart]
        for name in names
    ]
    return np.array([[bool(a & b) for b in has] for a in has], np.bool_).reshape(len(names), len(names))
