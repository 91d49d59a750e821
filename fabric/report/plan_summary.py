"""The facts of a plan, of a size and of a list of designs as plain values: what `--json` prints."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from fabric.audit import Finding
from fabric.plan import Plan
from fabric.project import Project
from fabric.report.explanation import BINDS
from fabric.topology import FabricSize
from fabric.work import phases_ready_s, su_ready_s
from layouts import InputError


def fault_facts(error: InputError) -> dict[str, Any]:
    """The faults of a project's files."""
    keys = ("file", "line", "key", "message", "remedy")
    return {"status": "faulty", "faults": [{key: getattr(fault, key) for key in keys} for fault in error.faults]}


def project_facts(project: Project, notes: Sequence[str] = ()) -> dict[str, Any]:
    """What a sound project counts, and the notes on its files and on the catalogue."""
    return {"status": "sound", "faults": [], "notes": [*notes, *project.catalog.notes], **_project_counts(project)}


def project_lines(project: Project, name: str) -> Iterator[str]:
    """The same for people."""
    for note in project.catalog.notes:
        yield f"note: {note}"
    words = (f"{what.replace('_', ' ')} {count}" for what, count in _project_counts(project).items())
    yield f"{name} is sound: {', '.join(words)}"


def _project_counts(project: Project) -> dict[str, int]:
    site = project.site
    return {
        "rooms": len(site.rooms),
        "rows": len(site.rows),
        "racks": len(site.racks),
        "pathways": len(site.pathways),
        "devices": len(project.devices),
        "cables_existing": len(project.cables),
        "lots": len(project.inventory.lots),
        "networks": len(project.request.networks),
        "technicians": project.crew.technicians,
    }


def plan_facts(plan: Plan, runtime_s: float | None = None) -> dict[str, Any]:
    """The summary of a plan, defined in docs/maths.md, section 1. Hours are working hours, metres as ordered and
    as needed.
    """
    summary = plan.summary
    known = {device.id for device in plan.project.devices}
    tiers = Counter(device.role for device in plan.devices if device.role in ("leaf", "spine", "core"))
    kinds = [plan.kinds[index] for index in plan.assemblies.kind.tolist()]
    trunk_links = sum(kinds[assembly].form == "trunk" for assembly in plan.segments.assembly.tolist())
    return {
        "status": "planned",
        "install_time_h": round(summary.install_time_s / 3600, 3),
        "bound_h": round(summary.bound_s / 3600, 3),
        "gap_pct": summary.gap_pct,
        "bound_binds": summary.bound_binds,
        "plan_binds": summary.plan_binds,
        "person_hours": round(summary.work_ms / 3_600_000, 3),
        "work_bound_h": round(summary.work_bound_ms / 3_600_000, 3),
        "work_gap_pct": summary.work_gap_pct,
        "decided_gap_pct": summary.decided_gap_pct,
        "unavoidable_h": round(summary.unavoidable_ms / 3_600_000, 3),
        "place_bound_h": round(summary.place_bound_s / 3600, 3),
        "objective": plan.project.request.objective,
        "units_ready_h": {su: round(end / 3600, 3) for su, end in su_ready_s(plan).items()},
        "phases_ready_h": [round(end / 3600, 3) for end in phases_ready_s(plan)],
        "cost": round(summary.cost_cents / 100, 2),
        "cost_currency": "USD",
        "design": plan.design,
        "designs": _designs(plan),
        "cheaper": _cheaper(plan),
        "links_by_network": _links_by_network(plan),
        "links": len(plan.links),
        "links_by_stage": _links_by_stage(plan),
        "switches": {tier: tiers.get(tier, 0) for tier in ("leaf", "spine", "core")},
        "new_switches": sum(device.id not in known for device in plan.devices),
        "transceivers": len(plan.optics.device),
        "trunks": sum(kind.form == "trunk" for kind in kinds),
        "jumpers": sum(kind.form != "trunk" for kind in kinds),
        "custom_kinds": sum(kind.custom for kind in plan.kinds),
        "connectors": len(plan.links) + sum(1 if kind.form != "trunk" else 0 for kind in kinds) + trunk_links,
        "distinct_lengths": len({(kind.model, kind.body_mm, kind.a_legs_mm, kind.b_legs_mm) for kind in plan.kinds}),
        "cables_by_length": _by_length(plan),
        "cable_m": round(sum(kind.overall_mm for kind in kinds) / 1000, 3),
        "link_m": round(_link_mm(plan) / 1000, 3),
        "pulls": len(plan.pulls.form),
        "technicians": plan.project.crew.technicians,
        "crews": plan.project.crew.crews,
        "assumed": list(plan.assumptions),
        "unchecked": list(plan.unchecked),
        **({} if runtime_s is None else {"runtime_s": round(runtime_s, 2)}),
    }


