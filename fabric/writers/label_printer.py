"""Labels for printers that speak ZPL: text and a QR code, one format a label.

Zebra, ZPL II programming guide: ^CI28 takes UTF-8, ^FH makes _xx of a byte, ^BQ draws the code with 'MA,' for medium
correction, ^PW and ^LL are width and length in dots.
"""

from collections.abc import Sequence

from fabric.writers.label_stock import LabelStock
from layouts import PlannerError

MM_PER_INCH = 25.4
LEAST_DOTS, WIDE_OF_TALL = 10, 0.6
"""The scalable font takes 10 dots at least; its letters are about 0.6 of their nominal width."""
FINEST_MM = 0.16
"""A module that prints and is read: two dots at 300 dpi."""
REMEDY = "Choose another --label-stock, a higher --label-dpi or a shorter --base-url"
_SPECIAL = {ord(character): f"_{ord(character):02X}" for character in "^~_\\"}


def zpl_label(lines: Sequence[tuple[str, float]], code: str, modules: int, stock: LabelStock, dpi: int) -> str:
    """One label: a code of `modules` modules a side, and lines of text with their height in mm to its right.

    Text that is too long for a line continues in the next one. Raises PlannerError where a line or the code has no
    room.
    """

    def dots(mm: float) -> int:
        return round(mm * dpi / MM_PER_INCH)

    width, printed = dots(stock.size_mm[0]), dots(stock.printed_mm)
    module = min(printed, width * 2 // 5) // modules
    if module < 1 or module * MM_PER_INCH / dpi < FINEST_MM:
        raise PlannerError(f"a code of {modules} modules is too fine for {stock.name} at {dpi} dpi. {REMEDY}")
    side = module * modules
    parts = [f"^XA^CI28^PW{width}^LL{dots(stock.size_mm[1])}"]
    parts.append(f"^FO{4 * module},{4 * module}^BQN,2,{min(module, 10)}^FH_^FDMA,{code.translate(_SPECIAL)}^FS")
    top, room = dots(0.5), width - side - dots(1)
    for text, height_mm in lines:
        plain = "".join(character for character in text if character.isprintable())
        most = max(1, int(room / (LEAST_DOTS * WIDE_OF_TALL)))
        pieces = [plain[start : start + most] for start in range(0, len(plain), most)]
        for piece in pieces:
            height = max(dots(height_mm) // len(pieces), LEAST_DOTS)
            wide = max(LEAST_DOTS, min(height, int(room / (len(piece) * WIDE_OF_TALL))))
            if top + height > printed:
                raise PlannerError(f"'{plain[:40]}' has no room on {stock.name} at {dpi} dpi. {REMEDY}")
            parts.append(f"^FO{side},{top}^A0N,{height},{wide}^FH_^FD{piece.translate(_SPECIAL)}^FS")
            top += height + dots(0.3)
    return "".join([*parts, "^XZ"])
