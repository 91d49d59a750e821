"""Openings between racks that stand side by side, through which cables pass from one rack into the other."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The opening from one rack into its neighbour, an upright rectangle between their sides."""

    to_rack: str
    """Id of the neighbour."""
    low_mm: int
    """Height of its lower edge in the frame of the site."""
    high_mm: int
    """Height of its upper edge in the frame of the site, more than the lower one."""
    near_mm: int
    """Lesser end along the depth of the racks in the frame of the site: y of racks that face north or south, else x."""
    far_mm: int
    """Greater end along the depth, more than the lesser one."""

    @property
    def area_mm2(self) -> int:
        return (self.high_mm - self.low_mm) * (self.far_mm - self.near_mm)

    def overlaps(self, other: "Opening") -> bool:
        """Whether two openings between the same racks share more than an edge."""
        apart_high = self.high_mm <= other.low_mm or other.high_mm <= self.low_mm
        apart_deep = self.far_mm <= other.near_mm or other.far_mm <= self.near_mm
        return not apart_high and not apart_deep


def way_to(at: int, low: int, high: int) -> int:
    """The way from a place to a stretch, 0 inside it; in the unit of the three."""
    return max(low - at, at - high, 0)


def way_along(one: int, other: int, low: int, high: int) -> int:
    """The way along a stretch between the points of it that are nearest to two places."""
    return abs(min(max(one, low), high) - min(max(other, low), high))
