"""Media of a fabric with two kinds of links, from a catalogue of a few parts."""

from collections import Counter
from dataclasses import replace

import numpy as np

from fabric.catalog import Catalog, OpticType, read_catalog
from fabric.designs.design import Alternative
from fabric.designs.media_choice import _Aim, _choose, list_media_designs, missing_optics, parts_of
from fabric.designs.network_task import NetworkTask
from fabric.designs.switch_classes import SwitchStock
from fabric.designs.wiring import WiredFabric, Wiring, by_port_kind
from fabric.project import Inventory, Lot
from fabric.rules import Medium
from fabric.topology import LEAF_SPINE, NODE_LEAF, PEER, Fabric, Links, Switch
from tests.fabric.designs.parts import network, ports
from tests.fabric.rules.small_floor import project, site

FULL = read_catalog()
FLAT, FINNED = FULL.optics["MMA4Z00-NS-FLT"], FULL.optics["MMA4Z00-NS"]
CORD = FULL.cables["MFP7E10"]
HOST, SWITCH = FULL.device_types["DGX-H100"].group("compute"), FULL.device_types["QM9700"].group("fabric")
assert HOST and SWITCH
FAR = replace(FINNED, model="FAR", reach_mm=100_000)
LONG = replace(CORD, model="LONG", max_mm=100_000)


def wired(*kinds: str) -> WiredFabric:
    """One node port on leaf A (cage 0), one link to spine X and one to peer B, as far as asked for."""
    assert HOST is not None
    assert SWITCH is not None
    switches = (Switch("A", "leaf", 1), Switch("B", "leaf", 1), Switch("X", "spine", 0))
    all_of_them = {
        "node-leaf": Wiring("node-leaf", 400, HOST, SWITCH, Links.of(NODE_LEAF, 0, 0, 1, 0)),
        "leaf-spine": Wiring("leaf-spine", 400, SWITCH, SWITCH, Links.of(LEAF_SPINE, 1, 2, 3, 0)),
        "peer": Wiring("peer", 400, SWITCH, SWITCH, Links.of(PEER, 1, 4, 2, 4)),
        "none": Wiring("spine-core", 400, SWITCH, SWITCH, Links.of(0, *np.zeros((4, 0), np.int32))),
    }
    wirings = [all_of_them[kind] for kind in kinds]
    fabric = Fabric(("h",), switches, Links.stack([wiring.links for wiring in wirings]))
    return WiredFabric("F", fabric, ("QM9700",) * 3, wirings, 7)


def task(*optics: OpticType, quantity: int | None = None, cords: tuple[str, ...] = ("MFP7E10",)) -> NetworkTask:
    cables = {"MFP7E10": CORD, "LONG": LONG}
    models = [*(optic.model for optic in optics), *cords]
    lots = tuple(
        Lot(
            id=model,
            model=model,
            quantity=quantity if model in {optic.model for optic in optics} else None,
            length_mm=None,
            condition="new",
            price_cents=None,
            arrives=None,
            to_order=False,
            lead_time_days=0,
        )
        for model in models
    )
    catalog = Catalog(FULL.device_types, {optic.model: optic for optic in optics}, cables, {})
    asked = replace(project(site(), {}), catalog=catalog, inventory=Inventory(lots))
    return NetworkTask(asked, network(), (), SwitchStock(asked, Counter()))


def test_one_design_for_each_reach_that_changes_a_medium() -> None:
    """Spines may use optics of 50 m or of 100 m; hosts have 50 m only and keep that."""
    found = list(list_media_designs(task(FLAT, FINNED, FAR, cords=("LONG",)), wired("node-leaf", "leaf-spine")))
    assert [(c.name, c.reason) for c in found] == [("F, mm, reach 50 m", ""), ("F, mm, reach 100 m", "")]
    assert found[1].design is not None
    assert [stage.medium.reach_mm for stage in found[1].design.stages] == [50_000, 100_000]


def test_a_design_numbers_its_stages_and_keeps_the_formula() -> None:
    """Kinds without links are no stage."""
    found = list(list_media_designs(task(FLAT, FINNED), wired("node-leaf", "none", "leaf-spine")))
    design = found[0].design
    assert design is not None
    assert [stage.stage.name for stage in design.stages] == ["node-leaf", "leaf-spine"]
    assert design.fabric.links.stage.tolist() == [0, 1]
    assert (design.exact_bisection, design.shape_name, design.models) == (7, "F", ("QM9700",) * 3)
    assert design.stage_numbered.links.stage.tolist() == [NODE_LEAF, LEAF_SPINE]


