"""The answer of `explain`: the use of time, the limits that bind, the parts of the bound, the lost designs."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from fabric.plan import PackageKind, Plan, bound_scope
from fabric.report.choices import choice_lines, rack_facts, trunk_facts
from fabric.report.early_facts import early_facts, early_lines
from fabric.report.labour_swing import find_limit, list_swings
from fabric.work import job_of
from layouts import disc_area_mm2


def explain_facts(plan: Plan) -> dict[str, Any]:
    """The explanation as plain values."""
    summary = plan.summary
    return {
        "install_time_h": round(summary.install_time_s / 3600, 3),
        "bound_parts_h": {part: round(seconds / 3600, 3) for part, seconds in summary.bound_parts_s.items()},
        "bound_scope": bound_scope(plan.project, plan.placed),
        "bound_binds": summary.bound_binds,
        "plan_binds": summary.plan_binds,
        "person_hours_by_act": {
            act: round(ms / 3_600_000, 3) for act, ms in sorted(summary.acts_ms.items(), key=lambda item: -item[1])
        },
        "labour_columns": _column_facts(plan),
        "crew_hours_by_place": {place: round(seconds / 3600, 3) for place, seconds in place_loads_s(plan).items()},
        "crews_idle_pct": round(idle_pct(plan), 1),
        **({"before_racks": found} if (found := early_facts(plan)) else {}),
        "fullest_pathways": [{"pathway": name, "cables_mm2": area} for name, area in fullest_pathways(plan)],
        "switch_racks": rack_facts(plan),
        "trunks": trunk_facts(plan),
        "designs": [
            {
                "design": trial.design,
                "install_time_h": None if trial.install_time_s is None else round(trial.install_time_s / 3600, 3),
                "person_hours": None if trial.work_ms is None else round(trial.work_ms / 3_600_000, 3),
                "cost": None if trial.cost_cents is None else round(trial.cost_cents / 100, 2),
                "reason": trial.reason,
            }
            for trial in plan.trials
        ],
        "assumed": list(plan.assumptions),
        "unchecked": list(plan.unchecked),
    }


def place_loads_s(plan: Plan) -> dict[str, int]:
    """Crew-seconds that tie up each working place, most first."""
    places, loads = plan.project.site.places, Counter[str]()
    tied = {(package.kind, package.subject): set(package.places) for package in job_of(plan).packages}
    columns = plan.packages
    seconds = (columns.end_s - columns.start_s).tolist()
    for kind, subject, taken_s in zip(columns.kind.tolist(), columns.subject.tolist(), seconds, strict=True):
        for place in tied.get((PackageKind(kind), subject), ()):
            loads[places[place].id] += taken_s
    return dict(sorted(loads.items(), key=lambda item: (-item[1], item[0])))


def idle_pct(plan: Plan) -> float:
    """Share of the time of crews on shift, between start and end, in which they wait."""
    last, whole = plan.summary.install_time_s, 0
    for start, end, crews, _ in plan.project.crew.windows_s(plan.project.request.racks_ready):
        if start >= last:
            break
        whole += (min(end, last) - start) * crews
    on_clock = plan.packages.start_s >= 0
    busy = int((plan.packages.end_s - plan.packages.start_s)[on_clock].sum())
    return 100 * (whole - busy) / whole if whole else 0.0


def fullest_pathways(plan: Plan) -> list[tuple[str, int]]:
    """The five pathways through which most cross-section of new cables runs (over their whole length, in mm2)."""
    catalog = plan.project.catalog
    areas: dict[str, int] = defaultdict(int)
    for kind_index, pull in zip(plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist(), strict=True):
        route = int(plan.pulls.route[pull])
        kind = plan.kinds[kind_index]
        part = catalog.trunks[kind.model] if kind.form == "trunk" else catalog.cables[kind.model]
        for name in set(plan.routes[route].named_pathways) if route >= 0 else ():
            areas[name] += disc_area_mm2(part.diameter_um)
    return [(name, area) for name, area in sorted(areas.items(), key=lambda item: (-item[1], item[0]))[:5]]


def explain_lines(plan: Plan) -> Iterator[str]:
    """The explanation for people."""
    facts, summary = explain_facts(plan), plan.summary
    yield (
        f"Install time {facts['install_time_h']:.2f} h, bound {summary.bound_s / 3600:.2f} h, "
        f"gap {summary.gap_pct:.1f} %: {facts['bound_scope']}."
    )
    yield (
        f"What binds the plan: {BINDS[summary.plan_binds]}, {summary.place_bound_s / 3600:.2f} h at least with the "
        f"switches in these racks; crews wait {facts['crews_idle_pct']:.1f} % of the time."
    )
    yield "The bound is the largest of:"
    for part, hours in facts["bound_parts_h"].items():
        yield f"  {hours:8.2f} h  {part}{'   <- binds' if part == summary.bound_binds else ''}"
    yield (
        f"Person-hours: {summary.work_ms / 3_600_000:.1f}, of which {summary.unavoidable_ms / 3_600_000:.1f} "
        "cannot be avoided."
    )
    for _, words in early_lines(facts.get("before_racks")):
        yield f"Before the racks are ready: {words}."
    for act, hours in facts["person_hours_by_act"].items():
        yield f"  {hours:8.2f} h  {act}"
    yield from _column_lines(facts["labour_columns"], find_limit(plan))
    yield "Crew-hours that tie up each place:"
    for place, hours in facts["crew_hours_by_place"].items():
        yield f"  {hours:8.2f} h  {place}"
    yield from choice_lines(facts["switch_racks"], facts["trunks"])
    yield "Designs:"
    for trial in plan.trials:
        yield f"  {trial.design}: {trial.reason}"
    yield "Assumed:"
    yield from (f"  {line}" for line in plan.assumptions)
    yield "Not checked:"
    yield from (f"  {line}" for line in plan.unchecked)


def _column_facts(plan: Plan) -> list[dict[str, Any]]:
    """The plan with the low and the high column of the labour table, and the figure that decides."""
    return [
        {
            "column": swing.column,
            "install_time_h": round(swing.install_time_s / 3600, 3),
            "binds": swing.binds,
            "decides": swing.act,
            "change_h": round(swing.change_s / 3600, 3),
        }
        for swing in list_swings(plan)
    ]


def _column_lines(columns: Sequence[dict[str, Any]], expected: str) -> Iterator[str]:
    """The same for people; a limit other than the `expected` one is a reason to plan again with one's own figures."""
    if not columns:
        yield "The longest chain of work binds, so no time is told for the low and high figures of the labour table."
        return
    yield (
        "What this plan would take, with the same racks, cables and crews, if every act took its low or its high time "
        "of the labour table, about:"
    )
    for found in columns:
        decides = f", most of all {found['decides']} ({found['change_h']:+.2f} h)" if found["decides"] else ""
        other = ""
        if found["binds"] != expected:
            other = (
                f"; by the expected times {expected} binds, so a plan made anew with the {found['column']} times may "
                "choose other racks"
            )
        yield f"  {found['install_time_h']:8.2f} h  {found['column']}: {found['binds']} binds{decides}{other}"


BINDS = {
    "work": "work over crews",
    "place": "the load of the fullest place",
    "rack": "the work at the fullest face of a rack",
    "chain": "the longest chain of work",
}
