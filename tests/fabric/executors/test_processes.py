"""Executors by their contract: order, progress, errors, and which items leave this process."""

import os
import signal
from threading import Thread

import pytest

from fabric.executors.processes import SERIAL, ProcessExecutor, SerialExecutor, _interrupts_ignored


def double(number: int) -> int:
    """Twice a number; refuses 13."""
    if number == 13:
        raise ValueError("13 is refused")
    return 2 * number


def process_of(number: int) -> int:
    """The process that works on an item."""
    return os.getpid()


def test_serial_results_are_told_one_by_one() -> None:
    told: list[int] = []
    assert SERIAL.map(double, iter([3, 1, 2]), told.append) == [6, 2, 4]
    assert told == [6, 2, 4]
    assert SERIAL.map(double, []) == []


def test_serial_stops_at_the_first_error() -> None:
    """1 is told, 13 is raised, 2 is not reached."""
    told: list[int] = []
    with pytest.raises(ValueError, match="13 is refused"):
        SerialExecutor().map(double, [1, 13, 2], told.append)
    assert told == [2]


@pytest.mark.parametrize(("workers", "items"), [(2, [7]), (1, [7, 8]), (2, [])])
def test_what_cannot_run_side_by_side_stays_here(workers: int, items: list[int]) -> None:
    """A single item, or a single worker, starts no process."""
    with ProcessExecutor(workers) as executor:
        assert executor.map(process_of, items) == [os.getpid()] * len(items)
        assert executor._pool is None


def test_processes_serve_several_calls() -> None:
    """Results in the order of the items, each told once in any order; an error does not end the processes."""
    with ProcessExecutor(2, least_links=5) as executor:
        told: list[int] = []
        assert executor.map(double, [5, 4, 3, 2], told.append) == [10, 8, 6, 4]
        assert sorted(told) == [4, 6, 8, 10]
        with pytest.raises(ValueError, match="13 is refused"):
            executor.map(double, [1, 13])
        assert os.getpid() not in executor.map(process_of, [1, 2])
        assert executor.least_links == 5


def test_interrupts_are_ignored_only_inside() -> None:
    """The handler is back afterwards, after an error too; a thread changes nothing."""
    before = signal.getsignal(signal.SIGINT)
    with _interrupts_ignored():
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    assert signal.getsignal(signal.SIGINT) is before
    with pytest.raises(ValueError, match="stop"), _interrupts_ignored():
        raise ValueError("stop")
    assert signal.getsignal(signal.SIGINT) is before
    seen: list[object] = []

    def look() -> None:
        with _interrupts_ignored():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [before]
