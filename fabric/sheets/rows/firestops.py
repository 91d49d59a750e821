"""The fire barriers of each shift: who opens them, who passes them, and who closes them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from fabric.plan import PackageKind
from fabric.sheets.rows.crew_blocks import shift_ends_s
from fabric.sheets.rows.plan_index import PlanIndex
from fabric.sheets.rows.step import Firestop


class ShiftFirestops:
    """The pulls through each fire barrier, shift by shift, of all crews."""

    def __init__(self, index: PlanIndex):
        self.index, self.plan = index, index.plan

    def of_pull(self, pull: int) -> tuple[Firestop, ...]:
        """The fire barriers on the route of a pull, from the coil to the A end."""
        return tuple(self._firestop(name, pull) for name in reversed(self._names(pull)))

    def _names(self, pull: int) -> list[str]:
        """The fire barriers on its route, from A to B."""
        number = int(self.plan.pulls.route[pull])
        names = self.plan.routes[number].named_pathways if number >= 0 else ()
        return [name for name in dict.fromkeys(names) if self.index.site.pathway_by_id[name].firestop]

    def _firestop(self, name: str, pull: int) -> Firestop:
        pulls = self._pulls[name, self._shift(pull)]
        follows = pulls[pulls.index(pull) + 1 :]
        steps = self.index.step_of_pull
        meanwhile = [steps[one] for one in pulls if self._is_beside(one, pull)]
        return Firestop(
            name,
            mine=steps[pull],
            first=steps[min(pulls, key=lambda one: (self._times(one)[0], one))],
            next=steps[follows[0]] if follows else None,
            last=steps[pulls[-1]],
            meanwhile=tuple(meanwhile) if len({one.crew for one in meanwhile}) == 1 else (),
        )

    def _is_beside(self, other: int, pull: int) -> bool:
        """Whether another pull, of another crew, is under way during a pull."""
        (other_start, other_end), (start, end) = self._times(other), self._times(pull)
        steps = self.index.step_of_pull
        return steps[other].crew != steps[pull].crew and other_start < end and start < other_end

    def _times(self, pull: int) -> tuple[int, int]:
        """Start and end of a pull, on the working clock."""
        package = self._package(pull)
        return int(self.plan.packages.start_s[package]), int(self.plan.packages.end_s[package])

    @cached_property
    def _pulls(self) -> Mapping[tuple[str, int], list[int]]:
        """The pulls through each fire barrier in each shift (from 0), in the order in which they end."""
        found: dict[tuple[str, int], list[int]] = defaultdict(list)
        for pull in sorted(self.index.step_of_pull, key=lambda one: (self._times(one)[1], one)):
            for name in self._names(pull):
                found[name, self._shift(pull)].append(pull)
        return found

    def _package(self, pull: int) -> int:
        return self.index.package_of[PackageKind.PULL, pull]

    @cached_property
    def _shift_ends(self) -> list[int]:
        return shift_ends_s(self.plan)

    def _shift(self, pull: int) -> int:
        """The shift in which a pull begins, from 0."""
        return bisect_right(self._shift_ends, self._times(pull)[0])
