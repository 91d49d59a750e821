"""A sound plan of two racks, written by hand: every length, minute and cent below is worked out here, not by a planner.

    row R, racks face south, tray T1 at 2,500 mm over their rear edges, crossed by T2 half-way
    A01: node-1 (U1-2), node-2 (U3-4)             rear
    A02: leaf-1 (U1), leaf-2 (U2), leaf-9 (U4)   rear        spine-1 (U3) front

Network `compute`, rail-optimized: both ports of each node over one trunk of 4 legs to two leaves, each leaf with two
jumpers to the spine. Network `storage`: the two nodes on one splitter cable of leaf-9.

Heights of middles (mm): u1_bottom 50, then 44.45 a unit. node-1 94.45, node-2 183.35, leaf-1 72.225, leaf-2 116.675,
spine-1 161.125, leaf-9 205.575. Rises to the top of the rack (2,000 mm), rounded up: 1906, 1817, 1928, 1884, 1839,
1795. The entries lie at the rear, so that ports at the rear have no way along the depth. A loop is 500 + 300 =
800 mm. The walk: 500 up, 2,400 along, 500 down = 3,400 mm.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from fabric.catalog import CableType, Catalog, OpticType, PortGroup, TrunkType
from fabric.plan import (
    FORMAT,
    Assemblies,
    AssemblyKind,
    Optics,
    PackageKind,
    Packages,
    Plan,
    PullForm,
    Pulls,
    Segments,
    Stage,
    Summary,
    Trial,
)
from fabric.project import (
    AssemblyLimits,
    CrewPlan,
    Device,
    Inventory,
    LabourRate,
    LabourTable,
    Lot,
    NetworkRequest,
    Project,
    Role,
    Shift,
)
from fabric.topology import Links
from fabric.vocabulary import Family
from layouts import Drop, IntColumn, Pathway, Rack, Route
from layouts.site import Feed, Room, Row
from tests import floors
from tests.hardware import device_type, port_group
from tests.requests import network_request, request

MPO = "MPO-12/APC"
SOURCE: dict[str, str] = {"source": "test", "confidence": "published"}
DEVICE: dict[str, Any] = {"width_mm": 440, "airflow": "", "price_cents": 1_000_000, **SOURCE}


def group(name: str, cages: int, mpos: int, kind: str, gbps: int, **more: Any) -> PortGroup:
    """A port group with printed names like 1/2."""
    values: dict[str, Any] = {"printed": "{cage}/{mpo}", "os": "", "face": "rear", "model": "", "mpos": mpos}
    return port_group(name, cages, cage_kind=kind, speed_gbps=gbps, **(values | SOURCE | more))


NODE = device_type(
    "NODE",
    "host",
    (group("compute", 1, 2, "flat", 400), group("storage", 1, 1, "qsfp", 200, printed="st{cage}")),
    half_ru=4,
    depth_mm=800,
    weight_g=20_000,
    power_w=1_000,
    **DEVICE,
)
SWITCH = device_type(
    "SWITCH",
    "switch",
    (
        group("fabric", 8, 2, "finned", 400),
        group("fabric:2x200", 8, 1, "finned", 200, lanes=2, printed="{cage}.{lane}"),
        group("fabric:4x200", 8, 2, "finned", 200, lanes=2, printed="{cage}/{mpo}.{lane}"),
        group("fabric:skip", 8, 1, "finned", 200, lanes=2, skip=1, printed="{cage}.{lane}"),
    ),
    depth_mm=700,
    weight_g=10_000,
    power_w=500,
    **DEVICE,
)
"""The last three groups are modes: one head a cage; two heads a cage; one head that disables the next cage."""


def optic(model: str, kind: str, price_cents: int) -> OpticType:
    """A twin transceiver that reaches 50 m and bears 1.5 dB."""
    return OpticType(
        model=model,
        cage_kind=kind,
        mpos=2,
        speed_gbps=400,
        connector=MPO,
        gender="male",
        fiber="mm",
        reach_mm=50_000,
        price_cents=price_cents,
        loss_budget_mdb=1_500,
        **SOURCE,
    )


FIBER: dict[str, Any] = {"fiber": "mm", "grade": "", "polarity": "B", "weight_g_per_m": 10, "jacket": ""}
LOSS: dict[str, Any] = {"connector_loss_mdb": 350, "loss_mdb_per_km": 3_000}

JUMPER = CableType(
    model="JUMPER",
    form="jumper",
    connector=MPO,
    cage_kind="",
    gender="female",
    crossovers=1,
    diameter_um=3_000,
    max_mm=100_000,
    price_cents=1_000,
    price_per_m_cents=100,
    **(FIBER | LOSS | SOURCE),
)
SPLITTER = CableType(
    model="SPLITTER",
    form="dac",
    connector="",
    cage_kind="finned",
    far_cage_kind="qsfp",
    legs=2,
    gender="",
    crossovers=1,
    diameter_um=8_000,
    max_mm=10_000,
    price_cents=5_000,
    price_per_m_cents=300,
    **(FIBER | {"fiber": "copper"} | SOURCE),
)
TRUNK = TrunkType(
    model="TRUNK",
    legs=4,
    fibers=48,
    connector=MPO,
    gender="female",
    crossovers=1,
    diameter_um=10_000,
    leg_diameter_um=3_000,
    eye_diameter_um=30_000,
    body_step_mm=1_000,
    leg_step_mm=500,
    max_mm=100_000,
    tolerance_plus_pct=0,
    price_cents=10_000,
    price_per_m_cents=200,
    price_per_leg_cents=500,
    **(FIBER | LOSS | SOURCE),
)
CATALOG = Catalog(
    device_types={"NODE": NODE, "SWITCH": SWITCH},
    optics={"FLAT": optic("FLAT", "flat", 50_000), "FINNED": optic("FINNED", "finned", 60_000)},
    cables={"JUMPER": JUMPER, "SPLITTER": SPLITTER},
    trunks={"TRUNK": TRUNK},
)

RACK_TYPE = replace(
    floors.RACK,
    id="42U",
    usable_depth_mm=1_000,
    u1_bottom_mm=50,
    max_weight_g=100_000,
    max_power_w=5_000,
    feed="F1",
    entry_area_mm2=2_000,
)


def rack(name: str, position: int, x_mm: int) -> Rack:
    """A rack of row R."""
    return floors.rack(name, x_mm, room="ROOM", row="R", position=position, type=RACK_TYPE)


def tray(name: str, *points: tuple[int, int, int]) -> Pathway:
    """A tray of 100 mm by 50 mm."""
    return floors.tray(name, *points, width_mm=100, depth_mm=50)


def drop(rack_id: str, x_mm: int) -> Drop:
    """A drop from the rear edge of the top of a rack straight up to T1."""
    point = (x_mm, 1_200, 2_500)
    return Drop(
        rack=rack_id,
        pathway="T1",
        entry="top",
        entry_mm=point[:2],
        point_mm=point,
        length_mm=500,
        area_mm2=2_000,
        max_crews=2,
    )


SITE = floors.floor(
    (rack("A01", 1, 0), rack("A02", 2, 2_400)),
    (
        tray("T1", (0, 1_200, 2_500), (3_000, 1_200, 2_500)),
        tray("T2", (1_500, 600, 2_500), (1_500, 1_800, 2_500)),
    ),
    name="small",
    rooms=(Room("ROOM", ((0, 0), (3_000, 0), (3_000, 3_000), (0, 3_000)), 3_000, (0, 0)),),
    rows=(Row(id="R", room="ROOM", front="south", phase=1, max_crews_front=1, max_crews_rear=2),),
    drops=(drop("A01", 300), drop("A02", 2_700)),
    feeds=(Feed("F1", 7_000),),
)
ROUTE = Route(
    a_rack="A01",
    b_rack="A02",
    points_mm=((300, 1_200, 2_500), (1_500, 1_200, 2_500), (2_700, 1_200, 2_500)),
    pathways=("drop:A01", "T1", "T1", "drop:A02"),
    spans=("drop:A01", "T1/1", "T1/2", "drop:A02"),
    length_mm=3_400,
)


def device(name: str, model: str, role: Role, place: tuple[str, int], **more: Any) -> Device:
    """A device at (rack, unit)."""
    values: dict[str, Any] = {"face": "rear", "su": 1, "status": "planned"} | more
    return Device(id=name, model=model, role=role, rack=place[0], position_half_ru=2 * place[1], **values)


NODES = (device("node-1", "NODE", "host", ("A01", 1)), device("node-2", "NODE", "host", ("A01", 3)))
SWITCHES = (
    device("leaf-1", "SWITCH", "leaf", ("A02", 1), su=None),
    device("leaf-2", "SWITCH", "leaf", ("A02", 2), su=None),
    device("spine-1", "SWITCH", "spine", ("A02", 3), face="front", su=None),
    device("leaf-9", "SWITCH", "leaf", ("A02", 4), su=None),
)
"""The plan has the spine from equipment.yaml, with its ports at the front. The other switches are new."""


def network(name: str, topology: Family, **changes: Any) -> NetworkRequest:
    """A network that asks for nothing special, on the ports of the group of its name."""
    return network_request(name, topology, **({"port_group": name, "leaf_per": "unit"} | changes))


REQUEST = request(
    AssemblyLimits((4,), 4, None, ("mm", "copper")),
    network("compute", "rail-optimized"),
    network("storage", "leaf-spine"),
    seed=1,
)

ACTS = (
    *("mobilise", "insert_optic", "test_link", "inspect_clean_plug", "dress_trunk", "breakout_leg", "dress", "label"),
    *("patch_in_rack", "stage_jumper", "pull_jumper", "prebundle_jumper", "stage_trunk", "pull_trunk", "move_crew"),
)


def rate(act: str, unit: str, person_ms: int) -> LabourRate:
    """A rate without spread."""
    return LabourRate(act=act, unit=unit, person_ms=person_ms, crew=1, low_ms=0, high_ms=0, most=None, **SOURCE)


LABOUR = LabourTable(
    {act: rate(act, "each", 60_000) for act in ACTS}
    | {act: rate(act, "m", 6_000) for act in ("pull_jumper_per_m", "pull_trunk_per_m")}
)
"""One minute an act, six seconds a metre."""

SHIFT = Shift(id="day", start_minute=360, length_s=28_800, technicians=2, breaks_s=())
"""06:00 to 14:00, two technicians: two crews of one."""


def lot(name: str, model: str, quantity: int | None, **more: Any) -> Lot:
    """A lot that is there, at the catalogue's price."""
    values: dict[str, Any] = {"length_mm": None, "condition": "new", "price_cents": None, "arrives": None}
    values |= {"to_order": False, "lead_time_days": 0}
    return Lot(id=name, model=model, quantity=quantity, **(values | more))


