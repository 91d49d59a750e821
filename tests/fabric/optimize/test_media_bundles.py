"""The medium of each bundle between racks: trunks with transceivers beside cables with modules of their own.

No metre takes time here, so every price is a count of acts of the default labour table, in person-minutes:

- single AOC between two racks: 0.5 stage, 2 x 0.5 label, 2 pull, 2 x 1 dress, 2 x 1.25 plug = 8
- single jumper: the same and 2 x 0.75 for its transceivers = 9.5
- trunk of 12 legs with j links: 6 stage, 10 pull, 2 x 5 dress, j x (0.2 break out + 2.5 plug + 1.5 transceivers), and
  (12 - j) x 0.4 for legs that are parked = 30.8 + 3.8 j
- inside a rack: 1 patch, 2 x 0.5 label, 2 x 1 dress, 2 x 1.25 plug = 6.5, with transceivers 8

A trunk is better than AOC from 8 links on: 30.8 + 3.8 x 8 = 61.2, 8 x 8 = 64; of 7 links 57.4, 7 x 8 = 56.
"""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fabric import audit_plan, make_plan
from fabric.inputs import read_project
from fabric.plan import Plan
from fabric.sheets.documents.bill import list_lines
from fabric.sheets.rows.plan_rows import PlanRows
from tests.fabric.designs.test_splits import write
from tests.fabric.optimize.test_media_split import SINGLE, TWIN, in_racks

FIBER = """  - {model: OPT}
  - {model: MFP7E10, lengths_m: [3, 5, 7, 10]}
  - {model: TRUNK-OM4-12, to_order: true}
"""
BARE = """  - {model: DAC, lengths_m: [2, 3]}
  - {model: AOC, lengths_m: [3, 5, 7, 10]}
"""


def site(lots: str, nodes: tuple[int, int, int] = (2, 12, 2), objective: str = "install-time") -> dict[str, str]:
    """A leaf in the first of three racks with so many nodes; each node has one link."""
    groups = [
        f"  - {{prefix: {rack}-, model: NODE, racks: [R0{number}], u: {list(range(33 - count, 33))}, su: 1}}"
        for number, (rack, count) in enumerate(zip("abc", nodes, strict=True), 1)
        if count
    ]
    leaf = "  - {id: leaf-01-1, model: SW, role: leaf, rack: R01, u: 40}"
    return {
        **SINGLE,
        "catalog/optics.csv": """model,cage_kind,mpos,speed_gbps,connector,gender,fiber,reach_m,loss_budget_db,\
price_usd,source,confidence
OPT,qsfp28,1,100,MPO-12/APC,male,mm,50,1.8,100,test,assumed
""",
        "labour.csv": """act,unit,person_minutes,crew,low,high,source,confidence
pull_jumper_per_m,m,0,1,0,0,test,assumed
pull_trunk_per_m,m,0,2,0,0,test,assumed
""",
        "equipment.yaml": "\n".join(["groups:", *groups, "devices:", leaf, ""]),
        "inventory.yaml": f"lots:\n  - {{model: SW}}\n{lots}",
        "request.yaml": f"""networks:
  - {{id: data, topology: leaf-spine, port_group: data, speed_gbps: 100, tiers: 1}}
limits: {{trunk_legs: [12], bundle_jumpers: 1}}
objective: {objective}
""",
    }


def plan_of(folder: Path, files: dict[str, str]) -> Plan:
    """The plan of some files, which the judge accepts."""
    plan = make_plan(read_project(write(folder, files)))
    assert audit_plan(plan) == []
    assert plan.summary.work_bound_ms <= plan.summary.work_ms
    return plan


def minutes(plan: Plan) -> float:
    return plan.summary.work_ms / 60_000


def test_each_bundle_takes_the_medium_of_the_least_time(tmp_path: Path) -> None:
    """Two links in the rack, twelve to the second rack, two to the third; 3 x 10 for racks and 16 x 0.5 for tests.

    - fiber alone: 2 x 8 + 76.4 + 2 x 9.5 = 111.4
    - DAC and AOC alone: 2 x 6.5 + 12 x 8 + 2 x 8 = 125
    - each by what is best: 2 x 6.5 + 76.4 + 2 x 8 = 105.4, with 2 x 12 transceivers
    """
    plans = {}
    for name, lots in (("fiber", FIBER), ("bare", BARE), ("both", FIBER + BARE)):
        folder = tmp_path / name
        folder.mkdir()
        plans[name] = plan_of(folder, site(lots))
    found = {name: minutes(plan) - 38 for name, plan in plans.items()}
    assert found == pytest.approx({"fiber": 111.4, "bare": 125, "both": 105.4})
    both = plans["both"]
    assert in_racks(both) == {(True, "DAC"): 2, (False, "TRUNK-OM4-12"): 12, (False, "AOC"): 2}
    # The bound knows that links on trunks have transceivers, so no choice of media has less work.
    assert both.summary.work_bound_ms == both.summary.work_ms
    least = min(plans[name].summary.install_time_s for name in ("fiber", "bare"))
    assert both.summary.install_time_s < least
    lines: Counter[tuple[str, str]] = Counter()
    for line in list_lines(PlanRows(both)):
        lines[line.group, "" if line.is_trunk else line.item.split("-")[0]] += line.quantity
    cables = {("cable", "DAC"): 2, ("cable", "AOC"): 2, ("custom", ""): 1}
    assert lines == {("switch", "SW"): 1, ("optic", "OPT"): 24, **cables}


