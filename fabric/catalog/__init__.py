"""Hardware as data: device types with their ports, optics, cables and trunks, each row with its source.

`read_catalog()` reads the rows that ship with the package. A project folder adds or replaces rows with files of the
same names under `catalog/`. Adding a device or a cable takes a row and no code.

Imports layouts and vocabulary.
Never knows a project.
"""

from fabric.catalog.eyes import LAYER_STEP_MM, EyeLayer, least_eye_um, list_eye_layers
from fabric.catalog.faceplates import Faceplate
from fabric.catalog.hardware import (
    ACCESS_GROUP,
    FABRIC_GROUP,
    HALF_WIDTH_MM,
    MOST_PER_CAGE,
    SWITCH_GROUPS,
    UPLINK_GROUP,
    Catalog,
    DeviceType,
    native_group,
)
from fabric.catalog.parts import CableType, Fiber, OpticType, PartNumber, TrunkType
from fabric.catalog.port_lookup import FoundPort, Lookup, find_ports, native_name, near_ports
from fabric.catalog.port_names import PortName, connector_text, list_ports, port_text
from fabric.catalog.ports import PortGroup
from fabric.catalog.reader import CATALOG_FILES, CATALOG_FORMS, HERE, read_catalog

__all__ = [
    "ACCESS_GROUP",
    "CATALOG_FILES",
    "CATALOG_FORMS",
    "FABRIC_GROUP",
    "HALF_WIDTH_MM",
    "HERE",
    "LAYER_STEP_MM",
    "MOST_PER_CAGE",
    "SWITCH_GROUPS",
    "UPLINK_GROUP",
    "CableType",
    "Catalog",
    "DeviceType",
    "EyeLayer",
    "Faceplate",
    "Fiber",
    "FoundPort",
    "Lookup",
    "OpticType",
    "PartNumber",
    "PortGroup",
    "PortName",
    "TrunkType",
    "connector_text",
    "find_ports",
    "least_eye_um",
    "list_eye_layers",
    "list_ports",
    "native_group",
    "native_name",
    "near_ports",
    "port_text",
    "read_catalog",
]
