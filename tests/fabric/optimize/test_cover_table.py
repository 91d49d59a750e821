"""f(n, L) against brute force over all covers, and its laws."""

from functools import cache
from itertools import combinations_with_replacement

import pytest

from fabric.inputs.labour_reader import read_labour
from fabric.optimize.cabling.cover_table import CoverTable
from fabric.plan.kinds import PullForm
from fabric.project.labour import (
    land_bundle,
    land_jumpers,
    land_trunk,
    stage_and_pull_bundle,
    stage_and_pull_jumper,
    stage_and_pull_trunk,
)

LABOUR = read_labour()
PLUG = LABOUR.act_ms("inspect_clean_plug", 1)


def cost(form: str, links: int, length_mm: int) -> int:
    """Person-time of one pull without plugging, straight from the acts."""
    pull, land = {
        "trunk": (stage_and_pull_trunk(length_mm), land_trunk(links)),
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
            options.append(cost("trunk", k, length_mm) + brute_force(links - k, length_mm, legs, bundle))
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
    """Over 10 m a trunk costs 6 + 10 + 2.5 + 2 x 5 + 0.2 n = 28.5 + 0.2 n, n jumpers 6.5 n: 4 jumpers 26, 5
    jumpers 32.5; plugging, 2.5 min a link, comes on top of either.
    """
    table = CoverTable(LABOUR, (12,), 1)
    four, five = table.cover(4, 10_000, 10_000), table.cover(5, 10_000, 10_000)
    assert four is not None
    assert five is not None
    assert {pull.form for pull in four.pulls} == {PullForm.SINGLE}
    assert {pull.form for pull in five.pulls} == {PullForm.TRUNK}
    assert (four.work_ms, five.work_ms) == ((26 + 10) * 60_000, (29.5 + 12.5) * 60_000)


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
