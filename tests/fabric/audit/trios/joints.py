"""Trios of fabric/audit/joints.py: links 2 and 3 over lanes 1 and 2 of trunk PT1; links over panels of the plan."""

from dataclasses import replace

from fabric.audit.end_names import EndNames
from fabric.plan import Joint, Plan
from tests.fabric.audit.panel_plan import PANEL_PLAN, with_joint, with_panel, with_panel_trunk
from tests.fabric.audit.small_plan import with_project
from tests.fabric.audit.trios.trio import Trio, trio
from tests.fabric.placed_panels import EARLY, plan_with_panels

THIRD_LINK = "node-2 1/2 - leaf-2 1/2"


def _on_lane(lane: int) -> Plan:
    """Link 3 over another lane, from 1."""
    return with_joint(with_joint(PANEL_PLAN, 2, port=lane), 3, port=4 + lane)


@trio("chain-whole")
def chain_whole() -> Trio:
    """The A end of the jumper of link 5 at a free port of PP2; next door the joints stand in another order."""
    stray = Joint(segment=7, end=0, panel=1, port=12)
    return Trio(
        accepts=PANEL_PLAN,
        rejects=replace(PANEL_PLAN, joints=(*PANEL_PLAN.joints, stray)),
        next_door=replace(PANEL_PLAN, joints=PANEL_PLAN.joints[::-1]),
        object="leaf-1 2/2 - spine-1 1/2",
        found="A end of cord 1 at PP2 port 12",
        allowed="the A port of the link",
        remedy="Plug this end into the A port of the link",
    )


@trio("one-lane")
def one_lane() -> Trio:
    """Link 3 enters lane 2 and leaves lane 3; next door it takes lane 3 at both ends."""
    return Trio(
        accepts=PANEL_PLAN,
        rejects=with_joint(PANEL_PLAN, 3, port=7),
        next_door=_on_lane(3),
        object=THIRD_LINK,
        found="PP2 port 7 (PT1 lane 3)",
        allowed="PP2 port 6, where PT1 lane 2 from PP1 port 2 ends",
        remedy="Plug both cords into the ends of one lane",
    )


@trio("panel-port-once")
def panel_port_once() -> Trio:
    """Link 3 over lane 1, which link 2 has, at both panels; next door over lane 3."""
    return Trio(
        accepts=PANEL_PLAN,
        rejects=_on_lane(1),
        next_door=_on_lane(3),
        count=2,
        object="PP1 port 1",
        found=f"used by node-2 1/1 - leaf-1 1/2 and by {THIRD_LINK}",
        allowed="one cord",
        remedy="Move one of the two links to a free lane",
    )


@trio("lane-free")
def lane_free() -> Trio:
    """Link 3 over lane 4, which is in use; next door lane 3 is in use instead."""
    return Trio(
        accepts=PANEL_PLAN,
        rejects=_on_lane(4),
        next_door=with_panel_trunk(_on_lane(4), taken=(2,)),
        object="PT1 lane 4",
        found=f"used by {THIRD_LINK}",
        allowed="no link, since the lane is in use (ports_in_use)",
        remedy="Use a free lane, or correct ports_in_use in equipment.yaml",
    )


def _placed() -> Plan:
    """Four links over the panels PP-A02-1 and PP-A01-1, each by a cord, a leg of a trunk and a cord."""
    return plan_with_panels(0.53, EARLY)


def _moved(joints: tuple[int, ...]) -> Plan:
    """Some of the four ends of the first link over panels at port 20 instead of port 1."""
    plan = _placed()
    for number in joints:
        plan = with_joint(plan, number, port=20)
    return plan


def _first_link() -> str:
    """The first link over panels, by name."""
    plan = _placed()
    return EndNames(plan).name(int(plan.segments.link[plan.joints[0].segment]))


@trio("panel-through")
def panel_through() -> Trio:
    """The trunk of the first link ends at port 20 of the first panel, its cord at port 1; next door both are at 20.

    The first four joints are of one link: its first cord, both ends of its leg, its second cord.
    """
    plan = _placed()
    first = plan.joints[0].port
    name = plan.project.panels[plan.joints[0].panel].id
    return Trio(
        accepts=plan,
        rejects=_moved((1,)),
        next_door=_moved((0, 1)),
        object=_first_link(),
        found=f"{name} port {first} and {name} port 20",
        allowed="a cord at the front and a trunk at the back of one port",
        remedy="Plug cord and trunk into one port",
    )


@trio("panel-used")
def panel_used() -> Trio:
    """The first panel names itself as the one where its trunks end; next door the joints stand in another order."""
    plan = _placed()
    panel = plan.project.panels[0]
    assert panel.placed is not None
    role = replace(panel.placed, far=panel.id)
    return Trio(
        accepts=plan,
        rejects=with_panel(plan, 0, placed=role),
        next_door=replace(plan, joints=plan.joints[::-1]),
        object=panel.id,
        found=f"trunks to {panel.placed.far}",
        allowed=f"trunks to {panel.id}",
        remedy="Lay its trunks to the panel that it names, or leave the panel out",
    )


@trio("panel-as-offered")
def panel_as_offered() -> Trio:
    """The first panel has 25 ports; next door the panels of the inventory are deeper, and so are those of the plan."""
    plan = _placed()
    inventory = plan.project.inventory
    deep = replace(inventory, panels=tuple(replace(offer, depth_mm=160) for offer in inventory.panels))
    panels = tuple(replace(panel, depth_mm=160) for panel in plan.project.panels)
    return Trio(
        accepts=plan,
        rejects=with_panel(plan, 0, ports=25),
        next_door=with_project(plan, inventory=deep, panels=panels),
        object=plan.project.panels[0].id,
        found="25 x MPO-12/APC of 1 U, said to be MPO-24",
        allowed="a panel of inventory.yaml, in a rack that holds panels, for a network with panels: allowed",
        remedy="Make the plan again",
    )
