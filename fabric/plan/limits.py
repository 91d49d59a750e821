"""Limits of the values of a plan file, by the unit that a field's name ends with, so that nothing runs without end.

The forms of the project's files allow no more. A value beyond its limit makes a drawing, a calendar or a
simulation of a damaged file take hours or all memory.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from fabric.plan.plan import Plan
from fabric.project import MOST_TECHNICIANS


class Limits(NamedTuple):
    """The least and the largest value of a field."""

    low: int
    """Least value."""
    high: int
    """Largest value."""


BY_UNIT: Mapping[str, Limits] = {
    "half_ru": Limits(0, 400),
    "_mm2": Limits(0, 10**14),
    "_mm": Limits(-20_000_000, 20_000_000),
    "_um": Limits(0, 10**10),
    "_pct": Limits(0, 1_000),
    "technicians": Limits(1, MOST_TECHNICIANS),
}
"""The limits of the fields whose name ends with a unit, and of some by their whole name. Rooms lie within 20 km."""

POSITIVE = frozenset(
    {
        "width_mm", "depth_mm", "height_mm", "diameter_um", "eye_diameter_um", "body_step_mm", "leg_step_mm", "max_mm",
        "reach_mm", "max_crews", "slot_people", "most", "speed_gbps", "planes", "legs",
        "fill_max_pct",
    }
)  # fmt: skip
"""Fields that sheets and rules divide by, or that lists are made from: at least 1."""

LONGEST_TEXTS: Mapping[str, int] = {"end": 120, "between": 8, "id": 1_000, "model": 256, "name": 256, "rack": 64}
"""Most letters of the fields that labels and tables print, by name."""

LONGEST_TEXT = 20_000
"""Most letters of any other text: a list of assumptions is one line."""

YEARS = Limits(2001, 2199)
"""The years of the times that a request may state."""

PARTS = ("project", "stages", "devices", "kinds", "routes", "designs", "cage_groups", "assumptions", "unchecked")
"""The parts of a plan that are looked at value by value. Columns have limits of their own."""


def find_values_beyond_limits(plan: Plan) -> Iterator[str]:
    """Every length, size, number of technicians, text and date is one that a project can state."""
    for part in PARTS:
        yield from _problems(getattr(plan, part), part, part)


def _problems(value: Any, field: str, place: str) -> Iterator[str]:
    """What is wrong with a value and with all values in it; `field` is the name that tells its unit."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int):
        limits = _limits(field)
        if limits is not None and not limits.low <= value <= limits.high:
            yield f"{place}: {value} is not from {limits.low} to {limits.high}"
    elif isinstance(value, str):
        most = LONGEST_TEXTS.get(field, LONGEST_TEXT)
        if len(value) > most:
            yield f"{place}: {len(value)} letters are more than {most}"
    elif isinstance(value, datetime):
        yield from _time_problems(value, place)
    elif isinstance(value, date):
        return
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _problems(item, field, f"{place}.{key}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _problems(item, field, f"{place}[{number}]")
    else:
        for name in _field_names(value.__class__):
            yield from _problems(getattr(value, name), name, f"{place}.{name}")


@cache
def _field_names(cls: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls)) if dataclasses.is_dataclass(cls) else ()


@cache
def _limits(field: str) -> Limits | None:
    """The limits of a field; None where its name tells none."""
    unit = next((unit for unit in BY_UNIT if field == unit or (field.endswith(unit) and unit.startswith("_"))), None)
    found = BY_UNIT.get("half_ru" if field.endswith("half_ru") else unit or "")
    if field not in POSITIVE:
        return found
    return Limits(1, found.high if found else 10_000_000)


def _time_problems(value: datetime, place: str) -> Iterator[str]:
    if not YEARS.low <= value.year <= YEARS.high:
        yield f"{place}: the year {value.year} is not from {YEARS.low} to {YEARS.high}"
    if value.tzinfo is not None:
        yield f"{place}: {value.isoformat()} has a time zone; times are those of the site"
