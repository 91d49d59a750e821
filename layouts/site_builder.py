"""Builds a `Site` from the forms of its files, and finds the faults that only the objects show."""

from collections.abc import Iterable, Mapping

from layouts.aisles import Aisle
from layouts.document import Document
from layouts.drop_builder import Origins, build_drops, shift2, shift3
from layouts.drops import hang_drops
from layouts.floor_form import PathwayForm, RackTypeForm, RoomForm, RowForm
from layouts.geometry import is_simple_polygon
from layouts.integrity import find_problems
from layouts.key_paths import KeyPath
from layouts.qualified_names import name_rack
from layouts.racks import Rack, RackType
from layouts.side_passages import build_side_passages
from layouts.site import Feed, Obstacle, Pathway, Room, Row, Site
from layouts.site_checks import check_forms
from layouts.site_files import SiteFiles
from layouts.storeys import list_storeys
from layouts.units import exact


class SiteBuilder:
    """Turns forms into the site."""

    def __init__(self, files: SiteFiles):
        self.files, self.form = files, files.form
        self.built: Site | None = None
        """The site as soon as its objects are made, be the whole right or not."""

    def build(self) -> Site:
        """The site. Raises InputError with all faults of its forms, else of its objects, else of the whole."""
        form, files = self.form, self.files
        check_forms(files)
        files.stop_on_faults()
        rooms = tuple(self._room(index, room) for index, room in enumerate(form.rooms))
        origins: Origins = {room.id: (*room.origin_mm, room.floor_mm) for room in rooms}
        types = {name: self._rack_type(name, item) for name, item in form.rack_types.items()}
        row_racks = [
            rack for index, row in enumerate(form.rows) for rack in self._row_racks(index, row, types, origins)
        ]
        stated_racks = list(self._stated_racks(types, origins, row_racks))
        pathways = tuple(self._pathway(document, path, item, origins) for document, path, item in files.pathways)
        files.stop_on_faults()
        racks = tuple(sorted((*row_racks, *stated_racks), key=lambda rack: (rack.row, rack.position, rack.id)))
        stated_drops = build_drops(files, racks, pathways, origins)
        drops = hang_drops(racks, pathways, stated_drops, list_storeys(rooms))
        drops = (*drops, *build_side_passages(files, racks, drops))
        files.stop_on_faults()
        site = Site(
            name=form.name,
            units=form.units,
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
            drops=drops,
            obstacles=tuple(
                Obstacle(o.id, o.kind, shift2(o.corner_mm, origins[o.room]), o.size_mm, o.room) for o in form.obstacles
            ),
            aisles=tuple(Aisle(a.id, a.kind, tuple(a.rows), a.min_width_mm) for a in form.aisles),
            feeds=tuple(Feed(feed.id, exact(feed.limit_kw, 1000, "watt")) for feed in form.feeds),
            port_to_side_mm=form.port_to_side_mm,
            slack_mm_per_end=form.slack_mm_per_end,
            fill_warn_pct=int(form.fill_warn_pct),
            fill_max_pct=int(form.fill_max_pct),
        )
        self.built = site
        for problem in find_problems(site):
            document, path = files.where[problem.kind, problem.id]
            files.faults.append(document.fault(path, problem.message, problem.remedy))
        files.stop_on_faults()
        return site

    def _room(self, index: int, form: RoomForm) -> Room:
        x, y = form.origin_mm
        if form.size_mm is not None:
            w, d = form.size_mm
            corners = [(0, 0), (w, 0), (w, d), (0, d)]
        else:
            corners = list(form.outline_mm or [])
        outline = tuple((x + px, y + py) for px, py in corners)
        if not is_simple_polygon(outline):
            self.files.fault(
                ("rooms", index, "outline_mm"),
                f"the outline of room {form.id} crosses itself or encloses nothing",
                "List the corners in order around the room",
            )
        return Room(form.id, outline, form.height_mm, form.origin_mm, form.floor_mm)

    def _rack_type(self, name: str, form: RackTypeForm) -> RackType:
        usable_u = form.usable_u if form.usable_u is not None else form.u_height
        return RackType(
            id=name,
            width_mm=form.width_mm,
            depth_mm=form.depth_mm,
            height_mm=form.height_mm,
            usable_depth_mm=form.usable_depth_mm if form.usable_depth_mm is not None else max(form.depth_mm - 100, 1),
            half_ru=int(form.u_height * 2),
            usable_half_ru=int(usable_u * 2),
            unit_um=exact(form.unit_mm, 1000, "micrometre"),
            first_half_ru=2 * form.starting_unit,
            u1_bottom_mm=form.u1_bottom_mm,
            u_numbering=form.u_numbering,
            max_weight_g=exact(form.max_weight_kg, 1000, "gram"),
            max_power_w=exact(form.max_power_kw, 1000, "watt"),
            feed=form.feed,
            entry_side=form.entry.side,
            entry_from_front_mm=form.entry.from_front_mm,
            entry_area_mm2=form.entry.area_mm2,
            holds=tuple(form.holds),
        )

    def _row_racks(self, index: int, row: RowForm, types: Mapping[str, RackType], origins: Origins) -> Iterable[Rack]:
        x, y = shift2(row.start_mm, origins[row.room])
        along_x = row.front in ("north", "south")
        position = row.first_position
        for number, group in enumerate(row.racks):
            rack_type = types[group.type]
            step = row.pitch_mm or rack_type.width_mm
            before = group.gap_mm + group.skip * step
            x, y = (x + before, y) if along_x else (x, y + before)
            position += group.skip
            for _ in range(group.count):
                rack_id = name_rack(row.id, position)
                self.files.place_once("rack", rack_id, self.files.document, ("rows", index, "racks", number))
                yield Rack(
                    id=rack_id,
                    room=row.room,
                    row=row.id,
                    position=position,
                    type=rack_type,
                    x_mm=x,
                    y_mm=y,
                    front=row.front,
                    z_mm=origins[row.room][2],
                )
                x, y = (x + step, y) if along_x else (x, y + step)
                position += 1

    def _stated_racks(self, types: Mapping[str, RackType], origins: Origins, earlier: list[Rack]) -> Iterable[Rack]:
        rows = {row.id: row for row in self.form.rows}
        last: dict[str, int] = {}
        for rack in earlier:
            last[rack.row] = max(last.get(rack.row, 0), rack.position)
        for document, path, form in self.files.racks:
            row = rows[form.row]
            position = form.position or last.get(row.id, 0) + 1
            last[row.id] = max(last.get(row.id, 0), position)
            self.files.place_once("rack", form.id, document, path)
            x, y = shift2((form.x_mm, form.y_mm), origins[row.room])
            yield Rack(
                id=form.id,
                room=row.room,
                row=row.id,
                position=position,
                type=types[form.type],
                x_mm=x,
                y_mm=y,
                front=row.front,
                z_mm=origins[row.room][2],
            )

    def _pathway(self, document: Document, path: KeyPath, form: PathwayForm, origins: Origins) -> Pathway:
        self.files.place_once("pathway", form.id, document, path)
        origin = origins[form.room] if form.room else (0, 0, 0)
        return Pathway(
            id=form.id,
            kind=form.kind,
            points_mm=tuple(shift3(point, origin) for point in form.points_mm),
            width_mm=form.width_mm,
            depth_mm=form.depth_mm,
            media=tuple(form.media),
            existing_fill_mm2=form.existing_fill_mm2,
            max_crews=form.max_crews,
            firestop=form.firestop or form.kind == "sleeve",
        )
