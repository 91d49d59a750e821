"""Channels: how a link is realised, part by part, and whether its parts fit each other.

A channel is a sequence of segments from the A port to the B port: one for a direct cable, three for cord - trunk - cord
over two panels. Rules (NVIDIA, cable requirements for 400G structured cabling, unless said otherwise): each transceiver
fits its cage; at each mated pair one plug is male and one female (transceivers are male); all parts of one kind of
fiber; an odd number of crossovers from end to end; at most 4 mated pairs (2 panels); no longer than the reach of either
transceiver and of each part; loss = mated pairs x loss of a pair + length x loss per kilometre within the budget of
the transceiver. Where a part gives no loss figure, the loss is not checked, and the verdict says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from fabric.catalog import CableType, OpticType, PortGroup, TrunkType
from layouts import divide_up, format_m

MOST_MATED_PAIRS = 4
"""Two patch panels; NVIDIA, 400G structured cabling."""

Part = CableType | TrunkType


@dataclass(frozen=True)
class Channel:
    """Ports, transceivers (None where the cable brings its own modules) and segments (part, length) from A to B."""

    a_port: PortGroup
    """Group of the port at the A end, in its mode."""
    b_port: PortGroup
    """Group of the port at the B end, in its mode."""
    a_optic: OpticType | None
    """Transceiver at the A end; None where the cable brings its own module."""
    b_optic: OpticType | None
    """Transceiver at the B end; None where the cable brings its own module."""
    segments: tuple[tuple[Part, int], ...]
    """Part and length in mm of each segment, in order from A to B; one at least."""

    @property
    def length_mm(self) -> int:
        return sum(length for _, length in self.segments)

    @property
    def mated_pairs(self) -> int:
        """Pairs of plugs: one at each transceiver and one between each two segments."""
        return len(self.segments) - 1 + (self.a_optic is not None) + (self.b_optic is not None)

    @property
    def loss_mdb(self) -> int | None:
        """Loss end to end in milli-decibel, rounded up; None where a part gives no figure."""
        total = 0
        for part, length in self.segments:
            if part.connector_loss_mdb is None or part.loss_mdb_per_km is None:
                return None
            total += divide_up(part.loss_mdb_per_km * length, 1_000_000)
        if not self.a_optic or not self.b_optic:
            return None
        ends = [self.segments[0][0], self.segments[-1][0]]
        total += sum(part.connector_loss_mdb or 0 for part in ends)
        return total + sum(
            max(a.connector_loss_mdb or 0, b.connector_loss_mdb or 0) for (a, _), (b, _) in pairwise(self.segments)
        )


@dataclass(frozen=True)
class Refusal:
    """The reason against a channel: the rule that it breaks, the value found, the value allowed."""

    rule: str
    """Id of the rule that is broken, such as `cage-fits`."""
    found: str
    """The value of the channel as text, with its unit."""
    allowed: str
    """The value that the rule admits, as text."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.found}, allowed {self.allowed}"


def list_refusals(channel: Channel) -> list[Refusal]:
    """Every rule that the channel breaks; empty where it is sound by the figures that its parts give."""
    refusals = list(_end_refusals(channel)) + list(_segment_refusals(channel))
    reach = min(
        [optic.reach_mm for optic in (channel.a_optic, channel.b_optic) if optic]
        + [max(part.max_mm for part, _ in channel.segments)]
    )
    if channel.length_mm > reach:
        optics = sorted({optic.model for optic in (channel.a_optic, channel.b_optic) if optic})
        what = " and ".join(optics) or channel.segments[0][0].model
        refusals.append(Refusal("reach", f"{format_m(channel.length_mm)} m over {what}", f"{format_m(reach)} m"))
    if channel.mated_pairs > MOST_MATED_PAIRS:
        refusals.append(Refusal("mated-pairs", str(channel.mated_pairs), f"{MOST_MATED_PAIRS} (two panels)"))
    loss = channel.loss_mdb
    budgets = [optic.loss_budget_mdb for optic in (channel.a_optic, channel.b_optic) if optic]
    known = [budget for budget in budgets if budget is not None]
    if loss is not None and known and loss > min(known):
        refusals.append(Refusal("loss", f"{loss / 1000:.3f} dB", f"{min(known) / 1000:.3f} dB"))
    return refusals


def list_unchecked_losses(channel: Channel) -> list[str]:
    """The reasons why the loss of the channel is not checked: the parts that give no figure."""
    if not channel.a_optic or not channel.b_optic:
        return []
    lines = [
        f"loss: {optic.model} gives no budget"
        for optic in dict.fromkeys((channel.a_optic, channel.b_optic))
        if optic.loss_budget_mdb is None
    ]
    lines += [
        f"loss: {part.model} gives no loss"
        for part in dict.fromkeys(part for part, _ in channel.segments)
        if part.connector_loss_mdb is None or part.loss_mdb_per_km is None
    ]
    return lines


