"""Rows of ports.csv and breakouts.csv, and the port groups that they state for each device type.

Rows of a project replace shipped rows of the same group.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fabric.catalog.forms import BreakoutForm, PortGroupForm
from fabric.catalog.hardware import ACCESS_GROUP, FABRIC_GROUP, UPLINK_GROUP
from fabric.catalog.netbox_files import OWN
from fabric.catalog.ports import PortGroup
from layouts import Document, Fault, KeyPath

PortTable = dict[str, dict[str, PortGroup]]
"""Port groups by model and name, in the order in which they were stated."""


def rivals_of(group: str) -> tuple[str, ...]:
    """The groups that a switch cannot have beside this one: either all ports are `fabric`, or they are access and
    uplink.
    """
    if group == FABRIC_GROUP:
        return (ACCESS_GROUP, UPLINK_GROUP)
    return (FABRIC_GROUP,) if group in (ACCESS_GROUP, UPLINK_GROUP) else ()


class PortRow(NamedTuple):
    """A well-formed row of ports.csv or breakouts.csv with its place."""

    document: Document
    """File that holds the row."""
    path: KeyPath
    """Key path of the row: its number in the file, from 0."""
    form: PortGroupForm | BreakoutForm
    """Values of the row; its type says which of the two files it is from."""

    @property
    def is_own(self) -> bool:
        """Whether the row is the project's own, not one that ships with the package."""
        return self.document.name.startswith(OWN)

    @property
    def key(self) -> tuple[str, str]:
        """Model and name of the cages."""
        return self.form.model, self.form.group

    def fault(self, column: str, message: str, remedy: str) -> Fault:
        """A fault at one cell of the row."""
        return self.document.fault((*self.path, column), message, remedy)


def find_port_faults(rows: Sequence[PortRow], models: set[str]) -> Iterator[Fault]:
    """Rows of ports.csv whose device type is unknown, and groups that one file states twice."""
    stated: set[tuple[str, str, str]] = set()
    for row in rows:
        model, group = row.key
        if model not in models:
            yield row.fault("model", f"there is no device type '{model}'", f"Add it to {OWN}device_types.csv")
        if (row.document.name, model, group) in stated:
            yield row.fault("group", f"group '{group}' of {model} has two rows", "Remove one of them")
        stated.add((row.document.name, model, group))


def group_ports(rows: Sequence[PortRow], notes: list[str]) -> PortTable:
    """The groups that rows state. An own row of `fabric` replaces shipped `access` and `uplink`, and the reverse."""
    ports: PortTable = {}
    for row in rows:
        assert isinstance(row.form, PortGroupForm)
        groups = ports.setdefault(row.form.model, {})
        if row.is_own:
            dropped = [name for name in rivals_of(row.form.group) if name in groups]
            for name in dropped:
                del groups[name]
            if dropped:
                notes.append(
                    f"{row.document.name}: {row.form.group} of {row.form.model} replaces {' and '.join(dropped)}"
                )
        groups[row.form.group] = row.form.value()
    return ports


def split_cages(ports: PortTable, splits: Sequence[PortRow], awaited: set[str]) -> Iterator[Fault]:
    """Adds the ways to split cages to the groups that have them.

    A shipped row for a group that the project replaced is left out; so are rows of models in `awaited`, whose ports are
    not known yet. Own rows replace the splits that were assumed.
    """
    for row in splits:
        assert isinstance(row.form, BreakoutForm)
        model, group = row.key
        native = ports.get(model, {}).get(group)
        if native is not None:
            if row.is_own:
                for name in [name for name, found in ports[model].items() if _is_assumed_split(found, group)]:
                    del ports[model][name]
            ports[model][f"{group}:{row.form.mode}"] = row.form.value(native)
        elif row.is_own and model not in awaited:
            yield row.fault("group", f"{model} has no port group '{group}'", f"Add it to {OWN}ports.csv")


def late_splits(splits: Sequence[PortRow], described: set[str]) -> list[PortRow]:
    """The own rows for models whose ports came from files."""
    return [row for row in splits if row.is_own and row.key[0] in described]


def _is_assumed_split(found: PortGroup, group: str) -> bool:
    return found.cages_of == group and ":" in found.group and found.source.startswith("NetBox")
