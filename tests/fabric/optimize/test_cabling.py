"""The cables of the small design, which are worked out by hand in tests/fabric/audit/small_plan.py."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from fabric.designs.design import DesignStage
from fabric.optimize.cabling.assemblies import LaidAssembly, SingleCable, SingleCables, StagePull, make_trunks
from fabric.optimize.cabling.bundles import LaidPull
from fabric.optimize.cabling.cable_stock import list_stock
from fabric.optimize.cabling.cabling import Cabling, cable_fabric
from fabric.optimize.decisions import RouteFinders
from fabric.plan.kinds import PullForm
from fabric.project import Device, Project
from fabric.rules import Need
from layouts import UnmetError
from tests.fabric.audit.small_plan import KINDS, ROUTE, SITE, SMALL_PLAN, TRUNK, lot
from tests.fabric.optimize.small_design import COMPUTE, DESIGN, DOWN, with_jumpers

DEVICES = SMALL_PLAN.devices[:5]
"""Two nodes in A01, two leaves and the spine in A02."""
LINKS = DESIGN.fabric.links


def cable(
    project: Project = COMPUTE, devices: Sequence[Device] = DEVICES, stages: Sequence[DesignStage] = DESIGN.stages
) -> Cabling:
    return cable_fabric(project, stages, devices, LINKS, RouteFinders(SITE))


def test_the_cables_of_the_small_plan() -> None:
    """Four links over one trunk by the tray, its body 3.4 m to 4, its legs 2.706 m and 2.728 m to 3; four patches of
    3 m in rack A02.
    """
    cabling = cable()
    assert [(bundle.stage, bundle.a_rack, bundle.b_rack) for bundle in cabling.bundles] == [(0, 0, 1), (1, 1, 1)]
    assert cabling.routes == (ROUTE, None)
    assert [(pull.form, pull.legs, len(pull.links)) for pull in cabling.pulls] == [
        (PullForm.TRUNK, 4, 4),
        *[(PullForm.PATCH, 0, 1)] * 4,
    ]
    trunk, *patches = cabling.assemblies
    assert trunk.kind == replace(KINDS[0], id=trunk.kind.id)
    assert (trunk.pull, trunk.lot) == (0, 0)
    assert [(patch.kind.id, patch.kind.body_mm, patch.lot) for patch in patches] == [("JUMPER-3.0", 3_000, 1)] * 4


def test_every_link_is_carried_once_and_in_the_order_of_its_pull() -> None:
    cabling = cable()
    carried = [link for assembly in cabling.assemblies for link in assembly.links]
    assert sorted(carried) == list(range(8))
    for number, pull in enumerate(cabling.pulls):
        assert [link for found in cabling.assemblies if found.pull == number for link in found.links] == list(
            pull.links
        )


def test_links_of_a_bundle_follow_the_units_of_the_rack() -> None:
    """Node 2 stands above node 1: its links, 2 and 3, come first."""
    assert cable().bundles[0].links == (2, 3, 0, 1)


def test_without_trunks_links_are_taped() -> None:
    """Four jumpers to A02: a need of 2.706 + 3.4 + 2.728 = 8.834 m, to order 9 m; one taped bundle of four. Patches
    from the rear to the spine's front need 0.8 + 1.289 + 0.8 = 2.889 m, to order 3 m.
    """
    stages = tuple(replace(stage, medium=replace(stage.medium, trunks=())) for stage in DESIGN.stages)
    cabling = cable(with_jumpers(COMPUTE, None, None), stages=stages)
    assert cabling.pulls[0].form == PullForm.BUNDLE
    lengths = [assembly.kind.body_mm for assembly in cabling.assemblies]
    assert lengths == [9_000] * 4 + [3_000] * 4
    assert all(assembly.kind.custom for assembly in cabling.assemblies)


def test_stock_that_is_used_up_is_refused() -> None:
    """Four patches take four jumpers; with three in stock and none to order there is one too few."""
    assert len(cable(with_jumpers(COMPUTE, 4)).assemblies) == 5
    with pytest.raises(UnmetError, match=r"needs 4 pieces of JUMPER of 2\.\d+ m or more; stock has 3"):
        cable(with_jumpers(COMPUTE, 3))


def test_links_that_no_cable_spans_are_named() -> None:
    """Jumpers of 1 m are too short for patches, and nothing else can be had inside a rack."""
    with pytest.raises(UnmetError, match="cable from leaf-1 to spine-1 needs"):
        cable(with_jumpers(COMPUTE, 4, 1_000))


def test_racks_without_a_common_pathway_are_named() -> None:
    """No pathway may carry fiber: the racks are not joined for it."""
    copper = replace(SITE, pathways=tuple(replace(pathway, media=("copper",)) for pathway in SITE.pathways))
    with pytest.raises(UnmetError, match="racks A01 and A02 are not joined by pathways that may carry mm cable"):
        cable_fabric(replace(COMPUTE, site=copper), DESIGN.stages, DEVICES, LINKS, RouteFinders(copper))


def test_a_trunk_that_fills_the_tray_exactly() -> None:
    """A trunk of 10 mm is 79 mm2. A tray that may be filled by 79 mm2 takes it, one of 78 mm2 does not."""
    for allowed, fits in ((79, True), (78, False)):
        room = 5_000 * SITE.fill_max_pct // 100 - allowed
        full = replace(SITE, pathways=tuple(replace(p, existing_fill_mm2=room) for p in SITE.pathways))
        project = replace(COMPUTE, site=full)
        if fits:
            assert cable_fabric(project, DESIGN.stages, DEVICES, LINKS, RouteFinders(full)).routes[0] is not None
        else:
            with pytest.raises(UnmetError, match="pathway T1 would be filled with 79 mm2 of 78 mm2 allowed"):
                cable_fabric(project, DESIGN.stages, DEVICES, LINKS, RouteFinders(full))


NEEDS = {0: Need(2_700, 3_400, 900), 1: Need(2_400, 3_400, 1_100), 2: Need(1_000, 3_400, 400), 3: Need(900, 3_400, 400)}


def trunk_pull(number: int, *links: int) -> StagePull:
    return StagePull(number, LaidPull(0, PullForm.TRUNK, 4, links), DOWN)


def test_spare_legs_are_as_long_as_the_longest_used_one() -> None:
    """Legs in steps of 0.5 m: 3.0 and 2.5 m at A, 1.0 and 1.5 m at B; the two spare ones 3.0 and 1.5 m."""
    (made,) = make_trunks(COMPUTE, [trunk_pull(3, 0, 1)], NEEDS)
    assert (made.pull, made.links, made.kind.body_mm) == (3, (0, 1), 4_000)
    assert made.kind.a_legs_mm == (3_000, 2_500, 3_000, 3_000)
    assert made.kind.b_legs_mm == (1_000, 1_500, 1_500, 1_500)
    assert made.kind.links == TRUNK.legs


def test_kinds_are_named_by_what_they_are_and_shared() -> None:
    """Pulls of links 2 and 3 are of one kind, whose name is the same without the kind of links 0 and 1."""
    made = make_trunks(COMPUTE, [trunk_pull(0, 0, 1), trunk_pull(1, 2), trunk_pull(2, 3)], NEEDS)
    long, short, again = (assembly.kind.id for assembly in made)
    assert long != short == again
    assert long[:5] == short[:5] == "K4.0-", "the body of both is 4 m"
    (alone,) = make_trunks(COMPUTE, [trunk_pull(5, 3)], NEEDS)
    assert alone.kind.id == short


def test_a_limit_on_kinds_joins_them_or_is_refused() -> None:
    limits = replace(COMPUTE.request.limits, custom_kinds=1)
    project = replace(COMPUTE, request=replace(COMPUTE.request, limits=limits))
    made = make_trunks(project, [trunk_pull(0, 0, 1), trunk_pull(1, 2)], NEEDS)
    assert len({assembly.kind.id for assembly in made}) == 1
    assert made[0].kind.a_legs_mm == (3_000, 2_500, 3_000, 3_000)
    limits = replace(limits, custom_kinds=0)
    project = replace(COMPUTE, request=replace(COMPUTE.request, limits=limits))
    with pytest.raises(UnmetError, match="0 kinds of custom assemblies cannot serve 2 different needs of 1 trunk"):
        make_trunks(project, [trunk_pull(0, 0, 1), trunk_pull(1, 2)], NEEDS)


@pytest.mark.parametrize(("quantity", "is_refused"), [(2, False), (1, True)])
def test_trunks_that_can_be_ordered(quantity: int, is_refused: bool) -> None:
    lots = (lot("trunks", "TRUNK", quantity, to_order=True), *COMPUTE.inventory.lots[1:])
    project = replace(COMPUTE, inventory=replace(COMPUTE.inventory, lots=lots))
    pulls = [trunk_pull(0, 0), trunk_pull(1, 1)]
    if is_refused:
        with pytest.raises(UnmetError, match="the plan needs 2 trunks TRUNK, 1 can be ordered"):
            make_trunks(project, pulls, NEEDS)
    else:
        assert len(make_trunks(project, pulls, NEEDS)) == 2


def deal(project: Project, *rounds: list[SingleCable]) -> list[LaidAssembly]:
    """The cables of several media that share their stock."""
    singles = SingleCables(project, NEEDS, lambda link: (f"a{link}", f"b{link}"))
    return [laid for cables in rounds for laid in singles.deal(cables, DOWN, list_stock(project, DOWN))]


def test_stock_is_shared_by_media() -> None:
    """Four cables of 8 m in stock: two and two are dealt, a fifth is not."""
    project = with_jumpers(COMPUTE, 4, 8_000)
    assert (
        len(
            deal(
                project,
                [SingleCable(0, (0,), PullForm.SINGLE), SingleCable(1, (1,), PullForm.SINGLE)],
                [SingleCable(2, (2,), PullForm.SINGLE)],
            )
        )
        == 3
    )
    counts = r"needs 2 pieces of JUMPER of 4\.7 m or more; stock has 1 \(long enough: 1 of 8\.0 m\)"
    with pytest.raises(UnmetError, match=counts):
        deal(
            project,
            [SingleCable(n, (n,), PullForm.SINGLE) for n in range(3)],
            [SingleCable(3, (3,), PullForm.SINGLE), SingleCable(4, (3,), PullForm.SINGLE)],
        )


def with_order(quantity: int, length_mm: int, ordered: int | None) -> Project:
    """Jumpers of one length in stock, and more to order."""
    stocked = with_jumpers(COMPUTE, quantity, length_mm)
    order = lot("order", "JUMPER", ordered, to_order=True)
    return replace(stocked, inventory=replace(stocked.inventory, lots=(*stocked.inventory.lots, order)))


def test_a_pull_is_ordered_where_the_stock_is_much_longer() -> None:
    """Need 4.7 m, 20 m in stock: 5 m to order are 1.5 person-minutes less to carry. A patch takes the one in stock."""
    project = with_order(4, 20_000, None)
    pull, patch = deal(project, [SingleCable(0, (3,), PullForm.SINGLE), SingleCable(1, (3,), PullForm.PATCH)])
    assert (pull.kind.body_mm, pull.kind.custom) == (5_000, True)
    assert (patch.kind.body_mm, patch.kind.custom) == (20_000, False)


def test_equal_lengths_from_stock_and_to_order_are_two_kinds() -> None:
    """One of 5 m in stock and one to order, each named: no third one can be had."""
    project = with_order(1, 5_000, 1)
    made = deal(project, [SingleCable(n, (3,), PullForm.SINGLE) for n in range(2)])
    assert {laid.kind.id for laid in made} == {"JUMPER-5.0", "JUMPER-5.0 to order"}
    with pytest.raises(UnmetError, match=r"needs 3 pieces of JUMPER of 4\.7 m or more; stock has 2"):
        deal(project, [SingleCable(n, (3,), PullForm.SINGLE) for n in range(3)])


def test_a_splitter_is_as_long_as_its_longest_link() -> None:
    """Links of 7.0 and 4.8 m share a cable: 7 m to order."""
    (laid,) = deal(with_jumpers(COMPUTE, None, None), [SingleCable(0, (2, 0), PullForm.SINGLE)])
    assert (laid.kind.body_mm, laid.links) == (7_000, (2, 0))
