"""A project folder to `Project`: reads every file, checks that they agree, collects all faults with their places."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from fabric.catalog import Catalog, read_catalog
from fabric.inputs.cable_ways import narrow_faults
from fabric.inputs.crew_reader import read_crew
from fabric.inputs.crew_room import room_faults
from fabric.inputs.doubts import Doubts
from fabric.inputs.effects import excuse_joined, member_faults, note_panels, note_without_effect, tell_panels
from fabric.inputs.equipment_reader import Equipment, read_equipment
from fabric.inputs.host_order_rules import host_order_faults
from fabric.inputs.inventory_reader import read_inventory
from fabric.inputs.labour_reader import read_labour
from fabric.inputs.link_reader import read_links
from fabric.inputs.preparation_reader import integrated_faults, preparation_faults
from fabric.inputs.redundancy_rules import redundancy_faults
from fabric.inputs.renamed_reader import read_with_new_names
from fabric.inputs.request_reader import read_request
from fabric.inputs.standing_rules import standing_faults
from fabric.inputs.stated_names import SITE_LISTS, stated_links, stated_models, stated_names
from fabric.inputs.unread_files import CATALOG, folder_faults, note_unread_files
from fabric.project import EARLY_ACTS, PANEL_ACTS, CrewPlan, Inventory, LabourTable, Project, Request, find_large_acts
from layouts import Document, Fault, InputError, KeyPath, ReadSite, Site, list_media_notes, read_site_on

Value = TypeVar("Value")


class ReadFolder(NamedTuple):
    """A project, and notes on its files that are not faults."""

    project: Project
    """Values of all files, which agree with each other."""
    notes: tuple[str, ...]
    """Sentences on files that nothing reads, on names that were changed since and on keys without effect."""


def read_project(folder: Path | str) -> Project:
    """Reads a project folder. Raises InputError with every fault that its files have."""
    return read_folder(folder).project


def read_folder(folder: Path | str) -> ReadFolder:
    """Reads a project folder. Raises InputError with every fault that its files have.

    All files that can be read are read before anything is raised, so that one run reports all faults.
    """
    folder = Path(folder)
    if folder.is_file():
        holder = folder.resolve().parent
        raise InputError(
            [Fault.of_file(str(folder), "this is a file, not a project folder", f"Name its folder: {holder}")]
        )
    if not folder.is_dir():
        raise InputError(
            [Fault.of_file(str(folder), "there is no such project folder", "Make one with 'fabric-planner init'")]
        )
    reader = _Reader(folder)
    parts = reader.read()
    if reader.faults or not parts.is_whole:
        catalog_notes = parts.catalog.notes if parts.catalog else ()
        panels = parts.equipment.panels if parts.equipment else ()
        unchecked = _unchecked(reader.faults, parts.floor)
        trunks = parts.equipment.panel_trunks if parts.equipment else ()
        notes = (*reader.notes, *catalog_notes, *note_panels(panels, trunks), *unchecked)
        raise InputError(list(tell_panels(reader.faults, panels)), notes)
    project = _project(parts)
    return ReadFolder(project, (*reader.notes, *note_without_effect(project)))


class _Parts(NamedTuple):
    """The values of the files as far as they can be read; each None where nothing of it can."""

    floor: ReadSite | None
    """Values of site.yaml and its lists."""
    catalog: Catalog | None
    """Shipped hardware and that of the project."""
    labour: LabourTable | None
    """Values of labour.csv."""
    crew: CrewPlan | None
    """Values of crew.yaml."""
    request: Request | None
    """Values of request.yaml."""
    inventory: Inventory | None
    """Values of inventory.yaml and its list."""
    equipment: Equipment | None
    """Values of equipment.yaml and its lists."""

    @property
    def is_whole(self) -> bool:
        """Whether there is a value for every file."""
        return bool(self.floor and self.floor.site) and all(part is not None for part in self)


class _Reader:
    """Reads all files of a folder, each as far as those before it allow, and collects faults and notes."""

    def __init__(self, folder: Path):
        self.folder, self.faults = folder, list(folder_faults(folder))
        self.notes = list(note_unread_files(folder, stated_links(folder)))

    def attempt(self, read: Callable[[], Value]) -> Value | None:
        """The value of a file as far as it can be read; its faults are collected."""
        try:
            return read()
        except InputError as error:
            self.faults.extend(error.faults)
            partial: Value | None = error.partial
            return partial

    def read_equipment(
        self, site: Site | None, catalog: Catalog | None, doubts: Doubts, inventory: Inventory | None
    ) -> Equipment | None:
        """Devices, panels and cables; planned switches of a model that has a lot are bought."""
        if catalog is None:
            return None
        stocked = {lot.model for lot in inventory.lots} if inventory else set()
        found = self.attempt(lambda: read_equipment(self.folder, site, catalog, self.notes, doubts, stocked))
        if found:
            self.faults = list(excuse_joined(self.faults, found, self.notes))
        return found

    def read_links(
        self, request: Request | None, equipment: Equipment | None, catalog: Catalog | None, doubts: Doubts
    ) -> Request | None:
        """The request with the links that its lists state."""
        if request is None or equipment is None or catalog is None:
            return request
        found = self.attempt(lambda: read_links(self.folder, request, equipment, catalog, self.notes, doubts))
        return found or request

    def check_networks(self, request: Request, equipment: Equipment, catalog: Catalog) -> None:
        """Holds the networks against the devices that are there."""
        document = read_with_new_names(self.folder / "request.yaml", [])
        told = {(fault.file, fault.key) for fault in self.faults}
        found = standing_faults(document, request, equipment.devices, catalog)
        self.faults += [fault for fault in found if (fault.file, fault.key) not in told]
        # Devices that could not be read may have the ports that seem to be missing.
        if not self.faults:
            self.faults += host_order_faults(document, request, equipment.devices, catalog)
            self.faults += redundancy_faults(document, request, equipment.devices, catalog)

    def check_room(self, document: Document, crew: CrewPlan, site: Site | None) -> None:
        """Holds the size of crews against the floor, where no fault of it is known yet."""
        if site and not any((fault.file, fault.key) == (document.name, "crew_size") for fault in self.faults):
            self.faults += room_faults(document, crew, site)

    def read(self) -> _Parts:
        """All values. Faults of one file do not keep another from being checked."""
        folder, notes, own_rows = self.folder, self.notes, self.folder / CATALOG
        floor = self.attempt(lambda: _read_site(folder, notes))
        site = floor.site if floor else None
        self.faults += floor.faults if floor else ()
        catalog = self.attempt(lambda: read_catalog(own_rows if own_rows.is_dir() else None))
        is_own_wrong = any(fault.file.startswith(f"{CATALOG}/") for fault in self.faults)
        models = stated_models(own_rows) if is_own_wrong else set()
        labour = self.attempt(lambda: read_labour(folder / "labour.csv", has_early=True))
        crew = self.attempt(lambda: read_crew(folder / "crew.yaml", notes))
        request = self.attempt(lambda: read_request(folder / "request.yaml", catalog, site, notes, models))
        inventory = self.attempt(lambda: read_inventory(folder, catalog, notes, models)) if catalog else None
        labour = _labour_for(labour, crew, inventory)
        stated = frozenset(models | stated_names(folder, SITE_LISTS)) if self.faults else frozenset()
        doubts = Doubts(floor.unsure, floor.open_rows, stated) if floor else Doubts(stated=stated)
        equipment = self.read_equipment(site, catalog, doubts, inventory)
        request = self.read_links(request, equipment, catalog, doubts)
        self.faults += _supply_faults(equipment, inventory, request)
        if request and equipment and not self.faults:
            self.faults += member_faults(request, equipment.devices)
        if crew and labour and request:
            document = read_with_new_names(folder / "crew.yaml", [])
            self.faults += list(_crew_faults(document, crew, labour, request, self.faults))
            self.faults += list(preparation_faults(document, crew.prepare, request))
            self.faults += list(_arrival_faults(document, crew, site, equipment))
            self.check_room(document, crew, site)
        else:
            what = "crew.yaml, labour.csv or request.yaml cannot be read: the size of crews"
            notes.append(f"not checked yet because {what}")
        if request and equipment and catalog:
            self.check_networks(request, equipment, catalog)
        if site and catalog:
            self.faults += narrow_faults(read_with_new_names(folder / "site.yaml", []), site, catalog)
        return _Parts(floor, catalog, labour, crew, request, inventory, equipment)


def _labour_for(labour: LabourTable | None, crew: CrewPlan | None, inventory: Inventory | None) -> LabourTable | None:
    """The table in paid time, without the acts that follow work before the racks are ready where there is none, and
    without those of panels where none are offered.
    """
    if labour is None:
        return None
    paid = labour.stretched(crew.utilisation_pct) if crew else labour
    unused = frozenset[str]() if crew and crew.prepare else EARLY_ACTS
    unused |= frozenset[str]() if inventory and inventory.panels else PANEL_ACTS
    return LabourTable({act: rate for act, rate in paid.rates.items() if act not in unused})


def _arrival_faults(
    document: Document, crew: CrewPlan, site: Site | None, equipment: Equipment | None
) -> Iterator[Fault]:
    """Faults of racks that arrive cabled, where site and equipment can be read."""
    return integrated_faults(document, crew.prepare, site, equipment.devices) if site and equipment else iter(())


def _supply_faults(
    equipment: Equipment | None, inventory: Inventory | None, request: Request | None
) -> Iterator[Fault]:
    """Devices that are bought beyond the lots of their model."""
    if equipment is None or inventory is None or request is None:
        return
    bought: dict[str, list[str]] = {}
    for device in equipment.devices:
        if device.supply == "bought":
            bought.setdefault(device.model, []).append(device.id)
    for model, names in bought.items():
        quantity = inventory.ordered_on(request.order_date).quantity(model, request.racks_ready)
        if quantity is not None and len(names) > quantity:
            yield Fault(
                "equipment.yaml",
                0,
                "supply",
                f"{len(names)} {model} are bought ({', '.join([*names[:3], *(['...'] if len(names) > 3 else [])])}), "
                f"the lots of inventory.yaml that arrive in time have {quantity}",
                "Add a lot, or write 'supply: owned' (where they stand already: 'status: installed')",
            )


def _project(parts: _Parts) -> Project:
    """The project of parts that are whole."""
    floor, catalog, labour, crew, request, inventory, equipment = parts
    assert floor and floor.site and catalog and labour and crew and request and inventory and equipment
    return Project(
        site=floor.site,
        catalog=catalog,
        devices=equipment.devices,
        panels=equipment.panels,
        cables=equipment.cables,
        panel_trunks=equipment.panel_trunks,
        inventory=inventory.ordered_on(request.order_date),
        request=request,
        crew=crew,
        labour=labour,
    )


def _unchecked(faults: Iterable[Fault], read: ReadSite | None) -> Iterator[str]:
    """What could not be checked for want of a file that is right."""
    wrong = {fault.file for fault in faults}
    floor = sorted(wrong & {"site.yaml", "racks.csv", "pathways.csv"})
    if floor and (read is None or read.site is None or read.unchecked):
        has = f"because {' and '.join(floor)} {'has' if len(floor) == 1 else 'have'} faults"
        if read is None or read.site is None:
            what = "racks, units, weight and power of equipment, rows of phases, pathways of cables"
            yield f"not checked yet {has}: {what}"
        else:
            names = ", ".join(sorted(read.unsure)[:8]) or "faulty rows"
            yield f"not checked yet {has}: {', '.join(read.unchecked)}, and equipment that rests on {names}"
    hardware = sorted(file for file in wrong if file.startswith(f"{CATALOG}/"))
    if hardware:
        has = f"because {' and '.join(hardware)} {'has' if len(hardware) == 1 else 'have'} faults"
        yield f"not checked yet {has}: lots, devices, networks and cables of the models of the faulty rows"


def _read_site(folder: Path, notes: list[str]) -> ReadSite:
    """The floor as far as it can be read; old names and the remark of its owner are added to `notes`."""
    document = read_with_new_names(folder / "site.yaml", notes)
    remark = document.data.get("notes") if isinstance(document.data, dict) else None
    if isinstance(remark, str):
        notes.append(f"{document.name}: {remark}")
    found = read_site_on(folder, document)
    notes += list_media_notes(found.site) if found.site else []
    return found


def _crew_faults(
    document: Document, crew: CrewPlan, labour: LabourTable, request: Request, faults: Sequence[Fault]
) -> Iterator[Fault]:
    """Acts that take more technicians than a crew has, among those that the request allows, and days without dates."""
    is_undated = request.racks_ready is None and not any(
        (fault.file, fault.key) == ("request.yaml", "racks_ready") for fault in faults
    )
    for number, shift in enumerate(crew.shifts):
        if shift.days and is_undated:
            yield _undated(document, ("shifts", number, "days"), f"shift {shift.id} names days of the week")
    if crew.holidays and is_undated:
        yield _undated(document, ("holidays",), "the crews have holidays")
    if any(fault.file == "crew.yaml" and fault.key == "crew_size" for fault in faults):
        return
    large = find_large_acts(labour, request, crew.crew_size)
    if large:
        most = max(labour.rates[act].crew for act in large)
        yield document.fault(
            ("crew_size",),
            f"a crew has {crew.crew_size} technicians, {', '.join(large)} take up to {most}",
            "Raise crew_size, lower 'crew' of the act in labour.csv, or set trunk_legs: [] and bundle_jumpers: 1",
        )


def _undated(document: Document, place: KeyPath, what: str) -> Fault:
    """Days of the calendar in crew.yaml, under a request without a date."""
    message = f"{what}, but request.yaml has no racks_ready, so the plan has no dates"
    return document.fault(place, message, "State racks_ready, or remove the days")
