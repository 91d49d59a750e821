"""The bound of several designs: each part is the least of theirs, and every place counts that one of them may use."""

from dataclasses import replace

import pytest

from fabric.bounds.bound import ONE_BY_ONE, Bound, form_bound, least_of_bounds, no_bound
from fabric.bounds.earlier_networks import EarlierDesigns
from fabric.bounds.least_time import SOME_NETWORKS, LeastDemand, NetworkDemand, Workforce, time_bounds_s
from fabric.inputs.labour_reader import read_labour
from fabric.project import CrewPlan, Shift
from tests.fabric.rules.small_floor import project, site

LABOUR = read_labour()
MINUTE_MS = 60_000
CREW = CrewPlan((Shift(id="day", start_minute=0, length_s=8 * 3600, technicians=4, breaks_s=()),), 2, False)
WORKFORCE = Workforce(CREW, [1, 2, 1])
"""Two crews of two technicians; places 0, 1 and 2 take one, two and one crew."""


def demand(work_min: int, places: dict[int, int], usable: set[int], has_pulls: bool = True) -> LeastDemand:
    place_ms = {place: minutes * MINUTE_MS for place, minutes in places.items()}
    return LeastDemand(work_min * MINUTE_MS, place_ms, frozenset(usable), has_pulls)


@pytest.mark.parametrize(
    ("wanted", "binds", "time_s"),
    [
        (demand(400, {}, {0, 1, 2}), "work over technicians", 6_000),
        (demand(400, {}, {0, 2}), "work over technicians", 6_000),
        (demand(400, {}, {0}), "work over crew slots", 12_000),
        (demand(400, {0: 300, 1: 390}, {0, 1, 2}), "work at the devices of one place", 9_000),
        (demand(0, {}, {0}), "shortest chain", 353),
    ],
)
def test_the_largest_part_binds(wanted: LeastDemand, binds: str, time_s: int) -> None:
    """400 person-minutes: 100 min for four technicians; 200 in a place for one crew of two.

    300 min at place 0 take its one crew 150; 390 at place 1 take its two crews 97.5. The chain is opening a rack with
    two technicians, 10 / 2 = 5 min, a plug of 1.25 / 2 min rounded up to 38 s and a test of 0.5 / 2 min.
    """
    bound = form_bound(LABOUR, WORKFORCE, wanted, ())
    assert (bound.binds, bound.time_s) == (binds, time_s)


def test_networks_that_share_few_places_are_summed_over_these() -> None:
    """100 person-minutes at place 0, 300 at places 0 and 1, 10 at place 2; a place takes 2, 4 and 2 technicians.

    Each alone takes 50, 50 and 5 min. The first two take 400 / 6, all three 410 / 8 = 51.25 min. Of one network
    nothing is said.
    """
    networks = tuple(
        NetworkDemand(minutes * MINUTE_MS, frozenset(places))
        for minutes, places in ((100, {0}), (300, {0, 1}), (10, {2}))
    )
    wanted = demand(410, {}, {0, 1, 2})._replace(networks=networks)
    assert time_bounds_s(LABOUR, WORKFORCE, wanted)[SOME_NETWORKS] == 400 * 60 / 6
    assert SOME_NETWORKS not in time_bounds_s(LABOUR, WORKFORCE, wanted._replace(networks=networks[:1]))


def test_of_many_networks_single_ones_and_the_first_are_summed() -> None:
    """Nine networks of 10 min each: the last one and the one before share place 0, all others have place 1.

    Place 0 takes two technicians: 5 min for each alone; that both take 10 is not looked at. The first seven take
    70 / 4 = 17.5 min, all nine 90 / 6 = 15 min.
    """
    networks = (NetworkDemand(10 * MINUTE_MS, frozenset([1])),) * 7 + (
        NetworkDemand(10 * MINUTE_MS, frozenset([0])),
    ) * 2
    wanted = demand(90, {}, {0, 1})._replace(networks=networks)
    assert time_bounds_s(LABOUR, WORKFORCE, wanted)[SOME_NETWORKS] == 1_050


def test_nothing_to_pull_has_no_chain() -> None:
    assert time_bounds_s(LABOUR, WORKFORCE, demand(0, {}, set(), has_pulls=False)) == {
        "work over technicians": 0,
        "work over crew slots": 0,
        "work at the devices of one place": 0,
        "shortest chain": 0,
    }


