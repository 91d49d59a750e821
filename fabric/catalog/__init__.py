"""Hardware as data: device types with their ports, optics, cables and trunks, each row with its source.

`read_catalog()` gives what ships with the package; a project folder adds or replaces rows with files of the same
names under `catalog/`. A user adds a device or a cable by adding a row, never code.
"""

from fabric.catalog.hardware import FABRIC_GROUP, CableType, Catalog, DeviceType, OpticType, PortGroup, TrunkType
from fabric.catalog.reader import read_catalog

__all__ = ["FABRIC_GROUP", "CableType", "Catalog", "DeviceType", "OpticType", "PortGroup", "TrunkType", "read_catalog"]
