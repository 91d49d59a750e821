"""Every family at its smallest and its largest tried size: counts, metrics and time; and published counts beside ours.

`python benchmarks/families.py` prints the tables; `--write` puts them into docs/topologies.md between its markers.
"""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from fabric.topology import (
    STAGES,
    Attachment,
    ClosNeed,
    ClosPorts,
    ClosShape,
    ClosSizeRequest,
    DragonflyPlusShape,
    DragonflyShape,
    ExtraDevices,
    Fabric,
    attach_by_rail,
    attach_by_unit,
    attach_in_order,
    bisection_links,
    build_clos,
    build_dragonfly,
    build_dragonfly_plus,
    build_hyperx,
    build_jellyfish,
    build_slim_fly,
    choose_shapes,
    measure,
    size_dragonfly,
    size_dragonfly_plus,
    size_fabric,
    size_hyperx,
)

PAGE = Path(__file__).parent.parent / "docs" / "topologies.md"
Made = tuple[Fabric, int | None]


def uplinks_from(port: int) -> ClosPorts:
    """The same number of downlinks at leaves and spines, before their uplinks."""
    return ClosPorts(first_uplink=port, first_spine_uplink=port)


def names(count: int) -> tuple[str, ...]:
    """Devices."""
    return tuple(f"d{number}" for number in range(count))


def clos(units: int, size: int, rails: int, half: int, tiers: int | None, uneven: bool = False) -> Made:
    """A rail-optimised fabric; with one rail of many small units a plain leaf-spine or fat-tree."""
    members = [range(unit * size, (unit + 1) * size) for unit in range(units)]
    attachment = attach_by_rail(members, rails, half)
    shape = choose_shapes(
        ClosNeed(
            leaves=attachment.leaves,
            uplinks=half,
            spine_ports=2 * half,
            core_ports=2 * half,
            tiers=tiers,
            unit_leaves=rails,
            uneven=uneven,
        )
    )[0]
    even = attachment.leaves % 2 == 0 and (not shape.cores or len(shape.pods) % 2 == 0) and shape.is_even
    exact = attachment.leaves * half // 2 if even else None
    return build_clos(names(units * size), attachment, shape, uplinks_from(half)), exact


def rail_only(units: int, size: int, rails: int, half: int) -> Made:
    """Rails of a fabric without links between them."""
    members = [range(unit * size, (unit + 1) * size) for unit in range(units)]
    attachment = attach_by_rail(members, rails, half, rails_together=1)
    one = choose_shapes(ClosNeed(leaves=units, uplinks=half, spine_ports=2 * half, core_ports=2 * half, tiers=2))[0]
    shape = ClosShape((units,) * rails, one.spines * rails, half, (0,) * rails, 0)
    return build_clos(names(units * size), attachment, shape, uplinks_from(half)), None


def in_order(ports: int, hosts: int, per_unit: int) -> Attachment:
    """One port a device."""
    return attach_in_order([1] * ports, hosts, per_unit)


def plus(half: int, groups: int) -> Made:
    """A dragonfly+ of balanced groups."""
    ports = half * half
    members = [range(group * ports, (group + 1) * ports) for group in range(groups)]
    attachment = attach_by_unit(members, [1] * (ports * groups), half)
    return build_dragonfly_plus(
        names(ports * groups), attachment, DragonflyPlusShape(groups, half, half, half, half, half)
    ), None


def dragonfly(groups: int, switches: int, hosts: int, links: int, radix: int) -> Made:
    """A dragonfly."""
    ports = groups * switches * hosts
    shape = DragonflyShape(groups, switches, hosts, links)
    return build_dragonfly(names(ports), in_order(ports, hosts, switches), shape, radix), None


def hyperx(sizes: tuple[int, ...], hosts: int, radix: int) -> Made:
    """A flattened butterfly."""
    ports, links = int(np.prod(sizes)) * hosts, (1,) * len(sizes)
    fabric = build_hyperx(names(ports), in_order(ports, hosts, sizes[-1]), sizes, links, radix)
    return fabric, bisection_links(sizes, links)


