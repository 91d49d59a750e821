"""The connectors of each device that a link or an installed cable takes, and the ports that are left."""

from collections import defaultdict

from fabric.audit.end_names import ENDS, EndNames
from fabric.catalog import list_ports
from fabric.plan import Plan
from fabric.project import Device

Connector = tuple[str, int, int]
"""Group of cages, number of the cage, number of the connector."""


class PortUse:
    """The ports of all devices, over all networks."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.ends = EndNames(plan)
        self.taken: dict[str, set[Connector]] = defaultdict(set)
        """Device to its connectors in use."""
        for link in range(len(plan.links)):
            for end in ENDS:
                port, device = self.ends.port(link, end), self.ends.device(link, end)
                if port is not None:
                    cages = self.ends.group(link, end).partition(":")[0]
                    self.taken[device.id].add((cages, port.cage, port.mpo))
        self._take_installed()

    def _take_installed(self) -> None:
        types = self.plan.project.catalog.device_types
        by_id = {device.id: device for device in self.plan.devices}
        for cable in self.plan.project.cables:
            for name, printed in ((cable.a_device, cable.a_port), (cable.b_device, cable.b_port)):
                if name not in by_id:
                    continue
                device_type = types[by_id[name].model]
                for group in device_type.port_groups:
                    self.taken[name] |= {
                        (group.cages_of, port.cage, port.mpo)
                        for port in list_ports(device_type, group.group)
                        if port.printed == printed
                    }

    def free(self, device: Device, group: str) -> int:
        """Ports of a group on connectors that nothing takes. A cage that is used in another mode counts as taken."""
        taken = self.taken[device.id]
        found = self.plan.project.catalog.device_types[device.model].group(group)
        if found is None:
            return 0
        cages = {cage for name, cage, _ in taken if name == found.cages_of}
        return sum(
            (port.cage not in cages) if found.mpos == 1 else ((found.cages_of, port.cage, port.mpo) not in taken)
            for port in self.ends.ports_of(device, group)
        )
