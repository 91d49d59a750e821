"""Reads `site.yaml` and its CSV lists into a `Site`, and collects every fault with its place."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from layouts.document import Document, read_csv, read_yaml
from layouts.drops import hang_drops, is_on_pathway, make_drop, nearest_point
from layouts.faults import Fault, InputError
from layouts.floor_form import PathwayForm, RackForm, RackTypeForm, RoomForm, RowForm, SiteForm
from layouts.forms import Form, duplicate_faults, fill_form
from layouts.geometry import is_simple_polygon
from layouts.integrity import find_problems
from layouts.key_paths import KeyPath
from layouts.site import Aisle, Drop, Feed, Obstacle, Pathway, Point3, Rack, RackType, Room, Row, Site
from layouts.units import exact

FormType = TypeVar("FormType", bound=Form)
Where = dict[tuple[str, str], tuple[Document, KeyPath]]
"""The place of each object in the files: (kind, id) -> document and key path."""


def read_site(folder: Path, document: Document | None = None) -> Site:
    """The floor described in a project folder. Raises InputError with all faults of its files.

    `document` is `site.yaml` where it has been read already.
    """
    faults: list[Fault] = []
    racks = read_list(folder / "racks.csv", RackForm, faults)
    pathways = read_list(folder / "pathways.csv", PathwayForm, faults)
    document = document or read_yaml(folder / "site.yaml")
    try:
        form = fill_form(SiteForm, document)
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    if faults:
        raise InputError(faults)
    return _Assembler(document, form, racks, pathways).assemble()


def read_list(
    path: Path, form_type: type[FormType], faults: list[Fault], name: str | None = None
) -> list[tuple[Document, KeyPath, FormType]]:
    """The well-formed rows of a CSV list, with their places; faults of the others are added to `faults`.

    Nothing where there is no such file.
    """
    if not path.exists():
        return []
    try:
        document = read_csv(path, name=name)
    except InputError as error:
        faults.extend(error.faults)
        return []
    rows: list[tuple[Document, KeyPath, FormType]] = []
    for index in range(len(document.data)):
        try:
            rows.append((document, (index,), fill_form(form_type, document, (index,))))
        except InputError as error:
            faults.extend(error.faults)
    return rows


class _Assembler:
    """Turns forms into the Site; `where` remembers the place of each object for faults."""

    def __init__(
        self,
        document: Document,
        form: SiteForm,
        racks: list[tuple[Document, KeyPath, RackForm]],
        pathways: list[tuple[Document, KeyPath, PathwayForm]],
    ):
        self.document, self.form = document, form
        self.racks: list[tuple[Document, KeyPath, RackForm]] = [
            (document, ("racks", i), rack) for i, rack in enumerate(form.racks)
        ] + racks
        self.pathways: list[tuple[Document, KeyPath, PathwayForm]] = [
            (document, ("pathways", i), pathway) for i, pathway in enumerate(form.pathways)
        ] + pathways
        self.faults: list[Fault] = []
        self.where: Where = {}

    def assemble(self) -> Site:
        form = self.form
        self.check_ids("rooms", [room.id for room in form.rooms])
        self.check_ids("rows", [row.id for row in form.rows])
        self.check_ids("obstacles", [obstacle.id for obstacle in form.obstacles])
        self.check_ids("aisles", [aisle.id for aisle in form.aisles])
        self.check_ids("feeds", [feed.id for feed in form.feeds])
        self.check_references()
        self.check_phases()
        self.stop_on_faults()
        rooms = tuple(self.room(index, room) for index, room in enumerate(form.rooms))
        origins = {room.id: room.origin_mm for room in rooms}
        types = {name: self.rack_type(name, item) for name, item in form.rack_types.items()}
        row_racks = [rack for index, row in enumerate(form.rows) for rack in self.row_racks(index, row, types, origins)]
        stated_racks = list(self.stated_racks(types, origins, row_racks))
        pathways = tuple(self.pathway(document, path, item, origins) for document, path, item in self.pathways)
        self.check_unique_objects()
        self.stop_on_faults()
        racks = tuple(sorted((*row_racks, *stated_racks), key=lambda rack: (rack.row, rack.position, rack.id)))
        stated_drops = self.stated_drops({rack.id: rack for rack in racks}, pathways, origins)
        self.stop_on_faults()
        site = Site(
            name=form.name,
            rooms=rooms,
            rows=tuple(
                Row(
                    id=row.id,
                    room=row.room,
                    front=row.front,
                    phase=row.phase,
                    max_crews_front=row.max_crews.front,
                    max_crews_rear=row.max_crews.rear,
                )
                for row in form.rows
            ),
            racks=racks,
            pathways=pathways,
            drops=hang_drops(racks, pathways, stated_drops),
            obstacles=tuple(
                Obstacle(o.id, o.kind, _shift2(o.corner_mm, origins[o.room]), o.size_mm) for o in form.obstacles
            ),
            aisles=tuple(Aisle(a.id, a.kind, tuple(a.rows), a.min_width_mm) for a in form.aisles),
            feeds=tuple(Feed(feed.id, exact(feed.limit_kw, 1000, "watt")) for feed in form.feeds),
            port_to_side_mm=form.port_to_side_mm,
            slack_mm_per_end=form.slack_mm_per_end,
            fill_warn_pct=int(form.fill_warn_pct),
            fill_max_pct=int(form.fill_max_pct),
        )
        for problem in find_problems(site):
            document, path = self.where[problem.kind, problem.id]
            self.faults.append(document.fault(path, problem.message, problem.remedy))
        self.stop_on_faults()
        return site

    def stop_on_faults(self) -> None:
        if self.faults:
            raise InputError(self.faults)

    def fault(self, path: KeyPath, message: str, remedy: str) -> None:
        self.faults.append(self.document.fault(path, message, remedy))

    def check_ids(self, key: str, ids: Iterable[str]) -> None:
        placed: list[tuple[KeyPath, str]] = [((key, index, "id"), name) for index, name in enumerate(ids)]
        self.faults.extend(duplicate_faults(self.document, placed, key))
        for path, name in placed:
            self.where[key[:-1], name] = self.document, path[:-1]

    def check_references(self) -> None:
        """Every name that refers to an object has that object."""
        form = self.form
        rooms = {room.id for room in form.rooms}
        rows = {row.id for row in form.rows}
        feeds = {feed.id for feed in form.feeds}
        here = self.document
        for name, rack_type in form.rack_types.items():
            self.refer(here, ("rack_types", name, "feed"), rack_type.feed, feeds, "feed")
        for index, row in enumerate(form.rows):
            self.refer(here, ("rows", index, "room"), row.room, rooms, "room")
            for number, group in enumerate(row.racks):
                self.refer(here, ("rows", index, "racks", number, "type"), group.type, form.rack_types, "rack type")
        for document, path, rack in self.racks:
            self.refer(document, (*path, "row"), rack.row, rows, "row")
            self.refer(document, (*path, "type"), rack.type, form.rack_types, "rack type")
        for document, path, pathway in self.pathways:
            self.refer(document, (*path, "room"), pathway.room, rooms, "room")
        for index, obstacle in enumerate(form.obstacles):
            self.refer(here, ("obstacles", index, "room"), obstacle.room, rooms, "room")
        for index, aisle in enumerate(form.aisles):
            for number, row_id in enumerate(aisle.rows):
                self.refer(here, ("aisles", index, "rows", number), row_id, rows, "row")
        self.check_usable()

    def check_phases(self) -> None:
        """Build phases are numbered from 1 without a gap."""
        phases = {row.phase for row in self.form.rows}
        for index, row in enumerate(self.form.rows):
            if row.phase > 1 and row.phase - 1 not in phases:
                self.fault(
                    ("rows", index, "phase"),
                    f"row {row.id} is of phase {row.phase}, no row is of phase {row.phase - 1}",
                    "Number the phases from 1 without a gap",
                )

    def check_usable(self) -> None:
        for name, rack_type in self.form.rack_types.items():
            if rack_type.usable_depth_mm is not None and rack_type.usable_depth_mm > rack_type.depth_mm:
                self.fault(
                    ("rack_types", name, "usable_depth_mm"),
                    f"the usable depth {rack_type.usable_depth_mm} mm is more than the rack's {rack_type.depth_mm} mm",
                    "Correct one of the two",
                )

        for name, rack_type in self.form.rack_types.items():
            if rack_type.usable_u is not None and rack_type.usable_u > rack_type.u_height:
                self.fault(
                    ("rack_types", name, "usable_u"),
                    f"{rack_type.usable_u:g} usable units are more than the rack's {rack_type.u_height:g}",
                    "Correct one of the two",
                )

    def refer(self, document: Document, path: KeyPath, name: str | None, known: Iterable[str], what: str) -> None:
        names = sorted(known)
        if name is not None and name not in names:
            listed = ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")
            self.faults.append(
                document.fault(
                    path, f"there is no {what} '{name}'", f"Use one of: {listed}" if names else f"Define the {what}"
                )
            )

    def room(self, index: int, form: RoomForm) -> Room:
        x, y = form.origin_mm
        if form.size_mm is not None:
            w, d = form.size_mm
            corners = [(0, 0), (w, 0), (w, d), (0, d)]
        else:
            corners = list(form.outline_mm or [])
        outline = tuple((x + px, y + py) for px, py in corners)
        if not is_simple_polygon(outline):
            self.fault(
                ("rooms", index, "outline_mm"),
                f"the outline of room {form.id} crosses itself or encloses nothing",
                "List the corners in order around the room",
            )
        return Room(form.id, outline, form.height_mm, form.origin_mm)

    def rack_type(self, name: str, form: RackTypeForm) -> RackType:
        usable_u = form.usable_u if form.usable_u is not None else form.u_height
        return RackType(
            id=name,
            width_mm=form.width_mm,
            depth_mm=form.depth_mm,
            height_mm=form.height_mm,
            usable_depth_mm=form.usable_depth_mm if form.usable_depth_mm is not None else max(form.depth_mm - 100, 1),
            half_ru=int(form.u_height * 2),
            usable_half_ru=int(usable_u * 2),
            u1_bottom_mm=form.u1_bottom_mm,
            u_numbering=form.u_numbering,
            max_weight_g=exact(form.max_weight_kg, 1000, "gram"),
            max_power_w=exact(form.max_power_kw, 1000, "watt"),
            feed=form.feed,
            entry_side=form.entry.side,
            entry_area_mm2=form.entry.area_mm2,
            holds=tuple(form.holds),
        )

    def row_racks(
        self, index: int, row: RowForm, types: Mapping[str, RackType], origins: Mapping[str, tuple[int, int]]
    ) -> Iterable[Rack]:
        x, y = _shift2(row.start_mm, origins[row.room])
        along_x = row.front in ("north", "south")
        position = row.first_position
        for number, group in enumerate(row.racks):
            rack_type = types[group.type]
            for _ in range(group.count):
                rack_id = f"{row.id}{position:02d}"
                self.place_once("rack", rack_id, self.document, ("rows", index, "racks", number))
                yield Rack(
                    id=rack_id,
                    room=row.room,
                    row=row.id,
                    position=position,
                    type=rack_type,
                    x_mm=x,
                    y_mm=y,
                    front=row.front,
                )
                step = row.pitch_mm or rack_type.width_mm
                x, y = (x + step, y) if along_x else (x, y + step)
                position += 1

    def stated_racks(
        self, types: Mapping[str, RackType], origins: Mapping[str, tuple[int, int]], earlier: list[Rack]
    ) -> Iterable[Rack]:
        rows = {row.id: row for row in self.form.rows}
        last: dict[str, int] = {}
        for rack in earlier:
            last[rack.row] = max(last.get(rack.row, 0), rack.position)
        for document, path, form in self.racks:
            row = rows[form.row]
            position = form.position or last.get(row.id, 0) + 1
            last[row.id] = max(last.get(row.id, 0), position)
            self.place_once("rack", form.id, document, path)
            x, y = _shift2((form.x_mm, form.y_mm), origins[row.room])
            yield Rack(
                id=form.id,
                room=row.room,
                row=row.id,
                position=position,
                type=types[form.type],
                x_mm=x,
                y_mm=y,
                front=row.front,
            )

    def place_once(self, kind: str, name: str, document: Document, path: KeyPath) -> None:
        """Remembers the place of an object; a second one with the same id is a fault."""
        if (kind, name) in self.where:
            first, first_path = self.where[kind, name]
            self.faults.append(
                document.fault(
                    path,
                    f"two {kind}s have the id '{name}', first in {first.name}, line {first.line_of(first_path)}",
                    "Rename one of the two",
                )
            )
            return
        self.where[kind, name] = document, path

    def check_unique_objects(self) -> None:
        for drop_index, drop in enumerate(self.form.drops):
            self.place_once("drop", drop.rack, self.document, ("drops", drop_index))

    def pathway(
        self, document: Document, path: KeyPath, form: PathwayForm, origins: Mapping[str, tuple[int, int]]
    ) -> Pathway:
        self.place_once("pathway", form.id, document, path)
        origin = origins[form.room] if form.room else (0, 0)
        return Pathway(
            id=form.id,
            kind=form.kind,
            points_mm=tuple(_shift3(point, origin) for point in form.points_mm),
            width_mm=form.width_mm,
            depth_mm=form.depth_mm,
            media=tuple(form.media),
            existing_fill_mm2=form.existing_fill_mm2,
            max_crews=form.max_crews,
            firestop=form.firestop or form.kind == "sleeve",
        )

    def stated_drops(
        self, racks: Mapping[str, Rack], pathways: tuple[Pathway, ...], origins: Mapping[str, tuple[int, int]]
    ) -> dict[str, Drop]:
        by_id = {pathway.id: pathway for pathway in pathways}
        drops: dict[str, Drop] = {}
        for index, form in enumerate(self.form.drops):
            path: KeyPath = ("drops", index)
            self.refer(self.document, (*path, "rack"), form.rack, racks, "rack")
            self.refer(self.document, (*path, "pathway"), form.pathway, by_id, "pathway")
            if form.rack not in racks or form.pathway not in by_id:
                continue
            rack, pathway = racks[form.rack], by_id[form.pathway]
            at_mm = form.at_mm
            point = _shift3(at_mm, origins[rack.room]) if at_mm else nearest_point(rack, pathway)
            if point is None or not is_on_pathway(pathway, point):
                self.fault(
                    (*path, "at_mm"),
                    f"the point {list(at_mm or ())} is not on a level section of pathway {pathway.id}",
                    "Give a point on its centre line",
                )
                continue
            area = form.area_mm2 if form.area_mm2 is not None else rack.type.entry_area_mm2
            drop = make_drop(rack, pathway.id, point, area, form.max_crews)
            if drop is None:
                self.fault(
                    path,
                    f"pathway {pathway.id} at z {point[2]} mm is beside rack {rack.id}, not above or below",
                    "Choose a pathway above the rack or below the floor",
                )
                continue
            drops[rack.id] = drop
        return drops


def _shift2(point: tuple[int, int], origin: tuple[int, int]) -> tuple[int, int]:
    return point[0] + origin[0], point[1] + origin[1]


def _shift3(point: Point3, origin: tuple[int, int]) -> Point3:
    return point[0] + origin[0], point[1] + origin[1], point[2]
