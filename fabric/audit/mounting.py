"""The mounting of the panels that the plan places: with which landing of a trunk each of them is mounted."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from fabric.audit.end_names import ENDS
from fabric.plan import Joint, Plan


def find_mounting(
    plan: Plan, rows_of: Mapping[int, list[int]], between: AbstractSet[int]
) -> dict[int, tuple[str, int]]:
    """For each placed panel the landing of the first trunk there, with which it is mounted: its end at A before B."""
    sockets: dict[int, list[Joint]] = defaultdict(list)
    for joint in plan.joints:
        sockets[joint.segment].append(joint)
    found: dict[int, tuple[str, int]] = {}
    for pull in sorted(between):
        for joint in sorted((one for row in rows_of.get(pull, ()) for one in sockets[row]), key=lambda one: one.end):
            found.setdefault(joint.panel, (f"land_{ENDS[joint.end]}", pull))
    return found
