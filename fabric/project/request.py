"""The request: networks, limits, dates and the objective."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from fabric.project.given_links import GivenLink
from fabric.project.label_grammar import LabelGrammar
from fabric.vocabulary import BY_RAIL, Family, HostOrder, LeafPosition, Objective
from layouts import Face


@dataclass(frozen=True)
class Members:
    """Devices that a network names, by their ports of a group: those of `devices`, all where it is empty."""

    port_group: str
    """Group of ports in the catalogue that is connected."""
    devices: tuple[str, ...]
    """Ids of the devices; two by two in order where they are pairs. Empty: all that have such ports."""


@dataclass(frozen=True, kw_only=True)
class FamilyShape:
    """Sizes of a family that the request states; None where the planner chooses."""

    hosts_per_switch: int | None = None
    """Device ports of a switch (flat families)."""
    switches_per_group: int | None = None
    """Switches of a group (dragonfly)."""
    global_links: int | None = None
    """Links of a switch to other groups (dragonfly)."""
    groups: int | None = None
    """Number of groups (dragonfly, dragonfly-plus)."""
    dimensions: tuple[int, ...] = ()
    """Sizes of the dimensions (hyperx)."""
    dimension_links: tuple[int, ...] = ()
    """Links of each pair along each dimension (hyperx)."""
    order: int | None = None
    """Order q, an odd prime (slim-fly)."""
    switches: int | None = None
    """Number of switches (jellyfish)."""
    degree: int | None = None
    """Links of a switch to other switches (jellyfish)."""
    units_per_pod: int | None = None
    """Scalable units in a pod of a folded Clos: `su_per_pod` of the file."""
    rails_per_pod: int | None = field(default=None, metadata={"later": True})
    """Rails in a pod of three tiers; None where a pod has all rails of its units (rail-optimized)."""
    links_per_group_pair: int | None = field(default=None, metadata={"later": True})
    """Links of every two groups (dragonfly, dragonfly-plus)."""
    core_grouping: Literal["together", "spread"] = "together"
    """Whether cores stand on their own or are spread over the pods."""


@dataclass(frozen=True)
class MediaRule:
    """Media that some links of a network may have."""

    stages: tuple[str, ...]
    """Kinds of links that it is about, such as leaf-spine; empty: all links of the network."""
    fibers: tuple[str, ...]
    """Kinds of fiber that they may have, of mm, sm and copper; empty: any."""
    connectors: tuple[str, ...]
    """Connectors of their transceivers, such as LC; empty: any, and cables with modules of their own too."""

    def is_about(self, stage: str) -> bool:
        """Whether links of a kind must meet the rule."""
        return not self.stages or stage in self.stages


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What the fabric of a network must offer, whatever its family; None where nothing is asked."""

    hops: int | None = None
    """Most links between switches on the shortest way of two ports of devices."""
    bisection_pct: int | None = None
    """Least bandwidth between two halves of the devices, in percent of that of the links of one half."""
    uplinks_left_pct: int | None = None
    """Least share of its links to other switches that every leaf keeps when any one switch fails, in percent."""
    oversubscription: tuple[int, int] | None = field(default=None, metadata={"later": True})
    """Most bandwidth of the devices of a leaf to that of its links to other switches."""


