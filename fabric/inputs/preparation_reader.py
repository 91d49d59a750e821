"""The key `prepare` of crew.yaml to `Preparation`, and its faults beside the dates of the request."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from fabric.inputs.crew_forms import EarlyWindowForm, IntegratedForm, PrepareForm
from fabric.inputs.nearest_names import nearest_remedy
from fabric.project import Device, EarlyWindow, IntegratedRacks, Preparation, Request
from layouts import Document, Fault, KeyPath, Site

_COUNTS = {2: "two", 3: "three", 4: "four"}
"""Numbers of windows as words."""
_WAYS = ("trunks", "bundling", "panels", "optics")
"""The ways of preparing that have a window."""


def read_preparation(form: PrepareForm | None) -> Preparation | None:
    """The work that may be done before the racks are ready; None where the key names no way of preparing."""
    if form is None:
        return None
    found = Preparation(
        trunks=_read_window(form.trunks),
        bundling=_read_window(form.bundling),
        integrated=_read_racks(form.integrated),
        panels=_read_window(form.panels),
        optics=_read_window(form.optics),
    )
    return None if found.is_empty else found


def _read_window(form: EarlyWindowForm | None) -> EarlyWindow | None:
    return None if form is None else EarlyWindow(form.start, form.end)


def _read_racks(form: IntegratedForm | None) -> IntegratedRacks | None:
    return None if form is None else IntegratedRacks(None if form.racks is None else tuple(sorted(set(form.racks))))


def integrated_faults(
    document: Document, prepare: Preparation | None, site: Site, devices: Sequence[Device]
) -> Iterator[Fault]:
    """Racks that arrive cabled and are no racks of the site, or that hold devices which stand already."""
    racks = prepare.integrated if prepare else None
    if racks is None:
        return
    for name in racks.racks or ():
        if name not in site.rack_by_id:
            yield document.fault(
                ("prepare", "integrated", "racks"),
                f"there is no rack '{name}'",
                nearest_remedy(name, site.rack_by_id, "Use the id of a rack of site.yaml"),
            )
    standing: dict[str, str] = {}
    for device in devices:
        if racks.holds(device.rack) and (device.supply == "standing" or device.status not in ("planned", "staged")):
            standing.setdefault(device.rack or "", device.id)
    for rack, name in sorted(standing.items()):
        yield document.fault(
            ("prepare", "integrated"),
            f"rack {rack} arrives cabled, but its device {name} stands already",
            "Name in racks only those that are still to arrive",
        )


def preparation_faults(document: Document, prepare: Preparation | None, request: Request) -> Iterator[Fault]:
    """Windows with dates under a request without one, windows that end late or before they begin, or that overlap."""
    if prepare is None:
        return
    found: list[Fault] = []
    for key in _WAYS:
        window: EarlyWindow | None = getattr(prepare, key)
        if window is not None:
            found += _window_faults(document, ("prepare", key), window, request.racks_ready)
    yield from found
    if not found and len(prepare.windows) > 1:
        ordered = sorted(prepare.windows, key=lambda window: window.end or datetime.max)
        if any(one.end is None or other.start is None or other.start < one.end for one, other in pairwise(ordered)):
            named = [key for key in _WAYS if getattr(prepare, key) is not None]
            yield document.fault(
                ("prepare", named[1] if len(ordered) == 2 and len(named) == 2 else named[-1]),
                f"the windows of {' and of '.join(named)} are {_COUNTS[len(ordered)]}, and they overlap",
                "Give all of them the same start and end, or end each before the next begins",
            )


def _window_faults(document: Document, place: KeyPath, window: EarlyWindow, ready: datetime | None) -> Iterator[Fault]:
    """What is wrong with one window."""
    if ready is None:
        if window.start or window.end:
            message = "the window has dates, but request.yaml has no racks_ready, so the plan has none"
            yield document.fault(place, message, "State racks_ready, or write {} for a window without dates")
        return
    for key, moment in (("start", window.start), ("end", window.end)):
        if moment is not None and moment.tzinfo is not None:
            yield document.fault((*place, key), f"{moment.isoformat()} has a time zone", "Write the time of the site")
            return
    if window.end is not None and window.end > ready:
        yield document.fault(
            (*place, "end"),
            f"the window ends at {window.end:%Y-%m-%d %H:%M}, the racks are ready at {ready:%Y-%m-%d %H:%M}",
            "End it by then; what is not done before is done afterwards in any case",
        )
    elif window.start is not None and window.start >= (window.end or ready):
        yield document.fault(
            (*place, "start"),
            f"the window begins at {window.start:%Y-%m-%d %H:%M} and ends at {window.end or ready:%Y-%m-%d %H:%M}",
            "Begin it earlier, or end it later",
        )
