"""Plans with work before the racks are ready: which pulls are laid before, when, and what is left, by hand."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fabric import Plan, Project, audit_plan, load_plan, make_plan, plan_facts, save_plan
from fabric.optimize.early_work import _fill_whole
from fabric.plan import PackageKind, PullForm, plan_id
from fabric.project import EarlyWindow
from fabric.report import early_gain, summary_lines
from fabric.work import EarlyWork, clock_job_of, early_work, job_of
from fabric.work.pulls import list_pull_works
from tests.fabric.placed_panels import EARLY, plan_with_panels
from tests.sites import read_files, write_three_tiers

READY = "racks_ready: 2027-01-11T08:00\n"
"""A Monday."""
SHIFT = "shifts: [{id: day, start: '08:00', hours: 8, technicians: 4}]\n"


def read_site(window: str, ready: str = READY) -> Project:
    """The three tiers, some of whose links run over taped bundles, with a window for them."""
    files = write_three_tiers()
    prepare = f"prepare: {{trunks: {window}}}\n"
    return read_files({**files, "request.yaml": files["request.yaml"] + ready, "crew.yaml": SHIFT + prepare})


def early_slots(plan: Plan) -> list[tuple[int, int]]:
    """Start and end of each package before second 0, in order."""
    packages = plan.packages
    found = zip(packages.start_s.tolist(), packages.end_s.tolist(), strict=True)
    return sorted((start, end) for start, end in found if start < 0)


@pytest.fixture(scope="module")
def early_plan() -> Plan:
    """A window without limits."""
    return make_plan(read_site("{}"))


def test_bundles_are_laid_in_the_last_shift_before(early_plan: Plan) -> None:
    """The last stretch of work is a shift of 8 h, which holds the work, so it begins at second -28,800."""
    assert audit_plan(early_plan) == []
    slots = early_slots(early_plan)
    assert len(slots) == len(early_work(early_plan).laid) > 0
    assert min(start for start, _ in slots) == -28_800
    assert max(end for _, end in slots) <= 0


def test_a_trunk_that_does_not_fit_leaves_its_time_to_kits() -> None:
    """The trunk between two panels takes one crew of two 31.9 min: 8.7 laid, 2 x 9.6 landed at mounted panels, 4
    tested. Each of eight cords is kitted in (2 x 0.5) / 2 = 0.5 min. 37 min hold all of that; 30 min hold no trunk,
    though they would hold both its landings, and all eight kits.
    """
    plan = plan_with_panels(0.53, EARLY)
    works = list_pull_works(plan.project, plan.parts)
    cords = frozenset(number for number, work in enumerate(works) if not work.is_between_panels and work.begun_by)
    cords |= frozenset(before for number in cords for before in works[number].begun_by) - {0}
    wanted = EarlyWork(frozenset(), cords, frozenset({0}))
    kits = {(PackageKind.KIT, number) for number in cords}
    for minutes, built in ((37, {0}), (30, set())):
        window = EarlyWindow(datetime(2027, 1, 8, 16) - timedelta(minutes=minutes), datetime(2027, 1, 8, 16))
        request = replace(plan.project.request, racks_ready=datetime(2027, 1, 11, 6))
        left, slots = _fill_whole(replace(plan.project, request=request), (plan.parts, works), window, wanted, {})
        assert left.built == built
        assert {kind for kind, number in slots if number == 0} == (
            {PackageKind.PULL, PackageKind.LAND_A, PackageKind.LAND_B, PackageKind.TEST} if built else set()
        )
        assert kits <= slots.keys()


def test_each_act_is_done_once(early_plan: Plan) -> None:
    """The person-hours are those of the same plan laid afterwards, and 2 min for each of the ends lowered."""
    job, laid = job_of(early_plan), len(early_work(early_plan).laid)
    assert len(job.packages) == len(early_plan.packages.kind)
    lowered = sum(package.acts.get("drop_end", 0) for package in job.packages)
    assert lowered == 2 * laid
    assert early_plan.summary.acts_ms["drop_end"] == 2 * laid * 120_000
    assert sum(package.acts.get("pull_trunk", 0) for package in job.packages) == laid


def test_the_clock_counts_what_is_left(early_plan: Plan) -> None:
    clock = clock_job_of(early_plan)
    laid = [package for package in clock.packages if package.kind == PackageKind.PULL]
    assert laid
    assert not any("pull_trunk" in package.acts for package in laid)
    after = make_plan(replace(early_plan.project, crew=replace(early_plan.project.crew, prepare=None)))
    assert early_plan.summary.install_time_s < after.summary.install_time_s
    assert early_plan.summary.bound_s <= early_plan.summary.install_time_s
    assert early_plan.summary.bound_s < after.summary.bound_s
    assert early_plan.summary.work_bound_ms == after.summary.work_bound_ms


def test_the_plan_says_what_it_buys(early_plan: Plan) -> None:
    facts = early_gain(early_plan)["trunks"]
    assert facts["pulls"] == len(early_work(early_plan).laid)
    assert facts["pulls_after"] == 0
    assert facts["buys_h"] == pytest.approx(facts["without_h"] - early_plan.summary.install_time_s / 3600, abs=1e-3)
    assert facts["buys_h"] > 0
    lines = list(summary_lines({**plan_facts(early_plan), "before_racks": {"trunks": facts}}))
    assert any(line.startswith("  before racks  ") and f"buys {facts['buys_h']:.2f} h" in line for line in lines)
    assert any(line.startswith("before racks: ") for line in early_plan.assumptions)


def test_what_does_not_fit_is_laid_afterwards() -> None:
    """A window of 4 minutes holds no pull of a crew of two: staging and pulling a bundle take 8 min at least."""
    none = make_plan(read_site("{start: 2027-01-08T10:00, end: 2027-01-08T10:04}"))
    assert early_slots(none) == []
    assert audit_plan(none) == []
    facts = plan_facts(none)
    assert facts["before_racks"]["trunks"]["pulls_after"] > 0
    assert any("do not fit prepare.trunks" in line for line in summary_lines(facts))


def test_a_window_days_before_is_on_the_clock_of_its_shifts() -> None:
    """From Friday at 10:00 on, 6 h of Friday and all of Saturday and Sunday are left: 22 h before second 0."""
    plan = make_plan(read_site("{start: 2027-01-08T10:00, end: 2027-01-08T16:00}"))
    assert audit_plan(plan) == []
    assert min(start for start, _ in early_slots(plan)) == -22 * 3_600
    first = plan.project.crew.calendar(-22 * 3_600, plan.project.request.racks_ready)
    assert first == ("day", datetime(2027, 1, 8, 10))


def test_undated_work_is_done_the_day_before() -> None:
    plan = make_plan(read_site("{}", ready=""))
    assert audit_plan(plan) == []
    assert min(start for start, _ in early_slots(plan)) == -28_800
    assert plan.project.crew.calendar(-28_800, None) == ("day", datetime(1999, 12, 31, 8))


def test_a_window_that_holds_little_bounds_the_rest() -> None:
    """4 technicians and 4 minutes: 16 person-minutes are done before, so W_bound less 16 min is done on the clock."""
    plan = make_plan(read_site("{start: 2027-01-08T10:00, end: 2027-01-08T10:04}"))
    rest_ms = plan.summary.work_bound_ms - 16 * 60_000
    assert plan.summary.bound_parts_s["work that the time before does not hold"] == -(-rest_ms // 4_000)


def test_a_stored_plan_is_the_same(early_plan: Plan, tmp_path: object) -> None:
    path = f"{tmp_path}/early.json"
    save_plan(early_plan, path)
    assert plan_id(load_plan(path)) == plan_id(early_plan)


def read_kits(ways: str) -> Project:
    """The same site with some ways of preparing."""
    files = write_three_tiers()
    return read_files(
        {**files, "request.yaml": files["request.yaml"] + READY, "crew.yaml": f"{SHIFT}prepare: {ways}\n"}
    )


def test_cables_that_are_not_laid_before_are_kitted() -> None:
    """Both ways: bundles lie in the trays, all other pulls are kitted; single cables are then only pulled."""
    plan = make_plan(read_kits("{trunks: {}, bundling: {}}"))
    assert audit_plan(plan) == []
    early = early_work(plan)
    assert early.laid
    assert set(early.kitted) | set(early.laid) == set(range(len(plan.pulls.form)))
    assert not set(early.kitted) & set(early.laid)
    assert not any("label" in package.acts for package in clock_job_of(plan).packages)
    gain = early_gain(plan)
    assert gain["bundling"]["pulls_after"] == 0
    assert all(gain[way]["buys_h"] > 0 for way in ("trunks", "bundling"))


def test_kits_alone_leave_the_pulling() -> None:
    plan = make_plan(read_kits("{bundling: {}}"))
    assert audit_plan(plan) == []
    assert early_work(plan).laid == frozenset()
    assert len(early_work(plan).kitted) == len(plan.pulls.form)
    assert plan.summary.bound_s <= plan.summary.install_time_s


def test_two_windows_do_not_share_crews() -> None:
    """Trunks on Saturday, kits on Sunday: each in its own shift of 8 h, before second -28,800 and after it."""
    plan = make_plan(read_kits("{trunks: {start: 2027-01-09, end: 2027-01-10}, bundling: {start: 2027-01-10}}"))
    assert audit_plan(plan) == []
    packages = plan.packages
    ends = {kind: packages.end_s[(packages.kind == kind) & (packages.start_s < 0)] for kind in PackageKind}
    assert ends[PackageKind.PULL].max() <= -28_800
    assert packages.start_s[packages.kind == PackageKind.KIT].min() >= -28_800


def test_trunks_that_miss_their_common_window_are_kitted() -> None:
    """In 26 minutes on Friday two crews kit 16 pulls and cannot lay the two bundles; these are kitted in what is left
    of it. In 30 minutes both are laid.
    """
    window = "{start: 2027-01-08T10:00, end: 2027-01-08T10:26}"
    plan = make_plan(read_kits(f"{{trunks: {window}, bundling: {window}}}"))
    assert audit_plan(plan) == []
    early, forms = early_work(plan), plan.pulls.form.tolist()
    bundles = {number for number, form in enumerate(forms) if form in (PullForm.TRUNK, PullForm.BUNDLE)}
    assert not early.laid
    assert len(bundles) == 2
    assert set(early.kitted) == set(range(len(forms)))
    longer = window.replace("10:26", "10:30")
    assert set(early_work(make_plan(read_kits(f"{{trunks: {longer}, bundling: {longer}}}"))).laid) == bundles


def test_the_objective_person_hours_lays_nothing_before() -> None:
    """Lowering two ends takes 4 person-minutes, which no other act pays back; kits cost nothing, so they stay."""
    files = write_three_tiers()
    request = files["request.yaml"].replace("objective: install-time", "objective: person-hours")
    request += "" if "objective" in request else "objective: person-hours\n"
    crew = f"{SHIFT}prepare: {{trunks: {{}}, bundling: {{}}}}\n"
    plan = make_plan(read_files({**files, "request.yaml": request + READY, "crew.yaml": crew}))
    assert audit_plan(plan) == []
    early = early_work(plan)
    assert not early.laid
    assert len(early.kitted) == len(plan.pulls.form)
    assert "drop_end" not in plan.summary.acts_ms
    lines = list(summary_lines(plan_facts(plan)))
    assert any("would add the lowering of their ends to the person-hours" in line for line in lines)
