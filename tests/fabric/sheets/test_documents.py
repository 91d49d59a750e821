"""Columns of every document, and the rows of the small plan on each, by hand."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from fabric import Plan, make_plan
from fabric.catalog import PartNumber, read_catalog
from fabric.plan import PackageKind
from fabric.plan.kinds import PullForm
from fabric.project import Contact
from fabric.sheets import Options, Selection, Wanted, read_options
from fabric.sheets.documents import landing_sheet
from fabric.sheets.documents.acceptance import Losses, acceptance_sheets, expect_losses, steps_words
from fabric.sheets.documents.bill import bill_of_materials, device_words, list_lines
from fabric.sheets.documents.door_sheet import (
    COLUMNS,
    DoorWriter,
    arrival_cells,
    drawing_words,
    list_packs,
    turned_text,
)
from fabric.sheets.documents.goods_in import goods_in
from fabric.sheets.documents.kitting import kitting_list
from fabric.sheets.documents.labels import label_document, list_labels
from fabric.sheets.documents.optics_list import optics_list
from fabric.sheets.documents.order_form import BLANK, order_form
from fabric.sheets.documents.order_terms import FIBER_NAMES, FILL, LONG_FILL, buyer_text, leg_tolerances
from fabric.sheets.documents.pull_sheet import pull_sheet
from fabric.sheets.documents.schedule_table import FIELDS, cable_schedule, port_map
from fabric.sheets.documents.testing_methods import list_methods
from fabric.sheets.rows.arrivals import list_arrivals
from fabric.sheets.rows.consumables import list_consumables
from fabric.sheets.rows.fields import Field, blank, cells_of, columns_of, keep_together, make_table
from fabric.sheets.rows.link_row import LinkRow, Media
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import list_sections
from fabric.sheets.rows.selected import Landing
from fabric.sheets.rows.step import Act
from fabric.sheets.rows.supply import OpticSupply, part_words
from fabric.writers import Pages
from fabric.writers.fonts import BOLD, split_words, width_pt
from fabric.writers.pdf_writer import write_pdf
from fabric.writers.table import Column, SheetDocument, Table
from layouts.faults import PlannerError
from tests.fabric.audit.small_plan import with_cells, with_project
from tests.fabric.four_links import column, copper
from tests.fabric.placed_panels import EARLY, files_with_two_trunks
from tests.fabric.sheets.rendering import pdf_text
from tests.sites import read_files


def words(text: str) -> list[str]:
    """The words of a line."""
    return text.split()


END_KEYS = words(
    "site room row rack u face device cages port cage mpo lane os_name driver_name fabric_port connector transceiver"
)
LINK_KEYS = words(
    "cable_id network stage speed_gbps kind form serial leg length_m total_m derivation a_depth_m "
    "a_rise_m a_loop_m route_m b_depth_m b_rise_m b_loop_m slack_mm route end_a end_b "
    "label_a label_b order media polarity pull crew phase status"
)
STEP_KEYS = words(
    "crew step shift start end minutes minutes_range labels serials length_m act at what wait_for wait_tasks same_rack "
    "done details sheet"
)
PULL_KEYS = words(
    "media connector polarity diameter_mm weight_kg parts lanes walls b_side a_side furcations slack_m slack_at "
    "body_slack_m a_leg_slack_m b_leg_slack_m slack_short bend_rest_mm bend_pull_mm ties people fullest"
)


def keys_of(document: SheetDocument, number: int = 0) -> list[str]:
    """The keys of a table: the header of its CSV file."""
    return [column.key for column in document.tables[number].columns]


def headings_of(document: SheetDocument, number: int = 0) -> dict[str, str]:
    """The words of a table by key."""
    return {column.key: column.heading for column in document.tables[number].columns}


def row_of(document: SheetDocument, row: int, table: int = 0) -> dict[str, object]:
    """One row by key."""
    return dict(zip(keys_of(document, table), document.tables[table].rows[row], strict=True))


def test_keys_of_the_schedule_and_the_pull_sheet(small_rows: PlanRows) -> None:
    """Programs of users read these keys: they change only on purpose."""
    assert keys_of(cable_schedule(small_rows)) == [
        *LINK_KEYS,
        *(f"a_{key}" for key in END_KEYS),
        *(f"b_{key}" for key in END_KEYS),
    ]
    assert keys_of(pull_sheet(small_rows)) == [*STEP_KEYS, *PULL_KEYS]
    assert [field.key for field in FIELDS] == keys_of(cable_schedule(small_rows))


def test_keys_of_the_other_documents(small_rows: PlanRows) -> None:
    expected = {
        kitting_list: "cart crew day shift step what item use part order_number quantity length_m weight_kg source "
        "goes_to done",
        goods_in: "serial kind description body_m a_legs_m b_legs_m connector polarity a_label b_label report_ok "
        "intact_ok length_ok gender_ok continuity_ok labels_ok cart quarantine",
        acceptance_sheets: "rack label_a label_b cable_id serial a_u a_device a_port b_rack b_u b_device b_port media "
        "length_m wavelength_nm expected_db limit_db budget_db measured_db faces_ok speed_gbps up_ok errors done crew",
        port_map: "rack u device face port cage mpo os_name transceiver cable_id serial label far_device far_port",
        bill_of_materials: "group vendor part order_number item description quantity spares total unit "
        "unit_price_usd price_usd spares_usd price_source condition lead_time_days from",
        optics_list: "labels serial_scan model rack u device face group cage crew step done",
        landing_sheet.landing_document: "crew step landing_crew landing_step serial end leg rack u face device "
        "port label cable_id",
    }
    for make, keys in expected.items():
        assert keys_of(make(small_rows)) == words(keys), make.__name__


def test_headings_say_the_unit(small_rows: PlanRows) -> None:
    """A length, a weight or a loss without its unit is no figure."""
    pulls = headings_of(pull_sheet(small_rows))
    assert (pulls["length_m"], pulls["slack_m"], pulls["weight_kg"]) == ("length m", "slack m", "weight kg")
    assert (pulls["diameter_mm"], pulls["bend_pull_mm"], pulls["minutes"]) == ("diameter mm", "under pull mm", "min")
    assert (pulls["wait_for"], pulls["same_rack"]) == ("wait for", "same rack")
    assert headings_of(kitting_list(small_rows))["length_m"] == "overall length m"
    tests = headings_of(acceptance_sheets(small_rows))
    losses = [tests[key] for key in ("expected_db", "limit_db", "measured_db")]
    assert losses == ["expected dB", "limit dB", "worst fiber dB"]
    assert (tests["length_m"], tests["speed_gbps"]) == ("length m", "speed Gb/s")
    assert headings_of(kitting_list(small_rows))["weight_kg"] == "total weight kg"


def test_a_row_of_the_schedule(small_rows: PlanRows) -> None:
    row = row_of(cable_schedule(small_rows), 1)
    assert {key: row[key] for key in LINK_KEYS} == {
        "cable_id": "C-fabric-67TQDY1",
        "network": "fabric",
        "stage": "leaf-spine",
        "speed_gbps": 40,
        "kind": "MCC4Q26-5.0",
        "form": "bundle",
        "serial": "D67TQDY1",
        "leg": 0,
        "length_m": Decimal("5.0"),
        "total_m": Decimal("5.0"),
        "derivation": "1.727 + 1.500 + 0.883 = 4.110",
        "a_depth_m": Decimal("0.0"),
        "a_rise_m": Decimal("0.927"),
        "a_loop_m": Decimal("0.8"),
        "route_m": Decimal("1.5"),
        "b_depth_m": Decimal("0.0"),
        "b_rise_m": Decimal("0.083"),
        "b_loop_m": Decimal("0.8"),
        "slack_mm": 890,
        "route": "FLOOR",
        "end_a": "R01-20:02",
        "end_b": "R02-01:01",
        "label_a": "R01-20:02/R02-01:01",
        "label_b": "R02-01:01/R01-20:02",
        "order": "stock MCC4Q26 5 m",
        "media": "QDR copper",
        "polarity": "",
        "pull": 2,
        "crew": 1,
        "phase": 1,
        "status": "planned",
    }
    assert (row["a_u"], row["b_u"], row["a_connector"]) == (20, 1, "transceiver built in")
    assert row["b_transceiver"] == "built into cable"


def test_a_row_of_the_pull_sheet(small_rows: PlanRows) -> None:
    """Step 3 of crew 1: the bundle, beside crew 2; step 1 has no facts of a pull."""
    row = row_of(pull_sheet(small_rows), 2)
    assert [row[key] for key in ("crew", "step", "shift", "start", "end", "minutes", "act", "at")] == [
        1,
        3,
        "day",
        "day 1 08:10",
        "day 1 08:15",
        5,
        "pull",
        "R02 > R01",
    ]
    assert [row[key] for key in ("length_m", "labels", "serials", "wait_for", "same_rack")] == [
        Decimal("5.0"),
        "R01-20:02 .. R01-20:03 (2)",
        "D67TQDY1 .. DN1W0RA9 (2)",
        "",
        "crew 2",
    ]
    assert [row[key] for key in PULL_KEYS] == [
        "QDR copper",
        "transceiver built in",
        "",
        Decimal("9.43"),
        Decimal("0.5"),
        "",
        "FLOOR 0.6 m (either half)",
        "",
        "R02 left side, bottom entry",
        "R01 left side, bottom entry",
        "",
        "0.89",
        "looped in the tray at R02",
        *4 * [""],
        48,
        95,
        "every 1.2 m in trays, 0.3 m in racks",
        "",
        "",
    ]
    assert {row_of(pull_sheet(small_rows), 0)[key] for key in (*PULL_KEYS, "labels", "length_m")} == {""}


def test_a_row_of_the_shifts(small_rows: PlanRows) -> None:
    """Crew 1 begins at 08:00 at R01. Its late colleagues have a row of their own; crew 2 is at R01 from 300 s on."""
    document = pull_sheet(small_rows)
    row = row_of(document, 0, table=1)
    assert [row[key] for key in ("crew", "day", "shift", "technicians", "start", "start_at", "breaks")] == [
        1,
        "day 1",
        "day",
        2,
        "day 1 08:00",
        "R01",
        "08:30-08:40",
    ]
    assert row["other_crews"] == "R01 (you are in charge): crew 2 08:10-08:18"
    assert [(found[0], found[2]) for found in document.tables[1].rows] == [(1, "day"), (2, "day"), (2, "late")]


def test_one_of_a_thing_is_told_in_the_singular(small_plan: Plan, small_rows: PlanRows) -> None:
    """R02 has one A end. Of crew 2 alone there is one cart."""
    (table,) = acceptance_sheets(small_rows).print_tables
    assert table.title == f"row {small_rows.site.racks[0].row}, 2 racks: 4 links"
    rows = PlanRows(small_plan, Options(selection=Selection(crews=frozenset({2}))))
    assert kitting_list(rows).subtitle == "multirack-2: 1 cart"


def test_both_ways_and_chosen_columns(small_plan: Plan) -> None:
    rows = PlanRows(small_plan, Options(columns=("b_device", "length_m"), both_ways=True))
    table = cable_schedule(rows).tables[0]
    assert table.rows[2:4] == (("spine-02", Decimal("5.0")), ("leaf-01", Decimal("5.0")))
    assert len(table.rows) == 8


def test_ports_from_the_highest_device_down(small_rows: PlanRows) -> None:
    """R01: leaf-01 in U20 with ports 1 to 3, then spine-01 in U1 with ports 1 and 2; then R02."""
    table = port_map(small_rows).tables[0]
    assert [(row[0], row[2], row[4]) for row in table.rows] == [
        ("R01", "leaf-01", "1"),
        ("R01", "leaf-01", "2"),
        ("R01", "leaf-01", "3"),
        ("R01", "spine-01", "1"),
        ("R01", "spine-01", "2"),
        ("R02", "leaf-03", "1"),
        ("R02", "spine-02", "1"),
        ("R02", "spine-02", "2"),
    ]
    assert table.rows[4][-2:] == ("leaf-03", "1")
    assert (row_of(port_map(small_rows), 0)["mpo"], row_of(port_map(small_rows), 0)["transceiver"]) == (
        "",
        "built into cable",
    )


def test_carts_by_hand(small_rows: PlanRows) -> None:
    """Crew 1 takes two cables of 5 m for the bundle (450 g), one for the single pull; crew 2 the patch of 3 m; its late
    shift takes nothing, so there is no cart.
    """
    document = kitting_list(small_rows)
    lines = [row_of(document, number) for number in range(len(document.tables[0].rows))]
    keys = words("cart step item quantity length_m weight_kg source goes_to")
    assert [tuple(line[key] for key in keys) for line in lines] == [
        ("1-1", 3, "MCC4Q26-5.0, becomes D67TQDY1 .. DN1W0RA9", 2, Decimal("5.0"), Decimal("0.5"), SOURCE, "R02 > R01"),
        ("1-1", 7, "MCC4Q26-5.0, becomes DTYJV74W", 1, Decimal("5.0"), Decimal("0.2"), SOURCE, "R01 > R02"),
        ("2-1", 1, "MCC4Q26-3.0, becomes DF2KSAYM", 1, Decimal("3.0"), Decimal("0.1"), "stock MCC4Q26 3 m", "R01"),
    ]
    assert {(line["crew"], line["day"], line["shift"], line["what"], line["use"]) for line in lines} == {
        (1, "day 1", "day", "DAC", "QDR copper"),
        (2, "day 1", "day", "DAC", "QDR copper"),
    }
    assert [table.title for table in document.print_tables] == [
        "All carts",
        "Consumables of all carts",
        "Cart 1-1: crew 1, day 1, day shift",
        "Cart 2-1: crew 2, day 1, day shift",
    ]
    assert goods_in(small_rows).tables[0].rows == ()


def test_totals_of_carts(small_rows: PlanRows) -> None:
    """Cart 1-1: three cables of 5 m in one line for steps 3 and 7, 675 g. All carts: one of 3 m (135 g), three of 5 m;
    four pieces of 810 g. Print has the sums, files have none, so that a spreadsheet counts nothing twice.
    """
    document = kitting_list(small_rows)
    totals = document.tables[1]
    keys = [column.key for column in totals.columns]
    lines = [dict(zip(keys, row, strict=True)) for row in totals.rows]
    wanted = words("quantity item weight_kg carts")
    assert [tuple(line[key] for key in wanted) for line in lines] == [
        (1, "MCC4Q26-3.0", Decimal("0.1"), "2-1: 1"),
        (3, "MCC4Q26-5.0", Decimal("0.7"), "1-1: 3"),
    ]
    printed, _, first = document.print_tables[:3]
    assert printed.sums == {2}
    assert not first.sums
    assert dict(zip(keys, printed.rows[-1], strict=True)) | {"source": ""} == {
        **dict.fromkeys(keys, ""),
        "quantity": 4,
        "what": "total pieces",
        "weight_kg": Decimal("0.8"),
    }
    steps = [column.key for column in first.columns].index("steps")
    assert [(row[0], row[steps]) for row in first.rows] == [(3, "3, 7"), (6, ""), ("5 m", "")]
    assert first.notes[0].startswith("Ready by day 1 08:00. First step at R0")
    assert "Received by: ____" in first.notes[1]


def test_consumables_by_hand(small_rows: PlanRows) -> None:
    """Four copper cables have eight plugs and as many labels, and nothing to clean. Pulls of 1.5 m of pathway have two
    ties there (one each 1.2 m) and six in each rack, the patch has six in its rack: 14 + 14 + 6 = 34 ties of 150 mm are
    5.1 m of tape, 6 m in whole metres.
    """
    found = list_consumables(small_rows, small_rows.steps)
    assert [(one.what, one.quantity, one.unit) for one in found] == [
        ("label to apply", 8, "piece"),
        ("hook-and-loop tape", 6, "m"),
    ]
    assert bill_of_materials(small_rows).tables[2].rows[0][:3] == ("label to apply", 8, "piece")
    assert [one.words for one in found] == ["8 x label to apply", "6 m of hook-and-loop tape"]


def test_a_cleaner_is_counted_by_plugs(small_plan: Plan) -> None:
    """Eight fiber plugs, twice cleaned: 16 of 500 cleanings are one cleaner; 5 % of eight plugs is one cap."""
    kinds = tuple(
        replace(copper(mm), model="MFP7E10", form="jumper", connector="MPO-12/APC", gender="female")
        for mm in (3000, 5000)
    )
    rows = PlanRows(replace(small_plan, kinds=kinds))
    found = [(one.what, one.quantity) for one in list_consumables(rows, rows.steps)]
    assert found[-2:] == [("one-click cleaner for MPO-12/APC", 1), ("dust cap for MPO-12/APC", 1)]


def test_words_against_a_wrong_pick(pod_plan: Plan) -> None:
    """Finned tops go into switches, flat tops into DGX; the lot of each is named."""
    supply = OpticSupply(PlanRows(pod_plan))
    assert supply.use("MMA4Z00-NS") == "finned top, for QM9700 switches"
    assert supply.use("MMA4Z00-NS-FLT") == "flat top, for DGX-H100"
    assert supply.lots("MMA4Z00-NS") == "lot MMA4Z00-NS"
    assert part_words(PlanRows(pod_plan), "MMA4Z00-NS").order_number == "980-9I510-00NS00"


def test_serials_are_scanned_beside_the_label_of_a_cage(pod_plan: Plan) -> None:
    """OSFP4 of dgx-0001 in A01, unit 2, is cage 4 with the connectors 1 and 2: both labels stand first, then the cell
    to scan into. Crew and step are those that insert it.
    """
    rows = PlanRows(pod_plan)
    document = optics_list(rows)
    lines = [row_of(document, number) for number in range(len(document.tables[0].rows))]
    (line,) = [line for line in lines if (line["device"], line["cage"]) == ("dgx-0001", 4)]
    assert keys_of(document)[:2] == ["labels", "serial_scan"]
    assert (line["labels"], line["serial_scan"], line["u"]) == ("A01-02:04.1, A01-02:04.2", "", 2)
    (step,) = [one for one in rows.steps if one.act == "insert optics" and "dgx-0001" in one.words]
    assert (line["crew"], line["step"]) == (step.crew, step.number)
    assert len(lines) == len(pod_plan.optics.device)


def test_goods_in_has_every_delivery(small_rows: PlanRows) -> None:
    """The lines of the bill: one cable of 3 m and three of 5 m are received, none is made to measure. As many as
    wanted are there, so they are ordered.
    """
    document = goods_in(small_rows)
    (deliveries,) = document.print_tables
    keys = [column.key for column in deliveries.columns]
    lines = [dict(zip(keys, row, strict=True)) for row in deliveries.rows]
    assert [(line["quantity"], line["item"], line["from"], line["due"]) for line in lines] == [
        (1, "MCC4Q26-3.0", "to order", "to be agreed"),
        (3, "MCC4Q26-5.0", "to order", "to be agreed"),
    ]
    assert {line["check"] for line in lines} == {"length, connectors, caps"}
    assert {"date", "initials", "intact_ok", "quarantine"} <= set(keys)
    assert "Put damaged or wrong pieces, in their boxes, into the quarantine area" in " ".join(deliveries.notes)


def test_one_word_for_what_is_ordered(small_plan: Plan) -> None:
    """Four pieces that lie in stock are a lot, and there already. Lots without a number, or with a lead time, are
    ordered, for the day of the racks.
    """
    project = small_plan.project
    short, long, *others = project.inventory.lots
    lots = (replace(short, quantity=4), replace(long, quantity=4, lead_time_days=21), *others)
    request = replace(project.request, racks_ready=datetime(2027, 1, 11, 6))
    project = replace(project, request=request, inventory=replace(project.inventory, lots=lots))
    rows = PlanRows(replace(small_plan, project=project))
    assert [(row[0], row[6]) for row in goods_in(rows).tables[1].rows] == [
        ("in stock", f"lot {short.id}"),
        (date(2027, 1, 11), "to order"),
    ]
    keys = keys_of(bill_of_materials(rows))
    days = keys.index("lead_time_days")
    assert [(row[days], row[-1]) for row in bill_of_materials(rows).tables[0].rows[:2]] == [
        ("", f"lot {short.id}"),
        (21, "to order"),
    ]


SOURCE = "stock MCC4Q26 5 m"


def test_custom_pieces_are_checked_one_by_one(small_plan: Plan) -> None:
    """Both cables of the bundle made to order: two rows in goods-in, two lines on the cart, by serial."""
    kinds = (copper(3000), replace(copper(5000), id="K01", custom=True, connector="MPO", gender="female"))
    rows = PlanRows(replace(small_plan, kinds=kinds))
    assert [(row[0], row[6], row[-2]) for row in goods_in(rows).tables[0].rows] == [
        ("D67TQDY1", "MPO female (no pins)", "1-1"),
        ("DN1W0RA9", "MPO female (no pins)", "1-1"),
        ("DTYJV74W", "MPO female (no pins)", "1-1"),
    ]
    carts = kitting_list(rows).tables[0].rows
    assert [(row[6], row[10], row[13]) for row in carts[:2]] == [
        ("D67TQDY1", 1, "custom K01"),
        ("DN1W0RA9", 1, "custom K01"),
    ]


def test_links_without_optics_have_no_loss(small_rows: PlanRows, patch_row: LinkRow) -> None:
    assert expect_losses(small_rows, patch_row) == Losses(has_optics=False)
    assert {(row[14:18]) for row in acceptance_sheets(small_rows).tables[0].rows} == {("", "-", "-", "-")}
    assert [row[-1] for row in acceptance_sheets(small_rows).tables[0].rows] == [2, 1, 1, 2]


def test_losses_by_hand(small_plan: Plan, pulled_row: LinkRow) -> None:
    """MFP7E10 between two MMA4Z00-NS: two mated pairs of 0.35 dB and 50 m at 3 dB/km, 0.15 dB, are 0.85 dB. With 0.30
    dB for the measurement the installer's limit is 1.15 dB, below the budget of 1.8 dB of the modules. The smaller
    budget of both counts; one of 1.0 dB is the limit itself. Without one on both sides the limit stays 1.15 dB.
    """
    project = small_plan.project
    jumper = replace(copper(50_000), model="MFP7E10", form="jumper")
    model = "MMA4Z00-NS"
    row = replace(
        pulled_row,
        kind_index=0,
        lengths_mm=(50_000,),
        a=replace(pulled_row.a, transceiver=model),
        b=replace(pulled_row.b, transceiver=model),
    )
    rows = PlanRows(replace(small_plan, kinds=(jumper,)))
    budget = project.catalog.optics[model].loss_budget_mdb
    assert expect_losses(rows, row) == Losses(True, 850, budget)
    assert (budget, expect_losses(rows, row).limit_mdb) == (1800, 1150)
    other = replace(project.catalog.optics[model], model="other", loss_budget_mdb=1000)
    mixed = replace(project, catalog=replace(project.catalog, optics={**project.catalog.optics, "other": other}))
    rows = PlanRows(replace(small_plan, kinds=(jumper,), project=mixed))
    assert expect_losses(rows, replace(row, b=replace(row.b, transceiver="other"))).limit_mdb == 1000
    optics = dict(project.catalog.optics) | {model: replace(project.catalog.optics[model], loss_budget_mdb=None)}
    unknown = replace(project, catalog=replace(project.catalog, optics=optics))
    found = expect_losses(PlanRows(replace(small_plan, kinds=(jumper,), project=unknown)), row)
    assert [str(found.cell(one)) for one in (found.expected_mdb, found.limit_mdb, found.budget_mdb)] == [
        "0.85",
        "1.15",
        "not stated",
    ]


def test_methods_of_the_tests(small_rows: PlanRows, patch_row: LinkRow) -> None:
    """A direct-attach cable has no loss, and an InfiniBand switch counts bit errors. MPO over multimode takes 850 nm
    and IEC 61280-4-5; the margin is told as 0.30 dB.
    """
    (after,) = list_methods(small_rows, [patch_row], 300, [])
    assert after.startswith("2. After power: link up at the listed speed.")
    assert "ibdiagnet --get_phy_info" in after
    assert "CRC" not in after
    model = "MMA4Z00-NS"
    optic = replace(
        patch_row,
        media=Media("mm", "OM4"),
        a=replace(patch_row.a, transceiver=model),
        b=replace(patch_row.b, transceiver=model),
    )
    (before, _) = list_methods(small_rows, [optic, patch_row], 300, [1800, 1900])
    assert before.endswith("'-': transceivers built into the cable, or RJ45: no loss to measure.")
    assert "(one-cord reference method): IEC 61280-4-5, 850 nm, encircled-flux launch. Measure" in before
    assert "+ 0.30 dB" in before
    assert "capped at the loss budget of the transceivers (1.80 or 1.90 dB)." in before
    assert before.startswith("1. Before a trunk or cable is first plugged in, while coiled or at goods-in: ")


def test_the_time_of_a_loss_measurement_is_said_to_be_none_of_the_schedule(
    small_rows: PlanRows, patch_row: LinkRow
) -> None:
    """The labour table has 2 min for the loss test of an MPO: three legs of one trunk take 6 min."""
    model = "MMA4Z00-NS"
    ends = {side: replace(getattr(patch_row, side), transceiver=model) for side in ("a", "b")}
    legs = [replace(patch_row, media=Media("mm", "OM4"), leg=number, **ends) for number in (1, 2, 3)]
    words = "The schedule allows no time, crew or instrument for this: plan about 2 min per leg"
    assert f"{words}, 6 min per trunk of 3 legs." in list_methods(small_rows, legs, 300, [])[0]
    assert f"{words}." in list_methods(small_rows, [replace(legs[0], leg=0)], 300, [])[0]


def test_each_rack_has_a_heading_on_its_test_sheet(small_rows: PlanRows) -> None:
    """R01 has three links; R02 begins at the fourth row, with the step that tests there and its time. Copper has no end
    face to see, so its cell has a dash instead of a box to tick.
    """
    document = acceptance_sheets(small_rows)
    (table,) = document.print_tables
    tests = [step for step in small_rows.steps if step.act == Act.TEST]
    assert [(number, words.split("   ")[0]) for number, words in table.headings.items()] == [
        (0, "R01: 3 links"),
        (3, "R02: 1 link"),
    ]
    last = next(step for step in tests if step.place.racks[0] == "R02")
    begin = f"{last.start:%H:%M}"
    assert table.headings[3].endswith(f"Test after power: crew {last.crew} (step {last.number}) from day 1 {begin}")
    faces = keys_of(document).index("faces_ok")
    assert {row[faces] for row in document.tables[0].rows} == {"-"}


def test_two_blocks_of_a_test_sheet(small_rows: PlanRows, pod_plan: Plan) -> None:
    """Print has the label first, then two blocks; the first is left out where no link has optics. A workbook has the
    words of a block before each heading.
    """
    plain = acceptance_sheets(small_rows).print_tables[0].columns
    assert {one.group for one in plain} == {"", "2. after power"}
    columns = acceptance_sheets(PlanRows(pod_plan)).print_tables[0].columns
    assert [columns[0].key, columns[1].key] == ["label_a", "serial"]
    blocks = {group: [one.key for one in columns if one.group == group] for group in {one.group for one in columns}}
    assert blocks["1. before plugging"] == words("limit_db measured_db faces_ok")
    assert blocks["2. after power"] == words("speed_gbps up_ok errors done")
    assert Column("a", "limit dB", 1, "1. before plugging").whole_heading == "1. before plugging: limit dB"


def test_adapters_are_listed_by_their_keys() -> None:
    """Two trunks of two legs between the two panels, each at 4 ports. With one of Type A and one of Type B each sort of
    adapter is there 4 times, else one sort 8 times. Two panels are in stock; of as many as wanted they are ordered.
    """

    def listed(plan: Plan) -> list[tuple[str, str, int, str]]:
        found = [line for line in list_lines(PlanRows(plan)) if line.group in ("panel", "adapter")]
        return [(line.group, line.description.rpartition(", ")[2], line.quantity, line.source) for line in found]

    plan = make_plan(read_files(files_with_two_trunks(EARLY, crews=1)))
    straight, crossed = "key up to key down (Type A)", "key up to key up (Type B)"
    of = "with MPO-24"
    assert listed(plan) == [("panel", "1 U", 2, "stock of inventory.yaml"), ("adapter", crossed, 8, of)]
    kinds = (*plan.kinds, replace(plan.kinds[0], id="K2.0-A", polarity="A"))
    other = with_cells(replace(plan, kinds=kinds), "assemblies.kind", {1: len(plan.kinds)})
    assert listed(other)[1:] == [("adapter", straight, 4, of), ("adapter", crossed, 4, of)]
    inventory = plan.project.inventory
    endless = replace(inventory, panels=tuple(replace(offer, quantity=None) for offer in inventory.panels))
    assert listed(with_project(plan, inventory=endless))[0] == ("panel", "1 U", 2, "to order")


def test_the_bill_by_hand(small_plan: Plan, small_rows: PlanRows) -> None:
    """One cable of 3 m and three of 5 m; the switches are installed. Counts: 8 ends in 8 cages, 4 single cables."""
    document = bill_of_materials(small_rows)
    keys = [column.key for column in document.tables[0].columns]
    lines = [dict(zip(keys, row, strict=True)) for row in document.tables[0].rows]
    assert [(row["group"], row["item"], row["quantity"], row["from"]) for row in lines] == [
        ("cable", "MCC4Q26-3.0", 1, "to order"),
        ("cable", "MCC4Q26-5.0", 3, "to order"),
        ("total", "", "", ""),
    ]
    assert all(
        row["price_usd"] == pytest.approx(float(str(row["unit_price_usd"])) * int(str(row["quantity"])))
        for row in lines[:-1]
    )
    assert lines[-1]["price_usd"] == small_plan.summary.cost_cents / 100
    assert dict(document.tables[1].rows) == {  # type: ignore[arg-type]
        "links": 4,
        "cages in use": 8,
        "transceivers": 0,
        "connectors to plug": 8,
        "trunks": 0,
        "single cables": 4,
        "pulls": 3,
        "racks with cables": 2,
    }


def test_a_bill_for_a_buyer(small_plan: Plan) -> None:
    """A tenth as spares of 1 and 3 cables: one each. Part numbers by length; lead time and condition of the lots."""
    project = small_plan.project
    numbers = (PartNumber("MCC4Q26", None, "NVIDIA", "MCC4Q26-{code}", "", "test", "assumed"),)
    lots = tuple(replace(lot, condition="used", lead_time_days=9) for lot in project.inventory.lots)
    limits = replace(project.request.limits, spares_pct=10)
    changed = replace(
        project,
        catalog=replace(project.catalog, part_numbers=numbers),
        inventory=replace(project.inventory, lots=lots),
        request=replace(project.request, limits=limits),
    )
    table = bill_of_materials(PlanRows(replace(small_plan, project=changed))).tables[0]
    keys = [column.key for column in table.columns]
    lines = [dict(zip(keys, row, strict=True)) for row in table.rows]
    wanted = ("vendor", "part", "quantity", "spares", "total", "condition", "lead_time_days")
    assert [tuple(line[key] for key in wanted) for line in lines[:-1]] == [
        ("NVIDIA", "MCC4Q26-003", 1, 1, 2, "used", 9),
        ("NVIDIA", "MCC4Q26-005", 3, 1, 4, "used", 9),
    ]
    assert lines[-1]["spares_usd"] == pytest.approx(sum(float(str(line["unit_price_usd"])) for line in lines[:-1]))


def test_work_after_midnight_is_in_the_pack_of_its_shift(small_plan: Plan) -> None:
    """One late shift from 23:58 of day 1: its steps of day 2 are in the pack of day 1, also those of crew 2, which
    begins after midnight. Two crews in one shift had packs of two days.
    """
    crew = small_plan.project.crew
    late = replace(crew.shifts[0], id="late", start_minute=23 * 60 + 58, length_s=28_800, breaks_s=())
    rows = PlanRows(replace(small_plan, project=replace(small_plan.project, crew=replace(crew, shifts=(late,)))))
    assert {(step.crew, step.start.day) for step in rows.steps} == {(1, 1), (1, 2), (2, 2)}
    packs = list_packs(rows)
    assert packs == {(step.crew, step.number): "day 1, late shift" for step in rows.steps}
    sections = list_sections(rows)
    assert packs == {(one.crew, step.number): f"{one.day}, late shift" for one in sections for step in one.steps}
    (arrival, *_) = list_arrivals(rows, rows.selected.landings)
    night = replace(arrival, landing_crew=1, landing_steps=(3,), first=datetime(2000, 1, 2, 1, 41))
    heads = [heading for heading, _ in COLUMNS]
    cells = dict(zip(heads, arrival_cells(packs, night), strict=True))
    assert (cells["landing starts"], cells["side"]) == ("day 1, late shift, 01:41", "left")
    cross = replace(night, far_side="right", far_legs=(5, 6, 9))
    assert arrival_cells(packs, cross)[heads.index("side")] == "left; legs 5-6, 9 to right"


def test_single_cables_that_cross_have_a_row_of_their_own(small_rows: PlanRows) -> None:
    """Both cables of the bundle end in R02, one of them moved to the last of 36 cages, at the right."""
    first, second = (one for one in small_rows.links if one.form == PullForm.BUNDLE)
    far = replace(second, b=replace(second.b, cage=36))
    rows = PlanRows(small_rows.plan)
    rows.by_pull[first.pull][:] = [first, far]
    found = list_arrivals(rows, [Landing(first, "B"), Landing(far, "B")])
    assert sorted((one.rack_side, one.far_side, one.plugs) for one in found) == [("left", "", 1), ("left", "right", 1)]


def test_a_table_that_goes_on_has_its_heads_again(small_rows: PlanRows, tmp_path: Path) -> None:
    """A row that does not fit any more stands on the next page, below the heads."""
    with Pages(tmp_path / "door.pdf", "door", small_rows.options.paper.landscape, "foot") as pages:
        writer = DoorWriter(small_rows, pages, list_packs(small_rows))
        writer.start("Rack R01")
        writer.y = 30
        writer.write_cells([f"cell {number}" for number, _ in enumerate(COLUMNS)])
    found = pdf_text((tmp_path / "door.pdf").read_bytes())
    assert found.index("Rack R01 (continued)") < found.index("landing starts") < found.index("cell 0")


def test_a_note_names_the_ports_that_it_holds_for() -> None:
    """A QM9700 has places of cages for its fabric ports, none for its management port; an NM2-36P has none at all."""
    types = [read_catalog().device_types[model] for model in ("QM9700", "NM2-36P")]
    words = drawing_words(types, {"QM9700": {"fabric", "management"}, "NM2-36P": {"fabric"}})
    assert words.startswith("QM9700 fabric ports: cage layout not verified")
    assert words.endswith("QM9700 management, NM2-36P: port layout is schematic; go by the port number on the device.")


def test_rows_whose_modules_are_turned_have_names() -> None:
    """The lower of two rows is the bottom row, counted from the top; a middle one has its number."""
    plate = read_catalog().device_types["QM9700"].faceplates[0]
    assert turned_text(plate) == "bottom row: transceivers go in upside down"
    three = replace(plate, rows=3, turned=(2, 3))
    assert turned_text(three) == "row 2 from the top and bottom row: transceivers go in upside down"
    assert turned_text(replace(plate, rows=1, turned=(1,))) == "transceivers go in upside down"


def test_landings_by_hand(small_rows: PlanRows) -> None:
    """The B end of link 3 is plugged in R01; crew 1 laid it in step 7.

    Cords of one kind, side and way are one row of the table.
    """
    rows = landing_sheet.landing_document(small_rows).tables[0].rows
    last = small_rows.selected.landings[-1]
    landed = small_rows.index.step_of_package[small_rows.index.package_of[PackageKind.LAND_B, last.row.pull]]
    assert rows[-1] == (
        1,
        7,
        landed.crew,
        landed.number,
        "DTYJV74W",
        "B",
        0,
        "R01",
        1,
        "rear",
        "spine-01",
        "2",
        "R01-01:02/R02-20:01",
        "C-fabric-TYJV74W",
    )
    here = [one for one in small_rows.selected.landings if one.end.rack == "R01"]
    arrivals = list_arrivals(small_rows, here)
    assert sorted((one.kind, one.side, one.far_rack, one.plugs) for one in arrivals) == [
        ("MCC4Q26-3.0", "A", "R01", 1),
        ("MCC4Q26-3.0", "B", "R01", 1),
        ("MCC4Q26-5.0", "A", "R02", 2),
        ("MCC4Q26-5.0", "B", "R02", 1),
    ]
    assert [one.first for one in arrivals] == sorted(one.first for one in arrivals)
    assert {one.spare_legs for one in arrivals} == {()}


@pytest.mark.plan
def test_spare_legs_stand_at_both_ends_of_a_trunk(superpod_plan: Plan) -> None:
    """A rack of four nodes with eight ports fills a trunk of 32 legs. 64 uplinks of eight leaves lie on a trunk of 72:
    65 to 72 are spare.
    """
    rows = PlanRows(superpod_plan)
    (arrival,) = list_arrivals(rows, [one for one in rows.selected.landings if one.end.rack == "A01"])
    assert (arrival.plugs, arrival.legs, arrival.spare_legs, arrival.far_rack) == (32, tuple(range(1, 33)), (), "A05")
    for rack, far in (("A05", "C05"), ("C05", "A05")):
        arrivals = list_arrivals(rows, [one for one in rows.selected.landings if one.end.rack == rack])
        (wide,) = (one for one in arrivals if one.far_rack == far and one.spare_legs)
        assert (wide.plugs, wide.legs, wide.spare_legs) == (64, tuple(range(1, 65)), tuple(range(65, 73)))


def test_labels_in_order_of_laying(small_plan: Plan) -> None:
    """Crew 1 lays links 1, 2 (step 3) and 3 (step 7), crew 2 link 0; both ends each. The code is a link."""
    rows = PlanRows(small_plan, Options(base_url="https://x/"))
    labels = list_labels(rows)
    assert [(label.cable_id, label.side) for label in labels] == [
        (rows.links[link].cable_id, side) for link in (1, 2, 3, 0) for side in ("A", "B")
    ]
    document = label_document(rows, labels)
    assert document.tables[0].rows[1] == (
        "R02-01:01/R01-20:02",
        "C-fabric-67TQDY1",
        "https://x/C-fabric-67TQDY1.B",
        "B",
        "D67TQDY1",
        "spine-02 1",
        "leaf-01 2",
        "fabric",
        "QDR copper",
        "apply",
        1,
        "day 1, day shift",
        3,
        "R01 > R02",
        9.43,
        "wrap-25x57",
    )


TRUNK = replace(
    copper(4000),
    id="K01",
    model="TRUNK-OM4-48",
    form="trunk",
    custom=True,
    a_legs_mm=(1500, 1500, 2000),
    b_legs_mm=(1000, 1000, 1000),
    connector="MPO-12/APC",
    gender="female",
    polarity="B",
    links=3,
)


def test_an_order_by_hand(small_plan: Plan) -> None:
    """The bundle as one trunk of three legs, of which legs 1 and 2 carry links: leg 3 is spare at both ends. A leg may
    be 2 % longer. Part number, price and lead time are left to the supplier.
    """
    lots = tuple(replace(lot, model=TRUNK.model, lead_time_days=21) for lot in small_plan.project.inventory.lots)
    inventory = replace(small_plan.project.inventory, lots=lots)
    plan = replace(
        small_plan,
        project=replace(small_plan.project, inventory=inventory),
        kinds=(copper(3000), TRUNK, copper(5000)),
        segments=replace(small_plan.segments, assembly=column(0, 1, 1, 2), leg=column(0, 0, 1, 0)),
        assemblies=replace(small_plan.assemblies, kind=column(0, 1, 2), pull=column(0, 1, 2), lot=column(0, 1, 1)),
        pulls=replace(small_plan.pulls, form=column(PullForm.PATCH, PullForm.TRUNK, PullForm.SINGLE)),
    )
    document = order_form(PlanRows(plan))
    kinds, legs, pieces, labels, _ = document.tables
    assert row_of(document, 0) | {"description": "", "fibers": "", "jacket": "", "legs": ""} == {
        "kind": "K01",
        "quantity": 1,
        "description": "",
        "fiber": "OM4",
        "fibers": "",
        "legs": "",
        "connector": "MPO-12/APC female (no pins)",
        "polarity": "B",
        "body_m": Decimal("4.0"),
        "overall_m": Decimal("7.0"),
        "a_legs_m": "1.5 m: legs 1-2; 2.0 m: legs 3",
        "b_legs_m": "1.0 m: legs 1-3",
        "tolerance": "plus 2 %, minus 0",
        "jacket": "",
        "eye": "A end, max. dia. 50 mm",
        "diameters_mm": "18 / 3",
        "supplier_part": "",
        "unit_price": "",
        "quoted_lead_time": "",
    }
    assert len(kinds.rows) == 1
    printed = dict(zip([column.key for column in kinds.columns], document.print_tables[0].rows[0], strict=True))
    assert printed["a_legs_m"] == "1.5\u00a0m: legs 1-2; 2.0\u00a0m: legs 3"
    assert (printed["tolerance"], printed["eye"]) == ("plus 2\u00a0%, minus 0", "A\u00a0end, max. dia. 50\u00a0mm")
    assert [row[1:5] for row in legs.rows] == [
        ("A", 1, Decimal("1.5"), 30),
        ("A", 2, Decimal("1.5"), 30),
        ("A", 3, Decimal("2.0"), 40),
        ("B", 1, Decimal("1.0"), 20),
        ("B", 2, Decimal("1.0"), 20),
        ("B", 3, Decimal("1.0"), 20),
    ]
    serial = PlanRows(plan).links[1].serial
    assert pieces.rows == ((serial, "K01", "TRUNK-OM4-48", Decimal("4.0"), 2, 1, "R01", "R02", "FLOOR"),)
    assert [row[2:5] for row in labels.rows] == [
        (1, "R01-20:02/R02-01:01", "R02-01:01/R01-20:02"),
        (2, "R01-20:03/R02-01:02", "R02-01:02/R01-20:03"),
        (3, f"SPARE {serial}.03 A", f"SPARE {serial}.03 B"),
    ]
    assert [row[7:] for row in labels.rows] == [
        ("leaf-01 2", "spine-02 1", "C-fabric-67TQDY1.A", "C-fabric-67TQDY1.B"),
        ("leaf-01 3", "spine-02 2", "C-fabric-N1W0RA9.A", "C-fabric-N1W0RA9.B"),
        ("", "", "", ""),
    ]
    assert document.subtitle == "1 kind, 1 piece for multirack-2"
    assert document.print_tables[0].notes[0].startswith("1 piece in 1 kind: 4 m of body, 8 m of legs. ")
    assert (
        term_of(document, "dates")
        == "Required on site: to be agreed with the buyer ____________  Lead time: 21 days  Transport: ____________"
    )
    request = replace(plan.project.request, racks_ready=datetime(2027, 1, 11, 6))
    dated = order_form(PlanRows(replace(plan, project=replace(plan.project, request=request))))
    assert "2027-01-11  Lead time: 21 days, order by 2026-12-21  " in term_of(dated, "dates")


def term_of(document: SheetDocument, subject: str) -> str:
    """The requirement of one term of an order."""
    return next(str(row[2]) for row in document.tables[4].rows if row[1] == subject)


def test_the_terms_of_an_order_have_their_figures(small_plan: Plan) -> None:
    """Two trunks of 48 legs, 18 mm, eye 50 mm: bends of 180 and 360 mm, a coil of 720 mm. A leg of 1.0 m may
    be 20 mm longer, the body of 4.0 m 80 mm. The leg of 2.0 m is in front, those of 1.5 m are 500 mm behind,
    and a connector takes 60 mm. 576 fibers
    are 12 a leg, so 5-8 stay dark. The code of a leg is the one on the labels of the crew.
    """
    lots = tuple(replace(lot, model=TRUNK.model) for lot in small_plan.project.inventory.lots)
    plan = replace(
        small_plan,
        project=replace(small_plan.project, inventory=replace(small_plan.project.inventory, lots=lots)),
        kinds=(copper(3000), TRUNK, copper(5000)),
        segments=replace(small_plan.segments, assembly=column(0, 1, 1, 2), leg=column(0, 0, 1, 0)),
        assemblies=replace(small_plan.assemblies, kind=column(0, 1, 2), pull=column(0, 1, 2), lot=column(0, 1, 1)),
        pulls=replace(small_plan.pulls, form=column(PullForm.PATCH, PullForm.TRUNK, PullForm.SINGLE)),
    )
    rows = PlanRows(plan, Options(base_url="https://x/"))
    document = order_form(rows)
    labels = {row[2] for row in label_document(rows, list_labels(rows)).tables[0].rows}
    assert {code for row in document.tables[3].rows for code in row[-2:]} - {""} <= labels
    assert "48 legs 180 / 360." in term_of(document, "bend radius")
    assert "legs of 1.0 m + 20 mm, 1.5 m + 30 mm, 2.0 m + 40 mm; a body of 4.0 m + 80 mm" in term_of(
        document, "lengths"
    )
    assert "at least 720 mm" in term_of(document, "packaging")
    assert "dB/km at 850 nm, cabled." in term_of(document, "OM4 fiber")
    assert "IEC 60793-2-10 type A1-OM4" in term_of(document, "OM4 fiber")
    assert "Valid until: ____" in term_of(document, "validity, terms")
    assert "Max. dia. 50 mm with 48 legs; minimum length 560 mm, depending on the stagger" in term_of(
        document, "pulling eye"
    )
    assert term_of(document, "lit fibers").startswith("12 fibers per leg; those at positions 1-4 and 9-12 are lit")
    assert "At most 0.35 dB for each mated pair" in term_of(document, "OM4 insertion loss")
    assert "QR of the https://x/<cable id>.<end>" in term_of(document, "legs")


def test_options_are_checked_all_at_once(small_plan: Plan) -> None:
    """Unknown names with what is meant; texts that find no room."""
    wanted = Wanted(crews=(3,), racks=("R03",), columns="lenght_m,u", base_url="x" * 121, revision="a\nb")
    with pytest.raises(PlannerError) as caught:
        read_options(small_plan, wanted)
    message = str(caught.value)
    for part in (
        "no crew 3; there are: 1, 2",
        "no rack R03; did you mean R0",
        "no column lenght_m; did you mean length_m",
        "--base-url takes at most 120",
        "--revision takes at most 200",
    ):
        assert part in message
    found = read_options(
        small_plan, Wanted(base_url="https://x", columns=" crew , route", crews=(1, 2), both_ways=True)
    )
    assert found.base_url == "https://x/"
    assert found.columns == ("crew", "route")
    assert found.selection.crews == {1, 2}
    assert found.both_ways


def test_a_field_names_a_column_and_reads_a_cell() -> None:
    fields: tuple[Field[int], ...] = (
        Field("n", "number", lambda value: value, 2.0),
        Field("half", "half", lambda value: value / 2),
        Field("done", "done", blank),
    )
    assert [(column.key, column.heading, column.width) for column in columns_of(fields)] == [
        ("n", "number", 2.0),
        ("half", "half", 1.0),
        ("done", "done", 1.0),
    ]
    assert cells_of(fields, [3, 4]) == ((3, 1.5, ""), (4, 2.0, ""))
    assert make_table("t", "T", fields, [1], ("note",)).notes == ("note",)


def test_the_links_of_a_row_share_portrait_pages(superpod_plan: Plan, tmp_path: Path) -> None:
    """2,048 links of four units: 64 or more a page, with a heading for each rack, make 34 pages at most."""
    rows = PlanRows(superpod_plan)
    document = acceptance_sheets(rows)
    write_pdf(document, tmp_path / "tests.pdf", rows.options.paper)
    pages = pypdfium2.PdfDocument(tmp_path / "tests.pdf")
    assert sum(len(table.rows) for table in document.print_tables) == 2048
    assert len(pages) <= 34
    assert pages[0].get_width() < pages[0].get_height()


def test_tolerances_of_many_lengths_are_in_the_workbook(small_plan: Plan) -> None:
    """Twelve lengths of 1.0 to 6.5 m are listed. Of thirteen the terms have the shortest and the longest: 2 % of 7 m
    are 140 mm.
    """
    trunk = small_plan.project.catalog.trunks[TRUNK.model]
    twelve = tuple(range(1000, 7000, 500))
    assert leg_tolerances([replace(TRUNK, a_legs_mm=twelve)], trunk).count(" m + ") == 12
    found = leg_tolerances([replace(TRUNK, a_legs_mm=(*twelve, 7000))], trunk)
    assert found == "legs of 1.0 m + 20 mm, 7.0 m + 140 mm (the others: sheet Legs)"


def test_single_mode_fiber_is_left_to_the_supplier_to_name() -> None:
    """OS2 is the cabled fiber; two types of ITU-T are sold as such."""
    assert FIBER_NAMES["OS2"] == f"ITU-T G.652.D or G.657.A1, state which: {FILL} "


def test_a_node_that_is_bought_is_no_switch() -> None:
    """Devices of equipment.yaml may be bought too."""
    assert device_words({"spine": 2, "leaf": 4}) == "switch: 4 leaves and 2 spines"
    assert device_words({"host": 4}) == "device: 4 nodes"


def test_the_buyer_is_whom_the_request_names() -> None:
    """Name and number stand in the line; what is not stated is left to fill in."""
    assert f"contact Ada Miller  telephone +49 30 1  order {LONG_FILL}" in buyer_text(Contact("Ada Miller", "+49 30 1"))
    assert f"contact Ada  telephone {LONG_FILL}" in buyer_text(Contact("Ada", ""))
    assert buyer_text(None).count(LONG_FILL) == 4


def test_headings_of_the_table_of_cable_ends_are_not_broken() -> None:
    """Each word of a heading fits its column of a door sheet on A4: 786 points shared, 4 between columns."""
    whole = sum(share for _, share in COLUMNS)
    for heading, share in COLUMNS:
        assert all(width_pt(word, BOLD, 7.5) <= 786 * share / whole - 4 for word in heading.split()), heading


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([30], "step 30"), ([30, 31, 40, 52], "steps 30-31, 40, 52"), ([30, 40, 52, 61], "4 steps between 30 and 61")],
)
def test_a_heading_names_few_ranges_of_steps(numbers: list[int], expected: str) -> None:
    assert steps_words(numbers) == expected


def test_a_blank_stays_with_the_words_that_say_what_it_is() -> None:
    """On paper no line ends between a label of up to four words and its blank; other words break as before."""
    words = f"Required: day  Lead time: {FILL}  Delivery terms (Incoterms): {FILL}  Approved by {FILL}  {3 * FILL}"
    table = Table(name="t", title="T", columns=(Column("a", "a"),), rows=((words,),))
    ((kept,),) = keep_together(table, BLANK).rows
    assert split_words(str(kept)) == [
        "Required:",
        "day",
        f"Lead time: {FILL}",
        f"Delivery terms (Incoterms): {FILL}",
        f"Approved by {FILL}",
        3 * FILL,
    ]


def test_paper_names_all_that_is_sent(small_plan: Plan) -> None:
    """order.zip has four files; the form names the other three."""
    names = ("order_drawings.pdf", "order_form.xlsx", "labels.csv")
    kinds = (replace(small_plan.kinds[0], custom=True), *small_plan.kinds[1:])
    (first, *_) = order_form(PlanRows(replace(small_plan, kinds=kinds))).print_tables
    assert all(name in first.notes[0] for name in names)
    assert first.has_rules