LOTS = (
    lot("trunks", "TRUNK", None, to_order=True),
    lot("jumpers", "JUMPER", 4, length_mm=3_000, price_cents=2_000),
    lot("splitters", "SPLITTER", 1, length_mm=9_000),
    lot("flat", "FLAT", 2),
    lot("finned", "FINNED", 6),
    lot("switches", "SWITCH", 4),
)
PROJECT = Project(
    site=SITE,
    catalog=CATALOG,
    devices=NODES,
    panels=(),
    cables=(),
    inventory=Inventory(LOTS),
    request=REQUEST,
    crew=CrewPlan((SHIFT,), 1, hand_over=False),
    labour=LABOUR,
)


def kind(name: str, model: str, form: Any, body_mm: int, links: int, **more: Any) -> AssemblyKind:
    """A kind of assembly with female MPO plugs."""
    values: dict[str, Any] = {"a_legs_mm": (), "b_legs_mm": (), "connector": MPO, "gender": "female", "polarity": "B"}
    return AssemblyKind(
        id=name, model=model, form=form, custom=form == "trunk", body_mm=body_mm, links=links, **(values | more)
    )


KINDS = (
    kind("K1", "TRUNK", "trunk", 4_000, 4, a_legs_mm=(3_000,) * 4, b_legs_mm=(3_000,) * 4),
    kind("K2", "JUMPER", "jumper", 3_000, 1),
    kind("K3", "SPLITTER", "dac", 9_000, 2, connector="", gender=""),
)
STAGES = (
    Stage("compute", "node-leaf", 400, "compute", "fabric"),
    Stage("compute", "leaf-spine", 400, "fabric", "fabric"),
    Stage("storage", "node-leaf", 200, "storage", "fabric:2x200"),
)

