"""Transceivers inserted before the racks are ready: in devices of the staging area, of lots that are there by then."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time

from fabric.audit.material import MaterialView
from fabric.audit.rule import Violation, rule
from fabric.audit.schedule_view import ScheduleView
from fabric.audit.working_hours import early_second


@rule("staged-device")
def check_staged_device(view: ScheduleView) -> Iterator[Violation]:
    """Before the racks are ready transceivers go only into devices that are still to be installed."""
    for key in view.slots:
        device = view.plan.devices[key[1]] if key[0] == "optics" and view.is_early(key) else None
        if device is not None and (device.supply == "standing" or device.status not in ("planned", "staged")):
            yield Violation(
                object=view.name(key),
                found=f"done before the racks are ready, though the device is {device.status} ({device.supply})",
                allowed="devices that are planned or staged",
                remedy="Do it after the racks are ready, or correct the status in equipment.yaml",
            )


@rule("staged-material")
def check_staged_material(view: ScheduleView) -> Iterator[Violation]:
    """What is fitted before the racks are ready is there: devices and transceivers of lots that have arrived."""
    if view.plan.project.request.racks_ready is None:
        return
    stock = MaterialView(view.plan)
    for model, starts in sorted(_list_starts(view).items()):
        lots = stock.lots_in_time(model)
        for day in sorted({day for lot in lots if (day := stock.arrival(lot)) is not None}):
            there = [lot.quantity for lot in lots if (came := stock.arrival(lot)) is None or came < day]
            before = sum(start_s < early_second(view.plan, datetime.combine(day, time())) for start_s in starts)
            if None not in there and before > sum(quantity or 0 for quantity in there):
                yield Violation(
                    object=model,
                    found=f"{before} used at the staging table before {day}",
                    allowed=f"{sum(quantity or 0 for quantity in there)}, which have arrived by then",
                    remedy="Insert the others later, or correct 'arrives' of the lot in inventory.yaml",
                )


def _list_starts(view: ScheduleView) -> dict[str, list[int]]:
    """Model to the second of the working clock at which each new device and each transceiver of it is taken for
    fitting before the racks are ready.
    """
    plan = view.plan
    starts: dict[str, list[int]] = defaultdict(list)
    start_of = {key[1]: slot.start_s for key, slot in view.slots.items() if key[0] == "optics" and view.is_early(key)}
    given = {device.id: device.supply for device in plan.project.devices}
    for number, start_s in start_of.items():
        if given.get(plan.devices[number].id, "bought") == "bought":
            starts[plan.devices[number].model].append(start_s)
    for number, model in zip(plan.optics.device.tolist(), plan.optics.model.tolist(), strict=True):
        if number in start_of:
            starts[plan.optic_models[model]].append(start_of[number])
    return starts
