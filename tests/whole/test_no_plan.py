"""A refusal is a proof with counts, or says that none was found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fabric import Plan, Project, audit_plan, make_plan
from fabric.plan import bound_scope
from fabric.report import require_met
from layouts import UnmetError
from tests.colo import list_nodes, write_colo
from tests.sites import read_files, write_two_racks

READY = datetime(2027, 1, 11, 8)


def refused(project: Project) -> str:
    with pytest.raises(UnmetError) as found:
        make_plan(project)
    return str(found.value)


def with_stock(files: dict[str, str], *pieces: tuple[int, int]) -> Project:
    """The project with some numbers of jumpers of some lengths, and nothing to order."""
    kept = [line for line in files["inventory.yaml"].splitlines() if "MFP7E10" not in line and "TRUNK" not in line]
    lots = [f"  - {{model: MFP7E10, length_m: {length}, quantity: {number}}}" for length, number in pieces]
    return read_files({**files, "inventory.yaml": "\n".join([*kept, *lots, ""])})


@pytest.mark.plan
def test_too_few_cables_are_counted() -> None:
    """Eight links of hosts and eight uplinks take sixteen cables; fourteen pieces cannot do."""
    said = refused(with_stock(write_two_racks(), (20, 14)))
    assert "no plan found" in said
    assert "needs 16 pieces of MFP7E10 of" in said
    assert "stock has 14" in said


@pytest.mark.plan
def test_the_count_that_lacks_least_is_told() -> None:
    """The same floor with 60 pieces of 15 m. With all switches in A13 and A14 no link is below 4.524 m, so 448 pieces
    must be longer than the 60 of 3 m; the stock has 160 + 200 + 60 of these.
    """
    cabinets = [f"A{number:02d}" for number in range(1, 13)] * 2
    project = with_stock(write_colo(list_nodes(cabinets)), (3, 60), (5, 160), (10, 200), (15, 60))
    limits = replace(project.request.limits, trunk_legs=())
    network = replace(project.request.networks[0], spines=4)
    said = refused(replace(project, request=replace(project.request, limits=limits, networks=(network,))))
    assert "needs 448 pieces of MFP7E10 of 4.524 m or more; stock has 420" in said


def planned_by(deadline: datetime, technicians: int = 4) -> Plan:
    files = write_two_racks()
    crew = files["crew.yaml"].replace("technicians: 4", f"technicians: {technicians}")
    found = read_files({**files, "crew.yaml": crew})
    request = replace(found.request, racks_ready=READY, deadline=deadline)
    return make_plan(replace(found, request=request))


def reasons(plan: Plan) -> str:
    with pytest.raises(UnmetError) as found:
        require_met(plan)
    return str(found.value)


@pytest.mark.plan
def test_a_deadline_before_the_bound_is_refused_by_proof() -> None:
    """Ten minutes are less than the bound, which the message states with the moment at which it ends."""
    plan = planned_by(datetime(2027, 1, 11, 8, 10))
    said = reasons(plan)
    assert f"deadline: no plan can. The bound is {plan.summary.bound_s / 3600:.2f} h" in said
    assert "2027-01-11 " in said and f"at the earliest: {bound_scope(plan.project, plan.placed)}" in said
    assert "No number of technicians can" in said or "technicians in the largest shift would be enough" in said


@pytest.mark.plan
def test_a_number_of_technicians_that_would_do_is_told() -> None:
    """Two technicians are one crew. The plan of two crews meets the deadline of its own end, so four would do: the
    schedule that says so ends in time, and the bound for two does not.
    """
    few, more = planned_by(datetime(2027, 1, 11, 16), 2), planned_by(datetime(2027, 1, 11, 16), 4)
    end = READY + timedelta(seconds=(few.summary.install_time_s + more.summary.install_time_s) // 2)
    late = replace(few.project, request=replace(few.project.request, deadline=end))
    said = reasons(replace(few, project=late))
    assert "4 technicians in the largest shift would be enough: the same cables are then laid in" in said


@pytest.mark.plan
def test_a_deadline_between_bound_and_plan_is_none_found() -> None:
    """A minute before the end of the best plan, and after the bound."""
    plan = planned_by(datetime(2027, 1, 11, 16))
    assert require_met(plan) == [finding for finding in audit_plan(plan) if finding.severity == "warning"]
    end = datetime.fromtimestamp(READY.timestamp() + plan.summary.install_time_s - 60)
    late = replace(plan.project, request=replace(plan.project.request, deadline=end))
    said = reasons(replace(plan, project=late))
    assert "deadline: none found. The bound of" in said
    assert "is no proof that no plan can" in said


@pytest.mark.plan
def test_leaves_stand_within_the_lengths_in_stock() -> None:
    """Twenty-four nodes in row A, jumpers of 3 to 15 m only: 540 pieces for 448 links, of which none is below 4.5 m.
    The free cabinets B13 and C13 are more than 15 m from A01; leaves and spines in A13 and A14 are not.
    """
    cabinets: Sequence[str] = [f"A{number:02d}" for number in range(1, 13)] * 2
    project = with_stock(write_colo(list_nodes(cabinets)), (3, 60), (5, 160), (10, 200), (15, 120))
    limits = replace(project.request.limits, trunk_legs=())
    plan = make_plan(replace(project, request=replace(project.request, limits=limits)))
    assert {device.rack for device in plan.devices if device.role != "host"} <= {"A13", "A14"}
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