def slim_fly(q: int, hosts: int, radix: int) -> Made:
    """A Slim Fly."""
    ports = 2 * q * q * hosts
    return build_slim_fly(names(ports), in_order(ports, hosts, 2 * q), q, radix), None


def jellyfish(switches: int, degree: int, hosts: int) -> Made:
    """A Jellyfish."""
    ports = switches * hosts
    return build_jellyfish(names(ports), in_order(ports, hosts, 1), switches, degree, 1, degree + hosts), None


FAMILIES: tuple[tuple[str, str, Callable[[], Made]], ...] = (
    ("leaf-spine", "2 leaves of 8 ports", lambda: clos(2, 4, 1, 4, 2)),
    ("leaf-spine", "128 leaves of 128 ports", lambda: clos(128, 64, 1, 64, 2)),
    ("fat-tree", "k = 4", lambda: clos(8, 2, 1, 2, 3)),
    ("fat-tree", "k = 64", lambda: clos(2048, 32, 1, 32, 3)),
    ("rail-optimized", "1 SU of 32 nodes, 64 ports", lambda: clos(1, 32, 8, 32, 2)),
    ("rail-optimized", "192 SU of 64 nodes, 128 ports", lambda: clos(192, 64, 8, 64, 3, True)),
    ("rail-only", "2 SU of 32 nodes, 64 ports", lambda: rail_only(2, 32, 8, 32)),
    ("rail-only", "64 SU of 32 nodes, 64 ports", lambda: rail_only(64, 32, 8, 32)),
    ("dragonfly", "9 groups of 4", lambda: dragonfly(9, 4, 2, 2, 7)),
    ("dragonfly", "545 groups of 32, 64 ports", lambda: dragonfly(545, 32, 16, 17, 64)),
    ("dragonfly-plus", "17 groups, 8 ports", lambda: plus(4, 17)),
    ("dragonfly-plus", "257 groups, 32 ports", lambda: plus(16, 257)),
    ("hyperx", "4 x 4", lambda: hyperx((4, 4), 4, 16)),
    ("hyperx", "16 x 16 x 16", lambda: hyperx((16, 16, 16), 16, 64)),
    ("slim-fly", "q = 3", lambda: slim_fly(3, 3, 8)),
    ("slim-fly", "q = 5", lambda: slim_fly(5, 4, 16)),
    ("slim-fly", "q = 29", lambda: slim_fly(29, 21, 64)),
    ("jellyfish", "20 switches of 5 links", lambda: jellyfish(20, 5, 4)),
    ("jellyfish", "4,000 switches of 48 links", lambda: jellyfish(4000, 48, 16)),
)


def family_rows() -> Iterator[tuple[list[str], float]]:
    """Cells of each row, and the seconds that building and measuring took."""
    for family, size, make in FAMILIES:
        begin = time.monotonic()
        fabric, exact = make()
        metrics = measure(fabric, exact)
        seconds = time.monotonic() - begin
        counts = np.bincount(fabric.links.stage, minlength=len(STAGES))
        links = ", ".join(f"{int(counts[i]):,} {STAGES[i]}" for i in range(len(STAGES)) if counts[i])
        tiers = ", ".join(f"{fabric.count(tier):,} {tier}" for tier in ("leaf", "spine", "core") if fabric.count(tier))
        sampled = " (sampled)" if metrics.is_sampled else ""
        apart = "" if metrics.reachable_pct == 100 else f", {metrics.reachable_pct:g} % of pairs"
        is_least = metrics.bisection_is_exact or not metrics.bisection_links
        cut = f"{metrics.bisection_links:,}" + ("" if is_least else " at most")
        yield (
            [
                family, size, f"{len(fabric.hosts):,}", tiers, links,
                f"{metrics.diameter_hops} / {metrics.mean_hops:.2f}{sampled}{apart}", cut,
                f"{metrics.left_after_switch_pct:g}",
            ],
            seconds,
        )  # fmt: skip


