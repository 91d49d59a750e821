"""The summary among the sheets: a page that another room makes, in the folder of the lead, named by the index."""

from pathlib import Path

from fabric import Plan, write_sheets
from fabric.sheets import Options, Selection


def summarise(plan: Plan) -> str:
    """A page that names the site alone."""
    return f"<!doctype html>{plan.project.site.name}"


def test_the_summary_is_the_first_thing_that_the_index_names(small_plan: Plan, tmp_path: Path) -> None:
    names = write_sheets(small_plan, tmp_path / "sheets", summarise=summarise)
    assert "lead/summary.html" in names
    assert (tmp_path / "sheets/lead/summary.html").read_text(encoding="utf-8") == summarise(small_plan)
    index = (tmp_path / "sheets/index.html").read_text(encoding="utf-8")
    assert index.index('href="lead/summary.html"') < index.index("<h2>")


def test_sheets_of_a_part_of_the_floor_have_no_summary(small_plan: Plan, tmp_path: Path) -> None:
    """The summary is of the whole plan: beside sheets of one rack it would mislead."""
    part = Options(selection=Selection(racks=frozenset({"R01"})))
    names = write_sheets(small_plan, tmp_path / "sheets", options=part, summarise=summarise)
    assert "lead/summary.html" not in names
    assert "summary" not in (tmp_path / "sheets/index.html").read_text(encoding="utf-8")
