"""Lengths needed, worked out by hand from the heights and the walk of `small_plan`."""

from dataclasses import replace

import pytest

from fabric.audit.lengths import LENGTH_RULES
from fabric.plan import OLD_FORMAT, Plan
from layouts.racks import Facing, Point2
from tests.fabric.audit.small_plan import SMALL_PLAN, with_device, with_kind, with_project, with_rack_type, with_site

LEGS = (3_000, 3_000, 3_000)


def shortages(plan: Plan, kind: str = "") -> list[str]:
    """What is found of lengths that are short, of one kind of assembly or of all."""
    found = [finding for finding in LENGTH_RULES.judge(plan) if finding.rule == "length"]
    return [finding.found for finding in found if finding.object.endswith(f"({kind})" if kind else ")")]


def splitter(plan: Plan, length_mm: int) -> list[str]:
    """Shortages with the splitter cut to a length; each of its two links has one."""
    return shortages(with_kind(plan, 2, body_mm=length_mm), "K3")


@pytest.mark.parametrize(
    ("changes", "short"),
    [
        ({"body_mm": 3_400}, []),
        ({"body_mm": 3_399}, ["body of 3399 mm, 1 mm short"] * 4),
        ({"a_legs_mm": (2_706, *LEGS)}, []),
        ({"a_legs_mm": (2_705, *LEGS)}, ["leg 1 at A01 of 2705 mm, 1 mm short"]),
        ({"b_legs_mm": (2_728, *LEGS)}, []),
        ({"b_legs_mm": (2_727, *LEGS)}, ["leg 1 at A02 of 2727 mm, 1 mm short"]),
        ({"b_legs_mm": (*LEGS, 2_683)}, ["leg 4 at A02 of 2683 mm, 1 mm short"]),
    ],
)
def test_a_trunk_spans_the_walk_and_each_leg_its_end(changes: dict[str, int], short: list[str]) -> None:
    """Body: the walk of 3,400 mm. Legs, with a loop of 800: node-1 2,706, leaf-1 2,728, leaf-2 2,684 mm."""
    assert shortages(with_kind(SMALL_PLAN, 0, **changes)) == short


def test_a_single_cable_spans_both_ends_and_the_walk() -> None:
    """node-1 1906 + 800, walk 3,400, leaf-9 1795 + 800: 8,701 mm. node-2 is 89 mm nearer: 1817 for 1906."""
    assert splitter(SMALL_PLAN, 8_701) == []
    assert splitter(SMALL_PLAN, 8_700) == ["cable of 8700 mm, 1 mm short"]
    assert splitter(SMALL_PLAN, 8_611) == ["cable of 8611 mm, 90 mm short", "cable of 8611 mm, 1 mm short"]


def test_a_drop_below_the_floor_starts_at_the_bottom() -> None:
    """Entry at the bottom: rises are the heights, 184 for node-2 and 206; the walk is 2,500 + 2,400 + 2,500 mm."""
    drops = tuple(replace(drop, entry="bottom") for drop in SMALL_PLAN.project.site.drops)
    plan = with_site(SMALL_PLAN, drops=drops)
    assert splitter(plan, 184 + 800 + 7_400 + 206 + 800) == []
    assert splitter(plan, 184 + 800 + 7_400 + 206 + 799) == ["cable of 9389 mm, 1 mm short"]


def test_units_that_are_numbered_from_the_top() -> None:
    """node-1 fills the two uppermost of 42 U: middle at 50 + 41 x 44.45 = 1872.45, 127.55 below the top, so 128.

    node-2, two units below: 127.55 + 88.9 = 216.45, so 217. leaf-9 in U4 from the top: 50 + 38.5 x 44.45 = 1761.325,
    238.675 below the top, so 239.
    """
    plan = with_rack_type(SMALL_PLAN, u_numbering="top_down")
    assert splitter(plan, 217 + 800 + 3_400 + 239 + 800) == []
    assert splitter(plan, 217 + 800 + 3_400 + 239 + 799) == ["cable of 5455 mm, 1 mm short"]
    assert splitter(plan, 128 + 800 + 3_400 + 239 + 799) == [
        "cable of 5366 mm, 1 mm short",
        "cable of 5366 mm, 90 mm short",
    ]


def test_a_rack_that_faces_east_has_its_depth_along_x() -> None:
    """The rear of A01 lies at x = 0, its entry at x = 300; that of A02 at 2,400 and 2,700: 300 mm more at each end."""
    racks = tuple(replace(rack, front="east") for rack in SMALL_PLAN.project.site.racks)
    plan = with_site(SMALL_PLAN, racks=racks)
    assert splitter(plan, 8_701 + 2 * 300) == []
    assert splitter(plan, 8_700 + 2 * 300) == ["cable of 9300 mm, 1 mm short"]


