"""The tables of a plan say what its sheets say, as numbers."""

import csv
import sys
import time
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas
import pytest

from fabric import Plan, PlanTables, tables_of, write_sheets
from fabric.tables import RECORDS, CableRecord
from fabric.tables.data_frame import MissingPackageError
from tests.fabric.four_links import make_small_plan

MEDIA = {"mm": "multimode", "sm": "single-mode", "copper": "copper"}
SAME = ("cable_id", "network", "stage", "speed_gbps", "kind", "form", "serial", "leg", "end_a", "end_b", "polarity")
SAME_TOO = ("pull", "crew", "phase", "slack_mm")
AT_END = ("room", "row", "rack", "face", "device", "cage", "port")


def read_rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a sheet's CSV file."""
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def metres(length_mm: int) -> Decimal:
    return Decimal(length_mm) / 1000


def said_of_cable(row: CableRecord) -> dict[str, object]:
    """A cable in the words of the cable schedule."""
    parts = " + ".join(f"{part / 1000:.3f}" for part in (row.need_a_mm, row.need_route_mm, row.need_b_mm))
    need_mm = row.need_a_mm + row.need_route_mm + row.need_b_mm
    return {
        **{name: str(getattr(row, name)) for name in (*SAME, *SAME_TOO)},
        **{f"{side}_{name}": str(getattr(row, f"{side}_{name}")) for side in "ab" for name in AT_END},
        "total_m": metres(row.total_mm),
        "derivation": f"{parts} = {need_mm / 1000:.3f}",
        "route": " > ".join(row.route) or "inside the rack",
        "order": f"stock {row.lot}" if row.lot else f"custom {row.kind}",
        "media": f"{row.grade} {MEDIA[row.fiber]}",
        **{f"{side}_u": getattr(row, f"{side}_ru") for side in "ab"},
        **{f"{side}_transceiver": getattr(row, f"{side}_transceiver") for side in "ab"},
    }


def said_in_schedule(row: Mapping[str, str]) -> dict[str, object]:
    """A line of the cable schedule with the same keys."""
    found: dict[str, object] = {name: row[name] for name in (*SAME, *SAME_TOO, "derivation", "route", "order", "media")}
    found |= {f"{side}_{name}": row[f"{side}_{name}"] for side in "ab" for name in AT_END}
    found["total_m"] = Decimal(row["total_m"])
    for side in "ab":
        found[f"{side}_u"] = float(row[f"{side}_u"].rstrip("LR"))
        model = row[f"{side}_transceiver"]
        found[f"{side}_transceiver"] = "" if model in ("built into cable", "none") else model
    return found


def told_in_words(start: datetime, is_dated: bool) -> str:
    """A moment as the pull sheet prints it."""
    return f"{start:%Y-%m-%d %H:%M}" if is_dated else f"day {(start - datetime(2000, 1, 1)).days + 1} {start:%H:%M}"


def check_against_sheets(plan: Plan, folder: Path) -> None:
    """Every figure of the tables that a CSV file of the sheets holds as well."""
    write_sheets(plan, folder)
    tables = tables_of(plan)
    assert [said_of_cable(row) for row in tables.cables] == list(
        map(said_in_schedule, read_rows(folder, "cable_schedule"))
    )
    steps = read_rows(folder, "pull_sheet")
    is_dated = plan.project.request.racks_ready is not None
    assert [
        (
            str(row.crew),
            str(row.step),
            row.shift,
            row.act,
            *(told_in_words(at, is_dated) for at in (row.start, row.end)),
        )
        for row in tables.steps
    ] == [tuple(row[key] for key in ("crew", "step", "shift", "act", "start", "end")) for row in steps]
    laid = {(row["crew"], row["step"]): row for row in steps if row["act"] in ("pull", "lay in rack")}
    assert len(laid) == len(tables.pulls)
    for pull in tables.pulls:
        row = laid[str(pull.crew), str(pull.step)]
        assert Decimal(row["length_m"]) == metres(pull.total_mm)
        assert abs(Decimal(row["weight_kg"]) - Decimal(pull.weight_g) / 1000) <= Decimal("0.05")
    check_counts(plan, tables, folder)


