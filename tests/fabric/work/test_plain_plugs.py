"""Plugs without end faces: RJ45, DAC and AOC are not inspected where labour.csv states their minutes.

Of the two racks with two networks the board network has seven links on RJ45: four hosts and three switches on one
access switch, so 14 plugs. The other network is of fiber jumpers with 32 plugs.
"""

from functools import cache
from pathlib import Path

import pytest

from fabric import Plan, audit_plan, load_plan, make_plan, save_plan
from fabric.inputs.labour_reader import read_labour
from fabric.plan import plan_id
from fabric.project import LabourTable
from fabric.work import job_of
from tests.sites import read_files, write_two_networks

MINUTE = 60_000


@cache
def plan_with(minutes: float | None) -> Plan:
    """The plan where a plug without an end face takes so long; None where no file says so."""
    files = write_two_networks()
    if minutes is not None:
        files["labour.csv"] = f"act,unit,person_minutes,source\nplug_copper,connector,{minutes},test\n"
    return make_plan(read_files(files))


def test_each_plug_without_an_end_face_takes_its_own_minutes() -> None:
    """14 x (1.25 - 0.25) = 14 person-minutes less, of all work, of what cannot be avoided and of the bound alike."""
    before, after = plan_with(None).summary, plan_with(0.25).summary
    assert before.acts_ms["inspect_clean_plug"] == 46 * 1.25 * MINUTE
    assert after.acts_ms["inspect_clean_plug"] == 32 * 1.25 * MINUTE
    assert after.acts_ms["plug_copper"] == 14 * 0.25 * MINUTE
    assert before.work_ms - after.work_ms == 14 * MINUTE
    assert before.unavoidable_ms - after.unavoidable_ms == 14 * MINUTE
    assert before.work_bound_ms - after.work_bound_ms == 14 * MINUTE


@pytest.mark.parametrize("minutes", [None, 0, 0.25, 3])
def test_the_judge_counts_the_same(minutes: float | None) -> None:
    """Also where such plugs take longer than inspected ones: the bound then counts each at 1.25 min."""
    plan = plan_with(minutes)
    assert audit_plan(plan) == []
    assert plan.summary.bound_s <= plan.summary.install_time_s
    assert plan.summary.work_bound_ms <= plan.summary.work_ms


def test_only_cables_without_end_faces_have_such_plugs() -> None:
    """A package that lands RJ45 has no act of inspection, one that lands jumpers has no other."""
    plan = plan_with(0.25)
    forms = {
        pull: plan.kinds[kind].form
        for pull, kind in zip(plan.assemblies.pull.tolist(), plan.assemblies.kind.tolist(), strict=True)
    }
    plain = 0
    for package in job_of(plan).packages:
        if package.kind.word.startswith("land"):
            is_plain = forms[package.subject] == "copper"
            assert ("plug_copper" in package.acts, "inspect_clean_plug" in package.acts) == (is_plain, not is_plain)
            plain += is_plain
    assert plain


def test_a_table_has_the_act_only_where_the_file_states_it() -> None:
    """So plans and tables of projects without that row stay as they are."""
    assert "plug_copper" not in read_labour().rates
    assert "plug_copper" not in plan_with(None).project.labour.rates
    assert plan_with(0.25).project.labour.rates["plug_copper"].person_ms == 15_000


@pytest.mark.parametrize(("minutes", "expected"), [(None, 1.25), (0.25, 0.25), (3, 1.25)])
def test_bounds_of_unknown_media_take_the_quickest_plug(minutes: float | None, expected: float) -> None:
    labour: LabourTable = plan_with(minutes).project.labour
    assert labour.of_quickest_plugs().act_ms("inspect_clean_plug", 1) == expected * MINUTE
    assert labour.of_plugs(are_inspected=True) is labour
    assert labour.of_plugs(are_inspected=False).act_ms("inspect_clean_plug", 1) == (minutes or 1.25) * MINUTE


def test_a_plan_file_keeps_the_act(tmp_path: Path) -> None:
    plan = plan_with(0.25)
    save_plan(plan, tmp_path / "plan.json")
    known = load_plan(tmp_path / "plan.json")
    assert plan_id(known) == plan_id(plan)
    assert known.project.labour == plan.project.labour
