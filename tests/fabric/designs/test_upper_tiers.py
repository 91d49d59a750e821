"""Oversubscription above the leaf, pods of rails, and links of pairs of groups: fabrics counted by hand.

The site has eight hosts of two ports in two scalable units, and switches of eight ports (tests/sites.py).
"""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from fabric import audit_plan, make_plan
from fabric.catalog import read_catalog
from fabric.designs import Design, list_candidates, list_foreign_options, list_idle_options, size_fabric_of
from fabric.project import Project
from fabric.topology import (
    LEAF_SPINE,
    NODE_LEAF,
    SPINE_CORE,
    STAGES,
    ClosNeed,
    ClosShape,
    ClosSizeRequest,
    SizingError,
    choose_dragonfly,
    choose_dragonfly_plus,
    choose_shapes,
    size_dragonfly,
    size_dragonfly_plus,
    size_fabric,
)
from fabric.topology.dragonfly import join_groups, list_dragonfly_edges, place_ends
from layouts import InputError, UnmetError
from tests.fabric.designs.test_size import ASKED
from tests.sites import read_files, write_three_tiers

GLOBAL = STAGES.index("global")


def read_with(more: str, topology: str = "rail-optimized", shape: str = "{su_per_pod: 1}") -> Project:
    """The site of three tiers with other wishes."""
    files = write_three_tiers()
    old = "topology: rail-optimized, port_group: compute, speed_gbps: 400, nodes_per_su: 4, tiers: 3,"
    assert old in files["request.yaml"]
    text = files["request.yaml"].replace(old, f"topology: {topology}, port_group: compute, {more}")
    return read_files({**files, "request.yaml": text.replace("{su_per_pod: 1}", shape)})


def first_design(project: Project) -> Design:
    found = list_candidates(project, project.request.networks[0])
    return next(one.design for one in found if one.design)


def counts_of(design: Design) -> tuple[int, int, int, int, int]:
    """Leaves, spines, cores, links of leaf and spine, links of spine and core."""
    stages = design.stage_numbered.links.stage
    links = [int((stages == kind).sum()) for kind in (LEAF_SPINE, SPINE_CORE)]
    return design.count("leaf"), design.count("spine"), design.count("core"), links[0], links[1]


def need(leaves: int, uplinks: int, ratio: tuple[int, int], pod_leaves: int | None = None) -> ClosNeed:
    return ClosNeed(
        leaves=leaves, uplinks=uplinks, spine_ports=8, core_ports=8, tiers=3, core_ratio=ratio, pod_leaves=pod_leaves
    )


def test_a_ratio_at_the_spines_saves_cores() -> None:
    """Twelve leaves of two uplinks. 3:1 of 8 ports is 6 down and 2 up: two pods of six leaves, with two spines of six
    downlinks and two uplinks; eight links meet one core of eight ports. At 1:1 a spine has 4 down and 4 up: three pods
    of four leaves and two spines; 24 links to at least three cores, of which each meets the eight links of a pod
    equally: four.
    """
    assert choose_shapes(need(12, 2, (3, 1), 6))[0] == ClosShape((6, 6), (2, 2), 2, (2, 2), 1)
    assert choose_shapes(need(12, 2, (1, 1), 4))[0] == ClosShape((4, 4, 4), (2, 2, 2), 2, (4, 4, 4), 4)


def test_uplinks_of_a_spine_are_rounded_up() -> None:
    """3:2 of 8 ports is floor(24 / 5) = 4 down; three of them need two uplinks, four three."""
    asked = need(1, 1, (3, 2))
    assert (asked.spine_down, [asked.spine_up(down) for down in (1, 2, 3, 4)]) == (4, [1, 2, 2, 3])


def test_no_more_pods_than_ports_of_a_core() -> None:
    """3:1: pods of six leaves, at most eight of them: 48 leaves, one link of each pod to each core."""
    assert len(choose_shapes(need(48, 1, (3, 1)))[0].pods) == 8
    with pytest.raises(SizingError, match="49 leaves of 1 uplinks exceed the 48 of three tiers"):
        choose_shapes(need(49, 1, (3, 1)))


