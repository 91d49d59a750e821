"""Bundles: links by stage and racks, dealt in the order of their ends."""

from dataclasses import replace

import pytest

from fabric.optimize.cabling.bundles import (
    Bundle,
    LaidPull,
    deal_links,
    deal_to_splitters,
    gather_bundles,
    overall_trunk_mm,
)
from fabric.optimize.cabling.cover_table import Cover, CoverPull
from fabric.plan.kinds import PullForm
from fabric.rules import Need
from fabric.topology import Links
from tests.fabric.audit.small_plan import TRUNK, column
from tests.fabric.optimize.small_design import DOWN

LINKS = Links(
    stage=column(0, 0, 0, 0, 1),
    a_device=column(0, 1, 0, 2, 3),
    a_port=column(1, 0, 0, 0, 0),
    b_device=column(3, 3, 3, 3, 4),
    b_port=column(0, 1, 2, 3, 0),
)
"""Devices 0 and 1 stand in rack 0, 2 in rack 1, 3 and 4 in rack 2."""


def test_links_are_gathered_by_stage_and_racks() -> None:
    """Rack 0 to 2 has links 0, 1, 2: device 0 by its ports 0 and 1, then device 1. Links inside a rack are a bundle."""
    bundles = gather_bundles(LINKS, [0, 0, 1, 2, 2], [0, 1, 2, 3, 4])
    assert bundles == (Bundle(0, 0, 2, (2, 0, 1)), Bundle(0, 1, 2, (3,)), Bundle(1, 2, 2, (4,)))
    assert [bundle.is_in_rack for bundle in bundles] == [False, False, True]


def test_devices_are_ordered_by_their_rank() -> None:
    """Device 1 stands above device 0: its link comes first."""
    first = gather_bundles(LINKS, [0, 0, 1, 2, 2], [1, 0, 2, 3, 4])[0]
    assert first.links == (1, 2, 0)


def test_both_directions_are_two_bundles() -> None:
    """A link from rack 2 to rack 0 is not in the bundle from rack 0 to rack 2: its A end lies elsewhere."""
    links = Links(column(0, 0), column(0, 1), column(0, 0), column(1, 0), column(0, 1))
    assert [bundle.links for bundle in gather_bundles(links, [0, 2], [0, 1])] == [(0,), (1,)]


def test_no_links_are_no_bundles() -> None:
    empty = Links(column(), column(), column(), column(), column())
    assert gather_bundles(empty, [], []) == ()


def test_the_trunk_over_all_by_hand() -> None:
    """Body in steps of 1 m, legs of 0.5 m: the longest route 3.4 m to 4, legs 2.7 to 3 and 0.5 to 0.5: 7.5 m."""
    needs = [Need(2_700, 3_400, 500), Need(1_000, 3_000, 400)]
    assert overall_trunk_mm(DOWN, needs) == 7_500
    assert overall_trunk_mm(replace(DOWN, trunks=()), needs) is None


@pytest.mark.parametrize(("longest_mm", "expected"), [(7_500, 7_500), (7_499, None)])
def test_a_trunk_as_long_as_it_is_made(longest_mm: int, expected: int | None) -> None:
    medium = replace(DOWN, trunks=(replace(TRUNK, max_mm=longest_mm),))
    assert overall_trunk_mm(medium, [Need(2_700, 3_400, 500)]) == expected


def test_a_trunk_beyond_the_reach_of_its_optics_is_none() -> None:
    """Optics reach 50 m: 48 m of body and legs of 1 m are the most."""
    assert overall_trunk_mm(DOWN, [Need(1_000, 48_000, 1_000)]) == 50_000
    assert overall_trunk_mm(DOWN, [Need(1_000, 48_001, 1_000)]) is None


def test_links_are_dealt_in_order() -> None:
    """Five links on a trunk of 4 and a jumper: the first four share the trunk."""
    cover = Cover((CoverPull(PullForm.TRUNK, 4, 4), CoverPull(PullForm.SINGLE, 0, 1)), 0, 0, 0)
    needs = [Need(1_000, 5_000, 1_000)] * 5
    pulls = deal_links(7, Bundle(0, 0, 1, (9, 8, 5, 6, 4)), cover, DOWN, needs)
    assert pulls == [LaidPull(7, PullForm.TRUNK, 4, (9, 8, 5, 6)), LaidPull(7, PullForm.SINGLE, 0, (4,))]


def test_long_links_share_a_trunk_where_that_is_shorter() -> None:
    """Four links on two trunks, legs of 1, 3, 1 and 3 m at A, body 5 m, legs of 1 m at B. In order each trunk is 9 m;
    with the long ones together they are 9 and 7 m. Where all legs are equal the order of the ports stays.
    """
    cover = Cover((CoverPull(PullForm.TRUNK, 4, 2),) * 2, 0, 0, 0)
    bundle = Bundle(0, 0, 1, (0, 1, 2, 3))
    needs = [Need(a_mm, 5_000, 1_000) for a_mm in (1_000, 3_000, 1_000, 3_000)]
    assert [pull.links for pull in deal_links(0, bundle, cover, DOWN, needs)] == [(1, 3), (0, 2)]
    assert [pull.links for pull in deal_links(0, bundle, cover, DOWN, needs[:1] * 4)] == [(0, 1), (2, 3)]


def test_links_of_one_head_share_a_splitter() -> None:
    bundle = Bundle(0, 0, 1, (3, 4, 5, 6))
    pulls = deal_to_splitters(2, bundle, [10, 11, 10, 11])
    assert pulls == [LaidPull(2, PullForm.SINGLE, 0, (3, 5)), LaidPull(2, PullForm.SINGLE, 0, (4, 6))]
    inside = deal_to_splitters(2, replace(bundle, b_rack=0), [10, 11, 10, 11])
    assert {pull.form for pull in inside} == {PullForm.PATCH}
