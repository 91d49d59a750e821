"""Ports by the names that people write: printed, of the operating system, of the driver, of the fabric, on labels."""

import difflib
from collections.abc import Callable
from typing import NamedTuple

from fabric.catalog.hardware import DeviceType
from fabric.catalog.port_names import PortName, list_ports, port_text
from fabric.catalog.ports import PortGroup

NAMINGS: tuple[tuple[str, Callable[[PortName], str]], ...] = (
    ("printed name", lambda port: port.printed),
    ("name in the operating system", lambda port: port.os),
    ("name of the driver", lambda port: port.driver),
    ("number in the fabric", lambda port: port.number),
    ("name on labels", port_text),
)
"""Kinds of names, the one that goes first where a name is of several kinds."""


class FoundPort(NamedTuple):
    """One port that has a name."""

    group: PortGroup
    """Its port group; a split cage has one group for each way to use it."""
    number: int
    """Its number in the group, from 0."""
    port: PortName
    """Its names."""


class Lookup(NamedTuple):
    """The ports of a device type that have a name."""

    found: tuple[FoundPort, ...]
    """The ports, one at most of each group unless the name is of several; empty where none has it."""
    kind: str
    """Kind of the name; `another spelling` where it differs in capitals, spaces or an older word for the connector."""


def find_ports(device_type: DeviceType, name: str) -> Lookup:
    """The ports that have a name: by the first kind of name that any port has, else by its plain form."""
    ports = [
        FoundPort(group, number, port)
        for group in device_type.port_groups
        if not group.is_whole
        for number, port in enumerate(list_ports(device_type, group.group))
    ]
    for kind, name_of in NAMINGS:
        found = tuple(item for item in ports if name_of(item.port) == name)
        if found:
            return Lookup(found, kind)
    plain = _plain(name)
    for _, name_of in NAMINGS[:3]:
        found = tuple(item for item in ports if name_of(item.port) and _plain(name_of(item.port)) == plain)
        if found:
            return Lookup(found, "another spelling")
    return Lookup((), "")


def native_name(device_type: DeviceType, lookup: Lookup) -> str:
    """The printed name of the port that was found, by the row of ports.csv where a NetBox file names its cages too."""
    for item in lookup.found:
        for group in device_type.port_groups:
            if ":" in group.group or _shape(group) != _shape(item.group):
                continue
            for port in list_ports(device_type, group.group):
                if (port.cage, port.mpo, port.lane) == (item.port.cage, item.port.mpo, item.port.lane):
                    return port.printed
    return lookup.found[0].port.printed


def _shape(group: PortGroup) -> tuple[str, int, int, int]:
    return group.cages_of, group.mpos, group.lanes, group.speed_gbps


def _plain(name: str) -> str:
    """A name without capitals and spaces; connectors were called MPO1 before they were called P1, as on the metal."""
    return "".join(name.lower().split()).replace("mpo", "p")


def near_ports(device_type: DeviceType, name: str, most: int = 4) -> list[str]:
    """The printed names of a device type that come nearest to a name; the first ones where none comes near."""
    names = list(
        dict.fromkeys(
            port.printed
            for group in device_type.port_groups
            if not group.is_whole
            for port in list_ports(device_type, group.group)
        )
    )
    by_plain = {_plain(printed): printed for printed in names}
    near = difflib.get_close_matches(_plain(name), by_plain, most, 0.6)
    return [by_plain[item] for item in near] or names[:most]
