"""NetBox files merged into the catalogue: new models, models that rows state already, and files that are left out."""

from collections.abc import Iterator
from dataclasses import replace

from fabric.catalog.hardware import DeviceType
from fabric.catalog.netbox import DeviceFile, make_type
from fabric.catalog.netbox_completion import box_notes, complete
from fabric.catalog.netbox_groups import MANAGEMENT
from fabric.catalog.port_rows import PortTable, rivals_of


class NetboxMerge:
    """Merges NetBox files into types and ports; `own` holds model and group of each row of the project's ports.csv."""

    def __init__(self, types: dict[str, DeviceType], ports: PortTable, own: set[tuple[str, str]]):
        self.types, self.ports, self.own = types, ports, own
        self.other_names: dict[str, str] = {}

    def take(self, file: DeviceFile) -> Iterator[str]:
        """Takes one file. Yields notes."""
        yield from file.notes
        for name in file.other_names:
            if name not in self.types and name != file.model:
                self.other_names.setdefault(name, f"{file.name} calls it '{file.model}'")
        if file.thing.role is None:
            yield f"{file.name}: {file.model} is left out: {file.thing.reason}. {file.thing.remedy}"
            for name in (file.model, *file.other_names):
                self.other_names[name] = f"{file.name} is left out: {file.thing.reason}. {file.thing.remedy}"
            return
        file = self._without_own(file)
        known = self.types.get(file.model)
        if known is None:
            self.types[file.model], said = make_type(file)
            yield from said
            groups = self.ports.setdefault(file.model, {})
            self.ports[file.model] = {**{group.group: group for group in file.groups}, **groups}
            yield from file.port_notes
            return
        stated = self.ports.get(file.model, {})
        found = complete(known, list(stated.values()), file)
        yield from found.notes
        yield from box_notes(known, file)
        self.ports[file.model] = {group.group: group for group in found.groups}
        source = f"{known.source}; ports by NetBox {file.name}"
        self.types[file.model] = replace(known, source=source, modules=file.modules)

    def _without_own(self, file: DeviceFile) -> DeviceFile:
        """The file without the groups that rows of the project replace.

        Rows for a host replace all its groups but management: a port cannot serve two of them.
        """
        own = {group for model, group in self.own if model == file.model}
        gone = own | {rival for group in own for rival in rivals_of(group)}
        if file.thing.role != "switch" and own - {MANAGEMENT}:
            gone |= {group.group for group in file.groups if group.group != MANAGEMENT}
        return replace(file, groups=tuple(group for group in file.groups if group.cages_of not in gone))
