"""The answer: places, cables, routes, schedule, and how good they are. Frozen.

Large tables are columns: links, segments, assemblies, pulls, packages. Indexes point into the tuples of the same plan
(`devices`, `kinds`, `routes`, `project.site.racks`, `project.inventory.lots`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Literal

import numpy as np

from fabric.project import Device, Project
from fabric.topology import Links, rank_within
from layouts import IntColumn, Route

FORMAT = "fabric-plan/5"


@dataclass(frozen=True)
class Stage:
    """A kind of links. The ports of a link count within the two groups."""

    network: str
    name: str
    """One of `fabric.topology.STAGES`."""
    speed_gbps: int
    a_group: str
    """Port group of the A ends."""
    b_group: str
    """Port group of the B ends."""


@dataclass(frozen=True, kw_only=True)
class AssemblyKind:
    """Assemblies that can replace each other: one model with one set of lengths."""

    id: str
    model: str
    form: Literal["trunk", "jumper", "dac", "aoc", "copper"]
    custom: bool
    """Whether it is made to measure."""
    body_mm: int
    """Length of the body of a trunk; of anything else, the whole length."""
    a_legs_mm: tuple[int, ...]
    """Length of each leg at the A end; empty for all but trunks."""
    b_legs_mm: tuple[int, ...]
    """Length of each leg at the B end."""
    connector: str
    gender: str
    polarity: str
    links: int
    """Links that one piece may carry: the legs of a trunk or of a splitter, whose head is at the B end."""

    @property
    def overall_mm(self) -> int:
        """Longest way from plug to plug. It is pulled, paid per metre and compared with the reach."""
        return self.body_mm + max(self.a_legs_mm, default=0) + max(self.b_legs_mm, default=0)


@dataclass(frozen=True)
class Segments:
    """The segments of all channels: link, assembly and leg (from 0) of each, in order from A to B."""

    link: IntColumn
    assembly: IntColumn
    leg: IntColumn


@dataclass(frozen=True)
class Assemblies:
    """Physical pieces: kind, the pull that lays each, and the lot that it comes from."""

    kind: IntColumn
    pull: IntColumn
    lot: IntColumn


@dataclass(frozen=True)
class Pulls:
    """Acts of laying: form (`PullForm`), racks of both ends, route (-1 inside a rack)."""

    form: IntColumn
    a_rack: IntColumn
    b_rack: IntColumn
    route: IntColumn


@dataclass(frozen=True)
class Optics:
    """Transceivers: device, group of cages (index into `Plan.cage_groups`), cage number, index into
    `Plan.optic_models`.
    """

    device: IntColumn
    group: IntColumn
    cage: IntColumn
    model: IntColumn


@dataclass(frozen=True)
class Packages:
    """The schedule: kind (`PackageKind`), subject (rack, device or pull), start and end on the working clock, crew."""

    kind: IntColumn
    subject: IntColumn
    start_s: IntColumn
    end_s: IntColumn
    crew: IntColumn


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The figures that the plan claims, defined in docs/maths.md. Hours are working hours."""

    install_time_s: int
    """End of the last package on the working clock."""
    bound_s: int
    """Install time that no plan can beat."""
    work_ms: int
    """Person-time of all acts."""
    work_bound_ms: int
    """Person-time that no plan can beat."""
    unavoidable_ms: int
    """Person-time of acts that every plan has."""
    place_bound_s: int
    """Install time that no plan can beat because of the crews that a place takes."""
    bound_binds: str
    """Part of the bound that is the largest."""
    plan_binds: Literal["work", "place", "chain"]
    """The limit that the plan meets first: work, a place, or a chain of packages."""
    cost_cents: int
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
    """One design that was looked at: evaluated with its figures, or dropped with a reason."""

    design: str
    reason: str
    install_time_s: int | None = None
    work_ms: int | None = None
    cost_cents: int | None = None


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


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole answer, with the question in it. `designs` are the chosen ones, in the order of the networks; the
    `stage` of a link indexes `stages`.
    """

    format: str
    version: str
    project: Project
    designs: tuple[str, ...]
    stages: tuple[Stage, ...]
    devices: tuple[Device, ...]
    links: Links
    segments: Segments
    kinds: tuple[AssemblyKind, ...]
    assemblies: Assemblies
    routes: tuple[Route, ...]
    pulls: Pulls
    cage_groups: tuple[str, ...]
    optic_models: tuple[str, ...]
    optics: Optics
    packages: Packages
    summary: Summary
    assumptions: tuple[str, ...]
    unchecked: tuple[str, ...]
    trials: tuple[Trial, ...]

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

    @cached_property
    def link_numbers(self) -> IntColumn:
        """The number of each link within its network, from 0: part of its cable id."""
        names = [network.id for network in self.project.request.networks]
        of_stage = np.array([names.index(stage.network) for stage in self.stages], np.int32)
        return rank_within(of_stage[self.links.stage])


def _pct(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
