"""Writes NetBox device types for tests, from a few words: ports as ranges of names, the rest as keys."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from fabric.catalog import Catalog, read_catalog


def ports(kind: str, names: Iterable[str], **keys: Any) -> list[dict[str, Any]]:
    """Interfaces of one type."""
    return [{"name": name, "type": kind, **keys} for name in names]


def management(name: str = "mgmt0") -> list[dict[str, Any]]:
    """A port of 1000BASE-T for management."""
    return ports("1000base-t", [name], mgmt_only=True)


def supplies(count: int, watts: int | None = None, **keys: Any) -> list[dict[str, Any]]:
    """Power supplies."""
    drawn = {} if watts is None else {"maximum_draw": watts}
    return [{"name": f"PS{number}", "type": "iec-60320-c14", **drawn, **keys} for number in range(1, count + 1)]


def device(model: str, *interfaces: list[dict[str, Any]], **keys: Any) -> dict[str, Any]:
    """A device type of 1 U; `power_ports` stands for `power-ports`."""
    listed = [item for some in interfaces for item in some]
    head: dict[str, Any] = {"manufacturer": "Any", "model": model, "slug": "any", "u_height": 1}
    body = {
        key.replace("_", "-") if key.endswith(("ports", "bays", "outlets")) else key: value
        for key, value in keys.items()
    }
    return head | ({"interfaces": listed} if listed else {}) | body


def write(folder: Path, name: str, content: dict[str, Any]) -> None:
    """Writes a device type as YAML."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def read_one(folder: Path, content: dict[str, Any]) -> Catalog:
    """The catalogue with one device type."""
    write(folder, "X.yaml", content)
    return read_catalog(folder)


def sizes(catalog: Catalog, model: str) -> dict[str, tuple[int, int]]:
    """Number and speed of the ports of each native group."""
    groups = catalog.device_types[model].port_groups
    return {group.group: (group.ports, group.speed_gbps) for group in groups if ":" not in group.group}
