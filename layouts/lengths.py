"""Lengths as people write them, in millimetres: `40 ft`, `6 ft 7 in`, `23 5/8 in`, `2.4 m`, `12 tiles`.

A length is added up exactly and then rounded once, to the nearest millimetre: it may be 0.5 mm off, never more.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from layouts.document import Document
from layouts.faults import Fault
from layouts.form_faults import show_value
from layouts.key_paths import KeyPath, value_at

INCH_MM = Fraction(254, 10)
"""Millimetres of an inch, by its definition of 1959."""
_UNITS: Mapping[str, Fraction] = {
    **dict.fromkeys(("ft", "'", "feet", "foot"), 12 * INCH_MM),
    **dict.fromkeys(("in", '"', "inch", "inches"), INCH_MM),
    "mm": Fraction(1),
    "cm": Fraction(10),
    "m": Fraction(1000),
}
_TILES = ("tile", "tiles")
USUAL_TILE_MM = Fraction(600)
"""A tile of a raised floor, where a file leaves out what its tiles are: the other faults can then be found."""
_PART = re.compile(r"(\d+ \d+/[1-9]\d*|\d+/[1-9]\d*|\d+(?:\.\d+)?)\s*([a-z]+|['\"])\s*")
LENGTH_PATTERN = r"^-?\s*([0-9][0-9 ./]*\s*(mm|cm|m|ft|foot|feet|in|inch|inches|tiles?|'|\")\s*)+$"
"""What a text must look like to be a length, for JSON Schemas."""
HOW_TO_WRITE = "Write millimetres, or a number with a unit, such as 40 ft, 6 ft 7 in, 2.4 m, 12 tiles"


def read_length(text: str, tile_mm: Fraction | None = None) -> Fraction | None:
    """The millimetres of a length with units, exactly; None where the text is none, or is in tiles of unknown size."""
    rest = text.strip().lower()
    sign, rest = (-1, rest[1:].lstrip()) if rest.startswith("-") else (1, rest)
    total, at = Fraction(0), 0
    units = _UNITS if tile_mm is None else {**_UNITS, **dict.fromkeys(_TILES, tile_mm)}
    while at < len(rest):
        found = _PART.match(rest, at)
        if found is None or found[2] not in units:
            return None
        total += sum(map(Fraction, found[1].split())) * units[found[2]]
        at = found.end()
    return sign * total if at else None


def nearest_mm(length_mm: Fraction) -> int:
    """The nearest whole millimetre; half a millimetre is rounded up."""
    return (2 * length_mm.numerator + length_mm.denominator) // (2 * length_mm.denominator)


def read_tiles(document: Document, site: Any, faults: list[Fault]) -> Document:
    """The document with millimetres in place of each length in tiles; `tile_mm` of the site says what a tile is.

    Where it does not, one fault is added to `faults`, and a usual tile stands in.
    """
    stated = site.get("tile_mm") if isinstance(site, dict) else None
    tile_mm = Fraction(stated) if type(stated) is int else read_length(str(stated)) if stated else None
    places: list[KeyPath] = []
    data = _with_tiles(document.data, tile_mm or USUAL_TILE_MM, (), places)
    if places and stated is None:
        found = show_value(value_at(document.data, places[0]))
        message = f"{found} is in tiles, and site.yaml does not say how long a tile is"
        faults.append(document.fault(places[0], message, "State tile_mm in site.yaml, such as 'tile_mm: 2 ft'"))
    return Document(document.name, data, document.lines, document.titles)


def _with_tiles(data: Any, tile_mm: Fraction, at: KeyPath, places: list[KeyPath]) -> Any:
    if isinstance(data, dict):
        return {key: _with_tiles(value, tile_mm, (*at, key), places) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_tiles(value, tile_mm, (*at, index), places) for index, value in enumerate(data)]
    if isinstance(data, str) and data.rstrip().lower().endswith(_TILES):
        found = read_length(data, tile_mm)
        if found is not None:
            places.append(at)
            return nearest_mm(found)
    return data
