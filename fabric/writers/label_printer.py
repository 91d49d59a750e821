"""Labels for printers that speak ZPL: text and a QR code, one format a label.

Zebra, ZPL II programming guide: ^CI28 takes UTF-8, ^FH makes _xx of a byte, ^BQ draws the code with 'MA,' for medium
correction, ^PW and ^LL are width and length in dots.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from fabric.writers.label_stock import LabelStock
from layouts import PlannerError

MM_PER_INCH = 25.4
LEAST_DOTS, WIDE_OF_TALL = 10, 0.6
"""The scalable font takes 10 dots at least; its letters are about 0.6 of their nominal width."""
MODULE_MM = 0.25
"""Least module of a code, in millimetres: a phone reads it at arm's length."""
MOST_DOTS = 10
"""Largest module that ^BQ draws, in dots."""
QUIET = 4
"""Modules that stay white on each side of a code."""
REMEDY = "Choose another --label-stock, another --label-dpi, a shorter --base-url, or --label-text-only"
_SPECIAL = {ord(character): f"_{ord(character):02X}" for character in "^~_\\"}


@dataclass(frozen=True)
class LabelPicture:
    """What a label shows."""

    lines: tuple[tuple[str, float], ...]
    """Lines to the right of the code, each with its height in mm."""
    code: str
    """Text of the code; empty for none."""
    modules: int
    """Modules of a side of the code, the quiet zone included; 0 for none."""
    above: tuple[tuple[str, float], ...] = ()
    """Lines over the whole width; where there are some, the code stands below them at the lower edge."""


def zpl_label(picture: LabelPicture, stock: LabelStock, panels_mm: Sequence[tuple[float, float]], dpi: int) -> str:
    """One label: on each panel (left edge and width) the code, and the lines to its right.

    Text that is too long for a line continues in the next one. Raises PlannerError where a line or the code has no
    room.
    """
    width, height = (round(mm * dpi / MM_PER_INCH) for mm in stock.size_mm)
    parts = [f"^XA^CI28^PW{width}^LL{height}"]
    for left, wide in panels_mm:
        parts += _panel(picture, stock, left, wide, dpi)
    return "".join([*parts, "^XZ"])


def _panel(picture: LabelPicture, stock: LabelStock, left_mm: float, width_mm: float, dpi: int) -> Iterator[str]:
    def dots(mm: float) -> int:
        return round(mm * dpi / MM_PER_INCH)

    left, printed, side = dots(left_mm), dots(stock.printed_mm), dots(0.5)
    if picture.code:
        module = ceil(MODULE_MM * dpi / MM_PER_INCH - 0.01)
        side = module * picture.modules
        if module > MOST_DOTS or side > min(printed, dots(width_mm) // 2):
            raise PlannerError(
                f"a code of {picture.modules} modules of {MODULE_MM} mm has no room on {stock.name} at {dpi} dpi. "
                f"{REMEDY}"
            )
        corner = printed - side if picture.above else (printed - side) // 2
        yield f"^FO{left + QUIET * module},{corner + QUIET * module}^BQN,2,{module}^FH_^FDMA,{_escape(picture.code)}^FS"
    column = _Column(left + dots(0.5), dots(width_mm) - dots(1.5), dots(0.5), dots(0.3), printed)
    try:
        yield from column.write(picture.above, dots)
        if picture.above:
            column.top = max(column.top, printed - side)
        column.left, column.room = left + side, dots(width_mm) - side - dots(1)
        yield from column.write(picture.lines, dots)
    except _NoRoomError as fault:
        raise PlannerError(f"'{fault.text[:40]}' has no room on {stock.name} at {dpi} dpi. {REMEDY}") from None


class _NoRoomError(Exception):
    """A line would leave the printed part."""

    def __init__(self, text: str):
        super().__init__(text)
        self.text = text


@dataclass
class _Column:
    """A column of lines in dots."""

    left: int
    room: int
    top: int
    gap: int
    printed: int

    def write(self, lines: Sequence[tuple[str, float]], dots: Callable[[float], int]) -> Iterator[str]:
        """The commands of some lines, from `top` down."""
        for text, height_mm in lines:
            plain = "".join(character for character in text if character.isprintable())
            most = max(1, int(self.room / (LEAST_DOTS * WIDE_OF_TALL)))
            pieces = [plain[start : start + most] for start in range(0, len(plain), most)]
            for piece in pieces:
                height = max(dots(height_mm) // len(pieces), LEAST_DOTS)
                wide = max(LEAST_DOTS, min(height, int(self.room / (len(piece) * WIDE_OF_TALL))))
                if self.top + height > self.printed:
                    raise _NoRoomError(plain)
                yield f"^FO{self.left},{self.top}^A0N,{height},{wide}^FH_^FD{_escape(piece)}^FS"
                self.top += height + self.gap


def _escape(text: str) -> str:
    """The text with the signs of the language as bytes, which ^FH reads."""
    return text.translate(_SPECIAL)
