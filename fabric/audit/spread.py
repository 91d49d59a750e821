"""How links between switches are spread: evenly over spines, cores, groups and peers, as the family asks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from fabric.audit.finding import EndNames, Finding
from fabric.project import NetworkRequest

Pairs = Mapping[str, Counter[str]]


def check_spread(ends: EndNames, network: NetworkRequest, links: list[int]) -> Iterator[Finding]:
    """Uplinks, cores, groups and peers of one network."""
    pairs: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for link in links:
        pairs[ends.stage(link).name][ends.device(link, "a").id][ends.device(link, "b").id] += 1
    stands = all(ends.stage(link).name != "node-leaf" for link in links)
    loose = network.uneven or network.spines_of is not None or stands
    yield from _check_uplinks(network, pairs["leaf-spine"], 1 if loose else 0)
    if pairs["spine-core"]:
        yield from _check_cores(pairs["leaf-spine"], pairs["spine-core"])
    if network.topology == "dragonfly" or network.topology == "dragonfly-plus":
        inside = pairs["local"] if network.topology == "dragonfly" else pairs["leaf-spine"]
        yield from _check_groups(inside, pairs["global"])
    if network.topology == "hyperx":
        yield from _check_lines(network, pairs)
    if network.topology in ("hyperx", "slim-fly", "jellyfish"):
        degree: Counter[str] = Counter()
        for stage in ("local", "global"):
            for a, peers in pairs[stage].items():
                for b, count in peers.items():
                    degree[a] += count
                    degree[b] += count
        yield from _equal("links-equal", f"network {network.id}", degree.values(), "links per switch", 0)
    if network.peer_links:
        joined = [count for peers in pairs["peer"].values() for count in peers.values()]
        leaves = {ends.device(link, "b").id for link in links if ends.stage(link).name == "node-leaf"}
        yield from _equal("peer-links", f"network {network.id}", [*joined, network.peer_links], "links of a pair", 0)
        yield from _equal("peer-links", f"network {network.id}", [2 * len(joined), len(leaves)], "leaves in pairs", 0)


def _check_lines(network: NetworkRequest, pairs: Mapping[str, Pairs]) -> Iterator[Finding]:
    """Switches of a grid, numbered row by row: joined where they differ in one coordinate, and nowhere else."""
    every = sorted({s for stage in ("local", "global") for a, peers in pairs[stage].items() for s in (a, *peers)})
    count = len(every) // network.planes
    sizes = network.shape.dimensions or (round(count**0.5),) * 2
    place: dict[str, tuple[int, ...]] = {}
    for number, switch in enumerate(every):
        rest, coordinates = number % count, []
        for size in reversed(sizes):
            rest, coordinate = divmod(rest, size)
            coordinates.append(coordinate)
        place[switch] = (number // count, *reversed(coordinates))
    for stage in ("local", "global"):
        for a, peers in pairs[stage].items():
            for b in peers:
                if sum(x != y for x, y in zip(place[a], place[b], strict=True)) != 1 or place[a][0] != place[b][0]:
                    yield Finding(
                        severity="error",
                        rule="grid-lines",
                        object=f"{a} - {b}",
                        found=f"places {place[a][1:]} and {place[b][1:]}",
                        allowed="on one line of the grid",
                        remedy="Join switches that share all coordinates but one",
                    )


def _check_uplinks(network: NetworkRequest, pairs: Pairs, slack: int) -> Iterator[Finding]:
    """Links of a leaf to each spine of its part alike within `slack`, those that it misses counted as none."""
    uplinks = {leaf: sum(spines.values()) for leaf, spines in pairs.items()}
    pod_of = _components(pairs)
    spines_in: dict[str, set[str]] = defaultdict(set)
    for leaf, spines in pairs.items():
        spines_in[pod_of[leaf]] |= set(spines)
    for leaf, spines in pairs.items():
        counts = [spines[spine] for spine in sorted(spines_in[pod_of[leaf]])]
        yield from _equal("spread-even", leaf, counts, "links per spine", slack)
    yield from _equal("uplinks-equal", f"network {network.id}", uplinks.values(), "uplinks per leaf", 0)
    if network.uplinks_per_leaf is not None:
        for leaf, count in sorted(uplinks.items()):
            if count != network.uplinks_per_leaf:
                yield Finding(
                    severity="error",
                    rule="uplinks-as-requested",
                    object=leaf,
                    found=str(count),
                    allowed=str(network.uplinks_per_leaf),
                    remedy="Add or remove uplinks",
                )


def _check_cores(down: Pairs, up: Pairs) -> Iterator[Finding]:
    """Every core has as many links to a pod as every other core."""
    pod_of = _components(down)
    meets: dict[str, Counter[str]] = defaultdict(Counter)
    cores = {core for peers in up.values() for core in peers}
    for spine, peers in up.items():
        for core, count in peers.items():
            meets[pod_of.get(spine, spine)][core] += count
    for pod, counts in sorted(meets.items()):
        per_core = [counts[core] for core in sorted(cores)]
        yield from _equal("cores-meet-pods", f"the pod of {pod}", per_core, "links per core", 0)


def _check_groups(inside: Pairs, between: Pairs) -> Iterator[Finding]:
    """Every two groups have as many links, within one."""
    group_of = _components(inside)
    counts: Counter[tuple[str, str]] = Counter()
    for a, peers in between.items():
        for b, count in peers.items():
            low, high = sorted((group_of.get(a, a), group_of.get(b, b)))
            counts[low, high] += count
    groups = sorted(set(group_of.values()))
    every = [counts[a, b] for i, a in enumerate(groups) for b in groups[i + 1 :]]
    yield from _equal("groups-even", "global links", every, "links per pair of groups", 1)


def _components(pairs: Pairs) -> dict[str, str]:
    """Each switch with the first switch of its connected part."""
    near: dict[str, set[str]] = defaultdict(set)
    for a, peers in pairs.items():
        for b in peers:
            near[a].add(b)
            near[b].add(a)
    found: dict[str, str] = {}
    for start in sorted(near):
        stack = [start] if start not in found else []
        while stack:
            switch = stack.pop()
            if switch not in found:
                found[switch] = start
                stack += near[switch]
    return found


def _equal(rule: str, what: str, counts: Iterable[int], unit: str, slack: int) -> Iterator[Finding]:
    values = list(counts)
    if values and max(values) - min(values) > slack:
        yield Finding(
            severity="error",
            rule=rule,
            object=what,
            found=f"{min(values)} to {max(values)} {unit}",
            allowed="equal" if slack == 0 else "within one of each other",
            remedy="Spread the links evenly",
        )
