"""Trios of fabric/audit/segments.py, landings.py and channels.py.

Eight channels have transceivers at both ends: links 0 to 3 on the trunk (10 m from plug to plug), links 4 to 7 on
jumpers of 3 m.
"""

from dataclasses import replace

from fabric.plan import Plan
from fabric.project import MediaRule
from tests.fabric.audit.small_plan import (
    JUMPER,
    SMALL_PLAN,
    with_cells,
    with_kind,
    with_models,
    with_project,
    with_row,
    without_row,
)
from tests.fabric.audit.trios.ports import storage_on_leaf_1
from tests.fabric.audit.trios.trio import Trio, trio

FIRST_CHANNEL = "node-1 1/1 - leaf-1 1/1 (K1)"


def _with_single_mode_jumper(kind: int) -> Plan:
    """One more kind, K2 of single-mode fiber, at the end; and another kind replaced by it."""
    catalog = SMALL_PLAN.project.catalog
    cables = {**catalog.cables, "JUMPER-SM": replace(JUMPER, model="JUMPER-SM", fiber="sm")}
    plan = with_project(SMALL_PLAN, catalog=replace(catalog, cables=cables))
    single_mode = replace(plan.kinds[1], id="K4", model="JUMPER-SM")
    plan = replace(plan, kinds=(*plan.kinds, single_mode))
    return with_kind(plan, kind, model="JUMPER-SM")


def _over_panels(jumpers: int) -> Plan:
    """Link 4 over some more jumpers in a row: each joint is a panel. No transceiver states the loss that it bears."""
    plan = with_models(SMALL_PLAN, "optics", loss_budget_mdb=None)
    for assembly in range(2, 2 + jumpers):
        plan = with_row(plan, "segments", 4, assembly, 0)
    return plan


@trio("leg-exists")
def leg_exists() -> Trio:
    """A jumper has one leg, a splitter two."""
    return Trio(
        rejects=with_cells(SMALL_PLAN, "segments.leg", {4: 1}),
        next_door=with_cells(SMALL_PLAN, "segments.leg", {8: 1, 9: 0}),
        object="leaf-1 2/1 - spine-1 1/1",
        found="leg 2 of K2",
        allowed="1 to 1",
        remedy="Use a leg that the assembly has, or order an assembly with more legs",
    )


@trio("leg-once")
def leg_once() -> Trio:
    """Links 0 and 1 on leg 1 of the trunk; next door they have exchanged their legs."""
    return Trio(
        rejects=with_cells(SMALL_PLAN, "segments.leg", {1: 0}),
        next_door=with_cells(SMALL_PLAN, "segments.leg", {0: 1, 1: 0}),
        object="assembly 1 leg 1",
        found="node-1 1/1 - leaf-1 1/1 and node-1 1/2 - leaf-2 1/1",
        allowed="one link per leg",
        remedy="Move one of the two to a free leg",
    )


@trio("link-once")
def link_once() -> Trio:
    """Link 4 on two jumpers; next door the second jumper carries link 5, which is its own."""
    return Trio(
        rejects=with_row(with_kind(SMALL_PLAN, 1, links=2), "segments", 4, 2, 1),
        next_door=with_cells(SMALL_PLAN, "segments.assembly", {4: 2, 5: 1}),
        alone=True,
        object="leaf-1 2/1 - spine-1 1/1",
        found="on two assemblies",
        allowed="one",
        remedy="Remove the link from one of the two",
    )


@trio("link-has-channel")
def link_has_channel() -> Trio:
    """The last segment is missing; next door it stands first."""
    columns = vars(SMALL_PLAN.segments)
    turned = replace(SMALL_PLAN.segments, **{name: column[::-1] for name, column in columns.items()})
    return Trio(
        rejects=without_row(SMALL_PLAN, "segments", 9),
        next_door=replace(SMALL_PLAN, segments=turned),
        alone=True,
        object="node-2 st1 - leaf-9 1.2",
        found="no cable",
        allowed="one cable",
        remedy="Add the cable",
    )


