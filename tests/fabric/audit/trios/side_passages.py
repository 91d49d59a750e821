"""Trio of fabric/audit/side_passages.py."""

from dataclasses import replace

from fabric.plan import Plan
from layouts import Drop, Opening
from tests.fabric.audit.small_plan import ROUTE, SMALL_PLAN, with_site
from tests.fabric.audit.trios.trio import Trio, trio

SITE = SMALL_PLAN.project.site


def through_side(x_mm: int, **changes: int) -> Plan:
    """Rack A02 with its left edge at `x_mm`; the cables to A01, which ends at 600, pass the side from 500 to 900 mm."""
    frame = {"low_mm": 500, "high_mm": 900, "near_mm": 0, "far_mm": 1_200} | changes
    drops: list[Drop] = []
    for here, there in (("A01", "A02"), ("A02", "A01")):
        side = replace(SITE.drops[0], rack=here, pathway="", entry="side", name=f"into {there}", length_mm=0)
        opening = Opening(to_rack=there, **frame)
        drops.append(replace(side, entry_mm=(600, 600), point_mm=(600, 600, 700), opening=opening))
    racks = (SITE.racks[0], replace(SITE.racks[1], x_mm=x_mm))
    names = tuple(f"drop:{drop.id}" for drop in drops)
    route = replace(ROUTE, points_mm=((600, 600, 700),), pathways=names, spans=names, length_mm=0)
    return replace(with_site(SMALL_PLAN, racks=racks, drops=tuple(drops)), routes=(route,))


@trio("side-passage")
def side_passage() -> Trio:
    """A01 ends at x = 600: A02 touches it at 600, and not at 601."""
    return Trio(
        rejects=through_side(601),
        next_door=through_side(600),
        object="route A01 - A02",
        found="racks that do not touch side by side",
        allowed="one opening in the sides of two racks that touch",
        remedy="Lead the cables over a pathway, or correct the side passage",
        alone=True,
    )
