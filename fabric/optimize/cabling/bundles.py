"""How the links between two racks become assemblies: trunks, taped bundles of jumpers, single jumpers.

For each pair of racks (and stage) the cover f(n, L) of fabric.optimize.cabling.covers is chosen; links are dealt to
its pulls in order of their ends, so that neighbouring ports share an assembly and equal racks get equal assemblies.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from fabric.optimize.cabling.covers import Cover, CoverTable
from fabric.plan import PullForm
from fabric.rules import Medium, Need
from fabric.topology import Links
from layouts import round_up


@dataclass(frozen=True)
class Bundle:
    """All links of one stage between two racks, in the order of their ends; `links` are indexes into the link table."""

    stage: int
    a_rack: int
    b_rack: int
    links: tuple[int, ...]


@dataclass(frozen=True)
class LaidPull:
    """One pull of a bundle: its form, the legs of its trunk (0: jumpers) and the links that it carries, in leg
    order.
    """

    bundle: int
    form: PullForm
    legs: int
    links: tuple[int, ...]


def gather_bundles(links: Links, rack_of_device: Sequence[int], port_order: Sequence[int]) -> tuple[Bundle, ...]:
    """Links grouped by stage and both racks, sorted by racks; inside by `port_order` of A device, ports, B device."""
    a_rack = np.array(rack_of_device, np.int64)[links.a_device]
    b_rack = np.array(rack_of_device, np.int64)[links.b_device]
    rank = np.array(port_order, np.int64)
    order = np.lexsort(
        (links.b_port, rank[links.b_device], links.a_port, rank[links.a_device], b_rack, a_rack, links.stage)
    )
    bundles: list[Bundle] = []
    current: list[int] = []
    key: tuple[int, int, int] | None = None
    for index in order:
        here = int(links.stage[index]), int(a_rack[index]), int(b_rack[index])
        if key is not None and here != key:
            bundles.append(Bundle(*key, tuple(current)))
            current = []
        key = here
        current.append(int(index))
    if key is not None:
        bundles.append(Bundle(*key, tuple(current)))
    return tuple(bundles)


def overall_trunk_mm(medium: Medium, needs: Sequence[Need]) -> int | None:
    """Length over all of a trunk that serves these links, None where none is made so long or reaches so far."""
    if not medium.trunks:
        return None
    steps = medium.trunks[0]
    overall = (
        round_up(max(need.route_mm for need in needs), steps.body_step_mm)
        + round_up(max(need.a_mm for need in needs), steps.leg_step_mm)
        + round_up(max(need.b_mm for need in needs), steps.leg_step_mm)
    )
    return overall if overall <= min(medium.reach_mm, steps.max_mm) else None


def lay_bundle(
    number: int,
    bundle: Bundle,
    needs: Sequence[Need],
    medium: Medium,
    table: CoverTable,
    stock_mm: Callable[[int], int | None],
    heads: Sequence[int],
) -> list[LaidPull] | None:
    """The pulls of one bundle; None where nothing spans it. `stock_mm` gives the shortest single cable for a length.

    Links of equal `heads` share a splitter.
    """
    if bundle.a_rack == bundle.b_rack:
        if any(stock_mm(need.total_mm) is None for need in needs):
            return None
        cover: Cover | None = table.in_rack(len(needs))
    else:
        jumper_mm = stock_mm(max(need.total_mm for need in needs))
        cover = table.cover(len(needs), overall_trunk_mm(medium, needs), jumper_mm)
    if cover is None:
        return None
    if medium.legs > 1:
        form = PullForm.PATCH if bundle.a_rack == bundle.b_rack else PullForm.SINGLE
        shared: dict[int, list[int]] = {}
        for link, head in zip(bundle.links, heads, strict=True):
            shared.setdefault(head, []).append(link)
        return [LaidPull(number, form, 0, tuple(links)) for links in shared.values()]
    pulls, start = [], 0
    for pull in cover.pulls:
        pulls.append(LaidPull(number, pull.form, pull.legs, bundle.links[start : start + pull.links]))
        start += pull.links
    return pulls
