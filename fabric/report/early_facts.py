"""The work of a plan before the racks are ready, as plain values and for people."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np

from fabric.plan import PackageKind, Plan
from fabric.work import PullWork, count_arrived, early_work, job_of, list_pull_works, list_staged


def early_facts(plan: Plan) -> dict[str, Any]:
    """Each way of preparing with its pulls and person-hours; empty where nothing may be done before.

    What it buys is no part of it: `early_gain` computes that.
    """
    prepare, facts = plan.project.crew.prepare, dict[str, Any]()
    if prepare is None:
        return facts
    works, early = list_pull_works(plan.project, plan.parts), early_work(plan)
    between = frozenset(number for number, work in enumerate(works) if work.is_between_panels)
    if prepare.panels and between:
        kinds = (PackageKind.PULL, PackageKind.LAND_A, PackageKind.LAND_B, PackageKind.TEST)
        facts["panels"] = _way_facts(plan, kinds, len(between), early.built)
    if prepare.trunks:
        most = sum(work.may_be_early for work in works) - len(early.built)
        facts["trunks"] = _way_facts(plan, (PackageKind.PULL,), most, early.laid)
        lowered = plan.project.labour.act_ms("drop_end", 2 * len(early.laid))
        facts["trunks"]["costs_person_hours"] = plan.project.request.objective == "person-hours"
        facts["trunks"]["lowering_person_hours"] = round(lowered / 3_600_000, 3)
    if prepare.bundling:
        most = sum(not work.arrives for work in works) - len(early.laid) - len(early.built)
        facts["bundling"] = _way_facts(plan, (PackageKind.KIT,), most, early.kitted)
    if prepare.optics:
        facts["optics"] = _staged_facts(plan, early.fitted)
    if prepare.integrated:
        facts["integrated"] = _arrived_facts(plan, [work for work in works if work.arrives])
    return facts


def _staged_facts(plan: Plan, fitted: Collection[int]) -> dict[str, Any]:
    """The devices that are fitted at the staging table, and those that might be and are not."""
    staged, optics = list_staged(plan.project, plan.parts), Counter(plan.optics.device.tolist())
    found = _way_facts(plan, (PackageKind.OPTICS,), len(staged), fitted)
    devices, after = found.pop("pulls"), found.pop("pulls_after")
    return {"devices": devices, "devices_after": after, "optics": sum(optics[number] for number in fitted), **found}


def _arrived_facts(plan: Plan, works: Sequence[PullWork]) -> dict[str, Any]:
    """What arrives in racks, and the person-hours that it would take on site."""
    _, optics = count_arrived(plan.project, plan.parts)
    prepare, labour = plan.project.crew.prepare, plan.project.labour
    racks = {device.rack for device in plan.devices if prepare and prepare.arrives_in(device.rack)}
    inside = (work.pull_acts() + work.land_acts(is_head=False) + work.land_acts(is_head=True) for work in works)
    person_ms = labour.act_ms("insert_optic", optics) + sum(labour.person_ms(acts) for acts in inside)
    return {
        "racks": len(racks),
        "pulls": len(works),
        "optics": optics,
        "spared_person_hours": round(person_ms / 3_600_000, 3),
    }


def _way_facts(plan: Plan, kinds: Sequence[PackageKind], most: int, pulls: Collection[int]) -> dict[str, Any]:
    """The early packages of some kinds and pulls, or devices, of at most so many."""
    packages = [one for one in job_of(plan).packages if one.is_early and one.kind in kinds and one.subject in pulls]
    columns = plan.packages
    rows = np.isin(columns.kind, kinds) & np.isin(columns.subject, list(pulls)) & (columns.start_s < 0)
    person_ms = sum(plan.project.labour.person_ms(package.acts) for package in packages)
    return {
        "pulls": len(pulls),
        "pulls_after": most - len(pulls),
        "person_hours": round(person_ms / 3_600_000, 3),
        "begins_h": round(-int(columns.start_s[rows].min(initial=0)) / 3600, 3),
    }


WORDS = {
    "panels": "trunks between panels laid, landed and tested",
    "trunks": "trunks and bundles laid",
    "bundling": "pulls kitted",
    "optics": "devices fitted with transceivers at the staging table",
}
"""What is done in each way of preparing."""


def early_lines(facts: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    """The work before the racks are ready, and what each way buys where that was computed."""
    for way, found in (facts or {}).items():
        if way == "integrated":
            yield ("before racks", _arrived_words(found))
            continue
        after = found["devices_after" if way == "optics" else "pulls_after"]
        done = found["devices" if way == "optics" else "pulls"]
        words = (
            f"{done:,} of {done + after:,} {WORDS[way]}: "
            f"{found['person_hours']:.1f} person-hours, starting {found['begins_h']:.1f} working hours before the "
            "racks are ready"
        )
        words += _buys_words(found)
        if found.get("lowering_person_hours"):
            words += f"; lowering ends takes {found['lowering_person_hours']:.1f} person-hours more"
        if after and found.get("costs_person_hours"):
            words += "; laying them before would add the lowering of their ends to the person-hours, the objective"
        elif after:
            late = ", or are not there in time," if way == "optics" else ""
            words += f"; {after:,} do not fit prepare.{way}{late} and are done afterwards"
        yield ("before racks", words)


def _buys_words(found: dict[str, Any]) -> str:
    """What a way buys, where that was computed."""
    if "buys_h" not in found:
        return ""
    return f"; buys {found['buys_h']:.2f} h (without it the same cables take {found['without_h']:.2f} h)"


def _arrived_words(found: dict[str, Any]) -> str:
    """What arrives in racks that are cabled inside."""
    return (
        f"{found['racks']:,} racks arrive cabled inside: {found['pulls']:,} cords, {found['optics']:,} transceivers, "
        f"which would take {found['spared_person_hours']:.1f} person-hours on site; person-hours are those of the "
        f"site, the factory's are not counted{_buys_words(found)}"
    )
