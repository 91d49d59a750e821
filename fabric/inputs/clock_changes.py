"""Clock changes (daylight saving) during an installation: noted, not counted."""

import difflib
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from fabric.inputs.request_forms import RequestForm
from layouts import Document, Fault

LOOKED_AHEAD = timedelta(days=90)
"""Time after racks_ready in which a clock change gets a note, where there is no deadline."""


def zone_faults(document: Document, form: RequestForm) -> Iterator[Fault]:
    """A time zone that does not exist, or that stands without a date."""
    if form.time_zone is None:
        return
    if _zone(form.time_zone) is None:
        near = difflib.get_close_matches(form.time_zone, available_timezones(), 1, 0.6)
        remedy = f"Write '{near[0]}' instead" if near else "Use a name such as Europe/Berlin, or leave the key out"
        yield document.fault(("time_zone",), f"there is no time zone '{form.time_zone}'", remedy)
    elif form.racks_ready is None:
        yield document.fault(("time_zone",), "time_zone needs racks_ready, a date", "State racks_ready as well")


def note_clock_changes(form: RequestForm) -> Iterator[str]:
    """A sentence for each change of the clocks between racks_ready and the deadline."""
    zone = _zone(form.time_zone) if form.time_zone else None
    ready = form.racks_ready
    if zone is None or ready is None or ready.tzinfo is not None:
        return
    moment, end = ready, form.deadline or ready + LOOKED_AHEAD
    while moment < end:
        following = moment + timedelta(hours=1)
        shift = _offset(following, zone) - _offset(moment, zone)
        if shift:
            way = "forward" if shift > timedelta(0) else "back"
            hours = abs(shift) / timedelta(hours=1)
            yield (
                f"the clocks of {form.time_zone} go {way} by {hours:g} h on {following:%Y-%m-%d}: a shift at work then "
                f"is planned by the clock, and hours from racks ready to any later time are {hours:g} h "
                f"{'fewer' if way == 'forward' else 'more'} than printed"
            )
        moment = following


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.replace(tzinfo=zone).utcoffset() or timedelta(0)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
