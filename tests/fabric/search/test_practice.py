"""Practice on the floor of a plan: its work by hand, and that it is never shown as slower than its schedule."""

from dataclasses import replace

import pytest

from fabric import Plan
from fabric.project import Inventory
from fabric.search import SearchRun, estimate_practice, place_as_practice, search


def test_practice_with_standing_switches_by_hand(multirack_plan: Plan) -> None:
    """All switches stand, so both ways are the same. 64 links (16 in racks of 3 m, 40 of 5 m, 8 of 10 m) on copper.

    In racks 1.0 label + 1.0 patch + 2.0 dress + 2.5 plug = 6.5 min: 16 x 6.5 = 104. Between racks 0.5 stage + 1.0
    label + 2.0 pull + 0.1 a metre + 2.0 dress + 2.5 plug: 40 x 8.5 + 8 x 9.0 = 412. Tests 64 x 0.5 = 32, four racks
    opened in 40. In all 588 min; two technicians take 294 min = 17,640 s.
    """
    first, second = estimate_practice(multirack_plan)
    assert first.work_ms == second.work_ms == 588 * 60_000
    assert first.install_time_s == second.install_time_s == 17_640


def test_quantities_in_stock_do_not_limit_practice(multirack_plan: Plan) -> None:
    """The cables that practice takes are not those of the stock: one piece of each lot changes nothing."""
    lots = tuple(replace(lot, quantity=1) for lot in multirack_plan.project.inventory.lots)
    scarce = replace(multirack_plan, project=replace(multirack_plan.project, inventory=Inventory(lots)))
    assert estimate_practice(scarce) == estimate_practice(multirack_plan)


def test_a_stock_without_single_cables_refuses_practice(pod_plan: Plan) -> None:
    """Without jumpers the fabric has trunks alone, and practice has nothing to pull: both ways say so, in words."""
    catalog = pod_plan.project.catalog
    lots = tuple(lot for lot in pod_plan.project.inventory.lots if lot.model not in catalog.cables)
    bare = replace(pod_plan, project=replace(pod_plan.project, inventory=Inventory(lots)))
    ways = estimate_practice(bare)
    assert [way.install_time_s for way in ways] == [None, None]
    assert all("no single cables" in way.refusal for way in ways)


def test_a_fabric_of_another_version_is_not_compared(pod_plan: Plan) -> None:
    """The plan has no link of its network, where the design of that name has 512: the two are not the same."""
    stages = tuple(replace(stage, network="other") for stage in pod_plan.stages)
    ways = estimate_practice(replace(pod_plan, stages=stages))
    assert all("this version builds another fabric" in way.refusal for way in ways)


@pytest.mark.plan
def test_practice_takes_what_reaches_from_its_racks(room_plan: Plan) -> None:
    """The in-band leaves of the plan stand 5 m of copper from their spines; from the racks of practice they do not. AOC
    in stock reach them, so practice has the design of the plan. Without AOC it has none, and says so.

    Practice takes more time than the plan, which has trunks.
    """
    assert any("copper, reach 5 m" in design for design in room_plan.designs)
    for way in estimate_practice(room_plan):
        assert way.install_time_s is not None and way.install_time_s > room_plan.summary.install_time_s
        assert not way.others
    lots = tuple(lot for lot in room_plan.project.inventory.lots if lot.model != "MFA1A00")
    bare = replace(room_plan, project=replace(room_plan.project, inventory=Inventory(lots)))
    for way in estimate_practice(bare):
        assert way.install_time_s is None
        assert way.refusal.endswith("single cables do not reach")


@pytest.mark.plan
def test_practice_is_not_shown_slower_than_its_schedule(pod_plan: Plan) -> None:
    """The plan of practice that is cabled and scheduled takes at least the estimate, and less than a tenth more.

    It is the one with less work of the two ways, for the design that needs least work.
    """
    project = pod_plan.project
    limits = replace(project.request.limits, trunk_legs=(), bundle_jumpers=1)
    project = replace(project, request=replace(project.request, objective="person-hours", limits=limits))
    whole = search(project, place_as_practice, SearchRun())
    ways = estimate_practice(replace(pod_plan, designs=whole.designs))
    estimate = min(ways, key=lambda way: way.work_ms or 0)
    assert estimate.install_time_s is not None and estimate.work_ms is not None
    assert estimate.install_time_s <= whole.summary.install_time_s < 1.1 * estimate.install_time_s
    moves_ms = whole.summary.acts_ms.get("move_crew", 0)
    assert estimate.work_ms == pytest.approx(whole.summary.work_ms - moves_ms, rel=0.02)
