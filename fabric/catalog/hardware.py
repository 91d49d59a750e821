"""Hardware as frozen values in integer units, each with source and confidence.

Confidence is `published` (read in a primary document), `secondary`, `memory` (to be confirmed) or `assumed`. Every
plan lists among its assumptions the values it uses that are not published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from layouts import Face, divide_up

Fiber = Literal["mm", "sm", "copper"]
Gender = Literal["male", "female", ""]

FABRIC_GROUP, ACCESS_GROUP, UPLINK_GROUP = "fabric", "access", "uplink"
"""Port groups of switches: `fabric` where all ports are alike, else `access` for devices and `uplink` for switches.
Devices name theirs by network."""

SWITCH_GROUPS = (FABRIC_GROUP, ACCESS_GROUP, UPLINK_GROUP)

HALF_WIDTH_MM = 225
"""Widest device of which two stand side by side: half of the 450 mm between the posts of a 19-inch rack."""

MANAGEMENT_GROUP = "management"
"""Port group of the port over which a device is managed."""

OTHER_FACE: Mapping[Face, Face] = {"front": "rear", "rear": "front"}
"""Each side of a rack with the other one."""

WHOLE = "whole"
"""Name of the mode in which the module of a cable takes a cage of several connectors whole."""

MOST_PER_CAGE = 64
"""Most ports of one cage, over all connectors and lanes: more than any hardware has, and few enough to be listed."""

DeviceRole = Literal["switch", "host", "server", "pdu"]


@dataclass(frozen=True, kw_only=True)
class PortGroup:
    """Equal cages of a device type, used in one way."""

    model: str
    """Device type that has the cages."""
    group: str
    """Name of the cages; `:mode` follows where they are split."""
    first_cage: int
    """Number of the first cage."""
    cages: int
    """Number of cages, those that a split neighbour disables included."""
    mpos: int
    """Connectors of a cage, at least 1."""
    cage_kind: str
    """Form factor of the cages, such as `osfp-finned-twin`. Modules of this kind fit, and those of `takes`."""
    face: Face
    """Side of the rack at which the ports show."""
    speed_gbps: int
    """Speed of one port."""
    printed: str
    """Template of the printed name: {cage}, {mpo} (from 1), {mpo0}, {lane} (from 1), {port}, {port0} are filled in.
    {way} and {way0} number the ports of a cage; {lane8} is the first of its eight electrical lanes of a port."""
    os: str
    """Template of the name that the operating system gives; empty where no source states it."""
    driver: tuple[str, ...]
    """Names that the driver gives, in the order of the ports; empty where there are none."""
    source: str
    """Document or list that the figures come from, as text."""
    confidence: str
    """Confidence in the source: `published`, `secondary`, `memory` or `assumed`."""
    lanes: int = 1
    """Ports of a connector; more than 1 take a splitter cable."""
    skip: int = 0
    """Cages after each used one that it disables."""
    absent: tuple[int, ...] = ()
    """Places of the grid of cages and connectors, from 0, that have no port."""
    names: tuple[str, ...] = ()
    """Printed names in the order of the ports; they replace the template."""
    os_names: tuple[str, ...] = ()
    """Names in the operating system in the order of the ports; they replace the template and `names`."""
    rails: tuple[int, ...] = ()
    """Rail of each port, from 0: the index of its GPU. Empty where the ports are in the order of the rails."""
    number: str = ""
    """Template of the port number in the fabric, such as that of InfiniBand; empty where there is none."""
    takes: tuple[str, ...] = ()
    """Older kinds of modules that the cages take beside their own kind."""
    is_whole: bool = False
    """Whether one module of a cable takes the whole cage and all its ports. Only such cables use the group."""

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

    def accepts(self, module: str) -> bool:
        """Whether a module of a kind goes into the cages."""
        return module == self.cage_kind or module in self.takes

    @property
    def cages_of(self) -> str:
        """The name of the cages, without their mode."""
        return self.group.partition(":")[0]


@dataclass(frozen=True, kw_only=True)
class DeviceType:
    """A model of switch, host, server or PDU."""

    model: str
    """Name in the catalogue, unique among device types."""
    role: DeviceRole
    """Kind of device. A server stands in a network rack, beside switches."""
    half_ru: int
    """Height in half rack units; 0 for a PDU beside the units."""
    width_mm: int
    """Outer width; no rule looks at it."""
    depth_mm: int
    """Depth inside the rack, at most the rack's usable depth."""
    weight_g: int
    """Weight of one; the load limit of the rack counts it."""
    power_w: int
    """Highest power; the limits of rack and feed count it."""
    airflow: str
    """front-to-rear or rear-to-front; not checked against the aisles."""
    price_cents: int
    """Price of one; 0 where none is stated."""
    source: str
    """Document or list that the figures come from, as text."""
    confidence: str
    """Confidence in the source: `published`, `secondary`, `memory` or `assumed`."""
    port_groups: tuple[PortGroup, ...]
    """Groups of its ports, native and split ones. The first group has no letter on labels."""
    protocol: str = ""
    """infiniband or ethernet, which never mix in a fabric; empty where no source states it."""

    def group(self, name: str) -> PortGroup | None:
        """The port group of this name, None if the model has none."""
        return next((group for group in self.port_groups if group.group == name), None)

    def port_count(self, group: str) -> int:
        """Ports in a group, 0 if the model has no such group."""
        found = self.group(group)
        return found.ports if found else 0

    def ways(self, cages: str, speed_gbps: int) -> tuple[PortGroup, ...]:
        """The ways to use some cages at a speed, native first; of modes that do the same only the first."""
        found: dict[tuple[int, int, int], PortGroup] = {}
        for mode in self.modes(cages):
            if mode.speed_gbps == speed_gbps:
                found.setdefault((mode.mpos, mode.lanes, mode.skip), mode)
        return tuple(found.values())

    @property
    def main_face(self) -> Face:
        """The side of the rack at which its main ports show, unless the device is turned round.

        The main ports are those of the first group of switches that it has, else of its first group. The management
        port is the main one only where there is no other.
        """
        names = [group.group for group in self.port_groups]
        main = [name for name in SWITCH_GROUPS if name in names] or [name for name in names if name != MANAGEMENT_GROUP]
        return next((group.face for group in self.port_groups if group.group in main[:1]), self._first_face)

    @property
    def _first_face(self) -> Face:
        return self.port_groups[0].face if self.port_groups else "rear"

    def face_of(self, group: str, shown: Face) -> Face:
        """The side at which the ports of a group show on a device whose main ports show at `shown`.

        A device that is turned round shows every group at the other side. A group that it lacks counts as the main one.
        """
        found = self.group(group)
        own = found.face if found else self.main_face
        return shown if own == self.main_face else OTHER_FACE[shown]

    @property
    def is_half_width(self) -> bool:
        """Whether two of them stand side by side in one unit."""
        return self.half_ru > 0 and self.width_mm <= HALF_WIDTH_MM

    def depth_span(self, shown: Face, usable_mm: int) -> tuple[int, int]:
        """The depth that it takes of a rack, from and to, as mm from the front of the usable depth.

        A switch is mounted at the side where its main ports show, anything else at the front. A device with ports at
        the side opposite to its mounting takes the whole depth, so that nothing stands before them.
        """
        mounted = shown if self.role == "switch" else "front"
        if any(self.face_of(group.group, shown) != mounted for group in self.port_groups):
            return 0, usable_mm
        return (0, self.depth_mm) if mounted == "front" else (usable_mm - self.depth_mm, usable_mm)

    def modes(self, cages: str) -> tuple[PortGroup, ...]:
        """The ways to use some cages, native first, without those for modules of cables that take a cage whole."""
        return tuple(group for group in self.port_groups if group.cages_of == cages and not group.is_whole)

    def whole(self, group: PortGroup) -> PortGroup | None:
        """The group in which one module of a cable takes the cages of another whole; None where there is none."""
        return self.group(f"{group.group}{'-' if ':' in group.group else ':'}{WHOLE}")


