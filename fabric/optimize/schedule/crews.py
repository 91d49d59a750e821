"""The state of the crews while the clock runs."""


class Crews:
    """The places of all crews, and the crews that are free. Crews are numbered from 0."""

    def __init__(self, count: int):
        self.count = count
        self.places: list[tuple[int, ...]] = [()] * count
        """The places of each crew's last package; empty before its first."""
        self.free = set(range(count))
        self.moves = 0
        """Moves so far."""

    def has_to_move(self, crew: int, places: tuple[int, ...]) -> bool:
        """Whether a crew's last package touched none of these places."""
        here = self.places[crew]
        for place in places:
            if place in here:
                return False
        return bool(here)

    def start(self, crew: int, places: tuple[int, ...]) -> bool:
        """Puts a crew to work at some places; says whether it moves there."""
        moves = self.has_to_move(crew, places)
        self.moves += moves
        self.free.remove(crew)
        self.places[crew] = places
        return moves

    def finish(self, crew: int) -> None:
        """Frees a crew. It stays where it is."""
        self.free.add(crew)
