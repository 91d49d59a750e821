"""Plans whose transceivers are inserted before the racks are ready: which, when, and what is left, by hand."""

from dataclasses import replace

import pytest

from fabric import Plan, Project, audit_plan, load_plan, make_plan, plan_facts, save_plan
from fabric.forecast import simulate
from fabric.plan import PackageKind, plan_id
from fabric.project import LabourTable, Risks
from fabric.report import early_gain, summary_lines
from fabric.work import clock_job_of, early_work
from tests.sites import read_files, write_two_racks

READY = "racks_ready: 2027-01-11T08:00\n"
"""A Monday."""
SHIFT = "shifts: [{id: day, start: '08:00', hours: 8, technicians: 4}]\n"


def read_site(prepare: str, ready: str = READY, **texts: tuple[str, str]) -> Project:
    """The two racks with some ways of preparing; `texts` replaces a text of the file of each name."""
    files = write_two_racks()
    for name, (old, new) in texts.items():
        assert old in files[f"{name}.yaml"]
        files[f"{name}.yaml"] = files[f"{name}.yaml"].replace(old, new)
    crew = SHIFT + (f"prepare: {prepare}\n" if prepare else "")
    return read_files({**files, "request.yaml": files["request.yaml"] + ready, "crew.yaml": crew})


def staged(plan: Plan) -> set[str]:
    """The devices that are fitted at the table."""
    return {plan.devices[number].id for number in early_work(plan).fitted}


@pytest.fixture(scope="module")
def staged_plan() -> Plan:
    """A window without limits."""
    return make_plan(read_site("{optics: {}}"))


HOSTS = {"h001", "h002", "h003", "h004"}


def test_the_clock_is_shorter_by_the_transceivers(staged_plan: Plan) -> None:
    """Eight links between hosts and leaves, eight between leaves and the spine, all of single jumpers. In person-min:
    2 racks 20; 16 tests 8; 32 plugs 40; and of the jumpers 154 - 20 - 8 - 40 - 12 = 74. The 16 transceivers (4 hosts of
    one, 2 leaves and the spine of four) are 12. Four technicians do all in 154 / 4 = 38.5 min, and the rest in 35.5.
    Whole seconds of packages and the waits of tests add less than 1 %.
    """
    plain = make_plan(read_site(""))
    assert plain.summary.work_ms == staged_plan.summary.work_ms == 154 * 60_000
    assert plain.summary.acts_ms["insert_optic"] == 12 * 60_000
    assert 38.5 * 60 <= plain.summary.install_time_s < 38.5 * 60 * 1.01
    assert 35.5 * 60 <= staged_plan.summary.install_time_s < 35.5 * 60 * 1.01
    assert staged_plan.summary.bound_s < plain.summary.bound_s
    assert staged_plan.summary.bound_s <= staged_plan.summary.install_time_s
    assert staged_plan.summary.work_bound_ms == plain.summary.work_bound_ms


def test_nothing_of_it_is_left_on_the_clock(staged_plan: Plan) -> None:
    """Two crews: two hosts each in 2 x 23 s, then two leaves and the spine in 90 s each, from the last shift on."""
    assert audit_plan(staged_plan) == []
    assert staged(staged_plan) == {device.id for device in staged_plan.devices}
    assert not any("insert_optic" in package.acts for package in clock_job_of(staged_plan).packages)
    packages = staged_plan.packages
    early = packages.kind == PackageKind.OPTICS
    assert packages.start_s[early].min() == -28_800
    assert packages.end_s[early].max() == -28_800 + 2 * 23 + 2 * 90


def test_the_plan_says_what_it_buys(staged_plan: Plan) -> None:
    facts = early_gain(staged_plan)["optics"]
    assert (facts["devices"], facts["devices_after"], facts["optics"]) == (7, 0, 16)
    assert facts["person_hours"] == 0.2
    assert facts["buys_h"] == pytest.approx(facts["without_h"] - staged_plan.summary.install_time_s / 3600, abs=1e-3)
    assert facts["buys_h"] == pytest.approx(0.05, abs=0.005)
    (line,) = (
        line
        for line in summary_lines({**plan_facts(staged_plan), "before_racks": {"optics": facts}})
        if "before racks" in line
    )
    assert "7 of 7 devices fitted with transceivers at the staging table: 0.2 person-hours" in line
    assert f"buys {facts['buys_h']:.2f} h" in line
    assert any("staging area" in words for words in staged_plan.assumptions)


