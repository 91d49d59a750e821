"""Trios of fabric/audit/racks.py. Each rack holds 40 kg and draws 2,000 W: two nodes, or four switches."""

from fabric.plan import Plan
from fabric.project import Panel
from layouts.site import Feed
from tests.fabric.audit.small_plan import SMALL_PLAN, with_device, with_project, with_rack_type, with_site
from tests.fabric.audit.trios.trio import Trio, trio


def _with_panel(name: str) -> Plan:
    panel = Panel(id=name, rack="A02", position_half_ru=20, half_ru=2, ports=12, connector="")
    return with_project(SMALL_PLAN, panels=(panel,))


@trio("device-once")
def device_once() -> Trio:
    """A panel has the name of a node; next door it has its own."""
    return Trio(
        rejects=_with_panel("node-1"),
        next_door=_with_panel("panel-1"),
        object="node-1",
        found="listed twice",
        allowed="once",
        remedy="Remove one of the two entries",
    )


@trio("device-has-place")
def device_has_place() -> Trio:
    """A node without a unit; next door it has the uppermost one that it can have."""
    return Trio(
        rejects=with_device(SMALL_PLAN, 1, position_half_ru=None),
        next_door=with_device(SMALL_PLAN, 1, position_half_ru=82),
        also=frozenset({"device-as-given"}),
        object="node-2",
        found="rack A01, no unit",
        allowed="a rack of the site and a unit in it",
        remedy="Give the device a rack and a unit",
    )


@trio("units-inside-rack")
def units_inside_rack() -> Trio:
    """A node is 2 U high, the rack 42 U: the node fits from U41, not from U42, and not even from U41.5."""
    return Trio(
        rejects=with_device(SMALL_PLAN, 1, position_half_ru=83),
        next_door=with_device(SMALL_PLAN, 1, position_half_ru=82),
        also=frozenset({"device-as-given"}),
        object="node-2",
        found="U41.5 with 2 U in rack A01",
        allowed="U1 to U42",
        remedy="Choose a unit inside the rack",
    )


@trio("units-free")
def units_free() -> Trio:
    """node-1 fills U1 and U2: node-2 may begin at U3, not at the upper half of U2."""
    return Trio(
        accepts=with_device(SMALL_PLAN, 1, position_half_ru=20),
        rejects=with_device(SMALL_PLAN, 1, position_half_ru=5),
        next_door=with_device(SMALL_PLAN, 1, position_half_ru=6),
        also=frozenset({"device-as-given"}),
        object="node-2",
        found="U2 of rack A01 is taken by node-1",
        allowed="one device per unit",
        remedy="Move one of the two to free units",
    )


@trio("device-depth")
def device_depth() -> Trio:
    """The nodes are 800 mm deep."""
    return Trio(
        rejects=with_rack_type(SMALL_PLAN, usable_depth_mm=799),
        next_door=with_rack_type(SMALL_PLAN, usable_depth_mm=800),
        count=2,
        object="node-1",
        found="800 mm deep in rack A01",
        allowed="799 mm",
        remedy="Use a deeper rack",
    )


@trio("rack-holds")
def rack_holds() -> Trio:
    """Four switches in a rack for hosts only."""
    return Trio(
        accepts=with_rack_type(SMALL_PLAN, holds=("host", "switch", "server")),
        rejects=with_rack_type(SMALL_PLAN, holds=("host", "server")),
        next_door=with_rack_type(SMALL_PLAN, holds=("host", "switch")),
        count=4,
        object="leaf-1",
        found="a switch in rack A02",
        allowed="host or server",
        remedy="Move the device to a rack that may hold it",
    )


@trio("rack-power")
def rack_power() -> Trio:
    """Each rack draws 2,000 W."""
    return Trio(
        rejects=with_rack_type(SMALL_PLAN, max_power_w=1_999),
        next_door=with_rack_type(SMALL_PLAN, max_power_w=2_000),
        count=2,
        object="rack A01",
        found="2000 W",
        allowed="1999 W",
        remedy="Move devices to other racks",
    )


@trio("rack-weight")
def rack_weight() -> Trio:
    """The devices of each rack weigh 40 kg."""
    return Trio(
        rejects=with_rack_type(SMALL_PLAN, max_weight_g=39_900),
        next_door=with_rack_type(SMALL_PLAN, max_weight_g=40_000),
        count=2,
        object="rack A01",
        found="40.0 kg",
        allowed="39.9 kg",
        remedy="Move devices to other racks",
    )


@trio("feed-power")
def feed_power() -> Trio:
    """Both racks hang on feed F1 and draw 4,000 W; a feed of another name may be as small as it likes."""
    return Trio(
        rejects=with_site(SMALL_PLAN, feeds=(Feed("F1", 3_999),)),
        next_door=with_site(SMALL_PLAN, feeds=(Feed("F1", 4_000), Feed("F2", 0))),
        object="feed F1",
        found="4000 W",
        allowed="3999 W",
        remedy="Move devices to racks of another feed",
    )
