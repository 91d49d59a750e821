"""Families of fabrics: pure generators from numbers to switches and links.

Imports layouts.
Never knows a floor or an inventory.
"""

from fabric.topology.attachment import Attachment, attach_by_rail, attach_by_unit, attach_in_order
from fabric.topology.clos import ClosPorts, build_clos, join_existing
from fabric.topology.clos_sizing import (
    NO_EXTRAS,
    ClosSizeRequest,
    ExtraDevices,
    needed_uplinks,
    size_fabric,
    split_ports,
)
from fabric.topology.dragonfly import build_dragonfly, build_dragonfly_plus
from fabric.topology.fabric_size import FabricSize, SizingError, check_room
from fabric.topology.flat_numbers import (
    DragonflyPlusShape,
    DragonflyShape,
    check_ports,
    choose_dragonfly,
    choose_dragonfly_plus,
    choose_jellyfish,
    choose_slim_fly,
)
from fabric.topology.flat_sizing import (
    size_dragonfly,
    size_dragonfly_plus,
    size_hyperx,
    size_jellyfish,
    size_slim_fly,
)
from fabric.topology.given import RANKS, kind_of_link, sections_of
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
from fabric.topology.metrics import FabricMetrics, measure
from fabric.topology.shapes import ClosNeed, ClosShape, choose_shapes, list_spine_counts
from fabric.topology.slim_fly import build_slim_fly
from fabric.topology.uplink_deal import deal_uplinks

__all__ = [
    "DIRECT",
    "LEAF_SPINE",
    "NODE_LEAF",
    "NO_EXTRAS",
    "PEER",
    "RANKS",
    "SPINE_CORE",
    "STAGES",
    "TIERS",
    "Attachment",
    "ClosNeed",
    "ClosPorts",
    "ClosShape",
    "ClosSizeRequest",
    "DragonflyPlusShape",
    "DragonflyShape",
    "ExtraDevices",
    "Fabric",
    "FabricMetrics",
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
    "check_ports",
    "check_room",
    "choose_dragonfly",
    "choose_dragonfly_plus",
    "choose_jellyfish",
    "choose_shapes",
    "choose_slim_fly",
    "deal_uplinks",
    "join_existing",
    "kind_of_link",
    "list_spine_counts",
    "measure",
    "needed_uplinks",
    "rank_within",
    "sections_of",
    "size_dragonfly",
    "size_dragonfly_plus",
    "size_fabric",
    "size_hyperx",
    "size_jellyfish",
    "size_slim_fly",
    "split_ports",
]
