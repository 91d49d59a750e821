"""The needs of a network: hops, bandwidth between halves, and uplinks that are left when a switch fails."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

from fabric.audit.network_view import NetworkView
from fabric.audit.rule import Violation, rule

CLOS = ("leaf-spine", "fat-tree", "rail-optimized")
"""Families of which counts of links show the bandwidth between halves."""


@rule("hops-as-needed", stated=True)
def check_hops_as_needed(view: NetworkView) -> Iterator[Violation]:
    """No two leaves with devices are farther apart than the hops that the request allows."""
    most = view.network.needs.hops
    if most is None:
        return
    for leaf, hops in _list_farthest(view):
        if hops is None or hops > most:
            yield Violation(
                object=leaf,
                found="leaves that it does not reach" if hops is None else f"{hops} hops to the farthest leaf",
                allowed=f"{most} hops",
                remedy="Take a design with shorter ways, or allow more hops",
            )


def _list_farthest(view: NetworkView) -> Iterator[tuple[str, int | None]]:
    """One leaf of each class of leaves with the same neighbours, with the hops to the farthest leaf with devices.

    None where it does not reach all of its plane.
    """
    homes = view.upper("node-leaf")
    planes: dict[str, set[int]] = {
        leaf: {port % view.network.planes for port in ports} for leaf, ports in view.leaf_ports.items()
    }
    classes: dict[tuple[frozenset[str], frozenset[int]], str] = {}
    for leaf in sorted(homes):
        classes.setdefault((frozenset(view.near[leaf]), frozenset(planes.get(leaf, ()))), leaf)
    for (_, own), leaf in sorted(classes.items(), key=lambda item: item[1]):
        hops = _count_hops(view.near, leaf)
        wanted = [other for other in homes if planes.get(other, set()) == own]
        yield leaf, None if any(other not in hops for other in wanted) else max(hops[other] for other in wanted)


def _count_hops(near: Mapping[str, set[str]], start: str) -> dict[str, int]:
    """The hops from a switch to each switch that it reaches."""
    found, edge, hops = {start: 0}, [start], 0
    while edge:
        hops += 1
        edge = [peer for peer in dict.fromkeys(peer for switch in edge for peer in near[switch]) if peer not in found]
        found |= dict.fromkeys(edge, hops)
    return found


@rule("bandwidth-as-needed", stated=True)
def check_bandwidth_as_needed(view: NetworkView) -> Iterator[Violation]:
    """Every leaf and spine of a folded Clos has the share of its bandwidth up that the request needs between halves.

    That of a spine counts on top of the least share of the leaves.
    For other families the formula of the planner stands unchecked, and the plan says so.
    """
    least = view.network.needs.bisection_pct
    if least is None or view.network.topology not in CLOS:
        return
    lost = Fraction(1)
    for below, above in (("node-leaf", "leaf-spine"), ("leaf-spine", "spine-core")):
        down, up = view.gbps(below, "b"), view.gbps(above, "a")
        if not up and (below == "leaf-spine" or len(down) <= view.network.planes):
            return
        for switch in sorted(down):
            if 100 * lost * up[switch] < least * down[switch]:
                yield Violation(
                    object=switch,
                    found=f"{up[switch]:,} Gb/s up for {down[switch]:,} Gb/s down",
                    allowed=f"at least {least} %"
                    + ("" if lost == 1 else f", after {float(100 * lost):g} % of the leaves"),
                    remedy="Add uplinks, or need less bandwidth between halves",
                )
        lost *= min(Fraction(up[switch], down[switch]) for switch in down) if down else 1


@rule("uplinks-left-as-needed", stated=True)
def check_uplinks_left_as_needed(view: NetworkView) -> Iterator[Violation]:
    """Every leaf keeps the share of its links to other switches that the request needs when any one of these fails."""
    least = view.network.needs.uplinks_left_pct
    if least is None:
        return
    peers: dict[str, Counter[str]] = defaultdict(Counter)
    for stage in ("leaf-spine", "local", "global"):
        for a, found in view.pairs[stage].items():
            for b, count in found.items():
                peers[a][b] += count
                peers[b][a] += count
    for leaf in sorted(view.upper("node-leaf")):
        total = sum(peers[leaf].values())
        left = 100 * (total - max(peers[leaf].values())) / total if total else 0
        if left < least:
            yield Violation(
                object=leaf,
                found=f"{left:.0f} % of its uplinks left",
                allowed=f"at least {least} %",
                remedy="Spread its uplinks over more switches",
            )


@rule("oversubscription-as-needed", stated=True)
def check_oversubscription_as_needed(view: NetworkView) -> Iterator[Violation]:
    """The ratio of bandwidth to devices and bandwidth to other switches is at no leaf above the need of the request.

    One tier of switches has no such links, and blocks nothing.
    """
    most = view.network.needs.oversubscription
    if most is None:
        return
    above: Counter[str] = view.gbps("leaf-spine", "a")
    for stage in ("local", "global"):
        above += view.gbps(stage, "a") + view.gbps(stage, "b")
    below = view.gbps("node-leaf", "b")
    for leaf in sorted(below) if above else ():
        if below[leaf] * most[1] > above[leaf] * most[0]:
            yield Violation(
                object=leaf,
                found=f"{below[leaf]:,} Gb/s to devices, {above[leaf]:,} Gb/s to other switches",
                allowed=f"{most[0]}:{most[1]} or less",
                remedy="Add links between switches, or need a higher ratio",
            )


NEED_CHECKS = (
    check_hops_as_needed,
    check_bandwidth_as_needed,
    check_uplinks_left_as_needed,
    check_oversubscription_as_needed,
)
