"""The words in the connectors of a faceplate, broken into lines that fit their width."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fabric.sheets.pictures.faceplates import Connector, PlugText
from fabric.sheets.rows.link_row import SIDES
from fabric.writers import BOLD, FONT, width_pt

BOX = 0.76
"""Side of a box to tick in sizes of type."""
BOX_APART = 2.9
"""Least white between a label with more words and the box behind it, in points: 1 mm."""
SMALLEST = 7.0
"""Smallest type in points, to which a line before the box may shrink."""
_DIGITS, _LETTER, _PARTS = re.compile("[0-9]+"), re.compile(r"[^\W\d_]"), re.compile(r"[^\w.]*[\w.]+|[^\w.]+")


def plug_words(text: PlugText) -> list[str]:
    """The serial of a plug and its name, word by word."""
    return [*text.serial.split(), *text.plug.split()]


@dataclass(frozen=True)
class ConnectorLines:
    """Breaks the words of connectors into lines."""

    room: float
    """Width of a connector in points."""
    size: float
    """Size of type in points."""
    is_serial_above: bool
    """Whether the serials of the plugs stand above the connectors."""
    is_stacked: bool
    """Whether connectors stand one above the other: a leg then stands beside its label where it fits."""

    def of_connector(self, connector: Connector, text: PlugText | None, start: str) -> list[tuple[str, bool]]:
        """Own label, printed name where it says more, plug, far end; each line with whether it is bold."""
        lines = list(self.of_names(text.own.removeprefix(start) if text else "", connector))
        if text is None:
            return lines
        plug = text.plug if self.is_serial_above else f"{text.serial} {text.plug}".strip()
        if self.is_stacked and self.is_serial_above and len(lines) == 1:
            both = f"{lines[0][0]} {plug}"
            if self.fits_beside_box(both):
                lines, plug = [(both, True)], ""
        lines += [(part, True) for part in self.of_plug(plug, text.lies)]
        for name in text.far:
            lines += [(part, False) for part in break_text(name, self.room, FONT, self.size)]
        return lines

    def of_plug(self, plug: str, lies: bool) -> tuple[str, ...]:
        """The lines of a plug; the letter of its end stands beside the last part of its serial, and is left out where
        it would stand alone even below single letters.
        """
        lines = break_text(plug, self.room, BOLD, self.size)
        if len(lines) < 2 or lines[-1] not in SIDES or lies:
            return lines
        *first, word, letter = plug.split()
        for count in range(2, len(word) + 1):
            *pieces, last = _cut(word, count)
            if all(width_pt(one, BOLD, self.size) <= self.room for one in (*pieces, f"{last} {letter}")):
                return (*break_text(" ".join(first), self.room, BOLD, self.size), *pieces, f"{last} {letter}")
        return lines[:-1]

    def fits_beside_box(self, text: str) -> bool:
        """Whether a bold text, set smaller where it must be, leaves room for the box to tick, and white before it."""
        return width_pt(text, BOLD, min(self.size, SMALLEST)) <= self.room - BOX * self.size - 1 - BOX_APART

    def of_names(self, own: str, connector: Connector) -> Iterator[tuple[str, bool]]:
        """The label of this end, and the printed name where it says more; the first line leaves room for the box."""
        beside = self.room - BOX * self.size - 1
        printed = connector.printed
        has_letters = _has_letters(printed)
        says_more = _numbers(own) != _numbers(printed) or has_letters
        if not own:
            # One form on a picture: where labels show numbers alone, an empty connector has the number of a label.
            name = printed if has_letters else connector.label or printed
            yield from ((part, False) for part in break_text(name, beside, FONT, self.size))
        elif says_more and self.fits_beside_box(f"{own} {printed}"):
            yield f"{own} {printed}", True
        else:
            yield from ((part, True) for part in break_text(own, beside, BOLD, self.size))
            if says_more:
                yield from ((part, False) for part in break_text(printed, self.room, FONT, self.size))


@lru_cache(maxsize=100_000)
def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in _DIGITS.findall(text))


@lru_cache(maxsize=10_000)
def _has_letters(printed: str) -> bool:
    return _LETTER.search(printed) is not None


@lru_cache(maxsize=100_000)
def break_text(text: str, room: float, font: str, size: float) -> tuple[str, ...]:
    """Lines that fit a width: broken before signs, and a part without one into equal pieces. Cached: the same words are
    laid out for several types.
    """
    whole = text.strip()
    if width_pt(whole, font, size) <= room:
        return (whole,) if whole else ()
    cuts = _list_cuts(text.translate(_ZEROS), room, font, size)
    return tuple([text[start:end] for start, end in cuts])


_ZEROS = str.maketrans("123456789", "000000000")
"""All digits are equally wide in the fonts of the sheets, so that a text is broken as any other with digits there."""


@lru_cache(maxsize=20_000)
def _list_cuts(text: str, room: float, font: str, size: float) -> tuple[tuple[int, int], ...]:
    """Where the lines of a text begin and end."""
    found, at = [], 0
    for line in _break_text(text, room, font, size):
        # White between lines is left out, and no line begins with it.
        start = text.index(line, at)
        at = start + len(line)
        found.append((start, at))
    return tuple(found)


def _break_text(text: str, room: float, font: str, size: float) -> Iterator[str]:
    line = ""
    for part in _PARTS.findall(text):
        if width_pt((line + part).strip(), font, size) <= room:
            line += part
            continue
        if line.strip():
            yield line.strip()
        *whole, line = _break_word(part.strip(), room, font, size)
        yield from whole
    if line.strip():
        yield line.strip()


def _break_word(word: str, room: float, font: str, size: float) -> list[str]:
    """The least number of equal pieces of a word that fit a width; single letters where it is very narrow."""
    pieces = [word]
    for count in range(max(1, int(width_pt(word, font, size) / max(room, 1))), len(word) + 1):
        pieces = _cut(word, count)
        if all(width_pt(piece, font, size) <= room for piece in pieces):
            break
    return pieces


def _cut(word: str, count: int) -> list[str]:
    """A word in equal pieces, `count` at most; the last one may be shorter."""
    each = -(-len(word) // count)
    return [word[at : at + each] for at in range(0, len(word), each)]
