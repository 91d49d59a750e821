"""Devices into units: what has a place keeps it, hosts fill racks from the bottom, switches stand near the entry."""

from dataclasses import replace

import pytest

from fabric.project import Panel
from fabric.rules.mounting import mount_hosts, mount_switches, occupy
from fabric.rules.rack_occupancy import Occupancy
from fabric.topology import Switch
from layouts import UnmetError
from tests.fabric.rules.small_floor import HALF_DEPTH, RACK_TYPE, device, project, site
from tests.hardware import device_type

HOST, SWITCH = device_type("host", "host"), device_type("switch")
TYPES = {"host": HOST, "switch": SWITCH}


def test_devices_and_panels_with_a_place_take_it() -> None:
    """U1 by a device, U2 by a panel; the device without a rack takes nothing."""
    found = occupy(
        project(
            site(),
            TYPES,
            [device("a", "host", "R1", 1), device("b", "host")],
            [Panel(id="P", rack="R1", position_half_ru=4, half_ru=2, ports=12, connector="MPO-12")],
        )
    )
    assert found.free_position(found.site.racks[0], HOST, from_top=False, usable_only=False) == 6


def test_hosts_without_a_place_fill_the_first_racks_from_the_bottom() -> None:
    """1,000 W a rack: two hosts of 500 W. R1 is too shallow, R2 has no drop, so R3 takes two and R4 the third."""
    two = replace(RACK_TYPE, max_power_w=1_000)
    floor = site((HALF_DEPTH, two, two, two), wired=(1, 3, 4))
    asked = project(floor, TYPES, [device(name, "host") for name in "abc"])
    placed = mount_hosts(asked, occupy(asked))
    assert [(d.id, d.rack, d.position_half_ru) for d in placed] == [("a", "R3", 2), ("b", "R3", 4), ("c", "R4", 2)]


def test_a_host_that_has_a_place_keeps_it() -> None:
    asked = project(site(), TYPES, [device("a", "host", "R2", 7), device("b", "host")])
    assert [(d.rack, d.position_half_ru) for d in mount_hosts(asked, occupy(asked))] == [("R2", 14), ("R1", 2)]


def test_hosts_that_find_no_rack_are_counted() -> None:
    """One rack of 1,000 W: the third and the fourth of four hosts are left."""
    floor = site((replace(RACK_TYPE, max_power_w=1_000),), wired=(1,))
    asked = project(floor, TYPES, [device(name, "host") for name in "abcd"])
    with pytest.raises(UnmetError) as error:
        mount_hosts(asked, occupy(asked))
    assert list(error.value.reasons) == [
        "4 host are to be placed, and all racks together have room for 2",
        "no rack has room for c (host): power in 1 of 1 racks",
        "add racks for 2 host, or raise the limits of rack types",
    ]


def test_the_largest_are_placed_first_where_the_order_of_the_files_fails() -> None:
    """Two racks of 1,000 W, devices of 400, 600, 400 and 600 W. In order a takes R1 with b, c takes R2 with d: all find
    room. In the order 400, 400, 600, 600 both small ones take R1 and one large one finds no room, unless it goes first.
    """
    types = {"host": HOST, "small": replace(HOST, model="small", power_w=400), "large": replace(HOST, power_w=600)}
    floor = site((replace(RACK_TYPE, max_power_w=1_000),) * 2, wired=(1, 2))
    kinds = dict(zip("abcd", ("small", "small", "large", "large"), strict=True))
    asked = project(floor, types, [device(name, kind) for name, kind in kinds.items()])
    placed = mount_hosts(asked, occupy(asked))
    assert [(d.id, d.rack) for d in placed] == [("a", "R1"), ("b", "R2"), ("c", "R1"), ("d", "R2")]


def test_where_no_count_proves_it_no_way_was_found() -> None:
    """Two racks of 1,000 W: each takes one device of 600 W, and none of 500 W beside it. Three devices are too many,
    but each model alone would find room.
    """
    types = {"host": HOST, "large": replace(HOST, model="large", power_w=600)}
    floor = site((replace(RACK_TYPE, max_power_w=1_000),) * 2, wired=(1, 2))
    asked = project(floor, types, [device("a", "large"), device("b", "large"), device("c", "host")])
    with pytest.raises(UnmetError) as error:
        mount_hosts(asked, occupy(asked))
    assert error.value.reasons[0].startswith("no way was found to place all 3 devices without a rack: 1 are left over")


def test_switches_stand_next_to_the_entry() -> None:
    """The entry is at the top: the highest of eight usable units first. Ports show where the request says."""
    placed = mount_switches(
        Occupancy(site()), [(Switch(name, "leaf", 1), SWITCH, "R2") for name in ("leaf-1", "leaf-2")], "rear"
    )
    assert [(d.id, d.rack, d.position_half_ru, d.face, d.role) for d in placed] == [
        ("leaf-1", "R2", 16, "rear", "leaf"),
        ("leaf-2", "R2", 14, "rear", "leaf"),
    ]


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({"leaf-1": ("R2", 12), "leaf-3": ("R2", 16)}, [12, 14, 16]),
        ({"leaf-1": ("R1", 12)}, [16, 14, 12]),
        ({"leaf-1": ("R2", 18)}, [16, 14, 12]),
        ({"leaf-1": ("R2", 14), "leaf-2": ("R2", 14)}, [14, 16, 12]),
        ({"leaf-1": ("R2", 4)}, [16, 14, 12]),
    ],
)
def test_switches_keep_their_units(kept: dict[str, tuple[str, int]], expected: list[int]) -> None:
    """Units 1 to 8 are for switches, and u2 is taken. Kept are free units of the rack of then, before all others."""
    occupancy = Occupancy(site())
    occupancy.add(device("h", "host", "R2", 2), HOST)
    three = [(Switch(f"leaf-{number}", "leaf", 1), SWITCH, "R2") for number in (1, 2, 3)]
    placed = mount_switches(occupancy, three, "rear", kept)
    assert [(one.id, one.position_half_ru) for one in placed] == list(
        zip(("leaf-1", "leaf-2", "leaf-3"), expected, strict=True)
    )


def test_under_a_bottom_entry_switches_stand_low() -> None:
    floor = site()
    floor = replace(floor, drops=tuple(replace(drop, entry="bottom") for drop in floor.drops))
    placed = mount_switches(Occupancy(floor), [(Switch("leaf-1", "leaf", 1), SWITCH, "R2")], "front")
    assert (placed[0].position_half_ru, placed[0].face) == (2, "front")


def test_a_switch_without_a_unit_says_why() -> None:
    occupancy = Occupancy(site((replace(RACK_TYPE, usable_half_ru=2),), wired=(1,)))
    both = [(Switch(name, "leaf", 1), SWITCH, "R1") for name in ("leaf-1", "leaf-2")]
    with pytest.raises(UnmetError, match="switch leaf-2 does not fit in rack R1: rack R1 has no free unit"):
        mount_switches(occupancy, both, "front")
