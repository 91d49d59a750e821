"""A plan over panels beside the best plan without lanes: lanes save person-time, and may still cost time.

The choice of lanes looks at the person-time of each bundle, and switches are placed without a look at panels. Where a
place is full, two more plugs there can make the whole later. So the search is made once more with all lanes in use.
"""

from collections.abc import Callable
from dataclasses import replace

from fabric.plan import Plan
from fabric.project import Project
from fabric.search.plan_order import figures_of, plan_key
from fabric.search.search_run import SearchRun
from layouts import UnmetError

Search = Callable[[Project], tuple[Plan, Plan]]
"""The best plan of a project, and the least one seen."""


def keep_better(project: Project, found: tuple[Plan, Plan], search: Search, run: SearchRun) -> tuple[Plan, Plan]:
    """The better of some plan and of the best one without lanes. The bound stays: it holds for both."""
    plan = found[0]
    if not project.panel_trunks or not plan.joints or run.stop():
        return found
    full = tuple(replace(trunk, taken=tuple(range(trunk.lanes))) for trunk in project.panel_trunks)
    try:
        other, other_least = search(replace(project, panel_trunks=full))
    except UnmetError:
        return found
    if plan_key(other) >= plan_key(plan):
        return found
    run.report(f"no link over panels: {figures_of(other)}")
    return _as_asked(other, plan), _as_asked(other_least, plan)


def _as_asked(other: Plan, plan: Plan) -> Plan:
    """A plan without lanes as a plan of the project that has them, with the bound that holds for both."""
    known = plan.summary
    return replace(
        other,
        project=replace(other.project, panel_trunks=plan.project.panel_trunks),
        summary=replace(
            other.summary,
            bound_s=known.bound_s,
            work_bound_ms=known.work_bound_ms,
            bound_binds=known.bound_binds,
            bound_parts_s=known.bound_parts_s,
        ),
        trials=tuple(replace(trial, bound_s=None) for trial in other.trials),
    )
