"""Trios of fabric/audit/devices.py, kinds.py, pulls.py and statements.py."""

from dataclasses import replace

from fabric.plan import Plan, PullForm
from fabric.project import AssemblyLimits, LabelGrammar
from tests.fabric.audit.small_plan import (
    DESIGNS,
    NODES,
    SMALL_PLAN,
    device,
    with_cells,
    with_device,
    with_kind,
    with_models,
    with_project,
    with_rack_type,
    with_request,
)
from tests.fabric.audit.trios.trio import Trio, trio


def _with_given(plan: Plan, *more: object, **changes: object) -> Plan:
    """Another first node in equipment.yaml, or more devices there."""
    first, *others = plan.project.devices
    return with_project(plan, devices=(replace(first, **changes), *others, *more))  # type: ignore[arg-type]


@trio("device-in-plan")
def device_in_plan() -> Trio:
    """A third node in equipment.yaml that the plan leaves out; next door the plan has all that are listed there."""
    third = device("node-3", "NODE", "host", ("A01", 5))
    return Trio(
        rejects=_with_given(SMALL_PLAN, third),
        next_door=with_project(SMALL_PLAN, devices=SMALL_PLAN.project.devices[::-1]),
        object="node-3",
        found="not in the plan",
        allowed="in the plan, as equipment.yaml lists it",
        remedy="Make the plan again",
    )


@trio("device-as-given")
def device_as_given() -> Trio:
    """node-1 stands at U1 in the plan and at U7 in equipment.yaml."""
    return Trio(
        rejects=_with_given(SMALL_PLAN, position_half_ru=14),
        next_door=with_project(SMALL_PLAN, devices=(*NODES, *SMALL_PLAN.devices[2:])),
        object="node-1",
        found="position_half_ru 2",
        allowed="14, as given",
        remedy="Leave devices that are given as they are, or correct equipment.yaml and plan again",
    )


@trio("device-added")
def device_added() -> Trio:
    """leaf-1 is new, so it cannot be installed; next door equipment.yaml lists it as installed."""
    installed = with_device(SMALL_PLAN, 2, status="installed")
    return Trio(
        rejects=installed,
        next_door=with_project(installed, devices=(*NODES, *installed.devices[2:])),
        object="leaf-1",
        found="the status installed",
        allowed="a planned leaf, spine or core with links",
        remedy="Remove the device, or list it in equipment.yaml",
    )


@trio("placed-devices")
def placed_devices() -> Trio:
    """leaf-1 is a switch that the plan adds, so no request left it without a rack; next door node-1 was left so."""
    return Trio(
        rejects=replace(SMALL_PLAN, placed=("leaf-1",)),
        next_door=replace(SMALL_PLAN, placed=("node-1",)),
        object="leaf-1",
        found="placed by the planner, not in equipment.yaml",
        allowed="a device without a rack in equipment.yaml, named once",
        remedy="Make the plan again",
    )


@trio("usable-units")
def usable_units() -> Trio:
    """The highest new switch, leaf-9, takes U4: the lowest four units are just enough."""
    return Trio(
        rejects=with_rack_type(SMALL_PLAN, usable_half_ru=7),
        next_door=with_rack_type(SMALL_PLAN, usable_half_ru=8),
        object="leaf-9",
        found="up to unit 4 from below in rack A02",
        allowed="the lowest 3.5 units (usable_u)",
        remedy="Choose a lower unit, or another rack",
    )


@trio("kind-once")
def kind_once() -> Trio:
    """The jumper called as the trunk is."""
    return Trio(
        rejects=with_kind(SMALL_PLAN, 1, id="K1"),
        next_door=with_kind(SMALL_PLAN, 1, id="K4"),
        object="K1",
        found="2 kinds",
        allowed="one kind per id",
        remedy="Rename one of the kinds",
    )


@trio("kind-as-model")
def kind_as_model() -> Trio:
    """The trunk is to be of polarity A, its model is B; next door the model is A as well."""
    other = with_kind(SMALL_PLAN, 0, polarity="A")
    return Trio(
        rejects=other,
        next_door=with_models(other, "trunks", polarity="A"),
        object="K1",
        found="polarity A",
        allowed="B, as TRUNK has",
        remedy="Make the plan again, or correct the catalogue",
    )


@trio("length-made")
def length_made() -> Trio:
    """Bodies come in steps of 1,000 mm."""
    return Trio(
        rejects=with_kind(SMALL_PLAN, 0, body_mm=4_001),
        next_door=with_kind(SMALL_PLAN, 0, body_mm=5_000),
        also=frozenset({"duration", "place-bound"}),
        object="K1",
        found="body of 4001 mm",
        allowed="steps of 1000 mm",
        remedy="Round the length up to a step",
    )


@trio("fibers-allowed")
def fibers_allowed() -> Trio:
    """The splitter is of copper, the trunk and the jumpers of multi-mode fiber."""
    return Trio(
        rejects=with_request(SMALL_PLAN, limits=AssemblyLimits((4,), 4, None, ("mm",))),
        next_door=with_request(SMALL_PLAN, limits=AssemblyLimits((4,), 4, None, ("mm", "sm", "copper"))),
        object="K3",
        found="copper",
        allowed="mm",
        remedy="Use another medium, or allow this one in limits.fibers",
    )


