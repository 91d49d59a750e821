"""Two plans compared, by hand from the plan of four links."""

from dataclasses import replace

import pytest

from fabric import Plan
from fabric.report.plan_comparison import comparison_facts, comparison_lines
from tests.fabric.four_links import make_small_plan


@pytest.fixture(scope="module")
def small_plan() -> Plan:
    """Two racks, four links."""
    return make_small_plan()


def moved(plan: Plan) -> Plan:
    """The plan with spine-02 in U5 of its rack in the place of U1."""
    devices = tuple(replace(d, position_half_ru=10) if d.id == "spine-02" else d for d in plan.devices)
    return replace(plan, devices=devices)


def longer(plan: Plan) -> Plan:
    """The plan with cables of 10 m in the place of those of 5 m."""
    kinds = tuple(
        replace(kind, id="MCC4Q26-10.0", body_mm=10_000) if kind.body_mm == 5000 else kind for kind in plan.kinds
    )
    return replace(plan, kinds=kinds)


def test_a_plan_is_the_same_as_itself(small_plan: Plan) -> None:
    facts = comparison_facts(small_plan, small_plan)
    assert facts["status"] == "same"
    assert facts["links"] == {"kept": 4, "added": 0, "removed": 0, "other_far_end": 0, "other_length": 0}
    (line,) = comparison_lines(facts)
    assert "are the same in all that is printed and ordered" in line


def test_a_moved_switch_voids_what_names_its_unit(small_plan: Plan) -> None:
    """The two cables of pull 1 end at spine-02: their four labels name its unit, and the sheets of both racks too.

    They are laid again: labels 4 x 0.5, taping 2 x 0.7, staging 6, pulling 10 + 5 x 0.25, two ends of 5 + 2 x 1.25,
    tests 2 x 0.5. In all 36.65 min = 0.611 h. Nothing else is bought, and all links stay.
    """
    facts = comparison_facts(small_plan, moved(small_plan))
    assert facts["status"] == "different"
    (change,) = facts["devices"]["changed"]
    assert (change["device"], change["before"], change["after"]) == (
        "spine-02",
        "NM2-36P in R02 U1",
        "NM2-36P in R02 U5",
    )
    assert (facts["labels"]["void"], facts["labels"]["new"], facts["labels"]["of"]) == (4, 4, 8)
    assert facts["labels"]["person_hours"] == pytest.approx(4 * 0.5 / 60, abs=0.001)
    assert facts["sheets"]["racks"]["void"] == ["R01", "R02"]
    assert (facts["lay_again"]["pulls"], facts["lay_again"]["of"]) == (1, 3)
    assert facts["lay_again"]["person_hours"] == pytest.approx(36.65 / 60, abs=0.001)
    assert facts["orders"]["lines"] == []
    assert facts["links"]["kept"] == 4
    assert any("spine-02 (NM2-36P in R02 U1 to NM2-36P in R02 U5)" in line for line in comparison_lines(facts))
    assert any(line.endswith("(no change in person-hours)") for line in comparison_lines(facts))


def test_other_lengths_are_other_orders(small_plan: Plan) -> None:
    """Three cables of 5 m become three of 10 m: three pieces more, three no longer needed. Links and labels stay."""
    facts = comparison_facts(small_plan, longer(small_plan))
    orders = facts["orders"]
    assert [(line["item"], line["before"], line["after"]) for line in orders["lines"]] == [
        ("MCC4Q26-10.0", 0, 3),
        ("MCC4Q26-5.0", 3, 0),
    ]
    assert (orders["further_pieces"], orders["surplus_pieces"]) == (3, 3)
    assert orders["further_cost"] == sum(line["cost"] for line in orders["lines"] if line["cost"] > 0)
    assert (facts["links"]["kept"], facts["links"]["other_length"]) == (4, 3)
    assert facts["labels"]["void"] == 0
    assert facts["lay_again"]["pulls"] == 2


def test_a_device_that_goes_takes_its_links(small_plan: Plan) -> None:
    """Without leaf-03 the plan has another name in its place: one device added, one removed, link 3 with another A."""
    devices = tuple(replace(d, id="leaf-09") if d.id == "leaf-03" else d for d in small_plan.devices)
    facts = comparison_facts(small_plan, replace(small_plan, devices=devices))
    assert (facts["devices"]["added"], facts["devices"]["removed"]) == (["leaf-09"], ["leaf-03"])
    assert (facts["links"]["kept"], facts["links"]["added"], facts["links"]["removed"]) == (3, 1, 1)
    assert facts["links"]["other_far_end"] == 0