ROUNDS: tuple[tuple[tuple[str, int, int], ...], ...] = (
    (
        ("open", 0, 60),
        ("open", 1, 60),
        ("pull", 0, 180),  # stage 1, pull 1, 10 m of 0.1
        ("optics", 0, 60),
        ("optics", 1, 60),
        ("optics", 2, 120),
        ("optics", 3, 120),
        ("land_a", 0, 540),  # 4 plugs, dress 1, 4 legs
        ("land_b", 0, 540),
        ("test", 0, 240),
    ),
    (
        ("optics", 4, 120),
        ("pull", 1, 720),  # 8 labels, 4 patches
        ("land_b", 1, 480),  # 4 plugs, 4 dressed
        ("land_a", 1, 60 + 480),  # from the front to the rear: a move
        ("test", 1, 240),
        ("pull", 2, 354),  # 3 labels, stage 1, pull 1, 9 m of 0.1
        ("land_a", 2, 240),
        ("land_b", 2, 120),  # one head: 1 plug, 1 dressed
        ("test", 2, 120),
    ),
)
"""Kind, subject and seconds of the packages of both crews. Crew 2 begins at 120 s, when rack A02 is open."""
CREW_STARTS_S = (0, 120)


def column(*values: int) -> IntColumn:
    """A column of a plan."""
    return np.array(values, np.int32)


