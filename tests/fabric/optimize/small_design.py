"""The network `compute` of the small plan (tests/fabric/audit/small_plan.py) as a design: its answers follow by hand.

Two nodes in rack A01, each with two ports to two leaves; each leaf has two uplinks to one spine. Racks A01 and A02 both
take switches; they are 3,400 mm apart by the tray. Every act takes one minute, a metre of pulling six seconds.
"""

from dataclasses import replace

from fabric.designs import Design
from fabric.designs.design import DesignStage
from fabric.optimize import DesignTask, RouteFinders, no_decisions, prepare_task
from fabric.project import Project
from fabric.rules import Medium
from fabric.topology import Fabric, Switch
from tests.fabric.audit.small_plan import (
    CATALOG,
    JUMPER,
    NODE,
    PROJECT,
    REQUEST,
    SITE,
    SMALL_PLAN,
    STAGES,
    SWITCH,
    TRUNK,
    lot,
)

FLAT, FINNED = CATALOG.optics["FLAT"], CATALOG.optics["FINNED"]
DOWN = Medium(FLAT, FINNED, (JUMPER,), (TRUNK,))
UP = Medium(FINNED, FINNED, (JUMPER,), (TRUNK,))

COMPUTE = replace(PROJECT, request=replace(REQUEST, networks=REQUEST.networks[:1]))
"""The project with one network."""

DESIGN = Design(
    name="SWITCH, small",
    shape_name="SWITCH, small",
    network=COMPUTE.request.networks[0],
    fabric=Fabric(
        ("node-1", "node-2"),
        (Switch("leaf-1", "leaf", 0), Switch("leaf-2", "leaf", 0), Switch("spine-1", "spine", 0)),
        SMALL_PLAN.links.where(SMALL_PLAN.links.stage < 2),
    ),
    models=("SWITCH",) * 3,
    stages=(
        DesignStage(STAGES[0], NODE.port_groups[0], SWITCH.port_groups[0], DOWN),
        DesignStage(STAGES[1], SWITCH.port_groups[0], SWITCH.port_groups[0], UP),
    ),
)


def task_of(design: Design = DESIGN, project: Project = COMPUTE) -> DesignTask:
    """The task of a design before any other network."""
    return prepare_task(project, design, no_decisions(project), RouteFinders(SITE))


def with_jumpers(project: Project, quantity: int | None, length_mm: int | None = 3_000) -> Project:
    """The project with another lot of jumpers."""
    jumpers = lot("jumpers", "JUMPER", quantity, length_mm=length_mm, to_order=length_mm is None)
    lots = tuple(jumpers if item.id == "jumpers" else item for item in project.inventory.lots)
    return replace(project, inventory=replace(project.inventory, lots=lots))
