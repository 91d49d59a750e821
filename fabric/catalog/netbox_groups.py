"""Port groups from the ports of a NetBox file: the tiers of a switch, the networks of a server, splits of cages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from fabric.catalog.hardware import ACCESS_GROUP, FABRIC_GROUP, UPLINK_GROUP
from fabric.catalog.netbox_forms import CageSplitForm, PortKind, Tables
from fabric.catalog.netbox_names import (
    Grid,
    NamedCages,
    family,
    lay_grid,
    read_places,
    read_slots,
    split_names,
    whole_cages,
)
from fabric.catalog.ports import PortGroup
from layouts import Face

MANAGEMENT = "management"
FEW_SERVICE_PORTS = 4
"""Ports slower than most of a switch are for service where they are no more than this."""
SERVICE_SHARE = 8
"""They are for service too where they are at most an eighth of the others."""
FEW_SLOTS = 4
"""Slots of a small chassis; a switch that lists the lanes of its cages has more cages."""
HOST_GROUPS = ("compute", "storage", "in-band")
"""Names of the port groups of a host, most bandwidth first; a server begins with in-band."""
MOST_PER_UNIT = {"sfp": 56, "rj45": 54, "qsfp": 36, "osfp": 36}
"""Cages that fit side by side on the front of a rack unit, by the beginning of their kind."""
FULLEST = 1.35
"""More than this share of the front is doubted: 48 RJ45 and 12 QSFP28 are 1.22."""


class Series(NamedTuple):
    """Ports of one kind that are used in one way."""

    title: str
    """Name of the port group."""
    kind: PortKind
    """Cage and speed."""
    names: Sequence[str]
    """Names of the ports."""


@dataclass(frozen=True, kw_only=True)
class GroupMaker:
    """Makes port groups of one model."""

    model: str
    """Model that has the ports."""
    file: str
    """Name of the file in messages."""
    tables: Tables
    """The lists of interface types and of splits."""
    names: tuple[str, ...] = ()
    """Names of all ports of the model, which may be numbered together."""
    face: Face = "rear"
    """Side at which the ports are taken to show: NetBox does not say."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """Position of the module by the name of each port that a module brings."""

    def make(self, series: Series, notes: list[str], with_splits: bool) -> Iterator[PortGroup]:
        """The native group of some ports, then the ways to split its cages."""
        kind = series.kind
        places = self._places(series.names, kind, with_splits)
        listed: Mapping[int, tuple[str, ...]] = {}
        if places.most_lanes * kind.speed_gbps > kind.cage_gbps:
            listed = {cage: names for cage, names in places.by_cage().items() if len(names) > 1}
            notes.append(
                f"{self.file}: {len(listed)} cages of group {series.title} are listed as breakouts, such as "
                f"{', '.join(next(iter(listed.values()))[:4])}; a cage of {kind.cage_kind} carries {kind.cage_gbps}G, "
                "so they are counted whole"
            )
            places = whole_cages(places)
        grid, said = lay_grid(places, tuple(set(self.names) - set(series.names)))
        notes += [f"{self.file}: {note}{self._on_holes(grid)}" for note in said]
        native = self._group(series.title, kind, grid)
        yield native
        if with_splits:
            yield from self._splits(native, kind, places, listed, notes)

    def _places(self, names: Sequence[str], kind: PortKind, with_lanes: bool) -> NamedCages:
        """The cage and lane of each port."""
        most_lanes = kind.lanes if with_lanes else 1
        if any(name in self.slots for name in names):
            return read_slots(names, self.slots, most_lanes)
        places = read_places(names, most_lanes)
        return read_places(names, 1) if _are_slots(places, kind) else places

    def _on_holes(self, grid: Grid) -> str:
        if not grid.absent:
            return ""
        return (
            f"; the planner uses the {len(grid.names)} that are listed. If the device has them, add a row for "
            f"{self.model} to catalog/ports.csv"
        )

    def _group(self, title: str, kind: PortKind, grid: Grid) -> PortGroup:
        return PortGroup(
            model=self.model,
            group=title,
            first_cage=grid.first_cage,
            cages=grid.cages,
            mpos=grid.mpos,
            cage_kind=kind.cage_kind,
            face=self.face,
            speed_gbps=kind.speed_gbps,
            printed="",
            os="",
            driver=(),
            source=f"NetBox {self.file}",
            confidence="secondary",
            absent=grid.absent,
            names=grid.names,
        )

    def _splits(
        self,
        native: PortGroup,
        kind: PortKind,
        places: NamedCages,
        listed: Mapping[int, tuple[str, ...]],
        notes: list[str],
    ) -> Iterator[PortGroup]:
        """The ways to use the cages of a group that the table of splits knows."""
        modes = self.tables.splits_of(kind.cage_kind, native.mpos * kind.speed_gbps)
        for row in modes:
            yield self._split(native, kind, row, places, listed)
        if modes:
            notes.append(
                f"{self.file}: cages of {native.group} may also be used as {', '.join(row.mode for row in modes)}: "
                f"modes and port names are assumed for every cage of {kind.cage_kind}. Compare with the data sheet; "
                f"rows for {self.model} and {native.group} in catalog/breakouts.csv replace all of them"
            )

    def _split(
        self,
        native: PortGroup,
        kind: PortKind,
        row: CageSplitForm,
        places: NamedCages,
        listed: Mapping[int, tuple[str, ...]],
    ) -> PortGroup:
        """One mode of the cages. Names that the file lists for the lanes are kept."""
        ports = row.mpos * row.lanes
        by_cage = places.by_cage()
        present = [cage for cage in range(native.cages) if native.first_cage + cage in by_cage]
        names: list[str] = []
        for cage in present:
            number = native.first_cage + cage
            lanes = listed.get(number, ())
            whole = by_cage[number][0]
            names += lanes if len(lanes) == ports else split_names(whole, ports, kind.lanes) if ports > 1 else [whole]
        absent = [cage for cage in range(native.cages) if native.first_cage + cage not in by_cage]
        return PortGroup(
            model=self.model,
            group=f"{native.group}:{row.mode}",
            first_cage=native.first_cage,
            cages=native.cages,
            mpos=row.mpos,
            cage_kind=native.cage_kind,
            face=native.face,
            speed_gbps=row.speed_gbps,
            printed="",
            os="",
            driver=(),
            source=f"NetBox {self.file}; split of {native.cage_kind}: {row.source}",
            confidence="assumed",
            lanes=row.lanes,
            absent=tuple(cage * row.mpos + mpo for cage in absent for mpo in range(row.mpos)),
            names=tuple(names),
        )


def _are_slots(places: NamedCages, kind: PortKind) -> bool:
    """Whether the first number of the names counts slots: few of them, each with more ports than a cage can have."""
    by_cage = places.by_cage()
    counts = {len(names) for names in by_cage.values()}
    return 1 < len(by_cage) <= FEW_SLOTS and len(counts) == 1 and next(iter(counts)) * kind.speed_gbps > kind.cage_gbps


def tiers(by_kind: Mapping[PortKind, Sequence[str]], file: str, notes: list[str]) -> list[Series]:
    """The ports of a switch by tier: one kind is `fabric`; of several the most numerous are `access`, and of those that
    are as fast or faster the ones with most bandwidth are `uplink`. Slow ports in small number are for service.
    """
    left = {kind: list(names) for kind, names in by_kind.items()}
    for kind in list(left):
        odd = _odd_names(left[kind])
        if odd:
            notes.append(_left_out(file, odd, kind, "their names differ, so they are service ports"))
            left[kind] = [name for name in left[kind] if name not in odd]
    most = max(left, key=lambda kind: (len(left[kind]), kind.speed_gbps), default=None)
    if most is None:
        return []
    for kind in [kind for kind in left if kind != most and _is_service(len(left[kind]), kind, most, len(left[most]))]:
        notes.append(
            _left_out(file, left.pop(kind), kind, f"few and slower than the {len(left[most])} {most}, so service ports")
        )
    if len(left) == 1:
        return [Series(FABRIC_GROUP, most, left[most])]
    others = [kind for kind in left if kind != most]
    faster = [kind for kind in others if kind.speed_gbps >= most.speed_gbps]
    if faster:
        access, uplink = most, max(faster, key=lambda kind: (len(left[kind]) * kind.speed_gbps, kind.speed_gbps))
    else:
        access, uplink = max(others, key=lambda kind: len(left[kind])), most
    for kind in [kind for kind in others if kind not in (access, uplink)]:
        notes.append(_left_out(file, left[kind], kind, f"{access} are the access ports and {uplink} the uplinks"))
    return [Series(ACCESS_GROUP, access, left[access]), Series(UPLINK_GROUP, uplink, left[uplink])]


def _odd_names(names: Sequence[str]) -> list[str]:
    """A few names of another family than nearly all: `fnm1` beside 144 ports `sw1p1` to `sw72p2`."""
    words = [family(name).split("#")[0] for name in names]
    usual = max(set(words), key=words.count)
    odd = [name for name, word in zip(names, words, strict=True) if word != usual]
    return odd if len(odd) <= FEW_SERVICE_PORTS and len(odd) * SERVICE_SHARE <= len(names) else []


def _is_service(count: int, kind: PortKind, most: PortKind, most_count: int) -> bool:
    if kind.speed_gbps >= most.speed_gbps:
        return False
    return count <= FEW_SERVICE_PORTS or count * SERVICE_SHARE <= most_count


def _left_out(file: str, names: Sequence[str], kind: PortKind, reason: str) -> str:
    one = len(names) == 1
    what = f"{_count(names, kind)} ({names[0]}) {'is' if one else 'are'} left out"
    use = "To use it, add a row with a group of its own" if one else "To use them, add rows with a group of their own"
    return f"{file}: {what}: {reason}. {use} to catalog/ports.csv"


def _count(names: Sequence[str], kind: PortKind) -> str:
    """How many ports there are of a kind."""
    return f"1 {str(kind).replace('ports', 'port', 1)}" if len(names) == 1 else f"{len(names)} {kind}"


def networks(by_kind: Mapping[PortKind, Sequence[str]], of_host: bool, file: str, notes: list[str]) -> list[Series]:
    """The ports of a host or server by network, grouped by the families of their names, most bandwidth first."""
    families: dict[tuple[PortKind, str], list[str]] = {}
    for kind, names in by_kind.items():
        for name in names:
            families.setdefault((kind, family(name)), []).append(name)
    ordered = sorted(families, key=lambda key: (-key[0].speed_gbps * len(families[key]), -key[0].speed_gbps))
    titles = HOST_GROUPS if of_host else HOST_GROUPS[::-1]
    found = [Series(title, key[0], families[key]) for title, key in zip(titles, ordered, strict=False)]
    if found:
        listed = "; ".join(f"{item.title} is {_count(item.names, item.kind)} ({item.names[0]})" for item in found)
        notes.append(
            f"{file}: NetBox does not say which ports serve which network; assumed: {listed}. To change that, list all "
            "port groups of the model in catalog/ports.csv: they replace these"
        )
    for key in ordered[len(titles) :]:
        notes.append(_left_out(file, families[key], key[0], f"all groups ({', '.join(titles)}) are in use"))
    return found


def management(by_kind: Mapping[PortKind, Sequence[str]], file: str, notes: list[str]) -> list[Series]:
    """The ports for management: those of the kind with most of them, copper first."""
    ordered = sorted(by_kind, key=lambda kind: (kind.cage_kind != "rj45", -len(by_kind[kind])))
    for kind in ordered[1:]:
        notes.append(_left_out(file, by_kind[kind], kind, "they are management ports, and others are used already"))
    return [Series(MANAGEMENT, kind, by_kind[kind]) for kind in ordered[:1]]


def doubt_front(groups: Sequence[PortGroup], half_ru: int, file: str) -> Iterator[str]:
    """A note where the cages need more room than the front of the device has. The file may list lanes as ports."""
    need = 0.0
    for group in groups:
        most = next((n for start, n in MOST_PER_UNIT.items() if group.cage_kind.startswith(start)), None)
        if most is not None and ":" not in group.group:
            need += (group.cages - len(group.absent) // group.mpos) / most
    units = max(1, half_ru) / 2
    if need > FULLEST * units:
        listed = " and ".join(f"{g.cages} {g.cage_kind}" for g in groups if ":" not in g.group)
        yield (
            f"{file}: {listed} are more cages than fit in {units:g} U; the file may list lanes as ports. "
            "Compare with the data sheet, and state the ports in catalog/ports.csv"
        )
