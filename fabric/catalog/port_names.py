"""Names of ports: as printed, on labels, in the operating system and in the driver.

A port group that is not the first of its device has a letter before its cages (`:M01` for management), a lane of a
split port has one after it (`:16.2a`). The head of a splitter names all its tails: `A05-39:16.2/C10-14:01+C10-14:02`.

A port has a printed name (on the metal), a cage and MPO, a name in the operating system and one in the
driver. A label names both ends, near end first, so that each end can be read without a list:
`A01-35:05.2/B07-12:17.1` is rack A01, unit 35, cage 05, MPO 2, going to rack B07, unit 12, cage 17, MPO 1
(after ANSI/TIA-606; the rack-unit-port order is this product's default, `label` of request.yaml states another).
"""

from dataclasses import dataclass
from functools import lru_cache

from fabric.catalog.hardware import DeviceType
from fabric.catalog.ports import PortGroup


@dataclass(frozen=True, kw_only=True)
class PortName:
    """One port with all its names."""

    group: str
    """Port group of the device type; `:mode` follows where its cages are split."""
    cage: int
    """Number of the cage; the group's first one has the number `first_cage`."""
    mpo: int
    """Number of the connector in its cage, from 1; 0 where the cage has a single one."""
    printed: str
    """Name printed on the metal."""
    os: str
    """Name in the operating system; empty where no source states it."""
    driver: str
    """Name that the driver gives; empty where there is none."""
    cage_kind: str
    """Form factor of the cage, as in the catalogue."""
    lane: int = 0
    """Number of the lane in its connector, from 1; 0 where the connector is not split."""
    prefix: str = ""
    """Letters before the cage on labels; empty for the first port group of a device."""
    number: str = ""
    """Number of the port in its fabric, such as that of InfiniBand; empty where there is none."""


def list_ports(device_type: DeviceType, group: str) -> tuple[PortName, ...]:
    """The ports of a group in order: cage by cage, MPO by MPO. Empty where the type lacks the group."""
    found = device_type.group(group)
    if found is None:
        return ()
    return _name_ports(found, _prefix(device_type, found.cages_of))


@lru_cache(maxsize=1024)
def _name_ports(group: PortGroup, prefix: str) -> tuple[PortName, ...]:
    """The ports of a group; kept, since a site has thousands of devices of few types."""
    return tuple(_port(group, place, number, prefix) for number, place in enumerate(group.grid_numbers))


def _prefix(device_type: DeviceType, cages: str) -> str:
    """Nothing for the first port group of a device, else the fewest letters that distinguish it."""
    names = list(dict.fromkeys(group.cages_of for group in device_type.port_groups))
    if cages == names[0]:
        return ""
    others = [name for name in names if name != cages]
    length = next(n for n in range(1, len(cages) + 1) if n == len(cages) or not any(o[:n] == cages[:n] for o in others))
    return cages[:length].upper()


def _port(group: PortGroup, place: int, number: int, prefix: str) -> PortName:
    """The port at a place of the grid, the `number`-th of its group."""
    slot, lane0 = divmod(place, group.lanes)
    used, mpo0 = divmod(slot, group.mpos)
    cage = group.first_cage + used * (1 + group.skip)
    way0 = mpo0 * group.lanes + lane0
    fields = {"cage": cage, "mpo": mpo0 + 1, "mpo0": mpo0, "lane": lane0 + 1, "port0": place, "port": place + 1}
    fields |= {"way": way0 + 1, "way0": way0, "lane8": way0 * (8 // group.per_cage) + 1}
    driver = group.driver[number] if number < len(group.driver) else ""
    return PortName(
        group=group.group,
        cage=cage,
        mpo=mpo0 + 1 if group.mpos > 1 else 0,
        printed=group.names[number] if group.names else _fill(group.printed, fields),
        os=_os_name(group, number, fields),
        driver=driver,
        cage_kind=group.cage_kind,
        lane=lane0 + 1 if group.lanes > 1 else 0,
        prefix=prefix,
        number=_fill(group.number, fields),
    )


def _os_name(group: PortGroup, number: int, fields: dict[str, int]) -> str:
    """The name in the operating system: as listed or by the template; NetBox files name a port once for both."""
    if group.os_names:
        return group.os_names[number]
    return group.names[number] if group.names and not group.printed else _fill(group.os, fields)


def _fill(template: str, fields: dict[str, int]) -> str:
    for name, value in fields.items():
        template = template.replace("{" + name + "}", str(value))
    return template


def port_text(port: PortName) -> str:
    """A port on labels: `05.2`, `M01`, `16.2a`."""
    return connector_text(port) + ("abcdefgh"[port.lane - 1] if port.lane else "")


def connector_text(port: PortName) -> str:
    """The connector of a port, without its lane: the head of a splitter goes into it."""
    return f"{port.prefix}{port.cage:02d}{f'.{port.mpo}' if port.mpo else ''}"
