"""Tasks one after the other, or in processes of this machine."""

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, redirect_stderr
from importlib import import_module
from io import StringIO
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread, current_thread, main_thread
from threading import enumerate as enumerate_threads
from time import monotonic, sleep
from typing import Protocol, TypeVar

from layouts import INTERRUPTS, PlannerError

END_S = 10
"""Time that killed processes have to end, in seconds: they end at once unless the machine is overloaded. Assumed."""

SENDER = "QueueFeederThread"
"""Name of the thread that sends items to the processes of a pool."""
SENDER_END_S = 0.5
"""Most seconds to wait for the end of that thread: in the middle of a large item it goes on until this process ends."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def ignore(result: object) -> None:
    """Does nothing: the default for a caller that does not follow the progress."""


class Executor(Protocol):
    """A way to apply a function to items, in any process on any machine."""

    least_links: int
    """Links of the smallest fabric that is worth sending."""

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], done: Callable[[Result], None] = ..., /
    ) -> list[Result]:
        """The results, in the order of the items; `done` gets each result as soon as it is there.

        An error of any item is raised here.
        """


class SerialExecutor:
    """One item after the other, in this process."""

    least_links = 0

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], done: Callable[[Result], None] = ignore, /
    ) -> list[Result]:
        """The results, in the order of the items."""
        found = []
        for item in items:
            found.append(function(item))
            done(found[-1])
        return found


SERIAL = SerialExecutor()


class ProcessExecutor:
    """Items side by side in `workers` processes. Use it as a context: the processes end with it.

    The processes start with `prepare`, or with the first call that has two items. They ignore interrupts, which are for
    this process, and end with it, whatever ends it.
    """

    def __init__(self, workers: int, least_links: int = 0):
        self.workers, self.least_links = workers, least_links
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "ProcessExecutor":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._stop()
        elif self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _open(self) -> ProcessPoolExecutor:
        """The processes, started where they are not yet."""
        if self._pool is None:
            # A fork of a process with threads may hang, and solvers have threads.
            self._pool = ProcessPoolExecutor(self.workers, get_context("spawn"), _begin, (gc.get_threshold(),))
        return self._pool

    def prepare(self, module: str) -> None:
        """Starts the processes before there is work: they import a module while this process reads a large file."""
        if self.workers > 1:
            with _interrupts_ignored():
                for _ in range(self.workers):
                    self._open().submit(_load, module)

    def _stop(self) -> None:
        """Ends the processes and waits for their end: after an error or an interrupt nobody wants what they write."""
        if self._pool is None:
            return
        pool, self._pool = self._pool, None
        running = active_children()
        # The thread that sends items may find its pipe closed, and would print that over the message for the user.
        with redirect_stderr(StringIO()):
            for process in running:
                process.kill()
            # The pool waits for the same processes: where it is told of an end first, `is_alive` learns of it a moment
            # later, so ask again.
            _wait_while(lambda: any(process.is_alive() for process in running), END_S)
            pool.shutdown(wait=False, cancel_futures=True)
            _wait_while(lambda: any(thread.name == SENDER for thread in enumerate_threads()), SENDER_END_S)

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], done: Callable[[Result], None] = ignore, /
    ) -> list[Result]:
        """The results, in the order of the items; a single item stays in this process."""
        found = list(items)
        if len(found) < 2 or self.workers < 2:
            return SERIAL.map(function, found, done)
        pool = self._open()
        try:
            with _interrupts_ignored():
                futures = [pool.submit(function, item) for item in found]
            for future in as_completed(futures):
                if future.exception() is None:
                    done(future.result())
            return [future.result() for future in futures]
        except BrokenProcessPool:
            raise PlannerError(
                "a worker process of this run was ended from outside, as by a system that is out of memory. Free some "
                "memory and run it again, with --executor serial where the command has it. A script of your own needs "
                "`if __name__ == '__main__':`"
            ) from None
        except BaseException:
            # Before the caller clears up what they write.
            self._stop()
            raise


def _load(module: str) -> None:
    """Imports a module in a worker."""
    import_module(module)


def _wait_while(is_so: Callable[[], bool], most_s: float) -> None:
    """Waits until something is no longer so, some seconds at most."""
    end = monotonic() + most_s
    while is_so() and monotonic() < end:
        sleep(0.02)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Processes that start inside this context ignore interrupts from the start.

    Interrupts are for the process that waits for them. Only the main thread can set this; from other
    threads this has no effect.
    """
    if current_thread() is not main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in INTERRUPTS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _begin(threshold: tuple[int, int, int]) -> None:
    """Begins a process: it looks for cycles of objects as seldom as the one that started it."""
    gc.set_threshold(*threshold)
    watch_parent()


def watch_parent() -> None:
    """Ends this process as soon as the one that started it is gone, even if that was killed: its results have no
    reader.
    """
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
