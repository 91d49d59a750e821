"""The drawing of faceplates on paper: each connector with its label, its plug and its far end, and a box to tick.

All words of a rack are of one size. Long names are broken over lines, and the cells of their row grow.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fabric.sheets.pictures.face_words import BOX, BOX_APART, SMALLEST, ConnectorLines, break_text, plug_words
from fabric.sheets.pictures.faceplates import Connector, ConnectorPlace, DrawnCage, PlugText, connectors_of, plug_at
from fabric.writers import BOLD, FONT, Pages, fit_size, width_thousandths

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
    most_lines: int
    """Lines of the tallest connector."""

    @property
    def depth(self) -> int:
        """Rows of connectors."""
        return -(-len(self.cells) // self.across)


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
    return StripWords(groups, plugged, start).make_strip(width, size, stacks)


class _CageWords(NamedTuple):
    """The words of a cage, with widths in thousandths of the size of type."""

    cage: DrawnCage
    """The cage."""
    left: float
    """Left edge in columns."""
    connectors: tuple[Connector, ...]
    """Connectors as they are drawn."""
    texts: tuple[PlugText | None, ...]
    """Words of the plug in each connector."""
    serials: tuple[str, ...]
    """Serials that stand above the connectors where they fit."""
    serials_wide: float
    """Width of the widest of these."""
    plugs_wide: float
    """Width of the longest word of a plug where the serials stand above it."""
    words_wide: float
    """The same where they do not."""
    far: frozenset[str]
    """Labels of the far ends."""
    far_wide: float
    """Width of the widest of these."""


class StripWords:
    """Groups of cages side by side, whose words are read once for all types that are tried; `start` is what the labels
    of the device begin with.
    """

    def __init__(
        self, groups: Sequence[Sequence[DrawnCage]], plugged: Mapping[ConnectorPlace, PlugText], start: str = ""
    ):
        self.start = start
        self.columns = sum(map(_columns, groups)) + BETWEEN * (len(groups) - 1)
        self.cages = list(_read_cages(groups, plugged))
        self.made: dict[tuple[int, float, float, int], CageBlock] = {}

    def column_pt(self, width: float) -> float:
        """The width of a column where the strip may take a width."""
        return width / max(FEWEST_COLUMNS, self.columns)

    def breaks_plugs(self, width: float, size: float, stacks: bool) -> bool:
        """Whether the drawing would break a serial or another name of a plug, in a small part of its time."""
        column = self.column_pt(width)
        return any(fit.longest > fit.room for fit in (_fit(words, column, size, stacks) for words in self.cages))

    def make_strip(self, width: float, size: float, stacks: bool) -> CageStrip:
        """The drawing in one type, as the function of this name says."""
        column = self.column_pt(width)
        rows: dict[int, list[CageBlock]] = {}
        for number, words in enumerate(self.cages):
            fit = _fit(words, column, size, stacks)
            key = number, column, size, fit.across
            if key not in self.made:
                self.made[key] = _make_block(words, fit, size, self.start)
            rows.setdefault(words.cage.row, []).append(self.made[key])
        return CageStrip(tuple(tuple(rows[row]) for row in sorted(rows)), column, size)


def _read_cages(
    groups: Sequence[Sequence[DrawnCage]], plugged: Mapping[ConnectorPlace, PlugText]
) -> Iterator[_CageWords]:
    """The words of the cages of some groups side by side."""
    left = 0.0
    for cages in groups:
        for cage in cages:
            connectors = connectors_of(cage, plugged)
            texts = tuple(plug_at(plugged, connector.place) for connector in connectors)
            plugs = [text for text in texts if text]
            serials, far = _list_serials(texts), frozenset(name for text in plugs for name in text.far)
            yield _CageWords(
                cage=cage,
                left=left + cage.column,
                connectors=connectors,
                texts=texts,
                serials=serials,
                serials_wide=_widest(serials, FONT),
                plugs_wide=_widest({word for text in plugs for word in text.plug.split()}, BOLD),
                words_wide=_widest({word for text in plugs for word in plug_words(text)}, BOLD),
                far=far,
                far_wide=_widest(far, FONT),
            )
        left += _columns(cages) + BETWEEN


def _widest(words: Iterable[str], font: str) -> float:
    return max((width_thousandths(word, font) for word in words), default=0.0)


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


def _fit(words: _CageWords, column_pt: float, size: float, stacks: bool) -> _Fit:
    # Serials stand above the cage where white is left between them and the next ones.
    above = words.serials if words.serials_wide * size / 1000 <= column_pt - APART else ()
    longest = (words.plugs_wide if above else words.words_wide) * size / 1000
    widest = max(longest, words.far_wide * size / 1000) if stacks else longest
    across = min(2, len(words.texts))
    if across == 2 and widest > column_pt * (1 / 2 - 2 * PAD):
        across = 1
    return _Fit(above, across, longest, column_pt * (1 / across - 2 * PAD))


def _make_block(words: _CageWords, fit: _Fit, size: float, start: str) -> CageBlock:
    above, across, longest, room = fit
    lines = ConnectorLines(room, size, bool(above), is_stacked=across < len(words.texts))
    cells = [
        ConnectorCell(tuple(lines.of_connector(connector, text, start)), text)
        for connector, text in zip(words.connectors, words.texts, strict=True)
    ]
    far_lines = max((len(break_text(name, room, FONT, size)) for name in words.far), default=1)
    most = max(len(cell.lines) for cell in cells)
    return CageBlock(words.cage, words.left, above, tuple(cells), across, longest > room, far_lines, most)


def _list_serials(texts: Sequence[PlugText | None]) -> tuple[str, ...]:
    """The serial of all plugs of a cage, or those of its left and its right plug; nothing where a plug has none."""
    serials = [text.serial for text in texts if text]
    if serials and all(serials) and len(set(serials)) == 1:
        return (serials[0],)
    if len(texts) == len(serials) == 2 and all(serials):
        return f"<{serials[0]}", f"{serials[1]}>"
    return ()


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
