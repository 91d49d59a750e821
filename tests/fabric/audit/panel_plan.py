"""The sound plan of `small_plan`, with two of its links over panels: worked out by hand again.

    A01: PP1 (U5) rear, 12 ports       A02: PP2 (U5) front, 12 ports
    PT1: 4 lanes of 10 m from PP1 ports 1-4 to PP2 ports 5-8; lane 4 is in use

Links 2 and 3, from node-2 to leaf-1 and leaf-2, leave the trunk, which keeps two idle legs. Each runs over a jumper of
3 m to PP1 (pull 4, in A01), a lane, and a jumper of 3 m from PP2 (pull 5, in A02). Middle of U5: 250.025 mm. node-2 at
183.35 needs 67 + 1,600 = 1,667 mm; leaf-1 at 72.225, at the other face, 178 + 1,200 + 1,600 = 2,978 mm; leaf-2 at
116.675 needs 2,934 mm.

A channel over panels loses 4 pairs x 350 + 9 + 30 + 9 = 1,448 mdB and has 3 crossovers.
"""

from dataclasses import replace
from typing import Any

from fabric.plan import Assemblies, Joint, PackageKind, Packages, Plan, PullForm, Pulls, Segments
from fabric.project import Panel, PanelTrunk
from tests.fabric.audit.small_plan import MPO, SMALL_PLAN, column, with_lot, with_project


def panel(name: str, rack: str, face: Any) -> Panel:
    """A panel of 12 ports in U5."""
    return Panel(id=name, rack=rack, position_half_ru=10, half_ru=2, ports=12, connector=MPO, face=face)


PANEL_TRUNK = PanelTrunk(
    id="PT1",
    a_panel="PP1",
    a_first=1,
    b_panel="PP2",
    b_first=5,
    lanes=4,
    fiber="mm",
    connector=MPO,
    gender="male",
    crossovers=1,
    length_mm=10_000,
    connector_loss_mdb=350,
    loss_mdb_per_km=3_000,
    taken=(3,),
)

JOINTS = (
    Joint(segment=2, end=1, panel=0, port=1),
    Joint(segment=3, end=0, panel=1, port=5),
    Joint(segment=4, end=1, panel=0, port=2),
    Joint(segment=5, end=0, panel=1, port=6),
)

ROUNDS = (
    (
        ("open", 0, 60),
        ("open", 1, 60),
        ("pull", 0, 180),
        ("optics", 0, 60),
        ("optics", 1, 60),
        ("optics", 2, 120),
        ("optics", 3, 120),
        ("land_a", 0, 300),  # 2 plugs, dress 1, 2 legs
        ("land_b", 0, 300),
        ("test", 0, 120),
        ("pull", 3, 360),  # 4 labels, 2 patches
        ("land_a", 3, 240),  # 2 plugs, 2 dressed
        ("land_b", 3, 240),
        ("test", 3, 1),  # no link is whole with these cords
    ),
    (
        ("optics", 4, 120),
        ("pull", 1, 720),
        ("land_b", 1, 480),
        ("land_a", 1, 60 + 480),
        ("test", 1, 240),
        ("pull", 2, 354),
        ("land_a", 2, 240),
        ("land_b", 2, 120),
        ("test", 2, 120),
        ("pull", 4, 360),
        ("land_a", 4, 240),  # PP2, at the front
        ("land_b", 4, 60 + 240),  # leaves, at the rear: a move
        ("test", 4, 60 + 120),  # 2 links, at the A end of this pull: a move back to the front
    ),
)
"""Kind, subject and seconds of the packages of both crews."""


def _packages() -> Packages:
    rows = []
    for crew, (start, tasks) in enumerate(zip((0, 120), ROUNDS, strict=True)):
        for word, subject, seconds in tasks:
            rows.append((PackageKind[word.upper()], subject, start, start + seconds, crew))
            start += seconds
    return Packages(*(column(*values) for values in zip(*rows, strict=True)))


SUMMARY = replace(
    SMALL_PLAN.summary,
    install_time_s=4_134,  # crew 2: 3,054 + 360 + 240 + 300 + 180
    work_ms=6_234_000,  # crew 1: 2,221 s with one second of no work, crew 2: 4,014 s
    place_bound_s=3_028,  # (6,235 - 180) / 2; rear 5,095 / 2; front 2,040
    cost_cents=3_496_500,  # four more jumpers
    acts_ms={
        **SMALL_PLAN.summary.acts_ms,
        "inspect_clean_plug": 1_380_000,  # 4 of the trunk, 8 and 8 of jumpers, 3 of the splitter
        "breakout_leg": 240_000,
        "dress": 1_140_000,  # 16 ends of jumpers, 3 of the splitter
        "label": 1_140_000,
        "patch_in_rack": 480_000,
        "move_crew": 180_000,
    },
)
"""Unavoidable are 19 plugs at devices, as without panels; the bound is the same as well."""


def _with_panels(plan: Plan) -> Plan:
    """The small plan with panels, a trunk between them, and jumpers enough."""
    panels = panel("PP1", "A01", "rear"), panel("PP2", "A02", "front")
    return with_lot(with_project(plan, panels=panels, panel_trunks=(PANEL_TRUNK,)), "jumpers", quantity=8)


PANEL_PLAN = replace(
    _with_panels(SMALL_PLAN),
    segments=Segments(
        link=column(0, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9),
        assembly=column(0, 0, 6, 8, 7, 9, 1, 2, 3, 4, 5, 5),
        leg=column(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    ),
    assemblies=Assemblies(
        kind=column(0, 1, 1, 1, 1, 2, 1, 1, 1, 1),
        pull=column(0, 1, 1, 1, 1, 2, 3, 3, 4, 4),
        lot=column(0, 1, 1, 1, 1, 2, 1, 1, 1, 1),
    ),
    pulls=Pulls(
        form=column(PullForm.TRUNK, PullForm.PATCH, PullForm.SINGLE, PullForm.PATCH, PullForm.PATCH),
        a_rack=column(0, 1, 0, 0, 1),
        b_rack=column(1, 1, 1, 0, 1),
        route=column(0, -1, 0, -1, -1),
    ),
    joints=JOINTS,
    packages=_packages(),
    summary=SUMMARY,
    trials=(
        SMALL_PLAN.trials[0],
        replace(SMALL_PLAN.trials[1], install_time_s=4_134, work_ms=6_234_000, cost_cents=3_496_500),
    ),
)


def with_joint(plan: Plan, number: int, **changes: int) -> Plan:
    """The plan with one joint changed."""
    joints = list(plan.joints)
    joints[number] = replace(joints[number], **changes)
    return replace(plan, joints=tuple(joints))


def with_panel(plan: Plan, number: int, **changes: Any) -> Plan:
    """The plan with one panel changed."""
    panels = list(plan.project.panels)
    panels[number] = replace(panels[number], **changes)
    return with_project(plan, panels=tuple(panels))


def with_panel_trunk(plan: Plan, **changes: Any) -> Plan:
    """The plan with another trunk between its panels."""
    return with_project(plan, panel_trunks=(replace(plan.project.panel_trunks[0], **changes),))
