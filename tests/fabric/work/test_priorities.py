"""The order of work where a request prefers the first scalable unit, some networks or some rows."""

from dataclasses import replace

import numpy as np
import pytest

from fabric import Plan, Project, audit_plan, make_plan, read_project
from fabric.forecast.simulation import simulate
from fabric.optimize.schedule.best_schedule import schedule_packages
from fabric.plan import PackageKind
from fabric.project.crew import CrewPlan, Risks, Shift
from fabric.work.crew_limits import CrewLimits
from fabric.work.job import Job
from fabric.work.milestones import list_phases, phases_ready_s, pulls_of_links, su_ready_s
from fabric.work.packages import Package
from tests.sites import CATALOG


def alone(duration: int) -> Package:
    """One package at place 0 with nothing before it."""
    return Package(kind=PackageKind.LAND_A, subject=duration, acts={}, places=(0,), resources=(), after=())  # type: ignore[arg-type]


def test_the_lowest_rank_goes_first_by_hand() -> None:
    """Packages of 10, 30 and 20 s at one place with one crew: the longest first 30, 20, 10; by rank as given."""
    crew = CrewPlan((Shift(id="day", start_minute=0, length_s=1000, technicians=1, breaks_s=()),), 1, True)

    def starts(ranks: tuple[int, ...] | None) -> list[int]:
        job = Job((alone(0), alone(1), alone(2)), (10, 30, 20), 1, CrewLimits([1], {}), ranks)
        return [slot.start_s for slot in schedule_packages(job, crew)]

    assert starts(None) == [50, 0, 30]
    assert starts((0, 1, 2)) == [0, 10, 40]
    assert starts((2, 1, 1)) == [50, 0, 30]


@pytest.mark.plan
def test_the_first_unit_is_ready_earlier(superpod_plan: Plan) -> None:
    """By places alone one unit takes half of what four take; the judge accepts the order."""
    project = superpod_plan.project
    plan = make_plan(replace(project, request=replace(project.request, objective="first-su")))
    assert min(su_ready_s(plan).values()) < 0.75 * min(su_ready_s(superpod_plan).values())
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
    assert plan.summary.bound_s <= plan.summary.install_time_s
    # Where nothing goes wrong a simulation hands the units over in the same order, the first at about the same time:
    # its one rule of dispatch loses more at breaks than the best of six.
    rates = {a: replace(r, low_ms=r.person_ms, high_ms=r.person_ms) for a, r in project.labour.rates.items()}
    sure = replace(plan.project, labour=replace(project.labour, rates=rates))
    sure = replace(sure, crew=replace(project.crew, risks=Risks(0, 0, 0, 0)))
    found = simulate(replace(plan, project=sure), 20).su_elapsed_s
    ready = su_ready_s(plan)
    assert sorted(found, key=lambda su: found[su][0]) == sorted(ready, key=lambda su: ready[su])
    assert float(min(runs[0] for runs in found.values())) <= 1.08 * min(ready.values())


@pytest.mark.plan
@pytest.mark.parametrize("first", ["board", "net"])
def test_a_network_goes_before_the_other(first: str, two_networks: Project) -> None:
    """The last test of the preferred one comes before that of the other, which ends all."""
    plan = make_plan(replace(two_networks, request=replace(two_networks.request, first=(first,))))
    pulls = pulls_of_links(plan.parts)
    end = np.zeros(len(plan.pulls.form), np.int64)
    tests = plan.packages.kind == PackageKind.TEST
    end[plan.packages.subject[tests]] = plan.packages.end_s[tests]
    network = np.array([stage.network for stage in plan.stages])[plan.links.stage]
    done = {name: int(end[pulls[network == name]].max()) for name in ("net", "board")}
    assert done[first] < max(done.values()) == plan.summary.install_time_s
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []


@pytest.mark.plan
def test_rows_are_handed_over_phase_by_phase(superpod_plan: Plan) -> None:
    """Each phase is ready before the next, the first a quarter earlier than when all rows are one phase."""
    project = superpod_plan.project
    rows = sorted({project.site.rack_by_id[device.rack].row for device in project.devices if device.rack})
    assert len(rows) > 1
    phases = tuple((row,) for row in rows)
    plan = make_plan(replace(project, request=replace(project.request, phases=phases)))
    ready = phases_ready_s(plan)
    assert ready == sorted(ready)
    assert ready[-1] == plan.summary.install_time_s
    # The same rows in a plan without the preference.
    unwished = phases_ready_s(replace(superpod_plan, project=plan.project))
    assert ready[0] < 0.75 * unwished[0]
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []


def test_phases_by_hand(superpod_plan: Plan) -> None:
    """A link is of the latest phase of its ends; where no phase names a row of either, of none, which comes last."""
    project = superpod_plan.project
    rows = [project.site.rack_by_id[device.rack or ""].row for device in superpod_plan.devices]
    host, leaf = int(superpod_plan.links.a_device[0]), int(superpod_plan.links.b_device[0])
    for phases, phase in (
        (((rows[host], rows[leaf]),), 0),
        (((), (rows[host],)), 1),
        (((), ()), 2),
    ):
        asked = replace(project, request=replace(project.request, phases=phases))
        assert list_phases(asked, superpod_plan.devices, superpod_plan.links)[0] == phase


@pytest.fixture(scope="module")
def two_networks(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Eight hosts with two ports each and a management port, in one row."""
    folder = tmp_path_factory.mktemp("two")
    files = {
        **{f"catalog/{name}": text for name, text in CATALOG.items()},
        "site.yaml": """name: two networks
rooms: [{id: hall, size_mm: [12000, 8000]}]
rack_types: {t: {width_mm: 600, depth_mm: 1200, height_mm: 1990, u_height: 40, max_power_kw: 6}}
rows: [{id: A, room: hall, start_mm: [2000, 2000], front: south, racks: [{type: t, count: 6}]}]
pathways: [{id: T, room: hall, width_mm: 200, depth_mm: 100, points_mm: [[1500, 2600, 2300], [6500, 2600, 2300]]}]
""",
        "equipment.yaml": "groups:\n  - {prefix: h, model: small-host, count: 8}\n",
        "inventory.yaml": """lots:
  - {model: small-switch}
  - {model: access-switch}
  - {model: MMA4Z00-NS}
  - {model: MMA4Z00-NS-FLT}
  - {model: MFP7E10, lengths_m: [3, 5, 10]}
  - {model: CAT6A, lengths_m: [3, 5, 10]}
""",
        "request.yaml": """networks:
  - {id: net, topology: leaf-spine, leaf_per: unit, port_group: compute, speed_gbps: 400}
  - {id: board, topology: leaf-spine, port_group: board, speed_gbps: 1, uplinks_per_leaf: 2}
limits: {trunk_legs: []}
""",
        "crew.yaml": "shifts:\n  - {id: day, start: '07:00', hours: 8, technicians: 2}\n",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return read_project(folder)
