"""The first page of the sheets: what each folder is for, and what to open first."""

from collections import defaultdict
from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath

from fabric.sheets.roles import DATA, HEADINGS, LEAD, PHONE, ROLES, role_words
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.superseded import list_marks, name_issue

NAME, SUMMARY = "index.html", "summary.html"
SUMMARY_WORDS = (
    "install time compared with cabling the usual way, progress, technicians, cost and orders, on two pages."
)
"""What the summary holds, as index.html says it."""
OTHERS = "The same tables as CSV"
"""Words above the CSV files of the data."""
_HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
{marks}<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}
h2 {{ font-size: 1.1rem; margin: 1.6rem 0 .2rem; }}
p {{ margin: .2rem 0 .4rem; }}
ul {{ margin: 0; padding-left: 1.2rem; columns: 18rem; }}
footer {{ margin-top: 2rem; opacity: .7; font-size: .85rem; }}
</style>
<h1>{title}</h1>
"""


def write_index(rows: PlanRows, names: Sequence[str]) -> str:
    """The text of index.html, for the files that were written (by relative path)."""
    files: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        files[PurePosixPath(name).parts[0]].append(name)
    files[PHONE] = [f"{PHONE}/{NAME}"]
    parts = [
        _HEAD.format(
            title=escape(f"Installation sheets: {rows.site.name}"), marks="".join(list_marks(name_issue(rows)))
        )
    ]
    if rows.options.selection:
        parts.append(f"<p>Only {escape(str(rows.options.selection))}.</p>\n")
    if f"{LEAD}/{SUMMARY}" in names:
        parts.append(f'<p><a href="{LEAD}/{SUMMARY}"><b>Summary</b></a>: {SUMMARY_WORDS}</p>\n')
    contact = rows.plan.project.request.contact
    if contact:
        call = ", ".join(filter(None, (contact.name, contact.telephone)))
        parts.append(f"<p>Questions about the plan: {escape(call)}</p>\n")
    for role in ROLES:
        shown = [name for name in files[role] if role != DATA or not name.endswith(".csv")]
        if not shown:
            continue
        parts.append(f"<h2>{HEADINGS[role]}</h2>\n<p>{escape(role_words(role, files[role]))}</p>\n{_list_files(shown)}")
        others = [name for name in files[role] if name not in shown]
        if others:
            parts.append(f"<p>{OTHERS}:</p>\n{_list_files(others)}")
    parts.append(f"<footer>{escape(rows.origin)}</footer>\n</html>\n")
    return "".join(parts)


def _list_files(names: Sequence[str]) -> str:
    """Links to files by their names."""
    items = "".join(f'<li><a href="{name}">{PurePosixPath(name).name}</a></li>\n' for name in names)
    return f"<ul>\n{items}</ul>\n"
