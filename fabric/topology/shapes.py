"""Shapes of folded Clos fabrics: how many spines and cores, in which pods, so that the wiring closes.

Rules. Every leaf meets every spine of its pod with w = uplinks / spines links, or within one of it where `uneven` is
allowed. Two tiers: one pod; spines s >= leaves x uplinks / radix. Three tiers: a spine has as many uplinks as
downlinks in use, at most half its ports; every core meets each pod with the same number of links, so the cores divide
the uplinks of every pod; cores >= uplinks of all spines / radix. Sources: NVIDIA RA-11333-001 V11, tables 3 and 4
(two tiers: the smallest s that divides the uplinks); Al-Fares, Loukissas, Vahdat, SIGCOMM 2008 (k-ary trees: 5k^2/4
switches, k^3/4 hosts).
"""

from dataclasses import dataclass
from math import gcd

from layouts import divide_up


@dataclass(frozen=True)
class ClosShape:
    """Leaves and spines of each pod (one pod: two tiers), uplinks of a leaf, uplinks of the spines of each pod,
    cores. `pods` counts room: pods beyond the leaves that exist are left out when it is built.
    """

    pods: tuple[int, ...]
    spines: tuple[int, ...]
    uplinks: int
    spine_uplinks: tuple[int, ...]
    cores: int

    @property
    def tiers(self) -> int:
        return 3 if self.cores else 2

    @property
    def switches(self) -> int:
        return sum(self.spines) + self.cores

    @property
    def is_even(self) -> bool:
        """Whether every leaf-spine pair has the same number of links."""
        return all(self.uplinks % spines == 0 for spines in self.spines)

    @property
    def name(self) -> str:
        """How designs call it."""
        if not self.cores:
            return f"2 tiers, {self.spines[0]} spines"
        return (
            f"3 tiers, {len(self.pods)} pods of {self.pods[0]} leaves and {self.spines[0]} spines, {self.cores} cores"
        )


def list_spine_counts(radix: int, leaves: int, uplinks: int, uneven: bool = False) -> list[int]:
    """Spine counts of one pod, fewest first: divisors of the uplinks with enough ports, and where `uneven` the
    fewest that have enough ports.
    """
    least = max(divide_up(leaves * uplinks, radix), 1)
    counts = [s for s in range(least, uplinks + 1) if uplinks % s == 0]
    return sorted({least, *counts}) if uneven and least <= uplinks else counts


def list_two_tiers(leaves: int, uplinks: int, spine_ports: int, uneven: bool = False) -> list[ClosShape]:
    """Shapes of two tiers, fewest spines first; empty where the leaves pass the ports of a spine."""
    if leaves > spine_ports:
        return []
    return [
        ClosShape((leaves,), (spines,), uplinks, (0,), 0)
        for spines in list_spine_counts(spine_ports, leaves, uplinks, uneven)
    ]


def list_three_tiers(
    leaves: int,
    uplinks: int,
    spine_ports: int,
    core_ports: int,
    quantum: int = 1,
    uneven: bool = False,
    pod_leaves: int | None = None,
) -> list[ClosShape]:
    """Shapes of three tiers, fewest switches first, then fewest pods. `quantum` leaves (a unit) stay in one pod."""
    half = spine_ports // 2
    sizes = [pod_leaves] if pod_leaves else range(quantum, min(leaves, half) + quantum, quantum)
    shapes = []
    for size in sizes:
        pods = tuple(min(size, leaves - start) for start in range(0, leaves, size))
        for spines in list_spine_counts(half, size, uplinks, uneven):
            if size > half:
                continue
            counts = [spines, *([_fitting(half, pods[-1], uplinks, uneven)] if pods[-1] < size else [])]
            if not counts[-1]:
                continue
            spines_of = tuple(counts[0] if pod == size else counts[-1] for pod in pods)
            up = tuple(divide_up(pod * uplinks, count) for pod, count in zip(pods, spines_of, strict=True))
            cores = _cores([count * u for count, u in zip(spines_of, up, strict=True)], core_ports)
            if cores is not None:
                shapes.append(ClosShape(pods, spines_of, uplinks, up, cores))
    return sorted(shapes, key=lambda shape: (shape.switches, not shape.is_even, len(shape.pods), shape.spines))


def _fitting(half: int, leaves: int, uplinks: int, uneven: bool) -> int:
    return next(iter(list_spine_counts(half, leaves, uplinks, uneven)), 0)


def _cores(pod_uplinks: list[int], core_ports: int) -> int | None:
    """The fewest cores that divide the uplinks of every pod and have ports for all of them."""
    common = gcd(*pod_uplinks)
    least = divide_up(sum(pod_uplinks), core_ports)
    return next((cores for cores in range(least, common + 1) if common % cores == 0), None)