def published_rows() -> Iterator[list[str]]:
    """Source, what, published, ours; the numbers are computed here, the tests hold them row by row."""
    source = "NVIDIA RA-11333-001 V11, table 3"
    for su, row in {4: "32/16/-", 8: "64/32/-", 16: "128/128/64", 32: "256/256/128", 64: "512/512/256"}.items():
        size = size_fabric(ClosSizeRequest(radix=64, nodes=32 * su, nics=8, nodes_per_su=32))
        yield [source, f"{su} SU: leaf/spine/core", row, f"{size.leaf}/{size.spine}/{size.core or '-'}"]
    source = "same, table 4 (with UFM)"
    for nodes, row in {31: "8/4, 252", 63: "16/8, 508", 95: "24/16, 764", 127: "32/16, 1020"}.items():
        size = size_fabric(ClosSizeRequest(radix=64, nodes=nodes, nics=8, nodes_per_su=32, extra=ExtraDevices(4, 2)))
        ours = f"{size.leaf}/{size.spine}, {size.node_leaf + size.extra_links}"
        yield [source, f"{nodes} nodes: leaf/spine, compute and UFM links", row, ours]
    size = size_fabric(ClosSizeRequest(radix=48, nodes=27_648, nics=1, nodes_per_su=24, family="fat-tree"))
    yield ["Farrington et al., HotI 2009", "k = 48: switches, hosts", "2,880, 27,648",
           f"{size.switches:,}, {size.node_leaf:,}"]  # fmt: skip
    size = size_dragonfly(64, 545 * 512, 16, 32, 17, None)
    yield [
        "De Sensi et al., SC 2020",
        "64 ports as 16 + 31 + 17: groups of 32",
        "545",
        str(size.details["most_groups"]),
    ]
    size = size_dragonfly(7, 72, 2, 4, 2, None)
    yield ["Kim et al., ISCA 2008, figure 5", "p = h = 2, a = 4: groups, devices", "9, 72",
           f"{size.sections}, {size.node_leaf}"]  # fmt: skip
    fabric, _ = slim_fly(5, 1, 16)
    between = int((fabric.links.stage >= 3).sum())
    yield ["Blach et al., arXiv 2310.03742", "Slim Fly q = 5: switches, links", "50, 175",
           f"{len(fabric.switches)}, {between}"]  # fmt: skip
    size = size_hyperx(29, 4096, 8, (8, 8, 8), (1, 1, 1))
    yield [
        "Kim et al., ISCA 2007",
        "8-ary 4-flat: switches, ports per switch",
        "512, 29",
        f"{size.leaf}, {8 + size.uplinks}",
    ]
    plus_size = size_dragonfly_plus(36, 1, groups=325)
    yield ["Shpiner et al., HiPINEB 2017", "36 ports: most groups (18 x 18 + 1)", "325",
           str(plus_size.details["most_groups"])]  # fmt: skip


HEAD = ["family", "size", "device ports", "switches", "links", "hops: most / mean", "bisection, links",
        "left after a switch, %", "s"]  # fmt: skip


def tables() -> str:
    """Both tables as Markdown."""
    lines = ["| " + " | ".join(HEAD) + " |", "|" + "---|" * len(HEAD)]
    for cells, seconds in family_rows():
        lines.append("| " + " | ".join([*cells, f"{seconds:.2f}"]) + " |")
    lines += ["", "| source | what | published | ours |", "|---|---|---|---|"]
    lines += ["| " + " | ".join(cells) + " |" for cells in published_rows()]
    return "\n".join(lines)


BEGIN, END = "<!-- made by benchmarks/families.py -->\n", "<!-- end -->\n"


def main() -> None:
    """Prints the tables, or writes them."""
    text = tables()
    if "--write" not in sys.argv:
        sys.stdout.write(text + "\n")
        return
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    PAGE.write_text(before + BEGIN + "\n" + text + "\n\n" + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
