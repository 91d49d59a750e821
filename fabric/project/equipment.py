"""Devices, panels, the installed cables and the trunks that lie between panels."""

from dataclasses import dataclass, field
from typing import Literal

from fabric.catalog import Fiber
from layouts import Face, format_ru

Half = Literal["", "left", "right"]
"""The half of a rack that a device takes as one faces the front; empty where it takes the whole width."""
Status = Literal["planned", "staged", "installed", "tested", "locked"]
Supply = Literal["bought", "owned", "standing"]
Role = Literal["host", "leaf", "spine", "core", "other"]


@dataclass(frozen=True, kw_only=True)
class Device:
    """One switch, host, server or PDU."""

    id: str
    """Unique among devices, panels and cables."""
    model: str
    """Device type of the catalogue."""
    role: Role
    """Role in the networks: `host` for the devices that they serve, a tier for their switches, else `other`."""
    rack: str | None
    """Id of its rack; None until it is placed."""
    position_half_ru: int | None
    """Twice the lowest-numbered unit that it takes; None until it is placed."""
    face: Face
    """Side of the rack at which its main ports show; groups that the catalogue has at the other side are opposite."""
    su: int | None
    """Scalable unit of a host; None where the order of the list decides."""
    status: Status
    """Progress of its installation."""
    side: Half = ""
    """Half of the rack that it takes; empty where it takes the whole width."""
    supply: Supply = "owned"
    """`bought`: it comes from the lots of the inventory, and counts in stock, bill and cost. `owned` and `standing`: it
    is there already."""

    @property
    def unit(self) -> str:
        """Its unit as documents print it: 02, or 02L and 02R in the halves of a rack. Empty without a place."""
        if self.position_half_ru is None:
            return ""
        return format_ru(self.position_half_ru) + self.side[:1].upper()


@dataclass(frozen=True)
class PanelRole:
    """What a panel is for that the planner places: the trunks behind it all lead to one other panel."""

    model: str
    """Panel of the inventory."""
    far: str
    """Id of the panel at the other end of its trunks."""
    network: str
    """Id of the network whose links run over it."""
    stage: str
    """The stage of these links, one of `fabric.topology.STAGES`."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A patch panel that exists, or that the planner places; it takes rack units."""

    id: str
    """Unique among devices, panels and cables."""
    rack: str
    """Id of its rack."""
    position_half_ru: int
    """Twice the lowest-numbered unit that it takes."""
    half_ru: int
    """Height in half rack units, at least 1."""
    ports: int
    """Number of ports, at least 1."""
    connector: str
    """Connector of its ports, as equipment.yaml names it."""
    face: Face = "rear"
    """Side of the rack at which it is mounted and shows its ports."""
    depth_mm: int = 150
    """Depth from its face into the rack, plugs at its back included."""
    placed: PanelRole | None = field(default=None, metadata={"later": True})
    """What it is for, where the planner places it; None where it stands already."""


@dataclass(frozen=True, kw_only=True)
class ExistingCable:
    """A cable that is installed and stays: its ports are in use, and it fills the pathways that it names."""

    id: str
    """Unique among devices, panels and cables; never of the form of a new cable's id."""
    a_device: str
    """Id of the device at one end."""
    a_port: str
    """Name of the port at that end, as printed on the metal."""
    b_device: str
    """Id of the device at the other end."""
    b_port: str
    """Name of the port at the other end, as printed on the metal."""
    diameter_um: int
    """Outer diameter in micrometres."""
    pathways: tuple[str, ...]
    """Ids of the pathways that it fills over their whole length; empty where it fills none."""
    status: Status
    """Progress of its installation; recorded in the plan and not used."""


@dataclass(frozen=True, kw_only=True)
class PanelTrunk:
    """A trunk that lies between two panels. Lane i joins port `a_first` + i of one to port `b_first` + i of the
    other.
    """

    id: str
    """Unique among devices, panels and cables."""
    a_panel: str
    """Id of the panel at one end."""
    a_first: int
    """Number of its port of the first lane, from 1."""
    b_panel: str
    """Id of the panel at the other end; another one."""
    b_first: int
    """Number of its port of the first lane, from 1."""
    lanes: int
    """Ports that it joins at each end, one after another, at least 1."""
    fiber: Fiber
    """Multimode or single-mode."""
    connector: str
    """Connector of its legs at both ends: that of the panels."""
    gender: str
    """Gender of these connectors behind the panels: `male` has pins, `female` has none; empty where none can have."""
    crossovers: int
    """Crossovers of each lane from end to end: 1 for Type-B, 0 for Type-A."""
    length_mm: int
    """Length from panel to panel."""
    connector_loss_mdb: int | None
    """Loss of each mated pair of connectors, in milli-decibels; None: not checked."""
    loss_mdb_per_km: int | None
    """Loss of a kilometre of fiber, in milli-decibels; None: not checked."""
    taken: tuple[int, ...] = ()
    """Lanes that are in use, from 0, rising."""

    @property
    def polarity(self) -> str:
        """Type of TIA-568 of each lane."""
        return "B" if self.crossovers else "A"
