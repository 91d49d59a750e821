"""Existing cords: links of a network or takers of ports, in plan, judge and sheets."""

from dataclasses import replace

import pytest

from fabric import Plan, audit_plan, make_plan
from fabric.sheets.rows.plan_rows import PlanRows
from layouts import UnmetError
from tests.fabric.sheets.rendering import phone_data, read_rows, render, role_text
from tests.sites import read_files, write_standing_switches

OTHER = "  - {id: old-block, model: small-switch, role: other, rack: A02, u: 30, status: installed}\n"


def files(*cords: str, uplinks: int | None = None) -> dict[str, str]:
    """The two racks with standing switches and some cords `id device port device port`, perhaps with fewer uplinks."""
    found = write_standing_switches()
    cables = "cables:\n" + "".join(
        f"  - {{id: {name}, a: {{device: {a}, port: {p}}}, b: {{device: {b}, port: {q}}}, status: locked}}\n"
        for name, a, p, b, q in (cord.split() for cord in cords)
    )
    stated = ", spines: 1" if uplinks is None else f", spines: 1, uplinks_per_leaf: {uplinks}"
    request = found["request.yaml"].replace("speed_gbps: 400", f"speed_gbps: 400{stated}")
    return {**found, "equipment.yaml": found["equipment.yaml"] + OTHER + cables, "request.yaml": request}


def planned(*cords: str, uplinks: int | None = None) -> Plan:
    plan = make_plan(read_files(files(*cords, uplinks=uplinks)))
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
    return plan


def ports(plan: Plan, device: str) -> list[str]:
    """The printed ports of the new links on a device, in order."""
    ends = [end for row in PlanRows(plan).links for end in (row.a, row.b) if end.device == device]
    return sorted(end.port for end in ends)


@pytest.mark.plan
def test_cords_between_leaf_and_spine_are_links() -> None:
    """By hand: two leaves with four hosts' ports and four uplinks each are 8 + 8 links; three are in place already.

    The spine's eight ports are all uplinks' ports, so the other five uplinks take the ports that the cords leave.
    """
    plan = planned(
        "OLD-1 leaf-01-1 4/1 spine-01 1/1",
        "OLD-2 spine-01 4/2 leaf-01-1 4/2",
        "OLD-3 h001 N1/1 leaf-01-1 1/2",
    )
    assert len(plan.links) == 16 - 3
    assert ports(plan, "spine-01") == ["1/2", "2/1", "2/2", "3/1", "3/2", "4/1"]
    assert ports(plan, "leaf-01-1") == ["1/1", "2/1", "2/2", "3/1", "3/2"]
    assert "existing cables are links of network net: 3 (OLD-1, OLD-2, OLD-3)" in plan.assumptions
    without = replace(plan, project=replace(plan.project, cables=()))
    broken = {finding.rule for finding in audit_plan(without)}
    assert {"host-port-connected", "uplinks-equal", "spread-even"} & broken


@pytest.mark.plan
def test_links_keep_off_the_ports_of_other_cords() -> None:
    """A leaf of eight ports has four downlinks (cages 1, 2) and two uplinks (cage 4). A cord in 1/1 moves cage 1 to 3.

    The sheets name the cord at its port: the faceplate, the port map and the page for phones.
    """
    plan = planned("KEEP-ME leaf-01-1 1/1 old-block 1/1", uplinks=2)
    assert ports(plan, "leaf-01-1") == ["2/1", "2/2", "3/1", "3/2", "4/1", "4/2"]
    assert ports(plan, "leaf-01-2") == ["1/1", "1/2", "2/1", "2/2", "4/1", "4/2"]
    assert "existing cables take their ports and are links of no network here: 1 (KEEP-ME)" in plan.assumptions
    sheets = render(plan)
    landing = role_text(sheets, "racks")
    assert "KEEP-ME in 1/1 to old-block 1/1" in " ".join(landing.split())
    assert landing.count("KEEP-ME") == 2
    taken = read_rows(sheets["data/ports_taken.csv"])
    assert [(row["device"], row["port"], row["cable_id"]) for row in taken] == [
        ("leaf-01-1", "1/1", "KEEP-ME"),
        ("old-block", "1/1", "KEEP-ME"),
    ]
    page = phone_data(sheets)
    lying = [(page["devices"][one["device"]]["id"], one["cage"], one["mpo"], one["cable"]) for one in page["standing"]]
    assert lying == [("leaf-01-1", 1, 1, "KEEP-ME"), ("old-block", 1, 1, "KEEP-ME")]


@pytest.mark.parametrize(
    ("cord", "said"),
    [
        (
            "X leaf-01-1 1/1 old-block 1/1",
            "port 1/1 of leaf-01-1 is taken by existing cable X, and no other port of its kind is free",
        ),
        ("X h001 N1/1 old-block 1/1", "port N1/1 of h001 is taken by existing cable X"),
        (
            "X h001 N1/1 leaf-01-2 1/1",
            "existing cable X joins h001 and leaf-01-2, which this design joins by fewer links or by other ports: "
            "their order in the files and their su give devices to leaves. Move the device in its list",
        ),
        (
            "X leaf-01-1 4/1 leaf-01-2 4/1",
            "port 4/1 of leaf-01-1 is taken by existing cable X",
        ),
    ],
)
def test_a_cord_without_a_place_is_told(cord: str, said: str) -> None:
    """All eight ports of the leaf are in use at 1:1. The first host is on leaf 1; both its ports are wanted there."""
    with pytest.raises(UnmetError) as raised:
        make_plan(read_files(files(cord)))
    assert said in str(raised.value)


def test_a_device_that_is_listed_later_has_the_leaf_of_its_cord() -> None:
    """The remedy, followed: h001 behind the others of its list is on the second leaf, and its cord is a link."""
    found = files("X h001 N1/1 leaf-01-2 1/1")
    listed = [
        f"  - {{id: h00{number}, model: small-host, rack: {rack}, u: {unit}}}\n"
        for number, rack, unit in ((2, "A01", 4), (3, "A02", 1), (4, "A02", 4), (1, "A01", 1))
    ]
    equipment = found["equipment.yaml"].split("devices:\n")[1]
    plan = make_plan(read_files({**found, "equipment.yaml": f"devices:\n{''.join(listed)}{equipment}"}))
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
    assert "existing cables are links of network net: 1 (X)" in plan.assumptions
