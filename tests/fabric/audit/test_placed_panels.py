"""Faults of links over panels that the plan places: each is caught by the rule of its name.

The plan has four links over PP-A02-1 and PP-A01-1: cord, leg of the male trunk (kind 0, pull 0), cord. Its joints come
four by four: end of the first cord, both ends of the leg, begin of the second cord.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from fabric import Plan, audit_plan
from fabric.audit.minutes import pulls_between_panels
from fabric.plan import PackageKind
from fabric.project import PanelRole
from fabric.work.pulls import list_pull_works
from tests.fabric.audit.panel_plan import with_joint, with_panel
from tests.fabric.audit.small_plan import (
    column,
    package,
    with_cells,
    with_kind,
    with_models,
    with_network,
    with_project,
    without_row,
)
from tests.fabric.placed_panels import EARLY, plan_with_panels

Edit = Callable[[Plan], Plan]
CORDS = {"MFP7E10"}


def rules(plan: Plan) -> set[str]:
    """The rules that a plan breaks."""
    return {finding.rule for finding in audit_plan(plan)}


def with_trunk(plan: Plan, **changes: Any) -> Plan:
    """The plan with another trunk in the catalogue, and its kind alike where both have the field."""
    catalog = plan.project.catalog
    trunks = {model: replace(trunk, **changes) for model, trunk in catalog.trunks.items()}
    plan = with_project(plan, catalog=replace(catalog, trunks=trunks))
    same = {key: value for key, value in changes.items() if key in ("gender", "polarity", "connector")}
    return with_kind(plan, 0, **same) if same else plan


def with_panels(plan: Plan, **changes: Any) -> Plan:
    """The plan with both panels changed."""
    return with_panel(with_panel(plan, 0, **changes), 1, **changes)


def with_offer(plan: Plan, **changes: Any) -> Plan:
    """The plan with another offer of panels."""
    offers = tuple(replace(offer, **changes) for offer in plan.project.inventory.panels)
    return with_project(plan, inventory=replace(plan.project.inventory, panels=offers))


def swapped(plan: Plan, one: int, other: int) -> Plan:
    """The plan with the ports of two joints exchanged."""
    ports = plan.joints[one].port, plan.joints[other].port
    return with_joint(with_joint(plan, one, port=ports[1]), other, port=ports[0])


def starting(plan: Plan, word: str, pull: int, start_s: int) -> Plan:
    """The plan with one package at another time."""
    row = package(plan, word, pull)
    length = int(plan.packages.end_s[row] - plan.packages.start_s[row])
    plan = with_cells(plan, "packages.start_s", {row: start_s})
    return with_cells(plan, "packages.end_s", {row: start_s + length})


def role_of(plan: Plan, **changes: Any) -> PanelRole:
    """What the first panel is for, changed."""
    role = plan.project.panels[0].placed
    assert role is not None
    return replace(role, **changes)


def mixed(plan: Plan) -> Plan:
    """The plan with one leg of the trunk that ends at no panel."""
    return replace(plan, joints=(*plan.joints[:2], *plan.joints[3:]))


def cord_at_panel(plan: Plan) -> int:
    """The pull of a cord that begins at a panel."""
    joint = plan.joints[3]
    return int(plan.assemblies.pull[plan.segments.assembly[joint.segment]])


FAULTS: tuple[tuple[str, Edit, str], ...] = (
    ("a female trunk between female cords", lambda p: with_trunk(p, gender="female"), "gender"),
    ("a trunk of other connectors", lambda p: with_trunk(p, connector="MPO-16/APC"), "gender"),
    ("a trunk that crosses twice", lambda p: with_trunk(p, crossovers=2), "odd-crossovers"),
    ("a trunk of lossy plugs", lambda p: with_trunk(p, connector_loss_mdb=900), "loss"),
    ("a trunk of lossy fiber", lambda p: with_trunk(p, loss_mdb_per_km=300_000), "loss"),
    ("a single-mode trunk", lambda p: with_trunk(p, fiber="sm"), "fiber-kind"),
    ("a budget that bears two pairs", lambda p: with_models(p, "optics", loss_budget_mdb=1_000), "loss"),
    ("a reach of 10 m", lambda p: with_models(p, "optics", reach_mm=10_000), "reach"),
    ("two legs of the trunk exchanged at one panel", lambda p: swapped(p, 1, 5), "panel-through"),
    ("two cords exchanged at one panel", lambda p: swapped(p, 0, 4), "panel-through"),
    ("two cords at one port", lambda p: with_joint(p, 4, port=p.joints[0].port), "panel-port-once"),
    ("two legs at one port", lambda p: with_joint(p, 5, port=p.joints[1].port), "panel-port-once"),
    ("a panel for another stage", lambda p: with_panel(p, 0, placed=role_of(p, stage="leaf-spine")), "panel-serves"),
    ("a trunk with a leg to no panel", mixed, "panel-used"),
    ("a cord that ends nowhere", lambda p: replace(p, joints=p.joints[1:]), "chain-whole"),
    ("a trunk that leads to the same panel", lambda p: with_joint(p, 2, panel=p.joints[1].panel), "panel-used"),
    ("a panel of another model", lambda p: with_offer(p, ports=48), "panel-as-offered"),
    ("a panel of another height", lambda p: with_panel(p, 0, half_ru=4), "panel-as-offered"),
    ("one panel too many", lambda p: with_offer(p, quantity=1), "panel-as-offered"),
    ("a network without panels", lambda p: with_network(p, panels="none"), "panel-as-offered"),
    ("a panel where a host stands", lambda p: with_panel(p, 0, position_half_ru=2), "units-free"),
    ("a panel above the rack", lambda p: with_panel(p, 0, position_half_ru=86), "units-inside-rack"),
    ("a panel in the other rack", lambda p: with_panel(p, 0, rack="A01", position_half_ru=60), "pull-ends"),
    ("a panel far below its cords", lambda p: with_panel(p, 1, position_half_ru=10), "length"),
    ("a dearer panel", lambda p: with_offer(p, price_cents=30_001), "cost"),
    ("a cord plugged before its panel is there", lambda p: starting(p, "land_a", 0, 60), "order-of-work"),
    (
        "a link tested before its second cord",
        lambda p: starting(p, "land_b", cord_at_panel(p), 90_000),
        "order-of-work",
    ),
    ("no loss test of the trunk", lambda p: without_row(p, "packages", package(p, "test", 0)), "package-scheduled"),
    ("the end of the loss test after racks ready", lambda p: starting(p, "test", 0, -30), "early-window"),
)


@pytest.mark.parametrize(("edit", "rule"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_caught_by_name(edit: Edit, rule: str) -> None:
    plan = plan_with_panels(0.53, EARLY)
    assert rules(plan) == set()
    assert rule in rules(edit(plan))


def test_a_pull_is_between_panels_only_with_all_its_legs() -> None:
    """The trunk is pull 0, for planner and judge alike. With one leg that ends elsewhere it is none."""
    plan = plan_with_panels(0.53, EARLY)
    for one, expected in ((plan, {0}), (mixed(plan), set())):
        assert pulls_between_panels(one) == expected
        works = list_pull_works(one.project, one.parts)
        assert {number for number, work in enumerate(works) if work.is_between_panels} == expected


def test_a_fifth_pair_is_caught_by_name() -> None:
    """The second cord goes on over both panels once more: six parts, seven joints of plugs instead of four."""
    plan = plan_with_panels(0.53, EARLY)
    link = int(plan.segments.link[plan.joints[0].segment])
    rows = [row for row, of in enumerate(plan.segments.link.tolist()) if of == link]
    order = [*range(rows[-1]), rows[1], *range(rows[-1], len(plan.segments.link))]
    segments = replace(plan.segments, **{
        name: column(*(getattr(plan.segments, name).tolist()[row] for row in order))
        for name in ("link", "assembly", "leg")
    })  # fmt: skip
    joints = [replace(one, segment=one.segment + (one.segment >= rows[-1])) for one in plan.joints]
    more = [replace(one, segment=rows[-1], port=20) for one in plan.joints[1:3]]
    assert "mated-pairs" in rules(replace(plan, segments=segments, joints=(*joints, *more)))


def test_without_a_window_for_panels_nothing_of_them_is_early() -> None:
    """The trunk is laid, landed and tested before second 0, and crew.yaml allows it no longer."""
    plan = plan_with_panels(0.53, EARLY)
    late = with_project(plan, crew=replace(plan.project.crew, prepare=None))
    assert {"starts-after-ready"} <= rules(late)


def test_a_panel_is_mounted_with_its_first_trunk() -> None:
    """Twice 8 minutes, once at each end of pull 0, and the loss test of 4 lanes takes 8."""
    plan = plan_with_panels(0.53, EARLY)
    assert plan.summary.acts_ms["mount_panel"] == 2 * 8 * 60_000
    assert plan.summary.acts_ms["test_olts_mpo"] == 4 * 2 * 60_000
    for word, seconds in (("land_a", (8 + 11.2) * 30), ("test", 8 * 30), ("pull", 17.375 * 30)):
        row = package(plan, word, 0)
        assert int(plan.packages.kind[row]) == PackageKind[word.upper()]
        assert plan.packages.end_s[row] - plan.packages.start_s[row] == pytest.approx(seconds, abs=1)
