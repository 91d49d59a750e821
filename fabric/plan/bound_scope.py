"""The one sentence about the plans that a bound holds for; all that prints a bound prints this sentence with it."""

from collections.abc import Collection

from fabric.project import Project

_ORDERS = {
    ("listed",): "the input files",
    ("racks",): "their racks",
    ("listed", "racks"): "the input files or of their racks",
}
"""Words for the orders of hosts that the networks allow."""


def bound_scope(project: Project, placed: Collection[str] = ()) -> str:
    """What is held fixed while no plan is below the bound.

    `placed` are the ids of the devices that the planner put into racks, since the request leaves them without one.
    """
    orders = {choice.host_order for network in project.request.networks for choice in network.choices}
    listed = sum(device.id not in placed for device in project.devices)
    racks = (
        "keeps listed devices in their racks and puts the others in any racks"
        if listed
        else "puts devices in any racks"
    )
    return (
        "no plan can take less time or work if it builds one of the candidate designs with the port-to-port links of "
        "that design, keeps nodes assigned to scalable units and leaf switches in the order of "
        f"{_ORDERS[tuple(sorted(orders))]}, and {racks if placed else 'keeps devices in their listed racks'}"
    )