@dataclass(frozen=True, kw_only=True)
class OpticType:
    """A transceiver."""

    model: str
    """Part number, unique among optics."""
    cage_kind: str
    """Cage that it fits."""
    mpos: int
    """Connectors that it shows."""
    speed_gbps: int
    """Speed of one connector."""
    connector: str
    """Connector that plugs into it."""
    gender: Gender
    """Gender of its connectors: `male` has pins, `female` has none, and one of each makes a mated pair.

    Empty for connectors without pins, such as LC.
    """
    fiber: Fiber
    """Kind of fiber that it needs in the channel."""
    reach_mm: int
    """Longest channel, inclusive."""
    price_cents: int
    """Price of one; 0 where none is stated."""
    source: str
    """Document or list that the figures come from, as text."""
    confidence: str
    """Confidence in the source: `published`, `secondary`, `memory` or `assumed`."""
    loss_budget_mdb: int | None = None
    """Loss of a channel that it bears, in milli-decibels; None where no source states it."""


@dataclass(frozen=True, kw_only=True)
class CableType:
    """A single cable: a jumper between transceivers, or a DAC, AOC or copper cord with modules of its own."""

    model: str
    """Part number of the family, unique among cables; all lengths share it."""
    form: Literal["jumper", "dac", "aoc", "copper"]
    """`jumper` has bare plugs; `dac` and `aoc` have modules of their own; `copper` is a cord of twisted pairs."""
    fiber: Fiber
    """Medium inside: multimode, single-mode or copper."""
    grade: str
    """Grade of the medium, such as OM4, OS2 or Cat6A."""
    connector: str
    """Connector of a jumper's plugs, at both ends unless `far_connector` says another; empty for other cables."""
    cage_kind: str
    """Cage that the module at the A end fits; of a splitter, its head."""
    gender: str
    """Gender of a jumper's plugs at both ends: `male` has pins, `female` has none; empty for other cables."""
    polarity: str
    """Polarity method of TIA-568 of a jumper, such as B; empty for other cables."""
    crossovers: int
    """Crossovers between transmit and receive that it makes, at least 1; a channel needs an odd number."""
    diameter_um: int
    """Outer diameter."""
    weight_g_per_m: int
    """Weight of a metre of cable."""
    max_mm: int
    """Greatest length that is made, inclusive."""
    jacket: str
    """Material and colour of the jacket; empty where no source states them."""
    price_cents: int
    """Price of one without its length."""
    price_per_m_cents: int
    """Price of a metre."""
    source: str
    """Document or list that the figures come from, as text."""
    confidence: str
    """Confidence in the source: `published`, `secondary`, `memory` or `assumed`."""
    far_cage_kind: str = ""
    """Cage that the module at the other end fits."""
    legs: int = 1
    """Connectors at the tail; more than 1 make it a splitter."""
    connector_loss_mdb: int | None = None
    """Loss of each mated pair of connectors, in milli-decibels; None: not checked."""
    loss_mdb_per_km: int | None = None
    """Loss of a kilometre of fiber, in milli-decibels; None: not checked."""
    speed_gbps: int | None = None
    """Speed of each link of a cable with modules of its own; None: not checked."""
    far_connector: str = ""
    """Connector of a jumper's plugs at the A end, which are the tails of a splitter; empty: as at the other end."""
    far_gender: str = ""
    """Gender of these plugs; empty without pins."""

    def joins(self, head: PortGroup, far: PortGroup) -> bool:
        """Whether its own modules fit both cages, either way round where it is not a splitter."""
        return (head.accepts(self.cage_kind) and far.accepts(self.far_cage_kind)) or (
            self.legs == 1 and far.accepts(self.cage_kind) and head.accepts(self.far_cage_kind)
        )


