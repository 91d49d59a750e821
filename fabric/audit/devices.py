"""Devices: those of equipment.yaml stand in the plan as they are given, and no others but switches of its networks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.plan import Plan, digest_places
from fabric.project import Device

SWITCH_ROLES = ("leaf", "spine", "core")
"""Roles of the switches that a plan adds."""


class DeviceView:
    """The devices that are given, and those that the plan adds."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.given = {device.id: device for device in plan.project.devices}
        self.planned = {device.id: device for device in plan.devices}
        self.added = [device for device in plan.devices if device.id not in self.given]
        self.racks = {rack.id: rack for rack in plan.project.site.racks}
        self.linked = Counter(
            plan.devices[number].id for number in (*plan.links.a_device.tolist(), *plan.links.b_device.tolist())
        )
        """Device to the number of its links."""


@rule("device-in-plan")
def check_device_in_plan(view: DeviceView) -> Iterator[Violation]:
    """Each device of equipment.yaml is in the plan."""
    for name in view.given.keys() - view.planned.keys():
        yield Violation(
            object=name,
            found="not in the plan",
            allowed="in the plan, as equipment.yaml lists it",
            remedy="Make the plan again",
        )


@rule("device-as-given")
def check_device_as_given(view: DeviceView) -> Iterator[Violation]:
    """A device of equipment.yaml has the model, the role, the place, the face, the unit and the status given there."""
    for name, given in view.given.items():
        found = view.planned.get(name, given)
        for field in fields(Device):
            stated, planned = getattr(given, field.name), getattr(found, field.name)
            if stated != planned:
                yield Violation(
                    object=name,
                    found=f"{field.name} {planned}",
                    allowed=f"{stated}, as given",
                    remedy="Leave devices that are given as they are, or correct equipment.yaml and plan again",
                )


@rule("device-added")
def check_device_added(view: DeviceView) -> Iterator[Violation]:
    """A device that equipment.yaml does not list is a planned switch with links: a leaf, a spine or a core."""
    for device in view.added:
        found = []
        if view.plan.project.catalog.device_types[device.model].role != "switch":
            found.append(f"the model {device.model}, which is no switch")
        if device.role not in SWITCH_ROLES:
            found.append(f"the role {device.role}")
        if device.status != "planned":
            found.append(f"the status {device.status}")
        if device.su is not None:
            found.append(f"the scalable unit {device.su}")
        if not view.linked[device.id]:
            found.append("no links")
        if found:
            yield Violation(
                object=device.id,
                found=", ".join(found),
                allowed="a planned leaf, spine or core with links",
                remedy="Remove the device, or list it in equipment.yaml",
            )


@rule("usable-units")
def check_usable_units(view: DeviceView) -> Iterator[Violation]:
    """A switch that the plan adds stands within the units of its rack that switches may fill, the lowest ones."""
    for device in view.added:
        rack = view.racks.get(device.rack or "")
        if rack is None or device.position_half_ru is None:
            continue
        height = view.plan.project.catalog.device_types[device.model].half_ru
        below = device.position_half_ru - rack.type.first_half_ru
        if rack.type.u_numbering == "top_down":
            below = rack.type.half_ru - below - height
        if below + height > rack.type.usable_half_ru:
            yield Violation(
                object=device.id,
                found=f"up to unit {(below + height) / 2:g} from below in rack {rack.id}",
                allowed=f"the lowest {rack.type.usable_half_ru / 2:g} units (usable_u)",
                remedy="Choose a lower unit, or another rack",
            )


@rule("placed-devices")
def check_placed_devices(view: DeviceView) -> Iterator[Violation]:
    """The devices that the plan says it placed are exactly those that the request leaves without a rack, each once."""
    for name, count in Counter(view.plan.placed).items():
        given = view.given.get(name)
        found = []
        if given is None:
            found.append("not in equipment.yaml")
        elif given.supply == "standing":
            found.append("standing")
        if count > 1:
            found.append(f"named {count} times")
        if found:
            yield Violation(
                object=name,
                found=f"placed by the planner, {', '.join(found)}",
                allowed="a device without a rack in equipment.yaml, named once",
                remedy="Make the plan again",
            )

    others = digest_places(one for name, one in view.given.items() if name not in view.plan.placed)
    if view.plan.listed not in ("", others):
        yield Violation(
            object="placed",
            found=f"{len(view.plan.placed)} devices without a rack in equipment.yaml, digest of the others {others}",
            allowed=f"the devices whose racks the request leaves open, digest of the others {view.plan.listed}",
            remedy="Make the plan again",
        )


DEVICE_RULES = RuleGroup(
    views=lambda plan: [DeviceView(plan)],
    rules=(check_device_in_plan, check_device_as_given, check_device_added, check_placed_devices, check_usable_units),
)
"""The rules of this module."""
