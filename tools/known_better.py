"""Looks for known plans that are better than the plan of a request, on random odd sites.

    .venv/bin/python tools/known_better.py 350          # sites that have a plan
    .venv/bin/python tools/known_better.py 350 7000     # from seed 7000 on
    .venv/bin/python tools/known_better.py 50 0 2       # in two processes

Each site of tools/odd_sites.py is planned as it is asked for. Rivals are plans of the product that meet the same
request: that of another objective, that of a tighter request, one that starts from the plan, and those of random places
of switches, and of devices without a rack. All of them have quick schedules, and so has the plan at first; where a
rival beats it, the request is planned again with the effort that `plan` has. A site counts where a rival is 2 % better
by the objective of the request: the plan takes at least 1.02 times its install time or its person-hours. Prints these
sites with the rival, then counts by kind of rival. Exits 1 where more than 2 % of the sites count.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count, islice
from random import Random

from check_bounds import read_site

from fabric import make_plan
from fabric.optimize import DesignTask, Placement, budget_of_search, placement_in
from fabric.plan import Plan
from fabric.project import Device, Project
from fabric.rules import mount_hosts, occupy
from fabric.search import SearchRun, search
from fabric.vocabulary import Objective
from layouts import InputError, UnmetError

BETTER_PPM = 20_000
"""Share in millionths by which a known plan is better where a site counts: 2 %."""
MOST_PCT = 2
"""Most sites of a hundred that may count."""
RANDOM_SEARCHES = 3
"""Searches among random places of switches; each completes a few of them for each design."""
RANDOM_PLACES = 40
"""Draws of racks for the switches of one design; those that fit are ordered by their estimate."""
OBJECTIVES: tuple[Objective, ...] = ("install-time", "person-hours", "cost")


@dataclass(frozen=True)
class Compared:
    """One site with its plan and the best rival."""

    seed: int
    objective: str
    """Objective of the request."""
    figure: int
    """Install time in seconds or person-time in milliseconds of the plan, by the objective."""
    rivals: Mapping[str, int]
    """The figure of each rival, by the way in which it was found."""

    @property
    def best(self) -> tuple[int, str]:
        """The least figure of all rivals, and the first way that leads to it."""
        return min(((figure, how) for how, figure in self.rivals.items()), default=(self.figure, "none"))

    @property
    def excess_pct(self) -> float:
        """Percent by which the plan is above the best rival; below 0 where it is better than all."""
        return 100 * (self.figure / max(1, self.best[0]) - 1)

    @property
    def is_beaten(self) -> bool:
        """Whether a known plan is better by the share that counts."""
        return self.figure * 1_000_000 >= self.best[0] * (1_000_000 + BETTER_PPM) and self.figure > self.best[0]


def figure_of(plan: Plan, objective: str) -> int:
    """The figure that an objective makes least: install time in seconds, person-time in ms, or cost in cents."""
    summary = plan.summary
    figures = {"person-hours": summary.work_ms, "cost": summary.cost_cents}
    return figures.get(objective, summary.install_time_s)


def compare_site(seed: int) -> Compared | None:
    """The plan of one site beside its rivals; None where the site has no plan."""
    try:
        project = read_site(seed)
        plan = _plan_quickly(project)
    except (InputError, UnmetError):
        return None
    objective = project.request.objective
    rivals = {how: figure_of(found, objective) for how, found in list_rivals(project, plan, Random(seed))}
    quick = Compared(seed, objective, figure_of(plan, objective), rivals)
    return replace(quick, figure=figure_of(make_plan(project), objective)) if quick.is_beaten else quick


def _plan_quickly(project: Project, earlier: Plan | None = None) -> Plan:
    """The plan with a quick schedule. Raises UnmetError where there is none."""
    return make_plan(project, earlier=earlier, effort="quick")


def list_rivals(project: Project, plan: Plan, draw: Random) -> Iterator[tuple[str, Plan]]:
    """Plans that meet the request, each with the way in which it was found."""
    objective = draw.choice([one for one in OBJECTIVES if one != project.request.objective])
    with suppress(UnmetError):
        yield f"objective {objective}", _plan_quickly(_asking(project, objective=objective))
    tighter = {how: tight for how, tighten in TIGHTER.items() if (tight := tighten(project)) != project}
    how = draw.choice(sorted(tighter)) if tighter else ""
    if how:
        with suppress(UnmetError):
            yield how, _plan_quickly(tighter[how])
    yield "start from the plan", _plan_quickly(project, plan)
    for number in range(RANDOM_SEARCHES):
        there = _mount_at_random(project, draw) if number else replace(project, devices=_devices_of(project, plan))
        if there is not None:
            with suppress(UnmetError):
                yield (
                    f"random places {number}",
                    search(there, RandomPlacer(draw), SearchRun(exact=budget_of_search("quick"))),
                )


class RandomPlacer:
    """Random racks for the switches of each design; those with the best estimates first."""

    def __init__(self, draw: Random):
        self.draw = draw

    def __call__(self, task: DesignTask) -> list[Placement]:
        """Raises UnmetError where no draw fits."""
        ids = [task.racks.rack_ids[int(rack)] for rack in task.racks.candidates]
        found = []
        for _ in range(RANDOM_PLACES if ids else 1):
            few = self.draw.sample(ids, self.draw.randint(1, len(ids))) if ids else []
            racks = {switch.id: self.draw.choice(few) for switch in task.design.fabric.switches if few}
            placement = placement_in(task, racks)
            if placement is not None and placement not in found:
                found.append(placement)
        if not found:
            raise UnmetError(["no random places fit"])
        return sorted(found, key=lambda one: one.score.key(task.project.request.objective))


def _devices_of(project: Project, plan: Plan) -> tuple[Device, ...]:
    """The devices of a project where its plan has them."""
    there = {device.id: device for device in plan.project.devices}
    return tuple(there[device.id] for device in project.devices)


def _mount_at_random(project: Project, draw: Random) -> Project | None:
    """The project with a random rack for each device without one; None where they do not fit."""
    racks = [rack.id for rack in project.site.racks]
    chosen = {device.id: draw.choice(racks) for device in project.devices if device.rack is None}
    try:
        return replace(project, devices=mount_hosts(project, occupy(project), chosen))
    except UnmetError:
        return None


def _asking(project: Project, **changes: object) -> Project:
    return replace(project, request=replace(project.request, **changes))  # type: ignore[arg-type]


def _limited(project: Project, **limits: object) -> Project:
    return _asking(project, limits=replace(project.request.limits, **limits))  # type: ignore[arg-type]


def _first(project: Project, **options: object) -> Project:
    """The project whose first network states more, where it is not a list of links."""
    first, *others = project.request.networks
    changed = first if first.is_given else replace(first, **options)  # type: ignore[arg-type]
    return _asking(project, networks=(changed, *others))


TIGHTER: Mapping[str, Callable[[Project], Project]] = {
    "without trunks": lambda project: _limited(project, trunk_legs=()),
    "without bundles": lambda project: _limited(project, bundle_jumpers=1),
    "trunks of one size": lambda project: _limited(project, trunk_legs=project.request.limits.trunk_legs[-1:]),
    "two tiers": lambda project: _first(project, tiers=2),
    "leaves beside devices": lambda project: _first(project, leaf_position="top-of-rack"),
    "leaves mid-row": lambda project: _first(project, leaf_position="mid-row"),
}
"""Requests whose plans meet the looser request as well."""


def compare_sites(first: int, sites: int, processes: int = 1) -> Iterator[Compared]:
    """Compares sites from one seed on, until so many have a plan."""
    if processes == 1:
        yield from islice((found for seed in count(first) if (found := compare_site(seed))), sites)
        return
    with ProcessPoolExecutor(processes) as pool:
        done = 0
        while done < sites:
            for found in pool.map(compare_site, range(first, first + 8 * processes)):
                if found and done < sites:
                    done += 1
                    yield found
            first += 8 * processes


def main() -> None:
    """Prints the sites that count as they come, then counts."""
    sites, first, processes = (int(text) for text in [*sys.argv[1:], *("350", "0", "1")[len(sys.argv) - 1 :]])
    found: list[Compared] = []
    for compared in compare_sites(first, sites, processes):
        found.append(compared)
        if compared.excess_pct > 0:
            mark = "BEATEN" if compared.is_beaten else "      "
            figure, how = compared.best
            print(
                f"{mark} site {compared.seed}: {compared.objective} {compared.figure}, {how} {figure}: "
                f"{compared.excess_pct:.1f} % above",
                flush=True,
            )
    beaten = [compared for compared in found if compared.is_beaten]
    share_pct = 100 * len(beaten) / len(found)
    print(f"{len(found)} sites, {len(beaten)} with a known plan that is 2 % better ({share_pct:.1f} %)")
    for how, number in Counter(compared.best[1] for compared in beaten).most_common():
        print(f"  {number:4}  {how}")
    sys.exit(share_pct > MOST_PCT)


if __name__ == "__main__":
    main()
