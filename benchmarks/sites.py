"""The named sites of the benchmarks."""

import tempfile
from dataclasses import replace
from pathlib import Path

from fabric import Project, read_project
from fabric.templates import write_multirack, write_roce, write_room, write_superpod
from fabric.vocabulary import Objective

SMALL = ("multirack-2", "multirack-4", "superpod-h100-1")
MIDDLE = ("multirack-3", "multirack-8", "superpod-h100-2", "superpod-h100-4", "room-1mw", "superpod-h100-16")
LARGE = ("superpod-h100-64", "roce-h100-192")


def read_site(name: str, technicians: int | None, seed: int, objective: Objective) -> Project:
    """A named site, such as superpod-h100-4, with so many technicians a shift (None: as in its template)."""
    template, _, size = name.rpartition("-")
    files = {
        "multirack": lambda: write_multirack(int(size)),
        "superpod-h100": lambda: write_superpod(int(size)),
        "roce-h100": lambda: write_roce(int(size), 1),
        "room": write_room,
    }[template]()
    with tempfile.TemporaryDirectory() as folder:
        for file, text in files.items():
            (Path(folder) / file).write_text(text, encoding="utf-8")
        project = read_project(folder)
    if technicians is not None:
        shifts = tuple(replace(shift, technicians=technicians) for shift in project.crew.shifts)
        project = replace(project, crew=replace(project.crew, shifts=shifts))
    return replace(project, request=replace(project.request, seed=seed, objective=objective))
