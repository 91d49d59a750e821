"""What a crew pack says of a step: minutes, title, and the lines below it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from fabric.sheets.rows.feet import beside
from fabric.sheets.rows.pull_words import pull_lines, pull_subjects
from fabric.sheets.rows.step import Act, Step
from fabric.sheets.rows.step_words import SCAN
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


def step_lines(step: Step, told: Step | None = None) -> Iterator[str]:
    """The lines below the title of a step. `told` is a step whose lines are above on the same page: of a pull like it,
    only the differences are printed, and whom to wait for.
    """
    others = [f"Wait for: {waits_text(step.waits_for)}."] if step.waits_for else []
    others += [f"Same rack: {crews_text(step.beside)}."] if step.beside else []
    others += [f"See: {sheet_text(step)}."] if sheet_text(step) else []
    if others:
        yield "   ".join(others)
    lines = _task_lines(step)
    if told is not None and is_short(step, told):
        known = _task_lines(told)
        yield from (line for line in lines if line not in known)
        yield f"All else as in step {told.number}."
    else:
        yield from lines


def is_short(step: Step, told: Step) -> bool:
    """Whether a pull is described by what differs from another one: three lines or more are alike, none is missing."""
    if step.pull is None or told.pull is None:
        return False
    # A line more or fewer, such as a wall or a third person, must not hide behind "all else".
    has_same_subjects = pull_subjects(step.pull).keys() == pull_subjects(told.pull).keys()
    return has_same_subjects and len(set(_task_lines(step)) & set(_task_lines(told))) >= 3


def _task_lines(step: Step) -> list[str]:
    """The sentence of a step, and the lines of a pull."""
    words = step.words if step.act == Act.INSERT_OPTICS else step.words[:1].upper() + step.words[1:]
    return [f"{words}.", *(pull_lines(step.pull) if step.pull else ())]


def optics_title(step: Step) -> str:
    """The title of several devices of one rack whose optics follow each other."""
    return f"{step.act.value}, {SCAN}"


def device_text(step: Step) -> str:
    """One device of such a run: its place, then its transceivers and cages."""
    return f"{work_place_text(step.place)}  {step.words.removesuffix(f'; {SCAN}')}"


def list_step_runs(steps: Iterable[Step], breaks: Sequence[datetime]) -> list[list[Step]]:
    """The steps in order, those together whose optics go into devices at one face of a rack without a break between,
    and which wait for the same steps.
    """
    runs: list[list[Step]] = []
    for step in steps:
        last = runs[-1][-1] if runs else step
        is_alike = all(one.act == Act.INSERT_OPTICS and one.place.half_ru is not None for one in (last, step)) and (
            _company(last) == _company(step)
        )
        if runs and is_alike and not any(last.start < pause <= step.start for pause in breaks):
            runs[-1].append(step)
        else:
            runs.append([step])
    return runs


def _company(step: Step) -> tuple[object, ...]:
    """Where a step is done, after whom and beside whom."""
    return step.place.racks, step.place.face, step.waits_for, step.beside
