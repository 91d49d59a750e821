"""The figures at the top of README.md are those that `plan` prints today."""

import re
from pathlib import Path

import pytest

from fabric import Plan, make_plan, plan_facts
from fabric.report import practice_facts, summary_lines
from fabric.templates import write_nvl72
from tests.sites import read_files

README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")


def row_of(start: str) -> list[str]:
    """The cells of the row that begins so, without the name of its floor and without bold."""
    line = next(line for line in README.splitlines() if line.startswith(f"| {start}"))
    return [cell.strip().replace("*", "") for cell in line.strip("|").split("|")][1:]


def said_of(plan: Plan) -> list[str]:
    """Links, technicians, install time, bound and the better way of practice, as the table has them."""
    hours = [way["install_time_h"] for way in practice_facts(plan)["ways"] if not way["refusal"]]
    times = [plan.summary.install_time_s / 3600, plan.summary.bound_s / 3600]
    practice = f"{min(hours):.0f} h" if min(hours, default=0) >= 100 else f"{min(hours, default=0):.1f} h"
    return [
        f"{len(plan.links):,}",
        str(plan.project.crew.technicians),
        *(f"{time:.1f} h" for time in times),
        practice if hours else "its rules find no places",
    ]


@pytest.mark.plan
@pytest.mark.parametrize(
    ("start", "fixture"),
    [
        ("superpod-h100, 1 unit", "pod_plan"),
        ("superpod-h100, 4 units", "superpod_plan"),
        ("multirack, 4 racks", "multirack_plan"),
        ("room-1mw", "room_plan"),
    ],
)
def test_the_table_says_what_plan_prints(start: str, fixture: str, request: pytest.FixtureRequest) -> None:
    assert row_of(start) == said_of(request.getfixturevalue(fixture))


@pytest.mark.plan
def test_the_row_of_nvl72_says_what_plan_prints() -> None:
    assert row_of("nvl72, 8 racks") == said_of(make_plan(read_files(write_nvl72(8))))


@pytest.mark.plan
def test_the_summary_is_the_one_that_plan_prints(superpod_plan: Plan) -> None:
    """The block under `The summary` has the first lines of the demo, wrapped."""
    block = re.search(r"## The summary\n\n```\n(.*?)```", README, re.DOTALL)
    assert block is not None
    facts = plan_facts(superpod_plan) | {"practice": practice_facts(superpod_plan), "stopped": False}
    printed = " ".join(" ".join(summary_lines(facts)).split())
    assert " ".join(block[1].split()) in printed
