"""Models for the switches of a fabric: those that are there keep theirs, tiers of one class share its stock."""

from collections import Counter
from dataclasses import replace

from fabric.catalog import Catalog
from fabric.designs.assumptions import list_assumptions, list_unchecked
from fabric.designs.hardware_choice import Hardware, assign_models
from fabric.designs.switch_classes import SwitchStock
from fabric.project import Inventory, Lot, Project
from fabric.topology import Fabric, Links, Switch
from tests.fabric.designs.parts import ports, switch_class
from tests.fabric.rules.small_floor import device, project, site
from tests.hardware import device_type

A, B = (switch_class(ports(8, model=name), model=name) for name in "AB")
FABRIC = Fabric(
    (),
    (
        Switch("leaf-1", "leaf", 1),
        Switch("leaf-2", "leaf", 1),
        Switch("spine-1", "spine", 0),
        Switch("core-1", "core", 0),
    ),
    Links.stack([Links.of(1, 0, 0, 2, 0)]),
)


def stocked(**quantities: int) -> Project:
    lots = tuple(
        Lot(
            id=model,
            model=model,
            quantity=quantity,
            length_mm=None,
            condition="new",
            price_cents=None,
            arrives=None,
            to_order=False,
            lead_time_days=0,
        )
        for model, quantity in quantities.items()
    )
    types = {name: device_type(name) for name in "ABC"}
    return replace(project(site(), types), inventory=Inventory(lots), catalog=Catalog(types, {}, {}, {}))


def assign(asked: Project, hardware: Hardware) -> tuple[tuple[str, ...], str]:
    return assign_models(asked, FABRIC, hardware, SwitchStock(asked, Counter()))


def test_each_tier_takes_its_class() -> None:
    assert assign(stocked(A=2, B=2), Hardware(A, B, B)) == (("A", "A", "B", "B"), "")


def test_tiers_of_one_class_share_its_pieces() -> None:
    """Two leaves and a core of A are three pieces; the spine is of B."""
    assert assign(stocked(A=3, B=1), Hardware(A, B, A)) == (("A", "A", "B", "A"), "")
    assert assign(stocked(A=2, B=1), Hardware(A, B, A))[1] == "needs 3 leaves and cores of 8 ports (A); stock has 2"


def test_classes_that_overlap_share_their_pieces() -> None:
    """Leaves may be A or B, spines and cores A only. Two leaves and two above need two of A for those above.

    Three of A and one of B are four: the leaves get A and B. Two and one are too few, though each
    class alone has enough.
    """
    either = switch_class(ports(8), model="A")
    either = replace(either, models=("A", "B"))
    assert assign(stocked(A=3, B=1), Hardware(either, A, A)) == (("A", "B", "A", "A"), "")
    assert assign(stocked(A=2, B=2), Hardware(either, A, A)) == (("B", "B", "A", "A"), "")
    assert assign(stocked(A=2, B=1), Hardware(either, A, A))[1] == (
        "needs 2 leaves of 8 ports (A/B); stock has 3; needs 2 spines and cores of 8 ports (A); stock has 2, and a "
        "piece serves one of them only"
    )


def test_every_class_that_is_short_is_named() -> None:
    assert assign(stocked(A=1), Hardware(A, B, B))[1] == (
        "needs 2 leaves of 8 ports (A); stock has 1; needs 2 spines and cores of 8 ports (B); stock has 0"
    )


def test_switches_that_are_there_keep_their_model_and_take_no_stock() -> None:
    asked = replace(stocked(A=1, B=2), devices=(device("leaf-2", "C", "R1", 1, role="leaf"),))
    assert assign(asked, Hardware(A, B, B)) == (("A", "C", "B", "B"), "")


def test_standing_switches_of_other_names_are_told_where_the_stock_is_short() -> None:
    """The leaf L1 stands, but the fabric calls its leaves leaf-1 and leaf-2. C is no model of the class, and spines are
    not short: neither is told.
    """
    standing = (
        device("L1", "A", "R1", 1, role="leaf"),
        device("L2", "C", "R1", 2, role="leaf"),
        device("S1", "B", "R1", 3, role="spine"),
    )
    short = "needs 2 leaves of 8 ports (A); stock has 0"
    said = assign(replace(stocked(A=0, B=2), devices=standing), Hardware(A, B, B))[1]
    assert said == (
        f"{short} (L1 of equipment.yaml has no part in it: the fabric calls these switches leaf-1, leaf-2; use these "
        "names)"
    )
    assert assign(stocked(A=0, B=2), Hardware(A, B, B))[1] == short


def test_hardware_names_every_class_once() -> None:
    assert [Hardware(A, B, B).name, Hardware(A, A, A).name] == ["A + B", "A"]
    assert [Hardware(A, B, A).of_tier(tier).name for tier in ("leaf", "spine", "core")] == ["A", "B", "A"]


def test_assumptions_name_what_is_not_published() -> None:
    """Two types: one published, one from memory. Three technicians make one crew of two; dates are not stated."""
    types = {"A": device_type("A"), "B": replace(device_type("B"), confidence="memory", source="a colleague")}
    asked = project(site(), types, [device("a", "A", "R1", 1), device("b", "B", "R1", 2)])
    shift = replace(asked.crew.shifts[0], technicians=3)
    asked = replace(asked, crew=replace(asked.crew, shifts=(shift,)))
    lines = list_assumptions(asked, [])
    assert lines[0].startswith("labour: ")
    assert lines[1:] == (
        "B: memory (a colleague)",
        "crew: 1 technicians have no crew of 2 and stay idle",
        "prices: those of the catalogue are assumed unless a stock lot states a price",
        "dates: no racks-ready date is given (racks_ready), so deliveries and lead times are not checked",
    )


def test_unchecked_rules_are_told_without_designs_as_well() -> None:
    lines = list_unchecked([])
    assert lines[0] == "bend radius at rest and while pulling: printed on the sheets, not checked"
    assert lines[-2] == "side of the rack and half of the tray of each pull: printed on the sheets, not checked"
    assert lines[-1].startswith(
        "time for the loss test of each leg before it is first plugged in, and for the check of each piece"
    )
    assert not [line for line in lines if line.startswith("optical")]
