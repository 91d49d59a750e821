"""Lengths of cables from a drawing alone: a calculator that reads `site.yaml` and shares no code with the product.

It knows rows of racks, trays, stated and plain drops. Each figure is worked out as one does with a scale on paper: up
from the middle of the device, along the depth to the entry, up and aside to the tray, along trays by the shortest way.
"""

import heapq
import itertools
from fractions import Fraction
from math import ceil, hypot
from typing import Any, NamedTuple

Point = tuple[int, int, int]


class End(NamedTuple):
    """A port: its rack, the lowest-numbered unit and the height of its device in units, and its side of the rack."""

    rack: str
    unit: float
    height: float
    face: str


class Rack(NamedTuple):
    """A rack on the drawing: two corners in plan, its floor, its row's direction and its type."""

    x: int
    y: int
    to_x: int
    to_y: int
    floor: int
    front: str
    kind: dict[str, Any]

    def at(self, behind: int, across: int) -> tuple[int, int]:
        """The point some way behind the front and from the left edge, for one who faces the front."""
        return {
            "south": (self.x + across, self.y + behind),
            "north": (self.to_x - across, self.to_y - behind),
            "west": (self.x + behind, self.to_y - across),
            "east": (self.to_x - behind, self.y + across),
        }[self.front]

    def behind(self, x: int, y: int) -> int:
        """How far a point lies behind the front."""
        return {"south": y - self.y, "north": self.to_y - y, "west": x - self.x, "east": self.to_x - x}[self.front]


