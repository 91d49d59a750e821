"""Modules of NetBox (line cards, network cards, supplies) in the bays of a device: its file with their parts added.

A child device in a bay for devices is a module as well. A module type has the parts that it brings: ports, supplies,
bays. `{module}` in their names is replaced by the position of the bay: `Ethernet{module}/1` in the bay of position 3 is
`Ethernet3/1`. A module in the bay of another module has one `{module}` for each bay, outermost first.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from fabric.catalog.forms import NAMES_APART, ModuleForm
from fabric.catalog.hardware import FittedModule
from fabric.catalog.netbox_box import KG_PER
from layouts import Document, Fault, InputError, KeyPath

MODULE = "{module}"
"""Stands for the position of the bay in names of a module type."""
PARTS = ("interfaces", "power-ports", "power-outlets", "front-ports", "rear-ports", "console-ports")
"""Lists of a module type that the device gets."""
BAYS = ("module-bays", "device-bays")
"""Lists of bays: for modules, and for children, which are devices of 0 U such as the nodes of a chassis."""
RANGE = re.compile(r"(.*)\[(\d{1,4})-(\d{1,4})\](.*)")
"""Several bays in one text, as NetBox writes them: `Slot [3-10]`."""
SHOWN = 12
"""Bays that a message lists."""


class ModuleRow(NamedTuple):
    """A row of modules.csv with its place."""

    document: Document
    """File that holds the row."""
    path: KeyPath
    """Key path of the row: its number in the file, from 0."""
    form: ModuleForm
    """Values of the row."""

    def fault(self, column: str, message: str, remedy: str) -> Fault:
        """A fault at one cell of the row."""
        return self.document.fault((*self.path, column), message, remedy)


class _Bay(NamedTuple):
    """A bay of a device, or of a module in it."""

    name: str
    positions: tuple[str, ...]
    """Positions of the bays around it and its own, outermost first."""
    for_child: bool
    """Whether it holds a device of its own, whose names know nothing of the bay."""


def names_of(document: Document, stem: str) -> tuple[str, ...]:
    """The names under which people write a NetBox type: model, part number, slug and name of the file."""
    data = document.data if isinstance(document.data, dict) else {}
    words = (data.get("model"), data.get("part_number"), data.get("slug"), stem)
    return tuple(dict.fromkeys(str(word).strip() for word in words if word))


class FilledDevice(NamedTuple):
    """The file of a device with its modules."""

    document: Document
    """Its values with the parts of the modules; the lines are those of the device's own file."""
    modules: tuple[FittedModule, ...]
    """The modules, each model once."""
    slots: Mapping[str, str]
    """Position of the bay by the name of each port that a module brings."""
    notes: tuple[str, ...]
    """What the files of the modules leave open."""


def fill_bays(device: Document, rows: Sequence[ModuleRow], modules: Mapping[str, Document]) -> FilledDevice:
    """The file of a device with its modules, under the model of the rows. Raises InputError with every wrong row."""
    filler = _Filler(device, modules)
    for row in rows:
        filler.take(row)
    if filler.faults:
        raise InputError(filler.faults)
    model = rows[0].form.model or device.data["model"]
    data = {**device.data, **filler.parts, "model": model}
    if model != device.data["model"]:
        # The device without modules keeps its other names.
        data = {key: value for key, value in data.items() if key not in ("part_number", "slug")}
    return FilledDevice(
        replace(device, data=data | filler.weights()),
        tuple(filler.fitted()),
        filler.slots,
        tuple(filler.notes(model)),
    )


