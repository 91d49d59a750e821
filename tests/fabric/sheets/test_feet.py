"""Lengths in feet and inches beside metres, by hand."""

from dataclasses import replace

import pytest

from fabric import Plan
from fabric.project import Contact
from fabric.sheets.rows.crew_day import CrewDays, list_pull_lines
from fabric.sheets.rows.feet import beside, feet_text, radius_text
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.pull_words import pull_lines
from fabric.sheets.rows.sections import list_sections
from tests.fabric.sheets.rendering import read_rows, render
from tests.fabric.sheets.test_crew_pack_cells import check_pack


@pytest.fixture
def imperial_plan(small_plan: Plan) -> Plan:
    """The small plan of a site that is measured in feet, with somebody to call."""
    project = small_plan.project
    request = replace(project.request, contact=Contact("Ada Miller", "+1 555 0100"))
    return replace(small_plan, project=replace(project, site=replace(project.site, units="imperial"), request=request))


@pytest.mark.parametrize(
    ("length_mm", "text"),
    [(9000, "29 ft 6 in"), (1219, "4 ft"), (300, "1 ft"), (279, "11 in"), (12, "0 in"), (-310, "-1 ft")],
)
def test_feet_and_inches(length_mm: int, text: str) -> None:
    """9,000 mm are 354.3 inches, 29 x 12 + 6.3; 1,219 mm 47.99, so 48; 300 mm 11.8; 279 mm 10.98; 12 mm 0.47."""
    assert feet_text(length_mm) == text


def test_a_radius_is_never_told_too_small() -> None:
    """180 mm are 7.09 inches, so 7 1/4; 48 mm 1.89, so 2; 95 mm 3.74, so 3 3/4; 6 mm 0.24, so 1/4."""
    assert [radius_text(mm) for mm in (180, 48, 95, 6)] == ["7 1/4 in", "2 in", "3 3/4 in", "1/4 in"]


def test_metres_stay_in_front() -> None:
    assert beside("9 m", "metric", 9000) == "9 m"
    assert beside("0.66 to 1.21 m", "imperial", 660, 1210) == "0.66 to 1.21 m / 2 ft 2 in to 4 ft"
    assert beside("1 m", "imperial", 1000, 1001) == "1 m / 3 ft 3 in"


def test_lines_of_a_pull(imperial_plan: Plan) -> None:
    """600 mm of FLOOR are 23.6 inches, so 2 ft; 890 mm of slack 35.04, so 2 ft 11 in; 5 m 196.85, so 16 ft 5 in. Ties
    every 1,200 mm (47.2) and 300 mm (11.8).
    """
    rows = PlanRows(imperial_plan)
    pull = rows.steps[2].pull
    assert pull is not None
    assert pull_lines(pull)[1:] == (
        "Route: FLOOR 0.6 m / 2 ft (either half).",
        "Rack: R02 left side, bottom entry; R01 left side, bottom entry.",
        "Slack: 0.89 m / 2 ft 11 in, looped in the tray at R02.",
        "Minimum bend radius: 48 mm / 2 in at rest, 95 mm / 3 3/4 in under pull. Ties: every 1.2 m / 3 ft 11 in in "
        "trays, 0.3 m / 1 ft in racks.",
    )
    section = list_sections(rows)[0]
    assert (list_pull_lines(section)[0].length, list_pull_lines(section)[0].way) == (
        "5.0 / 16 ft 5 in",
        "FLOOR 0.6 / 2 ft",
    )
    assert CrewDays(rows).contact_text() == "Ada Miller, +1 555 0100"


@pytest.mark.plan
def test_paper_and_data_of_an_imperial_site_agree(imperial_plan: Plan) -> None:
    """All cells, and the further columns: of the pull of 5 m too. A metric site has none of them."""
    check_pack(imperial_plan)
    rows = read_rows(render(imperial_plan)["data/pull_sheet.csv"])
    further = [rows[2][key] for key in ("length_ft", "slack_ft", "bend_rest_in", "bend_pull_in")]
    assert further == ["16 ft 5 in", "2 ft 11 in", "2 in", "3 3/4 in"]
