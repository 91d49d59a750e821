"""Looks for admissible plans below the printed bound, on random odd sites.

    .venv/bin/python tools/check_bounds.py 100          # sites that have a plan
    .venv/bin/python tools/check_bounds.py 5000 7000    # 5,000 sites from seed 7000 on
    .venv/bin/python tools/check_bounds.py 100 1 trunks,bundling    # work before the racks are ready
    .venv/bin/python tools/check_bounds.py 100 1 integrated    # racks arrive cabled; integrated-some: half of them
    .venv/bin/python tools/check_bounds.py 100 1 '' 3    # crews of three
    .venv/bin/python tools/check_bounds.py 100 1 '' 0 1    # one crew at a face of a rack, and many technicians
    .venv/bin/python tools/check_bounds.py 100 1 '' 0 1 first    # all pulls into a rack first as well
    .venv/bin/python tools/check_bounds.py 100 1 '' 0 0 plain    # plugs without end faces take minutes of their own

Each site of tools/odd_sites.py is planned by the product as practice places switches, which is quick and states the
same bound as a search. Each eighth seed is searched too, and both bounds must agree. Then all placements, or annealed
ones, of all its designs are valued by tools/rival_plans.py, and one switch for all devices where its ports suffice.
Exits 1 where one of them takes less time or work than the bound that the plan states.
"""

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count, product
from math import ceil
from pathlib import Path
from random import Random

from odd_sites import make_site
from rival_plans import Fabric, Rivals, join_designs
from rival_racks import Racks

from fabric import make_plan, read_project
from fabric.designs import Design, list_candidates
from fabric.plan import Plan, Summary
from fabric.project import Project
from fabric.search import SearchRun, place_as_practice, search
from layouts import InputError, UnmetError

FABRICS = 6
"""Most combinations of designs that are looked at."""

SEEDS_PER_SITE = 20
"""Most seeds for each site that has a plan; most seeds have one."""


@dataclass(frozen=True)
class Effort:
    """The number of placements that are valued for each fabric."""

    all_tried: int = 600
    """Most placements that are all tried."""
    steps: int = 250
    """Steps of each walk where there are more."""
    search_each: int = 8
    """Seeds that this number divides are also planned with a search, whose bound must be the same; 0 for none."""
    early: str = ""
    """The ways of preparing: "trunks", "bundling", "optics", "integrated", "integrated-some", or several; '' for
    none.
    """
    crew_size: int = 0
    """Technicians of every crew, 0 for those of each site. One pulls no trunk."""
    at_face: int = 0
    """Crews at one face of a rack where there are many technicians; 0 for the crews of each site."""
    pulls_first: bool = False
    """Whether all pulls into a rack come before its first landing. Rivals do not know: the bound holds for all."""
    plain_plugs: bool = False
    """Whether plugs without end faces take minutes of their own."""


@dataclass(frozen=True)
class Alarm:
    """A plan below the bound."""

    seed: int
    what: str


@dataclass(frozen=True)
class Checked:
    """One site that has a plan, and its bound."""

    seed: int
    alarms: tuple[Alarm, ...]
    work_share: float
    """Bound of the work as a share of the best one found."""
    time_share: float
    """Bound of the time as a share of the best one found."""
    kinds: frozenset[str]
    """What is odd about the site."""


