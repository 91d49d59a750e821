"""Racks for switches, counted by hand on a row of four: a walk is 500 mm up, 600 mm a rack, 500 mm down."""

from dataclasses import replace

import numpy as np

from fabric.catalog import DeviceType
from fabric.rules.candidate_racks import FARTHEST, ROOM, CandidateRacks, list_candidate_racks
from fabric.rules.mounting import occupy
from layouts import UNREACHED, RouteFinder
from layouts.racks import RackType
from layouts.site import Site
from tests.fabric.rules.small_floor import HALF_DEPTH, RACK_TYPE, device, project, site
from tests.hardware import device_type

SMALL = device_type("small")
LARGE = replace(device_type("large"), half_ru=8, power_w=1_500)


def candidates(
    floor: Site, types: tuple[DeviceType, ...] = (SMALL,), in_use: frozenset[str] = frozenset()
) -> CandidateRacks:
    asked = project(floor, {"small": SMALL, "large": LARGE}, [device("old", "small", "R2", 1)])
    finder = RouteFinder(floor, "fiber")
    return list_candidate_racks(asked, finder, types, "rear", set(in_use), occupy(asked))


def test_racks_that_take_a_switch_are_candidates() -> None:
    """R1 is too shallow, R3 has no drop; R2 holds a device of 500 W already, so it takes 5 of 6."""
    found = candidates(site((HALF_DEPTH, RACK_TYPE, RACK_TYPE, RACK_TYPE), wired=(1, 2, 4)))
    assert found.rack_ids == ("R1", "R2", "R3", "R4")
    assert found.candidates.tolist() == [1, 3]
    assert found.fits["small"].tolist() == [5, 6]
    assert found.capacity.tolist() == [ROOM, ROOM]
    assert [found.candidate_of(rack) for rack in (1, 3)] == [0, 1]


def test_a_rack_in_use_is_a_candidate_without_room() -> None:
    """R1 holds switches; it is too shallow for more."""
    found = candidates(site((HALF_DEPTH, RACK_TYPE)), in_use=frozenset(["R1"]))
    assert found.candidates.tolist() == [0, 1]
    assert (found.capacity.tolist(), found.most.tolist()) == ([0, ROOM], [0, 5])


def test_the_most_of_any_mixture_takes_the_least_of_each_figure() -> None:
    """Of large switches (4 units, 1,500 W) two fit R1 by units and power, of small ones six; R2 is short of a unit at
    the bottom and of 500 W: one large, five small. A type of one unit and 500 W fits as often as the small one.
    """
    found = candidates(site((RACK_TYPE, RACK_TYPE)), (LARGE, SMALL))
    assert (found.fits["large"].tolist(), found.fits["small"].tolist()) == ([2, 1], [6, 5])
    assert found.most.tolist() == [6, 5]


def test_no_types_leave_the_racks_in_use() -> None:
    found = candidates(site(), (), frozenset(["R3"]))
    assert (found.candidates.tolist(), found.most.tolist(), dict(found.fits)) == ([2], [0], {})


def test_walks_go_up_along_and_down() -> None:
    found = candidates(site((RACK_TYPE, RACK_TYPE, RACK_TYPE)))
    assert found.walk_mm.tolist() == [[0, 1_600, 2_200], [1_600, 0, 1_600], [2_200, 1_600, 0]]


def test_steps_are_estimated_lengths_in_half_metres() -> None:
    """An end is 700 from the rear to the entry, half of 2,000 mm, 500 and 300: 2,500.

    1,600 + 2 x 2,500 = 6,600 mm, 14 steps; 2,200: 7,200, 15.
    """
    found = candidates(site((RACK_TYPE, RACK_TYPE, RACK_TYPE)))
    assert found.end_mm.tolist() == [2_500] * 3
    assert found.steps.tolist() == [[0, 14, 15], [14, 0, 14], [15, 14, 0]]


def test_a_rack_without_a_pathway_is_farthest() -> None:
    found = candidates(site((RACK_TYPE, RACK_TYPE), wired=(2,)))
    assert (found.walk_mm.tolist(), found.steps.tolist()) == ([[UNREACHED, 0]], [[FARTHEST, 0]])


def test_places_are_those_of_the_switch_side() -> None:
    """Row A has a front (1 crew) and a rear (2 crews); the ports show at the rear, place 1."""
    found = candidates(site())
    assert np.unique(found.place).tolist() == [1]
    assert found.place_crews.tolist() == [1, 2]


def test_the_order_of_models_does_not_matter() -> None:
    taller: RackType = replace(RACK_TYPE, usable_half_ru=20)
    one, other = (candidates(site((taller, RACK_TYPE)), types) for types in ((SMALL, LARGE), (LARGE, SMALL)))
    assert one.most.tolist() == other.most.tolist()
    assert {model: room.tolist() for model, room in one.fits.items()} == {
        model: room.tolist() for model, room in other.fits.items()
    }
