"""The value that every family makes: switches, and links as columns."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from layouts import IntColumn

IntArray = NDArray[np.integer[Any]]

STAGES = ("node-leaf", "leaf-spine", "spine-core", "local", "global", "peer", "direct")
"""Kinds of links, by number: three tiers; inside and between groups of a flat family; between the two leaves of a
redundant pair; between two devices without a switch. The A end of the first three is the lower tier."""

NODE_LEAF, LEAF_SPINE, SPINE_CORE, LOCAL, GLOBAL, PEER, DIRECT = range(len(STAGES))

Tier = Literal["leaf", "spine", "core"]
TIERS: tuple[Tier, ...] = ("leaf", "spine", "core")
"""Tiers of switches, lowest first."""


@dataclass(frozen=True)
class Switch:
    """A switch of a fabric: tier, and the unit (SU, pod or group) that it belongs to, 0 where there is none."""

    id: str
    tier: Tier
    unit: int


@dataclass(frozen=True)
class Links:
    """Links as columns of equal length.

    `a_device` and `b_device` index a list of device ids that the holder keeps; ports count from 0 within the port
    group that the stage uses on that device.
    """

    stage: IntColumn
    a_device: IntColumn
    a_port: IntColumn
    b_device: IntColumn
    b_port: IntColumn

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


@dataclass(frozen=True)
class Fabric:
    """Devices that it connects and switches that it brings, by index (devices first), and their links."""

    hosts: tuple[str, ...]
    switches: tuple[Switch, ...]
    links: Links

    def count(self, tier: str) -> int:
        """Switches of a tier."""
        return sum(switch.tier == tier for switch in self.switches)


def rank_within(keys: IntArray) -> IntColumn:
    """For each row how many earlier rows have the same key: consecutive port numbers of a device."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.concatenate(([0], np.flatnonzero(np.diff(ordered)) + 1)).astype(np.int64)
    lengths = np.diff(np.concatenate((first, [len(keys)])))
    ranks = np.empty(len(keys), np.int32)
    ranks[order] = np.arange(len(keys)) - np.repeat(first, lengths)
    return ranks
