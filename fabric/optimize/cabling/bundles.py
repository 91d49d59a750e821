"""The pulls that carry the links between two racks: trunks, taped bundles of jumpers, single jumpers.

For each pair of racks and stage the cheapest cover is chosen (fabric.optimize.cabling.cover_table). Links are dealt to
its pulls in the order of their ends, so that neighbouring ports share an assembly and equal racks get equal assemblies.
Where the trunks of a bundle become shorter in all with long links together, they are dealt by length.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fabric.catalog import TrunkType
from fabric.optimize.cabling.cover_table import Cover
from fabric.plan import PullForm
from fabric.rules import Medium, Need
from fabric.topology import Links
from layouts import round_up


@dataclass(frozen=True)
class Bundle:
    """All links of one stage between two racks, in the order of their ends."""

    stage: int
    """Index into the stages of all designs so far."""
    a_rack: int
    """Rack of the A ends, by number."""
    b_rack: int
    """Rack of the B ends, by number; the same one inside a rack."""
    links: tuple[int, ...]
    """Indexes into the link table."""

    @property
    def is_in_rack(self) -> bool:
        """Whether both ends are in one rack."""
        return self.a_rack == self.b_rack


@dataclass(frozen=True)
class LaidPull:
    """One pull of a bundle."""

    bundle: int
    """Index into the bundles of the cabling."""
    form: PullForm
    """Form of the pull: patches only inside a rack."""
    legs: int
    """Legs of the trunk; 0 for jumpers."""
    links: tuple[int, ...]
    """Links that it carries, in the order of the legs."""


def gather_bundles(
    links: Links, rack_of_device: Sequence[int], port_order: Sequence[int], devices: int | None = None
) -> tuple[Bundle, ...]:
    """The links by stage and both racks, in the order of the racks.

    Inside a bundle they are ordered by A device, A port, B device and B port, the devices by their `port_order`. Where
    ends beyond some number of `devices` are panels, trunks between these come first, since panels are mounted with
    them, and cords from panels come last: a link is tested with its last cord.
    """
    a_rack = np.array(rack_of_device, np.int64)[links.a_device]
    b_rack = np.array(rack_of_device, np.int64)[links.b_device]
    rank = np.array(port_order, np.int64)
    most = len(rank) if devices is None else devices
    from_panel, to_panel = links.a_device >= most, links.b_device >= most
    step = np.where(from_panel & to_panel, 0, np.where(from_panel, 2, 1))
    order = np.lexsort(
        (links.b_port, rank[links.b_device], links.a_port, rank[links.a_device], b_rack, a_rack, links.stage, step)
    )
    gathered: dict[tuple[int, int, int, int], list[int]] = {}
    for index in order.tolist():
        key = int(step[index]), int(links.stage[index]), int(a_rack[index]), int(b_rack[index])
        gathered.setdefault(key, []).append(index)
    return tuple(Bundle(*key[1:], tuple(members)) for key, members in gathered.items())


def overall_trunk_mm(medium: Medium, needs: Sequence[Need]) -> int | None:
    """Length over all of a trunk that serves these links; None where none is made so long or reaches so far."""
    if not medium.trunks:
        return None
    steps = medium.trunks[0]
    overall = (
        body_to_order_mm(steps, needs)
        + round_up(max(need.a_mm for need in needs), steps.leg_step_mm)
        + round_up(max(need.b_mm for need in needs), steps.leg_step_mm)
    )
    return overall if overall <= min(medium.reach_mm, steps.max_mm) else None


def body_to_order_mm(trunk: TrunkType, needs: Sequence[Need]) -> int:
    """The body of a trunk for some links: the longest of their routes, and at least one step."""
    return round_up(max(1, *(need.route_mm for need in needs)), trunk.body_step_mm)


def deal_links(number: int, bundle: Bundle, cover: Cover, medium: Medium, needs: Sequence[Need]) -> list[LaidPull]:
    """The pulls of bundle `number`: its links dealt to the pulls of a cover, in order.

    Trunks take long links together where that makes them shorter in all; `needs` are the lengths of the links.
    """
    need_of = dict(zip(bundle.links, needs, strict=True))
    orders = [bundle.links]
    if sum(pull.form == PullForm.TRUNK for pull in cover.pulls) > 1:
        orders += [
            tuple(sorted(bundle.links, key=key, reverse=True))
            for key in (
                lambda link: need_of[link].a_mm,
                lambda link: need_of[link].b_mm,
                lambda link: need_of[link].total_mm,
            )
        ]
    dealt = [_deal(number, order, cover) for order in orders]
    return min(dealt, key=lambda pulls: _trunks_mm(medium, need_of, pulls))


def _deal(number: int, links: Sequence[int], cover: Cover) -> list[LaidPull]:
    """The pulls of a cover, with its links in this order."""
    pulls, start = [], 0
    for pull in cover.pulls:
        pulls.append(LaidPull(number, pull.form, pull.legs, tuple(links[start : start + pull.links])))
        start += pull.links
    return pulls


def _trunks_mm(medium: Medium, need_of: Mapping[int, Need], pulls: Sequence[LaidPull]) -> int:
    """The length of all trunks together."""
    return sum(
        overall_trunk_mm(medium, [need_of[link] for link in pull.links]) or 0
        for pull in pulls
        if pull.form == PullForm.TRUNK
    )


def deal_to_splitters(number: int, bundle: Bundle, heads: Sequence[int]) -> list[LaidPull]:
    """The pulls of bundle `number` where its links of equal `heads` share a splitter."""
    form = PullForm.PATCH if bundle.is_in_rack else PullForm.SINGLE
    shared: dict[int, list[int]] = {}
    for link, head in zip(bundle.links, heads, strict=True):
        shared.setdefault(head, []).append(link)
    return [LaidPull(number, form, 0, tuple(links)) for links in shared.values()]
