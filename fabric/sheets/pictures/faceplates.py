"""Faceplates: the connectors of a device in order of their numbers, with the plug of each.

Where a connector sits on the metal is not in the catalogue, so the drawing is by number: up to eight cages in one line,
more in columns of two, the lower number above, sixteen columns a line. Printed names tell which is which.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fabric.catalog import DeviceType, list_ports
from fabric.sheets.rows.selected import Landing
from fabric.sheets.rows.text import plug_name_text
from fabric.writers import BOLD, FONT, MARGIN, Pages, fit_size

ONE_LINE = 8
"""Cages up to which a group is drawn in one line."""
COLUMNS = 16
"""Columns of a line of larger groups."""
HEAD, CONNECTOR = 10.0, 17.0
"""Height of the number of a cage and of a connector, in points."""
GAP = 3.0
"""White between two lines, in points."""


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


@dataclass(frozen=True)
class DrawnCage:
    """One cage, at a line, a row (0 above) and a column of the drawing."""

    number: int
    """Number of the cage in its group, printed above it."""
    line: int
    """Line of the drawing, from 0 at the top."""
    row: int
    """Row within the line: 0 above, 1 below."""
    column: int
    """Column within the line, from 0 at the left."""
    connectors: tuple[Connector, ...]
    """Connectors by number, drawn from top to bottom."""


def plugged_into(landings: Iterable[Landing]) -> dict[str, dict[ConnectorPlace, str]]:
    """The plug in each connector, by device: serial and leg, or the head of a splitter."""
    found: dict[str, dict[ConnectorPlace, list[str]]] = {}
    for landing in landings:
        end = landing.end
        place = ConnectorPlace(end.cages, end.cage, end.mpo)
        found.setdefault(end.device, {}).setdefault(place, []).append(plug_name_text(*landing))
    return {
        device: {place: " ".join(dict.fromkeys(names)) for place, names in places.items()}
        for device, places in found.items()
    }


def plug_at(plugged: Mapping[ConnectorPlace, str], place: ConnectorPlace) -> str:
    """The plug in a connector, empty where there is none.

    The head of a splitter may take a whole cage, which in another mode has several connectors.
    """
    return plugged.get(place) or plugged.get(place._replace(mpo=0), "")


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
    names = {(port.cage, port.mpo): port.printed for port in reversed(ports) if port.cage not in split}
    for mode in sorted(set(split.values())):
        mine = [port for port in list_ports(device_type, mode) if split.get(port.cage) == mode]
        names |= {(port.cage, port.mpo): port.printed for port in reversed(mine)}
    numbers = sorted({cage for cage, _ in names})
    for index, number in enumerate(numbers):
        if len(numbers) <= ONE_LINE:
            line, row, column = 0, 0, index
        else:
            line, row, column = index // 2 // COLUMNS, index % 2, index // 2 % COLUMNS
        connectors = tuple(
            Connector(ConnectorPlace(cages, cage, mpo), names[cage, mpo])
            for cage, mpo in sorted(names)
            if cage == number
        )
        yield DrawnCage(number, line, row, column, connectors)


def height_pt(cages: Sequence[DrawnCage]) -> float:
    """The height of the drawing of some cages."""
    lines = 1 + max(cage.line for cage in cages)
    rows = 1 + max(cage.row for cage in cages)
    return lines * (rows * _cage_height(cages) + GAP) + 2


def _cage_height(cages: Sequence[DrawnCage]) -> float:
    return HEAD + CONNECTOR * max(len(cage.connectors) for cage in cages)


def draw_faceplate(
    pages: Pages,
    cages: Sequence[DrawnCage],
    plugged: Mapping[ConnectorPlace, str],
    standing: Mapping[ConnectorPlace, str],
    top: float,
) -> None:
    """Draws some cages below `top`, over the width of the page, with the plug of each connector.

    A connector with a `standing` cable has a double frame, and the id of the cable in plain print.
    """
    columns = max(ONE_LINE, 1 + max(cage.column for cage in cages))
    width, tall = (pages.width - 2 * MARGIN) / columns, _cage_height(cages)
    rows = 1 + max(cage.row for cage in cages)
    for cage in cages:
        x = MARGIN + cage.column * width
        y = top - cage.line * (rows * tall + GAP) - cage.row * tall
        pages.box(x, y - tall, width, tall, 0.6)
        pages.text_middle(x + width / 2, y - HEAD + 2, str(cage.number), bold=True, size=7.5)
        for number, connector in enumerate(cage.connectors):
            base = y - HEAD - CONNECTOR * (number + 1)
            leg = plug_at(plugged, connector.place)
            kept = "" if leg else plug_at(standing, connector.place)
            pages.box(x + 2, base + 1, width - 4, CONNECTOR - 2, 0.3, None if leg or kept else 0.88)
            room = width - 7
            printed = connector.printed
            pages.text(x + 4, base + 9.5, printed, size=fit_size(printed, room, FONT, 5.5))
            if leg:
                pages.text(x + 4, base + 3, leg, bold=True, size=fit_size(leg, room, BOLD, 7))
            if kept:
                pages.box(x + 3.2, base + 2.2, width - 6.4, CONNECTOR - 4.4, 0.3)
                pages.text(x + 4, base + 3.5, kept, size=fit_size(kept, room, FONT, 5.5))
