"""The cables of one placement, beside those of the earlier networks."""

from dataclasses import dataclass

from fabric.catalog import DeviceType
from fabric.optimize.cabling.cabling import Cabling, cable_fabric
from fabric.optimize.cabling.routing import CrowdedError
from fabric.optimize.design_placement import Placement, place_apart
from fabric.optimize.design_task import DesignTask
from fabric.optimize.plan_assembly import join_designs
from fabric.project import Device
from fabric.rules import occupy, stand_switches
from fabric.topology import Links, Switch
from layouts import Floats

TIMES_APART = 6
"""Times that blocks are placed apart whose cables crowd pathways; one to three were enough on the largest site."""


@dataclass(frozen=True)
class CabledDesign:
    """All devices in their places, all links between them, and their cables, those of earlier networks included."""

    devices: tuple[Device, ...]
    links: Links
    """Devices index `devices`, stages those of all designs in order."""
    cabling: Cabling


def cable_design(task: DesignTask, placement: Placement) -> CabledDesign:
    """The switches of a placement in their racks, and all cables.

    Where these crowd pathways beyond their fill, the blocks are placed apart, up to `TIMES_APART` times. Raises
    UnmetError where that does not help, or where a cable cannot be had.
    """
    price: Floats | None = None
    for number in range(TIMES_APART + 1):
        try:
            return _cable(task, placement)
        except CrowdedError as error:
            if number == TIMES_APART or len(placement.blocks) < 2:
                raise
            price = error.price if price is None else price + error.price - 1
            placement = place_apart(task, placement, error.finder, price)
    raise AssertionError("the last attempt returns or raises")


def _cable(task: DesignTask, placement: Placement) -> CabledDesign:
    """The cables of just this placement."""
    new = stand_switches(occupy(task.project_so_far), _list_new(task, placement), task.design.network.switch_face)
    devices = (*task.decisions.devices, *new)
    stages, links = join_designs((*task.decisions.designs, task.design), devices)
    return CabledDesign(devices, links, cable_fabric(task.project, stages, devices, links, task.finders))


def _list_new(task: DesignTask, placement: Placement) -> list[tuple[Switch, DeviceType, str]]:
    """The new switches with their types and racks, in the order of their blocks."""
    fabric, types = task.design.fabric, task.project.catalog.device_types
    new: list[tuple[Switch, DeviceType, str]] = []
    for block, candidate in zip(placement.blocks, placement.assignment, strict=True):
        if block.fixed_rack is None:
            rack = task.racks.rack_ids[int(task.racks.candidates[candidate])]
            new += [(fabric.switches[i], types[task.design.models[i]], rack) for i in block.switches]
    return new