@trio("one-optic-a-cage")
def one_optic_a_cage() -> Trio:
    """A second transceiver in cage 1 of node-1; next door in cage 3 of leaf-1, which is empty."""
    return Trio(
        rejects=with_row(SMALL_PLAN, "optics", 0, 0, 1, 0),
        next_door=with_row(SMALL_PLAN, "optics", 2, 1, 3, 1),
        alone=True,
        object="node-1 cage 1",
        found="two transceivers",
        allowed="one",
        remedy="Remove one transceiver",
    )


@trio("cage-has-optic")
def cage_has_optic() -> Trio:
    """Cage 1 of node-1, in which two plugs land, is empty; next door the cable brings modules of its own."""
    empty = without_row(SMALL_PLAN, "optics", 0)
    return Trio(
        rejects=empty,
        next_door=with_kind(empty, 0, form="aoc", model="SPLITTER"),
        alone=True,
        count=2,
        object="node-1 cage 1",
        found="no transceiver",
        allowed="one",
        remedy="Add a transceiver",
    )


@trio("cage-whole")
def cage_whole() -> Trio:
    """The head of the splitter, a module, in a cage of two connectors; next door the mode has one connector."""
    return Trio(
        rejects=storage_on_leaf_1(SMALL_PLAN, "fabric:4x200", 8),
        next_door=storage_on_leaf_1(SMALL_PLAN, "fabric:2x200", 8),
        count=2,
        also=frozenset({"device-added"}),
        object="node-1 st1 - leaf-1 3/1.1 (K3)",
        found="a module in a cage used as 2 connectors (fabric:4x200)",
        allowed="a cage of one connector",
        remedy="Use the mode in which one module takes the cage",
    )


@trio("cage-fits")
def cage_fits() -> Trio:
    """The head of a splitter is at the B end: with its modules exchanged neither end fits.

    A cable that is no splitter fits either way round.
    """
    turned = with_models(SMALL_PLAN, "cables", cage_kind="qsfp", far_cage_kind="finned")
    return Trio(
        rejects=turned,
        next_door=with_models(turned, "cables", legs=1),
        count=4,
        object="node-1 st1 - leaf-9 1.1 (K3)",
        found="finned module in a qsfp cage",
        allowed="a qsfp module",
        remedy="Use a cable with a qsfp module",
    )


@trio("speed")
def speed() -> Trio:
    """Ports of 400G: both ends of the eight channels."""
    return Trio(
        accepts=with_models(SMALL_PLAN, "optics", speed_gbps=800),
        rejects=with_models(SMALL_PLAN, "optics", speed_gbps=399),
        next_door=with_models(SMALL_PLAN, "optics", speed_gbps=400),
        count=16,
        object="leaf-1 2/1 - spine-1 1/1 (K2)",
        found="FINNED of 399G",
        allowed="400G",
        remedy="Use a faster transceiver",
    )


def _with_media(*rules: MediaRule) -> Plan:
    """The small plan with media stated for the first network."""
    request = SMALL_PLAN.project.request
    first, *rest = request.networks
    return with_project(SMALL_PLAN, request=replace(request, networks=(replace(first, media=rules), *rest)))


@trio("medium-as-requested")
def medium_as_requested() -> Trio:
    """Single-mode asked for on the four links to spines, which are multimode; next door multimode and MPO-12/APC."""
    return Trio(
        rejects=_with_media(MediaRule(("leaf-spine",), ("sm",), ())),
        next_door=_with_media(MediaRule(("leaf-spine",), ("mm",), ("MPO-12/APC",))),
        count=4,
        object="leaf-1 2/1 - spine-1 1/1 (K2)",
        found="mm",
        allowed="sm",
        remedy=f"Use a medium that the media of network {SMALL_PLAN.project.request.networks[0].id} allow",
    )


@trio("connector-fits")
def connector_fits() -> Trio:
    """LC plugs on the trunk; next door the splitter, which needs no transceiver, has them."""
    return Trio(
        rejects=with_kind(SMALL_PLAN, 0, connector="LC"),
        next_door=with_kind(SMALL_PLAN, 2, connector="LC"),
        count=8,
        also=frozenset({"kind-as-model"}),
        object=FIRST_CHANNEL,
        found="plug LC in MPO-12/APC",
        allowed="plug MPO-12/APC",
        remedy="Use an assembly with MPO-12/APC plugs",
    )


