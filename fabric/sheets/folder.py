"""The sheets of a plan: folders by role. They are written beside and put in place as a whole, so that a killed run
leaves the old ones or the new ones.

Documents that are made of the same things form a set; sets are written side by side where the executor can.
"""

import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from secrets import token_hex

from fabric.executors import SERIAL, Executor
from fabric.plan import Plan
from fabric.sheets.documents.acceptance import write_test_sheets
from fabric.sheets.documents.bill import bill_of_materials
from fabric.sheets.documents.crew_calendar import write_calendars
from fabric.sheets.documents.crew_pack import write_crew_packs
from fabric.sheets.documents.goods_in import goods_in
from fabric.sheets.documents.handover import hand_over
from fabric.sheets.documents.kitting import kitting_list
from fabric.sheets.documents.label_files import write_label_files
from fabric.sheets.documents.landing_sheet import write_landing_sheets
from fabric.sheets.documents.optics_list import optics_list
from fabric.sheets.documents.rack_contents import write_rack_contents
from fabric.sheets.documents.schedule_table import cable_schedule, port_map
from fabric.sheets.documents.shift_plan import shift_plan
from fabric.sheets.documents.supplier_pack import write_supplier_pack
from fabric.sheets.documents.tray_tags import write_tray_tags
from fabric.sheets.index_page import NAME, SUMMARY, write_index
from fabric.sheets.phone.page import write_phone_page
from fabric.sheets.pictures.elevations import draw_elevation_pages, draw_elevations, join_elevations
from fabric.sheets.pictures.floor_pictures import FloorPictures
from fabric.sheets.pictures.gantt import draw_gantt_pages, draw_gantts
from fabric.sheets.roles import DATA, LEAD, STORE, Make, folder_of, make_document, write_document
from fabric.sheets.rows.options import PLAIN, Options
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.superseded import find_superseded
from fabric.writers import Paper, replace_folder, write_csv, write_drawings, write_pdf, write_xlsx
from layouts import Drawing, svg_text

Write = Callable[[PlanRows, Path], list[str]]


def write_pictures_of(rows: PlanRows, folder: Path) -> list[str]:
    """The pictures of a plan: each as SVG, and as PDF with one file a subject."""
    plan, site = rows.plan, rows.site.name
    floor, gantts, racks = FloorPictures(rows), draw_gantts(rows), list(draw_elevations(plan))
    whole = join_elevations(racks, f"Rack elevations of {site}")
    files = {f"{one.name}.svg": svg_text(one).encode("utf-8") for one in (floor.routes(), floor.fill(), whole, *gantts)}
    wide = rows.options.paper.landscape
    printed: dict[str, tuple[str, Iterable[Drawing], Paper]] = {
        "floor_plan": ("Floor plan", floor.pages(), floor.paper),
        "rack_elevations": ("Rack elevations", draw_elevation_pages(plan), wide),
        "gantt": ("Schedule", draw_gantt_pages(rows), wide),
    }
    for name, (title, drawings, paper) in printed.items():
        foot = f"{title.lower()} / {rows.origin}"
        write_drawings(drawings, folder / f"{name}.pdf", f"{site}: {title}", paper, foot)
    return [*_write_files(files, folder), *(f"{name}.pdf" for name in printed)]


def _write_lead_pictures(rows: PlanRows, folder: Path) -> list[str]:
    """The pictures, in the folder of the lead."""
    return [f"{LEAD}/{name}" for name in write_pictures_of(rows, folder_of(folder, LEAD))]


def _write_calendars_of(rows: PlanRows, folder: Path) -> list[str]:
    """The calendars of the chosen crews."""
    crews = rows.options.selection.crews
    return [f"{LEAD}/{name}" for name in _write_files(write_calendars(rows.plan, crews), folder_of(folder, LEAD))]


def _write_files(files: Mapping[str, bytes], folder: Path) -> list[str]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return list(files)


def _tables(make: Make, role: str, carried: bool = True) -> Write:
    """The writer of a document of tables; `carried` says whether it is printed without being asked for."""
    return partial(write_document, make, role, carried)


Summarise = Callable[[Plan], str]
"""Makes the page of HTML that sums a plan up; it may know more rooms than the sheets do."""
SETS: tuple[tuple[Write, ...], ...] = (
    (write_landing_sheets,),
    (
        write_crew_packs,
        write_tray_tags,
        _tables(shift_plan, LEAD),
        _tables(kitting_list, STORE),
        _tables(goods_in, STORE),
        _write_calendars_of,
        write_supplier_pack,
        write_rack_contents,
    ),
    (write_test_sheets,),
    (_write_lead_pictures, write_phone_page),
    (_tables(cable_schedule, DATA, carried=False),),
    (_tables(bill_of_materials, LEAD), _tables(port_map, DATA, carried=False)),
    (write_label_files, _tables(optics_list, DATA, carried=False)),
)
"""The writers of each set; the longer sets first, so that two at a time end at about the same moment."""
BEFORE_SUMMARY = 1
"""Sets that take longer than the summary."""
BESIDE_LINKS = 4_000
"""Fewest links for which starting processes pays off."""


