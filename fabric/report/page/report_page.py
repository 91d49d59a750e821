"""The page of the report: the facts of `fabric.report.overview` as HTML in two sheets."""

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from fabric.plan import Plan
from fabric.report.early_facts import early_lines
from fabric.report.family_choice import family_lines
from fabric.report.page.charts import LabelledBar, bar_chart, staffing_chart
from fabric.report.page.floor_picture import floor_legend, floor_picture
from fabric.report.page.other_figures import next_hour, sensitivity
from fabric.report.page.tables import paragraphs, table
from fabric.report.panel_lanes import lane_text
from fabric.writers import require_file_place

_BEGIN = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="generator" content="fabric-planner report">'
)
"""The beginning of every page, by which a later run knows that it may replace it."""
MOST_UNITS = 8
"""Scalable units that are listed; of more, some are picked from the first to the last."""
SHORT = 90
"""Letters of an assumption up to which it is printed whole."""
SOURCES = {
    "memory": "figures not yet checked against a datasheet",
    "secondary": "figures from secondary sources, not from the maker",
    "assumed": "assumed figures",
}
"""Kinds of sources of figures in the catalogue, in words."""
BINDING = {
    "work over technicians": "total work divided by technicians",
    "work over crew slots": "total work divided by the number of crews that fit at the racks",
}
"""What the bound rests on, in plain words; other texts stand as they are."""
PLANNER = (
    "For the planner: `explain` lists all of this in full, `plan --pareto` shows what each hour saved would cost, "
    "`staff` plans for other crews."
)
"""The commands that go on from the report, in one place: those who decide do not run them."""


def report_page(plan: Plan, facts: dict[str, Any]) -> str:
    """The whole page. `facts` are those of this plan."""
    style = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    first = (
        _heads(facts),
        _promise(facts),
        _comparison(facts),
        f"<h2>The floor</h2>{floor_picture(plan)}{floor_legend(plan)}",
        f'<div class="columns"><div>{_days(facts)}</div><div>{_units(facts)}</div></div>',
    )
    second = (
        _staffing(facts),
        f'<div class="columns"><div>{next_hour(facts)}</div><div>{sensitivity(facts)}</div></div>',
        _orders(facts),
        _assumed(facts),
    )
    title = f"{facts['site']}: installation of the network"
    return (
        f'{_BEGIN}<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>\n{style}</style></head><body>\n"
        f'<section class="sheet"><h1>{escape(title)}</h1>{_intro(facts)}{"".join(first)}</section>\n'
        f'<section class="sheet">{"".join(second)}{_foot(facts)}</section>\n</body></html>\n'
    )


def require_report_place(path: Path | str) -> None:
    """Raises PlannerError where a report may not be written to `path`: something else is there."""
    require_file_place(path, _BEGIN.encode(), "report of fabric-planner")


def _intro(facts: dict[str, Any]) -> str:
    plan = facts["plan"]
    switches = sum(plan["switches"].values())
    networks = ", ".join(facts["networks"])
    return (
        f'<p class="soft">{_count(facts["hosts"], "node")}, {_count(switches, "switch")}, '
        f"{_count(plan['links'], 'link')} on {_count(plan['pulls'], 'pull')}; networks: {escape(networks)}. "
        f"{_count(plan['technicians'], 'technician')} in {_count(plan['crews'], 'crew')} per shift"
        f"{_idle_words(facts)}. Work begins "
        f'<span class="k">{facts["starts"]}</span> and ends <span class="k">{facts["ends"]}</span>.'
        f"{_short_words(facts)}</p>"
    )


def _idle_words(facts: dict[str, Any]) -> str:
    """How many crews have work where not all do."""
    at_work, crews = facts["crews_at_work"], facts["plan"]["crews"]
    if at_work >= crews:
        return ""
    return f"; no more than {_count(at_work, 'crew')} {'has' if at_work == 1 else 'have'} work in any shift"


def _short_words(facts: dict[str, Any]) -> str:
    """The last shift, where people come for less than an hour."""
    one = facts["short_shift"]
    if not one:
        return ""
    return (
        f" The last shift is short: {_count(one['technicians'], 'technician')} come for "
        f"{_count(one['minutes'], 'minute')} ({escape(one['shift'])} shift, {one['from']})."
    )


def _count(number: int, noun: str) -> str:
    """A number with its noun: 1 switch, 2 switches."""
    ending = "" if number == 1 else "es" if noun.endswith("ch") else "s"
    return f"{number:,} {noun}{ending}"


def _heads(facts: dict[str, Any]) -> str:
    plan, forecast, practice = facts["plan"], facts["forecast"], facts["practice"]
    best = practice["ways"][0]["install_time_h"]
    heads = (
        (f"{plan['install_time_h']:.1f} h", "planned install time (working hours)"),
        (
            f"{forecast['working_h']['p90']:.1f} h",
            f"90 % of simulated runs finish by then (P90); {forecast['p90_h']:.1f} elapsed hours",
        ),
        (
            f"{plan['bound_h']:.1f} h",
            f"proven lower bound; gap {plan['gap_pct']:.1f}\N{NO-BREAK SPACE}%",
        ),
        ("-" if best is None else f"{best:.1f} h", "minimum if cabled the usual way on this floor"),
    )
    cells = "".join(f'<div class="head"><b>{figure}</b>{escape(words)}</div>' for figure, words in heads)
    return f'<div class="heads">{cells}</div>'


