"""Families of fabrics: pure generators from numbers to switches and links. They know no floor and no inventory."""

from fabric.topology.clos import build_leaf_spine, build_rail_optimized
from fabric.topology.links import STAGES, Fabric, Links, Switch
from fabric.topology.sizing import FabricSize, SizingError, list_spine_counts, size_fabric

__all__ = [
    "STAGES",
    "Fabric",
    "FabricSize",
    "Links",
    "SizingError",
    "Switch",
    "build_leaf_spine",
    "build_rail_optimized",
    "list_spine_counts",
    "size_fabric",
]
