"""The values of forms as types: names, lengths, amounts, times and dates, each with its limits and its words.

A door to pydantic, with `layouts.forms`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, WrapValidator

from layouts.form_faults import FormValueError, show_value
from layouts.lengths import LENGTH_PATTERN, SMALLEST_TILE_MM, as_metres, as_mm, refuse_beyond, refuse_long_cord


def _as_name(value: Any) -> Any:
    if isinstance(value, bool | float):
        raise FormValueError(f"{value} was read as a number or truth value", "Put the name in quotes")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str) and (value != value.strip() or not value.isprintable()):
        raise ValueError(
            f"a name must not begin or end with a space or hold control characters, found {show_value(value)}"
        )
    return value


Name = Annotated[str, BeforeValidator(_as_name), Field(min_length=1, max_length=64)]
Text = Annotated[str, Field(max_length=2000)]
Flag = Annotated[bool, Field(strict=True)]


def _length(low_mm: int, high_mm: int) -> tuple[Any, ...]:
    """What tells a whole number of millimetres between two limits: a number, or a text with a unit."""

    def check(value: Any, read: Callable[[Any], int]) -> int:
        length_mm = read(as_mm(value))
        refuse_beyond(value, length_mm, low_mm, high_mm)
        return int(length_mm)

    limits = {"exclusiveMinimum": 0} if low_mm == 1 else {"minimum": low_mm}
    schema = {"type": ["integer", "string"], **limits, "maximum": high_mm, "pattern": LENGTH_PATTERN}
    return Field(strict=True), WrapValidator(check), WithJsonSchema(schema)


MOST_MM = 2_000_000
"""Longest length of a floor: two kilometres."""
HIGHEST_MM = 1_000_000
"""Greatest height or depth of a storey: the tallest towers and the deepest mines lie within one kilometre."""
ROOM_MM = 100_000
"""Greatest height of a room, and widest gap of a row or aisle: halls of ships and aircraft are lower than 100 m."""
PART_MM = 10_000
"""Longest side of a rack, a device or a section of a pathway, and the longest end of a cable: ten metres."""
Millimetres = Annotated[int, *_length(-MOST_MM, MOST_MM)]
"""Coordinates in plan."""
PositiveMm = Annotated[int, *_length(1, MOST_MM)]
"""Sides of rooms and obstacles."""
HeightMm = Annotated[int, *_length(-HIGHEST_MM, HIGHEST_MM)]
"""Heights in the site."""
RoomMm = Annotated[int, *_length(1, ROOM_MM)]
"""Height of a room, width of an aisle."""
GapMm = Annotated[int, *_length(0, ROOM_MM)]
"""Width that stays free between racks."""
PartMm = Annotated[int, *_length(1, PART_MM)]
"""Sides of devices, panels and pathways' sections."""
RackMm = Annotated[int, *_length(SMALLEST_TILE_MM, PART_MM)]
"""Sides of racks and tiles: less than 100 mm is a number in inches or feet."""
OffsetMm = Annotated[int, *_length(0, PART_MM)]
"""Distances inside a rack, and lengths at the ends of a cable."""
MOST_AREA_MM2 = PART_MM**2
Area = Annotated[int, Field(strict=True, ge=0, le=MOST_AREA_MM2)]
"""Cross-section of an opening or of what lies in it."""
Quantity = Annotated[int, Field(strict=True, ge=1, le=10_000_000)]
Dozens = Annotated[int, Field(strict=True, ge=1, le=1_000)]
"""Racks of a group, technicians of a shift, crews at a place: more than a thousand are a slip of the pen."""
Thousands = Annotated[int, Field(strict=True, ge=1, le=100_000)]
"""Devices of a group."""
Count = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
_Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]


def _steps(step: str) -> Any:
    """A number that is a multiple of `step` to the last digit: pydantic's own test forgives small remainders."""

    def check(value: float) -> float:
        if Fraction(repr(value)) % Fraction(step):
            raise FormValueError(f"{value} is not a multiple of {step}", "Use a multiple of it")
        return value

    return AfterValidator(check)


Metres = Annotated[_Number, Field(gt=0, le=10_000), _steps("0.001")]
"""Reach of an optic, longest length of a cable."""
StepMetres = Annotated[_Number, Field(gt=0, le=100), _steps("0.001")]
"""Step of ordered lengths."""
Diameter = Annotated[_Number, Field(gt=0, le=200), _steps("0.001")]
"""Millimetres across a cable, a leg or a pulling eye: conduits are narrower."""
MOST_STOCK_M = 2_000
"""Longest cord in stock: none leaves a floor."""


def _check_cord(value: Any, read: Callable[[Any], float]) -> float:
    length_m = read(as_metres(value))
    refuse_long_cord(value, length_m, MOST_STOCK_M)
    return length_m


