"""Jellyfish: switches joined at random, each with the same number of links. Any number of switches can be joined.

Singla, Hong, Popa, Godfrey, NSDI 2012: a random r-regular graph of N switches with radix k carries N (k - r) devices.
Limits: r < N, N r even (else one port stays free).
"""

import networkx as nx
import numpy as np

from fabric.topology.attachment import Attachment
from fabric.topology.fabric_size import SizingError
from fabric.topology.flat import Edges, build_flat
from fabric.topology.flat_numbers import check_regular
from fabric.topology.links import GLOBAL, Fabric

ATTEMPTS = 100
"""Random graphs that are tried. With 3 links and more nearly every one is connected; with 2 links few are."""


def list_jellyfish_edges(switches: int, degree: int, seed: int) -> Edges:
    """A connected random regular graph, the same for the same seed. Raises SizingError where there is none."""
    check_regular(switches, degree)
    for attempt in range(ATTEMPTS):
        graph = nx.random_regular_graph(degree, switches, seed=seed + attempt)
        if switches == 1 or nx.is_connected(graph):
            ends = np.sort(np.array(sorted(map(sorted, graph.edges())), np.int32).reshape(-1, 2).T, axis=0)
            return np.full(ends.shape[1], GLOBAL, np.int32), ends[0], ends[1]
    raise SizingError(f"no connected random graph of {switches} switches with {degree} links in {ATTEMPTS} attempts")


def build_jellyfish(
    devices: tuple[str, ...],
    attachment: Attachment,
    switches: int,
    degree: int,
    seed: int,
    radix: int,
    prefix: str = "",
) -> Fabric:
    """`switches` switches with `degree` links each to others at random. Each switch is a section of its own."""
    edges = list_jellyfish_edges(switches, degree, seed)
    return build_flat(devices, attachment, switches, 1, edges, radix, prefix)
