"""Door sheets: the plugs as data, and a file of door sheets for each row of racks."""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from fabric.sheets.documents.door_sheet import DoorWriter, list_packs
from fabric.sheets.roles import RACKS, file_names, folder_of, make_document, write_data
from fabric.sheets.rows.fields import Field, make_table
from fabric.sheets.rows.figures import rack_unit
from fabric.sheets.rows.plan_index import StepNumber
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.plug_words import plug_port_text
from fabric.sheets.rows.selected import LANDING_KINDS, Landing
from fabric.sheets.rows.text import count_text
from fabric.writers import Cell, Pages, SheetDocument


@dataclass(frozen=True)
class LandingLine:
    """One plug to insert, with the steps that lay its cable and plug it."""

    landing: Landing
    """End of the link, with its device and port."""
    laid: StepNumber
    """Crew and step of the pull, both from 1."""
    landed: StepNumber
    """Crew and step of the landing, both from 1."""

    @property
    def leg(self) -> Cell:
        """The number of the leg, or that it is the head of a splitter; 0 for a straight cable, which has no legs."""
        row, side = self.landing
        if row.is_straight:
            return 0
        return "head" if row.is_head(side) else row.leg


_FIELDS: tuple[Field[LandingLine], ...] = (
    Field("crew", "pulled by crew", attrgetter("laid.crew")),
    Field("step", "step", attrgetter("laid.number")),
    Field("landing_crew", "landed by crew", attrgetter("landed.crew")),
    Field("landing_step", "landing step", attrgetter("landed.number")),
    Field("serial", "serial", attrgetter("landing.row.serial")),
    Field("end", "end", attrgetter("landing.side")),
    Field("leg", "leg", attrgetter("leg")),
    Field("rack", "rack", attrgetter("landing.end.rack")),
    Field("u", "U", lambda line: rack_unit(line.landing.end)),
    Field("face", "face", attrgetter("landing.end.face")),
    Field("device", "device", attrgetter("landing.end.device")),
    Field("port", "port", lambda line: plug_port_text(*line.landing)),
    Field("label", "label", lambda line: line.landing.row.label(line.landing.side).text),
    Field("cable_id", "cable", attrgetter("landing.row.cable_id")),
)


def landing_document(rows: PlanRows) -> SheetDocument:
    """Both ends of every link, pull by pull: which plug goes into which port."""
    index = rows.index
    lines = [
        LandingLine(
            one,
            index.step_of_pull[one.row.pull],
            index.step_of_package[index.package_of[LANDING_KINDS[one.side], one.row.pull]],
        )
        for one in rows.selected.landings
    ]
    table = make_table("landing_sheets", "Legs and ports", _FIELDS, lines)
    return SheetDocument(
        name="landing_sheets",
        title="Door sheets",
        subtitle=count_text(len(lines), "end"),
        tables=(table,),
        origin=rows.origin,
    )


def write_landing_sheets(rows: PlanRows, folder: Path) -> list[str]:
    """Writes the plugs as data, and a file to print for each row of racks, with a page or more for each rack."""
    names = write_data(make_document(landing_document, rows), rows, folder)
    by_row: dict[str, dict[str, list[Landing]]] = defaultdict(lambda: defaultdict(list))
    for landing in rows.selected.landings:
        by_row[landing.end.row][landing.end.rack].append(landing)
    packs = list_packs(rows)
    for row, name in file_names("row", by_row).items():
        path, foot = folder_of(folder, RACKS) / f"{name}.pdf", f"door sheets / {rows.origin}"
        with Pages(path, f"Door sheets, row {row}", rows.options.paper.landscape, foot) as pages:
            DoorWriter(rows, pages, packs).write(by_row[row])
        names.append(f"{RACKS}/{name}.pdf")
    return names
