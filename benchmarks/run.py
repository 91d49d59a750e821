"""Plans the named sites and prints times, gaps and memory, ours beside what planning without an optimizer gives.

`--small` runs the small ones once, for errors only; `--large` adds 64 units and 98,304 GPUs; `--site` runs one. Each
row is a process of its own, so that memory is its own. Machines are noisy: compare within one run. Beside the install
time stands the best known one of benchmarks/best_known.csv.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from sites import LARGE, MIDDLE, SMALL, read_site
from textbook import place_by_textbook

from fabric import Plan, Project, audit_plan, make_plan, plan_facts
from fabric.plan import save_plan
from fabric.search import Placer, SearchRun, place_as_practice, place_by_cuts, search
from layouts import UnmetError

HERE = Path(__file__).parent
COLUMNS = (
    "site",
    "planned_by",
    "technicians",
    "seed",
    "links",
    "install_time_h",
    "bound_h",
    "gap_pct",
    "person_hours",
    "decided_h",
    "work_gap_pct",
    "decided_gap_pct",
    "link_m",
    "pulls",
    "first_s",
    "plan_s",
    "mb",
)
OURS = ("ours", "ours, person-hours", "ours, jumpers, person-hours")
BASELINES = ("practice", "practice, our bundling", "cuts, our bundling", "textbook, our bundling")
UP_TO_LINKS = {"cuts, our bundling": 10_000, "textbook, our bundling": 2_100}
"""Beyond so many links a baseline takes longer than all other rows together."""
TEXTBOOK_S = 15.0


def plan_as(name: str, project: Project, report: Callable[[str], None]) -> Plan:
    """The plan of one way of planning. Practice pulls every stock jumper by itself; the others bundle as we do."""
    limits = project.request.limits
    if "jumpers" in name or name == "practice":
        limits = replace(limits, trunk_legs=(), bundle_jumpers=1 if name == "practice" else limits.bundle_jumpers)
    project = replace(project, request=replace(project.request, limits=limits))
    places: dict[str, Placer] = {
        "practice": place_as_practice,
        "practice, our bundling": place_as_practice,
        "cuts, our bundling": place_by_cuts,
        "textbook, our bundling": partial(place_by_textbook, time_limit_s=TEXTBOOK_S),
    }
    if name in places:
        return search(project, places[name], SearchRun(report))
    return make_plan(project, report)


def run_row(site: str, name: str, technicians: int | None, seed: int) -> dict[str, object]:
    """Plans one site in this process, writes and judges the plan."""
    by_hours = name in BASELINES or "person-hours" in name
    project = read_site(site, technicians, seed, "person-hours" if by_hours else "install-time")
    begin = time.perf_counter()
    first: list[float] = []

    def report(line: str) -> None:
        if line.startswith("best so far") and not first:
            first.append(time.perf_counter() - begin)

    plan = plan_as(name, project, report)
    with tempfile.TemporaryDirectory() as folder:
        save_plan(plan, Path(folder) / "plan.json")
    seconds = time.perf_counter() - begin
    errors = [finding for finding in audit_plan(plan) if finding.severity == "error"]
    if errors:
        raise SystemExit(f"{site}, {name}: the judge refuses the plan: {errors[0]}")
    facts = plan_facts(plan)
    return {
        **facts,
        "site": site,
        "planned_by": name,
        "seed": seed,
        "decided_h": round(facts["person_hours"] - facts["unavoidable_h"], 1),
        "first_s": round(first[0], 2) if first else "",
        "plan_s": round(seconds, 2),
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def print_site(site: str, best: str, small: bool) -> None:
    """All rows of one site, and the ratios that they make."""
    found: dict[str, dict[str, float]] = {}
    rows: list[tuple[str, int | None, int]] = [(name, None, 1) for name in (*OURS, *BASELINES)]
    rows += [("ours", None, 2), ("ours", 48, 1)]
    for name, technicians, seed in rows[:1] if small else rows:
        links = found.get("ours", {}).get("links", 0)
        if links > UP_TO_LINKS.get(name, links):
            continue
        task = json.dumps([site, name, technicians, seed])
        done = subprocess.run([sys.executable, __file__, "--row", task], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        row = json.loads(done.stdout)
        if "failed" in row:
            print(f'{site},"{name}","{row["failed"]}"', flush=True)
            continue
        found.setdefault(name, row)
        text = ",".join(f'"{row[c]}"' if "," in str(row[c]) else str(row[c]) for c in COLUMNS)
        print(f"{text},{best if name == 'ours' and technicians is None else ''}", flush=True)
    if "practice" in found:
        ours, practice = found["ours, person-hours"], found["practice"]
        bundled, jumpers = found["practice, our bundling"], found["ours, jumpers, person-hours"]
        ratios = {
            "person-hours of practice": ours["person_hours"] / practice["person_hours"],
            "with jumpers only": jumpers["person_hours"] / practice["person_hours"],
            "decidable work of practice with our bundling": ours["decided_h"] / bundled["decided_h"],
            "link-metres of practice": ours["link_m"] / practice["link_m"],
        }
        print(f"# {site}: " + ", ".join(f"{ratio:.3f} {what}" for what, ratio in ratios.items()), flush=True)


def main() -> None:
    """Reads the options and runs the sites."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="the small sites only, once")
    parser.add_argument("--large", action="store_true", help="the large sites as well")
    parser.add_argument("--site", help="one site")
    parser.add_argument("--row", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.row:
        try:
            print(json.dumps(run_row(*json.loads(options.row))))
        except UnmetError as error:
            print(json.dumps({"failed": "; ".join(error.reasons)}))
        return
    with (HERE / "best_known.csv").open(encoding="utf-8", newline="") as file:
        best = {row["site"]: row["install_time_h"] for row in csv.DictReader(file)}
    print(",".join((*COLUMNS, "best_known_h")))
    sites = SMALL if options.small else (*SMALL, *MIDDLE, *(LARGE if options.large else ()))
    for site in [options.site] if options.site else sites:
        print_site(site, best.get(site, ""), options.small)


if __name__ == "__main__":
    main()
