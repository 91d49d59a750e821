"""Leaves of one device that the request keeps apart: placed so, or refused with the reason."""

import pytest

from fabric import make_plan
from fabric.audit import require_sound
from layouts import InputError, UnmetError
from tests.sites import read_files, write_two_racks


def files_with(keys: str, second_row: bool = False) -> dict[str, str]:
    """Two racks of one row, or of two rows that a tray joins; four hosts of two ports on a pair of leaves.

    Two crews may work at a rack, so that nothing but the request keeps the leaves apart.
    """
    files = write_two_racks()
    site = files["site.yaml"]
    if second_row:
        row = "  - {id: B, room: hall, start_mm: [2000, 4000], front: south, racks: [{type: t, count: 1}]}\n"
        tray = "  - {{id: {}, room: hall, width_mm: 300, depth_mm: 100, points_mm: [{}, {}]}}\n"
        ways = tray.format("U", "[1500, 2600, 2300]", "[1500, 4600, 2300]")
        ways += tray.format("V", "[1500, 4600, 2300]", "[4000, 4600, 2300]")
        site = site.replace("pathways:\n", row + "pathways:\n") + ways
    request = files["request.yaml"].replace("speed_gbps: 400}", f"speed_gbps: 400, redundancy: 2{keys}}}")
    crew = files["crew.yaml"] + "crews_per_rack_face: 2\n"
    return {**files, "site.yaml": site, "request.yaml": request, "crew.yaml": crew}


def racks_of_leaves(keys: str, second_row: bool = False) -> set[str | None]:
    plan = make_plan(read_files(files_with(keys, second_row)))
    require_sound(plan)
    return {device.rack for device in plan.devices if device.role == "leaf"}


@pytest.mark.plan
def test_the_leaves_of_a_device_stand_apart() -> None:
    """Both leaves are in one rack where nothing keeps them apart; else in two racks, or in racks of two rows."""
    assert len(racks_of_leaves("")) == 1
    assert racks_of_leaves(", apart: rack") == {"A01", "A02"}
    for keys in (", apart: row", ", apart: pathway"):
        assert "B01" in racks_of_leaves(keys, second_row=True)
        assert len(racks_of_leaves(keys, second_row=True)) == 2


@pytest.mark.plan
def test_a_floor_without_room_apart_is_refused() -> None:
    """One row is one row, and racks without a feed are not apart by feeds."""
    for apart in ("row", "feed", "pathway"):
        with pytest.raises(UnmetError, match=f"apart: {apart}: no racks within"):
            make_plan(read_files(files_with(f", apart: {apart}")))


def test_apart_needs_two_leaves() -> None:
    files = files_with(", apart: rack")
    files["request.yaml"] = files["request.yaml"].replace("redundancy: 2, ", "")
    with pytest.raises(InputError, match="apart separates the two leaves of a device"):
        read_files(files)
