"""What a NetBox file describes: a switch, host, server or PDU, or something that the planner cannot place, with the
reason.

The parts of the file decide. Outlets make a PDU. Front and rear ports without interfaces make a panel. A managed
processor (BMC, iDRAC), bays for processors, memory or disks, and device bays make a server; 16 equal ports outweigh
them. A server with four ports of 100G or more is a host. Of the rest, eight ports make a switch, or three with names as
`swp1`. A firewall or another thing that is no switch is a server: its family, its manufacturer or words of the file
show it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fabric.catalog.hardware import DeviceRole
from fabric.catalog.netbox_forms import KindForm
from fabric.catalog.netbox_kind import tell_kind

SERVER_NAMES = re.compile(r"(?i)\b(bmc|i?drac\d*|ipmi|i?lo ?\d?|xcc|xclarity|imm\d?|cimc|irmc)\b")
"""Names of the port of a managed processor, as vendors of servers print them."""
SERVER_BAYS = re.compile(
    r"(?i)\b(cpu|gpu|memory|dimm|pci-?e\d*|ocp\d*|aiom|lom|riser\d*|drive|disk|hdd|ssd|nvme|m\.2|raid|perc|tpm|boss)\b"
)
"""Names of bays that only servers have."""
POWER_BAYS = re.compile(r"(?i)\b(psu?|pem|pwr|power)[ _-]?\w*\b")
"""Names of bays for power supplies: what has them is powered."""
AIR_AND_POWER = re.compile(r"(?i)\W*(psus?|pem|pwr|power|ps|fans?|cooling|blower)(?![a-z])")
"""Beginnings of the names of bays for supplies and fans, whose modules have no ports."""
SWITCH_NAMES = re.compile(r"(?i)(swp\d|sw\d|\w*ethernet ?\d|(eth|gi|te|fo|hu|[gx]e-|et-|mge-|ib)\d+[/:])")
"""Names that the systems of switches give to their ports."""
MANY_PORTS = 16
"""Equal ports that make a switch in spite of signs of a server."""
SWITCH_PORTS = 8
"""Ports of what is a switch where nothing says more: the smallest shipped switch has 36."""
FEWEST_PORTS = 2
"""Most ports that make no switch, whatever their names: firewalls and storage have ethernet1/1 and ethernet1/2."""
HOST_PORTS, HOST_GBPS = 4, 100
"""Ports and their speed from which a server counts as a host of a fast network."""


class Parts(NamedTuple):
    """The parts of a NetBox file that show what it describes."""

    data: Mapping[str, Any]
    """The file's values."""
    names: Sequence[str]
    """Names of all interfaces."""
    ports: Sequence[tuple[str, int]]
    """Cage and speed of each port that is not for management."""

    def listed(self, key: str) -> list[dict[str, Any]]:
        """The items of a list of the file that are mappings."""
        found = self.data.get(key)
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []

    def bays(self) -> list[str]:
        """Names and descriptions of the module bays."""
        return [
            f"{item.get('name', '')} {item.get('label', '')} {item.get('position', '')} {item.get('description', '')}"
            for item in self.listed("module-bays")
        ]


class Thing(NamedTuple):
    """What a NetBox file describes: its role, and the parts that show it."""

    role: DeviceRole | None
    """Role in the catalogue; None for what the planner cannot place."""
    reason: str
    """The parts of the file that show the role, or why there is none."""
    remedy: str = ""
    """What to do in order to use what is left out; '' for a device."""


def tell_thing(parts: Parts, kinds: Sequence[KindForm]) -> Thing:
    """What a NetBox file describes, by its parts; by its kind, where they show a switch or a host."""
    front, rear = parts.listed("front-ports"), parts.listed("rear-ports")
    if parts.listed("power-outlets"):
        return Thing("pdu", f"{len(parts.listed('power-outlets'))} power outlets")
    if (front or rear) and not parts.names:
        return Thing(None, f"a panel: {len(front)} front and {len(rear)} rear ports", _panel(parts, front or rear))
    if parts.data.get("u_height", 1) == 0:
        if parts.data.get("subdevice_role") == "child":
            remedy = "List its chassis as the device, and say in catalog/modules.csv which bay it is in"
            return Thing(None, "a child device of 0 U, which sits in a bay of its chassis", remedy)
        remedy = "Add a row with its height to catalog/device_types.csv where it takes rack units"
        return Thing(None, "a device of 0 U that is not a PDU", remedy)
    if not parts.names and not _is_powered(parts):
        return Thing(None, "a housing without ports or power", _panel(parts, []))
    return _tell_apart(parts, _tell_machine(parts), kinds)


