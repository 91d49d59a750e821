"""Utilisation: the whole plan is in paid time."""

from dataclasses import replace

from fabric import Plan, make_plan
from fabric.report.plan_summary import plan_facts, summary_lines


def test_half_the_time_at_work_takes_twice_the_hours(two_racks_plan: Plan) -> None:
    """At 50 % each figure of the table is twice as long: twice the person-hours, the work bound and, but for seconds
    rounded up, the install time. The summary says it.
    """
    project = two_racks_plan.project
    crew, labour = replace(project.crew, utilisation_pct=50), project.labour.stretched(50)
    plan = make_plan(replace(project, crew=crew, labour=labour))
    ours, before = plan.summary, two_racks_plan.summary
    assert (ours.work_ms, ours.work_bound_ms) == (2 * before.work_ms, 2 * before.work_bound_ms)
    assert 0 <= 2 * before.install_time_s - ours.install_time_s <= len(plan.packages.kind)
    assert abs(ours.bound_s - 2 * before.bound_s) <= 5
    facts = plan_facts(plan)
    assert facts["utilisation_pct"] == 50 and "utilisation_pct" not in plan_facts(two_racks_plan)
    assert any("50 %" in line for line in summary_lines(facts))
    assert any("paid time" in line for line in plan.assumptions)
