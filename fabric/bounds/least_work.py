"""The least work of all admissible plans. Argument: docs/bounds.md.

W_bound = unavoidable + least racks touched x mobilise + least moves x move_crew + sum over host racks of the least
        laying of their links + the least laying of all links between switches.

Laying n links costs at least the cheapest cover of n links at the shortest length that any admissible plan could have
there.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.facts import DesignFacts, HostRack, PullSizes
from fabric.project import LabourTable, land_jumpers, patch_in_rack, stage_and_pull_jumper, unavoidable
from fabric.rules import CoverForm, cheapest_covers, list_jumper_forms, list_trunk_forms, patch_form

LONGEST_TABLE = 1_000
"""Most links whose cheapest cover is worked out. Beyond, each link costs its share of the best full pull."""


def least_laying_ms(labour: LabourTable, links: int, length_mm: int, in_rack: bool, pulls: PullSizes) -> int:
    """Least person-time to lay some links, each at least `length_mm` long, without plugging them.

    It is f(n) of the cheapest cover (fabric.rules.covers). f is subadditive and rises with the length, so links that go
    to several racks cost no less than f of all of them at the shortest length. Beyond `LONGEST_TABLE` links
    n x min over forms of (fixed / largest + each) <= f(n).
    """
    return _cheapest_ms([links], _list_forms(labour, [length_mm], in_rack, pulls), 2)[0]


def plugs_and_tests_ms(labour: LabourTable, links: int) -> int:
    """Plugging one end of some links, and testing them."""
    return labour.act_ms("inspect_clean_plug", links) + labour.act_ms("test_link", links)


def least_splitters_ms(labour: LabourTable, links: int, legs: int, is_straight: bool = False) -> int:
    """Least person-time to lay some links on splitters of `legs` legs, plugs left out.

    A splitter costs a fixed time and one for each leg, so the fewest that carry all links cost least; each at no
    length, or patched inside a rack. A straight cable has one plug at each end, however many links it carries.
    """
    whole, rest = divmod(links, legs)
    if is_straight:
        return (whole + (rest > 0)) * _splitter_ms(labour, 1)
    return whole * _splitter_ms(labour, legs) + (_splitter_ms(labour, rest) if rest else 0)


def least_mixed_link_ms(labour: LabourTable, pulls: PullSizes, legs: int, straight_legs: int = 1) -> int:
    """The least laying of a link that may be on a cable of its own, in any pull, or share one of `legs` legs.

    `straight_legs` are the most links of a cable with one plug at each end.
    """
    alone = min(
        int(form.fixed_with_ms(2)[0]) // form.most_links + int(form.each_with_ms(2)[0])
        for form in _list_forms(labour, [0], True, pulls)
    )
    shared = min(_splitter_ms(labour, count) // count for count in range(1, legs + 1))
    return min(alone, shared, _splitter_ms(labour, 1) // straight_legs)


def _splitter_ms(labour: LabourTable, links: int) -> int:
    laid = min(labour.person_ms(stage_and_pull_jumper(0, links)), labour.person_ms(patch_in_rack(1, links)))
    landed = labour.person_ms(land_jumpers(links)) + labour.person_ms(land_jumpers(1))
    return laid + landed - labour.act_ms("inspect_clean_plug", links + 1)


def tabulate_least_ms(
    labour: LabourTable,
    most: int,
    lengths_mm: Sequence[int] | NDArray[np.int64],
    in_rack: bool,
    pulls: PullSizes,
    ends: int = 2,
    parks_idle: bool = False,
) -> NDArray[np.int64]:
    """f of `least_laying_ms` for 0..most links (rows) at all lengths (columns) at once, with 1 or 2 `ends` landed.

    With `parks_idle` the idle legs of trunks are parked: that is the least for exactly n links, not for n or more.
    """
    forms = _list_forms(labour, [int(length) for length in lengths_mm], in_rack, pulls, parks_idle)
    covers = cheapest_covers(forms, most, ends)
    return covers.pull_ms + ends * covers.land_ms


def tabulate_landing_ms(
    labour: LabourTable, most: int, pulls: PullSizes, parks_idle: bool = False
) -> NDArray[np.int64]:
    """The least person-time to dress one end of 0..most links, in pulls of any form, however long these take to lay.

    `parks_idle` as in `tabulate_least_ms`.
    """
    forms = [
        replace(form, fixed_ms=np.zeros_like(form.fixed_ms), each_ms=np.zeros_like(form.each_ms))
        for form in _list_forms(labour, [0], True, pulls, parks_idle)
    ]
    return cheapest_covers(forms, most, 1).land_ms[:, 0]


def tabulate_full_ms(labour: LabourTable, most: int, length_mm: int, pulls: PullSizes) -> NDArray[np.int64]:
    """The least laying of n links or more, for n = 0..most, at one length or inside a rack, with idle legs parked.

    It is g(n) = min over m >= n of f(m), with f the cheapest cover that counts the parking of idle legs. So it rises
    with n, it is subadditive, and it is no less than `least_laying_ms`. m need not be n + K, with K the most links of
    a pull: without one of its pulls a cover still has n links. A part-filled trunk costs as if its idle legs had links
    where that takes less.
    """
    forms = _list_forms(labour, [length_mm], True, pulls, parks_idle=True)
    covers = cheapest_covers(forms, most + pulls.largest)
    cost_ms = (covers.pull_ms + 2 * covers.land_ms)[:, 0]
    rising: NDArray[np.int64] = np.minimum.accumulate(cost_ms[::-1])[::-1][: most + 1]
    return rising


def least_share_ms(labour: LabourTable, beside: Iterable[HostRack], length_mm: int, pulls: PullSizes) -> int:
    """The least that one more link adds to the laying of a rack, for any number of further links, plugging left out.

    The rack has none yet (at `length_mm` at least), or is one of `beside`. The share is the least over k of
    (f(n + k) - f(n)) / k, and at most the share of a full pull. No k above the largest pull gives a smaller share:
    leaving out one pull of the cover leaves fewer links, and it costs each of its own no less than that share.
    """
    most = pulls.largest
    shares = []
    for links, shortest_mm, in_rack in {HostRack(links=0, nearest_mm=length_mm, may_patch=True), *beside}:
        table = tabulate_least_ms(labour, links + most, [shortest_mm], in_rack, pulls)[:, 0]
        shares += [int(table[links + k] - table[links]) // k for k in range(1, most + 1)]
        shares += [
            int(form.fixed_with_ms(2)[0]) // form.most_links + int(form.each_with_ms(2)[0])
            for form in _list_forms(labour, [shortest_mm], in_rack, pulls)
        ]
    return max(0, min(shares))


def least_link_ms(labour: LabourTable, pulls: PullSizes) -> int:
    """The least that a link adds to any pull, plugging left out: f(n + k) >= f(n) + k times this."""
    return min(int(form.each_with_ms(2)[0]) for form in _list_forms(labour, [0], True, pulls))


def _list_forms(
    labour: LabourTable, lengths_mm: Sequence[int], in_rack: bool, pulls: PullSizes, parks_idle: bool = False
) -> list[CoverForm]:
    """All forms of pulls at some lengths; `in_rack` where the links may also be patched inside one rack.

    A plan rounds the metres of all its pulls together, so fractions of a millisecond of each pull are left out here.
    Where cables with modules of their own may serve any link, those on trunks have transceivers beyond that.
    """
    patches = [patch_form(labour, lengths_mm)] if in_rack or pulls.over_panels else []
    trunks = list_trunk_forms(labour, lengths_mm, pulls.trunk_legs, LabourTable.least_ms, parks_idle)
    return [
        *(replace(form, land_each_ms=form.land_each_ms + pulls.fitted_ms) for form in trunks),
        *list_jumper_forms(labour, lengths_mm, pulls.bundle_jumpers, least_taped=1, price=LabourTable.least_ms),
        *patches,
    ]


def _cheapest_ms(links: Sequence[int], forms: Sequence[CoverForm], ends: int) -> list[int]:
    """f of each number of `links`, each at its own one of the lengths of the `forms`."""
    most = max((n for n in links if n <= LONGEST_TABLE), default=0)
    covers = cheapest_covers(forms, most, ends)
    cost_ms = covers.pull_ms + ends * covers.land_ms
    return [
        int(cost_ms[n, column])
        if n <= LONGEST_TABLE
        else min(
            n * int(form.each_with_ms(ends)[column]) + n * int(form.fixed_with_ms(ends)[column]) // form.most_links
            for form in forms
        )
        for column, n in enumerate(links)
    ]


def _least_of_racks_ms(labour: LabourTable, racks: Iterable[HostRack], facts: DesignFacts, ends: int) -> int:
    """The sum of f over racks of devices, all lengths at once."""
    count = Counter(racks)
    total = 0
    for may_patch in (False, True):
        alike = [rack for rack in count if rack.may_patch == may_patch]
        if alike:
            lengths_mm = [rack.nearest_mm for rack in alike]
            forms = _list_forms(labour, lengths_mm, may_patch, facts.pulls)
            each_ms = _cheapest_ms([rack.links for rack in alike], forms, ends)
            total += sum(count[rack] * ms for rack, ms in zip(alike, each_ms, strict=True))
    return total


def work_bound_ms(labour: LabourTable, facts: DesignFacts, cross_network_links: int = 0) -> int:
    """Least person-time of any plan with these facts, and with some links to switches of other networks."""
    return (
        cabling_bound_ms(labour, facts, cross_network_links)
        + labour.act_ms("mobilise", facts.racks + facts.switch_racks)
        + facts.free_ms
        + labour.act_ms("move_crew", facts.moves)
    )


def cabling_bound_ms(labour: LabourTable, facts: DesignFacts, cross_network_links: int = 0) -> int:
    """The part of that work which is done at ends of the network's own links: neither racks are opened nor crews move.

    The laying that devices without a rack add is left out, since the opening of their racks is part of it.
    """
    return (
        unavoidable_ms(labour, facts.links, facts.connectors, facts.optics)
        + _least_of_racks_ms(labour, facts.host_racks, facts, 2)
        + _between_switches_ms(labour, facts, facts.other_links)
        + _cross_network_ms(labour, facts, cross_network_links)
        + facts.leaf_laying_ms
        + sum(least_splitters_ms(labour, *splitters) for splitters in facts.splitters)
    )


def _between_switches_ms(labour: LabourTable, facts: DesignFacts, links: int) -> int:
    """The least laying of links between switches, without plugging."""
    return least_laying_ms(labour, links, facts.other_mm, True, facts.pulls)


def _cross_network_ms(labour: LabourTable, facts: DesignFacts, links: int) -> int:
    """The least work of links to switches of other networks, and of the uplinks of the leaves that these links fill."""
    if facts.cross_network is None:
        return 0
    uplinks = facts.cross_network.uplinks_of(links)
    return (
        links * facts.cross_network.each_ms
        + unavoidable_ms(labour, uplinks, 2 * uplinks, 0)
        + _between_switches_ms(labour, facts, uplinks)
    )


def place_bounds_ms(labour: LabourTable, facts: DesignFacts) -> dict[int, int]:
    """Least person-time that ties up each place with devices, by number of the place.

    It holds wherever the switches stand, since the devices do not move.
    """
    return {
        number: labour.act_ms("insert_optic", place.optics)
        + _least_of_racks_ms(labour, place.racks, facts, 1)
        + plugs_and_tests_ms(labour, sum(rack.links for rack in place.racks))
        for number, place in facts.places.items()
    }


def unavoidable_ms(labour: LabourTable, links: int, connectors: int, optics: int, uninspected: int = 0) -> int:
    """Plugging every connector, the `uninspected` ones as well, inserting the optics, one test per link."""
    return labour.person_ms(unavoidable(links, connectors, optics, uninspected))
