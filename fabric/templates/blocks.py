"""The floor on which the block templates stand: blocks of rows around a network row, in one hall or several.

Pitches, trays and limits as in docs/sites.md. A block has up to four rows of compute racks and a network row after the
second; a scalable unit takes one row or two. Halls stand in a row, joined by two main trays through sleeves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, isqrt

RACKS_PER_ROW, PITCH_MM, RACK_DEPTH_MM, ROW_PITCH_MM = 10, 700, 1200, 2400
GAP_MM = MARGIN_MM = 1800
OVERHANG_MM, TRAY_Z_MM = 600, 2750
ROW_WIDTH_MM = RACKS_PER_ROW * PITCH_MM
BLOCK_ROWS = 5
BLOCK_DEPTH_MM = (BLOCK_ROWS - 1) * ROW_PITCH_MM + RACK_DEPTH_MM
HALL_GAP_MM, WALL_MM = 15_000, 300
COMPUTE_POSITIONS = (1, 2, 3, 4, 7, 8, 9, 10)
NETWORK_RACK_KW = 17.3
CABLE_RULES = (
    "# Length of cable from a port to the side of its rack, and the slack loop at each end.",
    "port_to_side_mm: 500",
    "slack_mm_per_end: 300",
    "fill_warn_pct: 25",
    "fill_max_pct: 50",
)
"""The last lines of site.yaml, the same for all block templates."""


@dataclass(frozen=True, kw_only=True)
class RackRow:
    """A row of racks, with its place in block and hall."""

    id: str
    """Letters of the row, A to Z, then AA; the names of its racks begin with them."""
    su: int | None
    """Scalable unit of the row, from 1; None for a network row."""
    hall: int
    """Index of its hall, from 0."""
    block: int
    """Index of its block, from 0 in each hall."""
    x_mm: int
    """Left edge of the footprint, from the hall's lower left corner."""
    y_mm: int
    """Lower edge of the footprint, from the hall's lower left corner."""
    index: int
    """Number in its block, from 0 in the south; even rows face south."""

    @property
    def front(self) -> str:
        return "south" if self.index % 2 == 0 else "north"

    @property
    def tray_y_mm(self) -> int:
        return self.y_mm + RACK_DEPTH_MM // 2

    def is_beside(self, other: "RackRow") -> bool:
        """Whether two neighbours of the list stand in one block, with an aisle between them."""
        return (self.hall, self.block) == (other.hall, other.block)

    @property
    def compute_racks(self) -> list[str]:
        """Ids of the racks that hold nodes."""
        return [f"{self.id}{position:02d}" for position in COMPUTE_POSITIONS] if self.su else []


