"""Designs that are followed to a whole plan, and what a joint placement leaves of them."""

from dataclasses import replace

import pytest

from fabric.optimize import no_decisions, place_design
from fabric.search.network_chain import NetworkChain, _Branch, _count_followed
from fabric.search.search_run import SearchRun
from tests.fabric.audit.small_plan import REQUEST
from tests.fabric.optimize.test_joint_placement import FINDERS, PROJECT, decisions_in


@pytest.mark.parametrize(
    ("level", "links", "followed"),
    [(0, 300, 3), (1, 300, 1), (2, 300, 2), (0, 301, 1), (1, 301, 0), (2, 301, 0), (0, 1500, 1), (0, 1501, 0)],
)
def test_designs_that_are_followed(level: int, links: int, followed: int) -> None:
    """Of three networks: all in small plans, one of the first network in middle ones, none in large ones."""
    assert _count_followed(level, 3, links) == followed


def test_a_path_that_is_placed_jointly_keeps_the_further_designs_of_its_networks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The switches leave A02, and what else the last network may choose is still there to be followed.

    The plan is of the first of two networks, so it has no trials of both.
    """
    monkeypatch.setattr("fabric.search.network_chain.renew_trials", lambda trials, plan: trials)
    both = replace(PROJECT, request=replace(PROJECT.request, networks=REQUEST.networks))
    chain = NetworkChain(both, both, place_design, SearchRun(), FINDERS)
    before, decisions = _Branch(no_decisions(both)), decisions_in("A02", "A02", "A02")
    after = _Branch(decisions)
    others = [before]
    path = chain._place_jointly([before, replace(after, others=others)])
    assert path[-1].decisions.plan != after.decisions.plan
    assert path[-1].others is others
