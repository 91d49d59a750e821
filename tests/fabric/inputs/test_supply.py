"""Devices that are bought, owned or standing: the defaults, the faults, and their part in stock, bill and cost."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from fabric import make_plan
from fabric.audit import require_sound
from fabric.designs.switch_classes import SwitchStock
from fabric.sheets import write_sheets
from layouts import InputError, UnmetError
from tests.sites import read_files, write_standing_switches


def files_with(places: str, quantity: str = "") -> dict[str, str]:
    """The two racks with two leaves and a spine that equipment.yaml lists with some more keys."""
    files = write_standing_switches()
    equipment = files["equipment.yaml"].replace("status: installed", places)
    inventory = files["inventory.yaml"].replace("{model: small-switch}", f"{{model: small-switch{quantity}}}")
    return {**files, "equipment.yaml": equipment, "inventory.yaml": inventory}


def without_lot(files: dict[str, str]) -> dict[str, str]:
    """The same files with no switch to buy."""
    return {**files, "inventory.yaml": files["inventory.yaml"].replace("  - {model: small-switch}\n", "")}


@pytest.mark.parametrize(
    ("keys", "supply"),
    [
        ("status: planned", "bought"),
        ("status: staged", "owned"),
        ("status: installed", "standing"),
        ("status: locked", "standing"),
        ("status: planned, supply: owned", "owned"),
        ("status: planned, supply: standing", "standing"),
        ("status: staged, supply: bought", "bought"),
    ],
)
def test_supply_follows_the_status_where_it_is_not_stated(keys: str, supply: str) -> None:
    devices = read_files(files_with(keys)).devices
    assert {device.supply for device in devices if device.role != "host"} == {supply}
    assert {device.supply for device in devices if device.role == "host"} == {"owned"}


def test_planned_switches_without_a_lot_are_owned() -> None:
    files = without_lot(files_with("status: planned"))
    assert {device.supply for device in read_files(files).devices} == {"owned"}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (files_with("status: planned", ", quantity: 2"), "3 small-switch are bought .leaf-01-1, leaf-01-2, spine-01."),
        (files_with("status: installed, supply: bought"), "device leaf-01-1 is bought, but its status is installed"),
    ],
)
def test_what_cannot_be_is_a_fault(files: dict[str, str], message: str) -> None:
    """Two pieces are one too few for three switches; an installed switch is not bought any more."""
    with pytest.raises(InputError, match=message):
        read_files(files)


def test_listed_switches_take_pieces_before_the_first_network() -> None:
    """Of five pieces the three that are listed leave two. One piece is bought, three are."""
    stock = SwitchStock(read_files(files_with("status: planned", ", quantity: 5")), Counter())
    assert stock.left("small-switch") == 2
    assert stock.missing(("small-switch",), 3, "leaves") == (
        "needs 3 leaves; stock has 2, 3 more are bought for equipment.yaml"
    )
    stock.listed["small-switch"] = 1
    assert "1 more is bought for equipment.yaml" in stock.missing(("small-switch",), 9, "leaves")


@pytest.mark.plan
def test_a_listed_switch_costs_what_it_costs_and_is_on_the_bill(tmp_path: Path) -> None:
    """Three switches of 1,000 USD: standing, none; bought, 3,000 USD more, and a line of three on the bill.

    Without a lot the standing plan buys no switch beside those that are listed. With one leaf listed and two pieces in
    stock there is one piece for a leaf and a spine that are not listed.
    """
    standing = make_plan(read_files(without_lot(files_with("status: installed"))))
    bought = make_plan(read_files(files_with("status: planned", ", quantity: 3")))
    assert not require_sound(bought)
    assert bought.summary.cost_cents - standing.summary.cost_cents == 300_000
    write_sheets(bought, tmp_path / "sheets")
    bill = (tmp_path / "sheets" / "data" / "bill_of_materials.csv").read_text(encoding="utf-8").splitlines()
    switches = [row for row in csv.DictReader(bill) if row["group"] == "switch"]
    assert [(row["quantity"], row["unit_price_usd"], row["price_usd"]) for row in switches] == [
        ("3", "1000.0", "3000.0")
    ]
    files = files_with("status: planned", ", quantity: 2")
    listed = [line for line in files["equipment.yaml"].splitlines() if "leaf-01-2" not in line and "spine" not in line]
    with pytest.raises(UnmetError, match=r"needs 2 leaves and spines of 8 ports .small-switch.; stock has 1, 1 more"):
        make_plan(read_files({**files, "equipment.yaml": "\n".join([*listed, ""])}))
