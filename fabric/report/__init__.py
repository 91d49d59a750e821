"""The answer of each command: facts as plain values, and the lines that state them to people.

Imports layouts, catalog, topology, executors, writers, project, rules, plan, audit, designs, work, sheets, optimize,
search and forecast.
Never prints, and loads a module only when one of its names is first used: `overview`, `pareto_summary`,
`practice_summary`, `preparation_gain`, `simulation_summary` and `staffing_summary` know a search, and no other command
needs the solver, nor does the message of a failure.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fabric.report.audit_summary import finding_facts, finding_lines
    from fabric.report.catalog_summary import (
        catalog_facts,
        catalog_lines,
        device_facts,
        device_lines,
        joint_facts,
        joint_lines,
        part_facts,
        part_lines,
    )
    from fabric.report.check_summary import fault_facts, project_facts, project_lines, unmet_facts
    from fabric.report.design_summary import all_design_facts, design_lines
    from fabric.report.explanation import explain_facts, explain_lines
    from fabric.report.failure import explain_failure, failure_facts
    from fabric.report.kinds_summary import kinds_facts, kinds_lines
    from fabric.report.missed_limits import require_met
    from fabric.report.overview import make_report, report_facts
    from fabric.report.page import report_page, require_report_place
    from fabric.report.pareto_summary import front_facts, front_lines
    from fabric.report.plan_comparison import comparison_facts, comparison_lines
    from fabric.report.plan_summary import plan_facts, summary_lines
    from fabric.report.practice_summary import practice_facts
    from fabric.report.preparation_gain import early_gain
    from fabric.report.simulation_summary import simulation_facts, simulation_lines
    from fabric.report.size_summary import size_facts, size_lines
    from fabric.report.staffing_summary import crew_size_facts, crew_size_lines, staffing_facts, staffing_lines

__all__ = [
    "all_design_facts",
    "catalog_facts",
    "catalog_lines",
    "comparison_facts",
    "comparison_lines",
    "crew_size_facts",
    "crew_size_lines",
    "design_lines",
    "device_facts",
    "device_lines",
    "early_gain",
    "explain_facts",
    "explain_failure",
    "explain_lines",
    "failure_facts",
    "fault_facts",
    "finding_facts",
    "finding_lines",
    "front_facts",
    "front_lines",
    "joint_facts",
    "joint_lines",
    "kinds_facts",
    "kinds_lines",
    "make_report",
    "part_facts",
    "part_lines",
    "plan_facts",
    "practice_facts",
    "project_facts",
    "project_lines",
    "report_facts",
    "report_page",
    "require_met",
    "require_report_place",
    "simulation_facts",
    "simulation_lines",
    "size_facts",
    "size_lines",
    "staffing_facts",
    "staffing_lines",
    "summary_lines",
    "unmet_facts",
]

_MODULES = {
    "audit_summary": ("finding_facts", "finding_lines"),
    "catalog_summary": (
        "catalog_facts",
        "catalog_lines",
        "device_facts",
        "device_lines",
        "joint_facts",
        "joint_lines",
        "part_facts",
        "part_lines",
    ),
    "check_summary": ("fault_facts", "project_facts", "project_lines", "unmet_facts"),
    "design_summary": ("all_design_facts", "design_lines"),
    "explanation": ("explain_facts", "explain_lines"),
    "failure": ("explain_failure", "failure_facts"),
    "overview": ("make_report", "report_facts"),
    "page": ("report_page", "require_report_place"),
    "kinds_summary": ("kinds_facts", "kinds_lines"),
    "pareto_summary": ("front_facts", "front_lines"),
    "missed_limits": ("require_met",),
    "plan_comparison": ("comparison_facts", "comparison_lines"),
    "plan_summary": ("plan_facts", "summary_lines"),
    "preparation_gain": ("early_gain",),
    "practice_summary": ("practice_facts",),
    "simulation_summary": ("simulation_facts", "simulation_lines"),
    "size_summary": ("size_facts", "size_lines"),
    "staffing_summary": ("crew_size_facts", "crew_size_lines", "staffing_facts", "staffing_lines"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """The public name, from its module. Raises AttributeError for any other name."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'fabric.report' has no attribute '{name}'")
    return getattr(import_module(f"fabric.report.{_MODULE_OF[name]}"), name)
