"""Height, weight and power of a NetBox file."""

from collections.abc import Mapping
from typing import NamedTuple

from layouts import Document, Fault, exact

KG_PER: Mapping[str, float] = {"kg": 1.0, "g": 0.001, "lb": 0.45359237, "oz": 0.028349523}
"""Kilograms of the units of weight of NetBox."""


class Draw(NamedTuple):
    """The power that a file states."""

    watts: int
    """Highest power in W."""
    how: str
    """The way in which it follows from the supplies."""


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

    Less redundancy is never assumed, so the figure is not below the true one.
    """
    listed = document.data.get("power-ports") or []
    ports = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    figures: dict[str, list[int]] = {"maximum_draw": [], "allocated_draw": []}
    for number, item in enumerate(ports):
        for key, found in figures.items():
            value = item.get(key)
            if value is None:
                continue
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1_000_000:
                where = ("power-ports", number, key)
                faults.append(document.fault(where, f"{value!r} is not a power in W", "Write watts as a number"))
            elif value > 0:
                found.append(round(value))
    most, allocated = sorted(figures["maximum_draw"]), figures["allocated_draw"]
    if len(most) == 1:
        return Draw(most[0], "maximum_draw of its supply")
    if len(most) == 2:
        return Draw(most[1], "maximum_draw of one of two supplies, each of which carries the device alone")
    if most:
        return Draw(sum(most[1:]), f"maximum_draw of all but one of {len(most)} supplies")
    if allocated:
        return Draw(sum(allocated), f"allocated_draw of {len(allocated)} supplies")
    return None
