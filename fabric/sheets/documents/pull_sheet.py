"""The pull sheet as data: the work of each crew, step by step, and its shifts. On paper it is the crew pack.

What a crew pack prints of a step or of a shift is a cell here, in the same words, and the other way round.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from fabric.sheets.rows.crew_day import CrewDays, start_text
from fabric.sheets.rows.feet import feet_range_text, feet_text, radius_text
from fabric.sheets.rows.fields import Field, blank, make_table
from fabric.sheets.rows.figures import kilograms, metres, millimetres, moment
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.pull_words import (
    end_text,
    fullest_text,
    furcation_text,
    lanes_text,
    length_text,
    people_text,
    slack_place_text,
    spare_short_text,
    ties_text,
    walls_text,
)
from fabric.sheets.rows.sections import CrewSection, list_sections
from fabric.sheets.rows.step import PullFacts, Spare, Step
from fabric.sheets.rows.text import (
    breaks_text,
    count_text,
    crews_text,
    labels_text,
    media_text,
    plug_text,
    range_text,
    serials_text,
    sheet_text,
    slack_text,
    waits_text,
    work_place_text,
)
from fabric.sheets.rows.waits import wait_tasks_text
from fabric.writers import Cell, SheetDocument

BETWEEN = " | "
"""Stands between the lines of one cell."""


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
    Field("minutes_range", "min, low to high", lambda line: range_text(line.step), 0.6),
    Field("labels", "labels", lambda line: labels_text(line.step.labels), 1.6),
    Field("serials", "serials", lambda line: serials_text(line.step.serials), 1.1),
    Field("length_m", "length m", lambda line: metres(line.step.length_mm), 0.65),
    Field("act", "do", lambda line: line.step.act.value, 0.8),
    Field("at", "at", lambda line: work_place_text(line.step.place), 1.2),
    Field("what", "what", attrgetter("step.words"), 4.2),
    Field("wait_for", "wait for", lambda line: waits_text(line.step.waits_for), 1.0),
    Field(
        "wait_tasks",
        "what must be done first",
        lambda line: BETWEEN.join(map(wait_tasks_text, line.step.waits_for)),
        1.2,
    ),
    Field("same_rack", "same rack", lambda line: crews_text(line.step.beside), 0.8),
    Field("done", "done", blank, 0.5),
    Field("details", "plugs and pieces", lambda line: BETWEEN.join(line.step.details), 3.0),
    Field("sheet", "see", lambda line: sheet_text(line.step)),
)


def _of_pull(read: Callable[[PullFacts], Cell]) -> Callable[[SheetLine], Cell]:
    """A cell of the facts of a pull, empty for other steps."""
    return lambda line: "" if line.step.pull is None else read(line.step.pull)


def _of_spare(read: Callable[[Spare], Cell]) -> Callable[[SheetLine], Cell]:
    """A cell of the slack of a trunk part by part, empty for other steps."""
    return _of_pull(lambda pull: "" if pull.spare is None else read(pull.spare))


_PULL_FIELDS: tuple[Field[SheetLine], ...] = (
    Field("media", "media", _of_pull(lambda pull: media_text(pull.media))),
    Field("connector", "connector", _of_pull(lambda pull: plug_text(pull.plug))),
    Field("polarity", "polarity", _of_pull(attrgetter("polarity"))),
    Field("diameter_mm", "diameter mm", _of_pull(lambda pull: millimetres(pull.diameter_um))),
    Field("weight_kg", "weight kg", _of_pull(lambda pull: kilograms(pull.weight_g))),
    Field("parts", "length by parts", _of_pull(length_text)),
    Field("lanes", "route, half of tray", _of_pull(lambda pull: lanes_text(pull.ways, pull.units))),
    Field("walls", "walls", _of_pull(walls_text)),
    Field("b_side", "side at B", _of_pull(lambda pull: end_text(pull, "B"))),
    Field("a_side", "side at A", _of_pull(lambda pull: end_text(pull, "A"))),
    Field("furcations", "furcations", _of_pull(furcation_text)),
    Field("slack_m", "slack m", _of_pull(lambda pull: slack_text(*pull.spare_mm))),
    Field("slack_at", "slack stored at", _of_pull(slack_place_text)),
    Field("body_slack_m", "slack of body m", _of_spare(lambda spare: slack_text(*spare.body_mm))),
    Field("a_leg_slack_m", "slack of legs at A m", _of_spare(lambda spare: slack_text(*spare.a_mm))),
    Field("b_leg_slack_m", "slack of legs at B m", _of_spare(lambda spare: slack_text(*spare.b_mm))),
    Field("slack_short", "short slack", _of_pull(spare_short_text)),
    Field("bend_rest_mm", "minimum bend radius at rest mm", _of_pull(attrgetter("bend.rest_mm"))),
    Field("bend_pull_mm", "under pull mm", _of_pull(attrgetter("bend.pull_mm"))),
    Field("ties", "ties", _of_pull(ties_text)),
    Field("people", "people", _of_pull(people_text)),
    Field("fullest", "fullest tray after this pull", _of_pull(fullest_text)),
)


_FEET_FIELDS: tuple[Field[SheetLine], ...] = (
    Field("length_ft", "length ft", lambda line: feet_text(line.step.length_mm) if line.step.length_mm else ""),
    Field("slack_ft", "slack ft", _of_pull(lambda pull: feet_range_text(*pull.spare_mm))),
    Field("body_slack_ft", "slack of body ft", _of_spare(lambda spare: feet_range_text(*spare.body_mm))),
    Field("a_leg_slack_ft", "slack of legs at A ft", _of_spare(lambda spare: feet_range_text(*spare.a_mm))),
    Field("b_leg_slack_ft", "slack of legs at B ft", _of_spare(lambda spare: feet_range_text(*spare.b_mm))),
    Field("bend_rest_in", "minimum bend radius at rest in", _of_pull(lambda pull: radius_text(pull.bend.rest_mm))),
    Field("bend_pull_in", "under pull in", _of_pull(lambda pull: radius_text(pull.bend.pull_mm))),
)
"""Further columns of an imperial site."""


def _shift_fields(days: CrewDays) -> tuple[Field[CrewSection], ...]:
    """The columns of the shifts of the crews: page 1 of each crew pack."""

    def lines(list_lines: Callable[[CrewSection], Iterable[str]]) -> Callable[[CrewSection], Cell]:
        return lambda section: BETWEEN.join(list_lines(section))

    ready = days.plan.project.request.racks_ready
    return (
        Field("crew", "crew", attrgetter("crew")),
        Field("day", "day", attrgetter("day")),
        Field("shift", "shift", attrgetter("shift_name")),
        Field("technicians", "technicians", lambda _: days.plan.project.crew.crew_size),
        Field("start", "start", lambda section: moment(ready, section.steps[0].start)),
        Field("start_at", "at", lambda section: start_text(section.steps[0].place)),
        Field("end", "last step ends", lambda section: moment(ready, section.steps[-1].end)),
        Field("steps", "steps", lambda section: len(section.steps)),
        Field("work", "work", days.range_text),
        Field("questions", "questions about the plan", lambda _: days.contact_text()),
        Field("breaks", "breaks", lambda section: breaks_text(days.breaks_of(section))),
        Field("fetch", "collect", lines(days.fetch_lines), 3),
        Field("mind", "watch out", lines(days.hazard_lines), 3),
        Field("other_crews", "other crews at the same racks", lines(days.meeting_lines), 3),
    )


def pull_sheet(rows: PlanRows, days: CrewDays | None = None) -> SheetDocument:
    """The steps of all crews, and their shifts; `days` are those of the plan, where they are known already."""
    plan, steps = rows.plan, rows.steps
    ready = plan.project.request.racks_ready
    crews = len({step.crew for step in steps})
    crew_words = f"{count_text(crews, 'crew')} of {plan.project.crew.crew_size}"
    dated = "" if ready else "; day 1 is the day on which the racks are ready"
    hours = f"{plan.summary.install_time_s / 3600:.1f} working hours"
    feet = _FEET_FIELDS if rows.site.units == "imperial" else ()
    lines = [SheetLine(step, ready) for step in steps]
    return SheetDocument(
        name="pull_sheet",
        title="Pull sheet",
        subtitle=f"{plan.project.site.name}: {crew_words}, {hours}{dated}",
        tables=(
            make_table("pull_sheet", "Steps", (*_STEP_FIELDS, *_PULL_FIELDS, *feet), lines),
            make_table("crew_shifts", "Shifts", _shift_fields(days or CrewDays(rows)), list_sections(rows)),
        ),
    )
