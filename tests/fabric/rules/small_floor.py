"""One row of four racks under one tray, and devices for it, all with round figures: answers follow by hand.

Racks stand side by side, 600 mm wide, 1,000 mm deep, 2,000 mm high, with 10 units from 100 mm above the floor. The tray
runs over their centres at 2,500 mm, so that each drop is 500 mm and neighbours are 600 mm apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fabric.catalog import Catalog, DeviceType, PortGroup
from fabric.catalog.hardware import DeviceRole
from fabric.inputs.labour_reader import read_labour
from fabric.project import (
    AssemblyLimits,
    CrewPlan,
    Device,
    ExistingCable,
    Inventory,
    LabelGrammar,
    Panel,
    Project,
    Request,
    Role,
    Shift,
    Weights,
)
from layouts.site import Drop, Face, Feed, Pathway, Rack, RackType, Room, Row, Site

RACK_TYPE = RackType(
    id="T",
    width_mm=600,
    depth_mm=1_000,
    height_mm=2_000,
    usable_depth_mm=900,
    half_ru=20,
    usable_half_ru=16,
    u1_bottom_mm=100,
    u_numbering="bottom_up",
    max_weight_g=100_000,
    max_power_w=3_000,
    feed=None,
    entry_side="both",
    entry_area_mm2=10_000,
    holds=("switch", "host"),
)


def rack(number: int, type_: RackType = RACK_TYPE) -> Rack:
    """Rack `R<number>`, counted from 1."""
    return Rack(
        id=f"R{number}", room="A", row="A", position=number, type=type_, x_mm=600 * (number - 1), y_mm=0, front="south"
    )


def site(types: Sequence[RackType] = (RACK_TYPE,) * 4, wired: Sequence[int] = (1, 2, 3, 4), feed_w: int = 0) -> Site:
    """Racks R1, R2, ... of these types; only the `wired` ones have a drop. `feed_w` is the limit of feed F."""
    racks = tuple(rack(number, type_) for number, type_ in enumerate(types, start=1))
    tray = Pathway(
        id="tray",
        kind="tray",
        points_mm=((0, 500, 2_500), (600 * len(racks), 500, 2_500)),
        width_mm=100,
        depth_mm=50,
        media=("fiber", "copper"),
        existing_fill_mm2=0,
        max_crews=2,
        firestop=False,
    )
    drops = tuple(
        Drop(
            rack=item.id,
            pathway="tray",
            entry="top",
            point_mm=(item.centre_mm[0], 500, 2_500),
            length_mm=500,
            area_mm2=10_000,
            max_crews=1,
        )
        for item in racks
        if item.position in wired
    )
    return Site(
        name="small",
        rooms=(Room("A", ((0, 0), (600 * len(racks), 0), (600 * len(racks), 3_000), (0, 3_000)), 3_000, (0, 0)),),
        rows=(Row(id="A", room="A", front="south", phase=1, max_crews_front=1, max_crews_rear=2),),
        racks=racks,
        pathways=(tray,),
        drops=drops,
        feeds=(Feed("F", feed_w),) if feed_w else (),
        port_to_side_mm=500,
        slack_mm_per_end=300,
        fill_warn_pct=25,
        fill_max_pct=50,
    )


def device_type(model: str, role: DeviceRole = "switch", groups: tuple[PortGroup, ...] = ()) -> DeviceType:
    """One unit, 500 mm deep, 10 kg, 500 W."""
    return DeviceType(
        model=model,
        role=role,
        half_ru=2,
        width_mm=450,
        depth_mm=500,
        weight_g=10_000,
        power_w=500,
        airflow="front-to-rear",
        price_cents=0,
        source="",
        confidence="published",
        port_groups=groups,
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


REQUEST = Request(
    networks=(),
    limits=AssemblyLimits(trunk_legs=(12,), bundle_jumpers=24, custom_kinds=None, fibers=("copper", "mm", "sm")),
    racks_ready=None,
    order_date=None,
    deadline=None,
    budget_cents=None,
    objective="install-time",
    first=(),
    phases=(),
    weights=Weights(1.0, 1.0, 1.0),
    label=LabelGrammar(),
    seed=0,
)
HALF_DEPTH = replace(RACK_TYPE, usable_depth_mm=400)
"""A rack too shallow for any device here."""
