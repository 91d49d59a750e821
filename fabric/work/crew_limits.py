"""The number of crews that places, pathway spans and faces of racks hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layouts import Face


@dataclass(frozen=True)
class CrewLimits:
    """The most crews that may work at once, each at least 1."""

    place_crews: Sequence[int]
    """In each place (by index)."""
    resource_crews: Mapping[str, int]
    """On each span of a pathway, at each face of a rack, and in each place in which there is work before the racks are
    ready (by name).
    """


def early_place(place: int) -> str:
    """The name of a place among the resources of packages that are done there before the racks are ready."""
    return f"place:{place}"


def rack_face(rack: str, face: Face) -> str:
    """The name of a face of a rack among the resources of packages; spans are named otherwise."""
    return f"rack:{rack}.{face}"
