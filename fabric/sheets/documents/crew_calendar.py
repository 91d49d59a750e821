"""The stints of each crew as iCalendar, for whoever wants them in a phone. Door to icalendar.

Times are local to the site (floating), as shifts are. Undated plans have no calendar.
"""

from icalendar import Calendar, Event

from fabric.plan import Plan
from fabric.sheets.rows.crew_blocks import WORDS, list_stints, place_words


def write_calendars(plan: Plan) -> dict[str, bytes]:
    """File name to content, a calendar for each crew; the same bytes for the same plan."""
    ready = plan.project.request.racks_ready
    if ready is None:
        return {}
    calendars: dict[int, Calendar] = {}
    for number, stint in enumerate(list_stints(plan)):
        if stint.crew not in calendars:
            made = calendars[stint.crew] = Calendar()
            made.add("prodid", f"-//fabric-planner//{plan.version}//EN")
            made.add("version", "2.0")
            made.add("x-wr-calname", f"{plan.project.site.name} crew {stint.crew}")
        event = Event()
        event.add("uid", f"{plan.project.site.name}-crew-{stint.crew}-{number}@fabric-planner")
        # Dates come from the plan, not from the clock of who writes.
        event.add("dtstamp", ready)
        event.add("dtstart", stint.begin)
        event.add("dtend", stint.end)
        event.add("summary", f"Crew {stint.crew}: {place_words(stint.places)}")
        event.add("description", ", ".join(f"{count} {WORDS[act]}" for act, count in stint.counts.items()))
        calendars[stint.crew].add_component(event)
    return {f"crew_{crew:02d}.ics": bytes(made.to_ical()) for crew, made in calendars.items()}
