"""Fixtures: worked sites, read and planned once a session; and a switch that makes a skipped test a failure."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from fabric import Plan, Project, make_plan, read_project
from fabric.templates import write_multirack, write_room, write_superpod
from tests.plan_once import plan_once
from tests.sites import read_files, write_two_racks

# A job in the background of a shell ignores interrupts, and so would the processes that tests start: they send some.
signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile("dev", max_examples=10, deadline=None)
settings.register_profile("ci", max_examples=60, deadline=None)
settings.load_profile("dev")


LARGE = {"room_plan", "superpod_plan"}
"""Fixtures that plan for seconds: their tests are of the long run."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that need a large plan."""
    for item in items:
        if LARGE & set(getattr(item, "fixturenames", ())):
            item.add_marker("plan")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """CI refuses skipped tests: what does not run there protects nothing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("REFUSE_SKIPS") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, str]], Path]:
    """Writes files into a new folder."""

    def write(files: dict[str, str]) -> Path:
        folder = tmp_path_factory.mktemp("site")
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def two_racks_plan() -> Plan:
    """Four hosts, two leaves, a spine or two: for whatever needs a plan but no size."""
    return make_plan(read_files(write_two_racks()))


@pytest.fixture(scope="session")
def multirack_project(site_folder: Callable[[dict[str, str]], Path]) -> Project:
    return read_project(site_folder(write_multirack(4)))


@pytest.fixture(scope="session")
def multirack_plan(multirack_project: Project) -> Plan:
    return make_plan(multirack_project)


@pytest.fixture(scope="session")
def pod_project(site_folder: Callable[[dict[str, str]], Path]) -> Project:
    """One scalable unit: 32 nodes, 8 leaves, 4 spines."""
    return read_project(site_folder(write_superpod(1)))


@pytest.fixture(scope="session")
def pod_plan(pod_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The plan of `pod_project`: the workers of one run make it once."""
    return plan_once("pod", pod_project, tmp_path_factory.getbasetemp().parent)


@pytest.fixture(scope="session")
def room_plan(site_folder: Callable[[dict[str, str]], Path]) -> Plan:
    """Four networks in one room: jumpers, splitters, copper, trunks."""
    return make_plan(read_project(site_folder(write_room())))


@pytest.fixture(scope="session")
def superpod_plan(site_folder: Callable[[dict[str, str]], Path]) -> Plan:
    """Four scalable units: the published SuperPOD."""
    return make_plan(read_project(site_folder(write_superpod(4))))
