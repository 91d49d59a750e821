"""Work packages: the pieces of work that crews do, with person-time, places, spans, faces of racks and order.

One package is the opening of a rack, the optics of a device, the laying of a pull, the plugging at one of its ends, or
its tests. The acts of all packages together are the plan's person-hours; only moves of crews between places are
added, since they follow from the schedule.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from fabric.plan import PackageKind
from fabric.project import Device, drop_ends
from fabric.work.crew_limits import early_place, rack_face
from fabric.work.pulls import PullWork
from layouts import Face, Site


@dataclass(frozen=True, kw_only=True)
class Package:
    """One piece of work of one crew."""

    kind: PackageKind
    """Kind of the work; the meaning of `subject` follows from it."""
    subject: int
    """Index of the rack, the device or the pull, as the kind says."""
    acts: Counter[str]
    """Quantity of each act; acts per metre count millimetres."""
    places: tuple[int, ...]
    """Indexes of the places that it ties up, from where it starts to where it ends."""
    resources: tuple[str, ...]
    """Names of what else it ties up: the pathway spans of a pull, the faces of racks at which other work is done; the
    places as well, where it is done at racks before these are ready.
    """
    after: tuple[int, ...]
    """Indexes of the packages that must be done before it starts; all are lower than its own."""
    laid: tuple[int, ...] = ()
    """Indexes of further ones: all pulls into its rack, where they come before its landings. All are lower than that of
    any package that has some, and the landings of a rack have the same.
    """
    is_early: bool = False
    """Whether it is done before the racks are ready. It has no places then: crews move for nothing."""

    @property
    def befores(self) -> tuple[int, ...]:
        """Indexes of all packages that must be done before it starts."""
        return self.after + self.laid


class EarlyWork(NamedTuple):
    """The pulls and the devices (by index) on which work is done before the racks are ready."""

    laid: Collection[int] = frozenset()
    """Pulls that are laid into the pathways."""
    kitted: Collection[int] = frozenset()
    """Other pulls whose cables are staged, labelled and taped at a table."""
    built: Collection[int] = frozenset()
    """Trunks between placed panels that are laid, landed at their panels and tested. Their racks stand, so places and
    faces hold their crews as on the clock.
    """
    fitted: Collection[int] = frozenset()
    """Devices whose transceivers are inserted at a table, before they go into their racks."""


NO_EARLY_WORK = EarlyWork()
"""No work before the racks are ready."""


class _Stand(TypedDict):
    """What a package ties up, as its fields."""

    places: tuple[int, ...]
    resources: tuple[str, ...]


@dataclass(frozen=True)
class _Prepared:
    """The work that pulls build on."""

    site: Site
    opening_of: Mapping[int, int]
    """The package that opens each rack."""
    fitting_of: Mapping[int, int]
    """The package that inserts the optics of each device that has any."""
    early: EarlyWork
    """Pulls and devices on which work is done before the racks are ready."""
    laying_of: dict[int, int]
    """The package that lays each pull."""
    laid_into: dict[int, tuple[int, ...]]
    """The packages that must be done before the first landing in each rack, where all pulls into it come first."""
    plugged: list[tuple[int, ...]]
    """The packages after which both ends of each pull so far are plugged."""


def build_packages(
    pulls: Sequence[PullWork],
    devices: Sequence[Device],
    site: Site,
    optics: Mapping[int, Counter[Face]],
    early: EarlyWork = NO_EARLY_WORK,
    pulls_first: bool = False,
) -> list[Package]:
    """All packages of a plan: racks in their order, then devices with optics, then four packages for each pull.

    `optics` counts the transceivers of each device (by index) by the side of the rack at which their cages show.
    Devices of `early` get their transceivers at a table, at no place and after nothing. Pulls of `early` that are laid
    before the racks are ready are laid at no place, after nothing, and their ends are lowered into the racks when they
    are landed. Those that are kitted have a package more, before the others. Where all pulls into a rack come before
    its landings (`pulls_first`), the laying of all pulls comes before all the rest.
    """
    packages = list(_open_racks(pulls, site))
    opening_of = {package.subject: number for number, package in enumerate(packages)}
    fitting_of: dict[int, int] = {}
    for device in sorted(optics):
        fitting_of[device] = len(packages)
        rack = devices[device].rack or ""
        opening, is_early = opening_of[site.rack_number[rack]], device in early.fitted
        packages.append(
            Package(
                kind=PackageKind.OPTICS,
                subject=device,
                acts=Counter(insert_optic=optics[device].total()),
                places=()
                if is_early
                else tuple(site.place_number(rack, face) for face, _ in optics[device].most_common()),
                resources=() if is_early else tuple(rack_face(rack, face) for face in sorted(optics[device])),
                after=() if is_early else (opening,),
                is_early=is_early,
            )
        )
    prepared = _Prepared(site, opening_of, fitting_of, early, {}, {}, [])
    for group in [range(len(pulls))] if pulls_first else [[number] for number in range(len(pulls))]:
        for number in group:
            packages += _lay_pull(number, pulls[number], len(packages), prepared)
        if pulls_first:
            prepared.laid_into.update(_list_laid(pulls, prepared))
        for number in group:
            packages += _land_pull(number, pulls[number], len(packages), prepared)
    return packages


def _list_laid(pulls: Sequence[PullWork], prepared: _Prepared) -> dict[int, tuple[int, ...]]:
    """The packages that lay the pulls into each rack: not those inside it, nor those before it stands."""
    found: dict[int, list[int]] = {}
    for number, laying in prepared.laying_of.items():
        pull = pulls[number]
        is_early = number in prepared.early.laid or number in prepared.early.built
        if pull.a_rack != pull.b_rack and not is_early:
            found.setdefault(pull.a_rack, []).append(laying)
            found.setdefault(pull.b_rack, []).append(laying)
    return {rack: tuple(layings) for rack, layings in found.items()}


def list_releases(packages: Sequence[Package]) -> dict[tuple[int, ...], list[int]]:
    """The packages, rising, that wait for the same pulls into their rack, by these pulls."""
    found: dict[tuple[int, ...], list[int]] = {}
    for number, package in enumerate(packages):
        if package.laid:
            found.setdefault(package.laid, []).append(number)
    return found


def _open_racks(pulls: Sequence[PullWork], site: Site) -> Iterator[Package]:
    """The opening of each rack where a pull ends, at the place of the first end that the pulls name in it."""
    first_face: dict[int, Face] = {}
    for pull in pulls:
        first_face.setdefault(pull.a_rack, pull.a_face)
        first_face.setdefault(pull.b_rack, pull.b_face)
    for rack, face in sorted(first_face.items()):
        yield Package(
            kind=PackageKind.OPEN,
            subject=rack,
            acts=Counter(mobilise=1),
            places=(_place_at(site, rack, face),),
            resources=(_face_at(site, rack, face),),
            after=(),
        )


def _place_at(site: Site, rack: int, face: Face) -> int:
    """The place in front of a face of a rack, by number."""
    return site.place_number(site.racks[rack].id, face)


def _face_at(site: Site, rack: int, face: Face) -> str:
    """The name of a face of a rack among resources."""
    return rack_face(site.racks[rack].id, face)


def _list_early(*places: int) -> list[str]:
    """The names of some places in which work is done before the racks are ready."""
    return sorted({early_place(place) for place in places})


def _stand_at(site: Site, end: tuple[int, Face], is_built: bool) -> _Stand:
    """What work at a face of a rack ties up: its place, by name where it is built before the racks are ready."""
    place, face = _place_at(site, *end), _face_at(site, *end)
    if is_built:
        return {"places": (), "resources": (face, early_place(place))}
    return {"places": (place,), "resources": (face,)}


def _lay_pull(number: int, pull: PullWork, index: int, prepared: _Prepared) -> list[Package]:
    """The kitting of a pull, if it is kitted, by package `index`, and its laying; none of what arrives."""
    if pull.arrives:
        return []
    found = []
    is_kitted = number in prepared.early.kitted
    is_built = number in prepared.early.built
    is_early = number in prepared.early.laid or is_built
    if is_kitted:
        found.append(
            Package(
                kind=PackageKind.KIT,
                subject=number,
                acts=pull.kit_acts(),
                places=(),
                resources=(),
                after=(),
                is_early=True,
            )
        )
    prepared.laying_of[number] = index + len(found)
    a_place = _place_at(prepared.site, pull.a_rack, pull.a_face)
    b_place = _place_at(prepared.site, pull.b_rack, pull.b_face)
    openings = {prepared.opening_of[rack] for rack in (pull.a_rack, pull.b_rack)}
    laying = Package(
        kind=PackageKind.PULL,
        subject=number,
        acts=pull.pull_acts() - (pull.kit_acts() if is_kitted else Counter()),
        places=() if is_early else (a_place, b_place),
        resources=(*sorted(set(pull.spans)), *(_list_early(a_place, b_place) if is_built else ())),
        after=() if is_early else (*sorted(openings), *([index] if is_kitted else [])),
        is_early=is_early,
    )
    return [*found, laying]


def _land_pull(number: int, pull: PullWork, index: int, prepared: _Prepared) -> list[Package]:
    """The packages of one pull once it is laid: its ends are plugged (by packages `index` and the next), its links are
    tested. What arrives plugged is only tested.
    """
    if pull.arrives:
        prepared.plugged.append((prepared.opening_of[pull.a_rack],))
        return [_test_pull(number, pull, prepared)]
    site, is_early = prepared.site, number in prepared.early.laid
    is_built = number in prepared.early.built
    prepared.plugged.append((index, index + 1))

    def plug(kind: PackageKind, ends: Sequence[int]) -> Package:
        fitted = sorted({prepared.fitting_of[device] for device in ends if device in prepared.fitting_of})
        is_head = kind == PackageKind.LAND_B
        rack, face = (pull.b_rack, pull.b_face) if is_head else (pull.a_rack, pull.a_face)
        # A pull waits for its racks; where it is laid early, its ends wait for them.
        opened = (prepared.opening_of[rack],) if is_early else ()
        mounted = sorted(prepared.plugged[other][at_b] for other, at_b in pull.mounted_by[is_head])
        waits = pull.a_rack != pull.b_rack and not is_built
        return Package(
            kind=kind,
            subject=number,
            acts=pull.land_acts(is_head) + (drop_ends(1) if is_early else Counter()),
            **_stand_at(site, (rack, face), is_built),
            after=(prepared.laying_of[number], *opened, *mounted, *fitted),
            laid=prepared.laid_into.get(rack, ()) if waits else (),
            is_early=is_built,
        )

    return [
        plug(PackageKind.LAND_A, pull.a_devices),
        plug(PackageKind.LAND_B, pull.b_devices),
        _test_pull(number, pull, prepared),
    ]


def _test_pull(number: int, pull: PullWork, prepared: _Prepared) -> Package:
    """The tests of the links of one pull, once both its ends are plugged.

    Links over panels are tested with their last cord, once all before it are plugged at both ends. A trunk between
    placed panels has a test of its own. What arrives plugged inside its rack is tested once the rack is opened.
    """
    is_built = number in prepared.early.built
    return Package(
        kind=PackageKind.TEST,
        subject=number,
        acts=pull.test_acts(),
        **_stand_at(prepared.site, (pull.a_rack, pull.a_face), is_built),
        is_early=is_built,
        after=tuple(after for before in (*pull.begun_by, number) for after in prepared.plugged[before]),
    )
