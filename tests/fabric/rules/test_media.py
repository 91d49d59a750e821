"""Media between two kinds of ports, from a catalogue of four parts: stock, dates, fibers and sizes that are allowed."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from fabric.catalog import Catalog, PortGroup, read_catalog
from fabric.project import AssemblyLimits, Inventory, Lot, Request
from fabric.rules.media import Medium, explain_no_media, list_media
from tests.fabric.rules.small_floor import REQUEST

FULL = read_catalog()
FLAT, FINNED = FULL.optics["MMA4Z00-NS-FLT"], FULL.optics["MMA4Z00-NS"]
CORD, TRUNK = FULL.cables["MFP7E10"], FULL.trunks["TRUNK-OM4-12"]
CATALOG = Catalog(
    FULL.device_types,
    {FLAT.model: FLAT, FINNED.model: FINNED},
    {CORD.model: CORD},
    {TRUNK.model: TRUNK},
)


def port(model: str, group: str) -> PortGroup:
    found = FULL.device_types[model].group(group)
    assert found is not None
    return found


HOST, SWITCH = port("DGX-H100", "compute"), port("QM9700", "fabric")


def stock(*models: str, arrives: date | None = None) -> Inventory:
    """Any number of each model."""
    return Inventory(
        tuple(
            Lot(
                id=model,
                model=model,
                quantity=None,
                length_mm=None,
                condition="new",
                price_cents=None,
                arrives=arrives,
                to_order=False,
                lead_time_days=0,
            )
            for model in models
        )
    )


ALL = (FLAT.model, FINNED.model, CORD.model, TRUNK.model)


def media(inventory: Inventory, request: Request = REQUEST, catalog: Catalog = CATALOG) -> list[Medium]:
    return list_media(HOST, SWITCH, catalog, inventory, request)


def test_jumpers_and_trunks_share_the_optics_that_fit_the_cages() -> None:
    """The flat-top transceiver at the host, the finned one at the switch, cord and trunk of one fiber between them."""
    assert media(stock(*ALL)) == [Medium(FLAT, FINNED, (CORD,), (TRUNK,))]


@pytest.mark.parametrize("missing", [FLAT.model, FINNED.model])
def test_no_medium_without_both_optics(missing: str) -> None:
    assert media(stock(*(model for model in ALL if model != missing))) == []


def test_a_medium_holds_only_what_is_in_stock() -> None:
    assert media(stock(FLAT.model, FINNED.model, CORD.model)) == [Medium(FLAT, FINNED, (CORD,), ())]
    assert media(stock(FLAT.model, FINNED.model, TRUNK.model)) == [Medium(FLAT, FINNED, (), (TRUNK,))]


def test_lots_that_come_after_the_racks_are_left_out() -> None:
    """Racks ready on 4 May: a lot of that day counts, one of the next day does not."""
    ready = replace(REQUEST, racks_ready=datetime(2027, 5, 4, 6))
    assert len(media(stock(*ALL, arrives=date(2027, 5, 4)), ready)) == 1
    assert media(stock(*ALL, arrives=date(2027, 5, 5)), ready) == []


def limited(fibers: tuple[str, ...], trunk_legs: tuple[int, ...]) -> Request:
    limits = AssemblyLimits(trunk_legs=trunk_legs, bundle_jumpers=24, custom_kinds=None, fibers=fibers)
    return replace(REQUEST, limits=limits)


def test_limits_of_the_request_hold() -> None:
    """Both parts are multimode; the trunk has 12 legs."""
    assert media(stock(*ALL), limited(("sm",), (12,))) == []
    assert media(stock(*ALL), limited(("mm",), (24,))) == [Medium(FLAT, FINNED, (CORD,), ())]


def test_a_cable_with_its_own_modules_needs_no_optics() -> None:
    """A copper cable whose modules fit both cages; they have one connector each, so cages of one port take it."""
    one_port = replace(SWITCH, mpos=1, cage_kind="osfp"), replace(HOST, mpos=1, cage_kind="osfp")
    dac = replace(CORD, model="DAC", form="dac", fiber="copper", cage_kind="osfp", far_cage_kind="osfp", crossovers=1)
    catalog = replace(CATALOG, cables={"DAC": dac})
    assert list_media(*one_port, catalog, stock("DAC"), REQUEST) == [Medium(None, None, (dac,), ())]


def test_media_come_with_the_shortest_reach_first() -> None:
    """Multimode optics reach 50 m. With a transceiver of 30 m at the host there are two media."""
    near = replace(FLAT, model="NEAR", reach_mm=30_000)
    catalog = replace(CATALOG, optics={**CATALOG.optics, "NEAR": near})
    found = media(stock(*ALL, "NEAR"), catalog=catalog)
    assert [(medium.a_optic, medium.reach_mm) for medium in found] == [(near, 30_000), (FLAT, 50_000)]


def test_the_reach_is_that_of_the_weakest_part() -> None:
    """The optics, or the longest cable that is made where that is shorter."""
    short = replace(CORD, max_mm=7_000)
    assert Medium(FLAT, FINNED, (short,), ()).reach_mm == 7_000
    assert Medium(FLAT, FINNED, (short, CORD), ()).reach_mm == min(FLAT.reach_mm, CORD.max_mm)
    assert Medium(None, None, (short,), ()).reach_mm == 7_000


def test_facts_of_a_medium_come_from_its_parts() -> None:
    split = Medium(FLAT, FINNED, (replace(CORD, legs=2),), ())
    assert (split.legs, split.fiber) == (2, "mm")
    trunk = Medium(FLAT, FINNED, (), (TRUNK,))
    assert (trunk.legs, trunk.fiber) == (1, "mm")
    assert str(trunk) == "MMA4Z00-NS + MMA4Z00-NS-FLT + TRUNK-OM4-12"


def test_the_nearest_miss_is_explained() -> None:
    """Without the flat-top transceiver the finned one does not fit the host: that rule alone is broken."""
    inventory = stock(FINNED.model, CORD.model)
    reasons = explain_no_media(HOST, SWITCH, CATALOG, inventory, REQUEST)
    cage = HOST.cage_kind
    assert reasons == [f"cage-fits: {FINNED.model} (osfp-finned-twin) in cage {cage}, allowed {cage}"]
    assert explain_no_media(HOST, SWITCH, CATALOG, Inventory(()), REQUEST) == []