_CORD = {"type": ["number", "string"], "exclusiveMinimum": 0, "maximum": MOST_STOCK_M, "pattern": LENGTH_PATTERN}
StockMetres = Annotated[float, *Metres.__metadata__, WrapValidator(_check_cord), WithJsonSchema(_CORD)]
"""Length of a cord in stock: metres, or a text such as 10 ft."""
Kilograms = Annotated[_Number, Field(gt=0, le=100_000), _steps("0.001")]
Kilowatts = Annotated[_Number, Field(gt=0, le=1_000_000), _steps("0.001")]
"""Power of a feed."""
RackKilowatts = Annotated[_Number, Field(gt=0, le=2_000), _steps("0.001")]
"""Power of a rack: the largest that are announced draw one megawatt. A larger number is one of watts."""
Minutes = Annotated[_Number, Field(ge=0, le=100_000), _steps("0.0001")]
Hours = Annotated[_Number, Field(gt=0, le=24), _steps("0.01")]
Weight = Annotated[_Number, Field(ge=0, le=10**9)]
UsDollars = Annotated[_Number, Field(ge=0, le=10**12), _steps("0.01")]
Decibels = Annotated[_Number, Field(ge=0, le=100), _steps("0.001")]
Percent = Annotated[_Number, Field(gt=0, le=100)]
UnitHeight = Annotated[_Number, Field(gt=0, le=200), _steps("0.002")]
Tolerance = Annotated[_Number, Field(ge=0, le=100), _steps("0.0001")]
RackUnits = Annotated[_Number, Field(gt=0, le=200, multiple_of=0.5)]


def _as_time(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(TIME_PATTERN, value):
        raise FormValueError(
            f"{value!r} is not a time of day", "Write hours and minutes with two digits each, as 06:00"
        )
    return value


def _as_line(value: Any) -> Any:
    if isinstance(value, str) and value and not re.fullmatch(LINE_PATTERN, value):
        raise FormValueError(f"{value!r} holds a control character", "Use characters that can be printed")
    return value


LINE_PATTERN = r"^[^\x00-\x1f\x7f-\x9f]+$"
Line = Annotated[str, Field(pattern=LINE_PATTERN), BeforeValidator(_as_line)]
"""Text on one line, without control characters."""
TIME_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
TimeOfDay = Annotated[str, Field(pattern=TIME_PATTERN), BeforeValidator(_as_time)]
Point2 = tuple[Millimetres, Millimetres]
Point3 = tuple[Millimetres, Millimetres, HeightMm]
Size2 = tuple[PositiveMm, PositiveMm]


def _as_written(pattern: str, message: str, remedy: str) -> BeforeValidator:
    """A date is text of one form: a number of seconds or of days is none."""

    def check(value: Any) -> Any:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise FormValueError(f"{show_value(value)} {message}", remedy)
        return value

    return BeforeValidator(check)


Day = Annotated[
    date, _as_written(r"\d{4}-\d\d-\d\d", "is not a date", "Write a date such as 2027-01-31, without a time")
]
"""A day of the calendar."""
Moment = Annotated[
    datetime,
    _as_written(
        r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?([.]\d+)?(Z|[+-]\d\d:?\d\d)?)?",
        "is not a date and time",
        "Write them as 2027-01-31T06:00",
    ),
]
"""A moment on the clock of the site. A day alone is its midnight."""


def one_or_many(word: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells a list of which a single item may be written as it is; `word` is the schema of an item."""

    def as_list(value: Any) -> Any:
        return value if isinstance(value, list) else [value]

    schema = {"anyOf": [word, {"type": "array", "items": word, "minItems": 1}]}
    return BeforeValidator(as_list), Field(min_length=1), WithJsonSchema(schema)


COUNT = {"type": "integer", "minimum": 1, "maximum": 10_000_000}
"""Schema of a whole number from 1."""
PAIR = {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}
"""Schema of a ratio of two whole numbers."""


def one_or_more_ratios() -> tuple[Any, ...]:
    """What tells a list of ratios of which a single one may be written as it is: `[2, 1]` means `[[2, 1]]`."""
    schema = {"anyOf": [PAIR, {"type": "array", "items": PAIR, "minItems": 1}]}
    return BeforeValidator(_as_ratios), Field(min_length=1), WithJsonSchema(schema)


def _as_ratios(value: Any) -> Any:
    """A list of pairs. Raises FormValueError for any other value."""
    pairs = value if isinstance(value, list) and any(isinstance(item, list) for item in value) else [value]
    for pair in pairs:
        numbers = pair if isinstance(pair, list) else []
        if len(numbers) != 2 or not all(type(number) is int and 1 <= number <= 10_000_000 for number in numbers):
            remedy = "Write two whole numbers from 1, such as [2, 1], or a list of such pairs"
            raise FormValueError(f"{show_value(pair)} is not a ratio", remedy)
    return pairs


def _as_stock(value: Any) -> Any:
    if value == "unlimited" or (type(value) is int and 1 <= value <= 10_000_000):
        return value
    raise FormValueError(f"{show_value(value)} is not a quantity", "Write a whole number from 1, or unlimited")


Stock = Annotated[
    int | str,
    BeforeValidator(_as_stock),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"const": "unlimited"}]}),
]
