"""A plan as its cords: what papers and tables show of links that run over panels.

A link over a lane is two cords, each with its own labels, lengths and steps. So each cord becomes a link of its own,
from a device to a panel or from a panel to a device, and each panel becomes a device whose ports are numbered. Plans
without joints stay as they are.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from fabric.catalog import DeviceType, PortGroup
from fabric.plan.plan import Plan, Segments, Stage
from fabric.project import Device, ExistingCable, Panel, PanelTrunk, Project
from fabric.topology import Links

PORTS = "front"
"""Group of the ports of a panel, where cords are plugged in."""
BACK = "back"
"""Group of the backs of the ports of a panel that the plan places, where trunks of the plan are plugged in."""


def plan_of_cords(plan: Plan) -> Plan:
    """The same plan with a link for each cord, and the panels of the project as devices at its end.

    Its work, its schedule and its figures are those of the plan; only whoever shows cables looks at it.
    """
    if not plan.joints:
        return plan
    panels, segments, links = plan.project.panels, plan.segments, plan.links
    link = segments.link
    device = np.stack([links.a_device[link], links.b_device[link]])
    port = np.stack([links.a_port[link], links.b_port[link]])
    is_panel = np.zeros(device.shape, bool)
    for joint in plan.joints:
        device[joint.end, joint.segment] = len(plan.devices) + joint.panel
        port[joint.end, joint.segment] = joint.port - 1
        is_panel[joint.end, joint.segment] = True
    # A segment between two placed panels is a trunk that lies behind them.
    is_placed = np.isin(device, [len(plan.devices) + n for n, panel in enumerate(panels) if panel.placed])
    is_back = is_placed[0] & is_placed[1]
    columns = links.stage[link].tolist(), *is_panel.tolist(), is_back.tolist()
    kinds: list[tuple[int, bool, bool, bool]] = list(zip(*columns, strict=True))
    distinct = sorted(set(kinds))
    stages = [
        replace(
            plan.stages[stage],
            a_group=(BACK if back else PORTS) if a_panel else plan.stages[stage].a_group,
            b_group=(BACK if back else PORTS) if b_panel else plan.stages[stage].b_group,
        )
        for stage, a_panel, b_panel, back in distinct
    ]
    number = {kind: index for index, kind in enumerate(distinct)}
    stage_of = np.array([number[kind] for kind in kinds], np.int32)
    return replace(
        plan,
        project=_with_panel_types(plan, stages),
        stages=tuple(stages),
        devices=(*plan.devices, *map(device_of_panel, panels)),
        links=Links(stage_of, device[0], port[0], device[1], port[1]),
        segments=Segments(np.arange(len(link), dtype=np.int32), segments.assembly, segments.leg),
        joints=(),
    )


def _with_panel_types(plan: Plan, stages: list[Stage]) -> Project:
    """The project with a type for each panel, in place of the panels."""
    project = plan.project
    fastest = max(stage.speed_gbps for stage in stages)
    types = {_model_of(panel): _type_of(panel, fastest) for panel in project.panels}
    catalog = replace(project.catalog, device_types={**project.catalog.device_types, **types})
    cables = (*project.cables, *(cord for trunk in project.panel_trunks for cord in _cords_in_use(trunk)))
    return replace(project, catalog=catalog, panels=(), panel_trunks=(), cables=cables)


def _model_of(panel: Panel) -> str:
    """What a panel is, in words: 144 x MPO-12/APC panel LL-A."""
    return f"{panel.ports} x {panel.connector} panel {panel.id}"


def _cords_in_use(trunk: PanelTrunk) -> Iterator[ExistingCable]:
    """The lanes in use as cables that stay: somebody's cords are plugged at both panels."""
    for lane in trunk.taken:
        yield ExistingCable(
            id=f"{trunk.id} lane {lane + 1}",
            a_device=trunk.a_panel,
            a_port=str(trunk.a_first + lane),
            b_device=trunk.b_panel,
            b_port=str(trunk.b_first + lane),
            diameter_um=1,
            pathways=(),
            status="installed",
        )


def _type_of(panel: Panel, speed_gbps: int) -> DeviceType:
    """A panel as a type of device with one group of ports, numbered as on the metal; one more for their backs where the
    plan places it.
    """
    ports = PortGroup(
        model=_model_of(panel),
        group=PORTS,
        first_cage=1,
        cages=panel.ports,
        mpos=1,
        cage_kind=panel.connector,
        face=panel.face,
        speed_gbps=speed_gbps,
        printed="{cage}",
        os="",
        driver=(),
        source="equipment.yaml",
        confidence="stated",
    )
    return DeviceType(
        model=_model_of(panel),
        role="server",
        half_ru=panel.half_ru,
        width_mm=440,
        depth_mm=panel.depth_mm,
        weight_g=0,
        power_w=0,
        airflow="front-to-rear",
        price_cents=0,
        source="equipment.yaml",
        confidence="stated",
        port_groups=(ports, replace(ports, group=BACK, printed="{cage} back")) if panel.placed else (ports,),
    )


def device_of_panel(panel: Panel) -> Device:
    """A panel as a device that stands in its rack."""
    return Device(
        id=panel.id,
        model=_model_of(panel),
        role="other",
        rack=panel.rack,
        position_half_ru=panel.position_half_ru,
        face=panel.face,
        su=None,
        status="installed",
        supply="standing",
    )
