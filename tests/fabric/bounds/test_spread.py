"""The time in which places hold the work of one leaf and one spine, by hand.

Plugs, tests and dressing of an end take a minute each, laying a link two minutes. Four links join devices at place 0 to
the leaf, four join the leaf to the spine. Each link is 2 + 2 x 1 + 2 + 1 = 7 min of work, all eight are 56 min. The
devices' place is tied up by 4 x (2 + 1 + 1 + 1) = 20 min.
"""

from dataclasses import replace

from fabric.bounds.facts import LeastShares, PullSizes, SwitchLinks
from fabric.bounds.least_work import least_shares_ms
from fabric.bounds.spread import least_spread_s
from fabric.inputs.labour_reader import read_labour
from fabric.project import LabourTable

MINUTE = 60_000
DEFAULT = read_labour()
LABOUR = LabourTable(
    {act: replace(rate, person_ms=MINUTE if act != "insert_optic" else 0) for act, rate in DEFAULT.rates.items()}
)
SHARES = LeastShares(2 * MINUTE, MINUTE, 3 * MINUTE, 4 * MINUTE)
LINKS = SwitchLinks(
    leaf_down=(4,),
    leaf_down_at={0: (4,)},
    leaf_up=(4,),
    leaf_optics=(0,),
    spine_down=(4,),
    spine_optics=(0,),
    most_between=4,
    down=SHARES,
    up=SHARES,
    room={1: 2},
)
WORK_MS, AT_DEVICES_MS = 56 * MINUTE, {0: 20 * MINUTE}


def test_pulls_between_two_places_tie_up_both() -> None:
    """Both switches stand at place 1. Four pulls from place 0 (8 min), four ends dressed and plugged (8), four uplinks
    laid within the place (8), their eight ends (16) and tests (4): 44 min for four technicians, 11 min each.

    All places: 56 + 8 = 64 min for six technicians, 10.7 min. The devices: 20 min for two, 10 min.
    """
    assert least_spread_s(LABOUR, LINKS, AT_DEVICES_MS, {0: 2, 1: 4}, WORK_MS) == 11 * 60


def test_all_places_together() -> None:
    """Seven technicians at place 1, two at place 0: 44 / 7 = 6.3 and 20 / 2 = 10 min; one more place of no use."""
    assert least_spread_s(LABOUR, LINKS, AT_DEVICES_MS, {0: 2, 1: 7}, WORK_MS) == 10 * 60
    assert least_spread_s(LABOUR, LINKS, AT_DEVICES_MS, {0: 2, 1: 4, 2: 9}, WORK_MS) == 11 * 60


def test_switches_stand_at_the_devices_where_that_is_faster() -> None:
    """One technician at place 1, eight at place 0, room at both. At place 0 no pull leaves it: 56 / 8 = 7 min. The
    spine alone at place 1 takes 4 x (2 + 1 + 1) = 16 min there.
    """
    links = replace(LINKS, room={0: 2, 1: 2})
    assert least_spread_s(LABOUR, links, AT_DEVICES_MS, {0: 8, 1: 1}, WORK_MS) == 7 * 60


def test_room_keeps_switches_apart() -> None:
    """One switch fits each place. Leaf at 0: 20 + 4 x 2 + 4 x (2 + 1 + 1 + 1) = 48 min for eight, spine 16 min for two:
    8 min. The other way round the leaf takes 4 x (2 + 2) + 20 = 36 min at place 1.
    """
    links = replace(LINKS, room={0: 1, 1: 1})
    assert least_spread_s(LABOUR, links, AT_DEVICES_MS, {0: 8, 1: 2}, WORK_MS) == 8 * 60


def test_no_room_no_figure() -> None:
    """Where the racks do not hold the switches there is no plan; the bound claims nothing. So with very many."""
    assert least_spread_s(LABOUR, replace(LINKS, room={1: 1}), AT_DEVICES_MS, {0: 2, 1: 4}, WORK_MS) == 0
    many = replace(LINKS, leaf_up=(4,) * 40, spine_down=(4,) * 40)
    assert least_spread_s(LABOUR, many, AT_DEVICES_MS, {0: 2, 1: 4}, WORK_MS) == 0


def test_least_shares_of_one_link() -> None:
    """Default minutes, trunks of 12 and single jumpers over 10 m, at most six links from a rack. Laying: a trunk takes
    6 + 10 + 2.5 = 18.5 min, 3.08 a link; a jumper 2 x 0.5 + 0.5 + 2 + 1 = 4.5. Dressing: 5 / 12 + 0.1 = 0.517 of a full
    trunk. With one end: (18.5 + 5) / 6 + 0.1 = 4.017, less than 4.5 + 1. Both ends at one place: a patch takes 4 min,
    a full trunk of no length (16 + 10) / 12 + 0.2 = 2.367.
    """
    found = least_shares_ms(DEFAULT, PullSizes((12,), 1), 10_000, 6, may_patch=False)
    expected = (18.5 / 6, 5 / 12 + 0.1, 23.5 / 6 + 0.1, 26 / 12 + 0.2)
    assert [round(share) for share in found] == [round(minutes * MINUTE) for minutes in expected]
    patched = least_shares_ms(DEFAULT, PullSizes((12,), 1), 10_000, 6, may_patch=True)
    assert patched.pull_ms == 2 * MINUTE
