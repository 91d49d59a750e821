"""What crews hold: landing sheets, labels of every stock, kitting, tests, selections; the same text everywhere, nothing
that a name could do.
"""

import math
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path as PathOfFile
from xml.etree import ElementTree

import cv2
import numpy as np
import pypdfium2
import pytest

from fabric import Plan, Project, audit_plan, load_plan, make_plan, save_plan, write_sheets
from fabric.catalog import read_catalog
from fabric.commands.sheets import sheets
from fabric.executors.processes import ProcessExecutor
from fabric.plan import PackageKind
from fabric.plan.fingerprint import plan_id
from fabric.project import LabelGrammar
from fabric.sheets import Options, Selection, Wanted, read_options
from fabric.sheets.documents.acceptance import acceptance_sheets
from fabric.sheets.documents.goods_in import goods_in
from fabric.sheets.documents.kitting import kitting_list
from fabric.sheets.documents.labels import list_labels
from fabric.sheets.documents.optics_list import optics_list
from fabric.sheets.documents.order_form import order_form
from fabric.sheets.documents.pull_sheet import pull_sheet
from fabric.sheets.pictures.faceplates import lay_out, plug_at, plugged_into
from fabric.sheets.pictures.floor_pictures import FloorPictures
from fabric.sheets.pictures.qr import qr_code
from fabric.sheets.rows.legs import list_leg_runs
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.tray_order import list_tray_orders
from fabric.writers.label_printer import LabelPicture, zpl_label
from fabric.writers.label_stock import STOCKS
from fabric.writers.pages import PAPERS
from fabric.writers.pdf_writer import write_pdf
from fabric.writers.table import Column, SheetDocument, Table
from layouts.faults import PlannerError
from layouts.shapes import Path
from tests.fabric.sheets.rendering import pdf_text, phone_data, read_rows, render, role_text
from tests.fabric.sheets.zpl import draw_zpl

CATALOG = read_catalog()


@pytest.mark.plan
def test_a_switch_is_drawn_in_columns_of_two(superpod_plan: Plan) -> None:
    """QM9700: 32 cages, odd above even, sixteen columns; every connector once. A DGX has four cages in one line."""
    cages = lay_out(CATALOG.device_types["QM9700"])["fabric"]
    assert [(cage.number, cage.row, cage.column) for cage in cages[:3]] == [(1, 0, 0), (2, 1, 0), (3, 0, 1)]
    assert {cage.row for cage in cages} == {0, 1}
    assert sum(len(cage.connectors) for cage in cages) == 64
    dgx = lay_out(CATALOG.device_types["DGX-H100"])["compute"]
    assert [(cage.column, cage.row) for cage in dgx] == [(0, 0), (1, 0), (2, 0), (3, 0)]
    plugged = plugged_into(PlanRows(superpod_plan).selected.landings)
    assert sum(len(places) for places in plugged.values()) == 4096
    drawn = {one.place for cage in (*cages, *dgx) for one in cage.connectors}
    assert {place for places in plugged.values() for place in places} <= drawn


@pytest.mark.plan
def test_door_sheets_name_every_leg_once(superpod_plan: Plan) -> None:
    """On paper each end of each leg stands in its connector, 8 spare legs of each of four trunks in the table, at both
    ends.
    """
    files = render(superpod_plan)
    text = " ".join(role_text(files, "racks").split())
    rows = PlanRows(superpod_plan).links
    legs = Counter(re.findall(r"leg (\d\d)", text))
    assert legs == Counter(f"{row.leg:02d}" for row in rows for _ in range(2))
    assert text.count("65-72") == 2 * 4
    assert not re.search(r"leg \d\d\b(?! [A-Z]\d\d-\d\d ?:\d\d\.\d)", text)


def with_diameter(plan: Plan, diameter_um: int) -> Plan:
    """A plan whose cables have another diameter."""
    catalog = plan.project.catalog
    cables = {name: replace(cable, diameter_um=diameter_um) for name, cable in catalog.cables.items()}
    return replace(plan, project=replace(plan.project, catalog=replace(catalog, cables=cables)))


