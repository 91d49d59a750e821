"""f(n, L) against brute force over all covers, and its laws."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric.inputs.labour_reader import read_labour
from fabric.optimize.cabling.cover_table import CoverTable, share_evenly
from fabric.plan.kinds import PullForm
from fabric.project.labour import (
    LabourTable,
    land_bundle,
    land_jumpers,
    land_trunk,
    patch_in_rack,
    stage_and_pull_bundle,
    stage_and_pull_jumper,
    stage_and_pull_trunk,
)

LABOUR = read_labour()
PLUG = LABOUR.act_ms("inspect_clean_plug", 1)


def cost(form: str, links: int, length_mm: int, legs: int = 0) -> int:
    """Person-time of one pull without plugging, straight from the acts."""
    pull, land = {
        "trunk": (stage_and_pull_trunk(length_mm), land_trunk(links, legs - links)),
        "bundle": (stage_and_pull_bundle(links, length_mm), land_bundle(links)),
        "single": (stage_and_pull_jumper(length_mm), land_jumpers(links)),
    }[form]
    return LABOUR.person_ms(pull) + 2 * (LABOUR.person_ms(land) - links * PLUG)


@cache
def brute_force(links: int, length_mm: int, legs: tuple[int, ...], bundle: int) -> int:
    """The cheapest of all ways to cut `links` into pulls of any form and any fill."""
    if not links:
        return 0
    options = [cost("single", 1, length_mm) + brute_force(links - 1, length_mm, legs, bundle)]
    for k in range(2, min(bundle, links) + 1):
        options.append(cost("bundle", k, length_mm) + brute_force(links - k, length_mm, legs, bundle))
    for size in legs:
        for k in range(1, min(size, links) + 1):
            options.append(cost("trunk", k, length_mm, size) + brute_force(links - k, length_mm, legs, bundle))
    return min(options)


@pytest.mark.parametrize("length_mm", [500, 7_000, 45_000])
@pytest.mark.parametrize("legs", [(), (4,), (3, 7)])
@pytest.mark.parametrize("bundle", [1, 5])
def test_the_cheapest_cover_is_found(length_mm: int, legs: tuple[int, ...], bundle: int) -> None:
    table = CoverTable(LABOUR, legs, bundle)
    for links in range(1, 19):
        cover = table.cover(links, length_mm, length_mm)
        assert cover is not None
        assert cover.work_ms - 2 * links * PLUG == brute_force(links, length_mm, legs, bundle)
        assert sum(pull.links for pull in cover.pulls) == links
        assert all(pull.links <= (pull.legs or bundle or 1) for pull in cover.pulls)


def partitions(links: int, largest: int) -> Iterator[tuple[int, ...]]:
    """All ways to cut links into pulls, the largest first."""
    if not links:
        yield ()
    for first in range(min(links, largest), 0, -1):
        for rest in partitions(links - first, first):
            yield first, *rest


@given(st.lists(st.integers(0, 200), min_size=8, max_size=8), st.integers(1, 12), st.integers(2, 5))
def test_against_all_partitions_with_any_labour(tenths: list[int], links: int, most: int) -> None:
    """A part of one link is a single jumper, any other one a taped bundle: the cheapest of all partitions.

    The estimate of placement says the same, and no bundle has one jumper.
    """
    acts = ("stage_jumper", "pull_jumper", "dress", "stage_trunk", "pull_trunk", "dress_trunk", "prebundle_jumper")
    rates = {act: replace(LABOUR.rates[act], person_ms=n * 6_000) for act, n in zip(acts, tenths[:7], strict=True)}
    labour = LabourTable({**LABOUR.rates, **rates})

    def work_ms(jumpers: int) -> int:
        acts = (
            (stage_and_pull_jumper(5_000), land_jumpers(1))
            if jumpers == 1
            else (stage_and_pull_bundle(jumpers, 5_000), land_bundle(jumpers))
        )
        return labour.person_ms(acts[0]) + 2 * labour.person_ms(acts[1])

    table = CoverTable(labour, (), most)
    cover = table.cover(links, None, 5_000)
    prices = table.tabulate([links], [5_000], True)
    assert cover is not None
    least = min(sum(map(work_ms, parts)) for parts in partitions(links, most))
    assert cover.work_ms == sum(work_ms(pull.links) for pull in cover.pulls) == least
    assert (prices.pull_ms + prices.a_land_ms + prices.b_land_ms).tolist() == [[least]]
    assert all((pull.form == PullForm.BUNDLE) == (pull.links > 1) for pull in cover.pulls)


def test_two_bundles_of_two_where_a_bundle_takes_three() -> None:
    """Trunks and bundles are staged, pulled and dressed for nothing here. Four jumpers in two bundles of two take 4 x
    (2 x 0.5 + 0.7) = 6.8 minutes beside plugging; three taped and one alone 5.1 + 1 + 0.5 + 2 + 2 + 0.5 = 11.1.
    """
    free = {act: replace(LABOUR.rates[act], person_ms=0) for act in ("stage_trunk", "pull_trunk", "dress_trunk")}
    rates = {**LABOUR.rates, **free, "pull_trunk_per_m": replace(LABOUR.rates["pull_trunk_per_m"], person_ms=0)}
    cover = CoverTable(LabourTable(rates), (), 3).cover(4, None, 5_000)
    assert cover is not None
    assert [(pull.form, pull.links) for pull in cover.pulls] == [(PullForm.BUNDLE, 2)] * 2
    assert cover.work_ms - 8 * PLUG == 6.8 * 60_000


def test_bundles_share_their_jumpers_evenly() -> None:
    """25 jumpers in two bundles are 13 and 12: as much work as 24 and 1, and no pull is longer than it must be."""
    assert share_evenly(25, 2) == [13, 12]
    assert share_evenly(7, 3) == [3, 2, 2]
    assert share_evenly(0, 0) == []


def test_together_is_never_dearer_than_apart() -> None:
    table = CoverTable(LABOUR, (12, 24, 48), 24)
    work = [0]
    for n in range(1, 80):
        cover = table.cover(n, 10_000, 10_000)
        assert cover is not None
        work.append(cover.work_ms)
    assert all(work[a + b] <= work[a] + work[b] for a, b in combinations_with_replacement(range(1, 40), 2))
    assert work == sorted(work)


def test_a_trunk_wins_exactly_where_its_work_says_so() -> None:
    """Over 10 m a trunk of 12 legs costs 6 + 10 + 2.5 + 2 x 5 + 0.2 n + 0.4 (12 - n) = 33.3 - 0.2 n, n jumpers 6.5 n: 4
    jumpers 26, 5 jumpers 32.5; plugging, 2.5 min a link, comes on top of either. With 24 legs, where 19 are parked
    instead of 7, 5 jumpers win.
    """
    table = CoverTable(LABOUR, (12,), 1)
    four, five = table.cover(4, 10_000, 10_000), table.cover(5, 10_000, 10_000)
    assert four is not None
    assert five is not None
    assert {pull.form for pull in four.pulls} == {PullForm.SINGLE}
    assert {pull.form for pull in five.pulls} == {PullForm.TRUNK}
    assert (four.work_ms, five.work_ms) == ((26 + 10) * 60_000, (32.3 + 12.5) * 60_000)
    wide = CoverTable(LABOUR, (24,), 1).cover(5, 10_000, 10_000)
    assert wide is not None
    assert {pull.form for pull in wide.pulls} == {PullForm.SINGLE}


def test_where_nothing_spans_there_is_no_cover() -> None:
    table = CoverTable(LABOUR, (12,), 24)
    assert table.cover(3, None, None) is None
    only_trunk = table.cover(1, 5_000, None)
    assert only_trunk is not None
    assert only_trunk.pulls[0].form == PullForm.TRUNK


@pytest.mark.parametrize("legs", [(), (3, 7)])
@pytest.mark.parametrize("jumpers", [True, False])
def test_a_table_says_what_covers_say(legs: tuple[int, ...], jumpers: bool) -> None:
    table = CoverTable(LABOUR, legs, 5)
    if not legs and not jumpers:
        return
    links, lengths = [1, 2, 5, 9, 14], [500, 7_000, 45_000]
    prices = table.tabulate(links, lengths, jumpers)
    for i, n in enumerate(links):
        for j, length in enumerate(lengths):
            cover = table.cover(n, length, length if jumpers else None)
            assert cover is not None
            assert prices.pull_ms[i, j] + prices.a_land_ms[i, j] + prices.b_land_ms[i, j] == cover.work_ms
            assert prices.a_land_ms[i, j] == prices.b_land_ms[i, j]


def test_a_table_of_splitters_says_what_covers_say() -> None:
    table = CoverTable(LABOUR, (), 1, legs=4)
    prices = table.tabulate([3, 8], [2_000], True)
    for i, n in enumerate((3, 8)):
        cover = table.cover(n, None, 2_000)
        assert cover is not None
        assert (prices.pull_ms[i, 0], prices.a_land_ms[i, 0], prices.b_land_ms[i, 0]) == (
            cover.pull_ms,
            cover.a_land_ms,
            cover.b_land_ms,
        )


@pytest.mark.parametrize(("legs", "straight"), [(1, False), (4, False), (4, True)])
def test_cables_inside_a_rack_by_hand(legs: int, straight: bool) -> None:
    """Nine links on cables of four: two full ones, and one with a single link. Each has one plug at its head."""
    table = CoverTable(LABOUR, (), 1, legs=legs, is_straight=straight)
    sizes = {1: [1] * 9, 4: [4, 4, 1]}[legs]
    plugs = [1 if straight else size for size in sizes]
    cover, prices = table.in_rack(9), table.tabulate_in_rack([1, 9])
    assert [pull.links for pull in cover.pulls] == sizes
    assert {pull.form for pull in cover.pulls} == {PullForm.PATCH}
    assert cover.pull_ms == sum(LABOUR.person_ms(patch_in_rack(1, count)) for count in plugs)
    assert cover.a_land_ms == sum(LABOUR.person_ms(land_jumpers(count)) for count in plugs)
    assert cover.b_land_ms == len(sizes) * LABOUR.person_ms(land_jumpers(1))
    found = prices.pull_ms[1, 0], prices.a_land_ms[1, 0], prices.b_land_ms[1, 0]
    assert found == (cover.pull_ms, cover.a_land_ms, cover.b_land_ms)
