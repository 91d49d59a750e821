"""The time in which the shifts offer some person-time, in milliseconds, from a table."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from fabric.project import CrewPlan
from layouts import divide_up

DAYS = 40
"""Days whose windows are listed; later ones are as those on average."""


@dataclass(frozen=True)
class OfferedTime:
    """The clock time before which crews cannot have done some work; `CrewPlan.offered_s` as a table."""

    technicians: int
    """Technicians of the best staffed shift."""
    clock_ms: tuple[int, ...]
    """Moments of the working clock at which the number of technicians changes, from 0; empty for equal shifts."""
    done_ms: tuple[int, ...]
    """Person-time that is done by each of these moments."""

    def time_ms(self, work_ms: int) -> int:
        """The clock time of some work, rounded up."""
        if not self.clock_ms:
            return divide_up(work_ms, self.technicians)
        clock, done = self.clock_ms, self.done_ms
        day_clock, day_done = clock[-1] - clock[0], done[-1]
        days, rest = divmod(work_ms, day_done)
        at = bisect_left(done, rest)
        if at == 0:
            return days * day_clock
        share = (rest - done[at - 1]) * (clock[at] - clock[at - 1])
        return days * day_clock + clock[at - 1] + divide_up(share, done[at] - done[at - 1])


def tabulate_offered(crew: CrewPlan, ready: datetime | None) -> OfferedTime:
    """The table of a crew: its windows over some days, repeated; shifts of equal size need none.

    Where work may be handed over, crews of a large shift go on into a smaller one, so all shifts count as the largest.
    """
    if crew.hand_over or len({crew.crews_of(shift) for shift in crew.shifts}) == 1:
        return OfferedTime(crew.technicians, (), ())
    clock, done = [0], [0]
    for number, window in enumerate(crew.windows_s(ready)):
        if number >= DAYS * sum(len(shift.windows_s) for shift in crew.shifts):
            break
        people = window.crews * crew.crew_size
        clock.append(window.end_s * 1000)
        done.append(done[-1] + (window.end_s - window.start_s) * 1000 * people)
    steps = [(b, d) for (_, c), (b, d) in pairwise(zip(clock, done, strict=True)) if d > c]
    return OfferedTime(crew.technicians, (0, *(b for b, _ in steps)), (0, *(d for _, d in steps)))
