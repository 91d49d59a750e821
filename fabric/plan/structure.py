"""Whether the columns of a plan fit together: equal lengths, and indexes that point to something."""

import dataclasses

from fabric.catalog import list_ports
from fabric.plan import PackageKind, Plan, PullForm
from fabric.plan.codec import CodecError
from fabric.topology import STAGES
from layouts import IntColumn

DAY_MINUTES = 24 * 60
LONGEST_S = 2**31
LARGEST_SIZE = 10_000
"""More cages, lanes or rack units than any hardware has."""


def check_structure(plan: Plan) -> None:
    """Raises CodecError with the first column that does not fit."""
    for name in ("links", "segments", "assemblies", "pulls", "optics", "packages"):
        table = getattr(plan, name)
        lengths = {len(getattr(table, field.name)) for field in dataclasses.fields(table)}
        if len(lengths) != 1:
            raise CodecError(f"{name}: columns have different lengths")
    networks = {network.id for network in plan.project.request.networks}
    for stage in plan.stages:
        if stage.network not in networks:
            raise CodecError(f"stages: network {stage.network} is not in the request")
        if stage.name not in STAGES:
            raise CodecError(f"stages: {stage.name} is no stage")
    if len(plan.designs) != len(networks):
        raise CodecError(f"designs: {len(plan.designs)} for {len(networks)} networks")
    for model in plan.optic_models:
        if model not in plan.project.catalog.optics:
            raise CodecError(f"optic_models: {model} is unknown")
    models = plan.project.catalog.device_types
    for model, device_type in models.items():
        sizes = [device_type.half_ru + 1]
        for group in device_type.port_groups:
            sizes += [group.cages, group.mpos, group.lanes, group.skip + 1, group.per_cage]
        if not all(0 < size <= LARGEST_SIZE for size in sizes):
            raise CodecError(f"device_types: {model} has a size of {min(sizes)} to {max(sizes)}")
    racks = plan.project.site.rack_by_id
    for device in plan.devices:
        if device.model not in models:
            raise CodecError(f"devices: {device.id} is of the unknown model {device.model}")
        if device.rack not in racks or device.position_half_ru is None:
            raise CodecError(f"devices: {device.id} stands in the unknown rack {device.rack}")
    for lot in plan.project.inventory.lots:
        if plan.project.catalog.kind_of(lot.model) is None:
            raise CodecError(f"lots: {lot.id} is of the unknown model {lot.model}")
    for kind in plan.kinds:
        if plan.project.catalog.kind_of(kind.model) != ("trunk" if kind.form == "trunk" else "cable"):
            raise CodecError(f"kinds: {kind.id} is of the unknown model {kind.model}")
        if len(kind.a_legs_mm) != len(kind.b_legs_mm):
            raise CodecError(f"kinds: {kind.id} has legs of different number at its ends")
        if kind.links < 1:
            raise CodecError(f"kinds: {kind.id} carries no links")
    _check_indexes(plan)
    _check_ports(plan)
    _check_floor(plan)


def _check_indexes(plan: Plan) -> None:
    rack_count = len(plan.project.site.racks)
    ranges: list[tuple[str, IntColumn, int, int]] = [
        ("links.stage", plan.links.stage, 0, len(plan.stages)),
        ("links.a_device", plan.links.a_device, 0, len(plan.devices)),
        ("links.b_device", plan.links.b_device, 0, len(plan.devices)),
        ("segments.link", plan.segments.link, 0, len(plan.links)),
        ("segments.assembly", plan.segments.assembly, 0, len(plan.assemblies.kind)),
        ("assemblies.kind", plan.assemblies.kind, 0, len(plan.kinds)),
        ("assemblies.pull", plan.assemblies.pull, 0, len(plan.pulls.form)),
        ("assemblies.lot", plan.assemblies.lot, 0, len(plan.project.inventory.lots)),
        ("pulls.form", plan.pulls.form, 0, len(PullForm)),
        ("pulls.a_rack", plan.pulls.a_rack, 0, rack_count),
        ("pulls.b_rack", plan.pulls.b_rack, 0, rack_count),
        ("pulls.route", plan.pulls.route, -1, len(plan.routes)),
        ("optics.device", plan.optics.device, 0, len(plan.devices)),
        ("optics.group", plan.optics.group, 0, len(plan.cage_groups)),
        ("optics.model", plan.optics.model, 0, len(plan.optic_models)),
        ("packages.kind", plan.packages.kind, 0, len(PackageKind)),
    ]
    for name, column, low, high in ranges:
        if len(column) and not low <= int(column.min()) <= int(column.max()) < high:
            raise CodecError(f"{name}: an index lies outside {low} to {high - 1}")
    subjects = {PackageKind.OPEN: rack_count, PackageKind.OPTICS: len(plan.devices)}
    for kind, subject in zip(plan.packages.kind.tolist(), plan.packages.subject.tolist(), strict=True):
        if not 0 <= subject < subjects.get(PackageKind(kind), len(plan.pulls.form)):
            raise CodecError(f"packages.subject: {subject} is no subject of '{PackageKind(kind).word}'")


