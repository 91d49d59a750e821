"""A network that leaves ratios, rails or places of its leaves open: what is tried is what each choice has by itself.

The site has two racks with two hosts of two ports in each, and switches of eight ports.
"""

from dataclasses import replace

import pytest

from fabric import audit_plan, make_plan
from fabric.designs import Candidate, list_candidates
from fabric.inputs.network_forms import NetworkForm
from fabric.inputs.network_reader import read_network
from fabric.plan.codec import from_plain, to_plain
from fabric.project import NetworkRequest, Project
from fabric.report.family_choice import family_facts
from layouts import UnmetError
from tests.fabric.search.test_open_topology import read_open


def network_of(project: Project) -> NetworkRequest:
    return project.request.networks[0]


def names_of(project: Project) -> list[str]:
    return [one.choice_name for one in network_of(project).choices]


def built(project: Project) -> list[Candidate]:
    return [one for one in list_candidates(project, network_of(project)) if one.design]


def count_links(project: Project, stage: str) -> set[int]:
    """Numbers of links of a stage over all designs."""
    designs = [one.design for one in built(project) if one.design]
    numbers = [[one.stage.name for one in design.stages].index(stage) for design in designs]
    return {int((d.fabric.links.stage == number).sum()) for d, number in zip(designs, numbers, strict=True)}


def test_a_ratio_is_one_pair_or_a_list_of_pairs() -> None:
    """A pair alone is what it always was; of several, each choice has the design that it has by itself.

    1:1 has four uplinks on each of two leaves, 3:1 two.
    """
    alone = read_open("leaf-spine", "tiers: 2, ", "oversubscription: [3, 1], ")
    assert (network_of(alone).oversubscription, network_of(alone).variants) == ((3, 1), ())
    project = read_open("leaf-spine", "tiers: 2, ", "oversubscription: [[1, 1], [3, 1]], ")
    assert names_of(project) == ["leaf-spine, 2 tiers stated, 1 : 1", "leaf-spine, 2 tiers stated, 3 : 1"]
    assert network_of(project).choices[1] == network_of(alone)
    assert count_links(project, "leaf-spine") == {8, 4}
    assert count_links(alone, "leaf-spine") == {4}


def test_usual_ratios_up_to_the_need_are_choices() -> None:
    """Up to 2:1 these are 1:1, 3:2 and 2:1, with 4, 4 and 5 of 8 ports down. The first two are one fabric."""
    project = read_open("leaf-spine", "tiers: 2, ", "needs: {oversubscription: [2, 1]}, ")
    assert [one.oversubscription for one in network_of(project).choices] == [(1, 1), (3, 2), (2, 1)]
    assert count_links(project, "leaf-spine") == {8, 6}
    reasons = {one.reason for one in list_candidates(project, network_of(project)) if "3 : 2" in one.name}
    assert any(reason.startswith("the same as leaf-spine, 2 tiers stated, 1 : 1") for reason in reasons)
    stated = {"id": "n", "oversubscription": [3, 1], "needs": {"oversubscription": [2, 1]}}
    assert read_network(NetworkForm.model_validate(stated), 0).variants == ()
    odd = read_network(NetworkForm.model_validate({"id": "n", "needs": {"oversubscription": [5, 2]}}), 0)
    assert [one.oversubscription for one in odd.choices][-2:] == [(2, 1), (5, 2)]


def test_a_ratio_above_the_need_is_refused() -> None:
    """Leaves with four links down and two up. One tier has no leaf with too few uplinks, for it needs none."""
    more = "oversubscription: [3, 1], needs: {oversubscription: [3, 2]}, "
    with pytest.raises(
        UnmetError, match=r"1,600 Gb/s to devices and 800 Gb/s to other switches, 3:2 or less is needed"
    ):
        built(read_open("leaf-spine", "tiers: 2, ", more))
    assert built(read_open("leaf-spine", "tiers: 2, ", more.replace("3, 2", "2, 1")))
    assert built(read_open("rail-only", "", "needs: {oversubscription: [1, 9]}, "))


def test_flat_families_meet_a_ratio_by_their_links() -> None:
    """A ring of four switches: two ports of hosts and two links each, 1:1."""
    more = "shape: {degree: 2, switches: 4}, needs: {oversubscription: [1, 1]}, "
    assert built(read_open("jellyfish", "", more))
    with pytest.raises(UnmetError, match=r"1:2 or less is needed"):
        built(read_open("jellyfish", "", more.replace("[1, 1]", "[1, 2]")))


