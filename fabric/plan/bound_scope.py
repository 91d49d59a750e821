"""The one sentence about the plans that a bound holds for; all that prints a bound prints this sentence with it."""

from collections.abc import Collection

from fabric.project import Project


def bound_scope(project: Project, placed: Collection[str] = ()) -> str:
    """What is held fixed while no plan is below the bound.

    `placed` are the ids of the devices that the planner put into racks, since the request leaves them without one.
    """
    listed = sum(device.id not in placed for device in project.devices)
    racks = (
        "keeps listed devices in their racks and puts the others into any" if listed else "puts devices into any racks"
    )
    return (
        "no plan takes less time or work if it builds a design that `designs` lists, fills units and leaves with nodes "
        f"in the order of the files, joins the ports as that design does, and "
        f"{racks if placed else 'keeps devices in their listed racks'}"
    )
