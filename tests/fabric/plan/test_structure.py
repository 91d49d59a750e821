"""Each rule of the structure of a plan, broken by hand on a plan of two racks: six switches, sixteen uplinks each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fabric import Plan, make_plan, read_project
from fabric.plan import PackageKind
from fabric.plan.codec import CodecError
from fabric.plan.structure import LARGEST_SIZE, LONGEST_S, LONGEST_SHIFT_S, MOST_DAYS, RULES, check_structure
from fabric.project import MOST_TECHNICIANS
from fabric.templates import write_multirack

Write = Callable[[dict[str, str]], Path]


@pytest.fixture(scope="module")
def plan(site_folder: Write) -> Plan:
    return make_plan(read_project(site_folder(write_multirack(2))))


def problem_of(plan: Plan) -> str:
    """What the first broken rule says; '' for a sound plan."""
    try:
        check_structure(plan)
    except CodecError as error:
        return str(error)
    return ""


def change(value: Any, path: str, new: Any) -> Any:
    """A frozen value with one field changed: `pulls.form[0]` is the first number of a column."""
    head, _, rest = path.partition(".")
    name, _, index = head.partition("[")
    inner = getattr(value, name)
    changed: Any
    if index and isinstance(inner, np.ndarray):
        changed = inner.copy()
        changed[int(index[:-1])] = new
    elif index:
        items = list(inner)
        number = int(index[:-1])
        items[number] = change(items[number], rest, new) if rest else new
        changed = tuple(items)
    else:
        changed = change(inner, rest, new) if rest else new
    return replace(value, **{name: changed})


def test_the_plan_is_sound(plan: Plan) -> None:
    assert problem_of(plan) == ""
    assert all(not list(rule(plan)) for rule in RULES)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("pulls.form", np.zeros(1, np.int32), "pulls: columns have different lengths"),
        ("stages[0].network", "other", "stages: network other is not in the request"),
        ("stages[0].name", "up", "stages: up is not a stage"),
        ("designs", ("a", "b"), "designs: 2 for 1 networks"),
        ("started_from", "0badcaf", "started_from: 0badcaf is no id of a plan"),
        ("optic_models", ("",), "optic_models: '' is not a transceiver of the catalogue"),
        ("optic_models", ("MCC4Q26",), "optic_models: 'MCC4Q26' is not a transceiver of the catalogue"),
        ("devices[0].model", "X", "devices: spine-01 is of the unknown model X"),
        ("project.inventory.lots[0].model", "X", "is of the unknown model X"),
        ("kinds[0].model", "NM2-36P", "is of the unknown model NM2-36P"),
        ("kinds[0].form", "trunk", "is of the unknown model MCC4Q26"),
        ("devices[0].rack", None, "devices: spine-01 stands in the unknown rack None"),
        ("devices[0].rack", "Z", "devices: spine-01 stands in the unknown rack Z"),
        ("devices[0].position_half_ru", None, "devices: spine-01 stands in the unknown rack R01"),
        ("kinds[0].a_legs_mm", (1,), "has legs of different number at its ends"),
        ("kinds[0].links", 0, "carries no links"),
        ("links.stage[0]", 1, "links.stage: an index lies outside 0 to 0"),
        ("links.a_device[0]", -1, "links.a_device: an index lies outside 0 to 5"),
        ("links.b_device[0]", 6, "links.b_device: an index lies outside 0 to 5"),
        ("segments.link[0]", 99, "segments.link: an index lies outside"),
        ("segments.assembly[0]", 99, "segments.assembly: an index lies outside"),
        ("assemblies.kind[0]", 99, "assemblies.kind: an index lies outside"),
        ("assemblies.pull[0]", 99, "assemblies.pull: an index lies outside"),
        ("assemblies.lot[0]", 99, "assemblies.lot: an index lies outside"),
        ("pulls.form[0]", 4, "pulls.form: an index lies outside 0 to 3"),
        ("pulls.a_rack[0]", 2, "pulls.a_rack: an index lies outside 0 to 1"),
        ("pulls.b_rack[0]", -1, "pulls.b_rack: an index lies outside 0 to 1"),
        ("pulls.route[0]", -2, "pulls.route: an index lies outside -1 to"),
        ("packages.kind[0]", 7, "packages.kind: an index lies outside 0 to 6"),
        ("packages.kind[0]", -1, "packages.kind: an index lies outside 0 to 6"),
        ("links.a_port[0]", 36, "has no port number 36"),
        ("links.b_port[0]", -1, "has no port number -1"),
        ("routes[0].points_mm", (), "routes[0]: points and pathways do not fit"),
        ("routes[0].pathways", (), "routes[0]: points and pathways do not fit"),
        ("routes[0].b_rack", "Z", "routes[0]: there is no rack Z"),
        ("project.site.drops", (), "site.drops: rack R01 has none"),
        ("project.crew.shifts", (), "crew: no crew can be formed"),
        ("project.crew.crew_size", 0, "crew: no crew can be formed"),
        ("project.crew.crew_size", 3, "crew: no crew can be formed"),
        ("project.crew.shifts[0].length_s", 0, "crew.shifts: day has no time"),
        ("project.crew.shifts[0].length_s", LONGEST_SHIFT_S + 1, "crew.shifts: day is not within a day"),
        ("project.crew.shifts[0].breaks_s", ((28_500, 301),), "crew.shifts: day has a break outside"),
        ("project.crew.shifts[0].start_minute", 1440, "crew.shifts: day is not within a day"),
        ("project.crew.shifts[0].start_minute", -1, "crew.shifts: day is not within a day"),
        ("summary.install_time_s", -1, "summary.install_time_s: -1 is out of range"),
        ("summary.install_time_s", 0, "summary.install_time_s: 0 is out of range"),
        (
            "summary.install_time_s",
            MOST_DAYS * 28_800 + 1,
            f"packages.end_s: 105120001 s takes more than {MOST_DAYS} days of 28800 s of work",
        ),
        ("project.crew.shifts[0].technicians", MOST_TECHNICIANS + 1, "technicians: 1001 is not from 1 to 1000"),
        ("project.site.racks[0].x_mm", 20_000_001, "project.site.racks[0].x_mm: 20000001 is not from -20000000"),
        ("project.site.racks[0].type.half_ru", 401, "type.half_ru: 401 is not from 0 to 400"),
        ("project.site.racks[0].type.width_mm", 0, "type.width_mm: 0 is not from 1 to 20000000"),
        ("project.request.label.end", "{rack}" * 3000, "project.request.label.end: 18000 letters are more than 120"),
        ("assumptions", ("x" * 20_001,), "assumptions[0]: 20001 letters are more than 20000"),
        ("project.request.racks_ready", datetime(9999, 12, 31), "the year 9999 is not from 2001 to 2199"),
        ("project.request.deadline", datetime(2030, 1, 1, tzinfo=UTC), "has a time zone; times are those of the site"),
        ("routes[0].pathways[1]", "x", "routes[0].pathways: the site has no 'x'"),
        ("routes[0].spans[1]", "x", "routes[0].spans: the site has no 'x'"),
        ("routes[0].spans[0]", "drop:x", "routes[0].spans: the site has no 'drop:x'"),
        ("cage_groups", ("x",), "cage_groups: no device has cages 'x'"),
        ("segments.leg[0]", 1, "segments.leg: assembly 4 of MCC4Q26-3.0 has no leg number 1"),
        ("segments.leg[0]", -1, "segments.leg: assembly 4 of MCC4Q26-3.0 has no leg number -1"),
        ("project.inventory.lots[0].model", "NM2-36P", "holds no cables"),
        ("summary.install_time_s", LONGEST_S, f"summary.install_time_s: {LONGEST_S} is out of range"),
        ("project.site.rooms", (), "site: there is no room"),
        ("project.site.rows[0].max_crews_rear", 0, "no crew may work in front of or behind some row"),
    ],
)
def test_each_rule_is_said(plan: Plan, path: str, value: Any, message: str) -> None:
    """The message names column and value."""
    assert message in problem_of(change(plan, path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("project.crew.shifts[0].length_s", LONGEST_SHIFT_S),
        ("project.crew.shifts[0].start_minute", 1439),
        ("summary.install_time_s", 1),
        ("summary.install_time_s", MOST_DAYS * 28_800),
        ("project.crew.shifts[0].technicians", MOST_TECHNICIANS),
        ("project.site.racks[0].x_mm", 20_000_000),
        ("links.a_port[0]", 35),
        ("kinds[0].a_legs_mm", ()),
    ],
)
def test_what_is_at_the_edge_is_taken(plan: Plan, path: str, value: Any) -> None:
    """Whether the plan is a good one is the judge's question: two links in one port have a structure."""
    assert problem_of(change(plan, path, value)) == ""