@trio("fiber-kind")
def fiber_kind() -> Trio:
    """Single-mode transceivers on multi-mode cables; next door the cables are single-mode too."""
    optics = with_models(SMALL_PLAN, "optics", fiber="sm")
    return Trio(
        rejects=optics,
        next_door=with_models(with_models(optics, "cables", fiber="sm"), "trunks", fiber="sm"),
        count=16,
        object="leaf-1 2/1 - spine-1 1/1 (K2)",
        found="multi-mode cable on a single-mode transceiver",
        allowed="single-mode cable",
        remedy="Use a single-mode cable",
    )


@trio("twin-same-fiber")
def twin_same_fiber() -> Trio:
    """Link 5 on single-mode, link 4 on multi-mode: both plug into cage 2 of leaf-1 and cage 1 of spine-1.

    One of two kinds is never that of the transceiver. Next door all four jumpers are single-mode.
    """
    return Trio(
        rejects=with_cells(_with_single_mode_jumper(3), "assemblies.kind", {2: 3}),
        next_door=_with_single_mode_jumper(1),
        alone=True,
        count=2,
        also=frozenset({"fiber-kind"}),
        object="leaf-1 cage 2",
        found="multi-mode and single-mode",
        allowed="one kind",
        remedy="Use cables of the transceiver's kind of fiber",
    )


@trio("gender")
def gender() -> Trio:
    """A trunk with male plugs; next door all plugs are male and all transceivers female."""
    male = with_kind(SMALL_PLAN, 0, gender="male")
    return Trio(
        rejects=male,
        next_door=with_models(with_kind(male, 1, gender="male"), "optics", gender="female"),
        count=8,
        also=frozenset({"kind-as-model"}),
        object=FIRST_CHANNEL,
        found="male plug on a male transceiver",
        allowed="one male, one female",
        remedy="Order female plugs",
    )


@trio("odd-crossovers")
def odd_crossovers() -> Trio:
    """A trunk that crosses twice sends to the sender; three times is as good as once."""
    return Trio(
        rejects=with_models(SMALL_PLAN, "trunks", crossovers=2),
        next_door=with_models(SMALL_PLAN, "trunks", crossovers=3),
        count=4,
        object=FIRST_CHANNEL,
        found="2 crossovers",
        allowed="an odd number",
        remedy="Use a crossover cable (Type B) for one part",
    )


@trio("mated-pairs")
def mated_pairs() -> Trio:
    """Four parts have three joints, with two transceivers five pairs; three parts have four.

    Four female crossover cables in a row break two other rules besides.
    """
    return Trio(
        rejects=_over_panels(3),
        next_door=_over_panels(2),
        alone=True,
        also=frozenset({"gender", "odd-crossovers"}),
        object="leaf-1 2/1 - spine-1 1/1 (K2, K2, K2, K2)",
        found="5",
        allowed="4",
        remedy="Leave out a panel",
    )


@trio("reach")
def reach() -> Trio:
    """The trunk has a body of 4 m and legs of 3 m at both ends: 10 m."""
    return Trio(
        rejects=with_models(SMALL_PLAN, "optics", reach_mm=9_900),
        next_door=with_models(SMALL_PLAN, "optics", reach_mm=10_000),
        count=4,
        object=FIRST_CHANNEL,
        found="10.0 m",
        allowed="9.9 m",
        remedy="Use single-mode parts, or place the devices nearer to each other",
    )


@trio("loss")
def loss() -> Trio:
    """Trunk: two pairs of 350 mdB, 10 m at 3,000 mdB a km: 730 mdB. Jumpers: 700 + 9 = 709 mdB."""
    return Trio(
        rejects=with_models(SMALL_PLAN, "optics", loss_budget_mdb=729),
        next_door=with_models(SMALL_PLAN, "optics", loss_budget_mdb=730),
        count=4,
        object=FIRST_CHANNEL,
        found="0.730 dB",
        allowed="0.729 dB",
        remedy="Leave out a panel, or use parts of lower loss",
    )
