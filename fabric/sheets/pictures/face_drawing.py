"""The drawing of faceplates on paper: each connector with its label, its plug and its far end, and a box to tick.

All words of a rack are of one size. Long names are broken over lines, and the cells of their row grow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fabric.sheets.pictures.face_words import BOX, BOX_APART, SMALLEST, ConnectorLines, break_text, plug_words
from fabric.sheets.pictures.faceplates import ConnectorPlace, DrawnCage, PlugText, connectors_of, plug_at
from fabric.writers import BOLD, FONT, Pages, fit_size, width_pt

SIZES = (11.0, 10.0, 9.0, 8.0, 7.0)
"""Sizes of type in points, the largest first: what is read on a ladder is 10, nothing is below 7."""
LEADING, HEAD = 1.09, 1.25
"""Distance of lines, and height of the number of a cage, in sizes of type."""
APART = 2.0
"""White between a serial above a cage and that above the next one, in points."""
PAD = 0.0143
"""White beside the words of a connector, in columns."""
FEWEST_COLUMNS = 5
"""Columns over which a page is divided at least, so that few cages are not drawn too wide."""
PACKED = 12
"""Columns up to which several groups of cages stand side by side."""
BETWEEN = 0.5
"""White between two groups that stand side by side, in columns."""


@dataclass(frozen=True)
class ConnectorCell:
    """One connector of the drawing, with its words."""

    lines: tuple[tuple[str, bool], ...]
    """Lines from the top, each with whether it is bold."""
    text: PlugText | None
    """Words of the plug; None where nothing is plugged."""


@dataclass(frozen=True)
class CageBlock:
    """One cage of the drawing."""

    cage: DrawnCage
    """The cage."""
    left: float
    """Left edge in columns from the left."""
    serials: tuple[str, ...]
    """Serials above the connectors: of the trunk of all plugs, or of two trunks with the side of each; else empty."""
    cells: tuple[ConnectorCell, ...]
    """Connectors from left to right, `across` in a row."""
    across: int
    """Connectors side by side: one above the other where a serial does not fit beside another, or to keep far labels
    whole.
    """
    breaks_plugs: bool
    """Whether a serial or another name of a plug is broken over lines."""
    far_lines: int
    """Most lines over which the label of a far end is broken; 1 where all are whole."""

    @property
    def depth(self) -> int:
        """Rows of connectors."""
        return -(-len(self.cells) // self.across)

    @property
    def most_lines(self) -> int:
        """Lines of the tallest connector."""
        return max(len(cell.lines) for cell in self.cells)


@dataclass(frozen=True)
class CageStrip:
    """Groups of cages that are drawn side by side."""

    rows: tuple[tuple[CageBlock, ...], ...]
    """Cages by row from the top."""
    column_pt: float
    """Width of a column in points."""
    size: float
    """Size of type in points, one of `SIZES`."""

    @property
    def height_pt(self) -> float:
        """Height of the drawing."""
        return sum(map(self.row_height_pt, self.rows))

    @property
    def breaks_plugs(self) -> bool:
        """Whether a serial or another name of a plug is broken over lines."""
        return any(block.breaks_plugs for row in self.rows for block in row)

    @property
    def far_lines(self) -> int:
        """Most lines over which the label of a far end is broken."""
        return max(block.far_lines for row in self.rows for block in row)

    def row_height_pt(self, row: Sequence[CageBlock]) -> float:
        """The height of a row of cages."""
        head = self.size * (HEAD + LEADING * max(len(block.serials) for block in row))
        return head + self.cells_height_pt(row)

    def cells_height_pt(self, row: Sequence[CageBlock]) -> float:
        """The height of the connectors in a row of cages; those of a cage that stand above each other share it."""
        return max(block.depth * (block.most_lines * self.size * LEADING + 2) for block in row)


def pack_groups(layout: Mapping[str, tuple[DrawnCage, ...]]) -> list[list[tuple[DrawnCage, ...]]]:
    """The groups of a device by strip: small ones side by side."""
    strips: list[list[tuple[DrawnCage, ...]]] = []
    taken = PACKED + 1.0
    for cages in layout.values():
        wide = _columns(cages)
        if taken + BETWEEN + wide > PACKED:
            strips.append([])
            taken = -BETWEEN
        strips[-1].append(cages)
        taken += BETWEEN + wide
    return strips


def is_single(groups: Sequence[Sequence[DrawnCage]]) -> bool:
    """Whether a strip would show nothing but one connector."""
    return len(groups) == 1 and len(groups[0]) == 1 and len(groups[0][0].connectors) == 1


def _columns(cages: Sequence[DrawnCage]) -> int:
    return 1 + max(cage.column for cage in cages)


def least_row_pt(size: float) -> float:
    """A height that a row of cages takes at least: a number, and a connector of two lines."""
    return size * (HEAD + 2 * LEADING)


def is_small(groups: Sequence[Sequence[Sequence[DrawnCage]]]) -> bool:
    """Whether a device of these strips is narrow enough to stand beside others."""
    return len(groups) == 1 and sum(map(_columns, groups[0])) <= FEWEST_COLUMNS


def make_strip(
    groups: Sequence[Sequence[DrawnCage]],
    plugged: Mapping[ConnectorPlace, PlugText],
    start: str,
    width: float,
    size: float,
    stacks: bool = False,
) -> CageStrip:
    """The drawing of some groups side by side; `start` is what the labels of the device begin with. `stacks` puts the
    connectors of a cage one above the other where far labels would be broken beside each other.
    """
    cages = list(_list_cages(groups, width, size, stacks))
    rows: dict[int, list[CageBlock]] = {}
    for made in cages:
        rows.setdefault(made.cage.row, []).append(_make_block(made, plugged, start))
    return CageStrip(tuple(tuple(rows[row]) for row in sorted(rows)), cages[0].column_pt, size)


def breaks_plugs(
    groups: Sequence[Sequence[DrawnCage]],
    plugged: Mapping[ConnectorPlace, PlugText],
    width: float,
    size: float,
    stacks: bool = False,
) -> bool:
    """Whether the drawing of `make_strip` would break a serial or another name of a plug, in a third of its time."""
    fits = (_fit(made, _texts_of(made.cage, plugged)) for made in _list_cages(groups, width, size, stacks))
    return any(fit.longest > fit.room for fit in fits)


def _list_cages(groups: Sequence[Sequence[DrawnCage]], width: float, size: float, stacks: bool) -> Iterator["_Cage"]:
    """The cages of some groups side by side, each at its place."""
    total = sum(map(_columns, groups)) + BETWEEN * (len(groups) - 1)
    column = width / max(FEWEST_COLUMNS, total)
    left = 0.0
    for cages in groups:
        for cage in cages:
            yield _Cage(cage, left + cage.column, column, size, stacks)
        left += _columns(cages) + BETWEEN


def _texts_of(cage: DrawnCage, plugged: Mapping[ConnectorPlace, PlugText]) -> list[PlugText | None]:
    """The words of the plug in each connector of a cage."""
    return [plug_at(plugged, connector.place) for connector in connectors_of(cage, plugged)]


class _Cage(NamedTuple):
    """A cage that is drawn, with its place and its type."""

    cage: DrawnCage
    """The cage."""
    left: float
    """Left edge in columns."""
    column_pt: float
    """Width of a column in points."""
    size: float
    """Size of type in points."""
    stacks: bool
    """Whether connectors stand one above the other where that keeps far labels whole."""


class _Fit(NamedTuple):
    """How the words of a cage fit its width."""

    above: tuple[str, ...]
    """Serials above the connectors."""
    across: int
    """Connectors side by side."""
    longest: float
    """Width in points of the longest word of a plug in a connector."""
    room: float
    """Width in points of a connector."""
    far: frozenset[str]
    """Labels of the far ends."""


def _fit(made: _Cage, texts: Sequence[PlugText | None]) -> _Fit:
    above = _serials_above(made, texts)
    words = {word for text in texts if text for word in (text.plug.split() if above else plug_words(text))}
    longest = max((width_pt(word, BOLD, made.size) for word in words), default=0.0)
    far = frozenset(name for text in texts if text for name in text.far)
    widest = max(longest, *(width_pt(name, FONT, made.size) for name in far)) if made.stacks and far else longest
    across = min(2, len(texts))
    if across == 2 and widest > made.column_pt * (1 / 2 - 2 * PAD):
        across = 1
    return _Fit(above, across, longest, made.column_pt * (1 / across - 2 * PAD), far)


def _make_block(made: _Cage, plugged: Mapping[ConnectorPlace, PlugText], start: str) -> CageBlock:
    cage = made.cage
    connectors, texts = connectors_of(cage, plugged), _texts_of(cage, plugged)
    above, across, longest, room, far = _fit(made, texts)
    lines = ConnectorLines(room, made.size, bool(above), is_stacked=across < len(texts))
    cells = [
        ConnectorCell(tuple(lines.of_connector(connector, text, start)), text)
        for connector, text in zip(connectors, texts, strict=True)
    ]
    far_lines = max((len(break_text(name, room, FONT, made.size)) for name in far), default=1)
    return CageBlock(cage, made.left, above, tuple(cells), across, longest > room, far_lines)


def _serials_above(made: _Cage, texts: Sequence[PlugText | None]) -> tuple[str, ...]:
    """The serial of all plugs of a cage, or those of its left and its right plug; nothing where a plug has none or it
    does not fit above the cage, with white between it and the next one.
    """
    serials = [text.serial for text in texts if text]
    found: tuple[str, ...] = ()
    if serials and all(serials) and len(set(serials)) == 1:
        found = (serials[0],)
    elif len(texts) == len(serials) == 2 and all(serials):
        found = (f"<{serials[0]}", f"{serials[1]}>")
    fits = all(width_pt(serial, FONT, made.size) <= made.column_pt - APART for serial in found)
    return found if fits else ()


def draw_row(pages: Pages, strip: CageStrip, row: Sequence[CageBlock], left: float, top: float) -> None:
    """Draws a row of cages below `top`, from `left` on."""
    size, column = strip.size, strip.column_pt
    cells_tall, tall = strip.cells_height_pt(row), strip.row_height_pt(row)
    for block in row:
        x = left + block.left * column
        across, cell_tall = block.across, cells_tall / block.depth
        for number, cell in enumerate(block.cells):
            base = top - tall + (block.depth - number // across - 1) * cell_tall
            frame = (x + number % across * column / across, base, column / across, cell_tall)
            _draw_cell(pages, cell, frame, strip)
        pages.box(x, top - tall, column, tall, 1.0)
        head = top - HEAD * size
        pages.text_middle(x + column / 2, head + size * 0.3, str(block.cage.number), bold=True, size=size)
        for number, serial in enumerate(block.serials, start=1):
            pages.text_middle(x + column / 2, head - number * LEADING * size + size * 0.3, serial, size=size)


def _draw_cell(pages: Pages, cell: ConnectorCell, frame: tuple[float, float, float, float], strip: CageStrip) -> None:
    """One connector: grey where it stays empty, a double frame where a cable lies, else a box to tick."""
    x, base, wide, tall = frame
    size = strip.size
    pages.box(x, base, wide, tall, 0.25, None if cell.text else 0.88)
    top = base + tall
    inset = PAD * strip.column_pt
    if cell.text and cell.text.lies:
        pages.box(x + 1.4, base + 1.4, wide - 2.8, tall - 2.8, 0.4)
        inset += 1.4
    elif cell.text:
        side = BOX * size
        pages.box(x + wide - side - 1, top - side - 1, side, side, 0.5)
    for number, (line, bold) in enumerate(cell.lines):
        y = top - (number + 1) * size * LEADING + size * 0.12
        pages.text(x + inset, y, line, bold=bold, size=size if number else first_size(cell, wide, inset, size))


def first_size(cell: ConnectorCell, wide: float, inset: float, size: float) -> float:
    """The type of the first line of a connector, in points: smaller where it would come near the box behind it."""
    if not cell.text or cell.text.lies or not cell.lines:
        return size
    (line, bold), *_ = cell.lines
    fitted = fit_size(line, wide - inset - BOX * size - 1 - BOX_APART, BOLD if bold else FONT, size)
    return max(min(size, SMALLEST), fitted)
