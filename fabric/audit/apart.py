"""Leaves of one device that do not share what the request keeps apart."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from fabric.audit.network_view import NetworkView
from fabric.audit.rule import Violation, rule


@rule("apart", stated=True)
def check_apart(view: NetworkView) -> Iterator[Violation]:
    """The leaves of one device share no rack, row, feed or pathway at the drops of their racks, as the request states.

    Racks without a feed are not apart by feeds.
    """
    wanted = view.network.apart
    if not wanted:
        return
    leaves: dict[str, set[str]] = defaultdict(set)
    for link in view.by_stage["node-leaf"]:
        _, member, leaf = view.end_ids(link)
        leaves[member].add(leaf)
    for cord in view.cords:
        if cord.stage == "node-leaf":
            leaves[cord.a].add(cord.b)
    rack_of = {device.id: device.rack or "" for device in view.plan.devices}
    pairs = {pair for found in leaves.values() for pair in combinations(sorted(found), 2)}
    for a, b in sorted(pairs):
        shared = _has(view, rack_of[a], wanted) & _has(view, rack_of[b], wanted)
        if shared:
            yield Violation(
                object=f"{a}, {b}",
                found=f"both at {wanted} {', '.join(sorted(shared)) or 'none'}",
                allowed=f"no {wanted} in common",
                remedy="Move one of the two leaves",
            )


def _has(view: NetworkView, rack: str, wanted: str) -> set[str]:
    """The rack, row, feed or pathways of a leaf in a rack."""
    site = view.plan.project.site
    if wanted == "rack":
        return {rack}
    if wanted == "pathway":
        return {drop.pathway for drop in site.drops if drop.rack == rack and drop.pathway}
    found = next(item for item in site.racks if item.id == rack)
    return {found.row if wanted == "row" else found.type.feed or ""}