def test_what_does_not_fit_is_inserted_in_the_racks() -> None:
    """In two minutes two crews fit four hosts in 46 s; a leaf would end after 136 s."""
    plan = make_plan(read_site("{optics: {start: 2027-01-08T10:00, end: 2027-01-08T10:02}}"))
    assert audit_plan(plan) == []
    assert staged(plan) == HOSTS
    assert any(
        "4 of 7 devices" in line and "3 do not fit prepare.optics, or are not there in time, and are" in line
        for line in summary_lines(plan_facts(plan))
    )
    # 4 technicians in 2 min do 8 person-min, so 146 of the least work are left for the clock.
    rest_ms = plan.summary.work_bound_ms - 8 * 60_000
    assert plan.summary.bound_parts_s["work that the time before does not hold"] == -(-rest_ms // 4_000)


FLAT = "  - {model: MMA4Z00-NS-FLT}\n"
LATE = (
    "  - {id: there, model: MMA4Z00-NS-FLT, quantity: 2}\n  - {id: late, model: MMA4Z00-NS-FLT, arrives: 2027-01-10}\n"
)


@pytest.mark.parametrize(
    ("window", "hosts"),
    [
        ("{start: 2027-01-09, end: 2027-01-10}", 2),
        ("{start: 2027-01-09}", 2),
        ("{start: 2027-01-10}", 4),
        ("{end: 2027-01-10}", 2),
        ("{}", 4),
    ],
)
def test_transceivers_that_arrive_late_are_inserted_in_the_racks(window: str, hosts: int) -> None:
    """Two for hosts are there, the others arrive on Sunday. On Saturday two hosts are fitted and all three switches."""
    plan = make_plan(read_site(f"{{optics: {window}}}", inventory=(FLAT, LATE)))
    assert audit_plan(plan) == []
    assert len(staged(plan) & HOSTS) == hosts
    assert len(staged(plan) - HOSTS) == 3


def test_switches_that_arrive_late_are_fitted_in_the_racks() -> None:
    """They come on Saturday; on Friday the hosts are fitted, which are there."""
    switch = "  - {model: small-switch}\n", "  - {model: small-switch, arrives: 2027-01-09}\n"
    for day, count in (("2027-01-08", 4), ("2027-01-09", 7)):
        plan = make_plan(read_site(f"{{optics: {{start: {day}}}}}", inventory=switch))
        assert audit_plan(plan) == []
        assert len(staged(plan)) == count


def test_devices_that_stand_are_not_staged() -> None:
    """Hosts that are installed are in their racks; what the plan adds goes into them there."""
    hosts = "".join(
        f"  - {{id: {name}, model: small-host, rack: {rack}, u: {u}, status: installed}}\n"
        for name, rack, u in (("h001", "A01", 1), ("h002", "A01", 4), ("h003", "A02", 1), ("h004", "A02", 4))
    )
    groups = "groups:\n  - {prefix: h, model: small-host, racks: [A01, A02], u: [1, 4]}\n"
    plan = make_plan(read_site("{optics: {}}", equipment=(groups, f"devices:\n{hosts}")))
    assert audit_plan(plan) == []
    assert not staged(plan) & HOSTS
    assert len(staged(plan)) == 3


def test_racks_that_arrive_cabled_bring_their_transceivers() -> None:
    plan = make_plan(read_site("{optics: {}, integrated: {racks: [A01]}}"))
    assert audit_plan(plan) == []
    assert staged(plan) == {device.id for device in plan.devices if device.rack == "A02"}


def test_undated_work_is_done_the_day_before() -> None:
    plan = make_plan(read_site("{optics: {}}", ready=""))
    assert audit_plan(plan) == []
    assert len(staged(plan)) == 7
    assert plan.packages.start_s.min() == -28_800


def test_kits_and_transceivers_share_a_window_and_its_crews() -> None:
    plan = make_plan(read_site("{trunks: {}, bundling: {}, optics: {}}"))
    assert audit_plan(plan) == []
    gain = early_gain(plan)
    assert gain["optics"]["devices_after"] == gain["bundling"]["pulls_after"] == 0
    assert min(gain[way]["buys_h"] for way in ("bundling", "optics")) > 0


def test_windows_of_their_own_do_not_share_crews() -> None:
    """Kits on Saturday, transceivers on Sunday."""
    plan = make_plan(read_site("{bundling: {start: 2027-01-09, end: 2027-01-10}, optics: {start: 2027-01-10}}"))
    assert audit_plan(plan) == []
    packages = plan.packages
    assert packages.end_s[packages.kind == PackageKind.KIT].max() <= -28_800
    assert packages.start_s[packages.kind == PackageKind.OPTICS].min() >= -28_800
    assert len(staged(plan)) == 7


def test_the_objective_person_hours_inserts_before_too() -> None:
    """It adds nothing to the person-hours."""
    plan = make_plan(read_site("{optics: {}}", ready=f"{READY}objective: person-hours\n"))
    assert audit_plan(plan) == []
    assert len(staged(plan)) == 7


def test_a_stored_plan_is_the_same_and_is_simulated(staged_plan: Plan, tmp_path: object) -> None:
    """Simulations take the work as done: without delays and spread all runs are alike, and count the 142 person-min
    that are left for four technicians.
    """
    path = f"{tmp_path}/staged.json"
    save_plan(staged_plan, path)
    again = load_plan(path)
    assert plan_id(again) == plan_id(staged_plan)
    assert early_work(again).fitted == early_work(staged_plan).fitted
    rates = {
        act: replace(one, low_ms=one.person_ms, high_ms=one.person_ms)
        for act, one in again.project.labour.rates.items()
    }
    crew = replace(again.project.crew, risks=Risks(0, 0, 0, 0))
    calm = replace(again, project=replace(again.project, crew=crew, labour=LabourTable(rates)))
    (finish_s,) = set(simulate(calm, 5, seed=1).finish_s.tolist())
    assert 35.5 * 60 <= finish_s < 35.5 * 60 * 1.02
