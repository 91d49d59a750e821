"""What a crew pack says of a step: minutes, title, and the lines below it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from fabric.sheets.rows.earlier_waits import head_waits
from fabric.sheets.rows.feet import beside
from fabric.sheets.rows.pull_words import pull_lines, pull_subjects
from fabric.sheets.rows.step import TABLE, Act, Step
from fabric.sheets.rows.step_words import OPEN, SCAN
from fabric.sheets.rows.text import (
    crews_text,
    labels_text,
    list_text,
    range_text,
    serials_text,
    sheet_text,
    short_metres_text,
    waits_text,
    work_place_text,
)
from fabric.sheets.rows.waits import wait_tasks_text

MOST_PLUGS = 2
"""Plugs of a landing that may share its title with others."""
FEWEST_ALIKE = 3
"""Lines that a pull shares with another one from which only its own are printed."""
IDLE_S = 900
"""Seconds without work from which a pack says so: nobody goes for a coffee in less."""
ACT_WORDS = {Act.LAND_A: "land the A end", Act.LAND_B: "land the B end"}
"""Titles of steps that say more than the word in data."""
_SHORT_NAMES = {"Minimum bend radius": ("bend radius", "ties")}
"""Subjects of lines that say more than their name."""


def minutes_text(step: Step) -> str:
    """Minutes of a step, with the range where there is one."""
    found = range_text(step)
    minutes = f"{step.minutes} min" if step.minutes else "< 1 min"
    return f"{minutes} ({found})" if found else minutes


def title_text(step: Step) -> str:
    """The labels and the cable first, then the act and its place."""
    what = f"{labels_text(step.labels)}  {piece_text(step)}: " if step.serials else ""
    at = "" if step.act == Act.PULL else "at "
    return f"{what}{act_text(step.act)} {at}{work_place_text(step.place)}"


def piece_text(step: Step) -> str:
    """The serials of the pieces of a step, and of a pull its longest piece; nothing where it handles none."""
    return serials_text(step.serials) + (f", {_length(step)}" if step.length_mm else "")


def act_text(act: Act) -> str:
    """What is done in a step, as a title says it."""
    return ACT_WORDS.get(act, act.value)


def _length(step: Step) -> str:
    """The longest piece of a pull, as its crew reads it."""
    length_mm = step.length_mm or 0
    return beside(f"{short_metres_text(length_mm)} m", step.pull.units if step.pull else "metric", length_mm)


def step_lines(step: Step, told: Step | None = None) -> Iterator[str]:
    """The lines below the title of a step. `told` is a step whose lines are above on the same page: of a pull like it,
    only the differences are printed, and whom to wait for.
    """
    company, lines = _company_text(step), _task_lines(step)
    alike = _list_alike(step, told) if told else []
    if told is not None and len(alike) >= FEWEST_ALIKE:
        own = [line for line in lines if line not in _task_lines(told)]
        yield "   ".join(filter(None, (company, *own, f"All else as in step {told.number}.")))
        return
    if told is not None and alike:
        *own, last = [line for line in lines if line not in _task_lines(told)]
        names = list_text([name for one in alike if one for name in _SHORT_NAMES.get(one, (one.lower(),))])
        yield from filter(None, (company, *own, f"{last}   {names[:1].upper()}{names[1:]}: as in step {told.number}."))
        return
    if step.act == Act.TEST:
        yield "   ".join(filter(None, (company, *lines)))
        return
    yield from filter(None, (company, *lines))


def find_like(step: Step, told: Sequence[Step]) -> Step | None:
    """The pull among some whose lines a pull shares most, of equal ones the last; None where none has its subjects."""
    if not step.pull:
        return None
    found = [(len(_list_alike(step, one)), number) for number, one in enumerate(told)]
    count, number = max(found, default=(0, 0))
    return told[number] if count else None


def _company_text(step: Step) -> str:
    """Whom to wait for, who else is there, and the sheet that shows more."""
    here = "this rack" if len(step.place.racks) < 2 else "these racks"
    beside = f"Also at {here}: {crews_text(step.beside)}." if step.beside else ""
    sheet = f"See: {sheet_text(step)}." if sheet_text(step) else ""
    return "   ".join(filter(None, (wait_text(step), beside, sheet)))


def wait_text(step: Step) -> str:
    """The steps that must be done first, and what is done in them; nothing where there are none."""
    parts = ((wait, waits_text([wait._replace(is_earlier=False)]), wait_tasks_text(wait)) for wait in step.waits_for)
    waits = [(wait, f"{steps} ({tasks})" if tasks else steps) for wait, steps, tasks in parts]
    return f"{head_waits(waits)}." if waits else ""


def is_short(step: Step, told: Step | None) -> bool:
    """Whether a pull is described by what differs from another one: three lines or more are alike, none is missing."""
    return told is not None and len(_list_alike(step, told)) >= FEWEST_ALIKE


def _list_alike(step: Step, told: Step) -> list[str]:
    """The subjects of the lines that two pulls share; of its sentence an empty one. None where one of them has a line
    more, such as a wall or a third person, or where there is nothing to save: a sentence alone differs.
    """
    if step.pull is None or told.pull is None:
        return []
    mine, other = _by_subject(step), _by_subject(told)
    if mine.keys() != other.keys():
        return []
    alike = [subject for subject, words in mine.items() if other[subject] == words]
    return alike if len(alike) > 1 else []


def _by_subject(step: Step) -> dict[str, str]:
    """The sentence of a pull, then its lines, by subject."""
    return {"": _sentence(step), **(pull_subjects(step.pull) if step.pull else {})}


def _sentence(step: Step) -> str:
    return step.words if step.act == Act.INSERT_OPTICS else step.words[:1].upper() + step.words[1:]


def _task_lines(step: Step) -> list[str]:
    """The sentence of a step, and the lines of a pull."""
    return [f"{_sentence(step)}.", *(pull_lines(step.pull) if step.pull else ())]


def run_title(step: Step) -> str:
    """The title that several steps of one kind at one place share."""
    if step.act == Act.INSERT_OPTICS:
        at = f" at the {TABLE}, before the devices go into their racks" if step.place.is_table else ""
        return f"{step.act.value}{at}, {SCAN}"
    if step.act == Act.OPEN_RACK:
        return f"{step.act.value}: {OPEN}"
    return f"{act_text(step.act)} at {work_place_text(step.place)}"


def run_lines(step: Step) -> tuple[str, ...]:
    """The lines below such a title."""
    company = _company_text(replace(step, waits_for=()))
    task = _task_lines(step) if step.act in (Act.LAND_A, Act.LAND_B) else []
    return tuple(filter(None, (company, *task)))


def row_words(step: Step) -> tuple[str, str, tuple[str, ...]]:
    """A step below such a title: its label, what else is its own, and its plugs."""
    if step.act == Act.INSERT_OPTICS:
        place = work_place_text(step.place._replace(is_table=False))
        return "", f"{'for ' if step.place.is_table else ''}{place}  {step.words.removesuffix(f'; {SCAN}')}", ()
    labels, wait = labels_text(step.labels), wait_text(step)
    if step.act == Act.TEST:
        return labels, "  ".join(filter(None, (f"{step.words}.", wait))), ()
    if step.act == Act.OPEN_RACK:
        return work_place_text(step.place), step.words.removesuffix(f": {OPEN}"), ()
    side, *plugs = step.details
    # Several plugs in one line would be read as one.
    lines = ("   ".join((*plugs, side)),) if len(plugs) < 2 else (*plugs, side)
    return f"{labels}  {serials_text(step.serials)}", wait, lines


def list_idle(steps: Sequence[Step]) -> list[tuple[Step, Step]]:
    """The steps between which a crew has no work for a while: the last one before, and the first one after it."""
    return [(before, after) for before, after in pairwise(steps) if after.start_s - before.end_s >= IDLE_S]


def list_step_runs(steps: Iterable[Step], breaks: Sequence[datetime]) -> list[list[Step]]:
    """The steps in order, those together that share a title: racks to open, optics of devices, tests at one rack, and
    ends of short cables that are landed there in the same words; without a break between, and with the same crews at
    the rack.
    """
    runs: list[list[Step]] = []
    for step in steps:
        last = runs[-1][-1] if runs else step
        shared = _shared(step)
        if runs and shared == _shared(last) and shared and not any(last.start < one <= step.start for one in breaks):
            runs[-1].append(step)
        else:
            runs.append([step])
    return runs


def _shared(step: Step) -> tuple[object, ...]:
    """What steps share that stand below one title; nothing where a step has a title of its own."""
    if step.act == Act.INSERT_OPTICS and step.place.half_ru is not None:
        # Waits stand above their devices: one without would seem to wait as well.
        return step.act, step.place.is_table, step.beside, bool(step.waits_for)
    if step.act == Act.OPEN_RACK and not step.waits_for:
        return step.act, step.beside
    where = step.act, step.place.racks, step.place.face, step.beside
    if step.act == Act.TEST:
        return where
    is_short_landing = step.act in (Act.LAND_A, Act.LAND_B) and 0 < step.plugs <= MOST_PLUGS
    return (*where, step.words) if is_short_landing else ()
