"""Ports: they exist, each is used once, cages are used in one mode, existing cables keep theirs, a twin-port NIC cage
of a rail-optimised network goes to two leaves.
"""

from collections import defaultdict
from collections.abc import Iterator

from fabric.audit.finding import EndNames, Finding
from fabric.catalog import PortName
from fabric.plan import Plan

Cage = tuple[str, str, int]
"""Device, cages, number."""


def check_ports(plan: Plan) -> Iterator[Finding]:
    """Every end of every link is a port of its own."""
    ends = EndNames(plan)
    used: dict[tuple[str, str, int, int, int], str] = {}
    modes: dict[Cage, dict[int, tuple[str, str]]] = defaultdict(dict)
    yield from _check_existing(plan, ends)
    leaf_of: dict[Cage, list[str]] = defaultdict(list)
    plugs: dict[tuple[str, str, int, int], set[int]] = defaultdict(set)
    pieces = dict(zip(plan.segments.link.tolist(), plan.segments.assembly.tolist(), strict=True))
    by_rail = {n.id for n in plan.project.request.networks if n.topology in ("rail-optimized", "rail-only")}
    for link in range(len(plan.links)):
        stage = ends.stage(link)
        for side, other in (("a", "b"), ("b", "a")):
            device, port, group = ends.device(link, side), ends.port(link, side), ends.group(link, side)
            if port is None:
                number = int(getattr(plan.links, f"{side}_port")[link])
                yield Finding(
                    severity="error",
                    rule="port-exists",
                    object=device.id,
                    found=f"port number {number + 1} at {ends.name(link)}",
                    allowed=f"1 to {len(ends.ports_of(device, group))}",
                    remedy="Correct the port",
                )
                continue
            cages = group.partition(":")[0]
            key = device.id, cages, port.cage, port.mpo, port.lane
            if key in used:
                yield Finding(
                    severity="error",
                    rule="port-once",
                    object=f"{device.id} {port.printed}",
                    found=f"used by {used[key]} and by {ends.name(link)}",
                    allowed="one link a port",
                    remedy="Move one of the two to a free port",
                )
            used[key] = ends.name(link)
            plugs[key[:4]].add(pieces.get(link, -1))
            modes[device.id, cages, port.cage][port.mpo] = group, device.model
            if device.role == "host" and port.mpo and stage.name == "node-leaf" and stage.network in by_rail:
                leaf_of[device.id, cages, port.cage].append(ends.device(link, other).id)
    yield from _check_modes(plan, modes)
    for (name, _, cage, mpo), found in sorted(plugs.items()):
        if len(found) > 1:
            yield Finding(
                severity="error",
                rule="plug-once",
                object=f"{name} cage {cage}" + (f" connector {mpo}" if mpo else ""),
                found=f"{len(found)} assemblies",
                allowed="one assembly a connector",
                remedy="Put the links of a connector on one splitter",
            )
    for (host, _, cage), leaves in leaf_of.items():
        if len(set(leaves)) < len(leaves):
            yield Finding(
                severity="error",
                rule="nic-cage-two-leaves",
                object=f"{host} cage {cage}",
                found=f"both MPOs go to {leaves[0]}",
                allowed="two different leaves",
                remedy="Swap one of the two links with one of another cage",
            )


def _check_existing(plan: Plan, ends: EndNames) -> Iterator[Finding]:
    """Ports of cables that lie already stay theirs."""
    taken = {}
    for cable in plan.project.cables:
        taken[cable.a_device, cable.a_port] = taken[cable.b_device, cable.b_port] = f"existing cable {cable.id}"
    for link in range(len(plan.links)) if taken else ():
        for side in ("a", "b"):
            port: PortName | None = ends.port(link, side)
            key = ends.device(link, side).id, port.printed if port else ""
            if key in taken:
                yield Finding(
                    severity="error",
                    rule="port-once",
                    object=f"{key[0]} {key[1]}",
                    found=f"used by {taken[key]} and by {ends.name(link)}",
                    allowed="one link a port",
                    remedy="Move one of the two to a free port",
                )


def _check_modes(plan: Plan, modes: dict[Cage, dict[int, tuple[str, str]]]) -> Iterator[Finding]:
    """A cage is used in one way; splits that disable the next cages leave those empty."""
    types = plan.project.catalog.device_types
    for (device, cages, cage), by_mpo in sorted(modes.items()):
        groups = {types[model].group(name) for name, model in by_mpo.values()}
        found = [group for group in groups if group is not None]
        names = " and ".join(sorted({group.group for group in found}))
        if len({group.mpos for group in found}) > 1:
            yield Finding(
                severity="error",
                rule="cage-one-mode",
                object=f"{device} cage {cage}",
                found=names,
                allowed="one mode a cage",
                remedy="Move one of the links",
            )
        elif len({group.lanes > 1 for group in found}) > 1:
            yield Finding(
                severity="warning",
                rule="twin-same-split",
                object=f"{device} cage {cage}",
                found=f"a straight and a splitter fiber ({names})",
                allowed="both of one kind",
                remedy="Leave one more place of the unit free, so that the splitter gets a cage of its own, "
                "or accept it as the published SuperPOD does",
            )
        for group in found:
            for step in range(1, group.skip + 1):
                if (device, cages, cage + step) in modes:
                    yield Finding(
                        severity="error",
                        rule="neighbour-disabled",
                        object=f"{device} cage {cage + step}",
                        found=f"used, though {group.group} in cage {cage} disables it",
                        allowed="empty",
                        remedy="Move its links to another cage",
                    )
