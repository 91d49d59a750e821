"""The answer of `check`: the faults of a project's files, or the counts of a sound project."""

from collections.abc import Iterator, Sequence
from typing import Any

from fabric.project import Project
from layouts import InputError, UnmetError


def fault_facts(error: InputError) -> dict[str, Any]:
    """The faults of a project's files, and the notes on them."""
    keys = ("file", "line", "key", "message", "remedy")
    faults = [{key: getattr(fault, key) for key in keys} for fault in error.faults]
    return {"status": "faulty", "faults": faults, "notes": list(error.notes)}


def unmet_facts(error: UnmetError, notes: Sequence[str]) -> dict[str, Any]:
    """The reasons why no design serves a network of files that are right, and the notes on the files."""
    return {"status": "unmet", "faults": [], "reasons": list(error.reasons), "notes": list(notes)}


def project_facts(project: Project, notes: Sequence[str] = ()) -> dict[str, Any]:
    """The counts of a sound project, and the notes on its files and on the catalogue."""
    return {"status": "sound", "faults": [], "notes": [*notes, *project.catalog.notes], **_project_counts(project)}


def project_lines(project: Project, name: str) -> Iterator[str]:
    """The same for people."""
    for note in project.catalog.notes:
        yield f"note: {note}"
    words = (f"{count} {_count_words(what, count)}" for what, count in _project_counts(project).items())
    yield f"{name} is sound: {', '.join(words)}"


def _count_words(what: str, count: int) -> str:
    """The words of a count: 1 rack, 2 racks, 0 existing cables."""
    words = "existing cables" if what == "cables_existing" else what
    return words.removesuffix("s") if count == 1 else words


def _project_counts(project: Project) -> dict[str, int]:
    site = project.site
    return {
        "rooms": len(site.rooms),
        "rows": len(site.rows),
        "racks": len(site.racks),
        "pathways": len(site.pathways),
        "devices": len(project.devices),
        "cables_existing": len(project.cables),
        "lots": len(project.inventory.lots),
        "networks": len(project.request.networks),
        "technicians": project.crew.technicians,
    }
