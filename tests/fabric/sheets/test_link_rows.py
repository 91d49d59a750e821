"""Rows of links, their labels and their turning; what a selection leaves. All of the small plan, by hand."""

from dataclasses import replace

import pytest

from fabric import Plan
from fabric.catalog import PortName
from fabric.plan.kinds import PackageKind, PullForm
from fabric.rules import InsideParts, Need
from fabric.sheets import Options, Selection
from fabric.sheets.rows.legs import LegRun, list_leg_runs
from fabric.sheets.rows.link_row import EndLabel, LinkRow
from fabric.sheets.rows.link_rows import is_splitter, list_lengths_mm
from fabric.sheets.rows.plan_index import name_in_os
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.selected import Selected
from tests.fabric.four_links import column, copper


def test_a_row_has_the_figures_of_its_link(patch_row: LinkRow) -> None:
    """In the rack: 500 mm to the side and 300 mm of loop at each end; 19 units of 44.45 mm apart are 844.55 mm, so 845.
    Of 3,000 mm ordered 3,000 - 2,445 = 555 are left.
    """
    assert patch_row.need == Need(800, 845, 800)
    assert patch_row.lengths_mm == (3000,)
    assert (patch_row.total_mm, patch_row.spare_mm) == (3000, 555)
    assert (patch_row.route, patch_row.form, patch_row.leg) == (None, PullForm.PATCH, 0)
    assert (patch_row.serial, patch_row.cable_id, patch_row.code) == ("DF2KSAYM", "C-fabric-F2KSAYM", "F2KSAYM")
    assert (patch_row.kind, patch_row.lot, patch_row.polarity) == ("MCC4Q26-3.0", "MCC4Q26 3 m", "")


def test_a_row_says_who_lays_it_and_when(small_rows: PlanRows) -> None:
    """Pull 0 is step 1 of crew 2, pull 1 step 3 of crew 1, pull 2 step 7 of crew 1. Without phases all are in the
    first.
    """
    assert [(row.pull, row.crew, row.phase) for row in small_rows.links] == [(0, 2, 1), (1, 1, 1), (1, 1, 1), (2, 1, 1)]
    assert small_rows.index.step_of_pull == {0: (2, 1), 1: (1, 3), 2: (1, 7)}


def test_both_ends_of_a_row(pulled_row: LinkRow) -> None:
    """Link 1: port 2 of leaf-01 in U20 of R01 to port 1 of spine-02 in U1 of R02."""
    a, b = pulled_row.a, pulled_row.b
    assert (a.rack, a.row, a.room, a.half_ru, a.face, a.device, a.port) == (
        "R01",
        "R",
        "room-1",
        40,
        "rear",
        "leaf-01",
        "2",
    )
    assert (b.rack, b.half_ru, b.device, b.port, b.cage, b.mpo, b.lane) == ("R02", 2, "spine-02", "1", 1, 0, 0)
    assert a.transceiver is None
    assert pulled_row.route == ("FLOOR",)


def test_labels_name_their_own_end_first(pulled_row: LinkRow) -> None:
    assert pulled_row.label_a == EndLabel("R01-20:02", "/", ("R02-01:01",), "leaf-01")
    assert pulled_row.label_a.text == "R01-20:02/R02-01:01"
    assert pulled_row.label_b.text == "R02-01:01/R01-20:02"
    assert (pulled_row.label("A"), pulled_row.label("B")) == (pulled_row.label_a, pulled_row.label_b)


