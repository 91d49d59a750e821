"""The cheapest cover of n links between two racks, which planner and bound share.

A cover serves links by pulls. A pull of form i that carries k links, least_links_i <= k <= most_links_i, takes, without
plugging,

    cost_i(k) = fixed_i + k x each_i + ends x (land_i + k x land_each_i)

of person-time. Plugging is left out because every cover has the same. The cheapest cover follows by dynamic
programming over n:

    f(0) = 0,    f(n) = min over forms i of cost_i(k) + f(n - k)    with k = min(n, most_links_i) or k = least_links_i

Of two pulls that are neither full nor as small as their form allows, one gives links to the other at no cost, since
costs are linear in k. So all pulls but one of some cheapest cover are full or as small as can be.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from fabric.project import (
    PARKING,
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


@dataclass(frozen=True, kw_only=True)
class CoverForm:
    """One form of a pull: the links that it carries, and its person-time at each of several lengths."""

    form: Literal["trunk", "bundle", "single", "patch"]
    """Name of the form (fabric.plan.PullForm, in lower case)."""
    most_links: int
    """Most links of one pull: the legs of a trunk, the jumpers of a bundle, 1 for a jumper."""
    legs: int = 0
    """Legs of the trunk, at least `most_links`; 0 for jumpers."""
    least_links: int = 1
    """Fewest links of one pull: 2 for a taped bundle, at most `most_links`."""
    fixed_ms: LongColumn
    """Staging and pulling, per length; the part that does not depend on the links."""
    each_ms: LongColumn
    """Staging and pulling of each link, per length."""
    land_ms: int = 0
    """Dressing of one end; the part that does not depend on the links."""
    land_each_ms: int
    """Dressing of one end for each link, without plugging; below zero where parking an idle leg takes longer."""

    def fixed_with_ms(self, ends: int) -> LongColumn:
        """Fixed person-time of a pull of which 0, 1 or 2 `ends` are landed, per length."""
        return self.fixed_ms + ends * self.land_ms

    def each_with_ms(self, ends: int) -> LongColumn:
        """Person-time of each link of a pull of which 0, 1 or 2 `ends` are landed, per length."""
        return self.each_ms + ends * self.land_each_ms


NEVER_MS = 2**60
"""Person-time of a pull that does not exist, such as a bundle of one; no cover takes as much."""


class Covers(NamedTuple):
    """The cheapest covers of n links: row n, one column per length."""

    pull_ms: LongColumn
    """Staging and pulling."""
    land_ms: LongColumn
    """Landing of one end, without plugging."""
    form: LongColumn
    """Index of the form of one of the pulls; -1 in row 0."""
    carried: LongColumn
    """Links of that pull, at least 1; 0 in row 0. The rest is covered as row n - carried says."""


Price = Callable[[LabourTable, Acts], int]
"""The person-milliseconds of some acts: `LabourTable.person_ms` for plans, `LabourTable.least_ms` for bounds."""


def list_trunk_forms(
    labour: LabourTable,
    lengths_mm: Sequence[int],
    trunk_legs: Sequence[int],
    price: Price = LabourTable.person_ms,
    parks_idle: bool = True,
) -> list[CoverForm]:
    """The forms of trunks with `trunk_legs` legs.

    Parking of idle legs is part of the price where `parks_idle`. Bounds leave it out: f then rises with n, as their
    argument needs, and is nowhere higher.
    """
    if not trunk_legs:
        return []
    pull_ms = np.array([price(labour, stage_and_pull_trunk(int(mm))) for mm in lengths_mm], np.int64)
    none_ms, one_ms = (labour.person_ms(land_trunk(links)) for links in (0, 1))
    park_ms = labour.act_ms(PARKING, 1) if parks_idle and PARKING in labour.rates else 0
    return [
        CoverForm(
            form="trunk",
            most_links=legs,
            legs=legs,
            fixed_ms=pull_ms,
            each_ms=np.zeros_like(pull_ms),
            land_ms=none_ms + legs * park_ms,
            land_each_ms=one_ms - none_ms - _plug_ms(labour) - park_ms,
        )
        for legs in trunk_legs
    ]


TAPED = 2
"""Fewest jumpers of a taped bundle: one jumper has nothing to be taped to."""


def list_jumper_forms(
    labour: LabourTable,
    lengths_mm: Sequence[int],
    bundle_jumpers: int,
    least_taped: int = TAPED,
    price: Price = LabourTable.person_ms,
) -> list[CoverForm]:
    """Single jumpers, and taped bundles of `least_taped` to `bundle_jumpers` (1: none).

    Bounds ask for bundles of one as well. f then rises with n, as their argument needs, and is nowhere higher.
    """
    single_ms = [price(labour, stage_and_pull_jumper(int(mm))) for mm in lengths_mm]
    forms = [_jumper_form(labour, "single", np.array(single_ms, np.int64))]
    if bundle_jumpers > 1:
        empty_ms, one_ms = (
            np.array([price(labour, stage_and_pull_bundle(jumpers, int(mm))) for mm in lengths_mm], np.int64)
            for jumpers in (0, 1)
        )
        none_ms, landed_ms = (labour.person_ms(land_bundle(links)) for links in (0, 1))
        forms.append(
            CoverForm(
                form="bundle",
                most_links=bundle_jumpers,
                least_links=least_taped,
                fixed_ms=empty_ms,
                each_ms=one_ms - empty_ms,
                land_ms=none_ms,
                land_each_ms=landed_ms - none_ms - _plug_ms(labour),
            )
        )
    return forms


def patch_form(labour: LabourTable, lengths_mm: Sequence[int]) -> CoverForm:
    """Jumpers patched inside one rack, which cost the same at every length."""
    return _jumper_form(labour, "patch", np.full(len(lengths_mm), labour.person_ms(patch_in_rack(1)), np.int64))


def cheapest_covers(forms: Sequence[CoverForm], most_links: int, ends: int = 2) -> Covers:
    """The cheapest covers of 0 to `most_links` links at all lengths at once, with 1 or 2 `ends` of each pull landed.

    Of forms that cost the same, the first one is taken. Raises ValueError without any form, since then no link can be
    laid.
    """
    if not forms:
        raise ValueError("no form of pull is given")
    sizes = [(number, form.most_links) for number, form in enumerate(forms)]
    sizes += [(number, form.least_links) for number, form in enumerate(forms) if 1 < form.least_links < form.most_links]
    of_size = np.array([number for number, _ in sizes], np.int64)
    largest = np.array([size for _, size in sizes], np.int64)
    least = np.array([forms[number].least_links for number, _ in sizes], np.int64)
    # Two layers: what is minimised, and the part of it that lands one end.
    fixed = np.array([(form.fixed_with_ms(ends), np.full_like(form.fixed_ms, form.land_ms)) for form in forms])[of_size]
    each = np.array([(form.each_with_ms(ends), np.full_like(form.each_ms, form.land_each_ms)) for form in forms])[
        of_size
    ]
    columns = np.arange(fixed.shape[2])
    cost = np.zeros((most_links + 1, 2, len(columns)), np.int64)
    chosen = np.full((most_links + 1, len(columns)), -1, np.int64)
    carried = np.zeros((most_links + 1, len(columns)), np.int64)
    full = fixed + largest[:, None, None] * each
    for n in range(1, most_links + 1):
        taken = np.minimum(largest, n)
        if n < largest.max():
            options = cost[n - taken] + (fixed + taken[:, None, None] * each)
            options[least > n] = NEVER_MS
        else:
            options = cost[n - largest] + full
        best = options[:, 0].argmin(axis=0)
        chosen[n], carried[n] = of_size[best], taken[best]
        cost[n] = options[best, :, columns].T
    return Covers(cost[:, 0] - ends * cost[:, 1], cost[:, 1], chosen, carried)


def _jumper_form(labour: LabourTable, form: Literal["single", "patch"], each_ms: LongColumn) -> CoverForm:
    landed_ms = labour.person_ms(land_jumpers(1)) - _plug_ms(labour)
    return CoverForm(form=form, most_links=1, fixed_ms=np.zeros_like(each_ms), each_ms=each_ms, land_each_ms=landed_ms)


def _plug_ms(labour: LabourTable) -> int:
    return labour.act_ms("inspect_clean_plug", 1)
