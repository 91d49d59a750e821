"""One design from its task to a whole plan, on the small floor: racks, cables, schedule and figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from fabric import audit_plan
from fabric.catalog import TrunkType
from fabric.optimize.cabling.cabling import Cabling
from fabric.optimize.cabling.cover_table import list_stage_cables
from fabric.optimize.cabling.routing import CrowdedError
from fabric.optimize.design_cabling import TIMES_APART, CabledDesign, cable_design, join_designs
from fabric.optimize.design_placement import Placement, _find_unfit_model, place_design, placement_in
from fabric.optimize.design_schedule import schedule_design
from fabric.optimize.design_task import DesignTask, list_trunk_siblings, shorten_pulls
from fabric.optimize.plan_figures import cost_cents, count_moves, sum_loads_ms
from fabric.optimize.plan_parts import form_parts
from fabric.optimize.schedule.workload import Slot
from fabric.plan.kinds import PackageKind, PullForm
from fabric.plan.plan import PlanParts
from fabric.project import Project
from fabric.work import Package
from layouts import RouteFinder, UnmetError
from tests.fabric.audit.small_plan import NODES, SITE, SMALL_PLAN, SWITCHES, TRUNK, device, lot
from tests.fabric.optimize.small_design import COMPUTE, DESIGN, DOWN, task_of, with_jumpers

TASK = task_of()
IN_A02 = dict.fromkeys(("leaf-1", "leaf-2", "spine-1"), "A02")


def placed(task: DesignTask = TASK, racks: dict[str, str] | None = None) -> Placement:
    found = placement_in(task, racks or IN_A02)
    assert found is not None
    return found


def test_the_task_of_a_design() -> None:
    """A01 has room for 6 switches of 500 W beside 2 nodes of 1,000 W under 5 kW; A02 for 10."""
    assert TASK.racks.fits["SWITCH"].tolist() == [6, 10]
    assert (TASK.new_switches, TASK.racked_switches) == (3, {})
    assert TASK.bound.work_ms > 0


def test_switches_that_stand_already_are_no_new_ones() -> None:
    """The spine stands in A02: it is in the project, takes no room, and its block is fixed."""
    project = replace(with_jumpers(COMPUTE, None, None), devices=(*NODES, SWITCHES[2]))
    task = task_of(project=project)
    assert task.racked_switches == {"spine-1": "A02"}
    assert task.new_switches == 2
    found = placed(task, {"leaf-1": "A01", "leaf-2": "A01"})
    assert [(block.tier, block.fixed_rack) for block in found.blocks] == [("leaf", None), ("spine", "A02")]
    assert found.assignment == (0, 1)
    cabled = cable_design(task, found)
    assert [item.id for item in cabled.devices] == ["node-1", "node-2", "spine-1", "leaf-1", "leaf-2"]


def test_a_placement_names_a_rack_for_each_switch() -> None:
    found = placed(racks={"leaf-1": "A02", "leaf-2": "A01", "spine-1": "A02"})
    assert [(block.tier, block.switches) for block in found.blocks] == [("leaf", (1,)), ("leaf", (0,)), ("spine", (2,))]
    assert found.assignment == (0, 1, 1)


@pytest.mark.parametrize(
    "racks", [{}, IN_A02 | {"spine-1": "B99"}, {"leaf-1": "A02", "leaf-2": "A02"}], ids=["none", "unknown", "missing"]
)
def test_a_placement_without_a_rack_is_none(racks: dict[str, str]) -> None:
    assert placement_in(TASK, racks) is None


def test_a_rack_that_is_too_full_is_no_placement() -> None:
    """A rack that takes two switches does not take three."""
    fits = {"SWITCH": np.array([2, 2], np.int32)}
    task = replace(TASK, racks=replace(TASK.racks, fits=fits))
    assert placement_in(task, IN_A02) is None
    assert placement_in(task, IN_A02 | {"spine-1": "A01"}) is not None


def test_placements_come_best_first_and_start_from_what_is_given() -> None:
    found = place_design(TASK)
    keys = [placement.score.key("install-time") for placement in found]
    assert keys == sorted(keys)
    with_start = place_design(TASK, [IN_A02, {}])
    assert len(with_start) == len(found) + 1
    assert with_start[0].score.key("install-time") <= placed().score.key("install-time")


def test_too_many_switches_are_refused_with_their_number() -> None:
    racks = replace(TASK.racks, most=np.array([1, 1], np.int32))
    with pytest.raises(UnmetError, match="needs room for 3 SWITCH, 2 racks take 2 by units, weight and power"):
        place_design(replace(TASK, racks=racks))


def test_a_model_that_no_rack_takes_is_named_with_its_power() -> None:
    """Racks with room for others: a leaf draws 500 W, and no rack takes one. No new one is no reason."""
    racks = replace(TASK.racks, fits={"SWITCH": np.array([0, 0], np.int32)}, capacity=np.zeros(2, np.int32))
    with pytest.raises(UnmetError, match=r"no rack takes a SWITCH \(500 W\) by units, weight and power"):
        place_design(replace(TASK, racks=racks))
    assert _find_unfit_model(replace(TASK, racks=racks, racked_switches=IN_A02)) == ""


def test_switches_beyond_all_reach_are_refused() -> None:
    """All walks are 60 m, optics reach 50 m; inside a rack one leaf has no devices but those of A01."""
    far = np.array([[60_000, 60_000], [60_000, 60_000]], np.int32)
    racks = replace(TASK.racks, walk_mm=far, capacity=np.array([0, 1_000_000], np.int32))
    with pytest.raises(UnmetError, match="3 SWITCH find no racks within the reach of 50 m of all they connect to"):
        place_design(replace(TASK, racks=racks))
    design = replace(DESIGN, network=replace(DESIGN.network, leaf_position="mid-row"))
    with pytest.raises(UnmetError, match="leaf_position mid-row: the racks that it allows cannot take the leaves"):
        place_design(replace(TASK, design=design, racks=racks))


def test_switches_whose_devices_no_pathway_joins_are_refused_with_these_racks() -> None:
    """The tray carries copper alone: fiber leaves neither A01, where the nodes are, nor A02, where the spine stands."""
    pathways = tuple(replace(one, media=("copper",)) for one in TASK.project.site.pathways)
    site = replace(TASK.project.site, pathways=pathways, drops=())
    far = np.array([[60_000, 60_000], [60_000, 60_000]], np.int32)
    racks = replace(TASK.racks, walk_mm=far, capacity=np.array([0, 1_000_000], np.int32))
    project = replace(TASK.project, site=site)
    task = replace(TASK, project=project, racks=racks, racked_switches={"spine-1": "A02"})
    with pytest.raises(UnmetError, match="2 SWITCH find no racks: no pathway for fiber passes rack A01 and 1 more"):
        place_design(task)


def test_siblings_have_fewer_trunks() -> None:
    """Trunks of 4 and 8 legs: those of 8 only, of 4 only, none, trunks alone, and no taped bundles.

    Without jumpers there is no sibling without trunks.
    """
    both = replace(DOWN, trunks=(TRUNK, replace(TRUNK, model="T8", legs=8)))
    stages = tuple(replace(stage, medium=both) for stage in DESIGN.stages)
    siblings = [task.design for task in list_trunk_siblings(replace(TASK, design=replace(DESIGN, stages=stages)))]
    assert [design.name for design in siblings] == [
        "SWITCH, small, trunks of 8 legs only",
        "SWITCH, small, trunks of 4 legs only",
        "SWITCH, small, no trunks",
        "SWITCH, small, trunks alone",
        "SWITCH, small, no bundles",
    ]
    assert [[trunk.legs for trunk in design.media[0].trunks] for design in siblings] == [[8], [4], [], [4, 8], [4, 8]]
    trunks_only = tuple(replace(stage, medium=replace(both, cables=())) for stage in DESIGN.stages)
    names = [
        task.design.name for task in list_trunk_siblings(replace(TASK, design=replace(DESIGN, stages=trunks_only)))
    ]
    assert names == ["SWITCH, small, trunks of 8 legs only", "SWITCH, small, trunks of 4 legs only"]
    names = [task.design.name for task in list_trunk_siblings(TASK)]
    assert names == ["SWITCH, small, no trunks", "SWITCH, small, trunks alone", "SWITCH, small, no bundles"]


def test_trunks_alone_are_a_sibling_where_single_cables_may_run_out() -> None:
    """A lot of 3 jumpers may run out beside trunks. Without trunks nothing could be laid; a lot to order never ends."""
    lots = TASK.project.inventory.lots
    model = DOWN.cables[0].model

    def names(quantity: int | None, trunks: tuple[TrunkType, ...]) -> list[str]:
        counted = tuple(replace(lot, quantity=quantity) if lot.model == model else lot for lot in lots)
        project = replace(TASK.project, inventory=replace(TASK.project.inventory, lots=counted))
        stages = tuple(replace(stage, medium=replace(DOWN, trunks=trunks)) for stage in DESIGN.stages)
        task = replace(TASK, project=project, design=replace(DESIGN, stages=stages))
        found = [one.design for one in list_trunk_siblings(task)]
        assert all(bool(one.media[0].cables) != one.name.endswith("trunks alone") for one in found)
        return [one.name.removeprefix("SWITCH, small, ") for one in found]

    assert names(3, (TRUNK,)) == ["no trunks", "trunks alone", "no bundles"]
    assert names(3, ()) == ["no bundles"]
    assert names(None, (TRUNK,)) == ["no trunks", "no bundles"]


def test_pulls_of_up_to_two_links_are_two_trunks() -> None:
    """Four links go over one trunk of 4 legs; with at most two links a pull, over two trunks with two legs each."""
    task = shorten_pulls(TASK, 2)
    assert task.design.name == "SWITCH, small, pulls of up to 2 links"
    cables = list_stage_cables(task.project, task.design.stages)[0]
    for stages, pulls in ((task.design.stages, [(4, 2)] * 2), (DESIGN.stages, [(4, 4)])):
        cover = list_stage_cables(task.project, stages)[0].table.cover(4, 10_000, None)
        assert cover is not None
        assert [(pull.legs, pull.links) for pull in cover.pulls] == pulls
    prices = cables.table.tabulate([4], [10_000], False)
    cover = cables.table.cover(4, 10_000, None)
    assert cover is not None
    assert int((prices.pull_ms + prices.a_land_ms + prices.b_land_ms)[0, 0]) == cover.work_ms


def test_switches_are_put_nearest_to_the_entry_in_the_order_of_blocks() -> None:
    """Cables enter A02 from the top: the first leaf takes its highest unit, 42."""
    cabled = cable_design(TASK, placed())
    units = {item.id: (item.rack, item.position_half_ru) for item in cabled.devices[2:]}
    assert units == {"leaf-1": ("A02", 84), "leaf-2": ("A02", 82), "spine-1": ("A02", 80)}


def test_crowded_pathways_place_blocks_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cables that never fit are tried once and `TIMES_APART` times more, each time with the prices added up."""
    finder = RouteFinder(SITE, "fiber")
    edges = len(finder.edges)
    asked: list[float] = []

    def refuse(task: DesignTask, placement: Placement) -> CabledDesign:
        raise CrowdedError(["full"], finder, np.full(edges, 1.5))

    def note(task: DesignTask, placement: Placement, finder: RouteFinder, price: np.ndarray) -> Placement:
        asked.append(float(price[0]))
        return placement

    monkeypatch.setattr("fabric.optimize.design_cabling.cable_placement", refuse)
    monkeypatch.setattr("fabric.optimize.design_cabling.place_apart", note)
    with pytest.raises(CrowdedError, match="full"):
        cable_design(TASK, placed())
    assert asked == [1.5 + 0.5 * number for number in range(TIMES_APART)]