def _links_by_network(plan: Plan) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for number, stage in enumerate(plan.stages):
        counts[stage.network] += int((plan.links.stage == number).sum())
    return dict(counts)


def _links_by_stage(plan: Plan) -> dict[str, int]:
    """Links per stage, all networks together; the three tiers always, the others where there are any."""
    counts: Counter[str] = Counter({"node_leaf": 0, "leaf_spine": 0, "spine_core": 0})
    for number, stage in enumerate(plan.stages):
        counts[stage.name.replace("-", "_")] += int((plan.links.stage == number).sum())
    return dict(counts)


def _by_length(plan: Plan) -> dict[str, int]:
    """Pieces per kind."""
    counts = Counter(plan.assemblies.kind.tolist())
    return {plan.kinds[index].id: counts[index] for index in range(len(plan.kinds))}


def _link_mm(plan: Plan) -> int:
    """Sum over links of the length of the cable or leg path that realises each, as ordered."""
    total = 0
    for assembly, leg in zip(plan.segments.assembly.tolist(), plan.segments.leg.tolist(), strict=True):
        kind = plan.kinds[int(plan.assemblies.kind[assembly])]
        legs = kind.a_legs_mm[leg] + kind.b_legs_mm[leg] if kind.a_legs_mm else 0
        total += kind.body_mm + legs
    return total


def size_facts(size: FabricSize) -> dict[str, Any]:
    """Counts of a fabric: switches per tier, links per stage."""
    return {
        "topology": size.family,
        "tiers": size.tiers,
        "planes": size.planes,
        "scalable_units": size.sections,
        "pods": size.pods,
        "leaf": size.leaf,
        "spine": size.spine,
        "core": size.core,
        "switches": size.switches,
        "node_leaf": size.node_leaf,
        "leaf_spine": size.leaf_spine,
        "spine_core": size.spine_core,
        "local": size.local_links,
        "global": size.global_links,
        "links_between_switches": size.links_between_switches,
        "ufm_links": size.extra_links,
        "ufm_switch_ports": size.extra_ports,
        "compute_plus_ufm": size.node_leaf + size.extra_links,
        "downlinks_per_leaf": size.downlinks,
        "uplinks_per_leaf": size.uplinks,
        "downlinks_per_uplink": round(size.downlinks / size.uplinks, 3) if size.uplinks else 0.0,
        **size.details,
    }


def finding_facts(findings: list[Finding]) -> dict[str, Any]:
    """The verdict of the judge."""
    errors = sum(finding.severity == "error" for finding in findings)
    keys = ("severity", "rule", "object", "found", "allowed", "remedy")
    return {
        "status": "faulty" if errors else "sound",
        "errors": errors,
        "warnings": len(findings) - errors,
        "findings": [{key: getattr(finding, key) for key in keys} for finding in findings],
    }


