"""The time in which places hold the work of a small fabric, by hand.

Each act takes a minute, cables have no length. So a jumper takes 4 min to lay between racks (stage, pull, two labels)
and 3 min as a patch (patch, two labels); each of its ends takes 1 min to dress and 1 to plug. A rack takes 1 min to
open, and a link 1 min to test at its A end, which is the device, else the leaf. There are no transceivers.

One rack of devices at place 0 has four links to a leaf; the leaf has four links to a spine. At place 0 the devices take
4 plugs + 4 tests = 8 min, and the rack is opened in 1 min.
"""

from dataclasses import replace

import pytest

from fabric.bounds.facts import LeafGroup, PullSizes, RackLinks, SwitchLinks, SwitchRoom
from fabric.bounds.place_loads import NEVER_MS, PlaceWork
from fabric.bounds.spread import Slots, least_spread_s
from fabric.inputs.labour_reader import read_labour
from fabric.project import LabourTable
from layouts import divide_up

MINUTE = 60_000
DEFAULT = read_labour()
LABOUR = LabourTable({act: replace(rate, person_ms=MINUTE) for act, rate in DEFAULT.rates.items()})
JUMPERS = PullSizes((), 1)
RACK = RackLinks(place=0, links=4, by_group=((4,),), nearest_mm={0: 0, 1: 0}, patch_place=None)
BETWEEN_MM = {(p, q): 0 for p in (0, 1) for q in (0, 1)}
LINKS = SwitchLinks(
    racks=(RACK,),
    groups=(LeafGroup((4,), (0,)),),
    spines=LeafGroup((4,), (0,)),
    least_between=4,
    most_between=4,
    between_mm=BETWEEN_MM,
    room={0: SwitchRoom(opened=1), 1: SwitchRoom(most=2, largest=2)},
)
AT_DEVICES_MS = {0: 8 * MINUTE}


def spread_min(links: SwitchLinks, slots: dict[int, int], technicians: int = 100, pulls: PullSizes = JUMPERS) -> float:
    """The time in minutes."""

    def offered_s(work_ms: int) -> int:
        return divide_up(work_ms, 1000 * technicians)

    return least_spread_s(LABOUR, links, pulls, AT_DEVICES_MS, Slots(slots), offered_s, 0) / 60


def loads_min(
    links: SwitchLinks, place: int, state: tuple[int, ...], pulls: PullSizes = JUMPERS
) -> tuple[float, float]:
    """Work that ties up a place, and its part of all work, with (leaves, spines) there, in minutes."""
    loads = PlaceWork(LABOUR, links, pulls, AT_DEVICES_MS).loads(place)
    return float(loads.tied_ms[state]) / MINUTE, float(loads.work_ms[state]) / MINUTE


def test_pulls_between_two_places_tie_up_both() -> None:
    """Both switches stand at place 1. Place 0: 8 + 1 + 4 x (4 + 1) = 29 min. Place 1: the same four pulls with the ends
    at the leaf 20, four plugs there, four uplinks patched 4 x (3 + 2), their eight plugs, four tests, a rack: 57 min.

    Of all work each place has half of what the pulls between them take: 8 + 1 + 4 x (2 + 1) = 21 and 49 min.
    """
    assert loads_min(LINKS, 0, (0, 0)) == (29, 21)
    assert loads_min(LINKS, 1, (1, 1)) == (57, 49)
    assert spread_min(LINKS, {0: 2, 1: 4}) == 29 / 2
    assert spread_min(LINKS, {0: 4, 1: 4}) == 57 / 4


def test_all_work_over_the_technicians() -> None:
    """Four technicians do 21 + 49 min in 17.5 min, which is more than the places need."""
    assert spread_min(LINKS, {0: 2, 1: 4}, technicians=4) == 70 / 4


def test_a_third_place_is_of_no_use_without_room() -> None:
    assert spread_min(LINKS, {0: 2, 1: 4, 2: 9}) == 29 / 2


def test_switches_stand_at_the_devices_where_that_is_faster() -> None:
    """Room in the rack of the devices, eight technicians there, one elsewhere. All links are patches: 8 + 1 for the
    devices, 2 x 4 x (3 + 2), 4 + 8 plugs and 4 tests: 65 min for eight.
    """
    rack = RACK._replace(patch_place=0)
    links = replace(LINKS, racks=(rack,), room={0: SwitchRoom(2, 0, 2, 1), 1: SwitchRoom(2, 2)})
    assert loads_min(links, 0, (1, 1)) == (65, 65)
    assert spread_min(links, {0: 8, 1: 1}) == pytest.approx(65 / 8, abs=1 / 60)


def test_room_keeps_switches_apart() -> None:
    """One switch fits each place. Leaf at 0: 9 + 4 x 5 + 4 plugs + 4 uplinks with one end 20, plugs 4, tests 4: 61 min
    for eight; spine at 1: 20 + 4 + 1 = 25 min for two. The other way round the leaf takes 20 + 4 + 20 + 4 + 4 + 1 = 53.
    """
    rack = RACK._replace(patch_place=0)
    links = replace(LINKS, racks=(rack,), room={0: SwitchRoom(1, 0, 1, 1), 1: SwitchRoom(1, 1)})
    assert loads_min(links, 0, (1, 0))[0] == 61
    assert loads_min(links, 1, (0, 1))[0] == 25
    assert loads_min(links, 1, (1, 0))[0] == 53
    assert spread_min(links, {0: 8, 1: 2}) == 25 / 2


