"""The report for those who decide: one HTML page without links to other files, light and dark, for two sheets of A4.

Imports plan, writers and layouts.
Never computes a figure of a plan: `fabric.report.overview` does.
"""

from fabric.report.page.report_page import report_page, require_report_place

__all__ = ["report_page", "require_report_place"]
