"""The value that every family makes: switches, and links as columns."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from layouts import IntColumn

IntArray = NDArray[np.integer[Any]]

STAGES = ("node-leaf", "leaf-spine", "spine-core", "local", "global", "peer", "direct")
"""Names of the kinds of links, by their number.

- `node-leaf`, `leaf-spine`, `spine-core`: between tiers. The A end is in the lower tier.
- `local`, `global`: inside a section of a flat family, and between sections. `local` is also a listed link between two
  switches of one tier.
- `peer`: between the two leaves of a redundant pair.
- `direct`: between two devices, without a switch; also a listed link that skips a tier, or whose lower end is split.
"""

NODE_LEAF, LEAF_SPINE, SPINE_CORE, LOCAL, GLOBAL, PEER, DIRECT = range(len(STAGES))

Tier = Literal["leaf", "spine", "core"]
TIERS: tuple[Tier, ...] = ("leaf", "spine", "core")
"""Tiers of switches, lowest first."""


@dataclass(frozen=True)
class Switch:
    """A switch of a fabric."""

    id: str
    """Its name, unique in the fabric."""
    tier: Tier
    """Its tier; switches of the flat families are leaves."""
    section: int
    """The part of the fabric that it belongs to, from 1; 0 where it belongs to none.

    - Leaf of a Clos: its scalable unit, its rack where each rack has leaves of its own, else 1.
    - Spine of a Clos with several pods: its pod. Core: the pod that it stands with, where cores are spread.
    - Dragonfly and dragonfly+: the group. HyperX: the line along the last dimension. Slim Fly: the rack.
    - Jellyfish: a section for each switch, since no two belong together.
    """


@dataclass(frozen=True)
class Links:
    """Links as columns of equal length, one row per link."""

    stage: IntColumn
    """Kind of the link: an index of `STAGES`, or of the stages of a design."""
    a_device: IntColumn
    """Device at the A end: an index of the devices and switches of the fabric."""
    a_port: IntColumn
    """Port at the A end, from 0 within the port group that the stage uses there."""
    b_device: IntColumn
    """Device at the B end, as at the A end."""
    b_port: IntColumn
    """Port at the B end, as at the A end."""

    def __len__(self) -> int:
        return len(self.stage)

    @staticmethod
    def stack(parts: list["Links"]) -> "Links":
        """Several tables one after the other."""
        return Links(*(np.concatenate([getattr(p, name) for p in parts]) for name in COLUMNS))

    @staticmethod
    def of(stage: int, a_device: object, a_port: object, b_device: object, b_port: object) -> "Links":
        """A table of one stage; the other columns are broadcast against each other."""
        columns = np.broadcast_arrays(*(np.asarray(c, np.int32) for c in (a_device, a_port, b_device, b_port)))
        flat = [np.ascontiguousarray(c).reshape(-1) for c in columns]
        return Links(np.full(len(flat[0]), stage, np.int32), *flat)

    def where(self, mask: NDArray[np.bool_]) -> "Links":
        """The rows that a mask selects."""
        return Links(*(getattr(self, name)[mask] for name in COLUMNS))


COLUMNS = ("stage", "a_device", "a_port", "b_device", "b_port")
"""Names of the columns of `Links`, in order."""


@dataclass(frozen=True)
class Fabric:
    """Devices, switches and the links between them. Links count the devices first, then the switches."""

    hosts: tuple[str, ...]
    """Ids of the devices that the fabric connects."""
    switches: tuple[Switch, ...]
    """Switches of the fabric, in the order in which links count them."""
    links: Links
    """All links, node to leaf first."""

    def count(self, tier: str) -> int:
        """Switches of a tier."""
        return sum(switch.tier == tier for switch in self.switches)


def rank_within(keys: IntArray) -> IntColumn:
    """The number of earlier rows with the same key, for each row. So rows of one device get consecutive ports."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.concatenate(([0], np.flatnonzero(np.diff(ordered)) + 1)).astype(np.int64)
    lengths = np.diff(np.concatenate((first, [len(keys)])))
    ranks = np.empty(len(keys), np.int32)
    ranks[order] = np.arange(len(keys)) - np.repeat(first, lengths)
    return ranks
