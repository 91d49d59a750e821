"""Labels for printers that speak ZPL: text and a QR code, one format a label.

Zebra, ZPL II programming guide: ^CI28 takes UTF-8, ^FH makes _xx of a byte, ^BQ draws the code with 'MA,' for medium
correction, ^PW and ^LL are width and length in dots.
"""

from collections.abc import Sequence

from fabric.writers.label_stock import LabelStock

MM_PER_INCH = 25.4
_SPECIAL = {ord(character): f"_{ord(character):02X}" for character in "^~_\\"}


def zpl_label(lines: Sequence[tuple[str, float]], code: str, modules: int, stock: LabelStock, dpi: int) -> str:
    """One label: lines of text with their height in mm from the top, and a code of so many modules to their left."""

    def dots(mm: float) -> int:
        return round(mm * dpi / MM_PER_INCH)

    width, printed = dots(stock.size_mm[0]), dots(stock.printed_mm)
    module = max(1, min(printed, width * 2 // 5) // modules)
    side = module * modules
    parts = [f"^XA^CI28^PW{width}^LL{dots(stock.size_mm[1])}"]
    parts.append(f"^FO{4 * module},{4 * module}^BQN,2,{min(module, 10)}^FH_^FDMA,{code.translate(_SPECIAL)}^FS")
    top = dots(0.8)
    room = width - side - dots(1)
    for text, height_mm in lines:
        height = dots(height_mm)
        # The scalable font is about 0.6 of its height wide; what is longer is set narrower, not cut.
        wide = min(height, round(room / max(len(text) * 0.6, 1)))
        parts.append(f"^FO{side},{top}^A0N,{height},{max(wide, 8)}^FH_^FD{_plain(text)}^FS")
        top += height + dots(0.4)
    return "".join([*parts, "^XZ"])


def _plain(text: str) -> str:
    """Text without what a printer would take as a command; control characters are dropped from labels."""
    return "".join(c for c in text if c.isprintable()).translate(_SPECIAL)