@pytest.mark.parametrize(
    ("front", "entry_mm", "more_mm"),
    [
        ("south", (300, 1_200), 0),
        ("south", (300, 1_199), 1),
        ("south", (300, 0), 1_200),
        ("north", (300, 1_200), 1_200),
        ("north", (300, 0), 0),
    ],
)
def test_the_way_from_the_rear_to_the_entry_counts(front: Facing, entry_mm: Point2, more_mm: int) -> None:
    """Both racks lie at y 0 to 1,200; the rear is at 1,200 where they face south, at 0 where they face north.

    The splitter begins in A01, whose entry moves; the way aside from it to the tray over y = 1,200 counts in the drop.
    """
    site = SMALL_PLAN.project.site
    aside_mm = 1_200 - entry_mm[1]
    racks = (replace(site.racks[0], front=front), site.racks[1])
    moved = replace(site.drops[0], entry_mm=entry_mm, length_mm=500 + aside_mm)
    plan = with_site(SMALL_PLAN, racks=racks, drops=(moved, site.drops[1]))
    assert splitter(plan, 8_701 + more_mm + aside_mm) == []
    assert splitter(plan, 8_700 + more_mm + aside_mm) == [f"cable of {8_700 + more_mm + aside_mm} mm, 1 mm short"]


def test_each_group_of_ports_shows_at_a_face_of_its_own() -> None:
    """The storage port of the nodes shows at the front in the catalogue, their main ports at the rear.

    The splitter then begins 1,200 mm from the entry at the rear, at both nodes.
    """
    catalog = SMALL_PLAN.project.catalog
    compute, storage = catalog.device_types["NODE"].port_groups
    node = replace(catalog.device_types["NODE"], port_groups=(compute, replace(storage, face="front")))
    types = {**catalog.device_types, "NODE": node}
    plan = with_project(SMALL_PLAN, catalog=replace(catalog, device_types=types))
    assert splitter(plan, 8_701 + 1_200) == []
    assert splitter(plan, 8_700 + 1_200) == ["cable of 9900 mm, 1 mm short"]


def test_a_plan_of_the_old_rule_is_measured_by_it_and_told() -> None:
    """Entries half-way into the racks: 600 mm more at each end, which a plan of format 5 leaves out."""
    site = SMALL_PLAN.project.site
    drops = tuple(replace(drop, entry_mm=(drop.entry_mm[0], 600), length_mm=1_100) for drop in site.drops)
    old = replace(with_site(SMALL_PLAN, drops=drops, with_depth=False), format=OLD_FORMAT)
    assert splitter(old, 8_701 + 2 * 600) == []
    assert splitter(replace(old, project=with_site(old, with_depth=True).project), 8_701 + 2 * 600) != []
    (told,) = (finding for finding in LENGTH_RULES.judge(old) if finding.rule == "depth-counted")
    assert (told.severity, told.found) == ("warning", "the depth of racks left out (fabric-plan/5)")


def test_the_depth_counts_only_between_front_and_rear() -> None:
    """With spine-1 turned to the rear, leaf-1 needs 89 + 1,600 and leaf-2 45 + 1,600 mm."""
    plan = with_device(SMALL_PLAN, 4, face="rear")
    assert shortages(with_kind(plan, 1, body_mm=1_689)) == []
    assert shortages(with_kind(plan, 1, body_mm=1_688)) == ["cable of 1688 mm, 1 mm short"] * 2
    assert len(shortages(with_kind(plan, 1, body_mm=1_644))) == 4


def test_slack_counts_at_both_ends() -> None:
    """One millimetre more slack makes the shortest splitter short by two."""
    plan = with_site(SMALL_PLAN, slack_mm_per_end=301)
    assert splitter(plan, 8_701) == ["cable of 8701 mm, 2 mm short"]
    plan = with_site(SMALL_PLAN, port_to_side_mm=501)
    assert splitter(plan, 8_701) == ["cable of 8701 mm, 2 mm short"]


def test_devices_elsewhere_than_their_pull_are_not_measured() -> None:
    """node-1 in the rack of the leaves: its three links are not where their pulls go, and no length is judged."""
    moved = with_device(SMALL_PLAN, 0, rack="A02", position_half_ru=20)
    short = with_kind(moved, 0, body_mm=1)
    findings = list(LENGTH_RULES.judge(short))
    assert [finding.rule for finding in findings].count("pull-ends") == 3
    assert [finding.object.split()[0] for finding in findings if finding.rule == "length"] == ["node-2"] * 2


def test_without_a_drop_nothing_between_racks_is_measured() -> None:
    """That the drop is missing is what `route-starts-at-drop` finds."""
    plan = with_site(SMALL_PLAN, drops=SMALL_PLAN.project.site.drops[:1])
    assert splitter(plan, 1) == []
