"""Families of fabrics: pure generators from numbers to switches and links.

Imports layouts, for faults and units.
Never knows a floor or an inventory.
"""

from fabric.topology.attachment import Attachment, attach_by_rail, attach_by_unit, attach_in_order
from fabric.topology.clos import build_clos, join_existing
from fabric.topology.dragonfly import build_dragonfly, build_dragonfly_plus
from fabric.topology.hyperx import bisection_links, build_hyperx
from fabric.topology.jellyfish import build_jellyfish
from fabric.topology.links import (
    DIRECT,
    LEAF_SPINE,
    NODE_LEAF,
    PEER,
    SPINE_CORE,
    STAGES,
    TIERS,
    Fabric,
    Links,
    Switch,
    rank_within,
)
from fabric.topology.metrics import measure
from fabric.topology.shapes import ClosShape, list_spine_counts
from fabric.topology.sizing import (
    FabricSize,
    SizingError,
    choose_shapes,
    size_dragonfly,
    size_dragonfly_plus,
    size_fabric,
    size_hyperx,
    size_regular,
    split_ports,
)
from fabric.topology.slim_fly import build_slim_fly, check_order, degree

__all__ = [
    "DIRECT",
    "LEAF_SPINE",
    "NODE_LEAF",
    "PEER",
    "SPINE_CORE",
    "STAGES",
    "TIERS",
    "Attachment",
    "ClosShape",
    "Fabric",
    "FabricSize",
    "Links",
    "SizingError",
    "Switch",
    "attach_by_rail",
    "attach_by_unit",
    "attach_in_order",
    "bisection_links",
    "build_clos",
    "build_dragonfly",
    "build_dragonfly_plus",
    "build_hyperx",
    "build_jellyfish",
    "build_slim_fly",
    "check_order",
    "choose_shapes",
    "degree",
    "join_existing",
    "list_spine_counts",
    "measure",
    "rank_within",
    "size_dragonfly",
    "size_dragonfly_plus",
    "size_fabric",
    "size_hyperx",
    "size_regular",
    "split_ports",
]
