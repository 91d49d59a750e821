"""Trios of fabric/audit/floor.py.

The room of `small_plan` reaches from (0, 0) to (3,000, 4,000) mm and is 3,000 mm high. Rack A02 stands at x 2,400 to
3,000, y 0 to 1,200. Tray T1 of 100 x 50 mm runs at y 1,200, height 2,500 mm; T2 across it at x 1,500.
"""

from dataclasses import replace
from typing import Any

from fabric.plan import Plan
from layouts import Point3
from layouts.site import Obstacle
from tests.fabric.audit.small_plan import SMALL_PLAN, tray, with_rack_type, with_site
from tests.fabric.audit.trios.trio import Trio, trio

SITE = SMALL_PLAN.project.site


def _with_room(**changes: Any) -> Plan:
    return with_site(SMALL_PLAN, rooms=(replace(SITE.rooms[0], **changes),))


def _with_third(*points: Point3, **changes: Any) -> Plan:
    """A third tray, which no cable takes."""
    return with_site(SMALL_PLAN, pathways=(*SITE.pathways, replace(tray("T3", *points), **changes)))


@trio("rack-in-room")
def rack_in_room() -> Trio:
    """The east wall at x = 2,999 cuts a millimetre off rack A02; at 3,000 it touches. No tray may pass either wall."""
    west = tuple(replace(p, points_mm=tuple((min(x, 2_900), y, z) for x, y, z in p.points_mm)) for p in SITE.pathways)

    def walled(x_mm: int) -> Plan:
        outline = ((0, 0), (x_mm, 0), (x_mm, 4_000), (0, 4_000))
        return with_site(SMALL_PLAN, rooms=(replace(SITE.rooms[0], outline_mm=outline),), pathways=west)

    return Trio(
        rejects=walled(2_999),
        next_door=walled(3_000),
        object="rack A02",
        found="outside its walls",
        allowed="inside room ROOM of 3000 mm height",
        remedy="Correct the place of the rack or the room",
    )


@trio("units-in-height")
def units_in_height() -> Trio:
    """42 units of 44.45 mm from 50 mm end at 1,916.9 mm. U1 at 134 mm: 2,000.9; at 133: 1,999.9 of 2,000 mm.

    The lengths of the plan follow from U1 at 50 mm: every cable is long enough for devices that stand higher.
    """
    return Trio(
        rejects=with_rack_type(SMALL_PLAN, u1_bottom_mm=134),
        next_door=with_rack_type(SMALL_PLAN, u1_bottom_mm=133),
        count=2,
        object="rack A01",
        found="units up to 2000.9 mm",
        allowed="2000 mm",
        remedy="Correct the height of the rack, the number of its units or where they begin",
    )


@trio("entry-on-rack")
def entry_on_rack() -> Trio:
    """The entry of A01, which ends at x = 600, may lie at its edge, 300 mm aside of the point on the tray."""
    first, second = SITE.drops

    def moved(x_mm: int) -> Plan:
        aside = replace(first, entry_mm=(x_mm, 1_200), length_mm=500 + x_mm - 300)
        return with_site(SMALL_PLAN, drops=(aside, second))

    return Trio(
        rejects=moved(601),
        next_door=moved(600),
        object="drop:A01",
        found="entry [601, 1200] beside the rack",
        allowed="an entry on the rack, straight up or down and aside to the pathway",
        remedy="Correct the entry, the point or the length of the drop",
        alone=True,
    )


@trio("pathway-in-room")
def pathway_in_room() -> Trio:
    """A tray through the west wall at x = 0; a duct may pass it."""
    return Trio(
        rejects=_with_third((-100, 3_000, 2_500), (900, 3_000, 2_500)),
        next_door=_with_third((-100, 3_000, 2_500), (900, 3_000, 2_500), kind="duct"),
        object="pathway T3",
        found="tray of 100 mm width, [-100, 3000, 2500] to [900, 3000, 2500]",
        allowed="inside one room, below its ceiling",
        remedy="Lead it inside the room, or pass the wall with a sleeve",
    )


@trio("pathway-clear")
def pathway_clear() -> Trio:
    """T1 of 100 mm width reaches y = 1,250 with its edge: a column at 1,249 is in its way, one at 1,250 beside it."""

    def column(y_mm: int) -> Plan:
        return with_site(SMALL_PLAN, obstacles=(Obstacle("C1", "column", (1_000, y_mm), (300, 300), "ROOM"),))

    return Trio(
        rejects=column(1_249),
        next_door=column(1_250),
        object="pathway T1",
        found="100 mm wide through column C1",
        allowed="beside or above it",
        remedy="Lead the pathway around it",
    )
