"""What a wrong labour table does to a plan: about how long it takes, and which figure of the table decides.

The limit that binds the plan is worked out by both columns of the table: all work over the crews, or the work at the
fullest place, or face of a rack, over the crews that it holds. The time follows it in proportion. Moves of crews are
left out, and so are plans that their longest chain of work binds. No schedule is made, so this is instant; the report
has a schedule for each column.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from fabric.plan import PackageKind, Plan
from fabric.project import LabourTable
from fabric.work import clock_job_of

LabourColumn = Literal["low", "high"]
"""A column of the labour table beside the expected figures."""

WORK = "work over crews"
"""The limit that is no place."""
ROUTED = (PackageKind.PULL, PackageKind.KIT)
"""Work that counts at no face: its resources are spans of pathways, or it is done elsewhere."""


@dataclass(frozen=True)
class LabourSwing:
    """The plan with one column of the labour table, its cables and places as they are."""

    column: LabourColumn
    """Column of the table."""
    install_time_s: int
    """Seconds of the working clock, estimated from the limit that binds."""
    binds: str
    """The limit that binds by this column: `WORK`, the id of the fullest place, or the fullest face of a rack."""
    act: str
    """The act whose figure alone changes that limit most; '' where no figure does."""
    change_s: int
    """Seconds by which that figure alone changes the install time; below 0 where it shortens it."""


def list_swings(plan: Plan) -> tuple[LabourSwing, ...]:
    """The plan with the low and with the high column; none where the longest chain of work binds it."""
    if plan.summary.plan_binds == "chain":
        return ()
    limits = _list_limits(plan)
    labour = plan.project.labour
    return _swing(plan, limits, labour, "low"), _swing(plan, limits, labour, "high")


def find_limit(plan: Plan) -> str:
    """The limit that binds by the expected figures: `WORK`, or the fullest place or face of a rack."""
    limits = _list_limits(plan)
    return max(limits, key=lambda name: sum(_parts_ms(limits[name], plan.project.labour, plan).values()))


def pick_column(labour: LabourTable, column: LabourColumn) -> LabourTable:
    """The table with its low or high figures instead of the expected ones."""
    return LabourTable(
        {
            act: replace(rate, person_ms=rate.low_ms if column == "low" else rate.high_ms)
            for act, rate in labour.rates.items()
        }
    )


@dataclass(frozen=True)
class _Limit:
    """The acts that count in a limit, and the crews that may do them at once."""

    acts: Counter[str]
    crews: int


def _list_limits(plan: Plan) -> Mapping[str, _Limit]:
    """All work, that of each place, and that of each face of a rack where crew.yaml limits its crews, from racks ready
    on.
    """
    job, places = clock_job_of(plan), plan.project.site.places
    whole, at = Counter[str](), defaultdict[int, Counter[str]](Counter)
    at_faces = defaultdict[str, Counter[str]](Counter)
    is_limited = plan.project.crew.crews_per_rack_face is not None
    for package in job.packages:
        whole.update(package.acts)
        for place in set(package.places):
            at[place].update(package.acts)
        for name in package.resources if is_limited and package.kind not in ROUTED else ():
            at_faces[name].update(package.acts)
    limits = {places[place].id: _Limit(acts, job.limits.place_crews[place]) for place, acts in sorted(at.items())}
    faces = {
        f"face {name.removeprefix('rack:')}": _Limit(acts, job.limits.resource_crews[name])
        for name, acts in sorted(at_faces.items())
    }
    return {WORK: _Limit(whole, plan.project.crew.crews), **limits, **faces}


def _parts_ms(limit: _Limit, labour: LabourTable, plan: Plan) -> dict[str, float]:
    """Milliseconds of the clock that each act takes in a limit."""
    size = plan.project.crew.crew_size
    return {
        act: labour.act_ms(act, quantity) / labour.rates[act].people(size) / limit.crews
        for act, quantity in limit.acts.items()
    }


def _swing(plan: Plan, limits: Mapping[str, _Limit], labour: LabourTable, column: LabourColumn) -> LabourSwing:
    """The plan with one column."""
    table = pick_column(labour, column)
    found = {name: sum(_parts_ms(limit, table, plan).values()) for name, limit in limits.items()}
    binds = max(found, key=lambda name: found[name])
    expected_ms = max(sum(_parts_ms(limit, labour, plan).values()) for limit in limits.values())
    scale = plan.summary.install_time_s / expected_ms if expected_ms else 0.0
    before, after = (_parts_ms(limits[binds], one, plan) for one in (labour, table))
    change_ms = {act: after[act] - before[act] for act in sorted(after)}
    act = max(change_ms, key=lambda one: abs(change_ms[one]), default="")
    changed_s = round(scale * change_ms.get(act, 0.0))
    return LabourSwing(column, round(scale * found[binds]), binds, act if changed_s else "", changed_s)
