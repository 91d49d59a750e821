"""A network over standing switches: what the request states must be what stands."""

from pathlib import Path

import pytest

from fabric import make_plan
from fabric.inputs import read_folder, write_project
from fabric.templates import TEMPLATES
from layouts import InputError, UnmetError
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


@pytest.mark.parametrize(
    ("stated", "key", "message"),
    [
        ("planes: 2", "planes", "they are one plane, 'planes' states 2"),
        ("redundancy: 2", "redundancy", "it has no devices, so 'redundancy' has no meaning"),
        ("rails: 4", "rails", "it has no devices, so 'rails' has no meaning"),
        ("leaf_position: mid-row", "leaf_position", "it has no devices, so 'leaf_position' has no meaning"),
        ("extra: [{port_group: management, devices: [h001]}]", "extra", "so 'extra' has no meaning"),
        ("uplink_speed_gbps: 100", "uplink_speed_gbps", "its links have speed_gbps: 400"),
        ("uplinks_per_leaf: 2, oversubscription: [1, 3]", "oversubscription", "tells the number of links"),
        (
            "switch_models: [QM9700]",
            "switch_models",
            "leaf switches are small-switch, which 'switch_models' leaves out",
        ),
        ("spine_models: [QM9700]", "spine_models", "spine switches are small-switch, which 'spine_models' leaves out"),
    ],
)
def test_keys_that_mean_nothing_over_standing_switches(stated: str, key: str, message: str) -> None:
    """Two leaves and a spine stand and no device has ports of the network: such a key was ignored without a word."""
    files = write_standing_switches()
    switches = f"  - {{id: net, topology: leaf-spine, port_group: fabric, speed_gbps: 400, {stated}}}\n"
    files["request.yaml"] = files["request.yaml"].replace(NET, switches)
    with pytest.raises(InputError) as error:
        read_files(files)
    found = [fault for fault in error.value.faults if "joins the switches" in fault.message]
    assert {fault.key for fault in found} == {f"networks[0].{key}"}
    assert message in found[0].message


def test_a_leaf_that_stands_where_its_position_forbids_is_named() -> None:
    """The hosts are in racks A01 and A02 of the row, so none of its racks is central: leaf-01-1 is told."""
    files = write_standing_switches()
    files["request.yaml"] = files["request.yaml"].replace("speed_gbps: 400", "speed_gbps: 400, leaf_position: central")
    with pytest.raises(
        UnmetError, match="leaf_position central: leaf-01-1 stands in rack A01, which it does not allow"
    ):
        make_plan(read_files(files))


@pytest.mark.parametrize(
    ("speed", "told"),
    [
        ("speed_gbps: 40", False),
        ("speed_gbps: 100", True),
        ("seed: 1", True),
    ],
)
def test_the_speed_is_that_of_the_standing_ports(tmp_path: Path, speed: str, told: bool) -> None:
    """A search was run before the plan was refused; where the key is left out, its default of 400 counts."""
    files = TEMPLATES["multirack"].write(racks=2)
    left_out = speed == "seed: 1"
    files["request.yaml"] = files["request.yaml"].replace("    speed_gbps: 40\n", "" if left_out else f"    {speed}\n")
    write_project(files, tmp_path / "site")
    if not told:
        assert read_folder(tmp_path / "site").project.request.networks[0].speed_gbps == 40
        return
    with pytest.raises(InputError) as error:
        read_folder(tmp_path / "site")
    (fault,) = map(str, error.value.faults)
    assert "at networks[0].speed_gbps" in fault
    assert fault.endswith("Write speed_gbps: 40")
