"""Channels from A to B: parts fit each other, light crosses over once, length and loss are within limits."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from fabric.audit.channel_view import ChannelView, JudgedChannel, list_channels
from fabric.audit.end_names import End
from fabric.audit.landings import LANDING_CHECKS
from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.plan import AssemblyKind
from fabric.project import PanelTrunk

MOST_PAIRS = 4
"""Mated pairs of a channel: one at each transceiver and one at each of two panels."""


@rule("gender")
def check_gender(view: ChannelView) -> Iterator[Violation]:
    """Of two mated connectors one is male and one female; at a panel both are of the same type."""
    for channel in view.channels:
        for landing in channel.landings:
            optic, (_, gender) = landing.optic, _plug(landing.part.kind, landing.end)
            if optic is not None and not _mates(gender, optic.gender):
                yield Violation(
                    object=landing.name,
                    found=f"{gender or 'plain'} plug on a {optic.gender or 'plain'} transceiver",
                    allowed="one male, one female" if optic.gender else "none with pins",
                    remedy=f"Order {_wanted(optic.gender)} plugs",
                )
        for near, far in pairwise(part.kind for part in channel.parts if channel.is_known):
            (near_plug, near_gender), (far_plug, far_gender) = _plug(near, "b"), _plug(far, "a")
            is_of_one_type = near_plug.upper() == far_plug.upper()
            if not _mates(near_gender, far_gender) or not is_of_one_type:
                yield Violation(
                    object=channel.name,
                    found=f"{_words(near_gender, near_plug)} on {_words(far_gender, far_plug)}",
                    allowed="one male, one female" if is_of_one_type else "two plugs of one connector",
                    remedy="Use female cords on male trunks" if is_of_one_type else "Use cords that fit the panel",
                )


@rule("medium-as-requested")
def check_medium_as_requested(view: ChannelView) -> Iterator[Violation]:
    """A link has a fiber and connectors that the media of its network allow."""
    rules_of = {network.id: network.media for network in view.plan.project.request.networks}
    for channel in view.channels:
        stage = view.ends.stage(channel.link)
        for wanted in rules_of.get(stage.network, ()):
            if wanted.stages and stage.name not in wanted.stages:
                continue
            fibers = {part.model.fiber for part in channel.parts}
            plugs = {optic.connector for optic in channel.optics} or {"own modules"}
            for found, allowed in ((fibers, wanted.fibers), (plugs, wanted.connectors)):
                if allowed and not found <= set(allowed):
                    yield Violation(
                        object=channel.name,
                        found=" and ".join(sorted(found)),
                        allowed=" or ".join(allowed),
                        remedy=f"Use a medium that the media of network {stage.network} allow",
                    )


def _plug(kind: AssemblyKind, end: End) -> tuple[str, str]:
    """Connector and gender of an assembly at one end."""
    return kind.a_plug if end == "a" else (kind.connector, kind.gender)


def _words(gender: str, plug: str) -> str:
    """A plug in findings; a module of a cable has neither gender nor connector."""
    return f"{gender} {plug}".strip() or "a module"


def _mates(one: str, other: str) -> bool:
    """Whether two genders make a pair; connectors such as LC have none."""
    return {one, other} == {"male", "female"} or one == other == ""


def _wanted(gender: str) -> str:
    """The gender that mates with a transceiver's."""
    return {"male": "female", "female": "male"}.get(gender, "pinless")


@rule("odd-crossovers")
def check_odd_crossovers(view: ChannelView) -> Iterator[Violation]:
    """A channel crosses its fibers over an odd number of times, so that each end sends to a receiver."""
    for channel in view.known:
        crossovers = sum(part.model.crossovers for part in channel.parts)
        if crossovers % 2 == 0:
            yield Violation(
                object=channel.name,
                found=f"{crossovers} crossovers",
                allowed="an odd number",
                remedy="Use a crossover cable (Type B) for one part",
            )


@rule("mated-pairs")
def check_mated_pairs(view: ChannelView) -> Iterator[Violation]:
    """A channel has at most four mated pairs of connectors."""
    for channel in view.known:
        pairs = len(channel.parts) - 1 + len(channel.optics)
        if pairs > MOST_PAIRS:
            yield Violation(object=channel.name, found=str(pairs), allowed=str(MOST_PAIRS), remedy="Leave out a panel")


@rule("reach")
def check_reach(view: ChannelView) -> Iterator[Violation]:
    """A channel is not longer than the reach of its transceivers and, without panels, than the largest length of its
    parts.
    """
    for channel in view.known:
        length_mm = sum(part.longest_mm for part in channel.parts)
        limits_mm = [optic.reach_mm for optic in channel.optics]
        models = [part.model for part in channel.parts if not isinstance(part.model, PanelTrunk)]
        if len(models) == len(channel.parts):
            limits_mm.append(max(model.max_mm for model in models))
        reach_mm = min(limits_mm, default=length_mm)
        if length_mm > reach_mm:
            yield Violation(
                object=channel.name,
                found=f"{length_mm / 1000:.1f} m",
                allowed=f"{reach_mm / 1000:.1f} m",
                remedy="Use single-mode parts, or place the devices nearer to each other",
            )


@rule("loss")
def check_loss(view: ChannelView) -> Iterator[Violation]:
    """A channel loses no more light than the smaller loss budget of its two transceivers.

    A channel is not judged where no source gives a loss or a budget; the plan lists it among its unchecked rules.
    """
    for channel in view.known:
        budgets = [optic.loss_budget_mdb for optic in channel.optics if optic.loss_budget_mdb is not None]
        found_mdb = loss_mdb(channel)
        if len(channel.optics) == 2 and budgets and found_mdb is not None and found_mdb > min(budgets):
            yield Violation(
                object=channel.name,
                found=f"{found_mdb / 1000:.3f} dB",
                allowed=f"{min(budgets) / 1000:.3f} dB",
                remedy="Leave out a panel, or use parts of lower loss",
            )


def loss_mdb(channel: JudgedChannel) -> int | None:
    """Loss in milli-decibel of all mated pairs and of the fiber; None where the catalogue lacks a figure.

    A pair between two parts counts as the worse of both; each part's fiber is rounded up.
    """
    per_pair, fiber = [], 0
    for part in channel.parts:
        pair_mdb, per_km = part.model.connector_loss_mdb, part.model.loss_mdb_per_km
        if pair_mdb is None or per_km is None:
            return None
        per_pair.append(pair_mdb)
        fiber += ceil(per_km * part.longest_mm / 1_000_000)
    return per_pair[0] + sum(max(pair) for pair in pairwise(per_pair)) + per_pair[-1] + fiber


CHANNEL_RULES = RuleGroup(
    views=list_channels,
    rules=(
        *LANDING_CHECKS,
        check_medium_as_requested,
        check_gender,
        check_odd_crossovers,
        check_mated_pairs,
        check_reach,
        check_loss,
    ),
)
