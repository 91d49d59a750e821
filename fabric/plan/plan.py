"""The answer: places, cables, routes, schedule, and how good they are. Frozen.

Large tables are columns: links, segments, assemblies, pulls, packages. Indexes point into the tuples of the same plan
(`devices`, `kinds`, `routes`, `project.site.racks`, `project.inventory.lots`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from fabric.plan.joints import Joint
from fabric.project import Device, NetworkRequest, Project
from fabric.topology import Links
from layouts import IntColumn, Route

FORMAT = "fabric-plan/6"
OLD_FORMAT = "fabric-plan/5"
"""The format before: its lengths leave out the depth of racks. It is read, and what shows such a plan says so."""


@dataclass(frozen=True)
class Stage:
    """The links of one network between two tiers, at one speed. Port numbers count within the two groups."""

    network: str
    """Id of its network in the request."""
    name: str
    """One of `fabric.topology.STAGES`."""
    speed_gbps: int
    """Speed of one link in Gb/s."""
    a_group: str
    """Port group of the A ends."""
    b_group: str
    """Port group of the B ends."""


@dataclass(frozen=True, kw_only=True)
class AssemblyKind:
    """Interchangeable assemblies: one model with one set of lengths."""

    id: str
    """Unique in the plan. Trunks: K, the length of the body in metres, a code of model and lengths (K16.5-7QF2); single
    cables: model and length in metres. What is equal has the same id in every plan.
    """
    model: str
    """Model in the catalogue, of a trunk or of a cable."""
    form: Literal["trunk", "jumper", "dac", "aoc", "copper"]
    """The form of the piece; splitters are jumpers, DACs or AOCs with several legs."""
    custom: bool
    """Whether it is made to measure."""
    body_mm: int
    """Length of the body of a trunk; of anything else, the whole length."""
    a_legs_mm: tuple[int, ...]
    """Length of each leg at the A end; empty for all but trunks."""
    b_legs_mm: tuple[int, ...]
    """Length of each leg at the B end."""
    connector: str
    """Connector of every leg at both ends, such as MPO-12/APC; empty where the catalogue states none."""
    gender: str
    """Gender of that connector, male or female; empty without a connector."""
    polarity: str
    """Polarity of the fibers from end to end, such as B; empty without a connector."""
    links: int
    """Links that one piece may carry: the legs of a trunk or of a splitter, whose head is at the B end."""

    far_connector: str = ""
    """Connector at the A end, where it is another than at the B end; empty: the same."""
    far_gender: str = ""
    """Gender of the connector at the A end, where that is another; empty without pins."""
    is_straight: bool = False
    """Whether the A end too is one plug for all links, as that of twin-port copper; else it has a tail for each."""

    @property
    def a_plug(self) -> tuple[str, str]:
        """Connector and gender at the A end."""
        return (self.far_connector, self.far_gender) if self.far_connector else (self.connector, self.gender)

    @property
    def overall_mm(self) -> int:
        """Longest way from plug to plug. It is pulled, paid per metre and compared with the reach."""
        return self.body_mm + max(self.a_legs_mm, default=0) + max(self.b_legs_mm, default=0)


@dataclass(frozen=True)
class Segments:
    """The channels of all links as columns: a row for each segment, those of a link in order from A to B."""

    link: IntColumn
    """Index into the links, rising."""
    assembly: IntColumn
    """Index into the assemblies; several segments where it has several legs."""
    leg: IntColumn
    """Leg of the assembly, from 0; 0 for a piece with one leg."""


@dataclass(frozen=True)
class Assemblies:
    """Physical pieces of cable as columns."""

    kind: IntColumn
    """Index into `Plan.kinds`."""
    pull: IntColumn
    """Index into the pulls, not falling; every pull lays one assembly at least."""
    lot: IntColumn
    """Index into the lots of the inventory."""


@dataclass(frozen=True)
class Pulls:
    """Acts of laying as columns."""

    form: IntColumn
    """Number of a `PullForm`, 0 to 3."""
    a_rack: IntColumn
    """Rack of the A ends: index into the racks of the site."""
    b_rack: IntColumn
    """Rack of the B ends, as at the A end; the same rack for a patch."""
    route: IntColumn
    """Index into `Plan.routes`; -1 inside a rack."""


@dataclass(frozen=True)
class Optics:
    """Transceivers in their cages as columns, in order of devices, groups and cages."""

    device: IntColumn
    """Index into `Plan.devices`."""
    group: IntColumn
    """Index into `Plan.cage_groups`."""
    cage: IntColumn
    """Number of the cage as the catalogue counts the cages of the group."""
    model: IntColumn
    """Index into `Plan.optic_models`."""


@dataclass(frozen=True)
class Packages:
    """The schedule as columns: a row for each work package."""

    kind: IntColumn
    """Number of a `PackageKind`, 0 to 6."""
    subject: IntColumn
    """Index of a rack of the site (open), of a device (optics) or of a pull (all others)."""
    start_s: IntColumn
    """Start in seconds of the working clock, from 0; the move of the crew to its place comes after it."""
    end_s: IntColumn
    """End in seconds of the working clock, exclusive; after the start."""
    crew: IntColumn
    """Number of the crew, from 0; sheets print it from 1."""


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The figures that the plan claims, defined in docs/maths.md. Hours are working hours."""

    install_time_s: int
    """End of the last package on the working clock."""
    bound_s: int
    """Install time that no plan can beat, with what `bound_scope` names held fixed."""
    work_ms: int
    """Person-time of all acts."""
    work_bound_ms: int
    """Person-time that no plan can beat, with the same held fixed."""
    unavoidable_ms: int
    """Person-time of acts that every plan has."""
    place_bound_s: int
    """Install time that no plan can beat because of the crews that a place takes."""
    bound_binds: str
    """Part of the bound that is the largest."""
    plan_binds: Literal["work", "place", "rack", "chain"]
    """The limit that the plan meets first: work, a place, or a chain of packages."""
    cost_cents: int
    """Cost of new switches, transceivers and cables in US cents."""
    acts_ms: Mapping[str, int]
    """Person-time of each act."""
    bound_parts_s: Mapping[str, int]
    """The parts of the bound."""

    @property
    def gap_pct(self) -> float:
        """(T - T_bound) / T on install time."""
        return _pct(self.install_time_s - self.bound_s, self.install_time_s)

    @property
    def work_gap_pct(self) -> float:
        """(W - W_bound) / W on person-hours."""
        return _pct(self.work_ms - self.work_bound_ms, self.work_ms)

    @property
    def decided_gap_pct(self) -> float:
        """(W - W_bound) / (W - unavoidable): the gap of the work that the planner decides."""
        return _pct(self.work_ms - self.work_bound_ms, self.work_ms - self.unavoidable_ms)


