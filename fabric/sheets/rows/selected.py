"""The part of a plan that the sheets are for: links, plugs, tests, cages and steps that meet a selection."""

from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from fabric.plan import PackageKind
from fabric.sheets.rows.link_row import SIDES, EndRow, LinkRow, Side
from fabric.sheets.rows.options import Selection
from fabric.sheets.rows.plan_index import PlanIndex


class Landing(NamedTuple):
    """One end of a link."""

    row: LinkRow
    """The link with both ends."""
    side: Side
    """End that is plugged, A or B."""

    @property
    def end(self) -> EndRow:
        """The port of the plug."""
        return self.row.end(self.side)

    @property
    def far(self) -> EndRow:
        """The other end of the link."""
        return self.row.b if self.side == "A" else self.row.a


LANDING_KINDS = {"A": PackageKind.LAND_A, "B": PackageKind.LAND_B}


class Selected:
    """The links that a selection leaves. A crew is responsible for the links that it lays, plugs or tests."""

    def __init__(self, index: PlanIndex, links: tuple[LinkRow, ...], selection: Selection):
        self.index, self.all, self.selection = index, links, selection

    @cached_property
    def links(self) -> tuple[LinkRow, ...]:
        """The links that meet the whole selection, in the same order."""
        return tuple(row for row in self.all if row.is_in(self.selection)) if self.selection else self.all

    @cached_property
    def served(self) -> tuple[LinkRow, ...]:
        """The links that meet the selection, whichever crew lays them: the links that steps of the crews serve."""
        others = replace(self.selection, crews=frozenset())
        return tuple(row for row in self.all if row.is_in(others)) if others else self.all

    def is_done_by_chosen(self, kind: PackageKind, subject: int) -> bool:
        """Whether a package is work of one of the chosen crews; any crew where none is chosen."""
        crews = self.selection.crews
        return not crews or self.index.crew_of[kind, subject] in crews

    @cached_property
    def landings(self) -> tuple[Landing, ...]:
        """The plugs in the chosen racks and rows that the chosen crews insert, pull by pull, A ends first. The head of
        a splitter is one plug.
        """
        found: list[tuple[int, Side, int]] = []
        for number, row in enumerate(self.served):
            for side in SIDES if row.pull not in self.index.arrived else ():
                end = row.end(side)
                if (
                    not (row.is_head(side) and row.leg > 1)
                    and self._is_chosen(end.rack, end.row)
                    and self.is_done_by_chosen(LANDING_KINDS[side], row.pull)
                ):
                    found.append((row.pull, side, number))
        return tuple(Landing(self.served[number], side) for _, side, number in sorted(found))

    @cached_property
    def tests(self) -> tuple[LinkRow, ...]:
        """The links that the chosen crews test."""
        return tuple(row for row in self.served if self.is_done_by_chosen(PackageKind.TEST, row.pull))

    @cached_property
    def cages(self) -> frozenset[tuple[str, str, int]]:
        """Device, group and cage of every end in a chosen rack."""
        ends = (end for row in self.served for end in (row.a, row.b) if end.rack in self.racks)
        return frozenset((end.device, end.cages, end.cage) for end in ends)

    @cached_property
    def pulls(self) -> frozenset[int]:
        """The pulls (by index) whose steps the sheets are for."""
        return frozenset(row.pull for row in self.served)

    @cached_property
    def racks(self) -> frozenset[str]:
        """The racks whose steps the sheets are for."""
        ends = (end for row in self.served for end in (row.a, row.b))
        return frozenset(end.rack for end in ends if self._is_chosen(end.rack, end.row))

    @cached_property
    def packages(self) -> tuple[int, ...]:
        """The packages that the sheets are for, crew by crew in order of work: those of the chosen crews that serve a
        chosen link.
        """
        return tuple(package for package in self.index.work_order if self._is_package_chosen(package))

    def _is_package_chosen(self, package: int) -> bool:
        columns, plan = self.index.plan.packages, self.index.plan
        kind, subject = PackageKind(int(columns.kind[package])), int(columns.subject[package])
        if not self.is_done_by_chosen(kind, subject):
            return False
        if kind == PackageKind.OPEN:
            return plan.project.site.racks[subject].id in self.racks
        if kind == PackageKind.OPTICS:
            device, cages = plan.devices[subject].id, self.index.cages_of[subject]
            return any((device, cage.group, cage.cage) in self.cages for cage in cages)
        return subject in self.pulls

    def _is_chosen(self, rack: str, row: str) -> bool:
        racks, rows = self.selection.racks, self.selection.rows
        return (not racks or rack in racks) and (not rows or row in rows)
