"""No bound rises where more is allowed, and none depends on names: laws that hold exactly, on random odd sites."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from fabric import Project
from fabric.plan import Summary
from layouts import InputError, UnmetError
from tests.sites import read_files

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from check_bounds import plan_as_practice
from odd_sites import make_site

SEEDS = range(600_000, 600_048)
"""About one in three has a plan; six of these have a limited stock."""
Files = dict[str, str]


def summary_of(project: Project) -> Summary | None:
    try:
        return plan_as_practice(project).summary
    except UnmetError:
        return None


@cache
def sites() -> tuple[tuple[Files, Project, Summary], ...]:
    """The files and the project of each seed that has a plan, and the summary of that plan."""
    found = []
    for seed in SEEDS:
        files = make_site(seed)
        try:
            project = read_files(files)
        except InputError:
            continue
        if summary := summary_of(project):
            found.append((files, project, summary))
    return tuple(found)


def one_crew_more(files: Files) -> Files:
    """One crew more in each shift."""
    size = int(files["crew.yaml"].split("crew_size: ")[1][0])
    more = re.sub(r"technicians: (\d+)", lambda found: f"technicians: {int(found[1]) + size}", files["crew.yaml"])
    return {**files, "crew.yaml": more}


def one_crew_more_in_each_place(files: Files) -> Files:
    """Each place takes one crew more."""
    more = re.sub(r"(front|rear): (\d+)", lambda found: f"{found[1]}: {int(found[2]) + 1}", files["site.yaml"])
    return {**files, "site.yaml": more}


def one_piece_more_in_stock(files: Files) -> Files:
    """Each lot that is limited has one piece more, switches among them."""
    more = re.sub(r"quantity: (\d+)", lambda found: f"quantity: {int(found[1]) + 1}", files["inventory.yaml"])
    return {**files, "inventory.yaml": more}


def one_rack_more(files: Files) -> Files:
    """One rack for hosts and switches at the end of the last row, where the tray reaches it."""
    last = re.findall(r"racks: \[.*?\], max", files["site.yaml"])[-1]
    if last.count("type:") == 4:
        return files
    longer = last.replace("], max", ", {type: both, count: 1}], max")
    return {**files, "site.yaml": files["site.yaml"].replace(last, longer)}


@pytest.mark.plan
@pytest.mark.parametrize("loosen", [one_crew_more, one_crew_more_in_each_place, one_piece_more_in_stock, one_rack_more])
def test_no_bound_rises_where_there_is_more(loosen: Callable[[Files], Files]) -> None:
    """Every plan of the smaller site is a plan of the larger one, so a figure that none is below stays one."""
    compared = 0
    for files, _, before in sites():
        loose = loosen(files)
        if loose != files:
            after = summary_of(read_files(loose))
            assert after is not None
            assert after.bound_s <= before.bound_s
            assert after.work_bound_ms <= before.work_bound_ms
            compared += 1
    assert compared >= 5


def without_trunks(project: Project) -> Project:
    return _limited(project, trunk_legs=())


def without_bundles(project: Project) -> Project:
    return _limited(project, bundle_jumpers=1)


def with_two_tiers(project: Project) -> Project:
    return _first(project, tiers=2)


def with_leaves_beside_devices(project: Project) -> Project:
    return _first(project, leaf_position="top-of-rack")


def _limited(project: Project, **limits: object) -> Project:
    changed = replace(project.request.limits, **limits)  # type: ignore[arg-type]
    return replace(project, request=replace(project.request, limits=changed))


def _first(project: Project, **options: object) -> Project:
    first, *others = project.request.networks
    changed = first if first.is_given else replace(first, **options)  # type: ignore[arg-type]
    return replace(project, request=replace(project.request, networks=(changed, *others)))


@pytest.mark.plan
@pytest.mark.parametrize("tighten", [without_trunks, without_bundles, with_two_tiers, with_leaves_beside_devices])
def test_no_bound_falls_where_the_request_is_tighter(tighten: Callable[[Project], Project]) -> None:
    """Every plan of the tighter request also meets the looser one."""
    compared = 0
    for _, project, loose in sites():
        tight = summary_of(tighten(project))
        if tight is not None and tighten(project) != project:
            assert loose.bound_s <= tight.bound_s
            assert loose.work_bound_ms <= tight.work_bound_ms
            compared += 1
    assert compared >= 5


@pytest.mark.plan
def test_a_second_network_takes_no_work_off() -> None:
    """The acts of different networks are different acts, and a rack is opened once for all of them."""
    compared = 0
    for _, project, both in sites():
        first = project.request.networks[:1]
        if len(project.request.networks) > 1:
            alone = summary_of(replace(project, request=replace(project.request, networks=first)))
            assert alone is not None
            assert alone.work_bound_ms <= both.work_bound_ms
            compared += 1
    assert compared >= 5


@pytest.mark.plan
def test_no_bound_depends_on_the_names_of_rows_and_racks() -> None:
    """Rows A, B, C become Z, Y, X, so that all orders by name are turned."""
    for files, _, before in sites():
        after = summary_of(read_files({name: _renamed(text) for name, text in files.items()}))
        assert after is not None
        assert (after.work_bound_ms, after.bound_parts_s) == (before.work_bound_ms, before.bound_parts_s)


def _renamed(text: str) -> str:
    turned = str.maketrans("ABC", "ZYX")
    renamed = re.sub(r"\b[ABC](?=\d\d\b)", lambda found: found[0].translate(turned), text)
    return re.sub(r"((?:id|row): )([ABC])\b", lambda found: found[1] + found[2].translate(turned), renamed)