def test_parts_of_seconds_are_rounded_up() -> None:
    """One millisecond of work at a place for one crew of two is a second."""
    parts = time_bounds_s(LABOUR, WORKFORCE, LeastDemand(1, {0: 1}, frozenset([0]), has_pulls=False))
    assert (parts["work over crew slots"], parts["work at the devices of one place"]) == (1, 1)


def test_the_bound_of_all_designs_is_the_least_of_each_part() -> None:
    """Work 300 of 300 and 400. Place 0 counts 50, the less of 50 and 60; place 1 has devices in one design only.

    Any place may be used that one of the designs may use; nothing is sure to be pulled where one design pulls nothing.
    """
    one = form_bound(LABOUR, WORKFORCE, demand(300, {0: 60}, {0}), (EarlierDesigns(1, (5,), 0),))
    two = form_bound(
        LABOUR, WORKFORCE, demand(400, {0: 50, 1: 90}, {1}, has_pulls=False), (EarlierDesigns(2, (4,), 0),)
    )
    found = least_of_bounds(LABOUR, WORKFORCE, [one, two])
    assert found.demand == demand(300, {0: 50}, {0, 1}, has_pulls=False)
    # 300 of work in places 0 and 1 take 75 min; 300 in place 0 alone 150 min, 400 in place 1 alone 100 min.
    assert found.parts_s == {**time_bounds_s(LABOUR, WORKFORCE, found.demand), ONE_BY_ONE: 6_000}
    assert found.choices == (*one.choices, *two.choices)


def test_a_plan_builds_one_design() -> None:
    """Of one design 400 of work take four technicians 100 min. The other has 300, of which 250 at place 0 take 125 min.
    Together they have 300, 75 min, and nothing at any place. The least of their own bounds is more.
    """
    one = form_bound(LABOUR, WORKFORCE, demand(400, {}, {0, 1}), ())
    two = form_bound(LABOUR, WORKFORCE, demand(300, {0: 250}, {0, 1}), ())
    found = least_of_bounds(LABOUR, WORKFORCE, [one, two])
    together = time_bounds_s(LABOUR, WORKFORCE, found.demand)
    assert max(together.values()) < min(one.time_s, two.time_s) == found.time_s
    assert found.parts_s == {**together, ONE_BY_ONE: 6_000}
    assert found.binds == "each design by itself"


def test_a_network_has_the_least_work_of_its_designs_at_all_their_places() -> None:
    """The first network is the same; the second has 30 min at place 1, or 20 min at place 2."""
    first, work = NetworkDemand(50, frozenset([0])), demand(300, {}, {0, 1, 2})
    bounds = [
        form_bound(LABOUR, WORKFORCE, work._replace(networks=(first, NetworkDemand(ms, frozenset([place])))), ())
        for ms, place in ((30, 1), (20, 2))
    ]
    found = least_of_bounds(LABOUR, WORKFORCE, bounds).demand.networks
    assert found == (first, NetworkDemand(20, frozenset([1, 2])))


def test_the_bound_of_one_design_is_its_own() -> None:
    one = form_bound(LABOUR, WORKFORCE, demand(300, {0: 60}, {0}), (EarlierDesigns(1, (5,), 0),))
    assert least_of_bounds(LABOUR, WORKFORCE, [one]) == one


def test_before_the_first_network_nothing_is_bound() -> None:
    found = no_bound(project(site(), {}))
    assert (found.work_ms, found.time_s, found.binds) == (0, 0, "")
    assert found.choices == (EarlierDesigns(0, (), 0),)


def test_a_day_off_between_shifts_is_no_time() -> None:
    """The clock counts seconds of shifts: 1,920 person-minutes are one shift of four technicians, 2,000 go on next day
    with the same clock.
    """
    one, two = (form_bound(LABOUR, WORKFORCE, demand(minutes, {}, {0, 1, 2}), ()) for minutes in (1_920, 2_000))
    assert (one.parts_s["work over technicians"], two.parts_s["work over technicians"]) == (28_800, 30_000)
    assert Bound(one.demand, {}, ()).binds == ""


def test_more_technicians_shorten_work_but_not_a_place() -> None:
    busy = demand(400, {0: 300}, {0, 1, 2})
    more = Workforce(replace(CREW, shifts=(replace(CREW.shifts[0], technicians=8),)), WORKFORCE.place_crews)
    few, many = (time_bounds_s(LABOUR, workforce, busy) for workforce in (WORKFORCE, more))
    assert many["work over technicians"] == few["work over technicians"] // 2
    assert many["work at the devices of one place"] == few["work at the devices of one place"]
