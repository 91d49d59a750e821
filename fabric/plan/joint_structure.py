"""Whether the ends of cords at panels point to ports that exist: rules of `structure`."""

from collections.abc import Iterator

from fabric.plan.plan import Plan


def find_wrong_joints(plan: Plan) -> Iterator[str]:
    """A joint names an end of a segment, and a port that its panel has."""
    segments, panels = len(plan.segments.link), plan.project.panels
    for joint in plan.joints:
        if not 0 <= joint.segment < segments or joint.end not in (0, 1):
            yield f"joints: there is no end {joint.end} of segment {joint.segment}"
        elif not 0 <= joint.panel < len(panels):
            yield f"joints: there is no panel number {joint.panel}"
        elif not 1 <= joint.port <= panels[joint.panel].ports:
            yield f"joints: panel {panels[joint.panel].id} has no port {joint.port}"


def find_lost_panels(plan: Plan) -> Iterator[str]:
    """A trunk between panels names panels of the project, and ports that they have."""
    panels = {panel.id: panel for panel in plan.project.panels}
    for trunk in plan.project.panel_trunks:
        for name, first in ((trunk.a_panel, trunk.a_first), (trunk.b_panel, trunk.b_first)):
            if name not in panels:
                yield f"project.panel_trunks: {trunk.id} ends at '{name}', which is no panel"
            elif not 1 <= first <= first + trunk.lanes - 1 <= panels[name].ports:
                yield f"project.panel_trunks: {trunk.id} has ports that {name} lacks"
