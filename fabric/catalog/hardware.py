"""Hardware as frozen values in integer units, each with source and confidence.

Confidence is `published` (read in a primary document), `secondary`, `memory` (to be confirmed) or `assumed`. Every
plan lists among its assumptions the values it uses that are not published.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from fabric.catalog.faceplates import Faceplate
from fabric.catalog.parts import CableType, OpticType, PartNumber, TrunkType
from fabric.catalog.ports import PortGroup
from layouts import Face

FABRIC_GROUP, ACCESS_GROUP, UPLINK_GROUP = "fabric", "access", "uplink"
"""Port groups of switches: `fabric` where all ports are alike, else `access` for devices and `uplink` for switches.
Port groups of devices are named after networks.
"""

SWITCH_GROUPS = (FABRIC_GROUP, ACCESS_GROUP, UPLINK_GROUP)

HALF_WIDTH_MM = 225
"""Widest device of which two stand side by side: half of the 450 mm between the posts of a 19-inch rack."""

MANAGEMENT_GROUP = "management"
"""Port group of the port over which a device is managed."""

OTHER_FACE: Mapping[Face, Face] = {"front": "rear", "rear": "front"}
"""Each side of a rack with the other one."""

WHOLE = "whole"
"""Name of the mode in which the module of a cable takes a cage of several connectors whole."""


def native_group(group: str) -> str:
    """The group that has the same ports, where the module of a cable takes the cages of `group` whole; else `group`."""
    return group.removesuffix(f":{WHOLE}").removesuffix(f"-{WHOLE}")


MOST_PER_CAGE = 64
"""Most ports of one cage, over all connectors and lanes: more than any hardware has, and few enough to be listed."""

DeviceRole = Literal["switch", "host", "server", "pdu"]


@dataclass(frozen=True, kw_only=True)
class FittedModule:
    """Equal modules in the bays of a device, such as line cards: ordered with it, and part of its price."""

    model: str
    """Model of the module type."""
    part: str
    """Part number of its maker; empty where its file states none."""
    vendor: str
    """Maker; empty where its file states none."""
    quantity: int
    """Modules in one device, at least 1."""


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
    full_depth: bool | None = None
    """Whether it takes both sides of its units; None where depth and ports say so."""
    faceplates: tuple[Faceplate, ...] = ()
    """Places of cages on the metal, by group; groups without one are drawn by number."""
    modules: tuple[FittedModule, ...] = ()
    """Modules in its bays, each model once; the bill lists them beside the device."""

    def group(self, name: str) -> PortGroup | None:
        """The port group of this name, None if the model has none."""
        return self._group_of.get(name)

    @cached_property
    def _group_of(self) -> Mapping[str, PortGroup]:
        """The first port group of each name."""
        return {group.group: group for group in reversed(self.port_groups)}

    def faceplate(self, cages: str) -> Faceplate | None:
        """Where a group of cages sits on the metal; None where no row says it."""
        return next((plate for plate in self.faceplates if plate.cages == cages), None)

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

    @cached_property
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
        the side opposite to its mounting takes the whole depth, so that nothing stands before them. `full_depth`
        decides where it is stated.
        """
        mounted = shown if self.role == "switch" else "front"
        is_full = self.full_depth
        if is_full is None:
            is_full = any(self.face_of(group.group, shown) != mounted for group in self.port_groups)
        if is_full:
            return 0, usable_mm
        return (0, self.depth_mm) if mounted == "front" else (usable_mm - self.depth_mm, usable_mm)

    def modes(self, cages: str) -> tuple[PortGroup, ...]:
        """The ways to use some cages, native first, without those for modules of cables that take a cage whole."""
        return tuple(group for group in self.port_groups if group.cages_of == cages and not group.is_whole)

    def whole(self, group: PortGroup) -> PortGroup | None:
        """The group in which one module of a cable takes the cages of another whole; None where there is none."""
        return self.group(f"{group.group}{'-' if ':' in group.group else ':'}{WHOLE}")


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
    part_numbers: tuple[PartNumber, ...] = ()
    """Part numbers of vendors; a later one replaces an earlier one of the same model and length."""
    other_names: Mapping[str, str] = field(default_factory=dict)
    """Names in files for models that the catalogue has under another name, or lacks. Each has the sentence that says
    what to write.
    """

    def part_number(self, model: str, length_mm: int | None = None) -> PartNumber | None:
        """The part number of a model: that of the length where one is stated, else that of every length."""
        found = [number for number in self.part_numbers if number.model == model]
        exact = [number for number in found if length_mm is not None and number.length_mm == length_mm]
        return next(iter(reversed(exact or [number for number in found if number.length_mm is None])), None)

    def hint(self, model: str) -> str:
        """What a file says of a name that is no model, to follow a message; '' where no file has the name."""
        found = self.other_names.get(model)
        return f" ({found})" if found else ""

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
