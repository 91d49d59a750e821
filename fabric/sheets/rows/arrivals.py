"""The cable ends that arrive in a rack: one row for each end of a trunk, and one for similar single cables. Single
cables are similar where they have the same kind, side, side of the rack, route and crews, and where all of them or none
cross to the other side of the rack.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fabric.plan import PullForm
from fabric.sheets.rows.link_row import EndLabel, Side
from fabric.sheets.rows.plan_index import StepNumber
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.pull_ways import PullWays, RackEnd, far_side, plug_key
from fabric.sheets.rows.selected import LANDING_KINDS, Landing


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One end of a trunk, or the ends of single cables that are alike, in one rack."""

    labels: tuple[EndLabel, ...]
    """Labels of these ends in the order of landing, each once."""
    serials: tuple[str, ...]
    """Serials of the pieces in the order of landing, each once."""
    side: Side
    """End of the pieces, A or B."""
    rack_side: str
    """Side of the rack at which they come in, as one faces the ports: left or right."""
    far_side: str
    """The other side, where plugs cross to it: all of these single cables, or some legs of a trunk; else empty."""
    far_legs: tuple[int, ...]
    """Legs of a trunk that cross to the other side, in order."""
    kind: str
    """Kind of the pieces."""
    far_rack: str
    """Rack of the other ends; the rack itself for cords inside it."""
    route: tuple[str, ...] | None
    """Names of the pathways from A to B; None inside a rack."""
    plugs: int
    """Number of plugs."""
    legs: tuple[int, ...]
    """Legs of a trunk that are plugged, in order; empty for other cables."""
    spare_legs: tuple[int, ...]
    """Legs of a trunk that carry no link, in order."""
    pulling_crew: int
    """Crew that lays them, from 1."""
    pulling_steps: tuple[int, ...]
    """Steps of that crew, from 1, each once."""
    landing_crew: int
    """Crew that plugs them, from 1."""
    landing_steps: tuple[int, ...]
    """Steps of that crew, from 1, each once."""
    first: datetime
    """Wall-clock time at which the first of them begins; undated plans count from `UNDATED`."""


@dataclass(frozen=True)
class _LandingStep:
    """A landing with the steps of its pull and of its own."""

    landing: Landing
    """The end."""
    pulled: StepNumber
    """Step that lays it."""
    landed: StepNumber
    """Step that plugs it."""
    package: int
    """Package of that step (by index)."""
    end: RackEnd
    """The end of its pull in the rack."""

    @property
    def is_across(self) -> bool:
        """Whether its port lies at the other side."""
        return plug_key(*self.landing[:2]) in self.end.across


def list_arrivals(rows: PlanRows, landings: Sequence[Landing]) -> list[Arrival]:
    """The cable ends of some landings, in the order in which crews land them."""
    found: dict[tuple[object, ...], list[_LandingStep]] = defaultdict(list)
    ways = PullWays(rows.index, rows.by_pull)
    ends: dict[tuple[int, Side], RackEnd] = {}
    for landing in landings:
        row, side = landing
        package = rows.index.package_of[LANDING_KINDS[side], row.pull]
        if (row.pull, side) not in ends:
            ends[row.pull, side] = ways.rack_end(row.pull, side)
        pulled, landed = rows.index.step_of_pull[row.pull], rows.index.step_of_package[package]
        step = _LandingStep(landing, pulled, landed, package, ends[row.pull, side])
        # A trunk comes down as a whole; single cables that cross are told apart from those that do not.
        apart = (row.assembly, False) if row.form == PullForm.TRUNK else (None, step.is_across)
        crews = step.pulled.crew, step.landed.crew
        key = (*apart, side, row.kind, landing.far.rack, row.route, *crews, step.end.side)
        found[key].append(step)
    arrivals = (_arrival(rows, sorted(mine, key=lambda one: one.landed.number)) for mine in found.values())
    return sorted(arrivals, key=lambda one: (one.first, one.landing_crew, one.landing_steps))


def _arrival(rows: PlanRows, steps: Sequence[_LandingStep]) -> Arrival:
    """The arrival of some plugs, in the order of landing."""
    first = steps[0]
    row, side = first.landing
    is_trunk = row.form == PullForm.TRUNK
    legs = range(1, len(rows.plan.kinds[row.kind_index].a_legs_mm) + 1) if is_trunk else ()
    used = {one.leg for one in rows.by_assembly[row.assembly]}
    return Arrival(
        labels=tuple(dict.fromkeys(one.landing.row.label(side) for one in steps)),
        serials=tuple(dict.fromkeys(one.landing.row.serial for one in steps)),
        side=side,
        rack_side=first.end.side,
        far_side=far_side(first.end) if any(one.is_across for one in steps) else "",
        far_legs=tuple(one.landing.row.leg for one in steps if is_trunk and one.is_across),
        kind=row.kind,
        far_rack=first.landing.far.rack,
        route=row.route,
        plugs=len(steps),
        legs=tuple(one.landing.row.leg for one in steps) if is_trunk else (),
        spare_legs=tuple(leg for leg in legs if leg not in used),
        pulling_crew=first.pulled.crew,
        pulling_steps=tuple(sorted({one.pulled.number for one in steps})),
        landing_crew=first.landed.crew,
        landing_steps=tuple(sorted({one.landed.number for one in steps})),
        first=rows.index.start(first.package),
    )
