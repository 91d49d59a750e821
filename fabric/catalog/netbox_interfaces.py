"""The interfaces of a NetBox file, sorted: ports by kind and family of names, those for management apart, a note on the
rest.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fabric.catalog.netbox_forms import PortKind, Tables
from fabric.catalog.netbox_names import WHOLE, family, read_places
from fabric.catalog.netbox_role import SERVER_NAMES
from layouts import Document, Fault, InputError

MOST_INTERFACES = 4096
NO_PORT = frozenset({"virtual", "bridge", "lag"})
"""Types of interfaces that nobody expects to be cabled: they are left out without a note."""
SLOW_GBPS = 10
"""A port for management is no faster than this where only its name says what it is for."""
MANAGEMENT_WORDS = re.compile(r"(?i)mgmt|management|\boobm?\b")
MANAGEMENT_NAMES = re.compile(r"(?i)(eth|meth|me|ma|em|fxp|vme)[- ]?\d+([/:.-]\d+)*")
"""Names of management ports of switches. Servers give them to others."""


class Interface(NamedTuple):
    """One interface of the file."""

    name: str
    """Name, unique in the file."""
    type: str
    """Type, as NetBox names it."""
    management: bool
    """Whether the file says that it is for management only."""


class Ports(NamedTuple):
    """The ports of a device."""

    by_kind: dict[PortKind, list[str]]
    """Names of the ports by kind, in the order of the file."""
    management: dict[PortKind, list[str]]
    """Names of the ports for management."""
    types: frozenset[str]
    """Interface types of the ports that are not for management."""


def list_interfaces(document: Document, notes: list[str]) -> list[Interface]:
    """The interfaces of the file, each name once. Raises InputError with every one that has no name."""
    listed = document.data.get("interfaces") or []
    if not isinstance(listed, list) or len(listed) > MOST_INTERFACES:
        found = f"interfaces: a list of up to {MOST_INTERFACES} is expected"
        raise InputError([document.fault(("interfaces",), found, "Correct it")])
    faults: list[Fault] = []
    interfaces: dict[str, Interface] = {}
    repeated: dict[str, int] = {}
    for number, item in enumerate(listed):
        at = ("interfaces", number)
        name = item.get("name") if isinstance(item, dict) else None
        if isinstance(name, float):
            faults.append(document.fault(at, f"the name {name} was read as a number", "Put the name in quotes"))
        elif isinstance(name, bool) or not isinstance(name, str | int) or not str(name).strip():
            faults.append(document.fault(at, "an interface needs a name", "Add it"))
        elif str(name) in interfaces:
            repeated.setdefault(str(name), document.line_of(at))
        else:
            interfaces[str(name)] = Interface(str(name), str(item.get("type")), item.get("mgmt_only") is True)
    if faults:
        raise InputError(faults)
    if repeated:
        first, line = next(iter(repeated.items()))
        more = f" (and {len(repeated) - 1} more names)" if len(repeated) > 1 else ""
        notes.append(f"{document.name}:{line}: interface {first}{more} is listed more than once; it is counted once")
    return list(interfaces.values())


def sort_ports(
    document: Document, interfaces: list[Interface], tables: Tables, of_switch: bool, notes: list[str]
) -> Ports:
    """Ports by kind, those for management apart. Interfaces without a known cage are noted."""
    by_kind: dict[PortKind, list[str]] = {}
    management: dict[PortKind, list[str]] = {}
    unknown: Counter[str] = Counter()
    types: set[str] = set()
    for item in interfaces:
        kind = tables.kind_of(item.type, of_switch)
        if kind is None:
            unknown[item.type] += item.type not in NO_PORT and not item.management
        elif item.management or _is_for_management(item, kind, of_switch):
            management.setdefault(kind, []).append(item.name)
        else:
            by_kind.setdefault(kind, []).append(item.name)
            types.add(item.type)
    notes += _unknown_notes(document, unknown, tables)
    return Ports(_join_split_cages(by_kind, document, notes), management, frozenset(types))


def _is_for_management(item: Interface, kind: PortKind, of_switch: bool) -> bool:
    if MANAGEMENT_WORDS.search(item.name) or SERVER_NAMES.search(item.name):
        return True
    return of_switch and kind.speed_gbps <= SLOW_GBPS and MANAGEMENT_NAMES.fullmatch(item.name) is not None


def _unknown_notes(document: Document, unknown: Mapping[str, int], tables: Tables) -> Iterator[str]:
    for text, count in sorted(unknown.items()):
        if not count:
            continue
        row = tables.types.get(text)
        reason = row.source.removeprefix("NetBox: ") if row else "the type is unknown"
        row_text = f"add a row for {text} to catalog/netbox_interfaces.csv (type,cage_kind,speed_gbps)"
        left = f"{count} interfaces of type {text} are" if count > 1 else f"1 interface of type {text} is"
        yield f"{document.name}: {left} left out: {reason}. To use {'them' if count > 1 else 'it'}, {row_text}"


def _join_split_cages(
    by_kind: dict[PortKind, list[str]], document: Document, notes: list[str]
) -> dict[PortKind, list[str]]:
    """Counts cages that the file lists as broken out with the whole cages beside them: `swp1s0` beside `swp5`."""
    for slow in sorted(by_kind, key=lambda kind: kind.speed_gbps):
        for fast in sorted(by_kind, key=lambda kind: -len(by_kind[kind])):
            if slow in by_kind and fast in by_kind and _are_lanes(by_kind, slow, fast):
                names = by_kind.pop(slow)
                notes.append(
                    f"{document.name}: {len(names)} {slow} such as {names[0]} are lanes of split cages of "
                    f"{fast.cage_kind}; the cages are counted whole"
                )
                by_kind[fast] = by_kind[fast] + names
    return by_kind


def _are_lanes(by_kind: Mapping[PortKind, list[str]], slow: PortKind, fast: PortKind) -> bool:
    """Whether ports of one kind are the lanes of cages that fill the holes between ports of another kind."""
    if slow.speed_gbps >= fast.speed_gbps or not family(by_kind[slow][0]).startswith(family(by_kind[fast][0])):
        return False
    whole = read_places(by_kind[fast])
    both = read_places(by_kind[fast] + by_kind[slow])
    whole_cages, by_cage = whole.by_cage(), both.by_cage()
    split = by_cage.keys() - whole_cages.keys()
    counts = {len(by_cage[cage]) for cage in split}
    return (
        not both.said
        and len(both.at) == len(by_kind[fast]) + len(by_kind[slow])
        and whole.most_lanes == 1
        and len(counts) == 1
        and counts <= {2, 4, 8}
        and next(iter(counts)) * slow.speed_gbps <= fast.cage_gbps
        and not any(lane == WHOLE for cage, lane in both.at if cage in split)
        and max(by_cage) - min(by_cage) + 1 == len(by_cage)
    )