def _promise(facts: dict[str, Any]) -> str:
    """What to promise, what that holds, the time that is not planned, and when power is needed."""
    forecast, loss = facts["forecast"], facts["loss_test"]
    high = next(case for case in facts["labour"]["cases"] if case["column"] == "high")
    power = f"The first racks need power by {facts['power_by']}, when tests begin."
    lines = [
        f"Date you can commit to: {forecast['p90_ends']} (P90). It allows for mistakes, shifts that start late, "
        "absences, and each kind of work being faster or slower than the labour table says, independently of the "
        "others. It does not allow for all work being slow at once: with all figures high, the plan takes "
        f"{high['install_time_h']:.1f} working hours (see: If the labour table is wrong).",
    ]
    if loss["legs"]:
        power = (
            "Not in these hours: the loss test of each leg before it is first plugged in, about "
            f"{loss['person_hours']:,.0f} person-hours ({_count(loss['legs'], 'leg')} at {loss['minutes_a_leg']:g} "
            f"min). {power}"
        )
    early = (f"Before the racks are ready: {words}." for _, words in early_lines(facts["plan"].get("before_racks")))
    lanes = facts["plan"].get("over_panels")
    panels = (f"Existing trunks between panels: {lane_text(lanes)}.",) if lanes else ()
    return "".join(f"<p>{escape(line)}</p>" for line in (*lines, power, *early, *panels))


def _comparison(facts: dict[str, Any]) -> str:
    plan, working = facts["plan"], facts["forecast"]["working_h"]
    bars = [
        LabelledBar("bound", plan["bound_h"], f"{plan['bound_h']:.1f} h", "bound"),
        LabelledBar("this plan", plan["install_time_h"], f"{plan['install_time_h']:.1f} h", "ours"),
        LabelledBar("simulated, P50 (half of runs)", working["p50"], f"{working['p50']:.1f} h", "ours late"),
        LabelledBar("simulated, P90 (9 of 10 runs)", working["p90"], f"{working['p90']:.1f} h", "ours late"),
    ]
    notes, other_designs = [], dict[str, None]()
    for way in facts["practice"]["ways"]:
        hours = way["install_time_h"]
        words = (
            "usual way, leaves in node rows" if way["way"] == "own-rows" else "usual way, all switches in middle rows"
        )
        other_designs |= dict.fromkeys(way["other_designs"])
        if hours is None:
            notes.append(f"{words[0].upper()}{words[1:]}: {way['refusal']}.")
        else:
            times = round(hours / plan["install_time_h"], 2)
            beside = f"{times:.1f} times as long" if times >= 1 else "waiting left out"
            bars.append(LabelledBar(words, hours, f"at least {hours:.1f} h ({beside})", "practice"))
    notes = [
        f"Bound: {plan['bound_scope']}. Limiting factor: {BINDING.get(plan['bound_binds'], plan['bound_binds'])}.",
        f"Usual way: {facts['practice']['cables']}; the same fabric, floor, crews and labour table. 'Leaves in "
        "node rows': leaves stand in the rows of their nodes, other switches in the middle rows.",
        *(f"Design of the usual way with such cables: {design}." for design in other_designs),
        *_families(plan["families"]),
        *notes,
    ]
    return f"<h2>Install time</h2>{bar_chart(bars)}{paragraphs(notes)}"


def _families(rows: Sequence[dict[str, Any]]) -> list[str]:
    """What each family would take where the request leaves a choice open."""
    return [f"Families that the request leaves open: {'; '.join(family_lines(rows))}."] if rows else []


def _pick(rows: Sequence[Any], most: int) -> list[Any]:
    """Some rows from the first to the last, evenly."""
    if len(rows) <= most:
        return list(rows)
    return [rows[round(number * (len(rows) - 1) / (most - 1))] for number in range(most)]


def _days(facts: dict[str, Any]) -> str:
    days, pace = facts["days"], facts["plan"]["pace"]
    rows = [(f"{one['day']}", one["date"], f"{one['links']:,}", f"{one['racks']:,}") for one in _pick(days, MOST_UNITS)]
    words = (
        f"On average {pace['links_a_day']:,} links and {pace['racks_a_day']:g} racks per full working day; part days "
        "count pro rata."
        if len(days) > 1
        else "All links are tested in one working day."
    )
    more = f" {MOST_UNITS} of {len(days)} days are shown." if len(days) > MOST_UNITS else ""
    heads = ("#working day", "date", "#links tested", "#racks finished")
    return f"<h2>Progress</h2>{table(heads, rows)}{paragraphs([words + more])}"