def read_site(
    seed: int, early: str = "", crew_size: int = 0, at_face: int = 0, pulls_first: bool = False, plain: bool = False
) -> Project:
    """The project of one seed. Raises InputError where its files are refused."""
    files = make_site(seed)
    if early:
        racks = [rack.id for rack in read_site(seed).site.racks] if "integrated-some" in early else []
        ways = {"integrated-some": f"integrated: {{racks: [{', '.join(racks[seed % 2 :: 2])}]}}"}
        files["crew.yaml"] += f"prepare: {{{', '.join(ways.get(way, f'{way}: {{}}') for way in early.split(','))}}}\n"
    if plain:
        rows = files.get("labour.csv", "act,unit,person_minutes\n")
        files["labour.csv"] = f"{rows}plug_copper,connector,{(0, 0.25, 1, 2)[seed % 4]}\n"
    if pulls_first:
        files["crew.yaml"] += "pulls_first: true\n"
    if crew_size:
        files["crew.yaml"] = re.sub(r"crew_size: \d", f"crew_size: {crew_size}", files["crew.yaml"])
    if at_face:
        # Faces of racks bind where neither the technicians nor the places do.
        files["crew.yaml"] = re.sub(r"technicians: \d+", f"technicians: {9 + seed % 40}", files["crew.yaml"])
        files["crew.yaml"] += f"crews_per_rack_face: {at_face}\n"
        files["site.yaml"] = re.sub(
            "max_crews: .*}", f"max_crews: {{front: 9, rear: {3 + seed % 7}}}}}", files["site.yaml"]
        )
    if crew_size == 1:
        limits = "limits: {trunk_legs: [], bundle_jumpers: 1}"
        files["request.yaml"] = re.sub(r"limits: {trunk_legs: .*, bundle_jumpers: \d+}", limits, files["request.yaml"])
    with tempfile.TemporaryDirectory() as name:
        for path, text in files.items():
            (Path(name) / path).parent.mkdir(exist_ok=True)
            (Path(name) / path).write_text(text, encoding="utf-8")
        return read_project(name)


def check_sites(first: int, sites: int, effort: Effort = Effort()) -> Iterator[Checked]:
    """Checks sites from one seed on, until so many had a plan. Raises RuntimeError where hardly a seed has one."""
    found = 0
    for seed in count(first):
        if found == sites:
            return
        if seed - first > SEEDS_PER_SITE * (found + 10):
            raise RuntimeError(f"{found} of {seed - first} sites have a plan: mend tools/odd_sites.py")
        checked = check_site(seed, effort)
        if checked is not None:
            found += 1
            yield checked


def check_site(seed: int, effort: Effort = Effort()) -> Checked | None:
    """Checks one site; None where it has no plan."""
    try:
        project = read_site(
            seed, effort.early, effort.crew_size, effort.at_face, effort.pulls_first, effort.plain_plugs
        )
        summary = plan_as_practice(project).summary
    except (InputError, UnmetError):
        return None
    alarms: list[Alarm] = []
    if summary.install_time_s < summary.bound_s:
        alarms.append(Alarm(seed, f"the plan takes {summary.install_time_s} s, below {summary.bound_s} s"))
    if effort.search_each and seed % effort.search_each == 0:
        searched = make_plan(project, stop=lambda: True).summary
        if _bounds(searched) != _bounds(summary):
            alarms.append(Alarm(seed, f"after a search the bounds are {_bounds(searched)}, before {_bounds(summary)}"))
    least_work, least_time = float("inf"), float("inf")
    for fabric in list_fabrics(project, Random(seed)):
        for work, time in _values(project, fabric, effort, Random(seed)):
            least_work, least_time = min(least_work, work), min(least_time, time)
            if work < summary.work_bound_ms:
                alarms.append(Alarm(seed, f"{fabric.name}: work {work} ms below {summary.work_bound_ms} ms"))
            if ceil(time) < summary.bound_s:
                alarms.append(Alarm(seed, f"{fabric.name}: time {time:.1f} s below {summary.bound_s} s"))
    work_share, time_share = summary.work_bound_ms / least_work, summary.bound_s / least_time
    return Checked(seed, tuple(alarms[:1]), work_share, time_share, frozenset(_kinds(project)))


def plan_as_practice(project: Project) -> Plan:
    """A plan of the product, with its bound, as practice places switches: the bound holds for all plans, so it is that
    of the plan that a search finds. Raises UnmetError where there is none.
    """
    with suppress(UnmetError):
        return search(project, place_as_practice, SearchRun(stop=lambda: True))
    return make_plan(project, stop=lambda: True)


