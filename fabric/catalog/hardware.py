"""What hardware is like: frozen values in integer units, each with source and confidence.

Confidence is `published` (read in a primary document), `secondary`, `memory` (to be confirmed) or `assumed`; what is
not published is listed among the assumptions of every plan that uses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Fiber = Literal["mm", "sm", "copper"]
Gender = Literal["male", "female"]

FABRIC_GROUP = "fabric"
"""The port group of switches that fabrics use; hosts name theirs by network."""


@dataclass(frozen=True)
class PortGroup:
    """Equal cages of a device: `cages` from number `first_cage`, each with `mpos` ports.

    Name templates know {cage}, {mpo} (from 1), {mpo0} and {port0} (from 0). `driver` is a list of names in order
    of ports, empty where there are none.
    """

    model: str
    group: str
    first_cage: int
    cages: int
    mpos: int
    cage_kind: str
    face: Literal["front", "rear"]
    speed_gbps: int
    printed: str
    os: str
    driver: tuple[str, ...]
    source: str
    confidence: str


@dataclass(frozen=True)
class DeviceType:
    """A model of switch or host. Heights in half rack units, weight in grams, power in watts at the most."""

    model: str
    role: Literal["switch", "host"]
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

    def group(self, name: str) -> PortGroup | None:
        """The port group of this name, None if the model has none."""
        return next((group for group in self.port_groups if group.group == name), None)

    def port_count(self, group: str) -> int:
        """Ports in a group, 0 if the model has no such group."""
        found = self.group(group)
        return found.cages * found.mpos if found else 0


@dataclass(frozen=True)
class OpticType:
    """A transceiver: which cage it fits, how many connectors it shows, what it plugs into, how far it reaches."""

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


@dataclass(frozen=True)
class CableType:
    """A single cable: a fiber jumper between optics, or a DAC or AOC that brings its own modules (`cage_kind`)."""

    model: str
    form: Literal["jumper", "dac", "aoc"]
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Catalog:
    """All hardware known to a project, by model."""

    device_types: Mapping[str, DeviceType]
    optics: Mapping[str, OpticType]
    cables: Mapping[str, CableType]
    trunks: Mapping[str, TrunkType]

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
