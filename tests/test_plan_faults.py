"""Every fault that is planted in a sound plan is caught by the rule that it breaks. `tools/plant_faults.py` prints all.

The faults are real ones: a node left out, half of the spines gone, a locked switch moved, a request that asks for more
than the plan has, a bound that is too good. Where a fault would change schedule and sums, these are made to agree with
it, so that nothing but the fault is left to find.
"""

import pytest

from fabric import audit_plan
from tests.plan_faults import cable_faults, claim_faults, fabric_faults
from tests.plan_faults.fault import FAULTS, PlanFault
from tests.plan_faults.plans import PROJECTS, plan_of
from tests.plan_faults.settle import settle

pytestmark = pytest.mark.plan
"""Plans of every family are made."""

LISTS = (fabric_faults, cable_faults, claim_faults)
"""Importing these modules fills the list of faults."""


@pytest.mark.parametrize("name", PROJECTS)
def test_the_plans_are_sound_before_and_after_settling(name: str) -> None:
    assert audit_plan(plan_of(name)) == []
    assert audit_plan(settle(plan_of(name))) == []


def test_there_are_two_hundred_faults_of_all_families() -> None:
    assert len(FAULTS) >= 200
    assert len({fault.title for fault in FAULTS}) == len(FAULTS)
    assert {fault.plan for fault in FAULTS} == set(PROJECTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.title)
def test_a_fault_is_caught_by_name(fault: PlanFault) -> None:
    assert fault.rule in fault.rules_found()
