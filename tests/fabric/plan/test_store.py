"""The plan file: what is written comes back, what is damaged is said."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from fabric import Plan, load_plan, save_plan
from fabric.plan import list_old_rules
from fabric.plan.codec import from_plain
from fabric.plan.store import dump_plan, require_plan_place
from layouts import InputError, IntColumn
from layouts.faults import PlannerError


def test_a_plan_comes_back_as_it_was(two_racks_plan: Plan, tmp_path: Path) -> None:
    save_plan(two_racks_plan, tmp_path / "plan.json")
    assert dump_plan(load_plan(tmp_path / "plan.json")) == dump_plan(two_racks_plan)


def test_a_plan_of_the_format_before_loads_and_says_what_it_leaves_out(two_racks_plan: Plan, tmp_path: Path) -> None:
    """Format 5 had its entries at the centres of racks, a face for a whole device, and no depth in its lengths."""
    data = json.loads(dump_plan(two_racks_plan))
    data["format"] = "fabric-plan/5"
    site = data["project"]["site"]
    del site["with_depth"]
    for drop in site["drops"]:
        del drop["entry_mm"]
    (tmp_path / "old.json").write_text(json.dumps(data))
    old = load_plan(tmp_path / "old.json")
    rack = old.project.site.racks[0]
    assert (old.format, old.project.site.with_depth) == ("fabric-plan/5", False)
    assert old.project.site.drops[0].entry_mm == rack.centre_mm
    assert list_old_rules(old) == [old.assumptions[-1]]
    assert "leaves out the depth of racks" in old.assumptions[-1]
    assert list_old_rules(two_racks_plan) == []


@pytest.mark.parametrize("path", ["project.site.racks", "project.site.drops.0.rack", "project.catalog.device_types"])
def test_a_damaged_plan_of_the_format_before_is_said(two_racks_plan: Plan, tmp_path: Path, path: str) -> None:
    data = json.loads(dump_plan(two_racks_plan))
    data["format"] = "fabric-plan/5"
    damage(data, path, 7)
    (tmp_path / "old.json").write_text(json.dumps(data))
    with pytest.raises(InputError, match="damaged"):
        load_plan(tmp_path / "old.json")


def test_a_field_that_came_later_may_be_missing(two_racks_plan: Plan, tmp_path: Path) -> None:
    data = json.loads(dump_plan(two_racks_plan))
    del data["project"]["site"]["with_depth"]
    (tmp_path / "plan.json").write_text(json.dumps(data))
    assert dump_plan(load_plan(tmp_path / "plan.json")) == dump_plan(two_racks_plan)


def damage(plan: dict[str, Any], path: str, value: Any) -> None:
    *keys, last = path.split(".")
    data: Any = plan
    for key in keys:
        data = data[int(key)] if isinstance(data, list) else data[key]
    if isinstance(data, list):
        data[int(last)] = value
    else:
        data[last] = value


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("format", "fabric-plan/9", "this version reads 'fabric-plan/6' and 'fabric-plan/5'"),
        ("stages.0.network", "other", "stages: network other is not in the request"),
        ("stages.0.name", "up", "stages: up is not a stage"),
        ("designs", [], "designs: 0 for 1 networks"),
        ("links.a_device", [0], "links: columns have different lengths"),
        ("links.b_port.0", 999, "links.b_port: leaf-01-1 has no port number 999"),
        ("links.a_device.0", -1, "links.a_device: an index lies outside"),
        ("assemblies.kind.0", 99, "assemblies.kind: an index lies outside"),
        ("packages.subject.0", 9999, "is not a subject of 'open'"),
        ("packages.crew.0", "one", "packages.crew: a list of whole numbers is expected"),
        ("devices.0.rack", "Z99", "stands in the unknown rack Z99"),
        ("devices.0.model", "Z99", "is of the unknown model Z99"),
        ("kinds.0.model", "Z99", "is of the unknown model Z99"),
        ("kinds.0.form", "rope", "'rope' is none of"),
        ("summary.cost_cents", 1.5, "summary.cost_cents: int is expected"),
        ("surprise", 1, "keys missing or unknown: surprise"),
    ],
)
def test_damage_is_said(two_racks_plan: Plan, tmp_path: Path, path: str, value: Any, message: str) -> None:
    data = json.loads(dump_plan(two_racks_plan))
    damage(data, path, value)
    (tmp_path / "plan.json").write_text(json.dumps(data))
    with pytest.raises(InputError) as caught:
        load_plan(tmp_path / "plan.json")
    assert message in caught.value.faults[0].message


def test_a_long_name_is_not_repeated_whole(two_racks_plan: Plan, tmp_path: Path) -> None:
    """A rack of 20,000 letters filled 250 lines of a terminal."""
    data = json.loads(dump_plan(two_racks_plan))
    damage(data, "devices.0.rack", "y" * 20_000)
    (tmp_path / "plan.json").write_text(json.dumps(data))
    with pytest.raises(InputError) as caught:
        load_plan(tmp_path / "plan.json")
    assert len(caught.value.faults[0].message) < 400


@pytest.mark.parametrize(
    "spoil", [lambda text: text[:1000], lambda text: "", lambda text: "[1]", lambda text: "[" * 100_000]
)
def test_what_is_no_plan_is_said(two_racks_plan: Plan, tmp_path: Path, spoil: Callable[[str], str]) -> None:
    (tmp_path / "plan.json").write_text(spoil(dump_plan(two_racks_plan)))
    with pytest.raises(InputError):
        load_plan(tmp_path / "plan.json")


@pytest.mark.parametrize("name", ["site.yaml", "labour.csv", "letter.docx", "empty"])
def test_a_plan_replaces_no_file_that_is_no_plan(two_racks_plan: Plan, tmp_path: Path, name: str) -> None:
    """A plan was once written over the site file that it was made from."""
    (tmp_path / name).write_bytes(b"" if name == "empty" else b"what its owner wrote")
    before = (tmp_path / name).read_bytes()
    with pytest.raises(PlannerError, match="is not a plan file, so it is not overwritten"):
        save_plan(two_racks_plan, tmp_path / name)
    assert (tmp_path / name).read_bytes() == before


def test_a_plan_replaces_an_older_plan(two_racks_plan: Plan, tmp_path: Path) -> None:
    text = dump_plan(two_racks_plan).replace("fabric-plan/6", "fabric-plan/1")
    (tmp_path / "plan.json").write_text(text)
    save_plan(two_racks_plan, tmp_path / "plan.json")
    assert (tmp_path / "plan.json").read_text() == dump_plan(two_racks_plan)


class Columned(NamedTuple):
    """The two hints that numpy's releases give to one column."""

    name: str
    hint: Any


@pytest.mark.parametrize("case", [Columned("alias", np.ndarray[Any, np.dtype[np.int32]]), Columned("now", IntColumn)])
def test_columns_are_read_whatever_numpy_calls_them(case: Columned) -> None:
    """numpy 2.5 made NDArray a TypeAliasType: every plan file was refused as damaged."""
    assert from_plain(case.hint, [1, 2]).tolist() == [1, 2]


def test_a_place_that_cannot_be_written_is_refused_before_the_search(tmp_path: Path) -> None:
    """A link to itself once ended the search as a defect; a folder below a file was noticed after the search."""
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    (tmp_path / "file").write_text("")
    for path, said in ((loop, "is a link to itself"), (tmp_path / "file" / "plan.json", "cannot be written")):
        with pytest.raises(PlannerError, match=said):
            require_plan_place(path)
    require_plan_place(tmp_path / "new folder" / "plan.json")
    assert not (tmp_path / "new folder").exists()