def test_a_ratio_counts_by_its_value() -> None:
    """2:2 is 1:1: 129 leaves of one uplink exceed 4 x 4 x 8 = 128, as they do at 1:1. 1:2 of 8 ports is 2 down."""
    for ratio in ((1, 1), (2, 2)):
        with pytest.raises(SizingError, match="129 leaves of 1 uplinks exceed the 128 of three tiers"):
            choose_shapes(need(129, 1, ratio))
    assert (need(1, 1, (2, 4)).spine_down, need(1, 1, (2, 4)).spine_up(2)) == (2, 4)


@pytest.mark.parametrize(("ratio", "expected"), [("[1, 1]", 8), ("[2, 2]", 8), ("[1, 2]", 8), ("[2, 1]", None)])
def test_only_spines_with_less_bandwidth_up_leave_the_bisection_open(ratio: str, expected: int | None) -> None:
    """Four leaves of four uplinks: half of 16 links. A spine with more bandwidth up than down blocks nothing."""
    project = read_with(f"nodes_per_su: 4, tiers: 3, core_oversubscription: {ratio}, ")
    assert first_design(project).exact_bisection == expected


@pytest.mark.parametrize(("tiers", "ratio"), [(2, (2, 1)), (1, (2, 1)), (2, (1, 2))])
def test_size_refuses_a_ratio_of_spines_without_three_tiers(tiers: int, ratio: tuple[int, int]) -> None:
    """As the request does. Next door: three tiers, tiers left open, and 1:1 in other numbers."""
    asked = replace(ASKED, tiers=tiers, core_oversubscription=ratio)
    assert list(list_foreign_options(asked)) == [
        f"--core-oversubscription is for three tiers, --tiers asks for {tiers}"
    ]
    for sound in ({"tiers": 3}, {"tiers": None}, {"core_oversubscription": (2, 2)}):
        assert not list(list_foreign_options(replace(asked, **sound)))


def test_size_says_where_a_ratio_of_spines_has_no_effect() -> None:
    """32 nodes of 8 rails on QM9700: 256 / 32 = 8 leaves under one layer of spines. Next door three tiers, and 1:1."""
    asked = replace(ASKED, tiers=None, core_oversubscription=(3, 1))
    size = size_fabric_of(asked, read_catalog())
    assert size.tiers == 2
    assert list(list_idle_options(asked, size)) == [
        "--core-oversubscription has no effect: two tiers suffice, and spines have uplinks in three tiers only. "
        "Add --tiers 3 for these, or remove it"
    ]
    assert not list(list_idle_options(replace(asked, core_oversubscription=(2, 2)), size))
    three = replace(asked, tiers=3)
    assert not list(list_idle_options(three, size_fabric_of(three, read_catalog())))


def test_size_knows_the_ratio_of_spines() -> None:
    """96 leaves of 32 uplinks with switches of 64 ports. 3:1 is 48 down and 16 up: 3,072 / 48 = 64 spines, and 1,024
    links to 1,024 / 64 = 16 cores. At 1:1 the spines have 3,072 links to cores.
    """
    asked = ClosSizeRequest(radix=64, nodes=384, nics=8, nodes_per_su=32)
    size = size_fabric(replace(asked, core_ratio=(3, 1)))
    assert (size.leaf, size.spine, size.core, size.leaf_spine, size.spine_core) == (96, 64, 16, 3072, 1024)
    assert size_fabric(asked).spine_core == 3072


@pytest.mark.parametrize(
    ("ratio", "counts"), [("[1, 1]", (4, 4, 2, 16, 16)), ("[3, 1]", (4, 4, 1, 16, 8)), ("[2, 1]", (4, 4, 1, 16, 8))]
)
def test_designs_have_the_ratio_of_spines(ratio: str, counts: tuple[int, ...]) -> None:
    """A pod has eight uplinks on two spines of four downlinks. At 3:1 a spine has ceil(4 / 3) = 2 uplinks, at 2:1 as
    many: eight links, one core. The uplinks come after the downlinks that the ratio leaves.
    """
    project = read_with(f"nodes_per_su: 4, tiers: 3, core_oversubscription: {ratio}, ")
    design = first_design(project)
    assert counts_of(design) == counts
    links = design.stage_numbered.links
    up = links.a_port[links.stage == SPINE_CORE]
    assert int(up.min()) == {"[1, 1]": 4, "[3, 1]": 6, "[2, 1]": 5}[ratio]


