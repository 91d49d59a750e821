"""Racks for devices without one: ways over rows counted by hand, and the best way found on a floor of three rows."""

from dataclasses import replace

import pytest

from fabric import Project, make_plan
from fabric.optimize import RouteFinders
from fabric.rules import mount_hosts, occupy
from fabric.search.brief_plan import plan_briefly
from fabric.search.device_places import list_device_places
from fabric.search.plan_order import plan_key
from fabric.search.row_shares import (
    FreeRow,
    RowShare,
    list_free_rows,
    list_neighbours,
    list_shares,
    racks_by_shares,
)
from fabric.search.search_run import SearchRun
from layouts import UnmetError
from tests.colo import list_nodes, write_colo
from tests.sites import read_files, write_two_racks

A, B = FreeRow("A", ("A01", "A02"), 4, 1), FreeRow("B", ("B01",), 3, 2)
COLO = read_files(write_colo())


def without_limit(project: Project) -> Project:
    """The project with any number of crews at a rack: switches stand together as the cables want it."""
    return replace(project, crew=replace(project.crew, crews_per_rack_face=None))


def test_the_rows_of_the_colo_floor() -> None:
    """Twelve cabinets of 30 kW a row, two nodes of 14.3 kW each; cabinets 13 and 14 hold switches only."""
    rows = list_free_rows(COLO)
    assert [(row.id, len(row.racks), row.most, row.crews) for row in rows] == [
        ("A", 12, 24, 1),
        ("B", 12, 24, 4),
        ("C", 12, 24, 4),
    ]


def test_shares_of_six_devices() -> None:
    """A takes four, B three: neither holds six. A full and 2 in B; 3 + 3; by crews 1 : 2 B is full with 3."""
    assert list_shares([A, B], 6) == [
        (RowShare("A", 4, False), RowShare("B", 2, False)),
        (RowShare("A", 3, False), RowShare("B", 3, False)),
    ]
    assert (RowShare("B", 3, False),) in list_shares([A, B], 3)
    assert list_shares([A, B], 8) == []


def test_neighbours_of_a_way() -> None:
    """3 + 3: A or B filled from its other end. 2 or 1 of A's find no room in B, 1 of B's finds room in A; 2 do not."""
    shares = (RowShare("A", 3, False), RowShare("B", 3, False))
    assert list(list_neighbours(shares, [A, B])) == [
        (RowShare("A", 3, True), RowShare("B", 3, False)),
        (RowShare("A", 3, False), RowShare("B", 3, True)),
        (RowShare("A", 4, False), RowShare("B", 2, False)),
    ]
    assert list(list_neighbours((RowShare("B", 1, False),), [A, B]))[1:] == [(RowShare("A", 1, False),)]


def test_devices_fill_the_racks_of_a_row_from_one_end() -> None:
    """Nodes 1 to 3 in row C from its last cabinet, two a cabinet; then the others in row B."""
    rows = list_free_rows(COLO)
    found = racks_by_shares(COLO, (RowShare("C", 3, True), RowShare("B", 21, False)), rows)
    assert [found[f"node-{number:02d}"] for number in (1, 2, 3, 4, 5, 24)] == ["C12", "C12", "C11", "B01", "B01", "B11"]


def test_devices_with_racks_leave_nothing_to_decide() -> None:
    project = read_files(write_two_racks())
    assert list_device_places(project, {}, RouteFinders(project.site), SearchRun()) == [project.devices]


def test_places_of_an_earlier_plan_come_first() -> None:
    """Four hosts; an earlier plan has them all in A02."""
    asked = read_files(
        write_two_racks() | {"equipment.yaml": "groups:\n  - {prefix: h, model: small-host, count: 4}\n"}
    )
    known = {device.id: "A02" for device in asked.devices}
    ways = list_device_places(asked, known, RouteFinders(asked.site), SearchRun())
    assert {device.rack for device in ways[0]} == {"A02"}
    assert len(ways) == len(set(ways))


def test_devices_keep_their_units_beside_new_ones() -> None:
    """Three hosts of an earlier plan stand in A02, in units 8, 6 and 4. h-1 is new: it stands in the first rack.

    h-4 is gone from unit 2, and nobody moves down.
    """
    asked = read_files(
        write_two_racks() | {"equipment.yaml": "groups:\n  - {prefix: h, model: small-host, count: 4}\n"}
    )
    new, *others = (device.id for device in asked.devices)
    half_ru = dict(zip(others, (16, 12, 8), strict=True))
    run = SearchRun(known_half_ru=half_ru)
    way = list_device_places(asked, dict.fromkeys(others, "A02"), RouteFinders(asked.site), run)[0]
    assert {device.id: device.position_half_ru for device in way if device.rack == "A02"} == half_ru
    assert [device.rack for device in way if device.id == new] == ["A01"]


