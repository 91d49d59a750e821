"""The folder of the supplier: order form, drawings, and one archive to send with both, the workbook and the labels."""

from pathlib import Path

from fabric.sheets.documents.order_form import order_form
from fabric.sheets.pictures.assembly_drawing import write_assembly_drawings
from fabric.sheets.roles import DATA, SUPPLIER, folder_of, write_document
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.writers import write_archive

FORM, DRAWINGS, WORKBOOK, LABELS = "order_form.pdf", "order_drawings.pdf", "order_form.xlsx", "order_form_pieces.csv"


def write_supplier_pack(rows: PlanRows, folder: Path) -> list[str]:
    """Writes form and drawings; where something is ordered, also `order.zip`, which holds all that a supplier needs."""
    names = write_document(order_form, SUPPLIER, True, rows, folder)
    kinds = [kind for kind in rows.plan.kinds if kind.custom]
    if not kinds:
        return names
    mine, data = folder_of(folder, SUPPLIER), folder_of(folder, DATA)
    files = {FORM: mine / FORM}
    if any(kind.a_legs_mm for kind in kinds):
        write_assembly_drawings(rows.plan, mine / DRAWINGS, rows.options.paper, f"order drawings / {rows.origin}")
        files[DRAWINGS] = mine / DRAWINGS
        names.append(f"{SUPPLIER}/{DRAWINGS}")
    files |= {WORKBOOK: data / WORKBOOK, "labels.csv": data / LABELS}
    write_archive(files, mine / "order.zip")
    return [*names, f"{SUPPLIER}/order.zip"]
