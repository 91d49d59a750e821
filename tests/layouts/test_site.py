"""Heights and places of racks, by hand."""

from dataclasses import replace
from typing import Any

from layouts.racks import Rack
from tests.floors import RACK


def rack(**changes: Any) -> Rack:
    return Rack(
        id="A01", room="r", row="A", position=1, type=replace(RACK, **changes), x_mm=1000, y_mm=2000, front="south"
    )


def test_height_of_a_device_counted_from_below() -> None:
    """1 U in U20: 60 + 19.5 x 44.45 = 926.775 mm; 1073.225 below the top of 2000 mm, so 1074; to the floor 927."""
    assert rack().port_height_um(40, 2) == 926_775
    assert rack().rise_mm(40, 2, "top") == 1074
    assert rack().rise_mm(40, 2, "bottom") == 927


def test_height_of_a_device_counted_from_the_top() -> None:
    """42 U from the top: 1 U in U20 stands where U23 is from below: 60 + 22.5 x 44.45 = 1060.125 mm.

    A device of 8 U in U1 to U8 fills the top 8: its middle is 4 U below the top edge, 60 + 38 x 44.45 = 1749.1 mm.
    """
    turned = rack(u_numbering="top_down")
    assert turned.port_height_um(40, 2) == 1_060_125
    assert turned.port_height_um(2, 16) == 1_749_100


def test_half_units_count() -> None:
    """U20.5 is half a unit (22.225 mm) above U20."""
    assert rack().port_height_um(41, 2) - rack().port_height_um(40, 2) == 22_225


def test_a_rack_facing_east_lies_across() -> None:
    turned = replace(rack(), front="east")
    assert (turned.size_x_mm, turned.size_y_mm) == (1200, 600)
    assert turned.centre_mm == (1600, 2300)
