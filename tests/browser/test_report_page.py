"""The report in Chromium: two sheets of A4, light and dark by the system, and no wider than a phone."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, sync_playwright

from fabric import Plan
from fabric.report import make_report

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def report(pod_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of one unit."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(make_report(pod_plan), encoding="utf-8")
    return path


def test_the_sheets_of_the_report_have_room_to_spare(browser: Browser, report: Path) -> None:
    """Of the 1,031 px of A4 a tenth is free: other plans have longer texts and more orders. The fourth figure is whole
    at the right.
    """
    page = browser.new_page(viewport={"width": 703, "height": 1032})
    page.goto(f"file://{report}")
    page.emulate_media(media="print")
    tall = page.evaluate("[...document.querySelectorAll('.sheet')].map((one) => one.getBoundingClientRect().height)")
    assert len(tall) == 2
    assert max(tall) < 0.9 * 1031
    right = "Math.max(...[...document.querySelectorAll('.head')].map((one) => one.getBoundingClientRect().right))"
    assert page.evaluate(right) <= 702


def test_the_report_prints_on_two_sheets(browser: Browser, report: Path) -> None:
    page = browser.new_page()
    page.goto(f"file://{report}")
    page.pdf(path=report.with_suffix(".pdf"), prefer_css_page_size=True)
    printed = pypdfium2.PdfDocument(report.with_suffix(".pdf"))
    assert len(printed) == 2
    assert [round(side) for side in printed[0].get_size()] == [595, 842]


@pytest.mark.parametrize(("scheme", "back"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(16, 19, 23)")])
def test_the_report_follows_the_system(browser: Browser, report: Path, scheme: str, back: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"file://{report}")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == back


def test_the_report_is_no_wider_than_a_phone(browser: Browser, report: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{report}")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert asked == [f"file://{report}"]


def test_printed_tables_are_no_wider_than_their_columns(browser: Browser, report: Path) -> None:
    """A4 less two margins of 12 mm is 186 mm wide, 703 px at 96 px an inch. What is wider is cut off on paper."""
    page = browser.new_page(viewport={"width": 703, "height": 1032})
    page.goto(f"file://{report}")
    page.emulate_media(media="print")
    wider = "[...document.querySelectorAll('table')].filter(one => one.scrollWidth > one.parentElement.clientWidth)"
    assert page.evaluate(f"{wider}.map(one => one.innerText.slice(0, 40))") == []


def test_the_legend_keeps_its_colours_on_paper(browser: Browser, report: Path) -> None:
    """Browsers leave backgrounds out of a print, except where the page asks for them."""
    page = browser.new_page()
    page.goto(f"file://{report}")
    keys = "[...document.querySelectorAll('.key')].map(one => getComputedStyle(one).printColorAdjust)"
    assert set(page.evaluate(keys)) == {"exact"}