def check_counts(plan: Plan, tables: PlanTables, folder: Path) -> None:
    """Counts and money of assemblies, devices and links."""
    bill = [row for row in read_rows(folder, "bill_of_materials") if row["group"] in ("cable", "custom")]
    assert sum(int(row["quantity"]) for row in bill) == len(tables.assemblies)
    assert sum(round(100 * float(row["price_usd"])) for row in bill) == sum(
        row.price_cents for row in tables.assemblies
    )
    carried = sum(row.used_legs for row in tables.assemblies)
    assert carried == sum(row.links for row in tables.pulls) == len(tables.cables)
    assert sum(row.pieces for row in tables.pulls) == len(tables.assemblies)
    assert sum(row.links for row in tables.devices) == 2 * len(plan.links)
    switches = {device.id for device in plan.devices if device.role in ("leaf", "spine", "core")}
    assert {row.device for row in tables.switches} == switches
    places = {row.device: (row.rack, row.ru) for row in tables.devices}
    for cable in tables.cables:
        assert places[cable.a_device] == (cable.a_rack, cable.a_ru)
        assert places[cable.b_device] == (cable.b_rack, cable.b_ru)
    assert sorted(link.cable_id for link in tables.links) == sorted({cable.cable_id for cable in tables.cables})


def test_tables_say_what_the_sheets_say(two_racks_plan: Plan, tmp_path: Path) -> None:
    """Stock cords in bundles and in the rack; without a date."""
    check_against_sheets(two_racks_plan, tmp_path / "sheets")


@pytest.mark.plan
def test_tables_of_four_networks_say_what_the_sheets_say(room_plan: Plan, tmp_path: Path) -> None:
    """Trunks, splitters, copper, cords in the rack."""
    check_against_sheets(room_plan, tmp_path / "sheets")


def test_each_table_has_the_fields_of_its_record(two_racks_plan: Plan) -> None:
    tables = tables_of(two_racks_plan)
    for name, record in RECORDS.items():
        table = getattr(tables, name)
        assert tuple(table.columns) == table[0]._fields, name
        assert {len(column) for column in table.columns.values()} == {len(table)}, name
        assert isinstance(table[0], record), name


def test_values_are_plain(two_racks_plan: Plan) -> None:
    """A figure of numpy would not go into JSON."""
    tables = tables_of(two_racks_plan)
    for name in RECORDS:
        kinds = {type(value) for column in getattr(tables, name).columns.values() for value in column}
        assert kinds <= {str, int, float, bool, tuple, datetime}, name


def test_a_table_is_a_sequence() -> None:
    """Four links by hand: a patch in R01 and three cables to R02."""
    cables = tables_of(make_small_plan()).cables
    assert len(cables) == len(list(cables)) == 4
    assert cables[0] == next(iter(cables))
    assert list(cables[1:3]) == list(cables)[1:3]
    assert [cable.a_rack for cable in cables.where(lambda cable: cable.a_rack == cable.b_rack)] == ["R01"]
    with pytest.raises(IndexError):
        cables[4]


def test_records_and_frames_hold_the_same(two_racks_plan: Plan) -> None:
    cables = tables_of(two_racks_plan).cables
    records = cables.to_records()
    assert records == [cable._asdict() for cable in cables]
    frame = cables.to_frame()
    assert isinstance(frame, pandas.DataFrame)
    assert frame.to_dict("records") == records
    assert frame["total_mm"].sum() == sum(cable.total_mm for cable in cables)


def test_without_pandas_a_frame_says_what_to_do(two_racks_plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingPackageError, match=r"pandas is not installed. Run pip install pandas"):
        tables_of(two_racks_plan).cables.to_frame()


def test_steps_are_numbered_within_their_crew(two_racks_plan: Plan) -> None:
    """1, 2, 3 ... for each crew, and no step begins before the one before it ends."""
    steps = tables_of(two_racks_plan).steps
    for crew in {step.crew for step in steps}:
        mine = [step for step in steps if step.crew == crew]
        assert [step.step for step in mine] == list(range(1, len(mine) + 1))
        assert all(np.diff([step.start_s for step in mine]) >= 0)


@pytest.mark.plan
def test_tables_of_many_links_take_a_moment(superpod_plan: Plan) -> None:
    """2,048 links in well under 0.2 s of this processor: 0.65 s for 49,152."""
    begin = time.process_time()
    assert len(tables_of(superpod_plan).cables) == 2_048
    assert time.process_time() - begin < 0.2
