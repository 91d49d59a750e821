"""The longest chain of one pull, and the sizes to which pulls may be limited, by hand."""

from dataclasses import replace

from fabric.search.longest_pull import find_shorter_pulls, longest_chain_s
from tests.fabric.audit.small_plan import SMALL_PLAN


def test_the_chain_of_a_pull_is_laying_then_the_longer_landing_then_tests() -> None:
    """Pull 2: patched from 240 to 960 s, A end from 1,440 to 1,980, B end from 960 to 1,440, tests from 1,980 to 2,220:
    720 + 540 + 240 s. Pull 1 takes 180 + 540 + 240 s, pull 3 354 + 240 + 120 s.
    """
    assert longest_chain_s(SMALL_PLAN) == 1_500


def test_pulls_are_split_where_the_chain_fills_a_third_of_the_time() -> None:
    """Of 3,054 s 1,500 are more than a third. The largest pull has 4 links: 2 links, then 1, which is no limit to try.

    With an install time of 4,501 s the chain is less than a third.
    """
    assert list(find_shorter_pulls(SMALL_PLAN)) == [2]
    slow = replace(SMALL_PLAN, summary=replace(SMALL_PLAN.summary, install_time_s=4_501))
    assert list(find_shorter_pulls(slow)) == []
    as_long = replace(SMALL_PLAN, summary=replace(SMALL_PLAN.summary, install_time_s=4_500))
    assert list(find_shorter_pulls(as_long)) == [2]