def _bounds(summary: Summary) -> tuple[int, Mapping[str, int]]:
    """Bound of the work in milliseconds, and the parts of that of the time in seconds."""
    return summary.work_bound_ms, summary.bound_parts_s


def list_fabrics(project: Project, draw: Random) -> list[Fabric]:
    """Combinations of the designs of all networks, and one switch for all devices where that is enough."""
    chains: list[tuple[Design, ...]] = [()]
    for network in project.request.networks:
        longer = []
        for chain in chains:
            try:
                candidates = list_candidates(project, network, chain)
            except UnmetError:
                continue
            longer += [(*chain, item.design) for item in candidates if item.design is not None]
        chains = draw.sample(longer, min(FABRICS, len(longer)))
    fabrics = [
        join_designs(project, chain) for chain in chains if all(s.medium.legs == 1 for d in chain for s in d.stages)
    ]
    stars = [star for fabric in fabrics if (star := _join_at_one_switch(project, fabric))]
    return fabrics + stars[:2]


def _join_at_one_switch(project: Project, fabric: Fabric) -> Fabric | None:
    """All links of devices at one switch, where one suffices and the request does not forbid it."""
    network = project.request.networks[0]
    plain = replace(network, tiers=None, uplinks_per_leaf=None, oversubscription=(1, 1))
    stated = network.tiers is not None or network.redundancy > 1 or network.planes > 1 or network.leaf_per != "fabric"
    if len(project.request.networks) > 1 or stated or network.topology != "leaf-spine":
        return None
    if (
        plain != network
        or network.spare_ports
        or network.external_links
        or any(d.role == "leaf" for d in project.devices)
    ):
        return None
    hosts = {device.id for device in project.devices}
    stage = fabric.stages[0]
    links = tuple((a, "one") for item in fabric.stages for a, b in item.links if a in hosts and b not in hosts)
    for model in sorted(set(fabric.models.values())):
        group = project.catalog.device_types[model].group("fabric")
        if group is not None and len(links) <= group.ports:
            optics = {end: number for end, number in fabric.optics.items() if end[0] in hosts}
            cages = 0 if stage.bare_mm else -(-len(links) // 2)
            return Fabric(
                name=f"one {model} for all devices",
                stages=(replace(stage, links=links),),
                models={"one": model},
                faces={"one": network.switch_face},
                optics=optics | {("one", "fabric"): cages},
            )
    return None


def _values(project: Project, fabric: Fabric, effort: Effort, draw: Random) -> Iterator[tuple[int, float]]:
    """Work and time of placements: all of them, or two walks downhill with chance."""
    racks, rivals = Racks(project, fabric.models), Rivals(project, fabric)
    choices = [racks.choices_of(name) for name in racks.movable]
    size = 1
    for choice in choices:
        size *= len(choice)
    if size <= effort.all_tried:
        for chosen in product(*choices):
            spots = racks.stand(dict(zip(racks.movable, chosen, strict=True)))
            if spots is not None:
                yield rivals.value(spots)
        return
    for aim in (0, 1):
        yield from _Walk(racks, rivals, choices, effort.steps, draw).walk(aim)


class _Walk:
    """A walk over placements, one device or all devices of a rack at a time."""

    def __init__(self, racks: Racks, rivals: Rivals, choices: Sequence[Sequence[str]], steps: int, draw: Random):
        self.racks, self.rivals, self.steps, self.draw = racks, rivals, steps, draw
        self.choices = dict(zip(racks.movable, choices, strict=True))
        self.names = sorted({name for choice in choices for name in choice})

    def walk(self, aim: int) -> Iterator[tuple[int, float]]:
        """The values on the way to the least work (0) or time (1); a worse one is taken less and less often."""
        state: dict[str, str] | None = None
        now = 0.0
        for step in range(self.steps):
            tried = self._start() if state is None else self._change(state)
            spots = self.racks.stand(tried)
            if spots is None:
                continue
            value = self.rivals.value(spots)
            yield value
            cost = value[aim] + 1e-4 * value[1 - aim]
            if state is None or cost <= now * (1 + 0.05 * self.draw.random() * (1 - step / self.steps)):
                state, now = tried, cost

    def _start(self) -> dict[str, str]:
        """Random racks; most devices in one rack as a rule."""
        draw = self.draw
        tried = {item: draw.choice(choice) for item, choice in self.choices.items()}
        if draw.random() < 0.7:
            rack = draw.choice(self.names)
            near = (item for item, choice in self.choices.items() if rack in choice and draw.random() < 0.8)
            tried |= dict.fromkeys(near, rack)
        return tried

    def _change(self, state: dict[str, str]) -> dict[str, str]:
        """One device in another rack, or with it all others of its rack that may stand there."""
        draw = self.draw
        moved = draw.choice(self.racks.movable)
        rack = draw.choice(self.choices[moved])
        together = draw.random() < 0.3
        return {
            item: rack
            if item == moved or (together and where == state[moved] and rack in self.choices[item])
            else where
            for item, where in state.items()
        }


def _kinds(project: Project) -> Iterator[str]:
    """What is odd about a site."""
    request, devices = project.request, project.devices
    network = request.networks[0]
    yield f"{len({rack.row for rack in project.site.racks})} rows"
    yield f"{len(request.networks)} networks"
    if any(device.rack is None for device in devices):
        yield "hosts to be placed" if all(device.rack is None for device in devices) else "some hosts to be placed"
    for kind, holds in (
        ("standing switch", any(device.role == "leaf" for device in devices)),
        ("all stands", not any(project.type_of(device).role == "host" for device in devices)),
        ("planes", network.planes > 1),
        ("pairs", network.redundancy > 1),
        ("one tier stated", network.tiers == 1),
        ("several shifts", len(project.crew.shifts) > 1),
        ("units", any(device.su for device in devices)),
        ("leaves by rack", network.leaf_per == "rack"),
        ("limited stock", any(lot.quantity is not None for lot in project.inventory.lots)),
        ("faces", network.switch_face == "front" or any(device.face == "front" for device in devices)),
        ("side passages", any(drop.opening for drops in project.site.drops_of.values() for drop in drops)),
        ("storeys", any(room.floor_mm for room in project.site.rooms)),
        ("listed links", network.topology == "given"),
        ("modules beside fiber", any(lot.model in ("ACTIVE", "PASSIVE") for lot in project.inventory.lots)),
    ):
        if holds:
            yield kind


def main() -> None:
    """Prints alarms as they come, then counts."""
    sites, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    found: list[Checked] = []
    early = sys.argv[3] if len(sys.argv) > 3 else ""
    size, at_face = (int(sys.argv[number]) if len(sys.argv) > number else 0 for number in (4, 5))
    effort = Effort(
        early=early,
        crew_size=size,
        at_face=at_face,
        pulls_first="first" in sys.argv[6:],
        plain_plugs="plain" in sys.argv[6:],
    )
    for checked in check_sites(first, sites, effort):
        found.append(checked)
        for alarm in checked.alarms:
            print(f"site {alarm.seed}: {alarm.what}", flush=True)
        if len(found) % 500 == 0:
            print(f"{len(found)} sites, the last of seed {checked.seed}", flush=True)
    kinds = sorted({kind for checked in found for kind in checked.kinds})
    print(f"{len(found)} sites, {sum(bool(checked.alarms) for checked in found)} with a plan below the bound")
    for kind in kinds:
        print(f"  {sum(kind in checked.kinds for checked in found):5}  {kind}")
    for what, shares in (
        ("work", [checked.work_share for checked in found]),
        ("time", [checked.time_share for checked in found]),
    ):
        exact, near = sum(s >= 0.9999 for s in shares), sum(s >= 0.99 for s in shares)
        median = sorted(shares)[len(shares) // 2]
        print(f"  bound of {what}: met {exact} times, within 1 % {near} times, median {100 * median:.0f} % of the best")
    sys.exit(any(checked.alarms for checked in found))


if __name__ == "__main__":
    main()
