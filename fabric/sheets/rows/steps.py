"""The steps of all crews: one work package a step.

A pull names the assemblies, both racks, the route and the length; a landing lists which leg goes into which port; a
test lists its links; a step that waits for another crew says for which step of which crew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from fabric.plan import AssemblyKind, PackageKind, PullForm
from fabric.sheets.rows.early_words import early_words, hanging_words, kit_words, kitted_words
from fabric.sheets.rows.firestops import ShiftFirestops
from fabric.sheets.rows.handling import least_bend, takes_three
from fabric.sheets.rows.labour_range import LabourRange
from fabric.sheets.rows.link_row import EndLabel, LinkRow, Side
from fabric.sheets.rows.plan_index import PlanIndex
from fabric.sheets.rows.presence import RackPresence
from fabric.sheets.rows.pull_ways import PullWays, Way
from fabric.sheets.rows.selected import Selected
from fabric.sheets.rows.step import Act, PullFacts, Spare, Step, TrunkParts, WorkPlace
from fabric.sheets.rows.step_words import (
    landing_details,
    landing_words,
    mounting_words,
    open_words,
    optics_words,
    pull_details,
    pull_words,
    test_words,
)
from fabric.sheets.rows.tray_order import list_tray_orders
from fabric.sheets.rows.waits import list_waits


@dataclass(frozen=True, kw_only=True)
class StepTask:
    """The task of a step, without crew and time."""

    act: Act
    """Action in the words of the sheets."""
    place: WorkPlace
    """Racks, side and unit at which the crew stands."""
    words: str
    """The task as a sentence for the crew."""
    length_mm: int | None = None
    """Longest piece of a pull, from plug to plug; None for other steps."""
    labels: tuple[EndLabel, ...] = ()
    """Labels of the plugs at the end of the work, each once; empty for racks and optics."""
    serials: tuple[str, ...] = ()
    """Serials of the pieces, sorted, each once; empty for racks and optics."""
    details: tuple[str, ...] = ()
    """Lines below the step: one for each piece, plug or run of legs."""
    plugs: int = 0
    """Plugs to insert; 0 for steps that plug nothing."""
    pull: PullFacts | None = None
    """Facts of a pull; None for other steps."""


class TrayLength(NamedTuple):
    """The way of a trunk in pathways, in millimetres."""

    exact_mm: int
    """Along the pathways."""
    added_mm: int
    """What its parts are rounded up by on paper, where the body has that to spare; else 0."""


def list_steps(index: PlanIndex, by_pull: Mapping[int, Sequence[LinkRow]], selected: Selected) -> tuple[Step, ...]:
    """The steps of the selected part of a plan, crew by crew in order of work; `by_pull` are the rows of each pull."""
    maker = StepMaker(index, by_pull)
    return tuple(maker.make(package) for package in selected.packages)


class StepMaker:
    """Makes steps of the packages of a plan."""

    def __init__(self, index: PlanIndex, by_pull: Mapping[int, Sequence[LinkRow]]):
        self.index, self.plan, self.by_pull = index, index.plan, by_pull
        assemblies = self.plan.assemblies
        self.kind_of_pull = dict(zip(assemblies.pull.tolist(), assemblies.kind.tolist(), strict=True))
        self.presence = RackPresence(self.plan)
        self.tray_orders = list_tray_orders(self.plan)
        self.ways = PullWays(index, by_pull)
        self.firestops = ShiftFirestops(index)
        self.labour_range = LabourRange(self.plan.project)

    def make(self, package: int) -> Step:
        """The step of a package."""
        columns = self.plan.packages
        kind, subject = self._kind_and_subject(package)
        start_s, end_s = int(columns.start_s[package]), int(columns.end_s[package])
        shift_name, start = self.index.moments[start_s]
        # The last second counts: the next moment may belong to the shift of another day.
        _, last = self.index.moments[end_s - 1]
        step, task = self.index.step_of_package[package], self.describe(kind, subject)
        acts = self.index.packages[package].acts
        if acts["mount_panel"]:
            side: Side = "B" if kind == PackageKind.LAND_B else "A"
            words = mounting_words(task.words, side, self.by_pull[subject], acts["mount_panel"])
            task = replace(task, words=words)
        return Step(
            package=package,
            kind=kind,
            subject=subject,
            crew=step.crew,
            number=step.number,
            shift=self.index.shift_of(package),
            shift_name=shift_name,
            shift_start=self.index.shift_start(self.index.shift_of(package)),
            start_s=start_s,
            end_s=end_s,
            start=start,
            end=last + timedelta(seconds=1),
            range_s=self.labour_range.seconds(acts, end_s - start_s),
            waits_for=list_waits(self.index, package),
            beside=self.presence.crews_beside(package),
            **vars(task),
        )

    def _kind_and_subject(self, package: int) -> tuple[PackageKind, int]:
        columns = self.plan.packages
        return PackageKind(int(columns.kind[package])), int(columns.subject[package])

    def describe(self, kind: PackageKind, subject: int) -> StepTask:
        """The task of a package."""
        if kind == PackageKind.OPEN:
            rack = self.plan.project.site.racks[subject]
            return StepTask(act=Act.OPEN_RACK, place=WorkPlace((rack.id,)), words=open_words(rack))
        if kind == PackageKind.OPTICS:
            device = self.plan.devices[subject]
            cages = self.index.cages_of[subject]
            faces = sorted({self.plan.project.face_of(device, cage.group) for cage in cages})
            place = WorkPlace((device.rack or "",), " and ".join(faces), device.position_half_ru or 0)
            if subject in self.index.early.fitted:
                # A device has no side of a rack yet.
                place = place._replace(face="", is_table=True)
            return StepTask(act=Act.INSERT_OPTICS, place=place, words=optics_words(device.id, cages))
        if kind == PackageKind.PULL:
            return self.describe_pull(subject)
        if kind == PackageKind.KIT:
            return self.describe_kit(subject)
        if kind == PackageKind.TEST:
            links, serials = self.by_pull[subject], self.list_serials(subject)
            return StepTask(
                act=Act.TEST,
                place=WorkPlace((links[0].a.rack,)),
                words=test_words(links, serials),
                labels=self.list_labels(subject, "A"),
                serials=serials,
            )
        return self.describe_landing(kind, subject)

    def describe_pull(self, pull: int) -> StepTask:
        """Laying a pull, or patching it inside one rack."""
        form, kind, links = PullForm(int(self.plan.pulls.form[pull])), self.kind_of(pull), self.by_pull[pull]
        first, kinds = links[0], self.plan.kinds
        is_patch, words = form == PullForm.PATCH, pull_words(form, kind, kinds, links)
        is_kitted = pull in self.index.early.kitted
        if pull in self.index.early.laid:
            words = early_words(form, kind, links)
        elif is_kitted:
            words = kitted_words(words)
        return StepTask(
            act=Act.PATCH if is_patch else Act.PULL,
            place=WorkPlace((first.a.rack,) if is_patch else (first.b.rack, first.a.rack)),
            words=words,
            length_mm=max(kinds[row.kind_index].overall_mm for row in links),
            labels=self.list_labels(pull, "A"),
            serials=self.list_serials(pull),
            details=() if is_kitted else pull_details(form, links),
            pull=self.pull_facts(pull),
        )

    def describe_kit(self, pull: int) -> StepTask:
        """Kitting the cables of a pull at a table."""
        form, kind, links = PullForm(int(self.plan.pulls.form[pull])), self.kind_of(pull), self.by_pull[pull]
        return StepTask(
            act=Act.KIT,
            place=WorkPlace((links[0].b.rack,), is_table=True),
            words=kit_words(form, kind, links),
            labels=self.list_labels(pull, "A"),
            serials=self.list_serials(pull),
            details=pull_details(form, links),
        )

    def describe_landing(self, kind: PackageKind, pull: int) -> StepTask:
        """Dressing and plugging one end of a pull."""
        links, made = self.by_pull[pull], self.kind_of(pull)
        side: Side = "A" if kind == PackageKind.LAND_A else "B"
        end, rack_end = links[0].end(side), self.ways.rack_end(pull, side)
        words = landing_words(side, made, links, rack_end.side)
        return StepTask(
            act=Act.LAND_A if side == "A" else Act.LAND_B,
            place=WorkPlace((end.rack,), end.face),
            words=hanging_words(end.rack, words) if pull in self.index.early.laid else words,
            labels=self.list_labels(pull, side),
            serials=self.list_serials(pull),
            details=landing_details(side, made, links, rack_end),
            plugs=rack_end.plugs,
        )

    def pull_facts(self, pull: int) -> PullFacts:
        """The facts of a pull that its crew needs."""
        links, laid, kind = self.by_pull[pull], self.tray_orders[pull], self.kind_of(pull)
        spare, ways = [row.spare_mm for row in links], self.ways.ways(pull)
        is_parted = kind.form == "trunk" and bool(ways)
        trays = tray_length(links, ways) if is_parted else TrayLength(0, 0)
        longest_mm = max(self.plan.kinds[row.kind_index].overall_mm for row in links)
        return PullFacts(
            media=links[0].media,
            plug=links[0].a.plug,
            polarity=kind.polarity,
            diameter_um=laid.diameter_um,
            weight_g=laid.weight_g,
            tray=laid.tray,
            spare_mm=(min(spare), max(spare)),
            spare=spare_by_part(links, trays.added_mm) if is_parted else None,
            parts=trunk_parts(kind, links, trays) if is_parted else None,
            loop_mm=self.index.site.slack_mm_per_end,
            firestops=self.firestops.of_pull(pull),
            ways=ways,
            b_end=self.ways.rack_end(pull, "B"),
            a_end=self.ways.rack_end(pull, "A"),
            legs=len(kind.a_legs_mm) if kind.form == "trunk" else 0,
            bend=least_bend(links[0].media, kind.form, laid.diameter_um),
            is_for_three=takes_three(laid.weight_g, longest_mm, any(way.sleeves for way in ways)),
            units=self.index.site.units,
        )

    def kind_of(self, pull: int) -> AssemblyKind:
        """The kind of the pieces of a pull; the last one where they differ in length."""
        return self.plan.kinds[self.kind_of_pull[pull]]

    def list_labels(self, pull: int, side: Side) -> tuple[EndLabel, ...]:
        """The labels at one end of a pull in the order of work, each once."""
        return tuple(dict.fromkeys(row.label(side) for row in self.by_pull[pull]))

    def list_serials(self, pull: int) -> tuple[str, ...]:
        """The serials of a pull in the order of its labels, each once."""
        return tuple(dict.fromkeys(row.serial for row in self.by_pull[pull]))


def tray_length(links: Sequence[LinkRow], ways: Sequence[Way]) -> TrayLength:
    """The way of a trunk in pathways: the sum of its parts as printed, so that a crew finds it; the exact sum where
    the slack of the body is less than what that adds.
    """
    exact_mm, printed_mm = sum(way.length_mm for way in ways), sum(printed_mm_of(way) for way in ways)
    spare_mm = min(row.lengths_mm[1] - row.need.route_mm for row in links)
    return TrayLength(exact_mm, printed_mm - exact_mm if spare_mm >= printed_mm - exact_mm else 0)


def printed_mm_of(way: Way) -> int:
    """The length of a way as it is printed: to the next decimetre."""
    return -(-way.length_mm // 100) * 100


def trunk_parts(kind: AssemblyKind, links: Sequence[LinkRow], trays: TrayLength) -> TrunkParts:
    """The lengths of a trunk as it is made, and of its body the way in pathways and the ways to them."""
    a_legs, b_legs = ((min(legs), max(legs)) for legs in (kind.a_legs_mm, kind.b_legs_mm))
    drops_mm = max(row.need.route_mm for row in links) - trays.exact_mm
    return TrunkParts(a_legs, kind.body_mm, b_legs, trays.exact_mm + trays.added_mm, drops_mm)


def spare_by_part(links: Sequence[LinkRow], added_mm: int) -> Spare:
    """The slack of a trunk part by part: each leg reaches from its port to the entry of its rack, where the
    furcation is tied, and the body from there to the other entry; `added_mm` of it are in the trays as printed.
    """
    parts = [
        (
            row.lengths_mm[1] - row.need.route_mm - added_mm,
            row.lengths_mm[0] - row.need.a_mm,
            row.lengths_mm[2] - row.need.b_mm,
        )
        for row in links
    ]
    return Spare(*((min(found), max(found)) for found in zip(*parts, strict=True)))
