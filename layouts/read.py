"""Reads `site.yaml` and its CSV lists into a `Site`, and collects every fault with its place."""

import copy
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from layouts.csv_document import stated_cells
from layouts.csv_lists import read_list
from layouts.document import Document, read_yaml
from layouts.faults import Fault, InputError
from layouts.floor_form import PathwayForm, RackForm, SiteForm
from layouts.forms import list_errors
from layouts.key_paths import KeyPath, value_at
from layouts.lengths import read_tiles
from layouts.mending import mend_form, name_of, sure_faults
from layouts.site import Site
from layouts.site_builder import SiteBuilder
from layouts.site_files import SiteFiles

Row = TypeVar("Row")
Placed = list[tuple[Document, KeyPath, Row]]
"""Rows of a CSV list with their places."""
ROUNDS = 6
"""Times that names of a floor are mended."""
NAMED = ("rooms", "rack_types", "rows", "racks", "pathways")
"""Lists without which the names of a floor are not known."""
BASE = ("rooms", "rack_types", "rows")
"""Lists without which nothing of a floor can be checked."""
SHAPES = (("room",), ("start_mm",), ("front",), ("pitch_mm",), ("phase",), ("max_crews",))
"""Keys of a row that do not change the names of its racks; an unknown key may be meant for any."""
LACKS = ("no pathway", "cannot be reached", "leads nowhere")
"""Words of faults that come of themselves where a pathway or a rack is left out."""

_LOST = re.compile(r"there is no (?:rack|pathway) '([^']*)'")
"""A reference to a rack or a pathway that is not there."""


@dataclass(frozen=True)
class ReadSite:
    """A floor as far as it can be read."""

    site: Site | None
    """The floor, with stand-ins for wrong values; None where nothing can be built."""
    faults: tuple[Fault, ...]
    """Faults of its files; where there are none, the floor is as it is written."""
    unsure: frozenset[str]
    """Names of rows, kinds of racks, racks and pathways that rest on a stand-in."""
    open_rows: frozenset[str]
    """Names of rows whose number of racks is not known yet."""
    unchecked: tuple[str, ...]
    """What could not be checked because of the faults; empty where there are none."""


def read_site(folder: Path | str, document: Document | None = None) -> Site:
    """The floor described in a project folder. Raises InputError with all faults of its files.

    `document` is `site.yaml` where it has been read already.
    """
    folder = Path(folder)
    read = read_site_on(folder, document or read_yaml(folder / "site.yaml"))
    if read.faults or read.site is None:
        raise InputError(read.faults)
    return read.site


def read_site_on(folder: Path, document: Document) -> ReadSite:
    """The floor of a project folder as far as it can be read: faults of one object hide none of another."""
    listed: list[Fault] = []
    stated = document.data
    document = read_tiles(document, stated, listed)
    in_tiles = partial(read_tiles, site=stated, faults=listed)
    racks = read_list(folder / "racks.csv", RackForm, listed, convert=in_tiles)
    pathways = read_list(folder / "pathways.csv", PathwayForm, listed, convert=in_tiles)
    mended = mend_form(SiteForm, document)
    faults = [*listed, *mended.faults]
    if mended.form is None or not {(key,) for key in BASE}.isdisjoint(mended.places):
        return ReadSite(None, tuple(faults), frozenset(), frozenset(), ("the floor as a whole",))
    mender = _Mender(document, mended.form, mended.data, mended.places, faults)
    for name in {fault.file for fault in listed} & {"racks.csv", "pathways.csv"}:
        with suppress(InputError):
            mender.stated.update(stated_cells(folder / name, "id"))
    site = mender.build(racks, pathways)
    resting = [*mender.places, *_resting(mender.data, mender.places)]
    if any((len(place) == 1 and place[0] in NAMED) or place[-1:] == ("id",) for place in mender.places):
        site = None  # nobody knows which racks and pathways there are
    counts = (place for place in mender.places if place[0] == "rows" and place[-1] != "type")
    return ReadSite(
        site=site,
        faults=tuple(mender.faults),
        unsure=frozenset({name_of(document, place) for place in resting} - {""}),
        open_rows=frozenset(name_of(document, place) for place in counts if place[2:3] not in SHAPES),
        unchecked=("whether pathways reach all racks",) if mender.is_mended else (),
    )


