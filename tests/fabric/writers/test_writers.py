"""Formats: marks in CSV, numbers in XLSX, places on pages, labels on their stock; figures by hand."""

import csv
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from fabric.writers.csv_writer import plain_cell, write_csv
from fabric.writers.drawing_writer import write_drawings
from fabric.writers.fonts import BOLD, FONT, fit_size, is_latin, width_pt, wrap
from fabric.writers.label_stock import PT_PER_MM, STOCKS
from fabric.writers.pages import MARGIN, PAPERS, Pages, Paper
from fabric.writers.pdf_writer import SIZE, SURE, cell_text, is_ticked, share_width, write_pdf
from fabric.writers.table import Cell, Column, SheetDocument, Table
from fabric.writers.xlsx_writer import count_pages_wide, find_scale_pct, write_xlsx
from layouts.shapes import Drawing, Style, Words
from layouts.shapes import Path as Line


def document(rows: tuple[tuple[Cell, ...], ...], print_tables: tuple[Table, ...] = ()) -> SheetDocument:
    """A document of one table with three columns."""
    columns = (Column("name", "the name"), Column("count", "how many", 0.5), Column("done", "done", 0.5))
    table = Table(name="things", title="Things", columns=columns, rows=rows)
    return SheetDocument(
        name="some_things", title="Some", subtitle="of them", tables=(table,), print_tables=print_tables, origin="here"
    )


def page_text(path: Path, page: int = 0) -> str:
    """The text of one page."""
    return str(pypdfium2.PdfDocument(path)[page].get_textpage().get_text_range())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("'x", "''x"), ("\tx", "'\tx"), ("\n", "'\n")],
)
def test_a_text_that_a_spreadsheet_would_run_gets_a_quote(cell: str, expected: str) -> None:
    assert plain_cell(cell) == expected


@pytest.mark.parametrize("cell", ["x=1", "1-2", "", " =1", -1, -2.5, 0])
def test_other_cells_stay_as_they_are(cell: Cell) -> None:
    """A negative number is a number, not a formula."""
    assert plain_cell(cell) == cell


def test_a_csv_file_has_keys_above_its_rows(tmp_path: Path) -> None:
    assert write_csv(document((("a,b", 2, ""), ("=c", -1.5, ""))), tmp_path) == ["things.csv"]
    content = (tmp_path / "things.csv").read_bytes()
    assert content == b'name,count,done\n"a,b",2,\n\'=c,-1.5,\n'
    assert list(csv.reader(content.decode().splitlines()))[1] == ["a,b", "2", ""]


def test_every_block_of_a_csv_file_is_marked_alone(tmp_path: Path) -> None:
    """A text that would run as a formula is marked wherever it stands: first in its column, or behind 5,000 others that
    need no mark, beside a number and a moment.
    """
    moment = datetime(2027, 1, 11, 7, 5)
    plain: tuple[tuple[Cell, ...], ...] = (("a", 1, ""),) * 5_000
    write_csv(document((("=a", 1, ""), *plain, ("b", "+1", moment), ("c", 2, "'"))), tmp_path)
    lines = (tmp_path / "things.csv").read_text().splitlines()[1:]
    assert lines == ["'=a,1,", *["a,1,"] * 5_000, "b,'+1,2027-01-11 07:05", "c,2,''"]


def test_numbers_of_a_workbook_are_numbers(tmp_path: Path) -> None:
    """Headings for people, numbers with their type, an empty text no cell, filters over all rows."""
    write_xlsx(document((("=a", 2, ""), ("1", 2.5, ""))), tmp_path / "d.xlsx", "A4")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx")["Things"]
    assert [cell.value for cell in sheet[1]] == ["the name", "how many", "done"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("=a", "s"), (2, "n"), (None, "n")]
    assert [(cell.value, cell.data_type) for cell in sheet[3]][:2] == [("1", "s"), (2.5, "n")]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C3")
    assert sheet.column_dimensions["A"].width == pytest.approx(len("the name") + 2, abs=1)