@dataclass(frozen=True)
class Trial:
    """One design that was considered: evaluated, with its figures, or dropped, with the reason."""

    design: str
    """Name of the design, after the id of its network where the request has several networks."""
    reason: str
    """`chosen`, the comparison with the chosen plan, or the reason why this design has no plan."""
    install_time_s: int | None = None
    """Install time of its plan in seconds of the working clock; None without a plan."""
    work_ms: int | None = None
    """Person-time of its plan in milliseconds; None without a plan."""
    cost_cents: int | None = None
    """Cost of the material of its plan in US cents; None without a plan."""
    estimate_s: int | None = field(default=None, metadata={"later": True})
    """Install time of its best placement, estimated from places and work; None where it has no place."""
    bound_s: int | None = field(default=None, metadata={"later": True})
    """Its proven least install time; None where it has a plan or cannot be built."""


@dataclass(frozen=True, kw_only=True)
class PlanParts:
    """The fabric of a plan without its schedule: switches in their racks, links, and the cables that carry them."""

    stages: tuple[Stage, ...]
    """Kinds of links, indexed by the `stage` of a link."""
    devices: tuple[Device, ...]
    """Hosts and switches with the racks that they stand in."""
    links: Links
    """Logical connections between ports of devices."""
    segments: Segments
    """The pieces of cable that carry each link."""
    kinds: tuple[AssemblyKind, ...]
    """Models of cable with their lengths, indexed by `assemblies.kind`."""
    assemblies: Assemblies
    """Physical cables."""
    routes: tuple[Route, ...]
    """Ways along pathways, indexed by `pulls.route`."""
    pulls: Pulls
    """Acts of laying."""
    cage_groups: tuple[str, ...]
    """Names of port groups, indexed by `optics.group`."""
    optic_models: tuple[str, ...]
    """Models of transceivers, indexed by `optics.model`."""
    optics: Optics
    """Transceivers in their cages."""
    joints: tuple[Joint, ...] = ()
    """Ends of cords at panels, in the order of the segments; empty where all cables run from device to device."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole answer, with the question in it."""

    format: str
    """`FORMAT`: the layout of the plan file."""
    version: str
    """Version of the planner that made it."""
    project: Project
    """The question: all inputs, with a rack for each device that was to be placed."""
    designs: tuple[str, ...]
    """Names of the chosen designs, one for each network of the request."""
    stages: tuple[Stage, ...]
    """Kinds of links, indexed by `links.stage`, network by network."""
    devices: tuple[Device, ...]
    """Hosts and switches with the racks that they stand in, indexed by links, optics and packages."""
    links: Links
    """Logical connections between ports of devices."""
    segments: Segments
    """The pieces of cable that carry each link."""
    kinds: tuple[AssemblyKind, ...]
    """Models of cable with their lengths, indexed by `assemblies.kind`."""
    assemblies: Assemblies
    """Physical cables, pull by pull."""
    routes: tuple[Route, ...]
    """Ways along pathways, indexed by `pulls.route`."""
    pulls: Pulls
    """Acts of laying, indexed by assemblies and packages."""
    cage_groups: tuple[str, ...]
    """Names of groups of cages, without their modes, indexed by `optics.group`."""
    optic_models: tuple[str, ...]
    """Models of transceivers, indexed by `optics.model`."""
    optics: Optics
    """Transceivers in their cages."""
    packages: Packages
    """The schedule; a package comes after those that it follows."""
    summary: Summary
    """The figures that the plan claims."""
    assumptions: tuple[str, ...]
    """Sentences on figures that are assumed, for people."""
    unchecked: tuple[str, ...]
    """Sentences on rules that lack a figure and are not checked, for people."""
    trials: tuple[Trial, ...]
    """All designs that were considered, network by network, those that cannot be built first."""
    placed: tuple[str, ...] = ()
    """Devices of the project, by id, that the request leaves without a rack. The planner decided on their racks."""
    listed: str = ""
    """Digest of all other devices of the project with their racks and units: 16 hexadecimal digits. Empty in plans that
    were made before it.
    """
    started_from: str = field(default="", metadata={"later": True})
    """Id of the earlier plan from which the search started: 8 hexadecimal digits. Empty where there was none."""
    taken: tuple[int, ...] = field(default=(), metadata={"later": True})
    """The variant that each network is built as, an index of its `choices`. Empty where the request leaves none
    open.
    """
    joints: tuple[Joint, ...] = field(default=(), metadata={"later": True})
    """Ends of cords at panels, in the order of the segments; empty where all cables run from device to device."""
    judged: str = ""
    """Mark of the judge (fabric.audit.mark): 64 hexadecimal digits. Empty where the judge has not seen the plan."""

    @property
    def networks(self) -> tuple[NetworkRequest, ...]:
        """The networks of the request, each as it is built: with its family, tiers and planes."""
        wanted = self.project.request.networks
        taken = self.taken or (0,) * len(wanted)
        return tuple(network.choices[number] for network, number in zip(wanted, taken, strict=True))

    @property
    def parts(self) -> PlanParts:
        """The fabric without its schedule."""
        return PlanParts(**{field.name: getattr(self, field.name) for field in fields(PlanParts)})

    @property
    def design(self) -> str:
        """The chosen designs as one line of text."""
        if len(self.designs) == 1:
            return self.designs[0]
        names = (network.id for network in self.project.request.networks)
        return "; ".join(f"{name}: {design}" for name, design in zip(names, self.designs, strict=True))


def _pct(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
