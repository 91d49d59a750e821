"""The labour anchors of the trade: a 144-fiber run of 30 m, optics not counted."""

from collections import Counter
from dataclasses import replace

import pytest

from fabric.inputs.labour_reader import read_labour
from fabric.project.labour import (
    LabourTable,
    land_bundle,
    land_jumpers,
    land_trunk,
    patch_in_rack,
    stage_and_pull_bundle,
    stage_and_pull_jumper,
    stage_and_pull_trunk,
    test_links,
    unavoidable,
)

test_links.__test__ = False  # type: ignore[attr-defined]
TABLE = read_labour()
MINUTE_MS = 60_000


def test_terminated_on_site_it_takes_659_minutes() -> None:
    """6 stage + 10 pull + 30 x 0.60 + 2 x 5 dress + 288 x 1.75 + 2 x 25 + 12 x 2 + 2 x 0.5 + 24 x 1.25 + 12 x 0.5."""
    acts = Counter(
        stage_trunk=1,
        pull_trunk=1,
        pull_bulk_per_m=30_000,
        dress_trunk=2,
        field_terminate=2 * 144,
        field_setup_test=2,
        test_olts_mpo=12,
        label=2,
        inspect_clean_plug=2 * 12,
        test_link=12,
    )
    assert TABLE.person_ms(acts) == 659 * MINUTE_MS
    assert round(659 / 60, 1) == 11.0


def test_a_custom_trunk_takes_71_9_minutes() -> None:
    """6 + 10 + 30 x 0.25 + 2 x 5 dress + 24 x 0.1 break out + 24 x 1.25 + 12 x 0.5 = 71.9, 1.2 h."""
    acts = stage_and_pull_trunk(30_000) + land_trunk(12) + land_trunk(12) + test_links(12)
    assert TABLE.person_ms(acts) == 71.9 * MINUTE_MS


def test_twelve_jumpers_take_138_minutes() -> None:
    """12 x (0.5 + 2 + 30 x 0.10 + 2 x 1 + 2 x 0.5 + 2 x 1.25 + 0.5) = 138, 2.3 h."""
    acts = stage_and_pull_jumper(30_000) + land_jumpers(1) + land_jumpers(1) + test_links(1)
    assert 12 * TABLE.person_ms(acts) == 138 * MINUTE_MS


def test_a_taped_bundle_is_laid_like_a_trunk_and_landed_one_by_one() -> None:
    """24 x 0.5 labels + 12 x 0.7 + 6 + 10 + 30 x 0.25 = 43.9 to lay; 5 + 12 x 1.25 = 20 an end."""
    assert TABLE.person_ms(stage_and_pull_bundle(12, 30_000)) == 43.9 * MINUTE_MS
    assert TABLE.person_ms(land_bundle(12)) == 20 * MINUTE_MS


def test_inside_a_rack_staging_and_pulling_are_replaced() -> None:
    """3 x 1 and 6 labels."""
    assert TABLE.person_ms(patch_in_rack(3)) == 6 * MINUTE_MS


def test_what_cannot_be_avoided() -> None:
    """10 links over 8 optics: 20 x 1.25 + 8 x 0.75 + 10 x 0.5 = 36."""
    assert TABLE.person_ms(unavoidable(10, 20, 8)) == 36 * MINUTE_MS


def test_an_unknown_act_is_an_error() -> None:
    with pytest.raises(KeyError):
        TABLE.act_ms("juggle", 1)


@pytest.mark.parametrize(("technicians", "seconds"), [(1, 1_560), (2, 780), (3, 580), (4, 480), (6, 480)])
def test_an_act_takes_no_more_technicians_than_can_work_on_it(technicians: int, seconds: int) -> None:
    """A trunk of 40 m takes 6 person-minutes to stage, by two at most, and 10 + 10 to pull, by four at most.

    One takes 26 min, two 13. Three take 3 + 20 / 3 min, so 580 s; four and six 3 + 5 min, so 480 s.
    """
    assert TABLE.duration_s(stage_and_pull_trunk(40_000), technicians) == seconds


def test_tables_of_old_plans_divide_an_act_by_the_whole_crew() -> None:
    """26 person-minutes by six: 260 s. 1,001 person-milliseconds a metre over 1.5 m by one: 1.5015 s, so 2 s."""
    old = LabourTable({act: replace(rate, most=None) for act, rate in TABLE.rates.items()})
    assert old.duration_s(stage_and_pull_trunk(40_000), 6) == 260
    odd = LabourTable({"pull_jumper_per_m": replace(TABLE.rates["pull_jumper_per_m"], person_ms=1_001)})
    assert (odd.duration_s({"pull_jumper_per_m": 1_500}, 1), odd.duration_s({}, 1)) == (2, 1)
