"""Ten cables and two more on six odd floors, worked out from the drawing to the millimetre, depth included.

Each end is one unit high, so the middle of a unit is half a unit above its lower edge. A loop is 500 + 300 mm. inside =
depth from the face to the entry + rise + loop; route = drop + way + drop. Each piece of a pathway between two points
where cables join or leave is rounded up to the millimetre.
"""

from pathlib import Path

import pytest

from fabric.optimize import RouteFinders
from fabric.rules import need_of, sum_end_ways
from layouts import read_site
from tests.fabric.rules.test_end_ways import end

OBLIQUE = """name: f1
rooms: [{id: hall, size_mm: [12000, 12000], height_mm: 4000, origin_mm: [1234, 567]}]
rack_types:
  t: {width_mm: 600, depth_mm: 1200, height_mm: 2000, u_height: 42, u1_bottom_mm: 60, max_power_kw: 15}
  d: {width_mm: 750, depth_mm: 1070, height_mm: 2100, u_height: 44, u1_bottom_mm: 77, u_numbering: top_down,
     max_power_kw: 15}
rows:
  - {id: A, room: hall, start_mm: [2000, 2000], front: south, racks: [{type: t, count: 3}]}
  - {id: B, room: hall, start_mm: [2100, 6000], front: north, racks: [{type: d, count: 3}]}
pathways:
  - {id: P, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1500, 2200, 2600], [5000, 3000, 2600], [5000,
     7000, 2600], [1700, 6200, 2600]]}
"""

RAISED = """name: f2
rooms: [{id: hall, size_mm: [9000, 9000], height_mm: 4000}]
rack_types:
  t: {width_mm: 600, depth_mm: 1200, height_mm: 2000, u_height: 42, u1_bottom_mm: 60, max_power_kw: 15,
     entry: {side: left, from_front_mm: 300}}
rows:
  - {id: A, room: hall, start_mm: [2000, 2000], front: south, racks: [{type: t, count: 4}]}
pathways:
  - {id: UP, room: hall, media: [fiber], width_mm: 300, depth_mm: 100, points_mm: [[1500, 2900, 2500], [5000, 2900,
     2500]]}
  - {id: DOWN, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1500, 2300, -250], [5000, 2300, -250]]}
  - {id: BASKET, room: hall, kind: basket, media: [copper], width_mm: 200, depth_mm: 100, points_mm: [[1500, 2500,
     3000], [5000, 2500, 3000]]}
drops:
  - {rack: A01, pathway: UP, side: right, media: [fiber]}
  - {rack: A01, pathway: DOWN, name: down, media: [fiber]}
  - {rack: A02, pathway: UP, entry_mm: [2700, 3100], media: [fiber], name: up}
  - {rack: A02, pathway: DOWN, at_mm: [2850, 2300, -250], media: [fiber], name: down}
  - {rack: A03, pathway: DOWN}
  - {rack: A04, pathway: DOWN, side: left, media: [fiber], name: down}
  - {rack: A04, pathway: UP, side: both, media: [fiber], name: up}
"""

STOREYS = """name: f3
rooms:
  - {id: low, size_mm: [9000, 9000], height_mm: 3000}
  - {id: high, size_mm: [9000, 9000], height_mm: 3200, floor_mm: 3500}
rack_types:
  t: {width_mm: 600, depth_mm: 1200, height_mm: 2000, u_height: 42, u1_bottom_mm: 60, max_power_kw: 15}
rows:
  - {id: A, room: low, start_mm: [2000, 2000], front: west, racks: [{type: t, count: 2}]}
  - {id: B, room: high, start_mm: [4000, 2100], front: east, racks: [{type: t, count: 2}]}
pathways:
  - {id: TA, room: low, width_mm: 300, depth_mm: 100, points_mm: [[2200, 1500, 2400], [2200, 4000, 2400]]}
  - {id: XA, room: low, width_mm: 300, depth_mm: 100, points_mm: [[2200, 4000, 2400], [6000, 4000, 2400]]}
  - {id: RISER, kind: sleeve, width_mm: 300, depth_mm: 200, points_mm: [[6000, 4000, 2400], [6000, 4000, 5950]]}
  - {id: TB, room: high, width_mm: 300, depth_mm: 100, points_mm: [[6000, 4000, 2450], [4300, 4000, 2450], [4300,
     1500, 2450]]}
"""

