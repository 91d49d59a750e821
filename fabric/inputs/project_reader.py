"""A project folder to `Project`: reads every file, checks that they agree, collects all faults with their places."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from fabric.catalog import read_catalog
from fabric.inputs.crew_reader import read_crew
from fabric.inputs.equipment_reader import read_equipment
from fabric.inputs.inventory_reader import read_inventory
from fabric.inputs.labour_reader import read_labour
from fabric.inputs.renamed_reader import read_with_new_names
from fabric.inputs.request_reader import read_request
from fabric.inputs.unread_files import folder_faults, note_unread_files
from fabric.project import CrewPlan, LabourTable, Project, Request
from layouts import Fault, InputError, Site, read_site

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
    if not folder.is_dir():
        raise InputError(
            [Fault.of_file(str(folder), "there is no such project folder", "Make one with 'fabric-planner init'")]
        )
    faults = list(folder_faults(folder))
    unread = tuple(note_unread_files(folder))
    notes: list[str] = []

    def attempt(read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except InputError as error:
            faults.extend(error.faults)
            return None

    own_rows = folder / "catalog"
    site = attempt(lambda: _read_site(folder, notes))
    catalog = attempt(lambda: read_catalog(own_rows if own_rows.is_dir() else None))
    labour = attempt(lambda: read_labour(folder / "labour.csv"))
    crew = attempt(lambda: read_crew(folder / "crew.yaml", notes))
    request = attempt(lambda: read_request(folder / "request.yaml", catalog, site, notes)) if catalog else None
    inventory = attempt(lambda: read_inventory(folder, catalog, notes)) if catalog else None
    equipment = attempt(lambda: read_equipment(folder, site, catalog, notes)) if site and catalog else None
    if site and catalog and labour and crew and request and inventory and equipment and not faults:
        faults += _crew_faults(crew, labour, request)
        if faults:
            raise InputError(faults, (*unread, *notes, *catalog.notes))
        devices, panels, cables = equipment
        project = Project(
            site=site,
            catalog=catalog,
            devices=devices,
            panels=panels,
            cables=cables,
            inventory=inventory.ordered_on(request.order_date),
            request=request,
            crew=crew,
            labour=labour,
        )
        return ReadFolder(project, (*unread, *notes))
    raise InputError(faults, (*unread, *notes, *(catalog.notes if catalog else ())))


def _read_site(folder: Path, notes: list[str]) -> Site:
    """The floor; old names and the remark of its owner are added to `notes`."""
    document = read_with_new_names(folder / "site.yaml", notes)
    site = read_site(folder, document)
    if document.data.get("notes"):
        notes.append(f"{document.name}: {document.data['notes']}")
    return site


def _crew_faults(crew: CrewPlan, labour: LabourTable, request: Request) -> Iterator[Fault]:
    """Acts that take more technicians than a crew has, among those that the request allows, and days without dates."""
    for number, shift in enumerate(crew.shifts):
        if shift.days and request.racks_ready is None:
            yield _undated(f"shifts[{number}].days", f"shift {shift.id} names days of the week")
    if crew.holidays and request.racks_ready is None:
        yield _undated("holidays", "the crews have holidays")
    acts = ["stage_jumper", "pull_jumper", "patch_in_rack", "dress", "inspect_clean_plug", "insert_optic", "test_link"]
    if request.limits.trunk_legs or request.limits.bundle_jumpers > 1:
        acts += ["stage_trunk", "pull_trunk", "pull_trunk_per_m", "dress_trunk"]
    large = [act for act in acts if labour.rates[act].crew > crew.crew_size]
    if large:
        most = max(labour.rates[act].crew for act in large)
        yield Fault(
            "crew.yaml",
            0,
            "crew_size",
            f"a crew has {crew.crew_size} technicians, {', '.join(large)} take up to {most}",
            "Raise crew_size, lower 'crew' of the act in labour.csv, or set trunk_legs: [] and bundle_jumpers: 1",
        )


def _undated(key: str, what: str) -> Fault:
    """Days of the calendar in crew.yaml, under a request without a date."""
    message = f"{what}, but request.yaml has no racks_ready, so the plan has no dates"
    return Fault("crew.yaml", 0, key, message, "State racks_ready, or remove the days")
