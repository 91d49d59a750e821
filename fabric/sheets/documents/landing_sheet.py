"""Landing sheets: per rack, the faceplates with the plug of each connector, then the port of each leg."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from fabric.plan import PullForm
from fabric.sheets.pictures.faceplates import (
    ConnectorPlace,
    DrawnCage,
    SplitCages,
    draw_faceplate,
    find_split_cages,
    height_pt,
    lay_out,
    plugged_into,
)
from fabric.sheets.roles import RACKS, file_names, folder_of, make_document, write_data
from fabric.sheets.rows.fields import Field, make_table
from fabric.sheets.rows.figures import rack_unit
from fabric.sheets.rows.link_row import EndRow
from fabric.sheets.rows.plan_index import PlanIndex, StepNumber
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.selected import Landing
from fabric.sheets.rows.standing import StandingPlug
from fabric.sheets.rows.text import count_text, plug_name_text, plug_port_text, port_words, route_text
from fabric.writers import (
    BOLD,
    FONT,
    MARGIN,
    Cell,
    Pages,
    SheetDocument,
    fit_size,
    width_pt,
    wrap,
)


@dataclass(frozen=True)
class LandingLine:
    """One plug to insert, and the step that laid its cable."""

    landing: Landing
    """End of the link, with its device and port."""
    laid: StepNumber
    """Crew and step of the pull, both from 1."""

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
SIZE, LINE = 7.5, 10.0
BOTTOM = MARGIN + 4
CONTINUED = " (continued)"
"""Follows a title if its page, or its lines, continue."""
HOW_TO_READ = (
    "Viewed from the port side, not to scale. Small print: port name. Bold: cable and leg. Grey: leave empty. "
    "Double frame: a cable that lies already, which stays plugged. "
    "Below: each cable end that arrives here, leg by leg."
)


def landing_document(rows: PlanRows) -> SheetDocument:
    """Both ends of every link, pull by pull: which plug goes into which port."""
    lines = [LandingLine(one, rows.index.step_of_pull[one.row.pull]) for one in rows.selected.landings]
    table = make_table("landing_sheets", "Legs and ports", _FIELDS, lines)
    return SheetDocument(
        name="landing_sheets",
        title="Landing sheets",
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
    for row, name in file_names("row", by_row).items():
        path, foot = folder_of(folder, RACKS) / f"{name}.pdf", f"landing sheets / {rows.origin}"
        with Pages(path, f"Landing sheets, row {row}", rows.options.paper.landscape, foot) as pages:
            _Writer(rows, pages).write(by_row[row])
        names.append(f"{RACKS}/{name}.pdf")
    return names


class Arrival(NamedTuple):
    """The plugs of one cable end: a trunk end, or the single cables of a pull."""

    words: str
    """Title of the cable end: piece, end, route, and the crew and step that lay it."""
    landings: list[Landing]
    """Plugs of the cable end, in the order of legs; one at least."""


def list_arrivals(index: PlanIndex, landings: Sequence[Landing]) -> list[Arrival]:
    """The cable ends that arrive in a rack, pull by pull."""
    found: dict[str, list[Landing]] = defaultdict(list)
    for landing in landings:
        row, laid = landing.row, index.step_of_pull[landing.row.pull]
        route = route_text(row.route)
        way = f"from {landing.far.rack} by {route}" if landing.far.rack != landing.end.rack else route
        what = f"{row.serial}, {row.kind}" if row.form == PullForm.TRUNK else row.kind
        words = f"{what}, {landing.side} end, {way}; laid by crew {laid.crew}, step {laid.number}"
        found[words].append(landing)
    return sorted((Arrival(*one) for one in found.items()), key=lambda one: (one.landings[0].row.pull, one.words))


def plug_line(landing: Landing) -> str:
    """One plug: leg, device, port and the label of this end."""
    row, side = landing
    leg = f"leg {row.leg:02d}" if row.form == PullForm.TRUNK and row.leg else plug_name_text(row, side)
    end, port = landing.end, port_words(plug_port_text(row, side))
    return f"{leg}  {end.device} U{end.unit} {port}  [{row.label(side).own}]"


class _Writer:
    """Lays the sheets out, rack by rack."""

    def __init__(self, rows: PlanRows, pages: Pages):
        self.rows, self.pages = rows, pages
        self.plugged = plugged_into(rows.selected.landings)
        self.standing: dict[str, list[StandingPlug]] = defaultdict(list)
        for plug in rows.standing:
            self.standing[plug.device].append(plug)
        self.faces: dict[tuple[str, SplitCages], dict[str, tuple[DrawnCage, ...]]] = {}
        self.y = 0.0
        self.title = ""

    def write(self, by_rack: Mapping[str, Sequence[Landing]]) -> None:
        """The racks of a row, in the order of the site."""
        for rack in self.rows.site.racks:
            if rack.id in by_rack:
                self.write_rack(by_rack[rack.id])

    def write_rack(self, landings: Sequence[Landing]) -> None:
        """The faceplates of one rack, from the highest device down, then the cable ends that arrive."""
        first = landings[0].end
        ends = count_text(len(landings), "end")
        self.start(f"Rack {first.rack}, row {first.row}, room {first.room}: {ends} to plug")
        self.words(HOW_TO_READ)
        self.words(self.rows.label_key)
        devices = {landing.end.device: landing.end for landing in landings}
        for device in sorted(devices.values(), key=lambda end: (-self.rows.index.height(end.device), end.device)):
            self.write_device(device)
        for arrival in list_arrivals(self.rows.index, landings):
            self.write_arrival(arrival)

    def write_device(self, end: EndRow) -> None:
        """The groups of cages of a device with a plug, then the cables that lie already."""
        model, plugged = self.rows.index.device_by_id[end.device].model, self.plugged[end.device]
        device_type = self.rows.plan.project.catalog.device_types[model]
        kept = {ConnectorPlace(plug.cages, plug.cage, plug.mpo): plug.cable for plug in self.standing[end.device]}
        split = find_split_cages(device_type, (*plugged, *kept))
        if (model, split) not in self.faces:
            self.faces[model, split] = lay_out(device_type, split)
        used = {place.cages for place in (*plugged, *kept)}
        for cages, drawn in self.faces[model, split].items():
            if cages not in used:
                continue
            self.room_for(height_pt(drawn) + 16)
            many = f", {cages}" if len(used) > 1 else ""
            text = f"{end.device}   U{end.unit}   {model}{many}   ports at the {end.face}"
            size = fit_size(text, self.pages.width - 2 * MARGIN, BOLD, 9)
            self.pages.text(MARGIN, self.y - 10, text, bold=True, size=size)
            draw_faceplate(self.pages, drawn, plugged, kept, self.y - 14)
            self.y -= height_pt(drawn) + 18
        if kept:
            lying = [f"{p.cable} in {p.port} to {p.far_device} {p.far_port}" for p in self.standing[end.device]]
            self.words(f"{end.device}, cables that lie already and stay plugged: {'; '.join(lying)}.")

    def write_arrival(self, arrival: Arrival) -> None:
        """One cable end: its name, then a line with a box for each plug."""
        room = self.pages.width - 2 * MARGIN
        lines = [part for one in arrival.landings for part in wrap(plug_line(one), room - 12, FONT, SIZE)]
        name, more = arrival.words, f"{arrival.words}{CONTINUED}"
        size = fit_size(more, room, BOLD, 8)
        widest = max(width_pt(line, FONT, SIZE) for line in lines) + 16
        abreast = max(1, min(4, int(room // widest)))
        rows = -(-len(lines) // abreast)
        self.room_for(min(rows, 8) * LINE + 16)
        self.pages.text(MARGIN, self.y - 10, name, bold=True, size=size)
        self.y -= 14
        for number in range(rows):
            if self.y - LINE < BOTTOM:
                self.go_on()
                self.pages.text(MARGIN, self.y - 10, more, bold=True, size=size)
                self.y -= 14
            for column, line in enumerate(lines[number::rows]):
                x = MARGIN + column * room / abreast
                self.pages.box(x, self.y - 8, 6.5, 6.5)
                self.pages.text(x + 10, self.y - 7.5, line, size=SIZE)
            self.y -= LINE
        self.y -= 4

    def room_for(self, height: float) -> None:
        """Goes on to the next page where less than `height` points are left."""
        if self.y - height < BOTTOM:
            self.go_on()

    def start(self, title: str) -> None:
        """The first page of a rack."""
        self.title = title
        self.begin_page(title)

    def go_on(self) -> None:
        """Another page of the same rack."""
        self.begin_page(f"{self.title}{CONTINUED}")

    def begin_page(self, title: str) -> None:
        """A page with its title."""
        self.pages.start()
        size = fit_size(title, self.pages.width - 2 * MARGIN, BOLD, 12)
        self.pages.text(MARGIN, self.pages.height - MARGIN - 8, title, bold=True, size=size)
        self.y = self.pages.height - MARGIN - 16

    def words(self, text: str) -> None:
        """A paragraph."""
        lines = wrap(text, self.pages.width - 2 * MARGIN, FONT, 8)
        self.room_for(10.5 * min(len(lines), 8) + 4)
        for line in lines:
            self.pages.text(MARGIN, self.y - 8, line, size=8)
            self.y -= 10.5
        self.y -= 4