def test_figures_money_and_moments_of_a_workbook(tmp_path: Path) -> None:
    """A spreadsheet adds 7.50 and 12 as 19.5; 1,300 dollars keep their currency, days and moments their order.

    A column has one format: that of its figure with the most decimals, and that of moments where one has a time.
    """
    moment = datetime(2027, 1, 11, 7, 5)
    rows: tuple[tuple[Cell, ...], ...] = (
        (Decimal("7.50"), 1300.0, moment),
        (Decimal("12"), 0.5, date(2027, 1, 12)),
    )
    write_xlsx(document(rows), tmp_path / "d.xlsx", "A4")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx")["Things"]
    assert [cell.value for cell in sheet["A"][1:]] == [7.5, 12]
    assert [cell.number_format for cell in sheet["A"][1:]] == ["0.00_)_)", "0.00_)_)"]
    assert [cell.number_format for cell in sheet["B"][1:]] == ["[$USD] #,##0.00_)_)"] * 2
    assert [(cell.value, cell.number_format, cell.is_date) for cell in sheet["C"][1:]] == [
        (moment, "yyyy-mm-dd hh:mm", True),
        (datetime(2027, 1, 12), "yyyy-mm-dd hh:mm", True),
    ]
    write_csv(document(rows), tmp_path)
    assert (tmp_path / "things.csv").read_text().splitlines()[1:] == [
        "7.50,1300.0,2027-01-11 07:05",
        "12,0.5,2027-01-12",
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((Decimal("1"), Decimal("2")), "0_)_)"),
        ((Decimal("1.50"), 2), "General_)_)"),
        ((date(2027, 1, 12), ""), "yyyy-mm-dd"),
        ((1, 2), "0_)_)"),
        ((0.5, ""), "[$USD] #,##0.00_)_)"),
        (("a", "b"), "General"),
    ],
)
def test_the_format_of_a_column_by_its_cells(cells: tuple[Cell, Cell], expected: str, tmp_path: Path) -> None:
    """A figure beside a count is shown as it is: three pieces are not 3.00. White as wide as two brackets stands behind
    each number.
    """
    write_xlsx(document(tuple((cell, 1, "") for cell in cells)), tmp_path / "d.xlsx", "A4")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx")["Things"]
    assert sheet["A2"].number_format == expected


def test_a_text_that_no_cell_can_hold_says_that_it_is_cut(tmp_path: Path) -> None:
    """A cell takes 32,767 letters."""
    write_xlsx(document((("x" * 32_767, 1, ""), ("x" * 32_768, 1, ""))), tmp_path / "d.xlsx", "A4")
    whole, cut = (cell.value for cell in openpyxl.load_workbook(tmp_path / "d.xlsx")["Things"]["A"][1:])
    assert whole == "x" * 32_767
    assert len(cut) == 32_767
    assert cut.endswith("x (cut: the CSV file has it all)")


def test_a_sheet_without_rows_has_its_headings(tmp_path: Path) -> None:
    write_xlsx(document(()), tmp_path / "d.xlsx", "A4")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx")["Things"]
    assert [cell.value for cell in sheet[1]] == ["the name", "how many", "done"]
    assert [row for row in sheet.iter_rows(min_row=2, values_only=True) if any(row)] == []


def test_a_workbook_names_its_document(tmp_path: Path) -> None:
    """Title and origin are with its properties; names with marks of XML stay what they are."""
    named = SheetDocument(
        name="d", title="R&D <b>", subtitle="", tables=document((("a", 1, ""),)).tables, origin='site "x"'
    )
    write_xlsx(named, tmp_path / "d.xlsx", "A4")
    properties = openpyxl.load_workbook(tmp_path / "d.xlsx").properties
    assert (properties.title, properties.description) == ("R&D <b>", 'site "x"')
    with zipfile.ZipFile(tmp_path / "d.xlsx") as book:
        assert book.testzip() is None
        assert len(set(book.namelist())) == len(book.namelist())


