"""Filling the rest of a window, against brute force."""

from hypothesis import given
from hypothesis import strategies as st

from fabric.optimize.schedule.window_fill import STEP_S, filled_s, list_sums


def test_the_rest_of_an_hour_by_hand() -> None:
    """With 25 and 12 minutes, 40 are filled by 25 + 12 or 3 x 12, of 30 only 25 or 2 x 12."""
    sums = list_sums([25 * 60, 12 * 60], 40 * 60)
    assert [filled_s(m * 60, 40 * 60, sums) for m in (25, 12)] == [37 * 60, 37 * 60]
    assert [filled_s(m * 60, 30 * 60, sums) for m in (25, 12)] == [25 * 60, 24 * 60]
    assert filled_s(41 * 60, 40 * 60, sums) == 0


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.integers(0, 90))
def test_any_number_of_packages_of_any_length(steps: list[int], rest: int) -> None:
    reachable = {0}
    for total in range(1, rest + 1):
        if any(total - step in reachable for step in steps):
            reachable.add(total)
    sums = list_sums([step * STEP_S for step in steps], rest * STEP_S)
    for step in steps:
        best = max((step + total for total in reachable if step + total <= rest), default=0)
        assert filled_s(step * STEP_S, rest * STEP_S, sums) == best * STEP_S
