"""The folders of the sheets, one for each role, and the documents of tables that go into them.

Every document of tables is a workbook and CSV files in `data`. On paper it stands in the folder of the people who carry
it; what nobody carries is printed on request only.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from fabric.sheets.rows.plan_rows import PlanRows
from fabric.writers import SheetDocument, write_csv, write_pdf, write_xlsx

CREW, RACKS, STORE, SUPPLIER, TEST, LEAD, DATA, PHONE = (
    "crew", "racks", "store", "supplier", "test", "lead", "data", "phone",
)  # fmt: skip
ROLES: dict[str, str] = {
    CREW: "One file to print and staple for each crew and shift.",
    RACKS: "Door sheets: the ports and plugs of each rack, one file per row. Tape each page to its rack door.",
    STORE: "The carts to pick, and the material to check as it arrives.",
    SUPPLIER: "The order for custom assemblies, with drawings.",
    TEST: "Each link with its limits and space for results, one file per row.",
    LEAD: "Shift plan, schedule, floor, elevations, material.",
    DATA: "Every table as XLSX and CSV. Kitting and goods-in are arranged differently from the printed sheets.",
    PHONE: "A page for phones: find a cable by its label, tick steps, note faults.",
}
"""What each folder is for, as index.html says it."""
HEADINGS: dict[str, str] = {
    CREW: "Crews",
    RACKS: "Racks",
    STORE: "Store",
    SUPPLIER: "Supplier",
    TEST: "Testers",
    LEAD: "Lead and planner",
    DATA: "Data",
    PHONE: "Phone",
}
"""Whom each folder is for, as a heading."""
EXTRAS: dict[str, tuple[tuple[str, str], ...]] = {
    CREW: (
        ("tray_tags", "tray_tags has the name of each pathway twice, to fasten at its ends."),
        ("labels", "The labels that crews apply are here too."),
    ),
    SUPPLIER: (
        ("order.zip", "Send order.zip: it holds all that the supplier needs."),
        ("rack_contents", "rack_contents is for the integrator of the racks that arrive cabled."),
        ("labels_reserve", "labels_reserve replaces labels of assemblies that were lost."),
    ),
    LEAD: ((".ics", "Calendars of the crews are here too."),),
    DATA: ((".pdf", "The PDF files are of tables that nobody carries."),),
}
"""What a folder may hold besides: a part of the names of the files, and what is said where there are some."""
Make = Callable[[PlanRows], SheetDocument]


def role_words(role: str, names: Iterable[str]) -> str:
    """What a folder is for, with what is among its files."""
    found = tuple(names)
    more = (words for part, words in EXTRAS.get(role, ()) if any(part in name for name in found))
    return " ".join((ROLES[role], *more))


def write_document(make: Make, role: str, carried: bool, rows: PlanRows, folder: Path) -> list[str]:
    """Writes a document of tables: data for everyone, and a PDF file for a role where people carry it, or where all PDF
    files are asked for.
    """
    document = make_document(make, rows)
    names = write_data(document, rows, folder)
    return [*names, *write_paper(document, role, rows, folder)] if carried or rows.options.pdf == "all" else names


def make_document(make: Make, rows: PlanRows) -> SheetDocument:
    """A document that says on each page of which plan it is, and of which part of it."""
    document = replace(make(rows), origin=rows.origin)
    if rows.options.selection:
        document = replace(document, subtitle=f"only {rows.options.selection}; {document.subtitle}")
    return document


def write_data(document: SheetDocument, rows: PlanRows, folder: Path) -> list[str]:
    """Writes the tables of a document as CSV and XLSX into `data`."""
    data = folder_of(folder, DATA)
    names = [*write_csv(document, data), f"{document.name}.xlsx"]
    write_xlsx(document, data / f"{document.name}.xlsx", rows.options.paper.name)
    return [f"{DATA}/{name}" for name in names]


def write_paper(document: SheetDocument, role: str, rows: PlanRows, folder: Path, name: str = "") -> list[str]:
    """Writes a document as PDF into the folder of a role."""
    name = f"{name or document.name}.pdf"
    write_pdf(document, folder_of(folder, role) / name, rows.options.paper)
    return [f"{role}/{name}"]


def folder_of(folder: Path, role: str) -> Path:
    """The folder of a role, made where it is not there yet."""
    (folder / role).mkdir(exist_ok=True)
    return folder / role


def file_names(prefix: str, ids: Iterable[str]) -> dict[str, str]:
    """A file name without ending for each id, unlike all others: letters and digits of ASCII, '-' for what else is in
    an id.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for one in ids:
        plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in one)[:60]
        name, number = f"{prefix}-{plain}", 2
        # Two ids may differ in case alone, which some disks do not tell apart.
        while name.lower() in taken:
            name, number = f"{prefix}-{plain}-{number}", number + 1
        taken.add(name.lower())
        found[one] = name
    return found
