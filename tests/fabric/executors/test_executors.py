"""Executors: order of the answers, errors that travel, and the same plan wherever designs are tried."""

import contextlib
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from fabric import Plan, Project, make_plan
from fabric.executors.dask import DaskExecutor
from fabric.executors.processes import SERIAL, Executor, ProcessExecutor
from fabric.optimize import RouteFinders
from fabric.plan.store import dump_plan
from layouts import UnmetError
from layouts.faults import PlannerError
from tests.fabric.executors.tasks import fail, square


@pytest.fixture(scope="module")
def pair() -> Iterator[ProcessExecutor]:
    """Two processes, started once for this module."""
    with ProcessExecutor(2) as executor:
        yield executor


def test_answers_come_in_order(pair: ProcessExecutor) -> None:
    assert pair.map(square, range(7)) == SERIAL.map(square, range(7)) == [0, 1, 4, 9, 16, 25, 36]


@pytest.mark.parametrize("workers", [0, 2])
def test_each_answer_is_told_once(pair: ProcessExecutor, workers: int) -> None:
    """In any order where they run side by side, in that of the items where one follows the other."""
    told: list[int] = []
    executor: Executor = pair if workers else SERIAL
    assert executor.map(square, range(5), told.append) == [0, 1, 4, 9, 16]
    assert (sorted(told) if workers else told) == [0, 1, 4, 9, 16]


def test_an_error_of_one_item_is_raised(pair: ProcessExecutor) -> None:
    for executor in (SERIAL, pair):
        with pytest.raises(ValueError, match="3 is too many"):
            executor.map(fail, [3, 4])


def test_one_item_or_one_worker_starts_no_process() -> None:
    """A function that no other process could load runs here."""
    with ProcessExecutor(2) as two, ProcessExecutor(1) as one:
        assert two.map(lambda number: number + 1, [1]) == [2]
        assert two.map(lambda number: number + 1, []) == []
        assert one.map(lambda number: number + 1, [1, 2, 3]) == [2, 3, 4]


def test_errors_travel_with_their_reasons() -> None:
    error = pickle.loads(pickle.dumps(UnmetError(["one reason", "another"])))
    assert error.reasons == ("one reason", "another")


@pytest.mark.plan
def test_processes_find_the_same_plan(pod_project: Project, pod_plan: Plan) -> None:
    """Two pools of leaves and spines: two designs, several placements, all sent to two processes."""
    with ProcessExecutor(2) as executor:
        assert dump_plan(make_plan(pod_project, executor=executor)) == dump_plan(pod_plan)


def test_one_finder_serves_all_that_leave_the_same_pathways(pod_project: Project) -> None:
    finders = RouteFinders(pod_project.site)
    assert finders("fiber", 10) is finders("", 0)
    fiber = tuple(replace(pathway, media=("copper",)) for pathway in pod_project.site.pathways[:1])
    mixed = RouteFinders(replace(pod_project.site, pathways=(*fiber, *pod_project.site.pathways[1:])))
    assert mixed("fiber", 10) is not mixed("", 0)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A scheduler and two workers, each a process, as someone would start them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    quiet = partial(subprocess.Popen[bytes], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    started = [quiet([*dask, "--port", str(port)]), quiet(worker), quiet(worker)]
    yield address
    for process in reversed(started):
        process.terminate()
    for process in started:
        process.wait(timeout=20)


@pytest.mark.plan
def test_a_dask_cluster_finds_the_same_plan(cluster: str, tmp_path: Path) -> None:
    """Through the command line: warnings of other packages are not ours to fail on."""
    run = [sys.executable, "-m", "cli"]
    subprocess.run([*run, "init", "superpod-h100", "--su", "1", f"{tmp_path}/site"], check=True, capture_output=True)
    plans = []
    for number, executor in enumerate((cluster, "serial")):
        done = subprocess.run(
            [*run, "plan", f"{tmp_path}/site", "-o", f"{tmp_path}/{number}.json", "--executor", executor],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        plans.append((tmp_path / f"{number}.json").read_bytes())
    assert plans[0] == plans[1]


def test_a_cluster_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fabric.executors.dask.WAIT_S", 1)
    begin = time.monotonic()
    with pytest.raises(PlannerError, match="no Dask scheduler answers"):
        DaskExecutor("tcp://127.0.0.1:9")
    assert time.monotonic() - begin < 30


@pytest.mark.parametrize("spoken", [b"", b"HTTP/1.1 400 Bad Request\r\n"])
def test_what_listens_and_is_no_scheduler_is_said(spoken: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A web server says nothing before it is asked; another one speaks no length. Neither holds up the run."""
    monkeypatch.setattr("fabric.executors.dask.WAIT_S", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            connection.sendall(spoken)
            time.sleep(2)
            connection.close()

        Thread(target=serve, daemon=True).start()
        begin = time.monotonic()
        with pytest.raises(PlannerError, match=r"no Dask scheduler answers at .*what listens there"):
            DaskExecutor(f"tcp://127.0.0.1:{server.getsockname()[1]}")
        assert time.monotonic() - begin < 10


@pytest.mark.plan
def test_a_scheduler_without_workers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fabric.executors.dask.WORKER_WAIT_S", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--no-dashboard"]
    with subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL) as scheduler:
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.1)
            with pytest.raises(PlannerError, match=r"no worker has come to .* in 1 s"):
                DaskExecutor(f"tcp://127.0.0.1:{port}")
        finally:
            scheduler.terminate()
