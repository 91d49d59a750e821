"""Height, weight and power of a NetBox file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from layouts import Document, Fault, exact

KG_PER: Mapping[str, float] = {"kg": 1.0, "g": 0.001, "lb": 0.45359237, "oz": 0.028349523}
"""Kilograms of the units of weight of NetBox."""

INLETS = (
    re.compile(r"(?i)(?P<supply>.*\d)[ _./:-]*\(?[ab]\)?"),
    re.compile(r"(?i)(?P<supply>.*\d)[ _./:-]+(?:ac[ _./:-]*)?(?:inlet|input|feed|in)[ _./:-]*[ab12]"),
)
"""Names of the inlets of a supply: PS1A and PS1B, PSU1-A and PSU1-B, PSU 1 inlet 1 and PSU 1 inlet 2. A1 and B1, or A
and B without a number, are supplies.
"""


class Draw(NamedTuple):
    """The power that a file states."""

    watts: int
    """Highest power in W."""
    how: str
    """How it follows from the supplies."""


class _Inlet(NamedTuple):
    """A power port of a file."""

    name: str
    watts: int


class _Supply(NamedTuple):
    """A power supply: the power of the device that it carries, and the names of its inlets."""

    watts: int
    inlets: tuple[str, ...]


def read_half_ru(document: Document, faults: list[Fault]) -> int:
    """Height in half rack units; 1 U where the file states none, 0 with a fault where it states no height."""
    height = document.data.get("u_height", 1)
    if not isinstance(height, int | float) or isinstance(height, bool) or not 0 <= height < 100 or height * 2 % 1:
        faults.append(document.fault(("u_height",), f"{height!r} is not a height in rack units", "Correct it"))
        return 0
    return exact(height, 2, "half unit")


def read_grams(document: Document, faults: list[Fault]) -> int | None:
    """Weight in grams; None where the file states none, and with a fault where it states no weight."""
    weight, unit = document.data.get("weight"), str(document.data.get("weight_unit") or "kg")
    if weight is None:
        return None
    number = float(weight) if isinstance(weight, int | float) and not isinstance(weight, bool) else -1.0
    if unit not in KG_PER or not 0 <= number < 100_000:
        faults.append(document.fault(("weight",), f"{weight!r} {unit} is not a weight", "Use kg, g, lb or oz"))
        return None
    return max(1, round(number * KG_PER[unit] * 1000))


def read_draw(document: Document, faults: list[Fault]) -> Draw | None:
    """The power draw that the supplies state: one of two carries the device alone, of more than two all but one.

    Less redundancy is never assumed, so the figure is not below the true one. The inlets of one supply count once.
    """
    listed = document.data.get("power-ports") or []
    ports = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    figures: dict[str, list[_Inlet]] = {"maximum_draw": [], "allocated_draw": []}
    for number, item in enumerate(ports):
        for key, found in figures.items():
            value = item.get(key)
            if value is None:
                continue
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1_000_000:
                where = ("power-ports", number, key)
                faults.append(document.fault(where, f"{value!r} is not a power in W", "Write watts as a number"))
            elif value > 0:
                found.append(_Inlet(str(item.get("name") or ""), round(value)))
    supplies, allocated = _join_inlets(figures["maximum_draw"]), _join_inlets(figures["allocated_draw"])
    most = sorted(supply.watts for supply in supplies)
    if len(most) == 1:
        return Draw(most[0], f"maximum_draw of its supply{_tell_inlets(supplies)}")
    if len(most) == 2:
        how = "maximum_draw of one of two supplies, each of which carries the device alone"
        return Draw(most[1], f"{how}{_tell_inlets(supplies)}")
    if most:
        return Draw(sum(most[1:]), f"maximum_draw of all but one of {len(most)} supplies{_tell_inlets(supplies)}")
    if allocated:
        watts = sum(supply.watts for supply in allocated)
        return Draw(watts, f"allocated_draw of {len(allocated)} supplies{_tell_inlets(allocated)}")
    return None


def _join_inlets(inlets: Iterable[_Inlet]) -> tuple[_Supply, ...]:
    """The supplies of the inlets: inlets of equal power whose names differ in the letter behind the number are of one.

    Files write the power of the whole supply at each of its inlets.
    """
    series: dict[tuple[str, int], list[str]] = {}
    for number, inlet in enumerate(inlets):
        found = next(filter(None, (form.fullmatch(inlet.name.strip()) for form in INLETS)), None)
        supply = found["supply"].lower() if found else f"#{number}"
        series.setdefault((supply, inlet.watts), []).append(inlet.name)
    return tuple(_Supply(watts, tuple(names)) for (_, watts), names in series.items())


def _tell_inlets(supplies: Sequence[_Supply]) -> str:
    """What was assumed of the inlets; '' where each supply has one."""
    some = next((supply.inlets for supply in supplies if len(supply.inlets) > 1), ())
    return f"; {' and '.join(some)} are taken for inlets of one supply, as others with such names" if some else ""
