"""What a set of sheets supersedes: the plan and revision of the set in the folder that it replaces.

Where the folder has none, it is the plan from which the search for this one started.

`index.html` of each set names its site, plan and revision for this, and what it superseded itself. A set of the same
plan and revision supersedes what the old one did, so that writing it again changes nothing.
"""

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from fabric.plan import Plan, plan_id
from fabric.sheets.rows.plan_rows import PlanRows

MOST = 400
"""Most characters of a text that is taken from an old page; a longer one was not written by us."""
_PLAN = re.compile(r"[0-9a-f]{8}")


class Issue(NamedTuple):
    """One set of sheets by what its pages name."""

    site: str
    """Name of the site."""
    plan: str
    """Id of the plan, eight digits."""
    revision: str
    """Text of the revision; empty for none."""
    supersedes: str
    """The issue before it in words; empty where none is known."""


def name_issue(rows: PlanRows) -> Issue:
    """The issue that a set of sheets is."""
    return Issue(rows.site.name, plan_id(rows.whole), rows.options.revision, rows.options.supersedes)


def find_superseded(folder: Path, plan: Plan, revision: str) -> str:
    """What sheets of a plan and revision in `folder` supersede, in words; empty where nothing came before them."""
    start = f"plan {plan.started_from}" if plan.started_from else ""
    old = _read_issue(folder / "index.html")
    if old is None or old.site != plan.project.site.name:
        return start
    new = plan_id(plan)
    if (old.plan, old.revision) == (new, revision):
        return old.supersedes
    without = " without revision" if old.plan == new else ""
    return f"plan {old.plan}" + (f", revision {old.revision}" if old.revision else without)


def list_marks(issue: Issue) -> Iterator[str]:
    """The lines of `index.html` that name an issue."""
    for name, text in zip(issue._fields, issue, strict=True):
        yield f'<meta name="{name}" content="{escape(text)}">\n'


class _Marks(HTMLParser):
    """The marks of a page by name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "meta":
            self.found[named.get("name") or ""] = named.get("content") or ""


def _read_issue(page: Path) -> Issue | None:
    """The issue of an old page; None where there is none, or where it is not ours."""
    marks = _Marks()
    try:
        marks.feed(page.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    issue = Issue(*(marks.found.get(name, "") for name in Issue._fields))
    is_ours = _PLAN.fullmatch(issue.plan) and all(len(text) <= MOST and text.isprintable() for text in issue)
    return issue if is_ours else None
