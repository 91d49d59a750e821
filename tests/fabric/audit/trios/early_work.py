"""The trio of work before the racks are ready, and the small plan with its trunk laid then."""

from dataclasses import replace
from datetime import datetime

from fabric.plan import PackageKind, Plan
from fabric.project import EarlyWindow, IntegratedRacks, LabourTable, Preparation
from tests.fabric.audit.small_plan import (
    LABOUR,
    PROJECT,
    SMALL_PLAN,
    package,
    rate,
    with_cells,
    with_project,
    with_request,
    with_row,
    with_summary,
    without_row,
)
from tests.fabric.audit.trios.trio import Trio, trio

READY = datetime(2027, 1, 11, 6)


def lay_trunk_early(start_s: int, window: EarlyWindow, drop_ms: int = 0) -> Plan:
    """The small plan with its trunk laid from a second before the racks are ready on; its 180 s leave the clock.

    Lowering an end takes `drop_ms`, nothing by default, so that no other package changes. Both crews are then left
    with (4,854 - 180) / 2 = 2,337 s of work.
    """
    crew = replace(PROJECT.crew, prepare=Preparation(trunks=window))
    labour = LabourTable({**LABOUR.rates, "drop_end": rate("drop_end", "end", drop_ms)})
    plan = with_request(with_project(SMALL_PLAN, crew=crew, labour=labour), racks_ready=READY)
    plan = replace(plan, assumptions=("dates: none", "before racks: pathways are free"))
    row = package(plan, "pull", 0)
    early = with_cells(plan, "packages.start_s", {row: start_s})
    return with_summary(with_cells(early, "packages.end_s", {row: start_s + 180}), place_bound_s=2_337)


def kit_single(start_s: int, laid_s: int = 114) -> Plan:
    """The small plan with the single cable of its third pull kitted by crew 1 from a second on, in 240 s.

    Its laying takes `laid_s` from 2,220 s on instead of 354 s. Both crews are left with (4,854 - 240) / 2 = 2,307 s.
    """
    crew = replace(PROJECT.crew, prepare=Preparation(bundling=EarlyWindow()))
    labour = LabourTable({**LABOUR.rates, "drop_end": rate("drop_end", "end", 0)})
    plan = with_project(SMALL_PLAN, crew=crew, labour=labour)
    plan = replace(plan, assumptions=("dates: none", "before racks: kits stand at their racks"))
    row = package(plan, "pull", 2)
    laid = with_cells(plan, "packages.end_s", {row: int(plan.packages.start_s[row]) + laid_s})
    kitted = with_row(laid, "packages", PackageKind.KIT, 2, start_s, start_s + 240, 0)
    return with_summary(kitted, place_bound_s=2_307)


@trio("early-form")
def early_form() -> Trio:
    """The single cable of the third pull is laid before the racks are ready, for 354 s; next door the trunk is.

    Both crews are left with (4,854 - 354) / 2 = 2,250 s.
    """
    row = package(SMALL_PLAN, "pull", 2)
    plan = lay_trunk_early(-180, EarlyWindow())
    back = {package(plan, "pull", 0): int(SMALL_PLAN.packages.start_s[package(plan, "pull", 0)])}
    late = with_cells(
        with_cells(plan, "packages.start_s", back), "packages.end_s", {n: s + 180 for n, s in back.items()}
    )
    early = with_cells(with_cells(late, "packages.start_s", {row: -354}), "packages.end_s", {row: 0})
    return Trio(
        rejects=with_summary(early, place_bound_s=2_250),
        next_door=plan,
        object="pull of pull 3",
        found="a single laid before the racks are ready",
        allowed="trunks and taped bundles",
        remedy="Lay it after the racks are ready",
    )


@trio("early-window")
def early_window() -> Trio:
    """The window ends the day before at 08:00, six hours of the shift (21,600 s) before the racks are ready. Laying
    until they are ready is too late; next door it ends with the window.
    """
    window = EarlyWindow(end=datetime(2027, 1, 10, 8))
    return Trio(
        accepts=lay_trunk_early(-30_000, window),
        rejects=lay_trunk_early(-180, window),
        next_door=lay_trunk_early(-21_780, window),
        object="pull of pull 1",
        found="from -180 to 0 s",
        allowed="any start to -21600 s",
        remedy="Do it within prepare.trunks of crew.yaml, or after the racks are ready",
    )


def integrate_racks(*racks: str) -> Plan:
    """The small plan, whose project says that some racks arrive cabled; its packages stay as they were.

    Its figures are those with A01: two transceivers less, 120 s of work for each of the sums.
    """
    crew = replace(PROJECT.crew, prepare=Preparation(integrated=IntegratedRacks(racks)))
    labour = LabourTable({**LABOUR.rates, "drop_end": rate("drop_end", "end", 0)})
    plan = with_project(SMALL_PLAN, crew=crew, labour=labour)
    plan = replace(plan, assumptions=("dates: none", "before racks: racks arrive cabled"))
    known = plan.summary
    plan = replace(plan, trials=(*plan.trials[:-1], replace(plan.trials[-1], work_ms=known.work_ms - 120_000)))
    return with_summary(
        plan,
        acts_ms={**known.acts_ms, "insert_optic": known.acts_ms["insert_optic"] - 120_000},
        work_ms=known.work_ms - 120_000,
        unavoidable_ms=known.unavoidable_ms - 120_000,
        place_bound_s=known.place_bound_s - 60,
    )


@trio("integrated-rack")
def integrated_rack() -> Trio:
    """A01 arrives cabled, with the transceivers of both nodes; that of node-1 is inserted on site all the same. Next
    door neither is.
    """
    plan = integrate_racks("A01")
    one = without_row(plan, "packages", package(plan, "optics", 1))
    return Trio(
        rejects=one,
        next_door=without_row(one, "packages", package(one, "optics", 0)),
        object="optics of node-1",
        found="work on site",
        allowed="none, its rack arrives cabled inside",
        remedy="Remove it, or take the rack out of prepare.integrated of crew.yaml",
        also=frozenset({"package-known"}),
    )
