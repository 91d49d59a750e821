"""The answers of the commands, each key derived by hand from the small plan."""

from dataclasses import replace

import pytest

from fabric import Plan
from fabric.audit import Finding
from fabric.plan import Trial, bound_scope, list_unpriced
from fabric.project import Inventory
from fabric.report.audit_summary import finding_facts, finding_lines
from fabric.report.check_summary import fault_facts, project_facts, project_lines
from fabric.report.explanation import explain_facts, explain_lines, fullest_pathways, idle_pct, place_loads_s
from fabric.report.failure import explain_failure
from fabric.report.pareto_summary import front_facts, front_lines
from fabric.report.plan_summary import cost_text, plan_facts, summary_lines
from fabric.report.size_summary import size_lines
from fabric.search import Offer
from layouts.faults import Fault, InputError, PlannerError
from tests.fabric.four_links import make_small_plan
from tests.sites import read_files, write_two_racks


@pytest.fixture(scope="module")
def small_plan() -> Plan:
    """Two racks, four links."""
    return make_small_plan()


def test_times_and_gaps_of_a_plan(small_plan: Plan) -> None:
    """3,061 s are 0.850 h, 2,449 s 0.680 h: (3061 - 2449) / 3061 = 19.99 %. 4,000 s of work are 1.111 h, 3,000 s 0.833
    h: 25 %; of 2,000 s that were to decide 1,000 are beyond the bound: 50 %.
    """
    facts = plan_facts(small_plan, 1.234)
    expected = {
        "status": "planned",
        "install_time_h": 0.85,
        "bound_h": 0.68,
        "gap_pct": 19.99,
        "bound_scope": bound_scope(small_plan.project),
        "bound_binds": "work over technicians",
        "plan_binds": "work",
        "person_hours": 1.111,
        "work_bound_h": 0.833,
        "work_gap_pct": 25.0,
        "decided_gap_pct": 50.0,
        "unavoidable_h": 0.556,
        "place_bound_h": 0.694,
        "objective": "install-time",
        "runtime_s": 1.23,
    }
    assert {key: facts[key] for key in expected} == expected


def test_counts_of_a_plan(small_plan: Plan) -> None:
    """Four links on four single cables, 3 + 3 x 5 = 18 m, of two kinds; two plugs a cable are eight connectors. All
    four switches exist.
    """
    facts = plan_facts(small_plan)
    expected = {
        "units_ready_h": {},
        "phases_ready_h": [],
        "cost": 528.0,
        "cost_currency": "USD",
        "without_price": [],
        "design": "by hand",
        "designs": [
            {"network": "fabric", "design": "by hand", "switches": {"leaf": 2, "spine": 2, "core": 0}, "links": 4}
        ],
        "cheaper": "",
        "links_by_network": {"fabric": 4},
        "links": 4,
        "links_by_stage": {"node_leaf": 0, "leaf_spine": 4, "spine_core": 0},
        "switches": {"leaf": 2, "spine": 2, "core": 0},
        "new_switches": 0,
        "transceivers": 0,
        "trunks": 0,
        "jumpers": 4,
        "custom_kinds": 0,
        "connectors": 8,
        "distinct_lengths": 2,
        "cables_by_length": {"MCC4Q26-3.0": 1, "MCC4Q26-5.0": 3},
        "cable_m": 18.0,
        "link_m": 18.0,
        "pulls": 3,
        "technicians": 4,
        "crews": 2,
        "assumed": ["one"],
        "unchecked": ["two", "three"],
    }
    assert {key: facts[key] for key in expected} == expected
    assert "runtime_s" not in facts


def test_trunks_count_each_link_twice(small_plan: Plan) -> None:
    """One kind as a trunk of 1.5 + 5 + 2 m: three pieces with one link each. Six connectors of trunk links and two of
    the patch; 3 + 3 x 8.5 = 28.5 m.
    """
    trunk = replace(small_plan.kinds[1], form="trunk", a_legs_mm=(1500,), b_legs_mm=(2000,), custom=True)
    facts = plan_facts(replace(small_plan, kinds=(small_plan.kinds[0], trunk)))
    assert (facts["trunks"], facts["jumpers"], facts["custom_kinds"], facts["connectors"]) == (3, 1, 1, 8)
    assert (facts["cable_m"], facts["link_m"]) == (28.5, 28.5)


def test_a_cheaper_design_is_told(small_plan: Plan) -> None:
    """The design of least cost, where the chosen one costs more: 500 against 400, and not against 600."""
    trials = (
        Trial("chosen one", "chosen", 3061, 1, 500),
        Trial("dear", "slower by 1 h, +2 person-hours, +10 USD", 4000, 1, 600),
        Trial("cheap", "slower by 2 h, +3 person-hours, -20 USD", 4000, 1, 400),
        Trial("dropped", "no ports"),
    )
    assert plan_facts(replace(small_plan, trials=trials))["cheaper"] == (
        "cheap: slower by 2 h, +3 person-hours, -20 USD"
    )
    assert plan_facts(replace(small_plan, trials=trials[:2]))["cheaper"] == ""