@dataclass(frozen=True, kw_only=True)
class BlockFloor:
    """A floor of scalable units in rows, over one hall or several. Powers are text, as the file prints them."""

    name: str
    """Name of the site."""
    comment: str
    """Description of the site in the first line of the file."""
    units: int
    """Scalable units on the floor, at least 1."""
    rows_per_unit: int
    """Rows of compute racks of a scalable unit: 1 or 2."""
    halls: int
    """Halls, at least 1. Each but the last takes the same number of units."""
    compute_kw: str
    """Highest power of a compute rack, in kW."""
    network_feed_kw: str | None
    """Limit of the feed of the network racks, in kW; None: the sum of the limits of these racks."""
    compute_holds: str
    """Kinds of equipment in a compute rack, separated by commas."""
    network_holds: str
    """Kinds of equipment in a network rack, separated by commas."""

    def rows(self) -> list[RackRow]:
        """All rows, hall by hall, block by block."""
        per_hall = ceil(self.units / self.halls)
        found: list[RackRow] = []
        for hall in range(self.halls):
            first = hall * per_hall
            mine = [unit for unit in range(first, min(first + per_hall, self.units)) for _ in range(self.rows_per_unit)]
            blocks = ceil(len(mine) / 4)
            columns = isqrt(max(blocks - 1, 0)) + 1
            for block in range(blocks):
                x = MARGIN_MM + block % columns * (ROW_WIDTH_MM + GAP_MM)
                y = MARGIN_MM + block // columns * (BLOCK_DEPTH_MM + GAP_MM)
                units = mine[4 * block : 4 * block + 4]
                network_after = min(2, len(units))
                kinds = [*units[:network_after], None, *units[network_after:]]
                for index, unit in enumerate(kinds):
                    su = None if unit is None else unit + 1
                    found.append(
                        RackRow(
                            id=_row_name(len(found)),
                            su=su,
                            hall=hall,
                            block=block,
                            x_mm=x,
                            y_mm=y + index * ROW_PITCH_MM,
                            index=index,
                        )
                    )
        return found

    def site(self) -> str:
        """The text of site.yaml."""
        rows = self.rows()
        halls = [[row for row in rows if row.hall == hall] for hall in range(self.halls)]
        return "\n".join(
            [
                f"# Floor of {self.comment}. Lengths are in millimetres; x runs east, y north, z up.",
                "# The schema of this file: fabric-planner schema site",
                f"name: {self.name}",
                "",
                "rooms:",
                *(self._room(rows, hall) for hall in range(self.halls)),
                "",
                "# Rack types. 'holds' lists what may stand in a rack; usable_u limits the units that switches fill.",
                "rack_types:",
                "  compute:",
                *_rack_type(self.compute_kw, "compute", self.compute_holds),
                "  network:",
                *_rack_type(f"{NETWORK_RACK_KW}", "network", self.network_holds),
                "    usable_u: 40",
                "",
                *self._feeds(rows),
                "",
                "# Racks are called row + position: A01 .. A10. Rears face the hot aisles; ports are at the rear.",
                "# max_crews: crews that may work in front of and behind the row at once.",
                "rows:",
                *(line for row in rows for line in _row(row)),
                "",
                "aisles:",
                *(_aisle(first, second) for first, second in pairwise(rows) if first.is_beside(second)),
                "",
                "# Pathways that touch at the same height are joined. Crews per span: row trays 2, cross trays "
                "3, main trays 4.",
                "pathways:",
                *(line for mine in halls for line in self._pathways(mine)),
                *(line for hall in range(self.halls - 1) for line in self._joints(rows, hall)),
                "",
                *CABLE_RULES,
                "",
            ]
        )

    def _feeds(self, rows: list[RackRow]) -> list[str]:
        """Two power feeds: as much as the compute racks may draw together, and that of the network racks."""
        network_racks = sum(2 if row.su else RACKS_PER_ROW for row in rows)
        compute_racks = 8 * self.units * self.rows_per_unit
        network_kw = self.network_feed_kw or f"{NETWORK_RACK_KW * network_racks:.1f}"
        return [
            "# Network racks are fed apart from compute racks.",
            "feeds:",
            f"  - {{id: compute, limit_kw: {float(self.compute_kw) * compute_racks:.1f}}}",
            f"  - {{id: network, limit_kw: {network_kw}}}",
        ]

    def hall_size_mm(self, rows: list[RackRow], hall: int) -> tuple[int, int]:
        """Width and depth of a hall."""
        mine = [row for row in rows if row.hall == hall]
        width = max(row.x_mm for row in mine) + ROW_WIDTH_MM + MARGIN_MM
        return width, max(row.y_mm for row in mine) + RACK_DEPTH_MM + MARGIN_MM

    def origin_mm(self, rows: list[RackRow], hall: int) -> int:
        """The corner of a hall in the frame of the site."""
        return sum(self.hall_size_mm(rows, before)[0] + HALL_GAP_MM for before in range(hall))

    def _room(self, rows: list[RackRow], hall: int) -> str:
        width, depth = self.hall_size_mm(rows, hall)
        origin = f", origin_mm: [{self.origin_mm(rows, hall)}, 0]" if hall else ""
        return f"  - {{id: hall-{hall + 1}, size_mm: [{width}, {depth}], height_mm: 4000{origin}}}"

    def _prefix(self, hall: int) -> str:
        return f"H{hall + 1}-" if self.halls > 1 else ""

    def _pathways(self, rows: list[RackRow]) -> Iterator[str]:
        hall = rows[0].hall
        prefix = self._prefix(hall)

        def tray(name: str, start: tuple[int, int], end: tuple[int, int], width: int, crews: int) -> str:
            return (
                f"  - {{id: {prefix}{name}, kind: tray, room: hall-{hall + 1}, width_mm: {width}, depth_mm: 100, "
                f"media: [fiber, copper], max_crews: {crews}, "
                f"points_mm: [[{start[0]}, {start[1]}, {TRAY_Z_MM}], [{end[0]}, {end[1]}, {TRAY_Z_MM}]]}}"
            )

        for row in rows:
            if row.su:
                west, east = (row.x_mm - OVERHANG_MM, row.tray_y_mm), row.x_mm + ROW_WIDTH_MM + OVERHANG_MM
                yield tray(f"ROW-{row.id}", west, (east, row.tray_y_mm), 450, 2)
        for number, y in enumerate(sorted({row.tray_y_mm for row in rows if not row.su}), start=1):
            side_by_side = [row.x_mm for row in rows if not row.su and row.tray_y_mm == y]
            east = max(side_by_side) + ROW_WIDTH_MM + OVERHANG_MM
            yield tray(f"MAIN-EW{number}", (min(side_by_side) - OVERHANG_MM, y), (east, y), 900, 4)
        for number, x in enumerate(sorted({row.x_mm for row in rows}), start=1):
            column = [row.tray_y_mm for row in rows if row.x_mm == x]
            west_x = x - OVERHANG_MM
            yield tray(f"MAIN-NS{number}", (west_x, min(column)), (west_x, max(column)), 900, 4)
        for block in range(rows[-1].block + 1):
            mine = [row for row in rows if row.block == block]
            for side, offset in (("M", 5 * PITCH_MM), ("E", ROW_WIDTH_MM + OVERHANG_MM)):
                x = mine[0].x_mm + offset
                yield tray(f"CROSS-{block + 1}{side}", (x, mine[0].tray_y_mm), (x, mine[-1].tray_y_mm), 600, 3)

    def _joints(self, rows: list[RackRow], hall: int) -> Iterator[str]:
        """Two main ways to the next hall, at the first two rows, 900 x 100 mm.

        Trays lead to the walls, sleeves through them, a duct from wall to wall.
        """
        mine = [row for row in rows if row.hall == hall and row.block == 0]
        east = max(row.x_mm for row in rows if row.hall == hall and row.index < 2 and row.y_mm <= mine[1].y_mm)
        start = self.origin_mm(rows, hall) + east + ROW_WIDTH_MM + OVERHANG_MM
        wall = self.origin_mm(rows, hall) + self.hall_size_mm(rows, hall)[0]
        far_wall = self.origin_mm(rows, hall + 1)
        end = far_wall + MARGIN_MM - OVERHANG_MM
        stops = [start, wall, wall + WALL_MM, far_wall - WALL_MM, far_wall, end]
        for number, row in enumerate(mine[:2], start=1):
            for part, (a, b) in enumerate(pairwise(stops), start=1):
                kind = ("tray", "sleeve", "duct", "sleeve", "tray")[part - 1]
                yield (
                    f"  - {{id: JOIN-{hall + 1}{hall + 2}-{number}{'abcde'[part - 1]}, kind: {kind}, width_mm: 900, "
                    "depth_mm: 100, media: [fiber, copper], max_crews: 4, "
                    f"points_mm: [[{a}, {row.tray_y_mm}, {TRAY_Z_MM}], [{b}, {row.tray_y_mm}, {TRAY_Z_MM}]]}}"
                )

    def longest_way_mm(self) -> int:
        """A way between any two racks: along the width and the depth of all halls together."""
        rows = self.rows()
        last = self.halls - 1
        width = self.origin_mm(rows, last) + self.hall_size_mm(rows, last)[0] - 2 * MARGIN_MM + 2 * OVERHANG_MM
        return width + max(row.y_mm for row in rows) - min(row.y_mm for row in rows)


