"""Why the switches stand in their racks, and why cables lie in trunks: figures beside those of the next best choice."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from fabric.plan import Plan
from fabric.project import PARKING, Device, land_jumpers, land_trunk, stage_and_pull_jumper, stage_and_pull_trunk
from fabric.rules import ROOM, CandidateRacks, list_candidate_racks, occupy
from fabric.topology import TIERS
from layouts import UNREACHED, LongColumn, RouteFinder

SHOWN = 12
"""Racks that are printed; further ones are counted."""
PLURALS = {"leaf": "leaves"}
"""Tiers whose plural does not end in s alone."""


def rack_facts(plan: Plan) -> list[dict[str, Any]]:
    """For each rack into which the planner put switches, the average distance over pathways to the far ends of their
    links, and that from the best other rack that has room for all of them. Links inside the rack are left out.
    """
    listed = {device.id for device in plan.project.devices} - set(plan.placed)
    blocks: dict[str, list[Device]] = defaultdict(list)
    for device in plan.devices:
        if device.role in TIERS and device.id not in listed and device.rack:
            blocks[device.rack].append(device)
    if not blocks:
        return []
    project, types = replace(plan.project, devices=plan.devices), plan.project.catalog.device_types
    models = sorted({device.model for found in blocks.values() for device in found})
    face = next(iter(blocks.values()))[0].face
    finder = RouteFinder(plan.project.site, "", 0)
    racks = list_candidate_racks(project, finder, [types[m] for m in models], face, set(blocks), occupy(project))
    far = _far_racks(plan, {device.id for found in blocks.values() for device in found})
    return [_rack_fact(rack, found, far[rack], racks) for rack, found in sorted(blocks.items())]


def _far_racks(plan: Plan, switches: set[str]) -> dict[str, LongColumn]:
    """For each rack, the number of links of its switches to each other rack, by number."""
    number, count = plan.project.site.rack_number, len(plan.project.site.racks)
    rack_of = [device.rack or "" for device in plan.devices]
    found: dict[str, LongColumn] = defaultdict(lambda: np.zeros(count, np.int64))
    pairs = Counter(zip(plan.links.a_device.tolist(), plan.links.b_device.tolist(), strict=True))
    for (a, b), links in pairs.items():
        here, there = rack_of[a], rack_of[b]
        if here != there:
            for device, own, far in ((a, here, there), (b, there, here)):
                if plan.devices[device].id in switches:
                    found[own][number[far]] += links
    return found


def _rack_fact(rack: str, switches: list[Device], far: LongColumn, racks: CandidateRacks) -> dict[str, Any]:
    """The facts of one rack."""
    needed = Counter(device.model for device in switches)
    share = sum(count * (ROOM / np.maximum(1, racks.fits[model])) for model, count in needed.items())
    roomy = np.all([racks.fits[model] > 0 for model in needed], axis=0) & (np.asarray(share) <= racks.capacity)
    links = int(far.sum())
    ways = np.where(racks.walk_mm < UNREACHED, racks.walk_mm, np.inf)[:, far > 0] @ far[far > 0] / max(1, links)
    here = racks.candidate_of(racks.rack_ids.index(rack))
    roomy[here] = False
    best = int(np.argmin(np.where(roomy, ways, np.inf))) if roomy.any() else None
    tiers = Counter(device.role for device in switches)
    return {
        "rack": rack,
        "switches": {tier: tiers[tier] for tier in TIERS if tiers[tier]},
        "links_out": links,
        "way_m": round(float(ways[here]) / 1000, 1),
        "other_rack": None if best is None else racks.rack_ids[int(racks.candidates[best])],
        "other_way_m": None if best is None or np.isinf(ways[best]) else round(float(ways[best]) / 1000, 1),
    }


def trunk_facts(plan: Plan) -> list[dict[str, Any]]:
    """For each model of trunk, the person-minutes of laying and landing one link, beside those of a single cable."""
    labour = plan.project.labour
    per_assembly = np.bincount(plan.segments.assembly, minlength=len(plan.assemblies.kind)).tolist()
    pieces: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, links in zip(plan.assemblies.kind.tolist(), per_assembly, strict=True):
        kind = plan.kinds[number]
        if kind.form == "trunk":
            pieces[kind.model].append((links, kind.overall_mm))
    found = []
    for model, laid in sorted(pieces.items(), key=lambda item: -len(item[1])):
        links, legs = sum(count for count, _ in laid), plan.project.catalog.trunks[model].legs
        counted = legs if PARKING in labour.rates else 0
        trunk_ms = sum(
            labour.person_ms(stage_and_pull_trunk(length))
            + 2 * labour.person_ms(land_trunk(count, max(0, counted - count)))
            for count, length in laid
        )
        single_ms = sum(
            count * (labour.person_ms(stage_and_pull_jumper(length)) + 2 * labour.person_ms(land_jumpers(1)))
            for count, length in laid
        )
        found.append(
            {
                "model": model,
                "legs": legs,
                "pieces": len(laid),
                "links": links,
                "person_minutes_a_link": round(trunk_ms / links / 60_000, 1),
                "single_cable_person_minutes": round(single_ms / links / 60_000, 1),
            }
        )
    return found


def count_switches(tier: str, count: int) -> str:
    """A number of switches of a tier: 1 leaf, 2 leaves."""
    return f"{count:,} {tier if count == 1 else PLURALS.get(tier, f'{tier}s')}"


def choice_lines(racks: list[dict[str, Any]], trunks: list[dict[str, Any]]) -> Iterator[str]:
    """The same for people."""
    if racks:
        yield "Racks of the switches, average length over pathways to the far ends of their links (best other rack):"
    for one in racks[:SHOWN]:
        switches = " and ".join(count_switches(tier, count) for tier, count in one["switches"].items())
        other = "no other has room"
        if one["other_way_m"] is not None:
            other = f"{one['other_rack']} {one['other_way_m']:.1f} m"
        yield f"  {one['way_m']:8.1f} m  {one['rack']}: {switches}, {one['links_out']:,} links ({other})"
    if len(racks) > SHOWN:
        yield f"  and {len(racks) - SHOWN} more: --json lists them"
    if trunks:
        yield "Trunks, person-minutes of laying and landing a link (single cable of the same length):"
    for one in trunks:
        pieces = f"{one['pieces']:,} of {one['legs']} legs for {one['links']:,} links"
        yield (
            f"  {one['person_minutes_a_link']:8.1f} min  {one['model']}: {pieces} "
            f"({one['single_cable_person_minutes']:.1f} min)"
        )