def _tell_apart(parts: Parts, machine: Thing, kinds: Sequence[KindForm]) -> Thing:
    """The role, or a server where the device only looks like a switch or a host."""
    if machine.role not in ("switch", "host"):
        return machine
    kind = tell_kind(parts.data, kinds, machine.role == "switch")
    if kind is None or (kind.name == "switch" and machine.role == "host"):
        return machine
    if kind.name == "switch":
        return Thing("switch", f"{machine.reason}; a switch by {kind.how}")
    article = "an" if kind.name[0] in "aeiou" else "a"
    return Thing("server", f"{article} {kind.name} by {kind.how}, with ports as a {machine.role} has them")


def _tell_machine(parts: Parts) -> Thing:
    """Switch, host or server."""
    counts: dict[tuple[str, int], int] = {}
    for kind in parts.ports:
        counts[kind] = counts.get(kind, 0) + 1
    most = max(counts.values(), default=0)
    sign = _server_sign(parts)
    cards = [bay for bay in parts.bays() if not AIR_AND_POWER.match(bay)]
    if not sign and not parts.ports and cards:
        return Thing("switch", f"a chassis: no ports, {len(cards)} bays for modules with ports")
    named = len(parts.ports) > FEWEST_PORTS and any(SWITCH_NAMES.match(name) for name in parts.names)
    if (sign and most < MANY_PORTS) or (not sign and not named and len(parts.ports) < SWITCH_PORTS):
        why = sign or f"{len(parts.ports)} port{'' if len(parts.ports) == 1 else 's'}, fewer than {SWITCH_PORTS}"
        fast = sum(count for (_, speed), count in counts.items() if speed >= HOST_GBPS)
        if fast >= HOST_PORTS:
            return Thing("host", f"{why}; {fast} ports of {HOST_GBPS}G or more")
        return Thing("server", why)
    few = ", named as those of switches" if len(parts.ports) < SWITCH_PORTS else ""
    return Thing("switch", f"{len(parts.ports)} ports{few}")


def _server_sign(parts: Parts) -> str:
    """The first sign of a server, or ''."""
    bays = parts.listed("device-bays")
    if bays:
        return f"{len(bays)} device bays"
    for name in parts.names:
        if SERVER_NAMES.search(name):
            return f"port {name}"
    for name in parts.bays():
        if SERVER_BAYS.search(name) and not POWER_BAYS.search(name.split(" ")[0]):
            return f"bay {name.split('  ')[0].strip()}"
    return ""


def _is_powered(parts: Parts) -> bool:
    """Whether it has an inlet, a console, bays for other devices, or a bay for a power supply."""
    if (
        parts.listed("device-bays")
        or parts.listed("power-ports")
        or parts.listed("console-ports")
        or parts.data.get("is_powered") is True
    ):
        return True
    return any(POWER_BAYS.search(bay) for bay in parts.bays())


def _connector(port_type: str) -> str:
    """The connector of a port of a panel, as people write it."""
    return "RJ45" if port_type == "8p8c" else port_type.upper()


def _panel(parts: Parts, ports: Sequence[Mapping[str, Any]]) -> str:
    """The remedy for a panel: the keys to write."""
    height = parts.data.get("u_height", 1)
    if height == 0:
        return "List its housing under 'panels' of equipment.yaml, with the ports of its cassettes"
    connector = next((_connector(str(port["type"])) for port in ports if "type" in port), "LC")
    count = len(ports) or "those of its cassettes (1 where it holds none)"
    return (
        f"List it under 'panels' of equipment.yaml with u_height: {float(height):g}, ports: {count}, "
        f"connector: {connector}"
    )
