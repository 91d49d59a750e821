"""A row of the catalogue completed by a NetBox file: names of ports, and modes that it lacks. Nothing of the row is
lost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from fabric.catalog.hardware import SWITCH_GROUPS, DeviceType
from fabric.catalog.netbox import DeviceFile
from fabric.catalog.netbox_groups import MANAGEMENT
from fabric.catalog.netbox_names import like
from fabric.catalog.ports import PortGroup


class CompletedPorts(NamedTuple):
    """The ports of a model as the catalogue and a NetBox file together state them."""

    groups: tuple[PortGroup, ...]
    """Native groups and modes, those of the rows first."""
    notes: tuple[str, ...]
    """Differences between the rows and the file."""


def complete(known: DeviceType, stated: Sequence[PortGroup], file: DeviceFile) -> CompletedPorts:
    """The groups of a model: those that rows state (`stated`, with their modes), then what only the file has."""
    if not any(_serves(known, group.group) for group in stated):
        cages = {found.cages_of for found in stated}
        kept = [group for group in file.groups if group.cages_of not in cages]
        return CompletedPorts((*kept, *stated), file.port_notes)
    if known.role != "switch":
        return CompletedPorts(tuple(stated), tuple(_host_notes(stated, file)))
    groups = tuple(stated)
    notes: list[str] = []
    for native in file.natives:
        found = _complete_group(groups, native, file)
        groups = found.groups
        notes += found.notes
    if not any(group.group == MANAGEMENT for group in stated):
        groups += tuple(group for group in file.groups if group.group == MANAGEMENT)
    return CompletedPorts(groups, tuple(notes))


def _complete_group(groups: tuple[PortGroup, ...], native: PortGroup, file: DeviceFile) -> CompletedPorts:
    """The groups after one native group of the file was compared with those of its name."""
    modes = [group for group in groups if group.cages_of == native.group]
    if not modes:
        note = f"{file.name}: {_text(native)}: the row of {native.model} has no such group and is used unchanged"
        return CompletedPorts(groups, (note,))
    alike = _alike(modes, native)
    if alike is not None:
        names, notes = _names(alike, native, file.name)
        named = tuple(replace(group, names=names) if names and group is alike else group for group in groups)
        return CompletedPorts(named, tuple(notes))
    if native.ports * native.speed_gbps > modes[0].ports * modes[0].speed_gbps:
        others = tuple(group for group in groups if group.cages_of != native.group)
        taken = tuple(group for group in file.groups if group.cages_of == native.group)
        note = f"{file.name}: {_text(native)}, more than the row's {_text(modes[0])}; the file is used"
        return CompletedPorts((*others, *taken), (note, *file.port_notes))
    note = f"{file.name}: {_text(native)}; the row has {_text(modes[0])} in its cages, and both are kept"
    return CompletedPorts((*groups, *_further_mode(modes[0], native)), (note,))


def _serves(known: DeviceType, group: str) -> bool:
    """Whether a group is one of those for which a device of the role is cabled."""
    cages = group.partition(":")[0]
    return cages in SWITCH_GROUPS if known.role == "switch" else cages != MANAGEMENT


def _alike(modes: Sequence[PortGroup], native: PortGroup) -> PortGroup | None:
    """The mode of the rows that the ports of the file are: of their speed, with at least as many ports."""
    same = [mode for mode in modes if mode.speed_gbps == native.speed_gbps and mode.ports >= native.ports]
    return min(same, key=lambda mode: (mode.mpos != native.mpos, mode.lanes != native.lanes), default=None)


def _names(mode: PortGroup, native: PortGroup, file: str) -> tuple[tuple[str, ...], list[str]]:
    """The names of all ports of a mode by the file, and a note on ports that it does not list."""
    if mode.ports == native.ports and not native.absent:
        return native.names, []
    if (mode.cages, mode.mpos, mode.lanes, mode.absent) != (native.cages, native.mpos, native.lanes, ()):
        found = f"{file}: {_text(native)}; the row has {_text(mode)} and is used, with its own names"
        return (), [found]
    listed = dict(zip(native.grid_numbers, native.names, strict=True))
    first = native.names[0]
    start = native.grid_numbers[0] % native.mpos
    lane0 = int("".join(filter(str.isdigit, first[-1:])) or 0) - start if native.mpos > 1 else 0
    names = tuple(
        listed.get(place) or like(first, native.first_cage + place // native.mpos, place % native.mpos + lane0)
        for place in range(mode.ports)
    )
    missing = [name for place, name in enumerate(names) if place not in listed]
    some = ", ".join(missing[:6]) + (", ..." if len(missing) > 6 else "")
    note = (
        f"{file}: {native.ports} of {mode.ports} ports: {some} missing; the shipped row has {mode.ports} and is used. "
        f"If the device lacks them, add a row for {mode.model} to catalog/ports.csv"
    )
    return names, [note]


def _further_mode(row: PortGroup, native: PortGroup) -> Iterator[PortGroup]:
    """The ports of the file as one more mode of the row's cages, where the cages are the same."""
    if (row.cages, row.absent) == (native.cages, native.absent) and native.mpos <= row.mpos:
        yield replace(
            native,
            group=f"{row.cages_of}:{native.speed_gbps}",
            first_cage=row.first_cage,
            face=row.face,
            cage_kind=row.cage_kind,
        )


def _text(group: PortGroup) -> str:
    return f"{group.group} of {group.ports} ports of {group.speed_gbps}G"


def _host_notes(stated: Sequence[PortGroup], file: DeviceFile) -> Iterator[str]:
    ours = sum(group.ports for group in stated if ":" not in group.group)
    theirs = sum(group.ports for group in file.groups if ":" not in group.group)
    if ours != theirs:
        yield f"{file.name}: lists {theirs} ports; the rows of {file.model} in ports.csv have {ours} and are used"


def box_notes(known: DeviceType, file: DeviceFile) -> Iterator[str]:
    """A note where the file differs from the row in height, weight, power or airflow; the row is used."""
    weight = known.weight_g if file.weight_g is None else file.weight_g
    watts = known.power_w if file.draw is None or known.role == "pdu" else file.draw.watts
    differ = []
    if file.half_ru != known.half_ru:
        differ.append(f"{file.half_ru / 2:g} U, the row {known.half_ru / 2:g} U")
    if abs(weight - known.weight_g) > known.weight_g // 20:
        differ.append(f"{weight / 1000:g} kg, the row {known.weight_g / 1000:g} kg")
    if watts > known.power_w:
        differ.append(f"up to {watts} W, the row {known.power_w} W")
    if file.airflow not in ("", known.airflow):
        differ.append(f"airflow {file.airflow}, the row {known.airflow}")
    if differ:
        yield (
            f"{file.name}: {known.model} has {'; '.join(differ)}. The row is used; to change it, add a row to "
            "catalog/device_types.csv"
        )
