"""Whether the columns of a plan fit together: equal lengths, and indexes that point to something.

Each `find_*` is one rule and yields its problems. `RULES` lists them in an order in which each relies on earlier ones.
Whether the plan is a good answer is the judge's question, not this module's.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from fabric.catalog import MOST_PER_CAGE, DeviceType, list_ports
from fabric.plan import PackageKind, Plan, PullForm
from fabric.plan.codec import CodecError
from fabric.plan.joint_structure import find_lost_panels, find_wrong_joints
from fabric.plan.limits import find_values_beyond_limits
from fabric.plan.needed_acts import find_missing_acts
from fabric.topology import STAGES
from layouts import IntColumn, Site, drop_of_edge, max_span_crews

DAY_MINUTES = 24 * 60
LONGEST_SHIFT_S = 60 * DAY_MINUTES
LONGEST_S = 2**31
"""End of a schedule in seconds: 68 years, the largest number of a column."""
LARGEST_SIZE = 10_000
"""More cages than hardware has."""
MOST_DAYS = 3_650
"""Most days that an installation may take by the shifts of the plan: ten years."""
TABLES = ("links", "segments", "assemblies", "pulls", "optics", "packages")
_START = re.compile(r"([0-9a-f]{8})?")


def check_structure(plan: Plan) -> None:
    """Raises CodecError with the first thing that does not fit."""
    for rule in RULES:
        for problem in rule(plan):
            raise CodecError(problem)


def find_uneven_tables(plan: Plan) -> Iterator[str]:
    """The columns of a table have one length."""
    for name in TABLES:
        table = getattr(plan, name)
        if len({len(getattr(table, field.name)) for field in dataclasses.fields(table)}) != 1:
            yield f"{name}: columns have different lengths"


def find_foreign_stages(plan: Plan) -> Iterator[str]:
    """Every stage is of a network of the request, and each network has one design."""
    networks = {network.id for network in plan.project.request.networks}
    for stage in plan.stages:
        if stage.network not in networks:
            yield f"stages: network {stage.network} is not in the request"
        if stage.name not in STAGES:
            yield f"stages: {stage.name} is not a stage"
    wanted = plan.project.request.networks
    choices = [len(network.choices) for network in wanted]
    if plan.taken and (
        len(plan.taken) != len(wanted) or any(not 0 <= n < most for n, most in zip(plan.taken, choices, strict=True))
    ):
        yield f"taken: {list(plan.taken)} for networks with {choices} variants"
    if len(plan.designs) != len(networks):
        yield f"designs: {len(plan.designs)} for {len(networks)} networks"


def find_odd_starts(plan: Plan) -> Iterator[str]:
    """The plan that the search started from is named by eight hexadecimal digits, or not at all."""
    if not _START.fullmatch(plan.started_from):
        yield f"started_from: {plan.started_from} is no id of a plan"


def find_unknown_models(plan: Plan) -> Iterator[str]:
    """Optics, devices, lots and kinds of assemblies are of models of the catalogue, each of the right sort."""
    catalog = plan.project.catalog
    for model in plan.optic_models:
        if model not in catalog.optics:
            yield f"optic_models: '{model}' is not a transceiver of the catalogue"
    for device in plan.devices:
        if device.model not in catalog.device_types:
            yield f"devices: {device.id} is of the unknown model {device.model}"
    for lot in plan.project.inventory.lots:
        if catalog.kind_of(lot.model) is None:
            yield f"lots: {lot.id} is of the unknown model {lot.model}"
    for kind in plan.kinds:
        if catalog.kind_of(kind.model) != ("trunk" if kind.form == "trunk" else "cable"):
            yield f"kinds: {kind.id} is of the unknown model {kind.model}"


def find_odd_sizes(plan: Plan) -> Iterator[str]:
    """Counts of the catalogue are positive and no larger than hardware is."""
    for model, device_type in plan.project.catalog.device_types.items():
        sizes = _sizes(device_type)
        if not all(0 < size <= LARGEST_SIZE for size in sizes):
            yield f"device_types: {model} has a size of {min(sizes)} to {max(sizes)}"
        for group in device_type.port_groups:
            if group.per_cage > MOST_PER_CAGE:
                yield f"device_types: {model} has {group.per_cage} ports in a cage"


def _sizes(device_type: DeviceType) -> list[int]:
    """All counts that lists are made from; those that may be 0 plus one."""
    sizes = [device_type.half_ru + 1]
    for group in device_type.port_groups:
        sizes += [group.cages, group.mpos, group.lanes, group.skip + 1, group.per_cage]
    return sizes


def find_devices_without_place(plan: Plan) -> Iterator[str]:
    """Every device has a rack of the site and a unit in it."""
    racks = plan.project.site.rack_by_id
    for device in plan.devices:
        if device.rack not in racks or device.position_half_ru is None:
            yield f"devices: {device.id} stands in the unknown rack {device.rack}"


def find_odd_kinds(plan: Plan) -> Iterator[str]:
    """A kind of assembly has as many legs at one end as at the other, and carries a link."""
    for kind in plan.kinds:
        if len(kind.a_legs_mm) != len(kind.b_legs_mm):
            yield f"kinds: {kind.id} has legs of different number at its ends"
        if kind.links < 1:
            yield f"kinds: {kind.id} carries no links"


class Index(NamedTuple):
    """A column whose values are from `low` to `end - 1`."""

    name: str
    """Table and column as faults name them, such as `links.stage`."""
    column: IntColumn
    """Values of the column, one for each row of its table."""
    end: int
    """Length of the table that it indexes: one more than the largest value allowed."""
    low: int = 0
    """Smallest value allowed: 0, or -1 where a row may point to nothing."""


def find_wrong_indexes(plan: Plan) -> Iterator[str]:
    """Every index points into its table."""
    rack_count = len(plan.project.site.racks)
    indexes = [
        Index("links.stage", plan.links.stage, len(plan.stages)),
        Index("links.a_device", plan.links.a_device, len(plan.devices)),
        Index("links.b_device", plan.links.b_device, len(plan.devices)),
        Index("segments.link", plan.segments.link, len(plan.links)),
        Index("segments.assembly", plan.segments.assembly, len(plan.assemblies.kind)),
        Index("assemblies.kind", plan.assemblies.kind, len(plan.kinds)),
        Index("assemblies.pull", plan.assemblies.pull, len(plan.pulls.form)),
        Index("assemblies.lot", plan.assemblies.lot, len(plan.project.inventory.lots)),
        Index("pulls.form", plan.pulls.form, len(PullForm)),
        Index("pulls.a_rack", plan.pulls.a_rack, rack_count),
        Index("pulls.b_rack", plan.pulls.b_rack, rack_count),
        Index("pulls.route", plan.pulls.route, len(plan.routes), low=-1),
        Index("optics.device", plan.optics.device, len(plan.devices)),
        Index("optics.group", plan.optics.group, len(plan.cage_groups)),
        Index("optics.model", plan.optics.model, len(plan.optic_models)),
        Index("packages.kind", plan.packages.kind, len(PackageKind)),
    ]
    for name, column, end, low in indexes:
        if len(column) and not low <= int(column.min()) <= int(column.max()) < end:
            yield f"{name}: an index lies outside {low} to {end - 1}"


def find_wrong_subjects(plan: Plan) -> Iterator[str]:
    """The subject of a work package is a rack, a device or a pull, as its kind says."""
    counts = {PackageKind.OPEN: len(plan.project.site.racks), PackageKind.OPTICS: len(plan.devices)}
    for number, subject in zip(plan.packages.kind.tolist(), plan.packages.subject.tolist(), strict=True):
        kind = PackageKind(number)
        if not 0 <= subject < counts.get(kind, len(plan.pulls.form)):
            yield f"packages.subject: {subject} is not a subject of '{kind.word}'"


def find_wrong_ports(plan: Plan) -> Iterator[str]:
    """Both ends of every link are ports that the device has."""
    counts: dict[tuple[str, str], int] = {}
    for name in ("a", "b"):
        devices, ports = getattr(plan.links, f"{name}_device"), getattr(plan.links, f"{name}_port")
        for stage, number, port in zip(plan.links.stage.tolist(), devices.tolist(), ports.tolist(), strict=True):
            device = plan.devices[number]
            key = device.model, getattr(plan.stages[stage], f"{name}_group")
            if key not in counts:
                counts[key] = len(list_ports(plan.project.catalog.device_types[device.model], key[1]))
            if not 0 <= port < counts[key]:
                yield f"links.{name}_port: {device.id} has no port number {port}"


def find_broken_routes(plan: Plan) -> Iterator[str]:
    """A route joins two racks of the site over its points; where there are routes, every rack in use has a drop."""
    site = plan.project.site
    for device in plan.devices:
        if device.rack not in site.drops_of and len(plan.routes):
            yield f"site.drops: rack {device.rack} has none"
    for number, route in enumerate(plan.routes):
        if len(route.pathways) != len(route.points_mm) + 1 or not route.points_mm:
            yield f"routes[{number}]: points and pathways do not fit"
        elif not all(drop_of_edge(route.pathways[end]) in site.drop_by_id for end in (0, -1)):
            yield f"routes[{number}]: it does not begin and end at a drop of the site"
        for rack in (route.a_rack, route.b_rack):
            if rack not in site.rack_by_id:
                yield f"routes[{number}]: there is no rack {rack}"
        for name in route.pathways:
            dropped = drop_of_edge(name)
            if (name not in site.pathway_by_id) if dropped is None else (dropped not in site.drop_by_id):
                yield f"routes[{number}].pathways: the site has no '{name}'"
        for span in route.spans:
            if not _has_span(site, span):
                yield f"routes[{number}].spans: the site has no '{span}'"


def _has_span(site: Site, span: str) -> bool:
    """Whether a span or a drop of this name may be: its pathway or its rack is there."""
    try:
        max_span_crews(site, span)
    except KeyError:
        return False
    return True


def find_wrong_legs(plan: Plan) -> Iterator[str]:
    """A segment names a leg that its assembly has."""
    legs = [max(kind.links, len(kind.a_legs_mm)) for kind in plan.kinds]
    kind_of = plan.assemblies.kind.tolist()
    for assembly, leg in zip(plan.segments.assembly.tolist(), plan.segments.leg.tolist(), strict=True):
        if not 0 <= leg < legs[kind_of[assembly]]:
            yield f"segments.leg: assembly {assembly} of {plan.kinds[kind_of[assembly]].id} has no leg number {leg}"


def find_wrong_cages(plan: Plan) -> Iterator[str]:
    """A transceiver names a group of cages that its device has, and a cage number."""
    has: set[tuple[str, str]] = {
        (model, group.cages_of)
        for model, device_type in plan.project.catalog.device_types.items()
        for group in device_type.port_groups
    }
    known = {cages for _, cages in has}
    for name in plan.cage_groups:
        if name not in known:
            yield f"cage_groups: no device has cages '{name}'"
    optics = plan.optics
    for device, group, cage in zip(optics.device.tolist(), optics.group.tolist(), optics.cage.tolist(), strict=True):
        model, name = plan.devices[device].model, plan.cage_groups[group]
        if (model, name) not in has:
            yield f"cage_groups: {model} has no cages '{name}'"
        if not 0 <= cage <= 2 * LARGEST_SIZE:
            yield f"optics.cage: {cage} is no number of a cage"


def find_idle_pieces(plan: Plan) -> Iterator[str]:
    """Every pull lays an assembly, and every assembly carries a link."""
    if set(plan.assemblies.pull.tolist()) != set(range(len(plan.pulls.form))):
        yield "pulls: one of them has no assembly"
    if set(plan.segments.assembly.tolist()) != set(range(len(plan.assemblies.kind))):
        yield "assemblies: one of them carries no link"


def find_odd_shifts(plan: Plan) -> Iterator[str]:
    """Some crew works, in shifts that begin within a day and have time; their breaks end before they do."""
    crew = plan.project.crew
    if not crew.shifts or crew.crew_size < 1 or crew.crews < 1:
        yield "crew: no crew can be formed"
    for shift in crew.shifts:
        if not shift.windows_s or any(length < 1 for _, length in shift.windows_s):
            yield f"crew.shifts: {shift.id} has no time"
        if not (0 <= shift.start_minute < DAY_MINUTES and shift.length_s <= LONGEST_SHIFT_S):
            yield f"crew.shifts: {shift.id} is not within a day"
        if any(start < 0 or length < 1 or start + length > shift.length_s for start, length in shift.breaks_s):
            yield f"crew.shifts: {shift.id} has a break outside"


def find_endless_time(plan: Plan) -> Iterator[str]:
    """The install time is a number of seconds that a column holds, and a calendar reaches it."""
    install_time_s = plan.summary.install_time_s
    if not 0 < install_time_s < LONGEST_S:
        yield f"summary.install_time_s: {install_time_s} is out of range"
    a_day_s = sum(length for shift in plan.project.crew.shifts for _, length in shift.windows_s)
    starts_s, ends_s = plan.packages.start_s, plan.packages.end_s
    last_s = max(int(ends_s.max(initial=0)), install_time_s, -int(starts_s.min(initial=0)))
    if last_s > MOST_DAYS * a_day_s:
        yield f"packages.end_s: {last_s} s takes more than {MOST_DAYS} days of {a_day_s} s of work"


def find_wrong_lots(plan: Plan) -> Iterator[str]:
    """An assembly comes from a lot of cables or trunks."""
    catalog, lots = plan.project.catalog, plan.project.inventory.lots
    for number in sorted(set(plan.assemblies.lot.tolist())):
        if catalog.kind_of(lots[number].model) not in ("cable", "trunk"):
            yield f"assemblies.lot: lot {lots[number].id} holds no cables"


def find_closed_rows(plan: Plan) -> Iterator[str]:
    """There is a room, and crews may work on both sides of every row."""
    site = plan.project.site
    if not site.rooms or any(min(row.max_crews_front, row.max_crews_rear) < 1 for row in site.rows):
        yield "site: there is no room, or no crew may work in front of or behind some row"


RULES: tuple[Callable[[Plan], Iterator[str]], ...] = (
    find_values_beyond_limits,
    find_uneven_tables,
    find_foreign_stages,
    find_odd_starts,
    find_unknown_models,
    find_odd_sizes,
    find_devices_without_place,
    find_odd_kinds,
    find_wrong_indexes,
    find_wrong_subjects,
    find_wrong_ports,
    find_broken_routes,
    find_wrong_legs,
    find_lost_panels,
    find_wrong_joints,
    find_wrong_cages,
    find_wrong_lots,
    find_idle_pieces,
    find_missing_acts,
    find_odd_shifts,
    find_endless_time,
    find_closed_rows,
)
"""All rules. Later rules look up objects whose existence earlier ones have checked."""
