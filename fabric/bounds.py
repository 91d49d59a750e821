"""Lower bounds that hold for every plan that meets the request: the least work and the least time. Argument:
docs/bounds.md.

W_bound = unavoidable + least racks touched x mobilise + sum over host racks of the least laying of their links
        + the least laying of all links between switches.
T_bound = max(W_bound / technicians, W_bound / crew slots of all places, longest unavoidable chain).

Laying n links costs at least the cheapest cover of n links at the shortest length that any admissible plan could have
there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fabric.crew import CrewPlan
from fabric.labour import (
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
from layouts.units import divide_up


@dataclass(frozen=True)
class Least:
    """The facts that a bound rests on, each the least over all admissible plans of one design.

    `connectors` are the plugs of all links. `host_racks` are (links of the rack, shortest cable from it to another
    rack that may hold a switch, whether a switch may stand in the rack itself); `other_links` run between switches,
    `other_mm` is the shortest cable between two switch racks; `racks` is the least number of racks that must be
    touched. Splitters are links, but not laid: their pulls are left out of the bound.
    """

    links: int
    connectors: int
    optics: int
    host_racks: tuple[tuple[int, int, bool], ...]
    other_links: int
    other_mm: int
    racks: int
    trunk_legs: tuple[int, ...]
    bundle_jumpers: int


LONGEST_TABLE = 5_000
"""Up to so many links the cheapest cover is worked out; beyond, the cost per link of the best full pull."""


def least_laying_ms(
    labour: LabourTable, links: int, length_mm: int, in_rack: bool, legs: Sequence[int], bundle: int
) -> int:
    """Least person-time to lay some links, each at least `length_mm` long, without plugging them.

    f(n) = min over forms of (fixed + k x each + f(n - k)), k = min(n, largest of the form): the cheapest cover. It is
    subadditive and rises with the length, so links that go to several racks cost no less than f of all of them at
    the shortest length. Beyond `LONGEST_TABLE` links n x min over forms of (fixed / largest + each) <= f(n).
    """
    if not links:
        return 0
    forms = _forms(labour, length_mm, in_rack, legs, bundle)
    if links > LONGEST_TABLE:
        return min(links * each + links * fixed // largest for largest, fixed, each in forms)
    best = [0]
    for n in range(1, links + 1):
        best.append(min(fixed + min(n, largest) * each + best[n - min(n, largest)] for largest, fixed, each in forms))
    return best[links]


def _forms(
    labour: LabourTable, length_mm: int, in_rack: bool, legs: Sequence[int], bundle: int
) -> list[tuple[int, int, int]]:
    """(most links of a pull, its fixed person-time, that of each link without plugging) of every form."""
    forms: list[tuple[int, int, int]] = []
    plug = labour.act_ms("inspect_clean_plug", 1)

    def add(largest: int, none: Acts, one: Acts, plugs: int) -> None:
        fixed = labour.person_ms(none)
        forms.append((largest, fixed, labour.person_ms(one) - fixed - plugs * plug))

    for size in legs:
        none = stage_and_pull_trunk(length_mm) + land_trunk(0) + land_trunk(0)
        add(size, none, stage_and_pull_trunk(length_mm) + land_trunk(1) + land_trunk(1), 2)
    if bundle > 1:
        none = stage_and_pull_bundle(0, length_mm) + land_bundle(0) + land_bundle(0)
        add(bundle, none, stage_and_pull_bundle(1, length_mm) + land_bundle(1) + land_bundle(1), 2)
    forms.append((1, 0, labour.person_ms(stage_and_pull_jumper(length_mm) + land_jumpers(2)) - 2 * plug))
    if in_rack:
        forms.append((1, 0, labour.person_ms(patch_in_rack(1) + land_jumpers(2)) - 2 * plug))
    return forms


def work_bound_ms(labour: LabourTable, least: Least) -> int:
    """Least person-time of any plan with these facts."""
    hosts = sum(
        least_laying_ms(labour, links, length, inside, least.trunk_legs, least.bundle_jumpers)
        for links, length, inside in least.host_racks
    )
    others = least_laying_ms(labour, least.other_links, least.other_mm, True, least.trunk_legs, least.bundle_jumpers)
    return (
        unavoidable_ms(labour, least.links, least.connectors, least.optics)
        + labour.act_ms("mobilise", least.racks)
        + hosts
        + others
    )


def unavoidable_ms(labour: LabourTable, links: int, connectors: int, optics: int) -> int:
    """Plugging every connector, inserting the optics, one test per link."""
    return labour.person_ms(unavoidable(links, connectors, optics))


def time_bounds_s(
    labour: LabourTable, crew: CrewPlan, work_ms: int, place_crews: Sequence[int], has_pulls: bool
) -> dict[str, int]:
    """Lower bounds on install time by part: work over technicians, work over all crew slots, the shortest chain
    of one pull.
    """
    slots = sum(place_crews) * crew.crew_size
    one = {"mobilise": 1, "inspect_clean_plug": 1, "test_link": 1} if has_pulls else {}
    return {
        "work over technicians": divide_up(work_ms, 1000 * crew.technicians),
        "work over crew slots": divide_up(work_ms, 1000 * slots) if slots else 0,
        "shortest chain": sum(crew.duration_s(labour.act_ms(act, count)) for act, count in one.items()),
    }