class Drawing:
    """The floor of one `site.yaml`, for cables of one medium."""

    def __init__(self, site: dict[str, Any], medium: str):
        self.site = site
        self.rooms = {room["id"]: room for room in site["rooms"]}
        self.racks = {name: rack for row in site["rows"] for name, rack in self._stand(row)}
        self.trays = [
            (tray["id"], [self._place(tray.get("room"), point) for point in tray["points_mm"]])
            for tray in site["pathways"]
            if medium in tray.get("media", ["fiber", "copper"])
        ]
        self.drops = {name: self._hang(name, medium) for name in self.racks}
        self.loop = site.get("port_to_side_mm", 500) + site.get("slack_mm_per_end", 300)

    def _place(self, room: str | None, point: list[int]) -> Point:
        """A point of a room on the drawing of the whole site."""
        found = self.rooms.get(room or "", {})
        x, y = found.get("origin_mm", [0, 0])
        return point[0] + x, point[1] + y, point[2] + found.get("floor_mm", 0)

    def _stand(self, row: dict[str, Any]) -> list[tuple[str, Rack]]:
        """The racks of a row, side by side."""
        x, y, floor = self._place(row["room"], [*row["start_mm"], 0])
        number, found = row.get("first_position", 1), []
        for group in row["racks"]:
            kind = self.site["rack_types"][group["type"]]
            wide, deep = kind["width_mm"], kind["depth_mm"]
            along_x = row["front"] in ("north", "south")
            size = (wide, deep) if along_x else (deep, wide)
            for _ in range(group.get("count", 1)):
                rack = Rack(x, y, x + size[0], y + size[1], floor, row["front"], kind)
                found.append((f"{row['id']}{number:02d}", rack))
                step = row.get("pitch_mm") or wide
                x, y = (x + step, y) if along_x else (x, y + step)
                number += 1
        return found

    def _hang(self, name: str, medium: str) -> tuple[tuple[int, int], Point, bool]:
        """The entry of a rack in plan, the point on a tray, and whether the cables leave at the top."""
        rack = self.racks[name]
        room = next(row["room"] for row in self.site["rows"] if name.startswith(row["id"]))
        for drop in self.site.get("drops", []):
            if drop["rack"] == name and medium in drop.get("media", [medium]):
                point = self._place(room, drop["at_mm"])
                entry = self._place(room, [*drop["entry_mm"], 0])[:2]
                return entry, point, point[2] >= rack.floor + rack.kind["height_mm"]
        opening = rack.kind.get("entry", {})
        across = {"left": 0, "right": rack.kind["width_mm"]}.get(
            opening.get("side", "both"), rack.kind["width_mm"] // 2
        )
        stated = opening.get("from_front_mm")
        middle = rack.at(rack.kind["depth_mm"] // 2 if stated is None else stated, across)
        best: tuple[bool, float, Point] | None = None
        for _, points in self.trays:
            for (ax, ay, az), (bx, by, bz) in itertools.pairwise(points):
                if az != bz or not (-3000 < az - rack.floor < 5000):
                    continue
                # All trays here run along x or y: the nearest point is the middle, held between both ends.
                x, y = (max(min(a, b), min(max(a, b), m)) for a, b, m in ((ax, bx, middle[0]), (ay, by, middle[1])))
                top = az >= rack.floor + rack.kind["height_mm"]
                if rack.x <= x <= rack.to_x and rack.y <= y <= rack.to_y and (top or az <= rack.floor):
                    edge = rack.floor + (rack.kind["height_mm"] if top else 0)
                    away = abs(az - edge) + hypot(x - middle[0], y - middle[1])
                    best = min(filter(None, (best, (not top, away, (x, y, az)))))
        assert best is not None, f"no tray passes {name}"
        point = best[2]
        behind = rack.behind(*point[:2]) if stated is None else stated
        return rack.at(max(0, min(behind, rack.kind["depth_mm"])), across), point, not best[0]

    def walk(self, start: Point, end: Point) -> int:
        """The shortest way along trays: Dijkstra over their corners, crossings and drops."""
        stops = {start, end, *(point for _, points in self.trays for point in points)}
        legs = [leg for _, points in self.trays for leg in itertools.pairwise(points)]
        for (ax, ay, az), (bx, by, bz) in legs:
            for (cx, cy, cz), (dx, dy, dz) in legs:
                square = ax == bx and cy == dy and az == bz == cz == dz
                if square and min(cx, dx) <= ax <= max(cx, dx) and min(ay, by) <= cy <= max(ay, by):
                    stops.add((ax, cy, az))
        near: dict[Point, list[Point]] = {stop: [] for stop in stops}
        for a, b in legs:
            on = sorted(p for p in stops if all(min(i, j) <= k <= max(i, j) for i, j, k in zip(a, b, p, strict=True)))
            for one, other in itertools.pairwise(on):
                near[one].append(other)
                near[other].append(one)
        found, heap = {start: 0}, [(0, start)]
        while heap:
            length, here = heapq.heappop(heap)
            if here == end:
                return length
            for other in near[here]:
                way = length + sum(abs(i - j) for i, j in zip(here, other, strict=True))
                if way < found.get(other, way + 1):
                    found[other] = way
                    heapq.heappush(heap, (way, other))
        raise AssertionError(f"no way from {start} to {end}")

    def height(self, end: End) -> Fraction:
        """The middle of a device above the floor of its room, in mm."""
        kind = self.racks[end.rack].kind
        unit = Fraction(str(kind.get("unit_mm", 44.45)))
        passed = Fraction(str(end.unit)) - kind.get("starting_unit", 1)
        tall = Fraction(str(end.height))
        if kind.get("u_numbering") == "top_down":
            passed = Fraction(str(kind["u_height"])) - passed - tall
        bottom: int = kind.get("u1_bottom_mm", 60)
        middle: Fraction = bottom + (passed + tall / 2) * unit
        return middle

    def inside(self, end: End) -> int:
        """From a port to the entry of its rack, with the loop."""
        rack, (entry, _, top) = self.racks[end.rack], self.drops[end.rack]
        behind = rack.behind(*entry)
        depth: int = behind if end.face == "front" else rack.kind["depth_mm"] - behind
        height = self.height(end)
        loop: int = self.loop
        return depth + ceil(rack.kind["height_mm"] - height if top else height) + loop

    def need(self, a: End, b: End) -> int:
        """The length that a cable needs."""
        if a.rack == b.rack:
            across: int = self.racks[a.rack].kind["depth_mm"] if a.face != b.face else 0
            loops: int = 2 * self.loop
            return ceil(abs(self.height(a) - self.height(b))) + across + loops
        way = 0
        for end in (a, b):
            rack, (entry, point, top) = self.racks[end.rack], self.drops[end.rack]
            edge = rack.floor + (rack.kind["height_mm"] if top else 0)
            way += abs(point[2] - edge) + ceil(hypot(entry[0] - point[0], entry[1] - point[1]))
        return self.inside(a) + way + self.walk(self.drops[a.rack][1], self.drops[b.rack][1]) + self.inside(b)
