"""Rows and racks of the same name in several rooms: they are called ROOM.NAME, so that each name is unique."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from layouts.document import Document
from layouts.floor_form import RackForm, RowForm, SiteForm
from layouts.key_paths import KeyPath

PlacedRack = tuple[Document, KeyPath, RackForm]


def qualify_names(form: SiteForm, racks: list[PlacedRack]) -> tuple[SiteForm, list[PlacedRack]]:
    """The forms with the rows and the stated racks that share a name across rooms named after their room as well.

    Racks that a row lists by number follow the name of their row. A stated rack is named after its room where another
    room has a stated rack or a numbered one of that name. A row that is meant by `row` of a rack or by an aisle is
    named in full where its name is shared.
    """
    known = {room.id for room in form.rooms}
    shared = _shared((row.id, row.room) for row in form.rows if row.room in known)
    rows = [
        row.model_copy(update={"id": f"{row.room}.{row.id}"}) if row.id in shared and row.room in known else row
        for row in form.rows
    ]
    room_of = {row.id: row.room for row in rows}
    numbered = ((name, row.room) for row in form.rows if row.id in shared for name in _list_numbered(row))
    twice = _shared(chain(((rack.id, room_of.get(rack.row, "")) for _, _, rack in racks), numbered))
    named = [
        (document, path, rack.model_copy(update={"id": f"{room_of.get(rack.row, '')}.{rack.id}"}))
        if rack.id in twice
        else (document, path, rack)
        for document, path, rack in racks
    ]
    return form.model_copy(update={"rows": rows}), named


def _list_numbered(row: RowForm) -> Iterator[str]:
    """The names of the racks that a row lists by number, in order."""
    position = row.first_position
    for group in row.racks:
        position += group.skip
        for number in range(position, position + group.count):
            yield name_rack(row.id, number)
        position += group.count


def name_rack(row: str, position: int) -> str:
    """The name of a rack that a row lists by number."""
    return f"{row}{position:02d}"


def _shared(names: Iterable[tuple[str, str]]) -> set[str]:
    """The names that objects of different rooms have."""
    rooms: dict[str, set[str]] = defaultdict(set)
    for name, room in names:
        rooms[name].add(room)
    return {name for name, found in rooms.items() if len(found) > 1}
