"""The answer of `designs`: counts and metrics of each candidate, as plain values and for people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from fabric.designs import Candidate, Design, list_candidates
from fabric.optimize import RouteFinders, no_decisions, prepare_task
from fabric.plan import draw_lots, list_unpriced
from fabric.project import Project
from fabric.report.choices import count_switches
from fabric.topology import measure

BTU_PER_WH = 3.412
"""British thermal units of heat in a watt-hour: all power becomes heat."""


def all_design_facts(project: Project) -> list[dict[str, Any]]:
    """The candidates of every network, each beside the first buildable design of those before it."""
    rows: list[dict[str, Any]] = []
    earlier: list[Design] = []
    for network in project.request.networks:
        candidates = list_candidates(project, network, earlier)
        found = design_facts(project, network.id, candidates)
        if network.variants and not earlier and all(device.rack for device in project.devices):
            add_bounds(project, candidates, found)
        rows += found
        earlier.append(next(candidate.design for candidate in candidates if candidate.design))
    return rows


def add_bounds(project: Project, candidates: Sequence[Candidate], rows: Sequence[dict[str, Any]]) -> None:
    """The least install time of each candidate, `bound_h`: what a family takes at least where it is left open."""
    finders, decisions = RouteFinders(project.site), no_decisions(project)
    for candidate, row in zip(candidates, rows, strict=True):
        if candidate.design is not None:
            bound = prepare_task(project, candidate.design, decisions, finders).bound
            row["bound_h"] = round(bound.time_s / 3600, 3)


def design_lines(facts: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The candidates for people: the hardware and the metrics of each."""
    several = len({row["network"] for row in facts}) > 1
    for row in facts:
        label = f"{row['network']}: {row['design']}" if several else row["design"]
        if not row["buildable"]:
            yield f"{label}: dropped: {row['reason']}"
            continue
        counts = ", ".join(count_switches(tier, count) for tier, count in row["switches"].items() if count)
        ratio = row["downlinks_per_uplink"]
        over = "" if ratio is None else f", {ratio:g} : 1 down to up"
        least = f", install time at least {row['bound_h']:.2f} h" if "bound_h" in row else ""
        yield f"{label}: {counts}, {row['links']:,} links{over}{least}"
        optics = sum(row["transceivers"].values())
        yield (
            f"    {row['single_cables']:,} cables if single, {row['cages']:,} cages, {optics:,} transceivers, "
            f"{row['connectors']:,} connectors; {row['power_w'] / 1000:,.1f} kW, {row['rack_units']:g} U, "
            f"{row['cost_usd_switches_and_optics']:,.0f} USD for switches and optics"
            f"{without_text(row)}"
        )
        metrics = row["metrics"]
        if not metrics["diameter_hops"]:
            yield "    no links between its switches"
            continue
        cut = "" if metrics["bisection_exact"] else " at most, by search"
        mean = " sampled" if metrics["hops_sampled"] else ""
        left = metrics["left_after_any_switch_pct"]
        ports = metrics["ports_left_after_any_leaf_pct"]
        yield (
            f"    diameter {metrics['diameter_hops']} hops, mean {metrics['mean_hops']:g}{mean}; bisection "
            f"{metrics['bisection_links']:,} links{cut}; left after any switch "
            f"{'-' if left is None else f'{left:g} %'} of a leaf's uplinks, "
            f"{'-' if ports is None else f'{ports:g} %'} of a device's ports"
        )


