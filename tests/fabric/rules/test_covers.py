"""The cheapest covers: by hand, against all covers, and by their laws."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabric.inputs.labour_reader import read_labour
from fabric.rules.cable_length import length_to_order_mm
from fabric.rules.covers import (
    CoverForm,
    cheapest_covers,
    list_jumper_forms,
    list_trunk_forms,
    patch_form,
)

LABOUR = read_labour()
MINUTE_MS = 60_000


def form(
    most_links: int, fixed_ms: int, each_ms: int, land_ms: int = 0, land_each_ms: int = 0, least_links: int = 1
) -> CoverForm:
    """A form at one length."""
    return CoverForm(
        form="trunk",
        most_links=most_links,
        least_links=least_links,
        fixed_ms=np.array([fixed_ms], np.int64),
        each_ms=np.array([each_ms], np.int64),
        land_ms=land_ms,
        land_each_ms=land_each_ms,
    )


def cost_ms(forms: list[CoverForm], links: int, ends: int = 2) -> int:
    """f(links) at the only length."""
    covers = cheapest_covers(forms, links, ends)
    return int(covers.pull_ms[links, 0] + ends * covers.land_ms[links, 0])


def test_the_cheapest_cover_by_hand() -> None:
    """Singles at 5, a pull of up to 3 at 9 + 1 a link. One: 5. Two: 10 (9 + 2 = 11). Three: 12. Four: 12 + 5 = 17.
    Six: 24.
    """
    forms = [form(1, 5, 0), form(3, 9, 1)]
    assert [cost_ms(forms, n) for n in range(7)] == [0, 5, 10, 12, 17, 22, 24]


def test_a_bundle_of_one_does_not_exist() -> None:
    """Singles at 9, bundles of two or three at 2 + 1 a link. One: 9. Two: 4. Three: 5. Four: two of two, 8, against 5 +
    9 for three and one. Five: 5 + 4. Seven: 5 + 4 + 4.
    """
    forms = [form(1, 9, 0), form(3, 2, 1, least_links=2)]
    assert [cost_ms(forms, n) for n in range(8)] == [0, 9, 4, 5, 8, 9, 10, 13]
    assert cheapest_covers(forms, 4).carried[:, 0].tolist() == [0, 1, 2, 3, 2]


def test_ends_that_are_landed_count_once_each() -> None:
    """Pulling 10, landing an end 4 + 1 a link, two links: 10 + 6 for one end, 10 + 12 for both."""
    assert cost_ms([form(2, 10, 0, 4, 1)], 2, ends=1) == 16
    assert cost_ms([form(2, 10, 0, 4, 1)], 2, ends=2) == 22


def test_pulling_and_landing_are_told_apart() -> None:
    covers = cheapest_covers([form(2, 10, 3, 4, 1)], 3)
    assert covers.pull_ms[:, 0].tolist() == [0, 13, 16, 29]
    assert covers.land_ms[:, 0].tolist() == [0, 5, 6, 11]


def test_the_ends_decide_which_form_is_cheapest() -> None:
    """Landing is dear for the first form: 10 + 8 for one end against 15 + 1, but 2 for pulling less with none of it."""
    forms = [form(1, 10, 0, 8), form(1, 15, 0, 1)]
    assert cheapest_covers(forms, 1, ends=1).form[1, 0] == 1
    assert cheapest_covers([form(1, 10, 0, 4), form(1, 15, 0, 1)], 1, ends=1).form[1, 0] == 0


def test_the_first_of_equal_forms_is_taken() -> None:
    assert cheapest_covers([form(1, 5, 0), form(2, 5, 0)], 1).form[:, 0].tolist() == [-1, 0]
    assert cheapest_covers([form(2, 5, 0), form(1, 5, 0)], 1).form[:, 0].tolist() == [-1, 0]


def test_lengths_do_not_mix() -> None:
    """At 10 m a trunk wins over three jumpers, at 0 m it does not."""
    lengths = [0, 10_000, 60_000]
    forms = [*list_trunk_forms(LABOUR, lengths, (12,)), *list_jumper_forms(LABOUR, lengths, 1)]
    together = cheapest_covers(forms, 12)
    for column, length in enumerate(lengths):
        alone_forms = [*list_trunk_forms(LABOUR, [length], (12,)), *list_jumper_forms(LABOUR, [length], 1)]
        alone = cheapest_covers(alone_forms, 12)
        for name in ("pull_ms", "land_ms", "form"):
            assert getattr(together, name)[:, column].tolist() == getattr(alone, name)[:, 0].tolist()


def test_without_a_form_nothing_is_covered() -> None:
    with pytest.raises(ValueError, match="no form of pull is given"):
        cheapest_covers([], 3)


def test_forms_of_the_labour_table_by_hand() -> None:
    """Over 10 m, in minutes.

    - Trunk: 6 to stage, 10 to pull, 2.5 for the metres, nothing for each link; an end takes 5, and 0.1 a leg in
      use or 0.2 an idle one, which bounds leave out.
    - Jumper: 6.5 with both ends.
    - Taped bundle: staged, pulled and dressed like a trunk; its jumpers are plugged one by one.
    - Patch: 4 with both ends, at every length.
    """
    (trunk,) = list_trunk_forms(LABOUR, [10_000], (24,))
    assert trunk.most_links == 24
    assert trunk.fixed_with_ms(0)[0] == 18.5 * MINUTE_MS
    assert trunk.fixed_with_ms(2)[0] == (28.5 + 24 * 0.4) * MINUTE_MS
    assert trunk.each_with_ms(2)[0] == (0.2 - 0.4) * MINUTE_MS
    (least,) = list_trunk_forms(LABOUR, [10_000], (24,), parks_idle=False)
    assert least.fixed_with_ms(2)[0] == 28.5 * MINUTE_MS
    assert least.each_with_ms(2)[0] == 0.2 * MINUTE_MS
    single, bundle = list_jumper_forms(LABOUR, [10_000], 24)
    assert (single.fixed_with_ms(2)[0], single.each_with_ms(2)[0]) == (0, 6.5 * MINUTE_MS)
    assert (bundle.most_links, bundle.fixed_with_ms(2)[0]) == (24, least.fixed_with_ms(2)[0])
    assert bundle.land_each_ms == 0
    patch = patch_form(LABOUR, [10_000, 0])
    assert patch.each_with_ms(2).tolist() == [4 * MINUTE_MS] * 2


def test_no_trunk_sizes_and_no_bundles_are_no_forms() -> None:
    assert list_trunk_forms(LABOUR, [1_000], ()) == []
    assert [found.form for found in list_jumper_forms(LABOUR, [1_000], 1)] == ["single"]


figures = st.integers(0, 30)
forms_of = st.lists(st.builds(form, st.integers(1, 5), figures, figures, figures, figures), min_size=1, max_size=3)


taped = st.builds(form, st.integers(2, 5), figures, figures, figures, figures, least_links=st.just(2))


@given(forms_of, st.lists(taped, max_size=2), st.integers(0, 12), st.sampled_from([1, 2]))
def test_against_all_covers(loose: list[CoverForm], tape: list[CoverForm], links: int, ends: int) -> None:
    """Never dearer than the cheapest of all covers, however full their pulls; with a fixed part that is not negative
    the fullest pull of a form is the best one, so it is equal.
    """

    @cache
    def least(n: int) -> int:
        options = [
            int(found.fixed_with_ms(ends)[0]) + k * int(found.each_with_ms(ends)[0]) + least(n - k)
            for found in forms
            for k in range(found.least_links, min(n, found.most_links) + 1)
        ]
        return min(options, default=0)

    forms = [*loose, *tape]

    assert cost_ms(forms, links, ends) == least(links)


@given(forms_of, st.integers(1, 8), st.integers(1, 8))
def test_together_is_never_dearer_than_apart(forms: list[CoverForm], m: int, n: int) -> None:
    assert cost_ms(forms, m + n) <= cost_ms(forms, m) + cost_ms(forms, n)
    assert cost_ms(forms, m) <= cost_ms(forms, m + 1)


def test_walking_back_gives_the_cost() -> None:
    """The forms along the way back from n add up to f(n)."""
    forms = [form(4, 30, 1, 5, 2), form(1, 12, 0, 1), form(3, 20, 4)]
    covers = cheapest_covers(forms, 11)
    left, total = 11, 0
    while left:
        found, carried = forms[int(covers.form[left, 0])], int(covers.carried[left, 0])
        total += int(found.fixed_with_ms(2)[0]) + carried * int(found.each_with_ms(2)[0])
        left -= carried
    assert total == cost_ms(forms, 11)


def test_cables_to_order_come_in_whole_metres() -> None:
    assert [length_to_order_mm(need) for need in (1, 1_000, 1_001, 12_999)] == [1_000, 1_000, 2_000, 13_000]