def _packages() -> Packages:
    rows = []
    for crew, (start, tasks) in enumerate(zip(CREW_STARTS_S, ROUNDS, strict=True)):
        for word, subject, seconds in tasks:
            rows.append((PackageKind[word.upper()], subject, start, start + seconds, crew))
            start += seconds
    return Packages(*(column(*values) for values in zip(*rows, strict=True)))


SUMMARY = Summary(
    install_time_s=3_054,  # crew 2: 120 + 120 + 720 + 480 + 540 + 240 + 354 + 240 + 120 + 120
    bound_s=1_110,  # 2,220 s of work, two crews of one
    work_ms=4_914_000,  # crew 1: 1,980 s, crew 2: 2,934 s
    work_bound_ms=2_220_000,
    unavoidable_ms=2_220_000,  # 19 plugs, 10 tests, 8 transceivers
    place_bound_s=2_427,  # (4,914 - 60) / 2; rear 4,254 / 2; front 1,320
    bound_binds="work over technicians",
    plan_binds="work",
    cost_cents=3_488_500,  # 12,800 + 4 x 2,000 + 7,700 + 2 x 50,000 + 6 x 60,000 + 3 x 1,000,000
    acts_ms={
        "mobilise": 120_000,  # 2 racks
        "insert_optic": 480_000,
        "inspect_clean_plug": 1_140_000,  # 8 of the trunk, 8 of the jumpers, 3 of the splitter
        "test_link": 600_000,
        "dress_trunk": 120_000,  # both ends of the trunk
        "breakout_leg": 480_000,
        "dress": 660_000,  # 8 ends of jumpers, 3 of the splitter
        "label": 660_000,
        "patch_in_rack": 240_000,
        "stage_jumper": 60_000,
        "pull_jumper": 60_000,
        "pull_jumper_per_m": 54_000,  # 9 m
        "stage_trunk": 60_000,
        "pull_trunk": 60_000,
        "pull_trunk_per_m": 60_000,  # 4 m of body and two legs of 3 m
        "move_crew": 60_000,
    },
    bound_parts_s={"work over technicians": 1_110},
)

DESIGNS = ("SWITCH, 2 tiers, 1 spines, mm", "SWITCH, 1 tier, 1 leaf, copper")

