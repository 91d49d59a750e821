"""The loss test of each leg before its first plug, which the schedule leaves out: what it takes."""

from typing import Any

from fabric.plan import Plan

LOSS_ACT = "test_olts_mpo"
"""Act of the labour table whose rate one leg takes."""
FORMS = ("trunk", "jumper")
"""Forms of fiber that are plugged into transceivers: modules built into a cable leave no end face to measure at."""


def loss_test_facts(plan: Plan) -> dict[str, Any]:
    """Legs to measure, one for each link on a trunk and one for each single fiber cable, and the person-hours."""
    kinds = [plan.kinds[number] for number in plan.assemblies.kind.tolist()]
    is_fiber = [kind.form in FORMS and plan.project.catalog.part(kind.model).fiber != "copper" for kind in kinds]
    legs = sum(fiber and kind.form != "trunk" for kind, fiber in zip(kinds, is_fiber, strict=True))
    legs += sum(is_fiber[one] and kinds[one].form == "trunk" for one in plan.segments.assembly.tolist())
    leg_ms = plan.project.labour.rates[LOSS_ACT].person_ms
    return {
        "legs": int(legs),
        "minutes_a_leg": leg_ms / 60_000,
        "person_hours": round(int(legs) * leg_ms / 3_600_000, 3),
    }
