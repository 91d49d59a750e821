"""Types of devices and groups of ports for tests: a test states the values that its answer depends on, as changes."""

from dataclasses import replace
from typing import Any

from fabric.catalog import DeviceType, PortGroup
from fabric.catalog.hardware import DeviceRole


def port_group(name: str, cages: int, **changes: Any) -> PortGroup:
    """A group of cages with one port of 400G each, on the front, named by their numbers."""
    found = PortGroup(
        model="M",
        group=name,
        first_cage=1,
        cages=cages,
        mpos=1,
        cage_kind="osfp",
        face="front",
        speed_gbps=400,
        printed="{cage}",
        os="{cage}",
        driver=(),
        source="",
        confidence="published",
    )
    return replace(found, **changes)


def device_type(
    model: str, role: DeviceRole = "switch", groups: tuple[PortGroup, ...] = (), **changes: Any
) -> DeviceType:
    """One unit, 500 mm deep, 10 kg, 500 W."""
    found = DeviceType(
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
    return replace(found, **changes)
