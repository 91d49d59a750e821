"""Sheets of a plan whose racks arrive cabled inside: no steps for what arrives, lists for integrator and goods-in."""

from collections import Counter
from pathlib import Path

import pytest

from fabric import Plan, make_plan, write_sheets
from fabric.plan import PackageKind
from fabric.sheets.documents.goods_in import goods_in
from fabric.sheets.documents.labels import list_labels
from fabric.sheets.documents.optics_list import optics_list
from fabric.sheets.documents.rack_contents import rack_contents
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.work import arrived_pulls
from tests.fabric.optimize.test_early_work import read_kits


@pytest.fixture(scope="module")
def rows() -> PlanRows:
    """All racks arrive cabled."""
    return PlanRows(make_plan(read_kits("{integrated: {}}")))


def arrived_of(plan: Plan) -> frozenset[int]:
    return arrived_pulls(plan.project, plan.parts)


def test_what_arrives_has_no_step_but_its_tests(rows: PlanRows) -> None:
    arrived = arrived_of(rows.plan)
    of_arrived = {step.kind for step in rows.steps if step.kind.is_of_pull and step.subject in arrived}
    assert of_arrived == {PackageKind.TEST}
    assert not any(step.kind == PackageKind.OPTICS for step in rows.steps)
    assert optics_list(rows).tables[0].rows == ()
    assert not arrived & {landing.row.pull for landing in rows.selected.landings}


def test_the_labels_of_cords_inside_are_the_factory_s(rows: PlanRows) -> None:
    inside = {row.cable_id for row in rows.links if row.pull in arrived_of(rows.plan)}
    labels = list_labels(rows)
    assert {label.cable_id for label in labels if not label.apply} == inside
    assert inside


def test_the_integrator_gets_every_cord_and_transceiver(rows: PlanRows) -> None:
    cords, optics = rack_contents(rows).tables
    inside = [row for row in rows.links if row.pull in arrived_of(rows.plan)]
    assert len(cords.rows) == len(inside)
    assert {(row[0], row[2], row[4]) for row in cords.rows} == {(r.a.rack, r.a.device, r.b.device) for r in inside}
    assert {row[8] for row in cords.rows} == {row.label_a.text for row in inside}
    assert len(optics.rows) == len(rows.plan.optics.device)


def test_goods_in_checks_each_rack(rows: PlanRows) -> None:
    table = next(table for table in goods_in(rows).tables if table.name == "goods_in_racks")
    inside = [row for row in rows.links if row.pull in arrived_of(rows.plan)]
    assert [row[0] for row in table.rows] == sorted({device.rack or "" for device in rows.plan.devices})
    cords = Counter(row.a.rack for row in inside)
    assert [row[2] for row in table.rows] == [cords[str(row[0])] for row in table.rows]
    optics = Counter(rows.plan.devices[number].rack for number in rows.plan.optics.device.tolist())
    assert [row[3] for row in table.rows] == [optics[str(row[0])] for row in table.rows]


def test_all_documents_are_written(rows: PlanRows, tmp_path: Path) -> None:
    """Where nothing arrives cabled, there is no list for an integrator."""
    assert "supplier/rack_contents.pdf" in write_sheets(rows.whole, tmp_path / "sheets")
    plain = write_sheets(make_plan(read_kits("{trunks: {}}")), tmp_path / "plain")
    assert not any("rack_contents" in name or "goods_in_racks" in name for name in plain)
