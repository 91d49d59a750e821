"""The loss test of each leg before its first plug, which the schedule leaves out: what it takes."""

from typing import Any

from fabric.plan import Plan

LOSS_ACT = "test_olts_mpo"
"""Act of the labour table whose rate one leg takes."""
FORMS = ("trunk", "jumper")
"""Forms of fiber that are plugged into transceivers: modules built into a cable leave no end face to measure at."""


def loss_test_facts(plan: Plan) -> dict[str, Any]:
    """Legs to measure, one for each link on fiber between transceivers, and the person-hours."""
    is_fiber = [kind.form in FORMS and plan.project.catalog.part(kind.model).fiber != "copper" for kind in plan.kinds]
    kind_of = plan.assemblies.kind.tolist()
    legs = sum(is_fiber[kind_of[assembly]] for assembly in plan.segments.assembly.tolist())
    leg_ms = plan.project.labour.rates[LOSS_ACT].person_ms
    return {
        "legs": legs,
        "minutes_a_leg": leg_ms / 60_000,
        "person_hours": round(legs * leg_ms / 3_600_000, 3),
    }
