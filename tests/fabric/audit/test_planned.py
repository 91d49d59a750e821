"""Faults planted into plans that the planner made. Rule by rule, on a small plan: `test_rules.py`."""

import math
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from fabric import Finding, Plan, audit_plan, make_plan
from fabric.plan import PackageKind, PullForm
from tests.sites import read_files, write_two_racks


def rules(plan: Plan) -> set[str]:
    return {finding.rule for finding in audit_plan(plan) if finding.severity == "error"}


def finding_of(plan: Plan, rule: str) -> Finding:
    return next(finding for finding in audit_plan(plan) if finding.rule == rule)


def kind_changed(plan: Plan, index: int, **changes: Any) -> Plan:
    kinds = list(plan.kinds)
    kinds[index] = replace(kinds[index], **changes)
    return replace(plan, kinds=tuple(kinds))


def test_sound_plans_are_sound(pod_plan: Plan, multirack_plan: Plan) -> None:
    assert audit_plan(pod_plan) == []
    assert audit_plan(multirack_plan) == []


@pytest.mark.plan
def test_the_published_superpod_is_sound(superpod_plan: Plan) -> None:
    assert audit_plan(superpod_plan) == []


def test_a_trunk_body_ten_millimetres_short(pod_plan: Plan) -> None:
    """The body is set 10 mm below the longest route that its kind serves."""
    kind = next(i for i, k in enumerate(pod_plan.kinds) if k.form == "trunk")
    pulls = {int(p) for k, p in zip(pod_plan.assemblies.kind, pod_plan.assemblies.pull, strict=True) if int(k) == kind}
    longest = max(pod_plan.routes[int(pod_plan.pulls.route[pull])].length_mm for pull in pulls)
    finding = finding_of(kind_changed(pod_plan, kind, body_mm=longest - 10), "length")
    assert finding.found == f"body of {longest - 10} mm, 10 mm short"
    assert "length" not in rules(kind_changed(pod_plan, kind, body_mm=longest))


def test_one_leg_ten_millimetres_short(pod_plan: Plan) -> None:
    """A leg of a DGX in U2: middle at 60 + 5 x 44.45 = 282.25 mm, 2167.75 below the top, so 2168.

    The tray passes over the middle of the rack, 600 mm from the rear: 600 + 2168 + 500 + 300 = 3568 mm.
    """
    kind = next(i for i, k in enumerate(pod_plan.kinds) if 4000 in k.a_legs_mm)
    legs = list(pod_plan.kinds[kind].a_legs_mm)
    leg = 0  # the first leg goes to the lowest node
    legs[leg] = 3558
    finding = finding_of(kind_changed(pod_plan, kind, a_legs_mm=tuple(legs)), "length")
    assert f"leg {leg + 1} at A0" in finding.found
    assert "of 3558 mm, 10 mm short" in finding.found
    legs[leg] = 3568
    assert "length" not in rules(kind_changed(pod_plan, kind, a_legs_mm=tuple(legs)))


def test_a_jumper_ten_millimetres_short(multirack_plan: Plan) -> None:
    """U24 to U1, three racks apart: 1105 + 450 + 1800 + 450 + 83 + 2 x 800 = 5488 mm."""
    kind = next(i for i, k in enumerate(multirack_plan.kinds) if k.body_mm == 10_000)
    finding = finding_of(kind_changed(multirack_plan, kind, body_mm=5_478), "length")
    assert finding.found == "cable of 5478 mm, 10 mm short"
    assert "length" not in rules(kind_changed(multirack_plan, kind, body_mm=5_488))


def test_fill_is_the_sum_of_what_lies_side_by_side(pod_plan: Plan) -> None:
    """Row A too narrow for anything: its worst piece carries more than the thickest single route does."""
    narrow = tuple(replace(p, width_mm=2) if p.id == "ROW-A" else p for p in pod_plan.project.site.pathways)
    wrong = replace(pod_plan, project=replace(pod_plan.project, site=replace(pod_plan.project.site, pathways=narrow)))
    worst = next(finding for finding in audit_plan(wrong) if finding.object == "pathway ROW-A")
    filled_mm2 = float(worst.found.split("(")[1].split()[0])
    pulls = Counter(r for r in pod_plan.pulls.route.tolist() if r >= 0 and "ROW-A" in pod_plan.routes[r].pathways)
    assert filled_mm2 > max(pulls.values()) * math.pi / 4 * 18**2 + 100


def test_a_crew_in_two_places(pod_plan: Plan) -> None:
    """Every package is given to crew 1."""
    finding = finding_of(
        replace(pod_plan, packages=replace(pod_plan.packages, crew=pod_plan.packages.crew * 0)), "crew-in-two-places"
    )
    assert finding.object == "crew 1"


def test_kinds_are_known_by_number() -> None:
    """The numbers stand in plan files: they must not change."""
    assert [(form.word, int(form)) for form in PullForm] == [("trunk", 0), ("bundle", 1), ("single", 2), ("patch", 3)]
    words = ["open", "optics", "pull", "land_a", "land_b", "test", "kit"]
    assert [(kind.word, int(kind)) for kind in PackageKind] == list(zip(words, range(7), strict=True))


def test_devices_that_were_placed_are_those_that_the_request_leaves_open(two_racks_plan: Plan) -> None:
    """All four hosts have racks in equipment.yaml. A plan made before the digest is not held against one."""
    host = next(device.id for device in two_racks_plan.project.devices if device.role == "host")
    said = replace(two_racks_plan, placed=(host,))
    assert [finding.rule for finding in audit_plan(said)] == ["placed-devices"]
    assert not audit_plan(replace(said, listed=""))
    assert not audit_plan(two_racks_plan)


@pytest.mark.plan
def test_devices_without_a_rack_are_placed_and_said() -> None:
    """Four hosts without racks: all four are placed. One that is left out of the list is missed."""
    text = "groups:\n  - {prefix: h, model: small-host, count: 4}\n"
    plan = make_plan(read_files(write_two_racks() | {"equipment.yaml": text}))
    assert len(plan.placed) == 4
    assert not audit_plan(plan)
    assert [finding.rule for finding in audit_plan(replace(plan, placed=plan.placed[1:]))] == ["placed-devices"]
