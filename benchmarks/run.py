"""Plans the named sites and prints times, gaps and memory; `--small` runs the small ones once, for errors only.

Beside each figure stands the best known value of benchmarks/best_known.csv. Machines are noisy: compare within one run.
"""

import argparse
import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fabric import audit_plan, make_plan, plan_facts, read_project
from fabric.templates import write_multirack, write_superpod

HERE = Path(__file__).parent
SMALL = ["multirack-2", "multirack-4", "superpod-h100-1"]
ALL = [
    *SMALL,
    "multirack-3",
    "multirack-8",
    "superpod-h100-2",
    "superpod-h100-4",
    "superpod-h100-8",
    "superpod-h100-16",
]
COLUMNS = (
    "site",
    "links",
    "install_time_h",
    "bound_h",
    "gap_pct",
    "person_hours",
    "work_gap_pct",
    "decided_gap_pct",
    "plan_s",
    "mb",
)


def run_site(name: str) -> dict[str, object]:
    """Plans one site in this process and judges the plan."""
    template, size = name.rsplit("-", 1)
    files = write_multirack(int(size)) if template == "multirack" else write_superpod(int(size))
    with tempfile.TemporaryDirectory() as folder:
        for file, text in files.items():
            (Path(folder) / file).write_text(text, encoding="utf-8")
        project = read_project(folder)
    begin = time.perf_counter()
    plan = make_plan(project)
    seconds = time.perf_counter() - begin
    errors = [finding for finding in audit_plan(plan) if finding.severity == "error"]
    if errors:
        raise SystemExit(f"{name}: the judge refuses the plan: {errors[0]}")
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"site": name, **plan_facts(plan), "plan_s": round(seconds, 2), "mb": memory_mb}


def main() -> None:
    """Each site in a process of its own, so that memory is its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="the small sites only, once")
    parser.add_argument("--site", help="one site, in this process")
    options = parser.parse_args()
    if options.site:
        row = run_site(options.site)
        print(",".join(str(row[column]) for column in COLUMNS))
        return
    with (HERE / "best_known.csv").open(encoding="utf-8", newline="") as file:
        best = {row["site"]: row for row in csv.DictReader(file)}
    print(",".join((*COLUMNS, "best_known_h")))
    for name in SMALL if options.small else ALL:
        done = subprocess.run([sys.executable, __file__, "--site", name], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        print(f"{done.stdout.strip()},{best.get(name, {}).get('install_time_h', '')}")


if __name__ == "__main__":
    main()
