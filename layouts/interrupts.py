"""Signals that ask a run to stop, and short steps that they wait for."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Any

INTERRUPTS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals that ask a run to stop: Ctrl-C, the request of a scheduler, a terminal that closes."""


@contextmanager
def hold_interrupts() -> Iterator[None]:
    """A step that no interrupt cuts in two: one that comes meanwhile is obeyed after it.

    Only the main thread hears of interrupts, and only those that a function answers can wait.
    """
    if current_thread() is not main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, _: Any) -> None:
        came.append(number)

    before: dict[int, Any] = {}
    try:
        for number in INTERRUPTS:
            if callable(signal.getsignal(number)):
                before[number] = signal.signal(number, note)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])
