"""The choice among several drops of a rack: the whole cable is shortest, not the way over pathways alone."""

from itertools import product
from random import Random

import networkx as nx
import pytest

from fabric.optimize import RouteFinders
from fabric.project import Device
from fabric.rules import LinkEnd, device_end, need_of, sum_end_ways
from layouts import Drop, RouteFinder, Site
from layouts.drops import entry_towards, hang_drops, make_drop
from layouts.racks import Rack, Side
from layouts.site import Pathway
from layouts.spans import drop_name
from tests import floors
from tests.hardware import device_type, port_group

BOX = device_type("BOX", "host", (port_group("net", 4, cage_kind="k", speed_gbps=100, face="rear"),), half_ru=2)


def end(rack: str, unit: int, face: str) -> LinkEnd:
    """A port of a device in a unit of a rack, at a face."""
    device = Device(
        id=f"{rack}-{unit}",
        model="BOX",
        role="host",
        rack=rack,
        position_half_ru=2 * unit,
        face="rear" if face == "rear" else "front",
        su=None,
        status="planned",
    )
    return device_end(device, BOX, "net")


def drops_at(rack: Rack, pathways: tuple[Pathway, ...]) -> list[Drop]:
    """A drop at each side of a rack to each pathway, straight from its side to the pathway."""
    found = []
    sides: tuple[Side, ...] = ("left", "right")
    for pathway, side in product(pathways, sides):
        (_, y, z), x = pathway.points_mm[0], rack.x_mm + (0 if side == "left" else 600)
        drop = make_drop(rack, pathway, (x, y, z), entry_towards(rack, (x, y), side))
        assert drop is not None
        found.append(Drop(**{**vars(drop), "name": f"{side} {pathway.id}"}))
    return found


def a_floor() -> Site:
    """Two racks under two trays and over one, 2,400 mm apart; four drops up and two down at each rack.

    y 1,000   FAR   over the rears, 2,500 mm
    y 200     NEAR  over the fronts, 2,900 mm; also UNDER, below the raised floor at -400 mm
    """
    racks = (floors.rack("A1", 0), floors.rack("A2", 3000))
    pathways = (
        floors.tray("FAR", (-200, 1000, 2500), (4000, 1000, 2500)),
        floors.tray("NEAR", (-200, 200, 2900), (4000, 200, 2900)),
        floors.tray("UNDER", (-200, 200, -400), (4000, 200, -400)),
    )
    site = floors.floor(racks, pathways)
    stated = {rack.id: drops_at(rack, pathways) for rack in racks}
    return Site(**{**vars(site), "drops": hang_drops(racks, pathways, stated)})


@pytest.mark.parametrize("seed", range(12))
def test_no_pair_of_drops_is_shorter(seed: int) -> None:
    """All pairs of drops of both racks, for links of several units and faces: the sum of their lengths is the least."""
    dice, site = Random(seed), a_floor()
    finder = RouteFinder(site, "fiber")
    faces = ("front", "rear")
    ends = [
        (end("A1", dice.randint(1, 42), dice.choice(faces)), end("A2", dice.randint(1, 42), dice.choice(faces)))
        for _ in range(dice.randint(1, 5))
    ]
    route = finder.shortest("A1", "A2", sum_end_ways(site, ("A1", "A2"), ends))
    assert route is not None
    chosen = sum(need_of(site, a, b, route).total_mm for a, b in ends)
    least = min(_all_lengths(finder, ends))
    assert chosen == least
    best = finder.best("A1", "A2", 6, sum_end_ways(site, ("A1", "A2"), ends))[0]
    assert sum(need_of(site, a, b, best).total_mm for a, b in ends) == least


def _all_lengths(finder: RouteFinder, ends: list[tuple[LinkEnd, LinkEnd]]) -> list[int]:
    """The sum of all lengths for each pair of drops, added up by hand: depth, rise, 800 mm loop at each end, walk."""
    site = a_floor()
    found: list[int] = []
    for first, second in product(site.drops_of["A1"], site.drops_of["A2"]):
        names = drop_name(first.id), drop_name(second.id)
        if not nx.has_path(finder.graph, *names):
            continue
        total = len(ends) * int(nx.shortest_path_length(finder.graph, *names, weight="length_mm"))
        for pair in ends:
            for drop, one in zip((first, second), pair, strict=True):
                middle_um = 60_000 + one.position_half_ru // 2 * 44_450 - 22_225
                rise = -(-(2_000_000 - middle_um) // 1000) if drop.entry == "top" else -(-middle_um // 1000)
                total += rise + abs(drop.entry_mm[1] - (0 if one.face == "front" else 1200)) + 800
        found.append(total)
    return found


def test_ports_at_the_rear_take_the_tray_over_the_rear() -> None:
    """The shortest walk is under the floor, right of A1 to left of A2: 400 + 2,400 + 400 = 3,200 mm. For U42 at the
    rear, 60 + 41.5 x 44.45 = 1,904.675 mm high, its ends are 1,905 + 1,000 + 800: 10,610 mm in all. Over FAR the walk
    is 500 + 2,400 + 500, the ends are 96 + 200 + 800: 2 x 1,096 + 3,400 = 5,592 mm.
    """
    site = a_floor()
    ends = [(end("A1", 42, "rear"), end("A2", 42, "rear"))]
    finder = RouteFinder(site, "fiber")
    plain, route = finder.shortest("A1", "A2"), finder.shortest("A1", "A2", sum_end_ways(site, ("A1", "A2"), ends))
    assert plain is not None
    assert route is not None
    assert (plain.length_mm, need_of(site, *ends[0], plain).total_mm) == (3200, 10_610)
    assert (route.named_pathways, need_of(site, *ends[0], route).total_mm) == (("FAR",), 5592)


def test_media_that_share_pathways_keep_their_drops() -> None:
    """One tray for both media; fiber leaves at the left, copper at the right. The finders differ though the pathways
    are the same: fiber 400 + 3,000 + 400, copper alike, each from its own drops.
    """
    racks = (floors.rack("A1", 0), floors.rack("A2", 3000))
    pathways = (floors.tray("T", (-200, 600, 2400), (4000, 600, 2400)),)
    site, drops = floors.floor(racks, pathways), []
    media = {"left": ("fiber",), "right": ("copper",)}
    for rack in racks:
        drops += [Drop(**{**vars(drop), "media": media[drop.name.split()[0]]}) for drop in drops_at(rack, pathways)]
    finders = RouteFinders(Site(**{**vars(site), "drops": tuple(drops)}))
    ways = [finders(medium, 0).shortest("A1", "A2") for medium in ("fiber", "copper")]
    assert [way.pathways[0] for way in ways if way] == ["drop:A1.left T", "drop:A1.right T"]