def test_printed_pages_of_a_workbook_say_what_they_are(tmp_path: Path) -> None:
    """Title and plan on each page, `&` doubled. Four columns of 60 characters (58 and 2) are 1,275 points, and a page
    takes 1,225 at the least scale: two pages in width, the first column on both; texts beyond 60 characters wrap.
    """
    columns = tuple(Column(key, key) for key in "abcd")
    table = Table(name="t", title="R&D", columns=columns, rows=(("x" * 58,) * 3 + ("y" * 90,),))
    wide = SheetDocument(name="d", title="Links", subtitle="of them", tables=(table,), origin="plan 7c9bc609, " * 30)
    write_xlsx(wide, tmp_path / "d.xlsx", "A4")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    head, foot = sheet.oddHeader, sheet.oddFooter
    assert head and foot
    assert [part.text for part in (head.left, head.right)] == ["Links: R&&D", "of them"]
    assert [part.text for part in (foot.left, foot.right)] == [("plan 7c9bc609, " * 30)[:220], "page &P of &N"]
    assert 64 <= int(sheet.page_setup.scale or 100) < 100
    assert sheet.print_title_cols == "$A:$A"
    assert [bool(cell.alignment.wrap_text) for cell in sheet[2]] == [False, False, False, True]
    write_xlsx(document((("a", 1, ""),)), tmp_path / "n.xlsx", "A4")
    narrow = openpyxl.load_workbook(tmp_path / "n.xlsx").worksheets[0]
    assert (narrow.page_setup.scale or 100, narrow.print_title_cols) == (100, None)


def test_print_of_a_workbook_never_shrinks_below_seven_points() -> None:
    """On 784 points 64 % take columns of 1,225 points, in type of 7. Four of 300 are one page at 65 %, less the white
    for a wider font: 64 %. Five take two pages, which 300, 300, 300 and the first again fill at 74 %. A column that is
    wider than a page has one of its own, and thirty columns take as many pages as they need.
    """
    assert find_scale_pct([300.0] * 4, 1, 784.0) == 64
    assert count_pages_wide([300.0] * 5, 1, 1225.0) == 2
    assert find_scale_pct([300.0] * 5, 1, 784.0) == int(100 * 0.86 * 784 / 900)
    assert find_scale_pct([100.0], 0, 784.0) == 100
    assert count_pages_wide([2000.0, 100.0], 0, 1225.0) == 2
    assert find_scale_pct([300.0] * 30, 1, 784.0) >= 64


def test_an_amount_at_the_end_of_a_long_column_has_room(tmp_path: Path) -> None:
    """`USD 1,320,000.00` is 16 characters, behind 600 rows of 1 dollar; 18 with the white beside it."""
    write_xlsx(
        document((*((1, 1.0, ""),) * 600, (1, 1_320_000.0, ""), *((1, 1.0, ""),) * 30)), tmp_path / "d.xlsx", "A4"
    )
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    assert sheet.column_dimensions["B"].width == pytest.approx(18, abs=1)


def test_a_figure_has_room_for_the_decimals_of_its_column(tmp_path: Path) -> None:
    """123456789 beside 0.001 is shown as 123456789.000: 13 characters, 15 with the white beside it."""
    write_xlsx(document(((Decimal(123456789), 1, ""), (Decimal("0.001"), 1, ""))), tmp_path / "d.xlsx", "A4")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    assert sheet.column_dimensions["A"].width == pytest.approx(15, abs=1)


def test_rows_are_as_high_as_their_texts(tmp_path: Path) -> None:
    """A heading behind the words of its group takes two lines of 15 points, a text of 130 letters three in a column of
    60, one of 40,000 letters what the format takes; cells beside it begin at the top.
    """
    columns = (Column("a", "measured dB", group="1. before plugging"), Column("b", "b"))
    table = Table(name="t", title="T", columns=columns, rows=((1, "x"), (2, "x" * 130), (3, "x" * 40_000)))
    write_xlsx(SheetDocument(name="d", title="D", subtitle="", tables=(table,)), tmp_path / "d.xlsx", "A4")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    assert [sheet.row_dimensions[row].height for row in (1, 2, 3, 4)] == [30, None, 45, 405]
    assert [cell.alignment.vertical for cell in sheet[3]] == ["top", "top"]


