"""All inputs of a plan as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from fabric.catalog import Catalog, DeviceType
from fabric.project.crew import CrewPlan
from fabric.project.equipment import Device, ExistingCable, Panel
from fabric.project.inventory import Inventory
from fabric.project.labour import LabourTable
from fabric.project.request import Request
from layouts import Site


@dataclass(frozen=True, kw_only=True)
class Project:
    """The floor with its equipment, the stock, the request, the crews, and the time that acts take."""

    site: Site
    catalog: Catalog
    devices: tuple[Device, ...]
    panels: tuple[Panel, ...]
    cables: tuple[ExistingCable, ...]
    inventory: Inventory
    request: Request
    crew: CrewPlan
    labour: LabourTable

    @cached_property
    def device_by_id(self) -> Mapping[str, Device]:
        return {device.id: device for device in self.devices}

    def type_of(self, device: Device) -> DeviceType:
        """The device's type."""
        return self.catalog.device_types[device.model]
