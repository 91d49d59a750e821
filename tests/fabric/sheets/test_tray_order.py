"""Order and fill in pathways: sums of discs by hand."""

from dataclasses import replace
from math import pi

import pytest

from fabric import Plan
from fabric.plan.kinds import PackageKind
from fabric.sheets.rows.tray_order import FillSpan, list_stretches, list_taken_mm2, list_tray_orders
from layouts.routes import Route
from tests.fabric.four_links import PACKAGES, column

DISC_MM2 = pi / 4 * 9.43**2
"""Cross-section of the copper cable, diameter 9.43 mm."""
TRAY_MM2 = 300 * 100


def test_pulls_fill_the_tray_in_order_of_their_start(small_plan: Plan) -> None:
    """Pull 1 starts at 600 with two cables, pull 2 at 1800 with one: two discs, then three. The patch lies in
    no tray.
    """
    orders = list_tray_orders(small_plan)
    assert list(orders) == [0, 1, 2]
    assert orders[0].tray is None
    first, second = orders[1].tray, orders[2].tray
    assert first is not None
    assert second is not None
    assert (first.pathway, first.order, first.pulls) == ("FLOOR", 1, 2)
    assert (second.pathway, second.order, second.pulls) == ("FLOOR", 2, 2)
    assert first.fill_pct == pytest.approx(100 * 2 * DISC_MM2 / TRAY_MM2)
    assert second.fill_pct == pytest.approx(100 * 3 * DISC_MM2 / TRAY_MM2)


def test_weight_is_that_of_all_pieces(small_plan: Plan) -> None:
    """45 g a metre: 135 g of 3 m, twice 225 g of 5 m, once 225 g. Each piece is 9.43 mm thick."""
    orders = list_tray_orders(small_plan)
    assert [orders[pull].weight_g for pull in range(3)] == [135, 450, 225]
    assert {orders[pull].diameter_um for pull in range(3)} == {9430}


def test_the_pull_that_starts_first_lies_first(small_plan: Plan) -> None:
    """Pull 2 begins at 500, before pull 1: now it is the first, with one disc."""
    kinds, subjects, starts, _, _ = zip(*PACKAGES, strict=True)
    starts = tuple(
        500 if (kind, subject) == (PackageKind.PULL, 2) else start
        for kind, subject, start in zip(kinds, subjects, starts, strict=True)
    )
    plan = replace(small_plan, packages=replace(small_plan.packages, start_s=column(*starts)))
    tray = list_tray_orders(plan)[2].tray
    assert tray is not None
    assert (tray.order, tray.pulls) == (1, 2)
    assert tray.fill_pct == pytest.approx(100 * DISC_MM2 / TRAY_MM2)


def test_existing_cables_count(small_plan: Plan) -> None:
    """900 mm2 lie in the tray before: 3 % more."""
    site = small_plan.project.site
    pathways = tuple(replace(pathway, existing_fill_mm2=900) for pathway in site.pathways)
    project = replace(small_plan.project, site=replace(site, pathways=pathways))
    plan = replace(small_plan, project=project)
    assert list_taken_mm2(plan) == {"FLOOR": 900}
    tray = list_tray_orders(plan)[1].tray
    assert tray is not None
    assert tray.fill_pct == pytest.approx(3 + 100 * 2 * DISC_MM2 / TRAY_MM2)


def test_the_fullest_pathway_is_told(small_plan: Plan) -> None:
    """Both routes also pass a tray of half the width: it is twice as full, so it is the one that is named."""
    site = small_plan.project.site
    narrow = replace(site.pathways[0], id="NARROW", width_mm=150)
    project = replace(small_plan.project, site=replace(site, pathways=(*site.pathways, narrow)))
    points = ((0, 0, 0), (1000, 0, 0), (2000, 0, 0))
    routes = tuple(
        replace(route, points_mm=points, pathways=("drop:R01", "FLOOR", "NARROW", "drop:R02"))
        for route in small_plan.routes
    )
    tray = list_tray_orders(replace(small_plan, project=project, routes=routes))[1].tray
    assert tray is not None
    assert tray.pathway == "NARROW"
    assert tray.fill_pct == pytest.approx(100 * 2 * DISC_MM2 / (150 * 100))


def test_a_stretch_is_the_same_in_both_directions() -> None:
    """Drops are no stretches; ends are sorted."""
    a, b, c = (0, 0, 0), (5, 0, 0), (5, 7, 0)
    there = Route(
        a_rack="X", b_rack="Y", points_mm=(a, b, c), pathways=("drop:X", "P", "Q", "drop:Y"), spans=(), length_mm=12
    )
    back = replace(there, points_mm=(c, b, a), pathways=("drop:Y", "Q", "P", "drop:X"))
    assert list_stretches(there) == list_stretches(back) == {FillSpan("P", a, b), FillSpan("Q", b, c)}