SMALL_PLAN = Plan(
    format=FORMAT,
    version="0",
    project=replace(PROJECT, devices=(*NODES, SWITCHES[2])),
    designs=DESIGNS,
    stages=STAGES,
    devices=(*NODES, *SWITCHES),
    links=Links(
        stage=column(0, 0, 0, 0, 1, 1, 1, 1, 2, 2),
        a_device=column(0, 0, 1, 1, 2, 2, 3, 3, 0, 1),
        a_port=column(0, 1, 0, 1, 2, 3, 2, 3, 0, 0),
        b_device=column(2, 3, 2, 3, 4, 4, 4, 4, 5, 5),
        b_port=column(0, 0, 1, 1, 0, 1, 2, 3, 0, 1),
    ),
    segments=Segments(
        link=column(*range(10)), assembly=column(0, 0, 0, 0, 1, 2, 3, 4, 5, 5), leg=column(0, 1, 2, 3, 0, 0, 0, 0, 0, 1)
    ),
    kinds=KINDS,
    assemblies=Assemblies(kind=column(0, 1, 1, 1, 1, 2), pull=column(0, 1, 1, 1, 1, 2), lot=column(0, 1, 1, 1, 1, 2)),
    routes=(ROUTE,),
    pulls=Pulls(
        form=column(PullForm.TRUNK, PullForm.PATCH, PullForm.SINGLE),
        a_rack=column(0, 1, 0),
        b_rack=column(1, 1, 1),
        route=column(0, -1, 0),
    ),
    cage_groups=("compute", "fabric"),
    optic_models=("FLAT", "FINNED"),
    optics=Optics(
        device=column(0, 1, 2, 2, 3, 3, 4, 4),
        group=column(0, 0, 1, 1, 1, 1, 1, 1),
        cage=column(1, 1, 1, 2, 1, 2, 1, 2),
        model=column(0, 0, 1, 1, 1, 1, 1, 1),
    ),
    packages=_packages(),
    summary=SUMMARY,
    assumptions=("dates: none",),
    unchecked=("bend radius", "distance from power cables"),
    trials=(
        Trial(f"compute: {DESIGNS[0]}", "chosen", 2_000, 4_000_000, 3_000_000),
        Trial(f"storage: {DESIGNS[1]}", "chosen", 3_054, 4_914_000, 3_488_500),
    ),
)


def with_cells(plan: Plan, path: str, cells: Mapping[int, int]) -> Plan:
    """The plan with some cells of a column changed: with_cells(plan, "links.b_port", {1: 0})."""
    table, name = path.split(".")
    held = getattr(plan, table)
    values = np.array(getattr(held, name))
    for index, value in cells.items():
        values[index] = value
    tables: dict[str, Any] = {table: replace(held, **{name: values})}
    return replace(plan, **tables)


def without_row(plan: Plan, table: str, row: int) -> Plan:
    """The plan without one row of a table."""
    held = getattr(plan, table)
    tables: dict[str, Any] = {table: type(held)(**{name: np.delete(found, row) for name, found in vars(held).items()})}
    return replace(plan, **tables)


def with_row(plan: Plan, table: str, *values: int) -> Plan:
    """The plan with one more row at the end of a table."""
    held = getattr(plan, table)
    columns = zip(vars(held).items(), values, strict=True)
    tables: dict[str, Any] = {
        table: type(held)(**{name: np.append(found, value).astype(np.int32) for (name, found), value in columns})
    }
    return replace(plan, **tables)


def with_project(plan: Plan, **changes: Any) -> Plan:
    return replace(plan, project=replace(plan.project, **changes))


def with_site(plan: Plan, **changes: Any) -> Plan:
    return with_project(plan, site=replace(plan.project.site, **changes))


def with_rack_type(plan: Plan, **changes: Any) -> Plan:
    """All racks of another type."""
    racks = plan.project.site.racks
    return with_site(plan, racks=tuple(replace(found, type=replace(found.type, **changes)) for found in racks))


def with_pathway(plan: Plan, **changes: Any) -> Plan:
    """Another tray T1."""
    first, *others = plan.project.site.pathways
    return with_site(plan, pathways=(replace(first, **changes), *others))


def with_request(plan: Plan, **changes: Any) -> Plan:
    return with_project(plan, request=replace(plan.project.request, **changes))


