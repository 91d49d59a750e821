"""The work of one crew in one shift: a section of the pull sheet, a cart, a floor with its routes."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.step import Act, Step
from fabric.sheets.rows.text import day_text


@dataclass(frozen=True)
class CrewSection:
    """The steps of one crew that begin in one shift, in order."""

    crew: int
    """From 1."""
    shift: int
    """Number of the shift, from 0."""
    day: str
    """Day on which the shift begins, as printed."""
    steps: tuple[Step, ...]
    """At least one."""

    @property
    def shift_name(self) -> str:
        """The name of the shift."""
        return self.steps[0].shift_name

    @property
    def when(self) -> str:
        """Day and shift."""
        return f"{self.day}, {self.shift_name} shift"


def name_sections(rows: PlanRows) -> dict[int, tuple[str, str]]:
    """Day and name of the shift of the section of each chosen package (by index).

    Work after midnight is in the section of the day on which its shift began.
    """
    index, ready = rows.index, rows.plan.project.request.racks_ready
    crews, starts = rows.plan.packages.crew.tolist(), rows.plan.packages.start_s.tolist()
    firsts: dict[tuple[int, int], tuple[str, str]] = {}
    found = {}
    for package in rows.selected.packages:
        key = crews[package], index.shift_of(package)
        if key not in firsts:
            shift_name, _ = index.moments[starts[package]]
            firsts[key] = day_text(ready, index.shift_start(key[1])), shift_name
        found[package] = firsts[key]
    return found


def list_sections(rows: PlanRows, acts: Collection[Act] = tuple(Act)) -> list[CrewSection]:
    """All sections, crew by crew in order of shifts, with the steps that do one of `acts`."""
    found: dict[tuple[int, int], list[Step]] = defaultdict(list)
    for step in rows.steps:
        if step.act in acts:
            found[step.crew, step.shift].append(step)
    ready = rows.plan.project.request.racks_ready
    return [
        CrewSection(crew, shift, day_text(ready, steps[0].shift_start), tuple(steps))
        for (crew, shift), steps in sorted(found.items())
    ]
