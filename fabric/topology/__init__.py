"""Families of fabrics: pure generators from numbers to switches and links. They know no floor and no inventory."""

from fabric.topology.attachment import Attachment, attach_by_rail, attach_by_unit, attach_in_order
from fabric.topology.clos import build_clos, join_existing
from fabric.topology.dragonfly import build_dragonfly, build_dragonfly_plus
from fabric.topology.hyperx import build_hyperx
from fabric.topology.jellyfish import build_jellyfish
from fabric.topology.links import STAGES, Fabric, Links, Switch
from fabric.topology.shapes import ClosShape, list_spine_counts
from fabric.topology.sizing import FabricSize, SizingError, choose_shapes, size_fabric, split_ports
from fabric.topology.slim_fly import build_slim_fly

__all__ = [
    "STAGES",
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
    "build_clos",
    "build_dragonfly",
    "build_dragonfly_plus",
    "build_hyperx",
    "build_jellyfish",
    "build_slim_fly",
    "choose_shapes",
    "join_existing",
    "list_spine_counts",
    "size_fabric",
    "split_ports",
]
