"""The devices of a plan in their places."""

import numpy as np

from fabric.tables.plan_names import PlanNames
from fabric.tables.record_table import RecordTable
from fabric.tables.records import DeviceRecord


def list_devices(names: PlanNames) -> RecordTable[DeviceRecord]:
    """Every device with its place."""
    plan = names.plan
    devices, count = plan.devices, len(plan.devices)
    racks = [plan.project.site.rack_by_id[device.rack or ""] for device in devices]
    links = sum(np.bincount(column, minlength=count) for column in (plan.links.a_device, plan.links.b_device))
    columns = {
        "device": tuple(device.id for device in devices),
        "model": tuple(device.model for device in devices),
        "role": tuple(device.role for device in devices),
        "room": tuple(rack.room for rack in racks),
        "row": tuple(rack.row for rack in racks),
        "rack": tuple(rack.id for rack in racks),
        "ru": tuple((device.position_half_ru or 0) / 2 for device in devices),
        "face": tuple(device.face for device in devices),
        "status": tuple(device.status for device in devices),
        "supply": tuple(device.supply for device in devices),
        "links": tuple(np.asarray(links).tolist()),
    }
    return RecordTable(DeviceRecord, columns)