def _units(facts: dict[str, Any]) -> str:
    units = sorted(facts["units"], key=lambda one: (one["ready_h"], one["su"]))
    if not units:
        return ""
    late = {one["su"]: one for one in facts["forecast"]["units"]}
    rows = [
        (
            f"{one['su']}",
            f"{one['ready_h']:.1f}",
            one["ready"],
            *(f"{late[one['su']][key]:.1f}" if one["su"] in late else "" for key in ("p50_h", "p90_h")),
        )
        for one in _pick(units, MOST_UNITS)
    ]
    more = (
        f"{MOST_UNITS} of {len(units)} units are shown, from the first to the last. " if len(units) > MOST_UNITS else ""
    )
    clock = "P50 and P90: elapsed hours from the time the racks are ready, nights and breaks included."
    words = f"{more}{clock}{_clock_words(facts)}"
    heads = ("#unit", "#ready (working h)", "ready at", "#P50 (elapsed h)", "#P90 (elapsed h)")
    return f"<h2>Scalable units ready</h2>{table(heads, rows)}{paragraphs([words])}"


def _clock_words(facts: dict[str, Any]) -> str:
    """Why the hours of the units differ from those at the top of the page, where they do."""
    by_clock, in_shifts = facts["forecast"]["p90_h"], facts["forecast"]["working_h"]["p90"]
    if f"{by_clock:.1f}" == f"{in_shifts:.1f}":
        return ""
    return f" The P90 of all work, {in_shifts:.1f} h in shifts, is {by_clock:.1f} elapsed hours."


def _staffing(facts: dict[str, Any]) -> str:
    staffing = facts["staffing"]
    step = staffing[0]["to_h"] - staffing[0]["from_h"]
    hours = "each hour" if step <= 1 else f"each {step:g} hours"
    busy = sum(one["needed"] * (one["to_h"] - one["from_h"]) for one in staffing)
    there = sum(one["there"] * (one["to_h"] - one["from_h"]) for one in staffing)
    words = (
        f"Bars: technicians at work in {hours} of shift. Line: technicians on shift. They work "
        f"{100 * busy / there:.0f} % of their time."
    )
    return f"<h2>Technicians needed</h2>{staffing_chart(staffing)}{paragraphs([words])}"


def _orders(facts: dict[str, Any]) -> str:
    site = (
        "the day the racks are ready" if facts["starts"].startswith("day ") else f"on {facts['starts'].split(',')[0]}"
    )
    needed = facts["starts"].split(",")[0]
    rows = []
    for one in facts["orders"]:
        lead = f"{one['lead_time_days']} days" if one["lead_time_days"] else "not stated"
        by = one["order_by"] or ""
        if one["source"].startswith("in the inventory"):
            lead, by = "", (one["arrives"] and f"arrives {one['arrives']}") or "is there"
        elif not by:
            by = f"{lead} before" if one["lead_time_days"] else f"ask supplier, needed {needed}"
        rows.append((one["group"], one["model"], f"{one['pieces']:,}", f"{one['cost']:,.0f}", one["source"], lead, by))
    heads = ("", "model", "#pieces", "#USD", "source", "lead time", "order by")
    words = f"Everything must be on site {site}. Spares are not counted."
    return f"<h2>Orders</h2>{table(heads, rows)}{paragraphs([words])}"


def _assumed(facts: dict[str, Any]) -> str:
    plan, forecast = facts["plan"], facts["forecast"]
    risks = (
        f"simulation: {forecast['runs']} runs, seed {forecast['seed']}; mistakes on {100 * forecast['error_rate']:g} % "
        f"of links, shifts {forecast['late_minutes']:g} min late on average, {100 * forecast['absence_rate']:g} % of "
        "technicians absent"
    )
    return (
        f"<h2>Assumed</h2>{_list((*group_assumptions(plan['assumed']), risks))}"
        f"<h2>Not checked</h2>{_list(plan['unchecked'])}"
        f"{paragraphs([PLANNER])}"
    )


def _list(lines: Iterable[str]) -> str:
    return f'<ul class="small">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>'


def group_assumptions(lines: Sequence[str]) -> list[str]:
    """The assumptions, with the models whose figures have one kind of source in one line.

    Long ones are cut where their details begin, which stand in brackets.
    """
    models: dict[str, list[str]] = {}
    others = []
    for line in lines:
        name, _, rest = line.partition(": ")
        source = rest.split(" (")[0]
        if source in SOURCES:
            found = models.setdefault(source, [])
            found += [name] if name not in found else []
        else:
            others.append(line.split(" (")[0] if len(line) > SHORT and line.endswith(")") else line)
    return [*(f"{SOURCES[source]}: {', '.join(names)}" for source, names in models.items()), *others]


def _foot(facts: dict[str, Any]) -> str:
    return (
        f"<footer>plan {facts['plan_id']} of fabric-planner {facts['version']}. Hours are working hours from racks "
        "ready to the last link tested, unless stated otherwise.</footer>"
    )
