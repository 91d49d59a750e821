"""Makes schedule and sums of a damaged plan agree with it again, so that only the planted fault is left to find."""

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import Literal

import numpy as np

from fabric import Plan
from fabric.audit import bounds, claims, material
from fabric.audit.minutes import minutes_of
from fabric.audit.schedule_view import ScheduleView
from fabric.audit.working_hours import list_windows
from fabric.plan import PackageKind, Packages
from layouts import IntColumn

ORDER = ("open", "optics", "pull", "land_a", "land_b", "test")
"""Kinds of packages: each comes after those that it waits for."""


def settle(plan: Plan) -> Plan:
    """The plan with one crew that does all packages in turn, and with the figures that follow from that."""
    return _with_figures(replace(plan, packages=_in_turn(plan)))


def _in_turn(plan: Plan) -> Packages:
    """All packages one after the other, in windows that they fit in, moves included."""
    view = ScheduleView(plan)
    keys = sorted(view.needed, key=lambda key: (ORDER.index(key[0]), key[1]))
    windows = iter(list_windows(plan, 10**8)[:50_000])
    window = next(windows)
    clock, before, rows = 0, None, []
    for key in keys:
        need_s = view.seconds(key)
        if before is not None and not view.needed[before].places & view.needed[key].places:
            need_s += view.move_s
        while (
            clock >= window.end_s or (clock + need_s > window.end_s and not view.crew.hand_over) or not window.testers
        ):
            window = next(windows)
            clock = max(clock, window.start_s)
        rows.append((PackageKind[key[0].upper()], key[1], clock, clock + need_s, 0))
        clock, before = clock + need_s, key
    return Packages(*(_column(values) for values in zip(*rows, strict=True)))


def _with_figures(plan: Plan) -> Plan:
    """The plan with the figures that its packages and pieces give."""
    view = ScheduleView(plan)
    done: dict[str, Fraction] = defaultdict(Fraction)
    for work in view.needed.values():
        for act, quantity in work.acts.items():
            done[act] += minutes_of(plan, act, quantity)
    acts_ms = {act: ceil(minutes * 60_000) for act, minutes in done.items()}
    acts_ms["move_crew"] = len(view.moved) * view.move_ms
    loads = claims.PlaceLoads(view)
    parts: dict[Literal["work", "place", "rack", "chain"], int] = {
        "work": loads.work_s,
        "place": loads.place_s,
        "rack": loads.rack_s,
        "chain": claims.longest_chain_s(view),
    }
    summary = replace(
        plan.summary,
        install_time_s=view.last_s,
        work_ms=sum(acts_ms.values()),
        acts_ms=acts_ms,
        unavoidable_ms=ceil(claims.unavoidable(view) * 60_000),
        place_bound_s=max(loads.work_s, loads.place_s, loads.rack_s),
        plan_binds=max(parts, key=lambda part: parts[part]),
        cost_cents=material.cost_cents(material.MaterialView(plan)),
    )
    summary = replace(summary, work_bound_ms=min(summary.work_bound_ms, summary.unavoidable_ms))
    settled = replace(plan, summary=summary)
    bound_s = bounds.offered_s(ScheduleView(settled), summary.work_bound_ms)
    summary = replace(
        summary,
        bound_s=bound_s,
        bound_binds="work over technicians",
        bound_parts_s={"work over technicians": bound_s},
    )
    last = max(number for number, trial in enumerate(plan.trials) if trial.reason == "chosen")
    chosen = replace(
        plan.trials[last],
        install_time_s=summary.install_time_s,
        work_ms=summary.work_ms,
        cost_cents=summary.cost_cents,
    )
    trials = (*plan.trials[:last], chosen, *plan.trials[last + 1 :])
    return replace(settled, summary=summary, trials=trials)


def _column(values: tuple[int, ...]) -> IntColumn:
    return np.array(values, np.int32)
