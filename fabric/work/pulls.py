"""The work of each pull, from the columns of a plan alone."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fabric.plan import PlanParts, PullForm
from fabric.project import (
    PARKING,
    PLUG_COPPER,
    Project,
    land_bundle,
    land_jumpers,
    land_trunk,
    mount_panels,
    patch_in_rack,
    stage_and_pull_bundle,
    stage_and_pull_jumper,
    stage_and_pull_trunk,
    test_lanes,
    test_links,
    without_inspection,
)
from layouts import Face, IntColumn

KIT_ACTS = ("label", "prebundle_jumper", "stage_jumper", "stage_trunk")
"""Acts that kitting takes out of laying."""


@dataclass(frozen=True, kw_only=True)
class PullWork:
    """The facts of a pull on which its work depends. Ends are given in the order of assemblies and legs."""

    form: PullForm
    """Form of the pull; its acts follow from it."""
    length_mm: int
    """Longest way from plug to plug of its cables."""
    a_rack: int
    """Index in `site.racks` of the rack at the A end."""
    b_rack: int
    """Index in `site.racks` of the rack at the B end; that of the A end inside one rack."""
    a_devices: tuple[int, ...]
    """Index of the device at the A end of each cord; -1 where it ends at a panel."""
    b_devices: tuple[int, ...]
    """Index of the device at the B end of each cord; -1 where it ends at a panel."""
    a_face: Face
    """The side of rack A at which the port of the first link shows."""
    b_face: Face
    """The side of rack B at which the port of the first link shows."""
    spans: tuple[str, ...]
    """Spans of its route; empty inside a rack."""
    pieces: int
    """Cables, at least 1: fewer than links where they are trunks or splitters (whose head is at the B end)."""
    is_straight: bool = False
    """Whether each cable is one plug for all its links at the A end as well."""
    idle_legs: int = 0
    """Legs of a trunk that carry no link, where the labour table has a rate for parking them."""

    is_plain: bool = False
    """Whether its plugs have no end faces (RJ45, DAC, AOC), where the labour table has an act for these."""
    arrives: bool = False
    """Whether it is inside a rack that arrives cabled: nothing of it is done on site but its tests."""
    begun_by: tuple[int, ...] = ()
    """Numbers of the pulls that lay the earlier segments of its links, rising; all are lower than its own."""
    is_between_panels: bool = False
    """Whether it is a trunk between panels that the plan places: its lanes are tested before any cord is plugged."""
    mounts: tuple[int, int] = (0, 0)
    """Panels that are mounted with the landing of its A end and of its B end, as it is the first trunk there."""
    mounted_by: tuple[tuple[tuple[int, bool], ...], ...] = ((), ())
    """For its A end and its B end the landings (number of the pull, whether at its B end) that mount its panels."""

    @property
    def links(self) -> int:
        """The number of links that it carries."""
        return len(self.a_devices)

    @property
    def tested(self) -> int:
        """Links that are tested with it: those that do not go on at a panel of its B end."""
        return sum(device >= 0 for device in self.b_devices)

    @property
    def _a_plugs(self) -> int:
        """Plugs at the A end of its single cables."""
        return self.pieces if self.is_straight else self.links

    @property
    def device_plugs(self) -> int:
        """Plugs at devices of its single cables. A cord at a panel has one plug at each end."""
        at_panels = self.a_devices.count(-1) + self.b_devices.count(-1)
        return self._a_plugs + self.pieces - at_panels

    def pull_acts(self) -> Counter[str]:
        """The acts of staging and laying."""
        if self.form == PullForm.TRUNK:
            return stage_and_pull_trunk(self.length_mm)
        if self.form == PullForm.BUNDLE:
            return stage_and_pull_bundle(self.links, self.length_mm)
        legs = self._a_plugs // self.pieces
        if self.form == PullForm.PATCH:
            return patch_in_rack(self.pieces, legs)
        return stage_and_pull_jumper(self.length_mm, legs)

    def test_acts(self) -> Counter[str]:
        """The acts of its tests: of its links, or of its lanes where it lies between placed panels."""
        return test_lanes(self.links) if self.is_between_panels else test_links(self.tested)

    def kit_acts(self) -> Counter[str]:
        """Those of the acts of staging and laying that can be done at a table."""
        acts = self.pull_acts()
        return Counter({act: acts[act] for act in KIT_ACTS if act in acts})

    @property
    def may_be_early(self) -> bool:
        """Whether it may be laid into the pathways before the racks stand: trunks and taped bundles."""
        return self.form in (PullForm.TRUNK, PullForm.BUNDLE)

    def land_acts(self, is_head: bool) -> Counter[str]:
        """The acts of dressing and plugging one end; at the head of splitters each cable has one plug."""
        if self.form == PullForm.TRUNK:
            return land_trunk(self.links, self.idle_legs) + mount_panels(self.mounts[is_head])
        plugs = self.pieces if is_head else self._a_plugs
        acts = land_bundle(plugs) if self.form == PullForm.BUNDLE else land_jumpers(plugs)
        return without_inspection(acts) if self.is_plain else acts


def list_pull_works(project: Project, parts: PlanParts) -> list[PullWork]:
    """The work of each pull, in the order of `parts.pulls`."""
    links, segments, assemblies, pulls = parts.links, parts.segments, parts.assemblies, parts.pulls
    order = np.lexsort((segments.leg, segments.assembly))
    link, assembly = segments.link[order], segments.assembly[order]
    pull = assemblies.pull[assembly]
    a_device, b_device = links.a_device[link], links.b_device[link]
    a_panel, b_panel = (column[order] for column in _list_panel_ends(parts))
    a_device, b_device = np.where(a_panel < 0, a_device, -1), np.where(b_panel < 0, b_device, -1)
    before = _list_earlier_pulls(parts, order, (a_panel >= 0) & (b_panel < 0))
    between = _list_between(project, pull, (a_panel, b_panel))
    mounting = _find_mounting(pull, (a_panel, b_panel), between)

    def face_of(device: int, panel: int, group: str) -> Face:
        return project.panels[panel].face if panel >= 0 else project.face_of(parts.devices[device], group)

    lengths = np.array([kind.overall_mm for kind in parts.kinds], np.int64)[assemblies.kind]
    longest = np.zeros(len(pulls.form), np.int64)
    np.maximum.at(longest, assemblies.pull, lengths)
    pieces = np.bincount(assemblies.pull, minlength=len(pulls.form))
    legs = np.array([len(kind.a_legs_mm) for kind in parts.kinds], np.int64)[assemblies.kind]
    legs_of = np.bincount(assemblies.pull, legs, len(pulls.form))
    counts_idle = PARKING in project.labour.rates
    prepare, racks = project.crew.prepare, project.site.racks
    straight = np.array([kind.is_straight for kind in parts.kinds], bool)[assemblies.kind]
    straight_pulls = set(assemblies.pull[straight].tolist())
    plain_pulls = _list_plain_pulls(project, parts)
    by_pull = np.argsort(pull, kind="stable")
    ends = np.searchsorted(pull[by_pull], np.arange(len(pulls.form) + 1))
    found = []
    for number, (form, a_rack, b_rack, route) in enumerate(
        zip(pulls.form.tolist(), pulls.a_rack.tolist(), pulls.b_rack.tolist(), pulls.route.tolist(), strict=True)
    ):
        mine = by_pull[ends[number] : ends[number + 1]]
        first = parts.stages[int(links.stage[link[mine[0]]])]
        found.append(
            PullWork(
                form=PullForm(form),
                length_mm=int(longest[number]),
                a_rack=a_rack,
                b_rack=b_rack,
                a_devices=tuple(a_device[mine].tolist()),
                b_devices=tuple(b_device[mine].tolist()),
                a_face=face_of(int(a_device[mine[0]]), int(a_panel[mine[0]]), first.a_group),
                b_face=face_of(int(b_device[mine[0]]), int(b_panel[mine[0]]), first.b_group),
                spans=parts.routes[route].spans if route >= 0 else (),
                pieces=int(pieces[number]),
                is_straight=number in straight_pulls,
                is_plain=number in plain_pulls,
                arrives=bool(prepare and form == PullForm.PATCH and prepare.arrives_in(racks[a_rack].id)),
                idle_legs=int(legs_of[number]) - len(mine) if counts_idle and form == PullForm.TRUNK else 0,
                begun_by=tuple(sorted(set(before[:, mine].ravel().tolist()) - {-1})) if parts.joints else (),
                is_between_panels=number in between,
                mounts=_count_mounted(number, mounting),
                mounted_by=(_mounted_by(number, a_panel[mine], mounting), _mounted_by(number, b_panel[mine], mounting)),
            )
        )
    return found


def _list_earlier_pulls(parts: PlanParts, order: NDArray[np.int64], is_last: NDArray[np.bool_]) -> IntColumn:
    """For each segment the pulls that lay its link one and two segments before, in two rows; -1 where there is none.

    `order` has the segments by assembly and leg. Only those that are marked in `is_last`, in that order, come after
    others: they go from a panel to a device.
    """
    pulls, segments = parts.assemblies.pull, parts.segments
    # The second cord of a link follows the first one in the segments, or the trunk after it.
    steps = [pulls[segments.assembly[np.maximum(order - back, 0)]] for back in (1, 2)]
    is_far = segments.link[np.maximum(order - 2, 0)] == segments.link[order]
    return np.stack([np.where(is_last, steps[0], -1), np.where(is_last & is_far, steps[1], -1)])


def _list_plain_pulls(project: Project, parts: PlanParts) -> frozenset[int]:
    """The pulls whose plugs have no end faces; none where the labour table has no act for these plugs."""
    if PLUG_COPPER not in project.labour.rates:
        return frozenset()
    assemblies = parts.assemblies
    inspected = np.array([kind.form in ("trunk", "jumper") for kind in parts.kinds], bool)[assemblies.kind]
    return frozenset(range(len(parts.pulls.form))) - frozenset(assemblies.pull[inspected].tolist())


def _list_between(project: Project, pulls: IntColumn, panels: tuple[IntColumn, IntColumn]) -> frozenset[int]:
    """The pulls of which each leg lies between panels that the plan places; a panel of -1 is none."""
    is_placed = np.array([*(panel.placed is not None for panel in project.panels), False], bool)
    is_between = is_placed[panels[0]] & is_placed[panels[1]]
    return frozenset(pulls[is_between].tolist()) - frozenset(pulls[~is_between].tolist())


def _find_mounting(
    pulls: IntColumn, panels: tuple[IntColumn, IntColumn], between: Collection[int]
) -> dict[int, tuple[int, bool]]:
    """For each panel that the plan places the landing with which it is mounted: the pull with the lowest number of
    those `between` panels, and whether it is at its B end.
    """
    found: dict[int, tuple[int, bool]] = {}
    for end, column in enumerate(panels):
        for pull, panel in sorted(set(zip(pulls.tolist(), column.tolist(), strict=True))):
            if panel >= 0 and pull in between:
                found[panel] = min(found.get(panel, (pull, bool(end))), (pull, bool(end)))
    return found


def _count_mounted(number: int, mounting: Mapping[int, tuple[int, bool]]) -> tuple[int, int]:
    """The panels that are mounted at the A end and at the B end of a pull."""
    landings = list(mounting.values())
    return landings.count((number, False)), landings.count((number, True))


def _mounted_by(
    number: int, panels: IntColumn, mounting: Mapping[int, tuple[int, bool]]
) -> tuple[tuple[int, bool], ...]:
    """The landings of other pulls that mount the panels of one end of a pull."""
    landings = {mounting[panel] for panel in set(panels.tolist()) if panel in mounting}
    return tuple(sorted(landing for landing in landings if landing[0] != number))


def _list_panel_ends(parts: PlanParts) -> tuple[IntColumn, IntColumn]:
    """The panel at the A end and at the B end of each segment, -1 where it ends at a device."""
    ends = np.full((2, len(parts.segments.link)), -1, np.int32)
    for joint in parts.joints:
        ends[joint.end, joint.segment] = joint.panel
    return ends[0], ends[1]
