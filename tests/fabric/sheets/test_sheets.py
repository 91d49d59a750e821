"""Sheets from a stored plan: every link once, the same rows in every format, codes that scan, the same text everywhere.

The large sites are marked `plan`; test_documents.py asks the same of a plan by hand.
"""

import io
import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import accumulate, pairwise
from pathlib import Path

import cv2
import numpy as np
import openpyxl
import pypdfium2
import pytest

from fabric import Plan, write_sheets
from fabric.sheets.documents.acceptance import acceptance_sheets
from fabric.sheets.documents.bill import bill_of_materials
from fabric.sheets.documents.goods_in import goods_in
from fabric.sheets.documents.kitting import kitting_list
from fabric.sheets.documents.labels import list_labels
from fabric.sheets.documents.landing_sheet import landing_document
from fabric.sheets.documents.optics_list import optics_list
from fabric.sheets.documents.order_form import order_form
from fabric.sheets.documents.pull_sheet import pull_sheet
from fabric.sheets.documents.schedule_table import cable_schedule, port_map
from fabric.sheets.documents.shift_plan import shift_plan
from fabric.sheets.rows.legs import list_leg_runs
from fabric.sheets.rows.options import Options
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import leg_runs_text
from fabric.writers.csv_writer import write_csv
from fabric.writers.fonts import BOLD, list_runs, wrap
from fabric.writers.pages import MARGIN, PAPERS
from fabric.writers.pdf_writer import PAD, SIZE, cell_text, share_width, write_pdf
from fabric.writers.table import Column, SheetDocument, Table
from fabric.writers.xlsx_writer import write_xlsx
from tests.fabric.sheets.rendering import pdf_text, read_rows, render, role_text

GOLDEN = Path(__file__).parent.parent.parent / "golden"


MAKERS = (
    pull_sheet,
    shift_plan,
    kitting_list,
    goods_in,
    acceptance_sheets,
    cable_schedule,
    port_map,
    bill_of_materials,
    order_form,
    optics_list,
    landing_document,
)
"""All documents of tables."""


@pytest.fixture(scope="module")
def files(superpod_plan: Plan) -> dict[str, bytes]:
    return render(superpod_plan, Options(pdf="all"))


