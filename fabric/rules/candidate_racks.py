"""The floor as placement sees it: racks by index, who may take switches, walks between them and working places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fabric.catalog import DeviceType
from fabric.project import Project
from fabric.rules.rack_occupancy import Occupancy
from layouts import UNREACHED, IntColumn, RouteFinder, round_up

ROOM = 1_000_000
"""Parts of a rack: with racks of at most some hundred switches, rounding parts down never lets one too many in."""
LENGTH_STEP_MM = 500
"""Placement compares lengths in half metres; the chosen lengths are exact."""
FARTHEST = np.iinfo(np.int16).max
"""Steps between racks that nothing joins."""


@dataclass(frozen=True, kw_only=True)
class CandidateRacks:
    """Index of racks, distances and places.

    `candidates` are the racks that may take new switches. Each has `ROOM` in parts (`capacity`, 0 where it only holds
    standing switches), of which a switch takes ROOM / (how many of its model fit alone, `fits`): by that rule a
    mixture fits in units, weight and power. `most` is how many of the least of all models fit, for bounds.
    `walk_mm[c, r]` is the shortest walk over pathways from candidate c to rack r, `end_mm[r]` what the end of a cable
    at a rack adds on average; `place[r]` indexes `site.places` for ports on the switch side.
    """

    rack_ids: tuple[str, ...]
    candidates: IntColumn
    capacity: IntColumn
    fits: Mapping[str, IntColumn]
    most: IntColumn
    walk_mm: IntColumn
    end_mm: IntColumn
    place: IntColumn
    place_crews: IntColumn

    def candidate_of(self, rack: int) -> int:
        """Position of a rack among the candidates."""
        return int(np.searchsorted(self.candidates, rack))

    @cached_property
    def steps(self) -> NDArray[np.int16]:
        """The estimated length of a cable from candidate c to rack r in steps, rounded up; 0 inside one rack."""
        found = np.full(self.walk_mm.shape, FARTHEST, np.int16)
        for c, walk in enumerate(self.walk_mm):
            length = walk + self.end_mm[self.candidates[c]] + self.end_mm
            found[c] = np.where(walk < UNREACHED, np.minimum(-(-length // LENGTH_STEP_MM), FARTHEST), FARTHEST)
            found[c, self.candidates[c]] = 0
        return found


def list_candidate_racks(
    project: Project,
    finder: RouteFinder,
    switch_types: Sequence[DeviceType],
    face: str,
    standing: set[str],
    occupancy: Occupancy,
) -> CandidateRacks:
    """The terrain for switches of some types; racks in `standing` (with switches already) are candidates as well."""
    site = project.site
    least = _least(switch_types)
    wired = [rack if rack.id in site.drop_by_rack else None for rack in site.racks]
    alone = {item.model: [occupancy.room_for(rack, item) if rack else 0 for rack in wired] for item in switch_types}
    takes = [any(rooms[index] for rooms in alone.values()) for index in range(len(wired))]
    rack_ids = tuple(rack.id for rack in site.racks)
    candidates = np.array([index for index, name in enumerate(rack_ids) if takes[index] or name in standing], np.int32)
    return CandidateRacks(
        rack_ids=rack_ids,
        candidates=candidates,
        capacity=np.array([ROOM if takes[index] else 0 for index in candidates], np.int32),
        fits={model: np.array([rooms[index] for index in candidates], np.int32) for model, rooms in alone.items()},
        most=np.array(
            [occupancy.room_for(site.racks[i], least) if least and takes[i] else 0 for i in candidates], np.int32
        ),
        walk_mm=finder.tabulate_mm(tuple(rack_ids[index] for index in candidates), rack_ids),
        end_mm=np.array([_end_estimate(project, name) for name in rack_ids], np.int32),
        place=np.array([site.place_number(rack.id, face) for rack in site.racks], np.int32),
        place_crews=np.array([place.max_crews for place in site.places], np.int32),
    )


def _least(switch_types: Sequence[DeviceType]) -> DeviceType | None:
    """A type as small, light and frugal as the least of some: more of it fit than of any mixture."""
    if not switch_types:
        return None
    return replace(
        switch_types[0],
        half_ru=min(item.half_ru for item in switch_types),
        depth_mm=min(item.depth_mm for item in switch_types),
        weight_g=min(item.weight_g for item in switch_types),
        power_w=min(item.power_w for item in switch_types),
    )


def _end_estimate(project: Project, rack_id: str) -> int:
    """Half the height of the rack plus side way and slack: what an end adds on average."""
    rack = project.site.rack_by_id[rack_id]
    return round_up(rack.type.height_mm // 2 + project.site.port_to_side_mm + project.site.slack_mm_per_end, 100)