def design_lines(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The chosen design of each network, and what would have been cheaper."""
    for row in facts["designs"]:
        switches = ", ".join(f"{count} {tier}" for tier, count in row["switches"].items() if count)
        what = f"{row['design']}: {switches}, {row['links']:,} links"
        yield ("design", f"{row['network']}: {what}" if len(facts["designs"]) > 1 else what)
    if facts["cheaper"]:
        yield ("cheaper", facts["cheaper"])


def _designs(plan: Plan) -> list[dict[str, Any]]:
    """Design, switches by tier and links of each network."""
    rows = []
    links = _links_by_network(plan)
    stage_network = np.array([stage.network for stage in plan.stages])[plan.links.stage]
    owned: dict[int, str] = {}
    for network in plan.project.request.networks:
        mine = stage_network == network.id
        for device in np.unique(np.concatenate((plan.links.a_device[mine], plan.links.b_device[mine]))).tolist():
            if plan.devices[device].role in ("leaf", "spine", "core"):
                owned.setdefault(device, network.id)
    for network, design in zip(plan.project.request.networks, plan.designs, strict=True):
        tiers = Counter(plan.devices[device].role for device, owner in owned.items() if owner == network.id)
        rows.append(
            {
                "network": network.id,
                "design": design,
                "switches": {tier: tiers.get(tier, 0) for tier in ("leaf", "spine", "core")},
                "links": links.get(network.id, 0),
            }
        )
    return rows


def _cheaper(plan: Plan) -> str:
    """The cheapest design that was carried through and costs less than the chosen one, with its price in time."""
    costs = [trial for trial in plan.trials if trial.cost_cents is not None and trial.reason != "chosen"]
    least = min(costs, key=lambda trial: trial.cost_cents or 0, default=None)
    if least is None:
        return ""
    saved = least.reason.rpartition(" person-hours, ")[2]
    return f"{least.design}: {least.reason}" if saved.startswith("-") else ""


def summary_lines(facts: dict[str, Any]) -> Iterator[str]:
    """The summary of a plan for people, from its facts."""
    crews = f"{facts['crews']} {'crew' if facts['crews'] == 1 else 'crews'}"
    lines = (
        (
            "install time",
            f"{facts['install_time_h']:.2f} h in shifts ({facts['technicians']} technicians in {crews})",
        ),
        ("bound", f"{facts['bound_h']:.2f} h for every plan that meets the request; gap {facts['gap_pct']:.1f} %"),
        (
            "what binds",
            f"bound: {facts['bound_binds']}; these places: {BINDS[facts['plan_binds']]}, "
            f"{facts['place_bound_h']:.2f} h at least",
        ),
        (
            "person-hours",
            f"{facts['person_hours']:.1f} (at least {facts['work_bound_h']:.1f}, gap {facts['work_gap_pct']:.1f} %; "
            f"{facts['unavoidable_h']:.1f} unavoidable)",
        ),
        *(
            [("objective", f"{facts['objective']}: the gap of the install time is not what was made least")]
            if facts["objective"] != "install-time"
            else []
        ),
        *_unit_lines(facts["units_ready_h"]),
        *(
            ("phase ready", f"phase {number} after {ready:.2f} h")
            for number, ready in enumerate(facts["phases_ready_h"], start=1)
        ),
        *design_lines(facts),
        (
            "links",
            f"{facts['links']:,} on {facts['trunks']:,} trunks and {facts['jumpers']:,} single cables, "
            f"{facts['pulls']:,} pulls",
        ),
        (
            "ordered",
            f"{facts['cable_m']:,.0f} m of cable, {facts['custom_kinds']} custom kinds, "
            f"{facts['distinct_lengths']} distinct lengths",
        ),
        ("material", f"{facts['cost']:,.0f} {facts['cost_currency']} (assumed prices where the inventory states none)"),
        (
            "assumed",
            f"{len(facts['assumed'])} groups of figures, {len(facts['unchecked'])} rules unchecked: see "
            "fabric-planner explain",
        ),
    )
    for key, value in lines:
        yield f"{key:>14}  {value}"


def _unit_lines(ready_h: dict[int, float]) -> Iterator[tuple[str, str]]:
    """When the first and the last of several scalable units are ready."""
    if len(ready_h) > 1:
        first, last = (pick(ready_h, key=lambda su: (ready_h[su], su)) for pick in (min, max))
        yield (
            "units ready",
            f"the first of {len(ready_h)} (SU {first}) after {ready_h[first]:.2f} h, the last (SU {last}) after "
            f"{ready_h[last]:.2f} h",
        )


SIZE_WORDS = {
    "leaf": "leaf switches",
    "spine": "spine switches",
    "core": "core switches",
    "node_leaf": "node-leaf links",
    "leaf_spine": "leaf-spine links",
    "spine_core": "spine-core links",
    "local": "links inside groups",
    "global": "links between groups",
    "ufm_links": "UFM links",
    "ufm_switch_ports": "switch ports of UFM (one splitter each)",
    "compute_plus_ufm": "node-leaf and UFM links",
}


def size_lines(facts: dict[str, Any]) -> Iterator[str]:
    """The counts of a fabric for people, from its facts; zeros are left out."""
    for key, value in facts.items():
        if value:
            text = f"{value:,}" if isinstance(value, int) else value
            yield f"{text:>14}  {SIZE_WORDS.get(key, key.replace('_', ' '))}"
