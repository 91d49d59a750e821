"""A plan as its cords: each a link of its own between a device and a panel."""

from pathlib import Path

import pytest

from fabric import Plan, make_plan, write_sheets
from fabric.plan import plan_of_cords
from fabric.report import make_report
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.tables.plan_tables import tables_of
from tests.fabric.search.test_panel_lanes import files_with
from tests.sites import read_files


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Eight links, of which four run over panels; lane 2 (port 2 of P1) is in use."""
    return make_plan(read_files(files_with(5.0)))


def test_a_plan_without_joints_is_its_own_cords(plan: Plan) -> None:
    direct = make_plan(read_files(files_with(0.1)))
    assert direct.joints == ()
    assert plan_of_cords(direct) is direct


def test_each_cord_is_a_link_from_a_device_to_a_panel(plan: Plan) -> None:
    """Four direct links and eight cords; the panels stand behind the devices, with their ports as printed."""
    cords = plan_of_cords(plan)
    assert len(cords.links) == 12
    assert [device.id for device in cords.devices[-2:]] == ["P1", "P2"]
    assert cords.devices[-2].rack == "A01"
    assert cords.joints == ()
    panels = {len(plan.devices), len(plan.devices) + 1}
    ends = list(zip(cords.links.a_device.tolist(), cords.links.b_device.tolist(), strict=True))
    assert sum(b in panels for _, b in ends) == sum(a in panels for a, _ in ends) == 4
    assert not any({a, b} <= panels for a, b in ends)
    assert cords.packages is plan.packages


def test_rows_name_the_panel_and_the_whole_link(plan: Plan) -> None:
    rows = PlanRows(plan)
    first = [row for row in rows.links if row.b.is_panel]
    second = [row for row in rows.links if row.a.is_panel]
    assert len(first) == len(second) == 4
    assert {row.b.port for row in first} | {row.a.port for row in second} == {"1", "3", "4", "5"}
    assert {row.whole for row in first} == {row.whole for row in second}
    assert all(row.whole == ("", "") for row in rows.links if row not in first + second)
    assert len({row.cable_id for row in rows.links}) == 12
    assert len({row.serial for row in rows.links}) == 12


def test_tables_have_a_row_for_each_cord_and_each_link_once(plan: Plan) -> None:
    tables = tables_of(plan)
    assert (len(tables.links), len(tables.cables)) == (8, 12)


def test_every_document_of_a_plan_over_panels_is_written(plan: Plan, tmp_path: Path) -> None:
    names = write_sheets(plan, tmp_path / "sheets")
    assert {name.partition("/")[0] for name in names} >= {"crew", "racks", "test", "lead", "data", "phone", "store"}
    bill = (tmp_path / "sheets/data/counts.csv").read_text(encoding="utf-8")
    assert "links,8" in bill
    assert "panel P1" not in (tmp_path / "sheets/data/bill_of_materials.csv").read_text(encoding="utf-8")
    tests = (tmp_path / "sheets/data/test_sheets.csv").read_text(encoding="utf-8")
    assert tests.count("\n") == 13
    assert "4 links over panels; 7 lanes stay free" in make_report(plan)
