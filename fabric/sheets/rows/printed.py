"""What the papers of a plan say, as texts that can be compared: labels, sheets by rack, sheets of crews."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from fabric.plan import Plan
from fabric.sheets.rows.link_row import SIDES, LinkRow, Side
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import list_sections
from fabric.sheets.rows.step import Step


@dataclass(frozen=True)
class PrintedTexts:
    """The texts on the papers of a plan."""

    labels: Mapping[str, str]
    """For each labelled end of a cable, by cable id and side, the text with serial and leg."""
    racks: Mapping[str, frozenset[str]]
    """For each rack with cable ends, by id, a line for each end: what its door sheet and its test sheet say."""
    shifts: Mapping[str, tuple[str, ...]]
    """For each crew and shift, by name, a line for each step."""


def list_printed(plan: Plan) -> PrintedTexts:
    """All texts of a plan. Numbers of plan and version stand on every page and are left out."""
    rows = PlanRows(plan)
    labels: dict[str, str] = {}
    racks: dict[str, set[str]] = defaultdict(set)
    for row in rows.links:
        for side in SIDES:
            labels[_label_key(row, side)] = f"{row.label(side).text} {row.serial}.{row.leg}"
            racks[row.end(side).rack].add(_end_text(row, side))
    return PrintedTexts(
        labels,
        {rack: frozenset(lines) for rack, lines in racks.items()},
        {
            f"crew {section.crew}, {section.when}": tuple(_step_text(step) for step in section.steps)
            for section in list_sections(rows)
        },
    )


def _label_key(row: LinkRow, side: Side) -> str:
    """The end that a label is on; one plug of several links has one label."""
    return f"{row.serial} {side}" if row.is_head(side) else f"{row.cable_id} {side}"


def _end_text(row: LinkRow, side: Side) -> str:
    end = row.end(side)
    return f"{end.device} {end.unit} {end.face} {end.port} {row.cable_id} {row.serial}.{row.leg} {row.label(side).text}"


def _step_text(step: Step) -> str:
    waits = "; ".join(f"{wait}" for wait in step.waits_for)
    return f"{step.start:%d %H:%M}-{step.end:%H:%M} {step.words} {waits} {step.beside} {'; '.join(step.details)}"
