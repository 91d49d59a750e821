"""The ends of some links as columns: devices, ports, racks, and their names on labels."""

from collections.abc import Iterable, Mapping
from typing import Any

from fabric.catalog import PortName, connector_text, list_ports, port_text
from fabric.plan import Plan
from layouts import LongColumn

_PORT = "\0"
"""Placeholder of the port in the name of an end while the rest of it is filled in."""
_PRINTED = "\1"
"""Placeholder of the printed name of the port in the same way."""


class EndColumns:
    """One side of some links, A or B."""

    def __init__(self, plan: Plan, side: str, rows: LongColumn):
        self.plan = plan
        links = plan.links
        self.numbers: list[int] = getattr(links, f"{side}_device")[rows].tolist()
        """Device of each link (by index)."""
        self.groups = [getattr(plan.stages[stage], f"{side}_group") for stage in links.stage[rows].tolist()]
        """Port group of each link."""
        self.ports = tuple(self._ports(getattr(links, f"{side}_port")[rows].tolist()))
        """Port of each link."""

    def _ports(self, numbers: Iterable[int]) -> Iterable[PortName]:
        types = self.plan.project.catalog.device_types
        known: dict[tuple[str, str], tuple[PortName, ...]] = {}
        for device, group, number in zip(self.numbers, self.groups, numbers, strict=True):
            key = self.plan.devices[device].model, group
            if key not in known:
                known[key] = list_ports(types[key[0]], group)
            yield known[key][number]

    def of_device(self, values: Iterable[Any]) -> tuple[Any, ...]:
        """The value of the device of each link, of values for all devices."""
        found = list(values)
        return tuple(found[number] for number in self.numbers)

    def names(self, heads: Iterable[bool]) -> tuple[str, ...]:
        """The name of each end in the grammar of labels; `heads` says for which the connector alone is named."""
        shapes = self._shapes
        is_printed = "printed" in self.plan.project.request.label.fields
        found = []
        for number, port, is_head in zip(self.numbers, self.ports, heads, strict=True):
            name = shapes[number].replace(_PORT, connector_text(port) if is_head else port_text(port))
            found.append(name.replace(_PRINTED, port.printed) if is_printed else name)
        return tuple(found)

    @property
    def _shapes(self) -> Mapping[int, str]:
        """The name of an end of each device, with placeholders for its port."""
        site, label, found = self.plan.project.site, self.plan.project.request.label, {}
        for number in set(self.numbers):
            device = self.plan.devices[number]
            rack = site.rack_by_id[device.rack or ""]
            fields = {"site": site.name, "room": rack.room, "row": rack.row, "rack": rack.id, "u": device.unit}
            found[number] = label.name_end({**fields, "device": device.id, "port": _PORT, "printed": _PRINTED})
        return found

    def transceivers(self, at: Mapping[tuple[int, str, int], str]) -> tuple[str, ...]:
        """The model in the cage of each link, of those by device, group of cages and cage; empty without one."""
        cages = {group: group.partition(":")[0] for group in set(self.groups)}
        return tuple(
            at.get((number, cages[group], port.cage), "")
            for number, group, port in zip(self.numbers, self.groups, self.ports, strict=True)
        )

    def faces(self) -> tuple[str, ...]:
        """The side of the rack at which each port shows."""
        known: dict[tuple[int, str], str] = {}
        project = self.plan.project
        for key in set(zip(self.numbers, self.groups, strict=True)):
            known[key] = project.face_of(self.plan.devices[key[0]], key[1])
        return tuple(known[key] for key in zip(self.numbers, self.groups, strict=True))
