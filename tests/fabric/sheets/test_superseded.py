"""Sheets that replace older ones in their folder name these at the foot of every page."""

from dataclasses import replace
from pathlib import Path

import pytest

from fabric import Plan, write_sheets
from fabric.plan.fingerprint import plan_id
from fabric.sheets import Options
from fabric.sheets.superseded import find_superseded
from tests.fabric.sheets.rendering import pdf_text


def write(plan: Plan, folder: Path, revision: str) -> dict[str, bytes]:
    write_sheets(plan, folder, options=Options(revision=revision))
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.plan
def test_a_new_plan_or_revision_supersedes_the_old_one(small_plan: Plan, tmp_path: Path) -> None:
    """First issue, then revision B & C of the same plan; written again, each is the same."""
    folder, old = tmp_path / "sheets", plan_id(small_plan)
    first = write(small_plan, folder, "")
    assert "supersedes" not in pdf_text(first["goods_in.pdf"])
    assert write(small_plan, folder, "") == first
    for revision, before in (("B & C", "without revision"), ('"D"', "revision B & C")):
        found = write(small_plan, folder, revision)
        words = f"plan {old}, revision {revision}, supersedes plan {old}"
        end = f" {before}" if before.startswith("without") else f", {before}"
        assert words + end in pdf_text(found["goods_in.pdf"]).replace("\r\n", " ").replace("\n", " ")
        assert write(small_plan, folder, revision) == found


@pytest.mark.parametrize("text", ["", "<meta name=plan content=1234>", '<meta name="plan" content="0123456g">'])
def test_a_page_that_is_not_ours_is_no_issue(text: str, small_plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    assert find_superseded(tmp_path, small_plan, "") == ""
    (tmp_path / "index.html").write_bytes(b"\xff\xfe")
    assert find_superseded(tmp_path, small_plan, "") == ""


def test_sheets_of_another_site_are_not_superseded(small_plan: Plan, tmp_path: Path) -> None:
    write(small_plan, tmp_path / "sheets", "A")
    other, old = replace(small_plan, version="other"), plan_id(small_plan)
    assert find_superseded(tmp_path / "sheets", other, "B") == f"plan {old}, revision A"
    project = replace(other.project, site=replace(other.project.site, name="elsewhere"))
    assert find_superseded(tmp_path / "sheets", replace(other, project=project), "B") == ""
    assert find_superseded(tmp_path, other, "B") == ""


def test_a_plan_supersedes_the_one_that_it_started_from(small_plan: Plan, tmp_path: Path) -> None:
    """In a new folder; sheets that are there come before."""
    later = replace(small_plan, started_from="0badcafe")
    assert find_superseded(tmp_path, later, "") == "plan 0badcafe"
    write(small_plan, tmp_path / "sheets", "A")
    assert find_superseded(tmp_path / "sheets", later, "") == f"plan {plan_id(small_plan)}, revision A"
    first = write(later, tmp_path / "new", "")
    assert "supersedes plan 0badcafe" in pdf_text(first["goods_in.pdf"]).replace("\r\n", " ").replace("\n", " ")
    assert write(later, tmp_path / "new", "") == first
