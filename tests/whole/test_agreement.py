"""The labour table has one home: optimizer, schedule, judge, explanation and facts agree to the minute."""

from dataclasses import replace

import pytest

from fabric import Plan, audit_plan, plan_facts
from fabric.plan import PackageKind
from fabric.report.explanation import explain_facts


@pytest.mark.parametrize("name", ["pod_plan", pytest.param("superpod_plan", marks=pytest.mark.plan), "multirack_plan"])
def test_the_same_minutes_everywhere(name: str, request: pytest.FixtureRequest) -> None:
    """The acts add up to the work; so do the packages of the schedule, each rounded up to whole seconds of a crew;
    explanation and facts show the same; the judge, which adds up minutes of its own, agrees, and does not when one act
    takes a minute more.
    """
    plan: Plan = request.getfixturevalue(name)
    work_ms, crew = plan.summary.work_ms, plan.project.crew
    assert sum(plan.summary.acts_ms.values()) == work_ms
    on_site_ms = int((plan.packages.end_s - plan.packages.start_s).sum()) * crew.crew_size * 1000
    assert work_ms <= on_site_ms <= work_ms + len(plan.packages.kind) * crew.crew_size * 1000
    assert plan_facts(plan)["person_hours"] == round(work_ms / 3_600_000, 3)
    shown = explain_facts(plan)["person_hours_by_act"]
    assert sum(shown.values()) == pytest.approx(work_ms / 3_600_000, abs=0.0005 * len(shown))
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
    rates = plan.project.labour.rates
    slower = replace(rates["test_link"], person_ms=rates["test_link"].person_ms + 60_000)
    table = replace(plan.project.labour, rates={**rates, "test_link": slower})
    found = audit_plan(replace(plan, project=replace(plan.project, labour=table)))
    assert {"person-hours", "duration"} & {finding.rule for finding in found if finding.severity == "error"}


def test_every_kind_of_package_is_worked_once(superpod_plan: Plan) -> None:
    """48 pulls of trunks: 48 layings, 96 landings, 48 tests, no kits; a package for each rack where a pull ends."""
    kinds = superpod_plan.packages.kind.tolist()
    assert [kinds.count(kind) for kind in PackageKind if kind.is_of_pull] == [48, 48, 48, 48, 0]
    pulls = superpod_plan.pulls
    assert kinds.count(PackageKind.OPEN) == len({*pulls.a_rack.tolist(), *pulls.b_rack.tolist()})
