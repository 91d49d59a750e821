"""Trios of fabric/audit/joints.py: links 2 and 3 over lanes 1 and 2 of trunk PT1."""

from dataclasses import replace

from fabric.plan import Joint, Plan
from tests.fabric.audit.panel_plan import PANEL_PLAN, with_joint, with_panel_trunk
from tests.fabric.audit.trios.trio import Trio, trio

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
