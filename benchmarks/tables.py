"""The tables of docs/benchmarks.md, from what benchmarks/run.py printed.

    python benchmarks/run.py >rows.csv
    python benchmarks/tables.py rows.csv            prints the tables
    python benchmarks/tables.py rows.csv --write    puts them into the page between its markers

Rows of several files make one table, in the order of the files.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- rows: made by benchmarks/tables.py -->", "<!-- end of rows -->"
HEADS = (
    "site", "links", "planned by", "install h", "bound h", "gap %", "person-hours", "work gap %", "decided gap %",
    "link-km", "pulls", "s", "MB",
)  # fmt: skip
RATIOS = "# "
"""Beginning of a line of ratios, which `run.py` prints below the rows of a site."""


def read_rows(paths: list[Path]) -> tuple[list[dict[str, str]], list[str]]:
    """The rows of all files, and the lines of ratios."""
    rows: list[dict[str, str]] = []
    ratios: list[str] = []
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        ratios += [line.removeprefix(RATIOS) for line in lines if line.startswith(RATIOS)]
        rows += csv.DictReader(line for line in lines if not line.startswith(RATIOS))
    return rows, ratios


def list_lines(rows: list[dict[str, str]]) -> Iterator[str]:
    """The lines of the main table. A site and its links stand in its first row alone."""
    yield f"| {' | '.join(HEADS)} |"
    yield "|---" * len(HEADS) + "|"
    before = ""
    for row in rows:
        new = row["site"] != before
        before = row["site"]
        first = [before, whole(row.get("links") or "")] if new else ["", ""]
        yield f"| {' | '.join([*first, *cells_of(row)])} |"


def cells_of(row: dict[str, str]) -> list[str]:
    """The cells of a row behind its site. A row that failed says why in place of its figures."""
    if not row.get("plan_s"):
        return [row["planned_by"], row["technicians"], *[""] * (len(HEADS) - 4)]
    name = row["planned_by"]
    if row["technicians"] == "48" and not row["site"].startswith("roce"):
        name += ", 48 technicians"
    name += ", second seed" if row["seed"] == "2" else ""
    has_bound = name.startswith("ours")
    return [
        name,
        f"{float(row['install_time_h']):.2f}",
        f"{float(row['bound_h']):.2f}" if has_bound else "",
        f"{float(row['gap_pct']):.1f}",
        f"{float(row['person_hours']):,.1f}",
        f"{float(row['work_gap_pct']):.2f}" if has_bound else "",
        f"{float(row['decided_gap_pct']):.1f}" if has_bound else "",
        f"{float(row['link_m']) / 1000:,.1f}",
        whole(row["pulls"]),
        f"{float(row['plan_s']):.1f}",
        row["mb"],
    ]


def whole(text: str) -> str:
    """A whole number with commas between thousands."""
    return f"{int(text):,}" if text else ""


def tables(paths: list[Path]) -> str:
    """Both tables, as they stand in the page."""
    rows, ratios = read_rows(paths)
    lines = [*list_lines(rows), "", "Ratios to *practice*:", "", *(f"- {line}." for line in ratios)]
    return "\n".join(lines if ratios else lines[:-4])


def main() -> None:
    """Prints the tables, or writes them."""
    paths = [Path(argument) for argument in sys.argv[1:] if argument != "--write"]
    if not paths:
        sys.exit(__doc__)
    text = tables(paths)
    if "--write" not in sys.argv:
        sys.stdout.write(text + "\n")
        return
    before, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"{PAGE.name} lacks the markers {BEGIN} and {END}")
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
