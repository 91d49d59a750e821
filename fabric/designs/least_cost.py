"""The least price of the switches and transceivers that every design of the first network needs."""

from collections import Counter
from dataclasses import dataclass

from fabric.designs.candidates import list_candidates
from fabric.designs.design import Design
from fabric.plan import draw_lots, list_bought
from fabric.project import Project


@dataclass(frozen=True)
class LeastCost:
    """The least cost of one design, without cables and without the later networks."""

    switches: int
    """Number of switches that the files do not list."""
    transceivers: int
    """Number of transceivers, the fewest in any of its media."""
    cents: int
    """Price of both, and of listed devices that are bought, in cents."""


def least_cost(project: Project) -> LeastCost:
    """The least over all designs of the first network, each from the cheapest lots.

    Every whole plan draws these pieces and more, so none costs less. Raises UnmetError where there is no design.
    """
    found = list_candidates(project, project.request.networks[0])
    return min((price_design(project, one.design) for one in found if one.design), key=lambda cost: cost.cents)


def price_design(project: Project, design: Design) -> LeastCost:
    """The least cost of one design: every whole plan with it draws these pieces and more."""
    catalog, optics = project.catalog, design.least_cages.optics
    new = [device for device in design.switch_devices if device.id not in project.device_by_id]
    devices = Counter(device.model for device in (*list_bought(project, project.devices), *new))
    wanted = [(model, count, catalog.device_types[model].price_cents) for model, count in devices.items()]
    wanted += [(model, count, catalog.optics[model].price_cents) for model, count in optics.items()]
    cents = sum(
        taken * each
        for model, count, default_cents in wanted
        for _, taken, each in draw_lots(project, model, count, default_cents)
    )
    return LeastCost(len(new), optics.total(), cents)
