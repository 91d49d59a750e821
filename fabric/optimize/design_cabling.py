"""The cables of one placement, beside those of the earlier networks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from fabric.catalog import DeviceType
from fabric.designs import Design, DesignStage
from fabric.optimize.cabling.cabling import Cabling, cable_fabric
from fabric.optimize.cabling.media_split import split_media
from fabric.optimize.cabling.routing import CrowdedError
from fabric.optimize.cabling.shortage import ShortStockError, Surcharge
from fabric.optimize.design_placement import (
    LEAST_SURCHARGE_MS,
    Placement,
    list_surcharges,
    place_apart,
    place_within_stock,
)
from fabric.optimize.design_task import DesignTask
from fabric.project import Device
from fabric.rules import mount_switches, occupy
from fabric.topology import Links, Switch
from layouts import Floats, UnmetError

TIMES_APART = 6
"""Most times that blocks are moved because their cables crowd a pathway or are too long. One to three are enough."""


@dataclass(frozen=True)
class CabledDesign:
    """All devices in their places, all links between them, and their cables, those of earlier networks included."""

    devices: tuple[Device, ...]
    """Devices of the project and switches of earlier networks, then the new switches, all in racks."""
    links: Links
    """Devices index `devices`, stages those of all designs in order."""
    cabling: Cabling
    """Bundles, routes, pulls and assemblies of all these links."""
    design: Design
    """The last design, with the media that its links take in these racks."""


def cable_design(task: DesignTask, placement: Placement) -> CabledDesign:
    """The switches of a placement in their racks, and all cables.

    Where these crowd pathways beyond their fill, the blocks are placed apart; where they need longer cables than the
    stock has, closer together; up to `TIMES_APART` times. Raises UnmetError where that does not help.
    """
    price: Floats | None = None
    surcharges = list_surcharges(task)
    least: ShortStockError | None = None
    for number in range(TIMES_APART + 1):
        try:
            return cable_placement(task, placement)
        except ShortStockError as error:
            least = error if least is None or error.missing < least.missing else least
            if number == TIMES_APART or len(placement.blocks) < 2:
                raise least from None
            # Placement only estimates lengths: each time it keeps a metre more below those that lack.
            beyond_mm = max(0, error.beyond_mm - 1000 * number)
            surcharges = [*surcharges, Surcharge(error.models, beyond_mm, LEAST_SURCHARGE_MS << number)]
            placement = place_within_stock(task, placement, surcharges)
        except CrowdedError as error:
            if number == TIMES_APART or len(placement.blocks) < 2:
                raise
            price = error.price if price is None else price + error.price - 1
            placement = place_apart(task, placement, error.finder, price)
    raise AssertionError("the last attempt returns or raises")


def cable_placement(task: DesignTask, placement: Placement) -> CabledDesign:
    """The cables of just this placement: in the media that suit the racks, else in one medium a stage.

    Raises UnmetError where pathways are too full, or where the stock does not serve it.
    """
    devices = mount_placement(task, placement)
    design = split_media(task.project, task.design, devices, task.finders)
    try:
        return _lay(task, devices, design)
    except CrowdedError:
        raise
    except UnmetError:
        if design is task.design:
            raise
        return _lay(task, devices, task.design)


def mount_placement(task: DesignTask, placement: Placement) -> tuple[Device, ...]:
    """The devices so far, and the switches of a placement in the units of their racks.

    A switch that equipment.yaml lists without a rack gets its place there. Switches keep their units of an earlier plan
    where all find room so.
    """
    switches, face = _list_new(task, placement), task.design.network.switch_face
    try:
        new = mount_switches(occupy(task.project_so_far), switches, face, task.decisions.kept)
    except UnmetError:
        new = mount_switches(occupy(task.project_so_far), switches, face)
    there = {device.id for device in task.decisions.devices}
    found = {device.id: device for device in new if device.id in there}
    listed = (
        replace(device, rack=mounted.rack, position_half_ru=mounted.position_half_ru, side=mounted.side)
        if (mounted := found.get(device.id))
        else device
        for device in task.decisions.devices
    )
    return (*listed, *(device for device in new if device.id not in there))


def _lay(task: DesignTask, devices: tuple[Device, ...], design: Design) -> CabledDesign:
    """The cables of a design in these media. Raises UnmetError where a part is short."""
    designs = (*task.decisions.designs, design)
    needed = sum((other.cages.optics for other in designs), Counter[str]())
    for model, count in sorted(needed.items()):
        have = task.project.inventory.quantity(model, task.project.request.racks_ready)
        if have is not None and count > have:
            raise UnmetError([f"the plan needs {count:,} {model}, stock has {have:,}", "Raise the quantity of the lot"])
    stages, links = join_designs(designs, devices)
    return CabledDesign(devices, links, cable_fabric(task.project, stages, devices, links, task.finders), design)


def _list_new(task: DesignTask, placement: Placement) -> list[tuple[Switch, DeviceType, str]]:
    """The new switches with their types and racks, in the order of their blocks."""
    fabric, types = task.design.fabric, task.project.catalog.device_types
    new: list[tuple[Switch, DeviceType, str]] = []
    for block, candidate in zip(placement.blocks, placement.assignment, strict=True):
        if block.fixed_rack is None:
            rack = task.racks.rack_ids[int(task.racks.candidates[candidate])]
            new += [(fabric.switches[i], types[task.design.models[i]], rack) for i in block.switches]
    return new


def join_designs(designs: Sequence[Design], devices: Sequence[Device]) -> tuple[tuple[DesignStage, ...], Links]:
    """The stages of several designs in one list, and their links in one table; devices of links index `devices`."""
    index = {device.id: number for number, device in enumerate(devices)}
    stages: list[DesignStage] = []
    tables = []
    for design in designs:
        fabric = design.fabric
        mapping = np.array([index[name] for name in (*fabric.hosts, *(s.id for s in fabric.switches))], np.int32)
        links = fabric.links
        tables.append(
            Links(
                links.stage + len(stages),
                mapping[links.a_device],
                links.a_port,
                mapping[links.b_device],
                links.b_port,
            )
        )
        stages += design.stages
    return tuple(stages), Links.stack(tables)
