"""Ports that existing cables leave free, at either end of a cable."""

from dataclasses import replace

from fabric.catalog import list_ports, read_catalog
from fabric.project import ExistingCable
from fabric.rules.free_ports import free_ports
from tests.fabric.rules.small_floor import device, project, site

SWITCH = read_catalog().device_types["QM9700"]
PRINTED = [port.printed for port in list_ports(SWITCH, "fabric")]


def cable(a: tuple[str, str], b: tuple[str, str]) -> ExistingCable:
    return ExistingCable(
        id="C",
        a_device=a[0],
        a_port=a[1],
        b_device=b[0],
        b_port=b[1],
        diameter_um=3_000,
        pathways=(),
        status="installed",
    )


def test_ports_of_cables_at_both_ends_are_taken() -> None:
    """S has port 0 in one cable as its A end and port 5 in another as its B end; the ports of T are its own."""
    s, t = device("S", SWITCH.model, "R1", 1), device("T", SWITCH.model, "R2", 1)
    asked = project(
        site(),
        {SWITCH.model: SWITCH},
        [s, t],
        cables=[cable(("S", PRINTED[0]), ("T", PRINTED[7])), cable(("T", PRINTED[9]), ("S", PRINTED[5]))],
    )
    assert free_ports(asked, s) == [number for number in range(64) if number not in (0, 5)]
    assert free_ports(asked, t) == [number for number in range(64) if number not in (7, 9)]


def test_all_ports_are_free_without_cables() -> None:
    s = device("S", SWITCH.model, "R1", 1)
    assert free_ports(project(site(), {SWITCH.model: SWITCH}, [s]), s) == list(range(64))


def test_a_cable_of_another_device_takes_no_port() -> None:
    s = device("S", SWITCH.model, "R1", 1)
    asked = project(site(), {SWITCH.model: SWITCH}, [s, replace(s, id="T")])
    asked = replace(asked, cables=(cable(("T", PRINTED[0]), ("T", PRINTED[1])),))
    assert len(free_ports(asked, s)) == 64