@pytest.mark.parametrize(
    ("nodes", "on_trunks", "expected"),
    [(7, 0, 56), (8, 8, 61.2), (13, 12, 76.4 + 8), (19, 12, 76.4 + 56), (20, 20, 76.4 + 61.2)],
)
def test_what_a_trunk_leaves_over_goes_on_other_cables(
    nodes: int, on_trunks: int, expected: float, tmp_path: Path
) -> None:
    """Of 13 links 12 share a trunk and one has an AOC; from 20 on a second trunk is worth its legs that lie idle."""
    plan = plan_of(tmp_path, site(FIBER + BARE, (0, nodes, 0), "person-hours"))
    assert in_racks(plan)[False, "TRUNK-OM4-12"] == on_trunks
    assert in_racks(plan)[False, "AOC"] == nodes - on_trunks
    assert len(plan.optics.device) == 2 * on_trunks
    assert minutes(plan) == pytest.approx(expected + 2 * 10 + nodes * 0.5)


def test_time_decides_where_it_is_another_medium(tmp_path: Path) -> None:
    """Of 8 links a trunk takes 61.2 of work and AOC 64. Two crews of two share AOC, while one lays and lands a trunk.

    So the plan for the least time has AOC: more work, and an earlier end.
    """
    plans = {}
    for objective in ("install-time", "person-hours"):
        folder = tmp_path / objective
        folder.mkdir()
        plans[objective] = plan_of(folder, site(FIBER + BARE, (0, 8, 0), objective))
    fast, cheap = plans["install-time"], plans["person-hours"]
    assert in_racks(fast) == {(False, "AOC"): 8}
    assert in_racks(cheap) == {(False, "TRUNK-OM4-12"): 8}
    assert minutes(fast) - minutes(cheap) == pytest.approx(64 - 61.2)
    assert fast.summary.install_time_s < cheap.summary.install_time_s


def test_pieces_that_run_out_leave_links_on_fiber(tmp_path: Path) -> None:
    """One AOC for two links: 8 + 9.5, with 2 transceivers. The DAC ends at 3 m, beyond which it serves none of them."""
    lots = f"{FIBER}  - {{model: DAC, lengths_m: [3]}}\n  - {{model: AOC, lengths_m: [10], quantity: 1}}\n"
    plan = plan_of(tmp_path, site(lots, (0, 2, 0)))
    assert in_racks(plan) == {(False, "AOC"): 1, (False, "MFP7E10"): 1}
    assert minutes(plan) == pytest.approx(8 + 9.5 + 2 * 10 + 2 * 0.5)
    assert len(plan.optics.device) == 2


def test_a_reach_ends_the_choice(tmp_path: Path) -> None:
    """The AOC of the catalogue ends at 3 m here, so that it reaches no other rack; both links take jumpers."""
    files = site(FIBER + "  - {model: AOC, lengths_m: [2, 3]}\n", (0, 2, 0))
    files["catalog/cables.csv"] = files["catalog/cables.csv"].replace("3,0.01,100", "3,0.01,3")
    plan = plan_of(tmp_path, files)
    assert in_racks(plan) == {(False, "MFP7E10"): 2}


def test_cables_of_an_equal_reach_hide_no_trunks(tmp_path: Path) -> None:
    """AOC and transceivers both reach 50 m: a design with trunks was not built beside that with AOC."""
    files = site(FIBER + BARE, (0, 12, 0), "person-hours")
    files["catalog/cables.csv"] = files["catalog/cables.csv"].replace("3,0.01,100", "3,0.01,50")
    plan = plan_of(tmp_path, files)
    assert in_racks(plan) == {(False, "TRUNK-OM4-12"): 12}
    assert minutes(plan) == pytest.approx(76.4 + 2 * 10 + 12 * 0.5)


def test_links_of_one_cage_take_one_medium(tmp_path: Path) -> None:
    """Cages of two connectors, nodes in two racks: a twin AOC takes a cage whole, and its tails a node each.

    Pairs of links that share a cage of the switch have equal media; the judge accepts the modules at both ends.
    Between racks it has 3 labels and 3 plugs, two jumpers have 4 labels, 4 plugs and 3 transceivers.
    """
    files = {**TWIN}
    files["catalog/cables.csv"] += "TWIN-AOC,aoc,mm,OM4,osfp-finned-twin,osfp-flat,2,3,0.02,30,400,900,test,assumed\n"
    files["inventory.yaml"] += "  - {model: TWIN-AOC, lengths_m: [5, 10]}\n"
    plan = plan_of(tmp_path, files)
    assert in_racks(plan) == {(True, "TWIN-DAC"): 4, (False, "TWIN-AOC"): 4}
    assert len(plan.optics.device) == 0


def test_the_judge_wants_a_transceiver_at_each_end_that_has_no_module(tmp_path: Path) -> None:
    """A transceiver moved from a cage of the trunk to one of an AOC: one cage has none, and one is in no use."""
    plan = plan_of(tmp_path, site(FIBER + BARE))
    kind_of = plan.assemblies.kind.tolist()
    aoc = next(
        link
        for link, assembly in zip(plan.segments.link.tolist(), plan.segments.assembly.tolist(), strict=True)
        if plan.kinds[kind_of[assembly]].model == "AOC"
    )
    device = plan.optics.device.copy()
    moved = int(np.flatnonzero(device < plan.links.b_device[aoc])[0])
    device[moved] = plan.links.a_device[aoc]
    broken = replace(plan, optics=replace(plan.optics, device=device))
    assert {violation.rule for violation in audit_plan(broken)} >= {"cage-has-optic", "optic-used"}
