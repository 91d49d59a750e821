"""What must be connected, within which limits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from fabric.project.label_grammar import LabelGrammar
from fabric.vocabulary import BY_RAIL, Family, LeafPosition, Objective
from layouts import Face


@dataclass(frozen=True)
class ExtraMembers:
    """Devices beside the main ones: those of `devices` (all where empty) by their ports of a group."""

    port_group: str
    devices: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FamilyShape:
    """Numbers of one family that the request states; None where the planner chooses.

    Flat families: devices per switch, switches per group, global links per switch, groups; sizes and links of the
    dimensions of a HyperX; order q of a Slim Fly; switches and degree of a Jellyfish. Folded Clos: units per pod,
    grouping of the cores.
    """

    hosts_per_switch: int | None = None
    switches_per_group: int | None = None
    global_links: int | None = None
    groups: int | None = None
    dimensions: tuple[int, ...] = ()
    dimension_links: tuple[int, ...] = ()
    order: int | None = None
    switches: int | None = None
    degree: int | None = None
    units_per_pod: int | None = None
    core_grouping: Literal["together", "spread"] = "together"


@dataclass(frozen=True, kw_only=True)
class NetworkRequest:
    """One network that is wanted.

    `port_group` names the ports of the devices (catalogue), `extras` those of others that take free ports;
    `oversubscription` is (downlinks, uplinks) of a leaf. `leaves`, `spines` and `uplinks_per_leaf` state counts instead
    of rules. `leaf_per` says what shares leaves, `redundancy` over how many leaves a device is spread; `spines_of`
    names the network to whose spines (else leaves) the uplinks go; `direct` are pairs of devices joined without a
    switch.
    """

    id: str
    topology: Family
    port_group: str
    extras: tuple[ExtraMembers, ...]
    speed_gbps: int
    uplink_speed_gbps: int | None
    nodes_per_su: int | None
    rails: int | None
    planes: int
    oversubscription: tuple[int, int]
    tiers: int | None
    leaves: int | None
    spines: int | None
    uplinks_per_leaf: int | None
    uneven: bool
    leaf_per: Literal["unit", "rack", "fabric"]
    redundancy: int
    peer_links: int
    external_links: int
    spines_of: str | None
    direct: tuple[ExtraMembers, ...]
    spare_ports: int
    expansion_su: int
    leaf_position: LeafPosition
    shape: FamilyShape
    switch_models: tuple[str, ...]
    leaf_models: tuple[str, ...]
    spine_models: tuple[str, ...]
    core_models: tuple[str, ...]
    switch_face: Face
    prefix: str

    @property
    def by_rail(self) -> bool:
        return self.topology in BY_RAIL

    def models_of(self, tier: str) -> tuple[str, ...]:
        """Models that a tier may use; empty: all in stock."""
        own = {"leaf": self.leaf_models, "spine": self.spine_models, "core": self.core_models}[tier]
        return own or self.switch_models


@dataclass(frozen=True)
class AssemblyLimits:
    """What the planner may use."""

    trunk_legs: tuple[int, ...]
    bundle_jumpers: int
    custom_kinds: int | None
    fibers: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """What the objective `weighted` counts an hour of install time, a person-hour and a US dollar."""

    install_hour: float
    person_hour: float
    usd: float


@dataclass(frozen=True, kw_only=True)
class Request:
    """All networks with limits, dates and the objective. Networks of `first` are installed before the others, then the
    links of the rows of one phase after the other.
    """

    networks: tuple[NetworkRequest, ...]
    limits: AssemblyLimits
    racks_ready: datetime | None
    order_date: date | None
    deadline: datetime | None
    budget_cents: int | None
    objective: Objective
    first: tuple[str, ...]
    phases: tuple[tuple[str, ...], ...]
    weights: Weights
    label: LabelGrammar
    seed: int