def with_network(plan: Plan, **changes: Any) -> Plan:
    """Other wishes for the first network."""
    first, *others = plan.project.request.networks
    return with_request(plan, networks=(replace(first, **changes), *others))


def with_summary(plan: Plan, **changes: Any) -> Plan:
    return replace(plan, summary=replace(plan.summary, **changes))


def with_device(plan: Plan, index: int, **changes: Any) -> Plan:
    devices = list(plan.devices)
    devices[index] = replace(devices[index], **changes)
    return replace(plan, devices=tuple(devices))


def with_kind(plan: Plan, index: int, **changes: Any) -> Plan:
    kinds = list(plan.kinds)
    kinds[index] = replace(kinds[index], **changes)
    return replace(plan, kinds=tuple(kinds))


def with_route(plan: Plan, **changes: Any) -> Plan:
    return replace(plan, routes=(replace(plan.routes[0], **changes),))


def with_lot(plan: Plan, name: str, **changes: Any) -> Plan:
    lots = plan.project.inventory.lots
    changed = tuple(replace(found, **changes) if found.id == name else found for found in lots)
    return with_project(plan, inventory=Inventory(changed))


def with_models(plan: Plan, table: str, **changes: Any) -> Plan:
    """All models of a table of the catalogue changed alike."""
    catalog = plan.project.catalog
    models = {name: replace(model, **changes) for name, model in getattr(catalog, table).items()}
    tables: dict[str, Any] = {table: models}
    return with_project(plan, catalog=replace(catalog, **tables))


def with_shift(plan: Plan, **changes: Any) -> Plan:
    crew = plan.project.crew
    return with_project(plan, crew=replace(crew, shifts=(replace(crew.shifts[0], **changes),)))


def package(plan: Plan, word: str, subject: int) -> int:
    """The row of a package."""
    rows = zip(plan.packages.kind.tolist(), plan.packages.subject.tolist(), strict=True)
    return list(rows).index((PackageKind[word.upper()], subject))


ROLES: Mapping[str, Role] = {"h": "host", "l": "leaf", "s": "spine", "c": "core"}


def wired(
    wanted: NetworkRequest, links: Sequence[tuple[str, str, str]], su: Callable[[str], int] = lambda name: 1
) -> Plan:
    """A plan of one network without cables: links as (stage, A device, B device).

    The first letter of a device tells its role: h, l, s, c. All are devices of the project. Ports are counted up at
    each device.
    """
    names = sorted({name for _, *ends in links for name in ends})
    devices = tuple(
        device(name, "NODE" if name[0] == "h" else "SWITCH", ROLES[name[0]], ("A01", 1), su=su(name)) for name in names
    )
    words = list(dict.fromkeys(stage for stage, *_ in links))
    used: dict[str, int] = dict.fromkeys(names, 0)
    rows = []
    for stage, *ends in links:
        row = [words.index(stage)]
        for name in ends:
            row += [names.index(name), used[name]]
            used[name] += 1
        rows.append(row)
    groups = {"node-leaf": ("compute", "fabric"), "direct": ("compute", "compute")}
    plan = replace(
        SMALL_PLAN,
        devices=devices,
        stages=tuple(Stage(wanted.id, word, 400, *groups.get(word, ("fabric", "fabric"))) for word in words),
        links=Links(*(column(*values) for values in zip(*rows, strict=True))),
    )
    plan = with_request(plan, networks=(wanted,))
    return with_project(plan, devices=devices)


HOST = ("node-leaf h1 l1", "node-leaf h1 l2")
"""One host on two leaves."""


def net(topology: Family, *links: str, su: bool = True, **wishes: Any) -> Plan:
    """A network of links written as 'stage A B', or 'stage A B 3' for three of them.

    With `su`, the number in a name is also the scalable unit of the device; without, all devices are in one unit.
    """
    rows = []
    for text in links:
        stage, a, b, *count = text.split()
        rows += [(stage, a, b)] * int(count[0] if count else 1)
    return wired(network("compute", topology, **wishes), rows, lambda name: int(name[1:]) if su else 1)
