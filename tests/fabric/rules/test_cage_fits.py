"""Cages that take older modules, and cables that are too slow for a port."""

from dataclasses import replace

import pytest

from fabric.catalog import OpticType, read_catalog
from fabric.rules.channel import Channel, fits_cage, list_refusals

CATALOG = read_catalog()
PORT = next(group for group in CATALOG.device_types["DGX-H100"].port_groups if group.group == "in-band")
SWITCH = next(group for group in CATALOG.device_types["SN4600C"].port_groups if group.group == "fabric")
AOC = CATALOG.cables["MFS1S00"]
TAKES = {group.cage_kind: group.takes for found in CATALOG.device_types.values() for group in found.port_groups}


@pytest.mark.parametrize(
    ("cage", "module", "fits"),
    [
        ("qsfp112", "qsfp112", True),
        ("qsfp112", "qsfp56", True),
        ("qsfp112", "qsfp28", True),
        ("qsfp112", "osfp-flat", False),
        ("qsfp56", "qsfp112", False),
    ],
)
def test_a_cage_takes_its_own_and_older_modules(cage: str, module: str, fits: bool) -> None:
    """LinkX deck 2024-10: QSFP112 adapters take QSFP112, QSFP56 and QSFP28, never OSFP; no cage takes a newer kind."""
    assert replace(PORT, cage_kind=cage, takes=TAKES.get(cage, ())).accepts(module) == fits


def test_a_newer_cage_takes_an_older_cable() -> None:
    """A QSFP56 AOC of 200G in a QSFP112 cage that is used at 200G; its other end is QSFP28 at 100G."""
    assert list_refusals(Channel(PORT, SWITCH, None, None, ((AOC, 10_000),))) == []


def test_a_cable_slower_than_a_port_is_refused() -> None:
    """200G a link in a port of 400G. A cable without a stated speed is not judged."""
    fast = replace(PORT, speed_gbps=400)
    found = list_refusals(Channel(fast, SWITCH, None, None, ((AOC, 10_000),)))
    assert [str(refusal) for refusal in found] == ["speed: MFS1S00, 200G a link, allowed 400G"]
    unknown = replace(AOC, speed_gbps=None)
    assert list_refusals(Channel(fast, SWITCH, None, None, ((unknown, 10_000),))) == []


def test_an_optic_of_an_older_kind_fits_by_speed() -> None:
    """A 200G QSFP56 transceiver goes into a QSFP112 cage, but carries no 400G."""
    optic = OpticType(
        model="SR4-200",
        cage_kind="qsfp56",
        mpos=1,
        speed_gbps=200,
        connector="MPO-12/APC",
        gender="male",
        fiber="mm",
        reach_mm=50_000,
        price_cents=0,
        source="test",
        confidence="assumed",
    )
    assert fits_cage(optic, PORT)
    assert not fits_cage(optic, replace(PORT, speed_gbps=400))
