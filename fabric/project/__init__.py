"""The values that people write, frozen: project, equipment, inventory, request, crew, labour.

Imports layouts, vocabulary and catalog.
Never touches a file and never decides.
"""

from fabric.project.crew import (
    MOST_TECHNICIANS,
    SLOT_PEOPLE,
    TESTING,
    UNDATED,
    WEEKDAYS,
    CrewPlan,
    Risks,
    Shift,
    ShiftWindow,
    Window,
)
from fabric.project.crew_needs import find_large_acts, find_small_rooms
from fabric.project.equipment import Device, ExistingCable, Half, Panel, PanelTrunk, Role, Status, Supply
from fabric.project.given_links import GivenEnd, GivenLink
from fabric.project.inventory import Inventory, Lot
from fabric.project.label_grammar import END_FIELDS, LabelGrammar
from fabric.project.labour import (
    EARLY_ACTS,
    PARKING,
    Acts,
    LabourRate,
    LabourTable,
    drop_ends,
    land_bundle,
    land_jumpers,
    land_trunk,
    patch_in_rack,
    stage_and_pull_bundle,
    stage_and_pull_jumper,
    stage_and_pull_trunk,
    test_links,
    unavoidable,
)
from fabric.project.preparation import EarlyWindow, IntegratedRacks, Preparation
from fabric.project.project import Project
from fabric.project.request import (
    AssemblyLimits,
    Contact,
    FamilyShape,
    MediaRule,
    Members,
    Needs,
    NetworkRequest,
    Request,
    Weights,
)

__all__ = [
    "EARLY_ACTS",
    "END_FIELDS",
    "MOST_TECHNICIANS",
    "PARKING",
    "SLOT_PEOPLE",
    "TESTING",
    "UNDATED",
    "WEEKDAYS",
    "Acts",
    "AssemblyLimits",
    "Contact",
    "CrewPlan",
    "Device",
    "EarlyWindow",
    "ExistingCable",
    "FamilyShape",
    "GivenEnd",
    "GivenLink",
    "Half",
    "IntegratedRacks",
    "Inventory",
    "LabelGrammar",
    "LabourRate",
    "LabourTable",
    "Lot",
    "MediaRule",
    "Members",
    "Needs",
    "NetworkRequest",
    "Panel",
    "PanelTrunk",
    "Preparation",
    "Project",
    "Request",
    "Risks",
    "Role",
    "Shift",
    "ShiftWindow",
    "Status",
    "Supply",
    "Weights",
    "Window",
    "drop_ends",
    "find_large_acts",
    "find_small_rooms",
    "land_bundle",
    "land_jumpers",
    "land_trunk",
    "patch_in_rack",
    "stage_and_pull_bundle",
    "stage_and_pull_jumper",
    "stage_and_pull_trunk",
    "test_links",
    "unavoidable",
]
