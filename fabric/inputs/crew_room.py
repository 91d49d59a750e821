"""Places and pathways without room for one crew."""

from collections.abc import Iterator

from fabric.project import CrewPlan
from layouts import Document, Fault, Site

MOST_NAMED = 4
"""Places that a fault names; of more it says how many."""


def room_faults(document: Document, crew: CrewPlan, site: Site) -> Iterator[Fault]:
    """A crew that is larger than the room of some place or pathway. `document` is crew.yaml.

    A drop takes one crew of any size: those whom it has no room for stand in the aisle.
    """
    people = crew.slot_people
    if people is None:
        return
    rooms = [(f"{side} of row {row.id}", most) for row in site.rows for side, most in (
        ("front", row.max_crews_front), ("rear", row.max_crews_rear))]  # fmt: skip
    rooms += [(f"pathway {pathway.id}", pathway.max_crews) for pathway in site.pathways]
    small = [(name, people * most) for name, most in rooms if people * most < crew.crew_size]
    if not small:
        return
    least = min(room for _, room in small)
    names = [name for name, _ in small[:MOST_NAMED]] + [f"{len(small) - MOST_NAMED} more"] * (len(small) > MOST_NAMED)
    yield document.fault(
        ("crew_size",),
        f"a crew has {crew.crew_size} technicians, there is room for {least}: {', '.join(names)}",
        f"Lower crew_size, or raise max_crews of site.yaml: each is room for {people} technicians",
    )
