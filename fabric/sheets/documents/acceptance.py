"""Test sheets: every link with its limits, and space for results before plugging and after power."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from fabric.plan import PackageKind
from fabric.rules import Channel, Part
from fabric.sheets.documents.testing_methods import list_methods
from fabric.sheets.roles import TEST, file_names, make_document, write_data, write_paper
from fabric.sheets.rows.fields import Field, blank, make_table
from fabric.sheets.rows.figures import decibels, metres, rack_unit
from fabric.sheets.rows.link_row import LinkRow, Side
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.plug_words import device_port_text
from fabric.sheets.rows.text import count_text, leg_text, media_text, moment_text, ranges_text
from fabric.writers import Cell, SheetDocument, Table
from layouts import divide_up

NO_OPTICS, NOT_STATED = "-", "not stated"
"""Texts instead of a loss: for a cable with modules of its own, and for a part without a stated loss."""
MOST_RANGES = 3
"""Ranges of steps that the heading of a rack names; more make its type small."""
INSTALL_MARGIN_MDB = 300
"""Loss above the expected one that a sound leg may show, in milli-decibel: uncertainty of a measurement over MPO with
one reference cord (docs/decisions/0039-test-limits.md).
"""
WAVELENGTHS_NM = {"mm": 850, "sm": 1310}
"""Wavelength of the source by kind of fiber (IEC 61280-4-5)."""
BEFORE, AFTER = "1. before plugging", "2. after power"
GOES_ON = "-"
"""Text instead of a result that the other cord of a link has."""
DENSE = 0.75
"""Room above and below the text of a printed row, in points: 10.5 points or 3.7 mm from row to row."""


@dataclass(frozen=True)
class Losses:
    """The loss of one link in milli-decibel."""

    has_optics: bool
    """Whether both ends have a transceiver of their own: else no loss is measured."""
    expected_mdb: int | None = None
    """Loss by the catalogue; None where a part states none."""
    budget_mdb: int | None = None
    """Smaller loss budget of the two transceivers; None where one states none."""

    @property
    def limit_mdb(self) -> int | None:
        """The most that the installer's leg may lose: expected loss and margin, never above the budget. None where the
        expected loss is not known.
        """
        if self.expected_mdb is None:
            return self.budget_mdb
        limit = self.expected_mdb + INSTALL_MARGIN_MDB
        return limit if self.budget_mdb is None else min(limit, self.budget_mdb)

    def cell(self, loss_mdb: int | None) -> Cell:
        """A loss as a cell."""
        if not self.has_optics:
            return NO_OPTICS
        return NOT_STATED if loss_mdb is None else decibels(loss_mdb)


@dataclass(frozen=True)
class LinkTest:
    """One link to test."""

    row: LinkRow
    """The link with both ends."""
    losses: Losses
    """Expected loss and limits."""
    crew: int
    """Crew that tests it, from 1."""

    @property
    def faces(self) -> Cell:
        """Empty, to be ticked; a dash where no end face is seen: modules built into the cable, or copper."""
        return "" if self.losses.has_optics else NO_OPTICS

    @property
    def speed_gbps(self) -> Cell:
        """Speed at which the link comes up; a dash for a cord that ends at a panel, whose link the other one tests."""
        return GOES_ON if self.row.b.is_panel else self.row.speed_gbps

    @property
    def result(self) -> Cell:
        """Empty, to be filled in after power; a dash for a cord that ends at a panel."""
        return GOES_ON if self.row.b.is_panel else ""

    @property
    def wavelength_nm(self) -> Cell:
        """Wavelength at which its loss is measured; empty where none is."""
        return WAVELENGTHS_NM.get(self.row.media.fiber, "") if self.losses.has_optics else ""


_FIELDS: tuple[Field[LinkTest], ...] = (
    Field("rack", "rack", attrgetter("row.a.rack"), 0.6),
    Field("label_a", "label at A", attrgetter("row.label_a.text"), 1.85),
    Field("label_b", "label at B", attrgetter("row.label_b.text"), 2.0),
    Field("cable_id", "cable", attrgetter("row.cable_id"), 1.2),
    Field("serial", "serial / leg", lambda test: leg_text(test.row), 1.14),
    Field("a_u", "A U", lambda test: rack_unit(test.row.a), 0.36),
    Field("a_device", "A device", attrgetter("row.a.device"), 1.2),
    Field("a_port", "A port", attrgetter("row.a.port"), 0.8),
    Field("b_rack", "B rack", attrgetter("row.b.rack"), 0.55),
    Field("b_u", "B U", lambda test: rack_unit(test.row.b), 0.36),
    Field("b_device", "B device", attrgetter("row.b.device"), 1.15),
    Field("b_port", "B port", attrgetter("row.b.port"), 0.6),
    Field("media", "media", lambda test: media_text(test.row.media), 1.18),
    Field("length_m", "length m", lambda test: metres(test.row.total_mm), 0.6),
    Field("wavelength_nm", "nm", attrgetter("wavelength_nm"), 0.5, BEFORE),
    Field("expected_db", "expected dB", lambda test: test.losses.cell(test.losses.expected_mdb), 0.75, BEFORE),
    Field("limit_db", "limit dB", lambda test: test.losses.cell(test.losses.limit_mdb), 0.6, BEFORE),
    Field("budget_db", "budget dB", lambda test: test.losses.cell(test.losses.budget_mdb), 0.7, BEFORE),
    Field("measured_db", "worst fiber dB", blank, 0.85, BEFORE),
    Field("faces_ok", "end faces", lambda test: test.faces, 0.5, BEFORE),
    Field("speed_gbps", "speed Gb/s", attrgetter("speed_gbps"), 0.6, AFTER),
    Field("up_ok", "link up", attrgetter("result"), 0.46, AFTER),
    Field("errors", "errors", attrgetter("result"), 0.85, AFTER),
    Field("done", "pass", blank, 0.5, AFTER),
    Field("crew", "crew", attrgetter("crew"), 0.46),
)
_PRINTED: tuple[Field[LinkTest], ...] = (
    Field("label_a", "label at A", attrgetter("row.label_a.text"), 2.3),
    Field("serial", "serial / leg", lambda test: leg_text(test.row), 1.45),
    Field("a_end", "A end", lambda test: _end_text(test.row, "A"), 1.75),
    Field("b_end", "B end", lambda test: _end_text(test.row, "B"), 1.75),
    Field("length_m", "m", lambda test: metres(test.row.total_mm), 0.6),
    Field("limit_db", "limit dB", lambda test: test.losses.cell(test.losses.limit_mdb), 0.65, BEFORE),
    Field("measured_db", "worst fiber dB", blank, 0.85, BEFORE),
    Field("faces_ok", "end faces", lambda test: test.faces, 0.65, BEFORE),
    Field("speed_gbps", "Gb/s", attrgetter("speed_gbps"), 0.6, AFTER),
    Field("up_ok", "link up", attrgetter("result"), 0.5, AFTER),
    Field("errors", "errors", attrgetter("result"), 0.9, AFTER),
    Field("done", "pass", blank, 0.5, AFTER),
    Field("crew", "crew", attrgetter("crew"), 0.45),
)
"""Columns of print, as wide as portrait paper. The label has rack and unit of both ends; the methods above the links
say the wavelength, the budget, and how the limit follows from the expected loss.
"""
_SIGN = f"Tester: {30 * '_'}   Date: {16 * '_'}   Instruments: {30 * '_'}"


def acceptance_sheets(rows: PlanRows) -> SheetDocument:
    """One row per link, by rack of its A end; print has a table for each row of racks, in the order of its racks."""
    by_rack: dict[str, list[LinkTest]] = defaultdict(list)
    losses: dict[tuple[str, int, str | None, str | None], Losses] = {}
    for row in rows.selected.tests:
        # Legs of a trunk differ in length; links of one kind and the same optics do not differ otherwise.
        key = row.kind, row.total_mm, row.a.transceiver, row.b.transceiver
        if key not in losses:
            losses[key] = expect_losses(rows, row)
        crew = rows.index.crew_of[PackageKind.TEST, row.pull]
        by_rack[row.a.rack].append(LinkTest(row, losses[key], crew))
    racks = [rack.id for rack in rows.site.racks if rack.id in by_rack]
    tests = [test for rack in racks for test in by_rack[rack]]
    return SheetDocument(
        name="test_sheets",
        title="Test sheets",
        subtitle=f"{rows.site.name}: {count_text(len(tests), 'link')} in all",
        tables=(make_table("test_sheets", "Links", _FIELDS, tests),),
        print_tables=tuple(_print_row(rows, mine, by_rack) for mine in _split_rows(rows, racks)),
        is_upright=True,
    )


def _split_rows(rows: PlanRows, racks: Sequence[str]) -> list[list[str]]:
    """The racks of each row of racks, in their order."""
    by_row: dict[str, list[str]] = defaultdict(list)
    for rack in racks:
        by_row[rows.site.rack_by_id[rack].row].append(rack)
    return list(by_row.values())


def _print_row(rows: PlanRows, racks: Sequence[str], by_rack: Mapping[str, Sequence[LinkTest]]) -> Table:
    """The links of a row of racks, with the methods that they take; without losses where no link has optics."""
    tests = [test for rack in racks for test in by_rack[rack]]
    left_out = () if any(test.losses.has_optics for test in tests) else (BEFORE,)
    fields = [field for field in _PRINTED if field.group not in left_out]
    budgets = sorted({test.losses.budget_mdb for test in tests if test.losses.budget_mdb is not None})
    links = [test.row for test in tests]
    notes = (*list_methods(rows, links, INSTALL_MARGIN_MDB, budgets), _SIGN)
    row = rows.site.rack_by_id[racks[0]].row
    title = f"row {row}, {count_text(len(racks), 'rack')}: {count_text(len(tests), 'link')}"
    table = make_table(f"tests_{racks[0]}", title, fields, tests, notes)
    headings, first = dict[int, str](), 0
    for rack in racks:
        headings[first] = _rack_words(rows, rack, by_rack[rack])
        first += len(by_rack[rack])
    return replace(table, headings=headings, pad=DENSE)


def _rack_words(rows: PlanRows, rack: str, tests: Sequence[LinkTest]) -> str:
    """The rack, its number of links, and when each crew tests them: crew 5 (step 30) from day 1 10:15."""
    index, ready = rows.index, rows.plan.project.request.racks_ready
    by_crew: dict[int, set[int]] = defaultdict(set)
    for package in {index.package_of[PackageKind.TEST, test.row.pull] for test in tests}:
        by_crew[index.step_of_package[package].crew].add(package)
    parts = []
    for crew, packages in sorted(by_crew.items()):
        numbers = [index.step_of_package[package].number for package in packages]
        begin = moment_text(ready, min(map(index.start, packages)))
        parts.append(f"crew {crew} ({steps_words(numbers)}) from {begin}")
    return f"{rack}: {count_text(len(tests), 'link')}   Test after power: {'; '.join(parts)}"


def steps_words(numbers: Sequence[int]) -> str:
    """Steps in a heading, of many the first and the last alone: step 30; steps 30-34, 40; 12 steps between 30 and
    61.
    """
    ranges = ranges_text(numbers)
    if ranges.count(",") < MOST_RANGES:
        return f"{'step' if len(numbers) == 1 else 'steps'} {ranges}"
    return f"{len(numbers)} steps between {min(numbers)} and {max(numbers)}"


def write_test_sheets(rows: PlanRows, folder: Path) -> list[str]:
    """Writes all links as data, and a file to print for each row of racks."""
    document = make_document(acceptance_sheets, rows)
    names = write_data(document, rows, folder)
    by_row: dict[str, list[Table]] = defaultdict(list)
    row_of = {f"tests_{rack.id}": rack.row for rack in rows.site.racks}
    for table in document.print_tables:
        by_row[row_of[table.name]].append(table)
    for row, name in file_names("row", by_row).items():
        names += write_paper(replace(document, print_tables=tuple(by_row[row])), TEST, rows, folder, name)
    return names


def expect_losses(rows: PlanRows, row: LinkRow) -> Losses:
    """Expected loss of a link and the budget: mated pairs and fiber by the catalogue, budget of the transceivers."""
    project = rows.plan.project
    a_optic, b_optic = (project.catalog.optics.get(end.transceiver or "") for end in (row.a, row.b))
    part = project.catalog.part(rows.plan.kinds[row.kind_index].model)
    if row.a.is_panel or row.b.is_panel:
        return Losses(True, _loss_of_cord(part, row.total_mm))
    if a_optic is None or b_optic is None:
        return Losses(has_optics=False)
    group = project.type_of(rows.index.device_by_id[row.a.device]).port_groups[0]
    loss = Channel(group, group, a_optic, b_optic, ((part, row.total_mm),)).loss_mdb
    budgets = [optic.loss_budget_mdb for optic in (a_optic, b_optic) if optic.loss_budget_mdb is not None]
    return Losses(True, loss, min(budgets) if len(budgets) == 2 else None)


def _loss_of_cord(part: Part, length_mm: int) -> int | None:
    """The loss of a cord with the mated pairs at both its ends; None where its part gives no figures."""
    if part.connector_loss_mdb is None or part.loss_mdb_per_km is None:
        return None
    return 2 * part.connector_loss_mdb + divide_up(part.loss_mdb_per_km * length_mm, 1_000_000)


def _end_text(row: LinkRow, side: Side) -> str:
    """Device and port of one end; at a panel with the device where the link ends: LL-B 18 (dgx-01 OSFP1P2)."""
    near = device_port_text(row, side)
    return f"{near} ({row.whole[side == 'B']})" if row.end(side).is_panel else near