def norm(cell: object) -> str:
    """Cells as text: 240.0 and 240 are one number, 7.50 and 7.5 too; a moment is told to the minute."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    text = str(cell)
    return f"{Decimal(text).normalize():f}" if re.fullmatch(r"-?\d+\.\d+", text) else text


@pytest.mark.plan
def test_every_link_stands_on_the_sheets_exactly_once(files: dict[str, bytes]) -> None:
    """1024 node-leaf and 1024 leaf-spine links: 2048 rows, 4096 ports, 4096 labels."""
    schedule = read_rows(files["data/cable_schedule.csv"])
    assert Counter(row["stage"] for row in schedule) == {"node-leaf": 1024, "leaf-spine": 1024}
    assert len({row["cable_id"] for row in schedule}) == 2048
    ends = [(row[f"{side}_device"], row[f"{side}_port"]) for row in schedule for side in ("a", "b")]
    assert len(set(ends)) == 4096
    assert {(row["device"], row["port"]) for row in read_rows(files["data/port_map.csv"])} == set(ends)
    assert Counter(row["cable_id"] for row in read_rows(files["data/labels.csv"])).most_common(1)[0][1] == 2


@pytest.mark.plan
def test_a_twin_port_cage_goes_to_two_leaves(files: dict[str, bytes]) -> None:
    leaves: dict[tuple[str, str], set[str]] = {}
    for row in read_rows(files["data/cable_schedule.csv"]):
        if row["stage"] == "node-leaf":
            leaves.setdefault((row["a_device"], row["a_cage"]), set()).add(row["b_device"])
    assert {len(found) for found in leaves.values()} == {2}


@pytest.mark.plan
def test_a_row_carries_both_ends_whole(files: dict[str, bytes]) -> None:
    """Rail 1 is GPU 0, which OSFP4P2 (mlx5_0) serves: it goes to the first leaf of the unit."""
    row = next(
        row
        for row in read_rows(files["data/cable_schedule.csv"])
        if row["a_device"] == "dgx-0001" and row["a_port"] == "OSFP4P2"
    )
    expected = {
        "a_site": "superpod-h100-su4",
        "a_room": "hall-1",
        "a_row": "A",
        "a_rack": "A01",
        "a_u": "2",
        "a_face": "rear",
        "a_cage": "4",
        "a_mpo": "2",
        "a_os_name": "ibp24s0",
        "a_driver_name": "mlx5_0",
        "a_connector": "MPO-12/APC female",
        "a_transceiver": "MMA4Z00-NS-FLT",
        "b_device": "leaf-01-1",
        "b_port": "1/1",
        "b_transceiver": "MMA4Z00-NS",
        "speed_gbps": "400",
        "media": "OM4 multimode",
        "polarity": "B",
    }
    assert {key: row[key] for key in expected} == expected
    assert re.fullmatch(r"A01-02:04\.2/A0[56]-40:01\.1", row["label_a"])
    assert row["label_b"] == "/".join(reversed(row["label_a"].split("/")))
    inside_a, route, inside_b, total = map(float, re.findall(r"[\d.]+", row["derivation"]))
    assert inside_a + route + inside_b == pytest.approx(total)
    assert inside_a == 3.568
    parts = {end: [float(row[f"{end}_{part}_m"]) for part in ("depth", "rise", "loop")] for end in "ab"}
    assert [sum(parts["a"]), float(row["route_m"]), sum(parts["b"])] == pytest.approx([inside_a, route, inside_b])
    # The entry is in the middle of a rack of 1,200 mm: 600 mm from either face.
    assert parts["a"][0] == parts["b"][0] == 0.6
    legs = [float(part) for part in row["length_m"].split("+")]
    assert all(has >= needs for has, needs in zip(legs, (inside_a, route, inside_b), strict=True))


@pytest.mark.plan
def test_every_leg_has_one_text_everywhere(files: dict[str, bytes]) -> None:
    """Order form, labels, landing lists and port map name each leg's ends alike."""
    schedule = {
        row["cable_id"]: (row["label_a"], row["label_b"]) for row in read_rows(files["data/cable_schedule.csv"])
    }
    pieces = {
        row["code_a"].removesuffix(".A"): (row["label_a"], row["label_b"])
        for row in read_rows(files["data/order_form_pieces.csv"])
        if row["code_a"]
    }
    assert pieces == schedule
    for name in ("data/labels.csv", "data/landing_sheets.csv", "data/port_map.csv"):
        column = "text" if name == "data/labels.csv" else "label"
        texts: dict[str, set[str]] = {}
        for row in read_rows(files[name]):
            texts.setdefault(row["cable_id"], set()).add(row[column])
        assert texts == {cable: set(labels) for cable, labels in schedule.items()}


@pytest.mark.plan
def test_the_order_form_is_complete(files: dict[str, bytes], superpod_plan: Plan) -> None:
    kinds = read_rows(files["data/order_form.csv"])
    pieces = read_rows(files["data/order_form_pieces.csv"])
    legs = read_rows(files["data/order_form_legs.csv"])
    assert (
        sum(int(kind["quantity"]) for kind in kinds)
        == len({piece["serial"] for piece in pieces})
        == len(superpod_plan.assemblies.kind)
    )
    for kind in kinds:
        assert all(
            kind[key]
            for key in ("fiber", "fibers", "connector", "polarity", "body_m", "a_legs_m", "b_legs_m", "jacket", "eye")
        )
        assert kind["tolerance"].endswith("minus 0")
        assert kind["connector"].endswith("female (no pins)")
        assert len([leg for leg in legs if leg["kind"] == kind["kind"]]) == 2 * int(kind["legs"])
    assert all(piece["label_a"] and piece["label_b"] for piece in pieces)


def test_pdf_xlsx_and_csv_have_the_same_rows(small_plan: Plan) -> None:
    """Read back by other libraries."""
    found = render(small_plan, Options(pdf="all"))
    for make in MAKERS:
        document = make(PlanRows(small_plan))
        book = openpyxl.load_workbook(io.BytesIO(found[f"data/{document.name}.xlsx"]))
        assert len(book.worksheets) == len(document.tables)
        for sheet, table in zip(book.worksheets, document.tables, strict=True):
            cells = [
                ["" if cell is None else norm(cell) for cell in row]
                for row in sheet.iter_rows(min_row=2, values_only=True)
            ]
            plain = [
                [value[1:] if value.startswith("'") else value for value in row.values()]
                for row in read_rows(found[f"data/{table.name}.csv"])
            ]
            assert [list(map(norm, row)) for row in cells] == [list(map(norm, row)) for row in table.rows]
            assert [list(map(norm, row)) for row in plain] == [list(map(norm, row)) for row in table.rows]
            assert sheet.freeze_panes == "A2"
    text = pdf_text(found["data/cable_schedule.pdf"])
    schedule = read_rows(found["data/cable_schedule.csv"])
    assert all(text.count(row["cable_id"]) == 1 for row in schedule)
    assert all(row["label_a"] in text.replace("\r\n", "") for row in schedule)


