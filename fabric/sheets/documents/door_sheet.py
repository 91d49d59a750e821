"""Door sheets: per rack, the faceplates with the plug of each connector, then a table of the cable ends that arrive."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from fabric.catalog import DeviceType, Faceplate
from fabric.sheets.pictures.face_drawing import draw_row, is_single, pack_groups
from fabric.sheets.pictures.faceplates import (
    ConnectorPlace,
    DrawnCage,
    PlugText,
    SplitCages,
    find_split_cages,
    lay_out,
    plugged_into,
)
from fabric.sheets.pictures.rack_faces import GAP, SINGLE, TITLE, DeviceFace, LaidFace, SheetRoom, Single, choose_lines
from fabric.sheets.rows.arrivals import Arrival, list_arrivals
from fabric.sheets.rows.label_key import label_key
from fabric.sheets.rows.link_row import EndRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import name_sections
from fabric.sheets.rows.selected import Landing
from fabric.sheets.rows.standing import StandingPlug
from fabric.sheets.rows.text import (
    clock_text,
    count_text,
    label_start,
    labels_text,
    legs_text,
    list_text,
    ranges_text,
    route_text,
    serials_text,
)
from fabric.writers import BOLD, FONT, MARGIN, Pages, fit_size, wrap

SIZE, LINE = 7.5, 9.0
BOTTOM = MARGIN + 4
SMALLEST = 7.0
"""Smallest type in points."""
CONTINUED = " (continued)"
"""Follows a title if its page, or its lines, continue."""
HOW_TO_READ = (
    "Viewed from the port side. Each connector shows the label of this end, its plug or leg, and the label of the far"
    " end. The serial of a trunk is printed above its legs; where there are two, < marks that of the left plug and > "
    "that of the right one; the table says which end, A or B, it is. Where connectors are drawn one above the other, "
    "the upper one is the left one on the device. Tick the box when the connector is plugged. Grey: leave empty. "
    "Double frame: an existing cable that stays. Spare legs: leave the caps on, coil the legs and tie them at the "
    "side of the rack that the table names."
)
PLACES = {
    "secondary": "cage layout from a secondary source, so compare with the device",
    "memory": "cage layout not verified, so compare with the device",
    "assumed": "cage layout assumed, so compare with the device",
}
"""How sure the places of cages are, by the confidence of their row."""
COLUMNS: tuple[tuple[str, float], ...] = (
    ("labels", 27),
    ("cables", 26),
    ("end", 4.5),
    ("side", 11),
    ("landing starts", 21),
    ("crew", 5.5),
    ("steps", 9),
    ("kind", 14.5),
    ("far rack", 6),
    ("route", 30.5),
    ("plugs", 6),
    ("legs", 6.5),
    ("spare legs", 7.5),
    ("pulled by crew", 8),
    ("steps", 9),
)
"""Headings of the table of cable ends, with shares of its width."""


def list_packs(rows: PlanRows) -> dict[tuple[int, int], str]:
    """Day and shift of the crew pack in which each step is, by crew and number: work after midnight is in the pack of
    the day before.
    """
    steps = rows.index.step_of_package
    named = ((steps[package], section) for package, section in name_sections(rows).items())
    return {(step.crew, step.number): f"{day}, {shift} shift" for step, (day, shift) in named}


def arrival_cells(packs: Mapping[tuple[int, int], str], arrival: Arrival) -> tuple[str, ...]:
    """The cells of a cable end, in the order of `COLUMNS`; `packs` are those of `list_packs`."""
    return (
        labels_text(arrival.labels),
        serials_text(arrival.serials),
        arrival.side,
        rack_side_text(arrival),
        f"{packs[arrival.landing_crew, arrival.landing_steps[0]]}, {clock_text(arrival.first)}",
        str(arrival.landing_crew),
        ranges_text(arrival.landing_steps),
        arrival.kind,
        arrival.far_rack,
        route_text(arrival.route),
        str(arrival.plugs),
        ranges_text(arrival.legs),
        ranges_text(arrival.spare_legs),
        str(arrival.pulling_crew),
        ranges_text(arrival.pulling_steps),
    )


def rack_side_text(arrival: Arrival) -> str:
    """The side at which cable ends come in, and what crosses to the other one: left; legs 5-8 to right."""
    legs = f"{legs_text(arrival.far_legs)} " if arrival.far_legs else ""
    return arrival.rack_side + (f"; {legs}to {arrival.far_side}" if arrival.far_side else "")


def drawing_words(device_types: Sequence[DeviceType], groups: Mapping[str, set[str]]) -> str:
    """How the devices of a rack are drawn, model by model; `groups` are the groups of cages in use."""
    by_number, others = [], []
    for device_type in device_types:
        plates = {cages: device_type.faceplate(cages) for cages in sorted(groups[device_type.model])}
        plain = [cages for cages, plate in plates.items() if not plate]
        whole = len(plain) == len(plates)
        by_number += [device_type.model] if whole else [f"{device_type.model} {cages}" for cages in plain]
        for plate in plates.values():
            words = [PLACES[plate.confidence]] if plate and plate.confidence in PLACES else []
            words += [turned_text(plate)] if plate and plate.turned else []
            others += [f"{device_type.model} {plate.cages} ports: {'; '.join(words)}."] if plate and words else []
    if by_number:
        others.append(f"{', '.join(by_number)}: port layout is schematic; go by the port number on the device.")
    return " ".join(others)


def turned_text(plate: Faceplate) -> str:
    """Where transceivers go in the other way up: bottom row: transceivers go in upside down."""
    names = {1: "top row", plate.rows: "bottom row"} if plate.rows > 1 else {1: ""}
    where = list_text([names.get(row, f"row {row} from the top") for row in plate.turned])
    return f"{where}{': ' if where else ''}transceivers go in upside down"


class DoorWriter:
    """Lays the sheets out, rack by rack."""

    def __init__(self, rows: PlanRows, pages: Pages, packs: Mapping[tuple[int, int], str]):
        self.rows, self.pages, self.packs = rows, pages, packs
        self.room = pages.width - 2 * MARGIN
        whole = sum(share for _, share in COLUMNS)
        self.widths = [self.room * share / whole for _, share in COLUMNS]
        self.layouts: dict[tuple[str, SplitCages], dict[str, tuple[DrawnCage, ...]]] = {}
        self.standing: dict[str, list[StandingPlug]] = defaultdict(list)
        for plug in rows.standing:
            self.standing[plug.device].append(plug)
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
        plugged = plugged_into(landings)
        # Several links may share one connector: the head of a splitter is plugged once.
        ends = count_text(sum(map(len, plugged.values())), "connector")
        self.start(f"Rack {first.rack}, row {first.row}, room {first.room}: {ends} to plug")
        self.words(HOW_TO_READ)
        self.words(label_key(self.rows.index, (landing.row for landing in landings)))
        devices = {landing.end.device: landing.end for landing in landings}
        self.words(self.drawing_words(plugged))
        from_top = sorted(devices.values(), key=lambda end: (-self.rows.index.height(end.device), end.device))
        faces = [self.make_face(end, plugged[end.device]) for end in from_top]
        arrivals = [arrival_cells(self.packs, one) for one in list_arrivals(self.rows, landings)]
        heads = [heading for heading, _ in COLUMNS]
        table = self.cells_height(heads, BOLD) + sum(self.cells_height(cells, FONT) for cells in arrivals)
        room = SheetRoom(self.y - BOTTOM, self.pages.height - MARGIN - 14 - BOTTOM, table + 4)
        for line in choose_lines(faces, self.room, room):
            self.write_faces(line)
        self.write_arrivals(arrivals)

    def make_face(self, end: EndRow, planned: Mapping[ConnectorPlace, PlugText]) -> DeviceFace:
        """The groups of cages of a device with a plug, and the existing cables."""
        model, kept = self.rows.index.device_by_id[end.device].model, self.standing[end.device]
        device_type = self.rows.plan.project.catalog.device_types[model]
        lie = {ConnectorPlace(one.cages, one.cage, one.mpo): _standing_text(one) for one in kept}
        plugged = {**lie, **planned}
        layout = self.lay_out(device_type, plugged)
        start = label_start([text.own for text in planned.values()])
        used = {place.cages for place in plugged}
        packed = pack_groups({cages: drawn for cages, drawn in layout.items() if cages in used})
        connectors = [groups[0][0].connectors[0] for groups in packed if is_single(groups)]
        lying = [f"{one.cable} in {one.port} to {one.far_device} {one.far_port}" for one in kept]
        labels = (f"labels begin {start}",) if start else ()
        return DeviceFace(
            title=(end.device, f"U{end.unit}", *labels, model, f"ports at the {end.face}"),
            groups=[groups for groups in packed if not is_single(groups)],
            singles=tuple(Single(one.printed, plugged[one.place]) for one in connectors),
            plugged=plugged,
            start=start,
            lying=f"{end.device}, existing cables that stay plugged: {'; '.join(lying)}." if lying else "",
        )

    def drawing_words(self, plugged: Mapping[str, Mapping[ConnectorPlace, PlugText]]) -> str:
        """How the devices of a rack are drawn."""
        groups: dict[str, set[str]] = {}
        for device, places in plugged.items():
            model = self.rows.index.device_by_id[device].model
            groups.setdefault(model, set()).update(place.cages for place in places)
        types = self.rows.plan.project.catalog.device_types
        return drawing_words([types[model] for model in groups], groups)

    def lay_out(
        self, device_type: DeviceType, plugged: Mapping[ConnectorPlace, PlugText]
    ) -> Mapping[str, tuple[DrawnCage, ...]]:
        """The cages of a device; made once for devices that are split alike."""
        unsplit = self.made_layout(device_type, frozenset())
        has = {one.place for cages in unsplit.values() for cage in cages for one in cage.connectors}
        if plugged.keys() <= has:
            return unsplit
        return self.made_layout(device_type, find_split_cages(device_type, plugged))

    def made_layout(self, device_type: DeviceType, split: SplitCages) -> Mapping[str, tuple[DrawnCage, ...]]:
        """The cages of a device with some of them split."""
        key = device_type.model, split
        if key not in self.layouts:
            self.layouts[key] = lay_out(device_type, split)
        return self.layouts[key]

    def write_faces(self, line: Sequence[LaidFace]) -> None:
        """Devices side by side, each below its title; on several pages only where one is taller than a page."""
        tall, whole = max(one.height_pt for one in line), self.pages.height - 2 * MARGIN - 60
        self.room_for(min(tall, whole))
        top = self.y
        for laid in line:
            self.y = top
            self.write_head(laid)
            for strip in laid.strips:
                for row in strip.rows:
                    if len(line) == 1:
                        self.room_for(strip.row_height_pt(row))
                    draw_row(self.pages, strip, row, laid.left, self.y)
                    self.y -= strip.row_height_pt(row)
            self.y -= GAP
        self.y = self.y if len(line) == 1 else top - tall
        for laid in line:
            if laid.face.lying:
                self.words(laid.face.lying)

    def write_head(self, laid: LaidFace) -> None:
        """The title of a device, as much of it as its width takes, and its single connectors."""
        face, title = laid.face, "   ".join(laid.face.title)
        for count in range(len(face.title), 1, -1):
            title = "   ".join(face.title[:count])
            if fit_size(title, laid.width, BOLD, 8.5) >= SMALLEST:
                break
        self.pages.text(laid.left, self.y - 9, title, bold=True, size=fit_size(title, laid.width, BOLD, 8.5))
        self.y -= TITLE
        for printed, text in face.singles:
            box, own = 7.0, text.own.removeprefix(face.start)
            words = "   ".join(
                (" ".join(dict.fromkeys((own, printed))).strip(), text.plug, f"to {', '.join(text.far)}")
            )
            self.pages.box(laid.left + 1, self.y - box - 2, box, box, 0.5)
            if text.lies:
                self.pages.box(laid.left + 2.5, self.y - box - 0.5, box - 3, box - 3, 0.5)
            room = laid.width - box - 6
            self.pages.text(laid.left + box + 5, self.y - 8.5, words, size=fit_size(words, room, FONT, 9))
            self.y -= SINGLE

    def write_arrivals(self, arrivals: Sequence[Sequence[str]]) -> None:
        """The table of cable ends."""
        heads = [heading for heading, _ in COLUMNS]
        first = sum(self.cells_height(cells, FONT) for cells in arrivals[:6])
        self.room_for(first + self.cells_height(heads, BOLD) + 3)
        self.y -= 3
        self.write_cells(heads, bold=True)
        for arrival in arrivals:
            self.write_cells(arrival)

    def wrapped(self, cells: Sequence[str], font: str) -> list[tuple[str, ...]]:
        """The lines of each cell of the table."""
        return [wrap(cell, width - 4, font, SIZE) for cell, width in zip(cells, self.widths, strict=True)]

    def cells_height(self, cells: Sequence[str], font: str) -> float:
        """The height of a row of the table with its line."""
        return max(map(len, self.wrapped(cells, font))) * LINE + 1

    def write_cells(self, cells: Sequence[str], bold: bool = False) -> None:
        """A row of the table, over as many lines as its longest cell takes."""
        wrapped = self.wrapped(cells, BOLD if bold else FONT)
        tall = self.cells_height(cells, BOLD if bold else FONT) - 1
        if self.y - tall < BOTTOM:
            self.go_on()
            if not bold:
                self.write_cells([heading for heading, _ in COLUMNS], bold=True)
        x = MARGIN
        for lines, width in zip(wrapped, self.widths, strict=True):
            for number, line in enumerate(lines):
                self.pages.text(x, self.y - 7 - number * LINE, line, bold=bold, size=SIZE)
            x += width
        self.y -= tall
        self.pages.line(MARGIN, self.y - 0.5, MARGIN + self.room, self.y - 0.5, 0.6 if bold else 0.2)
        self.y -= 1

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
        size = fit_size(title, self.room, BOLD, 12)
        self.pages.text(MARGIN, self.pages.height - MARGIN - 8, title, bold=True, size=size)
        self.y = self.pages.height - MARGIN - 14

    def words(self, text: str) -> None:
        """A paragraph."""
        lines = wrap(text, self.room, FONT, 7.5)
        self.room_for(9 * min(len(lines), 8) + 3)
        for line in lines:
            self.pages.text(MARGIN, self.y - 7.5, line, size=7.5)
            self.y -= 9
        self.y -= 2


def _standing_text(plug: StandingPlug) -> PlugText:
    """The words for an existing cable."""
    return PlugText(own="", serial="", plug=plug.cable, far=(f"{plug.far_device} {plug.far_port}",), lies=True)
