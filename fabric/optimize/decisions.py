"""The decisions so far while networks are planned one after the other, and the route finders of the site."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fabric.bounds import Bound, no_bound
from fabric.designs import Design
from fabric.plan import Plan
from fabric.project import Device, Project
from fabric.rules import Places
from layouts import RouteFinder, Site, list_passable


class RouteFinders:
    """The route finders of one site. Media that may use the same drops and pathways share a finder."""

    def __init__(self, site: Site):
        self.site = site
        self._made: dict[tuple[frozenset[str], frozenset[str]], RouteFinder] = {}
        self._asked: dict[tuple[str, int], RouteFinder] = {}

    def __call__(self, medium: str, largest_mm: int) -> RouteFinder:
        """The finder for cables of a medium ('' for any) whose largest part is `largest_mm` wide."""
        if (medium, largest_mm) not in self._asked:
            passed = list_passable(self.site, medium, largest_mm)
            drops = frozenset(drop.id for drop in self.site.drops if not medium or medium in drop.media)
            if (passed, drops) not in self._made:
                self._made[passed, drops] = RouteFinder(self.site, medium, largest_mm)
            self._asked[medium, largest_mm] = self._made[passed, drops]
        return self._asked[medium, largest_mm]


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """The networks that are planned so far."""

    designs: tuple[Design, ...]
    """The chosen design of each network, in the order of the request."""
    listed: tuple[Design, ...]
    """The same designs before the places of their switches decided on media."""
    devices: tuple[Device, ...]
    """Devices of the project and switches of these designs, all with a rack."""
    loads_ms: Mapping[int, int]
    """Person-time that ties up each place, by number."""
    bound: Bound
    """The bound of all plans for these networks."""
    counted_racks: frozenset[str] | None
    """Racks that the bound counts as opened for devices; None before the first network."""
    plan: Plan | None
    """The plan of these networks; None before the first network."""
    asked: Project
    """The project as asked for, in which some devices may have no rack yet. The bound rests on it."""
    kept: Places = field(default_factory=dict)
    """Places in an earlier plan: a switch in the same rack keeps its units."""


def no_decisions(project: Project, asked: Project | None = None, kept: Places | None = None) -> Decisions:
    """The decisions before the first network; `asked` is the project in which some devices have no rack yet.

    `kept` are the places of an earlier plan.
    """
    return Decisions(
        designs=(),
        listed=(),
        devices=project.devices,
        loads_ms={},
        bound=no_bound(project),
        counted_racks=None,
        plan=None,
        asked=asked or project,
        kept=kept or {},
    )
