"""The state of places, pathway spans and faces of racks while the clock runs: crews at work, and work left."""

from collections import defaultdict
from heapq import heapify, heapreplace

from fabric.optimize.schedule.workload import Workload


class Places:
    """The number of crews at work in each place, on each span and at each face of a rack, and the work that is left."""

    def __init__(self, work: Workload):
        self.work = work
        self.max_crews = list(work.limits.place_crews)
        """Crews that each place holds at once. A list, since arrays are slow where numbers are read one by one."""
        self.crews = [0] * len(self.max_crews)
        """Crews at work in each place."""
        self.room = self.max_crews.copy()
        """Crews that each place still takes: `max_crews` less `crews`."""
        self.resource_crews: dict[str, int] = defaultdict(int)
        """Crews at work on each span and at each face of a rack."""
        self.left_s: list[int] = work.load_s.tolist()
        """Seconds of work at each place that has not started."""
        self.urgencies_s = [left / crews for left, crews in zip(self.left_s, self.max_crews, strict=True)]
        """Seconds that each place still takes with all the crews that it holds. They only fall."""
        self._most_urgent = [(-urgency, place) for place, urgency in enumerate(self.urgencies_s)]
        """A heap of the places by what they took when last looked at."""
        heapify(self._most_urgent)
        self.all_left_s = sum(work.durations)
        """Seconds of work that has not started; a package of two places counts once."""

    def has_room(self, place: int) -> bool:
        """Whether a place holds one more crew."""
        return self.room[place] > 0

    def has_room_for(self, package: int) -> bool:
        """Whether all places, spans and faces of racks of a package hold one more crew."""
        room, resource_crews, most = self.room, self.resource_crews, self.work.limits.resource_crews
        for place in self.work.places[package]:
            if room[place] <= 0:
                return False
        for name in self.work.resources[package]:
            if resource_crews[name] >= most[name]:
                break
        else:
            return True
        return False

    def urgency_s(self, place: int) -> float:
        """The seconds that a place still takes with all the crews that it holds."""
        return self.urgencies_s[place]

    def greatest_urgency_s(self) -> float:
        """The seconds that the place takes that takes longest with all the crews that it holds."""
        heap, urgencies_s = self._most_urgent, self.urgencies_s
        while True:
            known, place = heap[0]
            urgency_s = urgencies_s[place]
            if urgency_s == -known:
                return urgency_s
            heapreplace(heap, (-urgency_s, place))

    def start(self, package: int) -> None:
        """Ties up the places, spans and faces of racks of a package."""
        for place in self.work.places[package]:
            self.crews[place] += 1
            self.room[place] -= 1
            self.left_s[place] -= self.work.durations[package]
            self.urgencies_s[place] = self.left_s[place] / self.max_crews[place]
        self.all_left_s -= self.work.durations[package]
        for name in self.work.resources[package]:
            self.resource_crews[name] += 1

    def finish(self, package: int) -> None:
        """Frees the places, spans and faces of racks of a package."""
        for place in self.work.places[package]:
            self.crews[place] -= 1
            self.room[place] += 1
        for name in self.work.resources[package]:
            self.resource_crews[name] -= 1
