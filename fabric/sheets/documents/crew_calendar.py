"""The work of each crew as iCalendar, for telephones. Door to icalendar.

Times are local to the site (floating), as shifts are. Undated plans have no calendar.
"""

from icalendar import Calendar, Event

from fabric.plan import Plan
from fabric.sheets.rows.crew_blocks import list_crew_blocks
from fabric.sheets.rows.text import places_text, work_text


def write_calendars(plan: Plan) -> dict[str, bytes]:
    """File name to content, a calendar for each crew; the same bytes for the same plan."""
    ready = plan.project.request.racks_ready
    if ready is None:
        return {}
    calendars: dict[int, Calendar] = {}
    for number, block in enumerate(list_crew_blocks(plan)):
        if block.crew not in calendars:
            made = calendars[block.crew] = Calendar()
            made.add("prodid", f"-//fabric-planner//{plan.version}//EN")
            made.add("version", "2.0")
            made.add("x-wr-calname", f"{plan.project.site.name} crew {block.crew}")
        event = Event()
        event.add("uid", f"{plan.project.site.name}-crew-{block.crew}-{number}@fabric-planner")
        # Dates come from the plan, not from the clock of the machine: the same plan gives the same bytes.
        event.add("dtstamp", ready)
        event.add("dtstart", block.begin)
        event.add("dtend", block.end)
        event.add("summary", f"Crew {block.crew}: {places_text(block.places)}")
        event.add("description", ", ".join(work_text(kind, count) for kind, count in block.counts.items()))
        calendars[block.crew].add_component(event)
    return {f"crew_{crew:02d}.ics": bytes(made.to_ical()) for crew, made in calendars.items()}
