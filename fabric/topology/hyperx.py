"""HyperX: switches on a grid. Two switches are joined where all but one of their coordinates are equal.

The flattened butterfly is the HyperX with one link per pair.

Ahn, Binkert, Davis, McLaren, Schreiber, SC 2009: dimensions S_1 .. S_L with K_i links per pair, T devices per switch;
product of S_i switches, degree sum of K_i (S_i - 1). Kim, Dally, Abts, ISCA 2007: the k-ary n-flat has k^(n-1)
switches of k devices and n - 1 dimensions of size k.
"""

from collections.abc import Sequence
from math import prod

import numpy as np

from fabric.topology.attachment import Attachment
from fabric.topology.flat import Edges, build_flat, full_mesh, join_edges
from fabric.topology.links import GLOBAL, LOCAL, Fabric


def list_hyperx_edges(sizes: Sequence[int], links: Sequence[int]) -> Edges:
    """Links of a HyperX; those along the last dimension are local (switches of one section), the others global."""
    grid = np.arange(prod(sizes), dtype=np.int32).reshape(tuple(sizes))
    parts = []
    for axis, (size, count) in enumerate(zip(sizes, links, strict=True)):
        lines = np.moveaxis(grid, axis, -1).reshape(-1, size)
        parts.append(full_mesh(lines, LOCAL if axis == len(sizes) - 1 else GLOBAL, count))
    return join_edges(parts)


def build_hyperx(
    devices: tuple[str, ...],
    attachment: Attachment,
    sizes: Sequence[int],
    links: Sequence[int],
    radix: int,
    prefix: str = "",
) -> Fabric:
    """A grid of `sizes` switches, `links` a pair along each dimension. A section is a line along the last dimension."""
    edges = list_hyperx_edges(sizes, links)
    return build_flat(devices, attachment, prod(sizes), sizes[-1], edges, radix, prefix)


def bisection_links(sizes: Sequence[int], links: Sequence[int]) -> int | None:
    """Links cut between halves: N / 4 x the least K_i S_i, met by halving that dimension (Ahn et al. 2009).

    None where that dimension is odd and cannot be halved: then no formula is known.
    """
    total = prod(sizes)
    wide = [(k * s, s) for s, k in zip(sizes, links, strict=True) if s > 1]
    if not wide:
        return 0
    least, size = min(wide, key=lambda item: (item[0], item[1] % 2))
    return None if size % 2 else total * least // 4
