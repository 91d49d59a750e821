"""Bounds: against brute force over covers, their laws, and never above a plan."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric.bounds.facts import CrossNetworkLinks, DesignFacts, HostPlace, HostRack, PullSizes, SplitterStage
from fabric.bounds.least_time import LeastDemand, Workforce, time_bounds_s
from fabric.bounds.least_work import (
    LONGEST_TABLE,
    least_laying_ms,
    least_mixed_link_ms,
    least_share_ms,
    least_splitters_ms,
    place_bounds_ms,
    tabulate_full_ms,
    tabulate_least_ms,
    unavoidable_ms,
    work_bound_ms,
)
from fabric.inputs.labour_reader import read_labour
from fabric.optimize.cabling.cover_table import CoverTable
from fabric.project.crew import CrewPlan, Shift

LABOUR = read_labour()
PLUG_MS = LABOUR.act_ms("inspect_clean_plug", 1)
CREW = CrewPlan((Shift(id="day", start_minute=0, length_s=8 * 3600, technicians=4, breaks_s=()),), 2, False)
FACTS = DesignFacts(
    links=40,
    connectors=80,
    optics=16,
    host_racks=(HostRack(16, 8_000, False), HostRack(16, 9_000, False)),
    other_links=8,
    other_mm=7_000,
    racks=4,
    pulls=PullSizes((12, 24), 24),
    places={},
)


@given(st.integers(1, 60), st.integers(500, 60_000), st.sampled_from([(), (4,), (12, 24)]), st.sampled_from([1, 2, 24]))
def test_laying_is_never_cheaper_than_its_bound(links: int, length: int, legs: tuple[int, ...], bundle: int) -> None:
    cover = CoverTable(LABOUR, legs, bundle).cover(links, length, length)
    assert cover is not None
    assert least_laying_ms(LABOUR, links, length, False, PullSizes(legs, bundle)) <= cover.work_ms - 2 * links * PLUG_MS


def test_the_bound_is_met_where_trunks_are_full() -> None:
    """24 links on one full trunk of 24 over 10 m: 6 + 10 + 2.5 + 2 x 5 + 24 x 0.2 = 33.3 min."""
    assert least_laying_ms(LABOUR, 24, 10_000, False, PullSizes((12, 24), 24)) == 1_998_000


def test_the_bound_rounds_no_pull_up() -> None:
    """1 ms a metre and nothing else: two jumpers of 1.001 m take 2.002 ms, which a plan states as 3 ms, never 4."""
    free = {act: replace(rate, person_ms=0) for act, rate in LABOUR.rates.items()}
    per_metre = {act: replace(free[act], person_ms=1) for act in ("pull_jumper_per_m", "pull_trunk_per_m")}
    labour = replace(LABOUR, rates=free | per_metre)
    assert labour.act_ms("pull_jumper_per_m", 2 * 1_001) == 3
    assert least_laying_ms(labour, 2, 1_001, False, PullSizes((), 1)) == 2
    assert least_laying_ms(labour, 2, 999, False, PullSizes((1,), 1)) == 0


def test_a_trunk_that_is_not_full_costs_a_whole_pull() -> None:
    """32 links on one trunk of 48 over 10 m: 28.5 + 32 x 0.2 = 34.9 min; not two thirds of 28.5."""
    assert least_laying_ms(LABOUR, 32, 10_000, False, PullSizes((12, 24, 48), 24)) == 34.9 * 60_000


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from([(), (4,), (12, 24)]), st.sampled_from([1, 5]))
def test_links_that_part_cost_no_less_than_together(m: int, n: int, legs: tuple[int, ...], bundle: int) -> None:
    """Subadditive, whatever the lengths: the argument by which a host rack's links may go anywhere."""
    apart = least_laying_ms(LABOUR, m, 7_000, False, PullSizes(legs, bundle)) + least_laying_ms(
        LABOUR, n, 9_000, False, PullSizes(legs, bundle)
    )
    assert least_laying_ms(LABOUR, m + n, 7_000, False, PullSizes(legs, bundle)) <= apart


