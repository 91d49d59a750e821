"""When a site counts as one with a known better plan, and what plans on odd sites are held against."""

import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from fabric import audit_plan
from fabric.plan import Plan

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from known_better import TIGHTER, Compared, compare_sites, list_rivals

from tests.sites import read_files, write_two_racks


@pytest.mark.parametrize(
    ("figure", "rivals", "expected"),
    [
        (1_020, {"a": 1_000, "b": 1_500}, True),
        (1_019, {"a": 1_000}, False),
        (900, {"a": 1_000}, False),
        (900, {}, False),
        (0, {"a": 0}, False),
    ],
    ids=["at 2 %", "below 2 %", "better than all", "alone", "nothing to do"],
)
def test_two_per_cent_above_the_best_rival_count(figure: int, rivals: dict[str, int], expected: bool) -> None:
    assert Compared(0, "install-time", figure, rivals).is_beaten == expected


def test_rivals_meet_the_request(two_racks_plan: Plan) -> None:
    """Another objective, a tighter request, a start from the plan, and random places: each links the same hosts, and
    the judge finds no error where it holds the plan against the request that was asked.
    """
    project = read_files(write_two_racks())
    found = dict(list_rivals(project, two_racks_plan, Random(1)))
    assert set(found) & set(TIGHTER)
    assert {"start from the plan", "random places 0"} <= set(found)
    hosts = {device.id for device in project.devices}
    assert all(hosts <= {device.id for device in plan.devices} for plan in found.values())
    for how, plan in found.items():
        asked = replace(plan, project=replace(plan.project, request=project.request))
        assert (how, [one for one in audit_plan(asked) if one.severity == "error"]) == (how, [])


@pytest.mark.plan
def test_no_site_has_a_known_better_plan() -> None:
    """None of the first 16 sites; `tools/known_better.py 350` looks at more. A site that may be beaten is named here by
    its seed, so that another one does not hide behind it.
    """
    assert [one for one in compare_sites(0, 16) if one.is_beaten] == []
