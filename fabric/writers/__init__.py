"""Formats: tables to CSV, XLSX and PDF, drawings and labels to paper, all or nothing on disk.

Imports layouts.
Never knows a plan.
"""

from fabric.writers.archive import write_archive
from fabric.writers.csv_writer import write_csv
from fabric.writers.drawing_writer import draw_at, drawing_room, write_drawings
from fabric.writers.file_place import require_file_place
from fabric.writers.fonts import BOLD, FONT, NO_BREAK, fit_size, width_pt, width_thousandths, wrap
from fabric.writers.label_printer import MODULE_MM, REMEDY, LabelPicture, zpl_label
from fabric.writers.label_stock import AUTO, PT_PER_MM, STOCKS, LabelStock, choose_stock, range_text
from fabric.writers.pages import MARGIN, PAPERS, Pages, Paper
from fabric.writers.pdf_writer import write_pdf
from fabric.writers.replacement import make_folder, replace_folder, write_text
from fabric.writers.table import Cell, Column, SheetDocument, Table
from fabric.writers.xlsx_writer import write_xlsx

__all__ = [
    "AUTO",
    "BOLD",
    "FONT",
    "MARGIN",
    "MODULE_MM",
    "NO_BREAK",
    "PAPERS",
    "PT_PER_MM",
    "REMEDY",
    "STOCKS",
    "Cell",
    "Column",
    "LabelPicture",
    "LabelStock",
    "Pages",
    "Paper",
    "SheetDocument",
    "Table",
    "choose_stock",
    "draw_at",
    "drawing_room",
    "fit_size",
    "make_folder",
    "range_text",
    "replace_folder",
    "require_file_place",
    "width_pt",
    "width_thousandths",
    "wrap",
    "write_archive",
    "write_csv",
    "write_drawings",
    "write_pdf",
    "write_text",
    "write_xlsx",
    "zpl_label",
]