def test_the_plan_is_the_best_of_the_ratios_by_themselves() -> None:
    """An open ratio of spines takes no longer than each ratio alone, its bound is the least of theirs, it is sound."""
    begin = "nodes_per_su: 4, tiers: 3, "
    plan = make_plan(read_with(f"{begin}core_oversubscription: [[1, 1], [3, 1]], "))
    alone = [make_plan(read_with(f"{begin}core_oversubscription: {ratio}, ")) for ratio in ("[1, 1]", "[3, 1]")]
    assert plan.summary.install_time_s == min(one.summary.install_time_s for one in alone)
    assert plan.summary.bound_s == min(one.summary.bound_s for one in alone)
    for one in (plan, *alone):
        assert one.summary.bound_s <= one.summary.install_time_s
        assert not [finding for finding in audit_plan(one) if finding.severity == "error"]


def test_bandwidth_counts_both_tiers() -> None:
    """Leaves of 1:1 below spines of 2:1 leave half of the bandwidth between halves."""
    begin = "nodes_per_su: 4, tiers: 3, core_oversubscription: [2, 1], "
    assert first_design(read_with(begin + "needs: {bisection_pct: 50}, "))
    with pytest.raises(UnmetError, match="50 % of that of half of the devices, 51 % are needed"):
        first_design(read_with(begin + "needs: {bisection_pct: 51}, "))


def test_a_ratio_of_spines_needs_three_tiers() -> None:
    with pytest.raises(InputError, match="core_oversubscription: it is for three tiers, 'tiers' asks for 1 or 2"):
        read_with("tiers: [1, 2], core_oversubscription: [2, 1], ")
    assert read_with("tiers: [1, 2], core_oversubscription: [2, 2], ")


def rails_of_pods(design: Design) -> list[tuple[set[int], int]]:
    """Rails and leaves below each spine."""
    links = design.stage_numbered.links
    rails: dict[int, set[int]] = {}
    down = links.stage == NODE_LEAF
    for leaf, port in zip(links.b_device[down].tolist(), links.a_port[down].tolist(), strict=True):
        rails.setdefault(leaf, set()).add(port)
    up = links.stage == LEAF_SPINE
    below: dict[int, set[int]] = {}
    for leaf, spine in zip(links.a_device[up].tolist(), links.b_device[up].tolist(), strict=True):
        below.setdefault(spine, set()).add(leaf)
    return [(set().union(*(rails[leaf] for leaf in leaves)), len(leaves)) for _, leaves in sorted(below.items())]


def test_pods_of_rails() -> None:
    """One rail a pod: the leaves of both units for rail 1 under the first two spines, those of rail 2 under the others.
    With one unit in a pod there are four pods of one leaf and one spine.
    """
    begin = "nodes_per_su: 4, tiers: 3, "
    wide = first_design(read_with(begin, shape="{rails_per_pod: 1}"))
    assert counts_of(wide) == (4, 4, 2, 16, 16)
    assert rails_of_pods(wide) == [({0}, 2), ({0}, 2), ({1}, 2), ({1}, 2)]
    usual = first_design(read_with(begin))
    assert rails_of_pods(usual) == [({0, 1}, 2)] * 4
    narrow = first_design(read_with(begin, shape="{rails_per_pod: 1, su_per_pod: 1}"))
    assert rails_of_pods(narrow) == [({0}, 1), ({0}, 1), ({1}, 1), ({1}, 1)]
    with pytest.raises(UnmetError, match="pods of 3 rails: the 2 rails of a device do not divide into them"):
        first_design(read_with(begin, shape="{rails_per_pod: 3}"))
    with pytest.raises(UnmetError, match="keep no room for expansion_su"):
        first_design(read_with(begin + "expansion_su: 1, ", shape="{rails_per_pod: 1, su_per_pod: 1}"))


