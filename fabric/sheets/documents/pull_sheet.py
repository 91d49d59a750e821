"""The pull sheet: the work of each crew, step by step, and every leg with its port.

A crew never has to look anything up.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from fabric.sheets.roles import CREW, file_names, make_document, write_data, write_paper
from fabric.sheets.rows.fields import Field, blank, make_table
from fabric.sheets.rows.figures import kilograms, metres, millimetres, moment
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import CrewSection, list_sections
from fabric.sheets.rows.step import PullFacts, Step
from fabric.sheets.rows.text import (
    after_text,
    count_text,
    day_text,
    fill_text,
    media_text,
    plug_text,
    pull_facts_text,
    route_text,
    serials_text,
    slack_text,
    tray_text,
    work_place_text,
)
from fabric.writers import Cell, SheetDocument, Table


@dataclass(frozen=True)
class SheetLine:
    """A step and the moment at which the racks are ready: a row of the pull sheet."""

    step: Step
    """The step with its facts."""
    ready: datetime | None
    """Local time; moments are printed with their date. None: with the number of the day, from 1."""


_STEP_FIELDS: tuple[Field[SheetLine], ...] = (
    Field("crew", "crew", attrgetter("step.crew"), 0.5),
    Field("step", "step", attrgetter("step.number"), 0.5),
    Field("shift", "shift", attrgetter("step.shift_name"), 0.6),
    Field("start", "start", lambda line: moment(line.ready, line.step.start), 1.05),
    Field("end", "end", lambda line: moment(line.ready, line.step.end), 1.05),
    Field("minutes", "min", attrgetter("step.minutes"), 0.45),
    Field("act", "do", lambda line: line.step.act.value, 0.8),
    Field("at", "at", lambda line: work_place_text(line.step.place), 1.2),
    Field("what", "what", attrgetter("step.words"), 4.2),
    Field("length_m", "length m", lambda line: metres(line.step.length_mm), 0.65),
    Field("route", "route", lambda line: route_text(line.step.route) if line.step.pull else "", 2.0),
    Field("serials", "serials", lambda line: serials_text(line.step.serials), 1.1),
    Field("after", "wait for; same rack", lambda line: after_text(line.step), 1.1),
    Field("done", "done", blank, 0.5),
)


def _of_pull(read: Callable[[PullFacts], Cell]) -> Callable[[SheetLine], Cell]:
    """A cell of the facts of a pull, empty for other steps."""
    return lambda line: "" if line.step.pull is None else read(line.step.pull)


_PULL_FIELDS: tuple[Field[SheetLine], ...] = (
    Field("media", "media", _of_pull(lambda pull: media_text(pull.media))),
    Field("connector", "connector", _of_pull(lambda pull: plug_text(pull.plug))),
    Field("polarity", "polarity", _of_pull(attrgetter("polarity"))),
    Field("diameter_mm", "diameter mm", _of_pull(lambda pull: millimetres(pull.diameter_um))),
    Field("weight_kg", "weight kg", _of_pull(lambda pull: kilograms(pull.weight_g))),
    Field("lay_in", "laid in", _of_pull(tray_text)),
    Field("fill_pct", "fill after it %", _of_pull(fill_text)),
    Field("spare_m", "spare length m", _of_pull(lambda pull: slack_text(*pull.spare_mm))),
)


def _say_whole(line: SheetLine) -> str:
    """The sentence of a step, with the facts of its pull: paper has no columns for them."""
    step = line.step
    return step.words if step.pull is None else f"{step.words}{pull_facts_text(step.pull, step.place.racks[0])}"


_PRINTED = tuple(
    replace(field, read=_say_whole) if field.key == "what" else field
    for field in _STEP_FIELDS
    if field.key not in ("crew", "shift")
)
_NOTE = (
    "Work from top to bottom. 'Wait for': finish that step first. 'Same rack': another crew works there at that time. "
    "A gap in time is a break or a wait. The A end comes off the coil first. Links are tested when both ends are "
    "plugged and both devices have power: link up at full speed, error counters steady. The landing sheets show where "
    "each leg goes."
)
_SIGN = f"Technicians: {30 * '_'}   Done at: {12 * '_'}   Not finished, handed to: {30 * '_'}"


def pull_sheet(rows: PlanRows) -> SheetDocument:
    """The steps of all crews; print has a section for each crew and shift."""
    plan, steps = rows.plan, rows.steps
    ready = plan.project.request.racks_ready
    printed = tuple(_print_section(rows, section) for section in list_sections(rows))
    crews = len({step.crew for step in steps})
    crew_words = f"{count_text(crews, 'crew')} of {plan.project.crew.crew_size}"
    dated = "" if ready else "; day 1 is the day on which the racks are ready"
    hours = f"{plan.summary.install_time_s / 3600:.1f} working hours"
    lines = [SheetLine(step, ready) for step in steps]
    return SheetDocument(
        name="pull_sheet",
        title="Pull sheet",
        subtitle=f"{plan.project.site.name}: {crew_words}, {hours}{dated}",
        tables=(make_table("pull_sheet", "Steps", (*_STEP_FIELDS, *_PULL_FIELDS), lines),),
        print_tables=printed or (make_table("pull_sheet", "Steps", _PRINTED, ()),),
    )


def write_crew_sheets(rows: PlanRows, folder: Path) -> list[str]:
    """Writes the steps as data, and a file to print and staple for each crew and shift."""
    document = make_document(pull_sheet, rows)
    names = write_data(document, rows, folder)
    sections = list_sections(rows)
    for section, table in zip(sections, document.print_tables, strict=False):
        mine = replace(document, print_tables=(table,))
        names += write_paper(mine, CREW, rows, folder, _file_name(rows, section))
    return names


def _file_name(rows: PlanRows, section: CrewSection) -> str:
    """Crew, day and shift, so that the files of a crew are in order of time."""
    (shift,) = file_names("", [section.shift_name]).values()
    day = day_text(rows.plan.project.request.racks_ready, section.steps[0].start).replace(" ", "-")
    return f"crew-{section.crew:02d}-{day}{shift}"


def _print_section(rows: PlanRows, section: CrewSection) -> Table:
    """The work of one crew in one shift."""
    ready = rows.plan.project.request.racks_ready
    table = make_table(
        f"crew_{section.crew}_shift_{section.shift + 1}",
        f"Crew {section.crew}, {section.when}",
        _PRINTED,
        [SheetLine(step, ready) for step in section.steps],
        (_sum_up(section.steps), _NOTE, rows.label_key, _SIGN),
    )
    return replace(
        table,
        details={number: step.details for number, step in enumerate(section.steps) if step.details},
        resume={number: _resume(step) for number, step in enumerate(section.steps)},
    )


def _resume(step: Step) -> str:
    """The line above details that go on over a page."""
    place, serials = work_place_text(step.place), serials_text(step.serials)
    return f"Step {step.number}, continued: {step.act.value} at {place}, {serials}"


def _sum_up(steps: Sequence[Step]) -> str:
    """Steps, hours, acts, and the metres and kilograms to lay; these two are sums of the printed figures."""
    counts = Counter(step.act.value for step in steps)
    words = ", ".join(f"{count} x {act}" for act, count in counts.items())
    hours = sum(step.end_s - step.start_s for step in steps) / 3600
    metres = sum(step.length_mm or 0 for step in steps) / 1000
    kilograms = sum(round(step.pull.weight_g / 1000, 1) for step in steps if step.pull)
    laid = f"; {metres:,.0f} m, {kilograms:,.0f} kg to lay" if metres else ""
    return f"{count_text(len(steps), 'step')}, {hours:.1f} h: {words}{laid}"
