"""Laws that hold exactly: a mirrored floor is the same floor, and no bound rises where more is allowed."""

from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fabric import Project, make_plan
from fabric.plan.plan import Summary
from layouts import UnmetError
from tests.property.test_random_sites import sites
from tests.sites import read_files

OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east"}
ROOM_MM, DEPTH_MM = 12_000, 1_200


def mirrored(files: dict[str, str]) -> dict[str, str]:
    """The floor mirrored across its rows: fronts look the other way, aisles and pathways change sides."""
    site: dict[str, Any] = yaml.safe_load(files["site.yaml"])
    axis = 1 if site["rows"][0]["front"] in ("north", "south") else 0
    for row in site["rows"]:
        row["start_mm"][axis] = ROOM_MM - DEPTH_MM - row["start_mm"][axis]
        row["front"] = OPPOSITE[row["front"]]
    for way in site["pathways"]:
        for point in way["points_mm"]:
            point[axis] = ROOM_MM - point[axis]
    return {**files, "site.yaml": yaml.safe_dump(site, sort_keys=False)}


def planned(project: Project) -> Summary | None:
    try:
        return make_plan(project).summary
    except UnmetError:
        return None


@pytest.mark.plan
@given(sites())
@settings(max_examples=15)
def test_mirroring_the_floor_changes_nothing(files: dict[str, str]) -> None:
    assert planned(read_files(mirrored(files))) == planned(read_files(files))


@pytest.mark.plan
@given(sites(), st.sampled_from(["technicians", "stock", "power", "slack"]))
@settings(max_examples=25)
def test_no_bound_rises_where_more_is_allowed(files: dict[str, str], more: str) -> None:
    """Two technicians more, stock without limit, racks without limits of power, no slack at the ends of cables."""
    project = read_files(files)
    before = planned(project)
    if before is None:
        return
    after = planned(_allow(project, more))
    assert after is not None
    assert after.bound_s <= before.bound_s
    assert after.work_bound_ms <= before.work_bound_ms


def _allow(project: Project, more: str) -> Project:
    if more == "technicians":
        shifts = tuple(replace(shift, technicians=shift.technicians + 2) for shift in project.crew.shifts)
        return replace(project, crew=replace(project.crew, shifts=shifts))
    if more == "stock":
        lots = tuple(replace(lot, quantity=None) for lot in project.inventory.lots)
        return replace(project, inventory=replace(project.inventory, lots=lots))
    if more == "power":
        racks = tuple(replace(rack, type=replace(rack.type, max_power_w=10**6)) for rack in project.site.racks)
        return replace(project, site=replace(project.site, racks=racks))
    return replace(project, site=replace(project.site, slack_mm_per_end=0))


@pytest.mark.plan
@given(sites())
@settings(max_examples=15)
def test_the_bound_does_not_depend_on_what_was_chosen(files: dict[str, str]) -> None:
    """It holds for every plan, so it is the same whichever objective led to the plan that states it."""
    project = read_files(files)
    one, other = (
        planned(replace(project, request=replace(project.request, objective=objective)))
        for objective in ("install-time", "cost")
    )
    if one and other:
        assert (one.work_bound_ms, one.bound_parts_s) == (other.work_bound_ms, other.bound_parts_s)
