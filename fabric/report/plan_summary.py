"""The answer of `plan`: the summary of a plan, as plain values and for people."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from fabric.plan import Plan, Trial, bound_scope, list_bought, list_unpriced
from fabric.report.choices import count_switches
from fabric.report.design_summary import without_text
from fabric.report.early_facts import early_facts, early_lines
from fabric.report.explanation import BINDS
from fabric.report.family_choice import family_facts, family_lines
from fabric.report.panel_lanes import lane_facts, lane_text, placed_facts, placed_text
from fabric.report.working_days import pace_facts
from fabric.work import phases_ready_s, su_ready_s

LEAST_SAVING_PPM = 1_000
"""Share of the cost, in millionths, that a cheaper design saves at least."""


def plan_facts(plan: Plan, runtime_s: float | None = None) -> dict[str, Any]:
    """The summary of a plan, defined in docs/maths.md, section 1. Hours are working hours, metres as ordered and
    as needed. Practice is no part of it: `practice_facts` computes that.
    """
    summary = plan.summary
    known = {device.id for device in plan.project.devices}
    tiers = Counter(device.role for device in plan.devices if device.role in ("leaf", "spine", "core"))
    kinds = [plan.kinds[index] for index in plan.assemblies.kind.tolist()]
    return {
        "status": "planned",
        "install_time_h": round(summary.install_time_s / 3600, 3),
        "bound_h": round(summary.bound_s / 3600, 3),
        "gap_pct": summary.gap_pct,
        "bound_scope": bound_scope(plan.project, plan.placed),
        "bound_binds": summary.bound_binds,
        "plan_binds": summary.plan_binds,
        "person_hours": round(summary.work_ms / 3_600_000, 3),
        "work_bound_h": round(summary.work_bound_ms / 3_600_000, 3),
        "work_gap_pct": summary.work_gap_pct,
        "decided_gap_pct": summary.decided_gap_pct,
        "unavoidable_h": round(summary.unavoidable_ms / 3_600_000, 3),
        "place_bound_h": round(summary.place_bound_s / 3600, 3),
        "objective": plan.project.request.objective,
        **({"before_racks": found} if (found := early_facts(plan)) else {}),
        "pace": pace_facts(plan),
        "units_ready_h": {su: round(end / 3600, 3) for su, end in su_ready_s(plan).items()},
        "phases_ready_h": [round(end / 3600, 3) for end in phases_ready_s(plan)],
        "cost": round(summary.cost_cents / 100, 2),
        "cost_currency": "USD",
        "without_price": _list_unpriced(plan),
        "design": plan.design,
        "designs": _designs(plan),
        "families": family_facts(plan),
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
        "connectors": _count_plugs(plan),
        "distinct_lengths": len({(kind.model, kind.body_mm, kind.a_legs_mm, kind.b_legs_mm) for kind in plan.kinds}),
        "cables_by_length": _by_length(plan),
        "cable_m": round(sum(kind.overall_mm for kind in kinds) / 1000, 3),
        "link_m": round(_link_mm(plan) / 1000, 3),
        "pulls": len(plan.pulls.form),
        **({"over_panels": found} if (found := lane_facts(plan)) else {}),
        **({"placed_panels": placed} if (placed := placed_facts(plan)) else {}),
        "technicians": plan.project.crew.technicians,
        "crews": plan.project.crew.crews,
        **({"utilisation_pct": percent} if (percent := plan.project.crew.utilisation_pct) < 100 else {}),
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


def _count_plugs(plan: Plan) -> int:
    """Plugs of all pieces: a trunk has one for each link at both ends, a splitter one at its head, a straight cable
    one at each end.
    """
    kinds = [plan.kinds[index] for index in plan.assemblies.kind.tolist()]
    singles = sum(kind.form != "trunk" for kind in kinds)
    straight = sum(kind.is_straight for kind in kinds)
    carriers = [kinds[assembly] for assembly in plan.segments.assembly.tolist()]
    links = sum(2 if kind.form == "trunk" else 1 for kind in carriers if not kind.is_straight)
    return int(singles + straight + links)


def _link_mm(plan: Plan) -> int:
    """Sum over links of the length of the cable or leg path that realises each, as ordered."""
    total = 0
    for assembly, leg in zip(plan.segments.assembly.tolist(), plan.segments.leg.tolist(), strict=True):
        kind = plan.kinds[int(plan.assemblies.kind[assembly])]
        legs = kind.a_legs_mm[leg] + kind.b_legs_mm[leg] if kind.a_legs_mm else 0
        total += kind.body_mm + legs
    return total


def cost_text(facts: dict[str, Any]) -> str:
    """The cost of the material with its currency, and the models that it leaves out."""
    return f"{facts['cost']:,.0f} {facts['cost_currency']}{without_text(facts)}"


def _list_unpriced(plan: Plan) -> list[str]:
    """The models of bought devices and transceivers that have no price: the cost is without them."""
    counts = Counter(device.model for device in list_bought(plan.project, plan.devices))
    counts.update(plan.optic_models[index] for index in plan.optics.model.tolist())
    return list_unpriced(plan.project, counts)


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
    """The completed design that saves most against the chosen one of its network, with its price in time.

    A saving below `LEAST_SAVING_PPM` is no choice, and may be that of an earlier schedule of the chosen design.
    """
    chosen_cents = {
        _network_of(plan, trial): trial.cost_cents or 0 for trial in plan.trials if trial.reason == "chosen"
    }
    saved_cents: dict[Trial, int] = {}
    for trial in plan.trials:
        chosen = chosen_cents.get(_network_of(plan, trial), 0)
        if trial.cost_cents is not None and chosen - trial.cost_cents > chosen * LEAST_SAVING_PPM / 1_000_000:
            saved_cents[trial] = chosen - trial.cost_cents
    most = max(saved_cents, key=saved_cents.__getitem__, default=None)
    return f"{most.design}: {most.reason}" if most else ""


def _network_of(plan: Plan, trial: Trial) -> str:
    """The network of a trial, which begins its name where the plan has several."""
    networks = [network.id for network in plan.project.request.networks]
    return next((name for name in networks if trial.design.startswith(f"{name}: ")), "")


def summary_lines(facts: dict[str, Any]) -> Iterator[str]:
    """The summary of a plan for people, from its facts."""
    crews = f"{facts['crews']} {'crew' if facts['crews'] == 1 else 'crews'}"
    lines = (
        (
            "install time",
            f"{facts['install_time_h']:.2f} h in shifts ({facts['technicians']} technicians in {crews})",
        ),
        ("bound", f"{facts['bound_h']:.2f} h, gap {facts['gap_pct']:.1f} %: {facts['bound_scope']}"),
        (
            "what binds",
            f"bound: {facts['bound_binds']}; switches in these racks: {BINDS[facts['plan_binds']]}, "
            f"{facts['place_bound_h']:.2f} h at least",
        ),
        (
            "person-hours",
            f"{facts['person_hours']:.1f} (at least {facts['work_bound_h']:.1f}, gap {facts['work_gap_pct']:.1f} %; "
            f"{facts['unavoidable_h']:.1f} unavoidable)",
        ),
        *(
            [("objective", f"{facts['objective']}: minimised instead of the install time alone")]
            if facts["objective"] != "install-time"
            else []
        ),
        *_utilisation_lines(facts.get("utilisation_pct", 100)),
        *early_lines(facts.get("before_racks")),
        *_practice_lines(facts.get("practice")),
        *_pace_lines(facts["pace"]),
        *_unit_lines(facts["units_ready_h"]),
        *(
            ("phase ready", f"phase {number} after {ready:.2f} h")
            for number, ready in enumerate(facts["phases_ready_h"], start=1)
        ),
        *_design_lines(facts),
        (
            "links",
            f"{facts['links']:,} on {facts['trunks']:,} trunks and {facts['jumpers']:,} single cables, "
            f"{facts['pulls']:,} pulls",
        ),
        *([("panels", lane_text(facts["over_panels"]))] if "over_panels" in facts else []),
        *([("panels", placed_text(facts["placed_panels"]))] if "placed_panels" in facts else []),
        (
            "ordered",
            f"{facts['cable_m']:,.0f} m of cable, {facts['custom_kinds']} custom kinds, "
            f"{facts['distinct_lengths']} distinct lengths",
        ),
        ("material", f"{cost_text(facts)} (assumed prices where the inventory states none)"),
        (
            "assumed",
            f"{len(facts['assumed'])} groups of figures; {len(facts['unchecked'])} rules not checked: "
            "fabric-planner explain lists them",
        ),
    )
    for key, value in lines:
        yield f"{key:>14}  {value}"


def _utilisation_lines(percent: int) -> Iterator[tuple[str, str]]:
    """What all hours count, where crews are not at work on the acts all of their time."""
    if percent < 100:
        yield (
            "utilisation",
            f"{percent} %: all hours are paid time, of which crews are at work on the acts {percent} %",
        )


def _design_lines(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The chosen design of each network, and the cheapest design if it costs less."""
    for row in facts["designs"]:
        switches = ", ".join(count_switches(tier, count) for tier, count in row["switches"].items() if count)
        counts = ", ".join(filter(None, (switches, f"{row['links']:,} links")))
        what = f"{row['design']}: {counts}"
        yield ("design", f"{row['network']}: {what}" if len(facts["designs"]) > 1 else what)
    if facts["families"]:
        yield ("families", "; ".join(family_lines(facts["families"])))
    if facts["cheaper"]:
        yield ("cheaper", facts["cheaper"])