EAST = """name: f4
rooms: [{id: hall, size_mm: [9000, 9000], height_mm: 4000}]
rack_types:
  t: {width_mm: 600, depth_mm: 1200, height_mm: 2000, u_height: 42, u1_bottom_mm: 60, max_power_kw: 15,
     entry: {side: right}}
rows:
  - {id: A, room: hall, start_mm: [2000, 2000], front: east, pitch_mm: 650, racks: [{type: t, count: 3}]}
pathways:
  - {id: T, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[2900, 1500, 2300], [2900, 5000, 2300]]}
"""

HALLS = """name: f5
rooms:
  - {id: east, size_mm: [6000, 6000], height_mm: 3000, origin_mm: [6000, 0]}
  - {id: west, size_mm: [6000, 6000], height_mm: 3000}
rack_types:
  t: {width_mm: 600, depth_mm: 1200, height_mm: 2000, u_height: 42, u1_bottom_mm: 60, max_power_kw: 15,
     u_numbering: top_down}
rows:
  - {id: A, room: west, start_mm: [2000, 2000], front: north, racks: [{type: t, count: 2}]}
  - {id: A, room: east, start_mm: [2000, 3000], front: south, racks: [{type: t, count: 2}]}
pathways:
  - {id: W, room: west, width_mm: 300, depth_mm: 100, points_mm: [[1500, 2500, 2300], [5500, 2500, 2300]]}
  - {id: S, kind: sleeve, width_mm: 150, depth_mm: 100, points_mm: [[5500, 2500, 2300], [6500, 2500, 2300]]}
  - {id: E, room: east, width_mm: 300, depth_mm: 100, points_mm: [[500, 2500, 2300], [500, 3700, 2300], [4500, 3700,
     2300]]}
"""

SIDES = """name: f6
rooms: [{id: hall, size_mm: [9000, 9000], height_mm: 4000}]
rack_types:
  t: {width_mm: 600, depth_mm: 1100, height_mm: 2300, u_height: 44, u1_bottom_mm: 85, unit_mm: 48, starting_unit: 3,
     max_power_kw: 15}
rows:
  - {id: A, room: hall, start_mm: [2000, 2000], front: west, racks: [{type: t, count: 4}]}
pathways:
  - {id: T, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[2100, 1500, 2600], [2100, 5000, 2600]]}
side_passages:
  - {racks: [A01, A02]}
  - {racks: [A02, A03], low_mm: 400, high_mm: 700, near_mm: 200, far_mm: 450}
  - {racks: [A03, A04], low_mm: 1500, high_mm: 1800, media: [fiber]}
"""


