"""Person-minutes of work packages, by hand: one minute an act, a tenth of a minute a metre."""

from dataclasses import replace
from fractions import Fraction

import pytest

from fabric.audit.minutes import PackageMinutes, pull_rows
from fabric.plan import PullForm
from tests.fabric.audit.small_plan import SMALL_PLAN, with_cells, with_kind


@pytest.mark.parametrize(
    ("kind", "pull", "links", "minutes"),
    [
        ("open", -1, 0, "1"),
        ("pull", 0, 4, "3"),  # stage, pull, 10 m
        ("land_a", 0, 4, "9"),  # 4 plugs, dress, 4 legs
        ("land_b", 0, 4, "9"),
        ("test", 0, 4, "4"),
        ("pull", 1, 4, "12"),  # 8 labels, 4 patches
        ("land_a", 1, 4, "8"),  # 4 plugs, 4 dressed
        ("land_b", 1, 4, "8"),
        ("pull", 2, 2, "5.9"),  # 3 labels, stage, pull, 9 m
        ("land_a", 2, 2, "4"),  # 2 tails: 2 plugs, 2 dressed
        ("land_b", 2, 2, "2"),  # 1 head: 1 plug, 1 dressed
    ],
)
def test_minutes_of_each_package(kind: str, pull: int, links: int, minutes: str) -> None:
    assert PackageMinutes(SMALL_PLAN).of(kind, pull, links) == Fraction(minutes)


def test_a_bundle_is_taped_and_pulled_like_a_trunk() -> None:
    """8 labels, 4 taped, stage, pull, 3 m: 14.3. Landed: 4 plugs and one dressing: 5."""
    plan = with_cells(SMALL_PLAN, "pulls.form", {1: PullForm.BUNDLE})
    minutes = PackageMinutes(plan)
    assert minutes.of("pull", 1, 4) == Fraction("14.3")
    assert minutes.of("land_a", 1, 4) == minutes.of("land_b", 1, 4) == 5


def test_the_longest_piece_of_a_pull_is_paid_by_the_metre() -> None:
    """A leg of 5 m at one end: 4 + 5 + 3 = 12 m, 1.2 minutes instead of 1."""
    plan = with_kind(SMALL_PLAN, 0, a_legs_mm=(3_000, 5_000, 3_000, 3_000))
    assert PackageMinutes(plan).of("pull", 0, 4) == Fraction("3.2")


def test_transceivers_are_inserted_one_by_one() -> None:
    assert PackageMinutes(SMALL_PLAN).of("optics", -1, 0, 3) == 3


def test_segments_of_pulls_are_in_the_order_of_assemblies_and_legs() -> None:
    assert pull_rows(SMALL_PLAN) == {0: [0, 1, 2, 3], 1: [4, 5, 6, 7], 2: [8, 9]}
    turned = with_cells(SMALL_PLAN, "segments.leg", {8: 1, 9: 0})
    assert pull_rows(turned)[2] == [9, 8]


def test_a_shorter_piece_after_a_longer_one_does_not_shorten_the_pull() -> None:
    """The trunk of 10 m and then a jumper of 3 m in pull 1."""
    plan = with_cells(SMALL_PLAN, "assemblies.pull", {1: 0})
    assert PackageMinutes(plan).longest_mm[0] == 10_000


def test_idle_legs_are_parked_where_the_table_says_how_long_it_takes() -> None:
    """Three of four legs in use: 3 plugs, dress, 3 legs; and one leg to park, where the table has that act."""
    assert PackageMinutes(SMALL_PLAN).of("land_a", 0, 3) == 7
    labour = SMALL_PLAN.project.labour
    rates = {**labour.rates, "park_leg": replace(labour.rates["breakout_leg"], act="park_leg")}
    project = replace(SMALL_PLAN.project, labour=replace(labour, rates=rates))
    minutes = PackageMinutes(replace(SMALL_PLAN, project=project))
    assert minutes.of("land_a", 0, 3) == 8
    assert minutes.of("land_a", 0, 4) == 9