ACTS = [
    "mobilise",
    "move_crew",
    "insert_optic",
    "inspect_clean_plug",
    "test_link",
    "label",
    "dress",
    "dress_trunk",
    "breakout_leg",
    "patch_in_rack",
    "stage_jumper",
    "pull_jumper",
    "pull_jumper_per_m",
    "prebundle_jumper",
    "stage_trunk",
    "pull_trunk",
    "pull_trunk_per_m",
]


def _check_floor(plan: Plan) -> None:
    site = plan.project.site
    for number, route in enumerate(plan.routes):
        if len(route.pathways) != len(route.points_mm) + 1 or not route.points_mm:
            raise CodecError(f"routes[{number}]: points and pathways do not fit")
        for rack in (route.a_rack, route.b_rack):
            if rack not in site.rack_by_id:
                raise CodecError(f"routes[{number}]: there is no rack {rack}")
    for device in plan.devices:
        if device.rack not in site.drop_by_rack and len(plan.routes):
            raise CodecError(f"site.drops: rack {device.rack} has none")
    missing = [act for act in ACTS if act not in plan.project.labour.rates]
    if missing:
        raise CodecError(f"labour.rates: {', '.join(missing)} missing")
    used = set(plan.assemblies.pull.tolist())
    carried = set(plan.segments.assembly.tolist())
    if used != set(range(len(plan.pulls.form))):
        raise CodecError("pulls: one of them has no assembly")
    if carried != set(range(len(plan.assemblies.kind))):
        raise CodecError("assemblies: one of them carries no link")
    if not plan.project.crew.shifts or plan.project.crew.crew_size < 1 or plan.project.crew.crews < 1:
        raise CodecError("crew: nobody works")
    for shift in plan.project.crew.shifts:
        if not shift.windows_s or any(length < 1 for _, length in shift.windows_s):
            raise CodecError(f"crew.shifts: {shift.id} has no time")
        if not (0 <= shift.start_minute < DAY_MINUTES and shift.length_s <= 60 * DAY_MINUTES):
            raise CodecError(f"crew.shifts: {shift.id} is not within a day")
    if not 0 <= plan.summary.install_time_s < LONGEST_S:
        raise CodecError(f"summary.install_time_s: {plan.summary.install_time_s} is out of range")
    if not site.rooms or any(min(row.max_crews_front, row.max_crews_rear) < 1 for row in site.rows):
        raise CodecError("site: there is no room, or nobody may work in front of or behind some row")


def _check_ports(plan: Plan) -> None:
    counts: dict[tuple[str, str], int] = {}
    for name in ("a", "b"):
        devices, ports = getattr(plan.links, f"{name}_device"), getattr(plan.links, f"{name}_port")
        for stage, number, port in zip(plan.links.stage.tolist(), devices.tolist(), ports.tolist(), strict=True):
            device = plan.devices[number]
            key = device.model, getattr(plan.stages[stage], f"{name}_group")
            if key not in counts:
                counts[key] = len(list_ports(plan.project.catalog.device_types[device.model], key[1]))
            if not 0 <= port < counts[key]:
                raise CodecError(f"links.{name}_port: {device.id} has no port number {port}")
