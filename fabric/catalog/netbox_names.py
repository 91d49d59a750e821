"""Names of NetBox interfaces as cages and connectors, and notes on odd ones.

`Ethernet1/5` is cage 5 of one slot, `swp3s1` lane 1 of cage 3, `P7.0` connector 0 of cage 7. Names that mix both forms
(`swp1s0` beside `swp5`, `Ethernet1/1/1` beside `Ethernet1/2`) are read by their common part.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

FEW_HOLES = 24
"""Holes that a grid may have beside as many as it has ports; more than that is no grid."""
STRIDES = (2, 4, 8)
"""Steps of names that count lanes, as SONiC's `Ethernet0, Ethernet4, Ethernet8`."""
MOST_CAGES = 4096
"""Numbers of cages that a group may count, as in ports.csv."""
WHOLE = -1
"""Lane of a name that has none."""


class Grid(NamedTuple):
    """Ports as a grid of cages and connectors."""

    first_cage: int
    """Lowest number of a cage in the names."""
    cages: int
    """Number of cages from the lowest to the highest, holes included."""
    mpos: int
    """Connectors of a cage, at least 1."""
    absent: tuple[int, ...]
    """Places of the full grid without a port, ascending: cage x `mpos` + connector, both from 0."""
    names: tuple[str, ...]
    """Names of the ports, in the order of their places."""


class NamedCages(NamedTuple):
    """The cage and the lane of each name."""

    at: Mapping[tuple[int, int], str]
    """Name by number of the cage and number of the lane (`WHOLE` where the name has none)."""
    said: tuple[str, ...]
    """Notes on names that do not distinguish the ports."""
    by_slot: bool = False
    """Whether the numbers of the cages have the slot of their module before them, so that holes mean nothing."""

    @property
    def most_lanes(self) -> int:
        """The greatest number of ports in one cage."""
        return max(Counter(cage for cage, _ in self.at).values(), default=0)

    def by_cage(self) -> dict[int, tuple[str, ...]]:
        """Names of the ports of each cage in the order of their lanes, by number of the cage, ascending."""
        found: dict[int, list[str]] = {}
        for cage, lane in sorted(self.at):
            found.setdefault(cage, []).append(self.at[cage, lane])
        return {cage: tuple(names) for cage, names in found.items()}


def read_places(ports: Sequence[str], most_lanes: int = 8) -> NamedCages:
    """The cage and lane that each name states; ports whose names state none get cages in order.

    A cage has at most `most_lanes` ports: numbers that say otherwise count slots and ports.
    """
    numbers = [[int(part) for part in re.findall(r"\d+", port)] for port in ports]
    base, most = min(map(len, numbers), default=0), max(map(len, numbers), default=0)
    if base == 0 or most > base + 1:
        return _in_order(ports)
    if most > base:
        places = [(found[base - 1], found[base] if len(found) > base else WHOLE) for found in numbers]
    elif base == 1 or (len({found[-2] for found in numbers}) == 1 < len(ports)):
        places = [(found[-1], WHOLE) for found in numbers]
    else:
        places = [(found[-2], found[-1]) for found in numbers]
    if len(set(places)) < len(places):
        return _in_order(ports)
    at = dict(zip(places, ports, strict=True))
    if NamedCages(at, ()).most_lanes > most_lanes:
        ordered = sorted(range(len(ports)), key=lambda index: numbers[index])
        return NamedCages({(cage, WHOLE): ports[index] for cage, index in enumerate(ordered, start=1)}, ())
    if NamedCages(at, ()).most_lanes == 1:
        return _single(at, ports)
    return NamedCages(at, ())


def read_slots(ports: Sequence[str], slots: Mapping[str, str], most_lanes: int) -> NamedCages:
    """The cages of ports that modules bring, with the slot before their number: 306 is port 6 of slot 3.

    `slots` has the position of the module of each port; ports of the device itself have none, and come first.
    """
    by_slot: dict[str, list[str]] = {}
    for port in ports:
        by_slot.setdefault(slots.get(port, ""), []).append(port)
    numbers = _slot_numbers(list(by_slot))
    read = {slot: read_places(names, most_lanes) for slot, names in by_slot.items()}
    highest = max(cage for places in read.values() for cage, _ in places.at)
    tens = 100 if highest < 100 else 1000
    if (max(numbers.values()) + 1) * tens > MOST_CAGES or highest >= tens:
        return _in_order(ports)
    lanes = {lane for places in read.values() for _, lane in places.at}
    # Modules whose names count lanes may stand beside modules whose names do not.
    least = min(lanes - {WHOLE}, default=WHOLE)
    at = {
        (numbers[slot] * tens + cage, least if lane == WHOLE else lane): name
        for slot, places in read.items()
        for (cage, lane), name in places.at.items()
    }
    return NamedCages(at, tuple(dict.fromkeys(note for places in read.values() for note in places.said)), True)


def _slot_numbers(slots: Sequence[str]) -> dict[str, int]:
    """The number of each slot: the last one in its position where these differ, else its place in the list."""
    found = {slot: int((re.findall(r"\d+", slot) or ["0"])[-1]) for slot in slots}
    return found if len(set(found.values())) == len(slots) else {slot: at for at, slot in enumerate(slots)}


