"""The floors of the templates by hand: rows, halls, power, and files that the readers take."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fabric import read_project
from fabric.templates import write_multirack, write_nvl72, write_roce, write_room, write_superpod
from fabric.templates.blocks import BlockFloor, _row_name

Write = Callable[[dict[str, str]], Path]


def block_floor(units: int, rows_per_unit: int = 1, halls: int = 1) -> BlockFloor:
    return BlockFloor(
        name="f",
        comment="f",
        units=units,
        rows_per_unit=rows_per_unit,
        halls=halls,
        compute_kw="42.0",
        network_feed_kw=None,
        compute_holds="host",
        network_holds="switch",
    )


@pytest.mark.parametrize(
    ("number", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_rows_are_lettered_as_columns_of_a_table_are(number: int, name: str) -> None:
    assert _row_name(number) == name


@pytest.mark.parametrize(
    ("units", "rows_per_unit", "sus"),
    [
        (1, 1, [1, None]),
        (3, 1, [1, 2, None, 3]),
        (4, 1, [1, 2, None, 3, 4]),
        (5, 1, [1, 2, None, 3, 4, 5, None]),
        (2, 2, [1, 1, None, 2, 2]),
    ],
)
def test_a_block_has_its_network_row_in_the_middle(units: int, rows_per_unit: int, sus: list[int | None]) -> None:
    """Up to four rows of nodes, two on either side; the fifth unit begins a block of its own."""
    assert [row.su for row in block_floor(units, rows_per_unit).rows()] == sus


def test_rows_stand_a_pitch_apart_and_face_each_other_in_turn() -> None:
    """Rows 2.4 m apart from y 1.8 m. Fronts look away from the hot aisle between the first two rows."""
    rows = block_floor(4).rows()
    assert [row.y_mm for row in rows] == [1800, 4200, 6600, 9000, 11_400]
    assert [row.front for row in rows] == ["south", "north", "south", "north", "south"]
    assert {row.x_mm for row in rows} == {1800}


def test_blocks_stand_beside_each_other_in_a_square() -> None:
    """Nine units are three blocks, two side by side (7 m of racks and 1.8 m of gap), the third above the first."""
    corners = {(row.block, row.x_mm, row.y_mm) for row in block_floor(9).rows() if row.index == 0}
    assert corners == {(0, 1800, 1800), (1, 10_600, 1800), (2, 1800, 1800 + 10_800 + 1800)}


def test_halls_share_the_units() -> None:
    """Five units over two halls: three and two; the second hall begins 15 m behind the wall of the first."""
    floor = block_floor(5, halls=2)
    rows = floor.rows()
    assert [sum(row.su is not None for row in rows if row.hall == hall) for hall in (0, 1)] == [3, 2]
    assert floor.hall_size_mm(rows, 0) == (1800 + 7000 + 1800, 1800 + 3 * 2400 + 1200 + 1800)
    assert floor.origin_mm(rows, 1) == 10_600 + 15_000


@pytest.mark.parametrize(
    "files", [write_superpod(2), write_room(), write_nvl72(3), write_roce(2, 2), write_multirack(3)]
)
def test_the_files_of_a_template_are_sound(site_folder: Write, files: dict[str, str]) -> None:
    assert read_project(site_folder(files)).devices


def test_feeds_carry_what_their_racks_may_draw(site_folder: Write) -> None:
    """Four units: 32 compute racks of 42 kW; two network racks a unit and ten in the network row, 17.3 kW each."""
    feeds = {feed.id: feed.limit_w for feed in read_project(site_folder(write_superpod(4))).site.feeds}
    assert feeds == {"compute": 32 * 42_000, "network": 18 * 17_300}


def test_multirack_has_a_spine_and_two_leaves_a_rack(site_folder: Write) -> None:
    project = read_project(site_folder(write_multirack(3)))
    assert [
        (device.id, device.rack, device.position_half_ru) for device in project.devices if device.rack == "R02"
    ] == [
        ("spine-02", "R02", 2),
        ("leaf-03", "R02", 40),
        ("leaf-04", "R02", 48),
    ]
    assert {device.status for device in project.devices} == {"locked"}


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda: write_superpod(0), "--su must be 1 to 128, found 0"),
        (lambda: write_superpod(129), "--su must be 1 to 128, found 129"),
        (lambda: write_superpod(17, True), "--networks all goes up to 16 units"),
        (lambda: write_nvl72(513), "--racks must be 1 to 512, found 513"),
        (lambda: write_roce(257, 1), "--su must be 1 to 256, found 257"),
        (lambda: write_roce(2, 3), "--rooms must be 1 to 16 and no more than --su, found 3"),
        (lambda: write_multirack(1), "--racks must be 2 to 18"),
        (lambda: write_multirack(19), "--racks must be 2 to 18"),
    ],
)
def test_options_at_their_edge(write: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        write()
