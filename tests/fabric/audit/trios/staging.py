"""The trios of transceivers that are inserted before the racks are ready, and the small plan with some of these."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from fabric.plan import Plan
from fabric.project import EarlyWindow, Inventory, LabourTable, Preparation
from tests.fabric.audit.small_plan import (
    LABOUR,
    LOTS,
    PROJECT,
    SMALL_PLAN,
    lot,
    package,
    rate,
    with_cells,
    with_device,
    with_project,
    with_request,
    with_summary,
)
from tests.fabric.audit.trios.early_work import READY
from tests.fabric.audit.trios.trio import Trio, trio

ANY = EarlyWindow()


def fit_early(starts_s: Mapping[int, int], window: EarlyWindow = ANY, plan: Plan = SMALL_PLAN) -> Plan:
    """The small plan with the transceivers of some devices inserted from a second on, in 60 s each.

    Both crews are left with (4,914 - 60 of the move - 60 for each transceiver) / 2 s of work.
    """
    seconds = 0
    crew = replace(PROJECT.crew, prepare=Preparation(optics=window))
    labour = LabourTable({**LABOUR.rates, "drop_end": rate("drop_end", "end", 0)})
    plan = with_request(with_project(plan, crew=crew, labour=labour), racks_ready=READY)
    plan = replace(plan, assumptions=("dates: none", "before racks: devices are staged"))
    for device, start_s in starts_s.items():
        row = package(plan, "optics", device)
        took_s = int(plan.packages.end_s[row] - plan.packages.start_s[row])
        early = with_cells(plan, "packages.start_s", {row: start_s})
        plan, seconds = with_cells(early, "packages.end_s", {row: start_s + took_s}), seconds + took_s
    return with_summary(plan, place_bound_s=2_427 - seconds // 2)


def node_1(status: str) -> Plan:
    """The small plan whose node-1 has a status, in the plan as well as in equipment.yaml."""
    plan = with_device(SMALL_PLAN, 0, status=status)
    return with_project(plan, devices=(plan.devices[0], *plan.project.devices[1:]))


@trio("staged-device")
def staged_device() -> Trio:
    """node-1 is installed already; next door it stands in the staging area."""
    return Trio(
        accepts=fit_early({0: -60, 1: -120}),
        rejects=fit_early({0: -60}, plan=node_1("installed")),
        next_door=fit_early({0: -60}, plan=node_1("staged")),
        object="optics of node-1",
        found="done before the racks are ready, though the device is installed (owned)",
        allowed="devices that are planned or staged",
        remedy="Do it after the racks are ready, or correct the status in equipment.yaml",
    )


@trio("staged-material")
def staged_material() -> Trio:
    """Of two transceivers for nodes one arrives on Sunday, the day before the racks are ready. On Saturday, whose shift
    is from second -57,600 to -28,800, only one is there; next door the second one goes in on Sunday.
    """
    lots = tuple(replace(one, quantity=1) if one.id == "flat" else one for one in LOTS)
    late = Inventory((*lots, lot("flat-2", "FLAT", 1, arrives=date(2027, 1, 10))))
    plan = with_project(SMALL_PLAN, inventory=late)
    return Trio(
        accepts=fit_early({0: -57_600}, plan=plan),
        rejects=fit_early({0: -57_600, 1: -28_860}, plan=plan),
        next_door=fit_early({0: -57_600, 1: -28_800}, plan=plan),
        object="FLAT",
        found="2 used at the staging table before 2027-01-10",
        allowed="1, which have arrived by then",
        remedy="Insert the others later, or correct 'arrives' of the lot in inventory.yaml",
    )
