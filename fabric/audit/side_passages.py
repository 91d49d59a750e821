"""Cables through the sides of racks, judged anew: racks touch, the opening is in both, and no cable goes further."""

from collections.abc import Iterator

from fabric.audit.pathways import drop_label
from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.plan import Plan
from layouts import Drop, Rack, Route

Frame = tuple[int, int, int, int]
"""Lower and upper edge of an opening, and its ends along the depth, in millimetres of the site frame."""


class SideView:
    """The routes that lead through sides of racks, with their drops."""

    def __init__(self, plan: Plan):
        site = plan.project.site
        self.racks = {rack.id: rack for rack in site.racks}
        drops = {drop_label(drop): drop for drop in site.drops}
        self.routes: list[tuple[Route, list[Drop]]] = []
        """Each route with one drop through a side at least, and the drops at its ends."""
        for route in plan.routes:
            ends = [drops[name] for name in (route.pathways[0], route.pathways[-1]) if name in drops]
            if any(drop.entry == "side" or drop.opening or not drop.pathway for drop in ends):
                self.routes.append((route, ends))


@rule("side-passage")
def check_side_passage(view: SideView) -> Iterator[Violation]:
    """A cable through the side of a rack passes one opening, which is in the sides of both racks, and these touch."""
    for route, ends in view.routes:
        found = _find_fault(view, route, ends)
        if found:
            yield Violation(
                object=f"route {route.a_rack} - {route.b_rack}",
                found=found,
                allowed="one opening in the sides of two racks that touch",
                remedy="Lead the cables over a pathway, or correct the side passage",
            )


def _find_fault(view: SideView, route: Route, ends: list[Drop]) -> str:
    """The fault of a route through the side of a rack; empty where there is none."""
    if len(ends) != 2 or len(route.pathways) != 2:
        return "more than one opening"
    frames: list[Frame] = []
    for drop, other in (ends, ends[::-1]):
        opening = drop.opening
        if opening is None or drop.entry != "side" or drop.pathway or drop.length_mm:
            return f"{drop_label(drop)} is no way through a side"
        if opening.to_rack != other.rack:
            return f"{drop_label(drop)} leads into {opening.to_rack}"
        frames.append((opening.low_mm, opening.high_mm, opening.near_mm, opening.far_mm))
    racks = [view.racks[drop.rack] for drop in ends if drop.rack in view.racks]
    if frames[0] != frames[1]:
        return f"openings {list(frames[0])} and {list(frames[1])}"
    if len(racks) < 2 or not _touch(*racks):
        return "racks that do not touch side by side"
    return "" if all(_holds(rack, frames[0]) for rack in racks) else f"opening {list(frames[0])} beside a rack"


def _span(rack: Rack, is_along_row: bool) -> tuple[int, int]:
    """Both ends of a rack along its row, or along its depth."""
    low = rack.x_mm if (rack.front in ("north", "south")) == is_along_row else rack.y_mm
    return low, low + (rack.type.width_mm if is_along_row else rack.type.depth_mm)


def _touch(one: Rack, other: Rack) -> bool:
    """Whether two racks of one room and direction stand side by side without a gap."""
    alike = (one.room, one.front, one.z_mm) == (other.room, other.front, other.z_mm)
    (a, b), (c, d) = _span(one, True), _span(other, True)
    return alike and (b == c or d == a)


def _holds(rack: Rack, frame: Frame) -> bool:
    """Whether an opening is in the side of a rack: below its top, between its front and its rear."""
    low, high, near, far = frame
    begin, end = _span(rack, False)
    return rack.z_mm <= low < high <= rack.z_mm + rack.type.height_mm and begin <= near < far <= end


SIDE_RULES = RuleGroup(views=lambda plan: [SideView(plan)], rules=(check_side_passage,))