def test_the_bound_of_very_many_links_is_no_more_than_the_table() -> None:
    many = least_laying_ms(LABOUR, LONGEST_TABLE + 1, 9_000, True, PullSizes((12, 48), 24))
    fewer = least_laying_ms(LABOUR, LONGEST_TABLE, 9_000, True, PullSizes((12, 48), 24))
    assert 0.99 * fewer <= many <= fewer + least_laying_ms(LABOUR, 1, 9_000, True, PullSizes((12, 48), 24))


def test_one_link_needs_one_pull() -> None:
    """A jumper of 10 m: 0.5 + 2 + 1 + 2 x (1 + 0.5) = 6.5 min, not a twenty-fourth of a trunk."""
    assert least_laying_ms(LABOUR, 1, 10_000, False, PullSizes((12, 24), 24)) == 6.5 * 60_000
    assert least_laying_ms(LABOUR, 0, 10_000, False, PullSizes((12,), 24)) == 0


def test_inside_a_rack_patching_may_be_less() -> None:
    """1 + 2 x (1 + 0.5) = 4 min."""
    assert least_laying_ms(LABOUR, 1, 10_000, True, PullSizes((12, 24), 24)) == 4 * 60_000


@given(
    st.integers(0, 30),
    st.integers(1, 120),
    st.booleans(),
    st.sampled_from([(), (4,), (12, 24, 48)]),
    st.sampled_from([1, 5, 24]),
)
def test_more_links_beside_others_cost_no_less_than_their_share(
    links: int, more: int, in_rack: bool, legs: tuple[int, ...], bundle: int
) -> None:
    share = least_share_ms(LABOUR, [HostRack(links, 7_000, in_rack)], 2_000, PullSizes(legs, bundle))
    few, all_of_them = (
        least_laying_ms(LABOUR, n, 7_000, in_rack, PullSizes(legs, bundle)) for n in (links, links + more)
    )
    assert few + more * share <= all_of_them
    assert more * share <= least_laying_ms(LABOUR, more, 2_000, True, PullSizes(legs, bundle))


def test_the_share_of_one_more_jumper_by_hand() -> None:
    """At no length a taped bundle of 24 costs 6 + 10 + 2 x 5 = 26 min and 2 x 0.5 + 0.63 a jumper as the table says;
    without bundles a patch takes 4 min, a jumper laid by itself 0.5 + 2 + 1 + 2 x 1.5 = 6.5 less its metres.
    """
    each = 2 * LABOUR.act_ms("label", 1) + LABOUR.act_ms("prebundle_jumper", 1)
    assert least_share_ms(LABOUR, [], 0, PullSizes((), 24)) == 26 * 60_000 // 24 + each
    assert least_share_ms(LABOUR, [], 0, PullSizes((), 1)) == 4 * 60_000


def test_links_to_switches_of_other_networks_cost_their_share_and_fill_leaves() -> None:
    """40 links more on leaves of 48 with 40 of their own: two leaves instead of one, each with 2 uplinks."""
    facts = replace(FACTS, cross_network=CrossNetworkLinks(each_ms=5 * 60_000, own_links=40, downlinks=48, uplinks=2))
    one, two = (
        unavoidable_ms(LABOUR, n, 2 * n, 0) + least_laying_ms(LABOUR, n, FACTS.other_mm, True, PullSizes((12, 24), 24))
        for n in (2, 4)
    )
    alone = work_bound_ms(LABOUR, FACTS)
    assert work_bound_ms(LABOUR, facts) == alone + one
    assert work_bound_ms(LABOUR, facts, 8) == alone + one + 40 * 60_000
    assert work_bound_ms(LABOUR, facts, 9) == alone + two + 45 * 60_000


def test_unavoidable_by_hand() -> None:
    """40 links over 16 optics: 80 x 1.25 + 16 x 0.75 + 40 x 0.5 = 132 min."""
    assert unavoidable_ms(LABOUR, 40, 80, 16) == 132 * 60_000


def test_more_of_anything_needed_never_lowers_the_bound() -> None:
    base = work_bound_ms(LABOUR, FACTS)
    assert work_bound_ms(LABOUR, replace(FACTS, other_mm=9_000)) >= base
    assert work_bound_ms(LABOUR, replace(FACTS, racks=5)) > base
    assert work_bound_ms(LABOUR, replace(FACTS, pulls=PullSizes((), 24))) >= base
    assert work_bound_ms(LABOUR, replace(FACTS, pulls=PullSizes((12, 24), 1))) >= base


