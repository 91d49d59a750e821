"""Shapes of folded Clos fabrics: numbers of spines and cores and their pods, such that the wiring closes.

Rules:

- Every leaf meets every spine of its pod with w = uplinks / spines links; within one of it where `uneven` is allowed.
- Two tiers: one pod; spines s >= leaves x uplinks / radix.
- Three tiers: a spine has as many uplinks as downlinks in use, at most half its ports; with a ratio d : u of its own,
  ceil(downlinks x u / d) for at most floor(radix x d / (d + u)) downlinks. Every core meets each pod with the same
  number of links, so the cores divide the uplinks of every pod; cores >= uplinks of all spines / radix.

Sources: NVIDIA RA-11333-001 V11, tables 3 and 4 (two tiers: the smallest s that divides the uplinks); Al-Fares,
Loukissas, Vahdat, SIGCOMM 2008 (k-ary trees: 5k^2/4 switches, k^3/4 hosts).
"""

from dataclasses import dataclass
from math import gcd

from fabric.topology.fabric_size import SizingError
from layouts import divide_up


@dataclass(frozen=True, kw_only=True)
class ClosNeed:
    """The leaves that spines have to join, and the rules for the shape."""

    leaves: int
    """Number of leaves, with those that room is kept for."""
    uplinks: int
    """Uplinks of a leaf."""
    spine_ports: int
    """Ports of a spine."""
    core_ports: int
    """Ports of a core."""
    tiers: int | None = None
    """Tiers of switches, 2 or 3; None: as few as suffice."""
    unit_leaves: int = 1
    """Leaves of a scalable unit. They stay in one pod."""
    uneven: bool = False
    """Whether links of leaf-spine pairs may differ by one."""
    pod_leaves: int | None = None
    """Leaves of a pod; None: as fits best."""
    core_ratio: tuple[int, int] = (1, 1)
    """Downlinks to uplinks of a spine, in three tiers."""

    @property
    def spine_down(self) -> int:
        """Most downlinks of a spine that has uplinks, at the ratio: half of its ports at 1 to 1."""
        down, up = self.core_ratio
        return self.spine_ports * down // (down + up)

    def spine_up(self, downlinks: int) -> int:
        """Uplinks of a spine with some downlinks: as few as the ratio allows."""
        down, up = self.core_ratio
        return divide_up(downlinks * up, down)


@dataclass(frozen=True)
class ClosShape:
    """Numbers of spines and cores, pod by pod. Two tiers have one pod; rails with spines of their own have one each."""

    pods: tuple[int, ...]
    """Leaves that each pod has room for. Pods beyond the leaves that exist are left out when the fabric is built."""
    spines: tuple[int, ...]
    """Spines of each pod."""
    uplinks: int
    """Uplinks of a leaf."""
    spine_uplinks: tuple[int, ...]
    """Uplinks of a spine, for each pod; 0 without cores."""
    cores: int
    """Cores; 0 in two tiers."""

    @property
    def tiers(self) -> int:
        """Tiers of switches: 2 or 3."""
        return 3 if self.cores else 2

    @property
    def switches(self) -> int:
        """Spines and cores."""
        return sum(self.spines) + self.cores

    @property
    def is_even(self) -> bool:
        """Whether every leaf-spine pair has the same number of links."""
        return all(self.uplinks % spines == 0 for spines in self.spines)

    @property
    def name(self) -> str:
        """The shape in the name of a design."""
        if not self.cores:
            return f"2 tiers, {self.spines[0]} spines"
        return (
            f"3 tiers, {len(self.pods)} pods of {self.pods[0]} leaves and {self.spines[0]} spines, {self.cores} cores"
        )


def list_spine_counts(radix: int, leaves: int, uplinks: int, uneven: bool = False) -> list[int]:
    """Numbers of spines of one pod, fewest first: divisors of the uplinks that have enough ports.

    With `uneven` also the smallest number that has enough ports.
    """
    least = max(divide_up(leaves * uplinks, radix), 1)
    counts = [s for s in range(least, uplinks + 1) if uplinks % s == 0]
    return sorted({least, *counts}) if uneven and least <= uplinks else counts


