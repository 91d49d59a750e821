"""The file of the page for phones, without a browser; tests/browser opens it."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from fabric.plan import Plan
from fabric.project import Contact
from fabric.sheets.documents.door_sheet import drawing_words
from fabric.sheets.phone import facts, page
from fabric.sheets.rows.options import Options, Selection
from fabric.sheets.rows.pack_words import piece_text, title_text
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.pull_ways import list_runs, run_name
from fabric.sheets.rows.pull_words import pull_lines
from fabric.sheets.rows.sections import name_sections
from tests.fabric.sheets.rendering import phone_data, render


def test_the_page_is_one_file_that_asks_for_no_other(small_plan: Plan) -> None:
    """No address to load from, and a policy that names each script and the style by its digest alone."""
    files = render(small_plan)
    assert [name for name in files if name.startswith("phone/")] == ["phone/index.html"]
    text = files["phone/index.html"].decode("utf-8")
    assert not re.search(r"<(script|img|iframe|audio|video)[^>]* src=|<link|@import|url\(", text)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert "unsafe" not in policy[1]
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", text, re.DOTALL)
    assert len(inline) == 3
    for one in inline:
        assert f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" in policy[1]
    assert "Apache License" in text.partition("<script>")[0]


def test_a_plan_too_large_for_one_file_has_its_data_beside_it(
    small_plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same facts, in a script that the page may load."""
    whole = phone_data(render(small_plan))
    monkeypatch.setattr(page, "ONE_FILE_BYTES", 1000)
    assert page.write_phone_page(PlanRows(small_plan), tmp_path) == ["phone/index.html", "phone/data.js"]
    text = (tmp_path / "phone" / "data.js").read_text()
    assert json.loads(text.removeprefix("window.PLAN = ").rstrip().removesuffix(";")) == whole
    assert '<script src="data.js"></script>' in (tmp_path / "phone" / "index.html").read_text()


def test_spare_legs_are_those_of_no_link(small_plan: Plan) -> None:
    """Every leg of every piece is in a link or in the text of spare legs, never in both."""
    data, rows = phone_data(render(small_plan)), PlanRows(small_plan)
    for piece, spare in enumerate(data["pieces"]["spare"]):
        legs = len(small_plan.kinds[data["pieces"]["kind"][piece]].a_legs_mm)
        named: set[int] = set()
        for part in filter(None, spare.split(", ")):
            first, _, last = part.partition("-")
            named |= set(range(int(first), int(last or first) + 1))
        used = {row.leg for row in rows.by_assembly[piece] if row.leg}
        assert not named & used
        if legs:
            assert named | used == set(range(1, legs + 1))


def test_the_page_of_a_crew_has_its_steps_alone(small_plan: Plan) -> None:
    data = phone_data(render(small_plan, Options(selection=Selection(crews=frozenset({1})))))
    assert {step["crew"] for step in data["steps"]} == {1}
    whole = phone_data(render(small_plan))
    mine = [step for step in whole["steps"] if step["crew"] == 1]
    assert [step["number"] for step in data["steps"]] == [step["number"] for step in mine]


def test_the_contact_of_the_request_is_on_the_page_and_on_the_index(small_plan: Plan) -> None:
    """Nobody is named where the request names nobody; a plan with a contact is another plan."""
    assert phone_data(render(small_plan))["contact"] is None
    project = small_plan.project
    request = replace(project.request, contact=Contact("Ada <Miller>", "+49 30 1"))
    files = render(replace(small_plan, project=replace(project, request=request)))
    assert phone_data(files)["contact"] == {"name": "Ada <Miller>", "telephone": "+49 30 1"}
    assert "Questions about the plan: Ada &lt;Miller&gt;, +49 30 1" in files["index.html"].decode("utf-8")


def test_a_step_says_side_and_way(small_plan: Plan) -> None:
    """A pull has the lines of the crew pack; a landing says the side of the rack; other steps say nothing more."""
    rows = PlanRows(small_plan)
    for step, told in zip(rows.steps, phone_data(render(small_plan))["steps"], strict=True):
        if step.pull:
            assert told["lines"] == list(pull_lines(step.pull))
        elif told["side"]:
            assert told["lines"][0].startswith("Side: ")
        else:
            assert told["lines"] == []


def test_faceplates_and_routes_are_those_of_the_paper(small_plan: Plan) -> None:
    """Each group says how sure its places are, in the words of the door sheets; a route runs from the B end to the A
    end by the names of the crew sheets, and each of its names is a tray with that route.
    """
    data = phone_data(render(small_plan))
    types = small_plan.project.catalog.device_types
    for model in data["models"]:
        for group in model["groups"]:
            assert group["places"] == drawing_words([types[model["name"]]], {model["name"]: {group["name"]}})
    trays = {tray["name"]: tray for tray in data["trays"]}
    assert data["routes"]
    for number, (route, told) in enumerate(zip(small_plan.routes, data["routes"], strict=True)):
        assert told["words"].startswith(f"{route.b_rack} > {route.a_rack}: ")
        assert told["trays"][0] == run_name(list_runs(route.named_pathways[::-1])[0])
        assert all(number in trays[name]["routes"] for name in told["trays"])


def test_a_run_of_trays_is_one_tray_with_its_parts(small_plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Crew sheets print JOIN-12-2 for JOIN-12-2a and JOIN-12-2b: the page finds the run by that name, once."""
    names = ("ROW-1", "JOIN-12-2a", "JOIN-12-2b")
    monkeypatch.setattr(facts, "name_route", lambda site, route: names)
    data = phone_data(render(small_plan))
    assert [(tray["name"], tray["parts"]) for tray in data["trays"]] == [
        ("ROW-1", []),
        ("JOIN-12-2", ["JOIN-12-2a", "JOIN-12-2b"]),
    ]
    assert data["routes"][0]["trays"] == ["JOIN-12-2", "ROW-1"]


def test_a_shift_is_named_by_the_day_on_which_it_began(small_plan: Plan) -> None:
    """The late shift begins at 23:40 of day 1. Its only step of crew 2 begins 1,500 s later, at 00:05 of day 2: phone,
    crew pack and labels say day 1, and the phone tells the day of the time.
    """
    project, packages = small_plan.project, small_plan.packages
    day, late = project.crew.shifts
    crew = replace(project.crew, shifts=(day, replace(late, start_minute=23 * 60 + 40)))
    late_by = [1500 if start == 3000 else 0 for start in packages.start_s.tolist()]
    moved = replace(packages, start_s=packages.start_s + late_by, end_s=packages.end_s + late_by)
    summary = replace(small_plan.summary, install_time_s=4561)
    plan = replace(small_plan, project=replace(project, crew=crew), packages=moved, summary=summary)
    files = render(plan)
    step = phone_data(files)["steps"][-1]
    assert (step["shift"], step["from"], step["to"]) == ("day 1, late shift", "day 2 00:05", "00:06")
    assert "crew/crew-02-day-1-late.pdf" in files
    (section,) = {section for section in name_sections(PlanRows(plan)).values() if section[1] == "late"}
    assert section == ("day 1", "late")


def test_steps_name_their_pieces_as_paper_does(small_plan: Plan) -> None:
    """The title of paper is labels, piece, act and place; a pull has the longest piece, and a rack to open none."""
    rows = PlanRows(small_plan)
    for step, told in zip(rows.steps, phone_data(render(small_plan))["steps"], strict=True):
        assert told["piece"] == piece_text(step)
        assert (f"{told['labels']}  {told['piece']}: " in title_text(step)) == bool(told["piece"])
        assert (" m" in told["piece"]) == bool(step.pull)
