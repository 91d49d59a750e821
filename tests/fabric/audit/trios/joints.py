"""Trios of fabric/audit/joints.py: links 2 and 3 over lanes 1 and 2 of trunk PT1; links over panels of the plan."""

from dataclasses import replace
from functools import cache

from fabric import make_plan
from fabric.audit.end_names import EndNames
from fabric.plan import Joint, Plan
from tests.fabric.audit.panel_plan import PANEL_PLAN, with_joint, with_panel, with_panel_trunk
from tests.fabric.audit.small_plan import with_project, with_request
from tests.fabric.audit.trios.trio import Trio, trio
from tests.fabric.placed_panels import EARLY, files_with_panels, plan_with_panels
from tests.sites import read_files

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
    """The second panel has another name than that which the first one gives as the end of its trunks; next door the
    first one gives its new name.
    """
    plan = _placed()
    one, other = plan.project.panels
    assert one.placed is not None
    renamed = with_panel(plan, 1, id="PP-X")
    return Trio(
        accepts=plan,
        rejects=renamed,
        next_door=with_panel(renamed, 0, placed=replace(one.placed, far="PP-X")),
        object=one.id,
        found="trunks to PP-X",
        allowed=f"trunks to {other.id}",
        remedy="Lay its trunks to the panel that it names, or leave the panel out",
    )


@cache
def _two_networks() -> Plan:
    """The same with a second network of the management ports; both networks allow panels."""
    files = files_with_panels(0.53, EARLY)
    board = "  - {id: board, topology: leaf-spine, port_group: board, speed_gbps: 1, tiers: 1,"
    board += " switch_models: [access-switch], panels: allowed}\n"
    return make_plan(read_files({**files, "request.yaml": files["request.yaml"].replace("limits:", f"{board}limits:")}))


def _for_network(name: str, number: int) -> Plan:
    """That plan with a panel for another network."""
    plan = _two_networks()
    role = plan.project.panels[number].placed
    assert role is not None
    return with_panel(plan, number, placed=replace(role, network=name))


@trio("panel-serves")
def panel_serves() -> Trio:
    """Of two networks that allow panels the links of the first run over a panel of the second; next door the panel is
    of the first, and only the first allows panels.
    """
    plan = _two_networks()
    first, second = plan.project.request.networks
    panel, link = plan.project.panels[0], EndNames(plan).name(int(plan.segments.link[plan.joints[0].segment]))
    return Trio(
        accepts=plan,
        rejects=_for_network(second.id, 0),
        next_door=with_request(plan, networks=(first, replace(second, panels="none"))),
        count=4,
        object=f"{link} over {panel.id}",
        found=f"a link of network {first.id}, stage node-leaf",
        allowed=f"links of network {second.id}, stage node-leaf",
        remedy="Lead the link over panels of its own network and stage, or lay it directly",
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
