"""QR codes as rows of bits. Door to zxingcpp."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import zxingcpp

QUIET_MODULES = 4
"""The white border that ISO/IEC 18004 asks for."""


@dataclass(frozen=True)
class QrCode:
    """A square of modules with its quiet zone; rows of whole bytes as hexadecimal, 1 is black."""

    modules: int
    """Modules along one side, quiet zone included."""
    rows_hex: str
    """Rows from top to bottom in one text; each is filled up to whole bytes with zeros."""


@lru_cache(maxsize=2_000)
def qr_code(text: str) -> QrCode:
    """The code of a text, with medium correction."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    dark = np.array(barcode.to_image(scale=1, add_quiet_zones=False)) == 0
    modules = len(dark) + 2 * QUIET_MODULES
    square = np.zeros((modules, modules), bool)
    square[QUIET_MODULES:-QUIET_MODULES, QUIET_MODULES:-QUIET_MODULES] = dark
    return QrCode(modules, np.packbits(square, axis=1).tobytes().hex())
