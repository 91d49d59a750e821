"""How one run is steered: what its options say, and when it is to stop."""

import math
import re
import signal
import time
from collections.abc import Callable
from dataclasses import replace

from fabric.project import Project
from fabric.request import Objective, Weights


def read_numbers(text: str) -> tuple[int, ...]:
    """'8x8' as numbers. Raises ValueError that says what is wrong."""
    return _split(text, "x", "numbers such as 8x8")


def read_ratio(text: str) -> tuple[int, ...]:
    """'2:1' as two numbers. Raises ValueError that says what is wrong."""
    found = _split(text, ":", "ratio such as 2:1")
    if len(found) != 2:
        raise ValueError(f"'{text}' is no ratio such as 2:1")
    return found


def _split(text: str, separator: str, what: str) -> tuple[int, ...]:
    parts = text.split(separator)
    if not all(part.strip().isdecimal() and int(part) >= 1 for part in parts):
        raise ValueError(f"'{text}' is no {what}")
    return tuple(int(part) for part in parts)


def read_weights(text: str) -> Weights:
    """'HOUR:PERSON_HOUR:USD'. Raises ValueError that says what is wrong."""
    try:
        hour, person_hour, usd = (float(part) for part in text.split(":"))
    except ValueError:
        hour = person_hour = usd = -1
    if not all(0 <= weight <= 1e9 for weight in (hour, person_hour, usd)) or not hour + person_hour + usd:
        raise ValueError(f"'{text}' is no three weights, not all 0, such as 100:1:0.001")
    return Weights(hour, person_hour, usd)


def read_executor(text: str) -> str:
    """The name of an executor. Raises ValueError that says what is wrong."""
    address = re.fullmatch(r"tcp://[^:/\s]+:([0-9]{1,5})", text)
    if text not in ("serial", "processes") and not (address and 0 < int(address[1]) < 65_536):
        raise ValueError(f"'{text}' is none of serial, processes, tcp://HOST:PORT")
    return text


def read_seconds(text: str) -> float:
    """A number of seconds, 0 or more. Raises ValueError that says what is wrong."""
    try:
        found = float(text)
    except ValueError:
        found = -1
    if not 0 <= found < float("inf"):
        raise ValueError(f"'{text}' is no number of seconds, 0 or more")
    return found


def read_hours(text: str) -> float:
    """72h, 3d or 72 -> 72."""
    number, unit = (text[:-1], text[-1]) if text[-1:] in ("h", "d") else (text, "h")
    try:
        hours = float(number) * (24 if unit == "d" else 1)
    except ValueError:
        hours = math.nan
    if not 0 < hours <= 24 * 3650:
        raise ValueError(f"'{text}' is no time such as 72h or 3d")
    return hours


def with_objective(project: Project, objective: Objective | None, weights: Weights | None) -> Project:
    """The project with another objective than its request names. Raises ValueError for weights that nothing uses."""
    request = project.request
    if weights is not None:
        objective = objective or "weighted"
        if objective != "weighted":
            raise ValueError(f"weights go with the objective weighted, not with {objective}")
        request = replace(request, weights=weights)
    return replace(project, request=replace(request, objective=objective or request.objective))


class Stopping:
    """Whether a search should stop: after the first interrupt, or at the end of its time. Use it as a context; a second
    interrupt raises KeyboardInterrupt.
    """

    def __init__(self, limit_s: float | None, report: Callable[[str], None]):
        self.end_s = None if limit_s is None else time.monotonic() + limit_s
        self.report = report
        self.interrupted = False

    def __enter__(self) -> "Stopping":
        self.before = signal.signal(signal.SIGINT, self.interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self.before)

    def interrupt(self, *_: object) -> None:
        """What an interrupt does."""
        if self.interrupted:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            raise KeyboardInterrupt
        self.interrupted = True
        self.report("stopping with the best plan found so far; press Ctrl-C again to give up")

    def asked(self) -> bool:
        """Whether to stop now."""
        return self.interrupted or (self.end_s is not None and time.monotonic() >= self.end_s)
