"""Hardware as data: device types with their ports, optics, cables and trunks, each row with its source.

`read_catalog()` gives what ships with the package; a project folder adds or replaces rows with files of the same
names under `catalog/`. A user adds a device or a cable by adding a row, never code.

Imports layouts.
Never knows a project.
"""

from fabric.catalog.hardware import (
    ACCESS_GROUP,
    FABRIC_GROUP,
    SWITCH_GROUPS,
    UPLINK_GROUP,
    CableType,
    Catalog,
    DeviceType,
    OpticType,
    PortGroup,
    TrunkType,
)
from fabric.catalog.port_names import PortName, connector_text, list_ports, port_text
from fabric.catalog.reader import HERE, read_catalog

__all__ = [
    "ACCESS_GROUP",
    "FABRIC_GROUP",
    "HERE",
    "SWITCH_GROUPS",
    "UPLINK_GROUP",
    "CableType",
    "Catalog",
    "DeviceType",
    "OpticType",
    "PortGroup",
    "PortName",
    "TrunkType",
    "connector_text",
    "list_ports",
    "port_text",
    "read_catalog",
]
