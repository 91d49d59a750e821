"""The trio of work before the racks are ready, and the small plan with its trunk laid then."""

from dataclasses import replace
from datetime import datetime

from fabric.plan import Plan
from fabric.project import EarlyWindow, LabourTable, Preparation
from tests.fabric.audit.small_plan import (
    LABOUR,
    PROJECT,
    SMALL_PLAN,
    package,
    rate,
    with_cells,
    with_project,
    with_request,
    with_summary,
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
        remedy="Lay it within prepare.trunks of crew.yaml, or after the racks are ready",
    )
