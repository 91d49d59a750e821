"""The parts of the report on other figures: cost and staffing, and what a wrong labour table changes."""

from typing import Any

from fabric.report.page.tables import paragraphs, table
from fabric.report.plan_summary import cost_text

MOST_ACTS = 6
"""Acts that are listed with their range."""
ACT_WORDS = {
    "stage_jumper": "bring single cables to the pull",
    "stage_trunk": "bring trunks to the pull",
    "pull_jumper": "pull single cables",
    "pull_jumper_per_m": "pull single cables, per metre",
    "patch_in_rack": "lay cables inside a rack",
    "pull_trunk": "pull trunks",
    "pull_trunk_per_m": "pull trunks, per metre",
    "prebundle_jumper": "bundle single cables",
    "pull_bulk_per_m": "pull bundles, per metre",
    "dress": "dress cable ends",
    "dress_trunk": "dress trunk ends",
    "breakout_leg": "sort out trunk legs",
    "park_leg": "cap and tie spare trunk legs",
    "label": "label cable ends",
    "inspect_clean_plug": "inspect, clean and plug",
    "plug_copper": "plug RJ45, DAC and AOC",
    "field_terminate": "terminate fibers on site",
    "field_setup_test": "set up and test on-site terminations",
    "insert_optic": "insert transceivers",
    "test_link": "test links",
    "test_olts_mpo": "measure the loss of legs",
    "mobilise": "open and prepare racks",
    "move_crew": "move crews between aisles",
    "rework": "rework faulty links",
}
"""The acts of the labour table in words for those who decide; other acts by their key."""


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
    heads = ("#technicians", "#plan (h)", "#difference", "#person-h on shift", "work ends")
    marked = next(number for number, one in enumerate(crews) if one["is_plan"])
    notes = [
        "Technicians: the number in the largest shift. Rows other than this plan's are quick estimates, with the same "
        "cables and the switches in the same racks. Where extra technicians save no time, the busiest rows have no "
        "room for more crews; a plan made for the larger team could spread the switches out. For labour cost, multiply "
        "the hours by your rate.",
        *([f"This plan keeps {busy} technicians busy; the others have no work in it."] if busy < most else []),
    ]
    title = "<h2>Cost and staffing</h2>"
    return f"{title}{_material(facts)}{table(heads, rows, marked)}{paragraphs(notes)}"


def _change(hours: float) -> str:
    """Hours saved or lost in words; less than half a tenth is neither."""
    if abs(hours) < 0.05:
        return "same"
    return f"{abs(hours):.1f} h {'shorter' if hours > 0 else 'longer'}"


def _material(facts: dict[str, Any]) -> str:
    plan = facts["plan"]
    other = f"Cheaper: {plan['cheaper']}." if plan["cheaper"] else "No other design that was fully planned costs less."
    return paragraphs(
        [
            f"Material: {cost_text(plan)}. Work: {plan['person_hours']:,.0f} person-hours.",
            other,
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
    heads = ("labour table", "#plan (h)", "#person-hours", "#usual way (h)", "#times as long")
    acts = [
        (
            ACT_WORDS.get(one["act"], one["act"].replace("_", " ")),
            f"{one['low_h']:.1f}",
            f"{one['person_hours']:.1f}",
            f"{one['high_h']:.1f}",
            one["confidence"],
        )
        for one in sorted(facts["labour"]["acts"], key=lambda one: one["low_h"] - one["high_h"])[:MOST_ACTS]
    ]
    more = table(("work (person-hours)", "#low", "#expected", "#high", "source"), acts)
    return f"<h2>If the labour table is wrong</h2>{table(heads, rows, 1)}<br>{more}"
