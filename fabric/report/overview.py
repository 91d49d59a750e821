"""The answer of `report`: all figures of a plan that a decision rests on, as plain values."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from fabric.executors import SERIAL, Executor
from fabric.forecast import Simulation, gather_runs, list_chunks, run_chunk
from fabric.plan import PackageKind, Plan, plan_id
from fabric.project import UNDATED
from fabric.report.loss_test import loss_test_facts
from fabric.report.orders import Order, list_orders
from fabric.report.page import report_page
from fabric.report.plan_summary import plan_facts
from fabric.report.practice_summary import practice_facts
from fabric.report.simulation_summary import simulation_facts
from fabric.report.staffing_curve import list_stretches
from fabric.report.what_if import LabourCase, crews_at_work, try_crews, try_labour
from fabric.report.working_days import list_days, list_worked_shifts
from fabric.work import su_ready_s
from layouts import VERSION

SEED = 1
"""Seed of the simulated runs: the same plan gives the same report."""
MOST_RUNS, FEWEST_RUNS = 100, 20
"""Most and fewest simulated runs."""
SHORT_S = 3600
"""Work in seconds below which the last shift is named: people come for little."""
PACKAGES_RUN = 90_000
"""Packages of work that all runs simulate together, which takes a few seconds."""


def report_facts(plan: Plan, executor: Executor = SERIAL) -> dict[str, Any]:
    """All figures of the report. Hours are working hours unless stated otherwise."""
    estimates = _estimate(plan, executor)
    summary = plan.summary
    return {
        "site": plan.project.site.name,
        "plan_id": plan_id(plan),
        "version": VERSION,
        "networks": [network.id for network in plan.project.request.networks],
        "racks": len(plan.project.site.racks),
        "hosts": sum(device.role == "host" for device in plan.devices),
        "starts": moment(plan, 0),
        "ends": moment(plan, summary.install_time_s),
        "power_by": moment(plan, _first_test_s(plan) + 1),
        "loss_test": loss_test_facts(plan),
        "plan": plan_facts(plan),
        "practice": estimates.practice,
        "forecast": _forecast_facts(plan, estimates.forecast),
        "days": [
            {
                "day": day.number,
                "date": _day_of(plan, day.start_s),
                "links": day.links,
                "racks": day.racks,
            }
            for day in list_days(plan)
        ],
        "crew_size": plan.project.crew.crew_size,
        "crews_at_work": max(crews_at_work(plan).values()),
        "short_shift": name_short_shift(plan),
        "units": [
            {"su": su, "ready_h": round(end_s / 3600, 3), "ready": moment(plan, end_s)}
            for su, end_s in sorted(su_ready_s(plan).items())
        ],
        "staffing": [
            {
                "from_h": round(one.start_s / 3600, 3),
                "to_h": round(one.end_s / 3600, 3),
                "needed": round(one.needed, 2),
                "there": round(one.there, 2),
            }
            for one in list_stretches(plan)
        ],
        "crews": estimates.crews,
        "labour": _labour_facts(plan, estimates.labour),
        "orders": [_order_facts(order) for order in list_orders(plan)],
    }


class _Estimates(NamedTuple):
    """The figures that take seconds for a large plan."""

    forecast: Simulation
    """The simulated runs."""
    labour: tuple[LabourCase, ...]
    """The plan with the low and with the high column of the labour table."""
    practice: dict[str, Any]
    """Facts of practice."""
    crews: list[dict[str, Any]]
    """Facts of the plan with other crews."""


def _estimate(plan: Plan, executor: Executor) -> _Estimates:
    """All of them side by side, what takes longest first: each waits for none of the others."""
    runs = max(FEWEST_RUNS, min(MOST_RUNS, PACKAGES_RUN // len(plan.packages.kind)))
    parts = [partial(run_chunk, chunk) for chunk in list_chunks(plan, runs, SEED)]
    low, high = partial(try_labour, plan, "low"), partial(try_labour, plan, "high")
    work: list[Callable[[], Any]] = [*parts, low, high, partial(_crew_facts, plan), partial(practice_facts, plan)]
    *courses, low_case, high_case, crews, practice = executor.map(_do, work)
    return _Estimates(gather_runs(plan, courses), (low_case, high_case), practice, crews)


def _do(work: Callable[[], Any]) -> Any:
    return work()


def make_report(plan: Plan) -> str:
    """The whole report of a plan as HTML."""
    return report_page(plan, report_facts(plan))


def moment(plan: Plan, clock_s: int) -> str:
    """The wall-clock time of a moment of the working clock; days count from 1 where the racks have no date.

    An end belongs to the window that it closes.
    """
    crew, ready = plan.project.crew, plan.project.request.racks_ready
    _, found = crew.calendar(max(0, clock_s - 1), ready)
    return _moment_text(found + timedelta(seconds=min(1, clock_s)), ready)


def _moment_text(at: datetime, ready: datetime | None) -> str:
    day = f"day {(at - UNDATED).days + 1}" if ready is None else f"{at:%Y-%m-%d}"
    return f"{day}, {at:%H:%M}"


def _forecast_facts(plan: Plan, found: Simulation) -> dict[str, Any]:
    """The simulated runs, and the moment by which nine tenths of them are done."""
    facts, ready = simulation_facts(plan, found, SEED), plan.project.request.racks_ready
    begin = ready or plan.project.crew.calendar(0, ready)[1]
    return facts | {"p90_ends": _moment_text(begin + timedelta(hours=facts["p90_h"]), ready)}


def _first_test_s(plan: Plan) -> int:
    """The start of the first test, on the working clock: the devices of its links need power then."""
    return int(plan.packages.start_s[plan.packages.kind == PackageKind.TEST].min(initial=plan.summary.install_time_s))


def _day_of(plan: Plan, clock_s: int) -> str:
    """The day on which work of a moment of the working clock begins."""
    return moment(plan, clock_s + 1).split(",")[0]


def name_short_shift(plan: Plan) -> dict[str, Any] | None:
    """The last shift where its work takes less than an hour; a plan of one shift has none."""
    *before, last = list_worked_shifts(plan)
    if not before or last.end_s - last.start_s >= SHORT_S:
        return None
    packages = plan.packages
    crews = len(set(packages.crew[packages.end_s > last.start_s].tolist()))
    return {
        "from": moment(plan, last.start_s + 1),
        "shift": last.shift.id,
        "minutes": max(1, (last.end_s - last.start_s) // 60),
        "technicians": crews * plan.project.crew.crew_size,
    }


def _crew_facts(plan: Plan) -> list[dict[str, Any]]:
    """The plan with a crew fewer and with more: hours, and technician-hours on shift."""
    own = max(shift.technicians for shift in plan.project.crew.shifts)
    others = [(one.technicians, one.install_time_s, False) for one in try_crews(plan)]
    rows = [(own, plan.summary.install_time_s, True), *others]
    return [
        {
            "technicians": technicians,
            "install_time_h": round(time_s / 3600, 3),
            "ends": moment(plan, time_s),
            "on_shift_h": round(technicians * time_s / 3600, 1),
            "is_plan": is_plan,
        }
        for technicians, time_s, is_plan in sorted(rows)
    ]


def _labour_facts(plan: Plan, cases: Sequence[LabourCase]) -> dict[str, Any]:
    """Times with the low and the high column of the labour table, and the acts that weigh most."""
    rates = plan.project.labour.rates
    acts = sorted(plan.summary.acts_ms.items(), key=lambda item: -item[1])
    return {
        "cases": [
            {
                "column": case.column,
                "install_time_h": round(case.install_time_s / 3600, 3),
                "person_hours": round(case.work_ms / 3_600_000, 3),
                "practice_h": None
                if case.practice.install_time_s is None
                else round(case.practice.install_time_s / 3600, 3),
            }
            for case in cases
        ],
        "acts": [
            {
                "act": act,
                "person_hours": round(ms / 3_600_000, 3),
                "low_h": round(ms * rates[act].low_ms / max(1, rates[act].person_ms) / 3_600_000, 3),
                "high_h": round(ms * rates[act].high_ms / max(1, rates[act].person_ms) / 3_600_000, 3),
                "confidence": rates[act].confidence,
            }
            for act, ms in acts
        ],
    }


def _order_facts(order: Order) -> dict[str, Any]:
    return {
        "group": order.group,
        "model": order.model,
        "pieces": order.pieces,
        "cost": round(order.cents / 100, 2),
        "source": order.source,
        "lead_time_days": order.lead_days or None,
        "order_by": order.order_by and f"{order.order_by}",
        "arrives": order.arrives and f"{order.arrives}",
    }
