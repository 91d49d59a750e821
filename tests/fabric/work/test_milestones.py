"""The moments when scalable units and build phases are ready, on four hosts and two leaves by hand."""

from dataclasses import replace

import numpy as np
import pytest

from fabric import Plan
from fabric.plan import PackageKind
from fabric.work.job import job_of
from fabric.work.milestones import list_phases, phases_ready_s, pulls_of_links, pulls_of_su, su_ready_s
from fabric.work.priorities import LAST, rank_packages


def with_units(plan: Plan, units: dict[str, int]) -> Plan:
    """The plan with scalable units stated for some devices."""
    return replace(plan, devices=tuple(replace(device, su=units.get(device.id)) for device in plan.devices))


def last_test_s(plan: Plan, links: list[int]) -> int:
    """The end of the last test of some links."""
    pulls = set(pulls_of_links(plan.parts)[links].tolist())
    tests = (plan.packages.kind == PackageKind.TEST) & np.isin(plan.packages.subject, sorted(pulls))
    ends: list[int] = plan.packages.end_s[tests].tolist()
    return max(ends)


def links_at(plan: Plan, *names: str) -> list[int]:
    """The links with an end at one of these devices."""
    devices = [index for index, device in enumerate(plan.devices) if device.id in names]
    ends = np.isin(plan.links.a_device, devices) | np.isin(plan.links.b_device, devices)
    return [int(link) for link in np.flatnonzero(ends)]


def test_each_link_is_laid_by_the_pull_of_its_cable(two_racks_plan: Plan) -> None:
    """One cable a link here: link by link, the pull of the assembly of its segment."""
    plan = two_racks_plan
    for segment, link in enumerate(plan.segments.link.tolist()):
        assembly = int(plan.segments.assembly[segment])
        assert pulls_of_links(plan.parts)[link] == plan.assemblies.pull[assembly]


def test_a_unit_waits_for_all_links_of_its_leaves(two_racks_plan: Plan) -> None:
    """Host h001 alone is unit 7. Its leaves are those that its ports reach; all links of these leaves count, those of
    other hosts and the uplinks as well, but no link of a leaf that serves only others.
    """
    plan = with_units(two_racks_plan, {"h001": 7})
    own = links_at(plan, "h001")
    leaves = {
        plan.devices[index].id
        for column in (plan.links.a_device, plan.links.b_device)
        for index in column[own].tolist()
        if plan.devices[index].role == "leaf"
    }
    links = links_at(plan, "h001", *leaves)
    assert len(links) > len(own)
    assert set(pulls_of_su(plan.parts)) == {7}
    assert pulls_of_su(plan.parts)[7].tolist() == sorted(set(pulls_of_links(plan.parts)[links].tolist()))
    assert su_ready_s(plan) == {7: last_test_s(plan, links)}


def test_no_unit_where_none_is_stated(two_racks_plan: Plan) -> None:
    assert pulls_of_su(two_racks_plan.parts) == {}
    assert su_ready_s(two_racks_plan) == {}


def test_unit_zero_is_a_unit(two_racks_plan: Plan) -> None:
    assert list(pulls_of_su(with_units(two_racks_plan, {"h001": 0, "h003": 2}).parts)) == [0, 2]


def test_phases_take_the_later_end(two_racks_plan: Plan) -> None:
    """One row A. Phases [[A]]: all links are of phase 0; [[], [A]]: of phase 1; [[]]: of none, so after phase 0."""
    plan = two_racks_plan
    for phases, number in (((("A",),), 0), (((), ("A",)), 1), (((),), 1)):
        project = replace(plan.project, request=replace(plan.project.request, phases=phases))
        assert set(list_phases(project, plan.devices, plan.links).tolist()) == {number}


def test_phases_are_ready_with_their_last_test(two_racks_plan: Plan) -> None:
    """Phase 0 has no link: 0 s. Phase 1 has all: the end of the plan."""
    request = replace(two_racks_plan.project.request, phases=((), ("A",)))
    plan = replace(two_racks_plan, project=replace(two_racks_plan.project, request=request))
    assert phases_ready_s(plan) == [0, plan.summary.install_time_s]


def ranks_of(plan: Plan) -> dict[str, set[int]]:
    """The ranks of all packages by kind; the plan's request says what is preferred."""
    job = job_of(plan)
    ranks = rank_packages(plan.project, plan.parts, job.packages, job.durations)
    assert ranks is not None
    found: dict[str, set[int]] = {}
    for package, rank in zip(job.packages, ranks, strict=True):
        found.setdefault(package.kind.word, set()).add(rank)
    return found


def with_request(plan: Plan, **changes: object) -> Plan:
    """The plan with another request."""
    request = replace(plan.project.request, **changes)  # type: ignore[arg-type]
    return replace(plan, project=replace(plan.project, request=request))


def test_a_preferred_network_has_negative_ranks(two_racks_plan: Plan) -> None:
    """One network, preferred: rank 0 - 1 for all its pulls, and for all that they wait for."""
    ranks = ranks_of(with_request(two_racks_plan, first=("net",)))
    assert set.union(*ranks.values()) == {-1}


def test_phases_rank_before_units(two_racks_plan: Plan) -> None:
    """All links in phase 1 of two, without units: LAST + 2 LAST."""
    ranks = ranks_of(with_request(two_racks_plan, phases=((), ("A",))))
    assert set.union(*ranks.values()) == {3 * LAST}


def test_the_unit_with_the_least_work_goes_first(two_racks_plan: Plan) -> None:
    """Host h001 is the only unit: its pulls have rank 0, all others have LAST."""
    plan = with_request(with_units(two_racks_plan, {"h001": 1}), objective="first-su")
    pulls = pulls_of_su(plan.parts)[1].tolist()
    job = job_of(plan)
    assert job.ranks is not None
    for package, rank in zip(job.packages, job.ranks, strict=True):
        if package.kind.is_of_pull:
            assert rank == (0 if package.subject in pulls else LAST)


@pytest.mark.parametrize("few", ["h001", "h003"])
def test_units_are_ordered_by_their_work(two_racks_plan: Plan, few: str) -> None:
    """Ranks 0 and 1 go to the units in the order of the work of their pulls; a pull of both has the lower rank."""
    other = {"h001": "h003", "h003": "h001"}[few]
    plan = with_request(with_units(two_racks_plan, {few: 1, other: 2}), objective="first-su")
    job, pulls = job_of(plan), pulls_of_su(plan.parts)
    work = {
        su: sum(
            duration
            for package, duration in zip(job.packages, job.durations, strict=True)
            if package.kind.is_of_pull and package.subject in pulls[su]
        )
        for su in pulls
    }
    order = sorted(work, key=lambda su: (work[su], su))
    assert job.ranks is not None
    for package, rank in zip(job.packages, job.ranks, strict=True):
        if package.kind == PackageKind.TEST:
            units = [number for number, su in enumerate(order) if package.subject in pulls[su]]
            assert rank == min(units, default=LAST)


def test_nothing_is_ranked_without_a_preference(two_racks_plan: Plan) -> None:
    job = job_of(two_racks_plan)
    assert rank_packages(two_racks_plan.project, two_racks_plan.parts, job.packages, job.durations) is None
