"""The spread of the links between switches: even over spines, cores, groups and peers, as the family asks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from fabric.audit.network_view import NetworkView, find_parts, in_order
from fabric.audit.rule import Violation, count_of, rule

GRID_STAGES = ("local", "global")
"""Stages of links between the switches of a flat family."""


def _unequal(what: str, counts: Iterable[int], unit: str, slack: int = 0) -> Iterator[Violation]:
    """A fault where the largest and the smallest of some counts differ by more than `slack`."""
    values = list(counts)
    if values and max(values) - min(values) > slack:
        yield Violation(
            object=what,
            found=f"{min(values)} to {max(values)} {unit}",
            allowed="equal" if slack == 0 else "within one of each other",
            remedy="Move links so that they are spread evenly",
        )


@rule("spread-even")
def check_spread_even(view: NetworkView) -> Iterator[Violation]:
    """A leaf has the same number of links to each spine of its part of the network, within one where that is allowed.

    A difference of one is allowed where the request says so, where the uplinks go to another network, and in a network
    without members.
    """
    network, pairs = view.network, view.pairs["leaf-spine"]
    loose = network.uneven or network.spines_of is not None or not view.pairs["node-leaf"]
    part_of = find_parts(pairs)
    spines_in: dict[str, set[str]] = defaultdict(set)
    for leaf, spines in pairs.items():
        spines_in[part_of[leaf]] |= set(spines)
    for leaf, spines in pairs.items():
        counts = [spines[spine] for spine in sorted(spines_in[part_of[leaf]])]
        yield from _unequal(leaf, counts, "links per spine", 1 if loose else 0)


@rule("uplinks-equal")
def check_uplinks_equal(view: NetworkView) -> Iterator[Violation]:
    """All leaves that have uplinks have the same number of uplinks."""
    counts = [sum(spines.values()) for spines in view.pairs["leaf-spine"].values()]
    yield from _unequal(view.name, counts, "uplinks per leaf")


@rule("uplinks-as-requested")
def check_uplinks_as_requested(view: NetworkView) -> Iterator[Violation]:
    """A leaf has the number of uplinks that the request states."""
    wanted = view.network.uplinks_per_leaf
    for leaf, spines in sorted(view.pairs["leaf-spine"].items()):
        count = sum(spines.values())
        if wanted is not None and count != wanted:
            yield Violation(object=leaf, found=str(count), allowed=str(wanted), remedy="Add or remove uplinks")


@rule("cores-meet-pods")
def check_cores_meet_pods(view: NetworkView) -> Iterator[Violation]:
    """All core switches of a plane have the same number of links to a pod of that plane."""
    up = view.pairs["spine-core"]
    pod_of = find_parts(view.pairs["leaf-spine"]) if up else {}
    meets: dict[str, Counter[str]] = defaultdict(Counter)
    cores: dict[str, set[str]] = defaultdict(set)
    for spine, peers in up.items():
        for core, count in peers.items():
            meets[pod_of.get(spine, spine)][core] += count
            cores[view.part_of[core]].add(core)
    for pod, counts in sorted(meets.items()):
        of_plane = sorted(cores[view.part_of[pod]])
        yield from _unequal(f"the pod of {pod}", [counts[core] for core in of_plane], "links per core")


@rule("groups-even")
def check_groups_even(view: NetworkView) -> Iterator[Violation]:
    """In a dragonfly, the numbers of links between any two groups of a plane differ by at most one."""
    for every in _links_of_groups(view):
        yield from _unequal("global links", every.values(), "links per pair of groups", 1)


@rule("links-per-group-pair", stated=True)
def check_links_per_group_pair(view: NetworkView) -> Iterator[Violation]:
    """In a dragonfly, any two groups of a plane have the number of links that the request states."""
    wanted = view.network.shape.links_per_group_pair
    for every in _links_of_groups(view) if wanted is not None else ():
        for (a, b), count in sorted(every.items()):
            if count != wanted:
                yield Violation(
                    object=f"the groups of {a} and {b}",
                    found=f"{count_of(count, 'link')} between them",
                    allowed=str(wanted),
                    remedy="Add or remove global links, or correct 'shape'",
                )


def _links_of_groups(view: NetworkView) -> Iterator[dict[tuple[str, str], int]]:
    """The links between any two groups of each plane of a dragonfly; a group is told by its first switch."""
    inside = {"dragonfly": "local", "dragonfly-plus": "leaf-spine"}.get(view.network.topology)
    if inside is None:
        return
    joined = find_parts(view.pairs[inside])
    group_of = {switch: joined.get(switch, switch) for switch in view.near}
    counts: Counter[tuple[str, str]] = Counter()
    for a, peers in view.pairs["global"].items():
        for b, count in peers.items():
            low, high = sorted((group_of[a], group_of[b]))
            counts[low, high] += count
    planes: dict[str, list[str]] = defaultdict(list)
    for group in sorted(set(group_of.values())):
        planes[view.part_of[group]].append(group)
    for groups in planes.values():
        yield {(a, b): counts[a, b] for i, a in enumerate(groups) for b in groups[i + 1 :]}


@rule("grid-lines")
def check_grid_lines(view: NetworkView) -> Iterator[Violation]:
    """In a HyperX, two joined switches are of one plane and differ in exactly one coordinate of the grid.

    Switches are numbered row by row, plane by plane, in the order of the numbers in their ids.
    """
    if view.network.topology != "hyperx":
        return
    place = grid_places(view)
    for stage in GRID_STAGES:
        for a, peers in view.pairs[stage].items():
            for b in peers:
                (a_plane, *at_a), (b_plane, *at_b) = place[a], place[b]
                if sum(x != y for x, y in zip(at_a, at_b, strict=True)) != 1 or a_plane != b_plane:
                    yield Violation(
                        object=f"{a} - {b}",
                        found=f"places {tuple(at_a)} and {tuple(at_b)}",
                        allowed="on one line of the grid",
                        remedy="Join switches that share all coordinates but one",
                    )


def grid_places(view: NetworkView) -> Mapping[str, tuple[int, ...]]:
    """Each switch with its plane and its coordinates."""
    pairs = view.pairs
    switches = sorted(
        {s for stage in GRID_STAGES for a, peers in pairs[stage].items() for s in (a, *peers)}, key=in_order
    )
    in_plane = max(1, len(switches) // view.network.planes)
    sizes = view.network.shape.dimensions or (round(in_plane**0.5),) * 2
    found = {}
    for number, switch in enumerate(switches):
        plane, rest = divmod(number, in_plane)
        coordinates = []
        for size in reversed(sizes):
            rest, coordinate = divmod(rest, size)
            coordinates.append(coordinate)
        found[switch] = (plane, *reversed(coordinates))
    return found


@rule("links-equal")
def check_links_equal(view: NetworkView) -> Iterator[Violation]:
    """In a HyperX, Slim Fly or Jellyfish, all switches have the same number of links to other switches."""
    if view.network.topology not in ("hyperx", "slim-fly", "jellyfish"):
        return
    degree: Counter[str] = Counter()
    for stage in GRID_STAGES:
        for a, peers in view.pairs[stage].items():
            for b, count in peers.items():
                degree[a] += count
                degree[b] += count
    yield from _unequal(view.name, degree.values(), "links per switch")


@rule("peer-links")
def check_peer_links(view: NetworkView) -> Iterator[Violation]:
    """Where the request asks for peer links, the leaves form pairs, each joined by the requested number of links."""
    wanted = view.network.peer_links
    if not wanted:
        return
    joined = [count for peers in view.pairs["peer"].values() for count in peers.values()]
    leaves = {leaf for peers in view.pairs["node-leaf"].values() for leaf in peers}
    yield from _unequal(view.name, [*joined, wanted], "links of a pair")
    yield from _unequal(view.name, [2 * len(joined), len(leaves)], "leaves in pairs")


SPREAD_CHECKS = (
    check_spread_even,
    check_uplinks_equal,
    check_uplinks_as_requested,
    check_cores_meet_pods,
    check_groups_even,
    check_links_per_group_pair,
    check_grid_lines,
    check_links_equal,
    check_peer_links,
)
"""The rules of this module."""
