"""Everything that a plan is made from, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from fabric.catalog import Catalog, DeviceType
from fabric.crew import CrewPlan
from fabric.equipment import Device, ExistingCable, Panel
from fabric.inventory import Inventory
from fabric.labour import LabourTable
from fabric.request import Request
from layouts.site import Site


@dataclass(frozen=True)
class Project:
    """A floor, what stands on it, what there is, what is wanted, who does it and how long acts take."""

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
