"""Lengths as people write them, in millimetres: `40 ft`, `6 ft 7 in`, `23 5/8 in`, `2.4 m`, `12 tiles`.

A length is added up exactly and then rounded once, to the nearest millimetre: it may be 0.5 mm off, never more.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from layouts.document import Document
from layouts.faults import Fault
from layouts.form_faults import HOW_TO_WRITE, FormValueError, show_value
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
"""Size of a raised-floor tile that is used where a file does not state it, so that the other faults can be found."""
SMALLEST_TILE_MM = 100
"""Side of the smallest tile that a file may state."""
_PART = re.compile(r"(\d+ \d+/[1-9]\d*|\d+/[1-9]\d*|\d+(?:\.\d+)?)\s*([a-z]+|['\"])\s*")
LENGTH_PATTERN = r"^-?\s*([0-9][0-9 ./]*\s*(mm|cm|m|ft|foot|feet|in|inch|inches|tiles?|'|\")\s*)+$"
"""What a text must look like to be a length, for JSON Schemas."""


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


def as_mm(value: Any) -> Any:
    """A number of millimetres as it stands, a text with units as millimetres; a text without a unit is left."""
    if not isinstance(value, str) or not re.match(r"\s*-?\s*\d[\d./ ]*[a-z'\"]", value, re.IGNORECASE):
        return value
    found = read_length(value)
    if found is None and not re.fullmatch(r"[-+.\de ]+", value, re.IGNORECASE):
        what = "a whole number of millimetres, or numbers with units, are expected"
        raise FormValueError(f"{what}, found {show_value(value)}", HOW_TO_WRITE)
    return value if found is None else nearest_mm(found)


def as_metres(value: Any) -> Any:
    """A text with a unit as metres, rounded down to the millimetre, because a cord is never longer than it is."""
    if not isinstance(value, str):
        return value
    found = read_length(value)
    return value if found is None else (found.numerator // found.denominator) / 1000


class TilesMm(int):
    """Millimetres that a file states in tiles, with the text as it is written: a fault repeats it."""

    written: str

    def __new__(cls, length_mm: int, written: str = "") -> "TilesMm":
        """The length in millimetres, which remembers its text."""
        made = super().__new__(cls, length_mm)
        made.written = written
        return made


def refuse_beyond(written: Any, length_mm: int, low_mm: int, high_mm: int) -> None:
    """Raises FormValueError where a length is outside its limits: the value in mm and as written, and what to write."""
    if low_mm <= length_mm <= high_mm:
        return
    written = getattr(written, "written", written)
    is_text = isinstance(written, str)
    found = f"{show_value(written)}, which is {length_mm} mm," if is_text else f"{length_mm} mm"
    if length_mm < low_mm:
        least = "more than 0" if low_mm == 1 else f"at least {low_mm}"
        unit = "" if is_text or low_mm <= 1 else "; a number without a unit is in mm"
        raise FormValueError(f"{found} is too small: {least} mm is expected", f"Use a larger value{unit}")
    most = _most(written, high_mm) if is_text else f"{high_mm}; a number without a unit is in mm"
    raise FormValueError(f"{found} is too large: at most {high_mm} mm is expected", f"Write at most {most}")


def _most(written: str, limit_mm: int) -> str:
    """A limit in the unit of a text, rounded down to a tenth; tiles are of this size or that: in millimetres."""
    unit = re.findall(r"[a-z]+|['\"]", written.lower())[-1]
    factor = _UNITS.get(unit, Fraction(1))
    return f"{limit_mm} mm" if factor == 1 else f"{int(limit_mm * 10 / factor) / 10:.15g} {unit}"


def refuse_long_cord(written: Any, length_m: float, most_m: int) -> None:
    """Raises FormValueError where a cord in stock is too long: most who write such a number mean millimetres."""
    if length_m > most_m:
        is_text = isinstance(written, str)
        found = f"{show_value(written)}, which is {length_m:g} m," if is_text else f"{length_m:g} m"
        most = _most(written, most_m * 1000) if is_text else f"{most_m}; a number without a unit is in metres"
        raise FormValueError(f"{found} is too large: at most {most_m} m is expected", f"Write at most {most}")


def read_tiles(document: Document, site: Any, faults: list[Fault]) -> Document:
    """The document with millimetres in place of each length in tiles; `tile_mm` of the site says what a tile is.

    Where it does not, one fault is added to `faults`, and a usual tile stands in.
    """
    stated = site.get("tile_mm") if isinstance(site, dict) else None
    tile_mm = Fraction(stated) if type(stated) is int else read_length(str(stated)) if stated else None
    if tile_mm is not None and tile_mm < SMALLEST_TILE_MM:
        tile_mm = None  # a fault of tile_mm itself; the other lengths are right
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
            return TilesMm(nearest_mm(found), data)
    return data
