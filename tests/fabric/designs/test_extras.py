"""Devices on free ports: the cages they get, what a split that disables its neighbour leaves, what stays for others."""

import numpy as np
import pytest

from fabric.catalog import read_catalog
from fabric.designs.extras import ExtraPorts, LeafHomes, LeafRoom, attach_extras, list_room
from fabric.designs.interconnects import SharedSwitches
from fabric.topology import SizingError

SWITCH = read_catalog().device_types["SN5600"]
NATIVE, FOUR, EIGHT = (SWITCH.group(name) for name in ("fabric", "fabric:4x200", "fabric:8x100"))
assert NATIVE and FOUR and EIGHT
SINGLE = LeafHomes(1, {})


def test_a_split_that_disables_its_neighbour_takes_an_aligned_pair() -> None:
    """Cages 0, 1 and 2 free: the pair is 0 and 1, numbered 0 in the mode; 1 and 2 is none, and then nothing is left."""
    assert EIGHT is not None
    room = LeafRoom([0, 1, 2], [])
    assert room.take(EIGHT) == 0
    assert room.take(EIGHT) == 1
    assert room.take(EIGHT) is None
    assert room.free == [2]


def test_the_second_splitter_shares_the_cage_of_the_first() -> None:
    """The last free cage, both connectors, then the one before it."""
    assert FOUR is not None
    room = LeafRoom([7, 8, 9], [])
    assert [room.take(FOUR) for _ in range(3)] == [18, 19, 16]


def test_a_splitter_shares_with_a_straight_fiber_only_where_no_cage_is_free() -> None:
    """31 of 32 ports used: cage 15 has one free connector, number 31; with 30 used, cage 15 is whole."""
    assert NATIVE is not None
    assert FOUR is not None
    full, whole = list_room(np.array([31, 30], np.int32), 32, NATIVE)
    assert full.take(FOUR) == 31
    assert full.take(FOUR) is None
    assert [whole.take(FOUR), whole.take(FOUR), whole.take(FOUR)] == [30, 31, None]


def test_extra_devices_go_where_there_is_most_room() -> None:
    assert FOUR is not None
    room = [LeafRoom([1], []), LeafRoom([1, 2, 3], [])]
    links = attach_extras([ExtraPorts(0, 2, None), ExtraPorts(1, 2, None)], FOUR, room, 10, SINGLE)
    assert links.b_device.tolist() == [11, 11, 11, 11]
    assert links.b_port.tolist() == [12, 13, 14, 15]
    with pytest.raises(SizingError, match="no free ports for the extra devices"):
        attach_extras([ExtraPorts(0, 40, None)], FOUR, [LeafRoom([0], [])], 0, SINGLE)


def homes_of(extras: list[ExtraPorts], leaves: int, homes: LeafHomes) -> list[tuple[int, int, int]]:
    """Device, leaf and port of the leaf of each link, by device and port."""
    assert FOUR is not None
    links = attach_extras(extras, FOUR, [LeafRoom([0, 1, 2], []) for _ in range(leaves)], 0, homes)
    return list(zip(links.a_device.tolist(), links.b_device.tolist(), links.b_port.tolist(), strict=True))


def test_both_ports_of_an_extra_device_are_on_the_leaves_of_a_pair() -> None:
    """Splitters of two legs: two devices of a rack share one on each leaf; a third device takes one leg of the next.

    Cage 2 has connectors 4 and 5: legs 8 and 9, then 10 and 11. A device of another rack shares no splitter.
    """
    pair = LeafHomes(2, {0: 1, 1: 0})
    devices = [ExtraPorts(number, 2, "R1") for number in range(3)]
    expected = [(0, 0, 8), (0, 1, 8), (1, 0, 9), (1, 1, 9), (2, 0, 10), (2, 1, 10)]
    assert homes_of(devices, 2, pair) == expected
    assert homes_of([ExtraPorts(0, 2, "R1"), ExtraPorts(1, 2, "R2")], 2, pair) == [
        (0, 0, 8), (0, 1, 8), (1, 0, 10), (1, 1, 10)
    ]  # fmt: skip


def test_an_extra_device_stays_in_its_pair_and_takes_turns() -> None:
    """Four ports on two pairs of leaves: two on each leaf of the first pair; a device of one port is on one leaf."""
    pairs = LeafHomes(2, {0: 1, 1: 0, 2: 3, 3: 2})
    found = homes_of([ExtraPorts(0, 4, "R1"), ExtraPorts(1, 1, "R1")], 4, pairs)
    assert [leaf for device, leaf, _ in found if device == 0] == [0, 1, 0, 1]
    assert [leaf for device, leaf, _ in found if device == 1] == [2]
    apart = homes_of([ExtraPorts(0, 2, None), ExtraPorts(1, 2, None)], 3, LeafHomes(2, {}))
    assert all(len({leaf for found, leaf, _ in apart if found == device}) == 2 for device in (0, 1))


def test_uplinks_to_others_keep_off_used_cages_and_ports_that_leave_the_site() -> None:
    """128 ports, cages 1 and 2 used, 3 kept: 128 - 4 - 3; at 100G pairs of cages that touch a used one are out."""
    foreign = SharedSwitches(("a",), SWITCH, (frozenset({1, 2}),), 3)
    group, ports = foreign.free_ports(400)
    assert (group.group, len(ports[0]), ports[0][0], ports[0][-1]) == ("fabric", 121, 4, 124)
    group, ports = foreign.free_ports(100)
    assert (group.group, ports[0][0]) == ("fabric:8x100", 8)
    with pytest.raises(SizingError, match="no ports of 10G"):
        foreign.free_ports(10)
