"""Plans the network fabric and the cabling of a data centre for the shortest installation.

    import fabric
    project = fabric.read_project("my-site")
    plan = fabric.make_plan(project)
    findings = fabric.audit_plan(plan)
    fabric.save_plan(plan, "my-site.plan.json")
    fabric.write_sheets(plan, "sheets")

Nothing is printed and no state is kept. What is wrong with an input is raised as `layouts.InputError`, what cannot be
met as `layouts.UnmetError`; both derive from `layouts.PlannerError`.
"""

from fabric.audit import Finding, audit_plan
from fabric.facts import plan_facts
from fabric.plan import Plan
from fabric.project import Project
from fabric.read import read_project
from fabric.search import make_plan
from fabric.sheets import write_sheets
from fabric.store import load_plan, save_plan
from fabric.topology import FabricSize, size_fabric

__all__ = [
    "FabricSize",
    "Finding",
    "Plan",
    "Project",
    "audit_plan",
    "load_plan",
    "make_plan",
    "plan_facts",
    "read_project",
    "save_plan",
    "size_fabric",
    "write_sheets",
]