def test_print_has_every_cell_of_its_rows(small_plan: Plan) -> None:
    """Row by row, the cells of each printed table follow each other in the text of the PDF, rows in their order.
    Landing sheets and crew packs are no tables.
    """
    found = render(small_plan, Options(pdf="all"))
    rows = PlanRows(small_plan, Options(pdf="all"))
    in_parts = {"test_sheets": ("test", "row-")}
    for make in MAKERS:
        document = make(rows)
        if make in (landing_document, pull_sheet):
            continue
        (folder,) = {name.split("/")[0] for name in found if name.endswith(f"/{document.name}.pdf")} or {""}
        folder, start = in_parts.get(document.name, (folder, f"{document.name}.pdf"))
        text = "".join(role_text(found, folder, start).split()).replace("\ufffe", "-")
        at = 0
        for table in document.print_tables or document.tables:
            for row in table.rows:
                line = "".join("".join(cell_text(cell).split()) for cell in row)
                at = text.find(line, at)
                assert at >= 0, (document.name, line)
                at += len(line)


@pytest.mark.plan
def test_the_pull_sheet_has_every_step_once_in_order(files: dict[str, bytes], superpod_plan: Plan) -> None:
    steps = read_rows(files["data/pull_sheet.csv"])
    assert len(steps) == len(superpod_plan.packages.kind)
    numbers: dict[str, list[int]] = {}
    for step in steps:
        numbers.setdefault(step["crew"], []).append(int(step["step"]))
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())
    text = role_text(files, "crew", "crew-")
    assert text.count("Dress, break out") == sum(step["act"].startswith("land") for step in steps)


@pytest.mark.plan
def test_no_sheet_shows_a_placeholder(files: dict[str, bytes]) -> None:
    """A brace on a sheet is a text that was never filled in."""
    for name, content in files.items():
        if name.endswith(".csv"):
            assert b"{" not in content, name
    assert "{" not in role_text(files, "crew", "crew-") + pdf_text(files["supplier/order_form.pdf"])


@pytest.mark.plan
def test_what_other_crews_must_have_done_is_said(files: dict[str, bytes]) -> None:
    """A landing whose trunk another crew pulled names that crew and step."""
    steps = read_rows(files["data/pull_sheet.csv"])
    pulled = {step["serials"]: step for step in steps if step["act"] == "pull"}
    landings = [step for step in steps if step["act"].startswith("land")]
    foreign = [step for step in landings if pulled[step["serials"]]["crew"] != step["crew"]]
    assert foreign
    for step in foreign:
        pull = pulled[step["serials"]]
        said = [
            (crew, number)
            for crew, ranges in re.findall(r"crew (\d+) steps? ([-0-9, ]+)", step["wait_for"])
            for first, _, last in (part.strip().partition("-") for part in ranges.split(","))
            for number in range(int(first), int(last or first) + 1)
        ]
        assert (pull["crew"], int(pull["step"])) in said


@pytest.mark.plan
def test_each_crew_has_a_pack_of_its_own_for_each_shift(files: dict[str, bytes]) -> None:
    """Six crews work in two shifts: twelve files, each with one hand-over box, and every step once with its times."""
    packs = {name: pdf_text(content) for name, content in files.items() if name.startswith("crew/crew-")}
    assert list(packs)[:2] == ["crew/crew-01-day-1-day.pdf", "crew/crew-01-day-1-late.pdf"]
    assert len(packs) == 12
    assert all(text.count("HAND-OVER") == 1 for text in packs.values())
    steps = [text.partition("Left and right")[2] for text in packs.values()]
    found = sum(len(re.findall(r"^\d+ \d\d:\d\d-\d\d:\d\d", text, re.MULTILINE)) for text in steps)
    assert found == len(read_rows(files["data/pull_sheet.csv"]))


