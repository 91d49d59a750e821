"""Ends of channels: cage, transceiver, plug, gender and fiber fit each other at each port."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from fabric.audit.channel_view import ChannelView
from fabric.audit.rule import Violation, rule
from fabric.catalog import CableType

FIBER_WORDS = {"mm": "multi-mode", "sm": "single-mode", "copper": "copper"}
"""Kinds of fiber in findings."""


@rule("one-optic-a-cage")
def check_one_optic_a_cage(view: ChannelView) -> Iterator[Violation]:
    """A cage holds one transceiver."""
    for (device, _, cage), optics in view.optics_in.items():
        for _ in optics[1:]:
            yield Violation(
                object=f"{view.plan.devices[device].id} cage {cage}",
                found="two transceivers",
                allowed="one",
                remedy="Remove one transceiver",
            )


@rule("optic-used")
def check_optic_used(view: ChannelView) -> Iterator[Violation]:
    """A transceiver is in a cage that its device has and in which a plain plug lands."""
    used = {landing.cage for landing in view.landings if not landing.part.has_modules}
    for device, group, cage in sorted(view.optics_in.keys() - used):
        yield Violation(
            object=f"{view.plan.devices[device].id} cage {cage}",
            found=f"a transceiver, though no cable plugs in there ({group})",
            allowed="none",
            remedy="Remove the transceiver",
        )


@rule("cage-has-optic")
def check_cage_has_optic(view: ChannelView) -> Iterator[Violation]:
    """A cage in which a plain plug lands holds a transceiver."""
    for landing in view.landings:
        if landing.optic is None and not landing.part.has_modules:
            yield Violation(object=landing.cage_name, found="no transceiver", allowed="one", remedy="Add a transceiver")


@rule("cage-whole")
def check_cage_whole(view: ChannelView) -> Iterator[Violation]:
    """A cable with modules of its own plugs into a cage that is used as one connector."""
    for landing in view.landings:
        if landing.part.has_modules and landing.group.mpos > 1:
            yield Violation(
                object=landing.name,
                found=f"a module in a cage used as {landing.group.mpos} connectors ({landing.group.group})",
                allowed="a cage of one connector",
                remedy="Use the mode in which one module takes the cage",
            )


@rule("cage-fits")
def check_cage_fits(view: ChannelView) -> Iterator[Violation]:
    """A transceiver, or the module of a cable, fits its cage.

    Either module of a cable may be at the A end. The head of a splitter is at the B end.
    """
    for landing in view.landings:
        group, optic, model = landing.group, landing.optic, landing.part.model
        if landing.part.has_modules:
            kinds = _modules(model, landing.end) if isinstance(model, CableType) else set()
            taken = {group.cage_kind, *group.takes}
            if not taken & kinds:
                yield Violation(
                    object=landing.name,
                    found=f"{' or '.join(sorted(kinds))} module in a {group.cage_kind} cage",
                    allowed=f"a {' or '.join((group.cage_kind, *group.takes))} module",
                    remedy=f"Use a cable with a {group.cage_kind} module",
                )
        elif optic is not None and (optic.cage_kind not in {group.cage_kind, *group.takes} or optic.mpos != group.mpos):
            yield Violation(
                object=landing.name,
                found=f"{optic.model} ({optic.cage_kind}) in a {group.cage_kind} cage",
                allowed=f"a transceiver for {group.cage_kind} cages with {group.mpos} connectors",
                remedy=f"Use a transceiver for {group.cage_kind} cages with {group.mpos} connectors",
            )


def _modules(cable: CableType, end: str) -> set[str]:
    """The kinds of modules that a cable may show at an end."""
    if cable.legs > 1 and not cable.is_straight:
        return {cable.far_cage_kind if end == "a" else cable.cage_kind}
    return {cable.cage_kind, cable.far_cage_kind}


@rule("speed")
def check_speed(view: ChannelView) -> Iterator[Violation]:
    """A transceiver is at least as fast as all lanes of its connector together, a cable as fast as each of its ports.

    A cable with modules of its own is not judged where the catalogue gives no speed.
    """
    for landing in view.landings:
        model = landing.part.model
        speed = model.speed_gbps if landing.part.has_modules and isinstance(model, CableType) else None
        if speed is not None and speed < landing.group.speed_gbps:
            yield Violation(
                object=landing.name,
                found=f"{landing.part.kind.model} of {speed}G a link",
                allowed=f"{landing.group.speed_gbps}G",
                remedy="Use a faster cable",
            )
        needed = landing.group.speed_gbps * landing.group.lanes
        if landing.optic is not None and landing.optic.speed_gbps < needed:
            yield Violation(
                object=landing.name,
                found=f"{landing.optic.model} of {landing.optic.speed_gbps}G",
                allowed=f"{needed}G",
                remedy="Use a faster transceiver",
            )


@rule("connector-fits")
def check_connector_fits(view: ChannelView) -> Iterator[Violation]:
    """A plug and its transceiver have the same connector."""
    for landing in view.landings:
        kind = landing.part.kind
        optic, plug = landing.optic, kind.a_plug[0] if landing.end == "a" else kind.connector
        if optic is not None and plug != optic.connector:
            yield Violation(
                object=landing.name,
                found=f"plug {plug} in {optic.connector}",
                allowed=f"plug {optic.connector}",
                remedy=f"Use an assembly with {optic.connector} plugs",
            )


@rule("fiber-kind")
def check_fiber_kind(view: ChannelView) -> Iterator[Violation]:
    """A cable and its transceiver use the same kind of fiber, and so do a cord and the trunk behind its panel."""
    for landing in view.landings:
        optic, fiber = landing.optic, landing.part.model.fiber
        if optic is not None and fiber != optic.fiber:
            yield Violation(
                object=landing.name,
                found=f"{FIBER_WORDS[fiber]} cable on a {FIBER_WORDS[optic.fiber]} transceiver",
                allowed=f"{FIBER_WORDS[optic.fiber]} cable",
                remedy=f"Use a {FIBER_WORDS[optic.fiber]} cable",
            )
    for channel in view.channels:
        for near, far in pairwise(channel.parts):
            if near.model.fiber != far.model.fiber:
                cord, lane = (far, near) if near.kind.form == "trunk" else (near, far)
                yield Violation(
                    object=channel.name,
                    found=f"{FIBER_WORDS[cord.model.fiber]} cord on {FIBER_WORDS[lane.model.fiber]} {lane.kind.id}",
                    allowed=f"{FIBER_WORDS[lane.model.fiber]} cord",
                    remedy=f"Use a {FIBER_WORDS[lane.model.fiber]} cord",
                )


@rule("twin-same-fiber")
def check_twin_same_fiber(view: ChannelView) -> Iterator[Violation]:
    """All cables of one transceiver have the same kind of fiber."""
    fibers: dict[tuple[int, str, int], set[str]] = defaultdict(set)
    for landing in view.landings:
        if landing.optic is not None:
            fibers[landing.cage].add(landing.part.model.fiber)
    for (device, _, cage), found in fibers.items():
        if len(found) > 1:
            yield Violation(
                object=f"{view.plan.devices[device].id} cage {cage}",
                found=" and ".join(FIBER_WORDS[fiber] for fiber in sorted(found)),
                allowed="one kind",
                remedy="Use cables of the transceiver's kind of fiber",
            )


LANDING_CHECKS = (
    check_one_optic_a_cage,
    check_optic_used,
    check_cage_has_optic,
    check_cage_whole,
    check_cage_fits,
    check_speed,
    check_connector_fits,
    check_fiber_kind,
    check_twin_same_fiber,
)
"""The rules of this module."""
