"""The work and the time that a plan takes at least once all devices have places, by formulas of its own.

The formulas are those of docs/maths.md. Nothing of the optimizer, of the costs of `fabric.rules` or of the bounds is
used. Cables may be laid in any cover by trunks, bundles, single cables and patches, at the lengths that stock has. A
schedule takes at least work over technicians and the load of each place over the crews that it takes.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from odd_sites import DEPTH_MM, TOP_MM, TRAY_MM

from fabric.designs import Design
from fabric.project import Device, Project

DROP_MM = TRAY_MM - TOP_MM
"""From the top of a rack up to the tray over its middle."""
UNIT_UM = 44_450
BOTTOM_MM = 60
SECOND_MS = 1_000


class Spot(NamedTuple):
    """A place of a device in a rack."""

    rack: str
    bottom: int
    """Half units below the device."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Links of one kind."""

    links: tuple[tuple[str, str], ...]
    """Names of the devices at both ends."""
    legs: tuple[int, ...]
    """Sizes of trunks."""
    bundle: int
    """Most jumpers of a bundle."""
    lengths_mm: tuple[int, ...]
    """Lengths of jumpers in stock, rising; () where there are no jumpers."""
    to_order: bool
    """Whether jumpers are also made in whole metres."""


@dataclass(frozen=True, kw_only=True)
class Fabric:
    """The designs of all networks together."""

    name: str
    stages: tuple[Stage, ...]
    models: Mapping[str, str]
    """Model of each new switch."""
    faces: Mapping[str, str]
    """Side at which each new switch shows its ports."""
    optics: Mapping[str, int]
    """Transceivers of each device."""


def join_designs(project: Project, designs: Sequence[Design]) -> Fabric:
    """One fabric of the designs of all networks."""
    stages: list[Stage] = []
    models: dict[str, str] = {}
    faces: dict[str, str] = {}
    optics: Counter[str] = Counter()
    for design in designs:
        names = [*design.fabric.hosts, *(switch.id for switch in design.fabric.switches)]
        for switch, model in zip(design.fabric.switches, design.models, strict=True):
            if switch.id not in project.device_by_id:
                models[switch.id], faces[switch.id] = model, design.network.switch_face
        for device, optic in zip(design.cages.device.tolist(), design.cages.optic.tolist(), strict=True):
            optics[names[device]] += optic >= 0
        for number, stage in enumerate(design.stages):
            rows = design.fabric.links.stage == number
            ends = design.fabric.links.a_device[rows], design.fabric.links.b_device[rows]
            pairs = zip(*(column.tolist() for column in ends), strict=True)
            lots = [lot for lot in project.inventory.lots if lot.model in {c.model for c in stage.medium.cables}]
            assert stage.medium.legs == 1, "splitters are not modelled"
            stages.append(
                Stage(
                    links=tuple((names[a], names[b]) for a, b in pairs),
                    legs=tuple(sorted({trunk.legs for trunk in stage.medium.trunks})),
                    bundle=project.request.limits.bundle_jumpers,
                    lengths_mm=tuple(sorted({lot.length_mm for lot in lots if lot.length_mm})),
                    to_order=any(not lot.length_mm for lot in lots),
                )
            )
    name = " and ".join(design.name for design in designs)
    return Fabric(name=name, stages=tuple(stages), models=models, faces=faces, optics=optics)