def _pace_lines(pace: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Links and racks a working day."""
    days = "1 working day" if pace["days"] == 1 else f"{pace['days']} working days"
    yield ("a day", f"{pace['links_a_day']:,} links tested and {pace['racks_a_day']:,g} racks finished; {days} in all")


def _unit_lines(ready_h: dict[int, float]) -> Iterator[tuple[str, str]]:
    """When the first and the last of several scalable units are ready."""
    if len(ready_h) > 1:
        first, last = (pick(ready_h, key=lambda su: (ready_h[su], su)) for pick in (min, max))
        yield (
            "units ready",
            f"the first of {len(ready_h)} (SU {first}) after {ready_h[first]:.2f} h, the last (SU {last}) after "
            f"{ready_h[last]:.2f} h",
        )


def _practice_lines(facts: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Practice on the same floor, where it was computed."""
    if not facts:
        return
    first, *others = facts["ways"]
    if first["install_time_h"] is None:
        yield ("practice", f"not compared: {first['refusal']}")
        return
    times = facts["times_ours"]
    beside = f"{times:.1f} times as long" if times >= 1 else "waiting left out, so it may take longer than this plan"
    hours = f"at least {first['install_time_h']:.1f} h, {beside}"
    slower = "".join(
        f" ({other['install_time_h']:.1f} h with {other['switches']})"
        for other in others
        if other["install_time_h"] is not None and other["install_time_h"] != first["install_time_h"]
    )
    media = "".join(f"; design with such cables: {design}" for design in first["other_designs"])
    yield ("practice", f"{hours}: {facts['cables']}; {first['switches']}{slower}{media}")