@dataclass(frozen=True, kw_only=True)
class NetworkRequest:
    """One network to build. None means that the planner chooses."""

    id: str
    """Name of the network, unique in the request; part of its cable ids."""
    topology: Family
    """Family of the fabric (docs/topologies.md)."""
    port_group: str
    """Group of ports in the catalogue that it connects; empty where its links are listed."""
    extras: tuple[Members, ...]
    """Further devices on free ports of leaves."""
    speed_gbps: int
    """Speed of a link to a device in Gb/s."""
    uplink_speed_gbps: int | None
    """Speed of links between switches; None: `speed_gbps`."""
    nodes_per_su: int | None
    """Devices in a scalable unit."""
    rails: int | None
    """Ports of a device that it connects, in each plane."""
    planes: int
    """Number of planes, each a fabric of its own."""
    oversubscription: tuple[int, int]
    """Bandwidth of the downlinks of a leaf to that of its uplinks."""
    tiers: int | None
    """Tiers of switches: 1 to 3."""
    leaves: int | None
    """Number of leaves (leaf-spine); None: as few as suffice."""
    spines: int | None
    """Number of spines of two tiers; None: as the uplinks need."""
    uplinks_per_leaf: int | None
    """Uplinks of a leaf; None: as `oversubscription` needs."""
    uplinks_for: Literal["ports", "links"] = "ports"
    """Downlinks for which `oversubscription` asks uplinks: all of a leaf, or those with a link."""
    uneven: bool
    """Whether pairs of leaf and spine may differ by one link."""
    leaf_per: Literal["unit", "rack", "fabric"]
    """Devices that share leaves."""
    redundancy: int
    """Leaves to which each device is linked: 1 or 2."""
    peer_links: int
    """Links between the two leaves of a pair."""
    external_links: int
    """Ports of each spine that are kept for links that leave the site."""
    spines_of: str | None
    """Earlier network whose spines (else leaves) take the uplinks."""
    direct: tuple[Members, ...]
    """Pairs of devices that are linked without a switch."""
    apart: Literal["", "rack", "row", "feed", "pathway"] = ""
    """What the two leaves of a device must not share; empty where they may share all."""
    spare_ports: int
    """Downlinks of every leaf that stay free."""
    expansion_su: int
    """Further scalable units for which spines and cores keep free ports."""
    leaf_position: LeafPosition
    """Racks and rows in which new leaves may stand."""
    shape: FamilyShape
    """Sizes of the family that the request states, beside the fields above."""
    switch_models: tuple[str, ...]
    """Models that may be used; empty: all in stock."""
    leaf_models: tuple[str, ...]
    """Models for leaves; empty: `switch_models`."""
    spine_models: tuple[str, ...]
    """Models for spines; empty: `switch_models`."""
    core_models: tuple[str, ...]
    """Models for cores; empty: `switch_models`."""
    switch_face: Face
    """Side of the rack at which new switches show their ports."""
    prefix: str
    """Beginning of the names of its switches."""
    media: tuple[MediaRule, ...] = ()
    """Media that its links may have; a link must meet each rule that is about it."""
    links_file: str = ""
    """Name of the file that lists its links; empty where they are designed."""
    links: tuple[GivenLink, ...] = ()
    """Its links as listed (topology `given`), each once; empty where they are designed."""
    needs: Needs = field(default=Needs(), metadata={"later": True})
    """What its fabric must offer."""
    core_oversubscription: tuple[int, int] = field(default=(1, 1), metadata={"later": True})
    """Bandwidth of a spine to leaves to that to cores, in three tiers."""
    rails_per_leaf: int = field(default=1, metadata={"later": True})
    """Rails that share a leaf (rail-optimized)."""
    host_order: HostOrder = field(default="listed", metadata={"later": True})
    """Order in which its devices fill scalable units and leaves."""
    choice: str = field(default="", compare=False, metadata={"later": True})
    """What tells a variant from others of its family, tiers and planes, such as 2 : 1, leaves mid-row. Empty where no
    other has the same of these. It is no part of what is asked for.
    """
    panels: Literal["none", "allowed"] = field(default="none", metadata={"later": True})
    """Whether the planner may place panels for its links."""
    variants: tuple["NetworkRequest", ...] = field(default=(), metadata={"later": True})
    """The network with each family, and with each value of the other keys that the request leaves open, of which the
    planner takes one. Empty where the request states them all. The fields beside are those of the first variant.
    """

    @property
    def choices(self) -> tuple["NetworkRequest", ...]:
        """The networks of which the planner builds one: the variants, or this one."""
        return self.variants or (self,)

    @property
    def choice_name(self) -> str:
        """The family with what else tells the choice, as designs name it: leaf-spine, 3 tiers stated, 2 : 1."""
        tiers = [f"{self.tiers} tier{'s' if self.tiers > 1 else ''} stated"] if self.tiers else []
        planes = [f"{self.planes} planes"] if self.planes > 1 else []
        return ", ".join([self.topology, *tiers, *planes, *([self.choice] if self.choice else [])])

    @property
    def is_given(self) -> bool:
        """Whether its links are listed, so that nothing of it is designed."""
        return self.topology == "given"

    @property
    def by_rail(self) -> bool:
        return self.topology in BY_RAIL

    def models_of(self, tier: str) -> tuple[str, ...]:
        """Models that a tier may use; empty: all in stock."""
        own = {"leaf": self.leaf_models, "spine": self.spine_models, "core": self.core_models}[tier]
        return own or self.switch_models


@dataclass(frozen=True)
class AssemblyLimits:
    """Limits on the material that the planner may use."""

    trunk_legs: tuple[int, ...]
    """Sizes of trunks that may be ordered, in legs, ascending."""
    bundle_jumpers: int
    """Jumpers that may be taped into one bundle; 1 forbids bundles."""
    custom_kinds: int | None
    """Highest number of kinds of trunks to order; None: no limit."""
    fibers: tuple[str, ...]
    """Media that may be used."""
    spares_pct: int = 0
    """Spare transceivers and single cables that the bill adds, in percent of those installed, rounded up a line."""


@dataclass(frozen=True)
class Weights:
    """The worth of time, work and money for the objective `weighted`, in one currency."""

    install_hour: float
    """An hour of install time."""
    person_hour: float
    """A person-hour."""
    usd: float
    """A US dollar of material."""


@dataclass(frozen=True)
class Contact:
    """The person whom crews, store and supplier call with questions about the plan."""

    name: str
    """Name, as documents print it."""
    telephone: str
    """Number as people dial it, such as +49 30 1234567; empty where none is stated."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """The networks to build, with limits, dates and the objective."""

    networks: tuple[NetworkRequest, ...]
    """Networks in the order in which they are planned, at least one; each sees those before it."""
    limits: AssemblyLimits
    """Limits on the material, over all networks."""
    racks_ready: datetime | None
    """Local time at which the clock starts; None: the plan has no dates."""
    order_date: date | None
    """Day on which assemblies are ordered; None: early enough."""
    deadline: datetime | None
    """Local time by which the last link must be tested."""
    budget_cents: int | None
    """Highest cost of the material."""
    objective: Objective
    """The figure that the plan minimises."""
    first: tuple[str, ...]
    """Ids of networks that are installed before the others, in this order."""
    phases: tuple[tuple[str, ...], ...]
    """Ids of the rows of each build phase, in order."""
    weights: Weights
    """Worth of time, work and money; counts for the objective `weighted` alone."""
    label: LabelGrammar
    """The grammar of all labels."""
    seed: int
    """Seed of every random choice."""
    tolerance_ppm: int | None = None
    """Share of the least time within which plans count as equal, in millionths; None: the default of the objective."""
    contact: Contact | None = None
    """The person to call; None where the request names nobody."""

    @property
    def equal_ppm(self) -> int:
        """Share within which plans count as equal by the objective, in millionths."""
        usual = {"install-time": 5_000, "person-hours": 10_000}.get(self.objective, 0)
        return usual if self.tolerance_ppm is None else self.tolerance_ppm
