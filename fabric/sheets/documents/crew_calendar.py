"""The work of each crew as iCalendar, for telephones. Door to icalendar.

Times are local to the site (floating), as shifts are, and in whole minutes as on the sheets. Breaks are left out.
Undated plans have no calendar.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from icalendar import Calendar, Event

from fabric.plan import Plan
from fabric.sheets.rows.block_places import block_text
from fabric.sheets.rows.crew_blocks import CrewBlock, list_crew_blocks
from fabric.sheets.rows.shift_times import list_breaks
from fabric.sheets.rows.text import work_text

LOCAL = "Times are local to the site."


def write_calendars(plan: Plan, crews: Collection[int] = ()) -> dict[str, bytes]:
    """File name to content, a calendar for each crew; the same bytes for the same plan. `crews` limits them."""
    ready = plan.project.request.racks_ready
    if ready is None:
        return {}
    pauses = [one.start_s for shift in list_breaks(plan) for one in shift]
    calendars: dict[int, Calendar] = {}
    number = 0
    for block in list_crew_blocks(plan):
        if crews and block.crew not in crews:
            continue
        if block.crew not in calendars:
            made = calendars[block.crew] = Calendar()
            made.add("prodid", f"-//fabric-planner//{plan.version}//EN")
            made.add("version", "2.0")
            made.add("x-wr-calname", f"{plan.project.site.name} crew {block.crew}")
        for begin, end in list_spells(plan, block, pauses):
            event = Event()
            event.add("uid", f"{plan.project.site.name}-crew-{block.crew}-{number}@fabric-planner")
            # Dates come from the plan, not from the clock of the machine: the same plan gives the same bytes.
            event.add("dtstamp", ready)
            event.add("dtstart", begin)
            event.add("dtend", end)
            event.add("summary", f"Crew {block.crew}: {block_text(block)}")
            work = ", ".join(work_text(kind, count) for kind, count in block.counts.items())
            event.add("description", f"{work}. {LOCAL}")
            calendars[block.crew].add_component(event)
            number += 1
    return {f"crew_{crew:02d}.ics": bytes(made.to_ical()) for crew, made in calendars.items()}


def list_spells(plan: Plan, block: CrewBlock, pauses: Collection[int]) -> Iterator[tuple[datetime, datetime]]:
    """Start and end on the wall of the parts of a block; breaks begin at `pauses` of the working clock."""
    crew, ready = plan.project.crew, plan.project.request.racks_ready
    stops = [block.start_s, *(at for at in pauses if block.start_s < at < block.end_s), block.end_s]
    for start_s, end_s in pairwise(stops):
        _, begin = crew.calendar(start_s, ready)
        # The last second counts: the next moment lies after the break.
        _, last = crew.calendar(end_s - 1, ready)
        yield begin.replace(second=0), (last + timedelta(seconds=1)).replace(second=0)
