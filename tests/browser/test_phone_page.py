"""The page in Chromium, opened from a folder without a network. `make browser` runs these; they need a Chromium."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from fabric import Plan, write_sheets
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import leg_text
from layouts import format_ru

Site = tuple[Path, tuple[LinkRow, ...]]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@pytest.fixture(scope="module")
def site(pod_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The page of a SuperPOD unit, and its links."""
    folder = tmp_path_factory.mktemp("page")
    write_sheets(pod_plan, folder / "sheets")
    return folder / "sheets" / "phone", PlanRows(pod_plan).links


@pytest.fixture
def page(site: Site) -> Iterator[Page]:
    """A phone that shows the page; any error of the page fails the test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(viewport={"width": 390, "height": 844})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: errors.append(request.url) if request.url.startswith("http") else None)
        page.goto(f"file://{site[0]}/index.html")
        yield page
        browser.close()
        assert errors == []


def test_a_scanned_label_opens_its_cable(page: Page, site: Site) -> None:
    """A keyboard scanner types the label and Enter: both ends, the lit route, both lit connectors."""
    row = site[1][17]
    for typed in (row.label_b.text, row.cable_id, f"https://x.example/cables/#{row.cable_id}", leg_text(row)):
        page.fill("#query", typed)
        page.keyboard.press("Enter")
        page.wait_for_selector("#detail h2")
        assert page.inner_text("#detail h2").split() == [row.cable_id, leg_text(row)]
        text = " ".join(page.inner_text("#detail").split())
        for end in (row.a, row.b):
            assert f"{end.rack} U{format_ru(end.half_ru)} {end.device} {end.port}" in text
        assert page.locator("#floor polyline.lit").count() == 2
        assert page.locator(".face rect.lit").count() == 2
    page.click("#next")
    assert leg_text(site[1][18]) in page.inner_text("#detail h2")
    page.go_back()
    assert leg_text(row) in page.inner_text("#detail h2")


def test_racks_and_ports_are_found_while_typing(page: Page, site: Site) -> None:
    row = site[1][3]
    page.type("#query", f"{row.a.rack} {row.a.device} {row.a.port}")
    page.wait_for_selector("#results button")
    assert row.label_a.text in page.inner_text("#results")
    page.fill("#query", "no such thing")
    page.get_by_text("No match.").wait_for()


def test_targets_are_large_and_nothing_is_wider_than_the_phone(page: Page, site: Site) -> None:
    """48 pixels at least, as accessibility guides ask; the body does not scroll sideways."""
    page.fill("#query", site[1][0].cable_id)
    page.keyboard.press("Enter")
    page.wait_for_selector("#detail h2")
    for button in page.locator("button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 48
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_ticks_stay_on_the_device(page: Page) -> None:
    page.click("#tab-crew")
    page.locator("#crew input").first.check()
    page.reload()
    page.click("#tab-crew")
    assert page.locator("#crew input").first.is_checked()
    assert "1 ticked" in page.inner_text("#said")


def test_every_link_is_found_by_each_of_its_labels(page: Page, site: Site) -> None:
    labels = [label.text for row in site[1] for label in (row.label_a, row.label_b)]
    found = page.evaluate("(labels) => labels.map((label) => PAGE.find(label).found[0])", labels)
    assert found == [index for index in range(len(site[1])) for _ in "ab"]


@pytest.mark.parametrize("mark", ["%", "%E0%A4", "nosuch"])
def test_odd_addresses_are_said(mark: str, page: Page) -> None:
    page.goto(f"{page.url.partition('#')[0]}#{mark}")
    page.reload()
    page.get_by_text("No match.").wait_for()
    assert page.evaluate("document.activeElement.id") == "query"


def test_an_address_opens_its_cable_only(page: Page, site: Site) -> None:
    page.goto(f"{page.url.partition('#')[0]}#{site[1][5].cable_id}")
    page.reload()
    page.wait_for_selector("#detail h2")
    assert site[1][5].cable_id in page.inner_text("#detail h2")
    page.goto(f"{page.url.partition('#')[0]}#C-")
    page.reload()
    page.wait_for_selector("#results button")
