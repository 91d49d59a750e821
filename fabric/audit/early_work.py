"""Work before the racks are ready: only what may be done then, within the window that crew.yaml states."""

from collections.abc import Iterator

from fabric.audit.rule import Violation, rule
from fabric.audit.schedule_view import ScheduleView
from fabric.audit.working_hours import early_second
from fabric.plan import PullForm

EARLY_FORMS = (PullForm.TRUNK, PullForm.BUNDLE)
"""Pulls that may be laid before the racks stand: their ends wait at the tray as one coil each."""


@rule("early-window")
def check_early_window(view: ScheduleView) -> Iterator[Violation]:
    """Only trunks and taped bundles are laid before the racks are ready, wholly within the window of crew.yaml."""
    prepare, ready = view.crew.prepare, view.plan.project.request.racks_ready
    window = prepare.trunks if prepare else None
    if window is None:
        return
    is_dated = ready is not None
    first_s = early_second(view.plan, window.start) if window.start and is_dated else None
    last_s = early_second(view.plan, window.end) if window.end and is_dated else 0
    for key, slot in view.slots.items():
        if not view.is_early(key):
            continue
        form = PullForm(int(view.plan.pulls.form[key[1]]))
        if form not in EARLY_FORMS:
            yield Violation(
                object=view.name(key),
                found=f"a {form.word} laid before the racks are ready",
                allowed="trunks and taped bundles",
                remedy="Lay it after the racks are ready",
            )
        if slot.end_s > last_s or (first_s is not None and slot.start_s < first_s):
            yield Violation(
                object=view.name(key),
                found=f"from {slot.start_s} to {slot.end_s} s",
                allowed=f"{'any start' if first_s is None else f'from {first_s} s'} to {last_s} s",
                remedy="Lay it within prepare.trunks of crew.yaml, or after the racks are ready",
            )
