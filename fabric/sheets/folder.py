"""The folder of documents: written beside and put in place as a whole, so that a killed run leaves the old one
or the new one.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from fabric.files import replace_folder
from fabric.plan import Plan
from fabric.sheets.bill import bill_of_materials
from fabric.sheets.crew_calendar import write_calendars
from fabric.sheets.csv_writer import write_csv
from fabric.sheets.ends import PlanRows
from fabric.sheets.gantt import draw_gantts
from fabric.sheets.handover import hand_over
from fabric.sheets.labels import label_document, write_labels
from fabric.sheets.optics_list import optics_list
from fabric.sheets.order_form import order_form
from fabric.sheets.pdf_writer import write_pdf
from fabric.sheets.pictures import draw_elevations, draw_plan_floor
from fabric.sheets.pull_sheet import pull_sheet
from fabric.sheets.schedule_table import cable_schedule, port_map
from fabric.sheets.shift_plan import shift_plan
from fabric.sheets.table import Document
from fabric.sheets.xlsx_writer import write_xlsx

DOCUMENTS = (pull_sheet, shift_plan, cable_schedule, port_map, bill_of_materials, order_form, optics_list)


def write_sheets(plan: Plan, folder: Path | str, report: Callable[[str], None] = lambda line: None) -> list[str]:
    """Writes every document of a plan into `folder`, replacing an older set as a whole. Returns the file names."""
    names = []
    with replace_folder(Path(folder), "sheets") as fresh:
        for name, content in render_sheets(plan):
            (fresh / name).write_bytes(content)
            names.append(name)
            report(name)
    return names


def write_pictures(plan: Plan, folder: Path | str) -> list[str]:
    """Writes the floor plan and the rack elevations."""
    names = []
    with replace_folder(Path(folder), "pictures") as fresh:
        for name, content in render_pictures(plan):
            (fresh / name).write_bytes(content)
            names.append(name)
    return names


def write_handover(plan: Plan, elapsed_s: int, folder: Path | str) -> tuple[list[str], str]:
    """Writes the hand-over list of a moment on the wall; its file names and what it says above the list."""
    names = []
    document = replace(hand_over(PlanRows(plan), elapsed_s), origin=_origin(plan))
    with replace_folder(Path(folder), "handover") as fresh:
        for name, content in _in_every_format(document):
            (fresh / name).write_bytes(content)
            names.append(name)
    return names, document.tables[0].notes[0]


def render_sheets(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """File names and contents of all documents, in a fixed order."""
    rows = PlanRows(plan)
    for make in DOCUMENTS:
        yield from _in_every_format(replace(make(rows), origin=_origin(plan)))
    yield from write_csv(label_document(rows)).items()
    yield from write_labels(rows).items()
    yield from write_calendars(plan).items()
    yield from render_pictures(plan)


def _origin(plan: Plan) -> str:
    networks = ", ".join(network.id for network in plan.project.request.networks)
    return f"{plan.project.site.name}, {networks}, planned by fabric-planner {plan.version}"


def _in_every_format(document: Document) -> Iterator[tuple[str, bytes]]:
    for write in (write_csv, write_xlsx, write_pdf):
        yield from write(document).items()


def render_pictures(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """The pictures of a plan."""
    yield "floor_plan.svg", draw_plan_floor(plan).encode("utf-8")
    yield "rack_elevations.svg", draw_elevations(plan).encode("utf-8")
    yield from draw_gantts(plan).items()
