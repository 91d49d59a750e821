"""What hardware is like: frozen values in integer units, each with source and confidence.

Confidence is `published` (read in a primary document), `secondary`, `memory` (to be confirmed) or `assumed`; what is
not published is listed among the assumptions of every plan that uses it.
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
    """Equal cages of a device: `cages` from number `first_cage`, each with `mpos` connectors of `lanes` ports.

    `group` is the name of the cages, with `:mode` where they are split: `lanes` above 1 take a splitter cable, `skip`
    cages after each used one are disabled by it. Name templates know {cage}, {mpo} (from 1), {mpo0}, {lane} (from 1)
    and {port0} (from 0). `driver` is a list of names in order of ports, empty where there are none; `names`, where
    stated, are printed and system names in that order. `absent` are places (cage x connectors) without a port.
    """

    model: str
    group: str
    first_cage: int
    cages: int
    mpos: int
    cage_kind: str
    face: Face
    speed_gbps: int
    printed: str
    os: str
    driver: tuple[str, ...]
    source: str
    confidence: str
    lanes: int = 1
    skip: int = 0
    absent: tuple[int, ...] = ()
    names: tuple[str, ...] = ()

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
        """The name of the cages, whatever their mode."""
        return self.group.partition(":")[0]


@dataclass(frozen=True, kw_only=True)
class DeviceType:
    """A model of switch, host, server or PDU. Heights in half rack units (0: beside the units), weight in grams,
    power in watts at the most. `protocol` of a switch is infiniband or ethernet: the two never mix in a fabric; ''
    where nobody says.
    """

    model: str
    role: DeviceRole
    half_ru: int
    width_mm: int
    depth_mm: int
    weight_g: int
    power_w: int
    airflow: str
    price_cents: int
    source: str
    confidence: str
    port_groups: tuple[PortGroup, ...]
    protocol: str = ""

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
    """A transceiver: which cage it fits, how many connectors it shows, what it plugs into, how far it reaches.

    `loss_budget_mdb` is the loss of a channel that it bears, None where no source gives it.
    """

    model: str
    cage_kind: str
    mpos: int
    speed_gbps: int
    connector: str
    gender: Gender
    fiber: Fiber
    reach_mm: int
    price_cents: int
    source: str
    confidence: str
    loss_budget_mdb: int | None = None


@dataclass(frozen=True, kw_only=True)
class CableType:
    """A single cable: a fiber jumper between optics, or a DAC, AOC or copper cord that brings its own modules.

    `cage_kind` is what its A module fits, `far_cage_kind` the other end. `legs` above 1 is a splitter: one connector
    at the head, so many at the tail. Losses in milli-decibel, per mated connector and per kilometre.
    """

    model: str
    form: Literal["jumper", "dac", "aoc", "copper"]
    fiber: Fiber
    grade: str
    connector: str
    cage_kind: str
    gender: str
    polarity: str
    crossovers: int
    diameter_um: int
    weight_g_per_m: int
    max_mm: int
    jacket: str
    price_cents: int
    price_per_m_cents: int
    source: str
    confidence: str
    far_cage_kind: str = ""
    legs: int = 1
    connector_loss_mdb: int | None = None
    loss_mdb_per_km: int | None = None

    def joins(self, a_cage_kind: str, b_cage_kind: str) -> bool:
        """Whether its own modules fit both cages, either way round where it is no splitter."""
        ends = self.cage_kind, self.far_cage_kind
        return ends == (a_cage_kind, b_cage_kind) or (self.legs == 1 and ends == (b_cage_kind, a_cage_kind))


@dataclass(frozen=True, kw_only=True)
class TrunkType:
    """A pre-terminated assembly of `legs` legs at each end, made to measure in steps; lengths are never minus."""

    model: str
    legs: int
    fibers: int
    fiber: Fiber
    grade: str
    connector: str
    gender: str
    polarity: str
    crossovers: int
    diameter_um: int
    weight_g_per_m: int
    leg_diameter_um: int
    eye_diameter_um: int
    jacket: str
    body_step_mm: int
    leg_step_mm: int
    max_mm: int
    tolerance_plus_pct: int
    price_cents: int
    price_per_m_cents: int
    price_per_leg_cents: int
    source: str
    confidence: str
    connector_loss_mdb: int | None = None
    loss_mdb_per_km: int | None = None


@dataclass(frozen=True)
class Catalog:
    """All hardware known to a project, by model; `notes` say what is wrong in files that others wrote."""

    device_types: Mapping[str, DeviceType]
    optics: Mapping[str, OpticType]
    cables: Mapping[str, CableType]
    trunks: Mapping[str, TrunkType]
    notes: tuple[str, ...] = ()

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
