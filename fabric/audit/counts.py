"""Counts: every host port of the network is connected once to a leaf of its unit, rails stay apart, leaf-spine
pairs are balanced.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from fabric.audit.finding import Ends, Finding
from fabric.plan import Plan


def check_counts(plan: Plan) -> Iterator[Finding]:
    """What the request asks for is there: no more and no less."""
    network = next(n for n in plan.project.request.networks if n.id == plan.network)
    ends = Ends(plan)
    yield from _check_host_links(plan, ends, network.topology == "rail-optimized")
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    uplinks: Counter[str] = Counter()
    for link in range(len(plan.links)):
        a, b = ends.device(link, "a"), ends.device(link, "b")
        if (a.role, b.role) == ("leaf", "spine"):
            pairs[a.id][b.id] += 1
            uplinks[a.id] += 1
        elif (a.role, b.role) not in (("host", "leaf"), ("spine", "core")):
            yield Finding(
                "error",
                "link-tiers",
                ends.name(link),
                f"{a.role} to {b.role}",
                "host-leaf, leaf-spine or spine-core",
                "Correct the ends",
            )
    for leaf, spines in pairs.items():
        if max(spines.values()) - min(spines.values()) > 1:
            yield Finding(
                "error",
                "spread-even",
                leaf,
                f"{min(spines.values())} to {max(spines.values())} links per spine",
                "within one of each other",
                "Spread the uplinks evenly",
            )
    if len(set(uplinks.values())) > 1:
        yield Finding(
            "error",
            "uplinks-equal",
            f"network {plan.network}",
            f"{min(uplinks.values())} to {max(uplinks.values())} uplinks per leaf",
            "equal uplinks",
            "Give every leaf its uplinks",
        )
    if network.uplinks_per_leaf is not None:
        for leaf, count in sorted(uplinks.items()):
            if count != network.uplinks_per_leaf:
                yield Finding(
                    "error",
                    "uplinks-as-requested",
                    leaf,
                    str(count),
                    str(network.uplinks_per_leaf),
                    "Add or remove uplinks",
                )


def _check_host_links(plan: Plan, ends: Ends, by_rail: bool) -> Iterator[Finding]:
    connected: Counter[tuple[str, int]] = Counter()
    rail_of: dict[str, set[int]] = defaultdict(set)
    units_of: dict[str, set[int]] = defaultdict(set)
    unit = {device.id: device.su for device in plan.devices}
    for link in range(len(plan.links)):
        a, b = ends.device(link, "a"), ends.device(link, "b")
        if a.role == "host":
            port = int(plan.links.a_port[link])
            connected[a.id, port] += 1
            rail_of[b.id].add(port)
            if unit[a.id] is not None:
                units_of[b.id].add(unit[a.id] or 0)
    for device in plan.devices:
        if device.role != "host":
            continue
        for port, name in enumerate(ends.ports_of(device)):
            if connected[device.id, port] != 1:
                yield Finding(
                    "error",
                    "host-port-connected",
                    f"{device.id} {name.printed}",
                    f"{connected[device.id, port]} links",
                    "1 link",
                    "Connect every port of the network once",
                )
    for leaf in sorted(rail_of) if by_rail else ():
        if len(rail_of[leaf]) > 1 or len(units_of[leaf]) > 1:
            yield Finding(
                "error",
                "one-rail-one-leaf",
                leaf,
                f"rails {sorted(rail_of[leaf])} of units {sorted(units_of[leaf])}",
                "one rail of one scalable unit",
                "Move the links to the leaf of their rail and unit",
            )
