"""The steps of other crews for which a step waits, with what is done there: its reader has no paper of another crew."""

from collections import defaultdict
from collections.abc import Iterable

from fabric.plan import PackageKind, PullForm
from fabric.sheets.rows.plan_index import PlanIndex
from fabric.sheets.rows.step import Wait
from fabric.sheets.rows.step_words import units_text

PULLED = {
    PullForm.TRUNK: "trunk pulled",
    PullForm.BUNDLE: "bundle pulled",
    PullForm.SINGLE: "cable pulled",
    PullForm.PATCH: "cable laid",
}
"""What is done after the pull of each form."""
PLUGGED = {PackageKind.LAND_A: "A end plugged", PackageKind.LAND_B: "B end plugged"}
"""What is done after a landing."""


def list_waits(index: PlanIndex, package: int) -> tuple[Wait, ...]:
    """The packages of other crews that must be done before a package, crew by crew: those of its own shift, then those
    of earlier ones.
    """
    steps, found = index.step_of_package, defaultdict[tuple[bool, int], list[int]](list)
    shift = index.shift_of(package)
    for before in (*index.packages[package].after, *_list_last_laid(index, package)):
        if steps[before].crew != steps[package].crew:
            found[index.shift_of(before) < shift, steps[before].crew].append(before)
    return tuple(
        Wait(crew, tuple(sorted({steps[one].number for one in mine})), tuple(_list_tasks(index, mine)), is_earlier)
        for (is_earlier, crew), mine in sorted(found.items())
    )


def _list_last_laid(index: PlanIndex, package: int) -> list[int]:
    """The last one of each crew of the pulls into a rack that must all be laid before a package."""
    last: dict[int, int] = {}
    for before in index.packages[package].laid:
        crew = index.step_of_package[before].crew
        if crew not in last or index.step_of_package[last[crew]].number < index.step_of_package[before].number:
            last[crew] = before
    return list(last.values())


def _list_tasks(index: PlanIndex, packages: Iterable[int]) -> list[str]:
    """What some packages do, in a few words each; devices of one rack together. Pulls are those of the same cable."""
    columns, tasks = index.plan.packages, []
    fitted: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for package in packages:
        kind, subject = PackageKind(int(columns.kind[package])), int(columns.subject[package])
        if kind == PackageKind.OPEN:
            tasks.append(f"{index.site.racks[subject].id} opened")
        elif kind == PackageKind.OPTICS:
            device = index.plan.devices[subject]
            fitted[device.rack or ""].append((-index.height(device.id), device.unit))
        elif kind == PackageKind.PULL:
            tasks.append(PULLED[PullForm(int(index.plan.pulls.form[subject]))])
        elif kind == PackageKind.KIT:
            tasks.append("cables kitted")
        elif kind in PLUGGED:
            tasks.append(PLUGGED[kind])
    optics = [f"optics in {rack} {units_text([unit for _, unit in sorted(some)])}" for rack, some in fitted.items()]
    return [*optics, *dict.fromkeys(tasks)]


def wait_tasks_text(wait: Wait) -> str:
    """What is done in the steps of another crew: optics in D05 U40 down to U37, trunk pulled."""
    return ", ".join(wait.tasks)
