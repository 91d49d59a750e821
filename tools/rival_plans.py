"""The work and the time that a plan takes at least once all devices have places, by formulas of its own.

The formulas are those of docs/maths.md. Nothing of the optimizer, of the costs of `fabric.rules` or of the bounds is
used. Cables may be laid in any cover by trunks, bundles, single cables and patches, at the lengths that stock has. A
schedule takes at least work over technicians, the load of each place over the crews that it takes, and the work at each
face of a rack over those that crew.yaml allows there.

Where work may be done before the racks are ready, that is done for any pulls, and the time counts what is left: where
trunks are laid, each of their ends is lowered into its rack; where cables are kitted, they are neither staged nor
labelled.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from odd_sites import DEPTH_MM, TOP_MM, TRAY_MM
from rival_racks import Spot

from fabric.designs import Design, DesignStage
from fabric.project import Lot, Project
from fabric.rules import Medium
from layouts import Opening

Bundle = tuple[int, str, str, str, str]
"""Stage, both racks and both faces of links that share pulls."""
DROP_MM = TRAY_MM - TOP_MM
"""From the top of a rack up to the tray over its middle."""
UNCOVERED_MS = 2**62
"""Work where no cable reaches."""
LONGEST_INSIDE_MM = 10_000
"""Length of a cable that serves any link inside a rack of these sites."""
UNIT_UM = 44_450
BOTTOM_MM = 60
SECOND_MS = 1_000
MANY_ENDS = 40
"""Ends of a pull where covers are chosen for little work at the faces of racks."""
ROOM_OF_A_CREW = 2
PLAIN = "plug_copper"
"""The act of plugs without end faces."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Links of one kind."""

    links: tuple[tuple[str, str], ...]
    """Names of the devices at both ends."""
    groups: tuple[str, str]
    """Groups of the ports at both ends."""
    legs: tuple[int, ...]
    """Sizes of trunks."""
    bundle: int
    """Most jumpers of a bundle."""
    lengths_mm: tuple[int, ...]
    """Lengths of jumpers in stock, rising; () where there are no jumpers."""
    to_order: bool
    """Whether jumpers are also made in whole metres."""
    bare_mm: tuple[int, ...] = ()
    """Lengths of cables with modules of their own that any link may have; () where there are none. Each other link then
    has a transceiver at each end, which is counted with the landing there.
    """
    is_plain: bool = False
    """Whether its plugs have no end faces."""


@dataclass(frozen=True, kw_only=True)
class Fabric:
    """The designs of all networks together."""

    name: str
    stages: tuple[Stage, ...]
    models: Mapping[str, str]
    """Model of each new switch."""
    faces: Mapping[str, str]
    """Side at which each new switch shows its ports."""
    optics: Mapping[tuple[str, str], int]
    """Transceivers of each device and group of its ports."""


def join_designs(project: Project, designs: Sequence[Design]) -> Fabric:
    """One fabric of the designs of all networks."""
    stages: list[Stage] = []
    models: dict[str, str] = {}
    faces: dict[str, str] = {}
    optics: Counter[tuple[str, str]] = Counter()
    for design in designs:
        names = [*design.fabric.hosts, *(switch.id for switch in design.fabric.switches)]
        for switch, model in zip(design.fabric.switches, design.models, strict=True):
            if switch.id not in project.device_by_id:
                models[switch.id], faces[switch.id] = model, design.network.switch_face
        mixed = {number for number, stage in enumerate(design.stages) if all(_part_media(stage))}
        assert len(mixed) in (0, len(design.stages)), "a design with a choice of modules in some stages alone"
        cages = design.cages
        for row in np.flatnonzero(cages.optic >= 0).tolist() if not mixed else ():
            optics[names[cages.device[row]], cages.groups[cages.group[row]]] += 1
        for number, stage in enumerate(design.stages):
            rows = design.fabric.links.stage == number
            ends = design.fabric.links.a_device[rows], design.fabric.links.b_device[rows]
            pairs = zip(*(column.tolist() for column in ends), strict=True)
            assert stage.medium.legs == 1, "splitters are not modelled"
            plain, bare = _part_media(stage) if number in mixed else ([stage.medium], [])
            lots = _lots_of(project, plain)
            stages.append(
                Stage(
                    links=tuple((names[a], names[b]) for a, b in pairs),
                    groups=(stage.a_group.group, stage.b_group.group),
                    legs=tuple(sorted({trunk.legs for medium in plain for trunk in medium.trunks})),
                    bundle=project.request.limits.bundle_jumpers,
                    lengths_mm=tuple(sorted({lot.length_mm for lot in lots if lot.length_mm})),
                    to_order=any(not lot.length_mm for lot in lots),
                    bare_mm=tuple(sorted({lot.length_mm for lot in _lots_of(project, bare) if lot.length_mm})),
                    is_plain=not stage.medium.trunks and stage.medium.cables[0].form != "jumper",
                )
            )
    name = " and ".join(design.name for design in designs)
    return Fabric(name=name, stages=tuple(stages), models=models, faces=faces, optics=optics)


