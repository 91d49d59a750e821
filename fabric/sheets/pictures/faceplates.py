"""Faceplates: the cages of a device where they sit on the metal, and the plug of each connector.

Where the catalogue does not say where cages sit, they are drawn by number: up to eight in one row, more in columns of
two, the lower number above, at most eighteen columns wide. The connectors of a cage stand side by side.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fabric.catalog import DeviceType, Faceplate, connector_text, list_ports
from fabric.plan import PullForm
from fabric.sheets.rows.plug_words import plug_name_text
from fabric.sheets.rows.selected import Landing

ONE_ROW = 8
"""Cages up to which a group is drawn in one row."""
COLUMNS = 18
"""Columns of larger groups at most; the bands of a group are equally wide."""


class ConnectorPlace(NamedTuple):
    """The position of a connector on a device."""

    cages: str
    """Group of cages."""
    cage: int
    """Number of the cage in its group."""
    mpo: int
    """Connector of the cage, from 1; 0 where it has only one."""


@dataclass(frozen=True)
class Connector:
    """One connector of a cage."""

    place: ConnectorPlace
    """Cage and connector on the device."""
    printed: str
    """Name on the metal where the cage is not split."""
    label: str = ""
    """Name as labels write it."""


@dataclass(frozen=True)
class DrawnCage:
    """One cage, at a row and a column of the drawing."""

    number: int
    """Number of the cage in its group, printed above it."""
    row: int
    """Row of the drawing, from 0 at the top."""
    column: int
    """Column of the drawing, from 0 at the left."""
    connectors: tuple[Connector, ...]
    """Connectors from left to right: by number, the other way round where the module stands upside down."""


@dataclass(frozen=True, kw_only=True)
class PlugText:
    """The words in one connector."""

    own: str
    """Label of this end; empty on an existing cable, whose label is not known."""
    serial: str
    """Serial of a trunk, such as T7K3QF2M, without its end, which the table of cable ends names; empty for other
    cables.
    """
    plug: str
    """Leg of a trunk, or the name of the plug of another cable with its end."""
    far: tuple[str, ...]
    """Far end: its label, or those of all tails of a splitter."""
    lies: bool = False
    """Whether the cable is there already and stays plugged."""


def plugged_into(landings: Iterable[Landing]) -> dict[str, dict[ConnectorPlace, PlugText]]:
    """The plug in each connector, by device: serial and leg, or the head of a splitter."""
    found: dict[str, dict[ConnectorPlace, list[Landing]]] = {}
    for landing in landings:
        end = landing.end
        place = ConnectorPlace(end.cages, end.cage, end.mpo)
        found.setdefault(end.device, {}).setdefault(place, []).append(landing)
    return {device: {place: _plug_text(mine) for place, mine in places.items()} for device, places in found.items()}


def _plug_text(landings: list[Landing]) -> PlugText:
    """The words for the plugs of one connector."""
    row, side = landings[0]
    far = tuple(dict.fromkeys(name for landing in landings for name in landing.row.label(landing.side).far))
    names = " ".join(dict.fromkeys(plug_name_text(*landing) for landing in landings))
    in_trunk = row.form == PullForm.TRUNK and len(landings) == 1
    return PlugText(
        own=row.label(side).own,
        serial=row.serial if in_trunk else "",
        plug=f"leg {row.leg:02d}" if in_trunk else f"{names} {side}",
        far=far,
    )


def plug_at(plugged: Mapping[ConnectorPlace, PlugText], place: ConnectorPlace) -> PlugText | None:
    """The plug in a connector, None where there is none.

    The head of a splitter may take a whole cage, which in another mode has several connectors.
    """
    return plugged.get(place) or plugged.get(place._replace(mpo=0))


def connectors_of(cage: DrawnCage, plugged: Mapping[ConnectorPlace, PlugText]) -> tuple[Connector, ...]:
    """The connectors of a cage as they are drawn: one where the head of a splitter takes the whole cage."""
    whole = cage.connectors[0].place._replace(mpo=0)
    if len(cage.connectors) > 1 and whole in plugged:
        return (Connector(whole, str(cage.number), str(cage.number)),)
    return cage.connectors


SplitCages = frozenset[tuple[str, int, str]]
"""Cages with another mode than the first: group of cages, number, mode."""


def find_split_cages(device_type: DeviceType, places: Iterable[ConnectorPlace]) -> SplitCages:
    """The cages whose plugs are in connectors that only another mode than the first has."""
    wanted: dict[tuple[str, int], set[int]] = {}
    for place in places:
        wanted.setdefault((place.cages, place.cage), set()).add(place.mpo)
    has = {cages: _list_connectors(device_type, cages) for cages in {cages for cages, _ in wanted}}
    found = []
    for (cages, cage), mpos in wanted.items():
        fitting = [mode for mode, places_of in has[cages].items() if mpos - {0} <= places_of.get(cage, set())]
        if fitting and fitting[0] != next(iter(has[cages])):
            found.append((cages, cage, fitting[0]))
    return frozenset(found)


def _list_connectors(device_type: DeviceType, cages: str) -> dict[str, dict[int, set[int]]]:
    """For each mode of a group of cages, the connectors of each cage."""
    found: dict[str, dict[int, set[int]]] = {}
    for mode in device_type.modes(cages):
        places = found.setdefault(mode.group, {})
        for port in list_ports(device_type, mode.group):
            places.setdefault(port.cage, set()).add(port.mpo)
    return found


def lay_out(device_type: DeviceType, split: SplitCages = frozenset()) -> dict[str, tuple[DrawnCage, ...]]:
    """The cages of a device, by group; those of `split` with the connectors of their mode."""
    return {
        cages: tuple(_list_cages(device_type, cages, {cage: mode for own, cage, mode in split if own == cages}))
        for cages in dict.fromkeys(group.cages_of for group in device_type.port_groups)
    }


def _list_cages(device_type: DeviceType, cages: str, split: Mapping[int, str]) -> Iterator[DrawnCage]:
    """The cages of a group in order of their numbers."""
    ports = list_ports(device_type, device_type.modes(cages)[0].group)
    names = {(port.cage, port.mpo): port for port in reversed(ports) if port.cage not in split}
    for mode in sorted(set(split.values())):
        mine = [port for port in list_ports(device_type, mode) if split.get(port.cage) == mode]
        names |= {(port.cage, port.mpo): port for port in reversed(mine)}
    numbers = sorted({cage for cage, _ in names})
    plate = device_type.faceplate(cages)
    for index, number in enumerate(numbers):
        row, column = _place(plate, index, len(numbers))
        connectors = [
            Connector(ConnectorPlace(cages, cage, mpo), port.printed, connector_text(port))
            for (cage, mpo), port in sorted(names.items(), key=lambda item: item[0])
            if cage == number
        ]
        if plate and row + 1 in plate.turned:
            connectors.reverse()
        yield DrawnCage(number, row, column, tuple(connectors))


def _place(plate: Faceplate | None, index: int, cages: int) -> tuple[int, int]:
    """Row and column of a cage: on the metal where the catalogue says it, else by number."""
    if plate:
        return plate.place(index, cages)
    if cages <= ONE_ROW:
        return 0, index
    bands = -(-cages // (2 * COLUMNS))
    band, rest = divmod(index, 2 * -(-cages // (2 * bands)))
    return 2 * band + rest % 2, rest // 2