@pytest.mark.parametrize(("stock", "diameter_um"), [("a4-27", 9_430), ("letter-30", 3_000), ("flag-70x25", 6_000)])
def test_labels_of_every_stock_scan_and_fit(stock: str, diameter_um: int, small_plan: Plan) -> None:
    """Rendered at 600 dpi and read by OpenCV, on both halves of a flag; the first label stands behind a divider. A
    module has 0.25 mm at least. No ink is on the part of a flag that goes round the cable: 6.0 mm x pi and 1 mm on
    either side are 20.8 mm in the middle of 70 mm.
    """
    plan = with_diameter(small_plan, diameter_um)
    files = render(plan, Options(label_stocks=(stock,), base_url="https://x.example/#"))
    first = list_labels(PlanRows(plan))[0]
    document = pypdfium2.PdfDocument(files[f"crew/labels-{stock}.pdf"])
    made = STOCKS[stock]
    assert len(document) == -(-10 // made.per_page)
    page = document[0 if made.paper else 1].render(scale=600 / 72).to_numpy()
    x, y = made.corner_pt(1 if made.paper else 0)
    unit, dot = 600 / 72, 600 / 25.4
    height = int(made.printed_mm * dot)
    panels = made.panels_mm(diameter_um)
    for left, width in panels:
        start = int(x * unit + left * dot)
        label = page[int(y * unit) : int(y * unit) + height, start : start + int(width * dot)]
        framed = cv2.copyMakeBorder(np.ascontiguousarray(label), 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=(255,) * 3)
        text, corners, _ = cv2.QRCodeDetector().detectAndDecode(framed)
        assert text == f"https://x.example/#{first.cable_id}.A"
        side_mm = float(corners[0][1][0] - corners[0][0][0]) / dot
        assert side_mm / (qr_code(text).modules - 8) >= 0.249
    if made.form == "flag":
        from_mm, to_mm = panels[0][1], panels[1][0]
        assert to_mm - from_mm == pytest.approx(diameter_um / 1000 * math.pi + 2)
        gap = page[
            int(y * unit) : int(y * unit) + height, int(x * unit + from_mm * dot) + 2 : int(x * unit + to_mm * dot)
        ]
        assert gap.min() == 255
    assert first.label.own in pdf_text(files[f"crew/labels-{stock}.pdf"])


def test_wraps_have_text_alone_and_only_where_print_is(small_plan: Plan) -> None:
    """Round 9.43 mm no code lies flat. The upper 19.1 mm of 57.2 take print, the rest is clear."""
    files = render(small_plan, Options())
    assert "crew/labels-wrap-25x57.pdf" in files
    assert "^BQ" not in files["crew/labels-wrap-25x57.zpl"].decode()
    page = pypdfium2.PdfDocument(files["crew/labels-wrap-25x57.pdf"])[1].render(scale=600 / 72).to_numpy()
    printed = int(19.1 / 25.4 * 600)
    assert page[:printed].min() < 100
    assert page[printed + 2 :].min() == 255


@pytest.mark.parametrize(
    ("stock", "least_um", "most_um"),
    [("wrap-25x38", 4_100, 8_000), ("wrap-25x57", 6_100, 12_100), ("flag-70x25", 0, 8_200), ("letter-30", 0, 7_200)],
)
def test_the_cables_that_a_stock_fits(stock: str, least_um: int, most_um: int) -> None:
    """wrap-25x38: 12.7 / pi = 4.04 and (38.1 - 12.7) / pi = 8.08. wrap-25x57: 19.1 / pi = 6.08, (57.2 - 19.1) / pi =
    12.13. flag-70x25: (70 - 2 x 22) / pi = 8.27. letter-30: (66.7 - 44) / pi = 7.22.
    """
    made = STOCKS[stock]
    assert (made.least_um, made.most_um) == (least_um, most_um)
    assert made.fits(most_um)
    assert not made.fits(most_um + 1)


def test_a_stock_that_does_not_fit_is_refused_with_what_fits(small_plan: Plan) -> None:
    """The cables of the small plan have 9.43 mm; a roll of up to 8.0 mm does not go round them."""
    with pytest.raises(PlannerError) as caught:
        read_options(small_plan, Wanted(label_stocks=("wrap-25x38",)))
    assert str(caught.value) == (
        "no label for cables of 9.43 mm: wrap-25x38 fits 4.1 to 8 mm. Add --label-stock a4-27 or wrap-25x57, or leave "
        "the option out"
    )
    both = read_options(small_plan, Wanted(label_stocks=("wrap-25x38", "wrap-25x57")))
    assert both.label_stocks == ("wrap-25x38", "wrap-25x57")
    assert read_options(small_plan, Wanted(label_stocks=("auto",))) == read_options(small_plan, Wanted())


def test_rows_for_label_software(small_plan: Plan) -> None:
    """P-touch Editor, DYMO Connect and Brady Workstation take the first row for the names of fields. The labels of the
    small plan in the order of laying: links 1, 2, 3 by crew 1, link 0 by crew 2, both ends each. Windows reads UTF-8 by
    its mark. A text that begins with a sign stands as it is printed.
    """
    between = replace(small_plan.project.request, label=LabelGrammar("={rack}-{u}:{port}", " > "))
    plan = replace(small_plan, project=replace(small_plan.project, request=between))
    files = render(plan, Options(base_url="https://x/"))
    content = files["crew/labels-wrap-25x57.csv"]
    assert content.startswith(b"\xef\xbb\xbfOwn end,Far end,Port,Far port,Plug,Cable,Crew,Shift,Step,Code\r\n")
    rows = read_rows(content[3:])
    assert rows[1] == {
        "Own end": "=R02-01:01",
        "Far end": " > =R01-20:02",
        "Port": "spine-02 1",
        "Far port": "leaf-01 2",
        "Plug": "D67TQDY1 B",
        "Cable": "C-fabric-67TQDY1",
        "Crew": "1",
        "Shift": "day 1, day shift",
        "Step": "3",
        "Code": "https://x/C-fabric-67TQDY1.B",
    }
    assert [(row["Crew"], row["Step"]) for row in rows[::2]] == [("1", "3"), ("1", "3"), ("1", "7"), ("2", "1")]


def test_dividers_for_crew_shift_and_pull(small_plan: Plan) -> None:
    """Crew 1 lays three cables, crew 2 one: ten labels with a divider each, none for pulls of so few labels."""
    text = pdf_text(render(small_plan, Options(label_stocks=("a4-27",)))["crew/labels-a4-27.pdf"])
    assert re.findall(r"CREW \d", text) == ["CREW 1", "CREW 2"]
    assert "STEP" not in text


def test_labels_without_a_code(small_plan: Plan) -> None:
    plan = with_diameter(small_plan, 6_000)
    assert "^BQ" in render(plan, Options())["crew/labels-flag-70x25.zpl"].decode()
    assert "^BQ" not in render(plan, Options(label_text_only=True))["crew/labels-flag-70x25.zpl"].decode()


def test_labels_for_a_printer_by_hand() -> None:
    """25.4 mm at 300 dpi are 300 dots; the caret of a name is written as a byte, which ^FH reads. A module of 0.25 mm
    has 3 dots, so a code of 37 modules has 111; it stands in the middle of 295 dots: 92 + 4 x 3 of quiet zone.
    """
    picture = LabelPicture((("A^1", 3.0), ("~x_\x00", 2.0)), "C-1", 37)
    text = zpl_label(picture, STOCKS["flag-70x25"], ((0.0, 29.0),), 300)
    assert text.startswith("^XA^CI28^PW827^LL295^FO12,104^BQN,2,3^")
    assert "^FH_^FDA_5E1^FS" in text
    assert "^FH_^FD_7Ex_5F^FS" in text
    assert "^FH_^FDMA,C-1^FS" in text
    assert text.endswith("^XZ")


def test_lines_above_the_code_of_a_label_printer() -> None:
    """A code with lines above it stands at the lower edge: 295 - 111 + 12 = 196. The line above begins at the
    left edge, the line beside at the right of the code and not above it.
    """
    picture = LabelPicture((("plug", 3.0),), "C-1", 37, (("own", 4.0),))
    text = zpl_label(picture, STOCKS["flag-70x25"], ((0.0, 29.0),), 300)
    assert "^FO12,196^BQN,2,3^" in text
    assert re.search(r"\^FO6,6\^A0N,47,47\^FH_\^FDown", text)
    assert re.search(r"\^FO111,184\^A0N,35,35\^FH_\^FDplug", text)


@pytest.mark.parametrize("dpi", [203, 300, pytest.param(600, marks=pytest.mark.plan)])
def test_labels_for_a_printer_scan_when_drawn_by_another(dpi: int, small_plan: Plan) -> None:
    """The formats are drawn by the interpreter of the tests, and the code on either half is read by OpenCV."""
    plan = with_diameter(small_plan, 3_000)
    files = render(plan, Options(label_dpi=dpi, base_url="https://x.example/#"))
    formats = files["crew/labels-flag-70x25.zpl"].decode().splitlines()
    first = list_labels(PlanRows(plan))[0]
    drawn = draw_zpl(formats[1])
    assert drawn.shape == (round(25 / 25.4 * dpi), round(70 / 25.4 * dpi))
    for half in (drawn[:, : drawn.shape[1] // 2], drawn[:, drawn.shape[1] // 2 :]):
        large = cv2.resize(np.ascontiguousarray(half), None, fx=3, fy=3, interpolation=cv2.INTER_NEAREST)
        text, _, _ = cv2.QRCodeDetector().detectAndDecode(large)
        assert text == f"https://x.example/#{first.cable_id}.A"
    middle = drawn.shape[1] // 2
    around = round((3.0 * math.pi / 2 + 1) / 25.4 * dpi) - 1
    assert drawn[:, middle - around : middle + around].min() == 255


@pytest.mark.plan
def test_every_leg_has_one_text_on_labels_and_in_the_page(superpod_plan: Plan) -> None:
    files = render(superpod_plan, Options(pdf="all"))
    schedule = {
        row["cable_id"]: (row["label_a"], row["label_b"]) for row in read_rows(files["data/cable_schedule.csv"])
    }
    data = phone_data(files)
    links: dict[str, list[str]] = data["links"]
    codes = zip(links["network"], links["code"], strict=True)
    ids = [f"C-{data['networks'][int(network)]}-{code}" for network, code in codes]
    assert dict(zip(ids, zip(links["label_a"], links["label_b"], strict=True), strict=True)) == schedule
    zpl = files["supplier/labels_reserve-flag-70x25.zpl"].decode()
    printed = Counter(re.findall(r"\^FO\d+,\d+\^A0N,\d+,\d+\^FH_\^FD/?([^^]+)\^FS", zpl))
    for label_a, _ in schedule.values():
        near, far = label_a.split("/")
        # Each end's own label has it first, the other one behind a stroke; both halves of a flag show all of it.
        assert printed[near] == printed[far] == 4


@pytest.mark.plan
def test_kitting_and_goods_in_have_every_piece_once(superpod_plan: Plan, multirack_plan: Plan) -> None:
    """48 trunks and 2048 transceivers on carts; 64 stock cables on others."""
    carts = kitting_list(PlanRows(superpod_plan)).tables[0].rows
    serials = {row.serial for row in PlanRows(superpod_plan).links}
    assert len(serials) == 48
    assert sorted(row[6] for row in carts if row[5] == "trunk") == sorted(serials)
    assert sum(int(str(row[10])) for row in carts if row[5] == "transceivers") == 2048
    stock = kitting_list(PlanRows(multirack_plan)).tables[0].rows
    assert sum(int(str(row[10])) for row in stock) == 64
    pieces = goods_in(PlanRows(superpod_plan)).tables[0].rows
    assert sorted(row[0] for row in pieces) == sorted(serials)
    assert {row[-2] for row in pieces} <= {row[0] for row in carts}
    assert goods_in(PlanRows(multirack_plan)).tables[0].rows == ()


@pytest.mark.plan
def test_tests_state_loss_and_limit(superpod_plan: Plan, multirack_plan: Plan) -> None:
    """Two mated pairs of 0.35 dB and 7.5 m at 3 dB/km (0.0225): 0.7225, shown as 0.72; with 0.30 dB for the measurement
    1.02 dB; SR4 bears 1.8 dB. A DAC has none.
    """
    rows = acceptance_sheets(PlanRows(superpod_plan)).tables[0].rows
    assert len(rows) == 2048
    first = next(row for row in rows if row[13] == Decimal("7.5"))
    assert first[14:18] == (850, Decimal("0.72"), Decimal("1.02"), Decimal("1.80"))
    assert {row[15:18] for row in acceptance_sheets(PlanRows(multirack_plan)).tables[0].rows} == {("-", "-", "-")}


@pytest.mark.plan
def test_the_fullest_stretch_is_what_the_judge_finds(superpod_plan: Plan) -> None:
    """Warned from 0 % on, the judge names the fill of each pathway; after the last pull the sheets have the same."""
    site = replace(superpod_plan.project.site, fill_warn_pct=0)
    plan = replace(superpod_plan, project=replace(superpod_plan.project, site=site))
    judged = {
        finding.object.removeprefix("pathway "): float(finding.found.split()[0])
        for finding in audit_plan(plan)
        if finding.rule == "fill" and finding.object.startswith("pathway ")
    }
    drawn: dict[str, float] = {}
    for shape in FloorPictures(PlanRows(plan)).fill().shapes:
        if isinstance(shape, Path) and shape.title.endswith(" %"):
            name, _, percent = shape.title.removesuffix(" %").partition(": ")
            drawn[name] = max(drawn.get(name, 0.0), float(percent))
    assert drawn == pytest.approx(judged)
    laid = list_tray_orders(plan).values()
    trays = [one.tray for one in laid if one.tray]
    for name in {tray.pathway for tray in trays}:
        assert max(tray.fill_pct for tray in trays if tray.pathway == name) <= judged[name] + 0.05
    assert max(tray.fill_pct for tray in trays) == pytest.approx(max(judged.values()), abs=0.05)


@pytest.mark.plan
def test_the_head_of_a_splitter_is_one_plug_everywhere(room_plan: Plan) -> None:
    """One row, one label, one box on the faceplate: over the whole cage where the cage has more connectors unsplit."""
    rows = PlanRows(room_plan)
    split = [row for row in rows.links if row.is_split]
    assert split
    files = render(room_plan)
    landed = Counter(
        (row["serial"], row["leg"]) for row in read_rows(files["data/landing_sheets.csv"]) if row["leg"] == "head"
    )
    assert landed == {(row.serial, "head"): 1 for row in split}
    labels = Counter(row["serial"] for row in read_rows(files["data/labels.csv"]) if row["serial"].endswith(" head"))
    assert labels == {f"{row.serial} head": 1 for row in split}
    plugged = plugged_into(rows.selected.landings)
    for row in split:
        model = rows.index.device_by_id[row.b.device].model
        cages = [cage for cage in lay_out(CATALOG.device_types[model])[row.b.cages] if cage.number == row.b.cage]
        found = [plug_at(plugged[row.b.device], one.place) for cage in cages for one in cage.connectors]
        names = {one.plug for one in found if one}
        assert f"{row.serial} head B" in names


def test_long_detail_lines_stand_one_below_the_other(tmp_path: PathOfFile) -> None:
    """Two to a line where three are too wide, one where two are; a line that is wider than the page is wrapped."""
    table = Table(
        name="t",
        title="T",
        columns=(Column("a", "a"),),
        rows=(("x",), ("y",), ("z",)),
        details={0: ("a" * 90,) * 4, 1: ("b" * 150,) * 2, 2: ("c " * 200,)},
    )
    write_pdf(SheetDocument(name="d", title="D", subtitle="", tables=(table,)), tmp_path / "d.pdf", PAPERS["letter"])
    page = pypdfium2.PdfDocument(tmp_path / "d.pdf")[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars())]
    shown = [box for box in boxes if box[2] > box[0]]
    assert max(box[2] for box in shown) < page.get_width() - 20
    for index, (left, bottom, right, _) in enumerate(shown):
        for other in shown[index + 1 :]:
            same_line = abs(other[1] - bottom) < 3
            assert not (same_line and other[0] < right - 1.5 and left < other[2] - 1.5), (left, other)


@pytest.mark.plan
def test_fill_grows_as_pulls_are_laid(superpod_plan: Plan) -> None:
    """The last pull of each pathway has as many before it as there are; fill never falls and ends where the judge
    sums it.
    """
    laid = list_tray_orders(superpod_plan)
    assert len(laid) == 48
    trays = [one.tray for one in laid.values() if one.tray]
    for name in {tray.pathway for tray in trays}:
        mine = sorted((tray for tray in trays if tray.pathway == name), key=lambda tray: tray.order)
        assert all(one.order <= one.pulls for one in mine)
        assert len({one.order for one in mine}) == len(mine)
    kinds = dict(zip(superpod_plan.assemblies.pull.tolist(), superpod_plan.assemblies.kind.tolist(), strict=True))
    for pull, one in laid.items():
        assert one.diameter_um == CATALOG.trunks[superpod_plan.kinds[kinds[pull]].model].diameter_um


@pytest.mark.plan
@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Selection(crews=frozenset({2})), lambda row: row.crew == 2),
        (Selection(rows=frozenset({"A"})), lambda row: "A" in (row.a.row, row.b.row)),
        (Selection(racks=frozenset({"A05"})), lambda row: "A05" in (row.a.rack, row.b.rack)),
        (
            Selection(networks=frozenset({"compute"}), racks=frozenset({"B06"})),
            lambda row: "B06" in (row.a.rack, row.b.rack),
        ),
        (Selection(networks=frozenset({"none"})), lambda row: False),
    ],
)
def test_a_selection_keeps_what_it_names(chosen: Selection, expected: object, superpod_plan: Plan) -> None:
    rows = PlanRows(superpod_plan, Options(selection=chosen))
    assert list(rows.selected.links) == [row for row in rows.links if expected(row)]  # type: ignore[operator]
    table = pull_sheet(rows).tables[0]
    steps, act = table.rows, [column.key for column in table.columns].index("act")
    if chosen.crews:
        assert {step[0] for step in steps} == {2}
    packages = superpod_plan.packages
    pulls = sum(
        PackageKind(kind).word == "pull"
        and (not chosen.crews or crew + 1 in chosen.crews)
        and subject in rows.selected.pulls
        for kind, subject, crew in zip(
            packages.kind.tolist(), packages.subject.tolist(), packages.crew.tolist(), strict=True
        )
    )
    assert sum(step[act] == "pull" for step in steps) == pulls
    assert str(chosen) in rows.origin