def test_places_of_leaves_are_choices_though_their_fabrics_are_the_same() -> None:
    """Designs of the same links with leaves in other places are not the same."""
    project = read_open("leaf-spine", "tiers: 2, ", "leaf_position: [mid-row, top-of-rack], ")
    assert names_of(project) == [
        "leaf-spine, 2 tiers stated, leaves mid-row",
        "leaf-spine, 2 tiers stated, leaves top-of-rack",
    ]
    positions = [one.design.network.leaf_position for one in built(project) if one.design]
    assert positions[: len(positions) // 2] == ["mid-row"] * (len(positions) // 2)
    assert positions[len(positions) // 2 :] == ["top-of-rack"] * (len(positions) // 2)


def test_rails_are_choices() -> None:
    """Four hosts with one port or two: four or eight links."""
    project = read_open("leaf-spine", "tiers: 2, ", "rails: [1, 2], ")
    assert names_of(project) == ["leaf-spine, 2 tiers stated, 1 rails", "leaf-spine, 2 tiers stated, 2 rails"]
    assert count_links(project, "node-leaf") == {4, 8}


def test_rails_may_share_leaves() -> None:
    """Four ports down: a unit of four hosts with a leaf for each of two rails, or two units of two hosts with a leaf
    for both rails. Other families have no such option, and hold no choice of it.
    """
    project = read_open("[rail-optimized, leaf-spine]", "tiers: 2, ", "rails_per_leaf: [1, 2], ")
    assert names_of(project) == [
        "rail-optimized, 2 tiers stated, 1 rail a leaf",
        "rail-optimized, 2 tiers stated, 2 rails a leaf",
        "leaf-spine, 2 tiers stated",
    ]
    one, two = (next(c.design for c in built(project) if c.name.startswith(name)) for name in names_of(project)[:2])
    assert one and two
    assert [(s.id, s.section) for s in one.fabric.switches[:2]] == [("leaf-01-1", 1), ("leaf-01-2", 1)]
    assert [(s.id, s.section) for s in two.fabric.switches[:2]] == [("leaf-01-1", 1), ("leaf-02-1", 2)]
    with pytest.raises(UnmetError, match="2 rails share a leaf, which has 1 downlinks for them"):
        built(read_open("rail-optimized", "tiers: 2, ", "rails_per_leaf: 2, spare_ports: 3, "))


def test_choices_that_ask_for_the_same_are_one() -> None:
    """2:2 is 1:1, and two rails a leaf of one rail are one rail a leaf. A choice is as it was first stated, and what
    stands alone is kept as stated, so that plans keep their ids.
    """
    ratios = read_open("leaf-spine", "tiers: 2, ", "oversubscription: [[4, 2], [1, 1], [2, 1], [2, 2]], ")
    assert [one.oversubscription for one in network_of(ratios).choices] == [(4, 2), (1, 1)]
    spines = read_open("leaf-spine", "tiers: 3, ", "core_oversubscription: [[2, 2], [1, 1]], ")
    assert (network_of(spines).core_oversubscription, network_of(spines).variants) == ((2, 2), ())
    rails = read_open("rail-optimized", "tiers: 2, ", "rails: [1, 2], rails_per_leaf: [1, 2], ")
    assert [(one.rails, one.rails_per_leaf) for one in network_of(rails).choices] == [(1, 1), (2, 1), (2, 2)]
    alone = read_open("rail-optimized", "tiers: 2, ", "rails: 1, rails_per_leaf: 2, ")
    assert (network_of(alone).rails_per_leaf, network_of(alone).variants) == (2, ())


def test_leaves_count_no_rails_that_devices_do_not_have() -> None:
    """A unit of two hosts with one rail has two ports on its leaf, and at 1:1 two uplinks on each of two leaves: four
    links, whether a leaf may serve one rail, two or nine.
    """
    begin = "nodes_per_su: 2, rails: 1, uplinks_for: ports, "
    for shared in (1, 2, 9):
        project = read_open("rail-optimized", "tiers: 2, ", f"{begin}rails_per_leaf: {shared}, ")
        assert (shared, count_links(project, "leaf-spine")) == (shared, {4})


OPENED = [
    (
        "leaf-spine",
        "oversubscription: [[1, 1], [3, 1]], ",
        ["oversubscription: [1, 1], ", "oversubscription: [3, 1], "],
    ),
    ("leaf-spine", "leaf_position: [mid-row, any], ", ["leaf_position: mid-row, ", "leaf_position: any, "]),
    ("rail-optimized", "rails_per_leaf: [1, 2], ", ["rails_per_leaf: 1, ", "rails_per_leaf: 2, "]),
    ("leaf-spine", "rails: [2, 1], ", ["rails: 2, ", "rails: 1, "]),
]
"""A family with a key that is left open, and each of its choices."""


@pytest.mark.parametrize(("family", "opened", "alone"), OPENED, ids=lambda value: value if type(value) is str else "")
def test_the_plan_is_the_best_of_the_choices_by_themselves(family: str, opened: str, alone: list[str]) -> None:
    """It takes no longer than any of them, its bound is no higher than any of theirs, and the judge accepts it.

    The facts of the families have a row for each choice.
    """
    plan = make_plan(read_open(family, "tiers: 2, ", opened))
    plans = [make_plan(read_open(family, "tiers: 2, ", one)) for one in alone]
    assert plan.summary.install_time_s == min(one.summary.install_time_s for one in plans)
    assert plan.summary.bound_s == min(one.summary.bound_s for one in plans)
    assert not [finding for finding in audit_plan(plan) if finding.severity == "error"]
    rows = family_facts(plan)
    assert [row["choice"] for row in rows] == names_of(plan.project)
    assert sum(row["is_taken"] for row in rows) == 1
    assert all(row["reason"] != "not tried" for row in rows)


def test_the_words_of_a_choice_are_kept_and_ask_for_nothing() -> None:
    """They stand in a file only where there are any, and two requests with other words are equal."""
    project = read_open("leaf-spine", "tiers: 2, ", "leaf_position: [mid-row, any], ")
    network = network_of(project)
    first = network.variants[0]
    assert from_plain(NetworkRequest, to_plain(network)).variants[0].choice == "leaves mid-row"
    assert (first, first.choice) == (replace(first, choice=""), "leaves mid-row")
    stated = network_of(read_open("leaf-spine"))
    assert not {"choice", "rails_per_leaf"} & to_plain(stated).keys()
