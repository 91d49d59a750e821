"""How many switches a fabric takes: counts from numbers alone.

Rules (NVIDIA RA-11333-001 V11, tables 3 and 4, reproduced for all sizes by tests):

- a scalable unit (SU) has one leaf per rail; a partly filled one still gets all its leaves and uplinks;
- a leaf of radix r and oversubscription d:u has floor(r d / (d + u)) downlinks and the rest as uplinks;
- two tiers suffice while leaves <= radix; the spine count s is the smallest with s >= leaves x uplinks / radix that
  divides the uplinks of a leaf, so that every leaf-spine pair has the same number of links;
- three tiers: spines = leaves x uplinks / (radix / 2), cores = spines x (radix / 2) / radix, up to radix^2 / 2 leaves.
"""

from dataclasses import dataclass

from layouts.units import divide_up


class SizingError(ValueError):
    """No fabric of the family has such numbers; the message says which limit is passed."""


@dataclass(frozen=True)
class FabricSize:
    """Counts of one network: switches per tier and links per stage, all planes together."""

    tiers: int
    planes: int
    leaf: int
    spine: int
    core: int
    node_leaf: int
    leaf_spine: int
    spine_core: int
    ufm_links: int
    downlinks: int
    uplinks: int
    scalable_units: int


def split_ports(radix: int, oversubscription: tuple[int, int], downlinks: int | None = None) -> tuple[int, int]:
    """Downlinks and uplinks of a leaf; `downlinks` states them where the ratio shall not."""
    down, up = oversubscription
    count = downlinks if downlinks is not None else radix * down // (down + up)
    if not 0 < count <= radix:
        raise SizingError(f"a leaf of {radix} ports cannot have {count} downlinks")
    uplinks = radix - count if downlinks is None else min(radix - count, divide_up(count * up, down))
    return count, uplinks


def list_spine_counts(radix: int, leaves: int, uplinks: int) -> list[int]:
    """Spine counts of a two-tier fabric, fewest first: divisors of the uplinks that have enough ports."""
    least = divide_up(leaves * uplinks, radix)
    return [s for s in range(max(least, 1), uplinks + 1) if uplinks % s == 0]


def size_fabric(
    radix: int,
    nodes: int,
    nics: int,
    nodes_per_su: int | None = None,
    oversubscription: tuple[int, int] = (1, 1),
    downlinks: int | None = None,
    planes: int = 1,
    ufm_links: int = 0,
    tiers: int | None = None,
) -> FabricSize:
    """Counts of a rail-optimised fabric.

    `nics` is the number of rails: ports of a node per plane. With several planes each rail port is split and every
    plane is a fabric of its own. `ufm_links` take free leaf ports of the first plane. Raises SizingError.
    """
    if min(radix, nodes, nics, planes) < 1 or ufm_links < 0:
        raise SizingError("ports, nodes, nics and planes must be at least 1, ufm links at least 0")
    down, up = split_ports(radix, oversubscription, downlinks)
    per_su = nodes_per_su or down
    if per_su > down:
        raise SizingError(f"a scalable unit of {per_su} nodes needs leaves with {per_su} downlinks, these have {down}")
    units = divide_up(nodes, per_su)
    while units * nics * down < nodes * nics + ufm_links:
        units += 1
    leaf = units * nics
    if leaf == 1 and tiers is None:
        return FabricSize(1, planes, planes, 0, 0, planes * nodes, 0, 0, ufm_links, down, 0, units)
    if up < 1:
        raise SizingError(f"{leaf} leaves need uplinks, but all {radix} ports are downlinks")
    if tiers == 2 or (tiers is None and leaf <= radix):
        counts = list_spine_counts(radix, leaf, up)
        if leaf > radix or not counts:
            raise SizingError(f"{leaf} leaves of {up} uplinks do not fit two tiers of {radix}-port switches")
        return FabricSize(
            2,
            planes,
            planes * leaf,
            planes * counts[0],
            0,
            planes * nodes * nics,
            planes * leaf * up,
            0,
            ufm_links,
            down,
            up,
            units,
        )
    half = radix // 2
    if leaf * up > half * half * radix:
        raise SizingError(
            f"{leaf} leaves of {up} uplinks pass the {radix * radix // 2} leaves of three tiers of {radix} ports"
        )
    spine = divide_up(leaf * up, half)
    core = divide_up(spine * half, radix)
    return FabricSize(
        3,
        planes,
        planes * leaf,
        planes * spine,
        planes * core,
        planes * nodes * nics,
        planes * leaf * up,
        planes * spine * half,
        ufm_links,
        down,
        up,
        units,
    )