class _Filler:
    """Puts modules into the bays of one device, row by row."""

    def __init__(self, device: Document, modules: Mapping[str, Document]):
        self.device, self.modules = device, modules
        self.faults: list[Fault] = []
        self.bays: dict[str, _Bay] = {}
        self.held: dict[str, Document] = {}
        self.slots: dict[str, str] = {}
        self.parts: dict[str, list[Any]] = {key: list(_items(device, key)) for key in PARTS if _items(device, key)}
        self._add_bays(device, ())

    def take(self, row: ModuleRow) -> None:
        """Puts the module of a row into its bays."""
        module = self.modules.get(row.form.module)
        if module is None:
            message = f"there is no module type '{row.form.module}'"
            remedy = "Put its NetBox file into catalog/module-types, that of a child device into catalog"
            self.faults.append(row.fault("module", message, remedy))
            return
        for name in list_bays(row.form.bays):
            bay = self.bays.get(name)
            if bay is None:
                free = [bay for bay in self.bays if bay not in self.held]
                more = ", ..." if len(free) > SHOWN else ""
                remedy = f"Write one of {', '.join(free[:SHOWN])}{more}" if free else "The device has no free bay"
                self.faults.append(row.fault("bays", f"{row.form.device} has no bay '{name}'", remedy))
            elif name in self.held:
                message = f"bay '{name}' holds {self.held[name].data['model']} already"
                self.faults.append(row.fault("bays", message, "Write each bay once"))
            else:
                self._put(module, bay)

    def _put(self, module: Document, bay: _Bay) -> None:
        self.held[bay.name] = module
        for key in PARTS:
            taken = {str(item.get("name")) for item in self.parts.get(key, []) if isinstance(item, dict)}
            for item in _items(module, key):
                name = _resolve(str(item.get("name") or ""), bay.positions)
                # Children, and modules without the mark in their names, would have ports of one name.
                name = f"{bay.name} {name}" if bay.for_child or name in taken else name
                self.parts.setdefault(key, []).append({**item, "name": name})
                if key == "interfaces":
                    self.slots[name] = bay.positions[-1]
        self._add_bays(module, bay.positions)

    def _add_bays(self, holder: Document, around: tuple[str, ...]) -> None:
        for key in BAYS:
            for item in _items(holder, key):
                name = _resolve(str(item.get("name") or ""), around)
                position = _resolve(str(item.get("position") or item.get("name") or ""), around)
                self.bays.setdefault(name, _Bay(name, (*around, position), key == "device-bays"))

    def fitted(self) -> Iterator[FittedModule]:
        """The modules by model, with the number of each."""
        files = {module.data["model"]: module.data for module in self.held.values()}
        counts = Counter(module.data["model"] for module in self.held.values())
        for model, count in counts.items():
            data = files[model]
            part = str(data.get("part_number") or "")
            vendor = str(data.get("manufacturer") or "")
            yield FittedModule(model=str(model), part=part, vendor=vendor, quantity=count)

    def weights(self) -> dict[str, Any]:
        """The keys of the weight: the device and its modules together, in kg; none where the device states none."""
        own = _kilograms(self.device.data)
        if own is None:
            return {}
        return {
            "weight": own + sum(_kilograms(module.data) or 0.0 for module in self.held.values()),
            "weight_unit": "kg",
        }

    def notes(self, model: str) -> Iterator[str]:
        """A sentence on modules whose weight is unknown while that of the device counts."""
        light = {str(module.data["model"]) for module in self.held.values() if _kilograms(module.data) is None}
        if light and _kilograms(self.device.data) is not None:
            yield (
                f"{self.device.name}: the weight of {model} is without that of its {', '.join(sorted(light))}, whose "
                "files state none. Add a row with the whole weight to catalog/device_types.csv"
            )


def _kilograms(data: Mapping[str, Any]) -> float | None:
    """The weight that a file states in kg; None where it states none, or none that is a weight."""
    weight, per = data.get("weight"), KG_PER.get(str(data.get("weight_unit") or "kg"))
    if isinstance(weight, bool) or not isinstance(weight, int | float) or per is None:
        return None
    return weight * per


def list_bays(text: str) -> list[str]:
    """The bays of a cell: names apart by '; ', each of which may have a range as `Slot [3-10]`."""
    found: list[str] = []
    for name in text.split(NAMES_APART):
        match = RANGE.fullmatch(name.strip())
        if match is None:
            found.append(name.strip())
        else:
            numbers = range(int(match[2]), int(match[3]) + 1)
            found += [f"{match[1]}{number}{match[4]}" for number in numbers]
    return found


def _resolve(name: str, positions: Sequence[str]) -> str:
    """A name of a part with the positions of the bays around it, outermost first, as NetBox fills them in."""
    for position in positions:
        name = name.replace(MODULE, position, 1)
    return name


def _items(document: Document, key: str) -> list[dict[str, Any]]:
    """The items of a list of the file that are mappings."""
    found = document.data.get(key)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
