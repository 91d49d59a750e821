"""Names of both ends of every link, as findings print them."""

from typing import Literal

from fabric.catalog import PortName, list_ports
from fabric.plan import Plan, Stage
from fabric.project import Device
from layouts import Face

End = Literal["a", "b"]
ENDS: tuple[End, End] = ("a", "b")
SWITCH_PORTS = ("fabric", "access", "uplink")
"""Names of the groups of ports of switches."""


def port_face(plan: Plan, device: Device, group: str) -> Face:
    """The side of the rack at which a device shows a group of ports.

    `face` of a device is that of its main group: the first one, that of management only if there is no other, and of a
    switch the first of the groups of switches. Groups that the catalogue has at the other side show opposite.
    """
    rows = {row.group: row.face for row in plan.project.catalog.device_types[device.model].port_groups}
    ranked = [*SWITCH_PORTS, *(name for name in rows if name != "management"), *rows]
    main = next((name for name in ranked if name in rows), group)
    if rows.get(group, rows.get(main)) == rows.get(main):
        return device.face
    return "rear" if device.face == "front" else "front"


class EndNames:
    """Looks up devices, ports and names of link ends; the ports of a device model are listed once."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self._ports: dict[tuple[str, str], tuple[PortName, ...]] = {}
        links = plan.links
        self._devices: dict[End, list[int]] = {"a": links.a_device.tolist(), "b": links.b_device.tolist()}
        self._numbers: dict[End, list[int]] = {"a": links.a_port.tolist(), "b": links.b_port.tolist()}
        self._stages: list[int] = links.stage.tolist()

    def device_number(self, link: int, end: End) -> int:
        """The index in `plan.devices` of the device at an end."""
        return self._devices[end][link]

    def device(self, link: int, end: End) -> Device:
        """The device at an end."""
        return self.plan.devices[self._devices[end][link]]

    def port_number(self, link: int, end: End) -> int:
        """The number of the port at an end, from 0 within its port group."""
        return self._numbers[end][link]

    def port(self, link: int, end: End) -> PortName | None:
        """The port at an end, None where the device has no port of this number."""
        names = self.ports_of(self.device(link, end), self.group(link, end))
        number = self.port_number(link, end)
        return names[number] if 0 <= number < len(names) else None

    def stage(self, link: int) -> Stage:
        """The stage of a link."""
        return self.plan.stages[self._stages[link]]

    def group(self, link: int, end: End) -> str:
        """The port group that a link uses at an end."""
        stage = self.stage(link)
        return stage.a_group if end == "a" else stage.b_group

    def face(self, link: int, end: End) -> Face:
        """The side of the rack at which the port of an end shows."""
        return port_face(self.plan, self.device(link, end), self.group(link, end))

    def ports_of(self, device: Device, group: str) -> tuple[PortName, ...]:
        """The ports of a device in a group, none where it lacks the group."""
        key = device.model, group
        if key not in self._ports:
            self._ports[key] = list_ports(self.plan.project.catalog.device_types[device.model], group)
        return self._ports[key]

    def name(self, link: int) -> str:
        """The name of a link: device and printed port of both ends."""
        ends = []
        for end in ENDS:
            port = self.port(link, end)
            ends.append(f"{self.device(link, end).id} {port.printed if port else 'no such port'}")
        return " - ".join(ends)