def test_more_crew_never_raises_the_bound_and_half_the_minutes_halve_it() -> None:
    work = work_bound_ms(LABOUR, FACTS)
    demand = LeastDemand(work, {}, frozenset([0, 1]), has_pulls=True)
    one = time_bounds_s(LABOUR, Workforce(CREW, [2, 2]), demand)
    crew = replace(CREW, shifts=(replace(CREW.shifts[0], technicians=8),))
    more = time_bounds_s(LABOUR, Workforce(crew, [2, 2]), demand)
    assert max(more.values()) <= max(one.values())
    rates = {act: replace(rate, person_ms=2 * rate.person_ms) for act, rate in LABOUR.rates.items()}
    doubled = replace(LABOUR, rates=rates)
    assert work_bound_ms(doubled, FACTS) == 2 * work


def test_time_bounds_by_hand() -> None:
    """240 person-minutes: 60 min over 4 technicians, 120 in one place for one crew of two; a chain of 10, 1.25, 0.5."""
    parts = time_bounds_s(
        LABOUR, Workforce(CREW, [1, 9]), LeastDemand(240 * 60_000, {0: 60 * 60_000}, frozenset([0]), has_pulls=True)
    )
    assert parts == {
        "work over technicians": 3600,
        "work over crew slots": 7200,
        "work at the devices of one place": 1800,
        "shortest chain": 300 + 38 + 15,
    }


def test_the_work_at_a_place_by_hand() -> None:
    """24 links of one rack over 10 m on a trunk of 24: 6 + 10 + 2.5 pull, 5 + 24 x 0.1 at this end, 24 plugs of 1.25
    and tests of 0.5: 67.9 min; the far end and its plugs are elsewhere.
    """
    facts = replace(FACTS, places={3: HostPlace(4, (HostRack(24, 10_000, False),))})
    assert place_bounds_ms(LABOUR, facts) == {3: pytest.approx((67.9 + 4 * 0.75) * 60_000)}


def test_the_fewest_splitters_by_hand() -> None:
    """9 links on splitters of 4: two of 4 and one of 1. Patched, each 1 min and 1 + 4 labels of 0.5 are less than 0.5
    and 2 min for a pull: 1 + 2.5 + 5 x 1 dressing = 8.5 min; that of one leg 1 + 1 + 2 = 4 min.
    """
    assert least_splitters_ms(LABOUR, 9, 4) == (8.5 + 8.5 + 4) * 60_000
    assert least_splitters_ms(LABOUR, 0, 4) == 0


def test_a_move_in_the_bound_is_a_move() -> None:
    assert work_bound_ms(LABOUR, replace(FACTS, moves=3)) == work_bound_ms(LABOUR, FACTS) + 3 * 5 * 60_000


@given(st.sampled_from([(), (4,), (12, 24)]), st.sampled_from([1, 24]), st.booleans())
def test_the_table_of_least_laying_is_the_scalar_one(legs: tuple[int, ...], bundle: int, inside: bool) -> None:
    lengths = [0, 700, 9_000]
    table = tabulate_least_ms(LABOUR, 40, lengths, inside, PullSizes(legs, bundle))
    for n in (0, 1, 7, 24, 40):
        assert table[n].tolist() == [
            least_laying_ms(LABOUR, n, length, inside, PullSizes(legs, bundle)) for length in lengths
        ]


EVERYTHING = DesignFacts(
    links=40,
    connectors=80,
    optics=16,
    host_racks=(HostRack(16, 8_000, False), HostRack(16, 9_000, False)),
    other_links=8,
    other_mm=7_000,
    racks=4,
    switch_racks=3,
    pulls=PullSizes((12, 24), 24),
    places={},
    leaf_laying_ms=17 * 60_000,
    moves=2,
    splitters=(SplitterStage(9, 4),),
)


def test_the_bound_of_the_work_is_this_sum() -> None:
    """Every term by hand, in minutes; the bound is their sum:

    - plugs 80 x 1.25, optics 16 x 0.75, tests 40 x 0.5: 132;
    - racks of devices 4 x 10, racks of switches 3 x 10: 70;
    - 16 links on a trunk of 24 over 8 m: 6 + 10 + 8 x 0.25 + 2 x 5 + 16 x 0.2 = 31.2; over 9 m 31.45;
    - 8 links between switches on a trunk of 12 over 7 m: 6 + 10 + 1.75 + 10 + 1.6 = 29.35;
    - links that are worked out together: 17;
    - 2 moves of 5;
    - splitters of 4, 4 and 1 legs: 8.5 + 8.5 + 4 = 21.
    """
    assert work_bound_ms(LABOUR, EVERYTHING) == (132 + 70 + 31.2 + 31.45 + 29.35 + 17 + 10 + 21) * 60_000