@pytest.mark.plan
def test_columns_and_both_ways(multirack_plan: Plan) -> None:
    """Two columns of each link, from either end: 128 rows in all formats."""
    options = read_options(multirack_plan, Wanted(columns="label_a, b_device", both_ways=True, pdf="all"))
    files = render(multirack_plan, options)
    rows = read_rows(files["data/cable_schedule.csv"])
    assert list(rows[0]) == ["label_a", "b_device"]
    assert len(rows) == 128
    assert rows[1]["label_a"] == "/".join(reversed(rows[0]["label_a"].split("/")))
    assert pdf_text(files["data/cable_schedule.pdf"]).count(rows[0]["label_a"]) == 1


def test_what_the_plan_lacks_is_said_at_once(multirack_plan: Plan) -> None:
    with pytest.raises(PlannerError) as caught:
        read_options(multirack_plan, Wanted(crews=(9,), racks=("R05",), rows=("Z",), phases=(1,), columns="lable_a"))
    text = str(caught.value)
    for part in (
        "no crew 9; there are: 1",
        "no rack R05; did you mean",
        "no row Z; there are: R",
        "no phase 1; there are: none",
        "no column lable_a; did you mean label_a",
    ):
        assert part in text


@pytest.mark.plan
def test_paper_says_which_plan_it_is(multirack_plan: Plan, superpod_plan: Plan, tmp_path: PathOfFile) -> None:
    """The stored plan and the one just made have one identity, another plan another; a revision is printed."""
    save_plan(multirack_plan, tmp_path / "plan.json")
    assert plan_id(load_plan(tmp_path / "plan.json")) == plan_id(multirack_plan) != plan_id(superpod_plan)
    moved = multirack_plan.packages.crew.copy()
    moved[0] += 1
    other = replace(multirack_plan, packages=replace(multirack_plan.packages, crew=moved))
    assert plan_id(other) != plan_id(multirack_plan)
    files = render(multirack_plan, Options(revision="C, for floor 2"))
    paper = [name for name in files if name.endswith(".pdf")]
    assert {name.split("/")[0] for name in paper} == {"crew", "racks", "store", "supplier", "test", "lead"}
    for name in paper:
        page = pypdfium2.PdfDocument(files[name])[0].get_textpage().get_text_range()
        assert f"plan {plan_id(multirack_plan)}, revision C, for floor 2" in page, name


