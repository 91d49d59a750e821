"""The form of `equipment.yaml` with `devices.csv`, `cables.csv` and lists of links."""

from typing import Annotated, Literal

from fabric.project import Role, Status, Supply
from layouts import (
    Decibels,
    Diameter,
    Face,
    Form,
    FormValueError,
    Metres,
    Name,
    PartMm,
    Quantity,
    RackUnits,
    Thousands,
    about,
    model_validator,
)

DEVICE_STATUS = (
    "Progress of its installation. Recorded in the plan file. Where supply is not stated, installed, tested and locked "
    "mean that it stands already. Otherwise the planner and the sheets do not use it yet"
)
STATUS = "Progress of its installation. Recorded in the plan file. The planner and the sheets do not use it yet"
"""The sentence that documents the status of a device and of a cable."""


NETBOX_DEVICE = {
    **{"name": "id", "device_type": "model", "device type": "model", "type": "model", "position": "u"},
    **dict.fromkeys(("site", "location", "manufacturer", "tenant", "platform", "serial", "asset_tag", "comments"), ""),
}
"""Columns of a list of devices that NetBox exports, with ours; empty where nothing here uses them."""


class DeviceForm(Form):
    """A device that stands in a rack, or that the planner places."""

    also_called = NETBOX_DEVICE

    id: Name = about("Name of the device, unique in the project")
    model: Name = about("Device type of the catalogue")
    role: Role | None = about(
        "Role in the networks. Existing switches that are to be used are leaf, spine or core. Default: other for "
        "switches, host for the rest",
        None,
    )
    rack: Name | None = about("Rack; without it the planner places the device", None)
    u: RackUnits | None = about("Lowest-numbered rack unit that it takes", None)
    face: Face | None = about("Side of the rack where its ports show; default: as in the catalogue", None)
    side: Literal["left", "right"] | None = about(
        "Half of the rack that a device of at most 225 mm width takes, as one faces the front; default: the first free "
        "half. Devices that are wider take both halves",
        None,
    )
    su: Quantity | None = about("Scalable unit of a host; default: hosts fill the units in the order of the list", None)
    status: Status = about(DEVICE_STATUS, "planned")
    supply: Supply | None = about(
        "bought: the device comes from a lot of inventory.yaml and counts in stock check, bill and cost. owned: you "
        "have it already, so it counts in none of them. standing: the same, in a rack. Default: bought for a planned "
        "leaf, spine or core of a model that has a lot; standing for status installed, tested or locked; else owned",
        None,
    )

    @model_validator(mode="after")
    def _has_whole_place(self) -> "DeviceForm":
        if (self.rack is None) != (self.u is None):
            raise FormValueError(
                "rack and u belong together", "State both, or neither to have the planner place the device"
            )
        return self


class DeviceGroupForm(Form):
    """Equal devices: in certain racks and units, or `count` of them that the planner places."""

    prefix: Name = about("Beginning of the names; a number follows")
    first: Quantity = about("First number", 1)
    digits: Annotated[int, about("Digits of the number", strict=True, ge=1, le=6)] = 3
    model: Name = about("Device type of the catalogue")
    racks: list[Name] = about("Racks to fill", [])
    u: list[RackUnits] = about("Lowest-numbered unit of each device in a rack", [])
    count: Thousands | None = about("Number of devices to place, where no racks are stated", None)
    face: Face | None = about("Side of the rack where their ports show; default: as in the catalogue", None)
    su: Quantity | None = about("Scalable unit of the devices", None)

    @model_validator(mode="after")
    def _says_where(self) -> "DeviceGroupForm":
        if bool(self.racks) != bool(self.u) or bool(self.racks) == (self.count is not None):
            raise FormValueError("a group needs either racks and u, or count", "State both lists, or count alone")
        return self


class PanelForm(Form):
    """A patch panel."""

    id: Name = about("Name of the panel")
    rack: Name = about("Rack")
    u: RackUnits = about("Lowest-numbered rack unit")
    u_height: RackUnits = about("Height in rack units", 1.0)
    ports: Quantity = about("Number of ports")
    connector: Name = about("Connector of its ports")
    face: Face = about("Side of the rack at which it is mounted and shows its ports", "rear")
    depth_mm: PartMm = about(
        "Depth from its face into the rack. A device at the other side may share its units where both fit the usable "
        "depth",
        150,
    )


class PanelEndForm(Form):
    """One end of a trunk between panels."""

    panel: Name = about("Panel")
    first_port: Quantity = about("Number of the port of its first lane; the others follow", 1)


class PanelTrunkForm(Form):
    """A trunk that lies between two panels: links may run over its free lanes, with a cord at each end."""

    id: Name = about("Name of the trunk")
    a: PanelEndForm = about("One end")
    b: PanelEndForm = about("The other end")
    lanes: Thousands = about("Ports that it joins at each end, one after another")
    fiber: Literal["mm", "sm"] = about("Multimode or single-mode")
    polarity: Literal["A", "B"] = about("Type of TIA-568 of each lane: B crosses the fibers over, A does not", "B")
    gender: Literal["male", "female"] | None = about(
        "Gender of its connectors behind the panels; default: male where that of the panels has pins (MPO), else none",
        None,
    )
    length_m: Metres = about("Length from panel to panel in metres")
    connector_loss_db: Decibels | None = about("Loss of each mated pair; without it the loss is not checked", None)
    loss_db_per_km: Decibels | None = about("Loss of the fiber; without it the loss is not checked", None)
    ports_in_use: list[Quantity] = about("Ports of the panel at `a` whose lanes are in use", [])


class EndForm(Form):
    """One end of a cable."""

    device: Name = about("Device")
    port: Name = about(
        "Port as printed on the metal, or by its name in the operating system, in the driver, in the fabric or on "
        "labels, as the catalogue knows it"
    )


NETBOX_CABLE = {
    **{"side_a_device": "a.device", "side_a_name": "a.port", "side_b_device": "b.device", "side_b_name": "b.port"},
    **dict.fromkeys(("side_a_type", "side_b_type", "side_a_site", "side_b_site", "type", "status", "label"), ""),
    **dict.fromkeys(("color", "length", "length_unit", "tenant", "description", "comments", "tags"), ""),
}
"""Columns of a list of cables that NetBox exports, with ours; empty where nothing here uses them."""


class ExistingCableForm(Form):
    """A cable that is installed and stays: a link of a network where it joins two of its tiers."""

    also_called = NETBOX_CABLE | {"label": "id"}

    id: Name = about("Name of the cable")
    a: EndForm = about("One end")
    b: EndForm = about("The other end")
    diameter_mm: Diameter = about("Outer diameter in millimetres", 3.0)
    pathways: list[Name] = about("Pathways that it runs in", [])
    status: Status = about(STATUS, "installed")


class LinkForm(Form):
    """A link that a network has, from port to port. The list is laid as it stands."""

    also_called = NETBOX_CABLE

    a: EndForm = about("One end")
    b: EndForm = about("The other end")
    speed_gbps: Quantity | None = about(
        "Speed of the link in Gb/s; default: speed_gbps of the network where it states it, else the highest speed that "
        "both ports have",
        None,
    )


class EquipmentForm(Form):
    """The equipment on the floor and the installed cables."""

    groups: list[DeviceGroupForm] = about("Groups of equal devices", [])
    devices: list[DeviceForm] = about("Single devices; long lists go to devices.csv", [])
    panels: list[PanelForm] = about("Patch panels", [])
    cables: list[ExistingCableForm] = about("Installed cables; long lists go to cables.csv", [])
    panel_trunks: list[PanelTrunkForm] = about("Trunks that lie between panels", [])
