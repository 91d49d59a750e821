"""Faults of the input: each has a place, a message and a remedy.

PlannerError            an error that the user can correct; it carries the exit code
├── InputError          the files are wrong: a list of Fault, all of them at once (exit 1)
└── UnmetError          the files are right, but the request cannot be met (exit 1)
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

MOST_SHOWN = 100
"""Faults of one file that are printed; --json gives all of them."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: its place, the value found, and the remedy. Faults are sorted by place."""

    file: str
    """Name of the file, from the project folder."""
    line: int
    """Line in the file, from 1; 0: the file as a whole."""
    key: str
    """Path of keys as text, such as `rows[2].id`; empty where a whole line or file is wrong."""
    message: str
    """Statement of the fault, without a full stop."""
    remedy: str
    """Instruction that mends it, without a full stop."""

    @classmethod
    def of_file(cls, file: str, message: str, remedy: str) -> "Fault":
        """A fault of a file as a whole: it has neither a line nor a key."""
        return cls(file, 0, "", message, remedy)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" at {self.key}" if self.key else ""
        return f"{place}{key}: {self.message}. {self.remedy}"


class PlannerError(Exception):
    """An error that the user can correct."""

    exit_code = 1

    @property
    def lines(self) -> list[str]:
        """The lines that the user reads."""
        return [str(self)]


class InputError(PlannerError):
    """The input files have faults; `faults` holds all of them, in the order of their places.

    `notes` are remarks on the files that are not faults: what could not be checked yet, and files that nothing reads.
    `partial` is the value as far as it could be read, so that the checks of other files can go on.
    """

    def __init__(self, faults: Iterable[Fault], notes: Iterable[str] = (), partial: Any = None):
        self.partial = partial
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        self.notes: tuple[str, ...] = tuple(notes)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type["InputError"], tuple[tuple[Fault, ...], tuple[str, ...]]]:
        """Errors travel between processes by their faults."""
        return InputError, (self.faults, self.notes)

    @property
    def lines(self) -> list[str]:
        """The faults, up to `MOST_SHOWN` of each file, and the number of all."""
        count, shown = len(self.faults), Counter(fault.file for fault in self.faults)
        lines: list[str] = []
        for file, faults in groupby(self.faults, lambda fault: fault.file):
            lines += map(str, islice(faults, MOST_SHOWN))
            if shown[file] > MOST_SHOWN:
                lines.append(f"{file}: {shown[file] - MOST_SHOWN} more faults. Mend these first")
        return [*lines, f"{count} {'fault' if count == 1 else 'faults'} found"]


class UnmetError(PlannerError):
    """The request cannot be met with this stock and floor; `reasons` name the missing parts, with counts and places."""

    def __init__(self, reasons: Iterable[str]):
        self.reasons: tuple[str, ...] = tuple(reasons)
        super().__init__("\n".join(self.reasons))

    def __reduce__(self) -> tuple[type["UnmetError"], tuple[tuple[str, ...]]]:
        """Errors travel between processes by their reasons."""
        return UnmetError, (self.reasons,)

    @property
    def lines(self) -> list[str]:
        """The reasons, under a heading."""
        return ["The request cannot be met:", *(f"  {reason}" for reason in self.reasons)]