def fits_cage(optic: OpticType, group: PortGroup) -> bool:
    """Whether a transceiver goes into the cage and gives each of its connectors the speed that the ports want."""
    return (
        group.accepts(optic.cage_kind)
        and optic.mpos == group.mpos
        and optic.speed_gbps >= group.speed_gbps * group.lanes
    )


def _end_refusals(channel: Channel) -> Iterator[Refusal]:
    ends = (
        (channel.a_port, channel.a_optic, channel.segments[0][0], True),
        (channel.b_port, channel.b_optic, channel.segments[-1][0], False),
    )
    for port, optic, part, is_a in ends:
        if optic is None:
            if not isinstance(part, CableType) or not part.joins(channel.a_port, channel.b_port):
                modules = f"{part.cage_kind} and {part.far_cage_kind}" if isinstance(part, CableType) else "no modules"
                yield Refusal("cage-fits", f"{part.model} ({modules}) in cage {port.cage_kind}", _kinds_of(port))
            elif port.mpos > 1:
                yield Refusal("cage-whole", f"one {part.model} in a cage of {port.mpos} ports", "a cage of one port")
            elif part.speed_gbps is not None and part.speed_gbps < port.speed_gbps:
                yield Refusal("speed", f"{part.model}, {part.speed_gbps}G a link", f"{port.speed_gbps}G")
            continue
        if not port.accepts(optic.cage_kind):
            yield Refusal("cage-fits", f"{optic.model} ({optic.cage_kind}) in cage {port.cage_kind}", _kinds_of(port))
        elif not fits_cage(optic, port):
            found = f"{optic.model}, {optic.mpos} x {optic.speed_gbps}G"
            yield Refusal("speed", found, f"{port.mpos} x {port.speed_gbps * port.lanes}G")
        connector, gender = plug_of(part, is_a)
        if connector != optic.connector:
            yield Refusal("connector-fits", f"plug {connector or 'none'} in {optic.model}", optic.connector)
        elif not _mates(gender, optic.gender):
            yield Refusal("gender", f"{gender} plug of {part.model} on {optic.gender} {optic.model}", "one of each")
        if part.fiber != optic.fiber:
            yield Refusal("fiber-kind", f"{part.fiber} {part.model} on {optic.fiber} {optic.model}", "equal")
    yield from _splitter_refusals(channel)


def _splitter_refusals(channel: Channel) -> Iterator[Refusal]:
    """The links of a cable are those of one port at its head, and of as many ports as it has plugs at its other end."""
    lanes = sorted((channel.a_port.lanes, channel.b_port.lanes))
    cables = [part for part, _ in channel.segments if isinstance(part, CableType)]
    legs = max([1, *(cable.legs for cable in cables)])
    tail = legs if any(cable.is_straight for cable in cables) else 1
    if lanes != [tail, legs]:
        ways = " and ".join(map(str, lanes))
        yield Refusal("splitter", f"a cable of {legs} legs on ports split {ways} ways", f"{tail} and {legs}")


class PartPlug(NamedTuple):
    """The plug of a part at one end."""

    connector: str
    """Connector, such as MPO-12/APC; empty for cables with modules of their own."""
    gender: str
    """`male` with pins, `female` without; empty for connectors that have none."""


def plug_of(part: Part, is_a: bool) -> PartPlug:
    """The plug of a part at its A end or its B end."""
    if is_a and isinstance(part, CableType) and part.far_connector:
        return PartPlug(part.far_connector, part.far_gender)
    return PartPlug(part.connector, part.gender)


def _mates(one: str, other: str) -> bool:
    """Whether plugs of two genders make a pair: pins into holes, or connectors that have neither."""
    return {one, other} == {"male", "female"} or one == other == ""


def _kinds_of(port: PortGroup) -> str:
    """The kinds of modules that a cage takes, as text."""
    return " or ".join((port.cage_kind, *port.takes))


def _segment_refusals(channel: Channel) -> Iterator[Refusal]:
    for (a, _), (b, _) in pairwise(channel.segments):
        near, far = plug_of(a, False), plug_of(b, True)
        if near.connector != far.connector:
            yield Refusal("connector-fits", f"{near.connector} of {a.model} to {far.connector} of {b.model}", "equal")
        elif not _mates(near.gender, far.gender):
            yield Refusal("gender", f"{near.gender} plug of {a.model} on {far.gender} plug of {b.model}", "one of each")
        if a.fiber != b.fiber:
            yield Refusal("fiber-kind", f"{a.fiber} {a.model} on {b.fiber} {b.model}", "equal")
    crossovers = sum(part.crossovers for part, _ in channel.segments)
    if crossovers % 2 == 0:
        yield Refusal("odd-crossovers", f"{crossovers} crossovers end to end", "an odd number")
    for part, length in channel.segments:
        if length > part.max_mm:
            yield Refusal("length-made", f"{format_m(length)} m of {part.model}", f"up to {format_m(part.max_mm)} m")
