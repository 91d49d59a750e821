"""The value of a design: a fabric with a model for every switch and a medium for every kind of link."""

from collections import Counter
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

from fabric.catalog import PortGroup
from fabric.designs.wiring import NO_CORDS, StandingCords
from fabric.plan import Stage
from fabric.project import Device, NetworkRequest
from fabric.rules import Medium
from fabric.topology import STAGES, Fabric, Links
from layouts import IntColumn


@dataclass(frozen=True)
class Alternative:
    """Another way to realise some links of a stage, where it is better: short copper, or a cheaper fiber."""

    a_group: PortGroup
    """Ports at the A end; a mode of the same cages as those of the stage, with the same numbers of ports."""
    b_group: PortGroup
    """Ports at the B end, likewise."""
    medium: Medium
    """Optics and single cables."""

    @property
    def is_copper_like(self) -> bool:
        """Whether the cable brings modules of its own, so that its cages take no transceiver."""
        return self.medium.a_optic is None and self.medium.b_optic is None


@dataclass(frozen=True)
class DesignStage:
    """One kind of link."""

    stage: Stage
    """Its stage in the plan."""
    a_group: PortGroup
    """Ports at the A end."""
    b_group: PortGroup
    """Ports at the B end."""
    medium: Medium
    """Optics and cables that its links are made of."""
    others: tuple[Alternative, ...] = ()
    """Other ways to realise some of its links; the places of the switches decide which links take them."""
    is_taped: bool = True
    """Whether its jumpers may be taped into bundles."""
    most_links: int | None = None
    """Most links of one trunk or bundle, at least 2; None for as many as they take."""
    mixes: bool = True
    """Whether links between racks may take `others` for the sake of time."""

    @property
    def media(self) -> tuple[Medium, ...]:
        """All media that its links may have."""
        return (self.medium, *(other.medium for other in self.others))

    @property
    def most_legs(self) -> int:
        """The most links that one single cable may carry, in any of its media."""
        return max(self.medium.legs, *(other.medium.legs for other in self.others), 1)

    @property
    def straight_legs(self) -> int:
        """The most links that one cable with one plug at each end may carry, in any of its media."""
        return max([1, *(medium.legs for medium in self.media if medium.is_straight)])


@dataclass(frozen=True, kw_only=True)
class Design:
    """One buildable fabric."""

    name: str
    """Name with models, shape and media."""
    shape_name: str
    """The name without the media."""
    network: NetworkRequest
    """The network that it is for."""
    fabric: Fabric
    """Devices, switches and links. The `stage` of a link is an index of `stages`."""
    models: tuple[str, ...]
    """Model of each switch."""
    stages: tuple[DesignStage, ...]
    """Kinds of links."""
    exact_bisection: int | None = None
    """Links between two halves by the formula of the family; None where there is none for these numbers."""
    cords: StandingCords = NO_CORDS
    """Its links that are in place already; `fabric` has those that are to be laid."""

    def count(self, tier: str) -> int:
        """Switches of a tier."""
        return self.fabric.count(tier)

    @property
    def media(self) -> tuple[Medium, ...]:
        """The medium of each stage."""
        return tuple(stage.medium for stage in self.stages)

    @property
    def model(self) -> str:
        """All switch models in one text."""
        return " + ".join(sorted(set(self.models)))

    @cached_property
    def stage_numbered(self) -> Fabric:
        """The whole fabric, existing cords included, with links numbered by kind (fabric.topology.STAGES)."""
        kinds = np.array([STAGES.index(stage.stage.name) for stage in self.stages], np.int32)
        links = self.fabric.links
        numbered = replace(links, stage=kinds[links.stage])
        standing = [] if self.cords.links is None else [self.cords.links]
        return replace(self.fabric, links=Links.stack([numbered, *standing]))

    @cached_property
    def switch_devices(self) -> tuple[Device, ...]:
        """Its switches as devices without a place."""
        return tuple(
            Device(
                id=switch.id,
                model=model,
                role=switch.tier,
                rack=None,
                position_half_ru=None,
                face=self.network.switch_face,
                su=None,
                status="planned",
            )
            for switch, model in zip(self.fabric.switches, self.models, strict=True)
        )

    @cached_property
    def cages(self) -> "Cages":
        """Cages that have a link."""
        return _count_cages(self, least=False)

    @cached_property
    def least_cages(self) -> "Cages":
        """Cages that have a link, with the fewest transceivers and plugs that any choice of media leaves."""
        return _count_cages(self, least=True) if any(stage.others for stage in self.stages) else self.cages


