"""Places in racks: each rule accepts what just fits and refuses one step more, with its reason."""

from dataclasses import replace

import pytest

from fabric.catalog import DeviceType
from fabric.project import Panel
from fabric.rules.rack_occupancy import Occupancy, position_of
from tests.fabric.rules.small_floor import HALF_DEPTH, RACK_TYPE, device, rack, site
from tests.hardware import device_type, port_group

ONE_U = device_type("one")


def test_a_unit_may_be_taken_once() -> None:
    """A device in U3 and U4 leaves U2 and U5, and takes U3 and U4 from others of one unit."""
    occupancy = Occupancy(site())
    occupancy.add(device("old", "two", "R1", 3), replace(ONE_U, half_ru=4))
    refused = {unit: occupancy.refusals(rack(1), ONE_U, 2 * unit) for unit in (2, 3, 4, 5)}
    assert [unit for unit, reasons in refused.items() if reasons] == [3, 4]
    assert [reason[:2] for reason in refused[3]] == [("U3 of rack R1 is taken by old", "Choose free units")]


@pytest.mark.parametrize(("unit", "fits"), [(0, False), (1, True), (10, True), (11, False)])
def test_a_device_stays_inside_the_units_of_its_rack(unit: int, fits: bool) -> None:
    """Ten units, numbered from 1."""
    assert (Occupancy(site()).refusals(rack(1), ONE_U, 2 * unit) == []) == fits


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"depth_mm": 900}, None),
        ({"depth_mm": 901}, "one is 901 mm deep, usable_depth_mm of rack R1 is 900"),
        ({"weight_g": 100_000}, None),
        ({"weight_g": 100_001}, "rack R1 would carry 100.001 kg with it, max_weight_kg is 100"),
        ({"power_w": 3_000}, None),
        ({"power_w": 3_001}, "rack R1 would draw 3.001 kW with it, max_power_kw is 3"),
    ],
)
def test_each_limit_of_a_rack_is_reached_but_not_passed(change: dict[str, int], reason: str | None) -> None:
    found = Occupancy(site()).load_refusals(rack(1), replace(ONE_U, **change))  # type: ignore[arg-type]
    assert [text for text, *_ in found] == ([reason] if reason else [])


def test_weight_and_power_add_up() -> None:
    """Five devices of 500 W leave 500 of 3,000 W: a sixth fits, a seventh does not."""
    occupancy = Occupancy(site())
    for unit in range(1, 7):
        assert occupancy.load_refusals(rack(1), ONE_U) == []
        occupancy.add(device(f"d{unit}", "one", "R1", unit), ONE_U)
    assert [text for text, *_ in occupancy.load_refusals(rack(1), ONE_U)] == [
        "rack R1 would draw 3.5 kW with it, max_power_kw is 3"
    ]
    assert occupancy.load_refusals(rack(2), ONE_U) == []


def test_a_rack_holds_what_its_type_allows() -> None:
    pdu = device_type("pdu", "pdu")
    assert [text for text, *_ in Occupancy(site()).load_refusals(rack(1), pdu)] == [
        "rack R1 of type T may not hold a pdu"
    ]


def test_a_feed_is_shared_by_its_racks() -> None:
    """Two racks on one feed of 1,000 W: two devices of 500 W in the first leave nothing for the second."""
    fed = replace(RACK_TYPE, feed="F")
    occupancy = Occupancy(site((fed, fed), (1, 2), feed_w=1_000))
    second = occupancy.site.racks[1]
    occupancy.add(device("a", "one", "R1", 1), ONE_U)
    assert occupancy.load_refusals(second, ONE_U) == []
    occupancy.add(device("b", "one", "R1", 2), ONE_U)
    assert [text for text, *_ in occupancy.load_refusals(second, ONE_U)] == [
        "feed F would carry 1.5 kW with it, limit_kw is 1"
    ]


def test_a_panel_takes_units_only() -> None:
    occupancy = Occupancy(site())
    occupancy.add_panel(Panel(id="P", rack="R1", position_half_ru=2, half_ru=2, ports=12, connector="MPO-12"))
    assert occupancy.refusals(rack(1), ONE_U, 2)[0][0] == "U1 of rack R1 is taken by P"
    assert occupancy.refusals(rack(1), replace(ONE_U, power_w=3_000), 4) == []


HALF = replace(ONE_U, width_mm=225, power_w=1, weight_g=1)


