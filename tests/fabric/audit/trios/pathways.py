"""Trios of fabric/audit/pathways.py.

The route carries the trunk (10 mm, pulling eye 30 mm) and the copper splitter (8 mm): 78.54 + 50.27 = 128.81 mm2 of
the 5,000 mm2 of tray T1.
"""

from dataclasses import replace

from fabric.plan import Plan
from tests.fabric.audit.small_plan import SMALL_PLAN, drop, with_pathway, with_route, with_site
from tests.fabric.audit.trios.trio import Trio, trio


def _bent(off_mm: int) -> Plan:
    """The middle of the route lies beside the tray."""
    return with_route(
        SMALL_PLAN, points_mm=((300, 1_200, 2_500), (1_500, 1_200 + off_mm, 2_500), (2_700, 1_200, 2_500))
    )


def _filled(existing_mm2: int) -> Plan:
    """Older cables in T1, and no warning before the limit of 50 %."""
    return with_site(with_pathway(SMALL_PLAN, existing_fill_mm2=existing_mm2), fill_warn_pct=50)


@trio("route-starts-at-drop")
def route_starts_at_drop() -> Trio:
    """The drop of A01 is 10 mm away from the first point of the route; next door the drop is longer, at the point."""
    away, here = drop("A01", 310), replace(drop("A01", 300), length_mm=900)
    return Trio(
        rejects=with_site(SMALL_PLAN, drops=(away, drop("A02", 2_700))),
        next_door=with_site(SMALL_PLAN, drops=(here, drop("A02", 2_700))),
        also=frozenset({"route-length"}),
        object="route A01 - A02",
        found="point [300, 1200, 2500]",
        allowed="a drop of rack A01",
        remedy="Route the cables from this drop",
    )


@trio("route-on-pathway")
def route_on_pathway() -> Trio:
    """Crossings are rounded: a point may be 2 mm beside its tray, not 3 mm. Both pieces end at that point."""
    return Trio(
        rejects=_bent(3),
        next_door=_bent(2),
        count=2,
        also=frozenset({"route-length"}),
        object="route A01 - A02",
        found="[1500, 1203, 2500] to [2700, 1200, 2500] is not on T1",
        allowed="a piece of the pathway",
        remedy="Route the cables along the pathway",
    )


@trio("pathway-media")
def pathway_media() -> Trio:
    """The splitter is copper, the trunk fiber."""
    return Trio(
        rejects=with_pathway(SMALL_PLAN, media=("fiber",)),
        next_door=with_pathway(SMALL_PLAN, media=("copper", "fiber")),
        object="T1",
        found="copper of route A01 - A02",
        allowed="fiber",
        remedy="Route the cables along another pathway",
    )


@trio("drop-media")
def drop_media() -> Trio:
    """Route 1 carries fiber and the copper splitter: the drop of A01 may not be for fiber alone; that of both may."""
    first, second = SMALL_PLAN.project.site.drops
    return Trio(
        rejects=with_site(SMALL_PLAN, drops=(replace(first, media=("fiber",)), second)),
        next_door=with_site(SMALL_PLAN, drops=(replace(first, media=("copper", "fiber")), second)),
        object="drop:A01",
        found="copper of route A01 - A02",
        allowed="fiber",
        remedy="Route the cables from another drop of the rack",
    )


@trio("passes-opening")
def passes_opening() -> Trio:
    """The eye of the trunk is 30 mm thick; a tray without fire stop is open above."""
    return Trio(
        accepts=with_pathway(SMALL_PLAN, depth_mm=29),
        rejects=with_pathway(SMALL_PLAN, depth_mm=29, firestop=True),
        next_door=with_pathway(SMALL_PLAN, depth_mm=30, firestop=True),
        object="T1",
        found="30 mm of route A01 - A02",
        allowed="29 mm",
        remedy="Use smaller trunks or another route",
    )


@trio("fill")
def fill() -> Trio:
    """Half of 5,000 mm2 is 2,500: 2,371.19 mm2 are left for older cables."""
    return Trio(
        rejects=_filled(2_372),
        next_door=_filled(2_371),
        object="pathway T1",
        found="50.0 % (2501 mm2)",
        allowed="50 % of 5000 mm2",
        remedy="Use another route or widen this pathway",
    )