def is_same_fabric(design: Design, other: Design) -> bool:
    """Whether two designs join the same devices and switches by the same links and media, with leaves in the same
    places.
    """
    links, others = design.fabric.links, other.fabric.links
    return (
        design.network.leaf_position == other.network.leaf_position
        and design.fabric.hosts == other.fabric.hosts
        and design.models == other.models
        and design.stages == other.stages
        and len(links) == len(others)
        and all(np.array_equal(getattr(links, column.name), getattr(others, column.name)) for column in fields(links))
    )


@dataclass(frozen=True, kw_only=True)
class Cages:
    """Cages with a link: the first four are columns of equal length, one row per cage."""

    device: IntColumn
    """Device: an index of the devices and switches of the fabric."""
    group: IntColumn
    """Cage group: an index of `groups`."""
    cage: IntColumn
    """Printed number of the cage."""
    optic: IntColumn
    """Transceiver: an index of `optic_models`; -1 where the cable brings its own module."""
    groups: tuple[str, ...]
    """Names of the cage groups."""
    optic_models: tuple[str, ...]
    """Models of the transceivers."""
    connectors: int
    """Plugs of all links; a splitter has one plug at its head."""
    cables: int
    """Cables, if every link (or splitter) had a cable of its own."""

    @property
    def optics(self) -> Counter[str]:
        """Transceivers by model."""
        return Counter({model: int((self.optic == index).sum()) for index, model in enumerate(self.optic_models)})


def _count_cages(design: Design, *, least: bool) -> Cages:
    """The cages with a link. With `least`, a stage that may have cables with modules of their own has no optics."""
    links = design.fabric.links
    models = sorted({o.model for s in design.stages for o in (s.medium.a_optic, s.medium.b_optic) if o})
    groups = sorted({group.cages_of for stage in design.stages for group in (stage.a_group, stage.b_group)})
    tables: list[IntColumn] = [np.zeros((4, 0), np.int32)]
    connectors = cables = 0
    for index, stage in enumerate(design.stages):
        rows = links.stage == index
        others = stage.others if least else ()
        bare = any(other.is_copper_like for other in others)
        plugs = []
        for group, device, port, optic in (
            (stage.a_group, links.a_device[rows], links.a_port[rows], stage.medium.a_optic),
            (stage.b_group, links.b_device[rows], links.b_port[rows], stage.medium.b_optic),
        ):
            lanes = max([group.lanes, *(_lanes(other, group is stage.b_group) for other in others)])
            plugs.append(len(np.unique(device.astype(np.int64) << 20 | port // lanes)))
            cage = cage_numbers(group, port)
            what = np.full(len(port), -1 if optic is None or bare else models.index(optic.model), np.int32)
            tables.append(np.stack([device, np.full(len(port), groups.index(group.cages_of), np.int32), cage, what]))
        connectors += sum(plugs)
        cables += min(plugs)
    table = np.concatenate(tables, axis=1)
    # One row per cage; where two stages share one, a transceiver goes before a module that is part of a cable.
    table = table[:, np.lexsort((-table[3], table[2], table[1], table[0]))]
    first = np.ones(table.shape[1], bool)
    first[1:] = (np.diff(table[:3], axis=1) != 0).any(axis=0)
    device, group_of, cage_of, optic_of = table[:, first]
    return Cages(
        device=device,
        group=group_of,
        cage=cage_of,
        optic=optic_of,
        groups=tuple(groups),
        optic_models=tuple(models),
        connectors=connectors,
        cables=cables,
    )


def _lanes(other: Alternative, is_b: bool) -> int:
    """Ports on one connector of another medium, at its B end or its A end."""
    return (other.b_group if is_b else other.a_group).lanes


def cage_numbers(group: PortGroup, port: IntColumn) -> IntColumn:
    """Printed numbers of the cages that hold some ports of a group."""
    place = np.array(group.grid_numbers, np.int32)[port] if group.absent else port
    numbers: IntColumn = (group.first_cage + place // group.per_cage * (1 + group.skip)).astype(np.int32)
    return numbers
