"""The facts that the least work of one design rests on: counts and shortest lengths that hold for each of its plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from layouts import divide_up


class PullSizes(NamedTuple):
    """The most links that one pull of each form holds."""

    trunk_legs: tuple[int, ...]
    """Links on one trunk, for each size of trunk; () where there are no trunks."""
    bundle_jumpers: int
    """Most jumpers that are taped into one bundle; 1 where none are taped."""
    over_panels: bool = False
    """Whether links may run over lanes between panels, so that their cords may be patches inside racks."""
    fitted_ms: int = 0
    """Least person-time of the transceivers of a link on a trunk, at each end; 0 where they are counted elsewhere."""

    @property
    def largest(self) -> int:
        """The most links of any pull."""
        return max(1, self.bundle_jumpers, *self.trunk_legs)


class HostRack(NamedTuple):
    """The links of one rack of devices, and the shortest length that they may have."""

    links: int
    """Links of its devices to switches."""
    nearest_mm: int
    """Length of the shortest cable to another rack that may hold a switch; 0 where no other rack can be reached."""
    may_patch: bool
    """Whether a switch may stand in the rack itself, so that its links may be patches inside the rack."""


class HostPlace(NamedTuple):
    """The work that is sure to be done at one working place with devices."""

    optics: int
    """Transceivers of the devices that show their ports there."""
    racks: tuple[HostRack, ...]
    """Racks whose devices all show their ports there."""
    names: tuple[str, ...] = ()
    """Names of these racks."""


class SplitterStage(NamedTuple):
    """The links of one kind that run over splitters."""

    links: int
    """Links of this kind."""
    legs: int
    """Most links on one splitter."""
    is_straight: bool = False
    """Whether each is one plug for all its links at both ends."""


class CrossNetworkLinks(NamedTuple):
    """The cost of links to switches of other networks. Their number depends on the designs of those networks."""

    each_ms: int
    """Least person-time of one such link."""
    own_links: int
    """Links of the leaves to devices of the project."""
    downlinks: int
    """Most links of one leaf to devices and to switches of other networks."""
    uplinks: int
    """Links of each leaf to switches of another network; 0 where none is sure."""

    def uplinks_of(self, links: int) -> int:
        """The least number of uplinks of all leaves where `links` lead to switches of other networks."""
        return self.uplinks * divide_up(self.own_links + links, self.downlinks) if self.uplinks else 0


class RackLinks(NamedTuple):
    """The links of the devices of one rack to the leaves of a new fabric."""

    place: int
    """Number of the place where all these devices show their ports."""
    links: int
    """Number of the links."""
    by_group: tuple[tuple[int, ...], ...]
    """For each group of leaves, the links to each of its leaves."""
    nearest_mm: Mapping[int, int]
    """Shortest cable to another rack that may hold a switch, by number of the place where it shows its ports."""
    patch_place: int | None
    """The place where switches in the rack itself show their ports; None where it may hold none."""


class SplitLinks(NamedTuple):
    """The links of one kind from the devices of one rack to leaves, on splitters whose heads are at the leaves."""

    rack: RackLinks
    """Place, number and groups of the links."""
    legs: int
    """Most links of a splitter."""
    is_straight: bool
    """Whether each is one plug for all its links at both ends."""


class LeafGroup(NamedTuple):
    """Switches of one tier that are counted together: the leaves of one unit, or all spines."""

    links: tuple[int, ...]
    """Links of each switch between leaves and spines."""
    optics: tuple[int, ...]
    """Transceivers of each switch."""


class SwitchRoom(NamedTuple):
    """The room for switches at one place."""

    most: int = 0
    """Most switches of all its racks."""
    largest: int = 0
    """Most switches of one rack that nothing else opens; 0 where there is none."""
    beside: int = 0
    """Most switches of the racks that are opened in any case."""
    opened: int = 0
    """Racks of devices that are sure to be opened there."""
    racks: int = 0
    """Racks that may hold switches."""
    widest: int = 0
    """Most switches of one of these racks."""


@dataclass(frozen=True, kw_only=True)
class SwitchLinks:
    """The links and transceivers of the switches of a fabric of leaves and spines, all of which are new."""

    racks: tuple[RackLinks, ...]
    """The racks of the devices."""
    groups: tuple[LeafGroup, ...]
    """The leaves: those of one unit with the same links to each rack of devices, and as many up, are together."""
    spines: LeafGroup
    """All spines."""
    least_between: int
    """Fewest links between a leaf and a spine."""
    most_between: int
    """Most links between a leaf and a spine."""
    between_mm: Mapping[tuple[int, int], int]
    """Shortest cable between two racks that may hold switches, by the numbers of both places."""
    room: Mapping[int, SwitchRoom]
    """Room for switches by number of the place."""
    units: tuple[int, ...] = ()
    """The unit of each group of leaves; () where each group is a unit."""
    splits: tuple[SplitLinks, ...] = ()
    """Links on splitters, by rack of devices. The devices of each show their ports at one place."""
    others: int = 0
    """Links of the design that are none of `racks` and uplinks: on splitters, between two leaves or two devices."""
    whole_others: int = 0
    """Those of them whose kind has no other links, and none on splitters."""


class FreeLoad(NamedTuple):
    """The work at devices without a rack, at whichever place each of them stands."""

    work_ms: int
    """Least person-time that ties up these places beside the work at devices with a rack."""
    places: frozenset[int]
    """Numbers of the places where such devices may show their ports."""


@dataclass(frozen=True, kw_only=True)
class DesignFacts:
    """The facts of one design. Each is the least over all places of its switches; 0 or () means none."""

    links: int
    """Links of the network that are counted."""
    connectors: int
    """Plugs at the ends of these links."""
    optics: int
    """Transceivers to insert."""
    host_racks: tuple[HostRack, ...]
    """Racks of devices whose links are not part of `leaf_laying_ms`."""
    other_links: int
    """Links between switches that are not part of `leaf_laying_ms`."""
    other_mm: int
    """Length of the shortest cable between two racks that may hold switches."""
    racks: int
    """Racks of devices that no earlier network has opened."""
    pulls: PullSizes
    """The most links of a pull of each form."""
    places: Mapping[int, HostPlace]
    """The work at the devices, by the number of their place."""
    leaf_laying_ms: int = 0
    """Least laying of the leaves' links that are counted together, and of uneven lengths inside racks of devices."""
    moves: int = 0
    """Moves of crews between places."""
    splitters: tuple[SplitterStage, ...] = ()
    """Kinds of links on splitters. Each splitter is laid by itself."""
    cross_network: CrossNetworkLinks | None = None
    """Links to switches of other networks; None where the network connects none."""
    able_racks: int = 0
    """Those of `racks` that an earlier network may have opened for its switches."""
    switch_racks: int = 0
    """Racks to open for switches beside `racks`."""
    free_ms: int = 0
    """Least laying that the links of devices without a rack add, and the opening of racks for these devices."""
    switch_links: SwitchLinks | None = None
    """Links of its switches; None unless it has leaves and spines only, all of which are new."""
    has_open_leaves: bool = False
    """Whether the number of its leaves depends on the racks of devices that have none yet."""
    free_load: FreeLoad | None = None
    """Work at those devices; None where all devices have racks."""
