"""The answer of each command: facts as plain values, and the lines that state them to people.

Imports what lies below the commands; only `pareto_summary`, `simulation_summary` and `staffing_summary` know a search.
Never prints.
"""

from fabric.report.audit_summary import finding_facts
from fabric.report.check_summary import fault_facts, project_facts, project_lines
from fabric.report.design_summary import all_design_facts, design_lines
from fabric.report.explanation import explain_facts, explain_lines
from fabric.report.failure import explain_failure
from fabric.report.pareto_summary import front_facts, front_lines
from fabric.report.plan_summary import plan_facts, summary_lines
from fabric.report.simulation_summary import simulation_facts, simulation_lines
from fabric.report.size_summary import size_facts, size_lines
from fabric.report.staffing_summary import staffing_facts, staffing_lines

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
