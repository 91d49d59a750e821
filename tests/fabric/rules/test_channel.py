"""Channels: each rule accepts, refuses by name when forced, and accepts next door; direct and over panels."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from fabric.catalog import CableType, OpticType, read_catalog
from fabric.project.project import Project
from fabric.rules.channel import Channel, list_refusals, list_unchecked_losses
from fabric.rules.media import list_media
from tests.hardware import port_group

CATALOG = read_catalog()
SWITCH = CATALOG.device_types["QM9700"].group("fabric")
HOST = CATALOG.device_types["DGX-H100"].group("compute")
SPLIT = CATALOG.device_types["QM9700"].group("fabric:4x200")
UFM = CATALOG.device_types["UFM-SERVER"].group("ufm")
FINNED, FLAT = CATALOG.optics["MMA4Z00-NS"], CATALOG.optics["MMA4Z00-NS-FLT"]
CORD = CATALOG.cables["MFP7E10"]
TRUNK = replace(CATALOG.trunks["TRUNK-OM4-12"], gender="male")
assert SWITCH and HOST and SPLIT and UFM


def direct(length_mm: int = 10_000, cord: CableType = CORD, a: OpticType = FLAT, b: OpticType = FINNED) -> Channel:
    assert SWITCH is not None
    assert HOST is not None
    return Channel(HOST, SWITCH, a, b, ((cord, length_mm),))


def over_panels(trunk_mm: int = 20_000) -> Channel:
    """Female cord, male trunk, female cord: three crossovers, four mated pairs."""
    assert SWITCH is not None
    return Channel(SWITCH, SWITCH, FINNED, FINNED, ((CORD, 3000), (TRUNK, trunk_mm), (CORD, 3000)))


def rules(channel: Channel) -> list[str]:
    return [refusal.rule for refusal in list_refusals(channel)]


def test_a_direct_cable_is_sound() -> None:
    """Two mated pairs of 0.35 dB and 10 m at 3 dB/km: 0.73 dB of 1.8."""
    assert rules(direct()) == []
    assert (direct().mated_pairs, direct().loss_mdb) == (2, 730)


def test_cord_trunk_cord_is_sound() -> None:
    """Four mated pairs of 0.35 dB and 26 m at 3 dB/km: 1.478 dB of 1.8."""
    channel = over_panels()
    assert rules(channel) == []
    assert (channel.mated_pairs, channel.length_mm, channel.loss_mdb) == (4, 26_000, 1478)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda c: replace(c, segments=((replace(CORD, gender="male"), 10_000),)), "gender"),
        (lambda c: replace(c, segments=((replace(CORD, crossovers=2), 10_000),)), "odd-crossovers"),
        (lambda c: replace(c, b_optic=FLAT), "cage-fits"),
        (lambda c: replace(c, segments=((CORD, 51_000),)), "reach"),
        (lambda c: replace(c, segments=((replace(CORD, connector="LC"), 10_000),)), "connector-fits"),
        (lambda c: replace(c, segments=((CATALOG.cables["MFP7E30"], 10_000),)), "fiber-kind"),
        (lambda c: replace(c, b_optic=replace(FINNED, speed_gbps=200)), "speed"),
        (lambda c: replace(c, segments=((CATALOG.cables["MFP7E20"], 10_000),)), "splitter"),
        (lambda c: replace(c, segments=((replace(CORD, connector_loss_mdb=1000), 10_000),)), "loss"),
    ],
)
def test_each_rule_refuses_by_name(change: Callable[[Channel], Channel], rule: str) -> None:
    assert rule in rules(change(direct()))


def test_refusals_say_what_was_found() -> None:
    longer = replace(CORD, max_mm=60_000)
    said = [str(refusal) for refusal in list_refusals(direct(51_000, longer))]
    assert said == ["reach: 51.0 m over MMA4Z00-NS and MMA4Z00-NS-FLT, allowed 50.0 m"]
    assert str(list_refusals(direct(51_000))[0]) == "length-made: 51.0 m of MFP7E10, allowed up to 50.0 m"
    assert rules(direct(50_000)) == []
    flat = list_refusals(direct(b=FLAT))[0]
    assert str(flat) == "cage-fits: MMA4Z00-NS-FLT (osfp-flat-twin) in cage osfp-finned-twin, allowed osfp-finned-twin"


def test_panels_want_male_trunks_odd_crossovers_and_no_third_panel() -> None:
    channel = over_panels()
    female = replace(TRUNK, gender="female")
    assert rules(replace(channel, segments=((CORD, 3000), (female, 9000), (CORD, 3000)))) == ["gender", "gender"]
    straight = replace(TRUNK, crossovers=2)
    assert "odd-crossovers" in rules(replace(channel, segments=((CORD, 3000), (straight, 9000), (CORD, 3000))))
    male = replace(CORD, gender="male")
    third = ((CORD, 3000), (TRUNK, 9000), (CORD, 3000), (male, 3000), (CORD, 3000))
    assert "mated-pairs" in rules(replace(channel, segments=third))
    lossy = replace(TRUNK, connector_loss_mdb=600)
    assert "loss" in rules(replace(channel, segments=((CORD, 3000), (lossy, 9000), (CORD, 3000))))


def test_what_no_figure_lets_check_is_said() -> None:
    """A transceiver without a budget, a cord without a loss: not refused, and not called checked either."""
    silent = replace(FINNED, loss_budget_mdb=None)
    channel = direct(b=silent, cord=replace(CORD, loss_mdb_per_km=None))
    assert rules(channel) == []
    assert channel.loss_mdb is None
    assert list_unchecked_losses(channel) == ["loss: MMA4Z00-NS gives no budget", "loss: MFP7E10 gives no loss"]
    assert list_unchecked_losses(direct()) == []


def test_a_module_takes_a_cage_of_one_port() -> None:
    """One DAC in a twin-port cage would leave its other port without a cable."""
    cage = port_group("fabric", 4, mpos=2, cage_kind="qsfp", face="rear", speed_gbps=40)
    dac = CATALOG.cables["MCC4Q26"]
    assert rules(Channel(cage, cage, None, None, ((dac, 1000),))) == ["cage-whole", "cage-whole"]
    single = replace(cage, mpos=1)
    assert rules(Channel(single, single, None, None, ((dac, 1000),))) == []


def test_a_splitter_joins_a_split_port_and_two_slow_ones(pod_project: Project) -> None:
    assert UFM is not None
    assert SPLIT is not None
    optic = CATALOG.optics["MMA4Z00-NS400"]
    assert rules(Channel(UFM, SPLIT, optic, FINNED, ((CATALOG.cables["MFP7E20"], 5000),))) == []
    assert rules(Channel(UFM, SPLIT, optic, FINNED, ((CORD, 5000),))) == ["splitter"]


def test_media_are_the_sound_channels(pod_project: Project) -> None:
    assert SWITCH is not None
    assert HOST is not None
    media = list_media(HOST, SWITCH, pod_project.catalog, pod_project.inventory, pod_project.request)
    assert [str(medium) for medium in media] == [
        " + ".join(
            ["MMA4Z00-NS", "MMA4Z00-NS-FLT", "MFP7E10", *(f"TRUNK-OM4-{legs}" for legs in (8, 12, 16, 24, 32, 48, 72))]
        )
    ]


def test_at_most_two_panels() -> None:
    """Cord, trunk, cord over two panels are four mated pairs; another cord makes five."""
    channel = over_panels()
    assert "mated-pairs" not in rules(channel)
    assert "mated-pairs" in rules(replace(channel, segments=(*channel.segments, (TRUNK, 1_000))))


def test_no_loss_is_told_where_a_part_gives_none() -> None:
    unknown = replace(CORD, connector_loss_mdb=None)
    channel = direct(cord=unknown)
    assert channel.loss_mdb is None
    assert "loss" not in rules(channel)
    assert list_unchecked_losses(channel) == ["loss: MFP7E10 gives no loss"]


def test_loss_of_length_is_rounded_up_part_by_part() -> None:
    """3 dB/km over 1 mm is 0.003 milli-decibel, counted as 1; two pairs of 350 besides."""
    assert direct(1).loss_mdb == 701
    assert direct(1_000).loss_mdb == 703
