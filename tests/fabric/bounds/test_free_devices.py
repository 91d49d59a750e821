"""The least work of devices without a rack, counted by hand, and never above a plan wherever these stand."""

from dataclasses import replace
from itertools import product

import pytest

from fabric import Project, make_plan
from fabric.bounds.facts import PullSizes
from fabric.bounds.free_devices import FreeDevices, OpenRack, least_laying_of_free_ms
from fabric.bounds.least_time import LeastDemand, Workforce, time_bounds_s
from fabric.inputs.labour_reader import read_labour
from fabric.optimize import RouteFinders, no_decisions
from fabric.project.crew import CrewPlan, Shift
from fabric.rules import mount_hosts, occupy
from fabric.search.network_search import NetworkSearch
from fabric.search.search_run import SearchRun
from tests.sites import read_files, write_two_racks

LABOUR = read_labour()
MINUTE = 60_000
EMPTY = OpenRack(standing=0, standing_mm=0, most=16, shortest_mm=10_000, may_patch=False, is_empty=True)
FREE = FreeDevices(links=32, step=8, racks=(EMPTY,) * 3, optics=0, places=frozenset((0,)))
SIZES = PullSizes((48,), 1)
"""Trunks of 48 legs and single jumpers. n links on one trunk over 10 m: 6 + 10 + 2.5 + 2 x 5 + 0.2 n min, no plugs."""


def test_racks_are_filled_since_their_links_share_pulls() -> None:
    """Four devices of eight links, two a rack: two racks of 28.5 + 16 x 0.2 = 31.7 min, each opened in 5 min."""
    assert least_laying_of_free_ms(LABOUR, FREE, SIZES, 2, 5 * MINUTE) == 2 * (31.7 + 5) * MINUTE
    assert least_laying_of_free_ms(LABOUR, FREE, SIZES, 2, 0) == 2 * 31.7 * MINUTE


def test_one_end_counts_where_a_place_is_tied_up() -> None:
    """With one end landed a pull takes 6 + 10 + 2.5 + 5 + 16 x 0.1 = 25.1 min."""
    assert least_laying_of_free_ms(LABOUR, FREE, SIZES, 1, 0) == 2 * 25.1 * MINUTE


def test_devices_join_the_pull_of_a_rack_where_others_stand() -> None:
    """A rack of 16 links has its trunk: eight more add 8 x 0.2 = 1.6 min. The other 24 links take two racks:
    31.7 min and 28.5 + 8 x 0.2 = 30.1 min, each opened in 5 min.
    """
    standing = replace(EMPTY, standing=16, standing_mm=10_000, most=8, is_empty=False)
    free = replace(FREE, racks=(EMPTY, standing, EMPTY))
    assert least_laying_of_free_ms(LABOUR, free, SIZES, 2, 5 * MINUTE) == (1.6 + 31.7 + 5 + 30.1 + 5) * MINUTE


def test_a_shorter_way_never_saves_work_that_is_counted_already() -> None:
    """The rack's trunk was counted at 30 m, 33.5 min. At 10 m with 8 links more it takes 33.3 min: nothing is added."""
    standing = replace(EMPTY, standing=16, standing_mm=30_000, most=8, is_empty=False)
    assert least_laying_of_free_ms(LABOUR, replace(FREE, links=8, racks=(standing,)), SIZES, 2, 0) == 0


def test_no_racks_no_figure() -> None:
    """Where nothing takes the devices there is no plan; the bound claims nothing."""
    assert least_laying_of_free_ms(LABOUR, replace(FREE, racks=()), SIZES, 2, 0) == 0
    assert least_laying_of_free_ms(LABOUR, replace(FREE, racks=(EMPTY,)), SIZES, 2, 0) == 0


def test_places_are_filled_as_evenly_as_they_can() -> None:
    """Place 0 takes one crew of two and has 7,200 s of person-time at its devices: it has room after 3,600 s only.

    Place 1 takes two crews and has no work yet. 10,800 s more take it 10,800 / 4 = 2,700 s, 14,400 s take 3,600 s. Of
    20,400 s place 0 takes a part: 2 T - 7,200 + 4 T = 20,400, so T = 4,600 s.
    """
    crew = CrewPlan((Shift(id="day", start_minute=0, length_s=86_400, technicians=20, breaks_s=()),), 2, False)
    for free_s, least_s in ((10_800, 2_700), (14_400, 3_600), (20_400, 4_600)):
        demand = LeastDemand(
            0, {0: 7_200_000}, frozenset((0, 1)), has_pulls=True, free_ms=1000 * free_s, free_places=frozenset((0, 1))
        )
        parts = time_bounds_s(LABOUR, Workforce(crew, [1, 2]), demand)
        assert parts["work at devices to be placed"] == least_s
        assert parts["work at the devices of one place"] == 3_600


ASKED = read_files(write_two_racks() | {"equipment.yaml": "groups:\n  - {prefix: h, model: small-host, count: 4}\n"})
"""Four hosts without a rack, two racks that take hosts and switches."""


def plan_listed(racks: tuple[str, ...]) -> tuple[int, int]:
    """Install time and work of the plan with the hosts in these racks, from the bottom."""
    hosts = [replace(host, rack=rack) for host, rack in zip(ASKED.devices, racks, strict=True)]
    units = {rack: iter((2, 8, 14, 20)) for rack in racks}
    listed = [replace(host, position_half_ru=next(units[host.rack or ""])) for host in hosts]
    summary = make_plan(replace(ASKED, devices=tuple(listed))).summary
    return summary.install_time_s, summary.work_ms


def bound_of(asked: Project) -> NetworkSearch:
    placed = replace(asked, devices=mount_hosts(asked, occupy(asked)))
    decisions, network = no_decisions(placed, asked), asked.request.networks[0]
    return NetworkSearch(placed, network, decisions, RouteFinders(asked.site), lambda task: [], SearchRun())


@pytest.mark.plan
def test_no_listed_places_are_below_the_bound() -> None:
    """All sixteen ways to put four hosts into two racks, planned by the product itself."""
    bound = bound_of(ASKED).bound
    found = [plan_listed(racks) for racks in product(("A01", "A02"), repeat=4)]
    assert min(time_s for time_s, _ in found) >= bound.time_s
    assert min(work_ms for _, work_ms in found) >= bound.work_ms
