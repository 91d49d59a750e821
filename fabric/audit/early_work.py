"""Work before the racks are ready: only what may be done then, within the windows that crew.yaml states."""

from collections.abc import Iterator

from fabric.audit.rule import Violation, rule
from fabric.audit.schedule_view import ScheduleView
from fabric.audit.working_hours import early_second
from fabric.plan import PullForm

EARLY_FORMS = (PullForm.TRUNK, PullForm.BUNDLE)
"""Pulls that may be laid before the racks stand: their ends wait at the tray as one coil each."""


@rule("early-form")
def check_early_form(view: ScheduleView) -> Iterator[Violation]:
    """Of all pulls only trunks and taped bundles are laid before the racks are ready."""
    for key in view.slots:
        is_laid = key[0] == "pull" and view.is_early(key)
        form = PullForm(int(view.plan.pulls.form[key[1]])) if is_laid else PullForm.TRUNK
        if form not in EARLY_FORMS:
            yield Violation(
                object=view.name(key),
                found=f"a {form.word} laid before the racks are ready",
                allowed="trunks and taped bundles",
                remedy="Lay it after the racks are ready",
            )


@rule("integrated-rack")
def check_integrated_rack(view: ScheduleView) -> Iterator[Violation]:
    """Inside a rack that arrives cabled nothing is kitted, laid, plugged or fitted with transceivers on site."""
    for kind, subject in view.slots:
        if kind == "optics":
            is_inside = view.arrives_in(view.plan.devices[subject].rack)
        else:
            is_inside = kind in ("kit", "pull", "land_a", "land_b") and view.arrives(subject)
        if is_inside:
            yield Violation(
                object=f"{kind} of {view.plan.devices[subject].id if kind == 'optics' else f'pull {subject + 1}'}",
                found="work on site",
                allowed="none, its rack arrives cabled inside",
                remedy="Remove it, or take the rack out of prepare.integrated of crew.yaml",
            )


@rule("early-window")
def check_early_window(view: ScheduleView) -> Iterator[Violation]:
    """Work before the racks are ready lies wholly within its window of crew.yaml."""
    prepare, is_dated = view.crew.prepare, view.plan.project.request.racks_ready is not None
    if prepare is None:
        return
    ways = (
        (("pull",), "trunks", prepare.trunks),
        (("kit",), "bundling", prepare.bundling),
        (("optics",), "optics", prepare.optics),
        (("pull", "land_a", "land_b", "test"), "panels", prepare.panels),
    )
    for kinds, way, window in ways:
        if window is None:
            continue
        first_s = early_second(view.plan, window.start) if window.start and is_dated else None
        last_s = early_second(view.plan, window.end) if window.end and is_dated else 0
        for key, slot in view.slots.items():
            is_out = slot.end_s > last_s or (first_s is not None and slot.start_s < first_s)
            is_at_table = key[0] in ("kit", "optics")
            is_of_way = key[0] in kinds and (is_at_table or view.is_built(key[1]) == (way == "panels"))
            if is_of_way and view.is_early(key) and is_out:
                yield Violation(
                    object=view.name(key),
                    found=f"from {slot.start_s} to {slot.end_s} s",
                    allowed=f"{'any start' if first_s is None else f'from {first_s} s'} to {last_s} s",
                    remedy=f"Do it within prepare.{way} of crew.yaml, or after the racks are ready",
                )
