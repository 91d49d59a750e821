"""What the judge says, and how it looks at a plan."""

from dataclasses import dataclass
from typing import Literal

from fabric.catalog import PortName, list_ports
from fabric.plan import Plan, Stage
from fabric.project import Device


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong, or to be warned of: rule, object, what was found and what is allowed, and the remedy."""

    severity: Literal["error", "warning"]
    rule: str
    object: str
    found: str
    allowed: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.rule}: {self.object}: found {self.found}; allowed {self.allowed}. {self.remedy}"


class EndNames:
    """Names of both ends of every link, looked up once."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self._ports: dict[tuple[str, str], tuple[PortName, ...]] = {}

    def device(self, link: int, side: str) -> Device:
        return self.plan.devices[int(getattr(self.plan.links, f"{side}_device")[link])]

    def port(self, link: int, side: str) -> PortName | None:
        """The port at an end, None where the device has no port of this number."""
        names = self.ports_of(self.device(link, side), self.group(link, side))
        number = int(getattr(self.plan.links, f"{side}_port")[link])
        return names[number] if 0 <= number < len(names) else None

    def stage(self, link: int) -> Stage:
        """The kind of a link."""
        return self.plan.stages[int(self.plan.links.stage[link])]

    def group(self, link: int, side: str) -> str:
        """The port group that a link uses at an end."""
        stage = self.stage(link)
        return stage.a_group if side == "a" else stage.b_group

    def ports_of(self, device: Device, group: str) -> tuple[PortName, ...]:
        """The ports of a device in a group."""
        key = device.model, group
        if key not in self._ports:
            self._ports[key] = list_ports(self.plan.project.catalog.device_types[device.model], group)
        return self._ports[key]

    def name(self, link: int) -> str:
        """How a link is called in findings."""
        ends = []
        for side in ("a", "b"):
            port = self.port(link, side)
            ends.append(f"{self.device(link, side).id} {port.printed if port else 'no such port'}")
        return " - ".join(ends)
