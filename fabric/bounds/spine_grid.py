"""The spines of a Clos fabric of three tiers as a grid: pods share their leaves, groups share their cores."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layouts import LongColumn


@dataclass(frozen=True, kw_only=True)
class SpineGrid:
    """Spines by pod and group. All units, pods and groups are of one size each."""

    spines: int
    """Number of spines."""
    unit_leaves: int
    """Leaves of each unit."""
    pod_units: int
    """Units of each pod. All leaves of a unit are joined with the same spines, those of the pod."""
    pod_spines: int
    """Spines of each pod."""
    group_cores: int
    """Cores of each group. All of them are joined with the same spines, those of the group."""
    group_spines: int
    """Spines of each group."""
    cell_spines: int
    """Most spines of one pod that belong to one group."""
    below: tuple[tuple[int, ...], ...]
    """`below[k][m]`: fewest links between any k leaves of a unit and any m spines of its pod."""
    above: tuple[int, ...]
    """`above[p]`: fewest links between a core and any p spines of its group."""


def find_spine_grid(
    leaf_spine: NDArray[np.int64], spine_core: NDArray[np.int64], leaf_unit: LongColumn
) -> SpineGrid | None:
    """The grid of a fabric; None where its units, pods or groups differ, or it has no cores.

    `leaf_spine` and `spine_core` count the links between these switches, `leaf_unit` is the unit of each leaf.
    """
    pod_of = _number_rows(leaf_spine.T > 0)
    group_of = _number_rows(spine_core > 0)
    units = [leaf_spine[leaf_unit == unit] for unit in np.unique(leaf_unit)]
    pods, groups = ([np.flatnonzero(of == n) for n in np.unique(of)] for of in (pod_of, group_of))
    pod_units = [sum(bool((unit[:, pod] > 0).all()) for unit in units) for pod in pods]
    group_cores = [int((spine_core[group] > 0).all(axis=0).sum()) for group in groups]
    sizes = ([len(unit) for unit in units], pod_units, [len(x) for x in pods], group_cores, [len(x) for x in groups])
    if any(len(set(found)) != 1 for found in sizes) or not all((leaf_spine.any(), spine_core.any())):
        return None
    if sum(pod_units) != len(units) or sum(group_cores) != spine_core.shape[1]:
        return None
    # The pods of all units are disjoint, and so are the groups of all cores.
    if int((leaf_spine > 0).sum()) != len(leaf_spine) * len(pods[0]):
        return None
    if int((spine_core > 0).sum()) != spine_core.shape[1] * len(groups[0]):
        return None
    joined = [unit[:, unit.any(axis=0)] for unit in units]
    return SpineGrid(
        spines=leaf_spine.shape[1],
        unit_leaves=sizes[0][0],
        pod_units=pod_units[0],
        pod_spines=len(pods[0]),
        group_cores=group_cores[0],
        group_spines=len(groups[0]),
        cell_spines=max(Counter(zip(pod_of.tolist(), group_of.tolist(), strict=True)).values()),
        below=_fewest_below(joined),
        above=_fewest_above(spine_core),
    )


def _number_rows(rows: NDArray[np.bool_]) -> LongColumn:
    """A number for each row; equal rows have the same one."""
    found: LongColumn = np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
    return found


def _fewest_below(units: Sequence[NDArray[np.int64]]) -> tuple[tuple[int, ...], ...]:
    """`below` of the grid. `units` holds the links of the leaves of each unit (rows) to the spines of its pod."""
    leaves, spines = units[0].shape
    least = np.full((leaves + 1, spines + 1), np.iinfo(np.int64).max)
    for unit in {unit.tobytes(): unit for unit in units}.values():
        # For each spine the k leaves with fewest links, then the m spines with fewest; and the other way round.
        by_spine = np.pad(np.sort(unit, axis=0).cumsum(axis=0), ((1, 0), (0, 0)))
        by_leaf = np.pad(np.sort(unit, axis=1).cumsum(axis=1), ((0, 0), (1, 0)))
        fewest = np.maximum(
            np.pad(np.sort(by_spine, axis=1).cumsum(axis=1), ((0, 0), (1, 0))),
            np.pad(np.sort(by_leaf, axis=0).cumsum(axis=0), ((1, 0), (0, 0))),
        )
        least = np.minimum(least, fewest)
    return tuple(map(tuple, least.tolist()))


def _fewest_above(spine_core: NDArray[np.int64]) -> tuple[int, ...]:
    """`above` of the grid."""
    columns = {tuple(sorted(column[column > 0].tolist())) for column in spine_core.T}
    sums = [np.cumsum([0, *column]) for column in sorted(columns)]
    return tuple(np.min(sums, axis=0).tolist())
