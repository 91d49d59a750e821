"""The facts that the bound of a design rests on, each the least over all ways to place its switches on the floor."""

from collections.abc import Mapping

from fabric.bounds import Least
from fabric.designs import Design, count_optics, hosts_of
from fabric.optimize.terrain import Terrain
from fabric.project import Project
from layouts.routes import RouteFinder
from layouts.units import divide_up


def find_least(
    project: Project, design: Design, terrain: Terrain, finder: RouteFinder, standing: Mapping[str, str]
) -> Least:
    """The facts of a design that hold wherever its switches stand."""
    site = project.site
    side = site.port_to_side_mm + site.slack_mm_per_end
    switch_racks = [terrain.rack_ids[int(index)] for index in terrain.candidates]
    least_inside = {name: _least_inside_mm(project, design, name) for name in switch_racks}
    host_rack_links: dict[str, int] = {}
    host_inside: dict[str, int] = {}
    for host in hosts_of(project, design.network) if design.fabric.hosts else []:
        rack = site.rack_by_id[host.rack or ""]
        host_type = project.type_of(host)
        ports = host_type.port_count(design.network.port_group)
        host_rack_links[rack.id] = host_rack_links.get(rack.id, 0) + ports
        rise = rack.rise_mm(host.position_half_ru or 2, host_type.half_ru, site.drop_by_rack[rack.id].entry)
        host_inside[rack.id] = min(host_inside.get(rack.id, rise + side), rise + side)
    host_racks = []
    for name, links in sorted(host_rack_links.items()):
        found = finder.distances_mm(name)
        near = [found[other] + least_inside[other] for other in switch_racks if other in found and other != name]
        host_racks.append((links, host_inside[name] + min(near, default=0), name in least_inside))
    lengths = []
    for a in switch_racks:
        found = finder.distances_mm(a)
        lengths += [found[b] + least_inside[a] + least_inside[b] for b in switch_racks if a < b and b in found]
    new = sum(switch.id not in standing for switch in design.fabric.switches)
    racks = len(host_rack_links) + len(set(standing.values()) - set(host_rack_links))
    if not any(name in least_inside for name in host_rack_links):
        room = {
            terrain.rack_ids[int(index)]: int(c) for index, c in zip(terrain.candidates, terrain.capacity, strict=True)
        }
        homeless = max(0, new - sum(room.get(name, 0) for name in set(standing.values())))
        racks += divide_up(homeless, max([1, *room.values()]))
    limits = project.request.limits
    return Least(
        links=len(design.fabric.links),
        optics=sum(count_optics(project, design).values()),
        host_racks=tuple(host_racks),
        other_links=int((design.fabric.links.stage > 0).sum()),
        other_mm=min(lengths, default=0),
        racks=racks,
        trunk_legs=tuple(sorted({trunk.legs for medium in design.media for trunk in medium.trunks})),
        bundle_jumpers=limits.bundle_jumpers,
    )


def _least_inside_mm(project: Project, design: Design, rack_id: str) -> int:
    """The shortest way inside a rack that a switch of the design could have."""
    site = project.site
    rack = site.rack_by_id[rack_id]
    half_ru = project.catalog.device_types[design.model].half_ru
    entry = site.drop_by_rack[rack_id].entry
    best = min(rack.rise_mm(position, half_ru, entry) for position in range(2, rack.type.half_ru - half_ru + 3))
    return best + site.port_to_side_mm + site.slack_mm_per_end
