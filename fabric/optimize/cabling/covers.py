"""The cheapest way to lay n links between two racks: the cost table that placement and bundling share.

f(n, L) = min over covers of n links by trunks (each of one size, perhaps not full), taped bundles and single jumpers
of the person-time of staging, pulling and landing. Testing is left out, and plugging does not decide: every cover has
the same.
Solved by dynamic programming over n; only the last trunk of a cover need be partly filled, since f does not decrease
in n.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from fabric.project import (
    Acts,
    LabourTable,
    land_bundle,
    land_jumpers,
    land_trunk,
    patch_in_rack,
    stage_and_pull_bundle,
    stage_and_pull_jumper,
    stage_and_pull_trunk,
)
from layouts import LongColumn


@dataclass(frozen=True)
class Lay:
    """One pull of a cover: its form, the size (legs of the trunk, 0 otherwise) and the links that it carries."""

    form: str
    legs: int
    links: int


@dataclass(frozen=True)
class Cover:
    """A way to serve some links: pulls with their person-time for pulling, and for landing at the A end and at the B
    end, plugging included.
    """

    lays: tuple[Lay, ...]
    pull_ms: int
    a_land_ms: int
    b_land_ms: int

    @property
    def work_ms(self) -> int:
        return self.pull_ms + self.a_land_ms + self.b_land_ms


EMPTY = Cover((), 0, 0, 0)


@dataclass(frozen=True)
class PriceTable:
    """What `Cover` says of some numbers of links (rows) at some lengths (columns)."""

    pull_ms: LongColumn
    a_land_ms: LongColumn
    b_land_ms: LongColumn


class CoverTable:
    """Answers f(n, L) for one medium. `trunk_legs` are the sizes that can be had, `bundle_jumpers` the largest
    bundle (1: none), `legs` the links on one cable: above 1 for splitters, whose head is at the B end.
    """

    def __init__(self, labour: LabourTable, trunk_legs: tuple[int, ...], bundle_jumpers: int, legs: int = 1):
        self.labour = labour
        self.trunk_legs = tuple(sorted(trunk_legs))
        self.bundle_jumpers = bundle_jumpers
        self.legs = legs
        self._plug_ms = labour.act_ms("inspect_clean_plug", 1)
        self.cover = cache(self._cover)

    def in_rack(self, links: int) -> Cover:
        """The cover inside one rack: patched one by one."""
        if not links:
            return EMPTY
        sizes = [min(self.legs, links - start) for start in range(0, links, self.legs)]
        person_ms = self.labour.person_ms
        return Cover(
            tuple(Lay("patch", 0, size) for size in sizes),
            sum(person_ms(patch_in_rack(1, size)) for size in sizes),
            person_ms(land_jumpers(links)),
            person_ms(land_jumpers(len(sizes))),
        )

    def _land(self, acts: Acts, links: int) -> int:
        return self.labour.person_ms(acts) - links * self._plug_ms

    def _cover(self, links: int, trunk_mm: int | None, jumper_mm: int | None) -> Cover | None:
        """The cheapest cover of `links` links with trunks and jumpers of these lengths over all.

        A length is None where no such piece can be had; the answer is None where neither can.
        """
        best: list[tuple[int, Lay | None, int]] = [(0, None, 0)]
        trunks = [(legs, *self._trunk_costs(trunk_mm)) for legs in self.trunk_legs] if trunk_mm is not None else []
        if not trunks and jumper_mm is None:
            return None
        if self.legs > 1:
            return self._split(links, jumper_mm) if jumper_mm is not None else None
        single_ms, bundle_ms, bundle_each_ms = self._jumper_costs(jumper_mm or 0)
        for n in range(1, links + 1):
            options: list[tuple[int, Lay, int]] = []
            if jumper_mm is not None:
                options.append((best[n - 1][0] + single_ms, Lay("single", 0, 1), n - 1))
                if self.bundle_jumpers > 1 and n > 1:
                    k = min(self.bundle_jumpers, n)
                    options.append((best[n - k][0] + bundle_ms + k * bundle_each_ms, Lay("bundle", 0, k), n - k))
            for legs, fixed_ms, leg_ms in trunks:
                k = min(legs, n)
                options.append((best[n - k][0] + fixed_ms + k * leg_ms, Lay("trunk", legs, k), n - k))
            best.append(min(options, key=lambda option: (option[0], option[1].form != "trunk", option[1].legs)))
        lays, n = [], links
        while n:
            _, lay, n = best[n]
            assert lay is not None
            lays.append(lay)
        lays.sort(key=lambda lay: (-lay.links, lay.form, lay.legs))
        return self._priced(tuple(lays), trunk_mm or 0, jumper_mm or 0)

    def tabulate(self, links: Sequence[int], lengths_mm: Sequence[int], jumpers: bool) -> PriceTable:
        """The cheapest covers of `links` links at each length at once, with and without single cables.

        The same dynamic programme as `cover`, with a column of lengths in place of one. A table without trunks and
        jumpers prices nothing and is not asked.
        """
        if self.legs > 1:
            covers = [[self._split(n, length) for length in lengths_mm] for n in links]
            return PriceTable(
                *(np.array([[getattr(cover, name) for cover in row] for row in covers], np.int64) for name in _PARTS)
            )
        # Forms in the order in which equal costs are decided: (links at most, fixed, each), laid and landed.
        forms: list[tuple[int, LongColumn, int, int, int]] = []
        trunk_ms = self._lengthwise(lengths_mm, stage_and_pull_trunk)
        none, one = (self.labour.person_ms(land_trunk(n)) for n in (0, 1))
        forms += [(legs, trunk_ms, 0, none, one - none) for legs in self.trunk_legs]
        if jumpers:
            single_ms = self._lengthwise(lengths_mm, stage_and_pull_jumper)
            forms.append((1, single_ms, 0, 0, self.labour.person_ms(land_jumpers(1))))
            if self.bundle_jumpers > 1:
                empty_ms = self._lengthwise(lengths_mm, lambda length: stage_and_pull_bundle(0, length))
                each_ms = self.labour.person_ms(stage_and_pull_bundle(1, 0)) - self.labour.person_ms(
                    stage_and_pull_bundle(0, 0)
                )
                none, one = (self.labour.person_ms(land_bundle(n)) for n in (0, 1))
                forms.append((self.bundle_jumpers, empty_ms, each_ms, none, one - none))
        most = max(links, default=0)
        pull = np.zeros((most + 1, len(lengths_mm)), np.int64)
        land = np.zeros_like(pull)
        for n in range(1, most + 1):
            options = []
            for largest, fixed_ms, each_ms, land_ms, plug_ms in forms:
                k = min(largest, n)
                options.append((pull[n - k] + fixed_ms + k * each_ms, land[n - k] + land_ms + k * plug_ms))
            best = np.argmin([laid + 2 * landed for laid, landed in options], axis=0)
            pull[n] = np.choose(best, [laid for laid, _ in options])
            land[n] = np.choose(best, [landed for _, landed in options])
        rows = np.array(links, np.int64)
        return PriceTable(pull[rows], land[rows], land[rows])

    def _lengthwise(self, lengths_mm: Sequence[int], pull: Callable[[int], Acts]) -> LongColumn:
        return np.array([self.labour.person_ms(pull(length)) for length in lengths_mm], np.int64)

    def _split(self, links: int, length_mm: int) -> Cover:
        """Splitters, pulled one by one."""
        sizes = [min(self.legs, links - start) for start in range(0, links, self.legs)]
        person_ms = self.labour.person_ms
        return Cover(
            tuple(Lay("single", 0, size) for size in sizes),
            sum(person_ms(stage_and_pull_jumper(length_mm, size)) for size in sizes),
            sum(person_ms(land_jumpers(size)) for size in sizes),
            sum(person_ms(land_jumpers(1)) for size in sizes),
        )

    def _trunk_costs(self, length_mm: int) -> tuple[int, int]:
        none, one = (self.labour.person_ms(land_trunk(n)) - n * self._plug_ms for n in (0, 1))
        return self.labour.person_ms(stage_and_pull_trunk(length_mm)) + 2 * none, 2 * (one - none)

    def _jumper_costs(self, length_mm: int) -> tuple[int, int, int]:
        """A single jumper; a bundle's fixed part; each jumper in a bundle."""
        person_ms = self.labour.person_ms
        single = person_ms(stage_and_pull_jumper(length_mm)) + 2 * self._land(land_jumpers(1), 1)
        empty = person_ms(stage_and_pull_bundle(0, length_mm)) + 2 * person_ms(land_bundle(0))
        one = person_ms(stage_and_pull_bundle(1, length_mm)) + 2 * self._land(land_bundle(1), 1)
        return single, empty, one - empty

    def _priced(self, lays: tuple[Lay, ...], trunk_mm: int, jumper_mm: int) -> Cover:
        pull_ms = land_ms = 0
        for lay in lays:
            if lay.form == "trunk":
                pull_ms += self.labour.person_ms(stage_and_pull_trunk(trunk_mm))
                land_ms += self.labour.person_ms(land_trunk(lay.links))
            elif lay.form == "bundle":
                pull_ms += self.labour.person_ms(stage_and_pull_bundle(lay.links, jumper_mm))
                land_ms += self.labour.person_ms(land_bundle(lay.links))
            else:
                pull_ms += self.labour.person_ms(stage_and_pull_jumper(jumper_mm))
                land_ms += self.labour.person_ms(land_jumpers(1))
        return Cover(lays, pull_ms, land_ms, land_ms)


_PARTS = ("pull_ms", "a_land_ms", "b_land_ms")