@pytest.mark.parametrize(
    ("field", "size", "sound"),
    [
        ("cages", LARGEST_SIZE, True),
        ("cages", LARGEST_SIZE + 1, False),
        ("mpos", 0, False),
        ("lanes", 0, False),
        ("skip", 0, True),
        ("skip", -1, False),
    ],
)
def test_sizes_of_the_catalogue_are_those_of_hardware(plan: Plan, field: str, size: int, sound: bool) -> None:
    """On a model that no device is of, so that no other rule speaks."""
    types = plan.project.catalog.device_types
    other = types["QM9700"]
    groups = (replace(other.port_groups[0], **{field: size}), *other.port_groups[1:])  # type: ignore[arg-type]
    catalog = replace(plan.project.catalog, device_types={**types, "QM9700": replace(other, port_groups=groups)})
    found = problem_of(replace(plan, project=replace(plan.project, catalog=catalog)))
    assert (found == "") is sound
    assert sound or "device_types: QM9700 has a size of" in found


def test_optics_point_to_devices_groups_and_models(plan: Plan) -> None:
    """The plan has none; one in cage 1 of the first device is added."""
    optic = next(iter(plan.project.catalog.optics))

    def problem_with(**wrong: int) -> str:
        numbers = {"device": 0, "group": 0, "cage": 1, "model": 0} | wrong
        columns = {name: np.array([number], np.int32) for name, number in numbers.items()}
        made = replace(plan, optics=type(plan.optics)(**columns), cage_groups=("fabric",), optic_models=(optic,))
        return problem_of(made)

    assert problem_with() == ""
    assert problem_with(device=6) == "optics.device: an index lies outside 0 to 5"
    assert problem_with(group=1) == "optics.group: an index lies outside 0 to 0"
    assert problem_with(model=1) == "optics.model: an index lies outside 0 to 0"