def test_peers_take_the_cheapest_medium_whatever_the_others_reach() -> None:
    found = list(list_media_designs(task(FINNED, FAR, cords=("LONG",)), wired("leaf-spine", "peer")))
    reaches = [[stage.medium.reach_mm for stage in c.design.stages] for c in found if c.design]
    assert reaches == [[50_000, 50_000], [100_000, 50_000]]


def test_ports_that_nothing_joins_are_named() -> None:
    found = list(list_media_designs(task(FINNED), wired("leaf-spine", "node-leaf")))
    assert [c.design for c in found] == [None]
    assert found[0].reason.startswith(
        f"nothing in the inventory joins DGX-H100 compute ({FLAT.cage_kind}) and QM9700 fabric "
        f"({FINNED.cage_kind}) at 400G: "
    )
    nothing = list(list_media_designs(task(FINNED, cords=()), wired("leaf-spine")))
    assert nothing[0].reason.endswith("at 400G: there are no cables. Lots of MFP7E10 would join them")


def test_a_misspelt_cage_is_told_with_the_one_that_is_like_it() -> None:
    """A cage without its last letter is like one that an optic fits. A cage that is like none gets no such line."""
    for cage, told in ((f"{FLAT.cage_kind[:-1]}", True), ("zz", False)):
        made = wired("node-leaf")
        assert HOST is not None
        wirings = [replace(wiring, a_group=replace(HOST, cage_kind=cage, takes=())) for wiring in made.wirings]
        reason = next(list_media_designs(task(FLAT, FINNED), replace(made, wirings=wirings))).reason
        line = f"No optic and no cable fits cages of {cage}: is {FLAT.cage_kind} meant in cage_kind?"
        assert (f"{line} Nothing in the catalogue joins them: add" in reason) == told
        assert reason.endswith("add an optic or a cable to catalog/optics.csv or catalog/cables.csv")


def test_lots_that_would_join_ports_are_named_and_do() -> None:
    """The hosts have flat cages, and stock has the finned optic alone. The catalogue has one flat optic for them.

    With a lot of it there is a design. A catalogue without that optic says where to add one.
    """
    short = task(FLAT, FINNED)
    lots = tuple(lot for lot in short.project.inventory.lots if lot.model != FLAT.model)
    short = replace(short, project=replace(short.project, inventory=Inventory(lots)))
    found = list(list_media_designs(short, wired("node-leaf")))
    assert found[0].reason.endswith(f". Lots of {FLAT.model} would join them")
    assert next(list_media_designs(task(FLAT, FINNED), wired("node-leaf"))).design is not None
    without = list(list_media_designs(task(FINNED), wired("node-leaf")))
    assert without[0].reason.endswith("add an optic or a cable to catalog/optics.csv or catalog/cables.csv")


def test_optics_that_are_short_drop_the_design_with_the_count() -> None:
    """The spine link takes one transceiver in a cage of each switch, two in all; stock has one."""
    short = task(FINNED, quantity=1)
    found = list(list_media_designs(short, wired("leaf-spine")))
    assert (found[0].design, found[0].reason) == (None, f"needs 2 {FINNED.model}; stock has 1")
    enough = list(list_media_designs(task(FINNED, quantity=2), wired("leaf-spine")))
    assert enough[0].design is not None
    assert missing_optics(short.stock, enough[0].design) == f"needs 2 {FINNED.model}; stock has 1"
    assert parts_of(short.project, enough[0].design) == {"QM9700": 3, FINNED.model: 2}


def test_the_cheapest_medium_that_reaches_far_enough() -> None:
    """Media come shortest first: 10, 50, 100 m of multimode, 500 m of single mode."""
    media = [
        Alternative(HOST, SWITCH, Medium(FLAT, FINNED, (replace(CORD, max_mm=reach, fiber=fiber),), ()))  # type: ignore[arg-type]
        for reach, fiber in ((10_000, "mm"), (50_000, "mm"), (40_000, "sm"))
    ]
    assert _choose(media, _Aim("mm", 10_000, None)) is media[0]
    assert _choose(media, _Aim("mm", 10_001, None)) is media[1]
    assert _choose(media, _Aim("mm", 90_000, None)) is media[1]
    assert _choose(media, _Aim("sm", 10_000, None)) is media[2]
    assert _choose(media, _Aim("copper", 1, None)) is media[2]


def test_members_part_by_the_kind_of_their_ports() -> None:
    groups = {
        0: ports(4),
        1: ports(8),
        2: ports(4, speed_gbps=200),
        3: ports(4, "other"),
        4: ports(4, cage_kind="qsfp"),
        5: replace(ports(4), first_cage=41),
    }
    assert by_port_kind(groups, range(6)) == [[0, 1], [2], [3], [4], [5]]