@dataclass(frozen=True, kw_only=True)
class TrunkType:
    """A pre-terminated trunk that is made to measure; it is never shorter than ordered."""

    model: str
    """Our name of the family, unique among trunks. The supplier's part number goes on the order."""
    legs: int
    """Legs at each end."""
    fibers: int
    """Fibers in the body."""
    fiber: Fiber
    """Medium inside: multimode, single-mode or copper."""
    grade: str
    """Grade of the medium, such as OM4 or OS2."""
    connector: str
    """Connector of every leg at both ends."""
    gender: str
    """Gender of every connector: `male` has pins, `female` has none. One of each makes a mated pair."""
    polarity: str
    """Polarity method of TIA-568, such as B, of every leg."""
    crossovers: int
    """Crossovers that a leg makes from end to end, at least 1; a channel needs an odd number."""
    diameter_um: int
    """Outer diameter of the body."""
    weight_g_per_m: int
    """Weight of a metre of body."""
    leg_diameter_um: int
    """Diameter of a leg."""
    eye_diameter_um: int
    """Diameter of the pulling eye with its sock."""
    jacket: str
    """Material and colour of the jacket; empty where no source states them."""
    body_step_mm: int
    """Lengths of the body are multiples of this."""
    leg_step_mm: int
    """Lengths of a leg are multiples of this."""
    max_mm: int
    """Greatest length that is made, legs at both ends included."""
    tolerance_plus_pct: int
    """Largest excess over the ordered length, in percent of it; there is no minus."""
    price_cents: int
    """Price of one without body and legs."""
    price_per_m_cents: int
    """Price of a metre of body."""
    price_per_leg_cents: int
    """Price of a leg, both ends."""
    source: str
    """Document or list that the figures come from, as text."""
    confidence: str
    """Confidence in the source: `published`, `secondary`, `memory` or `assumed`."""
    connector_loss_mdb: int | None = None
    """Loss of each mated pair of connectors, in milli-decibels; None: not checked."""
    loss_mdb_per_km: int | None = None
    """Loss of a kilometre of fiber, in milli-decibels; None: not checked."""


@dataclass(frozen=True)
class Catalog:
    """All hardware known to a project, by model."""

    device_types: Mapping[str, DeviceType]
    """Switches, hosts, servers and PDUs."""
    optics: Mapping[str, OpticType]
    """Transceivers."""
    cables: Mapping[str, CableType]
    """Single cables."""
    trunks: Mapping[str, TrunkType]
    """Trunks that are made to measure."""
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
