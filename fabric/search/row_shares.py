"""Ways to divide the devices without a rack over the rows of the floor.

Such devices fill rows one after the other, in the order of the files, and the racks of a row from one of its ends. So a
division is a number of devices for each row, and the end of the row that they fill first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from fabric.project import Device, Project
from fabric.rules import occupy
from layouts import divide_up

MOST_ROWS = 5
"""Most rows of which all sets are tried; of more rows only neighbours together."""


class RowShare(NamedTuple):
    """The devices of one row."""

    row: str
    """Id of the row."""
    devices: int
    """Number of devices without a rack that it gets."""
    is_reversed: bool
    """Whether they fill the racks of the row from its last one."""


RowShares = tuple[RowShare, ...]


@dataclass(frozen=True)
class FreeRow:
    """A row that takes devices without a rack."""

    id: str
    """Name of the row."""
    racks: tuple[str, ...]
    """Its racks that take at least one of them, in order."""
    most: int
    """Most of them that it takes, if all were the least demanding one."""
    crews: int
    """Crews that may work at the side where the first of them shows its ports."""


def list_free_rows(project: Project) -> tuple[FreeRow, ...]:
    """The rows that take devices without a rack, in the order of the site."""
    site, occupancy = project.site, occupy(project)
    free = [device for device in project.devices if device.rack is None]
    types = [project.catalog.device_types[model] for model in dict.fromkeys(device.model for device in free)]
    rooms: dict[str, Counter[str]] = {}
    for rack in site.racks:
        room = max(occupancy.room_for(rack, item, usable_only=False) for item in types)
        if room and rack.id in site.drops_of:
            rooms.setdefault(rack.row, Counter())[rack.id] = room
    return tuple(
        FreeRow(row, tuple(room), room.total(), _crews_at(project, next(iter(room)), free[0]))
        for row, room in rooms.items()
    )


def _crews_at(project: Project, rack: str, device: Device) -> int:
    """Crews that may work at once where a device shows its ports."""
    place = project.site.places[project.site.place_number(rack, device.face)]
    return project.crew.crews_in(place.max_crews)


def list_shares(rows: Sequence[FreeRow], devices: int) -> list[RowShares]:
    """Ways to divide some devices over rows: filled one by one, evenly, and by the crews that may work there.

    Each set of rows that holds them is tried; where there are many rows, only neighbours together and all of them.
    """
    found: dict[RowShares, None] = {}
    for chosen in _sets(rows):
        if sum(row.most for row in chosen) >= devices:
            for weights in (None, [1] * len(chosen), [row.crews for row in chosen]):
                shares = _divide(chosen, devices, weights)
                found[tuple(RowShare(row.id, n, False) for row, n in zip(chosen, shares, strict=True) if n)] = None
    return sorted(found, key=len)


def _sets(rows: Sequence[FreeRow]) -> Iterator[Sequence[FreeRow]]:
    for count in range(1, len(rows) + 1):
        if len(rows) <= MOST_ROWS:
            yield from combinations(rows, count)
        else:
            yield from (rows[start : start + count] for start in range(len(rows) - count + 1))


def _divide(rows: Sequence[FreeRow], devices: int, weights: Sequence[int] | None) -> list[int]:
    """A number of devices for each row: the first rows full where there are no weights, else in proportion to them."""
    if weights is None:
        shares: list[int] = []
        for row in rows:
            shares.append(min(row.most, devices - sum(shares)))
        return shares
    shares = [min(row.most, devices * weight // sum(weights)) for row, weight in zip(rows, weights, strict=True)]
    while sum(shares) < devices:
        least = min(
            (index for index, row in enumerate(rows) if shares[index] < row.most),
            key=lambda index: ((shares[index] + 1) / weights[index], index),
        )
        shares[least] += 1
    return shares


def list_neighbours(shares: RowShares, rows: Sequence[FreeRow]) -> Iterator[RowShares]:
    """Ways that differ in one step: some devices go to another row, or a row is filled from its other end."""
    given = {share.row: share for share in shares}
    for index, share in enumerate(shares):
        yield (*shares[:index], share._replace(is_reversed=not share.is_reversed), *shares[index + 1 :])
    for source in shares:
        for target in rows:
            room = target.most - (given[target.id].devices if target.id in given else 0)
            for step in dict.fromkeys((divide_up(source.devices, 2), divide_up(source.devices, 6), 1)):
                if target.id != source.row and step <= min(room, source.devices):
                    yield _move(shares, rows, source.row, target.id, step)


def _move(shares: RowShares, rows: Sequence[FreeRow], source: str, target: str, step: int) -> RowShares:
    """The shares with `step` devices of one row in another."""
    given = {share.row: share for share in shares}
    given[source] = given[source]._replace(devices=given[source].devices - step)
    here = given.get(target, RowShare(target, 0, False))
    given[target] = here._replace(devices=here.devices + step)
    return tuple(given[row.id] for row in rows if row.id in given and given[row.id].devices)


def racks_by_shares(project: Project, shares: Iterable[RowShare], rows: Sequence[FreeRow]) -> Mapping[str, str]:
    """The rack of each device without one. A device that finds no room in the rows is left out."""
    racks_of = {row.id: row.racks for row in rows}
    occupancy, site = occupy(project), project.site
    left = [(share, racks_of[share.row][:: -1 if share.is_reversed else 1]) for share in shares]
    count: Counter[str] = Counter()
    found: dict[str, str] = {}
    for device in (device for device in project.devices if device.rack is None):
        device_type = project.type_of(device)
        for share, racks in left:
            if count[share.row] >= share.devices:
                continue
            for name in racks:
                rack = site.rack_by_id[name]
                position = occupancy.free_position(rack, device_type, from_top=False, usable_only=False)
                if position is not None:
                    found[device.id] = name
                    side = occupancy.free_side(rack, device_type, position)
                    occupancy.add(replace(device, rack=name, position_half_ru=position, side=side), device_type)
                    count[share.row] += 1
                    break
            if device.id in found:
                break
    return found
