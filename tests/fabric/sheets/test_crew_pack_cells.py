"""The crew pack on paper and as data: every cell of the CSV files and the workbook is printed, and every printed figure
and name is a cell.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from fabric import Plan
from fabric.sheets.documents.pack_steps import SIDES
from fabric.sheets.documents.pull_sheet import BETWEEN
from fabric.sheets.rows.crew_day import CrewDays
from fabric.sheets.rows.earlier_waits import EARLIER
from fabric.sheets.rows.pack_words import act_text, list_idle, list_step_runs, run_lines, run_title, wait_text
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import CrewSection, list_sections
from fabric.sheets.rows.step import Act
from fabric.sheets.rows.step_words import OPEN, SCAN
from fabric.sheets.rows.text import clock_text
from tests.fabric.sheets.rendering import pdf_text, read_rows, render

Row = Mapping[str, str]
UNITS = {"length_m": "m", "diameter_mm": "mm dia.", "weight_kg": "kg", "bend_rest_mm": "mm", "bend_pull_mm": "mm"}
"""What is printed behind a figure."""
MINUTES = re.compile(r"(?:< )?\b\d+ min\b(?: \([^)]*\))?")
"""The minutes of a step, with their range."""
POINTER = re.compile(r"(?:All else as in|(?:[A-Z][a-z ]+, )*[A-Za-z ]+: as in) step (\d+)\.")
"""Words that point to the lines of another step."""
PRINTED_ONCE = {"crew", "shift", "day", "done"}
"""Cells that the title of each page says, and the box."""

WHOLE = {"slack_m", "slack_ft"}
"""Cells that a pack prints part by part for a trunk."""


NO_SLACK = {"body_slack_m", "body_slack_ft", "slack_at", "slack_short"}
"""Cells that a pack prints in other words where the body of a trunk has no slack."""


def squash(text: str) -> str:
    """A text without white space and capitals: lines of print are broken where they are full."""
    return "".join(text.split()).lower()


def printed_cells(row: Row) -> Iterator[str]:
    """The cells of a row as they are printed, without the quote that guards CSV files against spreadsheets."""
    for key, written in row.items():
        cell = written.removeprefix("'")
        if not cell or key in PRINTED_ONCE or (key in WHOLE and row["body_slack_m"]):
            continue
        if key in NO_SLACK and row["body_slack_m"] == "0.00":
            yield "none in the body: lay it straight"
            continue
        if key in ("start", "end"):
            yield cell[-5:]
        elif key == "act":
            yield act_text(Act(cell))
        elif key == "wait_for":
            # Behind the steps of each crew stands what they are.
            yield from cell.replace(f"{EARLIER}: ", "").split("; ")
        elif key in UNITS:
            figure = cell if key == "weight_kg" else f"{float(cell):g}"
            yield f"{figure} {UNITS[key]}"
        else:
            yield from cell.split(BETWEEN)


GREY_ROW = r"\d\d:\d\d-\d\d:\d\d +(BREAK|WAIT until step \d+: ask the lead for other work)"
"""What stands between steps."""


def data_words(text: str) -> Iterator[str]:
    """The words of a print with a digit: names and figures."""
    for word in text.split():
        if re.search(r"\d", word):
            yield word.strip(".,;:()")


def pages_of(rows: PlanRows, section: CrewSection, files: Mapping[str, bytes]) -> tuple[str, str]:
    """The text above the steps of a pack, and of the steps, without titles and feet."""
    title = f"Crew {section.crew}, {section.when}"
    names = [name for name in files if name.startswith(f"crew/crew-{section.crew:02d}-")]
    text = next(found for found in map(pdf_text, (files[name] for name in names)) if title in found)
    text = text.replace("\r", "").replace(f"crew {section.crew} / {rows.origin}", "")
    text = re.sub(r"page\s+\d+\s+of\s+\d+", "", text)
    text = re.sub(re.escape(title) + r"(: steps| \(continued\))?", "", text.replace(rows.site.name, ""))
    first, _, steps = text.partition(SIDES)
    hand_over = steps.find("HAND-OVER")
    return first, re.sub(GREY_ROW, "", steps[:hand_over] if hand_over >= 0 else steps)


def blocks_of(text: str, section: CrewSection) -> list[str]:
    """What stands above the first step, then the text of each step: from its number and times to those of the next."""
    marks = [f"{one.number} {clock_text(one.start)}-{clock_text(one.end)}" for one in section.steps]
    places = [0]
    plain = " ".join(text.split())
    for mark in marks:
        places.append(plain.index(mark, places[-1]))
    return [plain[start:end] for start, end in zip(places, [*places[1:], len(plain)], strict=True)]


SHARED_ENDS = {"insert": f"; {SCAN}", "open": f": {OPEN}"}
"""By the first word of a title that steps share, the end of their sentence that it holds."""


def heads_of(section: CrewSection, pauses: Sequence[datetime]) -> Iterator[tuple[str, str]]:
    """Of each step that shares a title the words that stand above it, and those that it shares; of others none."""
    for run in list_step_runs(section.steps, pauses):
        shared, said = " ".join((run_title(run[0]), *run_lines(run[0]))), ""
        for number, step in enumerate(run):
            if len(run) == 1:
                yield "", ""
                continue
            wait = wait_text(step) if step.act == Act.INSERT_OPTICS else ""
            above = [shared] if number == 0 else []
            yield " ".join((*above, wait if wait != said else "")), f"{shared} {wait}"
            said = wait


def tell_whole(blocks: Sequence[str], heads: Sequence[tuple[str, str]]) -> list[str]:
    """The blocks of the steps with the words that they share, which stand above them in the block before."""
    above, *whole = blocks
    for number, (head, _) in enumerate(heads):
        words = " ".join(head.split())
        before = whole[number - 1] if number else above
        assert before.rstrip().endswith(words), f"above step {number} of the shift stands no {words}"
        if number and words:
            whole[number - 1] = before.rstrip().removesuffix(words)
    told = []
    for block, (_, shared) in zip(whole, heads, strict=True):
        # The minutes stand at the end of the first line; where the words go over two lines, they stand among them.
        plain = " ".join((*MINUTES.findall(block), *MINUTES.sub(" ", block).split())) if shared else block
        end = next((end for begin, end in SHARED_ENDS.items() if shared.startswith(begin)), "")
        told.append(f"{plain}{end} {shared}")
    return told


def told_by(step: str, by_step: Mapping[str, str]) -> str:
    """The block of a step, with the block to which it points."""
    pointer = POINTER.search(by_step[step])
    return by_step[step] + (told_by(pointer.group(1), by_step) if pointer else "")


def check_steps(blocks: list[str], rows: Sequence[Row]) -> None:
    """Every cell of a step stands in its block, or in that of the step to which it points, and every name and figure
    of the block in a cell.
    """
    by_step = {row["step"]: block for block, row in zip(blocks, rows, strict=True)}
    for whole, row in zip(blocks, rows, strict=True):
        pointer = POINTER.search(whole)
        # A step within a minute has 0 minutes as a cell.
        block = POINTER.sub("", whole).replace("< 1 min", "")
        told = told_by(pointer.group(1), by_step) if pointer else ""
        cells = [squash(cell) for cell in printed_cells(row)]
        missing = [cell for cell in cells if cell not in squash(block) and cell not in squash(told)]
        assert not missing, f"step {row['step']} prints no {missing}"
        known = {row["step"], f"{row['start'][-5:]}-{row['end'][-5:]}"}
        strange = {word for word in data_words(block) if not any(squash(word) in cell for cell in cells)} - known
        assert not strange, f"step {row['step']} prints {strange}, which is no cell: {block}"


def goes_over(cell: str, text: str) -> bool:
    """Whether a cell begins at the end of a column of page 1 and goes on at the top of the next page."""
    return any(cell[:cut] in text and cell[cut:] in text for cut in range(10, len(cell) - 10))


def check_first_page(text: str, shift: Row, steps: Sequence[Row]) -> None:
    """Every cell of a shift stands on page 1, and every name of its lists in a cell of the shift or of its pulls."""
    cells = [squash(cell) for cell in printed_cells(shift)]
    missing = [cell for cell in cells if cell not in squash(text) and not goes_over(cell, squash(text))]
    assert not missing, f"page 1 prints no {missing}"
    lists = re.sub(r"\d\d:\d\d-\d\d:\d\d", "", text[text.index("Pulls: ") :]) if "Pulls: " in text else ""
    known = squash(" ".join([*cells, *(cell for row in steps for cell in printed_cells(row))]))
    strange = [word for word in data_words(lists) if re.search("[a-zA-Z]", word) and squash(word) not in known]
    assert not strange, f"page 1 prints {strange}"


def check_pack(plan: Plan) -> None:
    """All crews and shifts of a plan."""
    rows, files = PlanRows(plan), render(plan)
    steps, shifts = (read_rows(files[f"data/{name}.csv"]) for name in ("pull_sheet", "crew_shifts"))
    sections, days = list_sections(rows), CrewDays(rows)
    assert len(shifts) == len(sections)
    at = 0
    for section, shift in zip(sections, shifts, strict=True):
        mine = steps[at : at + len(section.steps)]
        at += len(mine)
        first, text = pages_of(rows, section, files)
        idle = [after.start for _, after in list_idle(section.steps)]
        pauses = sorted([*idle, *(one.start for one in days.breaks_of(section))])
        check_steps(tell_whole(blocks_of(text, section), list(heads_of(section, pauses))), mine)
        check_first_page(first, shift, mine)
    assert at == len(steps)
    book = openpyxl.load_workbook(io.BytesIO(files["data/pull_sheet.xlsx"]))
    for sheet, listed in zip(book.worksheets, (steps, shifts), strict=True):
        found = [[plain(cell) for cell in line] for line in sheet.iter_rows(min_row=2, values_only=True)]
        assert found == [[plain(cell.removeprefix("'")) for cell in row.values()] for row in listed]


def plain(cell: object) -> str:
    """A cell of either file: figures without idle decimals, moments to the minute."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    text = str("" if cell is None else cell)
    return f"{float(text):g}" if re.fullmatch(r"\d+(\.\d+)?", text) else text


def test_every_cell_of_the_small_plan(small_plan: Plan) -> None:
    """Two crews, three shifts, a break, a bundle, a patch and a single cable; undated, then with dates."""
    check_pack(small_plan)
    request = replace(small_plan.project.request, racks_ready=datetime(2027, 1, 11, 6))
    check_pack(replace(small_plan, project=replace(small_plan.project, request=request)))


@pytest.mark.plan
def test_every_cell_of_four_networks(room_plan: Plan) -> None:
    """Trunks, splitters, copper, optics, power, many pulls in one line."""
    check_pack(room_plan)
