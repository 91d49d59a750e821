"""Why switches stand in their racks and links lie in trunks: the figures by hand."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest

from fabric import Plan
from fabric.report.choices import choice_lines, count_switches, rack_facts, trunk_facts
from tests.fabric.four_links import make_small_plan


@pytest.fixture(scope="module")
def small_plan() -> Plan:
    """Two racks, four links."""
    return make_small_plan()


def test_listed_switches_are_no_choice(small_plan: Plan) -> None:
    """All four switches stand in equipment.yaml."""
    assert rack_facts(small_plan) == []


def test_the_way_of_a_placed_switch(small_plan: Plan) -> None:
    """Were spine-02 not listed, the planner had put it into R02: both its links end in R01, one route away.

    The link of leaf-03 does not count, which ends in R02 too but at a listed switch. In R01 the way would be 0.
    """
    known = tuple(device for device in small_plan.project.devices if device.id != "spine-02")
    plan = replace(small_plan, project=replace(small_plan.project, devices=known))
    (fact,) = rack_facts(plan)
    assert (fact["rack"], fact["switches"], fact["links_out"]) == ("R02", {"spine": 1}, 2)
    assert fact["way_m"] == pytest.approx(small_plan.routes[0].length_mm / 1000, abs=0.06)
    assert (fact["other_rack"], fact["other_way_m"]) == ("R01", 0.0)


def test_minutes_of_a_link_in_a_trunk(pod_plan: Plan) -> None:
    """A trunk of n links and L m: stage 6 + pull 10 + 0.25 L + two ends of 5 + (0.1 + 1.25) n: 26 + 0.25 L + 2.7 n.
    Each end of an idle leg takes 0.2.

    A single cable: stage 0.5 + labels 1.0 + pull 2 + 0.1 L + two ends of 1 + 1.25 = 8 + 0.1 L min.
    """
    links = np.bincount(pod_plan.segments.assembly).tolist()
    trunk, single, count = defaultdict[str, float](float), defaultdict[str, float](float), defaultdict[str, int](int)
    for number, kind_index in enumerate(pod_plan.assemblies.kind.tolist()):
        kind = pod_plan.kinds[kind_index]
        metres = kind.overall_mm / 1000
        trunk[kind.model] += 26 + 0.25 * metres + 2.7 * links[number] + 0.4 * (len(kind.a_legs_mm) - links[number])
        single[kind.model] += (8 + 0.1 * metres) * links[number]
        count[kind.model] += links[number]
    facts = trunk_facts(pod_plan)
    assert {fact["model"] for fact in facts} == set(count)
    for fact in facts:
        assert fact["person_minutes_a_link"] == pytest.approx(trunk[fact["model"]] / count[fact["model"]], abs=0.06)
        assert fact["single_cable_person_minutes"] == pytest.approx(
            single[fact["model"]] / count[fact["model"]], abs=0.06
        )


def test_lines_name_the_choice_and_the_next_best(pod_plan: Plan) -> None:
    text = "\n".join(choice_lines(rack_facts(pod_plan), trunk_facts(pod_plan)))
    assert "Racks of the switches, average length over pathways to the far ends of their links" in text
    assert "legs for" in text


@pytest.mark.parametrize(
    ("tier", "count", "words"),
    [("leaf", 1, "1 leaf"), ("leaf", 1536, "1,536 leaves"), ("spine", 2, "2 spines"), ("core", 1, "1 core")],
)
def test_switches_are_counted_in_words(tier: str, count: int, words: str) -> None:
    assert count_switches(tier, count) == words
