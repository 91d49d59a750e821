"""All inputs of a plan as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fabric.catalog import Catalog, DeviceType
from fabric.project.crew import CrewPlan
from fabric.project.equipment import Device, ExistingCable, Panel, PanelTrunk
from fabric.project.inventory import Inventory
from fabric.project.labour import LabourTable
from fabric.project.request import Request
from layouts import Face, Site


@dataclass(frozen=True, kw_only=True)
class Project:
    """The floor with its equipment, the stock, the request, the crews, and the time that acts take."""

    site: Site
    """Rooms, rows, racks and pathways."""
    catalog: Catalog
    """Hardware by model, with ports and prices."""
    devices: tuple[Device, ...]
    """Devices that exist, and those that the planner places (without a rack), in the order of the files."""
    panels: tuple[Panel, ...]
    """Patch panels that exist."""
    cables: tuple[ExistingCable, ...]
    """Cables that are installed and stay."""
    inventory: Inventory
    """Lots in stock and to order."""
    request: Request
    """Networks to build, limits, dates and the objective."""
    crew: CrewPlan
    """Shifts and the size of crews."""
    labour: LabourTable
    """Person-time of each act."""
    panel_trunks: tuple[PanelTrunk, ...] = field(default=(), metadata={"later": True})
    """Trunks that lie between panels."""

    @property
    def places_panels(self) -> bool:
        """Whether the planner may place panels: a network allows it, and the inventory has some."""
        return bool(self.inventory.panels) and any(one.panels == "allowed" for one in self.request.networks)

    @property
    def may_patch_links(self) -> bool:
        """Whether links may run over panels, that stand or that the planner places."""
        return bool(self.panel_trunks) or self.places_panels

    @property
    def placed_panels(self) -> tuple[Panel, ...]:
        """The panels that the planner placed; none in a project as asked."""
        return tuple(panel for panel in self.panels if panel.placed)

    @cached_property
    def device_by_id(self) -> Mapping[str, Device]:
        return {device.id: device for device in self.devices}

    def type_of(self, device: Device) -> DeviceType:
        """The device's type."""
        return self.catalog.device_types[device.model]

    def faces_of(self, device: Device) -> frozenset[Face]:
        """The sides of the rack at which a device shows any ports."""
        return frozenset(self.face_of(device, group.group) for group in self.type_of(device).port_groups)

    def face_of(self, device: Device, group: str) -> Face:
        """The side of the rack at which a device shows the ports of a group."""
        return self.type_of(device).face_of(group, device.face)