class Rivals:
    """Values plans of one fabric on one site."""

    def __init__(self, project: Project, fabric: Fabric):
        self.project, self.fabric = project, fabric
        self.rate = {act: rate.person_ms for act, rate in project.labour.rates.items()}
        site = project.site
        self.crews: dict[tuple[str, str], int] = {(place.row, place.face): place.max_crews for place in site.places}
        self.row = {rack.id: rack.row for rack in site.racks}
        self.middle = {rack.id: rack.centre_mm for rack in site.racks}
        self.cross_mm = max(point[0] for pathway in site.pathways for point in pathway.points_mm)
        self.loop_mm = site.port_to_side_mm + site.slack_mm_per_end
        self.heights = {device.id: project.type_of(device).half_ru for device in project.devices}
        types = project.catalog.device_types
        self.heights |= {name: types[model].half_ru for name, model in fabric.models.items()}
        self.face = {device.id: device.face for device in project.devices} | dict(fabric.faces)
        self.cover = cache(self._cover)

    def walk_mm(self, a: str, b: str) -> int:
        """Along the trays: in a row straight, else over the cross tray."""
        (ax, ay), (bx, by) = self.middle[a], self.middle[b]
        return abs(ax - bx) if self.row[a] == self.row[b] else 2 * self.cross_mm - ax - bx + abs(ay - by)

    def inside_mm(self, name: str, spot: Spot) -> int:
        """From the middle of a device to the top of its rack and half its depth, to the side, and the loop."""
        middle_um = BOTTOM_MM * 1000 + spot.bottom * UNIT_UM // 2 + self.heights[name] * UNIT_UM // 4
        return -(-(TOP_MM * 1000 - middle_um) // 1000) + DEPTH_MM // 2 + self.loop_mm

    def value(self, spots: Mapping[str, Spot]) -> tuple[int, float]:
        """The least person-time in milliseconds, and the least time in seconds, with all devices in these places."""
        rate, loads = self.rate, Counter[tuple[str, str]]()
        work = 0
        opened: dict[str, tuple[str, str]] = {}
        landed: set[tuple[str, str]] = set()

        def at(name: str) -> tuple[str, str]:
            return self.row[spots[name].rack], self.face[name]

        pulls: Counter[tuple[int, str, str, tuple[str, str], tuple[str, str]]] = Counter()
        lengths: dict[tuple[int, str, str, tuple[str, str], tuple[str, str]], list[int]] = {}
        for number, stage in enumerate(self.fabric.stages):
            for a, b in stage.links:
                key = (number, spots[a].rack, spots[b].rack, at(a), at(b))
                pulls[key] += 1
                need = self.inside_mm(a, spots[a]) + self.inside_mm(b, spots[b])
                lengths.setdefault(key, []).append(need + 2 * DROP_MM + self.walk_mm(spots[a].rack, spots[b].rack))
                opened.setdefault(spots[a].rack, at(a))
                opened.setdefault(spots[b].rack, at(b))
        for key, links in pulls.items():
            number, a_rack, b_rack, a_place, b_place = key
            needs = tuple(sorted(lengths[key], reverse=True)) if a_rack != b_rack else (0,) * links
            pull_ms, land_ms = self.cover(number, needs, a_rack == b_rack)
            plug_ms, test_ms = links * rate["inspect_clean_plug"], links * rate["test_link"]
            work += pull_ms + 2 * (land_ms + plug_ms) + test_ms
            for place in {a_place, b_place}:
                loads[place] += pull_ms
            loads[a_place] += land_ms + plug_ms + test_ms
            loads[b_place] += land_ms + plug_ms
            landed |= {a_place, b_place}
        for name, count in self.fabric.optics.items():
            work += count * rate["insert_optic"]
            loads[at(name)] += count * rate["insert_optic"]
        work += len(opened) * rate["mobilise"]
        for place in opened.values():
            loads[place] += rate["mobilise"]
        crew = self.project.crew
        work += max(0, len(landed) - crew.crews) * rate["move_crew"]
        size = crew.crew_size
        fullest = max(load / (SECOND_MS * self.crews[place] * size) for place, load in loads.items())
        chain = sum(
            max(1, -(-rate[act] // (SECOND_MS * size))) for act in ("mobilise", "inspect_clean_plug", "test_link")
        )
        return work, max(self._offered_s(work), fullest, chain)

    def _offered_s(self, work_ms: int) -> float:
        """The time after which the shifts have offered some person-time."""
        crew = self.project.crew
        people = [shift.technicians // crew.crew_size * crew.crew_size for shift in crew.shifts]
        left, clock = work_ms / SECOND_MS, 0.0
        if crew.hand_over:
            return left / max(people)
        while True:
            for shift, count in zip(crew.shifts, people, strict=True):
                seconds = shift.length_s - sum(length for _, length in shift.breaks_s)
                if left <= seconds * count:
                    return clock + left / count if count else clock
                left -= seconds * count
                clock += seconds

    def _cover(self, number: int, needs: tuple[int, ...], in_rack: bool) -> tuple[int, int]:
        """The cheapest cover of links of one stage: staging and pulling, and landing of one end, without plugs.

        `needs` fall, so a group of neighbours is as long as its first.
        """
        rate, stage = self.rate, self.fabric.stages[number]
        if in_rack:
            return len(needs) * (2 * rate["label"] + rate["patch_in_rack"]), len(needs) * rate["dress"]
        best: list[tuple[int, int, int]] = [(0, 0, 0)] + [(2**62, 0, 0)] * len(needs)
        trunk_ms = rate["stage_trunk"] + rate["pull_trunk"]
        for start, need in enumerate(needs):
            jumper_mm = self._jumper_mm(stage, need)
            options = [
                (size, trunk_ms + rate["pull_trunk_per_m"] * need // 1000, 0, rate["breakout_leg"])
                for size in stage.legs
            ]
            if jumper_mm is not None:
                each = 2 * rate["label"] + rate["prebundle_jumper"]
                if stage.bundle > 1:
                    options.append((stage.bundle, trunk_ms + rate["pull_trunk_per_m"] * jumper_mm // 1000, each, 0))
                single = 2 * rate["label"] + rate["stage_jumper"] + rate["pull_jumper"]
                single += rate["pull_jumper_per_m"] * jumper_mm // 1000
                best[start + 1] = min(best[start + 1], _add(best[start], single, rate["dress"]))
            for most, fixed, each, land in options:
                for links in range(1, min(most, len(needs) - start) + 1):
                    found = _add(best[start], fixed + links * each, rate["dress_trunk"] + links * land)
                    best[start + links] = min(best[start + links], found)
        return best[-1][1], best[-1][2]

    def _jumper_mm(self, stage: Stage, need_mm: int) -> int | None:
        """The shortest jumper of at least a need; None where there is none."""
        found = [length for length in stage.lengths_mm if length >= need_mm]
        ordered = [-(-need_mm // 1000) * 1000] if stage.to_order else []
        return min(found + ordered, default=None)


def _add(cover: tuple[int, int, int], pull_ms: int, land_ms: int) -> tuple[int, int, int]:
    """A cover with one pull more: its cost with both ends landed, pulling, landing of one end."""
    return cover[0] + pull_ms + 2 * land_ms, cover[1] + pull_ms, cover[2] + land_ms


class Racks:
    """The room in the racks of a site, with the rules for devices: units, power and kind."""

    def __init__(self, project: Project, fabric: Fabric):
        self.project, self.fabric = project, fabric
        types = project.catalog.device_types
        self.type = {device.id: project.type_of(device) for device in project.devices}
        self.type |= {name: types[model] for name, model in fabric.models.items()}
        self.limits = {rack.id: rack.type for rack in project.site.racks}
        self.fixed = {device.id: _spot_of(device) for device in project.devices if device.rack is not None}
        self.movable = [device.id for device in project.devices if device.rack is None] + sorted(fabric.models)
        self.hosts = {device.id for device in project.devices}

    def stand(self, racks: Mapping[str, str]) -> dict[str, Spot] | None:
        """Places of all devices with each movable one in its rack; None where a rack does not take its devices.

        Hosts fill a rack from the bottom, switches from the top.
        """
        taken: dict[str, list[tuple[int, int]]] = {name: [] for name in self.limits}
        power: Counter[str] = Counter()
        weight: Counter[str] = Counter()
        spots = dict(self.fixed)
        for name, spot in self.fixed.items():
            taken[spot.rack].append((spot.bottom, spot.bottom + self.type[name].half_ru))
            power[spot.rack] += self.type[name].power_w
            weight[spot.rack] += self.type[name].weight_g
        for name in self.movable:
            rack, kind = racks[name], self.type[name]
            limit = self.limits[rack]
            power[rack] += kind.power_w
            weight[rack] += kind.weight_g
            if kind.role not in limit.holds or power[rack] > limit.max_power_w or weight[rack] > limit.max_weight_g:
                return None
            top = (limit.half_ru if name in self.hosts else limit.usable_half_ru) - kind.half_ru
            bottoms = range(0, top + 1, 2) if name in self.hosts else range(top - top % 2, -1, -2)
            free = (
                bottom
                for bottom in bottoms
                if all(bottom + kind.half_ru <= low or high <= bottom for low, high in taken[rack])
            )
            bottom = next(free, None)
            if bottom is None:
                return None
            taken[rack].append((bottom, bottom + kind.half_ru))
            spots[name] = Spot(rack, bottom)
        return spots


def _spot_of(device: Device) -> Spot:
    """The place of a device that has one; units are numbered from the bottom."""
    assert device.position_half_ru is not None
    return Spot(device.rack or "", device.position_half_ru - 2)
