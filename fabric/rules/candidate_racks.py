"""The racks that may take new switches, the walks from there to all racks, and the working places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fabric.catalog import DeviceType
from fabric.project import Project
from fabric.rules.cable_length import depth_mm
from fabric.rules.panel_lanes import walks_over_panels
from fabric.rules.rack_occupancy import Occupancy
from layouts import UNREACHED, Face, IntColumn, Rack, RouteFinder, round_up

ROOM = 1_000_000
"""Parts of a rack. Large enough that rounding a share down never admits one switch too many, even in racks of about a
hundred."""
LENGTH_STEP_MM = 500
"""Step in mm in which placement compares lengths. The lengths of the cables that are chosen are exact."""
FARTHEST = np.iinfo(np.int16).max
"""Steps between racks that no pathway joins."""


@dataclass(frozen=True, kw_only=True)
class CandidateRacks:
    """Racks by number, and the ways between them. A new switch may stand in a candidate.

    Each candidate has `ROOM` in parts, of which a switch takes ROOM / `fits`. By that rule a mixture of models fits in
    units, weight and power.
    """

    rack_ids: tuple[str, ...]
    """Ids of all racks of the site; a rack is a number in this order."""
    candidates: IntColumn
    """Numbers of the racks that may hold switches, rising."""
    capacity: IntColumn
    """Parts of each candidate: `ROOM`, or 0 where it only holds the switches that are there."""
    fits: Mapping[str, IntColumn]
    """Switches of a model that fit into each candidate if it takes no other model."""
    most: IntColumn
    """Most switches of any mixture of models that fit into each candidate, for bounds."""
    walk_mm: IntColumn
    """Shortest walk over pathways from candidate c to rack r: (candidates, racks). Where no pathway leads, the least
    walk of the cords over a lane between panels; UNREACHED where there is none either.
    """
    over_panels: NDArray[np.bool_]
    """Whether only a lane between panels leads from candidate c to rack r: (candidates, racks)."""
    least_walk_mm: IntColumn
    """The lesser of the walk over pathways and that of cords over a lane, for bounds."""
    end_mm: IntColumn
    """Average length of the end of a cable inside each rack, of all racks, from the side where switches show ports."""
    place: IntColumn
    """Number in `site.places` of the place where each rack shows the ports of switches, of all racks."""
    place_crews: IntColumn
    """Most crews at work at the same time, by place."""

    def candidate_of(self, rack: int) -> int:
        """The position of a rack among the candidates."""
        return int(np.searchsorted(self.candidates, rack))

    @cached_property
    def steps(self) -> NDArray[np.int16]:
        """The estimated length of a cable from candidate c to rack r in steps, rounded up: (candidates, racks).

        0 inside one rack, `FARTHEST` where no pathway leads there.
        """
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
    face: Face,
    racks_in_use: set[str],
    occupancy: Occupancy,
) -> CandidateRacks:
    """The racks for switches of some types that show their ports on `face`.

    Racks in `racks_in_use` hold switches already; they are candidates even where no other switch fits.
    """
    site = project.site
    rack_ids = tuple(rack.id for rack in site.racks)
    fits = {item.model: _list_room(occupancy, site.racks, item) for item in switch_types}
    takes = np.any([np.zeros(len(rack_ids), bool), *(room > 0 for room in fits.values())], axis=0)
    in_use = np.array([name in racks_in_use for name in rack_ids], bool)
    candidates = np.flatnonzero(takes | in_use).astype(np.int32)
    walk_mm = finder.tabulate_mm(tuple(rack_ids[rack] for rack in candidates), rack_ids)
    cords_mm = walks_over_panels(project, finder, walk_mm) if project.panel_trunks else walk_mm
    least = _least_type(switch_types)
    most = _list_room(occupancy, [site.racks[rack] for rack in candidates], least) if least else 0
    return CandidateRacks(
        rack_ids=rack_ids,
        candidates=candidates,
        capacity=np.where(takes[candidates], ROOM, 0).astype(np.int32),
        fits={model: room[candidates] for model, room in fits.items()},
        most=np.where(takes[candidates], most, 0).astype(np.int32),
        walk_mm=np.where(walk_mm < UNREACHED, walk_mm, cords_mm),
        over_panels=(walk_mm >= UNREACHED) & (cords_mm < UNREACHED),
        least_walk_mm=np.minimum(walk_mm, cords_mm),
        end_mm=np.array([_end_estimate(project, name, face) for name in rack_ids], np.int32),
        place=np.array([site.place_number(rack.id, face) for rack in site.racks], np.int32),
        place_crews=np.array([project.crew.crews_in(place.max_crews) for place in site.places], np.int32),
    )


def _list_room(occupancy: Occupancy, racks: Sequence[Rack], device_type: DeviceType) -> IntColumn:
    """The number of devices of a type that each rack takes; 0 where no cable leads to the rack."""
    wired = occupancy.site.drops_of
    return np.array([occupancy.room_for(rack, device_type) if rack.id in wired else 0 for rack in racks], np.int32)


def _least_type(switch_types: Sequence[DeviceType]) -> DeviceType | None:
    """A type with the least of each figure of some types, so that it fits at least as often as any mixture does."""
    if not switch_types:
        return None
    return replace(
        switch_types[0],
        half_ru=min(item.half_ru for item in switch_types),
        width_mm=min(item.width_mm for item in switch_types),
        depth_mm=min(item.depth_mm for item in switch_types),
        weight_g=min(item.weight_g for item in switch_types),
        power_w=min(item.power_w for item in switch_types),
    )


def _end_estimate(project: Project, rack_id: str, face: Face) -> int:
    """The average length of the end of a cable inside a rack: depth, half its height, way to the side, and slack."""
    site = project.site
    rack = site.rack_by_id[rack_id]
    depth = min(
        (depth_mm(site, rack, drop, face) for drop in site.drops_of.get(rack_id, ()) if not drop.opening), default=0
    )
    return round_up(depth + rack.type.height_mm // 2 + site.end_loop_mm, 100)
