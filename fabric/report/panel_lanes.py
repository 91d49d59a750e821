"""The links of a plan over panels: over lanes that lie already, trunk by trunk, and over panels that it places."""

from collections import Counter
from typing import Any

from fabric.plan import PanelPort, Plan, list_lanes


def lane_facts(plan: Plan) -> dict[str, Any]:
    """Links over lanes, and for each trunk its lanes: of the plan, in use before, free after. Empty without trunks."""
    trunks = plan.project.panel_trunks
    if not trunks:
        return {}
    lanes = list_lanes(plan.project)
    ports = (PanelPort(joint.panel, joint.port) for joint in plan.joints if joint.end == 1)
    taken = Counter(lanes[port].trunk for port in ports if port in lanes)
    return {
        "links": sum(taken.values()),
        "trunks": [
            {
                "trunk": trunk.id,
                "panels": [trunk.a_panel, trunk.b_panel],
                "lanes": trunk.lanes,
                "in_use_before": len(trunk.taken),
                "taken": taken[number],
                "free": trunk.lanes - len(trunk.taken) - taken[number],
            }
            for number, trunk in enumerate(trunks)
        ],
    }


def lane_text(facts: dict[str, Any]) -> str:
    """The same for people: 512 of 2,048 links over panels; 64 lanes stay free."""
    free = sum(trunk["free"] for trunk in facts["trunks"])
    return f"{facts['links']:,} links over panels; {free:,} {'lane stays' if free == 1 else 'lanes stay'} free"


def placed_facts(plan: Plan) -> dict[str, Any]:
    """Links over panels that the plan places, and these panels two by two. Empty where it places none."""
    panels = plan.project.panels
    placed = [(number, panel, panel.placed) for number, panel in enumerate(panels) if panel.placed]
    if not placed:
        return {}
    ports = Counter((joint.panel, joint.port) for joint in plan.joints)
    used = Counter(panel for panel, _ in ports)
    pairs = [
        {
            "panels": [panel.id, role.far],
            "model": role.model,
            "network": role.network,
            "stage": role.stage,
            "links": used[number],
        }
        for number, panel, role in placed
        if panel.id < role.far
    ]
    return {"links": sum(used[number] for number, _, _ in placed) // 2, "panels": len(placed), "pairs": pairs}


def placed_text(facts: dict[str, Any]) -> str:
    """The same for people: 32 links over 2 panels that the plan places."""
    return f"{facts['links']:,} links over {facts['panels']:,} panels that the plan places"