def design_facts(project: Project, network: str, candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    """Every candidate of a network with its counts and its metrics, or the reason why it cannot be built.

    Candidates of one fabric in several media share its metrics.
    """
    metrics: dict[str, dict[str, Any]] = {}
    rows = []
    for candidate in candidates:
        row: dict[str, Any] = {
            "network": network,
            "design": candidate.name,
            "buildable": candidate.design is not None,
            "reason": candidate.reason,
        }
        design = candidate.design
        if design is not None:
            row |= count_facts(project, design)
            key = design.shape_name
            if key not in metrics:
                metrics[key] = metric_facts(design)
            row["metrics"] = metrics[key]
        rows.append(row)
    return rows


def count_facts(project: Project, design: Design) -> dict[str, Any]:
    """Links, cables, cages, transceivers and connectors, each counted apart; hardware by tier and model."""
    fabric, cages = design.fabric, design.cages
    stages: Counter[str] = Counter()
    cables: Counter[str] = Counter()
    for number, stage in enumerate(design.stages):
        count = int((fabric.links.stage == number).sum())
        stages[stage.stage.name.replace("-", "_")] += count
        parts = stage.medium.cables or stage.medium.trunks
        what = f"{parts[0].model} {stage.a_group.model}-{stage.b_group.model} {stage.stage.name}"
        cables[what] += count if stage.medium.legs == 1 else -(-count // stage.medium.legs)
    types = project.catalog.device_types
    by_tier: dict[str, Counter[str]] = {}
    for switch, model in zip(fabric.switches, design.models, strict=True):
        by_tier.setdefault(switch.tier, Counter())[model] += 1
    models = Counter(design.models)
    power_w = sum(types[model].power_w * count for model, count in models.items())
    counts = models + cages.optics
    prices = {model: types[model].price_cents for model in models}
    prices |= {model: project.catalog.optics[model].price_cents for model in cages.optics}
    parts_cents = sum(
        taken * cents
        for model, count in counts.items()
        for _, taken, cents in draw_lots(project, model, count, prices[model])
    )
    down = fabric.links.a_device[[design.stages[s].stage.name == "node-leaf" for s in fabric.links.stage.tolist()]]
    return {
        "model": design.model,
        "hosts": len(set(down.tolist())),
        "switches": {tier: fabric.count(tier) for tier in ("leaf", "spine", "core")},
        "switches_by_model": {tier: dict(count) for tier, count in by_tier.items()},
        "downlinks_per_uplink": _ratio(design),
        "links": len(fabric.links),
        "links_by_stage": dict(stages),
        "cages": len(cages.device),
        "cages_on_switches": int((cages.device >= len(fabric.hosts)).sum()),
        "transceivers": dict(sorted(cages.optics.items())),
        "transceivers_on_switches": int(((cages.device >= len(fabric.hosts)) & (cages.optic >= 0)).sum()),
        "connectors": cages.connectors,
        "single_cables": cages.cables,
        "cables": dict(cables),
        "media": [str(medium) for medium in dict.fromkeys(design.media)],
        "power_w": power_w,
        "heat_btu_per_h": round(power_w * BTU_PER_WH),
        "rack_units": sum(types[model].half_ru * count for model, count in models.items()) / 2,
        "cost_usd_switches_and_optics": round(parts_cents / 100, 2),
        "without_price": list_unpriced(project, counts),
    }


def without_text(facts: dict[str, Any]) -> str:
    """The models that a cost leaves out for want of a price, in words; '' where there are none."""
    missing = facts["without_price"]
    return f" without {' and '.join(missing)}, for which no price is stated" if missing else ""


def _ratio(design: Design) -> float | None:
    """Bandwidth to devices over bandwidth to other switches, of the leaf where it is highest; None without uplinks."""
    fabric = design.fabric
    first, links = len(fabric.hosts), fabric.links
    speed = np.array([stage.stage.speed_gbps for stage in design.stages])[links.stage]
    names = np.array([stage.stage.name for stage in design.stages])[links.stage]
    size = first + len(fabric.switches)
    down = np.bincount(links.b_device, speed * (names == "node-leaf"), size)
    rising = np.isin(names, ("leaf-spine", "local", "global"))
    up = np.bincount(links.a_device, speed * rising, size)
    up += np.bincount(links.b_device, speed * np.isin(names, ("local", "global")), size)
    leaf = (down > 0) & (up > 0)
    return round(float((down[leaf] / up[leaf]).max()), 3) if leaf.any() else None


def metric_facts(design: Design) -> dict[str, Any]:
    """The figures of fabric.topology.metrics: hops, bisection, ports left after a failure."""
    found = measure(design.stage_numbered, design.exact_bisection)
    return {
        "diameter_hops": found.diameter_hops,
        "mean_hops": found.mean_hops,
        "hops_sampled": found.is_sampled,
        "reachable_pct": found.reachable_pct,
        "bisection_links": found.bisection_links,
        "bisection_exact": found.bisection_is_exact,
        "left_after_any_switch_pct": found.left_after_switch_pct,
        "left_after_any_bundle_pct": found.left_after_bundle_pct,
        "ports_left_after_any_leaf_pct": found.host_left_pct,
    }