@pytest.mark.plan
def test_the_reason_of_the_first_way_is_told_where_none_gives_a_plan() -> None:
    """One jumper in stock, eight links wanted."""
    files = write_two_racks() | {"equipment.yaml": "groups:\n  - {prefix: h, model: small-host, count: 4}\n"}
    stock = files["inventory.yaml"].replace("MFP7E10, ", "MFP7E10, quantity: 1, ")
    with pytest.raises(UnmetError):
        make_plan(read_files(files | {"inventory.yaml": stock}))


def on_one_leaf(jumpers: int) -> tuple[Project, Project]:
    """Eight nodes that one leaf serves, trunks of 12 legs, and so many jumpers of each length: as asked, and mounted
    in the first four cabinets of row A. One crew works behind that row, so the leaf stands in row B, 19 to 21 m away.
    """
    files = write_colo("groups:\n  - {prefix: node-, digits: 2, model: DGX-B200, count: 8}\n")
    request = files["request.yaml"].replace("rail-optimized", "leaf-spine").replace("[12, 24]", "[12]")
    stock = files["inventory.yaml"].replace("20, 30]}", f"20, 30], quantity: {jumpers}}}")
    project = without_limit(read_files(files | {"request.yaml": request, "inventory.yaml": stock}))
    return project, replace(project, devices=mount_hosts(project, occupy(project)))


@pytest.mark.plan
def test_trunks_alone_serve_where_jumpers_run_out() -> None:
    """Ten jumpers of 30 m are two too few for the 12 links beside full trunks. A second trunk of 12 legs for four links
    of each cabinet needs none: eight trunks on one leaf, not a second tier.
    """
    project, mounted = on_one_leaf(jumpers=10)
    plan = plan_briefly(mounted, RouteFinders(project.site))
    assert (len(plan.links), len(plan.assemblies.kind)) == (64, 8)
    assert plan.designs[0].endswith("1 leaf, mm, reach 50 m, trunks alone")
    again = plan_briefly(mounted, RouteFinders(project.site), plan.designs)
    assert again.designs == plan.designs


@pytest.mark.plan
def test_a_brief_plan_has_no_bundles_where_they_use_up_the_stock() -> None:
    """Eight nodes on one leaf: four cabinets with 16 links each, and 12 jumpers of each length.

    A taped bundle of 16 is less work than a trunk of 12 legs and four jumpers, and uses up the 12 jumpers of its
    length. Trunks leave 4 x 4 links to jumpers: four of 20 m from the nearest cabinet, 12 of 30 m from the others.
    """
    project, mounted = on_one_leaf(jumpers=12)
    plan = plan_briefly(mounted, RouteFinders(project.site))
    assert len(plan.links) == 64
    assert plan.designs[0].endswith("no bundles")
    again = plan_briefly(mounted, RouteFinders(project.site), plan.designs)
    assert again.designs == plan.designs
    # A sibling that the stock does not serve: another design that was chosen is tried too, else all of them.
    refused = plan.designs[0].replace("no bundles", "no trunks")
    two_tiers = "QM9700, 2 tiers, 2 spines, mm, reach 50 m"
    assert plan_briefly(mounted, RouteFinders(project.site), {refused}).designs == plan.designs
    beside = plan_briefly(mounted, RouteFinders(project.site), {refused, two_tiers})
    assert beside.designs == (f"{two_tiers}, no bundles",)


@pytest.mark.plan
def test_nodes_leave_the_row_of_one_crew() -> None:
    """24 nodes fill row A in the order of the racks, where one crew of two serves them; six hours and more.

    Nine crews of two serve all rows: a ninth of the nodes is the fair share of row A. The brief plan of the best way
    takes less than half the time, and no longer than that of row B alone.
    """
    finders, colo = RouteFinders(COLO.site), without_limit(COLO)
    first = plan_briefly(replace(colo, devices=mount_hosts(colo, occupy(colo))), finders)
    best = list_device_places(colo, {}, finders, SearchRun())[0]
    assert sum((device.rack or "").startswith("A") for device in best) <= 24 // 2
    found = plan_briefly(replace(colo, devices=best), finders)
    assert 2 * found.summary.install_time_s < first.summary.install_time_s
    listed = without_limit(read_files(write_colo(list_nodes([f"B{1 + number // 2:02d}" for number in range(24)]))))
    assert plan_key(found) <= plan_key(plan_briefly(listed, finders))
