"""A plan of two racks and four links, written by hand: every figure on its sheets can be derived on paper.

    rack R01                      rack R02
    leaf-01  U20 rear             leaf-03  U20 front
    spine-01 U1  rear             spine-02 U1  rear
    ------------------ tray FLOOR ------------------

    link  from           to             laid by
    0     leaf-01 port 1 spine-01 port 1  pull 0, a patch of 3 m inside R01
    1, 2  leaf-01 2, 3   spine-02 1, 2    pull 1, a bundle of two cables of 5 m
    3     leaf-03 port 1 spine-01 port 2  pull 2, a single cable of 5 m

Two crews of two technicians. Day shift from 08:00 to 09:00 with a break from 08:30 to 08:40, late shift from 16:00 to
17:00: on the working clock 0 to 1800 and 1800 to 3000 (day), 3000 to 6600 (late), and so on each day.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from fabric.inputs import read_project
from fabric.plan import FORMAT, Assemblies, AssemblyKind, Optics, Packages, Plan, Pulls, Segments, Stage, Summary
from fabric.plan.kinds import PackageKind, PullForm
from fabric.plan.plan import Trial
from fabric.templates import write_multirack
from fabric.topology import Links
from layouts import IntColumn, Route

DEVICES = """devices:
  - {id: spine-01, model: NM2-36P, role: spine, rack: R01, u: 1, face: rear, status: locked}
  - {id: leaf-01, model: NM2-36P, role: leaf, rack: R01, u: 20, face: rear, status: locked}
  - {id: spine-02, model: NM2-36P, role: spine, rack: R02, u: 1, face: rear, status: locked}
  - {id: leaf-03, model: NM2-36P, role: leaf, rack: R02, u: 20, face: front, status: locked}
"""
CREW = """shifts:
  - {id: day, start: "08:00", hours: 1, technicians: 4, breaks: [{after_h: 0.5, minutes: 10}]}
  - {id: late, start: "16:00", hours: 1, technicians: 4}
crew_size: 2
hand_over: true
"""
PACKAGES = (
    # kind, subject, start, end, crew from 0
    (PackageKind.OPEN, 0, 0, 300, 0),
    (PackageKind.OPEN, 1, 300, 600, 0),
    (PackageKind.PULL, 0, 300, 420, 1),
    (PackageKind.LAND_A, 0, 420, 700, 1),
    (PackageKind.LAND_B, 0, 700, 1000, 1),
    (PackageKind.TEST, 0, 1000, 1100, 1),
    (PackageKind.PULL, 1, 600, 900, 0),
    (PackageKind.LAND_A, 1, 900, 1200, 0),
    (PackageKind.LAND_B, 1, 1200, 1500, 0),
    (PackageKind.TEST, 1, 1500, 1800, 0),
    (PackageKind.PULL, 2, 1800, 2100, 0),
    (PackageKind.LAND_A, 2, 2100, 2400, 0),
    (PackageKind.LAND_B, 2, 2400, 3000, 0),
    (PackageKind.TEST, 2, 3000, 3061, 1),
)
"""The schedule, in the order of the plan's own columns: racks, then the four packages of each pull."""


def column(*values: int) -> IntColumn:
    """Some whole numbers as a column."""
    return np.array(values, np.int32)


def copper(length_mm: int) -> AssemblyKind:
    """A copper cable of a stock length."""
    return AssemblyKind(
        id=f"MCC4Q26-{length_mm / 1000:.1f}",
        model="MCC4Q26",
        form="dac",
        custom=False,
        body_mm=length_mm,
        a_legs_mm=(),
        b_legs_mm=(),
        connector="",
        gender="",
        polarity="",
        links=1,
    )


def make_small_plan() -> Plan:
    """The plan."""
    with TemporaryDirectory() as folder:
        for name, text in (write_multirack(2) | {"equipment.yaml": DEVICES, "crew.yaml": CREW}).items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        project = read_project(folder)
    west, east = (1800, 2100, -450), (2400, 2100, -450)
    names = ("drop:R01", "FLOOR", "drop:R02")
    spans = ("drop:R01", "FLOOR/1", "drop:R02")
    kinds, subjects, starts, ends, crews = zip(*PACKAGES, strict=True)
    return Plan(
        format=FORMAT,
        version="1",
        project=project,
        designs=("by hand",),
        stages=(Stage("fabric", "leaf-spine", 40, "fabric", "fabric"),),
        devices=project.devices,
        links=Links(
            stage=column(0, 0, 0, 0),
            a_device=column(1, 1, 1, 3),
            a_port=column(0, 1, 2, 0),
            b_device=column(0, 2, 2, 0),
            b_port=column(0, 0, 1, 1),
        ),
        segments=Segments(column(0, 1, 2, 3), column(0, 1, 2, 3), column(0, 0, 0, 0)),
        kinds=(copper(3000), copper(5000)),
        assemblies=Assemblies(column(0, 1, 1, 1), column(0, 1, 1, 2), column(0, 1, 1, 1)),
        routes=(
            Route(a_rack="R01", b_rack="R02", points_mm=(west, east), pathways=names, spans=spans, length_mm=1500),
            Route(
                a_rack="R02",
                b_rack="R01",
                points_mm=(east, west),
                pathways=names[::-1],
                spans=spans[::-1],
                length_mm=1500,
            ),
        ),
        pulls=Pulls(
            column(PullForm.PATCH, PullForm.BUNDLE, PullForm.SINGLE), column(0, 0, 1), column(0, 1, 0), column(-1, 0, 1)
        ),
        cage_groups=(),
        optic_models=(),
        optics=Optics(column(), column(), column(), column()),
        packages=Packages(column(*kinds), column(*subjects), column(*starts), column(*ends), column(*crews)),
        summary=Summary(
            install_time_s=3061,
            bound_s=2449,
            work_ms=4_000_000,
            work_bound_ms=3_000_000,
            unavoidable_ms=2_000_000,
            place_bound_s=2500,
            bound_binds="work over technicians",
            plan_binds="work",
            cost_cents=52_800,
            acts_ms={"dress": 1_000_000, "label": 3_000_000},
            bound_parts_s={"work over technicians": 2449},
        ),
        assumptions=("one",),
        unchecked=("two", "three"),
        trials=(
            Trial("by hand", "chosen", 3061, 4_000_000, 52_800),
            Trial("other", "slower", 3600, 3_600_000, 60_000),
        ),
    )
