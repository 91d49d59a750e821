"""The bound of one network beside those before it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fabric.bounds.earlier_networks import EarlierDesigns


@dataclass(frozen=True)
class Bound:
    """The bound for all plans, to be stated in each: work, time by parts, the work at the devices of each place, the
    places where anyone may work, the choices of designs that it is the least of.
    """

    work_ms: int
    parts_s: Mapping[str, int]
    place_ms: Mapping[int, int]
    usable: frozenset[int]
    choices: tuple[EarlierDesigns, ...]

    @property
    def time_s(self) -> int:
        return max(self.parts_s.values(), default=0)

    @property
    def binds(self) -> str:
        return max(self.parts_s, key=lambda part: self.parts_s[part], default="")