def test_a_cheaper_design_is_told_for_any_network(small_plan: Plan) -> None:
    """Costs grow from network to network: of `one` the other design is dearer, of `two` it saves 50."""
    network = small_plan.project.request.networks[0]
    networks = tuple(replace(network, id=name) for name in ("one", "two"))
    project = replace(small_plan.project, request=replace(small_plan.project.request, networks=networks))
    trials = (
        Trial("one: chosen", "chosen", 3000, 1, 500),
        Trial("one: dear", "slower", 4000, 1, 600),
        Trial("two: chosen", "chosen", 3061, 1, 900),
        Trial("two: cheap", "slower", 4000, 1, 850),
    )
    plan = replace(small_plan, project=project, designs=("chosen", "chosen"), trials=trials)
    assert plan_facts(plan)["cheaper"] == "two: cheap: slower"


@pytest.mark.parametrize(("cents", "told"), [(99_900, ""), (99_899, "cheap: slower")])
def test_a_saving_of_a_thousandth_is_no_choice(small_plan: Plan, cents: int, told: str) -> None:
    """Of 1,000 USD a saving of 1 USD is not told, one of 1.01 USD is."""
    trials = (Trial("chosen", "chosen", 3000, 1, 100_000), Trial("cheap", "slower", 4000, 1, cents))
    assert plan_facts(replace(small_plan, trials=trials))["cheaper"] == told


def test_the_summary_for_people(small_plan: Plan) -> None:
    """Words right of column 14; a single network has no name before its design."""
    lines = dict(line.strip().split("  ", 1) for line in summary_lines(plan_facts(small_plan)))
    assert lines["install time"] == "0.85 h in shifts (4 technicians in 2 crews)"
    assert lines["bound"] == f"0.68 h, gap 20.0 %: {bound_scope(small_plan.project)}"
    assert lines["person-hours"] == "1.1 (at least 0.8, gap 25.0 %; 0.6 unavoidable)"
    assert lines["design"] == "by hand: 2 leaves, 2 spines, 4 links"
    assert lines["links"] == "4 on 0 trunks and 4 single cables, 3 pulls"
    assert lines["ordered"] == "18 m of cable, 0 custom kinds, 2 distinct lengths"
    assert "objective" not in lines


def test_several_units_and_another_objective_are_told(small_plan: Plan) -> None:
    facts = plan_facts(small_plan) | {"units_ready_h": {1: 3.0, 2: 2.5, 3: 4.0}, "objective": "cost", "crews": 1}
    text = "\n".join(summary_lines(facts))
    assert "the first of 3 (SU 2) after 2.50 h, the last (SU 3) after 4.00 h" in text
    assert "cost: minimised instead of the install time alone" in text
    assert "in 1 crew)" in text


def test_hours_of_each_place(small_plan: Plan) -> None:
    """Front: pull 2, its A end and its test, 300 + 300 + 61 = 661 s. Rear: openings 600, patch 800, bundle 1,200, pull
    2 again 300 and its B end 600: 3,500 s.
    """
    assert place_loads_s(small_plan) == {"R.rear": 3500, "R.front": 661}


def test_crews_wait_for_the_rest(small_plan: Plan) -> None:
    """Two crews over 3,061 s have 6,122; packages take 3,861: 36.93 % wait."""
    assert idle_pct(small_plan) == pytest.approx(100 * (6122 - 3861) / 6122)


def test_the_fullest_pathways(small_plan: Plan) -> None:
    """Three cables of 9.43 mm, each 69.85 mm2, rounded up to 70; the patch lies in no tray."""
    assert fullest_pathways(small_plan) == [("FLOOR", 210)]


def test_the_explanation(small_plan: Plan) -> None:
    facts = explain_facts(small_plan)
    assert facts["person_hours_by_act"] == {"label": 0.833, "dress": 0.278}
    assert list(facts["person_hours_by_act"]) == ["label", "dress"]
    assert facts["crew_hours_by_place"] == {"R.rear": 0.972, "R.front": 0.184}
    assert facts["crews_idle_pct"] == 36.9
    assert facts["bound_parts_h"] == {"work over technicians": 0.68}
    assert facts["designs"][1] == {
        "design": "other",
        "install_time_h": 1.0,
        "person_hours": 1.0,
        "cost": 600.0,
        "reason": "slower",
    }
    text = "\n".join(explain_lines(small_plan))
    assert "0.68 h  work over technicians   <- binds" in text
    assert "  other: slower" in text


def test_verdicts_are_counted_by_severity() -> None:
    findings = [
        Finding(severity=severity, rule="r", object="o", found="f", allowed="a", remedy="m")
        for severity in ("error", "warning", "error")
    ]
    facts = finding_facts(findings)
    assert (facts["status"], facts["errors"], facts["warnings"]) == ("faulty", 2, 1)
    assert facts["findings"][1]["severity"] == "warning"
    assert finding_facts(findings[1:2])["status"] == "sound"
    assert finding_facts([]) == {"status": "sound", "errors": 0, "warnings": 0, "findings": []}
    assert list(finding_lines(findings, "p.json"))[3:] == ["p.json is faulty: 2 errors, 1 warning"]
    assert list(finding_lines([], "p.json")) == ["p.json is sound: 0 errors, 0 warnings"]