def test_two_devices_of_half_width_share_a_unit() -> None:
    """225 mm is half of the 450 mm between the posts. The third takes the next unit; a wide one shares none."""
    occupancy = Occupancy(site())
    halves = []
    for name in ("a", "b", "c"):
        position = occupancy.free_position(rack(1), HALF, from_top=False, usable_only=False)
        assert position is not None
        side = occupancy.free_side(rack(1), HALF, position)
        halves.append((position, side))
        occupancy.add(replace(device(name, "half", "R1", position // 2), side=side), HALF)
    assert halves == [(2, "left"), (2, "right"), (4, "left")]
    assert occupancy.refusals(rack(1), HALF, 2, None, "left")[0][0] == "U1 of rack R1 is taken by a"
    assert occupancy.refusals(rack(1), HALF, 4, None, "right") == []
    assert occupancy.refusals(rack(1), replace(HALF, width_mm=226), 4, None, "right") != []


def test_the_room_for_half_widths_is_twice_as_much() -> None:
    """Eight usable units: sixteen. One half of U1 is taken: fifteen."""
    occupancy = Occupancy(site())
    assert occupancy.room_for(rack(1), HALF) == 16
    occupancy.add(replace(device("a", "half", "R1", 1), side="right"), HALF)
    assert occupancy.room_for(rack(1), HALF) == 15


@pytest.mark.parametrize(("depth_mm", "fits"), [(750, True), (751, False)])
def test_front_and_rear_share_a_unit_where_both_depths_fit(depth_mm: int, fits: bool) -> None:
    """900 mm are usable: a switch of 750 mm at the front leaves 150 mm to a panel at the rear."""
    switch = replace(ONE_U, depth_mm=depth_mm, port_groups=(port_group("fabric", 1),))
    occupancy = Occupancy(site())
    occupancy.add_panel(Panel(id="P", rack="R1", position_half_ru=2, half_ru=2, ports=12, connector="MPO-12"))
    assert (occupancy.refusals(rack(1), switch, 2, "front") == []) is fits
    assert occupancy.refusals(rack(1), switch, 2, "rear") != []
    assert occupancy.refusals(rack(1), switch, 2) != []


@pytest.mark.parametrize(("full_depth", "fits"), [(None, True), (False, True), (True, False)])
def test_full_depth_takes_both_sides_of_a_unit(full_depth: bool | None, fits: bool) -> None:
    """Two switches of 400 mm, front and rear, fit 900 mm of usable depth, unless their type says full depth."""
    switch = replace(ONE_U, role="switch", depth_mm=400, port_groups=(port_group("fabric", 1),), full_depth=full_depth)
    occupancy = Occupancy(site())
    occupancy.add(replace(device("first", "one", "R1", 5), face="front"), switch)
    assert (occupancy.refusals(rack(1), switch, 10, "rear") == []) is fits


def test_a_host_with_ports_at_the_rear_leaves_the_rear_free_for_them() -> None:
    """It is mounted at the front and 500 mm deep, but a panel of 150 mm at the rear would stand before its ports."""
    host = replace(ONE_U, role="host", port_groups=(port_group("compute", 1, face="rear"),))
    occupancy = Occupancy(site())
    occupancy.add(device("h", "one", "R1", 1, "rear"), host)
    panel = Panel(id="P", rack="R1", position_half_ru=2, half_ru=2, ports=12, connector="MPO-12")
    assert occupancy.panel_conflicts(panel) == ["h"]


@pytest.mark.parametrize(
    ("from_top", "usable_only", "unit"), [(False, False, 2), (True, False, 10), (True, True, 8), (False, True, 2)]
)
def test_the_first_free_unit_from_either_end(from_top: bool, usable_only: bool, unit: int) -> None:
    """U1 is taken. Switches may fill eight of ten units."""
    occupancy = Occupancy(site())
    occupancy.add(device("old", "one", "R1", 1), ONE_U)
    assert occupancy.free_position(rack(1), ONE_U, from_top, usable_only) == 2 * unit


def test_no_free_unit_is_none() -> None:
    occupancy = Occupancy(site((replace(RACK_TYPE, half_ru=2, usable_half_ru=2), HALF_DEPTH)))
    assert occupancy.free_position(occupancy.site.racks[1], ONE_U, False, False) is None
    occupancy.add(device("old", "one", "R1", 1), ONE_U)
    assert occupancy.free_position(occupancy.site.racks[0], ONE_U, False, False) is None


@pytest.mark.parametrize(
    ("change", "room"),
    [
        ({"power_w": 100, "weight_g": 100}, 7),
        ({}, 5),
        ({"power_w": 1_000}, 2),
        ({"weight_g": 30_000}, 3),
        ({"half_ru": 4, "power_w": 1, "weight_g": 1}, 3),
        ({"half_ru": 3, "power_w": 1, "weight_g": 1}, 3),
        ({"depth_mm": 901}, 0),
    ],
)
def test_the_room_of_a_rack_is_the_least_of_units_weight_and_power(change: dict[str, int], room: int) -> None:
    """Eight usable units, U3 is taken by 500 W and 10 kg: seven are free.

    2,500 of 3,000 W are left, so five devices of 500 W or two of 1,000; 90 of 100 kg, so three of 30. Of two units, one
    fits below U3 and two above; of one and a half units as well, since devices begin at whole units.
    """
    occupancy = Occupancy(site())
    occupancy.add(device("old", "one", "R1", 3), ONE_U)
    wanted: DeviceType = replace(ONE_U, **change)  # type: ignore[arg-type]
    assert occupancy.room_for(rack(1), wanted) == room


@pytest.mark.parametrize("numbering", ["bottom_up", "top_down"])
@pytest.mark.parametrize("half_ru", [2, 3, 4])
def test_a_position_is_the_inverse_of_a_bottom(numbering: str, half_ru: int) -> None:
    turned = rack(1, replace(RACK_TYPE, u_numbering="top_down" if numbering == "top_down" else "bottom_up"))
    for bottom in range(0, 20 - half_ru + 1):
        assert turned.bottom_half_ru(position_of(turned, bottom, half_ru), half_ru) == bottom