def test_each_rack_of_devices_has_pulls_of_its_own() -> None:
    """Trunks of four. One rack: 2 + 1 + 4 = 7 min with one end dressed; two racks of two links: 2 x (2 + 1 + 2) = 10.
    At the leaf a trunk lays the four uplinks: 2 + 2 x (1 + 4) = 12 min against four patches of 5.
    """
    trunks = PullSizes((4,), 1)
    half = RACK._replace(links=2, by_group=((2,),))
    assert loads_min(LINKS, 0, (0, 0), trunks)[0] == 8 + 1 + 7
    assert loads_min(replace(LINKS, racks=(half, half)), 0, (0, 0), trunks)[0] == 8 + 1 + 10
    assert loads_min(LINKS, 1, (1, 1), trunks)[0] == 7 + 4 + 12 + 8 + 4 + 1


def test_racks_are_opened_as_switches_need_them() -> None:
    """Two switches in racks of one: two racks. One of them has room beside devices: one rack."""
    alone = replace(LINKS, room={**LINKS.room, 1: SwitchRoom(2, 1)})
    beside = replace(LINKS, room={**LINKS.room, 1: SwitchRoom(2, 1, 1)})
    assert loads_min(alone, 1, (1, 1))[0] == 57 + 1
    assert loads_min(beside, 1, (1, 1))[0] == 57


def test_uplinks_between_some_leaves_and_spines_of_a_place() -> None:
    """Two leaves, two spines, two links for each pair: one of each at place 1 have two links there and two away each.

    Leaf: 4 plugs and 4 tests of uplinks. Spine: 4 plugs. Uplinks 2 x 5 + 2 x (2 x 5) = 30. Rack 1. A leaf has two links
    to the devices: 2 plugs and 2 x 5 min. In all 55 min.
    """
    links = replace(
        LINKS,
        racks=(RACK._replace(by_group=((2, 2),)),),
        groups=(LeafGroup((4, 4), (0, 0)),),
        spines=LeafGroup((4, 4), (0, 0)),
        least_between=2,
        most_between=2,
    )
    assert loads_min(links, 1, (1, 1))[0] == 4 + 4 + 4 + 30 + 1 + 2 + 10


def test_units_are_told_apart() -> None:
    """Two units of a leaf and a rack of devices each; those of unit 0 stand at place 0, those of unit 1 at place 1.

    At place 1, leaf 1 has its rack beside it: 4 x (4 + 2) = 24 min. Leaf 0 has it elsewhere, and so has the rack of
    unit 1: 2 x 4 x (4 + 1) = 40 min.
    """
    other = RackLinks(place=1, links=4, by_group=((0,), (4,)), nearest_mm={0: 0, 1: 0}, patch_place=None)
    links = replace(
        LINKS,
        racks=(RACK._replace(by_group=((4,), (0,))), other),
        groups=(LeafGroup((4,), (0,)), LeafGroup((4,), (0,))),
        spines=LeafGroup((8,), (0,)),
    )
    assert loads_min(links, 1, (1, 0, 0))[0] - loads_min(links, 1, (0, 1, 0))[0] == 40 - 24


def test_leaves_that_differ_count_with_the_least() -> None:
    """The same leaves as one group: the one at place 1 may be that of the rack there, and 24 min are due; or it is the
    other one, and that rack sends its links away: 20 min. From the other rack no link is sure.
    """
    other = RackLinks(place=1, links=4, by_group=((0, 4),), nearest_mm={0: 0, 1: 0}, patch_place=None)
    links = replace(
        LINKS,
        racks=(RACK._replace(by_group=((4, 0),)), other),
        groups=(LeafGroup((4, 4), (0, 0)),),
        spines=LeafGroup((8,), (0,)),
    )
    # Four plugs of devices' links, four of uplinks, four tests, four uplinks away 4 x 5, the rack 1.
    assert loads_min(links, 1, (1, 0))[0] == 20 + 4 + 4 + 4 + 20 + 1


def test_no_room_no_figure() -> None:
    """Where the racks do not hold the switches there is no plan; the bound claims nothing. So with very many."""
    assert loads_min(LINKS, 0, (1, 0))[0] >= NEVER_MS / MINUTE
    assert spread_min(replace(LINKS, room={1: SwitchRoom(1, 1)}), {0: 2, 1: 4}) == 0
    many = LeafGroup((4,) * 100, (0,) * 100)
    racks = (RACK._replace(links=400, by_group=((4,) * 100,)),)
    assert spread_min(replace(LINKS, racks=racks, groups=(many,), spines=many), {0: 2, 1: 4}) == 0


def test_a_place_that_no_way_leads_to_takes_no_switch() -> None:
    """Cables reach place 1 from no rack: the leaf would have to stand there."""
    links = replace(LINKS, racks=(RACK._replace(nearest_mm={0: 0}),))
    assert spread_min(links, {0: 2, 1: 4}) == 0
