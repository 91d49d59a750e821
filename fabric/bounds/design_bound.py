"""The bound of one design together with the networks before it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from fabric.bounds.bound import Bound, Left, form_bound, with_left
from fabric.bounds.clock_work import leave_for_clock
from fabric.bounds.design_facts import find_design_facts, list_switch_faces
from fabric.bounds.earlier_networks import extend, keep_least
from fabric.bounds.facts import DesignFacts
from fabric.bounds.least_time import LeastDemand, NetworkDemand, Workforce, time_bounds_s
from fabric.bounds.least_work import cabling_bound_ms, place_bounds_ms, plugs_and_tests_ms
from fabric.bounds.network_points import NetworkWork, list_points, list_working_places
from fabric.bounds.spread import Slots, least_spread_s
from fabric.bounds.standing_links import StandingWalks
from fabric.designs import Design
from fabric.project import Device, Project
from fabric.rules import CandidateRacks, has_end_faces


def bound_design(
    project: Project,
    design: Design,
    floor: CandidateRacks,
    racked_switches: Mapping[str, str],
    earlier: Bound,
    counted_racks: frozenset[str] | None,
    walks: StandingWalks,
) -> Bound:
    """The bound of all plans for a design and the networks before it, whose bound is `earlier`.

    `floor` holds the racks before any new switch is placed; its walks pass every pathway.
    `racked_switches` maps switches that have a rack to it. `counted_racks` are the racks that `earlier` counts as
    opened for devices, None for the first network. `walks` are those between all ends of a design that stands as a
    whole. Where work may be done before the racks are ready, the bound of the time counts what is left.
    """

    def bound_with(labour_of: Project, before: Bound) -> Bound:
        return _bound_work(labour_of, design, floor, racked_switches, before, counted_racks, walks)

    whole, one, both = bound_with(project, earlier), leave_for_clock(project, 1), leave_for_clock(project, 2)
    if one is None or both is None or earlier.left is None:
        return whole
    left = Left(bound_with(one, earlier.left.at_places), bound_with(both, earlier.left.in_all))
    return with_left(workforce_of(project), whole, left)


def _bound_work(
    project: Project,
    design: Design,
    floor: CandidateRacks,
    racked_switches: Mapping[str, str],
    earlier: Bound,
    counted_racks: frozenset[str] | None,
    walks: StandingWalks,
) -> Bound:
    """The bound of all work at the figures of the labour table of a project.

    Where a stage may have cables whose plugs are not inspected, each plug of the design takes no longer than any does.
    """
    if not all(has_end_faces(medium) for stage in design.stages for medium in stage.media):
        project = replace(project, labour=project.labour.of_quickest_plugs())
    facts = find_design_facts(project, design, floor, racked_switches, counted_racks, walks)
    choices = keep_least(extend(project, choice, design, facts) for choice in earlier.choices)
    place_ms, own_ms = Counter(earlier.demand.place_ms), place_bounds_ms(project.labour, facts)
    if not project.may_patch_links:
        place_ms.update(own_ms)
    faces = list_switch_faces(project, design)
    open_places = frozenset(
        project.site.place_number(floor.rack_ids[rack], face) for rack in floor.candidates.tolist() for face in faces
    )
    free_ms, free_places = facts.free_load or (0, frozenset())
    places = open_places | free_places | _device_places(project, design) | _earlier_places(project, design)
    if project.may_patch_links:
        # A cord may end at a panel of any row, so no work is sure to tie up a place.
        free_ms, places = 0, frozenset(range(len(project.site.places)))
    this = [network.id for network in project.request.networks].index(design.network.id)
    cabling_ms = min(cabling_bound_ms(project.labour, facts, choice.ports[this]) for choice in earlier.choices)
    known = NetworkWork(own_ms, _at_devices_ms(project, facts), cabling_ms, _opening_ms(project, facts, earlier))
    working = list_working_places(project)
    points = list_points(project.labour, facts, known, working)
    is_last = design.network.id == project.request.networks[-1].id
    demand = LeastDemand(
        work_ms=min(choice.work_ms for choice in choices),
        place_ms=place_ms,
        usable=earlier.demand.usable | places,
        has_pulls=facts.links > 0 and facts.connectors > 0,
        free_ms=earlier.demand.free_ms + free_ms,
        free_places=earlier.demand.free_places | free_places,
        networks=(*earlier.demand.networks, NetworkDemand(cabling_ms, places, points)),
        places=working if is_last else (),
    )
    spread_s = max(earlier.demand.spread_s, _spread_s(project, facts, floor, demand))
    return form_bound(project.labour, workforce_of(project), demand._replace(spread_s=spread_s), choices)


def _spread_s(project: Project, facts: DesignFacts, floor: CandidateRacks, demand: LeastDemand) -> int:
    """The least time in which the places hold the work of the design alone; 0 where it has no such figure."""
    if facts.switch_links is None or facts.switch_links.others or project.may_patch_links:
        return 0
    labour, workforce = project.labour, workforce_of(project)
    crew = project.crew
    slots = {place: int(floor.place_crews[place]) * crew.crew_size for place in sorted(demand.usable)}
    at_face = None if crew.crews_per_rack_face is None else crew.crews_per_rack_face * crew.crew_size
    return least_spread_s(
        labour,
        facts.switch_links,
        facts.pulls,
        _at_devices_ms(project, facts),
        Slots(slots, at_face),
        lambda work_ms: crew.offered_s(work_ms, workforce.ready),
        max(time_bounds_s(labour, workforce, demand).values()),
    )


def _at_devices_ms(project: Project, facts: DesignFacts) -> dict[int, int]:
    """The work at the devices of each place without laying."""
    labour = project.labour
    return {
        number: labour.act_ms("insert_optic", place.optics)
        + plugs_and_tests_ms(labour, sum(rack.links for rack in place.racks))
        for number, place in facts.places.items()
    }


def _opening_ms(project: Project, facts: DesignFacts, earlier: Bound) -> int:
    """The opening of racks that none of the networks before opens, whichever of their designs is chosen."""
    known = max(min(choice.switch_racks, facts.able_racks) for choice in earlier.choices)
    return project.labour.act_ms("mobilise", facts.racks + facts.switch_racks - known)


def workforce_of(project: Project) -> Workforce:
    """The crews of a project, and how many of them each of its places takes."""
    place_crews = [project.crew.crews_in(place.max_crews) for place in project.site.places]
    return Workforce(project.crew, place_crews, project.request.racks_ready)


def list_device_racks(project: Project, design: Design) -> frozenset[str]:
    """The racks of the devices and switches of the project that a fabric connects. Its bound counts them as opened."""
    return frozenset(device.rack for device in _connected(project, design) if device.rack)


def _device_places(project: Project, design: Design) -> frozenset[int]:
    """The places where those devices and switches may show the ports that the design uses."""
    site = project.site
    groups = {group.group for stage in design.stages for group in (stage.a_group, stage.b_group)}
    return frozenset(
        site.place_number(device.rack, project.face_of(device, group))
        for device in _connected(project, design)
        for group in groups
        if device.rack
    )


def _earlier_places(project: Project, design: Design) -> frozenset[int]:
    """The places where switches of the networks before may show the ports that the design uses.

    Their model and their rack are decisions, so any switch in stock counts, in any rack.
    """
    if all(host in project.device_by_id for host in design.fabric.hosts):
        return frozenset()
    types, site = project.catalog.device_types, project.site
    groups = {group.group for stage in design.stages for group in (stage.a_group, stage.b_group)}
    faces = {
        types[lot.model].face_of(group, network.switch_face)
        for lot in project.inventory.lots
        if lot.model in types
        for network in project.request.networks
        for group in groups
        if types[lot.model].group(group)
    }
    return frozenset(site.place_number(rack.id, face) for rack in site.racks for face in sorted(faces))


def _connected(project: Project, design: Design) -> Iterator[Device]:
    """The devices and switches of the project that a fabric connects."""
    names = [*design.fabric.hosts, *(switch.id for switch in design.fabric.switches)]
    return (project.device_by_id[name] for name in names if name in project.device_by_id)
