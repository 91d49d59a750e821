"""Placements without an optimizer: those of careful teams, and minimum cuts. The search starts from them as well.

- Practice (i): all switches in the network row nearest the middle, filled rack by rack, leaves first.
- Practice (ii): leaves of each unit in the network racks of its row, spines and cores in the network row.
- Minimum cuts: recursive bisection of the fabric's graph (Kernighan and Lin, 1970), matched to recursive bisection of
  the floor.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import networkx as nx
import numpy as np

from fabric.optimize import DesignTask, Placement, SwitchRacks, placement_in
from fabric.topology import TIERS
from layouts import Floats, UnmetError


def place_as_practice(task: DesignTask) -> list[Placement]:
    """The placements of practice that the floor allows, the one with less work first.

    Raises UnmetError where it allows none.
    """
    found = [placement_in(task, racks) for racks in (fill_middle(task), fill_own_rows(task))]
    placed = [item for item in found if item is not None]
    if not placed:
        raise UnmetError(["the network rows do not hold the switches in the order in which practice fills them"])
    return sorted(placed, key=lambda item: item.score.work_ms)


def place_by_cuts(task: DesignTask) -> list[Placement]:
    """The placement by minimum cuts. Raises UnmetError where a rack does not hold its share."""
    found = placement_in(task, cut_evenly(task))
    if found is None:
        raise UnmetError(["the halves of the fabric do not fit the halves of the floor"])
    return [found]


def fill_middle(task: DesignTask) -> SwitchRacks:
    """Practice (i): switches in the network row nearest the middle."""
    return _Filling(task).fill(range(len(task.design.fabric.switches)))


def fill_own_rows(task: DesignTask) -> SwitchRacks:
    """Practice (ii): leaves in the rows of their units; those that find no room there go to the network row."""
    filling = _Filling(task)
    switches = task.design.fabric.switches
    taken: dict[str, str] = {}
    left = []
    for index, switch in enumerate(switches):
        row = filling.row_of_unit.get(switch.section) if switch.tier == "leaf" else None
        rack = filling.first_room(index, filling.racks_of_row.get(row, []) if row else [])
        if rack is None:
            left.append(index)
        else:
            taken[switch.id] = rack
    return taken | dict(filling.fill(left))


class _Filling:
    """Racks for switches in the order of the network rows from the middle."""

    def __init__(self, task: DesignTask):
        self.task, site = task, task.project.site
        self.candidates = {task.racks.rack_ids[rack]: c for c, rack in enumerate(task.racks.candidates.tolist())}
        self.used: dict[str, float] = defaultdict(float)
        rows: dict[str, list[str]] = {}
        for rack in site.racks:
            rows.setdefault(rack.row, []).append(rack.id)
        self.racks_of_row = {row: [r for r in racks if r in self.candidates] for row, racks in rows.items()}
        centres = {name: np.array(site.rack_by_id[name].centre_mm) for name in task.racks.rack_ids}
        every = np.array(list(centres.values()))
        middle = (every.min(axis=0) + every.max(axis=0)) / 2

        def away(row: str) -> float:
            mine = np.array([centres[name] for name in rows[row]])
            return float(np.abs((mine.min(axis=0) + mine.max(axis=0)) / 2 - middle).sum())

        # A network row holds switches in all of its racks; where there is none, rows with most of them come first.
        share = {row: len(self.racks_of_row[row]) / len(racks) for row, racks in rows.items()}
        order = sorted((row for row in rows if share[row]), key=lambda row: (share[row] < 1, away(row), row))
        self.central = [rack for row in order for rack in self.racks_of_row[row]]
        self.row_of_unit = self._rows_of_units()

    def _rows_of_units(self) -> dict[int, str]:
        """For each unit, the row in which most links of its leaves end."""
        task, fabric = self.task, self.task.design.fabric
        hosts = len(fabric.hosts)
        down = fabric.links.a_device < hosts
        row = {
            host: task.project.site.rack_by_id[task.project_so_far.device_by_id[name].rack or ""].row
            for host, name in enumerate(fabric.hosts)
        }
        counts: dict[int, Counter[str]] = {}
        for host, switch in zip(
            fabric.links.a_device[down].tolist(), (fabric.links.b_device[down] - hosts).tolist(), strict=True
        ):
            if switch >= 0 and fabric.switches[switch].tier == "leaf":
                counts.setdefault(fabric.switches[switch].section, Counter())[row[host]] += 1
        return {unit: min(rows, key=lambda row: (-rows[row], row)) for unit, rows in counts.items()}

    def fill(self, switches: Sequence[int] | range) -> SwitchRacks:
        """Racks for some switches, leaves first, nearest the middle first. Switches without room are left out."""
        fabric, taken = self.task.design.fabric, {}
        for index in sorted(switches, key=lambda index: TIERS.index(fabric.switches[index].tier)):
            rack = self.first_room(index, self.central)
            if rack is not None:
                taken[fabric.switches[index].id] = rack
        return taken

    def first_room(self, index: int, racks: Sequence[str]) -> str | None:
        """The first of some racks with room for a switch, which then takes it; None where none has room."""
        fits = self.task.racks.fits.get(self.task.design.models[index])
        for rack in racks:
            most = int(fits[self.candidates[rack]]) if fits is not None else 0
            if most and self.used[rack] + 1 / most <= 1 + 1e-9:
                self.used[rack] += 1 / most
                return rack
        return None


def cut_evenly(task: DesignTask) -> SwitchRacks:
    """Racks by recursive bisection of the fabric and of the floor.

    Each half of the switches goes to the half of the racks that is nearer to the devices it is linked to.
    """
    fabric, racks, site = task.design.fabric, task.racks, task.project.site
    hosts = len(fabric.hosts)
    middle = np.array([site.rack_by_id[name].centre_mm for name in racks.rack_ids])
    links = fabric.links
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(fabric.switches)))
    anchor = np.zeros((len(fabric.switches), 3))
    number = {name: index for index, name in enumerate(racks.rack_ids)}
    rack_of = [number[task.project_so_far.device_by_id[name].rack or ""] for name in fabric.hosts]
    for a, b in zip(links.a_device.tolist(), (links.b_device - hosts).tolist(), strict=True):
        if a < hosts and b >= 0:
            anchor[b] += (*middle[rack_of[a]], 1)
        elif a >= hosts:
            known = graph.get_edge_data(a - hosts, b, {"weight": 0})["weight"]
            graph.add_edge(a - hosts, b, weight=known + 1)
    room = {c: int(racks.most[c]) for c in range(len(racks.candidates)) if racks.most[c] > 0}
    new = [i for i, switch in enumerate(fabric.switches) if switch.id not in task.racked_switches]
    if not new:
        return {}
    compact = _compact(room, middle[racks.candidates], len(new))
    return {
        fabric.switches[i].id: racks.rack_ids[int(racks.candidates[c])]
        for i, c in _bisect(graph, new, compact, room, middle[racks.candidates], anchor, task.project.request.seed)
    }


def _compact(room: dict[int, int], middle: Floats, count: int) -> list[int]:
    """The racks nearest the middle of the floor, as many as hold the switches."""
    away = np.abs(middle - middle.mean(axis=0)).sum(axis=1)
    chosen, held = [], 0
    for c in sorted(room, key=lambda c: (float(away[c]), c)):
        chosen.append(c)
        held += room[c]
        if held >= count:
            break
    return chosen


def _bisect(
    graph: "nx.Graph[int]",
    switches: list[int],
    racks: list[int],
    room: dict[int, int],
    middle: Floats,
    anchor: Floats,
    seed: int,
) -> list[tuple[int, int]]:
    """Pairs of switch and candidate rack.

    `anchor` holds for each switch the sum of the positions of its devices, and their number.
    """
    if len(racks) == 1:
        return [(switch, racks[0]) for switch in switches]
    spread = np.ptp(middle[racks], axis=0)
    axis = int(np.argmax(spread))
    ordered = sorted(racks, key=lambda c: (float(middle[c, axis]), c))
    cut = len(ordered) // 2
    low, high = ordered[:cut], ordered[cut:]
    halves = nx.community.kernighan_lin_bisection(graph.subgraph(switches), weight="weight", seed=seed)
    one, other = (sorted(half) for half in halves)

    def centre(half: list[int]) -> float:
        found = anchor[half].sum(axis=0)
        return float(found[axis] / found[2]) if found[2] else float(middle[racks, axis].mean())

    if centre(one) > centre(other):
        one, other = other, one
    # The halves are equal, the racks may not be: what one half cannot hold goes over.
    space = sum(room[c] for c in low), sum(room[c] for c in high)
    while len(one) > space[0]:
        other.append(one.pop())
    while len(other) > space[1]:
        one.append(other.pop())
    return [
        pair
        for half, part in ((one, low), (other, high))
        if half
        for pair in _bisect(graph, half, part, room, middle, anchor, seed)
    ]
