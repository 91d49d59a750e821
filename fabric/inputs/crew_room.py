"""Places and pathways without room for one crew."""

from collections.abc import Iterator

from fabric.project import CrewPlan, find_small_rooms
from layouts import Document, Fault, Site

MOST_NAMED = 4
"""Places that a fault names; of more it says how many."""


def room_faults(document: Document, crew: CrewPlan, site: Site) -> Iterator[Fault]:
    """A crew that is larger than the room of some place or pathway. `document` is crew.yaml."""
    small = find_small_rooms(crew, site)
    if not small:
        return
    least = min(room for _, room in small)
    names = [name for name, _ in small[:MOST_NAMED]] + [f"{len(small) - MOST_NAMED} more"] * (len(small) > MOST_NAMED)
    yield document.fault(
        ("crew_size",),
        f"a crew has {crew.crew_size} technicians, there is room for {least}: {', '.join(names)}",
        f"Lower crew_size, or raise max_crews of site.yaml: each is room for {crew.slot_people} technicians",
    )