CABLES = [
    # A01 stands at x 3234..3834, y 2567..3767. The tray comes nearest to its middle (3534, 3167) at (3581, 2961), 394
    # mm behind the front. Rear: 806 + rise 2000 - 60 - 2.5 x 44.45 = 1829. Drop 600 + 47. A03: (4722, 3221), 654
    # behind, 546 + 96; drop 600 + 12. Between the points sqrt(1141^2 + 260^2) = 1171.
    (OBLIQUE, "A01 3 rear", "A03 42 rear", "fiber", (3435, 647 + 1171 + 612, 1442)),
    # From the front 394 + 1829. B02 faces north and counts 44 units from the top: U5 is 77 + 39.5 x 44.45 = 1832.775
    # high, rise 2100 - that = 268. Its front is at y 7637, the tray at (4451, 7135): 568 to the rear. Drop 500 + 8.
    # The way of 2722 + 4000 + 1835 is cut by the drops of other racks: two millimetres more.
    (OBLIQUE, "A01 3 front", "B02 5 rear", "fiber", (3023, 647 + 8559 + 508, 1636)),
    # A01 leaves at the right, 300 mm behind the front: 900 to the rear, rise 2000 - 60 - 37.5 x 44.45 = 274. A02
    # leaves at (2700, 3100): 100 to the rear, rise 140. Drops 500 + 600 and 500 + 200 aside, 100 along.
    (RAISED, "A01 38 rear", "A02 41 rear", "fiber", (1974, 1100 + 100 + 700, 1040)),
    # Ports in U1 at the front are 82.225 high: under the floor 300 + 83; drops 250, and 250 + 250 aside; 850 along.
    (RAISED, "A01 1 front", "A02 1 front", "fiber", (1183, 250 + 850 + 500, 1183)),
    # Copper leaves for the basket at 3,000: 900 + rise 2000 - 60 - 32.5 x 44.45 = 496; drops 1000 + 200 aside, 600
    # along.
    (RAISED, "A01 33 rear", "A02 42 rear", "copper", (2196, 1200 + 600 + 1200, 1796)),
    # West: the tray at x 2200 is 200 behind the front, 1000 to the rear; rise 2000 - 60 - 6.5 x 44.45 = 1652. Up 400,
    # 1700 north, 3800 east, riser 5950 - 2400 = 3550, 1700 west, 1000 south, 450 down to B02 on the floor at 3,500:
    # the tray at x 4300 is 300 before the rear of a rack that faces east, from x 4000; rise 96.
    (STOREYS, "A01 7 rear", "B02 42 rear", "fiber", (3452, 400 + 1700 + 3800 + 3550 + 1700 + 1000 + 450, 1196)),
    # Racks face east, from x 2000 to 3200, 650 mm apart: the tray at x 2900 is 300 behind the front. U13: rise 2000 -
    # 60 - 12.5 x 44.45 = 1385. U38 at the rear: 900 + 274. Drops of 300 from the right sides, 650 along.
    (EAST, "A02 13 front", "A01 38 rear", "fiber", (2485, 300 + 650 + 300, 1974)),
    # Units count from the top: U7 of 42 has 35 below, 60 + 35.5 x 44.45 = 1637.975, rise 363; U5 274. West faces
    # north from y 3200: the tray at y 2500 is 700 behind, 500 to the rear. East faces south: 3700 is 700 behind, 500
    # to the rear. 300 up, 4200 to the east, 1200 north, 1800 east, 300 down.
    (HALLS, "west.A01 7 rear", "east.A01 5 rear", "fiber", (1663, 300 + 3200 + 1000 + 1200 + 1800 + 300, 1574)),
    # Units of 48 mm from 85 mm, the first is 3. U20 is 85 + 17.5 x 48 = 925 high, U46 2173. The whole side is open.
    (SIDES, "A01 20 rear", "A02 46 rear", "fiber", (800, 2173 - 925, 800)),
    # The opening is 400 to 700 high, 200 to 450 behind the front of 1,100: from the rear 650. U20: 225 down; U44,
    # 2077: 1377 down. Over the tray it would be 6,398 mm.
    (SIDES, "A03 20 rear", "A02 44 rear", "fiber", (650 + 225 + 800, 0, 650 + 1377 + 800)),
    # No cable passes two sides: over the tray 100 behind the front. 1000 + 2300 - 925 = 1375; U43 is 2029 high.
    (SIDES, "A04 20 rear", "A02 43 rear", "fiber", (3175, 300 + 1200 + 300, 1000 + 271 + 800)),
    # The opening between A03 and A04 is for fiber: copper goes over the tray. U30 is 1405 high.
    (SIDES, "A03 20 front", "A04 30 rear", "copper", (100 + 1375 + 800, 300 + 600 + 300, 1000 + 895 + 800)),
]


@pytest.mark.parametrize(("site", "a", "b", "medium", "parts"), CABLES)
def test_a_cable_is_as_long_as_on_the_drawing(
    tmp_path: Path, site: str, a: str, b: str, medium: str, parts: tuple[int, int, int]
) -> None:
    (tmp_path / "site.yaml").write_text(site, encoding="utf-8")
    floor = read_site(tmp_path)
    (a_rack, a_unit, a_face), (b_rack, b_unit, b_face) = a.split(), b.split()
    ends = end(a_rack, int(a_unit), a_face), end(b_rack, int(b_unit), b_face)
    ways = sum_end_ways(floor, (a_rack, b_rack), [ends])
    route = RouteFinders(floor)(medium, 0).shortest(a_rack, b_rack, ways)
    assert route is not None
    need = need_of(floor, *ends, route)
    assert (need.a_mm, need.route_mm, need.b_mm) == parts
