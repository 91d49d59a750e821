"""The rules of the trade that planner and bound share: lengths, covers, channels, media, room in racks.

Imports layouts, catalog, topology and project.
Never imports a solver, and the judge never imports it.
"""

from fabric.rules.cable_length import (
    InsideParts,
    LinkEnd,
    Need,
    depth_mm,
    device_end,
    drops_of,
    inside_parts,
    least_inside_mm,
    least_need_mm,
    length_to_order_mm,
    need_of,
    need_with,
    needs_of,
    panel_end,
    parts_of,
    rise_mm,
    sum_end_ways,
)
from fabric.rules.candidate_racks import FARTHEST, LENGTH_STEP_MM, ROOM, CandidateRacks, list_candidate_racks
from fabric.rules.channel import Channel, Part, Refusal, fits_cage, list_refusals, list_unchecked_losses
from fabric.rules.covers import CoverForm, Covers, cheapest_covers, list_jumper_forms, list_trunk_forms, patch_form
from fabric.rules.media import Medium, every_medium, explain_no_media, list_media, suggest_media
from fabric.rules.mounting import Places, mount_hosts, mount_switches, occupy
from fabric.rules.panel_lanes import lane_part, walks_over_panels
from fabric.rules.plugs import has_end_faces
from fabric.rules.rack_occupancy import Occupancy, RackRefusal

__all__ = [
    "FARTHEST",
    "LENGTH_STEP_MM",
    "ROOM",
    "CandidateRacks",
    "Channel",
    "CoverForm",
    "Covers",
    "InsideParts",
    "LinkEnd",
    "Medium",
    "Need",
    "Occupancy",
    "Part",
    "Places",
    "RackRefusal",
    "Refusal",
    "cheapest_covers",
    "depth_mm",
    "device_end",
    "drops_of",
    "every_medium",
    "explain_no_media",
    "fits_cage",
    "has_end_faces",
    "inside_parts",
    "lane_part",
    "least_inside_mm",
    "least_need_mm",
    "length_to_order_mm",
    "list_candidate_racks",
    "list_jumper_forms",
    "list_media",
    "list_refusals",
    "list_trunk_forms",
    "list_unchecked_losses",
    "mount_hosts",
    "mount_switches",
    "need_of",
    "need_with",
    "needs_of",
    "occupy",
    "panel_end",
    "parts_of",
    "patch_form",
    "rise_mm",
    "suggest_media",
    "sum_end_ways",
    "walks_over_panels",
]
