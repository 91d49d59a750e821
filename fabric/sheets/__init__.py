"""Documents from a stored plan: rows first, then one writer a format. The same plan gives the same bytes in
an empty folder.

Imports layouts, vocabulary, catalog, topology, executors, writers, project, plan, rules and work.
Never decides anything and never imports the optimizer.
"""

from fabric.sheets.documents.other_stocks import list_stock_notes
from fabric.sheets.folder import write_handover, write_pictures, write_sheets
from fabric.sheets.option_reader import Wanted, read_options
from fabric.sheets.rows.options import Options, Selection
from fabric.sheets.rows.printed import PrintedTexts, list_printed

__all__ = [
    "Options",
    "PrintedTexts",
    "Selection",
    "Wanted",
    "list_printed",
    "list_stock_notes",
    "read_options",
    "write_handover",
    "write_pictures",
    "write_sheets",
]
