"""Progress on the error stream: one line that is drawn anew on a terminal, plain lines elsewhere, nothing with --quiet.

The line says the time since the start, what is being done, how much of it is done, the time that it still takes, and
what was found last. Plain lines are printed for what is found, so that a log stays short.
"""

import os
import shutil
import sys
import time
from threading import Event, RLock, Thread

import click

from fabric.commands.shared import say_aside

REDRAW_S = 0.5
"""Seconds between two drawings: the clock goes on while one long task is being done."""
LEAST_TOLD_S = 2.0
"""Seconds of work before a time left is shown: the first tasks say too little about the others."""


class Progress:
    """The progress of one command. Used as a context: at its end the line is cleared."""

    def __init__(self, is_verbose: bool = False, is_quiet: bool = False):
        self.is_quiet = is_quiet
        self.is_live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not is_quiet
        self.is_verbose = is_verbose
        self.begin = self.part_begin = self.drawn = time.monotonic()
        self.found, self.task, self.done, self.total = "", "", 0, 0
        # An interrupt may be told while the same thread holds the lock.
        self._lock, self._ended = RLock(), Event()
        self._drawer = Thread(target=self._draw_on, daemon=True)

    def __enter__(self) -> "Progress":
        if self.is_live:
            self._drawer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self.is_live:
            self._drawer.join()
            self._clear()

    def tell(self, line: str) -> None:
        """Takes a line about what was found. On a terminal the line shows the last of them, with --verbose all stay."""
        if self.is_quiet:
            return
        with self._lock:
            self.found = line
            if not self.is_live or self.is_verbose:
                self._clear()
                say_aside(f"  {line}")

    def advance(self, task: str, done: int, total: int) -> None:
        """Takes what is being done, the number of its parts that are done, and the number of all."""
        with self._lock:
            is_new = task != self.task
            self.part_begin = time.monotonic() if is_new else self.part_begin
            self.task, self.done, self.total = task, done, total
            if is_new or time.monotonic() - self.drawn > REDRAW_S:
                self._draw()

    def _draw_on(self) -> None:
        while not self._ended.wait(REDRAW_S):
            with self._lock:
                self._draw()

    def _draw(self) -> None:
        if self.is_live and not self._ended.is_set():
            self.drawn = time.monotonic()
            self._clear()
            _write(self._line()[: shutil.get_terminal_size().columns - 1])

    def _line(self) -> str:
        """The line as it is now: 0:12  placing designs: 3 of 8, about 0:20 left  (best so far: 14.2 h)."""
        now = time.monotonic()
        parts = [_clock(now - self.begin), f"{self.task}: {self.done} of {self.total}" if self.total > 1 else self.task]
        left_s = self.left_s(now)
        parts[1] += "" if left_s is None else f", about {_clock(left_s)} left"
        return "  ".join([*parts, f"({self.found})"] if self.found else parts)

    def left_s(self, now: float) -> float | None:
        """Seconds that the parts still take at the pace so far; None where that is unknown."""
        spent_s = now - self.part_begin
        if not 0 < self.done < self.total or spent_s < LEAST_TOLD_S:
            return None
        return spent_s / self.done * (self.total - self.done)

    def _clear(self) -> None:
        if self.is_live:
            _write("\r\x1b[2K")


def _clock(seconds: float) -> str:
    """Minutes and seconds: 0:12."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _write(text: str) -> None:
    """Writes to the error stream without a line end. A terminal that is gone does not end the work."""
    try:
        click.echo(text, err=True, nl=False)
    except OSError:
        return
