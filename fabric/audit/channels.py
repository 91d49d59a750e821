"""Channels: every link has one, its parts fit each other, and it does not exceed their reach."""

from collections import defaultdict
from collections.abc import Iterator

from fabric.audit.finding import Ends, Finding
from fabric.catalog import OpticType
from fabric.plan import Plan


def check_channels(plan: Plan) -> Iterator[Finding]:
    """Cage, transceiver, plug, gender, polarity, fiber and reach, from A to B."""
    ends = Ends(plan)
    catalog = plan.project.catalog
    optic_at: dict[tuple[int, int], OpticType] = {}
    for device, cage, model in zip(
        plan.optics.device.tolist(), plan.optics.cage.tolist(), plan.optics.model.tolist(), strict=True
    ):
        if (device, cage) in optic_at:
            yield Finding(
                "error",
                "one-optic-a-cage",
                f"{plan.devices[device].id} cage {cage}",
                "two transceivers",
                "one",
                "Remove one",
            )
        optic_at[device, cage] = catalog.optics[plan.optic_models[model]]
    yield from _check_legs(plan, ends)
    channel = dict(zip(plan.segments.link.tolist(), plan.segments.assembly.tolist(), strict=True))
    twins: dict[tuple[int, int], set[str]] = defaultdict(set)
    for link in range(len(plan.links)):
        if link not in channel:
            yield Finding("error", "link-has-channel", ends.name(link), "no cable", "one cable", "Add the cable")
            continue
        kind = plan.kinds[int(plan.assemblies.kind[channel[link]])]
        name = f"{ends.name(link)} ({kind.id})"
        cable = catalog.trunks[kind.model] if kind.form == "trunk" else catalog.cables[kind.model]
        if cable.crossovers % 2 == 0:
            yield Finding(
                "error",
                "odd-crossovers",
                name,
                f"{cable.crossovers} crossovers",
                "an odd number",
                "Use a crossover cable (Type B)",
            )
        reach_mm = cable.max_mm
        for side in ("a", "b"):
            port = ends.port(link, side)
            if port is None:
                continue
            device = int(getattr(plan.links, f"{side}_device")[link])
            optic = optic_at.get((device, port.cage))
            if kind.form in ("dac", "aoc"):
                cage_kind = getattr(cable, "cage_kind", "")
                if cage_kind != port.cage_kind:
                    yield Finding(
                        "error",
                        "cage-fits",
                        name,
                        f"{cage_kind} module in a {port.cage_kind} cage",
                        "equal",
                        "Use another cable",
                    )
                continue
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
            reach_mm = min(reach_mm, optic.reach_mm)
            twins[device, port.cage].add(cable.fiber)
            yield from _check_end(name, optic, port.cage_kind, kind.connector, kind.gender, cable.fiber)
        overall = kind.body_mm + max(kind.a_legs_mm, default=0) + max(kind.b_legs_mm, default=0)
        if overall > reach_mm:
            yield Finding(
                "error",
                "reach",
                name,
                f"{overall / 1000:.1f} m",
                f"{reach_mm / 1000:.1f} m",
                "Use single-mode, or place the switches nearer",
            )
    for (device, cage), fibers in twins.items():
        if len(fibers) > 1:
            yield Finding(
                "error",
                "twin-same-fiber",
                f"{plan.devices[device].id} cage {cage}",
                " and ".join(sorted(fibers)),
                "one kind",
                "Use equal cables",
            )


def _check_end(
    name: str, optic: OpticType, cage_kind: str, connector: str, gender: str, fiber: str
) -> Iterator[Finding]:
    if optic.cage_kind != cage_kind:
        yield Finding(
            "error",
            "cage-fits",
            name,
            f"{optic.model} ({optic.cage_kind}) in a {cage_kind} cage",
            "equal",
            "Use the other transceiver",
        )
    if connector != optic.connector:
        yield Finding(
            "error", "connector-fits", name, f"plug {connector} in {optic.connector}", "equal", "Use another assembly"
        )
    if {gender, optic.gender} != {"male", "female"}:
        yield Finding(
            "error",
            "gender",
            name,
            f"{gender} plug on a {optic.gender} transceiver",
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


def _check_legs(plan: Plan, ends: Ends) -> Iterator[Finding]:
    used: dict[tuple[int, int], int] = {}
    links: dict[int, int] = {}
    for link, assembly, leg in zip(
        plan.segments.link.tolist(), plan.segments.assembly.tolist(), plan.segments.leg.tolist(), strict=True
    ):
        kind = plan.kinds[int(plan.assemblies.kind[assembly])]
        if leg >= max(1, len(kind.a_legs_mm)):
            yield Finding(
                "error",
                "leg-exists",
                ends.name(link),
                f"leg {leg + 1} of {kind.id}",
                f"1 to {max(1, len(kind.a_legs_mm))}",
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