@pytest.mark.parametrize("shape", ["{rails_per_pod: 1}", "{rails_per_pod: 1, su_per_pod: 1}", "{rails_per_pod: 2}"])
@pytest.mark.parametrize("more", ["", "expansion_su: 1, "])
def test_plans_of_pods_of_rails_are_sound(shape: str, more: str) -> None:
    if more and shape != "{rails_per_pod: 1}":
        # Units in pods keep no room; three units of two leaves exceed the four downlinks of a spine.
        with pytest.raises(UnmetError):
            first_design(read_with("nodes_per_su: 4, tiers: 3, " + more, shape=shape))
        return
    plan = make_plan(read_with("nodes_per_su: 4, tiers: 3, " + more, shape=shape))
    assert plan.summary.bound_s <= plan.summary.install_time_s
    assert not [finding for finding in audit_plan(plan) if finding.severity == "error"]


def test_links_of_two_groups_are_shared_by_the_switches() -> None:
    """Three groups of four switches, three links of every two groups: a group has six ends, its switches 2, 1, 2 and 1
    of them. Nine links in all.
    """
    found = join_groups(3, 8, 3)
    pairs = Counter(zip(found.low.tolist(), found.high.tolist(), strict=True))
    assert pairs == {(0, 1): 3, (0, 2): 3, (1, 2): 3}
    placed = place_ends(np.arange(6, dtype=np.int32), 3, 4, 2, 3)
    assert placed.switch.tolist() == [0, 0, 1, 2, 2, 3]
    assert placed.port.tolist() == [0, 1, 0, 0, 1, 0]
    stage, low, high = list_dragonfly_edges(3, 4, 2, 3)
    ends = Counter([*low[stage == GLOBAL].tolist(), *high[stage == GLOBAL].tolist()])
    assert [ends[switch] for switch in range(12)] == [2, 1, 2, 1] * 3
    with pytest.raises(SizingError, match="5 links of every two of 3 groups take 10 global links of a group"):
        join_groups(3, 8, 5)


def test_sizes_count_the_links_of_pairs() -> None:
    """72 ports on 8-port switches: nine groups of four, 36 pairs. With one link each a group needs eight ends: two a
    switch. A dragonfly+ of four leaves, four spines and 16 ports a group has five groups of 72 ports, ten pairs: of
    three links each they are 30, and a spine has three global links.
    """
    size = size_dragonfly(8, 72, groups=9, per_pair=1)
    assert (size.leaf, size.local_links, size.global_links) == (36, 54, 36)
    assert choose_dragonfly(8, 72, groups=9, per_pair=1).global_links == 2
    assert choose_dragonfly(16, 24, hosts=2, switches=4, per_pair=3).global_links == 2
    plus = size_dragonfly_plus(8, 72, per_pair=3)
    assert (plus.sections, plus.leaf, plus.spine, plus.global_links) == (5, 20, 20, 30)
    assert choose_dragonfly_plus(8, 72, per_pair=3).global_links == 3


@pytest.mark.parametrize(
    ("family", "shape", "pairs"),
    [
        ("dragonfly", "{hosts_per_switch: 2, switches_per_group: 2, links_per_group_pair: 2}", 6),
        ("dragonfly", "{hosts_per_switch: 2, switches_per_group: 2, global_links: 3, links_per_group_pair: 1}", 6),
        ("dragonfly-plus", "{hosts_per_switch: 4, switches_per_group: 2, links_per_group_pair: 3}", 1),
    ],
)
def test_plans_have_the_links_of_pairs(family: str, shape: str, pairs: int) -> None:
    """16 ports: four groups of two switches with two ports each, so six pairs; or two groups of two leaves of four."""
    project = read_with("", topology=family, shape=shape)
    plan = make_plan(project)
    per_pair = project.request.networks[0].shape.links_per_group_pair or 0
    stages = [plan.stages[number].name for number in plan.links.stage.tolist()]
    assert stages.count("global") == per_pair * pairs
    assert plan.summary.bound_s <= plan.summary.install_time_s
    assert not [finding for finding in audit_plan(plan) if finding.severity == "error"]
