"""Writes the documents of named sites as the command does, and prints time, memory and size; then opens the page.

python benchmarks/sheets.py superpod-h100-4 superpod-h100-64: each site in processes of its own. The page is opened
where Playwright (the extra `browser`) and a Chromium are there: seconds until it can be used, milliseconds of the
slowest of some searches.
"""

import argparse
import resource
import shutil
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from sites import read_site

from fabric import make_plan, write_sheets
from fabric.commands.shared import open_executor

try:
    from playwright.sync_api import sync_playwright

    HAS_PLAYWRIGHT = True
except ImportError:
    HAS_PLAYWRIGHT = False

SEARCHES = 200


def main() -> None:
    """A line for each site."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="*", default=["superpod-h100-4", "superpod-h100-16"])
    print("site,links,files,mb_written,write_s,mb,page_s,slowest_search_ms")
    for site in parser.parse_args().sites:
        # Memory is counted per process: each site has its own, and so have the workers of each.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            print(pool.submit(measure, site).result(), flush=True)


def measure(site: str) -> str:
    """Plans one site, writes its documents, opens its page."""
    plan = make_plan(read_site(site, None, 1, "install-time"))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "sheets"
        started = time.perf_counter()
        with open_executor("processes") as executor:
            names = write_sheets(plan, target, executor=executor)
        took = time.perf_counter() - started
        written = sum((target / name).stat().st_size for name in names) / 1e6
        most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1000
        opened, slowest = open_page(target / "phone" / "index.html")
    return f"{site},{len(plan.links)},{len(names)},{written:.0f},{took:.1f},{most:.0f},{opened},{slowest}"


def open_page(page_file: Path) -> tuple[str, str]:
    """Seconds until the page can be used, and the slowest search in milliseconds; dashes where no browser is."""
    chromium = shutil.which("chromium")
    if chromium is None or not HAS_PLAYWRIGHT:
        return "-", "-"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        started = time.perf_counter()
        page.goto(page_file.as_uri())
        page.wait_for_selector("#query")
        opened = time.perf_counter() - started
        slowest = page.evaluate(
            """(count) => {
                const labels = PLAN.links.label_b, step = Math.max(1, Math.floor(labels.length / count));
                let slowest = 0;
                for (let i = labels.length - 1; i >= 0; i -= step) {
                    const from = performance.now();
                    if (PAGE.find(labels[i]).found[0] === undefined) throw new Error(labels[i]);
                    slowest = Math.max(slowest, performance.now() - from);
                }
                return slowest;
            }""",
            SEARCHES,
        )
        browser.close()
    return f"{opened:.2f}", f"{slowest:.1f}"


if __name__ == "__main__":
    main()