EVIL = "<script>alert(1)</script>"


def test_names_neither_run_nor_leave_the_folder(small_plan: Plan) -> None:
    """Devices named like scripts, paths and with a NUL: pictures stay XML without scripts, the page has them as
    data.
    """
    names = (EVIL, "../../up", "a\x00b", "=cmd()", '"q', "]]>", "&amp;")
    devices = tuple(replace(device, id=f"{names[i % len(names)]}{i}") for i, device in enumerate(small_plan.devices))
    site = replace(small_plan.project.site, name=EVIL)
    project = replace(small_plan.project, site=site)
    files = render(replace(small_plan, devices=devices, project=project), Options(pdf="all"))
    assert not any(".." in name for name in files)
    for name, content in files.items():
        if name.endswith(".svg"):
            root = ElementTree.fromstring(content)
            assert not [node for node in root.iter() if node.tag.endswith("script")], name
        if name.endswith((".html", ".js", ".svg")):
            assert EVIL.encode() not in content, name
    data = phone_data(files)
    assert [device["id"] for device in data["devices"]] == [device.id for device in devices]
    assert "a<U+0000>b" in pdf_text(files["data/port_map.pdf"]).replace("\r\n", "")


def test_the_grammar_of_labels_is_the_requests(small_plan: Plan) -> None:
    request = small_plan.project.request
    label = replace(request.label, end="{device} {printed}", between=" => ")
    project = replace(small_plan.project, request=replace(request, label=label))
    row = PlanRows(replace(small_plan, project=project)).links[0]
    assert row.label_a.text == f"{row.a.device} {row.a.port} => {row.b.device} {row.b.port}"


