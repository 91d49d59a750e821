"""The value that every family makes: switches, and links as columns."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

IntColumn = NDArray[np.int32]

STAGES = ("node-leaf", "leaf-spine", "spine-core")
"""Stages of links, by number; the A end is always the lower tier."""


@dataclass(frozen=True)
class Switch:
    """A switch of a fabric: tier, and the unit (SU or pod) that it belongs to, 0 where there is none."""

    id: str
    tier: Literal["leaf", "spine", "core"]
    unit: int


@dataclass(frozen=True)
class Links:
    """Links as columns of equal length.

    `a_device` and `b_device` index a list of device ids that the holder keeps; ports count from 0 within the port
    group that the network uses on that device.
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
        return Links(*(np.concatenate([getattr(p, name) for p in parts]) for name in _COLUMNS))

    @staticmethod
    def of(stage: int, a_device: object, a_port: object, b_device: object, b_port: object) -> "Links":
        """A table of one stage; the other columns are broadcast against each other."""
        columns = np.broadcast_arrays(*(np.asarray(c, np.int32) for c in (a_device, a_port, b_device, b_port)))
        flat = [np.ascontiguousarray(c).reshape(-1) for c in columns]
        return Links(np.full(len(flat[0]), stage, np.int32), *flat)


_COLUMNS = ("stage", "a_device", "a_port", "b_device", "b_port")


@dataclass(frozen=True)
class Fabric:
    """Hosts and switches by index (hosts first), and their links."""

    hosts: tuple[str, ...]
    switches: tuple[Switch, ...]
    links: Links