@pytest.mark.parametrize("kind", list(PackageKind))
def test_the_subject_of_a_package_exists(plan: Plan, kind: PackageKind) -> None:
    """Racks 0 and 1 to open, devices 0 to 5 for transceivers, and pulls by their number for the rest."""
    count = {PackageKind.OPEN: 2, PackageKind.OPTICS: 6}.get(kind, len(plan.pulls.form))
    for subject, sound in ((-1, False), (0, True), (count - 1, True), (count, False)):
        made = change(change(plan, "packages.kind[0]", kind), "packages.subject[0]", subject)
        assert problem_of(made) == ("" if sound else f"packages.subject: {subject} is not a subject of '{kind.word}'")


def test_every_pull_and_every_assembly_is_used(plan: Plan) -> None:
    """The last pull loses its assemblies to the first; the last assembly its links."""
    last = len(plan.pulls.form) - 1
    pull = np.where(plan.assemblies.pull == last, 0, plan.assemblies.pull).astype(np.int32)
    made = replace(plan, assemblies=replace(plan.assemblies, pull=pull))
    assert problem_of(made) == "pulls: one of them has no assembly"
    last = len(plan.assemblies.kind) - 1
    assembly = np.where(plan.segments.assembly == last, 0, plan.segments.assembly).astype(np.int32)
    made = replace(plan, segments=replace(plan.segments, assembly=assembly))
    assert problem_of(made) == "assemblies: one of them carries no link"


def test_an_act_that_the_labour_table_lacks_is_named(plan: Plan) -> None:
    rates = {act: rate for act, rate in plan.project.labour.rates.items() if act not in ("dress", "label")}
    made = replace(plan, project=replace(plan.project, labour=replace(plan.project.labour, rates=rates)))
    assert problem_of(made) == "labour.rates: label, dress missing"
