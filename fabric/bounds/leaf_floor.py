"""The racks that the leaves of a Clos fabric may stand in, and the least laying of the links from there to devices."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from fabric.bounds.clos_structure import ClosStructure
from fabric.bounds.facts import PullSizes
from fabric.bounds.least_work import tabulate_least_ms
from fabric.project import LabourTable
from fabric.rules import CandidateRacks
from layouts import UNREACHED, Floats, IntColumn

STEP_MM = 100
"""Step in which lengths are compared; they are rounded down, so that no length is overstated."""


class RackPosition(NamedTuple):
    """The position of a rack of devices on the floor."""

    number: int
    """Number of the rack among all racks."""
    rise_mm: int
    """Shortest length inside the rack from a port of its devices to its entry, loop included."""


@dataclass(frozen=True)
class LeafFloor:
    """The racks that the leaves may stand in, and those that they serve."""

    racks: CandidateRacks
    """All racks, with the walks between them."""
    inside_mm: IntColumn
    """Shortest length inside each candidate rack from a port of a switch to its entry, loop included."""
    positions: Mapping[str, RackPosition]
    """Racks of devices, by name."""

    @cached_property
    def able(self) -> IntColumn:
        """Numbers of the candidates that take at least one more switch."""
        return np.flatnonzero(self.racks.most > 0).astype(np.int32)

    @cached_property
    def most(self) -> int:
        """The most switches that one rack takes."""
        return int(self.racks.most.max(initial=0))

    @cached_property
    def walk_mm(self) -> IntColumn:
        """Shortest walks between the candidates that take at least one more switch: (able, able)."""
        return self.racks.least_walk_mm[np.ix_(self.able, self.racks.candidates[self.able])]


class ServedLinks:
    """The least laying of the links between regular racks and parts of their unit's leaves, in all racks at once."""

    def __init__(self, labour: LabourTable, structure: ClosStructure, floor: LeafFloor, pulls: PullSizes):
        self.structure, self.floor = structure, floor
        self.inside_mm = floor.inside_mm[floor.able]
        self.most = min(max(structure.leaves), floor.most)
        links = self.most * max((rack.links_per_leaf for racks in structure.served for rack in racks), default=0)
        walks = floor.racks.least_walk_mm[floor.able]
        farthest = int(walks[walks < UNREACHED].max(initial=0)) + int(self.inside_mm.max())
        farthest += max((position.rise_mm for position in floor.positions.values()), default=0)
        lengths = np.arange(0, farthest + STEP_MM, STEP_MM)
        inside = tabulate_least_ms(labour, links, [0], True, pulls)
        # The last column is for a leaf in the rack itself.
        self.table = np.concatenate([tabulate_least_ms(labour, links, lengths, False, pulls), inside], axis=1)

    def parts_ms(self, unit: int) -> Floats:
        """The laying from all regular racks of a unit to 0, 1, ... of its leaves in one rack: (most + 1, able racks).

        A unit may have fewer leaves than others. Its larger parts cost no less than the whole unit.
        """
        found = np.zeros((self.most + 1, len(self.floor.able)))
        served = self.structure.served[unit]
        if not served:
            return found
        racks, able = self.floor.racks, self.floor.able
        numbers, rise = np.array([self.floor.positions[rack.name] for rack in served]).T
        ways = racks.least_walk_mm[np.ix_(able, numbers)].astype(np.int64) + self.inside_mm[:, None] + rise
        column = np.minimum(ways // STEP_MM, self.table.shape[1] - 2)
        column[racks.candidates[able][:, None] == numbers] = self.table.shape[1] - 1
        each = np.array([rack.links_per_leaf for rack in served])
        for k in range(1, self.most + 1):
            found[k] = self.table[k * each, column].sum(axis=1)
        return found
