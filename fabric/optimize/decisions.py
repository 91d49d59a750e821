"""What is decided so far while networks are planned one after the other, and the route finders of the site."""

from collections.abc import Mapping
from dataclasses import dataclass

from fabric.bounds import Bound, no_bound
from fabric.designs import Design
from fabric.plan import Plan
from fabric.project import Device, Project
from layouts import RouteFinder, Site, list_passable


class RouteFinders:
    """The route finders of one site by (medium, largest part in mm), one for each set of pathways that these leave."""

    def __init__(self, site: Site):
        self.site = site
        self._made: dict[frozenset[str], RouteFinder] = {}
        self._asked: dict[tuple[str, int], RouteFinder] = {}

    def __call__(self, medium: str, largest_mm: int) -> RouteFinder:
        if (medium, largest_mm) not in self._asked:
            passed = list_passable(self.site, medium, largest_mm)
            if passed not in self._made:
                self._made[passed] = RouteFinder(self.site, medium, largest_mm)
            self._asked[medium, largest_mm] = self._made[passed]
        return self._asked[medium, largest_mm]


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """What is decided so far: designs, all devices in their places, person-time by place, the bound, racks that it
    counts as opened for devices (None: no network yet), the plan.
    """

    designs: tuple[Design, ...]
    devices: tuple[Device, ...]
    loads_ms: Mapping[int, int]
    bound: Bound
    counted: frozenset[str] | None
    plan: Plan | None


def no_decisions(project: Project) -> Decisions:
    """The state before the first network."""
    return Decisions(
        designs=(),
        devices=project.devices,
        loads_ms={},
        bound=no_bound(project),
        counted=None,
        plan=None,
    )
