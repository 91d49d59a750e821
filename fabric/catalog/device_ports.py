"""Device types with their ports: what each cage takes, cages that one module takes whole, places on the faceplate."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from fabric.catalog.faceplates import Faceplate
from fabric.catalog.forms import CageFitForm, FaceplateForm
from fabric.catalog.hardware import WHOLE, DeviceType
from fabric.catalog.port_rows import PortTable
from fabric.catalog.ports import PortGroup


def list_takes(rows: Sequence[CageFitForm]) -> dict[str, tuple[str, ...]]:
    """The kinds of modules that each kind of cage takes beside its own."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        found.setdefault(row.cage_kind, {})[row.takes] = None
    return {cage: tuple(kinds) for cage, kinds in found.items()}


def _whole_cages(groups: Iterable[PortGroup]) -> Iterator[PortGroup]:
    """For cages of several connectors, the ports where the module of a cable takes the cage whole.

    The ports keep their names: they are those of the same electrical lanes.
    """
    for group in groups:
        # Where a cage lacks a connector, its ports and those of the next cages would get other numbers.
        if group.mpos > 1 and group.lanes == 1 and (absent := _absent_cages(group)) is not None:
            yield replace(
                group,
                group=f"{group.group}{'-' if ':' in group.group else ':'}{WHOLE}",
                mpos=1,
                lanes=group.mpos,
                absent=absent,
                printed=group.printed.replace("{mpo}", "{way}").replace("{mpo0}", "{way0}"),
                os=group.os.replace("{mpo}", "{way}").replace("{mpo0}", "{way0}"),
                is_whole=True,
            )


def _absent_cages(group: PortGroup) -> tuple[int, ...] | None:
    """The cages of a group that are absent, from 0; None where some cage lacks a part of its connectors only."""
    counts = Counter(place // group.mpos for place in group.absent)
    return tuple(counts) if all(count == group.mpos for count in counts.values()) else None


def with_ports(
    types: Mapping[str, DeviceType], ports: PortTable, takes: Mapping[str, tuple[str, ...]]
) -> dict[str, DeviceType]:
    """The types with their ports, and each port group with the modules that its cages take."""
    return {
        model: replace(
            found,
            port_groups=tuple(
                replace(group, takes=takes.get(group.cage_kind, ()))
                for group in (*ports.get(model, {}).values(), *_whole_cages(ports.get(model, {}).values()))
            ),
        )
        for model, found in types.items()
    }


def with_plates(types: Mapping[str, DeviceType], rows: Sequence[FaceplateForm]) -> dict[str, DeviceType]:
    """The types with the places of their cages; a later row replaces an earlier one of the same group."""
    plates: dict[str, dict[str, Faceplate]] = {}
    for row in rows:
        plates.setdefault(row.model, {})[row.group] = row.value()
    return {model: replace(found, faceplates=tuple(plates.get(model, {}).values())) for model, found in types.items()}
