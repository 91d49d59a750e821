"""Constants that the docs quote are those of the code, and the files that they name exist."""

import re
from pathlib import Path

import pytest

from fabric.bounds.clos_structure import MOST_KINDS
from fabric.bounds.least_work import LONGEST_TABLE
from fabric.optimize.cabling import routing
from fabric.optimize.placement import local_search
from fabric.optimize.schedule import dispatch_rule, exact
from fabric.topology import metrics

DOCS = Path(__file__).parent.parent / "docs"
QUOTED = [
    ("bounds.md", r"Beyond ([\d,]+) links", LONGEST_TABLE),
    ("bounds.md", r"Up to ([\d,]+) kinds are distinguished", MOST_KINDS),
    ("maths.md", r"up to ([\d,]+) assignments", local_search.EXHAUSTIVE),
    ("maths.md", r"CP-SAT over the ([\d,]+) best routes", routing.ALTERNATIVES),
    ("maths.md", r"best routes of up to ([\d,]+) bundles", routing.EXACT),
    ("maths.md", r"list scheduling with ([\d,]+) dispatch rules", len(dispatch_rule.DISPATCH_RULES)),
    ("maths.md", r"of up to ([\d,]+) packages CP-SAT", exact.PACKAGES),
    ("topologies.md", r"more than ([\d,]+) classes of leaves", metrics.SOURCES),
]


@pytest.mark.parametrize(("page", "pattern", "value"), QUOTED, ids=[pattern for _, pattern, _ in QUOTED])
def test_a_quoted_constant_is_that_of_the_code(page: str, pattern: str, value: int) -> None:
    found = re.findall(pattern, (DOCS / page).read_text(encoding="utf-8"))
    assert found == [f"{value:,}"]


@pytest.mark.parametrize("page", ["bounds.md", "maths.md", "topologies.md"])
def test_files_that_a_page_names_exist(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    assert [name for name in re.findall(r"`(fabric/[\w/.]+)`", text) if not (DOCS.parent / name).exists()] == []
