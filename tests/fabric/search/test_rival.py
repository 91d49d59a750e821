"""When other designs of one way to place devices are not followed: its first plan is far behind that of another way."""

from dataclasses import replace

import pytest

from fabric import Plan
from fabric.optimize import RouteFinders
from fabric.search.network_chain import NetworkChain
from fabric.search.search_run import SearchRun
from fabric.vocabulary import Objective
from tests.fabric.audit.small_plan import SMALL_PLAN


def plan_of(install_time_s: int, objective: Objective) -> Plan:
    project = replace(SMALL_PLAN.project, request=replace(SMALL_PLAN.project.request, objective=objective))
    return replace(
        SMALL_PLAN, project=project, summary=replace(SMALL_PLAN.summary, install_time_s=install_time_s, work_ms=1)
    )


@pytest.mark.parametrize(
    ("install_time_s", "objective", "expected"),
    [
        (10_201, "install-time", True),
        (10_200, "install-time", False),
        (10_201, "person-hours", False),
        (99_999, "cost", False),
    ],
    ids=["beyond 2 %", "at 2 %", "as much work", "any cost"],
)
def test_two_per_cent_behind_is_far(install_time_s: int, objective: Objective, expected: bool) -> None:
    """The rival takes 10,000 s and as much work."""
    plan, rival = plan_of(install_time_s, objective), plan_of(10_000, objective)
    site = plan.project.site
    chain = NetworkChain(plan.project, plan.project, lambda task: [], SearchRun(), RouteFinders(site))
    assert chain._is_far_behind(plan, rival) == expected
