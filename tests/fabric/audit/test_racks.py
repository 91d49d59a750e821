"""Units that two devices share, judged by hand: halves of a rack, front and rear.

In `small_plan` node-1 fills U1 and U2 of rack A01, node-2 U3 and U4. The usable depth is 1,000 mm; nodes are 800 mm
deep, switches 700 mm; both show their ports at the rear.
"""

from dataclasses import replace

import pytest

from fabric.audit.racks import RACK_RULES
from fabric.plan import Plan
from fabric.project import Half, Panel
from layouts import Face
from tests.fabric.audit.small_plan import SMALL_PLAN, with_device, with_models, with_project


def shared(plan: Plan) -> list[str]:
    """What the judge finds of units that are taken."""
    return [finding.found for finding in RACK_RULES.judge(plan) if finding.rule == "units-free"]


@pytest.mark.parametrize(
    ("width_mm", "side", "found"),
    [
        (225, "right", []),
        (225, "left", ["U1 of rack A01 is taken by node-1"]),
        (225, "", ["U1 of rack A01 is taken by node-1"]),
        (226, "right", ["U1 of rack A01 is taken by node-1"]),
    ],
)
def test_halves_of_a_rack_are_free_for_two(width_mm: int, side: Half, found: list[str]) -> None:
    """node-1 stands on the left; half of the 450 mm between the posts are 225 mm."""
    narrow = with_models(SMALL_PLAN, "device_types", width_mm=width_mm)
    left = with_device(narrow, 0, side="left")
    assert shared(with_device(left, 1, position_half_ru=2, side=side)) == found


@pytest.mark.parametrize(
    ("face", "depth_mm", "found"),
    [
        ("front", 300, []),
        ("front", 301, ["U1 of rack A02 is taken by leaf-1"]),
        ("rear", 100, ["U1 of rack A02 is taken by leaf-1"]),
    ],
)
def test_a_panel_may_stand_at_the_other_side_of_a_switch(face: Face, depth_mm: int, found: list[str]) -> None:
    """leaf-1 in U1 of A02 is mounted at the rear and leaves 300 of 1,000 mm at the front."""
    panel = Panel(
        id="P",
        rack="A02",
        position_half_ru=2,
        half_ru=2,
        ports=12,
        connector="LC",
        face=face,
        depth_mm=depth_mm,
    )
    assert shared(with_project(SMALL_PLAN, panels=(panel,))) == found


@pytest.mark.parametrize(("full_depth", "taken"), [(None, False), (False, False), (True, True)])
def test_full_depth_takes_both_sides_of_a_unit(full_depth: bool | None, taken: bool) -> None:
    """leaf-1 of 700 mm at the rear of U1 and a panel of 300 mm fit 1,000 mm, unless leaf-1 is full depth."""
    panel = Panel(
        id="P", rack="A02", position_half_ru=2, half_ru=2, ports=12, connector="LC", face="front", depth_mm=300
    )
    plan = with_models(with_project(SMALL_PLAN, panels=(panel,)), "device_types", full_depth=full_depth)
    found = [words for words in shared(plan) if "leaf-1" in words]
    assert bool(found) is taken


def test_nothing_stands_before_ports_at_the_rear_of_a_host() -> None:
    """node-1 of 800 mm is mounted at the front, and its ports need the 200 mm behind it."""
    panel = Panel(
        id="P", rack="A01", position_half_ru=2, half_ru=2, ports=12, connector="LC", face="rear", depth_mm=100
    )
    assert shared(with_project(SMALL_PLAN, panels=(panel,))) == ["U1 of rack A01 is taken by node-1"]
    assert shared(with_project(SMALL_PLAN, panels=(replace(panel, position_half_ru=20),))) == []
