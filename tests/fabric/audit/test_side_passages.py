"""Cables through the sides of racks: each wrong opening is found, and lengths count the way along the opening."""

from dataclasses import replace

import pytest

from fabric.audit.lengths import LENGTH_RULES
from fabric.audit.side_passages import SIDE_RULES
from fabric.plan import Plan
from tests.fabric.audit.small_plan import with_kind
from tests.fabric.audit.trios.side_passages import through_side

SOUND = through_side(600)
BY_TRAY = ("drop:A01.into A02", "T1", "drop:A02.into A01")


def changed(**changes: object) -> Plan:
    """The sound plan with another drop at A02."""
    project = SOUND.project
    drops = (project.site.drops[0], replace(project.site.drops[1], **changes))  # type: ignore[arg-type]
    return replace(SOUND, project=replace(project, site=replace(project.site, drops=drops)))


OPENING = SOUND.project.site.drops[1].opening
assert OPENING is not None


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (changed(entry="top"), "drop:A02.into A01 is no way through a side"),
        (changed(length_mm=1), "drop:A02.into A01 is no way through a side"),
        (changed(opening=replace(OPENING, to_rack="A03")), "drop:A02.into A01 leads into A03"),
        (changed(opening=replace(OPENING, high_mm=901)), "openings [500, 900, 0, 1200] and [500, 901, 0, 1200]"),
        (through_side(600, high_mm=2_001), "opening [500, 2001, 0, 1200] beside a rack"),
        (through_side(600, far_mm=1_201), "opening [500, 900, 0, 1201] beside a rack"),
        (
            replace(
                SOUND, routes=(replace(SOUND.routes[0], pathways=("drop:A01.into A02", "T1", "drop:A02.into A01")),)
            ),
            "more than one opening",
        ),
    ],
)
def test_what_is_wrong_is_said(plan: Plan, found: str) -> None:
    assert [finding.found for finding in SIDE_RULES.judge(plan)] == [found]


def test_a_whole_side_is_an_opening() -> None:
    """From the floor to the top at 2,000 mm, from the front at 0 to the rear at 1,200."""
    assert list(SIDE_RULES.judge(through_side(600, low_mm=0, high_mm=2_000))) == []


def test_lengths_count_the_way_to_an_opening_and_along_it() -> None:
    """The splitter joins node-1 (94.45 mm high) and node-2 (183.35) to leaf-9 (205.575), all at the rear, whole depth.

    The opening begins at 500: up 405.55, so 406, down 294.425, so 295, along it nothing; loops 1,600: 2,301 mm. node-2
    needs 317 + 295 + 1,600 = 2,212. The trunks need legs of 406 + 800 = 1,206 mm at most and a body of 0.
    """
    for length_mm, count in ((2_300, 1), (2_301, 0)):
        plan = with_kind(SOUND, 2, body_mm=length_mm)
        short = [f for f in LENGTH_RULES.judge(plan) if f.rule == "length" and "K3" in f.object]
        assert len(short) == count


def test_the_way_along_an_opening_counts_once() -> None:
    """An opening from the floor to 2,000 mm: node-1 to leaf-9 is 205.575 - 94.45 = 111.125, so 112 + 1,600 = 1,712 mm.

    Along the depth only the middle is open, 500 to 700: 500 from the rear at each end, 2,712 mm in all.
    """
    whole = through_side(600, low_mm=0, high_mm=2_000)
    middle = through_side(600, low_mm=0, high_mm=2_000, near_mm=500, far_mm=700)
    for plan, need_mm in ((whole, 1_712), (middle, 2_712)):
        for length_mm, count in ((need_mm - 1, 1), (need_mm, 0)):
            made = with_kind(plan, 2, body_mm=length_mm)
            short = [f for f in LENGTH_RULES.judge(made) if f.rule == "length" and "K3" in f.object]
            assert len(short) == count
