"""Hardware as frozen values in integer units, each with source and confidence.

Confidence is `published` (read in a primary document), `secondary`, `memory` (to be confirmed) or `assumed`. Every
plan lists among its assumptions the values it uses that are not published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from layouts import Face, divide_up

Fiber = Literal["mm", "sm", "copper"]
Gender = Literal["male", "female"]

FABRIC_GROUP, ACCESS_GROUP, UPLINK_GROUP = "fabric", "access", "uplink"
"""Port groups of switches: `fabric` where all ports are alike, else `access` for devices and `uplink` for switches.
Devices name theirs by network."""

SWITCH_GROUPS = (FABRIC_GROUP, ACCESS_GROUP, UPLINK_GROUP)

DeviceRole = Literal["switch", "host", "server", "pdu"]


@dataclass(frozen=True, kw_only=True)
class PortGroup:
    """Equal cages of a device type, used in one way."""

    model: str
    group: str
    """Name of the cages; `:mode` follows where they are split."""
    first_cage: int
    """Number of the first cage."""
    cages: int
    """Number of cages."""
    mpos: int
    """Connectors of a cage."""
    cage_kind: str
    face: Face
    """Side of the rack at which the ports show."""
    speed_gbps: int
    """Speed of one port."""
    printed: str
    """Template of the printed name: {cage}, {mpo} (from 1), {mpo0}, {lane} (from 1), {port}, {port0} are filled in."""
    os: str
    """Template of the name that the operating system gives."""
    driver: tuple[str, ...]
    """Names that the driver gives, in the order of the ports; empty where there are none."""
    source: str
    confidence: str
    lanes: int = 1
    """Ports of a connector; more than 1 take a splitter cable."""
    skip: int = 0
    """Cages after each used one that it disables."""
    absent: tuple[int, ...] = ()
    """Places of the grid of cages and connectors, from 0, that have no port."""
    names: tuple[str, ...] = ()
    """Printed names in the order of the ports; they replace the templates."""

    @property
    def grid_numbers(self) -> tuple[int, ...]:
        """The place of each port in the full grid of cages, connectors and lanes: `absent` places have no port."""
        full = divide_up(self.cages, 1 + self.skip) * self.mpos * self.lanes
        missing = {place * self.lanes + lane for place in self.absent for lane in range(self.lanes)}
        return tuple(number for number in range(full) if number not in missing)

    @property
    def ports(self) -> int:
        """Ports that it gives: cages that a neighbour disables give none."""
        full = divide_up(self.cages, 1 + self.skip) * self.mpos * self.lanes
        return full - len(self.absent) * self.lanes

    @property
    def per_cage(self) -> int:
        """Ports of one cage."""
        return self.mpos * self.lanes

    @property
    def cages_of(self) -> str:
        """The name of the cages, without their mode."""
        return self.group.partition(":")[0]


@dataclass(frozen=True, kw_only=True)
class DeviceType:
    """A model of switch, host, server or PDU."""

    model: str
    role: DeviceRole
    half_ru: int
    """Height in half rack units; 0 stands beside the units."""
    width_mm: int
    depth_mm: int
    weight_g: int
    """Weight."""
    power_w: int
    """Highest power."""
    airflow: str
    """front-to-rear or rear-to-front; not checked against the aisles."""
    price_cents: int
    """Price of one."""
    source: str
    confidence: str
    port_groups: tuple[PortGroup, ...]
    protocol: str = ""
    """infiniband or ethernet, which never mix in a fabric; empty where no source states it."""

    def group(self, name: str) -> PortGroup | None:
        """The port group of this name, None if the model has none."""
        return next((group for group in self.port_groups if group.group == name), None)

    def port_count(self, group: str) -> int:
        """Ports in a group, 0 if the model has no such group."""
        found = self.group(group)
        return found.ports if found else 0

    def modes(self, cages: str) -> tuple[PortGroup, ...]:
        """The ways to use some cages, native first."""
        return tuple(group for group in self.port_groups if group.cages_of == cages)


@dataclass(frozen=True, kw_only=True)
class OpticType:
    """A transceiver."""

    model: str
    cage_kind: str
    """Cage that it fits."""
    mpos: int
    """Connectors that it shows."""
    speed_gbps: int
    """Speed of one connector."""
    connector: str
    """Connector that plugs into it."""
    gender: Gender
    fiber: Fiber
    reach_mm: int
    """Longest channel."""
    price_cents: int
    source: str
    confidence: str
    loss_budget_mdb: int | None = None
    """Loss of a channel that it bears, in milli-decibels; None where no source states it."""


@dataclass(frozen=True, kw_only=True)
class CableType:
    """A single cable: a jumper between transceivers, or a DAC, AOC or copper cord with modules of its own."""

    model: str
    form: Literal["jumper", "dac", "aoc", "copper"]
    fiber: Fiber
    grade: str
    connector: str
    cage_kind: str
    """Cage that the module at the A end fits; of a splitter, its head."""
    gender: str
    polarity: str
    crossovers: int
    """Crossovers between transmit and receive that it makes."""
    diameter_um: int
    """Outer diameter."""
    weight_g_per_m: int
    max_mm: int
    """Longest that is made."""
    jacket: str
    price_cents: int
    """Price of one without its length."""
    price_per_m_cents: int
    """Price of a metre."""
    source: str
    confidence: str
    far_cage_kind: str = ""
    """Cage that the module at the other end fits."""
    legs: int = 1
    """Connectors at the tail; more than 1 make it a splitter."""
    connector_loss_mdb: int | None = None
    """Loss of each mated pair of connectors, in milli-decibels; None: not checked."""
    loss_mdb_per_km: int | None = None
    """Loss of the fiber; None: not checked."""

    def joins(self, a_cage_kind: str, b_cage_kind: str) -> bool:
        """Whether its own modules fit both cages, either way round where it is not a splitter."""
        ends = self.cage_kind, self.far_cage_kind
        return ends == (a_cage_kind, b_cage_kind) or (self.legs == 1 and ends == (b_cage_kind, a_cage_kind))


@dataclass(frozen=True, kw_only=True)
class TrunkType:
    """A pre-terminated trunk that is made to measure; it is never shorter than ordered."""

    model: str
    legs: int
    """Legs at each end."""
    fibers: int
    """Fibers in the body."""
    fiber: Fiber
    grade: str
    connector: str
    gender: str
    polarity: str
    crossovers: int
    """Crossovers that a leg makes from end to end."""
    diameter_um: int
    """Outer diameter of the body."""
    weight_g_per_m: int
    leg_diameter_um: int
    """Diameter of a leg."""
    eye_diameter_um: int
    """Diameter of the pulling eye with its sock."""
    jacket: str
    body_step_mm: int
    """Lengths of the body are multiples of this."""
    leg_step_mm: int
    """Lengths of a leg are multiples of this."""
    max_mm: int
    """Longest that is made, legs included."""
    tolerance_plus_pct: int
    """Longest excess over the ordered length."""
    price_cents: int
    """Price of one without body and legs."""
    price_per_m_cents: int
    """Price of a metre of body."""
    price_per_leg_cents: int
    """Price of a leg, both ends."""
    source: str
    confidence: str
    connector_loss_mdb: int | None = None
    loss_mdb_per_km: int | None = None


@dataclass(frozen=True)
class Catalog:
    """All hardware known to a project, by model."""

    device_types: Mapping[str, DeviceType]
    optics: Mapping[str, OpticType]
    cables: Mapping[str, CableType]
    trunks: Mapping[str, TrunkType]
    notes: tuple[str, ...] = ()
    """Remarks on files that others wrote, such as NetBox device types."""

    def part(self, model: str) -> CableType | TrunkType:
        """The cable or trunk of a model; raises KeyError where there is neither."""
        return self.trunks.get(model) or self.cables[model]

    def kind_of(self, model: str) -> str | None:
        """'device', 'optic', 'cable' or 'trunk'; None if the model is unknown."""
        for kind, table in (
            ("device", self.device_types),
            ("optic", self.optics),
            ("cable", self.cables),
            ("trunk", self.trunks),
        ):
            if model in table:
                return kind
        return None
