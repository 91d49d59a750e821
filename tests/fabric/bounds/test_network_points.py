"""The work that all networks together tie up at the places of a small floor, by hand.

The floor, the labour table and the fabric of one leaf and one spine are those of `test_spread`. Racks are opened apart.
"""

from dataclasses import replace
from itertools import product

import numpy as np

from fabric import Project
from fabric.bounds.design_facts import find_design_facts
from fabric.bounds.facts import DesignFacts, LeafGroup, SplitLinks, SwitchLinks, SwitchRoom
from fabric.bounds.network_points import NetworkWork, least_hold_s, list_points, thin_points
from fabric.bounds.place_loads import PlaceWork
from fabric.bounds.spread import find_place_work
from fabric.designs.candidates import list_candidates
from fabric.designs.design import Alternative
from fabric.rules import Medium
from fabric.rules.candidate_racks import list_candidate_racks
from fabric.rules.mounting import occupy
from layouts.routes import RouteFinder
from tests.fabric.bounds.test_spread import AT_DEVICES_MS, JUMPERS, LABOUR, LINKS, MINUTE, RACK

ROOM = {place: SwitchRoom(most=2, beside=2, racks=1, widest=2) for place in (0, 1)}
OPEN = replace(LINKS, room=ROOM)
WORK = NetworkWork({0: 8 * MINUTE}, AT_DEVICES_MS, cabling_ms=60 * MINUTE, opening_ms=2 * MINUTE)


def facts_of(links: SwitchLinks | None, count: int = 8, connectors: int = 16) -> DesignFacts:
    return DesignFacts(
        links=count,
        connectors=connectors,
        optics=0,
        host_racks=(),
        other_links=0,
        other_mm=0,
        racks=0,
        pulls=JUMPERS,
        places={},
        switch_links=links,
    )


