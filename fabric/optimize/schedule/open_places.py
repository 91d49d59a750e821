"""Places with room for a crew and work to start, kept in the order in which crews that move look at them."""

from bisect import bisect_left, insort

from fabric.optimize.schedule.places import Places
from fabric.optimize.schedule.ready_packages import ReadyPackages


class OpenPlaces:
    """The open places, first where most can be done without leaving: the work that is promised there, over the crews
    there and one more.

    Crews look far more often than places change, so that the order is kept and only what has changed is put anew.
    """

    def __init__(self, places: Places, ready: ReadyPackages):
        self.places, self.ready = places, ready
        self._keys: list[float | None] = [None] * len(places.max_crews)
        """The number by which each place is sorted; None where it is not open."""
        self._sorted: list[tuple[float, int]] = []
        """Number and place of each open place."""

    def list_keys(self) -> list[tuple[float, int]]:
        """A number and the place of each open place, in their order. The list is for the moment: it changes with the
        next look.
        """
        changed, found = self.ready.changed, self._sorted
        for place in changed:
            before, key = self._keys[place], self._key(place)
            if before == key:
                continue
            if before is not None:
                del found[bisect_left(found, (before, place))]
            if key is not None:
                insort(found, (key, place))
            self._keys[place] = key
        changed.clear()
        return found

    def _key(self, place: int) -> float | None:
        if not self.ready.count[place] or self.places.room[place] <= 0:
            return None
        return -self.ready.promised_s[place] / (1 + self.places.crews[place])
