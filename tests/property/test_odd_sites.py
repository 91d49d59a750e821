"""No admissible plan is below the bound on a hundred random odd sites, by a checker with formulas of its own."""

import sys
from pathlib import Path
from random import Random

import pytest

from fabric import make_plan
from fabric.project import Device
from layouts import InputError, UnmetError

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from check_bounds import Effort, check_sites, list_fabrics, read_site
from rival_plans import Rivals, Spot

BRIEF = Effort(all_tried=200, steps=60, is_searched=False)


@pytest.mark.plan
def test_no_plan_is_below_the_bound_on_a_hundred_sites() -> None:
    """The same sites in each run; `tools/check_bounds.py 5000` looks at more.

    Among them are hosts to be placed, networks that stand, several networks, pairs, planes, units, shifts.
    """
    found = list(check_sites(0, 100, BRIEF))
    alarms = [alarm for checked in found for alarm in checked.alarms]
    assert alarms == []
    kinds = {kind for checked in found for kind in checked.kinds}
    assert {"hosts to be placed", "some hosts to be placed", "all stands", "2 networks", "planes", "pairs"} <= kinds
    assert sum(checked.work_share > 0.99 for checked in found) >= 5


def spot_of(device: Device) -> Spot:
    assert device.position_half_ru is not None
    return Spot(device.rack or "", device.position_half_ru - 2)


@pytest.mark.plan
def test_the_checker_and_the_product_agree_on_plans() -> None:
    """In the places of a plan the checker finds no more work than the plan does, and often the same to the second.

    The plan may move crews, and the checker counts moves that are sure. So both are compared without them.
    """
    equal = compared = 0
    for seed in range(60):
        try:
            project = read_site(seed)
            plan = make_plan(project, stop=lambda: True)
        except (InputError, UnmetError):
            continue
        names = " and ".join(plan.designs)
        fabric = next((one for one in list_fabrics(plan.project, Random(seed)) if one.name == names), None)
        if fabric is None:
            continue
        work_ms, time_s = Rivals(plan.project, fabric).value({device.id: spot_of(device) for device in plan.devices})
        assert work_ms <= plan.summary.work_ms
        assert time_s <= plan.summary.install_time_s
        compared += 1
        equal += abs(plan.summary.work_ms - plan.summary.acts_ms.get("move_crew", 0) - work_ms) < 1000
    assert compared >= 15
    assert equal >= compared // 3
