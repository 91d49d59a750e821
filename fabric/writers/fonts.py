"""The font of each character and the width of texts. Door to reportlab's fonts.

Latin text is set in Helvetica, which every printer has. Other characters are set in DejaVu Sans (Greek, Cyrillic and
most symbols), Droid Sans Fallback (Chinese, Japanese) or NanumSquare (Korean), which ship with this package and are
embedded where they are used. A character that no font has is shown as its code point, such as <U+13000>.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT, BOLD = "Helvetica", "Helvetica-Bold"
FILES = {
    "DejaVuSans": "DejaVuSans.ttf",
    "DroidSansFallback": "DroidSansFallbackFull.ttf",
    "NanumSquare": "NanumSquareR.ttf",
}
FOLDER = Path(__file__).parent / "fonts"
WIDEST = 1.02
"""Width in ems that no ASCII letter of Helvetica exceeds ('@' is 1.015): a text that fits by it is not measured."""
NO_BREAK = "\u00a0"
"""A space at which no line ends, such as that between a figure and its unit; print shows it as a space."""
Run = tuple[str, str]
"""Font and the text that it prints."""


@lru_cache(maxsize=len(FILES))
def load_font(name: str) -> TTFont:
    """A font that ships with the package, known to reportlab from then on."""
    font = TTFont(name, str(FOLDER / FILES[name]))
    pdfmetrics.registerFont(font)
    return font


def is_latin(text: str) -> bool:
    """Whether the fonts that every printer has print all of a text."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return text.isprintable()


@lru_cache(maxsize=20_000)
def list_runs(text: str, base: str = FONT) -> tuple[Run, ...]:
    """A text cut where the font changes."""
    if is_latin(text):
        return ((base, text),) if text else ()
    pieces = (_piece(character, base) for character in text)
    return tuple((font, "".join(part for _, part in group)) for font, group in groupby(pieces, key=lambda one: one[0]))


def _piece(character: str, base: str) -> Run:
    if is_latin(character):
        return base, character
    if character.isprintable():
        for name in FILES:
            if ord(character) in load_font(name).face.charToGlyph:
                return name, character
    return base, f"<U+{ord(character):04X}>"


def width_pt(text: str, font: str, size: float) -> float:
    """The width of a printed text in points."""
    return width_thousandths(text, font) * size / 1000


@lru_cache(maxsize=200_000)
def width_thousandths(text: str, font: str) -> float:
    """The width of a text in thousandths of its size: the same for all sizes that are tried."""
    if text.isascii() and text.isprintable():
        return _run_width(text, font)
    return sum(_run_width(part, name) for name, part in list_runs(text, font))


def _run_width(text: str, font: str) -> float:
    if font in (FONT, BOLD):
        return sum(map(_latin_widths(font).__getitem__, text.encode("cp1252")))
    face = load_font(font).face
    return float(sum(face.charWidths.get(ord(character), face.defaultWidth) for character in text))


@lru_cache(maxsize=2)
def _latin_widths(font: str) -> list[int]:
    return list(pdfmetrics.getFont(font).widths)


@lru_cache(maxsize=200_000)
def wrap(text: str, width: float, font: str, size: float) -> tuple[str, ...]:
    """Lines of a text that fit a width; at spaces where there are some, else inside a word. Cached: cells repeat."""
    plain = text if text.isprintable() else " ".join(split_words(text))
    is_short = len(plain) * size * WIDEST <= width and plain.isascii() and plain.isprintable()
    if is_short or width_pt(plain, font, size) <= width:
        return (plain,)
    return tuple(_wrap(text, width, font, size)) or ("",)


def _wrap(text: str, width: float, font: str, size: float) -> Iterator[str]:
    words = split_words(text)
    if is_latin(" ".join(words)):
        yield from _wrap_latin(words, width, font, size)
        return
    line = ""
    for word in words:
        joined = f"{line} {word}" if line else word
        if width_pt(joined, font, size) <= width:
            line = joined
            continue
        if line:
            yield line
        *whole, line = _cut_word(word, width, font, size)
        yield from whole
    if line:
        yield line


def _wrap_latin(words: Sequence[str], width: float, font: str, size: float) -> Iterator[str]:
    """The same for Latin words, whose widths are whole numbers: they add up without measuring each beginning of a
    line.
    """
    line, wide, space = "", 0.0, width_thousandths(" ", font)
    for word in words:
        more = width_thousandths(word, font)
        joined = wide + space + more if line else more
        if joined * size / 1000 <= width:
            line, wide = f"{line} {word}" if line else word, joined
            continue
        if line:
            yield line
        *whole, line = _cut_word(word, width, font, size)
        yield from whole
        wide = width_thousandths(line, font)
    if line:
        yield line


def _cut_word(word: str, width: float, font: str, size: float) -> Iterator[str]:
    """The parts of a word that fit a width, a letter at least."""
    while width_pt(word, font, size) > width and len(word) > 1:
        cut = next(n for n in range(len(word), 0, -1) if n == 1 or width_pt(word[:n], font, size) <= width)
        yield word[:cut]
        word = word[cut:]
    yield word


def split_words(text: str) -> list[str]:
    """The parts of a text between which a line may end, as print shows them."""
    if NO_BREAK not in text:
        return text.split()
    joined = (part.replace(NO_BREAK, " ").strip() for part in re.split(rf"[^\S{NO_BREAK}]+", text))
    return [part for part in joined if part]


def fit_size(text: str, room: float, font: str, size: float) -> float:
    """The size, at most the given one, at which a text fits a width."""
    wide = width_pt(text, font, size)
    return size if wide <= room else size * room / wide
