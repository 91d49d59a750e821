"""The state of places and pathway spans while the clock runs: crews at work, and work left."""

from collections import defaultdict

from fabric.optimize.schedule.workload import Workload


class Places:
    """The number of crews at work in each place and on each span, and the work that is left."""

    def __init__(self, work: Workload):
        self.work = work
        self.max_crews = list(work.limits.place_crews)
        """Crews that each place holds at once. A list, since arrays are slow where numbers are read one by one."""
        self.crews = [0] * len(self.max_crews)
        """Crews at work in each place."""
        self.room = self.max_crews.copy()
        """Crews that each place still takes: `max_crews` less `crews`."""
        self.span_crews: dict[str, int] = defaultdict(int)
        """Crews at work on each span."""
        self.left_s: list[int] = work.load_s.tolist()
        """Seconds of work at each place that has not started."""
        self.urgencies_s = [left / crews for left, crews in zip(self.left_s, self.max_crews, strict=True)]
        """Seconds that each place still takes with all the crews that it holds."""
        self.all_left_s = sum(work.durations)
        """Seconds of work that has not started; a package of two places counts once."""

    def has_room(self, place: int) -> bool:
        """Whether a place holds one more crew."""
        return self.room[place] > 0

    def has_room_for(self, package: int) -> bool:
        """Whether all places and spans of a package hold one more crew."""
        room, span_crews, most = self.room, self.span_crews, self.work.limits.span_crews
        for place in self.work.places[package]:
            if room[place] <= 0:
                return False
        spans = self.work.spans[package]
        return not spans or all(span_crews[span] < most[span] for span in spans)

    def urgency_s(self, place: int) -> float:
        """The seconds that a place still takes with all the crews that it holds."""
        return self.urgencies_s[place]

    def start(self, package: int) -> None:
        """Ties up the places and spans of a package."""
        for place in self.work.places[package]:
            self.crews[place] += 1
            self.room[place] -= 1
            self.left_s[place] -= self.work.durations[package]
            self.urgencies_s[place] = self.left_s[place] / self.max_crews[place]
        self.all_left_s -= self.work.durations[package]
        for span in self.work.spans[package]:
            self.span_crews[span] += 1

    def finish(self, package: int) -> None:
        """Frees the places and spans of a package."""
        for place in self.work.places[package]:
            self.crews[place] -= 1
            self.room[place] += 1
        for span in self.work.spans[package]:
            self.span_crews[span] -= 1
