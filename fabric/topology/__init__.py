"""Families of fabrics: pure generators from numbers to switches and links.

Imports layouts.
Never knows a floor or an inventory.
"""

from fabric.topology.attachment import Attachment, attach_by_rail, attach_by_unit, attach_in_order
from fabric.topology.clos import ClosPorts, build_clos, join_existing
from fabric.topology.clos_sizing import NO_EXTRAS, ClosSizeRequest, ExtraDevices, size_fabric, split_ports
from fabric.topology.dragonfly import DragonflyPlusShape, build_dragonfly, build_dragonfly_plus
from fabric.topology.fabric_size import FabricSize, SizingError
from fabric.topology.flat_sizing import RegularShape, size_dragonfly, size_dragonfly_plus, size_hyperx, size_regular
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
from fabric.topology.shapes import ClosNeed, ClosShape, choose_shapes, list_spine_counts
from fabric.topology.slim_fly import build_slim_fly, check_order, degree

__all__ = [
    "DIRECT",
    "LEAF_SPINE",
    "NODE_LEAF",
    "NO_EXTRAS",
    "PEER",
    "SPINE_CORE",
    "STAGES",
    "TIERS",
    "Attachment",
    "ClosNeed",
    "ClosPorts",
    "ClosShape",
    "ClosSizeRequest",
    "DragonflyPlusShape",
    "ExtraDevices",
    "Fabric",
    "FabricSize",
    "Links",
    "RegularShape",
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