_KEPT: dict[str, PlanRows] = {}
"""The rows of the run whose documents this process writes, by the name of the run."""


@dataclass(frozen=True)
class DocumentTask:
    """Some documents of a plan, to be written into a folder. The rows of the plan lie there in a file for the time of
    the run: a task that held them would bring each process a copy of the plan for each set.
    """

    writers: tuple[Write, ...]
    """Writers of the documents."""
    folder: Path
    """Existing folder that takes the files."""
    run: str
    """Name of the run, unlike that of any other: processes may write the documents of several plans."""

    @property
    def rows_file(self) -> Path:
        """The file of the rows."""
        return self.folder / f"{self.run}.rows"


def write_documents(writers: Iterable[Write], rows: PlanRows, folder: Path) -> list[str]:
    """Writes some documents; the names of their files."""
    return [name for write in writers for name in write(rows, folder)]


def write_documents_beside(task: DocumentTask) -> list[str]:
    """The same in one of several processes. Each reads the rows once and makes those of all links once, whatever it
    writes of them.
    """
    if task.run not in _KEPT:
        _KEPT.clear()
        _KEPT[task.run] = pickle.loads(task.rows_file.read_bytes())
    return write_documents(task.writers, _KEPT[task.run].renewed(), task.folder)


def _write_beside(
    parts: Iterable[tuple[Write, ...]],
    rows: PlanRows,
    folder: Path,
    executor: Executor,
    tell: Callable[[Iterable[str]], None],
) -> None:
    """Writes sets of documents side by side."""
    run = token_hex(16)
    tasks = [DocumentTask(part, folder, run) for part in parts]
    # Where the executor has no other processes, this one writes with the rows that are here.
    _KEPT[run] = rows
    try:
        tasks[0].rows_file.write_bytes(pickle.dumps(rows))
        executor.map(write_documents_beside, tasks, tell)
        tasks[0].rows_file.unlink()
    finally:
        _KEPT.clear()


def _write_summary(summarise: Summarise, rows: PlanRows, folder: Path) -> list[str]:
    """The summary of the whole plan, in the folder of the lead."""
    (folder_of(folder, LEAD) / SUMMARY).write_text(summarise(rows.whole), encoding="utf-8", newline="\n")
    return [f"{LEAD}/{SUMMARY}"]


def write_sheets(
    plan: Plan,
    folder: Path | str,
    report: Callable[[str], None] = lambda line: None,
    options: Options = PLAIN,
    executor: Executor = SERIAL,
    summarise: Summarise | None = None,
    advance: Callable[[str, int, int], None] = lambda task, done, total: None,
) -> list[str]:
    """Writes the documents of a plan into folders by role, replacing older ones as a whole. Returns the relative paths
    of the files.

    Sheets of the same site in the folder are superseded, else the plan that this one started from. The feet of the
    pages say so.
    `summarise` makes the page that sums the plan up; sheets of a part of the floor have none. `report` takes the name
    of each file, `advance` what is being written, the number of parts that are done, and the number of all.
    """
    names: list[str] = []
    sets = list(SETS)
    if summarise and not options.selection:
        sets.insert(BEFORE_SUMMARY, (partial(_write_summary, summarise),))
    is_beside = len(plan.links) >= BESIDE_LINKS
    parts = sets if is_beside else [(write,) for writers in sets for write in writers]
    done = iter(range(1, len(parts) + 1))

    def tell(found: Iterable[str]) -> None:
        for name in found:
            names.append(name)
            report(name)
        advance("writing sheets", next(done, len(parts)), len(parts))

    options = replace(options, supersedes=find_superseded(Path(folder), plan, options.revision))
    with replace_folder(Path(folder), "sheets") as fresh:
        rows = PlanRows(plan, options)
        advance("writing sheets", 0, len(parts))
        if is_beside:
            _write_beside(parts, rows, fresh, executor, tell)
        else:
            SERIAL.map(lambda part: write_documents(part, rows, fresh), parts, tell)
        (fresh / NAME).write_text(write_index(rows, names), encoding="utf-8", newline="\n")
        tell((NAME,))
    return sorted(names)


def write_pictures(plan: Plan, folder: Path | str, options: Options = PLAIN) -> list[str]:
    """Writes the floor plan, the rack elevations and the schedule as bars."""
    with replace_folder(Path(folder), "pictures") as fresh:
        return write_pictures_of(PlanRows(plan, options), fresh)


def write_handover(plan: Plan, elapsed_s: int, folder: Path | str, options: Options = PLAIN) -> tuple[list[str], str]:
    """Writes the hand-over list of a wall-clock moment; returns the file names and the note above the list."""
    rows = PlanRows(plan, options)
    document = make_document(lambda of: hand_over(of, elapsed_s), rows)
    name, paper = document.name, options.paper
    with replace_folder(Path(folder), "handover") as fresh:
        names = [*write_csv(document, fresh), f"{name}.xlsx", f"{name}.pdf"]
        write_xlsx(document, fresh / f"{name}.xlsx", paper.name)
        write_pdf(document, fresh / f"{name}.pdf", paper)
    return names, document.tables[0].notes[0]