def _row(row: RackRow) -> list[str]:
    """A comment and the row: compute racks around two network racks, or network racks alone."""
    if row.su:
        what = f"scalable unit {row.su}"
        racks = "[{type: compute, count: 4}, {type: network, count: 2}, {type: compute, count: 4}]"
    else:
        what, racks = "network row", f"[{{type: network, count: {RACKS_PER_ROW}}}]"
    return [
        f"  # {what} of block {row.block + 1}",
        f"  - {{id: {row.id}, room: hall-{row.hall + 1}, start_mm: [{row.x_mm}, {row.y_mm}], front: {row.front}, "
        f"pitch_mm: {PITCH_MM}, racks: {racks}, max_crews: {{front: 2, rear: 2}}}}",
    ]


def _aisle(first: RackRow, second: RackRow) -> str:
    kind = "hot" if first.index % 2 == 0 else "cold"
    rows = f"{first.id}, {second.id}"
    return f"  - {{id: {kind}-{first.id}{second.id}, kind: {kind}, rows: [{rows}], min_width_mm: 1200}}"


def _row_name(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


def _rack_type(power_kw: str, feed: str, holds: str) -> list[str]:
    return [
        "    width_mm: 700",
        "    depth_mm: 1200",
        "    height_mm: 2450",
        "    usable_depth_mm: 1100",
        "    u_height: 52",
        "    u1_bottom_mm: 60",
        "    max_weight_kg: 1360",
        f"    max_power_kw: {power_kw}",
        f"    feed: {feed}",
        "    entry: {side: both, area_mm2: 60000}",
        f"    holds: [{holds}]",
    ]