@pytest.mark.parametrize(
    ("change", "minutes"),
    [
        ({"racks": 0}, 40.0),
        ({"switch_racks": 0}, 30.0),
        ({"host_racks": ()}, 62.65),
        ({"other_links": 0}, 29.35),
        ({"leaf_laying_ms": 0}, 17.0),
        ({"moves": 0}, 10.0),
        ({"splitters": ()}, 21.0),
        ({"optics": 0}, 12.0),
        ({"connectors": 0}, 100.0),
        ({"links": 0}, 20.0),
    ],
)
def test_each_term_of_the_bound_counts(change: dict[str, Any], minutes: float) -> None:
    """Racks opened for devices and for switches, laying, moves, splitters, plugs, optics and tests: none is lost."""
    lost = work_bound_ms(LABOUR, EVERYTHING) - work_bound_ms(LABOUR, replace(EVERYTHING, **change))
    assert lost == pytest.approx(minutes * 60_000)


def test_racks_that_are_alike_count_each() -> None:
    """Two racks of the same links and length are two pulls, as are racks of which one may hold a switch."""
    one = HostRack(16, 8_000, False)
    facts = replace(EVERYTHING, host_racks=(one, one, replace_may_patch(one)))
    alone = replace(EVERYTHING, host_racks=(one,))
    none = work_bound_ms(LABOUR, replace(EVERYTHING, host_racks=()))
    assert work_bound_ms(LABOUR, facts) - none == 3 * (work_bound_ms(LABOUR, alone) - none)


def replace_may_patch(rack: HostRack) -> HostRack:
    """16 patches of 4 min cost 64, so the trunk of 31.2 stays cheapest."""
    return rack._replace(may_patch=True)


def test_a_place_counts_optics_and_every_rack() -> None:
    """Two racks as in the test above, one with 2 links that may be patched.

    A patch takes 1 min and two labels of 0.5, its end here 1 min, its plug 1.25 and its test 0.5: 4.75 min. A pull of
    8 m takes 0.5 + 2 + 0.8, more than 1.
    """
    few = HostRack(2, 8_000, True)
    facts = replace(EVERYTHING, places={0: HostPlace(0, (few,)), 1: HostPlace(8, (few, few))})
    found = place_bounds_ms(LABOUR, facts)
    assert found[1] == 2 * found[0] + 8 * 0.75 * 60_000
    assert found[0] == 2 * 4.75 * 60_000


def test_a_straight_cable_has_one_plug_at_each_end() -> None:
    """Five links on straight cables of two: three cables, each with the labels and dressing of a jumper.

    A splitter of two has a tail more: one label and one dressing. So a link costs half a straight cable at least.
    """
    one = least_splitters_ms(LABOUR, 1, 1)
    assert least_splitters_ms(LABOUR, 5, 2, is_straight=True) == 3 * one
    tail = LABOUR.act_ms("label", 1) + LABOUR.act_ms("dress", 1)
    assert least_splitters_ms(LABOUR, 4, 2) == 2 * (one + tail)
    assert least_mixed_link_ms(LABOUR, PullSizes((), 1), 2, straight_legs=2) == one // 2


def test_a_trunk_that_is_nearly_full_costs_as_if_it_were() -> None:
    """Trunks of 16 legs over 10 m take 6 + 10 + 2.5 + 2 x 5 = 28.5 min, a link 0.2, an idle leg 0.4, a patch 4 min. 16
    links: 31.7. 15: 28.5 + 3 + 0.4 = 31.9, more than 16 take, so they count as 16. 14 as well. 7 links are patched.
    """
    found = tabulate_full_ms(LABOUR, 17, 10_000, PullSizes((16,), 1)) / 60_000
    assert found[[0, 7, 14, 15, 16]].tolist() == pytest.approx([0, 28, 31.7, 31.7, 31.7])
    assert found[17] == pytest.approx(35.7)
