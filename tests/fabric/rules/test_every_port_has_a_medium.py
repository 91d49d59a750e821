"""Every port of the shipped catalogue has a medium in it, so that no cage is dead."""

from collections.abc import Iterator
from functools import cache

import pytest

from fabric.catalog import PortGroup, read_catalog
from fabric.project import Inventory
from fabric.rules import list_media
from tests.fabric.designs.test_designs import lot
from tests.fabric.rules.small_floor import REQUEST

CATALOG = read_catalog()
ALL = Inventory(tuple(lot(model) for model in (*CATALOG.optics, *CATALOG.cables)))
GROUPS = [group for found in CATALOG.device_types.values() for group in found.port_groups]

WITHOUT = {("qsfp56", 1, 2, 100): "100G of HDR needs a card with a QSFP56 cage, which no device of the catalogue has"}
"""Kinds of ports without a medium in the catalogue, each with the reason."""


@cache
def joins(cage: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether the catalogue has a medium between two kinds of ports; one port stands for all of its kind."""
    a, b = (next(group for group in GROUPS if kind_of(group) == kind) for kind in (cage, other))
    return bool(list_media(a, b, CATALOG, ALL, REQUEST))


def kind_of(group: PortGroup) -> tuple[object, ...]:
    """What a medium looks at in a port."""
    return group.cage_kind, group.mpos, group.lanes, group.speed_gbps


def list_kinds() -> Iterator[tuple[str, tuple[object, ...]]]:
    """Each kind of ports once, with the first model that has it."""
    seen: set[tuple[object, ...]] = set()
    for group in GROUPS:
        kind = kind_of(group)
        if not group.is_whole and kind not in seen:
            seen.add(kind)
            yield f"{group.model} {group.group}", kind


@pytest.mark.parametrize(("name", "kind"), list(list_kinds()))
def test_a_port_of_the_catalogue_is_joined_to_another(name: str, kind: tuple[object, ...]) -> None:
    """A port that takes one cable is joined to its own kind; a split one to a port of the speed of its lanes."""
    partners = [kind] if kind[2] == 1 else []
    partners += sorted(
        {kind_of(group) for group in GROUPS if group.speed_gbps == kind[3] and group.lanes == 1}, key=str
    )
    found = any(joins(other, kind) for other in partners)
    assert found is (kind not in WITHOUT), f"no optic or cable joins {name}"
