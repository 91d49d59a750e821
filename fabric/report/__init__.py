"""What commands tell: facts as plain values, and the lines that say them.

Imports what lies below the commands, but only `forecast_summary` and `plan_summary` know a search.
Never prints.
"""

from fabric.report.design_summary import all_design_facts, design_lines
from fabric.report.explanation import explain_facts, explain_lines
from fabric.report.failure import explain_failure
from fabric.report.forecast_summary import simulation_facts, simulation_lines, staffing_facts, staffing_lines
from fabric.report.pareto_summary import front_facts, front_lines
from fabric.report.plan_summary import (
    fault_facts,
    finding_facts,
    plan_facts,
    project_facts,
    project_lines,
    size_facts,
    size_lines,
    summary_lines,
)

__all__ = [
    "all_design_facts",
    "design_lines",
    "explain_facts",
    "explain_failure",
    "explain_lines",
    "fault_facts",
    "finding_facts",
    "front_facts",
    "front_lines",
    "plan_facts",
    "project_facts",
    "project_lines",
    "simulation_facts",
    "simulation_lines",
    "size_facts",
    "size_lines",
    "staffing_facts",
    "staffing_lines",
    "summary_lines",
]
