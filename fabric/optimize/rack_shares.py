"""Placements in which no rack holds more switches than the crew at its face can serve in time.

Few racks with many switches make few pulls. But where few crews may work at one face of a rack, all ends of its
switches are landed one after another. So placements are also sought in which a rack takes fewer switches, and the time
of a placement is at least that of its fullest rack. This is a guide for placement, not a limit of plans.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from fabric.optimize.design_task import DesignTask
from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.problem import Assignment, Score
from fabric.project import land_jumpers, land_trunk
from fabric.rules import CandidateRacks
from layouts import LongColumn

SHARES = (0.9, 1.2, 1.6)
"""Times that the switches of a rack may take, as parts of the bound on the time of all plans."""


def share_out(task: DesignTask) -> Iterator[CandidateRacks]:
    """The candidate racks of a task with room for fewer switches, by each of the `SHARES`; at last as they are."""
    if _counts_time(task) and task.bound.time_s:
        loads_ms, models = _loads_ms(task), np.array(task.design.models)
        most = 0
        for share in SHARES:
            served = np.maximum(1, int(share * 1000 * task.bound.time_s * _at_face(task)) // loads_ms)
            room = {
                model: np.minimum(fits, served[models == model].min(initial=fits.max(initial=0))).astype(np.int32)
                for model, fits in task.racks.fits.items()
            }
            taken = sum(int(fits.sum()) for fits in room.values())
            if taken == sum(int(fits.sum()) for fits in task.racks.fits.values()):
                break
            if taken > most:
                yield replace(task.racks, fits=room)
            most = taken
    yield task.racks


def score_racks(task: DesignTask, score: Score, blocks: tuple[Block, ...], assignment: Assignment) -> Score:
    """The score of a placement of blocks whose time is at least that of the switches in its fullest rack."""
    if not _counts_time(task):
        return score
    loads_ms = _loads_ms(task)
    racks_ms = np.zeros(len(task.racks.candidates), np.int64)
    for block, candidate in zip(blocks, assignment, strict=True):
        racks_ms[candidate] += int(loads_ms[list(block.switches)].sum())
    time_ms = int(racks_ms.max(initial=0)) * task.project.crew.technicians // _at_face(task)
    return replace(score, time_ms=max(score.time_ms, time_ms))


def _counts_time(task: DesignTask) -> bool:
    """Whether racks are limited to some crews and time is what the plan minimises: spread racks have more pulls."""
    request = task.project.request
    is_by_time = request.objective in ("install-time", "first-su")
    is_by_time |= request.objective == "weighted" and request.weights.install_hour > 0
    return task.project.crew.crews_per_rack_face is not None and is_by_time


def _at_face(task: DesignTask) -> int:
    """Technicians who may work at one face of a rack."""
    crew = task.project.crew
    return min(crew.crews_per_rack_face or crew.crews, crew.crews) * crew.crew_size


def _loads_ms(task: DesignTask) -> LongColumn:
    """The least person-time of each switch at the face of its rack, at least 1: ends, transceivers, tests at A ends.

    Dressing of trunks is left out.
    """
    labour, design = task.project.labour, task.design
    links, cages = design.fabric.links, design.cages
    hosts, devices = len(design.fabric.hosts), len(design.fabric.hosts) + len(design.fabric.switches)
    a_ends, b_ends = (np.bincount(column, minlength=devices) for column in (links.a_device, links.b_device))
    optics = np.bincount(cages.device[cages.optic >= 0], minlength=devices)
    leg = land_trunk(1)
    del leg["dress_trunk"]
    land_ms = min(labour.person_ms(land_jumpers(1)), labour.person_ms(leg))
    found = (a_ends + b_ends) * land_ms + a_ends * labour.act_ms("test_link", 1)
    found += optics * labour.act_ms("insert_optic", 1)
    least_ms: LongColumn = np.maximum(found[hosts:], 1).astype(np.int64)
    return least_ms
