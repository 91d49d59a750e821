"""What the work before the racks are ready buys: the same cables in the same places, all laid afterwards."""

from typing import Any

from fabric.optimize import schedule_packages
from fabric.plan import Plan
from fabric.report.early_facts import early_facts
from fabric.work import form_job


def early_gain(plan: Plan) -> dict[str, Any]:
    """The facts of the work before the racks are ready, with the hours that each way buys; empty where there is none.

    The schedule without it is made as that of the plan was; its cables and places are those of the plan, which may not
    be the best ones without it.
    """
    facts, project = early_facts(plan), plan.project
    if not facts:
        return facts
    slots = schedule_packages(form_job(project, plan.parts), project.crew, project.request.racks_ready)
    without_s = max(slot.end_s for slot in slots)
    gain = {
        "without_h": round(without_s / 3600, 3),
        "buys_h": round((without_s - plan.summary.install_time_s) / 3600, 3),
    }
    return {"trunks": {**facts["trunks"], **gain}}
