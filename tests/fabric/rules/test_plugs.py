"""Plugs that differ from end to end, and connectors without pins."""

from dataclasses import replace
from pathlib import Path

import pytest

from fabric.catalog import PartNumber, PortGroup, read_catalog
from fabric.designs import list_candidates
from fabric.inputs import read_project
from fabric.rules.channel import Channel, list_refusals
from layouts import UnmetError
from tests.fabric.designs.test_splits import NDR200, write

CATALOG = read_catalog()


def group_of(model: str, name: str) -> PortGroup:
    """A group of ports of the shipped catalogue."""
    found = CATALOG.device_types[model].group(name)
    assert found is not None
    return found


SPLIT, WHOLE, HOST = group_of("SN4700", "fabric:4x100"), group_of("SN4700", "fabric"), group_of("NFS-SERVER", "in-band")
OPTICS, CABLES = CATALOG.optics, CATALOG.cables
HARNESS, CORD = CABLES["MPO-4LC-OS2"], CABLES["LC-OS2-DUPLEX"]
DR4, DR1, FR4 = OPTICS["MMS1V00-WM"], OPTICS["MMS1V70-CM"], OPTICS["QDD-400G-FR4"]


def test_a_harness_of_mpo_to_lc() -> None:
    """400G DR4 in four ports of 100G: the MPO head at the switch, a duplex LC tail at each host. One crossover."""
    assert list_refusals(Channel(HOST, SPLIT, DR1, DR4, ((HARNESS, 30_000),))) == []


def test_a_harness_the_wrong_way_round() -> None:
    """LC transceivers at the head, MPO at a tail: neither plug fits."""
    lc_at_head = replace(DR4, connector="LC", gender="")
    mpo_at_tail = replace(DR1, connector="MPO-12/APC", gender="male")
    found = list_refusals(Channel(HOST, SPLIT, mpo_at_tail, lc_at_head, ((HARNESS, 30_000),)))
    assert [str(refusal) for refusal in found] == [
        "connector-fits: plug LC in MMS1V70-CM, allowed MPO-12/APC",
        "connector-fits: plug MPO-12/APC in MMS1V00-WM, allowed LC",
    ]


def test_connectors_without_pins_mate() -> None:
    """Duplex LC at both ends of 2 km: 2 x 0.25 dB + 2 x 0.4 dB = 1.3 dB of 4.0 dB. With pins it would not fit."""
    channel = Channel(WHOLE, WHOLE, FR4, FR4, ((CORD, 2_000_000),))
    assert list_refusals(channel) == []
    assert channel.loss_mdb == 1300
    pinned = replace(CORD, gender="female")
    assert {r.rule for r in list_refusals(Channel(WHOLE, WHOLE, FR4, FR4, ((pinned, 1),)))} == {"gender"}


LC = {
    **NDR200,
    "equipment.yaml": "groups: [{prefix: n-, model: NODE, racks: [R01, R02], u: [1, 2, 3, 4], su: 1}]",
    "catalog/ports.csv": NDR200["catalog/ports.csv"].replace("4,1,qsfp112,rear,200", "1,1,qsfp-dd,rear,400"),
    "inventory.yaml": """lots:
  - {model: SN4700}
  - {model: MMS1V00-WM}
  - {model: QDD-400G-FR4}
  - {model: MFP7E30, lengths_m: [3, 5, 10, 20]}
  - {model: LC-OS2-DUPLEX, lengths_m: [3, 5, 10, 20]}
""",
    "request.yaml": """networks:
  - {id: data, topology: leaf-spine, port_group: data, speed_gbps: 400, tiers: 1, media: [MEDIA]}
""",
}


@pytest.mark.parametrize(
    ("media", "models"),
    [
        ("{connectors: [LC]}", {"LC-OS2-DUPLEX"}),
        ("{connectors: [MPO-12/APC], stages: [node-leaf]}", {"MFP7E30"}),
        ("{fibers: [sm]}", {"LC-OS2-DUPLEX", "MFP7E30"}),
        ("{connectors: [LC], stages: [leaf-spine]}", {"LC-OS2-DUPLEX", "MFP7E30"}),
        ("{fibers: [mm]}", set()),
    ],
)
def test_a_network_states_its_media(media: str, models: set[str], tmp_path: Path) -> None:
    """A carrier asks for LC on single mode. The rule holds for the links that it names; an impossible one is told."""
    files = {**LC, "request.yaml": LC["request.yaml"].replace("MEDIA", media)}
    project = read_project(write(tmp_path, files))
    if not models:
        with pytest.raises(UnmetError, match="media of network data ask for mm on node-leaf links"):
            list_candidates(project, project.request.networks[0])
        return
    found = [one.design for one in list_candidates(project, project.request.networks[0]) if one.design]
    assert {cable.model for design in found for medium in design.media for cable in medium.cables} == models


@pytest.mark.parametrize(
    ("length_mm", "part"), [(10_000, "P-N010"), (1_500, "P-N01A"), (500, "P-N00A"), (30_000, "P-N030"), (1_250, "")]
)
def test_part_numbers_by_length(length_mm: int, part: str) -> None:
    """The length code of LinkX: 010 is 10 m, 01A is 1.5 m. A length that the code cannot say has no part number."""
    assert PartNumber("P", None, "V", "P-N{code}", "", "test", "assumed").part_of(length_mm) == part


def test_a_length_of_its_own_goes_before_the_code() -> None:
    """30 m of MFP7E10 are 980-9I570-00N030 in the published bill. Other lengths have no order number."""
    exact, other = CATALOG.part_number("MFP7E10", 30_000), CATALOG.part_number("MFP7E10", 10_000)
    assert exact
    assert exact.order_number == "980-9I570-00N030"
    assert other
    assert (other.part_of(10_000), other.order_number) == ("MFP7E10-N010", "")
