"""The acts that a plan's labour table must have."""

from collections.abc import Iterator

from fabric.plan.plan import Plan
from fabric.project import EARLY_ACTS, PANEL_ACTS

ACTS = (
    "mobilise",
    "move_crew",
    "insert_optic",
    "inspect_clean_plug",
    "test_link",
    "label",
    "dress",
    "dress_trunk",
    "breakout_leg",
    "patch_in_rack",
    "stage_jumper",
    "pull_jumper",
    "pull_jumper_per_m",
    "prebundle_jumper",
    "stage_trunk",
    "pull_trunk",
    "pull_trunk_per_m",
)
"""Acts that every labour table must have; sheets and simulations look them up."""


def find_missing_acts(plan: Plan) -> Iterator[str]:
    """The labour table has all acts."""
    wanted = (*ACTS, *(sorted(EARLY_ACTS) if plan.project.crew.prepare else ()))
    if plan.project.inventory.panels:
        wanted += ("test_olts_mpo", *sorted(PANEL_ACTS))
    missing = [act for act in wanted if act not in plan.project.labour.rates]
    if missing:
        yield f"labour.rates: {', '.join(missing)} missing"