@pytest.mark.plan
def test_codes_scan_with_another_reader(files: dict[str, bytes]) -> None:
    """The first label that replaces one of the supplier is rendered at 600 dpi and its code read by OpenCV."""
    name = "supplier/labels_reserve-flag-70x25.pdf"
    page = pypdfium2.PdfDocument(files[name])[0].render(scale=600 / 72).to_numpy()
    label = np.ascontiguousarray(page[:, : page.shape[1] // 2])
    text, _, _ = cv2.QRCodeDetectorAruco().detectAndDecode(label)
    first = read_rows(files["data/labels.csv"])[0]
    assert text == first["code"] == f"{first['cable_id']}.A"
    assert first["text"].split("/")[0] in pdf_text(files[name])


@pytest.mark.plan
def test_labels_to_apply_come_first(multirack_plan: Plan, superpod_plan: Plan) -> None:
    assert {label.apply for label in list_labels(PlanRows(multirack_plan))} == {True}
    assert {label.apply for label in list_labels(PlanRows(superpod_plan))} == {False}


@pytest.mark.plan
def test_the_bill_adds_up(superpod_plan: Plan) -> None:
    """128 x 4 flat-top and 48 x 32 finned transceivers; the total is the sum of the lines and the plan's cost."""
    material = bill_of_materials(PlanRows(superpod_plan)).tables[0]
    keys = [column.key for column in material.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in material.rows]
    quantity = {row["item"]: row["quantity"] for row in rows}
    assert (quantity["MMA4Z00-NS-FLT"], quantity["MMA4Z00-NS"]) == (512, 1536)
    lines = [float(str(row["price_usd"])) for row in rows if row["group"] != "total"]
    assert sum(lines) == pytest.approx(superpod_plan.summary.cost_cents / 100)
    assert float(str(rows[-1]["price_usd"])) == pytest.approx(sum(lines))


def test_the_same_plan_gives_the_same_bytes(small_plan: Plan) -> None:
    assert render(small_plan) == render(small_plan)


def test_golden_pull_sheet_and_schedule(multirack_plan: Plan) -> None:
    """The sheets of four racks, as a person has looked at them. After a look: WRITE_EXPECTED=1 make test."""
    found = render(multirack_plan)
    for name in ("pull_sheet.csv", "cable_schedule.csv", "bill_of_materials.csv"):
        path = GOLDEN / f"multirack-4.{name}"
        if os.environ.get("WRITE_EXPECTED"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(found[f"data/{name}"])
        assert found[f"data/{name}"] == path.read_bytes(), name


def test_undated_sheets_count_days(multirack_plan: Plan) -> None:
    first = pull_sheet(PlanRows(multirack_plan)).tables[0].rows[0]
    assert first[3] == "day 1 08:00"


@pytest.mark.parametrize("text", ["=1+1", "+2", "-3", "@SUM(A1)", "\tx", "'1", '"=1+1'])
def test_texts_are_never_formulas(text: str, tmp_path: Path) -> None:
    """A spreadsheet takes them for text; who takes one leading quote away has what was meant."""
    document = SheetDocument(
        name="d",
        title="D",
        subtitle="",
        tables=(Table(name="t", title="T", columns=(Column("a", "a"),), rows=((text,),)),),
    )
    write_csv(document, tmp_path)
    (row,) = read_rows((tmp_path / "t.csv").read_bytes())
    assert row["a"] == (f"'{text}" if text[0] != '"' else text)
    write_xlsx(document, tmp_path / "d.xlsx", "A4")
    cell = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


NAMES = ("x" * 64, "Ελλάδα-Ράφι-07", "Стойка-12-Ё", "机柜-甲-07", "ラック07-あ", "랙-가나다", "Łódź-ß-½")


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_cut_or_overprinted_in_print(paper: str, tmp_path: Path) -> None:
    """Long names, Greek, Cyrillic, Chinese, Japanese, Korean: each is read back whole, and every letter stands in its
    own column.
    """
    columns = (Column("a", "a", 0.2), Column("b", "b", 5), Column("c", "c", 0.3))
    table = Table(name="t", title="T", columns=columns, rows=tuple((name, name, name) for name in NAMES))
    write_pdf(
        SheetDocument(name="d", title="D", subtitle="s" * 64, tables=(table,)),
        tmp_path / "d.pdf",
        PAPERS[paper],
    )
    page = pypdfium2.PdfDocument(tmp_path / "d.pdf")[0]
    text = page.get_textpage()
    # The reader takes a hyphen at the end of a line for a soft one.
    whole = "".join(text.get_text_range().split()).replace("\ufffe", "-")
    for name in NAMES:
        assert name in whole
    width = page.get_width()
    edges = list(accumulate([28, *share_width(width - 56, table)]))
    for index in range(text.count_chars()):
        left, bottom, right, _ = text.get_charbox(index)
        if 40 < bottom < page.get_height() - 62 and right > left:
            assert any(a <= left and right <= b for a, b in pairwise(edges)), (index, left, right)


@pytest.mark.parametrize("paper", list(PAPERS))
@pytest.mark.parametrize("make", [make for make in MAKERS if make not in (landing_document, pull_sheet)])
def test_headings_break_between_words(
    make: Callable[[PlanRows], SheetDocument], paper: str, small_rows: PlanRows
) -> None:
    """A column is at least as wide as the longest word of its heading: 'continuit|y' was one that was not."""
    rows = PlanRows(small_rows.plan, Options(pdf="all"))
    document, room = make(rows), PAPERS[paper].landscape.width - 2 * MARGIN
    for table in document.print_tables or document.tables:
        for column, width in zip(table.columns, share_width(room, table), strict=True):
            lines = wrap(column.heading, width - 2 * PAD, BOLD, SIZE)
            assert " ".join(lines) == column.heading


def test_lines_break_at_spaces_or_inside_words() -> None:
    assert "".join(wrap("x" * 64, 50, "Helvetica", 7.5)) == "x" * 64
    assert wrap("", 50, "Helvetica", 7.5) == ("",)
    assert wrap("one two", 20, "Helvetica", 7.5) == ("one", "two")


def test_what_no_font_prints_is_shown_as_what_it_is() -> None:
    """NUL and an Egyptian letter as code points; other letters in the fonts that have them."""
    assert list_runs("A\x00é") == (("Helvetica", "A<U+0000>é"),)
    assert list_runs("aβЖ中") == (("Helvetica", "a"), ("DejaVuSans", "βЖ"), ("DroidSansFallback", "中"))
    assert list_runs("\U00013000") == (("Helvetica", "<U+13000>"),)


def test_legs_are_described_by_length() -> None:
    assert leg_runs_text(list_leg_runs((2500, 2500, 3000, 2500))) == "1-2: 2.5; 3: 3.0; 4: 2.5"


def test_names_cannot_run_in_a_picture(small_plan: Plan) -> None:
    evil = tuple(replace(device, id=f"<script>{i}</script>") for i, device in enumerate(small_plan.devices))
    found = render(replace(small_plan, devices=evil))
    assert b"<script>" not in found["lead/floor_plan.svg"] + found["lead/rack_elevations.svg"]
    assert b"&lt;script&gt;" in found["lead/rack_elevations.svg"]


def test_a_folder_is_replaced_as_a_whole(small_plan: Plan, tmp_path: Path) -> None:
    names = write_sheets(small_plan, tmp_path / "out")
    assert write_sheets(small_plan, tmp_path / "out") == names
    out = tmp_path / "out"
    found = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert found == {*names, ".fabric-planner"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.plan
def test_the_order_form_says_by_when_to_order(pod_plan: Plan) -> None:
    """Racks on 11 January, 21 days of lead time: by 21 December."""
    project = pod_plan.project
    lots = tuple(replace(lot, lead_time_days=21) for lot in project.inventory.lots)
    request = replace(project.request, racks_ready=datetime(2027, 1, 11, 6))
    dated = replace(project, request=request, inventory=replace(project.inventory, lots=lots))
    terms = order_form(PlanRows(replace(pod_plan, project=dated))).tables[4].rows
    dates = next(str(row[2]) for row in terms if row[1] == "dates")
    assert dates.startswith("Required on site: 2027-01-11  Lead time: 21 days, order by 2026-12-21  ")
    first = pull_sheet(PlanRows(replace(pod_plan, project=dated))).tables[0].rows[0]
    assert first[3] == datetime(2027, 1, 11, 6)
