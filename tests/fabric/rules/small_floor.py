"""One row of four racks under one tray, and devices for it, all with round figures: answers follow by hand.

Racks stand side by side, 600 mm wide, 1,000 mm deep, 2,000 mm high, with 10 units from 100 mm above the floor. The tray
runs at 2,500 mm, 300 mm behind their fronts, so that each drop is 500 mm and neighbours are 600 mm apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fabric.catalog import Catalog, DeviceType
from fabric.inputs.labour_reader import read_labour
from fabric.project import (
    AssemblyLimits,
    CrewPlan,
    Device,
    ExistingCable,
    Inventory,
    Panel,
    Project,
    Role,
    Shift,
)
from layouts.racks import Face, Rack, RackType
from layouts.site import Drop, Feed, Room, Row, Site
from tests import floors
from tests.floors import RACK
from tests.requests import request

RACK_TYPE = replace(
    RACK,
    id="T",
    depth_mm=1_000,
    usable_depth_mm=900,
    half_ru=20,
    usable_half_ru=16,
    u1_bottom_mm=100,
    max_weight_g=100_000,
    max_power_w=3_000,
    entry_area_mm2=10_000,
)


def rack(number: int, type_: RackType = RACK_TYPE) -> Rack:
    """Rack `R<number>`, counted from 1."""
    return floors.rack(f"R{number}", 600 * (number - 1), room="A", position=number, type=type_)


def site(types: Sequence[RackType] = (RACK_TYPE,) * 4, wired: Sequence[int] = (1, 2, 3, 4), feed_w: int = 0) -> Site:
    """Racks R1, R2, ... of these types; only the `wired` ones have a drop. `feed_w` is the limit of feed F."""
    racks = tuple(rack(number, type_) for number, type_ in enumerate(types, start=1))
    end_mm = 600 * len(racks)
    tray = floors.tray("tray", (0, 300, 2_500), (end_mm, 300, 2_500), width_mm=100, depth_mm=50)
    drops = tuple(
        Drop(
            rack=item.id,
            pathway="tray",
            entry="top",
            entry_mm=(item.centre_mm[0], 300),
            point_mm=(item.centre_mm[0], 300, 2_500),
            length_mm=500,
            area_mm2=10_000,
            max_crews=1,
        )
        for item in racks
        if item.position in wired
    )
    return floors.floor(
        racks,
        (tray,),
        name="small",
        rooms=(Room("A", ((0, 0), (end_mm, 0), (end_mm, 3_000), (0, 3_000)), 3_000, (0, 0)),),
        rows=(Row(id="A", room="A", front="south", phase=1, max_crews_front=1, max_crews_rear=2),),
        drops=drops,
        feeds=(Feed("F", feed_w),) if feed_w else (),
    )


def device(
    name: str,
    model: str,
    rack_id: str | None = None,
    unit: int | None = None,
    face: Face = "front",
    role: Role = "host",
) -> Device:
    """A device whose lowest unit is `unit`."""
    return Device(
        id=name,
        model=model,
        role=role,
        rack=rack_id,
        position_half_ru=None if unit is None else 2 * unit,
        face=face,
        su=None,
        status="planned",
    )


def project(
    floor: Site,
    types: Mapping[str, DeviceType],
    devices: Sequence[Device] = (),
    panels: Sequence[Panel] = (),
    cables: Sequence[ExistingCable] = (),
) -> Project:
    """A project without networks: one crew of two in one shift of eight hours, default labour."""
    return Project(
        site=floor,
        catalog=Catalog(dict(types), {}, {}, {}),
        devices=tuple(devices),
        panels=tuple(panels),
        cables=tuple(cables),
        inventory=Inventory(()),
        request=REQUEST,
        crew=CrewPlan((Shift(id="day", start_minute=480, length_s=8 * 3600, technicians=2, breaks_s=()),), 2, False),
        labour=read_labour(),
    )


LIMITS = AssemblyLimits(trunk_legs=(12,), bundle_jumpers=24, custom_kinds=None, fibers=("copper", "mm", "sm"))
REQUEST = request(LIMITS)
HALF_DEPTH = replace(RACK_TYPE, usable_depth_mm=400)
"""A rack too shallow for any device here."""
