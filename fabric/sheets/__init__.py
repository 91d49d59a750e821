"""Documents from a stored plan: rows first, then one writer a format. The same plan gives the same bytes.

`write_sheets` fills a folder: pull and landing sheets, kitting, tests, cable schedule, port map, bill of materials,
order form, labels, pictures and a page for phones. `read_options` checks what is asked of them.
"""

from fabric.sheets.folder import write_sheets
from fabric.sheets.options import Options, Selection
from fabric.sheets.wishes import read_options

__all__ = ["Options", "Selection", "read_options", "write_sheets"]
