"""Small floors for tests, made by hand: one kind of rack, rows along x, trays where a test wants them.

A test states the values that its answer depends on, as changes; the others are of no weight there.
"""

from dataclasses import replace
from typing import Any

from layouts.drops import hang_drops
from layouts.racks import Rack, RackType
from layouts.site import Pathway, Point3, Room, Row, Site

RACK = RackType(
    id="t",
    width_mm=600,
    depth_mm=1200,
    height_mm=2000,
    usable_depth_mm=1100,
    half_ru=84,
    usable_half_ru=84,
    u1_bottom_mm=60,
    u_numbering="bottom_up",
    max_weight_g=10**6,
    max_power_w=10**4,
    feed=None,
    entry_side="both",
    entry_area_mm2=40_000,
    holds=("host", "switch"),
)


def tray(name: str, *points: Point3, **changes: Any) -> Pathway:
    """A tray of 300 x 100 mm for fiber and copper."""
    made = Pathway(
        id=name,
        kind="tray",
        points_mm=points,
        width_mm=300,
        depth_mm=100,
        media=("fiber", "copper"),
        existing_fill_mm2=0,
        max_crews=2,
        firestop=False,
    )
    return replace(made, **changes)


def rack(name: str, x_mm: int, y_mm: int = 0, row: str = "A", **changes: Any) -> Rack:
    """A rack of 600 x 1200 x 2000 mm that faces south."""
    made = Rack(id=name, room="r", row=row, position=1, type=RACK, x_mm=x_mm, y_mm=y_mm, front="south")
    return replace(made, **changes)


def floor(racks: tuple[Rack, ...], pathways: tuple[Pathway, ...], **changes: Any) -> Site:
    """A room of 20 x 20 m from (-5, -5) m, with the drops that follow from racks and pathways."""
    room = Room("r", ((-5000, -5000), (15_000, -5000), (15_000, 15_000), (-5000, 15_000)), 4000, (-5000, -5000))
    rows = tuple(
        Row(id=name, room="r", front="south", phase=1, max_crews_front=2, max_crews_rear=2)
        for name in dict.fromkeys(rack.row for rack in racks)
    )
    made = Site(
        name="s",
        rooms=(room,),
        rows=rows,
        racks=racks,
        pathways=pathways,
        drops=hang_drops(racks, pathways, {}),
        port_to_side_mm=500,
        slack_mm_per_end=300,
        fill_warn_pct=25,
        fill_max_pct=50,
    )
    return replace(made, **changes)
