"""What the work before the racks are ready buys: the same cables in the same places without one way of preparing."""

from dataclasses import replace
from typing import Any

from fabric.optimize import schedule_work
from fabric.plan import Plan
from fabric.report.early_facts import early_facts


def early_gain(plan: Plan) -> dict[str, Any]:
    """The facts of the work before the racks are ready, with the hours that each way buys; empty where there is none.

    A schedule without a way is made as that of the plan was, with the other ways; its cables and places are those of
    the plan, which may not be the best ones without it.
    """
    prepare, facts = plan.project.crew.prepare, early_facts(plan)
    if prepare is None:
        return facts
    for way in [way for way, found in facts.items() if found.get("pulls") or found.get("optics")]:
        left = replace(prepare, **{way: None})
        crew = replace(plan.project.crew, prepare=None if left.is_empty else left)
        _, slots = schedule_work(replace(plan.project, crew=crew), plan.parts, "finish", thorough=True)
        without_s = max(slot.end_s for slot in slots)
        found = facts[way]
        found["without_h"] = round(without_s / 3600, 3)
        found["buys_h"] = round((without_s - plan.summary.install_time_s) / 3600, 3)
    return facts
