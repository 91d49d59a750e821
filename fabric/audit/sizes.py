"""Sizes of a family that the request states (`shape`), and those that the family itself has."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import isqrt, prod

from fabric.audit.network_view import NetworkView, find_parts, in_order
from fabric.audit.rule import Violation, count_of, rule
from fabric.audit.spread import GRID_STAGES, grid_places
from fabric.catalog import native_group

REMEDY = "Make the plan again with the sizes of the request, or correct 'shape'"


def _differs(what: str, found: object, allowed: object) -> Violation:
    return Violation(object=what, found=str(found), allowed=str(allowed), remedy=REMEDY)


@rule("hosts-per-switch", stated=True)
def check_hosts_per_switch(view: NetworkView) -> Iterator[Violation]:
    """A switch of a flat family has at most as many links to devices as the request states."""
    most = view.network.shape.hosts_per_switch
    served: Counter[str] = Counter()
    for peers in view.pairs["node-leaf"].values():
        served.update(peers)
    for leaf, count in sorted(served.items()):
        if most is not None and count > most:
            yield _differs(leaf, f"{count_of(count, 'link')} to devices", most)


def _too_many_outward(outward: Counter[str], most: int | None) -> Iterator[Violation]:
    """The switches with more global links than the request states; none where it states no number."""
    for switch, count in sorted(outward.items()):
        if most is not None and count > most:
            yield _differs(switch, count_of(count, "global link"), most)


@rule("groups-as-requested", stated=True)
def check_groups_as_requested(view: NetworkView) -> Iterator[Violation]:
    """A dragonfly has the requested number of groups, of switches in each, and of links to other groups; no switch has
    more of these links than the request states.
    """
    family, shape = view.network.topology, view.network.shape
    inside = {"dragonfly": "local", "dragonfly-plus": "leaf-spine"}.get(family)
    if inside is None:
        return
    joined = find_parts(view.pairs[inside])
    leaves: dict[str, list[str]] = defaultdict(list)
    ends: Counter[str] = Counter()
    outward = view.degree("global")
    for switch in sorted(view.near):
        group = joined.get(switch, switch)
        ends[group] += outward[switch]
        leaves[group] += [switch] if switch in view.leaves else []
    yield from _too_many_outward(outward, shape.global_links)
    wanted = shape.groups and shape.groups * view.network.planes
    if wanted and len(leaves) != wanted:
        yield _differs(view.name, count_of(len(leaves), "group"), wanted)
    for group, found in sorted(leaves.items()):
        if shape.switches_per_group and len(found) != shape.switches_per_group:
            yield _differs(f"the group of {group}", f"{len(found)} leaves", shape.switches_per_group)
        if shape.global_links and not shape.links_per_group_pair and len(leaves) > view.network.planes:
            spines = len([switch for switch in view.near if joined.get(switch, switch) == group]) - len(found)
            most = shape.global_links * (len(found) if family == "dragonfly" else spines)
            # One end stays free where the number of groups and the rest of the division are both odd.
            if not most - 1 <= ends[group] <= most:
                yield _differs(f"the group of {group}", f"{ends[group]} global links", most)


@rule("grid-full")
def check_grid_full(view: NetworkView) -> Iterator[Violation]:
    """In a HyperX, every two switches on one line of the grid have the same number of links, as the request states it
    for that dimension.
    """
    network = view.network
    if network.topology != "hyperx":
        return
    place = grid_places(view)
    sizes = network.shape.dimensions
    if sizes and len(place) != prod(sizes) * network.planes:
        yield _differs(view.name, f"{len(place)} switches", f"{prod(sizes)} in each plane")
        return
    counts: dict[tuple[str, str], int] = Counter()
    for stage in GRID_STAGES:
        for a, peers in view.pairs[stage].items():
            for b, count in peers.items():
                counts[min(a, b), max(a, b)] += count
    lines: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for switch, at in place.items():
        for axis in range(1, len(at)):
            lines[axis, (*at[:axis], *at[axis + 1 :])].append(switch)
    per_pair: dict[int, set[int]] = defaultdict(set)
    for (axis, _), switches in lines.items():
        found = {counts.get((min(a, b), max(a, b)), 0) for i, a in enumerate(switches) for b in switches[i + 1 :]}
        per_pair[axis] |= found
    for axis, found in sorted(per_pair.items()):
        wanted = network.shape.dimension_links[axis - 1] if network.shape.dimension_links else max(found, default=0)
        if found and found != {max(1, wanted)}:
            text = " or ".join(map(str, sorted(found)))
            yield _differs(f"{view.name}, dimension {axis}", f"{text} links a pair", max(1, wanted))


@rule("slim-fly-order")
def check_slim_fly_order(view: NetworkView) -> Iterator[Violation]:
    """A Slim Fly of order q = 4 w + d has 2 q^2 switches in each plane, each with (3 q - d) / 2 links to others."""
    network = view.network
    if network.topology != "slim-fly":
        return
    count = len(view.near) // network.planes
    order = network.shape.order or isqrt(count // 2)
    if len(view.near) != 2 * order * order * network.planes:
        yield _differs(view.name, f"{len(view.near)} switches", f"{2 * order * order} in each plane, order {order}")
        return
    delta = next(d for d in (1, 0, -1, 2) if (order - d) % 4 == 0)
    degrees = set(view.degree(*GRID_STAGES).values())
    wanted = (3 * order - delta) // 2
    if degrees != {wanted}:
        yield _differs(view.name, f"{' or '.join(map(str, sorted(degrees)))} links per switch", wanted)


@rule("graph-as-requested", stated=True)
def check_graph_as_requested(view: NetworkView) -> Iterator[Violation]:
    """A Jellyfish has the requested number of switches, and of links from each switch to others."""
    network, shape = view.network, view.network.shape
    if network.topology != "jellyfish":
        return
    if shape.switches and len(view.near) != shape.switches * network.planes:
        yield _differs(view.name, f"{len(view.near)} switches", f"{shape.switches} in each plane")
    degrees = set(view.degree("global").values())
    if shape.degree and degrees != {shape.degree}:
        yield _differs(view.name, f"{' or '.join(map(str, sorted(degrees)))} links per switch", shape.degree)


@rule("pods-as-requested", stated=True)
def check_pods_as_requested(view: NetworkView) -> Iterator[Violation]:
    """In three tiers, each pod has the leaves of the requested number of scalable units; the last pod may have
    fewer.
    """
    wanted = view.network.shape.units_per_pod
    if wanted is None or not view.pairs["spine-core"]:
        return
    pod_of = find_parts(view.pairs["leaf-spine"])
    units: dict[str, set[str]] = defaultdict(set)
    for unit, leaves in _units(view).items():
        for leaf in leaves:
            units[pod_of.get(leaf, leaf)].add(unit)
    sizes = sorted(len(found) for found in units.values())
    if any(size != wanted for size in sizes[view.network.planes :]) or sizes[-1] > wanted:
        yield _differs(view.name, f"units in a pod: {' and '.join(map(str, dict.fromkeys(sizes)))}", wanted)


@rule("rails-per-pod", stated=True)
def check_rails_per_pod(view: NetworkView) -> Iterator[Violation]:
    """In three tiers, each pod has leaves of the requested number of rails."""
    wanted = view.network.shape.rails_per_pod
    if wanted is None or not view.pairs["spine-core"]:
        return
    pod_of = find_parts(view.pairs["leaf-spine"])
    rails: dict[str, set[int]] = defaultdict(set)
    for leaf, ports in view.leaf_ports.items():
        rails[pod_of.get(leaf, leaf)] |= {port // view.network.planes for port in ports}
    for pod, found in sorted(rails.items()):
        if len(found) != wanted:
            yield _differs(f"the pod of {pod}", count_of(len(found), "rail"), wanted)


def _units(view: NetworkView) -> dict[str, set[str]]:
    """Leaves by scalable unit and plane: by `su` of their devices where stated, else leaves that share devices.

    Where all devices share the leaves, each leaf is a unit of its own, or each pair of leaves that back each other.
    """
    found: dict[str, set[str]] = defaultdict(set)
    if not view.network.by_rail and view.network.leaf_per == "fabric":
        step = view.network.redundancy
        for number, leaf in enumerate(sorted(view.leaves, key=in_order)):
            found[f"leaves {number // step}"].add(leaf)
        return found
    loose: dict[str, Counter[str]] = {}
    for link in view.by_stage["node-leaf"]:
        stage, _, leaf = view.end_ids(link)
        member = view.ends.device(link, "a")
        if native_group(stage.a_group) != view.network.port_group:
            continue
        if member.su is not None:
            found[f"unit {member.su} in {view.part_of.get(leaf, leaf)}"].add(leaf)
        else:
            loose.setdefault(member.id, Counter())[leaf] += 1
    for leaf, part in find_parts(loose).items():
        if leaf in view.leaves:
            found[f"unit of {part} in {view.part_of.get(leaf, leaf)}"].add(leaf)
    return found


SIZE_CHECKS = (
    check_hosts_per_switch,
    check_groups_as_requested,
    check_grid_full,
    check_slim_fly_order,
    check_graph_as_requested,
    check_pods_as_requested,
    check_rails_per_pod,
)
"""The rules of this module."""
