"""The parts of the report on other figures: what the next hour costs, and what a wrong labour table changes."""

from typing import Any

from fabric.report.page.tables import paragraphs, table
from fabric.report.plan_summary import cost_text

MOST_ACTS = 6
"""Acts that are listed with their range."""


def next_hour(facts: dict[str, Any]) -> str:
    """Cost, and the plan with other numbers of technicians."""
    own, crews = facts["plan"]["install_time_h"], facts["crews"]
    rows = [
        (
            f"{one['technicians']}",
            f"{one['install_time_h']:.1f}",
            "" if one["is_plan"] else _change(own - one["install_time_h"]),
            f"{one['on_shift_h']:,.0f}",
            one["ends"],
        )
        for one in crews
    ]
    most, busy = (facts["plan"]["technicians"], facts["crews_at_work"] * facts["crew_size"])
    heads = ("#technicians", "#install h", "#saved h", "#hours on shift", "ends")
    marked = next(number for number, one in enumerate(crews) if one["is_plan"])
    notes = [
        "Technicians of the largest shift, with the same cables; a new plan for them may save more (`fabric-planner "
        "staff`). The files state no wages: multiply the hours on shift by yours.",
        *([f"{busy} technicians do this plan as it is: the others have no work in it."] if busy < most else []),
    ]
    title = "<h2>Cost, and what the next hour costs</h2>"
    return f"{title}{_material(facts)}{table(heads, rows, marked)}{paragraphs(notes)}"


def _change(hours: float) -> str:
    """Hours saved with their sign; less than half a tenth is 0.0."""
    return "0.0" if abs(hours) < 0.05 else f"{hours:+.1f}"


def _material(facts: dict[str, Any]) -> str:
    plan = facts["plan"]
    other = f"Cheaper: {plan['cheaper']}." if plan["cheaper"] else "No other design that was completed costs less."
    return paragraphs(
        [
            f"Material: {cost_text(plan)}. Work: {plan['person_hours']:,.0f} person-hours.",
            f"{other} `plan --pareto` prints what each saved hour costs in material.",
        ]
    )


def sensitivity(facts: dict[str, Any]) -> str:
    """The plan with the low and the high column of the labour table, and the acts that weigh most."""
    plan, practice = facts["plan"], facts["practice"]["ways"][0]["install_time_h"]
    cases = {case["column"]: case for case in facts["labour"]["cases"]}
    expected = {"install_time_h": plan["install_time_h"], "person_hours": plan["person_hours"], "practice_h": practice}
    rows = []
    for words, case in (("low", cases["low"]), ("expected", expected), ("high", cases["high"])):
        other = case["practice_h"]
        # Below 1 the limit of practice says nothing: it leaves out waiting, which small plans are full of.
        times = "" if other is None or other < case["install_time_h"] else f"{other / case['install_time_h']:.1f}"
        rows.append(
            (
                words,
                f"{case['install_time_h']:.1f}",
                f"{case['person_hours']:,.0f}",
                "" if other is None else f"{other:.1f}",
                times,
            )
        )
    heads = ("labour table", "#install h", "#person-hours", "#practice h", "#times ours")
    acts = [
        (
            one["act"].replace("_", " "),
            f"{one['low_h']:.1f}",
            f"{one['person_hours']:.1f}",
            f"{one['high_h']:.1f}",
            one["confidence"],
        )
        for one in sorted(facts["labour"]["acts"], key=lambda one: one["low_h"] - one["high_h"])[:MOST_ACTS]
    ]
    more = table(("act (person-hours)", "#low", "#expected", "#high", "source"), acts)
    return f"<h2>If the labour table is wrong</h2>{table(heads, rows, 1)}<br>{more}"
