"""A network over standing switches: what the request states must be what stands."""

import pytest

from layouts import InputError
from tests.sites import read_files, write_standing_switches

NET = "  - {id: net, topology: leaf-spine, port_group: compute, tiers: 2, speed_gbps: 400}\n"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("leaves: 2, spines: 1, tiers: 2", []),
        ("spines: 2", ["networks[0].spines"]),
        ("leaves: 4", ["networks[0].leaves"]),
        ("tiers: 3", ["networks[0].tiers"]),
        ("tiers: 1, leaves: 1", ["networks[0].leaves", "networks[0].tiers"]),
    ],
)
def test_stated_numbers_of_standing_switches(stated: str, expected: list[str]) -> None:
    """Two leaves and a spine stand, so there are two tiers; the line of the network is line 2."""
    files = write_standing_switches()
    switches = f"  - {{id: net, topology: leaf-spine, port_group: fabric, speed_gbps: 400, {stated}}}\n"
    files["request.yaml"] = files["request.yaml"].replace(NET, switches)
    if not expected:
        assert read_files(files).request.networks[0].leaves == 2
        return
    with pytest.raises(InputError) as error:
        read_files(files)
    assert [(fault.line, fault.key) for fault in error.value.faults] == [(2, key) for key in expected]
    assert "leaves: 2, spines: 1, tiers: 2" in error.value.faults[0].message


def test_a_network_with_devices_of_its_own_places_further_switches() -> None:
    """The hosts have ports of `compute`: standing switches do not bound the number of leaves."""
    files = write_standing_switches()
    files["request.yaml"] = files["request.yaml"].replace("speed_gbps: 400", "speed_gbps: 400, leaves: 2")
    assert read_files(files).request.networks[0].tiers == 2
