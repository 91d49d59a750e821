"""Names of NetBox interfaces as a grid of cages and connectors, by hand."""

from pathlib import Path

import pytest

from fabric.catalog import read_catalog
from fabric.catalog.netbox import Grid, lay_grid
from layouts import InputError


@pytest.mark.parametrize(
    ("ports", "grid"),
    [
        (["swp1", "swp2", "swp3"], Grid(1, 3, 1, (), ("swp1", "swp2", "swp3"))),
        (["p0", "p1"], Grid(0, 2, 1, (), ("p0", "p1"))),
        (["e2/1", "e1/2", "e1/1", "e2/2"], Grid(1, 2, 2, (), ("e1/1", "e1/2", "e2/1", "e2/2"))),
        (["s0/1/1", "s0/1/2", "s0/2/1", "s0/2/2"], Grid(1, 2, 2, (), ("s0/1/1", "s0/1/2", "s0/2/1", "s0/2/2"))),
        (["Ethernet1/1", "Ethernet1/2"], Grid(1, 2, 1, (), ("Ethernet1/1", "Ethernet1/2"))),
        (["e1/0", "e1/1", "e2/0", "e2/1"], Grid(1, 2, 2, (), ("e1/0", "e1/1", "e2/0", "e2/1"))),
        (["only7"], Grid(7, 1, 1, (), ("only7",))),
        (["e3/5"], Grid(3, 1, 1, (), ("e3/5",))),
    ],
)
def test_the_last_two_numbers_are_cage_and_connector(ports: list[str], grid: Grid) -> None:
    """Of three numbers the first is a slot. Where all ports have one cage, its number is a slot too, and the last
    number counts cages. Names come in the order of their places.
    """
    assert lay_grid(ports) == (grid, [])


def test_a_missing_cage_is_a_hole() -> None:
    """p3 is the place 2 of four, counted from 0."""
    grid, notes = lay_grid(["p1", "p2", "p4"])
    assert grid == Grid(1, 4, 1, (2,), ("p1", "p2", "p4"))
    assert notes == [
        "3 of 4 ports: p3 missing; the planner uses the 3 that are listed. If the device has them, add a row to "
        "catalog/ports.csv"
    ]


def test_a_missing_connector_is_a_hole() -> None:
    """Cage 2 lacks its first connector: place (2 - 1) * 2 + 0 = 2 of four."""
    grid, notes = lay_grid(["e1/1", "e1/2", "e2/2"])
    assert grid == Grid(1, 2, 2, (2,), ("e1/1", "e1/2", "e2/2"))
    assert "3 of 4 ports: e2/1 missing" in notes[0]


def test_no_more_than_six_holes_are_named() -> None:
    grid, notes = lay_grid(["p1", "p9"])
    assert grid.absent == (1, 2, 3, 4, 5, 6, 7)
    assert "p2, p3, p4, p5, p6, p7, ... missing" in notes[0]


@pytest.mark.parametrize("ports", [["a1", "b1"], ["A", "B"], ["p1", "p29"]])
def test_names_that_tell_nothing_are_taken_in_order(ports: list[str]) -> None:
    """The same number twice, no number, or a grid of more than twice the ports and 24: 29 > 2 * 2 + 24."""
    grid, notes = lay_grid(ports)
    assert grid == Grid(1, 2, 1, (), tuple(ports))
    assert "do not tell ports apart; taken in their order" in notes[0]


def test_a_wide_grid_is_still_a_grid() -> None:
    """28 places for two ports: 2 * 2 + 24 is just enough."""
    grid, _ = lay_grid(["p1", "p28"])
    assert (grid.cages, len(grid.absent)) == (28, 26)


def write_device(folder: Path, *kinds: tuple[str, int]) -> None:
    """A NetBox device type with some ports of each type, named by its number among them."""
    lines = ["model: X", "u_height: 1", "interfaces:"]
    for index, (kind, count) in enumerate(kinds):
        lines += [f"  - {{name: {'abc'[index]}{number}, type: {kind}}}" for number in range(1, count + 1)]
    folder.mkdir()
    (folder / "X.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize(("many", "groups"), [(96, {"access": 96, "uplink": 4}), (97, {"fabric": 97})])
def test_few_ports_of_another_kind_are_no_tier(tmp_path: Path, many: int, groups: dict[str, int]) -> None:
    """Four ports count beside 96 (a twenty-fourth), and not beside 97."""
    write_device(tmp_path / "catalog", ("25gbase-x-sfp28", many), ("100gbase-x-qsfp28", 4))
    found = read_catalog(tmp_path / "catalog").device_types["X"]
    assert {group.group: group.ports for group in found.port_groups} == groups


def test_the_slower_ports_are_access(tmp_path: Path) -> None:
    """The order of the file says nothing; a third speed is left out with a note."""
    write_device(tmp_path / "catalog", ("400gbase-x-qsfpdd", 4), ("100gbase-x-qsfp28", 8), ("25gbase-x-sfp28", 48))
    catalog = read_catalog(tmp_path / "catalog")
    found = catalog.device_types["X"]
    assert [(group.group, group.speed_gbps) for group in found.port_groups] == [("access", 25), ("uplink", 100)]
    assert any("4 ports of qsfp-dd at 400G are left out" in note for note in catalog.notes)


def test_unknown_types_are_counted(tmp_path: Path) -> None:
    write_device(tmp_path / "catalog", ("100gbase-x-qsfp28", 4), ("telepathy", 3))
    notes = read_catalog(tmp_path / "catalog").notes
    assert "catalog/X.yaml: 3 interfaces of type telepathy are left out: no cage is known for it" in notes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("u_height: 1\n", "this is not a NetBox device type: it has no model"),
        ("model: X\ninterfaces: {a: 1}\n", "a list of up to 4096 is expected"),
        ("model: X\ninterfaces: [{type: 1}]\n", "an interface needs a name"),
        ("model: X\nu_height: 1.3\n", "1.3 is not a height in rack units"),
        ("model: X\nu_height: 0\n", "0 is not a height in rack units"),
        ("model: X\nweight: 3\nweight_unit: stone\n", "3 stone is not a weight"),
    ],
)
def test_what_is_no_device_type_is_said(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "X.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_catalog(tmp_path)


@pytest.mark.parametrize(
    ("weight", "unit", "grams"), [(10, "kg", 10_000), (1, "lb", 454), (16, "oz", 454), (5, "g", 5)]
)
def test_weights_are_grams(tmp_path: Path, weight: int, unit: str, grams: int) -> None:
    """A pound is 453.59 g, 16 ounces are a pound."""
    (tmp_path / "X.yaml").write_text(f"model: X\nweight: {weight}\nweight_unit: {unit}\n", encoding="utf-8")
    assert read_catalog(tmp_path).device_types["X"].weight_g == grams
