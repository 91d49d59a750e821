"""The lanes of trunks between panels that a plan takes, trunk by trunk."""

from collections import Counter
from typing import Any

from fabric.plan import PanelPort, Plan, list_lanes


def lane_facts(plan: Plan) -> dict[str, Any]:
    """Links over panels, and for each trunk its lanes: of the plan, in use before, free after. Empty without trunks."""
    trunks = plan.project.panel_trunks
    if not trunks:
        return {}
    lanes = list_lanes(plan.project)
    taken = Counter(lanes[PanelPort(joint.panel, joint.port)].trunk for joint in plan.joints if joint.end == 1)
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
