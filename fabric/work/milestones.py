"""The moments at which parts of the floor are ready to be handed over.

- A scalable unit is ready when its own links and all links of the leaves that serve it are tested.
- A build phase is ready when all links are tested that end in its rows and in no row of a later phase.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from fabric.plan import PackageKind, Plan, PlanParts
from fabric.project import Device, Project
from fabric.topology import Links
from layouts import LongColumn


def pulls_of_links(parts: PlanParts) -> LongColumn:
    """The pull that lays the last cord of each link: the link is tested with it."""
    found = np.zeros(len(parts.links), np.int64)
    found[parts.segments.link] = parts.assemblies.pull[parts.segments.assembly]
    return found


def pulls_of_su(parts: PlanParts) -> dict[int, LongColumn]:
    """For each scalable unit (`su` of equipment.yaml), the pulls that must be tested before it is ready.

    Empty where no device states a unit.
    """
    devices, links, pull_of_link = parts.devices, parts.links, pulls_of_links(parts)
    unit = np.array([-1 if device.su is None else device.su for device in devices], np.int64)
    is_leaf = np.array([device.role == "leaf" for device in devices], bool)
    found = {}
    for su in sorted(set(unit.tolist()) - {-1}):
        own = (unit[links.a_device] == su) | (unit[links.b_device] == su)
        leaves = np.zeros(len(devices), bool)
        for column in (links.a_device, links.b_device):
            leaves[column[own]] |= is_leaf[column[own]]
        own |= leaves[links.a_device] | leaves[links.b_device]
        found[su] = np.unique(pull_of_link[own])
    return found


def list_phases(project: Project, devices: Sequence[Device], links: Links) -> LongColumn:
    """The build phase of each link, from 0: the later one of its two ends.

    A link whose ends are both in rows that no phase names comes last: its number is the number of phases.
    """
    phase_of_row = {row: number for number, rows in enumerate(project.request.phases) for row in rows}
    phase_of_rack = {rack.id: phase_of_row.get(rack.row, -1) for rack in project.site.racks}
    phase = np.array([phase_of_rack.get(device.rack or "", -1) for device in devices], np.int64)
    latest = np.maximum(phase[links.a_device], phase[links.b_device])
    return np.where(latest < 0, len(project.request.phases), latest)


def phases_ready_s(plan: Plan) -> list[int]:
    """For each build phase of the request, the second of the working clock at which it is ready; 0 without links."""
    end = _tested_s(plan)[pulls_of_links(plan.parts)]
    phase = list_phases(plan.project, plan.devices, plan.links)
    return [int(end[phase == number].max(initial=0)) for number in range(len(plan.project.request.phases))]


def _tested_s(plan: Plan) -> LongColumn:
    """The second of the working clock at which the links of each pull are tested."""
    tests = plan.packages.kind == PackageKind.TEST
    end = np.zeros(len(plan.pulls.form), np.int64)
    end[plan.packages.subject[tests]] = plan.packages.end_s[tests]
    return end


def su_ready_s(plan: Plan) -> Mapping[int, int]:
    """For each scalable unit, the second of the working clock at which it is ready; 0 for a unit without links."""
    end = _tested_s(plan)
    return {su: int(end[pulls].max(initial=0)) for su, pulls in pulls_of_su(plan.parts).items()}
