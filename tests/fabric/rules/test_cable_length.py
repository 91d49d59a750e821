"""Lengths inside racks, by hand. A unit is 44.45 mm; U1 begins 100 mm above the floor of a rack of 2,000 mm."""

from dataclasses import replace

import pytest

from fabric.rules.cable_length import LinkEnd, Need, device_end, in_rack_need, inside_mm, need_of, needs_of, parts_of
from layouts import Route
from layouts.racks import Entry, Face
from layouts.site import Drop
from tests.fabric.rules.small_floor import RACK_TYPE, device, rack, site
from tests.hardware import device_type, port_group

SITE = site()
ONE_U, TWO_U = device_type("one"), replace(device_type("two"), half_ru=4)
FRONT_MM, REAR_MM = 300, 700
"""Ways along the depth of 1,000 mm to the entry, which lies 300 mm behind the front."""
END_MM = 500 + 300
"""Way from a port to the side of the rack, and a slack loop."""


def drop(entry: Entry) -> Drop:
    return replace(SITE.drops[0], entry=entry)


def one(unit: int, face: Face = "front") -> LinkEnd:
    """A device of one unit in rack R1."""
    return device_end(device("a", "one", "R1", unit, face), ONE_U, "fabric")


def way(a: str, b: str) -> Route:
    """A route of 7 m between two racks."""
    names = (f"drop:{a}", f"drop:{b}")
    return Route(a_rack=a, b_rack=b, points_mm=((0, 0, 0),), pathways=names, spans=names, length_mm=7_000)


def two(rack_id: str = "R1") -> LinkEnd:
    """A device of two units in U1 and U2."""
    return device_end(device("b", "two", rack_id, 1), TWO_U, "fabric")


@pytest.mark.parametrize(
    ("entry", "rise_mm"),
    [("top", 1_878), ("bottom", 123)],
)
def test_the_way_inside_a_rack_is_the_rise_to_its_entry(entry: Entry, rise_mm: int) -> None:
    """The middle of U1 is 100 + 22.225 = 122.225 mm high: 123 mm down, 1,877.775 or 1,878 mm up, rounded up."""
    assert inside_mm(SITE, rack(1), drop(entry), one(1)) == FRONT_MM + rise_mm + END_MM


def test_the_way_inside_a_rack_counts_from_the_face_of_the_port() -> None:
    """Ports at the rear lie 700 mm from the entry, those at the front 300 mm."""
    assert inside_mm(SITE, rack(1), drop("top"), one(1, "rear")) == REAR_MM + 1_878 + END_MM


def test_a_plan_of_the_old_rule_counts_no_depth() -> None:
    assert inside_mm(replace(SITE, with_depth=False), rack(1), drop("top"), one(1, "rear")) == 1_878 + END_MM


def test_the_middle_of_a_taller_device_is_higher() -> None:
    """Two units from U1: the middle is one unit up, 144.45 mm, so 1,855.55 or 1,856 mm below the top."""
    assert inside_mm(SITE, rack(1), drop("top"), two()) == FRONT_MM + 1_856 + END_MM


def test_units_counted_from_the_top_are_higher() -> None:
    """U1 of ten from the top is U10 from the bottom: middle at 100 + 9.5 x 44.45 = 522.275 mm, 1,478 mm below."""
    upside_down = rack(1, replace(RACK_TYPE, u_numbering="top_down"))
    assert inside_mm(SITE, upside_down, drop("top"), one(1)) == FRONT_MM + 1_478 + END_MM


def test_a_cable_inside_a_rack_needs_no_depth_where_the_faces_are_equal() -> None:
    """U1 to U5: four units, 177.8 mm; both ends on the front."""
    assert in_rack_need(SITE, rack(1), one(1), one(5)) == Need(END_MM, 178, END_MM)


