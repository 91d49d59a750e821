"""Bad days: what is drawn by hand, the same runs everywhere, steady percentiles, and laws."""

from dataclasses import replace

import numpy as np
import pytest

from fabric import Plan
from fabric.executors.processes import ProcessExecutor
from fabric.forecast.draws import pace_factor, spread_evenly
from fabric.forecast.simulation import RULE, simulate
from fabric.optimize.schedule.list_scheduling import dispatch_crews
from fabric.optimize.schedule.workload import Workload
from fabric.project.crew import CrewPlan, Risks, Shift
from fabric.project.labour import LabourRate
from fabric.work.job import job_of
from fabric.work.milestones import pulls_of_su, su_ready_s

NOTHING_WRONG = Risks(0, 0, 0, 0)


def with_risks(plan: Plan, risks: Risks, sure: bool = False) -> Plan:
    """The plan with other risks; `sure` labour has no lows and highs."""
    labour = plan.project.labour
    if sure:
        rates = {a: replace(r, low_ms=r.person_ms, high_ms=r.person_ms) for a, r in labour.rates.items()}
        labour = replace(labour, rates=rates)
    crew = replace(plan.project.crew, risks=risks)
    return replace(plan, project=replace(plan.project, crew=crew, labour=labour))


def test_where_nothing_goes_wrong_all_runs_are_the_dispatch_itself(pod_plan: Plan) -> None:
    plan = with_risks(pod_plan, NOTHING_WRONG, sure=True)
    crew = plan.project.crew
    slots = dispatch_crews(Workload(job_of(plan)), crew, RULE, crew.windows_s(None)).slots
    found = simulate(plan, 20)
    assert set(found.finish_s.tolist()) == {max(slot.end_s for slot in slots)}
    assert found.drivers == ()


def test_a_stored_plan_gives_its_packages_back(superpod_plan: Plan) -> None:
    """The packages built from the plan's columns take what its schedule says, move by move."""
    job, crew = job_of(superpod_plan), superpod_plan.project.crew
    packages = superpod_plan.packages
    assert [package.kind for package in job.packages] == packages.kind.tolist()
    assert [package.subject for package in job.packages] == packages.subject.tolist()
    took = (packages.end_s - packages.start_s).tolist()
    for package, seconds in zip(job.packages, took, strict=True):
        assert seconds - superpod_plan.project.labour.duration_s(package.acts, crew.crew_size) in (0, 150)


@pytest.mark.plan
def test_the_same_seed_gives_the_same_runs_anywhere(pod_plan: Plan) -> None:
    here = simulate(pod_plan, 40, 7)
    with ProcessExecutor(2) as executor:
        there = simulate(pod_plan, 40, 7, executor)
    assert here.finish_s.tolist() == there.finish_s.tolist()
    assert here.drivers == there.drivers
    assert simulate(pod_plan, 40, 8).finish_s.tolist() != here.finish_s.tolist()


@pytest.mark.plan
def test_percentiles_are_steady_between_seeds(pod_plan: Plan) -> None:
    """Within 2 % of each other, in hours of work: 1.3 % on this plan."""
    found = [np.percentile(simulate(pod_plan, 400, seed).finish_s, (50, 90)) for seed in (1, 2, 3)]
    assert (np.max(found, axis=0) <= 1.02 * np.min(found, axis=0)).all()


@pytest.mark.parametrize(
    "risks",
    [
        Risks(0.3, 0, 0, 0),
        pytest.param(Risks(0, 3600, 0, 0), marks=pytest.mark.plan),
        pytest.param(Risks(0, 0, 0.3, 0), marks=pytest.mark.plan),
    ],
)
def test_what_goes_wrong_takes_time(pod_plan: Plan, risks: Risks) -> None:
    """Mistakes, late shifts, absences: each alone, with sure labour. No run is faster than the plan itself.

    Crews that start a minute later may fall into a better order than those on time (Graham's anomaly): the rule of the
    runs takes 21,978 s here where nothing goes wrong, one with less haste 21,492 s, and the plan 21,012 s.
    """
    right = simulate(with_risks(pod_plan, NOTHING_WRONG, sure=True), 40)
    wrong = simulate(with_risks(pod_plan, risks, sure=True), 40)
    assert wrong.finish_s.mean() > 1.05 * right.finish_s.mean()
    assert wrong.finish_s.min() >= pod_plan.summary.install_time_s
    name = {0.3: "mistakes"}.get(risks.error_rate, "late starts" if risks.late_s else "absences")
    assert wrong.drivers[0][0] == name


def test_a_pace_lies_between_low_and_high() -> None:
    """PERT of 1, 2, 6 minutes: its mean is (1 + 4 x 2 + 6) / 6 = 2.5, so 1.25 of the figure."""
    rate = LabourRate(
        act="test_link",
        unit="link",
        person_ms=120_000,
        crew=1,
        low_ms=60_000,
        high_ms=360_000,
        source="",
        confidence="",
    )
    assert (pace_factor(rate, 0.0), pace_factor(rate, 1.0)) == (0.5, 3.0)
    shares = (np.arange(2000) + 0.5) / 2000
    assert np.mean([pace_factor(rate, float(share)) for share in shares]) == pytest.approx(1.25, abs=0.001)
    assert pace_factor(replace(rate, low_ms=120_000, high_ms=120_000), 0.9) == 1.0


def test_each_factor_isspread_evenly() -> None:
    even = spread_evenly(50, 3, 1)
    assert even.shape == (50, 3)
    for column in even.T:
        assert sorted((column * 50).astype(int).tolist()) == list(range(50))


def test_one_unit_is_ready_with_its_last_test(pod_plan: Plan, superpod_plan: Plan) -> None:
    """Of 4 units each has 8 pulls of node links, and the 256 uplinks of its 8 leaves on 4 trunks of 64 links."""
    assert su_ready_s(pod_plan) == {1: pod_plan.summary.install_time_s}
    assert {su: len(pulls) for su, pulls in pulls_of_su(superpod_plan.parts).items()} == dict.fromkeys((1, 2, 3, 4), 12)
    assert max(su_ready_s(superpod_plan).values()) == superpod_plan.summary.install_time_s


def test_hours_on_the_wall_count_nights_and_breaks() -> None:
    """Shifts 6 to 16 and 16 to 2: 20 h of work end at 2 at night, one second more at 6. A break counts as well."""
    shifts = tuple(
        Shift(id=name, start_minute=start * 60, length_s=36_000, technicians=4, breaks_s=())
        for name, start in (("day", 6), ("late", 16))
    )
    crew = CrewPlan(shifts, 2, False)
    assert [crew.elapsed_s(clock, None) for clock in (0, 36_000, 72_000, 72_001)] == [0, 36_000, 72_000, 86_401]
    paused = CrewPlan(
        (Shift(id="day", start_minute=360, length_s=36_000, technicians=4, breaks_s=((7200, 1800),)),), 2, False
    )
    assert [paused.elapsed_s(clock, None) for clock in (7200, 7201)] == [7200, 9001]