def _single(at: Mapping[tuple[int, int], str], ports: Sequence[str]) -> NamedCages:
    """Cages of one port each; numbers that count lanes become numbers of cages."""
    by_cage = {cage: name for (cage, _), name in at.items()}
    cages = sorted(by_cage)
    steps = {high - low for low, high in pairwise(cages)}
    if len(cages) > 2 and len(steps) == 1 and steps <= set(STRIDES) and not cages[0] % next(iter(steps)):
        return NamedCages({(number, WHOLE): by_cage[cage] for number, cage in enumerate(cages, start=1)}, ())
    if cages[-1] - cages[0] + 1 > 2 * len(cages) + FEW_HOLES:
        return _in_order(ports)
    return NamedCages({(cage, WHOLE): name for cage, name in by_cage.items()}, ())


def _in_order(ports: Sequence[str]) -> NamedCages:
    said = f"the numbers in names such as {ports[0]} do not distinguish the ports; they are numbered in order"
    at = {(cage, WHOLE): port for cage, port in enumerate(ports, start=1)}
    return NamedCages(at, (said,) if len(ports) > 1 else ())


def lay_grid(places: NamedCages, others: Sequence[str] = ()) -> tuple[Grid, list[str]]:
    """The grid of cages and connectors, and notes on its holes. `others` are further ports of the device.

    Where these are numbered together with the ports, as FourHundredGigE0/0/0/2 between HundredGigE0/0/0/1 and 3, their
    numbers are no holes.
    """
    notes = list(places.said)
    cages = list(places.by_cage())
    first, count = cages[0], cages[-1] - cages[0] + 1
    lanes = sorted({lane for _, lane in places.at})
    if not places.by_slot and count * len(lanes) > 2 * len(places.at) + FEW_HOLES:
        return lay_grid(_in_order(tuple(places.at.values())), others)
    name_at = {(cage - first) * len(lanes) + lanes.index(lane): name for (cage, lane), name in places.at.items()}
    absent = tuple(number for number in range(count * len(lanes)) if number not in name_at)
    if absent and not places.by_slot:
        example = next(iter(places.at.values()))
        missing = [like(example, first + number // len(lanes), lanes[number % len(lanes)]) for number in absent]
        taken = {_numbers(name) for name in others}
        if not taken & {_numbers(name) for name in places.at.values()}:
            missing = [name for name in missing if _numbers(name) not in taken]
        if missing:
            notes.append(f"{len(name_at)} of {len(name_at) + len(missing)} ports: {_some(missing)} missing")
    return Grid(first, count, len(lanes), absent, tuple(name_at[number] for number in sorted(name_at))), notes


def whole_cages(places: NamedCages) -> NamedCages:
    """The cages without their lanes, each by the name of its first lane."""
    whole = {(cage, WHOLE): _whole_name(names) for cage, names in places.by_cage().items()}
    return NamedCages(whole, places.said, places.by_slot)


def _whole_name(lanes: Sequence[str]) -> str:
    """The name of a cage from those of its lanes: `swp1` of `swp1s0`, else the first."""
    found = re.fullmatch(r"(swp\d+)s\d+", lanes[0])
    return found[1] if found else lanes[0]


def _numbers(name: str) -> str:
    """A name from its first digit on: the place of a port on the device."""
    return re.sub(r"^\D+", "", name)


def like(example: str, cage: int, lane: int) -> str:
    """The name that a port would have, following the pattern of another name."""
    parts = re.split(r"(\d+)", example)
    digits = [index for index, part in enumerate(parts) if part.isdigit()]
    if len(digits) > 1 and lane != WHOLE:
        parts[digits[-2]], parts[digits[-1]] = str(cage), str(lane)
    elif digits:
        parts[digits[-1]] = str(cage)
    return "".join(parts)


def split_names(whole: str, ports: int, lanes: int) -> tuple[str, ...]:
    """The names of the ports of a split cage, as the vendor's system gives them where the name shows the vendor.

    EOS counts lanes: `Ethernet7/1` of eight lanes, split in two, is `Ethernet7/1` and `Ethernet7/5`.
    """
    if re.fullmatch(r"(?i)swp\d+", whole):
        return tuple(f"{whole}s{number}" for number in range(ports))
    if re.fullmatch(r"[a-z]{2}-\d+/\d+/\d+", whole):
        return tuple(f"{whole}:{number}" for number in range(ports))
    if re.fullmatch(r"Ethernet\d+/1", whole):
        step = max(1, lanes // ports)
        return tuple(f"{whole[:-1]}{1 + number * step}" for number in range(ports))
    mark = ":" if re.fullmatch(r"Ethernet \d+/\d+/\d+", whole) else "/"
    return tuple(f"{whole}{mark}{number}" for number in range(1, ports + 1))


def family(name: str) -> str:
    """A name with its numbers left out: ports of one family count together.

    Linux writes the domain of a PCI address only where it is not 0: ibp3s0 and ibP2p3s0 are of one family.
    """
    return re.sub(r"\d+", "#", re.sub(r"^(en|ib)P\d+(?=p\d)", r"\1", name))


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:6]) + (", ..." if len(names) > 6 else "")