@trio("pull-form")
def pull_form() -> Trio:
    """A bundle of one cable, which has nothing to be taped to; next door a bundle of four."""
    return Trio(
        rejects=with_cells(SMALL_PLAN, "pulls.form", {2: PullForm.BUNDLE}),
        next_door=with_cells(SMALL_PLAN, "pulls.form", {1: PullForm.BUNDLE}),
        alone=True,
        object="pull 3 (bundle)",
        found="1 assembly",
        allowed="at least 2",
        remedy="Give each trunk and each single cable a pull of its own",
    )


@trio("pull-route")
def pull_route() -> Trio:
    """The jumpers inside A02 over the route to A01; next door the trunk goes without its route, as a patch in A02."""
    moved = with_cells(SMALL_PLAN, "pulls.a_rack", {2: 1})
    patched = with_cells(moved, "pulls.form", {2: PullForm.PATCH})
    return Trio(
        rejects=with_cells(SMALL_PLAN, "pulls.route", {1: 0}),
        next_door=with_cells(patched, "pulls.route", {2: -1}),
        alone=True,
        object="pull 2 (patch)",
        found="rack A02 to rack A02, a route",
        allowed="a patch without a route",
        remedy="Correct the form or the route of the pull",
    )


@trio("bundle-size")
def bundle_size() -> Trio:
    """Four jumpers in a bundle."""
    bundle = with_cells(SMALL_PLAN, "pulls.form", {1: PullForm.BUNDLE})

    def allow(jumpers: int) -> Plan:
        return with_request(bundle, limits=AssemblyLimits((4,), jumpers, None, ("mm", "copper")))

    return Trio(
        rejects=allow(3),
        next_door=allow(4),
        alone=True,
        also=frozenset({"pull-route"}),
        object="pull 2 (bundle)",
        found="4 jumpers",
        allowed="3",
        remedy="Split the bundle, or raise limits.bundle_jumpers",
    )


@trio("design-named")
def design_named() -> Trio:
    """The network has one spine, its design names two."""
    return Trio(
        rejects=replace(SMALL_PLAN, designs=(DESIGNS[0].replace("1 spines", "2 spines"), DESIGNS[1])),
        next_door=replace(SMALL_PLAN, designs=("SWITCH", DESIGNS[1])),
        also=frozenset({"trials-told"}),
        object="network compute: SWITCH, 2 tiers, 2 spines, mm",
        found="2 tiers, 2 spines",
        allowed="1 spines in all",
        remedy="Make the plan again",
    )


@trio("trials-told")
def trials_told() -> Trio:
    """The chosen design of the last network is told with a cost of one cent less than that of the plan."""
    first, last = SMALL_PLAN.trials
    return Trio(
        rejects=replace(SMALL_PLAN, trials=(first, replace(last, cost_cents=3_488_499))),
        next_door=replace(SMALL_PLAN, trials=(replace(first, cost_cents=1), replace(last, reason="slower"), last)),
        object="storage: SWITCH, 1 tier, 1 leaf, copper",
        found="3054 s, 4914000 ms, 3488499 cents",
        allowed="3054 s, 4914000 ms, 3488500 cents",
        remedy="Make the plan again",
    )


@trio("assumptions-said")
def assumptions_said() -> Trio:
    """A transceiver whose figures are from memory; next door the plan says so."""
    assumed = with_models(SMALL_PLAN, "optics", confidence="memory")
    said = ("dates: none", "FLAT: memory (test)", "FINNED: memory (test)")
    return Trio(
        rejects=assumed,
        next_door=replace(assumed, assumptions=said),
        count=2,
        object="FINNED: memory",
        found="not among the assumptions",
        allowed="a line that begins with 'FINNED: memory'",
        remedy="Make the plan again",
    )


@trio("unchecked-said")
def unchecked_said() -> Trio:
    """Nobody checks the bend radius, and the plan does not say it."""
    return Trio(
        rejects=replace(SMALL_PLAN, unchecked=SMALL_PLAN.unchecked[1:]),
        next_door=replace(SMALL_PLAN, unchecked=(*SMALL_PLAN.unchecked[::-1], "airflow")),
        object="bend radius",
        found="not among the unchecked rules",
        allowed="named",
        remedy="Make the plan again",
    )


@trio("ends-told-apart")
def ends_told_apart() -> Trio:
    """Without the port all ends of a device are called alike; next door the device stands for rack and unit."""
    return Trio(
        rejects=with_request(SMALL_PLAN, label=LabelGrammar("{rack}-{u}")),
        next_door=with_request(SMALL_PLAN, label=LabelGrammar("{device} {port}")),
        object="A01-1",
        found="node-1 1/1 and node-1 1/2",
        allowed="a name for each end",
        remedy="Name {rack} and {u}, or {device}; and {port} or {printed} in label.end",
    )
