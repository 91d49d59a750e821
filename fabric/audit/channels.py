"""Channels: every link has one, its parts fit each other from end to end, its length and loss are borne.

A channel is what the segments of a link say, in order from A to B: one for a direct cable, three over two panels.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from fabric.audit.finding import Ends, Finding
from fabric.catalog import CableType, OpticType, PortGroup, TrunkType
from fabric.plan import AssemblyKind, Plan

MOST_PAIRS = 4
"""Mated pairs of a channel: two panels."""

Part = tuple[AssemblyKind, CableType | TrunkType]


def check_channels(plan: Plan) -> Iterator[Finding]:
    """Cage, transceiver, plug, gender, polarity, fiber, reach and loss, from A to B."""
    ends = Ends(plan)
    catalog = plan.project.catalog
    optic_at: dict[tuple[int, str, int], OpticType] = {}
    for device, group, cage, model in zip(
        plan.optics.device.tolist(),
        plan.optics.group.tolist(),
        plan.optics.cage.tolist(),
        plan.optics.model.tolist(),
        strict=True,
    ):
        key = device, plan.cage_groups[group], cage
        if key in optic_at:
            yield Finding(
                "error",
                "one-optic-a-cage",
                f"{plan.devices[device].id} cage {cage}",
                "two transceivers",
                "one",
                "Remove one",
            )
        optic_at[key] = catalog.optics[plan.optic_models[model]]
    yield from _check_legs(plan, ends)
    channels: dict[int, list[Part]] = defaultdict(list)
    for link, assembly in zip(plan.segments.link.tolist(), plan.segments.assembly.tolist(), strict=True):
        kind = plan.kinds[int(plan.assemblies.kind[assembly])]
        part = catalog.trunks[kind.model] if kind.form == "trunk" else catalog.cables[kind.model]
        channels[link].append((kind, part))
    twins: dict[tuple[int, str, int], set[str]] = defaultdict(set)
    for link in range(len(plan.links)):
        if link not in channels:
            yield Finding("error", "link-has-channel", ends.name(link), "no cable", "one cable", "Add the cable")
            continue
        parts = channels[link]
        name = f"{ends.name(link)} ({', '.join(kind.id for kind, _ in parts)})"
        optics: list[OpticType] = []
        for side, (kind, part) in (("a", parts[0]), ("b", parts[-1])):
            device = int(getattr(plan.links, f"{side}_device")[link])
            group = catalog.device_types[plan.devices[device].model].group(ends.group(link, side))
            port = ends.port(link, side)
            if port is None or group is None:
                continue
            if kind.form not in ("jumper", "trunk"):
                yield from _check_module(name, part, group, side)
                continue
            key = device, group.group.partition(":")[0], port.cage
            optic = optic_at.get(key)
            if optic is None:
                yield Finding(
                    "error",
                    "cage-has-optic",
                    f"{plan.devices[device].id} cage {port.cage}",
                    "no transceiver",
                    "one",
                    "Add it",
                )
                continue
            optics.append(optic)
            twins[key].add(part.fiber)
            yield from _check_end(name, optic, group, kind, part.fiber)
        yield from _check_parts(name, parts, optics)
    for (device, _, cage), fibers in twins.items():
        if len(fibers) > 1:
            yield Finding(
                "error",
                "twin-same-fiber",
                f"{plan.devices[device].id} cage {cage}",
                " and ".join(sorted(fibers)),
                "one kind",
                "Use equal cables",
            )


def _check_module(name: str, part: CableType | TrunkType, group: PortGroup, side: str) -> Iterator[Finding]:
    """A cable with its own modules: either end fits, of a splitter the head at the B end, and takes a whole cage."""
    if group.mpos > 1:
        yield Finding(
            "error",
            "cage-whole",
            name,
            f"a module in a cage used as {group.mpos} connectors ({group.group})",
            "a cage of one connector",
            "Use the mode in which one module takes the cage",
        )
    kinds = {part.cage_kind, part.far_cage_kind} if isinstance(part, CableType) else set()
    if isinstance(part, CableType) and part.legs > 1:
        kinds = {part.far_cage_kind if side == "a" else part.cage_kind}
    if group.cage_kind not in kinds:
        yield Finding(
            "error",
            "cage-fits",
            name,
            f"{' or '.join(sorted(kinds))} module in a {group.cage_kind} cage",
            "equal",
            "Use another cable",
        )


def _check_end(name: str, optic: OpticType, group: PortGroup, kind: AssemblyKind, fiber: str) -> Iterator[Finding]:
    if optic.cage_kind != group.cage_kind or optic.mpos != group.mpos:
        yield Finding(
            "error",
            "cage-fits",
            name,
            f"{optic.model} ({optic.cage_kind}) in a {group.cage_kind} cage",
            "equal",
            "Use the other transceiver",
        )
    if optic.speed_gbps < group.speed_gbps * group.lanes:
        needed = f"{group.speed_gbps * group.lanes}G"
        yield Finding("error", "speed", name, f"{optic.model} of {optic.speed_gbps}G", needed, "Use a faster one")
    if kind.connector != optic.connector:
        found = f"plug {kind.connector} in {optic.connector}"
        yield Finding("error", "connector-fits", name, found, "equal", "Use another assembly")
    if {kind.gender, optic.gender} != {"male", "female"}:
        yield Finding(
            "error",
            "gender",
            name,
            f"{kind.gender} plug on a {optic.gender} transceiver",
            "one male, one female",
            "Order female plugs",
        )
    if fiber != optic.fiber:
        yield Finding(
            "error",
            "fiber-kind",
            name,
            f"{fiber} cable on a {optic.fiber} transceiver",
            "equal",
            "Use the matching cable",
        )


def _check_parts(name: str, parts: list[Part], optics: list[OpticType]) -> Iterator[Finding]:
    """What concerns the channel as a whole."""
    crossovers = sum(part.crossovers for _, part in parts)
    if crossovers % 2 == 0:
        yield Finding(
            "error",
            "odd-crossovers",
            name,
            f"{crossovers} crossovers",
            "an odd number",
            "Use a crossover cable (Type B)",
        )
    for (a, _), (b, _) in pairwise(parts):
        if {a.gender, b.gender} != {"male", "female"} or a.connector != b.connector:
            found = f"{a.gender} {a.connector} on {b.gender} {b.connector}"
            yield Finding("error", "gender", name, found, "one male, one female", "Use female cords on male trunks")
    pairs = len(parts) - 1 + len(optics)
    if pairs > MOST_PAIRS:
        yield Finding("error", "mated-pairs", name, str(pairs), str(MOST_PAIRS), "Leave out a panel")
    lengths = [kind.body_mm + max(kind.a_legs_mm, default=0) + max(kind.b_legs_mm, default=0) for kind, _ in parts]
    reach_mm = min([optic.reach_mm for optic in optics] + [max(part.max_mm for _, part in parts)])
    if sum(lengths) > reach_mm:
        yield Finding(
            "error",
            "reach",
            name,
            f"{sum(lengths) / 1000:.1f} m",
            f"{reach_mm / 1000:.1f} m",
            "Use single-mode, or place the switches nearer",
        )
    budgets = [optic.loss_budget_mdb for optic in optics if optic.loss_budget_mdb is not None]
    losses = [(part.connector_loss_mdb, part.loss_mdb_per_km) for _, part in parts]
    if len(optics) < 2 or not budgets or any(None in pair for pair in losses):
        return  # Listed among the unchecked rules of the plan.
    per_pair = [a or 0 for a, _ in losses]
    joints = per_pair[0] + per_pair[-1] + sum(max(pair) for pair in pairwise(per_pair))
    fiber = sum(ceil((per_km or 0) * mm / 1_000_000) for (_, per_km), mm in zip(losses, lengths, strict=True))
    if joints + fiber > min(budgets):
        yield Finding(
            "error",
            "loss",
            name,
            f"{(joints + fiber) / 1000:.3f} dB",
            f"{min(budgets) / 1000:.3f} dB",
            "Leave out a panel, or use parts of lower loss",
        )


def _check_legs(plan: Plan, ends: Ends) -> Iterator[Finding]:
    used: dict[tuple[int, int], int] = {}
    links: dict[int, int] = {}
    for link, assembly, leg in zip(
        plan.segments.link.tolist(), plan.segments.assembly.tolist(), plan.segments.leg.tolist(), strict=True
    ):
        kind = plan.kinds[int(plan.assemblies.kind[assembly])]
        if leg >= kind.links or (kind.form == "trunk" and leg >= len(kind.a_legs_mm)):
            yield Finding(
                "error",
                "leg-exists",
                ends.name(link),
                f"leg {leg + 1} of {kind.id}",
                f"1 to {kind.links}",
                "Correct the leg",
            )
        if (assembly, leg) in used:
            yield Finding(
                "error",
                "leg-once",
                f"assembly {assembly + 1} leg {leg + 1}",
                f"{ends.name(used[assembly, leg])} and {ends.name(link)}",
                "one link a leg",
                "Move one of the two",
            )
        used[assembly, leg] = link
        if link in links:
            yield Finding("error", "link-once", ends.name(link), "on two assemblies", "one", "Remove one of the two")
        links[link] = assembly