def _part_media(stage: DesignStage) -> tuple[list[Medium], list[Medium]]:
    """The media of a stage with transceivers, and those of cables with modules of their own, in cages of one port."""
    media = [stage.medium, *(other.medium for other in stage.others if other.b_group.mpos == other.a_group.mpos == 1)]
    is_bare = [medium.a_optic is None and medium.b_optic is None for medium in media]
    plain, bare = ([m for m, holds in zip(media, is_bare, strict=True) if holds == wanted] for wanted in (False, True))
    return plain, bare


def _lots_of(project: Project, media: Sequence[Medium]) -> list[Lot]:
    """The lots of the single cables of some media."""
    models = {cable.model for medium in media for cable in medium.cables}
    return [lot for lot in project.inventory.lots if lot.model in models]


class Rivals:
    """Values plans of one fabric on one site."""

    def __init__(self, project: Project, fabric: Fabric):
        self.project, self.fabric = project, fabric
        self.rate = {act: rate.person_ms for act, rate in project.labour.rates.items()}
        site = project.site
        size = project.crew.crew_size
        self.crews: dict[tuple[str, str], int] = {
            (place.row, place.face): place.max_crews * ROOM_OF_A_CREW // size for place in site.places
        }
        """Place to the crews that it holds."""
        self.people = {act: min(size, rate.most or size) for act, rate in project.labour.rates.items()}
        """Act to those of a crew who work on it."""
        self.row = {rack.id: rack.row for rack in site.racks}
        self.middle = {rack.id: (*rack.centre_mm, rack.z_mm) for rack in site.racks}
        self.openings = {
            (rack.id, drop.opening.to_rack): drop.opening
            for rack in site.racks
            for drop in site.drops_of[rack.id]
            if drop.opening
        }
        self.cross_mm = max(point[0] for pathway in site.pathways for point in pathway.points_mm)
        self.loop_mm = site.port_to_side_mm + site.slack_mm_per_end
        models = {device.id: device.model for device in project.devices} | dict(fabric.models)
        self.types = {name: project.catalog.device_types[model] for name, model in models.items()}
        self.shown = {device.id: device.face for device in project.devices} | dict(fabric.faces)
        self.links = Counter(
            (number, a, self.face(a, stage.groups[0]), b, self.face(b, stage.groups[1]))
            for number, stage in enumerate(fabric.stages)
            for a, b in stage.links
        )
        self.optics = [(name, self.face(name, group), count) for (name, group), count in fabric.optics.items()]
        self.linked = {end for _, a, _, b, _ in self.links for end in (a, b)}
        self.ends = 2
        """Ends of a pull as the choice of covers counts them."""
        self.cover = cache(self._cover)

    def face(self, name: str, group: str) -> str:
        """The side of the rack at which a device shows the ports of a group."""
        kind = self.types[name]
        sides = {item.group: item.face for item in kind.port_groups}
        turned = self.shown[name] != kind.port_groups[0].face
        return {"front": "rear", "rear": "front"}[sides[group]] if turned else sides[group]

    def walk_mm(self, a: str, b: str) -> int:
        """Along the trays: in a row straight, else over the cross tray, which climbs from floor to floor."""
        (ax, ay, az), (bx, by, bz) = self.middle[a], self.middle[b]
        if self.row[a] == self.row[b]:
            return abs(ax - bx)
        return 2 * self.cross_mm - ax - bx + abs(ay - by) + abs(az - bz)

    def height_um(self, name: str, spot: Spot) -> int:
        """The middle of a device over the floor of its room."""
        return BOTTOM_MM * 1000 + spot.bottom * UNIT_UM // 2 + self.types[name].half_ru * UNIT_UM // 4

    def inside_mm(self, name: str, spot: Spot) -> int:
        """From the middle of a device to the top of its rack and half its depth, to the side, and the loop."""
        return -(-(TOP_MM * 1000 - self.height_um(name, spot)) // 1000) + DEPTH_MM // 2 + self.loop_mm

    def beside_mm(self, opening: Opening, end: tuple[str, Spot, str], far: tuple[str, Spot, str]) -> int:
        """The cable through an opening: to its nearest point at both ends, and along it between these points."""
        _, y, floor_mm = self.middle[end[1].rack]
        low, high = (1000 * (edge - floor_mm) for edge in (opening.low_mm, opening.high_mm))
        ways_mm, points = 2 * self.loop_mm, []
        for name, spot, face in (end, far):
            port_um, depth_mm = self.height_um(name, spot), y + DEPTH_MM // 2 * (1 if face == "rear" else -1)
            point_um = min(max(port_um, low), high)
            point_mm = min(max(depth_mm, opening.near_mm), opening.far_mm)
            ways_mm += -(-abs(port_um - point_um) // 1000) + abs(depth_mm - point_mm)
            points.append((point_um, point_mm))
        (a_um, a_mm), (b_um, b_mm) = points
        return ways_mm - (-abs(a_um - b_um) // 1000) + abs(a_mm - b_mm)

    def value(self, spots: Mapping[str, Spot]) -> tuple[int, float]:
        """The least person-time in milliseconds, and the least time in seconds, with all devices in these places."""
        work, time = self._value(spots, is_early=False)
        if self.project.crew.prepare:
            time = self._value(spots, is_early=True)[1]
        if self.project.crew.crews_per_rack_face is not None:
            # Covers with less to do at the ends, which may take longer to lay.
            self.ends = MANY_ENDS
            time = min(time, self._value(spots, is_early=self.project.crew.prepare is not None)[1])
            self.ends = 2
        return work, time

    def arrives_in(self, rack: str) -> bool:
        """Whether the inside of a rack arrives cabled."""
        racks = self.project.crew.prepare.integrated if self.project.crew.prepare else None
        return racks is not None and (racks.racks is None or rack in racks.racks)

    def is_staged(self, name: str) -> bool:
        """Whether the transceivers of a device may be inserted before it goes into its rack."""
        prepare, given = self.project.crew.prepare, {device.id: device for device in self.project.devices}
        stands = name in given and (given[name].status not in ("planned", "staged") or given[name].supply == "standing")
        return prepare is not None and prepare.optics is not None and not stands

    def _value(self, spots: Mapping[str, Spot], is_early: bool) -> tuple[int, float]:
        """The same; where laying before the racks are ready counts nothing (`is_early`), of what is left."""
        rate, loads, faces = self.rate, Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        work = 0
        opened: dict[str, tuple[str, str]] = {}
        landed: set[tuple[str, str]] = set()
        pulls = self._pulls(spots)
        for (number, a_rack, b_rack, a_face, b_face), ways in pulls.items():
            a_place, b_place = (self.row[a_rack], a_face), (self.row[b_rack], b_face)
            opened.setdefault(a_rack, a_place)
            opened.setdefault(b_rack, b_place)
            pull_ms, land_ms = self._cheapest(number, ways, a_rack == b_rack, is_early)
            links = len(ways[0])
            arrives = a_rack == b_rack and self.arrives_in(a_rack)
            if arrives:
                pull_ms = land_ms = 0
            plug = PLAIN if self.fabric.stages[number].is_plain and PLAIN in rate else "inspect_clean_plug"
            plug_ms, test_ms = 0 if arrives else links * rate[plug], links * rate["test_link"]
            work += pull_ms + 2 * (land_ms + plug_ms) + test_ms
            for place in {a_place, b_place}:
                loads[place] += pull_ms
            for rack, face, place, end_ms in (
                (a_rack, a_face, a_place, land_ms + plug_ms + test_ms),
                (b_rack, b_face, b_place, land_ms + plug_ms),
            ):
                loads[place] += end_ms
                faces[rack, face] += end_ms
            landed |= set() if arrives else {a_place, b_place}
        for name, face, count in self.optics:
            if self.arrives_in(spots[name].rack) or (is_early and self.is_staged(name)):
                continue
            work += count * rate["insert_optic"]
            loads[self.row[spots[name].rack], face] += count * rate["insert_optic"]
            faces[spots[name].rack, face] += count * rate["insert_optic"]
        work += len(opened) * rate["mobilise"]
        for rack, place in opened.items():
            loads[place] += rate["mobilise"]
            faces[rack, place[1]] += rate["mobilise"]
        crew = self.project.crew
        work += max(0, len(landed) - crew.crews) * rate["move_crew"]
        size = crew.crew_size
        fullest = max(load / (SECOND_MS * self.crews[place] * size) for place, load in loads.items())
        if crew.crews_per_rack_face is not None:
            fullest = max(fullest, max(faces.values()) / (SECOND_MS * crew.crews_per_rack_face * size))
        plugs = [act for act in ("inspect_clean_plug", PLAIN) if act in rate]
        chain = sum(
            max(1, min(-(-rate[act] // (SECOND_MS * self.people[act])) for act in acts))
            for acts in (["mobilise"], *([plugs] if landed else []), ["test_link"])
        )
        # What pulls of several faces share may be laid early as well.
        left = work - self._shared_ms(pulls, is_early) if is_early else work
        work -= self._shared_ms(pulls, is_early)
        return work, max(self._offered_s(left), fullest, chain)

    def _cheapest(
        self, number: int, ways: Sequence[tuple[int, ...]], in_rack: bool, is_early: bool = False
    ) -> tuple[int, int]:
        """The cheapest cover over all ways between two racks: staging and pulling, and landing of one end."""
        covers = (self.cover(number, needs, in_rack, is_early, self.ends) for needs in ways)
        return min(covers, key=lambda cover: cover[0] + self.ends * cover[1])

    def _shared_ms(self, pulls: Mapping[Bundle, Sequence[tuple[int, ...]]], is_early: bool) -> int:
        """The work that is saved where links of one stage and two racks share pulls, at whichever faces they end.

        It is not looked at which place such a pull ties up, so the time is that of a pull for each pair of faces.
        """
        alike: defaultdict[tuple[int, str, str], list[Sequence[tuple[int, ...]]]] = defaultdict(list)
        for (number, a_rack, b_rack, _, _), ways in pulls.items():
            alike[number, a_rack, b_rack].append(ways)
        saved = 0
        for (number, a_rack, b_rack), several in alike.items():
            if len(several) > 1 and a_rack != b_rack:
                joined = [tuple(sorted(sum(way, ()), reverse=True)) for way in zip(*several, strict=True)]
                apart = [self._cheapest(number, ways, False, is_early) for ways in several]
                pull_ms, land_ms = self._cheapest(number, joined, False, is_early)
                saved += sum(pull + 2 * land for pull, land in apart) - pull_ms - 2 * land_ms
        return saved

    def _pulls(self, spots: Mapping[str, Spot]) -> Mapping[Bundle, Sequence[tuple[int, ...]]]:
        """Links that share pulls, and what each way between their racks makes of their lengths, falling."""
        inside = {name: self.inside_mm(name, spots[name]) for name in self.linked}
        over: defaultdict[Bundle, list[int]] = defaultdict(list)
        beside: defaultdict[Bundle, list[int]] = defaultdict(list)
        for (number, a, a_face, b, b_face), links in self.links.items():
            a_spot, b_spot = spots[a], spots[b]
            key = number, a_spot.rack, b_spot.rack, a_face, b_face
            if a_spot.rack == b_spot.rack:
                over[key] += [0] * links
                continue
            way_mm = 2 * DROP_MM + self.walk_mm(a_spot.rack, b_spot.rack)
            over[key] += [inside[a] + inside[b] + way_mm] * links
            opening = self.openings.get((a_spot.rack, b_spot.rack))
            if opening is not None:
                beside[key] += [self.beside_mm(opening, (a, a_spot, a_face), (b, b_spot, b_face))] * links
        return {
            key: [tuple(sorted(ways, reverse=True)) for ways in (needs, beside.get(key)) if ways]
            for key, needs in over.items()
        }

    def _offered_s(self, work_ms: int) -> float:
        """The time after which the shifts have offered some person-time."""
        crew = self.project.crew
        people = [shift.technicians // crew.crew_size * crew.crew_size for shift in crew.shifts]
        left, clock = work_ms / SECOND_MS, 0.0
        if crew.hand_over:
            return left / max(people)
        seconds_of = [shift.length_s - sum(length for _, length in shift.breaks_s) for shift in crew.shifts]
        # Whole rounds of shifts at once: a placement whose links no cable covers has work for millions of years.
        offered = sum(seconds * count for seconds, count in zip(seconds_of, people, strict=True))
        rounds = max(0, int(left // offered) - 1)
        left, clock = left - rounds * offered, clock + rounds * sum(seconds_of)
        while True:
            for seconds, count in zip(seconds_of, people, strict=True):
                if left <= seconds * count:
                    return clock + left / count if count else clock
                left -= seconds * count
                clock += seconds

    def _cover(self, number: int, needs: tuple[int, ...], in_rack: bool, is_early: bool, ends: int) -> tuple[int, int]:
        """The cheapest cover of links of one stage with so many `ends`: laying, and landing of one end, without plugs.

        `needs` fall, so a group of neighbours is as long as its first. Where it `is_early`, trunks and bundles may lie
        in the trays already, with both ends to be lowered.
        """
        rate, stage = self.rate, self.fabric.stages[number]
        prepare = self.project.crew.prepare
        may_lie = is_early and prepare is not None and prepare.trunks is not None
        if is_early and prepare is not None and prepare.bundling is not None:
            rate = rate | dict.fromkeys(("label", "prebundle_jumper", "stage_jumper", "stage_trunk"), 0)
        # Each end of a link with fiber has a transceiver here where other links may have none.
        is_fitted = is_early and all(self.is_staged(device.id) for device in self.project.devices)
        optic = rate["insert_optic"] if stage.bare_mm and not is_fitted else 0
        if in_rack:
            fitted = 0 if max(stage.bare_mm, default=0) >= LONGEST_INSIDE_MM else optic
            return len(needs) * (2 * rate["label"] + rate["patch_in_rack"]), len(needs) * (rate["dress"] + fitted)
        best: list[tuple[int, int, int]] = [(0, 0, 0)] + [(UNCOVERED_MS, UNCOVERED_MS, 0)] * len(needs)
        trunk_ms = rate["stage_trunk"] + rate["pull_trunk"]
        for start, need in enumerate(needs):
            options = [
                (size, trunk_ms + rate["pull_trunk_per_m"] * need // 1000, 0, rate["breakout_leg"], optic)
                for size in stage.legs
            ]
            bare_mm = min((length for length in stage.bare_mm if length >= need), default=None)
            for jumper_mm, fitted in ((self._jumper_mm(stage, need), optic), (bare_mm, 0)):
                if jumper_mm is None:
                    continue
                each = 2 * rate["label"] + rate["prebundle_jumper"]
                if stage.bundle > 1:
                    pull = trunk_ms + rate["pull_trunk_per_m"] * jumper_mm // 1000
                    options.append((stage.bundle, pull, each, 0, fitted))
                single = 2 * rate["label"] + rate["stage_jumper"] + rate["pull_jumper"]
                single += rate["pull_jumper_per_m"] * jumper_mm // 1000
                best[start + 1] = min(best[start + 1], _add(best[start], single, rate["dress"] + fitted, ends))
            for most, fixed, each, land, fitted in options:
                # The form with a price for each leg is a trunk: the rest of its legs are parked.
                park = rate["park_leg"] if land else 0
                for links in range(1, min(most, len(needs) - start) + 1):
                    landed = rate["dress_trunk"] + links * (land + fitted) + (most - links) * park
                    found = _add(best[start], fixed + links * each, landed, ends)
                    if may_lie:
                        found = min(found, _add(best[start], 0, landed + rate["drop_end"], ends))
                    best[start + links] = min(best[start + links], found)
        return best[-1][1], best[-1][2]

    def _jumper_mm(self, stage: Stage, need_mm: int) -> int | None:
        """The shortest jumper of at least a need; None where there is none."""
        found = [length for length in stage.lengths_mm if length >= need_mm]
        ordered = [-(-need_mm // 1000) * 1000] if stage.to_order else []
        return min(found + ordered, default=None)


def _add(cover: tuple[int, int, int], pull_ms: int, land_ms: int, ends: int) -> tuple[int, int, int]:
    """A cover with one pull more: its cost with its ends landed, pulling, landing of one end."""
    return cover[0] + pull_ms + ends * land_ms, cover[1] + pull_ms, cover[2] + land_ms
