"""Where designs are tried: one after the other, or in processes of this machine. Another one: fabric.executors.dask."""

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from threading import current_thread, main_thread
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def ignore(result: object) -> None:
    """Tells nobody."""


class Executor(Protocol):
    """Applies a function to items, anywhere; the results come in the order of the items.

    Work on fewer than `least_links` links is not worth sending.
    """

    least_links: int

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], done: Callable[[Result], None] = ..., /
    ) -> list[Result]:
        """The results; an error of any item is raised here. Each is told to `done` as soon as it is there."""


class SerialExecutor:
    """One item after the other, in this process."""

    least_links = 0

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], done: Callable[[Result], None] = ignore, /
    ) -> list[Result]:
        """The results in order."""
        found = []
        for item in items:
            found.append(function(item))
            done(found[-1])
        return found


SERIAL = SerialExecutor()


class ProcessExecutor:
    """Items side by side in `workers` processes, which are started for the first two that can run together.

    Use it as a context: the processes end with it. They leave interrupts to this one.
    """

    def __init__(self, workers: int, least_links: int = 0):
        self.workers, self.least_links = workers, least_links
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "ProcessExecutor":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._pool is not None and kind is not None:
            # Who gives up does not wait for what is running.
            for process in active_children():
                process.terminate()
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], done: Callable[[Result], None] = ignore, /
    ) -> list[Result]:
        """The results in order; a single item stays in this process."""
        found = list(items)
        if len(found) < 2 or self.workers < 2:
            return SERIAL.map(function, found, done)
        if self._pool is None:
            # A fork of a process with threads (solvers have some) may hang.
            self._pool = ProcessPoolExecutor(self.workers, get_context("spawn"))
        with _interrupts_ignored():
            futures = [self._pool.submit(function, item) for item in found]
        for future in as_completed(futures):
            if future.exception() is None:
                done(future.result())
        return [future.result() for future in futures]


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """A process that is started meanwhile ignores interrupts from its first moment on: they are for the one that waits
    for it. Only the main thread can do so.
    """
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
