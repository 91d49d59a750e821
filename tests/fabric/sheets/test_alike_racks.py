"""Rack elevations on paper: racks that look the same are drawn once, and a list names what stands in each."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from fabric import Plan
from fabric.project import Panel
from fabric.sheets.pictures.alike_racks import join_names
from fabric.sheets.pictures.elevations import draw_elevation_pages, draw_elevations
from layouts import Drawing, Words


def texts(pages: Sequence[Drawing]) -> list[str]:
    """All words of some pages."""
    return [shape.text for page in pages for shape in page.shapes if isinstance(shape, Words)]


@pytest.fixture
def alike_plan(small_plan: Plan) -> Plan:
    """Racks R01 to R12, with a leaf in U20 and one in U21 of each; ports at the rear of both."""
    first = small_plan.project.site.racks[0]
    leaf = next(device for device in small_plan.devices if device.role == "leaf")
    racks = tuple(replace(first, id=f"R{n:02d}", position=n, x_mm=600 * n) for n in range(1, 13))
    devices = tuple(
        replace(leaf, id=f"leaf-{2 * n + k - 1:02d}", rack=f"R{n:02d}", face="rear", position_half_ru=40 + 2 * k)
        for n in range(1, 13)
        for k in (0, 1)
    )
    site = replace(small_plan.project.site, racks=racks)
    return replace(small_plan, devices=devices, project=replace(small_plan.project, site=site))


def test_racks_alike_are_drawn_once(alike_plan: Plan) -> None:
    """Twelve racks on two pages become one rack and a list: R12 is the leftmost from the rear, R01 the first of the
    list. The rack that stands for all has models, no names.
    """
    (page,) = pages = list(draw_elevation_pages(alike_plan))
    words = texts(pages)
    assert page.title == "multirack-2: row R rear view: 12 racks like R12"
    assert "12 identical racks" in words
    listed = [one for one in words if one.startswith("R")]
    assert (listed[0], listed[-1]) == ("R01: leaf-01 to leaf-02", "R12: leaf-23 to leaf-24")
    assert len(listed) == 12
    assert [one for one in words if one.startswith("NM2-36P")] == ["NM2-36P, ports rear"] * 2
    assert not any(one.startswith("leaf-") for one in words)
    assert len(list(draw_elevations(alike_plan))) == 2


def test_a_rack_with_another_device_is_drawn_by_itself(alike_plan: Plan) -> None:
    """The upper leaf of R05 stands a unit higher: eleven are alike, and R05 has its names."""
    moved = tuple(replace(one, position_half_ru=44) if one.id == "leaf-10" else one for one in alike_plan.devices)
    words = texts(list(draw_elevation_pages(replace(alike_plan, devices=moved))))
    assert {"11 identical racks", "R05", "leaf-10  NM2-36P"} & set(words) == {
        "11 identical racks",
        "R05",
        "leaf-10  NM2-36P",
    }
    assert not any(one.startswith("R05:") for one in words)


def test_racks_with_panels_are_drawn_by_themselves(alike_plan: Plan) -> None:
    """Panels stand in a rack by name: a picture for several would name that of one."""
    panels = tuple(
        Panel(id=f"P{rack.id}", rack=rack.id, position_half_ru=60, half_ru=2, ports=12, connector="MPO-12/APC")
        for rack in alike_plan.project.site.racks[:4]
    )
    words = texts(list(draw_elevation_pages(replace(alike_plan, project=replace(alike_plan.project, panels=panels)))))
    assert "8 identical racks" in words
    assert {"R01", "R02", "R03", "R04"} <= set(words)
    assert sum(one.startswith("PR") for one in words) == 4


@pytest.mark.parametrize(("kept", "drawn"), [(2, ["R02", "R01"]), (3, [])])
def test_two_racks_alike_are_drawn_both(alike_plan: Plan, kept: int, drawn: list[str]) -> None:
    """One of two and its list take as much paper as both; of three it takes less."""
    devices = tuple(one for one in alike_plan.devices if int((one.rack or "")[1:]) <= kept)
    words = texts(list(draw_elevation_pages(replace(alike_plan, devices=devices))))
    assert [one for one in words if one in ("R01", "R02")] == drawn


def test_a_long_list_goes_on_in_another_column(alike_plan: Plan) -> None:
    """510 points less 54 take 55 lines of 8.2; each rack has one here, and 60 racks need a second column."""
    rack = alike_plan.project.site.racks[0]
    racks = tuple(replace(rack, id=f"R{n:02d}", position=n, x_mm=600 * n) for n in range(60))
    devices = tuple(replace(alike_plan.devices[0], id=f"leaf-{n:02d}", rack=f"R{n:02d}") for n in range(60))
    site = replace(alike_plan.project.site, racks=racks)
    plan = replace(alike_plan, devices=devices, project=replace(alike_plan.project, site=site))
    (page,) = draw_elevation_pages(plan)
    lines = [one for one in page.shapes if isinstance(one, Words) and one.text.startswith("R") and ":" in one.text]
    assert [len([one for one in lines if one.x == x]) for x in sorted({one.x for one in lines})] == [55, 5]
    assert max(one.y for one in lines) <= 34 + 456
    assert round(page.height, 6) <= 510


def test_names_that_count_are_joined() -> None:
    """Up or down by one; a run has one direction, and names without a number stand alone."""
    assert join_names(["n-08", "n-09", "n-10", "n-12"]) == "n-08 to n-10, n-12"
    assert join_names(["s-3", "s-2", "s-1"]) == "s-3 to s-1"
    assert join_names(["s-1", "s-2", "s-1"]) == "s-1 to s-2, s-1"
    assert join_names(["spare", "a-1", "b-2"]) == "spare, a-1, b-2"
