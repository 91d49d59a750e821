"""Plans with racks that arrive cabled inside: what is left on site, and what the judge and the bound say of it."""

from collections import Counter

import pytest

from fabric import Plan, Project, audit_plan, load_plan, make_plan, plan_facts, save_plan
from fabric.plan import PackageKind, PullForm, plan_id
from fabric.report import early_gain, summary_lines
from fabric.work import arrived_pulls, job_of
from tests.fabric.optimize.test_early_work import READY, SHIFT, read_kits
from tests.sites import read_files, write_three_tiers


@pytest.fixture(scope="module")
def plain() -> Plan:
    """Trunks alone are laid before; all racks are cabled on site."""
    return make_plan(read_kits("{trunks: {}}"))


@pytest.fixture(scope="module")
def whole() -> Plan:
    """All racks arrive cabled."""
    return make_plan(read_kits("{integrated: {}}"))


def count_kinds(plan: Plan) -> Counter[PackageKind]:
    return Counter(PackageKind(kind) for kind in plan.packages.kind.tolist())


def test_patches_and_transceivers_are_no_work_on_site(whole: Plan) -> None:
    """Each patch keeps its tests, the racks are opened; no package inserts a transceiver."""
    assert audit_plan(whole) == []
    forms = Counter(whole.pulls.form.tolist())
    arrived = arrived_pulls(whole.project, whole.parts)
    assert len(arrived) == forms[PullForm.PATCH] > 0
    kinds = count_kinds(whole)
    assert kinds[PackageKind.OPTICS] == 0
    assert kinds[PackageKind.PULL] == kinds[PackageKind.LAND_A] == len(whole.pulls.form) - len(arrived)
    assert kinds[PackageKind.TEST] == len(whole.pulls.form)
    assert not {"insert_optic", "patch_in_rack"} & whole.summary.acts_ms.keys()
    assert whole.summary.acts_ms["test_link"] == len(whole.links) * whole.project.labour.act_ms("test_link", 1)


def test_what_arrives_is_tested_once_its_rack_is_open(whole: Plan) -> None:
    job, arrived = job_of(whole), arrived_pulls(whole.project, whole.parts)
    tests = [one for one in job.packages if one.kind == PackageKind.TEST and one.subject in arrived]
    assert tests
    assert {job.packages[before].kind for one in tests for before in one.after} == {PackageKind.OPEN}


def test_person_hours_are_those_of_the_site(whole: Plan, plain: Plan) -> None:
    """What the racks spare is what the same cables would take on site: the sum of both is the work of all acts."""
    facts = early_gain(whole)["integrated"]
    assert whole.summary.work_ms < plain.summary.work_ms
    assert facts["pulls"] == len(arrived_pulls(whole.project, whole.parts))
    assert facts["optics"] == len(whole.optics.device)
    assert facts["buys_h"] == pytest.approx(facts["without_h"] - whole.summary.install_time_s / 3600, abs=1e-3)
    assert facts["buys_h"] > 0
    lines = list(summary_lines({**plan_facts(whole), "before_racks": {"integrated": facts}}))
    assert any("the factory's are not counted; buys" in line for line in lines)


def test_the_bound_holds(whole: Plan, plain: Plan) -> None:
    assert whole.summary.bound_s <= whole.summary.install_time_s
    assert whole.summary.work_bound_ms <= whole.summary.work_ms
    assert 0 < whole.summary.work_bound_ms < plain.summary.work_bound_ms


def read_host_rack(ways: str) -> Project:
    """The same site, whose first rack takes hosts only."""
    files = write_three_tiers()
    kinds = "racks: [{type: hosts, count: 1}, {type: t, count: 3}]"
    site = files["site.yaml"].replace("racks: [{type: t, count: 4}]", kinds)
    only = "".join(f"{line}\n" for line in site.splitlines() if line.startswith("  t: ")).replace(
        "  t: {", "  hosts: {"
    )
    site = site.replace("rows:\n", only.replace("}\n", ", holds: [host]}\n") + "rows:\n")
    request = files["request.yaml"] + READY
    return read_files({**files, "site.yaml": site, "request.yaml": request, "crew.yaml": f"{SHIFT}prepare: {ways}\n"})


def test_one_rack_of_hosts_arrives_with_its_transceivers() -> None:
    """A01 takes hosts and no switch, so none of its links is inside: only its transceivers leave the site, and the
    bound loses no more than these.
    """
    plan, plain = (
        make_plan(read_host_rack(f"{{{ways}trunks: {{}}}}")) for ways in ("integrated: {racks: [A01]}, ", "")
    )
    assert audit_plan(plan) == []
    assert arrived_pulls(plan.project, plan.parts) == frozenset()
    fitted = [plan.devices[number].rack for number in plan.optics.device.tolist()]
    here = fitted.count("A01")
    assert here > 0
    insert_ms = plan.project.labour.act_ms("insert_optic", 1)
    assert plan.summary.acts_ms["insert_optic"] == (len(fitted) - here) * insert_ms
    assert plan.summary.work_bound_ms >= plain.summary.work_bound_ms - here * insert_ms


def test_all_ways_together() -> None:
    """What arrives is not kitted."""
    plan = make_plan(read_kits("{integrated: {}, trunks: {}, bundling: {}}"))
    assert audit_plan(plan) == []
    arrived = arrived_pulls(plan.project, plan.parts)
    kits = plan.packages.subject[plan.packages.kind == PackageKind.KIT].tolist()
    assert kits
    assert not arrived & set(kits)
    assert early_gain(plan)["bundling"]["pulls_after"] == 0


def test_a_stored_plan_is_the_same(whole: Plan, tmp_path: object) -> None:
    path = f"{tmp_path}/integrated.json"
    save_plan(whole, path)
    assert plan_id(load_plan(path)) == plan_id(whole)
