"""How close the schedules of named sites are to their own bound: the first table of docs/schedules.md.

    python benchmarks/schedules.py                      the sites of the table up to 16 units
    python benchmarks/schedules.py superpod-h100-64     others of benchmarks/sites.py

The places of the switches are those of the plan. Its bound is the largest of three figures: all work over the crews,
the work at the fullest place over the crews that it holds, the longest chain of packages.
"""

import sys

from sites import read_site

from fabric import make_plan
from fabric.optimize.schedule.best_schedule import plan_bounds_s
from fabric.work import job_of

SITES = ("superpod-h100-4", "room-1mw", "superpod-h100-16")
HEADS = ("site", "technicians", "schedule h", "its bound h", "what binds", "gap %", "packages")


def row_of(site: str) -> str:
    """The line of one site."""
    plan = make_plan(read_site(site, None, 1, "install-time"))
    bounds_s = plan_bounds_s(job_of(plan), plan.project.crew)
    binds = max(bounds_s, key=lambda name: bounds_s[name])
    found_s, least_s = plan.summary.install_time_s, bounds_s[binds]
    cells = (
        site,
        str(plan.project.crew.technicians),
        f"{found_s / 3600:.2f}",
        f"{least_s / 3600:.2f}",
        binds,
        f"{100 * (1 - least_s / found_s):.1f}",
        f"{len(plan.packages.crew):,}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Prints the table."""
    print(f"| {' | '.join(HEADS)} |", "|---" * len(HEADS) + "|", sep="\n")
    for site in sys.argv[1:] or SITES:
        print(row_of(site), flush=True)


if __name__ == "__main__":
    main()
