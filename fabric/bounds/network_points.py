"""The work that ties up each place of a small floor, for all ways to spread the switches of one network over places.

A *point* has the work that ties up each place, and last the work of all places together. A pull between two places
counts at both. The points of a network are those of all its designs. A plan chooses one point of each network. So the
places hold the sum of some points, one of each network, within the time that the plan takes. Argument: docs/bounds.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.facts import DesignFacts
from fabric.bounds.least_work import least_laying_ms, unavoidable_ms
from fabric.bounds.place_loads import NEVER_MS, Longs
from fabric.bounds.spread import HIGHEST_S, find_place_work
from fabric.project import LabourTable, Project

CELLS = {1: 1, 2: 4_096, 3: 100}
"""Cells of the work at each place but the last, by the number of places. Of each cell the least is kept."""

MOST_ROWS = 500_000
"""Sums of points that are looked at side by side."""

Point = tuple[int, ...]
Points = tuple[Point, ...]


class NetworkWork(NamedTuple):
    """What the points of one design rest on, in person-milliseconds."""

    device_ms: Mapping[int, int]
    """Work that is sure to tie up each place with devices, laying included."""
    at_devices_ms: Mapping[int, int]
    """The same without laying."""
    cabling_ms: int
    """Least work at the ends of its links, wherever it is done."""
    opening_ms: int
    """Opening of racks that no other network is counted for."""


def list_working_places(project: Project) -> tuple[int, ...]:
    """The places where devices or switches may show ports, by number; none for a single network, with panels, or where
    the technicians bind before the places do.

    No pull ties up more than two places, so the work that is counted at places is at most twice the work.
    """
    site, types, crew = project.site, project.catalog.device_types, project.crew
    if len(project.request.networks) < 2 or project.may_patch_links or any(one.rack is None for one in project.devices):
        return ()
    faces = {
        types[lot.model].face_of(group.group, network.switch_face)
        for lot in project.inventory.lots
        if lot.model in types
        for network in project.request.networks
        for group in types[lot.model].port_groups
    }
    found = {site.place_number(rack.id, face) for rack in site.racks if "switch" in rack.type.holds for face in faces}
    for device in project.devices:
        found |= {site.place_number(device.rack or "", face) for face in project.faces_of(device)}
    slots = sum(crew.crews_in(site.places[place].max_crews) for place in found) * crew.crew_size
    return tuple(sorted(found)) if slots < 2 * crew.technicians else ()


def list_points(labour: LabourTable, facts: DesignFacts, known: NetworkWork, places: Sequence[int]) -> Points:
    """The points of one design at some places; none where there are no places."""
    if not places:
        return ()
    fixed = [known.device_ms.get(place, 0) for place in places]
    least = np.array([[*fixed, max(sum(fixed), known.cabling_ms)]], np.int64)
    by_states = _list_states(labour, facts, known, places)
    if by_states is not None:
        total = np.maximum(by_states.sum(axis=1) + _rest_ms(labour, facts), known.cabling_ms)
        least = np.concatenate([by_states, total[:, None]], axis=1)
    least[:, -1] += known.opening_ms
    return _as_points(thin_points(least))


def join_points(several: Iterable[Points]) -> Points:
    """The points of all designs of one network."""
    unlike = sorted(set(several))
    if len(unlike) == 1:
        return unlike[0]
    points = [point for points in unlike for point in points]
    return _as_points(thin_points(np.array(points, np.int64))) if points else ()


def least_hold_s(networks: Sequence[Points], technicians: Sequence[int], all_technicians: int) -> int:
    """The least time in seconds in which places hold one point of each network.

    `technicians` are those that each place takes, `all_technicians` those of all places where ports may show.
    """
    *some, most = sorted((np.array(points, np.int64) for points in networks), key=len)
    sums = np.zeros((1, len(technicians) + 1), np.int64)
    for points in some:
        sums = thin_points((sums[:, None] + points[None]).reshape(-1, sums.shape[1]))
    slots = np.array([*technicians, all_technicians], np.int64) * 1000
    known = slots > 0
    # The sums that could be least with the best of everything go first: the others then need no look.
    at_best = (-(-(sums + most.min(axis=0))[:, known] // slots[known])).max(axis=1)
    least, chunk = HIGHEST_S, max(1, MOST_ROWS // len(most))
    order = np.argsort(at_best, kind="stable")
    for row in range(0, len(sums), chunk):
        rows = order[row : row + chunk]
        if at_best[rows[0]] >= least:
            break
        busy = (sums[rows, None] + most[None])[..., known]
        least = min(least, int((-(-busy // slots[known])).max(axis=-1).min()))
    return least


def thin_points(points: Longs) -> Longs:
    """Fewer points such that for each one there is one that is nowhere more.

    The work at each place but the last is rounded down to cells.
    """
    places = points.shape[1] - 1
    cells = CELLS.get(places, 1)
    if len(points) == 1:
        return points
    if cells == 1:
        least: Longs = points.min(axis=0, keepdims=True)
        return least
    low = points[:, : places - 1].min(axis=0)
    width = (points[:, : places - 1].max(axis=0) - low) // cells + 1
    cell = (points[:, : places - 1] - low) // width
    shape = (cells,) * (places - 1)
    number = np.ravel_multi_index(tuple(cell.T), shape)
    kept: list[Longs] = []
    for column in (places - 1, places):
        table = np.full(cells ** (places - 1), NEVER_MS, np.int64)
        np.minimum.at(table, number, points[:, column])
        kept.append(table.reshape(shape))
    wanted = ~_is_beaten(kept[0], kept[1]) & (kept[0] < NEVER_MS)
    rows = np.argwhere(wanted)
    return np.column_stack([low + rows * width, kept[0][wanted], kept[1][wanted]]).astype(np.int64)


def _is_beaten(last: Longs, total: Longs) -> NDArray[np.bool_]:
    """Whether one cell before, along any dimension, has no more work at the last place and in all."""
    beaten = np.zeros(last.shape, bool)
    for axis in range(last.ndim):
        ahead = tuple(slice(1, None) if one == axis else slice(None) for one in range(last.ndim))
        behind = tuple(slice(None, -1) if one == axis else slice(None) for one in range(last.ndim))
        beaten[ahead] |= (last[behind] <= last[ahead]) & (total[behind] <= total[ahead])
    return beaten


def _as_points(points: Longs) -> Points:
    return tuple(tuple(point) for point in points.tolist())


def _list_states(labour: LabourTable, facts: DesignFacts, known: NetworkWork, places: Sequence[int]) -> Longs | None:
    """The work that ties up each place for all numbers of leaves and spines at each; None unless there are two places
    or three, where there are too many numbers, and where the fabric has other switches.
    """
    links = facts.switch_links
    touched = set() if links is None else {*links.room, *(split.rack.place for split in links.splits)}
    if links is None or not touched | known.at_devices_ms.keys() <= set(places):
        return None
    work = find_place_work(labour, links, facts.pulls, known.at_devices_ms, len(places), by_group=True)
    if work is None or len(places) not in (2, 3):
        return None
    first, second, *others = (work.loads(place).tied_ms for place in places)
    full = np.array(work.shape) - 1
    rows: list[Longs] = []
    if not others:
        rows.append(np.stack([first.ravel(), np.flip(second).ravel()], axis=1))
    for state in np.argwhere(first < NEVER_MS) if others else ():
        left = tuple(slice(0, int(size) + 1) for size in full - state)
        pairs = np.stack([second[left].ravel(), np.flip(others[0][left]).ravel()], axis=1)
        pairs = pairs[(pairs < NEVER_MS).all(axis=1)]
        rows.append(np.column_stack([np.full(len(pairs), first[tuple(state)]), pairs]))
    found = np.concatenate(rows)
    found = found[(found < NEVER_MS).all(axis=1)]
    return found if len(found) else None


def _rest_ms(labour: LabourTable, facts: DesignFacts) -> int:
    """The least work of the links that the states leave out: some of those on splitters, those between two leaves."""
    links = facts.switch_links
    if links is None:
        return 0
    known = sum(split.rack.links for split in links.splits)
    plain = facts.links - links.others
    # Of the splitters that the states know, no plugs but those of all links and heads are sure to be known.
    plugs = max(0, facts.connectors - 2 * plain - 2 * known)
    return unavoidable_ms(labour, links.others - known, plugs, 0) + least_laying_ms(
        labour, links.whole_others, 0, True, facts.pulls
    )
