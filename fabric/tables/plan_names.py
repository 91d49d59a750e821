"""The names in a plan that several tables share: codes, serials, racks, routes, and the steps of its packages."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from fabric.plan import PackageKind, Plan, cable_id, list_cable_codes, list_serials
from layouts import LongColumn, drop_of_edge


class PlanNames:
    """Names in one plan; each list is made once."""

    def __init__(self, plan: Plan):
        self.plan = plan

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The code of each link."""
        return list_cable_codes(self.plan)

    @cached_property
    def cable_ids(self) -> tuple[str, ...]:
        """The id of each link."""
        networks = [stage.network for stage in self.plan.stages]
        stages = self.plan.links.stage.tolist()
        return tuple(cable_id(networks[stage], code) for stage, code in zip(stages, self.codes, strict=True))

    @cached_property
    def serials(self) -> tuple[str, ...]:
        """The serial of each assembly."""
        return list_serials(self.plan, self.codes)

    @cached_property
    def racks(self) -> tuple[str, ...]:
        """The id of each rack of the site."""
        return tuple(rack.id for rack in self.plan.project.site.racks)

    @cached_property
    def routes(self) -> tuple[tuple[str, ...], ...]:
        """The pathways of each route, from A to B. A route from one drop straight into the other takes one point of a
        pathway; one through the side of a rack is named by both racks.
        """
        drops = self.plan.project.site.drop_by_id
        found = []
        for route in self.plan.routes:
            first = drops[drop_of_edge(route.pathways[0]) or ""]
            side = f"side of {route.a_rack} and {route.b_rack}"
            found.append(route.named_pathways or (side if first.opening else first.pathway,))
        return tuple(found)

    @cached_property
    def work_order(self) -> LongColumn:
        """All packages (by index), crew by crew in order of time."""
        packages = self.plan.packages
        return np.lexsort((packages.end_s, packages.start_s, packages.crew)).astype(np.int64)

    @cached_property
    def step_numbers(self) -> LongColumn:
        """The number of each package among the steps of its crew, from 1."""
        order, crew = self.work_order, self.plan.packages.crew[self.work_order]
        first = np.searchsorted(crew, crew, side="left")
        found = np.empty(len(order), np.int64)
        found[order] = np.arange(len(order)) - first + 1
        return found

    @cached_property
    def laying(self) -> Mapping[int, int]:
        """The package (by index) that lays each pull (by index)."""
        packages = self.plan.packages
        mine = np.flatnonzero(packages.kind == PackageKind.PULL)
        return dict(zip(packages.subject[mine].tolist(), mine.tolist(), strict=True))

    @cached_property
    def transceivers(self) -> Mapping[tuple[int, str, int], str]:
        """The model of each transceiver, by device (index), group of cages and cage."""
        optics, groups, models = self.plan.optics, self.plan.cage_groups, self.plan.optic_models
        columns = (optics.device.tolist(), optics.group.tolist(), optics.cage.tolist(), optics.model.tolist())
        rows = zip(*columns, strict=True)
        return {(device, groups[group], cage): models[model] for device, group, cage, model in rows}
