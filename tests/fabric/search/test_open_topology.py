"""A network that leaves its family, tiers or planes open: what is tried is what each choice has by itself, the fastest
is planned, and the plan says what the others would take.

The site has two racks with two hosts of two ports in each, and switches of eight ports.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from fabric import audit_plan, load_plan, make_plan, save_plan
from fabric.designs import list_candidates
from fabric.designs.needs import cut_pct
from fabric.inputs.network_forms import NetworkForm
from fabric.inputs.network_reader import note_choices, read_network
from fabric.plan import Plan, Trial, plan_id
from fabric.plan.codec import CodecError, from_plain, to_plain
from fabric.plan.structure import check_structure
from fabric.project import Needs, NetworkRequest, Project
from fabric.report import all_design_facts, design_lines
from fabric.report.family_choice import family_facts, family_lines
from fabric.topology import measure
from layouts import UnmetError
from tests.sites import read_files, write_two_racks

FAMILIES = ("leaf-spine", "rail-optimized", "hyperx")


def read_open(topology: str, tiers: str = "", more: str = "") -> Project:
    """The two racks with another topology."""
    files = write_two_racks()
    old = "topology: leaf-spine, port_group: compute, tiers: 2,"
    assert old in files["request.yaml"]
    new = f"topology: {topology}, port_group: compute, {tiers}{more}"
    return read_files({**files, "request.yaml": files["request.yaml"].replace(old, new)})


@pytest.fixture(scope="module")
def open_plan() -> Plan:
    """The plan of three families."""
    return make_plan(read_open(f"[{', '.join(FAMILIES)}]"))


def choices(project: Project) -> list[tuple[str, int | None, int]]:
    """Family, tiers and planes of each choice of the network."""
    return [(one.topology, one.tiers, one.planes) for one in project.request.networks[0].choices]


def test_choices_are_all_that_the_file_leaves_open() -> None:
    """Tiers are for families that have them, so a hyperx with one, two or three tiers is one choice. One family is no
    choice, and its network is the one that it was.
    """
    assert choices(read_open("[leaf-spine, hyperx]", "tiers: [1, 2], ", "planes: [1, 2], ")) == [
        ("leaf-spine", 1, 1),
        ("leaf-spine", 1, 2),
        ("leaf-spine", 2, 1),
        ("leaf-spine", 2, 2),
        ("hyperx", None, 1),
        ("hyperx", None, 2),
    ]
    stated = read_open("leaf-spine").request.networks[0]
    assert (stated.variants, stated) == ((), read_open("[leaf-spine]").request.networks[0])
    (network,) = read_open("[hyperx, leaf-spine]", "leaves: 2, ").request.networks
    assert [(one.topology, one.leaves) for one in network.choices] == [("hyperx", None), ("leaf-spine", 2)]
    assert replace(network, variants=()) == network.variants[0]


def test_any_stands_for_families_with_all_stated_options() -> None:
    """rail-only joins no rails, so `any` leaves it out; pairs of leaves are a matter of two families."""
    everything = {name for name, _, _ in choices(read_open("any"))}
    assert {"leaf-spine", "fat-tree", "dragonfly", "jellyfish"} < everything
    assert "rail-only" not in everything
    paired = NetworkForm.model_validate({"id": "n", "topology": "any", "redundancy": 2, "nodes_per_su": 4})
    assert [one.topology for one in read_network(paired, 0).choices] == ["leaf-spine", "fat-tree"]
    (note,) = note_choices([paired])
    assert note.startswith("network n: any stands for leaf-spine, fat-tree; left out")
    assert "rail-optimized (no redundancy)" in note
    (quiet,) = note_choices([NetworkForm.model_validate({"id": "n", "topology": "any"})])
    assert "left out" not in quiet


@pytest.mark.parametrize("family", FAMILIES)
def test_a_choice_has_the_designs_of_its_family_alone(family: str) -> None:
    """Of the network that leaves three families open, the designs of one are those that it has where it is stated."""
    project, alone = read_open(f"[{', '.join(FAMILIES)}]"), read_open(family)
    found = [one for one in list_candidates(project, project.request.networks[0]) if one.name.startswith(f"{family}: ")]
    wanted = list_candidates(alone, alone.request.networks[0])
    assert [one.name.removeprefix(f"{family}: ") for one in found] == [one.name for one in wanted]
    for one, other in zip(found, wanted, strict=True):
        assert (one.design is None) == (other.design is None)
        if one.design and other.design:
            assert one.design.fabric.switches == other.design.fabric.switches
            assert one.design.network == other.design.network


def test_the_same_fabric_is_no_choice_of_its_own() -> None:
    """A fat tree of one pod has the switches and links of leaf and spine, with cores: of three tiers they are one."""
    project = read_open("[leaf-spine, fat-tree]", "tiers: 3, ")
    found = list_candidates(project, project.request.networks[0])
    names = [one.name for one in found if one.design]
    assert names
    assert all(name.startswith("leaf-spine, 3 tiers stated: ") for name in names)
    assert {one.reason for one in found if one.name.startswith("fat-tree") and "small-switch" in one.name} == {
        f"the same as {name}" for name in names
    }


def test_the_plan_is_the_best_of_the_families_by_themselves(open_plan: Plan) -> None:
    """It takes no longer than any of three plans, its bound is no higher than any of their bounds, and it is sound."""
    alone = [make_plan(read_open(family)) for family in FAMILIES]
    assert open_plan.summary.install_time_s == min(one.summary.install_time_s for one in alone)
    assert open_plan.summary.bound_s == min(one.summary.bound_s for one in alone)
    taken = FAMILIES[open_plan.taken[0]]
    assert open_plan.networks[0].topology == taken
    assert open_plan.design.startswith(f"{taken}: ")
    assert not [finding for finding in audit_plan(open_plan) if finding.severity == "error"]


def test_a_plan_file_keeps_what_was_taken(open_plan: Plan, tmp_path: Path) -> None:
    """A network without choices is written as before there were any, so that older plans keep their ids."""
    save_plan(open_plan, tmp_path / "plan.json")
    again = load_plan(tmp_path / "plan.json")
    assert (again.taken, again.networks) == (open_plan.taken, open_plan.networks)
    assert plan_id(again) == plan_id(open_plan)
    other = (open_plan.taken[0] + 1) % len(FAMILIES)
    assert plan_id(replace(open_plan, taken=(other,))) != plan_id(open_plan)
    stated = read_open("leaf-spine").request.networks[0]
    assert not {"variants", "needs"} & to_plain(stated).keys()
    assert from_plain(NetworkRequest, to_plain(stated)) == stated
    needy = replace(stated, needs=Needs(hops=2), variants=(stated,))
    assert from_plain(NetworkRequest, to_plain(needy)) == needy


@pytest.mark.parametrize("taken", [(3,), (-1,), (0, 0)])
def test_a_choice_that_is_none_damages_a_plan(open_plan: Plan, taken: tuple[int, ...]) -> None:
    with pytest.raises(CodecError, match="taken: "):
        check_structure(replace(open_plan, taken=taken))


def test_the_judge_holds_a_plan_to_the_choice_that_it_states(open_plan: Plan) -> None:
    """Said to be of another family, it has the wrong kinds of links or of names."""
    wrong = (open_plan.taken[0] + 1) % len(FAMILIES)
    rules = {finding.rule for finding in audit_plan(replace(open_plan, taken=(wrong,)))}
    assert rules & {"stages-of-family", "one-rail-one-leaf", "grid-lines", "spread-even", "leaves-joined"}


def test_facts_have_a_row_for_each_choice(open_plan: Plan) -> None:
    """A plan, an estimate with its bound, and a refusal, by hand."""
    first, second, third = (f"{family}: some" for family in FAMILIES)
    trials = (
        Trial(first, "slower", 3700, 1, 1, estimate_s=3420),
        Trial(first, "chosen", 3600, 1, 1),
        Trial(second, "no better", estimate_s=7200, bound_s=3000),
        Trial(third, "no ports"),
    )
    rows = family_facts(replace(open_plan, trials=trials, taken=(0,)))
    assert [(row["choice"], row["hours"], row["estimated_h"], row["bound_h"], row["is_taken"]) for row in rows] == [
        ("leaf-spine", 1.0, 0.95, None, True),
        ("rail-optimized", None, 2.0, 0.833, False),
        ("hyperx", None, None, None, False),
    ]
    assert list(family_lines(rows)) == [
        "leaf-spine taken, 1.00 h (estimated 0.95 h)",
        "rail-optimized, estimated 2.00 h",
        "hyperx: no design: no ports",
    ]
    assert family_facts(make_plan(read_open("leaf-spine"))) == []


def spines_that_meet(project: Project, needs: Needs) -> list[int]:
    """Numbers of spines of the designs that meet some needs."""
    network = replace(project.request.networks[0], needs=needs)
    return [one.design.count("spine") for one in list_candidates(project, network) if one.design]


def test_designs_of_an_open_network_have_their_bounds(open_plan: Plan) -> None:
    """The least of them is the bound of the plan. A stated family has none: its plan tells it."""
    rows = all_design_facts(read_open(f"[{', '.join(FAMILIES)}]"))
    bounds = [row["bound_h"] for row in rows if row["buildable"]]
    assert min(bounds) == round(open_plan.summary.bound_s / 3600, 3)
    lines = list(design_lines(rows))
    assert sum("install time at least" in line for line in lines) == len(bounds)
    assert not any("bound_h" in row for row in all_design_facts(read_open("leaf-spine")))


def test_needs_refuse_designs_that_do_not_meet_them() -> None:
    """Two leaves with four links down and four up, to one, two or four spines: two hops, all bandwidth, and nothing, a
    half or three quarters of the uplinks left when a spine fails.
    """
    project = read_open("leaf-spine", "tiers: 2, ")
    assert spines_that_meet(project, Needs(hops=2, bisection_pct=100)) == [1, 2, 4]
    assert spines_that_meet(project, Needs(uplinks_left_pct=50)) == [2, 4]
    assert spines_that_meet(project, Needs(uplinks_left_pct=75)) == [4]
    for needs, reason in (
        (Needs(hops=1), "two ports are 2 hops apart, 1 are allowed"),
        (Needs(uplinks_left_pct=76), "keeps 75 % of its uplinks when a switch fails, 76 % are needed"),
    ):
        with pytest.raises(UnmetError, match=reason):
            spines_that_meet(project, needs)


def test_bandwidth_is_that_of_the_leaf_with_fewest_uplinks() -> None:
    """Ports of 3:1 are six down and two up; a leaf has four links down: half of the bandwidth."""
    project = read_open("leaf-spine", "tiers: 2, ", "oversubscription: [3, 1], ")
    assert spines_that_meet(project, Needs(bisection_pct=50)) == [1, 2]
    with pytest.raises(UnmetError, match="50 % of that of half of the devices, 51 % are needed"):
        spines_that_meet(project, Needs(bisection_pct=51))


def test_a_cut_is_proven_by_a_formula_alone() -> None:
    """A jellyfish has none: its cut is found by search, which is an upper limit."""
    project = read_open("jellyfish", "", "shape: {degree: 2, switches: 4}, ")
    network = project.request.networks[0]
    design = next(one.design for one in list_candidates(project, network) if one.design)
    found = measure(design.stage_numbered, design.exact_bisection)
    # Eight links of hosts: half of them have four, and the ring of four switches is cut at two links.
    assert (found.bisection_links, cut_pct(design, found)) == (2, 50.0)
    with pytest.raises(UnmetError, match="50 % at most, by search: no formula proves 40 %"):
        list_candidates(project, replace(network, needs=Needs(bisection_pct=40)))
