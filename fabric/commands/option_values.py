"""Converts the texts of options to values; each function raises ValueError that names the fault."""

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fabric.project import Weights

MOST_CREW = 8
"""Technicians of the largest crew, as in crew.yaml."""


def read_numbers(text: str) -> tuple[int, ...]:
    """The numbers of a text such as '8x8'. Raises ValueError that names the fault."""
    return _split(text, "x", "a list of numbers such as 8x8")


def read_ratio(text: str) -> tuple[int, ...]:
    """'2:1' as two numbers. Raises ValueError that names the fault."""
    found = _split(text, ":", "a ratio such as 2:1")
    if len(found) != 2:
        raise ValueError(f"'{text}' is not a ratio such as 2:1")
    return found


def read_sizes(text: str) -> tuple[int, ...]:
    """Sizes of crews such as '1,2,3', rising. Raises ValueError that names the fault."""
    found = sorted(set(_split(text, ",", "a list of sizes of crews such as 1,2,3")))
    if found[-1] > MOST_CREW:
        raise ValueError(f"'{text}': a crew has at most {MOST_CREW} technicians")
    return tuple(found)


def _split(text: str, separator: str, what: str) -> tuple[int, ...]:
    parts = text.split(separator)
    if not all(part.strip().isdecimal() and int(part) >= 1 for part in parts):
        raise ValueError(f"'{text}' is not {what}")
    return tuple(int(part) for part in parts)


def read_weights(text: str) -> "Weights":
    """'HOUR:PERSON_HOUR:USD'. Raises ValueError that names the fault."""
    try:
        hour, person_hour, usd = (float(part) for part in text.split(":"))
    except ValueError:
        hour = person_hour = usd = -1
    if not all(0 <= weight <= 1e9 for weight in (hour, person_hour, usd)) or not hour + person_hour + usd:
        raise ValueError(f"'{text}' is not three weights such as 100:1:0.001")
    from fabric.project import Weights

    return Weights(hour, person_hour, usd)


def read_executor(text: str) -> str:
    """The name of an executor. Raises ValueError that names the fault."""
    address = re.fullmatch(r"tcp://[^:/\s]+:([0-9]{1,5})", text)
    if text not in ("serial", "processes") and not (address and 0 < int(address[1]) < 65_536):
        raise ValueError(f"'{text}' is not serial, processes or tcp://HOST:PORT")
    return text


def read_seconds(text: str) -> float:
    """A number of seconds, 0 or more. Raises ValueError that names the fault."""
    try:
        found = float(text)
    except ValueError:
        found = -1
    if not 0 <= found < float("inf"):
        raise ValueError(f"'{text}' is not a number of seconds (0 or more)")
    return found


def read_hours(text: str) -> float:
    """72h, 3d or 72 -> 72."""
    number, unit = (text[:-1], text[-1]) if text[-1:] in ("h", "d") else (text, "h")
    try:
        hours = float(number) * (24 if unit == "d" else 1)
    except ValueError:
        hours = math.nan
    if not 0 < hours <= 24 * 3650:
        raise ValueError(f"'{text}' is not a time such as 72h or 3d")
    return hours