def choose_shapes(need: ClosNeed) -> list[ClosShape]:
    """Shapes for some leaves, fewest switches first. Raises SizingError with the limit that is exceeded."""
    leaves, uplinks, ports = need.leaves, need.uplinks, need.spine_ports
    if uplinks < 1:
        raise SizingError(f"{leaves} leaves need uplinks, but all ports are downlinks")
    if need.tiers != 3:
        shapes = list_two_tiers(need)
        if shapes:
            return shapes
        if need.tiers == 2:
            raise SizingError(f"{leaves} leaves of {uplinks} uplinks do not fit two tiers of {ports}-port switches")
    most = need.spine_down**2 * need.core_ports
    down, up = need.core_ratio
    if down != up:
        # A pod has a link to each core at least, so there are no more pods than ports of a core.
        most = need.spine_down * need.core_ports * uplinks
    if leaves * uplinks > most:
        raise SizingError(
            f"{leaves} leaves of {uplinks} uplinks exceed the {most // uplinks} of three tiers of {ports}-port switches"
        )
    shapes = list_three_tiers(need)
    if not shapes:
        whole = f"pods of whole units of {need.unit_leaves} leaves"
        pods = f"pods of {need.pod_leaves} leaves" if need.pod_leaves else whole
        raise SizingError(
            f"no three tiers for {leaves} leaves of {uplinks} uplinks in {pods} over {ports}-port spines: every core "
            "must meet each pod equally"
            + ("" if need.uneven else "; an uneven spread of uplinks, within one link, may be possible")
        )
    return shapes


def list_two_tiers(need: ClosNeed) -> list[ClosShape]:
    """Shapes of two tiers, fewest spines first; empty where the leaves exceed the ports of a spine."""
    if need.leaves > need.spine_ports:
        return []
    return [
        ClosShape((need.leaves,), (spines,), need.uplinks, (0,), 0)
        for spines in list_spine_counts(need.spine_ports, need.leaves, need.uplinks, need.uneven)
    ]


def list_three_tiers(need: ClosNeed) -> list[ClosShape]:
    """Shapes of three tiers, fewest switches first, then fewest pods."""
    half, unit = need.spine_down, need.unit_leaves
    sizes = [need.pod_leaves] if need.pod_leaves else range(unit, min(need.leaves, half) + unit, unit)
    shapes = [
        shape
        for size in sizes
        if size <= half
        for spines in list_spine_counts(half, size, need.uplinks, need.uneven)
        if (shape := _close(need, size, spines)) is not None
    ]
    return sorted(shapes, key=lambda shape: (shape.switches, not shape.is_even, len(shape.pods), shape.spines))


def _close(need: ClosNeed, size: int, spines: int) -> ClosShape | None:
    """The shape with pods of `size` leaves and `spines` spines; None where the wiring does not close.

    The last pod may have fewer leaves and spines.
    """
    half, uplinks = need.spine_down, need.uplinks
    pods = tuple(min(size, need.leaves - start) for start in range(0, need.leaves, size))
    last = spines if pods[-1] == size else _fewest_spines(half, pods[-1], uplinks, need.uneven)
    if not last:
        return None
    spines_of = tuple(spines if pod == size else last for pod in pods)
    up = tuple(need.spine_up(divide_up(pod * uplinks, count)) for pod, count in zip(pods, spines_of, strict=True))
    cores = _cores([count * each for count, each in zip(spines_of, up, strict=True)], need.core_ports)
    return None if cores is None else ClosShape(pods, spines_of, uplinks, up, cores)


def _fewest_spines(half: int, leaves: int, uplinks: int, uneven: bool) -> int:
    """The fewest spines of a pod; 0 where no number has enough ports."""
    return next(iter(list_spine_counts(half, leaves, uplinks, uneven)), 0)


def _cores(pod_uplinks: list[int], core_ports: int) -> int | None:
    """The fewest cores that divide the uplinks of every pod and have ports for all of them."""
    common = gcd(*pod_uplinks)
    least = divide_up(sum(pod_uplinks), core_ports)
    return next((cores for cores in range(least, common + 1) if common % cores == 0), None)