def points_min(
    links: SwitchLinks | None, work: NetworkWork = WORK, places: tuple[int, ...] = (0, 1)
) -> set[tuple[int, ...]]:
    """The points in whole minutes, rounded up: cells round work at all places but the last down by a little."""
    found = list_points(LABOUR, facts_of(links), work, places)
    return {tuple(-(-ms // MINUTE) for ms in point) for point in found}


def test_each_way_to_spread_the_switches_is_a_point() -> None:
    """Devices: 4 plugs, 4 tests. A pull takes 4 min, each of its ends 1 min to dress. The leaf has 8 plugs and 4 tests
    of uplinks, the spine 4 plugs.

    - Both at 0: 8 + 4 x 6 + 12 + 4 + uplinks as patches, 4 x (3 + 2) = 68 in all.
    - Leaf at 0, spine at 1: 8 + 24 + 12 + 4 x 5 = 64 at 0, 4 + 4 x 5 = 24 at 1: 88.
    - Leaf at 1, spine at 0: 8 + 4 x 5 + 4 + 4 x 5 = 52 at 0, 20 + 12 + 20 = 52 at 1: 104.
    - Both at 1: 8 + 20 = 28 at 0, 20 + 12 + 4 + 20 = 56 at 1: 84.

    Leaf at 1 and spine at 0 is no better than any at 0 that has less, and more than both at 1 at 0 and in all, but less
    at 1. Opening takes 2 min more in all.
    """
    assert points_min(OPEN) == {(68, 0, 70), (64, 24, 90), (52, 52, 106), (28, 56, 86)}


def test_least_work_in_all_holds_for_each_point() -> None:
    """Where cabling takes 90 min at least, so do the two states of less."""
    found = points_min(OPEN, WORK._replace(cabling_ms=90 * MINUTE))
    assert {point[-1] for point in found} == {92, 106}


def test_a_fabric_of_other_switches_has_one_point() -> None:
    """The work at its devices, and all of it anywhere."""
    assert points_min(None) == {(8, 0, 62)}
    assert points_min(None, places=(0, 1, 2, 3)) == {(8, 0, 0, 0, 62)}


def test_no_places_no_points() -> None:
    assert list_points(LABOUR, facts_of(OPEN), WORK, ()) == ()


def test_links_that_no_state_counts_are_work_anywhere() -> None:
    """Two cords between leaves: 4 plugs, 2 tests, 2 patches of 3 min with both ends dressed: 16 min."""
    links = replace(OPEN, others=2, whole_others=2)
    found = list_points(LABOUR, facts_of(links, 10, 20), WORK, (0, 1))
    assert {-(-point[-1] // MINUTE) for point in found} == {86, 106, 122, 102}


def test_each_network_has_one_of_its_points() -> None:
    """Two networks whose work is 10 s at one of two places, or 6 and 6 s with a pull between both.

    One at each place: 10 s. Both at one place would take 20 s, both divided 12 s. A mean of points would take 10 s as
    well; with a third network the best is 12 s at either place and 10 s at the other one... divided: 16 and 16 s.
    """
    points = ((10_000, 0, 10_000), (0, 10_000, 10_000), (6_000, 6_000, 12_000))
    assert least_hold_s([points, points], [1, 1], 2) == 10
    assert least_hold_s([points, points, points], [1, 1], 2) == 16


def test_all_work_needs_the_technicians_of_all_places() -> None:
    """12 s of work that may be anywhere, with one technician at each of two places, and perhaps at a third place."""
    assert least_hold_s([((2_000, 1_000, 12_000),)], [1, 1], 2) == 6
    assert least_hold_s([((2_000, 1_000, 12_000),)], [1, 1], 3) == 4
    assert least_hold_s([((9_000, 1_000, 12_000),)], [1, 1], 3) == 9


def test_more_networks_are_looked_at_as_all_their_sums() -> None:
    """Three networks of random points at three places: the least over all sums, but for what cells round down."""
    draw = np.random.default_rng(1)
    networks = []
    for count in (40, 6, 3):
        busy = draw.integers(0, 10**8, (count, 3))
        networks.append(np.column_stack([busy, busy.sum(axis=1) + draw.integers(0, 10**7, count)]))
    slots = np.array([2, 3, 2, 7]) * 1000
    best = min(int((-(-(a + b + c) // slots)).max()) for a, b, c in product(*networks))
    found = least_hold_s([tuple(map(tuple, points.tolist())) for points in networks], [2, 3, 2], 7)
    assert 0.97 * best < found <= best


def test_for_each_point_a_kept_one_is_nowhere_more() -> None:
    draw = np.random.default_rng(2)
    for places in (1, 2, 3, 4):
        points = draw.integers(0, 10**9, (300, places + 1))
        kept = thin_points(points)
        assert all((kept <= point).all(axis=1).any() for point in points)


def test_splitters_tie_up_the_places_of_both_ends() -> None:
    """Three links on splitters of two from place 0 to the leaf: one of two links, 1 stage + 3 labels + 1 pull, and one
    of one link, 4 min.

    At the devices 3 tails take 6 min, with 3 tests; at the leaf two heads take 4 min. Leaf at 1: 9 + 6 + 3 = 18 min
    more at place 0, 9 + 4 = 13 more at place 1. Leaf at 0: 9 + 6 + 3 + 4 = 22 more there.
    """
    split = SplitLinks(RACK._replace(links=3, by_group=((3,),)), legs=2, is_straight=False)
    alone, both = (PlaceWork(LABOUR, links, JUMPERS, AT_DEVICES_MS) for links in (OPEN, replace(OPEN, splits=(split,))))
    for place, state, more in ((0, (0, 0), 18), (1, (1, 0), 13), (0, (1, 0), 22), (1, (0, 0), 0)):
        assert (both.loads(place).tied_ms - alone.loads(place).tied_ms)[state] == more * MINUTE


def test_straight_cables_have_one_plug_at_each_end() -> None:
    """Four links on two cables of two: 5 - 1 min each to lay, 2 min at each end; four tests."""
    split = SplitLinks(RACK._replace(links=4, by_group=((4,),)), legs=2, is_straight=True)
    alone, both = (PlaceWork(LABOUR, links, JUMPERS, AT_DEVICES_MS) for links in (OPEN, replace(OPEN, splits=(split,))))
    assert (both.loads(0).tied_ms - alone.loads(0).tied_ms)[0, 0] == (2 * (4 + 2) + 4) * MINUTE
    assert (both.loads(1).tied_ms - alone.loads(1).tied_ms)[1, 0] == 2 * (4 + 2) * MINUTE


def test_leaves_of_a_unit_are_joined_where_there_are_too_many_states() -> None:
    """Thirty leaves, each a group, have 2^30 states of leaves; as one unit they have 31."""
    count = 30
    links = replace(
        OPEN,
        racks=(RACK._replace(links=count, by_group=((1,),) * count),),
        groups=(LeafGroup((1,), (0,)),) * count,
        spines=LeafGroup((count,), (0,)),
        units=(0,) * count,
    )
    work = find_place_work(LABOUR, links, JUMPERS, AT_DEVICES_MS, 2, by_group=True)
    assert work is not None
    assert work.shape == (count + 1, 2)
    few = replace(links, groups=links.groups[:2], units=(0, 0), racks=(RACK._replace(links=2, by_group=((1,), (1,))),))
    shapes = []
    for by_group in (True, False):
        work = find_place_work(LABOUR, few, JUMPERS, AT_DEVICES_MS, 2, by_group=by_group)
        shapes.append(work.shape if work else ())
    assert shapes == [(2, 2, 2), (3, 2)]


def test_switches_have_no_transceivers_where_cables_may_bring_their_own(pod_project: Project) -> None:
    """A unit whose uplinks are over optics, or over AOC: no leaf is sure to have a transceiver but for its 32 links to
    nodes, which fill 16 cages; no spine has any.
    """
    design = next(c.design for c in list_candidates(pod_project, pod_project.request.networks[0]) if c.design)
    finder = RouteFinder(pod_project.site, "fiber")
    types = [pod_project.catalog.device_types["QM9700"]]
    floor = list_candidate_racks(pod_project, finder, types, "rear", set(), occupy(pod_project))
    up = design.stages[1]
    cable = replace(up.medium.cables[0], form="aoc")
    own = Alternative(up.a_group, up.b_group, Medium(None, None, (cable,), ()))
    mixed = replace(design, stages=(design.stages[0], replace(up, others=(own,))))
    found = [find_design_facts(pod_project, one, floor, {}, None).switch_links for one in (design, mixed)]
    optics = [(set(links.groups[0].optics), set(links.spines.optics)) for links in found if links]
    assert optics[0] == ({32}, {32})
    assert optics[1] == ({16}, {0})
