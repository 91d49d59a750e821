"""Where moments of the working clock stand in a chart of the schedule."""

from dataclasses import dataclass

LANE, LABEL, TOP, GAP = 17.0, 92.0, 50.0, 3.0
"""Height of a lane, width of its name, height of the head, and white above and below a bar, in points."""
RIGHT = 30.0
"""White at the right, in points: the last hour is named there."""
SIZE = 7.0
"""Height of letters in points."""


@dataclass(frozen=True)
class TimeFrame:
    """The part of the working clock that a drawing shows, and its width in points."""

    start_s: int
    """First second of the part, on the working clock."""
    end_s: int
    """End of the part, after its start."""
    width: float
    """Width of the drawing in points, with the names of lanes."""

    def x(self, moment_s: int) -> float:
        """The position of a moment in the drawing."""
        return LABEL + (self.width - LABEL - RIGHT) / (self.end_s - self.start_s) * (moment_s - self.start_s)

    def shows(self, start_s: int, end_s: int) -> bool:
        """Whether a part of the time between two moments is in the frame."""
        return start_s < self.end_s and end_s > self.start_s

    def holds(self, moment_s: int) -> bool:
        """Whether a moment is in the frame."""
        return self.start_s <= moment_s < self.end_s
