"""Hand-broken plans: each fault is caught by the rule that it breaks, by name; the sound plan is sound."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np

from fabric import Plan, audit_plan
from fabric.audit import Finding
from fabric.plan import PackageKind, PullForm
from layouts.site import Rack


def changed(column: Any, index: int, value: int) -> Any:
    """A copy of a column with one entry changed."""
    copy = np.array(column)
    copy[index] = value
    return copy


def broken(plan: Plan, table: str, column: str, index: int, value: int) -> Plan:
    held = getattr(plan, table)
    return replace(plan, **{table: replace(held, **{column: changed(getattr(held, column), index, value)})})


def rules(plan: Plan) -> set[str]:
    return {finding.rule for finding in audit_plan(plan) if finding.severity == "error"}


def finding_of(plan: Plan, rule: str) -> Finding:
    return next(finding for finding in audit_plan(plan) if finding.rule == rule)


def kind_changed(plan: Plan, index: int, **changes: Any) -> Plan:
    kinds = list(plan.kinds)
    kinds[index] = replace(kinds[index], **changes)
    return replace(plan, kinds=tuple(kinds))


def racks_changed(plan: Plan, change: Callable[[Rack], Rack]) -> Plan:
    site = replace(plan.project.site, racks=tuple(map(change, plan.project.site.racks)))
    return replace(plan, project=replace(plan.project, site=site))


def rack_type_changed(plan: Plan, **changes: Any) -> Plan:
    return racks_changed(plan, lambda rack: replace(rack, type=replace(rack.type, **changes)))


def package(plan: Plan, kind: str, number: int = 0) -> int:
    """Row of the number-th package of a kind."""
    return [i for i, k in enumerate(plan.packages.kind.tolist()) if PackageKind(k).word == kind][number]


def test_sound_plans_are_sound(pod_plan: Plan, multirack_plan: Plan, superpod_plan: Plan) -> None:
    assert audit_plan(pod_plan) == []
    assert audit_plan(multirack_plan) == []
    assert audit_plan(superpod_plan) == []


def test_a_port_used_twice(pod_plan: Plan) -> None:
    twice = broken(pod_plan, "links", "b_port", 1, int(pod_plan.links.b_port[0]))
    twice = broken(twice, "links", "b_device", 1, int(pod_plan.links.b_device[0]))
    finding = finding_of(twice, "port-once")
    assert "leaf-01-1 1/1" in finding.object
    assert "dgx-0001" in finding.found


def test_a_port_that_does_not_exist(pod_plan: Plan) -> None:
    assert "port-exists" in rules(broken(pod_plan, "links", "b_port", 0, 64))


def test_both_mpos_of_a_nic_cage_to_one_leaf(pod_plan: Plan) -> None:
    """Links 0 and 1 are the two MPOs of one cage; link 1 goes to the leaf of link 0."""
    wrong = broken(pod_plan, "links", "b_device", 1, int(pod_plan.links.b_device[0]))
    assert "dgx-0001 cage 1" in finding_of(wrong, "nic-cage-two-leaves").object


def test_a_host_port_left_out(pod_plan: Plan) -> None:
    wrong = broken(pod_plan, "links", "a_port", 0, 1)
    assert {"host-port-connected", "port-once"} <= rules(wrong)


def test_uneven_spread(pod_plan: Plan) -> None:
    links = pod_plan.links
    uplinks = np.flatnonzero(links.stage == 1)
    wrong = pod_plan
    for link in uplinks[:3]:
        wrong = broken(wrong, "links", "b_device", int(link), int(links.b_device[uplinks[-1]]))
    assert "spread-even" in rules(wrong)


def test_a_trunk_body_ten_millimetres_short(pod_plan: Plan) -> None:
    """The body is set 10 mm below the longest route that its kind serves."""
    kind = next(i for i, k in enumerate(pod_plan.kinds) if k.form == "trunk")
    pulls = {int(p) for k, p in zip(pod_plan.assemblies.kind, pod_plan.assemblies.pull, strict=True) if int(k) == kind}
    longest = max(pod_plan.routes[int(pod_plan.pulls.route[pull])].length_mm for pull in pulls)
    finding = finding_of(kind_changed(pod_plan, kind, body_mm=longest - 10), "length")
    assert finding.found == f"body of {longest - 10} mm, 10 mm short"
    assert "length" not in rules(kind_changed(pod_plan, kind, body_mm=longest))


def test_one_leg_ten_millimetres_short(pod_plan: Plan) -> None:
    """A leg of a DGX in U2: middle at 60 + 5 x 44.45 = 282.25 mm, 2167.75 below the top: 2168 + 500 + 300 = 2968 mm."""
    kind = next(i for i, k in enumerate(pod_plan.kinds) if 3000 in k.a_legs_mm)
    legs = list(pod_plan.kinds[kind].a_legs_mm)
    leg = 31  # the last of the 32 legs in use goes to the lowest node
    legs[leg] = 2958
    finding = finding_of(kind_changed(pod_plan, kind, a_legs_mm=tuple(legs)), "length")
    assert f"leg {leg + 1} at A0" in finding.found
    assert "of 2958 mm, 10 mm short" in finding.found
    legs[leg] = 2968
    assert "length" not in rules(kind_changed(pod_plan, kind, a_legs_mm=tuple(legs)))


def test_a_jumper_ten_millimetres_short(multirack_plan: Plan) -> None:
    """U24 to U1, three racks apart: 1105 + 450 + 1800 + 450 + 83 + 2 x 800 = 5488 mm."""
    kind = next(i for i, k in enumerate(multirack_plan.kinds) if k.body_mm == 10_000)
    finding = finding_of(kind_changed(multirack_plan, kind, body_mm=5_478), "length")
    assert finding.found == "cable of 5478 mm, 10 mm short"
    assert "length" not in rules(kind_changed(multirack_plan, kind, body_mm=5_488))


def test_a_route_that_leaves_the_pathway(pod_plan: Plan) -> None:
    route = pod_plan.routes[0]
    middle = list(route.points_mm)
    middle[1] = (middle[1][0], middle[1][1] + 500, middle[1][2])
    routes = (replace(route, points_mm=tuple(middle)), *pod_plan.routes[1:])
    assert "route-on-pathway" in rules(replace(pod_plan, routes=routes))


def test_an_overfull_pathway(pod_plan: Plan) -> None:
    """The tray of row A made 20 mm wide: 2,000 mm2, of which half may be filled."""
    narrow = tuple(replace(p, width_mm=20) if p.id == "ROW-A" else p for p in pod_plan.project.site.pathways)
    wrong = replace(pod_plan, project=replace(pod_plan.project, site=replace(pod_plan.project.site, pathways=narrow)))
    finding = finding_of(wrong, "fill")
    assert (finding.severity, finding.object) == ("error", "pathway ROW-A")
    assert finding.allowed == "50 % of 2000 mm2"


def test_fill_is_the_sum_of_what_lies_side_by_side(pod_plan: Plan) -> None:
    """Row A too narrow for anything: its worst piece carries more than the thickest single route does."""
    narrow = tuple(replace(p, width_mm=2) if p.id == "ROW-A" else p for p in pod_plan.project.site.pathways)
    wrong = replace(pod_plan, project=replace(pod_plan.project, site=replace(pod_plan.project.site, pathways=narrow)))
    worst = next(finding for finding in audit_plan(wrong) if finding.object == "pathway ROW-A")
    filled_mm2 = float(worst.found.split("(")[1].split()[0])
    pulls = Counter(r for r in pod_plan.pulls.route.tolist() if r >= 0 and "ROW-A" in pod_plan.routes[r].pathways)
    assert filled_mm2 > max(pulls.values()) * math.pi / 4 * 18**2 + 100


def test_a_full_drop(pod_plan: Plan) -> None:
    drops = tuple(replace(drop, area_mm2=500) for drop in pod_plan.project.site.drops)
    wrong = replace(pod_plan, project=replace(pod_plan.project, site=replace(pod_plan.project.site, drops=drops)))
    assert finding_of(wrong, "fill").object.startswith("drop of rack")


def test_media_and_openings(pod_plan: Plan) -> None:
    site = pod_plan.project.site
    copper = tuple(replace(p, media=("copper",)) for p in site.pathways)
    assert "pathway-media" in rules(
        replace(pod_plan, project=replace(pod_plan.project, site=replace(site, pathways=copper)))
    )
    tight = tuple(replace(p, firestop=True, depth_mm=49) for p in site.pathways)
    wrong = replace(pod_plan, project=replace(pod_plan.project, site=replace(site, pathways=tight)))
    assert finding_of(wrong, "passes-opening").allowed == "49 mm"


def test_a_switch_in_an_occupied_unit(pod_plan: Plan) -> None:
    devices = list(pod_plan.devices)
    first = next(i for i, d in enumerate(devices) if d.id == "leaf-01-1")
    second = next(i for i, d in enumerate(devices) if d.id == "leaf-01-2")
    devices[second] = replace(devices[second], position_half_ru=devices[first].position_half_ru)
    finding = finding_of(replace(pod_plan, devices=tuple(devices)), "units-free")
    assert finding.object == "leaf-01-2"
    assert "taken by leaf-01-1" in finding.found


def test_units_depth_power_weight_and_kind(pod_plan: Plan) -> None:
    assert "units-inside-rack" in rules(rack_type_changed(pod_plan, half_ru=20))
    assert "device-depth" in rules(rack_type_changed(pod_plan, usable_depth_mm=600))
    assert "rack-power" in rules(rack_type_changed(pod_plan, max_power_w=5000))
    assert "rack-weight" in rules(rack_type_changed(pod_plan, max_weight_g=100_000))
    assert "rack-holds" in rules(rack_type_changed(pod_plan, holds=("panel",)))
    feeds = tuple(replace(feed, limit_w=1000) for feed in pod_plan.project.site.feeds)
    wrong = replace(pod_plan, project=replace(pod_plan.project, site=replace(pod_plan.project.site, feeds=feeds)))
    assert "feed-power" in rules(wrong)


def test_a_male_plug_on_a_transceiver(pod_plan: Plan) -> None:
    finding = finding_of(kind_changed(pod_plan, 0, gender="male"), "gender")
    assert finding.found == "male plug on a male transceiver"


def test_wrong_transceiver_connector_fiber_and_reach(pod_plan: Plan) -> None:
    flat = pod_plan.optic_models.index("MMA4Z00-NS-FLT")
    finned = replace(pod_plan, optics=replace(pod_plan.optics, model=np.full_like(pod_plan.optics.model, flat)))
    assert "(osfp-flat-twin) in a osfp-finned-twin cage" in finding_of(finned, "cage-fits").found
    assert "connector-fits" in rules(kind_changed(pod_plan, 0, connector="LC"))
    assert "fiber-kind" in rules(kind_changed(pod_plan, 0, model="TRUNK-OS2-48"))
    assert finding_of(kind_changed(pod_plan, 0, body_mm=51_000), "reach").allowed == "50.0 m"


def test_a_missing_transceiver_and_one_too_many(pod_plan: Plan) -> None:
    fewer = replace(
        pod_plan.optics,
        device=pod_plan.optics.device[1:],
        group=pod_plan.optics.group[1:],
        cage=pod_plan.optics.cage[1:],
        model=pod_plan.optics.model[1:],
    )
    assert "cage-has-optic" in rules(replace(pod_plan, optics=fewer))
    assert "one-optic-a-cage" in rules(broken(pod_plan, "optics", "cage", 1, int(pod_plan.optics.cage[0])))


def test_channels(pod_plan: Plan) -> None:
    segments = pod_plan.segments
    fewer = replace(segments, link=segments.link[1:], assembly=segments.assembly[1:], leg=segments.leg[1:])
    assert "link-has-channel" in rules(replace(pod_plan, segments=fewer))
    same = [i for i, a in enumerate(segments.assembly.tolist()) if a == int(segments.assembly[0])]
    assert "leg-once" in rules(broken(pod_plan, "segments", "leg", same[1], int(segments.leg[same[0]])))
    assert "leg-exists" in rules(broken(pod_plan, "segments", "leg", 0, 48))
    assert "link-once" in rules(broken(pod_plan, "segments", "link", 1, 0))


def test_even_crossovers(pod_plan: Plan) -> None:
    catalog = pod_plan.project.catalog
    trunks = {name: replace(trunk, crossovers=2) for name, trunk in catalog.trunks.items()}
    wrong = replace(pod_plan, project=replace(pod_plan.project, catalog=replace(catalog, trunks=trunks)))
    assert finding_of(wrong, "odd-crossovers").found == "2 crossovers"


def test_material(pod_plan: Plan) -> None:
    project = pod_plan.project
    lots = tuple(replace(lot, quantity=1) for lot in project.inventory.lots)
    assert "stock" in rules(
        replace(pod_plan, project=replace(project, inventory=replace(project.inventory, lots=lots)))
    )
    limits = replace(project.request.limits, custom_kinds=1, trunk_legs=(12,))
    tight = replace(project, request=replace(project.request, limits=limits, budget_cents=100))
    assert {"custom-kinds", "trunk-legs", "budget"} <= rules(replace(pod_plan, project=tight))
    assert "piece-from-lot" in rules(broken(pod_plan, "assemblies", "lot", 0, 0))


def test_labour_that_does_not_add_up(pod_plan: Plan) -> None:
    """An hour too few is caught; so is a cheaper rate in the table."""
    less = replace(pod_plan.summary, work_ms=pod_plan.summary.work_ms - 3_600_000)
    assert {"labour", "acts-sum"} <= rules(replace(pod_plan, summary=less))
    rates = dict(pod_plan.project.labour.rates)
    rates["inspect_clean_plug"] = replace(rates["inspect_clean_plug"], person_ms=60_000)
    wrong = replace(pod_plan, project=replace(pod_plan.project, labour=replace(pod_plan.project.labour, rates=rates)))
    assert {"labour", "duration"} <= rules(wrong)


def test_bounds_above_the_plan(pod_plan: Plan) -> None:
    summary = replace(pod_plan.summary, work_bound_ms=10**12, bound_s=10**9)
    assert {"work-bound", "time-bound"} <= rules(replace(pod_plan, summary=summary))


def test_a_crew_in_two_places(pod_plan: Plan) -> None:
    """Every package is given to crew 1."""
    finding = finding_of(
        replace(pod_plan, packages=replace(pod_plan.packages, crew=pod_plan.packages.crew * 0)), "crew-in-two-places"
    )
    assert finding.object == "crew 1"


def test_a_crew_too_many_in_an_aisle(pod_plan: Plan) -> None:
    rows = tuple(replace(row, max_crews_rear=1) for row in pod_plan.project.site.rows)
    wrong = replace(pod_plan, project=replace(pod_plan.project, site=replace(pod_plan.project.site, rows=rows)))
    finding = finding_of(wrong, "crews-in-place")
    assert finding.object.endswith(".rear")
    assert finding.found.startswith("2 crews")


def test_a_crew_too_many_on_a_pathway(superpod_plan: Plan) -> None:
    pathways = tuple(replace(p, max_crews=0) for p in superpod_plan.project.site.pathways)
    site = replace(superpod_plan.project.site, pathways=pathways)
    wrong = replace(superpod_plan, project=replace(superpod_plan.project, site=site))
    assert "crews-on-pathway" in rules(wrong)


def test_order_duration_and_shift(pod_plan: Plan) -> None:
    test = package(pod_plan, "test")
    early = broken(pod_plan, "packages", "start_s", test, 0)
    assert {"order-of-work", "duration"} <= rules(early)
    shifts = (replace(pod_plan.project.crew.shifts[0], length_s=3600),)
    short = replace(pod_plan, project=replace(pod_plan.project, crew=replace(pod_plan.project.crew, shifts=shifts)))
    assert "shift-end" in rules(short)
    handed = replace(short, project=replace(short.project, crew=replace(short.project.crew, hand_over=True)))
    assert "shift-end" not in rules(handed)


def test_packages_missing_twice_or_unknown(pod_plan: Plan) -> None:
    columns = pod_plan.packages
    kept = {name: getattr(columns, name)[1:] for name in ("kind", "subject", "start_s", "end_s", "crew")}
    assert "package-scheduled" in rules(replace(pod_plan, packages=replace(columns, **kept)))
    twice = {name: np.concatenate([getattr(columns, name), getattr(columns, name)[:1]]) for name in kept}
    assert "package-once" in rules(replace(pod_plan, packages=replace(columns, **twice)))
    unused = next(
        i for i, rack in enumerate(pod_plan.project.site.racks) if not any(d.rack == rack.id for d in pod_plan.devices)
    )
    assert "package-known" in rules(broken(pod_plan, "packages", "subject", package(pod_plan, "open"), unused))
    assert "crew-exists" in rules(broken(pod_plan, "packages", "crew", 0, 99))


def test_an_install_time_that_is_not_the_last_package(pod_plan: Plan) -> None:
    summary = replace(pod_plan.summary, install_time_s=pod_plan.summary.install_time_s - 1)
    assert "install-time" in rules(replace(pod_plan, summary=summary))


def test_a_deadline_that_passes(pod_plan: Plan) -> None:
    request = replace(pod_plan.project.request, racks_ready=datetime(2027, 1, 11), deadline=datetime(2027, 1, 11, 7))
    finding = finding_of(replace(pod_plan, project=replace(pod_plan.project, request=request)), "deadline")
    assert finding.allowed == "2027-01-11 07:00"


def test_kinds_are_known_by_number() -> None:
    """The numbers stand in plan files: they must not change."""
    assert [(form.word, int(form)) for form in PullForm] == [("trunk", 0), ("bundle", 1), ("single", 2), ("patch", 3)]
    words = ["open", "optics", "pull", "land_a", "land_b", "test"]
    assert [(kind.word, int(kind)) for kind in PackageKind] == list(zip(words, range(6), strict=True))


def test_claims_that_nothing_supports(pod_plan: Plan) -> None:
    wrong = replace(pod_plan, summary=replace(pod_plan.summary, place_bound_s=1))
    assert rules(wrong) == {"place-bound"}
    routes = (replace(pod_plan.routes[0], spans=("nowhere", *pod_plan.routes[0].spans[1:])), *pod_plan.routes[1:])
    assert [finding.rule for finding in audit_plan(replace(pod_plan, routes=routes))] == ["route-spans"]


def test_a_cost_that_is_not_that_of_the_lots(pod_plan: Plan) -> None:
    cheap = replace(pod_plan, summary=replace(pod_plan.summary, cost_cents=1))
    assert finding_of(cheap, "cost").found == "0.01 USD claimed"
