"""Documents from a stored plan: rows first, then one writer a format. The same plan gives the same bytes.

`write_sheets` fills a folder with the pull sheet, cable schedule, port map, bill of materials and order form as CSV,
XLSX and PDF, the labels, the floor plan and the rack elevations.
"""

from fabric.sheets.folder import write_sheets

__all__ = ["write_sheets"]
