"""Ports of switches that serve two directions, and pieces in stock, by hand."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from fabric.catalog import Catalog, DeviceType
from fabric.designs.switch_classes import ClassOption, SwitchStock, list_classes
from fabric.project import Inventory, Lot, NetworkRequest, Project
from tests.fabric.designs.parts import network, ports, switch_class
from tests.fabric.rules.small_floor import device, project, site
from tests.hardware import device_type

PLAIN = switch_class(ports(64))
SPLIT = switch_class(ports(32, "fabric:4x100", 100, lanes=4), ports(32))
"""32 cages, each either four ports of 100G downwards or one of 400G upwards."""
APART = switch_class(ports(48, "access", 25), ports(8, "uplink", 100))


def test_a_class_tells_whether_its_directions_share_ports_or_cages() -> None:
    assert [(c.is_plain, c.is_shared) for c in (PLAIN, SPLIT, APART)] == [(True, True), (False, True), (False, False)]


@pytest.mark.parametrize(("downlinks", "first"), [(0, 0), (1, 1), (4, 1), (5, 2), (100, 25)])
def test_the_first_uplink_is_in_the_next_whole_cage(downlinks: int, first: int) -> None:
    """Four downlinks a cage; a cage that is begun is no uplink."""
    assert SPLIT.first_up(downlinks) == first
    assert PLAIN.first_up(downlinks) == downlinks
    assert APART.first_up(downlinks) == 0


def test_cages_that_a_split_disables_are_no_uplinks() -> None:
    """Eight ports in every second cage: nine downlinks take two pairs of cages, so cage 5 is the first uplink."""
    pairs = switch_class(ports(32, "fabric:8x50", 50, lanes=8, skip=1), ports(32))
    assert [pairs.first_up(count) for count in (1, 8, 9)] == [2, 2, 4]


def test_downlinks_beside_uplinks_fill_the_other_cages() -> None:
    """8 uplinks leave 24 cages of four: 96. All 32 cages as uplinks leave none."""
    assert (SPLIT.downlinks_beside(8), SPLIT.downlinks_beside(31), SPLIT.downlinks_beside(32)) == (96, 4, 0)


@pytest.mark.parametrize(
    ("ratio", "kept", "expected"),
    [((1, 1), 0, (64, 16)), ((3, 1), 0, (96, 8)), ((1, 1), 2, (60, 15)), ((1, 1), 32, (0, 0))],
)
def test_a_shared_leaf_is_split_by_speed(ratio: tuple[int, int], kept: int, expected: tuple[int, int]) -> None:
    """1:1: 64 x 100G take 16 cages and 16 x 400G the others. 3:1: 96 take 24, 8 are left. Two kept: 60, 15 and 15."""
    assert SPLIT.split(ratio, kept) == expected


def test_a_leaf_with_ports_apart_uses_all_of_them() -> None:
    assert APART.split((1, 1), 2) == (48, 6)


def test_protocols_never_mix_but_may_be_unknown() -> None:
    ib, ethernet, unknown = (switch_class(ports(4), protocol=name) for name in ("infiniband", "ethernet", ""))
    assert not ib.speaks_with(ethernet)
    assert ib.speaks_with(ib)
    assert ib.speaks_with(unknown)
    assert unknown.speaks_with(ethernet)


def lot(model: str, quantity: int | None, arrives: date | None = None) -> Lot:
    return Lot(
        id=f"{model}-{arrives}",
        model=model,
        quantity=quantity,
        length_mm=None,
        condition="new",
        price_cents=None,
        arrives=arrives,
        to_order=False,
        lead_time_days=0,
    )


def stocked(*lots: Lot, types: tuple[DeviceType, ...] = ()) -> Project:
    found = project(site(), {})
    catalog = Catalog({item.model: item for item in types}, {}, {}, {})
    return replace(found, inventory=Inventory(lots), catalog=catalog)


def test_pieces_that_earlier_networks_took_are_gone() -> None:
    stock = SwitchStock(stocked(lot("A", 5), lot("B", None)), Counter({"A": 3, "B": 9}))
    assert (stock.left("A"), stock.left("B"), stock.left("C")) == (2, None, 0)
    assert SwitchStock(stocked(lot("A", 5)), Counter({"A": 8})).left("A") == 0


def test_one_model_before_several_and_the_largest_lot_first() -> None:
    """Three of A, five of B: four are all B; seven are five of B and two of A; nine are too many."""
    stock = SwitchStock(stocked(lot("A", 3), lot("B", 5)), Counter())
    assert stock.assign(("A", "B"), 3) == ("A",) * 3
    assert stock.assign(("A", "B"), 4) == ("B",) * 4
    assert stock.assign(("A", "B"), 7) == ("B",) * 5 + ("A",) * 2
    assert stock.assign(("A", "B"), 9) is None


def test_classes_exchange_pieces_until_all_have_theirs() -> None:
    """Three classes in a ring, one piece of each model: A or B, B or C, C or A. Any first choice can be completed.

    With the pieces 2, 1, 1 and wants of 1, 1, 2 the last class needs A and C, so the others share A and B.
    """
    stock = SwitchStock(stocked(lot("A", 1), lot("B", 1), lot("C", 1)), Counter())
    ring: dict[tuple[str, ...], int] = {("A", "B"): 1, ("B", "C"): 1, ("C", "A"): 1}
    found = stock.assign_all(ring)
    assert found is not None
    assert sorted(model for models in found.values() for model in models) == ["A", "B", "C"]
    stock = SwitchStock(stocked(lot("A", 2), lot("B", 1), lot("C", 1)), Counter())
    found = stock.assign_all({("A", "B"): 1, ("B", "C"): 1, ("C", "A"): 2})
    assert found is not None
    assert sorted(model for models in found.values() for model in models) == ["A", "A", "B", "C"]
    assert stock.assign_all({("A", "B"): 2, ("B", "C"): 1, ("C", "A"): 2}) is None


def test_a_shortage_names_pieces_taken_and_to_come() -> None:
    asked = stocked(lot("A", 5), lot("A", 1, date(2027, 6, 1)), lot("A", None, date(2027, 7, 1)))
    asked = replace(asked, request=replace(asked.request, racks_ready=datetime(2027, 5, 1, 6)))
    assert SwitchStock(asked, Counter({"A": 2})).missing(("A",), 1_200, "leaves") == (
        "needs 1,200 leaves; stock has 3, 2 more are taken by the networks before it, 1 more arrives on 2027-06-01, "
        "any number more arrive on 2027-07-01"
    )


def switch(model: str, count: int, speed_gbps: int = 400, **changes: Any) -> DeviceType:
    return replace(
        device_type(model, "switch", (ports(count, "fabric", speed_gbps, model=model),)),
        protocol=changes.get("protocol", ""),
    )


def options(asked: Project, wanted: NetworkRequest) -> list[ClassOption]:
    return list(list_classes(asked, wanted, "leaf", 400, None))


def test_models_of_equal_ports_are_one_class_and_larger_ones_serve_for_smaller() -> None:
    """A and B have 64 ports, C 128: a class of 128 with C alone, one of 64 with all three."""
    types = (switch("A", 64), switch("B", 64), switch("C", 128))
    found = options(stocked(*(lot(name, 9) for name in "ABC"), types=types), network())
    assert [(o.found.models, o.found.down_ports) for o in found if o.found] == [
        (("C",), 128),
        (("A", "B", "C"), 64),
    ]


def test_models_that_cannot_serve_say_why() -> None:
    types = (switch("A", 64), switch("B", 64, 100), switch("C", 64, protocol="ethernet"))
    found = options(stocked(*(lot(name, 9) for name in "ABC"), types=types), network(switch_models=("A", "B")))
    assert [(o.name, o.reason) for o in found if o.found is None] == [
        ("B", "the network wants 400G ports, B has 100G"),
        ("C", "not among the models that the request names for a leaf"),
    ]


def test_protocols_are_classes_of_their_own() -> None:
    types = (switch("A", 64, protocol="infiniband"), switch("B", 64, protocol="ethernet"))
    found = options(stocked(lot("A", 9), lot("B", 9), types=types), network())
    assert [o.found.models for o in found if o.found] == [("A",), ("B",)]


def test_switches_that_are_there_count_for_their_tier_only() -> None:
    """A stands as a leaf and has no lot; hosts in the inventory are no switches."""
    types = (switch("A", 64), device_type("H", "host"))
    asked = stocked(lot("H", 9), types=types)
    asked = replace(asked, devices=(device("leaf-1", "A", "R1", 1, role="leaf"),))
    assert [o.name for o in list_classes(asked, network(), "leaf", 400, None)] == ["A"]
    assert list(list_classes(asked, network(), "spine", 400, None)) == []
