"""The bound of the small design: below every plan, and built from the places and racks of its devices."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from fabric.bounds.design_bound import list_device_racks, workforce_of
from fabric.optimize.decisions import RouteFinders
from fabric.optimize.design_cabling import cable_design
from fabric.optimize.design_placement import placement_in
from fabric.optimize.design_schedule import schedule_design
from fabric.optimize.design_task import prepare_task
from tests.fabric.audit.small_plan import NODES, SWITCHES
from tests.fabric.optimize.small_design import COMPUTE, DESIGN, task_of, with_jumpers

PROJECT = with_jumpers(COMPUTE, None, None)
TASK = task_of(project=PROJECT)
EVERY = list(product(("A01", "A02"), repeat=3))


def plans() -> Iterator[tuple[int, int]]:
    """Install time and work of a plan for each of the eight placements of three switches in two racks."""
    for racks in EVERY:
        placement = placement_in(TASK, dict(zip(("leaf-1", "leaf-2", "spine-1"), racks, strict=True)))
        assert placement is not None
        summary = schedule_design(TASK, cable_design(TASK, placement), TASK.bound, thorough=False).plan.summary
        yield summary.install_time_s, summary.work_ms - summary.acts_ms.get("move_crew", 0)


def test_no_plan_is_below_the_bound() -> None:
    """All placements there are; moves of crews are left out, which the bound counts only where they are sure."""
    found = list(plans())
    assert len(found) == len(EVERY)
    assert min(work_ms for _, work_ms in found) >= TASK.bound.work_ms
    assert min(time_s for time_s, _ in found) >= TASK.bound.time_s


def test_the_bound_is_more_than_what_nobody_can_avoid() -> None:
    """16 plugs, 8 transceivers, 8 tests and one rack, a minute each: 33; laying comes on top."""
    assert TASK.bound.work_ms > 33 * 60_000


def test_devices_and_their_racks() -> None:
    """The nodes stand in A01; a spine of the project in A02 counts as well, a leaf of another network does not."""
    assert list_device_racks(PROJECT, DESIGN) == {"A01"}
    assert list_device_racks(replace(PROJECT, devices=(*NODES, SWITCHES[2])), DESIGN) == {"A01", "A02"}
    assert list_device_racks(replace(PROJECT, devices=(*NODES, SWITCHES[3])), DESIGN) == {"A01"}


def test_the_workforce_of_a_project() -> None:
    """Row R takes one crew at its front and two at its rear."""
    workforce = workforce_of(PROJECT)
    assert list(workforce.place_crews) == [1, 2]
    assert (workforce.crew, workforce.ready) == (PROJECT.crew, None)


def test_only_places_with_devices_or_candidates_are_usable() -> None:
    """Nodes and switches show their ports at the rear, place 1; nobody can work at the front."""
    assert TASK.bound.demand.usable == {1}
    assert set(TASK.bound.demand.place_ms) == {1}
    assert TASK.bound.demand.has_pulls


def test_a_later_network_adds_to_the_bound() -> None:
    """The same design beside itself: all work comes twice but for the opening of A01, a minute, which is open then."""
    earlier = replace(TASK.decisions, bound=TASK.bound, counted_racks=frozenset(["A01"]))
    both = prepare_task(PROJECT, DESIGN, earlier, RouteFinders(PROJECT.site)).bound
    assert both.work_ms == 2 * TASK.bound.work_ms - 60_000
    assert both.demand.place_ms[1] == 2 * TASK.bound.demand.place_ms[1]
