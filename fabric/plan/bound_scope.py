"""The one sentence about the plans that a bound holds for; all that prints a bound prints this sentence with it."""

from collections.abc import Collection

from fabric.project import Project


def bound_scope(project: Project, placed: Collection[str] = ()) -> str:
    """What is held fixed while no plan is below the bound.

    `placed` are the ids of the devices that the planner put into racks, since the request leaves them without one.
    """
    listed = sum(device.id not in placed for device in project.devices)
    racks = "listed devices in their racks and the others in any racks" if listed else "devices in any racks"
    return (
        "no plan takes less time or work with a design that `designs` lists, nodes in units and on leaves in the order "
        f"of the files, links dealt as in that design, and {racks if placed else 'devices in their listed racks'}"
    )
