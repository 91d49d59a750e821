"""The cheapest way to lay n links between two racks: the cost table that placement and bundling share.

f(n, L) is the cheapest cover (fabric.rules.covers) of n links at length L by trunks (each of one size, perhaps not
full), taped bundles and single jumpers: person-time of staging, pulling and landing. Tests are not counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from fabric.plan import PullForm
from fabric.project import LabourTable, land_jumpers, patch_in_rack, stage_and_pull_jumper
from fabric.rules import CoverForm, cheapest_covers, list_jumper_forms, list_trunk_forms
from layouts import LongColumn


@dataclass(frozen=True)
class CoverPull:
    """One pull of a cover."""

    form: PullForm
    legs: int
    """Legs of the trunk, 0 for jumpers."""
    links: int
    """Links that it carries."""


@dataclass(frozen=True)
class Cover:
    """A way to serve some links between two racks, with its person-time; plugging is included."""

    pulls: tuple[CoverPull, ...]
    pull_ms: int
    a_land_ms: int
    b_land_ms: int

    @property
    def work_ms(self) -> int:
        return self.pull_ms + self.a_land_ms + self.b_land_ms


@dataclass(frozen=True)
class PriceTable:
    """The person-time of the cheapest covers of some numbers of links (rows) at some lengths (columns)."""

    pull_ms: LongColumn
    a_land_ms: LongColumn
    b_land_ms: LongColumn


class CoverTable:
    """The cheapest covers for one medium.

    `trunk_legs` are the sizes that can be had, `bundle_jumpers` the jumpers of the largest bundle (1: none), `legs` the
    links on one cable. `legs` is above 1 for splitters, whose head is at the B end; they are pulled one by one.
    """

    def __init__(self, labour: LabourTable, trunk_legs: tuple[int, ...], bundle_jumpers: int, legs: int = 1):
        self.labour = labour
        self.trunk_legs = tuple(sorted(trunk_legs))
        self.bundle_jumpers = bundle_jumpers
        self.legs = legs
        self.plug_ms = labour.act_ms("inspect_clean_plug", 1)
        self.cover = cache(self._cover)

    def in_rack(self, links: int) -> Cover:
        """The cover inside one rack: all links are patched one by one."""
        sizes = self._fill_cables(links)
        person_ms = self.labour.person_ms
        return Cover(
            tuple(CoverPull(PullForm.PATCH, 0, size) for size in sizes),
            sum(person_ms(patch_in_rack(1, size)) for size in sizes),
            person_ms(land_jumpers(links)),
            person_ms(land_jumpers(len(sizes))),
        )

    def tabulate(self, links: Sequence[int], lengths_mm: Sequence[int], jumpers: bool) -> PriceTable:
        """The prices of `links` links at each length, with and without single cables.

        Raises ValueError for a table without trunks and jumpers, since nothing can be laid then.
        """
        if self.legs > 1:
            covers = [[self._split(n, length) for length in lengths_mm] for n in links]
            pull_ms, a_land_ms, b_land_ms = np.array(
                [[(cover.pull_ms, cover.a_land_ms, cover.b_land_ms) for cover in row] for row in covers], np.int64
            ).transpose(2, 0, 1)
            return PriceTable(pull_ms, a_land_ms, b_land_ms)
        cheapest = cheapest_covers(self._list_forms(lengths_mm, lengths_mm if jumpers else None), max(links, default=0))
        rows = np.array(links, np.int64)
        land_ms = cheapest.land_ms[rows] + rows[:, None] * self.plug_ms
        return PriceTable(cheapest.pull_ms[rows], land_ms, land_ms)

    def _cover(self, links: int, trunk_mm: int | None, jumper_mm: int | None) -> Cover | None:
        """The cheapest cover of `links` links with trunks and jumpers of these lengths over all.

        A length is None where no such cable can be had. The answer is None where neither can.
        """
        if self.legs > 1:
            return self._split(links, jumper_mm) if jumper_mm is not None else None
        forms = self._list_forms(None if trunk_mm is None else [trunk_mm], None if jumper_mm is None else [jumper_mm])
        if not forms:
            return None
        cheapest = cheapest_covers(forms, links)
        pulls = []
        left = links
        while left:
            form = forms[int(cheapest.form[left, 0])]
            carried = min(left, form.most_links)
            legs = form.most_links if form.form == "trunk" else 0
            pulls.append(CoverPull(PullForm[form.form.upper()], legs, carried))
            left -= carried
        pulls.sort(key=lambda pull: (-pull.links, pull.form.word, pull.legs))
        land_ms = int(cheapest.land_ms[links, 0]) + links * self.plug_ms
        return Cover(tuple(pulls), int(cheapest.pull_ms[links, 0]), land_ms, land_ms)

    def _list_forms(self, trunks_mm: Sequence[int] | None, jumpers_mm: Sequence[int] | None) -> list[CoverForm]:
        """The forms that can be had; the first of two that cost the same is preferred."""
        trunks = [] if trunks_mm is None else list_trunk_forms(self.labour, trunks_mm, self.trunk_legs)
        jumpers = [] if jumpers_mm is None else list_jumper_forms(self.labour, jumpers_mm, self.bundle_jumpers)
        return [*trunks, *jumpers]

    def _fill_cables(self, links: int) -> list[int]:
        """The links on each cable, the last one perhaps not full."""
        return [min(self.legs, links - start) for start in range(0, links, self.legs)]

    def _split(self, links: int, length_mm: int) -> Cover:
        """Splitters, pulled one by one."""
        sizes = self._fill_cables(links)
        person_ms = self.labour.person_ms
        return Cover(
            tuple(CoverPull(PullForm.SINGLE, 0, size) for size in sizes),
            sum(person_ms(stage_and_pull_jumper(length_mm, size)) for size in sizes),
            sum(person_ms(land_jumpers(size)) for size in sizes),
            sum(person_ms(land_jumpers(1)) for size in sizes),
        )
