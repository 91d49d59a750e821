"""Plans the network fabric and the cabling of a data centre for the shortest installation.

    import fabric
    project = fabric.read_project("my-site")
    plan = fabric.make_plan(project)
    findings = fabric.audit_plan(plan)
    fabric.save_plan(plan, "my-site.plan.json")
    fabric.write_sheets(plan, "sheets")
    fabric.tables_of(plan).cables.to_records()

Nothing is printed and no state is kept. Input faults are raised as `layouts.InputError`, requests that cannot be met as
`layouts.UnmetError`; both derive from `layouts.PlannerError`.

A name is loaded when it is first used, so that `import fabric` and the help of a command take no solver.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fabric.audit import Finding, audit_plan
    from fabric.inputs import read_project
    from fabric.plan import Plan, load_plan, save_plan
    from fabric.project import Project
    from fabric.report import plan_facts
    from fabric.search import make_plan
    from fabric.sheets import write_sheets
    from fabric.tables import PlanTables, tables_of
    from fabric.topology import ClosSizeRequest, FabricSize, size_fabric

__all__ = [
    "ClosSizeRequest",
    "FabricSize",
    "Finding",
    "Plan",
    "PlanTables",
    "Project",
    "audit_plan",
    "load_plan",
    "make_plan",
    "plan_facts",
    "read_project",
    "save_plan",
    "size_fabric",
    "tables_of",
    "write_sheets",
]

_ROOMS = {
    "audit": ("Finding", "audit_plan"),
    "inputs": ("read_project",),
    "plan": ("Plan", "load_plan", "save_plan"),
    "project": ("Project",),
    "report": ("plan_facts",),
    "search": ("make_plan",),
    "sheets": ("write_sheets",),
    "tables": ("PlanTables", "tables_of"),
    "topology": ("ClosSizeRequest", "FabricSize", "size_fabric"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __dir__() -> list[str]:
    """The public names, for tab completion."""
    return __all__


def __getattr__(name: str) -> object:
    """The public name, from its room. Raises AttributeError for any other name."""
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'fabric' has no attribute '{name}'")
    return getattr(import_module(f"fabric.{_ROOM_OF[name]}"), name)
