"""Lists of words, each a `Literal`. Where a table has an entry for each word, a test says that none is missing."""

from typing import Literal

Objective = Literal["install-time", "person-hours", "cost", "first-su", "weighted"]
"""The quantity that the plan minimises; `plan_key` in fabric.search breaks ties."""

ScheduleEffort = Literal["quick", "normal", "high"]
"""How much work a search spends on the schedule of a plan."""

Family = Literal[
    "rail-optimized",
    "rail-only",
    "leaf-spine",
    "fat-tree",
    "dragonfly",
    "dragonfly-plus",
    "hyperx",
    "slim-fly",
    "jellyfish",
    "given",
]
"""Families of fabrics (docs/topologies.md); the links of a given one are listed, not designed."""

FamilyWord = Literal[Family, "any"]
"""What a request names as the topology of a network."""

ANY: tuple[Family, ...] = (
    "rail-optimized", "leaf-spine", "fat-tree", "dragonfly", "dragonfly-plus", "hyperx", "slim-fly", "jellyfish",
)  # fmt: skip
"""Families of `topology: any`: those in which every port of a device reaches every other one. In rail-only it reaches
those of its rail."""

CLOS: tuple[Family, ...] = ("rail-optimized", "rail-only", "leaf-spine", "fat-tree")
"""Families with leaves and spines."""

BY_RAIL: tuple[Family, ...] = ("rail-optimized", "rail-only")
"""Families in which a leaf serves one rail of its scalable unit."""

HostOrder = Literal["listed", "racks"]
"""Orders in which the devices of a network fill its scalable units and leaves."""

LeafPosition = Literal["any", "top-of-rack", "mid-row", "central"]
"""Places of leaves beside those of their devices."""

PaperName = Literal["a4", "letter"]
"""Paper of all PDF files."""

LabelStockName = Literal["auto", "a4-27", "letter-30", "wrap-25x38", "wrap-25x57", "flag-70x25"]
"""Sheets and rolls of labels (fabric/writers/label_stock.py); `auto` takes one for each diameter of cable."""

PdfSet = Literal["carried", "all"]
"""PDF files that are written: of documents that people carry, or of all (fabric/sheets/roles.py)."""

TemplateName = Literal["superpod-h100", "room-1mw", "nvl72", "roce-h100", "multirack"]
"""Worked sites (docs/sites.md)."""

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
"""Days of the week on which a shift begins, Monday first as in ISO 8601."""

InputFile = Literal["site", "equipment", "inventory", "request", "crew"]
"""The YAML files of a project."""

ListFile = Literal["links"]
"""Lists in CSV that request.yaml names, by their usual name."""

CatalogFile = Literal[
    "device_types", "ports", "breakouts", "optics", "cables", "trunks", "part_numbers", "cage_fits",
    "netbox_interfaces", "cage_splits", "switch_protocols", "device_kinds", "faceplates", "modules",
]  # fmt: skip
"""The lists that a project may have in its folder `catalog`."""
