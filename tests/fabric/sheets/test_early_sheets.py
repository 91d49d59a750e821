"""Sheets of a plan with work before the racks are ready: the shift before, coils at the trays, their landings."""

from datetime import date
from pathlib import Path

import pytest

from fabric import Plan, make_plan, write_sheets
from fabric.plan import PackageKind
from fabric.sheets.documents.shift_plan import shift_plan
from fabric.sheets.pictures.gantt import draw_gantts
from fabric.sheets.rows.crew_blocks import list_crew_blocks
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.work import early_work
from layouts import Words
from tests.sites import read_files, write_three_tiers


@pytest.fixture(scope="module")
def early_plan() -> Plan:
    """Bundles are laid on Sunday, the racks are ready on Monday."""
    files = write_three_tiers()
    crew = "shifts: [{id: day, start: '08:00', hours: 8, technicians: 4}]\nprepare: {trunks: {}}\n"
    request = files["request.yaml"] + "racks_ready: 2027-01-11T08:00\n"
    return make_plan(read_files({**files, "request.yaml": request, "crew.yaml": crew}))


def test_the_shift_before_has_steps_of_its_own(early_plan: Plan) -> None:
    """Shift 0 is Sunday's, shift 1 Monday's, the first one after the racks are ready."""
    rows = PlanRows(early_plan)
    before = [step for step in rows.steps if step.start_s < 0]
    assert {step.subject for step in before} == early_work(early_plan).laid
    assert {(step.shift, step.start.date(), step.kind) for step in before} == {(0, date(2027, 1, 10), PackageKind.PULL)}
    assert min(step.shift for step in rows.steps if step.start_s >= 0) == 1
    assert all("coil both ends at the tray" in step.words for step in before)


def test_landings_say_that_the_cable_hangs_already(early_plan: Plan) -> None:
    laid, rows = early_work(early_plan).laid, PlanRows(early_plan)
    landings = [step for step in rows.steps if step.kind in (PackageKind.LAND_A, PackageKind.LAND_B)]
    hangs = {step.subject for step in landings if step.words.startswith("it lies in the trays already: untie the coil")}
    assert hangs == laid


def test_blocks_before_are_at_the_trays(early_plan: Plan) -> None:
    early = [block for block in list_crew_blocks(early_plan) if block.start_s < 0]
    assert early
    assert all(block.places == () and block.end_s <= 0 for block in early)
    table = shift_plan(PlanRows(early_plan)).tables[0]
    assert [row[4] for row in table.rows][: len(early)] == ["trays"] * len(early)


def test_bars_begin_before_the_clock(early_plan: Plan) -> None:
    """The clock of Sunday is written above the hours before 0, and the trays have a lane."""
    by_crew, by_place = draw_gantts(PlanRows(early_plan))
    for drawing in (by_crew, by_place):
        texts = [shape.text for shape in drawing.shapes if isinstance(shape, Words)]
        assert any(text.endswith(" -8 h") for text in texts)
        assert "2027-01-10 08:00 day" in texts
    assert "trays" in [shape.text for shape in by_place.shapes if isinstance(shape, Words)]


def test_all_documents_are_written(early_plan: Plan, tmp_path: Path) -> None:
    names = write_sheets(early_plan, tmp_path / "sheets")
    assert any("crew" in str(name) for name in names)
