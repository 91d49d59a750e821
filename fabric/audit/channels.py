"""Channels: every link has one, its parts fit each other from end to end, its length and loss are borne.

A channel is what the segments of a link say, in order from A to B: one for a direct cable, three over two panels.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from fabric.audit.finding import EndNames, Finding
from fabric.catalog import CableType, OpticType, PortGroup, TrunkType
from fabric.plan import AssemblyKind, Plan

MOST_PAIRS = 4
"""Mated pairs of a channel: two panels."""

Part = tuple[AssemblyKind, CableType | TrunkType]


def check_channels(plan: Plan) -> Iterator[Finding]:
    """Cage, transceiver, plug, gender, polarity, fiber, reach and loss, from A to B."""
    ends = EndNames(plan)
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
                severity="error",
                rule="one-optic-a-cage",
                object=f"{plan.devices[device].id} cage {cage}",
                found="two transceivers",
                allowed="one",
                remedy="Remove one",
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
            yield Finding(
                severity="error",
                rule="link-has-channel",
                object=ends.name(link),
                found="no cable",
                allowed="one cable",
                remedy="Add the cable",
            )
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
                    severity="error",
                    rule="cage-has-optic",
                    object=f"{plan.devices[device].id} cage {port.cage}",
                    found="no transceiver",
                    allowed="one",
                    remedy="Add it",
                )
                continue
            optics.append(optic)
            twins[key].add(part.fiber)
            yield from _check_end(name, optic, group, kind, part.fiber)
        yield from _check_parts(name, parts, optics)
    for (device, _, cage), fibers in twins.items():
        if len(fibers) > 1:
            yield Finding(
                severity="error",
                rule="twin-same-fiber",
                object=f"{plan.devices[device].id} cage {cage}",
                found=" and ".join(sorted(fibers)),
                allowed="one kind",
                remedy="Use equal cables",
            )


def _check_module(name: str, part: CableType | TrunkType, group: PortGroup, side: str) -> Iterator[Finding]:
    """A cable with its own modules: either end fits, of a splitter the head at the B end, and takes a whole cage."""
    if group.mpos > 1:
        yield Finding(
            severity="error",
            rule="cage-whole",
            object=name,
            found=f"a module in a cage used as {group.mpos} connectors ({group.group})",
            allowed="a cage of one connector",
            remedy="Use the mode in which one module takes the cage",
        )
    kinds = {part.cage_kind, part.far_cage_kind} if isinstance(part, CableType) else set()
    if isinstance(part, CableType) and part.legs > 1:
        kinds = {part.far_cage_kind if side == "a" else part.cage_kind}
    if group.cage_kind not in kinds:
        yield Finding(
            severity="error",
            rule="cage-fits",
            object=name,
            found=f"{' or '.join(sorted(kinds))} module in a {group.cage_kind} cage",
            allowed="equal",
            remedy="Use another cable",
        )


def _check_end(name: str, optic: OpticType, group: PortGroup, kind: AssemblyKind, fiber: str) -> Iterator[Finding]:
    if optic.cage_kind != group.cage_kind or optic.mpos != group.mpos:
        yield Finding(
            severity="error",
            rule="cage-fits",
            object=name,
            found=f"{optic.model} ({optic.cage_kind}) in a {group.cage_kind} cage",
            allowed="equal",
            remedy="Use the other transceiver",
        )
    if optic.speed_gbps < group.speed_gbps * group.lanes:
        needed = f"{group.speed_gbps * group.lanes}G"
        yield Finding(
            severity="error",
            rule="speed",
            object=name,
            found=f"{optic.model} of {optic.speed_gbps}G",
            allowed=needed,
            remedy="Use a faster one",
        )
    if kind.connector != optic.connector:
        found = f"plug {kind.connector} in {optic.connector}"
        yield Finding(
            severity="error",
            rule="connector-fits",
            object=name,
            found=found,
            allowed="equal",
            remedy="Use another assembly",
        )
    if {kind.gender, optic.gender} != {"male", "female"}:
        yield Finding(
            severity="error",
            rule="gender",
            object=name,
            found=f"{kind.gender} plug on a {optic.gender} transceiver",
            allowed="one male, one female",
            remedy="Order female plugs",
        )
    if fiber != optic.fiber:
        yield Finding(
            severity="error",
            rule="fiber-kind",
            object=name,
            found=f"{fiber} cable on a {optic.fiber} transceiver",
            allowed="equal",
            remedy="Use the matching cable",
        )


def _check_parts(name: str, parts: list[Part], optics: list[OpticType]) -> Iterator[Finding]:
    """What concerns the channel as a whole."""
    crossovers = sum(part.crossovers for _, part in parts)
    if crossovers % 2 == 0:
        yield Finding(
            severity="error",
            rule="odd-crossovers",
            object=name,
            found=f"{crossovers} crossovers",
            allowed="an odd number",
            remedy="Use a crossover cable (Type B)",
        )
    for (a, _), (b, _) in pairwise(parts):
        if {a.gender, b.gender} != {"male", "female"} or a.connector != b.connector:
            found = f"{a.gender} {a.connector} on {b.gender} {b.connector}"
            yield Finding(
                severity="error",
                rule="gender",
                object=name,
                found=found,
                allowed="one male, one female",
                remedy="Use female cords on male trunks",
            )
    pairs = len(parts) - 1 + len(optics)
    if pairs > MOST_PAIRS:
        yield Finding(
            severity="error",
            rule="mated-pairs",
            object=name,
            found=str(pairs),
            allowed=str(MOST_PAIRS),
            remedy="Leave out a panel",
        )
    lengths = [kind.body_mm + max(kind.a_legs_mm, default=0) + max(kind.b_legs_mm, default=0) for kind, _ in parts]
    reach_mm = min([optic.reach_mm for optic in optics] + [max(part.max_mm for _, part in parts)])
    if sum(lengths) > reach_mm:
        yield Finding(
            severity="error",
            rule="reach",
            object=name,
            found=f"{sum(lengths) / 1000:.1f} m",
            allowed=f"{reach_mm / 1000:.1f} m",
            remedy="Use single-mode, or place the switches nearer",
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
            severity="error",
            rule="loss",
            object=name,
            found=f"{(joints + fiber) / 1000:.3f} dB",
            allowed=f"{min(budgets) / 1000:.3f} dB",
            remedy="Leave out a panel, or use parts of lower loss",
        )


def _check_legs(plan: Plan, ends: EndNames) -> Iterator[Finding]:
    used: dict[tuple[int, int], int] = {}
    links: dict[int, int] = {}
    for link, assembly, leg in zip(
        plan.segments.link.tolist(), plan.segments.assembly.tolist(), plan.segments.leg.tolist(), strict=True
    ):
        kind = plan.kinds[int(plan.assemblies.kind[assembly])]
        if leg >= kind.links or (kind.form == "trunk" and leg >= len(kind.a_legs_mm)):
            yield Finding(
                severity="error",
                rule="leg-exists",
                object=ends.name(link),
                found=f"leg {leg + 1} of {kind.id}",
                allowed=f"1 to {kind.links}",
                remedy="Correct the leg",
            )
        if (assembly, leg) in used:
            yield Finding(
                severity="error",
                rule="leg-once",
                object=f"assembly {assembly + 1} leg {leg + 1}",
                found=f"{ends.name(used[assembly, leg])} and {ends.name(link)}",
                allowed="one link a leg",
                remedy="Move one of the two",
            )
        used[assembly, leg] = link
        if link in links:
            yield Finding(
                severity="error",
                rule="link-once",
                object=ends.name(link),
                found="on two assemblies",
                allowed="one",
                remedy="Remove one of the two",
            )
        links[link] = assembly
