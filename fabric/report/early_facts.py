"""The work of a plan before the racks are ready, as plain values and for people."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from fabric.plan import Plan
from fabric.work import first_second, job_of, list_pull_works


def early_facts(plan: Plan) -> dict[str, Any]:
    """Each way of preparing with its pulls and person-hours; empty where nothing may be done before.

    What it buys is no part of it: `early_gain` computes that.
    """
    if plan.project.crew.prepare is None:
        return {}
    person_ms, acts, laid = plan.project.labour.person_ms, Counter[str](), 0
    lowered = Counter[str]()
    for package in job_of(plan).packages:
        if package.is_early:
            laid += 1
            acts.update(package.acts)
        lowered["drop_end"] += package.acts.get("drop_end", 0)
    pulls = sum(work.may_be_early for work in list_pull_works(plan.project, plan.parts))
    trunks = {
        "pulls": laid,
        "pulls_after": pulls - laid,
        "person_hours": round(person_ms(acts) / 3_600_000, 3),
        "lowering_person_hours": round(person_ms(lowered) / 3_600_000, 3),
        "begins_h": round(-first_second(plan) / 3600, 3),
    }
    return {"trunks": trunks}


def early_lines(facts: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    """The work before the racks are ready, and what it buys where that was computed."""
    if not facts:
        return
    trunks = facts["trunks"]
    words = (
        f"{trunks['pulls']:,} of {trunks['pulls'] + trunks['pulls_after']:,} trunks and bundles are laid, "
        f"{trunks['person_hours']:.1f} person-hours that begin {trunks['begins_h']:.1f} h of work before"
    )
    if "buys_h" in trunks:
        words += (
            f"; that buys {trunks['buys_h']:.2f} h ({trunks['without_h']:.2f} h with the same cables laid afterwards)"
        )
    yield (
        "before racks",
        f"{words}; lowering their ends takes {trunks['lowering_person_hours']:.1f} person-hours more",
    )
    if trunks["pulls_after"]:
        yield ("", f"{trunks['pulls_after']:,} trunks and bundles do not fit prepare.trunks and are laid afterwards")
