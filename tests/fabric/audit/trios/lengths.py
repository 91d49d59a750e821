"""Trios of fabric/audit/lengths.py."""

from dataclasses import replace

from fabric.plan import OLD_FORMAT, Plan
from tests.fabric.audit.small_plan import ROUTE, SMALL_PLAN, with_cells, with_device, with_kind, with_lot, with_site
from tests.fabric.audit.trios.trio import Trio, trio


def _patched_with(length_mm: int) -> Plan:
    """Another length of all patch jumpers, in the lot as well."""
    return with_lot(with_kind(SMALL_PLAN, 1, body_mm=length_mm), "jumpers", length_mm=length_mm)


@trio("pull-ends")
def pull_ends() -> Trio:
    """Pull 2 patches rack A02; it may not be a pull from A01."""
    return Trio(
        rejects=with_cells(SMALL_PLAN, "pulls.a_rack", {1: 0}),
        next_door=with_cells(SMALL_PLAN, "pulls.a_rack", {1: 1}),
        count=4,
        also=frozenset({"pull-route"}),
        object="leaf-1 2/1 - spine-1 1/1 (K2)",
        found="ends in A02 and A02",
        allowed="A01 and A02, the racks of its pull",
        remedy="Plan the pull between the racks of the two ends",
    )


@trio("route-exists")
def route_exists() -> Trio:
    """The splitter between two racks has no route; the patch jumpers, which stay in one rack, need none."""
    return Trio(
        rejects=with_cells(SMALL_PLAN, "pulls.route", {2: -1}),
        next_door=with_cells(SMALL_PLAN, "pulls.route", {1: -1}),
        count=2,
        also=frozenset({"pull-route"}),
        object="node-1 st1 - leaf-9 1.1 (K3)",
        found="no route between two racks",
        allowed="a route",
        remedy="Route the cable",
    )


@trio("route-ends")
def route_ends() -> Trio:
    """The splitter takes the route back, from A02 to A01; next door it takes a second route from A01 to A02."""
    back = replace(
        ROUTE,
        a_rack="A02",
        b_rack="A01",
        points_mm=ROUTE.points_mm[::-1],
        pathways=ROUTE.pathways[::-1],
        spans=ROUTE.spans[::-1],
    )
    moved = with_cells(SMALL_PLAN, "pulls.route", {2: 1})
    return Trio(
        rejects=replace(moved, routes=(ROUTE, back)),
        next_door=replace(moved, routes=(ROUTE, ROUTE)),
        count=2,
        object="node-1 st1 - leaf-9 1.1 (K3)",
        found="route A02 to A01",
        allowed="A01 to A02",
        remedy="Route the cable between these racks",
    )


@trio("least-loop")
def least_loop() -> Trio:
    """node-1 in U1 and U2 has its middle at 94.45 mm. A rack 94 mm high ends below it, and the rise is -0.45, so 0 up.

    At 93 mm it is -1.45, so -1: a millimetre of the loop would be consumed. Only the rules of lengths judge such a
    rack: its drops are far below the tray.
    """

    def low(height_mm: int) -> Plan:
        racks = SMALL_PLAN.project.site.racks
        first = replace(racks[0], type=replace(racks[0].type, height_mm=height_mm))
        return with_device(with_site(SMALL_PLAN, racks=(first, racks[1])), 1, position_half_ru=2)

    return Trio(
        rejects=low(93),
        next_door=low(94),
        count=2,
        object="node-1",
        found="ports 1 mm beyond the entry of drop:A01",
        allowed="at least 800 mm of cable from the port to the entry",
        remedy="Correct the height of the rack or the unit of the device",
        also=frozenset({"route-length", "length"}),
        alone=True,
    )


@trio("depth-counted")
def depth_counted() -> Trio:
    """A plan of this format may not leave out the depth of racks, whatever its lengths are."""
    return Trio(
        rejects=with_site(SMALL_PLAN, with_depth=False),
        next_door=replace(SMALL_PLAN, format=OLD_FORMAT),
        object="lengths",
        found="the depth of racks left out (fabric-plan/6)",
        allowed="the way from the face of a port to the entry of its rack counted",
        remedy="Make the plan again",
    )


@trio("length")
def length() -> Trio:
    """leaf-1 (rear) to spine-1 (front): 161.125 - 72.225 = 88.9, rounded up 89, depth 1,200, two loops 1,600: 2,889 mm.

    Both jumpers of leaf-1 are short by one; those of leaf-2, one unit nearer, are not.
    """
    return Trio(
        rejects=_patched_with(2_888),
        next_door=_patched_with(2_889),
        count=2,
        object="leaf-1 2/1 - spine-1 1/1 (K2)",
        found="cable of 2888 mm, 1 mm short",
        allowed="at least 2889 mm",
        remedy="Use the next longer length",
    )
