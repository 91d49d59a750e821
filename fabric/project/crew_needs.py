"""What keeps crews of a size from work: acts that take more technicians, places that hold fewer."""

from fabric.project.crew import CrewPlan
from fabric.project.labour import STATED_ACTS, LabourTable
from fabric.project.request import Request
from layouts import Site

ALWAYS = ("stage_jumper", "pull_jumper", "patch_in_rack", "dress", "inspect_clean_plug", "insert_optic", "test_link")
"""Acts that any plan may have."""
LAID_TOGETHER = ("stage_trunk", "pull_trunk", "pull_trunk_per_m", "dress_trunk")
"""Acts of trunks and taped bundles."""


def find_large_acts(labour: LabourTable, request: Request, crew_size: int) -> list[str]:
    """Acts that take more technicians than a crew has, among those that the request allows."""
    together = request.limits.trunk_legs or request.limits.bundle_jumpers > 1
    acts = (*ALWAYS, *(LAID_TOGETHER if together else ()), *(STATED_ACTS & labour.rates.keys()))
    return [act for act in acts if labour.rates[act].crew > crew_size]


def find_small_rooms(crew: CrewPlan, site: Site) -> list[tuple[str, int]]:
    """Sides of rows and pathways that hold fewer people than a crew has, with that number.

    A drop takes one crew of any size: those whom it has no room for stand in the aisle.
    """
    people = crew.slot_people
    if people is None:
        return []
    rooms = [
        (f"{side} of row {row.id}", most)
        for row in site.rows
        for side, most in (("front", row.max_crews_front), ("rear", row.max_crews_rear))
    ]
    rooms += [(f"pathway {pathway.id}", pathway.max_crews) for pathway in site.pathways]
    return [(name, people * most) for name, most in rooms if people * most < crew.crew_size]