def test_further_pages_begin_with_what_tells_rows_apart(tmp_path: Path) -> None:
    """Two racks have the same name of a link at A in different rows: rack and label together tell rows apart, so both
    stand on each page. A first column of 60 and a second of 60 characters leave no room for both in half of 215.
    """
    columns = tuple(Column(key, key) for key in ("rack", "label", "x", "y", "z", "w"))
    long = ("x" * 58,) * 4
    for rows, expected in (
        ((("A", "1", *long), ("A", "2", *long), ("B", "1", *long)), "$A:$B"),
        ((("A" * 58, "1" * 58, *long), ("A" * 58, "2", *long)), "$A:$A"),
    ):
        table = Table(name="t", title="T", columns=columns, rows=rows)
        write_xlsx(SheetDocument(name="d", title="D", subtitle="", tables=(table,)), tmp_path / "d.xlsx", "A4")
        assert openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0].print_title_cols == expected


def test_a_serial_that_is_scanned_twice_is_marked(tmp_path: Path) -> None:
    """The rule covers both rows of the column whose key ends in `_scan`, and no other."""
    columns = (Column("cage", "cage"), Column("serial_scan", "serial"))
    table = Table(name="t", title="T", columns=columns, rows=((1, ""), (2, "")))
    write_xlsx(SheetDocument(name="d", title="D", subtitle="", tables=(table,)), tmp_path / "d.xlsx", "A4")
    (rules,) = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0].conditional_formatting
    assert (str(rules.sqref), [rule.type for rule in rules.rules]) == ("B2:B3", ["duplicateValues"])


def test_a_workbook_has_no_date_of_its_own(tmp_path: Path) -> None:
    """The same table gives the same bytes."""
    for name in ("a", "b"):
        write_xlsx(document((("x", 1, ""),)), tmp_path / f"{name}.xlsx", "Letter")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert b"2000-01-01T00:00:00Z" in book.read("docProps/core.xml")


def test_print_shows_amounts_with_separators() -> None:
    assert [cell_text(cell) for cell in (1234.5, 1234, "1234.5", 0.005)] == ["1,234.50", "1234", "1234.5", "0.01"]