def test_the_head_of_a_splitter_names_every_tail(small_plan: Plan) -> None:
    """Both cables of the bundle taken for the two legs of one splitter: tails 02 and 03, one head in port 1 of
    spine-02.
    """
    kinds = (copper(3000), replace(copper(5000), links=2))
    segments = replace(small_plan.segments, assembly=column(0, 1, 1, 2), leg=column(0, 0, 1, 0))
    assemblies = replace(small_plan.assemblies, kind=column(0, 1, 1), pull=column(0, 1, 2), lot=column(0, 1, 1))
    links = replace(small_plan.links, b_port=column(0, 0, 0, 1))
    plan = replace(small_plan, links=links, kinds=kinds, segments=segments, assemblies=assemblies)
    rows = PlanRows(plan).links
    assert [row.leg for row in rows] == [0, 1, 2, 1]
    assert rows[1].label_b == rows[2].label_b == EndLabel("R02-01:01", "/", ("R01-20:02", "R01-20:03"), "spine-02")
    assert rows[1].label_b.text == "R02-01:01/R01-20:02+R01-20:03"
    assert [rows[1].is_head(side) for side in ("A", "B")] == [False, True]
    assert rows[1].is_split
    assert not rows[0].is_split


def test_the_head_of_a_splitter_is_plugged_once(pulled_row: LinkRow, small_rows: PlanRows) -> None:
    """Two legs have two plugs at A and one head at B."""
    legs = tuple(replace(pulled_row, leg=leg, form=PullForm.SINGLE) for leg in (1, 2))
    selected = Selected(small_rows.index, legs, Selection())
    assert [(one.row.leg, one.side) for one in selected.landings] == [(1, "A"), (2, "A"), (1, "B")]


def test_a_trunk_is_no_splitter() -> None:
    """Both carry several links; only a splitter has a head."""
    splitter = replace(copper(5000), links=2)
    trunk = replace(splitter, form="trunk", a_legs_mm=(1500, 2000), b_legs_mm=(1000, 2500))
    assert (is_splitter(splitter), is_splitter(trunk), is_splitter(copper(5000))) == (True, False, False)
    assert list_lengths_mm(trunk, 1) == (2000, 5000, 2500)
    assert list_lengths_mm(splitter, 1) == (5000,)


def test_a_row_turned_is_the_link_from_its_other_end(pulled_row: LinkRow) -> None:
    row = replace(pulled_row, lengths_mm=(2000, 4000, 1500), route=("ROW-A", "CROSS"), need=Need(1, 2, 3))
    row = replace(row, inside=(InsideParts(1, 0, 0), InsideParts(1, 2, 0)))
    back = row.turned
    assert back.inside == (InsideParts(1, 2, 0), InsideParts(1, 0, 0))
    assert (back.lengths_mm, back.route, back.need) == ((1500, 4000, 2000), ("CROSS", "ROW-A"), Need(3, 2, 1))
    assert (back.a, back.b, back.label_a, back.label_b) == (row.b, row.a, row.label_b, row.label_a)
    assert (back.total_mm, back.cable_id) == (row.total_mm, row.cable_id)
    assert back.turned == row


def test_runs_of_equal_legs() -> None:
    assert list_leg_runs((2000, 2000, 1500, 2000)) == [LegRun(1, 2, 2000), LegRun(3, 3, 1500), LegRun(4, 4, 2000)]
    assert list_leg_runs(()) == []


def test_the_height_of_a_device_is_from_the_floor(small_rows: PlanRows) -> None:
    """U20, numbered from below: 19 whole units, 38 half units, are under it."""
    assert small_rows.index.height("leaf-01") - small_rows.index.height("spine-01") == 38


def _numbers(rows: PlanRows) -> list[int]:
    return [row.assembly for row in rows.selected.links]


