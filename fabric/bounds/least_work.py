"""The least work of every plan that meets the request. Argument: docs/bounds.md.

W_bound = unavoidable + least racks touched x mobilise + least moves x move_crew + sum over host racks of the least
        laying of their links + the least laying of all links between switches.

Laying n links costs at least the cheapest cover of n links at the shortest length that any admissible plan could have
there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.facts import DesignFacts, HostRack
from fabric.project import (
    Acts,
    LabourTable,
    land_bundle,
    land_jumpers,
    land_trunk,
    patch_in_rack,
    stage_and_pull_bundle,
    stage_and_pull_jumper,
    stage_and_pull_trunk,
    unavoidable,
)

LONGEST_TABLE = 1_000
"""Up to so many links the cheapest cover is worked out; beyond, the cost per link of the best full pull."""


def least_laying_ms(
    labour: LabourTable, links: int, length_mm: int, in_rack: bool, legs: Sequence[int], bundle: int
) -> int:
    """Least person-time to lay some links, each at least `length_mm` long, without plugging them.

    f(n) = min over forms of (fixed + k x each + f(n - k)), k = min(n, largest of the form): the cheapest cover. It is
    subadditive and rises with the length, so links that go to several racks cost no less than f of all of them at
    the shortest length. Beyond `LONGEST_TABLE` links n x min over forms of (fixed / largest + each) <= f(n).
    """
    return _cheapest(links, _forms(labour, length_mm, in_rack, legs, bundle, 2))


def least_place_ms(
    labour: LabourTable, links: int, length_mm: int, in_rack: bool, legs: Sequence[int], bundle: int
) -> int:
    """Least person-time that some links tie up the place of their A end: pulls, landing there with plugs, tests.

    A pull ties up the places of both ends, a test that of its A end; f as in `least_laying_ms` with one end landed.
    """
    plug_and_test = labour.act_ms("inspect_clean_plug", links) + labour.act_ms("test_link", links)
    return _cheapest(links, _forms(labour, length_mm, in_rack, legs, bundle, 1)) + plug_and_test


def least_splitters_ms(labour: LabourTable, links: int, legs: int) -> int:
    """Least person-time to lay some links on splitters of so many legs, plugs left out.

    A splitter costs a fixed time and one for each leg, so the fewest that carry all links cost least; each at no
    length, or patched inside a rack.
    """
    whole, rest = divmod(links, legs)
    return whole * _splitter_ms(labour, legs) + (_splitter_ms(labour, rest) if rest else 0)


def _splitter_ms(labour: LabourTable, links: int) -> int:
    laid = min(labour.person_ms(stage_and_pull_jumper(0, links)), labour.person_ms(patch_in_rack(1, links)))
    landed = labour.person_ms(land_jumpers(links)) + labour.person_ms(land_jumpers(1))
    return laid + landed - labour.act_ms("inspect_clean_plug", links + 1)


def tabulate_least_ms(
    labour: LabourTable,
    most: int,
    lengths_mm: Sequence[int] | NDArray[np.int64],
    in_rack: bool,
    legs: Sequence[int],
    bundle: int,
) -> NDArray[np.int64]:
    """f of `least_laying_ms` for 0..most links (rows) at all lengths (columns) at once."""
    forms = [_forms(labour, int(length), in_rack, legs, bundle, 2) for length in lengths_mm]
    largest = [form[0] for form in forms[0]]
    fixed, each = (np.array([[form[part] for form in found] for found in forms], np.int64).T for part in (1, 2))
    table = np.zeros((most + 1, len(forms)), np.int64)
    for n in range(1, most + 1):
        taken = [min(n, size) for size in largest]
        table[n] = np.min([table[n - k] + fixed[i] + k * each[i] for i, k in enumerate(taken)], axis=0)
    return table


def least_share_ms(
    labour: LabourTable, beside: Iterable[HostRack], length_mm: int, legs: Sequence[int], bundle: int
) -> int:
    """The least that one more link adds to the laying of a rack, however many more there are, plugging left out.

    The rack has none yet (at `length_mm` at least), or is one of `beside` (links, shortest cable, whether patched
    inside): the least over k of (f(n + k) - f(n)) / k, at most the share of a full pull. Beyond the largest pull no k
    is less: leaving out one pull of the cover leaves fewer links, and it costs each of its own no less than that share.
    """
    most = max([1, bundle, *legs])
    shares = []
    for links, shortest_mm, in_rack in {HostRack(0, length_mm, True), *beside}:
        table = tabulate_least_ms(labour, links + most, [shortest_mm], in_rack, legs, bundle)[:, 0]
        shares += [int(table[links + k] - table[links]) // k for k in range(1, most + 1)]
        shares += [form[1] // form[0] + form[2] for form in _forms(labour, shortest_mm, in_rack, legs, bundle, 2)]
    return max(0, min(shares))


def least_link_ms(labour: LabourTable, legs: Sequence[int], bundle: int) -> int:
    """The least that a link adds to any pull, plugging left out: f(n + k) >= f(n) + k times this."""
    return min(each for _, _, each in _forms(labour, 0, True, legs, bundle, 2))


def _cheapest(links: int, forms: Sequence[tuple[int, int, int]]) -> int:
    if not links:
        return 0
    if links > LONGEST_TABLE:
        return min(links * each + links * fixed // largest for largest, fixed, each in forms)
    best = [0]
    for n in range(1, links + 1):
        best.append(min(fixed + min(n, largest) * each + best[n - min(n, largest)] for largest, fixed, each in forms))
    return best[links]


def _forms(
    labour: LabourTable, length_mm: int, in_rack: bool, legs: Sequence[int], bundle: int, ends: int
) -> list[tuple[int, int, int]]:
    """(most links of a pull, its fixed person-time, that of each link without plugging) of every form, with so many of
    its ends landed.
    """
    forms: list[tuple[int, int, int]] = []
    plug = labour.act_ms("inspect_clean_plug", 1)

    def add(largest: int, pull: Callable[[int], Acts], land: Callable[[int], Acts]) -> None:
        fixed, one = (labour.person_ms(pull(n)) + ends * labour.person_ms(land(n)) for n in (0, 1))
        forms.append((largest, fixed, one - fixed - ends * plug))

    for size in legs:
        add(size, lambda _: stage_and_pull_trunk(length_mm), land_trunk)
    if bundle > 1:
        add(bundle, lambda n: stage_and_pull_bundle(n, length_mm), land_bundle)
    single = labour.person_ms(stage_and_pull_jumper(length_mm)) + ends * labour.person_ms(land_jumpers(1))
    forms.append((1, 0, single - ends * plug))
    if in_rack:
        patch = labour.person_ms(patch_in_rack(1)) + ends * labour.person_ms(land_jumpers(1))
        forms.append((1, 0, patch - ends * plug))
    return forms


def work_bound_ms(labour: LabourTable, facts: DesignFacts, cross_network_links: int = 0) -> int:
    """Least person-time of any plan with these facts, and with some links to switches of other networks."""
    return (
        unavoidable_ms(labour, facts.links, facts.connectors, facts.optics)
        + labour.act_ms("mobilise", facts.racks + facts.switch_racks)
        + sum(
            count * least_laying_ms(labour, *rack, facts.trunk_legs, facts.bundle_jumpers)
            for rack, count in Counter(facts.host_racks).items()
        )
        + _between_switches_ms(labour, facts, facts.other_links)
        + _cross_network_ms(labour, facts, cross_network_links)
        + facts.together_ms
        + labour.act_ms("move_crew", facts.moves)
        + sum(least_splitters_ms(labour, links, legs) for links, legs in facts.splitters)
    )


def _between_switches_ms(labour: LabourTable, facts: DesignFacts, links: int) -> int:
    """The least laying of links between switches, without plugging."""
    return least_laying_ms(labour, links, facts.other_mm, True, facts.trunk_legs, facts.bundle_jumpers)


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
        + sum(
            count * least_place_ms(labour, *rack, facts.trunk_legs, facts.bundle_jumpers)
            for rack, count in Counter(place.racks).items()
        )
        for number, place in facts.places.items()
    }


def unavoidable_ms(labour: LabourTable, links: int, connectors: int, optics: int) -> int:
    """Plugging every connector, inserting the optics, one test per link."""
    return labour.person_ms(unavoidable(links, connectors, optics))