def test_a_cable_between_the_faces_of_a_rack_crosses_its_depth() -> None:
    """The same, and 1,000 mm from front to rear; either way round."""
    front, rear = one(1), one(5, "rear")
    for a, b in ((front, rear), (rear, front)):
        assert in_rack_need(SITE, rack(1), a, b) == Need(END_MM, 178 + 1_000, END_MM)


def test_each_port_group_has_a_face_of_its_own() -> None:
    """The BMC shows opposite to the main ports: of two such devices that show them at the rear, it needs the depth.

    A device that is turned round has its BMC at the other side too.
    """
    main, bmc = port_group("compute", 1, face="rear"), port_group("management", 1, face="front")
    model = replace(ONE_U, port_groups=(bmc, main))
    sides: list[tuple[Face, Face]] = [("rear", "front"), ("front", "rear")]
    for shown, opposite in sides:
        ends = [device_end(device("a", "one", "R1", 1, shown), model, name) for name in ("compute", "management")]
        assert [end.face for end in ends] == [shown, opposite]
        assert in_rack_need(SITE, rack(1), *ends) == Need(END_MM, 1_000, END_MM)


def test_both_on_the_rear_need_no_depth_either() -> None:
    assert in_rack_need(SITE, rack(1), one(5, "rear"), one(1, "rear")).route_mm == 178


def test_a_need_prints_its_sum_in_metres() -> None:
    need = Need(2_968, 8_900, 1_435)
    assert (need.total_mm, str(need)) == (13_303, "2.968 + 8.900 + 1.435 = 13.303")


def test_the_loop_at_an_end_is_the_way_to_the_side_and_the_slack() -> None:
    assert replace(SITE, port_to_side_mm=40, slack_mm_per_end=2).end_loop_mm == 42


def test_the_need_of_a_link_between_racks_follows_its_route() -> None:
    """U1 at the A end, 1,878 mm below the entry; two units from U1 at the B end, 1,856 mm; each with its loop."""
    a, b = one(1, "rear"), two("R2")
    assert need_of(SITE, a, b, way("R1", "R2")) == Need(REAR_MM + 1_878 + END_MM, 7_000, FRONT_MM + 1_856 + END_MM)
    assert need_of(SITE, b, a, way("R2", "R1")) == Need(FRONT_MM + 1_856 + END_MM, 7_000, REAR_MM + 1_878 + END_MM)


def test_the_parts_of_a_need_are_depth_rise_and_loop() -> None:
    """The same link: each way inside a rack in its three parts; a patch has its loops alone."""
    a, b = one(1, "rear"), two("R2")
    at_a, at_b = (REAR_MM, 1_878, END_MM), (FRONT_MM, 1_856, END_MM)
    assert parts_of(SITE, a, b, way("R1", "R2")) == (at_a, at_b)
    assert parts_of(SITE, b, a, way("R2", "R1")) == (at_b, at_a)
    assert parts_of(SITE, one(1), one(5), None) == ((0, 0, END_MM), (0, 0, END_MM))


def test_the_need_of_a_link_in_a_rack_has_no_route() -> None:
    """U1 to U5: four units, 177.8 mm."""
    assert need_of(SITE, one(1), one(5), None) == Need(END_MM, 178, END_MM)


def test_the_needs_of_links_are_those_of_each_in_their_order() -> None:
    """Two links have the same end in R1: rear of U1. The third one starts 5 units up at the front: 222.25 mm less."""
    ends = [(one(1, "rear"), two("R2")), (one(6), two("R2")), (one(1, "rear"), two("R2"))]
    rear, front = REAR_MM + 1_878 + END_MM, FRONT_MM + 1_656 + END_MM
    b_mm = FRONT_MM + 1_856 + END_MM
    found = needs_of(SITE, ends, way("R1", "R2"))
    assert found == [Need(rear, 7_000, b_mm), Need(front, 7_000, b_mm), Need(rear, 7_000, b_mm)]
    assert needs_of(SITE, [(one(1), one(5))], None) == [Need(END_MM, 178, END_MM)]
