"""The fabric over leaves and spines that are there: their free ports, one model, spines met at home first."""

from collections import Counter
from dataclasses import replace
from typing import Any

from fabric.catalog import Catalog, list_ports, read_catalog
from fabric.designs.existing import list_existing
from fabric.designs.media_choice import Candidate
from fabric.designs.network_task import NetworkTask
from fabric.designs.switch_classes import SwitchStock
from fabric.project import Device, ExistingCable, Inventory, Lot
from tests.fabric.designs.parts import network
from tests.fabric.rules.small_floor import device, project, site

FULL = read_catalog()
SWITCH, OPTIC, CORD = FULL.device_types["QM9700"], FULL.optics["MMA4Z00-NS"], FULL.cables["MFP7E10"]
PRINTED = [port.printed for port in list_ports(SWITCH, "fabric")]


def leaf(number: int, rack: str) -> Device:
    return device(f"leaf-{number}", "QM9700", rack, 2 * number, role="leaf")


def spine(number: int, rack: str) -> Device:
    return device(f"spine-{number}", "QM9700", rack, 1, role="spine")


def candidates(*devices: Device, cables: tuple[ExistingCable, ...] = (), **wishes: Any) -> list[Candidate]:
    lots = tuple(
        Lot(
            id=model,
            model=model,
            quantity=None,
            length_mm=None,
            condition="new",
            price_cents=None,
            arrives=None,
            to_order=False,
            lead_time_days=0,
        )
        for model in (OPTIC.model, CORD.model)
    )
    catalog = Catalog(FULL.device_types, {OPTIC.model: OPTIC}, {CORD.model: CORD}, {})
    asked = replace(project(site(), {}, devices, cables=cables), catalog=catalog, inventory=Inventory(lots))
    wanted = network(**wishes)
    asked = replace(asked, request=replace(asked.request, networks=(wanted,)))
    return list(list_existing(NetworkTask(asked, wanted, (), SwitchStock(asked, Counter()))))


def pairs(candidate: Candidate) -> Counter[tuple[str, str]]:
    assert candidate.design is not None
    fabric = candidate.design.fabric
    names = [switch.id for switch in fabric.switches]
    ends = zip(fabric.links.a_device.tolist(), fabric.links.b_device.tolist(), strict=True)
    return Counter((names[a], names[b]) for a, b in ends)


def test_leaves_meet_the_spine_of_their_rack_first() -> None:
    """Three uplinks to two spines: two to the spine of the own rack, one to the other."""
    found = candidates(leaf(1, "R1"), leaf(2, "R2"), spine(1, "R1"), spine(2, "R2"), uplinks_per_leaf=3)
    assert [c.name for c in found] == ["2 leaves, 2 spines as they stand, mm, reach 50 m"]
    assert pairs(found[0]) == {
        ("leaf-1", "spine-1"): 2,
        ("leaf-1", "spine-2"): 1,
        ("leaf-2", "spine-1"): 1,
        ("leaf-2", "spine-2"): 2,
    }


def test_uplinks_follow_the_ratio_where_none_are_stated() -> None:
    """64 ports at 3:1 are 48 and 16."""
    found = candidates(leaf(1, "R1"), spine(1, "R2"), oversubscription=(3, 1))
    assert pairs(found[0]) == {("leaf-1", "spine-1"): 16}


def test_a_cable_that_lies_is_one_of_the_uplinks() -> None:
    """One of two uplinks lies. The other keeps off its cages, whose transceivers are in: ports 2 and 2, from 0."""
    cable = ExistingCable(
        id="C",
        a_device="leaf-1",
        a_port=PRINTED[0],
        b_device="spine-1",
        b_port=PRINTED[1],
        diameter_um=3_000,
        pathways=(),
        status="installed",
    )
    found = candidates(leaf(1, "R1"), spine(1, "R2"), uplinks_per_leaf=2, cables=(cable,))
    design = found[0].design
    assert design is not None
    assert (design.fabric.links.a_port.tolist(), design.fabric.links.b_port.tolist()) == ([2], [2])
    assert design.cords.ids == ("C",)


def test_what_is_missing_is_told() -> None:
    none = candidates()
    assert none[0].reason == "equipment.yaml must list leaves and spines of one model, found none"
    two = candidates(leaf(1, "R1"), replace(spine(1, "R2"), model="SN5600"))
    assert two[0].reason.endswith("of one model, found QM9700, SN5600")
    alone = candidates(leaf(1, "R1"))
    assert alone[0].reason == "a leaf-spine fabric needs leaves and spines, found 1 and 0"
    assert candidates(leaf(1, "R1"), spine(1, "R2"), uplinks_per_leaf=65)[0].reason == (
        "65 uplinks exceed the 64 free ports of leaf-1"
    )


def test_the_uplink_beyond_those_of_every_pair_goes_where_a_cord_lies() -> None:
    """Three uplinks to two spines. Two cords lie between leaf 1 and the far spine: both are links of the fabric.

    So leaf 1 has its third link there. Each spine takes three links in all, so leaf 2 has its third on spine 1.
    """
    cords = tuple(
        ExistingCable(
            id=f"C{port}",
            a_device="leaf-1",
            a_port=PRINTED[port],
            b_device="spine-2",
            b_port=PRINTED[port],
            diameter_um=3_000,
            pathways=(),
            status="installed",
        )
        for port in (0, 1)
    )
    stands = leaf(1, "R1"), leaf(2, "R2"), spine(1, "R1"), spine(2, "R2")
    found = candidates(*stands, uplinks_per_leaf=3, cables=cords)
    assert found[0].design is not None
    assert found[0].design.cords.ids == ("C0", "C1")
    assert pairs(found[0]) == {("leaf-1", "spine-1"): 1, ("leaf-2", "spine-1"): 2, ("leaf-2", "spine-2"): 1}
