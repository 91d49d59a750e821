"""The facts that the bound of a design rests on, each the least over all ways to place its switches on the floor."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from fabric.bounds import Least
from fabric.designs import Design
from fabric.optimize.terrain import Terrain
from fabric.project import Project
from layouts.routes import UNREACHED, RouteFinder
from layouts.units import divide_up


def find_least(
    project: Project,
    design: Design,
    terrain: Terrain,
    finder: RouteFinder,
    standing: Mapping[str, str],
    counted: frozenset[str] | None,
) -> Least:
    """The facts of a design that hold wherever its switches stand; `counted` are the racks that the bounds of earlier
    networks open, None for the first network. Those also open racks for their switches, nobody knows which: a later
    network counts only racks that hold no switches.

    Devices that stand in `project` are those of the project's files. Where the fabric also connects switches of other
    networks, whose number and places depend on their designs, only the links of the project's own devices count, and
    neither their optics nor any other link.
    """
    fabric = design.fabric
    leans = any(host not in project.device_by_id for host in fabric.hosts)
    links = fabric.links
    fixed = np.array([host in project.device_by_id for host in fabric.hosts], bool)
    is_host = links.a_device < len(fabric.hosts)
    down = is_host & (links.b_device >= len(fabric.hosts))
    down[down] = fixed[links.a_device[down]]
    splits = np.array([stage.medium.legs > 1 for stage in design.stages], bool)[links.stage]
    laid_rows = down & ~splits
    host_racks = _host_racks(project, design, terrain, finder, laid_rows)
    places = _places(project, design, terrain, finder, laid_rows, leans)
    touched = {project.device_by_id[fabric.hosts[h]].rack or "" for h in np.unique(links.a_device[down]).tolist()}
    laid = int((down & ~splits).sum())
    racks = len(touched)
    if counted is None:
        racks += _switch_racks(design, terrain, standing, touched)
    else:
        racks = sum("switch" not in project.site.rack_by_id[name].type.holds for name in touched - counted)
    if leans:
        return Least(
            links=laid,
            connectors=2 * laid,
            optics=0,
            host_racks=tuple(host_racks),
            other_links=0,
            other_mm=0,
            racks=racks,
            trunk_legs=_legs(design),
            bundle_jumpers=project.request.limits.bundle_jumpers,
            places=places,
        )
    return Least(
        links=len(links),
        connectors=design.cages.connectors,
        optics=sum(design.cages.optics.values()),
        host_racks=tuple(host_racks),
        other_links=int((~down & ~splits).sum()),
        other_mm=_between_mm(project, design, terrain, finder) if bool((is_host & ~down).sum() == 0) else 0,
        racks=racks,
        trunk_legs=_legs(design),
        bundle_jumpers=project.request.limits.bundle_jumpers,
        places=places,
    )


def _places(
    project: Project, design: Design, terrain: Terrain, finder: RouteFinder, rows: "np.ndarray", leans: bool
) -> dict[int, tuple[int, tuple[tuple[int, int, bool], ...]]]:
    """Per place: transceivers of its devices, and the links of each of its racks whose devices show one face."""
    site, fabric = project.site, design.fabric
    number = {place.id: index for index, place in enumerate(site.places)}
    cages = design.cages
    optics = np.bincount(cages.device[cages.optic >= 0], minlength=len(fabric.hosts))
    linked = np.bincount(fabric.links.a_device[rows], minlength=len(fabric.hosts))
    faces: dict[str, set[str]] = {}
    per_place: Counter[int] = Counter()
    for index, name in enumerate(fabric.hosts):
        device = project.device_by_id.get(name)
        if device is None or not linked[index]:
            continue
        faces.setdefault(device.rack or "", set()).add(device.face)
        place = number[f"{site.rack_by_id[device.rack or ''].row}.{device.face}"]
        per_place[place] += 0 if leans else int(optics[index])
    racks: dict[int, list[tuple[int, int, bool]]] = {place: [] for place in per_place}
    names = sorted(faces)
    for name, found in zip(names, _host_racks(project, design, terrain, finder, rows), strict=True):
        if len(faces[name]) == 1:
            racks[number[f"{site.rack_by_id[name].row}.{min(faces[name])}"]].append(found)
    return {place: (per_place[place], tuple(racks[place])) for place in per_place}


def _legs(design: Design) -> tuple[int, ...]:
    return tuple(sorted({trunk.legs for medium in design.media for trunk in medium.trunks}))


def _host_racks(
    project: Project,
    design: Design,
    terrain: Terrain,
    finder: RouteFinder,
    rows: "np.ndarray",
) -> list[tuple[int, int, bool]]:
    """Per rack of devices: links, the shortest cable to another rack that may hold a switch, whether it may itself."""
    site, fabric = project.site, design.fabric
    side = site.port_to_side_mm + site.slack_mm_per_end
    least_inside = _least_inside(project, design, terrain)
    links_of = np.bincount(fabric.links.a_device[rows], minlength=len(fabric.hosts))
    rack_links: Counter[str] = Counter()
    inside: dict[str, int] = {}
    for host, links in zip(fabric.hosts, links_of.tolist(), strict=False):
        if not links:
            continue
        device = project.device_by_id[host]
        rack = site.rack_by_id[device.rack or ""]
        rack_links[rack.id] += links
        entry = site.drop_by_rack[rack.id].entry
        rise = rack.rise_mm(device.position_half_ru or 2, project.type_of(device).half_ru, entry) + side
        inside[rack.id] = min(inside.get(rack.id, rise), rise)
    found = []
    others, least_mm = list(least_inside), np.array(list(least_inside.values()), np.int64)
    for name, links in sorted(rack_links.items()):
        near = least_mm + finder.tabulate_mm([name], others)[0]
        if name in least_inside:
            near[others.index(name)] = UNREACHED
        nearest = int(near.min(initial=UNREACHED))
        found.append((links, inside[name] + (nearest if nearest < UNREACHED else 0), name in least_inside))
    return found


def _least_inside(project: Project, design: Design, terrain: Terrain) -> dict[str, int]:
    """Per rack that may hold a switch of the design, the shortest way inside it that one could have."""
    site = project.site
    heights = sorted({project.catalog.device_types[model].half_ru for model in set(design.models)})
    found = {}
    for index in terrain.candidates.tolist():
        rack = site.rack_by_id[terrain.rack_ids[index]]
        entry = site.drop_by_rack[rack.id].entry
        best = min(
            rack.rise_mm(position, half_ru, entry)
            for half_ru in heights
            for position in range(2, rack.type.half_ru - half_ru + 3)
        )
        found[rack.id] = best + site.port_to_side_mm + site.slack_mm_per_end
    return found


def _between_mm(project: Project, design: Design, terrain: Terrain, finder: RouteFinder) -> int:
    """The shortest cable between two racks that may hold switches."""
    inside = _least_inside(project, design, terrain)
    least_mm = np.array(list(inside.values()), np.int64)
    ways = finder.tabulate_mm(list(inside), list(inside)) + least_mm[:, None] + least_mm[None]
    np.fill_diagonal(ways, UNREACHED)
    shortest = int(ways.min(initial=UNREACHED))
    return shortest if shortest < UNREACHED else 0


def _switch_racks(design: Design, terrain: Terrain, standing: Mapping[str, str], touched: set[str]) -> int:
    """The least number of racks that its switches touch beside those touched anyway."""
    room = {
        terrain.rack_ids[int(index)]: int(count) for index, count in zip(terrain.candidates, terrain.most, strict=True)
    }
    racks = set(standing.values()) - touched
    if touched & room.keys():
        return len(racks)
    new = sum(switch.id not in standing for switch in design.fabric.switches)
    homeless = max(0, new - sum(room.get(name, 0) for name in set(standing.values())))
    return len(racks) + divide_up(homeless, max([1, *room.values()]))