def test_runs_of_legs() -> None:
    assert list_leg_runs((2000, 2000, 1500, 2000)) == [(1, 2, 2000), (3, 3, 1500), (4, 4, 2000)]


@pytest.mark.plan
def test_order_drawings_show_each_kind(pod_project: Project) -> None:
    plan = make_plan(pod_project)
    files = render(plan)
    custom = [kind for kind in plan.kinds if kind.custom and kind.a_legs_mm]
    document = pypdfium2.PdfDocument(files["supplier/order_drawings.pdf"])
    assert len(document) == -(-len(custom) // 3)
    text = pdf_text(files["supplier/order_drawings.pdf"])
    for kind in custom:
        assert f"body {kind.body_mm / 1000:.1f} m" in text
        assert kind.id in text


def test_the_command_line_offers_what_there_is() -> None:
    """Papers and label stocks of the options are those of the writers."""
    options = {option.name: option for option in sheets.params}
    assert tuple(options["paper"].type.choices) == tuple(PAPERS)  # type: ignore[attr-defined]
    assert tuple(options["label_stocks"].type.choices) == ("auto", *STOCKS)  # type: ignore[attr-defined]


@pytest.mark.plan
def test_splitters_made_to_order_have_all_their_labels(room_plan: Plan) -> None:
    """Kinds of splitters taken for custom ones: a row for each tail, with the labels that the schedule has."""
    kinds = tuple(replace(kind, custom=kind.custom or kind.links > 1) for kind in room_plan.kinds)
    rows = PlanRows(replace(room_plan, kinds=kinds))
    document = order_form(rows)
    pieces = {row[-2]: row for row in document.tables[3].rows if row[-2]}
    split = [row for row in rows.links if row.is_split]
    for row in split:
        assert pieces[f"{row.cable_id}.A"][2:5] == (row.leg, row.label_a.text, row.label_b.text)
    legs = {row[0]: row[5] for row in document.tables[0].rows}
    assert {legs[row.kind] for row in split} == {2}


@pytest.mark.plan
@pytest.mark.parametrize("crew", [1, 2, 3])
def test_a_crew_has_what_it_does_itself(crew: int, room_plan: Plan) -> None:
    """Plugs, tests and transceivers by who plugs, tests and inserts, whoever pulled the cable."""
    rows = PlanRows(room_plan, Options(selection=Selection(crews=frozenset({crew}))))
    packages = room_plan.packages
    mine = {
        (PackageKind(kind).word, subject)
        for kind, subject, one in zip(
            packages.kind.tolist(), packages.subject.tolist(), packages.crew.tolist(), strict=True
        )
        if one + 1 == crew
    }
    landed = {(f"land_{side.lower()}", row.pull) for row, side in rows.selected.landings}
    assert landed == {key for key in mine if key[0].startswith("land")}
    assert {("test", row.pull) for row in rows.selected.tests} == {key for key in mine if key[0] == "test"}
    devices = {row[5] for row in optics_list(rows).tables[0].rows}
    assert devices == {room_plan.devices[subject].id for kind, subject in mine if kind == "optics"}
    assert rows.selected.landings
    assert rows.selected.tests


@pytest.mark.plan
def test_optics_of_one_network_are_its_own(room_plan: Plan) -> None:
    """Each transceiver of compute and of storage is on one list; management has none."""
    found = {}
    for network in ("compute", "storage", "oob"):
        rows = PlanRows(room_plan, Options(selection=Selection(networks=frozenset({network}))))
        found[network] = {(row[5], row[7], row[8]) for row in optics_list(rows).tables[0].rows}
    assert found["compute"]
    assert not found["compute"] & found["storage"]
    assert found["oob"] == set()


def test_labels_without_room_are_refused() -> None:
    """100 dpi on 25 mm: 100 dots, 2 + 4 for the rim, 10 for a letter of 0.6: fifteen a line. 31 letters take three
    lines; 160 have no room. At 203 dpi a module of 0.25 mm has 2 dots, so 53 modules have 106, half of 150 is 75.
    """
    long = "C-compute-7K3QF2M T9D0AB4C.01 A"
    stock = STOCKS["wrap-25x38"]
    text = zpl_label(LabelPicture(((long, 2.0),), "", 0), stock, ((0.0, 25.4),), 100)
    pieces = re.findall(r"\^A0N,10,10\^FH_\^FD([^^]*)\^FS", text)
    assert pieces == [long[:15], long[15:30], long[30:]]
    with pytest.raises(PlannerError, match=r"has no room on wrap-25x38 at 100 dpi\. Choose"):
        zpl_label(LabelPicture((("x" * 160, 2.0),), "", 0), stock, ((0.0, 25.4),), 100)
    with pytest.raises(PlannerError, match=r"a code of 53 modules of 0\.25 mm has no room on flag-70x25 at 203 dpi"):
        zpl_label(LabelPicture((("A", 2.0),), "C-1", 53), STOCKS["flag-70x25"], ((0.0, 18.8),), 203)


@pytest.mark.parametrize("name", ["W" * 60, "机柜" * 30, "Ш" * 60])
def test_long_names_stay_on_every_page(name: str, small_plan: Plan) -> None:
    """Devices and site with names of more than 60 letters: in no document is a letter off the page."""
    check_names_on_pages(name, small_plan)


@pytest.mark.plan
def test_long_names_stay_on_every_page_of_a_unit(pod_plan: Plan) -> None:
    """The same of one scalable unit, with its trunks and order form."""
    check_names_on_pages("W" * 60, pod_plan)


def check_names_on_pages(name: str, plan: Plan) -> None:
    """Gives devices and site a long name and looks at the first, the middle and the last page of each document."""
    devices = tuple(replace(device, id=f"{name}{i:03d}") for i, device in enumerate(plan.devices))
    project = replace(plan.project, site=replace(plan.project.site, name=name))
    files = render(replace(plan, devices=devices, project=project))
    for file, content in files.items():
        if not file.endswith(".pdf"):
            continue
        document = pypdfium2.PdfDocument(content)
        for number in {0, len(document) // 2, len(document) - 1}:
            page = document[number]
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, _, right, _ = text.get_charbox(index)
                if right > left:
                    assert left >= 0, (file, number)
                    assert right <= page.get_width() + 0.5, (file, number, text.get_text_range(index, 5))


def test_absurd_options_are_refused(multirack_plan: Plan) -> None:
    with pytest.raises(PlannerError) as caught:
        read_options(multirack_plan, Wanted(base_url="https://x/" + "R" * 200, revision="a\x07b", columns="u," * 20))
    for part in ("--base-url takes at most", "--revision takes at most", "--columns takes at most 16"):
        assert part in str(caught.value)
    assert read_options(multirack_plan, Wanted(base_url="https://x/c")).base_url == "https://x/c/"


@pytest.mark.plan
def test_a_link_turned_is_turned_whole(superpod_plan: Plan) -> None:
    row = PlanRows(superpod_plan).links[0]
    back = row.turned
    assert back.lengths_mm == row.lengths_mm[::-1]
    assert (back.need.a_mm, back.need.b_mm, back.total_mm) == (row.need.b_mm, row.need.a_mm, row.total_mm)
    assert back.turned == row


@pytest.mark.plan
def test_a_row_taller_than_a_page_goes_on(tmp_path: PathOfFile) -> None:
    """A cell of 3,000 letters in a narrow column: all of it is printed, over several pages."""
    table = Table(
        name="t", title="T", columns=(Column("a", "a", 0.2), Column("b", "b", 5)), rows=(("x" * 3000, "y"), ("z", "z"))
    )
    write_pdf(SheetDocument(name="d", title="D", subtitle="", tables=(table,)), tmp_path / "d.pdf", PAPERS["a4"])
    text = pdf_text((tmp_path / "d.pdf").read_bytes())
    assert text.count("x") == 3000
    assert text.count("z") == 2


def test_a_selection_that_leaves_nothing_gives_documents_that_open(small_plan: Plan) -> None:
    files = render(small_plan, Options(selection=Selection(networks=frozenset({"none"}))))
    for name, content in files.items():
        if name.endswith(".pdf"):
            assert len(pypdfium2.PdfDocument(content)) >= 1, name
    assert read_rows(files["data/cable_schedule.csv"]) == read_rows(files["data/landing_sheets.csv"]) == []
    assert phone_data(files)["links"]["a"] == []
    assert len(read_rows(files["data/bill_of_materials.csv"])) > 1


@pytest.mark.plan
def test_processes_write_the_same_bytes(
    small_plan: Plan, tmp_path: PathOfFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sets that are written side by side, in other processes, are those of one process; each file is told once."""
    monkeypatch.setattr("fabric.sheets.folder.BESIDE_LINKS", 0)
    told: list[str] = []
    with ProcessExecutor(2) as executor:
        names = write_sheets(small_plan, tmp_path / "out", told.append, executor=executor)
    assert sorted(told) == names
    found = {name: (tmp_path / "out" / name).read_bytes() for name in names}
    assert found == {name: content for name, content in render(small_plan).items() if name in found}


@pytest.mark.plan
def test_processes_keep_rows_of_one_run_alone(
    small_plan: Plan, tmp_path: PathOfFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process keeps the rows of links for the sets of one run. The same processes then write the sheets of another
    plan into the same folder: ~ stands between the ends of its labels, / between those of the first plan.
    """
    monkeypatch.setattr("fabric.sheets.folder.BESIDE_LINKS", 0)
    project = small_plan.project
    request = replace(project.request, label=LabelGrammar(between="~"))
    other = replace(small_plan, project=replace(project, request=request))
    with ProcessExecutor(2) as executor:
        for plan, between in ((small_plan, "/"), (other, "~")):
            write_sheets(plan, tmp_path / "out", executor=executor)
            rows = read_rows((tmp_path / "out" / "data" / "cable_schedule.csv").read_bytes())
            assert rows
            assert all(between in row["label_a"] for row in rows)
