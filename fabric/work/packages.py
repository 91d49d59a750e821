"""Work packages: what a plan makes a crew do, with person-time, places, spans and order. Built from the plan's own
columns.

One package is the opening of a rack, the optics of a device, one pull, one end's plugging, or the tests of one pull.
The acts of all packages together are the plan's person-hours (moves between places apart, which follow from the
schedule).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fabric.plan import PackageKind, PullForm
from fabric.project import (
    Device,
    land_bundle,
    land_jumpers,
    land_trunk,
    patch_in_rack,
    stage_and_pull_bundle,
    stage_and_pull_jumper,
    stage_and_pull_trunk,
    test_links,
)
from layouts import Site


@dataclass(frozen=True, kw_only=True)
class Package:
    """One piece of work. `places` are the working strips it ties up, the first where it starts, the last where it ends.

    `spans` are the pieces of pathways it ties up; `after` the packages (by index) that must be done before.
    """

    kind: PackageKind
    subject: int
    acts: Counter[str]
    places: tuple[int, ...]
    spans: tuple[str, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PullWork:
    """What a pull is made of, as far as work goes: ends are device indexes in leg order.

    `pieces` are its assemblies: fewer than links where they are trunks or splitters (head at the B end).
    """

    form: PullForm
    length_mm: int
    a_rack: int
    b_rack: int
    a_devices: tuple[int, ...]
    b_devices: tuple[int, ...]
    spans: tuple[str, ...]
    pieces: int

    @property
    def links(self) -> int:
        return len(self.a_devices)

    def pull_acts(self) -> Counter[str]:
        """Staging and laying."""
        if self.form == PullForm.TRUNK:
            return stage_and_pull_trunk(self.length_mm)
        if self.form == PullForm.BUNDLE:
            return stage_and_pull_bundle(self.links, self.length_mm)
        legs = self.links // self.pieces
        if self.form == PullForm.PATCH:
            return patch_in_rack(self.pieces, legs)
        return stage_and_pull_jumper(self.length_mm, legs)

    def land_acts(self, is_head: bool) -> Counter[str]:
        """Dressing and plugging at one end; the head of splitters has one plug a piece."""
        land: dict[PullForm, Any] = {PullForm.TRUNK: land_trunk, PullForm.BUNDLE: land_bundle}
        plugs = self.pieces if is_head and self.form != PullForm.TRUNK else self.links
        acts: Counter[str] = land.get(self.form, land_jumpers)(plugs)
        return acts


def build_packages(
    pulls: Sequence[PullWork],
    devices: Sequence[Device],
    site: Site,
    optics: Counter[int],
) -> list[Package]:
    """All packages of a plan, opened racks first. `optics` counts the transceivers of each device (by index)."""
    packages: list[Package] = []
    opened: dict[int, int] = {}
    fitted: dict[int, int] = {}
    device_rack = [site.rack_number[device.rack] if device.rack else -1 for device in devices]
    place_of = [site.place_number(device.rack or "", device.face) for device in devices]
    touched = sorted({rack for pull in pulls for rack in (pull.a_rack, pull.b_rack)})
    first_place: dict[int, int] = {}
    for pull in pulls:
        for rack, ends in ((pull.a_rack, pull.a_devices), (pull.b_rack, pull.b_devices)):
            first_place.setdefault(rack, place_of[ends[0]])
    for rack in touched:
        opened[rack] = len(packages)
        packages.append(
            Package(
                kind=PackageKind.OPEN,
                subject=rack,
                acts=Counter(mobilise=1),
                places=(first_place[rack],),
                spans=(),
                after=(),
            )
        )
    for device in sorted(optics):
        fitted[device] = len(packages)
        after = (opened[device_rack[device]],)
        acts = Counter(insert_optic=optics[device])
        packages.append(
            Package(
                kind=PackageKind.OPTICS, subject=device, acts=acts, places=(place_of[device],), spans=(), after=after
            )
        )
    for number, pull in enumerate(pulls):
        a_place, b_place = place_of[pull.a_devices[0]], place_of[pull.b_devices[0]]
        laid = len(packages)
        start = tuple(sorted({opened[pull.a_rack], opened[pull.b_rack]}))
        spans = tuple(sorted(set(pull.spans)))
        packages.append(
            Package(
                kind=PackageKind.PULL,
                subject=number,
                acts=pull.pull_acts(),
                places=(a_place, b_place),
                spans=spans,
                after=start,
            )
        )
        for kind, place, ends in (
            (PackageKind.LAND_A, a_place, pull.a_devices),
            (PackageKind.LAND_B, b_place, pull.b_devices),
        ):
            fitting = sorted({fitted[d] for d in ends if d in fitted})
            acts = pull.land_acts(is_head=kind == PackageKind.LAND_B)
            packages.append(
                Package(kind=kind, subject=number, acts=acts, places=(place,), spans=(), after=(laid, *fitting))
            )
        packages.append(
            Package(
                kind=PackageKind.TEST,
                subject=number,
                acts=test_links(pull.links),
                places=(a_place,),
                spans=(),
                after=(laid + 1, laid + 2),
            )
        )
    return packages