class _Mender:
    """Builds a floor again and again: each time the names that the builder refuses get a stand-in."""

    def __init__(self, document: Document, form: SiteForm, data: Any, places: Iterable[KeyPath], faults: list[Fault]):
        self.document, self.form, self.data = document, form, data
        self.places, self.faults = list(places), faults
        self.is_mended = bool(faults)
        self.stated: set[str] = set()
        """Racks and pathways of lists with faults: a row that is left out still states its name."""

    def build(self, racks: Placed[RackForm], pathways: Placed[PathwayForm]) -> Site | None:
        """The floor, with the faults of its objects; None where no floor can be built."""
        for _ in range(ROUNDS):
            builder = SiteBuilder(SiteFiles(self.document, self.form, racks, pathways))
            try:
                return builder.build()
            except InputError as error:
                if builder.built is not None:
                    self._add_problems(error.faults, [*racks, *pathways])
                    return builder.built
                self._mend_names(error.faults)
                wrong = {(fault.file, fault.line) for fault in error.faults}
                racks, pathways = _without(racks, wrong), _without(pathways, wrong)
        return None

    def _add_problems(
        self, problems: Iterable[Fault], rows: Iterable[tuple[Document, KeyPath, RackForm | PathwayForm]]
    ) -> None:
        """Adds the faults of the floor as a whole, except those that follow from a stand-in or from an object left
        out. `rows` are those of the lists: one in a room with a fault is in doubt as well.
        """
        doubtful = [*self.places, *_resting(self.data, self.places)]
        unsure = {(str(place[0]), name_of(self.document, place)) for place in doubtful}
        has_rooms = any(kind == "rooms" for kind, _ in unsure)
        resting = {
            (document.name, document.line_of(path))
            for document, path, form in rows
            if (isinstance(form, RackForm) and not unsure.isdisjoint({("rows", form.row), ("rack_types", form.type)}))
            or (isinstance(form, PathwayForm) and has_rooms and (not form.room or ("rooms", form.room) in unsure))
        }
        found = sure_faults(self.document, doubtful, problems, whole_objects=True)
        found = [fault for fault in found if (fault.file, fault.line) not in resting]
        if self.is_mended:
            found = [fault for fault in found if not any(words in fault.message for words in LACKS)]
        self.faults += found

    def _follows(self, fault: Fault) -> bool:
        """Whether a fault of a reference follows from another one: the rack or pathway may exist once that is mended,
        or the point of a drop was judged by a height or a room that stands in.
        """
        lost = _LOST.match(fault.message)
        rows = {name_of(self.document, place) for place in self.places if place[0] == "rows"} - {""}
        in_row = lost and any(lost[1].startswith(row) and lost[1][len(row) :].isdigit() for row in rows)
        is_point = fault.key.startswith("drops") and ("level section" in fault.message)
        unsure_heights = any(place[0] in ("rooms", "rack_types", "rows") for place in self.places)
        return bool(in_row or (lost and lost[1] in self.stated) or (is_point and unsure_heights))

    def _mend_names(self, faults: Iterable[Fault]) -> None:
        """Adds the faults of ids and references, and puts stand-ins in their places."""
        self.is_mended = True
        self.faults += [fault for fault in sure_faults(self.document, self.places, faults) if not self._follows(fault)]
        if self.data is self.document.data:
            self.data = copy.deepcopy(self.data)
        self.places += [_mend_name(self.data, fault) for fault in faults if fault.file == self.document.name]
        mended = Document(self.document.name, self.data, self.document.lines)
        self.form = list_errors(SiteForm, mended, lenient=True)[0] or self.form


def _without(rows: Placed[Row], wrong: set[tuple[str, int]]) -> Placed[Row]:
    return [row for row in rows if (row[0].name, row[0].line_of(row[1])) not in wrong]


def _mend_name(data: Any, fault: Fault) -> KeyPath:
    """Replaces an unknown name by one that exists, and a name that occurs twice by another one."""
    place = _place(fault.key)
    known = re.search(r"Use one of: ([^,]+)", fault.remedy)
    try:
        holder = value_at(data, place[:-1])
        if known:
            holder[place[-1]] = known[1].removesuffix(", ...")
        elif "have the id" in fault.message:
            item = value_at(data, place[:2])
            item["id"] = f"{item['id']}~{place[1]}"
        elif place[-1] == "phase":
            holder["phase"] = 1
        elif place[0] == "drops":
            value_at(data, place[:2]).pop("at_mm", None)
        elif isinstance(holder, dict):
            holder.pop(place[-1], None)
    except (KeyError, IndexError, TypeError):
        pass
    return place


def _place(key: str) -> KeyPath:
    """The place that a fault writes as text: rows[2].id -> ('rows', 2, 'id')."""
    found = re.findall(r"\[(\d+)\]|([^.\[\]]+)", key)
    return tuple(int(number) if number else word for number, word in found)


def _resting(data: Any, places: Iterable[KeyPath]) -> Iterator[KeyPath]:
    """Objects that stand in, are made of, or belong to one that was mended."""
    tops = {place[:2] for place in places if len(place) > 1}
    names: dict[str, set[str]] = {"rooms": set(), "rack_types": set(), "rows": set(), "pathways": set()}
    for key, number in tops:
        if key in names:
            found = number if key == "rack_types" else value_at(data, (key, number)).get("id")
            names[str(key)].add(str(found))
    for key, item, index in _objects(data):
        groups = item.get("racks", [])
        uses = {group.get("type") for group in groups} if key == "rows" else {item.get("type")}
        if item.get("room") in names["rooms"] or uses & names["rack_types"]:
            if key == "rows":
                names["rows"].add(str(item.get("id")))
            yield (key, index)
    for key, item, index in _objects(data):
        if key == "racks" and item.get("row") in names["rows"]:
            yield (key, index)
        if key == "aisles" and set(item.get("rows", ())) & names["rows"]:
            yield (key, index)
        if key == "drops" and item.get("pathway") in names["pathways"]:
            yield (key, index)


def _objects(data: Any) -> Iterator[tuple[str, Any, int]]:
    for key in ("rows", "racks", "pathways", "obstacles", "aisles", "drops"):
        for index, item in enumerate(data.get(key) or ()):
            yield key, item, index
