"""Which side of a pathway is which, for people without a compass: the fronts or rears of the racks below it, else a
rack towards which that side lies.
"""

from collections import Counter
from collections.abc import Sequence

from fabric.sheets.rows.pull_ways import LaneUse, edges_of, name_lane
from layouts import Pathway, Rack

OPPOSITE = {"north": "south", "south": "north", "west": "east", "east": "west"}
"""The sides of a floor."""


def lane_lines(pathway: Pathway, uses: frozenset[LaneUse], racks: Sequence[Rack]) -> tuple[str, ...]:
    """A line for each lane of a pathway from its north or west edge: north half (front of row D): cables to nodes.
    Nothing where all of it is one lane, or where it is upright.
    """
    edges = edges_of(pathway)
    if len(uses) < 2 or not edges:
        return ()
    lines, order = [], [use for use in LaneUse if use in uses]
    for use in order:
        mark = {order[0]: edges[0], order[-1]: edges[1]}.get(use, "")
        where = side_mark(pathway, mark, racks) if mark else ""
        lines.append(f"{name_lane(pathway, use, uses)}{f' ({where})' if where else ''}: {use.value}")
    return tuple(lines)


def side_mark(pathway: Pathway, side: str, racks: Sequence[Rack]) -> str:
    """What lies at one side of a pathway: front of row D; towards rack B05; nothing where there is no rack."""
    along, across = (0, 1) if side in ("north", "south") else (1, 0)
    points = pathway.points_mm
    place = (points[0][across] + points[-1][across]) // 2
    first, last = sorted((points[0][along], points[-1][along]))
    middle = (first + last) // 2
    below: Counter[tuple[str, str]] = Counter()
    beyond: list[tuple[bool, int, int, str]] = []
    for rack in racks:
        low, size = ((rack.x_mm, rack.size_x_mm), (rack.y_mm, rack.size_y_mm))[across]
        start, wide = ((rack.x_mm, rack.size_x_mm), (rack.y_mm, rack.size_y_mm))[along]
        # A row of another hall may lie in line with the pathway, far from it.
        is_beside = start < last and first < start + wide
        if is_beside and low <= place <= low + size and rack.front in (side, OPPOSITE[side]):
            below[rack.row, "front" if rack.front == side else "rear"] += 1
        gap = low - place if side in ("north", "east") else place - low - size
        if gap >= 0:
            beyond.append((not is_beside, gap, abs(start + wide // 2 - middle), rack.id))
    if below:
        (row, face), _ = below.most_common(1)[0]
        return f"{face} of row {row}"
    return f"towards rack {min(beyond)[-1]}" if beyond else ""