def test_the_check_of_a_project(small_plan: Plan) -> None:
    """One room, one row, two racks, one pathway, four devices; three lots; four technicians at once."""
    facts = project_facts(small_plan.project, ["a note"])
    counts = {"rooms": 1, "rows": 1, "racks": 2, "pathways": 1, "devices": 4, "cables_existing": 0, "lots": 3}
    assert {key: facts[key] for key in counts} == counts
    assert (facts["networks"], facts["technicians"], facts["status"]) == (1, 4, "sound")
    assert facts["notes"][0] == "a note"
    *_, last = project_lines(small_plan.project, "folder")
    assert last.startswith("folder is sound: 1 room, 1 row, 2 racks")
    assert last.endswith("4 technicians")


def test_faults_keep_their_place() -> None:
    fault = Fault(file="a.yaml", line=3, key="k", message="wrong", remedy="mend")
    assert fault_facts(InputError([fault], ["a note"])) == {
        "status": "faulty",
        "faults": [{"file": "a.yaml", "line": 3, "key": "k", "message": "wrong", "remedy": "mend"}],
        "notes": ["a note"],
    }


def test_the_counts_of_a_size_leave_zeros_out() -> None:
    lines = list(size_lines({"topology": "flat", "leaf": 1200, "core": 0, "spare_ports": 3}))
    assert [line.split("  ")[-1] for line in lines] == ["topology", "leaf switches", "spare ports"]
    assert lines[1].strip() == "1,200  leaf switches"


def test_one_plane_is_a_plane_and_no_ufm_has_no_row() -> None:
    """The sum with UFM equals the node-leaf links where there are no UFM links; with four of them it is 12."""
    facts = {"planes": 1, "pods": 2, "node_leaf": 8, "ufm_links": 0, "compute_plus_ufm": 8}
    assert [line.split("  ")[-1] for line in size_lines(facts)] == ["plane", "pods", "node-leaf links"]
    *_, last = size_lines({**facts, "ufm_links": 4, "compute_plus_ufm": 12})
    assert last.strip() == "12  node-leaf and UFM links"


def offer(plan: Plan, hours: float, cents: int) -> Offer:
    """A plan of some hours and costs."""
    summary = replace(plan.summary, install_time_s=round(3600 * hours), cost_cents=cents)
    return Offer("install-time", replace(plan, summary=summary))


def test_what_an_hour_costs(small_plan: Plan) -> None:
    """2 h for 1,000 USD, 4 h for 400 USD: (1000 - 400) / 2 = 300 USD an hour saved. The slowest is compared with
    nothing.
    """
    front = [offer(small_plan, 2, 100_000), offer(small_plan, 4, 40_000)]
    facts = front_facts(front)
    assert [row["usd_per_hour_saved"] for row in facts] == [300, None]
    assert [(row["install_time_h"], row["cost"]) for row in facts] == [(2.0, 1000.0), (4.0, 400.0)]
    lines = list(front_lines(front))
    assert len(lines) == 3
    assert lines[1].endswith("300 USD for each hour saved against the next")
    assert list(front_lines([])) == []


def test_failures_have_their_exit_codes() -> None:
    """A fault of the user 1, an interrupt 130 wherever it comes from, our own 3 with a file."""
    lines, code = explain_failure(OSError(28, "No space left on device", "plan.json"), [])
    assert (lines, code) == (["plan.json: No space left on device. Free space, or choose another place"], 1)
    lines, code = explain_failure(PermissionError(13, "Permission denied", "lots"), [])
    assert (lines, code) == (
        ["lots: Permission denied. Check that you may read and write it, or choose another place"],
        1,
    )
    assert explain_failure(PlannerError("no"), []) == (["no"], PlannerError("no").exit_code)
    wrapped = ImportError("x")
    wrapped.__cause__ = KeyboardInterrupt()
    assert explain_failure(wrapped, []) == (["interrupted"], 130)
    lines, code = explain_failure(ValueError("odd"), ["plan", "x"])
    assert code == 3
    assert lines[0] == "This is a bug in fabric-planner: plan failed with ValueError: odd"


def test_models_without_a_price_are_named() -> None:
    """The small switch has no price in the catalogue. A lot may state one, also 0: what is there already."""
    project = read_files(write_two_racks())
    switch = next(lot.model for lot in project.inventory.lots if lot.model in project.catalog.device_types)
    unpriced = replace(project.catalog.device_types[switch], price_cents=0)
    catalog = replace(project.catalog, device_types={**project.catalog.device_types, switch: unpriced})
    assert list_unpriced(replace(project, catalog=catalog), {switch: 3}) == [switch]
    lots = tuple(replace(lot, price_cents=0) for lot in project.inventory.lots)
    stated = replace(project, catalog=catalog, inventory=Inventory(lots))
    assert list_unpriced(stated, {switch: 3}) == []
    facts = {"cost": 1234.4, "cost_currency": "USD", "without_price": [switch, "other"]}
    assert cost_text(facts) == f"1,234 USD without {switch} and other, for which no price is stated"