@pytest.mark.parametrize(
    ("selection", "links", "served"),
    [
        (Selection(), [0, 1, 2, 3], [0, 1, 2, 3]),
        (Selection(crews=frozenset({2})), [0], [0, 1, 2, 3]),
        (Selection(racks=frozenset({"R02"})), [1, 2, 3], [1, 2, 3]),
        (Selection(racks=frozenset({"R02"}), crews=frozenset({2})), [], [1, 2, 3]),
        (Selection(rows=frozenset({"R"})), [0, 1, 2, 3], [0, 1, 2, 3]),
        (Selection(rows=frozenset({"Z"})), [], []),
        (Selection(networks=frozenset({"fabric"})), [0, 1, 2, 3], [0, 1, 2, 3]),
        (Selection(phases=frozenset({2})), [], []),
    ],
)
def test_a_selection_by_hand(selection: Selection, links: list[int], served: list[int], small_plan: Plan) -> None:
    """Crew 2 lays link 0; links 1 to 3 end in R02. A crew serves links that another one has laid."""
    rows = PlanRows(small_plan, Options(selection=selection))
    assert _numbers(rows) == links
    assert [row.assembly for row in rows.selected.served] == served
    assert rows.selected.pulls == {rows.links[number].pull for number in served}


def test_plugs_and_tests_go_by_who_does_them(small_plan: Plan) -> None:
    """Crew 2 plugs both ends of pull 0 and tests pulls 0 and 2, though crew 1 laid pull 2."""
    rows = PlanRows(small_plan, Options(selection=Selection(crews=frozenset({2}))))
    assert [(one.row.assembly, one.side) for one in rows.selected.landings] == [(0, "A"), (0, "B")]
    assert [row.assembly for row in rows.selected.tests] == [0, 3]
    assert rows.selected.is_done_by_chosen(PackageKind.TEST, 2)
    assert not rows.selected.is_done_by_chosen(PackageKind.LAND_A, 2)


def test_plugs_in_a_chosen_rack_alone(small_plan: Plan) -> None:
    """R02: the B ends of the bundle and the A end of link 3, pull by pull; not their other ends."""
    rows = PlanRows(small_plan, Options(selection=Selection(racks=frozenset({"R02"}))))
    assert [(one.row.assembly, one.side) for one in rows.selected.landings] == [(1, "B"), (2, "B"), (3, "A")]
    assert rows.selected.racks == {"R02"}
    assert {cage[:2] for cage in rows.selected.cages} == {("spine-02", "fabric"), ("leaf-03", "fabric")}


def test_all_plugs_in_order_of_pulls_a_ends_first(small_rows: PlanRows) -> None:
    found = [(one.row.assembly, one.side) for one in small_rows.selected.landings]
    assert found == [(0, "A"), (0, "B"), (1, "A"), (2, "A"), (1, "B"), (2, "B"), (3, "A"), (3, "B")]
    assert [one.far.device for one in small_rows.selected.landings[:2]] == ["spine-01", "leaf-01"]


@pytest.mark.parametrize(("protocol", "expected"), [("ethernet", ""), ("infiniband", "ibp24s0"), ("", "ibp24s0")])
def test_a_name_of_infiniband_is_no_name_of_ethernet(protocol: str, expected: str) -> None:
    """ibp24s0 is the name of a DGX port that speaks InfiniBand; swp1 is a name of either."""
    port = PortName(group="compute", cage=4, mpo=2, printed="OSFP4P2", os="ibp24s0", driver="mlx5_0", cage_kind="osfp")
    assert name_in_os(port, protocol) == expected
    assert name_in_os(replace(port, os="swp1"), protocol) == "swp1"


def test_the_switch_of_a_link_states_its_protocol(small_plan: Plan) -> None:
    """With switches of Ethernet a port whose name begins with ib has none; with those of InfiniBand it has."""
    types = small_plan.project.catalog.device_types
    for protocol, expected in (("ethernet", {""}), ("infiniband", {"ib0"})):
        groups = tuple(replace(group, os="ib0", os_names=()) for group in types["NM2-36P"].port_groups)
        model = replace(types["NM2-36P"], protocol=protocol, port_groups=groups)
        catalog = replace(small_plan.project.catalog, device_types={**types, "NM2-36P": model})
        plan = replace(small_plan, project=replace(small_plan.project, catalog=catalog))
        rows = PlanRows(plan).links
        assert {end.os_name for row in rows for end in (row.a, row.b)} == expected
