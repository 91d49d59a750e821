"""The answer: its columns, its file, its fingerprint.

Imports layouts, vocabulary, catalog, topology, writers and project.
Never decides and never judges.
"""

from fabric.plan.bound_scope import bound_scope
from fabric.plan.cords import device_of_panel, plan_of_cords
from fabric.plan.fingerprint import digest_places, digest_plan, name_start, plan_id
from fabric.plan.identifiers import assembly_serial, cable_id, kind_ids
from fabric.plan.joints import Joint, PanelLane, PanelPort, count_unknown_lanes, list_lanes
from fabric.plan.kinds import PackageKind, PullForm
from fabric.plan.names import list_cable_codes, list_serials
from fabric.plan.old_format import list_old_rules
from fabric.plan.plan import (
    FORMAT,
    OLD_FORMAT,
    Assemblies,
    AssemblyKind,
    Optics,
    Packages,
    Plan,
    PlanParts,
    Pulls,
    Segments,
    Stage,
    Summary,
    Trial,
)
from fabric.plan.prices import assembly_cents, draw_lots, is_unpriced, list_bought, list_unpriced
from fabric.plan.store import load_plan, require_plan_place, save_plan
from fabric.plan.weights import piece_weight_g

__all__ = [
    "FORMAT",
    "OLD_FORMAT",
    "Assemblies",
    "AssemblyKind",
    "Joint",
    "Optics",
    "PackageKind",
    "Packages",
    "PanelLane",
    "PanelPort",
    "Plan",
    "PlanParts",
    "PullForm",
    "Pulls",
    "Segments",
    "Stage",
    "Summary",
    "Trial",
    "assembly_cents",
    "assembly_serial",
    "bound_scope",
    "cable_id",
    "count_unknown_lanes",
    "device_of_panel",
    "digest_places",
    "digest_plan",
    "draw_lots",
    "is_unpriced",
    "kind_ids",
    "list_bought",
    "list_cable_codes",
    "list_lanes",
    "list_old_rules",
    "list_serials",
    "list_unpriced",
    "load_plan",
    "name_start",
    "piece_weight_g",
    "plan_id",
    "plan_of_cords",
    "require_plan_place",
    "save_plan",
]
