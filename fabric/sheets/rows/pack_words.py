"""What a crew pack says of a step: minutes, title, and the lines below it."""

from collections.abc import Iterator

from fabric.sheets.rows.feet import beside
from fabric.sheets.rows.pull_words import pull_lines
from fabric.sheets.rows.step import Act, Step
from fabric.sheets.rows.text import (
    crews_text,
    labels_text,
    range_text,
    serials_text,
    sheet_text,
    short_metres_text,
    waits_text,
    work_place_text,
)


def minutes_text(step: Step) -> str:
    """Minutes of a step, with the range where there is one."""
    found = range_text(step)
    minutes = f"{step.minutes} min" if step.minutes else "< 1 min"
    return f"{minutes} ({found})" if found else minutes


def title_text(step: Step) -> str:
    """The labels and the cable first, then the act and its place."""
    length = f", {_length(step)}" if step.length_mm else ""
    what = f"{labels_text(step.labels)}  {serials_text(step.serials)}{length}: " if step.serials else ""
    return f"{what}{step.act.value} at {work_place_text(step.place)}"


def _length(step: Step) -> str:
    """The longest piece of a pull, as its crew reads it."""
    length_mm = step.length_mm or 0
    return beside(f"{short_metres_text(length_mm)} m", step.pull.units if step.pull else "metric", length_mm)


def step_lines(step: Step) -> Iterator[str]:
    """The lines below the title of a step."""
    others = [f"Wait for: {waits_text(step.waits_for)}."] if step.waits_for else []
    others += [f"Same rack: {crews_text(step.beside)}."] if step.beside else []
    if others:
        yield "   ".join(others)
    yield f"{step.words if step.act == Act.INSERT_OPTICS else step.words[:1].upper() + step.words[1:]}."
    if step.pull:
        yield from pull_lines(step.pull)
    if sheet_text(step):
        yield f"See: {sheet_text(step)}."
