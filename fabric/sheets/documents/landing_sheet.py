"""Landing sheets: per rack, the devices drawn as what is plugged where, and per trunk end which leg goes into which
port.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fabric.sheets.pictures.faceplates import Cage, draw_faceplate, height_pt, lay_out, plugged_into
from fabric.sheets.rows.link_row import LinkRow, Side
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.writers import (
    BOLD,
    FONT,
    MARGIN,
    Cell,
    Column,
    Pages,
    SheetDocument,
    Table,
    fit_size,
    width_pt,
    wrap,
    write_csv,
    write_xlsx,
)

_COLUMNS = (
    Column("crew", "pulled by crew"),
    Column("step", "step"),
    Column("serial", "serial"),
    Column("end", "end"),
    Column("leg", "leg"),
    Column("rack", "rack"),
    Column("u", "U"),
    Column("face", "face"),
    Column("device", "device"),
    Column("port", "port"),
    Column("label", "label"),
    Column("cable_id", "cable"),
)
SIZE, LINE = 7.5, 10.0
BOTTOM = MARGIN + 4
Arrival = tuple[LinkRow, Side]


def landing_document(rows: PlanRows) -> SheetDocument:
    """Both ends of every link, pull by pull: which plug goes into which port."""
    cells: list[tuple[Cell, ...]] = []
    for row, side in rows.landings:
        end = row.end(side)
        leg = "head" if side == "B" and row.is_split else row.leg
        place = end.rack, end.u, end.face, end.device, row.plug_port(side)
        cells.append((*rows.step_of_pull[row.pull - 1], row.serial, side, leg, *place, row.label(side), row.cable_id))
    table = Table(name="landing_sheets", title="Legs and ports", columns=_COLUMNS, rows=tuple(cells))
    return SheetDocument(
        name="landing_sheets",
        title="Landing sheets",
        subtitle=f"{len(cells)} ends",
        tables=(table,),
        origin=rows.origin,
    )


def write_landing_sheets(rows: PlanRows, folder: Path) -> list[str]:
    """Writes the rows as CSV and XLSX, and a page or more for each rack as PDF."""
    document = landing_document(rows)
    write_xlsx(document, folder / "landing_sheets.xlsx", rows.options.paper.name)
    foot = f"landing sheets / {rows.origin}"
    with Pages(folder / "landing_sheets.pdf", "Landing sheets", rows.options.paper.landscape, foot) as pages:
        _Writer(rows, pages).write()
    return [*write_csv(document, folder), "landing_sheets.xlsx", "landing_sheets.pdf"]


class _Writer:
    def __init__(self, rows: PlanRows, pages: Pages):
        self.rows, self.pages = rows, pages
        self.plugged = plugged_into(rows.landings)
        self.faces: dict[str, dict[str, tuple[Cage, ...]]] = {}
        self.y = 0.0
        self.title = ""

    def write(self) -> None:
        ends: dict[str, list[Arrival]] = defaultdict(list)
        for row, side in self.rows.landings:
            ends[row.end(side).rack].append((row, side))
        for rack in self.rows.site.racks:
            if rack.id in ends:
                self.write_rack(rack.id, ends[rack.id])
        if not ends:
            self.start("Landing sheets: no links")

    def write_rack(self, rack: str, arrivals: list[Arrival]) -> None:
        first = arrivals[0][0].end(arrivals[0][1])
        self.start(f"Rack {rack}, row {first.row}, room {first.room}: {len(arrivals)} ends to plug")
        self.words(
            "Drawn by number, seen from the side on which the ports show; printed names stand in each connector. Grey: "
            "stays empty. Below: each cable end that arrives here, leg by leg."
        )
        for line in self.rows.label_key:
            self.words(line)
        catalog = self.rows.plan.project.catalog
        devices = {row.end(side).device: row.end(side) for row, side in arrivals}
        for device in sorted(devices.values(), key=lambda end: (-self.rows.height(end.device), end.device)):
            model = self.rows.device_by_id[device.device].model
            plugged = self.plugged[device.device]
            if model not in self.faces:
                self.faces[model] = lay_out(catalog.device_types[model])
            used = {place[0] for place in plugged}
            for cages, drawn in self.faces[model].items():
                if cages not in used:
                    continue
                self.room_for(height_pt(drawn) + 16)
                many = f", {cages}" if len(used) > 1 else ""
                text = f"{device.device}   U{device.u}   {model}{many}   ports at the {device.face}"
                size = fit_size(text, self.pages.width - 2 * MARGIN, BOLD, 9)
                self.pages.text(MARGIN, self.y - 10, text, bold=True, size=size)
                draw_faceplate(self.pages, drawn, plugged, self.y - 14)
                self.y -= height_pt(drawn) + 18
        for name, mine in self.groups(arrivals):
            self.write_arrival(name, mine)

    def groups(self, arrivals: list[Arrival]) -> Iterator[tuple[str, list[Arrival]]]:
        """The cable ends of a rack: a trunk end is one, single cables of a pull are one."""
        found: dict[str, list[Arrival]] = defaultdict(list)
        for arrival in arrivals:
            row, side = arrival
            end = row.end(side)
            crew, step = self.rows.step_of_pull[row.pull - 1]
            far = (row.b if side == "A" else row.a).rack
            way = f"from {far} by {row.route}" if far != end.rack else row.route
            what = f"{row.serial}, {row.kind}" if row.form == "trunk" else row.kind
            found[f"{what}, {side} end, {way}; laid by crew {crew}, step {step}"].append(arrival)
        yield from sorted(found.items(), key=lambda one: (one[1][0][0].pull, one[0]))

    def write_arrival(self, name: str, arrivals: list[Arrival]) -> None:
        lines = []
        for row, side in arrivals:
            end = row.end(side)
            leg = f"leg {row.leg:02d}" if row.form == "trunk" and row.leg else row.plug_name(side)
            lines.append(f"{leg}  {end.device} U{end.u} {row.plug_port(side)}  [{row.own_label(side)}]")
        room = self.pages.width - 2 * MARGIN
        lines = [part for line in lines for part in wrap(line, room - 12, FONT, SIZE)]
        size = fit_size(f"{name} (goes on)", room, BOLD, 8)
        widest = max(width_pt(line, FONT, SIZE) for line in lines) + 16
        abreast = max(1, min(4, int(room // widest)))
        rows = -(-len(lines) // abreast)
        self.room_for(min(rows, 8) * LINE + 16)
        self.pages.text(MARGIN, self.y - 10, name, bold=True, size=size)
        self.y -= 14
        for number in range(rows):
            if self.y - LINE < BOTTOM:
                self.start(f"{self.title.removesuffix(' (goes on)')} (goes on)")
                self.pages.text(MARGIN, self.y - 10, f"{name} (goes on)", bold=True, size=size)
                self.y -= 14
            for column, line in enumerate(lines[number::rows]):
                x = MARGIN + column * room / abreast
                self.pages.box(x, self.y - 8, 6.5, 6.5)
                self.pages.text(x + 10, self.y - 7.5, line, size=SIZE)
            self.y -= LINE
        self.y -= 4

    def room_for(self, height: float) -> None:
        if self.y - height < BOTTOM:
            self.start(f"{self.title.removesuffix(' (goes on)')} (goes on)")

    def start(self, title: str) -> None:
        self.pages.start()
        self.title = title
        size = fit_size(title, self.pages.width - 2 * MARGIN, BOLD, 12)
        self.pages.text(MARGIN, self.pages.height - MARGIN - 8, title, bold=True, size=size)
        self.y = self.pages.height - MARGIN - 16

    def words(self, text: str) -> None:
        for line in wrap(text, self.pages.width - 2 * MARGIN, FONT, 8):
            self.pages.text(MARGIN, self.y - 8, line, size=8)
            self.y -= 10.5
        self.y -= 4
