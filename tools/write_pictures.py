"""Draws the pictures of docs/sheets.md from a folder of sheets that holds all PDF files (`sheets --pdf all`).

    python tools/write_pictures.py demo/sheets demo/report.html

With a report, that of docs/report.md too.

Needs the extras `test` and `browser` and a Chromium; run it after a change that one would see. The two schedules of
docs/schedules.md are gantt_place.svg of `draw`, of the plan of `make demo` and of one with `--objective person-hours`.
"""

import csv
import shutil
import sys
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
PAGES = {
    "crew_pack": ("crew/crew-01-*.pdf", 0, 1.25),
    "landing_sheet": ("racks/row-A.pdf", 4, 1.25),
    "order_form": ("supplier/order_form.pdf", 0, 1.25),
    "order_drawing": ("supplier/order_drawings.pdf", 0, 1.25),
    "labels": ("supplier/labels_reserve-flag-70x25.pdf", 0, 4.0),
    "floor_plan": ("lead/floor_plan.pdf", 0, 1.25),
    "test_sheet": ("test/row-A.pdf", 0, 1.25),
}
"""Picture to the first file of a pattern, its page and the pixels per point, of the four units that `make demo` plans.

A label fills a page of its own, so it is drawn larger.
"""


def main() -> None:
    """Writes all pictures."""
    folder = Path(sys.argv[1])
    for name, (file, number, scale) in PAGES.items():
        first = min(folder.glob(file))
        save(pypdfium2.PdfDocument(first)[number].render(scale=scale).to_pil(), name)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 412, "height": 915})
        page.goto(f"file://{(folder / 'phone' / 'index.html').resolve()}")
        page.fill("#query", _last_cable(folder))
        page.keyboard.press("Enter")
        page.wait_for_selector("#detail h2")
        page.screenshot(path=PICTURES / "phone.png", full_page=True)
        if len(sys.argv) > 2:
            page = browser.new_page(viewport={"width": 1000, "height": 1280})
            page.goto(f"file://{Path(sys.argv[2]).resolve()}")
            page.screenshot(path=PICTURES / "report.png")
            save(Image.open(PICTURES / "report.png"), "report")
        browser.close()
    save(Image.open(PICTURES / "phone.png"), "phone")


def _last_cable(folder: Path) -> str:
    """The id of the last cable of the schedule."""
    with (folder / "data" / "cable_schedule.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))[-1]["cable_id"]


def save(picture: Image.Image, name: str) -> None:
    """One picture as a small PNG; enough colours that the orange of a route does not turn yellow."""
    picture.convert("RGB").quantize(64).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
