"""Executors by their contract: order, progress, errors, and which items leave this process."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path
from threading import Thread

import pytest

from fabric.executors.processes import SENDER, SERIAL, ProcessExecutor, SerialExecutor, _interrupts_ignored
from layouts import PlannerError


def double(number: int) -> int:
    """Twice a number; refuses 13."""
    if number == 13:
        raise ValueError("13 is refused")
    return 2 * number


def process_of(number: int) -> int:
    """The process that works on an item."""
    return os.getpid()


def threshold_of(number: int) -> int:
    """How many young objects the process of an item gathers before it looks for cycles."""
    return gc.get_threshold()[0]


def end_at_once(number: int) -> None:
    """Ends the process that works on an item."""
    os.kill(os.getpid(), signal.SIGKILL)


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


@pytest.mark.plan
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


@pytest.mark.plan
def test_processes_start_before_there_is_work() -> None:
    """Where one process is all there is, none starts."""
    with ProcessExecutor(2) as executor:
        executor.prepare("fabric.vocabulary")
        assert active_children()
        assert executor.map(double, [1, 2]) == [2, 4]
    with ProcessExecutor(1) as one:
        one.prepare("fabric.vocabulary")
        assert one._pool is None


@pytest.mark.plan
def test_workers_look_for_cycles_as_seldom_as_their_parent() -> None:
    before = gc.get_threshold()
    gc.set_threshold(12_345, *before[1:])
    try:
        with ProcessExecutor(2) as executor:
            assert executor.map(threshold_of, [1, 2]) == [12_345, 12_345]
    finally:
        gc.set_threshold(*before)


@pytest.mark.plan
def test_a_worker_that_is_ended_is_told() -> None:
    """A system without memory kills a worker: a sentence with a remedy, not a defect of ours."""
    with ProcessExecutor(2) as executor, pytest.raises(PlannerError, match=r"ended from outside.*--executor serial"):
        executor.map(end_at_once, [1, 2])


def test_workers_end_before_an_interrupt_goes_on() -> None:
    """Else they would write on into a folder that the caller is clearing away."""

    def interrupt(result: int) -> None:
        raise KeyboardInterrupt

    with ProcessExecutor(2) as executor:
        with pytest.raises(KeyboardInterrupt):
            executor.map(double, [1, 2, 3], interrupt)
        assert active_children() == []
        assert executor.map(double, [1, 2]) == [2, 4]


@pytest.mark.plan
def test_an_interrupt_shows_nothing_of_the_thread_that_sends_items(capsys: pytest.CaptureFixture[str]) -> None:
    """It may print that its pipe is closed: the user has pressed Ctrl-C and shall read one word. Later it may print."""

    def complain() -> None:
        time.sleep(0.1)
        sys.stderr.write("Traceback: bad file descriptor")

    def interrupt(result: int) -> None:
        Thread(target=complain, name=SENDER).start()
        raise KeyboardInterrupt

    with ProcessExecutor(2) as executor, pytest.raises(KeyboardInterrupt):
        executor.map(double, [1, 2, 3], interrupt)
    assert capsys.readouterr().err == ""
    complain()
    assert "bad file" in capsys.readouterr().err


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


PARENT = """
import os, time
from fabric.executors.processes import ProcessExecutor
from tests.fabric.executors.tasks import tell_and_sleep
if __name__ == "__main__":
    with ProcessExecutor(2) as executor:
        executor.map(tell_and_sleep, [1, 2])
"""


@pytest.mark.plan
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_workers_end_with_their_parent(number: int, tmp_path: Path) -> None:
    """Two workers that would sleep for an hour are gone a moment after the process that started them."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    root = Path(__file__).parents[3]
    told = tmp_path / "told"
    told.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(root), "TOLD": str(told)}
    parent = subprocess.Popen([sys.executable, str(script)], env=environment, cwd=root)
    _wait_until(lambda: len(list(told.iterdir())) == 2, 60)
    workers = [int(path.name) for path in told.iterdir()]
    parent.send_signal(number)
    parent.wait(30)
    _wait_until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers), 10)


def _wait_until(done: Callable[[], bool], most_s: float) -> None:
    end = time.monotonic() + most_s
    while not done():
        assert time.monotonic() < end, f"not within {most_s} s"
        time.sleep(0.05)
