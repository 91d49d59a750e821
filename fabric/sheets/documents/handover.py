"""The hand-over list: the steps that are begun at a moment of the schedule, and the steps that are left."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from fabric.sheets.rows.crew_blocks import WORK_KINDS
from fabric.sheets.rows.fields import Field, blank, make_table
from fabric.sheets.rows.figures import moment
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.step import Step
from fabric.sheets.rows.text import after_text, serials_text, work_place_text
from fabric.writers import SheetDocument


@dataclass(frozen=True)
class OpenStep:
    """A step that is not done at the moment of the hand-over."""

    step: Step
    """The step; it ends after the moment."""
    is_begun: bool
    """Whether the step starts before the moment."""
    ready: datetime | None
    """Moment at which the racks are ready; None for plans without a date."""


_FIELDS: tuple[Field[OpenStep], ...] = (
    Field("state", "state", lambda one: "started" if one.is_begun else "not started", 0.8),
    Field("crew", "crew", attrgetter("step.crew"), 0.4),
    Field("step", "step", attrgetter("step.number"), 0.4),
    Field("start", "planned from", lambda one: moment(one.ready, one.step.start), 1.1),
    Field("end", "to", lambda one: moment(one.ready, one.step.end), 1.1),
    Field("act", "do", lambda one: one.step.act.value, 0.9),
    Field("at", "at", lambda one: work_place_text(one.step.place), 1.2),
    Field("what", "what", attrgetter("step.words"), 3.6),
    Field("serials", "serials", lambda one: serials_text(one.step.serials), 1.3),
    Field("after", "wait for; same rack", lambda one: after_text(one.step), 1.5),
    Field("done", "done", blank, 0.5),
)


def hand_over(rows: PlanRows, elapsed_s: int) -> SheetDocument:
    """The steps that the plan has not done `elapsed_s` seconds after the racks were ready, nights and breaks counted:
    steps begun first, then those that are left, crew by crew.
    """
    plan = rows.plan
    ready = plan.project.request.racks_ready
    _, first = plan.project.crew.calendar(0, ready)
    # Wall-clock moments: a step that follows a break has not begun while the break lasts.
    moment = (ready or first) + timedelta(seconds=elapsed_s)
    steps = rows.steps
    found = [OpenStep(step, step.start < moment, ready) for step in steps if step.end > moment]
    begun, left = [one for one in found if one.is_begun], [one for one in found if not one.is_begun]
    acts = Counter(WORK_KINDS[one.step.kind].key for one in found)
    words = ", ".join(f"{count} x {act}" for act, count in sorted(acts.items())) or "nothing"
    done = len(steps) - len(found)
    note = (
        f"According to the plan {done} of {len(steps)} steps are done, {len(begun)} started, {len(left)} not started. "
        f"To finish: {words}."
    )
    table = make_table("handover", "Open steps", _FIELDS, [*begun, *left], (note,))
    title = f"{plan.project.site.name}: {elapsed_s / 3600:g} h after the racks were ready"
    return SheetDocument(name="handover", title="Hand-over", subtitle=title, tables=(table,))
