"""The pull sheet as data: the work of each crew, step by step. On paper it is the crew pack."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from fabric.sheets.rows.fields import Field, blank, make_table
from fabric.sheets.rows.figures import kilograms, metres, millimetres, moment
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.pull_words import lanes_text, side_text, walls_text
from fabric.sheets.rows.step import PullFacts, Step
from fabric.sheets.rows.text import (
    count_text,
    crews_text,
    fill_text,
    media_text,
    plug_text,
    range_text,
    route_text,
    serials_text,
    slack_text,
    waits_text,
    work_place_text,
)
from fabric.writers import Cell, SheetDocument


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
    Field("act", "do", lambda line: line.step.act.value, 0.8),
    Field("at", "at", lambda line: work_place_text(line.step.place), 1.2),
    Field("what", "what", attrgetter("step.words"), 4.2),
    Field("length_m", "length m", lambda line: metres(line.step.length_mm), 0.65),
    Field("route", "route", lambda line: route_text(line.step.route) if line.step.pull else "", 2.0),
    Field("serials", "serials", lambda line: serials_text(line.step.serials), 1.1),
    Field("wait_for", "wait for", lambda line: waits_text(line.step.waits_for), 1.0),
    Field("same_rack", "same rack", lambda line: crews_text(line.step.beside), 0.8),
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
    Field("lanes", "way with lanes", _of_pull(lambda pull: lanes_text(pull.ways))),
    Field("walls", "walls", _of_pull(lambda pull: walls_text(pull.ways))),
    Field("b_side", "side at B", _of_pull(lambda pull: side_text(pull.b_end))),
    Field("a_side", "side at A", _of_pull(lambda pull: side_text(pull.a_end))),
    Field("bend_rest_mm", "least bend radius at rest mm", _of_pull(attrgetter("bend.rest_mm"))),
    Field("bend_pull_mm", "under pull mm", _of_pull(attrgetter("bend.pull_mm"))),
    Field("people", "people", _of_pull(lambda pull: "a third" if pull.is_for_three else "")),
    Field("fill_pct", "fill after it %", _of_pull(fill_text)),
    Field("spare_m", "spare length m", _of_pull(lambda pull: slack_text(*pull.spare_mm))),
)


def pull_sheet(rows: PlanRows) -> SheetDocument:
    """The steps of all crews."""
    plan, steps = rows.plan, rows.steps
    ready = plan.project.request.racks_ready
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
    )