def test_links_of_several_designs_share_one_table() -> None:
    """The second design's devices index the plan's, its stages come after those of the first."""
    devices = (*NODES, *SWITCHES[:3], device("leaf-9", "SWITCH", "leaf", ("A01", 9)))
    stages, links = join_designs((DESIGN, DESIGN), devices[::-1])
    assert len(stages) == 4
    assert links.stage.tolist() == [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4
    assert [devices[::-1][i].id for i in links.a_device[:4].tolist()] == ["node-1", "node-1", "node-2", "node-2"]


def test_the_parts_of_the_small_plan() -> None:
    """The hand-made plan's own columns; the legs of the trunk ascend with the ports of both nodes and of the leaf."""
    parts = form_parts((DESIGN,), CabledDesign(SMALL_PLAN.devices[:5], DESIGN.fabric.links, cabling_by_hand(), DESIGN))
    assert parts.optics.device.tolist() == SMALL_PLAN.optics.device.tolist()
    assert parts.optics.cage.tolist() == SMALL_PLAN.optics.cage.tolist()
    assert parts.optic_models == ("FINNED", "FLAT")
    assert parts.segments.link.tolist() == list(range(8))
    assert parts.segments.leg.tolist() == [0, 1, 2, 3, 0, 0, 0, 0]
    assert [kind.form for kind in parts.kinds] == ["trunk", "jumper"], "made to measure first"
    assert parts.assemblies.kind.tolist() == [0, 1, 1, 1, 1]
    assert parts.pulls.form.tolist() == [PullForm.TRUNK] + [PullForm.PATCH] * 4
    assert parts.pulls.route.tolist() == [0, -1, -1, -1, -1]
    assert (parts.pulls.a_rack.tolist(), parts.pulls.b_rack.tolist()) == ([0, 1, 1, 1, 1], [1, 1, 1, 1, 1])


def cabling_by_hand() -> Cabling:
    """The cables of the small plan's own racks."""
    task = task_of(project=replace(COMPUTE, devices=(*NODES, *SWITCHES[:3])))
    return cable_design(task, placed(task, {})).cabling


def parts_of(project: Project = COMPUTE) -> PlanParts:
    return form_parts((DESIGN,), CabledDesign(SMALL_PLAN.devices[:5], DESIGN.fabric.links, cabling_by_hand(), DESIGN))


def test_the_cost_by_hand() -> None:
    """3 switches of 10,000 USD, 2 transceivers of 500 and 6 of 600, 4 jumpers of 20, a trunk of 100 + 4 m x 2 + 4 legs
    x 5.
    """
    assert cost_cents(COMPUTE, parts_of()) == 3_000_000 + 2 * 50_000 + 6 * 60_000 + 4 * 2_000 + 10_000 + 800 + 2_000


def test_lots_with_a_price_go_first() -> None:
    """One switch in stock at 1 cent, the others at the catalogue's price."""
    lots = (*COMPUTE.inventory.lots, lot("gift", "SWITCH", 1, price_cents=1))
    project = replace(COMPUTE, inventory=replace(COMPUTE.inventory, lots=lots))
    assert cost_cents(COMPUTE, parts_of()) - cost_cents(project, parts_of()) == 1_000_000 - 1


def package(places: Sequence[int]) -> Package:
    return Package(
        kind=PackageKind.OPEN, subject=0, acts=Counter(mobilise=1), places=tuple(places), resources=(), after=()
    )


def test_moves_by_hand() -> None:
    """Crew 0 is at place 0, then at 0 and 1, then at 1: no move. Crew 1 is at 0, then at 2: one move. The way to the
    first place is none, and the order of the packages does not matter.
    """
    packages = [package([0]), package([0, 1]), package([1]), package([0]), package([2])]
    slots = [Slot(0, 10, 0), Slot(10, 20, 0), Slot(20, 30, 0), Slot(0, 5, 1), Slot(5, 9, 1)]
    assert count_moves(packages, slots) == 1
    assert count_moves(packages[::-1], slots[::-1]) == 1


def test_loads_by_hand() -> None:
    """A minute each; a package with the same place twice counts once there."""
    loads_ms = sum_loads_ms(COMPUTE, [package([0]), package([0, 1]), package([1, 1])])
    assert loads_ms == {0: 120_000, 1: 120_000}


def test_a_whole_plan_passes_the_judge() -> None:
    """The judge finds nothing, and the figures are those of the decisions after it."""
    planned = schedule_design(TASK, cable_design(TASK, placed()), TASK.bound, thorough=False)
    assert [finding for finding in audit_plan(planned.plan) if finding.severity == "error"] == []
    assert planned.after.plan is planned.plan
    assert planned.after.designs == (DESIGN,)
    assert planned.after.devices == planned.plan.devices
    assert TASK.bound.work_ms <= planned.plan.summary.work_ms
    assert planned.plan.summary.work_bound_ms == TASK.bound.work_ms
    assert sum(planned.plan.summary.acts_ms.values()) == planned.plan.summary.work_ms
