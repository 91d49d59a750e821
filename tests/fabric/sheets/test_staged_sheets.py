"""Sheets of a plan whose transceivers are inserted before the racks are ready: at the staging table, not at a rack."""

from pathlib import Path

import pytest

from fabric import Plan, make_plan, write_sheets
from fabric.plan import PackageKind
from fabric.sheets.documents.kitting import kitting_list
from fabric.sheets.documents.shift_plan import shift_plan
from fabric.sheets.pictures.crew_map import list_notes
from fabric.sheets.pictures.gantt import draw_gantts
from fabric.sheets.rows.block_places import block_text
from fabric.sheets.rows.crew_blocks import list_crew_blocks
from fabric.sheets.rows.pack_words import list_step_runs, row_words, run_title
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import list_sections
from fabric.sheets.rows.text import place_words, work_place_text
from layouts import Words
from tests.sites import BASE_CREW, read_files, write_two_racks


def plan_with(prepare: str) -> Plan:
    files = write_two_racks()
    request = files["request.yaml"] + "racks_ready: 2027-01-11T08:00\n"
    return make_plan(read_files({**files, "request.yaml": request, "crew.yaml": f"{BASE_CREW}prepare: {prepare}\n"}))


@pytest.fixture(scope="module")
def staged_plan() -> Plan:
    """Transceivers on Sunday, the racks are ready on Monday."""
    return plan_with("{optics: {}}")


@pytest.fixture(scope="module")
def rows(staged_plan: Plan) -> PlanRows:
    return PlanRows(staged_plan)


def test_steps_are_at_the_staging_table(rows: PlanRows) -> None:
    """A step names the rack and the unit that the device goes to, and no face: it is in no rack yet."""
    before = [step for step in rows.steps if step.start_s < 0]
    assert len(before) == 7
    assert {step.kind for step in before} == {PackageKind.OPTICS}
    host = next(step for step in before if step.words.startswith("h002"))
    assert work_place_text(host.place) == "staging table, for A01 U04"
    assert place_words(host.place) == "at staging table, for A01 U04"
    assert not any(step.beside for step in before)


def test_crew_packs_say_so_once(rows: PlanRows) -> None:
    """The steps of a crew share one title; each row says where its device goes."""
    for section in list_sections(rows):
        if section.steps[0].start_s < 0:
            (run,) = list_step_runs(section.steps, ())
            title = run_title(run[0])
            assert title.startswith("insert optics at the staging table, before the devices go into their racks, ")
            assert all(row_words(step)[1].startswith(f"for {step.place.racks[0]} U") for step in run)
            assert list_notes(section) == {}


def test_landings_wait_for_the_shift_before(rows: PlanRows) -> None:
    """A landing waits for transceivers of the other crew, on the day before."""
    waits = [wait for step in rows.steps if step.start_s >= 0 for wait in step.waits_for]
    fitted = [wait for wait in waits if any("optics in" in task for task in wait.tasks)]
    assert fitted
    assert all(wait.is_earlier for wait in fitted)


def test_carts_go_to_the_table(rows: PlanRows) -> None:
    table = kitting_list(rows).tables[0]
    goes_to = [row[-2] for row in table.rows if "transceivers" in row]
    assert len(goes_to) == 7
    assert all(str(words).startswith("staging table, for A0") for words in goes_to)
    (note, *_) = (note for one in kitting_list(rows).print_tables for note in one.notes if "First step at" in note)
    assert "First step at staging table, for A0" in note


def test_the_shift_plan_and_bars_name_the_table(staged_plan: Plan, rows: PlanRows) -> None:
    early = [block for block in list_crew_blocks(staged_plan) if block.start_s < 0]
    assert {block_text(block) for block in early} == {"staging table"}
    assert [row[4] for row in shift_plan(rows).tables[0].rows][: len(early)] == ["staging table"] * len(early)
    for drawing in draw_gantts(rows):
        assert "staging table" in [shape.text for shape in drawing.shapes if isinstance(shape, Words)]


def test_kits_stand_at_the_same_table_and_bundles_in_the_trays() -> None:
    """All three ways in one shift: crews are at the trays and at the table."""
    rows = PlanRows(plan_with("{bundling: {}, optics: {}}"))
    kits = [step for step in rows.steps if step.kind == PackageKind.KIT]
    assert kits
    assert all(work_place_text(step.place) == f"staging table, for {step.place.racks[0]}" for step in kits)
    assert {block_text(block) for block in list_crew_blocks(rows.plan) if block.start_s < 0} == {"staging table"}


def test_all_documents_are_written(staged_plan: Plan, tmp_path: Path) -> None:
    names = write_sheets(staged_plan, tmp_path / "sheets")
    assert any("crew" in str(name) for name in names)
