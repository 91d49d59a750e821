"""The cheapest way to lay n links between two racks: the cost table that placement and bundling share.

f(n, L) is the cheapest cover (fabric.rules.covers) of n links at length L by trunks (each of one size, perhaps not
full), taped bundles and single jumpers: person-time of staging, pulling and landing. Tests are not counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

import numpy as np

from fabric.designs import DesignStage
from fabric.plan import PullForm
from fabric.project import LabourTable, Project, land_jumpers, patch_in_rack, stage_and_pull_jumper
from fabric.rules import CoverForm, Covers, cheapest_covers, has_end_faces, list_jumper_forms, list_trunk_forms
from layouts import LongColumn

UNLAID_MS = 10**12
"""Person-milliseconds of a link that no cable serves; no plan takes as much."""


@dataclass(frozen=True)
class CoverPull:
    """One pull of a cover."""

    form: PullForm
    """Form of the pull."""
    legs: int
    """Legs of the trunk, 0 for jumpers."""
    links: int
    """Links that it carries."""


@dataclass(frozen=True)
class Cover:
    """A way to serve some links between two racks, with its person-time; plugging is included."""

    pulls: tuple[CoverPull, ...]
    """Pulls that carry all links together; between two racks those with most links first."""
    pull_ms: int
    """Person-milliseconds of staging, labelling and laying."""
    a_land_ms: int
    """Person-milliseconds of dressing and plugging at the A end."""
    b_land_ms: int
    """Person-milliseconds of dressing and plugging at the B end; less at the head of a splitter."""

    @property
    def work_ms(self) -> int:
        return self.pull_ms + self.a_land_ms + self.b_land_ms


@dataclass(frozen=True)
class PriceTable:
    """The person-time of the cheapest covers of some numbers of links (rows) at some lengths (columns)."""

    pull_ms: LongColumn
    """Person-milliseconds of staging, labelling and laying: (numbers, lengths)."""
    a_land_ms: LongColumn
    """Person-milliseconds of dressing and plugging at the A end: (numbers, lengths)."""
    b_land_ms: LongColumn
    """Person-milliseconds of dressing and plugging at the B end: (numbers, lengths)."""


class CoverRequest(NamedTuple):
    """Links between two racks, with the lengths of the cables that span them."""

    links: int
    """Number of links, at least 1."""
    trunk_mm: int | None
    """Length of a trunk over all; None where none can be had."""
    jumper_mm: int | None
    """Length of a single cable; None where none can be had."""

    @property
    def forms(self) -> tuple[bool, bool]:
        """Whether trunks and whether single cables can be had."""
        return self.trunk_mm is not None, self.jumper_mm is not None


class CoverTable:
    """The cheapest covers for one medium.

    `trunk_legs` are the sizes that can be had, `bundle_jumpers` the jumpers of the largest bundle (1: none), `legs` the
    links on one cable. `legs` is above 1 for splitters, whose head is at the B end; they are pulled one by one. Those
    of straight cables share one plug at the A end as well. `most_links` limits the links of one trunk or bundle.
    """

    def __init__(
        self,
        labour: LabourTable,
        trunk_legs: tuple[int, ...],
        bundle_jumpers: int,
        legs: int = 1,
        is_straight: bool = False,
        most_links: int | None = None,
    ):
        self.labour = labour
        self.trunk_legs = tuple(sorted(trunk_legs))
        self.bundle_jumpers = bundle_jumpers
        self.legs = legs
        self.is_straight = is_straight
        self.most_links = most_links
        self.plug_ms = labour.act_ms("inspect_clean_plug", 1)
        self._known: dict[CoverRequest, Cover | None] = {}

    def in_rack(self, links: int) -> Cover:
        """The cover inside one rack: all links are patched one by one."""
        return self._one_by_one(links, None)

    def tabulate_in_rack(self, links: Sequence[int]) -> PriceTable:
        """The prices of `links` links inside one rack, in one column."""
        return self._tabulate_one_by_one(links, [None])

    def tabulate(self, links: Sequence[int], lengths_mm: Sequence[int], jumpers: bool) -> PriceTable:
        """The prices of `links` links at each length, with and without single cables.

        Raises ValueError for a table without trunks and jumpers, since nothing can be laid then.
        """
        if self.legs > 1:
            return self._tabulate_one_by_one(links, lengths_mm)
        cheapest = cheapest_covers(self._list_forms(lengths_mm, lengths_mm if jumpers else None), max(links, default=0))
        rows = np.array(links, np.int64)
        land_ms = cheapest.land_ms[rows] + rows[:, None] * self.plug_ms
        return PriceTable(cheapest.pull_ms[rows], land_ms, land_ms)

    def tabulate_work(self, most: int, trunk_mm: int | None, jumper_mm: int | None) -> LongColumn:
        """The person-milliseconds of the cheapest covers of 0 to `most` links, plugging included, as `cover` has them.

        Where neither trunks nor single cables can be had, no link can be laid: each costs `UNLAID_MS`.
        """
        trunks_mm, jumpers_mm = (None if length is None else [length] for length in (trunk_mm, jumper_mm))
        forms = self._list_forms(trunks_mm, jumpers_mm)
        numbers = np.arange(most + 1)
        if not forms:
            return numbers * UNLAID_MS
        cheapest = cheapest_covers(forms, most)
        work_ms: LongColumn = (cheapest.pull_ms + 2 * cheapest.land_ms)[:, 0] + 2 * numbers * self.plug_ms
        return work_ms

    def _tabulate_one_by_one(self, links: Sequence[int], lengths_mm: Sequence[int | None]) -> PriceTable:
        """The prices that `_one_by_one` gives: those of full cables, and of the last one with the rest of the links."""
        of_one = [[self._cable(size, length) for length in lengths_mm] for size in range(self.legs + 1)]
        prices = np.array(
            [[(cover.pull_ms, cover.a_land_ms, cover.b_land_ms) for cover in row] for row in of_one], np.int64
        )
        prices[0] = 0
        full, rest = np.divmod(np.array(links, np.int64), self.legs)
        pull_ms, a_land_ms, b_land_ms = (full[:, None, None] * prices[self.legs] + prices[rest]).transpose(2, 0, 1)
        return PriceTable(pull_ms, a_land_ms, b_land_ms)

    def cover(self, links: int, trunk_mm: int | None, jumper_mm: int | None) -> Cover | None:
        """The cheapest cover of `links` links with trunks and jumpers of these lengths over all.

        A length is None where no such cable can be had. The answer is None where neither can.
        """
        return self.cover_all([CoverRequest(links, trunk_mm, jumper_mm)])[0]

    def cover_all(self, requests: Sequence[CoverRequest]) -> list[Cover | None]:
        """The cheapest covers of several requests, as `cover` gives them; faster than one by one."""
        new = sorted(set(requests) - self._known.keys(), key=lambda request: request.forms)
        for _, found in groupby(new, key=lambda request: request.forms):
            alike = list(found)
            self._known.update(zip(alike, self._cover_alike(alike), strict=True))
        return [self._known[request] for request in requests]

    def _cover_alike(self, requests: Sequence[CoverRequest]) -> list[Cover | None]:
        """The covers of requests that all have the same forms."""
        has_trunks, has_jumpers = requests[0].forms
        if self.legs > 1:
            return [
                self._one_by_one(request.links, request.jumper_mm or 0) if has_jumpers else None for request in requests
            ]
        forms = self._list_forms(
            [request.trunk_mm or 0 for request in requests] if has_trunks else None,
            [request.jumper_mm or 0 for request in requests] if has_jumpers else None,
        )
        if not forms:
            return [None] * len(requests)
        cheapest = cheapest_covers(forms, max(request.links for request in requests))
        return [self._walk_back(forms, cheapest, request.links, column) for column, request in enumerate(requests)]

    def _walk_back(self, forms: Sequence[CoverForm], cheapest: Covers, links: int, column: int) -> Cover:
        """The pulls of one of the cheapest covers, those with most links first."""
        pulls = []
        taped: list[int] = []
        left = links
        while left:
            form = forms[int(cheapest.form[left, column])]
            carried = int(cheapest.carried[left, column])
            if form.form == "bundle":
                taped.append(carried)
            else:
                pulls.append(CoverPull(PullForm[form.form.upper()], form.legs, carried))
            left -= carried
        # Bundles of equal size take as long as uneven ones, and the longest is shorter.
        pulls += [CoverPull(PullForm.BUNDLE, 0, size) for size in share_evenly(sum(taped), len(taped))]
        pulls.sort(key=lambda pull: (-pull.links, pull.form.word, pull.legs))
        land_ms = int(cheapest.land_ms[links, column]) + links * self.plug_ms
        return Cover(tuple(pulls), int(cheapest.pull_ms[links, column]), land_ms, land_ms)

    def _list_forms(self, trunks_mm: Sequence[int] | None, jumpers_mm: Sequence[int] | None) -> list[CoverForm]:
        """The forms that can be had; the first of two that cost the same is preferred."""
        trunks = [] if trunks_mm is None else list_trunk_forms(self.labour, trunks_mm, self.trunk_legs)
        jumpers = [] if jumpers_mm is None else list_jumper_forms(self.labour, jumpers_mm, self.bundle_jumpers)
        if self.most_links is None:
            return [*trunks, *jumpers]
        return [replace(form, most_links=min(form.most_links, self.most_links)) for form in (*trunks, *jumpers)]

    def _one_by_one(self, links: int, length_mm: int | None) -> Cover:
        """Cables laid one by one, the last one perhaps not full; inside one rack where there is no length."""
        full, rest = divmod(links, self.legs)
        parts = [(full, self._cable(self.legs, length_mm)), *([(1, self._cable(rest, length_mm))] if rest else [])]
        return Cover(
            tuple(pull for count, cover in parts for pull in cover.pulls * count),
            sum(count * cover.pull_ms for count, cover in parts),
            sum(count * cover.a_land_ms for count, cover in parts),
            sum(count * cover.b_land_ms for count, cover in parts),
        )

    def _cable(self, links: int, length_mm: int | None) -> Cover:
        """One cable with some links."""
        person_ms, plugs = self.labour.person_ms, 1 if self.is_straight else links
        laid = patch_in_rack(1, plugs) if length_mm is None else stage_and_pull_jumper(length_mm, plugs)
        form = PullForm.PATCH if length_mm is None else PullForm.SINGLE
        return Cover(
            (CoverPull(form, 0, links),), person_ms(laid), person_ms(land_jumpers(plugs)), person_ms(land_jumpers(1))
        )


def share_evenly(links: int, pulls: int) -> list[int]:
    """The links of each of some pulls, which differ by one at most; the larger ones first."""
    return [links // pulls + (number < links % pulls) for number in range(pulls)]


class BareCables(NamedTuple):
    """Single cables with modules of their own that the links of one stage may have instead of its medium."""

    table: CoverTable
    """Cheapest covers with them."""
    reach_mm: int
    """Greatest length of a cable."""
    saved_ms: tuple[int, int]
    """Person-milliseconds of the transceivers of a link that it saves at the A end and at the B end."""
    joins_racks: bool
    """Whether links between two racks may have them too."""


class StageCables(NamedTuple):
    """The cables that the links of one stage may have."""

    table: CoverTable
    """Cheapest covers with trunks and single cables of the medium."""
    has_jumpers: bool
    """Whether single cables can be had."""
    reach_mm: int
    """Greatest length of a cable."""
    models: tuple[str, ...]
    """Models of its single cables."""
    bare: tuple[BareCables, ...] = ()
    """Cables with modules of their own for links in cages of one port, where time decides on media."""


def list_stage_cables(project: Project, stages: Sequence[DesignStage]) -> tuple[StageCables, ...]:
    """The cables of each stage."""
    return tuple(_stage_cables(project, stage) for stage in stages)


def _stage_cables(project: Project, stage: DesignStage) -> StageCables:
    medium = stage.medium
    trunk_legs = tuple(trunk.legs for trunk in medium.trunks)
    bundle_jumpers = project.request.limits.bundle_jumpers if stage.is_taped else 1
    labour = project.labour.of_plugs(has_end_faces(medium))
    table = CoverTable(labour, trunk_legs, bundle_jumpers, medium.legs, medium.is_straight, most_links=stage.most_links)
    models = tuple(cable.model for cable in medium.cables)
    return StageCables(table, bool(medium.cables), medium.reach_mm, models, tuple(_bare_cables(project, stage)))


def _bare_cables(project: Project, stage: DesignStage) -> Iterator[BareCables]:
    """Those of a stage that placement knows. In cages of several ports it also matters which links share a cage."""
    if project.request.objective in ("cost", "weighted"):
        return
    optics = stage.medium.a_optic, stage.medium.b_optic
    optic_ms = project.labour.act_ms("insert_optic", 1)
    saved = tuple(optic_ms if optic else 0 for optic in optics)
    for other in stage.others:
        is_single = other.a_group.per_cage == other.b_group.per_cage == 1
        if other.is_copper_like and is_single and other.medium.legs == 1:
            bundle_jumpers = project.request.limits.bundle_jumpers if stage.is_taped else 1
            labour = project.labour.of_plugs(has_end_faces(other.medium))
            table = CoverTable(labour, (), bundle_jumpers, most_links=stage.most_links)
            yield BareCables(table, other.medium.reach_mm, (saved[0], saved[1]), stage.mixes)
