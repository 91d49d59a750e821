"""No admissible plan is below the bound on a hundred random odd sites, by a checker with formulas of its own."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from fabric import audit_plan, make_plan
from fabric.bounds import design_bound
from fabric.designs import Candidate, list_candidates
from fabric.optimize import no_decisions
from fabric.search import network_chain, network_search
from layouts import InputError, UnmetError

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from check_bounds import Effort, check_site, check_sites, list_fabrics, plan_as_practice, read_site
from rival_plans import UNCOVERED_MS, Rivals
from rival_racks import spot_of

BRIEF = Effort(all_tried=200, steps=60, search_each=0)


@pytest.mark.plan
def test_no_plan_is_below_the_bound_on_a_hundred_sites() -> None:
    """The same sites in each run; `tools/check_bounds.py 5000` looks at more.

    Among them are hosts to be placed, networks that stand, several networks, pairs, planes, units, shifts, listed
    links, storeys, side passages.
    """
    found = list(check_sites(0, 100, BRIEF))
    alarms = [alarm for checked in found for alarm in checked.alarms]
    assert alarms == []
    kinds = {kind for checked in found for kind in checked.kinds}
    assert {"hosts to be placed", "some hosts to be placed", "all stands", "2 networks", "planes", "pairs"} <= kinds
    assert {"listed links", "storeys", "side passages"} <= kinds
    assert sum(checked.work_share > 0.99 for checked in found) >= 5


@pytest.mark.plan
@pytest.mark.parametrize("early", ["trunks", "bundling", "trunks,bundling", "optics"])
def test_no_plan_is_below_the_bound_where_work_is_done_before_the_racks_are_ready(early: str) -> None:
    """The time counts what is left: trunks and bundles cost the lowering of their ends, kits no staging, no labels,
    transceivers nothing.
    """
    found = list(check_sites(7_000, 25, replace(BRIEF, early=early)))
    assert [alarm for checked in found for alarm in checked.alarms] == []
    assert sum(checked.time_share > 0.98 for checked in found) >= 1


@pytest.mark.plan
def test_all_pulls_come_before_the_landings_of_odd_sites() -> None:
    """The judge accepts the plans of twenty sites that ask for it, and none is below its bound."""
    checked = 0
    for seed in range(60):
        try:
            project = read_site(seed, "trunks" if seed % 3 == 1 else "")
            plan = plan_as_practice(replace(project, crew=replace(project.crew, pulls_first=True)))
        except (InputError, UnmetError):
            continue
        assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
        assert plan.summary.bound_s <= plan.summary.install_time_s
        checked += 1
        if checked == 20:
            break
    assert checked == 20


def _no_single_tier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Designs of one tier are no candidates where two tiers can be built."""
    every = list_candidates

    def list_some(*arguments: Any, **options: Any) -> list[Candidate]:
        found = every(*arguments, **options)
        tall = [candidate for candidate in found if candidate.design and candidate.design.count("spine")]
        return tall or found

    monkeypatch.setattr(network_search, "list_candidates", list_some)


def _hosts_as_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Devices without a rack are bounded in the racks where they were put."""
    every = no_decisions
    monkeypatch.setattr(network_chain, "no_decisions", lambda project, *_: every(project, project))


def _no_earlier_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """No work is done where switches of an earlier network show ports of a later one."""
    monkeypatch.setattr(design_bound, "_earlier_places", lambda *_: frozenset())


@pytest.mark.plan
@pytest.mark.parametrize(("seed", "plant"), [(22, _no_single_tier), (3, _hosts_as_placed), (23, _no_earlier_places)])
def test_faults_that_the_bound_once_had_are_found(
    seed: int, plant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each fault, put back, shows within the first fifteen sites; here are the first ones that show it."""
    sound = check_site(seed, BRIEF)
    assert sound is not None
    assert sound.alarms == ()
    plant(monkeypatch)
    found = check_site(seed, BRIEF)
    assert found is not None
    assert "below" in found.alarms[0].what


@pytest.mark.plan
def test_the_checker_and_the_product_agree_on_plans() -> None:
    """In the places of a plan the checker finds no more work than the plan does, and often the same to the second.

    The plan is compared without its moves of crews. The checker counts those that are sure, so it may have some whole
    moves more.
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
        more_ms = work_ms - plan.summary.work_ms + plan.summary.acts_ms.get("move_crew", 0)
        equal += (
            more_ms > -1000 and (more_ms + 1000) % (plan.project.labour.rates["move_crew"].person_ms or work_ms) < 2000
        )
    assert compared >= 15
    assert equal >= compared // 2


def test_the_checker_finds_the_time_of_any_work_at_once() -> None:
    """Four people for an hour, then two for 50 minutes after a break: 20,400 s of work in 6,600 s, round after round.

    Work without end is that of links that no cable covers.
    """
    shifts = [
        SimpleNamespace(technicians=4, length_s=3600, breaks_s=()),
        SimpleNamespace(technicians=2, length_s=3600, breaks_s=((1800, 600),)),
    ]
    crew = SimpleNamespace(crew_size=2, hand_over=False, shifts=shifts)
    rivals: Any = SimpleNamespace(project=SimpleNamespace(crew=crew))
    found = [Rivals._offered_s(rivals, 1000 * work_s) for work_s in (3_600, 15_000, 20_400, 20_404, 5 * 20_400)]
    assert found == [900, 3_900, 6_600, 6_601, 5 * 6_600]
    assert Rivals._offered_s(rivals, 4 * UNCOVERED_MS) > 10**12