def test_columns_for_ticks() -> None:
    """The key `done`, and keys that end in `_ok`."""
    assert [is_ticked(Column(key, key)) for key in ("done", "length_ok", "ok", "done_by", "undone")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_printed_tables_take_the_place_of_the_others(tmp_path: Path) -> None:
    printed = Table(name="p", title="Printed", columns=(Column("a", "A"),), rows=(("cell",),), notes=("a note",))
    write_pdf(document((("unseen", 1, ""),), (printed,)), tmp_path / "d.pdf", PAPERS["a4"])
    text = page_text(tmp_path / "d.pdf")
    for part in ("Some: Printed", "of them", "a note", "cell", "some things / here", "page 1 of"):
        assert part in text
    assert "unseen" not in text
    page = pypdfium2.PdfDocument(tmp_path / "d.pdf")[0]
    assert page.get_width() > page.get_height()


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    write_pdf(document(()), tmp_path / "d.pdf", PAPERS["a4"])
    assert "Nothing." in page_text(tmp_path / "d.pdf")


def test_details_resume_on_the_next_page(tmp_path: Path) -> None:
    """200 lines below one row fill more than a page; the next one says whose they are."""
    table = Table(
        name="t",
        title="T",
        columns=(Column("a", "A"),),
        rows=(("row",),),
        details={0: tuple(f"line {number} " + "x" * 120 for number in range(200))},
        resume={0: "Step 7, continued"},
    )
    write_pdf(document((), (table,)), tmp_path / "d.pdf", PAPERS["a4"])
    assert "continued" not in page_text(tmp_path / "d.pdf")
    assert "Step 7, continued" in page_text(tmp_path / "d.pdf", 1)


@pytest.mark.parametrize(
    ("rows", "pages", "begins"),
    [((10, 10), 1, 0), ((22, 22), 2, 1), ((10, 60), 2, 0), ((30, 60), 3, 1)],
    ids=["both fit", "the second fits no rest", "half a page is left", "less than half is left"],
)
def test_a_table_follows_another_where_it_fits(rows: tuple[int, int], pages: int, begins: int, tmp_path: Path) -> None:
    """A page takes about 38 rows: 10 and 10 share one; 22 and 22 do not. 60 rows take two pages, and begin below 10 but
    not below 30.
    """
    tables = tuple(
        Table(name=f"t{n}", title=f"Table {n}", columns=(Column("a", "A"),), rows=(("row",),) * count)
        for n, count in enumerate(rows)
    )
    write_pdf(document((), tables), tmp_path / "d.pdf", PAPERS["a4"])
    assert len(pypdfium2.PdfDocument(tmp_path / "d.pdf")) == pages
    texts = [page_text(tmp_path / "d.pdf", page) for page in range(pages)]
    assert "".join(texts).count("row") == sum(rows)
    assert next(number for number, text in enumerate(texts) if "Table 1" in text) == begins


def test_the_line_of_a_row_is_below_its_details(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The detail of the first row stands above the line, so that nobody reads it with the second row."""
    drawn: list[str] = []
    monkeypatch.setattr(Pages, "line", lambda *_: drawn.append("line"))
    monkeypatch.setattr(Pages, "text", lambda self, x, y, text, *_, **__: drawn.append(text))
    columns = (Column("what", "what"),)
    table = Table(name="t", title="T", columns=columns, rows=(("first",), ("second",)), details={0: ("the detail",)})
    write_pdf(SheetDocument(name="t", title="T", subtitle="", tables=(table,)), tmp_path / "d.pdf", PAPERS["a4"])
    assert drawn[drawn.index("what") :] == ["what", "line", "first", "the detail", "line", "second", "line"]


def test_text_stands_where_it_is_put(tmp_path: Path) -> None:
    """Left, right and middle of x = 200: the letters begin, end and lie there."""
    with Pages(tmp_path / "p.pdf", "T", Paper("x", 400, 300), "") as pages:
        pages.start()
        pages.text(200, 250, "left")
        pages.text_right(200, 150, "right")
        pages.text_middle(200, 50, "middle")
    assert (pages.page, pages.width, pages.height) == (1, 400, 300)
    page = pypdfium2.PdfDocument(tmp_path / "p.pdf")[0].get_textpage()
    boxes = [page.get_charbox(index) for index in range(page.count_chars())]
    lines = {y: [box for box in boxes if y - 4 < box[1] < y + 4 and box[2] > box[0]] for y in (250, 150, 50)}
    assert lines[250][0][0] == pytest.approx(200, abs=1)
    assert lines[150][-1][2] == pytest.approx(200, abs=1)
    assert (lines[50][0][0] + lines[50][-1][2]) / 2 == pytest.approx(200, abs=1)


def test_papers_lie_and_stand() -> None:
    """A4 is 210 x 297 mm, Letter 8.5 x 11 inches of 72 points."""
    assert (PAPERS["a4"].width / PT_PER_MM, PAPERS["a4"].height / PT_PER_MM) == pytest.approx((210, 297), abs=0.01)
    assert (PAPERS["letter"].width, PAPERS["letter"].height) == (8.5 * 72, 11 * 72)
    lying = PAPERS["a4"].landscape
    assert lying.width > lying.height
    assert lying.portrait == PAPERS["a4"]


def test_widths_are_those_of_helvetica() -> None:
    """Adobe's metrics: 'A' 667 and 'i' 222 thousandths of the size, bold 'A' 722."""
    assert width_pt("A", FONT, 10) == pytest.approx(6.67)
    assert width_pt("iA", FONT, 10) == pytest.approx(2.22 + 6.67)
    assert width_pt("A", BOLD, 10) == pytest.approx(7.22)
    assert fit_size("A", 3.335, FONT, 10) == pytest.approx(5)
    assert fit_size("A", 100, FONT, 10) == 10


def test_lines_break_where_the_next_word_has_no_room() -> None:
    """Size 10: 'AAA' is 20.01 points wide, a space 2.78. Two words of it need 42.8."""
    assert wrap("AAA AAA", 42.8, FONT, 10) == ("AAA AAA",)
    assert wrap("AAA AAA", 42.7, FONT, 10) == ("AAA", "AAA")
    assert wrap("AAA AAA AAA", 42.9, FONT, 10) == ("AAA AAA", "AAA")
    assert wrap("AAAA", 14, FONT, 10) == ("AA", "AA")
    assert wrap("a\nb", 100, FONT, 10) == ("a b",)


def test_no_line_ends_at_a_no_break_space() -> None:
    """Two words of 20.01 points and a space of 2.78 do not fit 42.9 with a third; the third stays with its second."""
    assert wrap("AAA AAA\u00a0AAA", 42.9, FONT, 10) == ("AAA", "AAA AAA")
    assert wrap("AAA\u00a0AAA", 42.8, FONT, 10) == ("AAA AAA",)
    assert wrap("\u00a0", 42.8, FONT, 10) == ("",)


def test_columns_are_as_wide_as_what_stays_together() -> None:
    """'AAA AAA' is one word of 7.5 points' type: 20.01 + 2.78 + 20.01 for 10 points, and the white beside it."""
    columns = (Column("a", "a", 1), Column("b", "b", 20))
    table = Table(name="t", title="T", columns=columns, rows=(("AAA\u00a0AAA", "b"),))
    assert share_width(440, table)[0] == pytest.approx(max(42.8 * 0.75 + 4 + SURE, 440 / 21))


def test_a_row_that_sums_up_has_no_box(tmp_path: Path) -> None:
    """Two rows, a box in each; with the second as a sum one box of four sides less."""
    found = []
    for sums in (frozenset[int](), frozenset({1})):
        columns = (Column("name", "name"), Column("done", "picked", 0.5))
        table = Table(name="t", title="T", columns=columns, rows=(("row", ""), ("total", "")), sums=sums)
        document = SheetDocument(name="d", title="D", subtitle="", tables=(table,))
        write_pdf(document, tmp_path / "d.pdf", PAPERS["a4"])
        (page,) = pypdfium2.PdfDocument(tmp_path / "d.pdf")
        found.append(sum(1 for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH))
    assert found[0] - found[1] == 1


def test_latin_text_needs_no_other_font() -> None:
    assert [is_latin(text) for text in ("abc", "Ü€", "Ж", "a\x00", "")] == [True, True, False, False, True]


def test_labels_of_a_sheet_run_row_by_row() -> None:
    """a4-27, 3 x 9: label 5 is the third of the second row; labels are 64.8 and 30.2 mm apart, the first is at 7.8
    and 12.7 mm.
    """
    stock = STOCKS["a4-27"]
    assert stock.per_page == 27
    assert stock.corner_pt(0) == pytest.approx((7.8 * PT_PER_MM, 12.7 * PT_PER_MM))
    assert stock.corner_pt(5) == pytest.approx(((7.8 + 2 * 64.8) * PT_PER_MM, (12.7 + 30.2) * PT_PER_MM))
    assert stock.page == PAPERS["a4"]


@pytest.mark.parametrize("name", STOCKS)
def test_no_label_reaches_over_its_sheet_or_its_neighbour(name: str) -> None:
    stock = STOCKS[name]
    x, y = stock.corner_pt(stock.per_page - 1)
    width, height = (size * PT_PER_MM for size in stock.size_mm)
    assert x + width <= stock.page.width + 0.01
    assert y + height <= stock.page.height + 0.01
    assert all(size <= pitch for size, pitch in zip(stock.size_mm, stock.pitch_mm, strict=True))
    assert stock.printed_mm <= stock.size_mm[1]


def drawing(width: float, height: float) -> Drawing:
    """A drawing with a word in its upper left and a line over its whole width."""
    shapes = (Words(x=0, y=10, text="corner", size=10), Line(((0, 5), (width, 5)), Style("#000000", 1)))
    return Drawing(name="d", title="D", left=0, top=0, width=width, height=height, unit_pt=1.0, shapes=shapes)


def test_a_drawing_that_fits_keeps_its_size(tmp_path: Path) -> None:
    """400 x 200 points on A4: drawn as it is; the word begins at the margin."""
    write_drawings([drawing(400, 200)], tmp_path / "d.pdf", "D", PAPERS["a4"].landscape, "")
    found = pypdfium2.PdfDocument(tmp_path / "d.pdf")
    assert len(found) == 1
    page = found[0].get_textpage()
    text = page.get_text_range()
    box = page.get_charbox(text.index("corner"))
    assert box[0] == pytest.approx(MARGIN, abs=1)


def test_a_drawing_that_would_be_too_small_is_cut_into_sheets(tmp_path: Path) -> None:
    """5,000 points at 0.4 are 2,000; a sheet shows 785.9 with an overlap of 36: three sheets. The height of 100 needs
    one row.
    """
    write_drawings([drawing(5000, 100)], tmp_path / "d.pdf", "D", PAPERS["a4"].landscape, "")
    found = pypdfium2.PdfDocument(tmp_path / "d.pdf")
    assert len(found) == 3
    assert "sheet A1 of 1 x 3" in page_text(tmp_path / "d.pdf")
    assert "sheet A3 of 1 x 3" in page_text(tmp_path / "d.pdf", 2)


def test_white_keeps_upright_words_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten points high, ending at y of its place: a white strip 8.5 wide and as tall as the word is long."""
    found: list[tuple[float, ...]] = []
    monkeypatch.setattr(Pages, "stripe", lambda self, *place: found.append(place[:4]))
    shapes = (Words(x=50, y=100, text="tray", size=10, upright=True, halo=True),)
    upright = Drawing(name="d", title="D", left=0, top=0, width=200, height=200, unit_pt=1.0, shapes=shapes)
    write_drawings([upright], tmp_path / "d.pdf", "D", PAPERS["a4"], "")
    ((x, _, wide, tall),) = found
    assert (x, wide) == pytest.approx((MARGIN + 50 - 7.5, 8.5))
    assert tall == pytest.approx(width_pt("tray", FONT, 10))


@pytest.mark.parametrize(("words", "lines", "size"), [(12, 1, 8.0), (28, 2, 7.0), (36, 2, 6.5), (200, 1, 0.6)])
def test_a_long_foot_takes_two_lines(words: int, lines: int, size: float, tmp_path: Path) -> None:
    """A foot has 595 - 2 x 28 - 90 = 449 points beside the number of the page. At 8 points a word of 'revision' and a
    space takes 29.8: 15 words fit. At 7 points it takes 26.1: 17 words a line, so 28 words take two lines. 36 words do
    at 6.5 points. 200 words take 2,978 points at 4: they stand on one line, at 8 x 449 / 5,957 points.
    """
    path = tmp_path / "p.pdf"
    with Pages(path, "T", PAPERS["a4"], " ".join(["revision"] * words)) as pages:
        pages.start()
    page = pypdfium2.PdfDocument(path)[0].get_textpage()
    text, _, _ = page.get_text_range().partition("page ")
    assert len([line for line in text.splitlines() if "revision" in line]) == lines
    boxes = [page.get_charbox(index) for index in range(len(text.rstrip()))]
    assert min(bottom for _, bottom, _, _ in boxes) > 11
    assert max(right for _, _, right, _ in boxes) <= 28 + 449 + 1
    assert pypdfium2.raw.FPDFText_GetFontSize(page.raw, 0) == pytest.approx(size, abs=0.05)


def test_no_code_is_broken_where_all_words_fit() -> None:
    """A narrow column is as wide as its longest word and 2 points at either side; the others share what is left, 1
    to 3. Where the words are too wide together, or one is wider than a fifth of the page, shares alone count.
    """
    code = "MMA4Z00-NS-FLT"
    least = width_pt(code, FONT, SIZE) + 4 + SURE
    columns = (Column("part", "part", 0.1), Column("a", "a", 1), Column("b", "b", 3))
    table = Table(name="t", title="T", columns=columns, rows=((code, "", "two words"),))
    assert share_width(500, table) == pytest.approx([least, (500 - least) / 4, (500 - least) * 3 / 4])
    wide = Table(name="t", title="T", columns=columns, rows=(("x" * 64, "", ""),))
    assert share_width(500, wide)[0] < 30
    assert share_width(410, Table(name="t", title="T", columns=columns, rows=())) == pytest.approx(
        [
            width_pt("part", BOLD, SIZE) + 4 + SURE,
            *((410 - width_pt("part", BOLD, SIZE) - 4 - SURE) * part / 4 for part in (1, 3)),
        ]
    )


def test_what_a_column_leaves_keeps_cells_of_another_on_one_line() -> None:
    """Shares of 40, 360 and 40 points: the left cell needs more than its 40 and takes it from the middle one. Empty
    columns, which people fill in, give nothing away.
    """
    columns = (Column("a", "a", 1), Column("b", "b", 9), Column("c", "c", 1))
    need = width_pt("words that go on", FONT, SIZE) + 4 + SURE
    table = Table(name="t", title="T", columns=columns, rows=(("words that go on", "short", ""),))
    assert need > 440 / 11
    assert share_width(440, table) == pytest.approx([need, 360 - (need - 40), 40])
    assert share_width(440, Table(name="t", title="T", columns=columns, rows=(("words that go on", "", ""),)))[0] < need


def test_rows_have_a_heading_again_on_the_next_page(tmp_path: Path) -> None:
    """90 rows of 10.5 points below `first`, then `second`: the heading of the rows that go on stands there again. A
    filled cell of a column of boxes has no box.
    """
    columns = (Column("name", "the name"), Column("face_ok", "face", 0.5))
    rows = tuple((f"row{number}", "-" if number else "") for number in range(100))
    table = Table(name="t", title="T", columns=columns, rows=rows, headings={0: "first", 90: "second"}, pad=0.75)
    write_pdf(
        SheetDocument(name="d", title="D", subtitle="", tables=(table,), is_upright=True),
        tmp_path / "d.pdf",
        PAPERS["a4"],
    )
    pages = pypdfium2.PdfDocument(tmp_path / "d.pdf")
    texts = [page_text(tmp_path / "d.pdf", number) for number in range(len(pages))]
    assert [text.count("first") for text in texts] == [1, 1]
    assert "first (continued)" in texts[1]
    assert [text.count("second") for text in texts] == [0, 1]
    assert texts[0].count("row") >= 64


def test_a_table_with_rules_has_a_line_between_columns(tmp_path: Path) -> None:
    """Two rows and the headings of three columns: two upright lines each."""
    for has_rules, lines in ((False, 0), (True, 6)):
        (table,) = document((("a", 1, ""), ("b", 2, ""))).tables
        made = SheetDocument(name="d", title="D", subtitle="", tables=(replace(table, has_rules=has_rules),))
        write_pdf(made, tmp_path / "d.pdf", PAPERS["a4"])
        page = pypdfium2.PdfDocument(tmp_path / "d.pdf")[0]
        drawn = [one.get_bounds() for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
        upright = [box for box in drawn if box[2] - box[0] < 2 < box[3] - box[1]]
        assert len(upright) == lines
