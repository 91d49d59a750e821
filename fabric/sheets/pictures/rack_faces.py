"""The faceplates of one rack on its page: the size of type, and small devices side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, inf
from typing import NamedTuple

from fabric.sheets.pictures.face_drawing import SIZES, CageStrip, StripWords, is_small, least_row_pt
from fabric.sheets.pictures.faceplates import ConnectorPlace, DrawnCage, PlugText
from fabric.writers import MARGIN

TITLE, SINGLE, GAP = 11.5, 12.0, 3.0
"""Height of the title of a device and of the line of a single connector, and white below a drawing, in points."""
BESIDE = 10.0
"""White between two devices side by side, in points."""
Rank = tuple[bool, int, bool, int, float]
"""How good a drawing on several pages is, the best least."""


class FaceType(NamedTuple):
    """The type of the drawings of a rack."""

    size: float
    """Size of type in points."""
    abreast: int
    """Small devices side by side."""
    stacks: bool
    """Whether the connectors of a cage stand one above the other where that keeps far labels whole."""


class SheetRoom(NamedTuple):
    """The room of a rack on its pages, in points."""

    first: float
    """Height that is left on the first page."""
    page: float
    """Height of a further page."""
    table: float
    """Height of the table below the devices."""


TYPES = tuple(FaceType(size, abreast, stacks) for size in SIZES for stacks in (True, False) for abreast in (1, 2, 3))
"""Types to choose from, the best readable first."""


class Single(NamedTuple):
    """A port group of one connector, which is written as a line instead of drawn."""

    printed: str
    """Name on the metal."""
    text: PlugText
    """Words of its plug."""


@dataclass(frozen=True, kw_only=True)
class DeviceFace:
    """One device to be drawn, before the size of its type is chosen."""

    title: tuple[str, ...]
    """Words above the drawing, the most needed first; what does not fit is left out."""
    groups: Sequence[Sequence[Sequence[DrawnCage]]]
    """Groups of cages, strip by strip."""
    singles: tuple[Single, ...]
    """Groups of one connector, below the title."""
    plugged: Mapping[ConnectorPlace, PlugText]
    """The words in each connector that is not empty."""
    start: str
    """What the labels of the device begin with."""
    lying: str
    """A sentence that names the existing cables; empty where there are none."""

    @property
    def is_small(self) -> bool:
        """Whether the device is narrow enough to stand beside others."""
        return not self.groups or is_small(self.groups)

    @property
    def head_pt(self) -> float:
        """Height of the title and of single connectors."""
        return TITLE + SINGLE * len(self.singles)

    def least_pt(self, kind: FaceType) -> float:
        """A height that the device takes at least, as a share of a line of devices."""
        rows = sum(1 + max(cage.row for group in groups for cage in group) for groups in self.groups)
        tall = self.head_pt + GAP + rows * least_row_pt(kind.size)
        return tall / kind.abreast if self.is_small else tall


@dataclass(frozen=True)
class LaidFace:
    """The drawing of one device with its place on a page."""

    face: DeviceFace
    """The device."""
    strips: Sequence[CageStrip]
    """Drawings, one below the other."""
    left: float
    """Left edge in points."""
    width: float
    """Width in points that it may take."""

    @property
    def height_pt(self) -> float:
        """Height with title and white."""
        return self.face.head_pt + GAP + sum(strip.height_pt for strip in self.strips)


Lines = list[list[LaidFace]]
"""Devices by line."""


class FaceLayouts:
    """The devices of a rack in the types that are tried. What types have in common is drawn once."""

    def __init__(self, faces: Sequence[DeviceFace], width: float):
        self.faces, self.width = faces, width
        self.made: dict[FaceType, Lines] = {}
        self.strips: dict[tuple[int, float, float, bool], list[CageStrip]] = {}
        self.words = [[StripWords(groups, face.plugged, face.start) for groups in face.groups] for face in faces]

    def lay(self, kind: FaceType) -> Lines:
        """The devices by line in one type: small ones side by side."""
        return self.lay_unless(kind, lambda lines: False) or []

    def lay_unless(self, kind: FaceType, is_too_much: Callable[[Lines], bool]) -> Lines | None:
        """The same; None as soon as the devices laid so far are too much, which only grows with each device."""
        lines = self.made[kind] if kind in self.made else self._lay(kind, is_too_much)
        return None if is_too_much(lines) else lines

    def breaks_plugs(self, kind: FaceType) -> bool:
        """Whether the name of a plug is broken in one type."""
        return any(
            words.breaks_plugs(self._width_of(face, kind), kind.size, kind.stacks)
            for face, strips in zip(self.faces, self.words, strict=True)
            for words in strips
        )

    def _width_of(self, face: DeviceFace, kind: FaceType) -> float:
        """The width in points that a device may take."""
        return (self.width - (kind.abreast - 1) * BESIDE) / kind.abreast if face.is_small else self.width

    def _lay(self, kind: FaceType, is_too_much: Callable[[Lines], bool]) -> Lines:
        """The devices by line: all, or as many as are too much."""
        lines: Lines = []
        for number, face in enumerate(self.faces):
            mine = self._width_of(face, kind)
            strips = self._strips(number, mine, kind)
            before = lines[-1] if lines else []
            if face.is_small and before and before[0].face.is_small and len(before) < kind.abreast:
                before.append(LaidFace(face, strips, MARGIN + len(before) * (mine + BESIDE), mine))
            else:
                lines.append([LaidFace(face, strips, MARGIN, mine)])
            if is_too_much(lines):
                return lines
        self.made[kind] = lines
        return lines

    def _strips(self, number: int, width: float, kind: FaceType) -> list[CageStrip]:
        """The drawings of a device. Where nothing is stacked, they are the same without stacking."""
        key = number, width, kind.size, kind.stacks
        if key not in self.strips:
            made = [words.make_strip(width, kind.size, kind.stacks) for words in self.words[number]]
            self.strips[key] = made
            if kind.stacks and all(block.depth == 1 for strip in made for row in strip.rows for block in row):
                self.strips[number, width, kind.size, False] = made
        return self.strips[key]


def choose_lines(faces: Sequence[DeviceFace], width: float, room: SheetRoom) -> Lines:
    """The devices by line, in the largest type that breaks no name of a plug and leaves room for the table on the first
    page; else in the best type for several pages.
    """
    kinds, made = _list_kinds(faces), FaceLayouts(faces, width)
    return _lay_on_first_page(made, kinds, room.first - room.table) or _lay_on_pages(made, kinds, room)


def _lay_on_first_page(made: FaceLayouts, kinds: Sequence[FaceType], left: float) -> Lines | None:
    """The devices by line in the first type that breaks no name of a plug and takes at most a height of `left` points;
    None where no type does.
    """
    broken = FaceType(0.0, 0, stacks=False)
    for kind in kinds:
        # What breaks a name does so too with less room beside each other.
        is_broken = kind.size == broken.size and kind.abreast >= broken.abreast
        if not is_broken and sum(face.least_pt(kind) for face in made.faces) <= left:
            if made.breaks_plugs(kind):
                broken = kind
            elif lines := made.lay_unless(kind, lambda lines: _height_pt(lines) > left):
                return lines
    return None


def _lay_on_pages(made: FaceLayouts, kinds: Sequence[FaceType], room: SheetRoom) -> Lines:
    """The devices by line in the best type for several pages; none where there are no devices."""
    best: tuple[Lines, Rank] | None = None
    for size in reversed(SIZES):
        here = [kind for kind in kinds if kind.size == size]
        if best and not best[1][0] and all(made.breaks_plugs(kind) for kind in here):
            break
        most = best[1][1] if best and not best[1][0] else inf
        choices = [made.lay_unless(kind, partial(_has_more_pages, most, room)) for kind in here]
        ranked = [(lines, _rank(lines, room)) for lines in choices if lines]
        if not ranked:
            # A larger type on more pages is no better, unless the smaller one breaks names of plugs.
            break
        lines, rank = min(ranked, key=lambda found: found[1])
        if best and rank[:3] > best[1][:3]:
            break
        best = lines, rank
    return best[0] if best else []


def _list_kinds(faces: Sequence[DeviceFace]) -> list[FaceType]:
    """The types that differ for some devices."""
    has_small = sum(face.is_small for face in faces) > 1
    cages = [cage for face in faces for groups in face.groups for group in groups for cage in group]
    has_pairs = any(len(cage.connectors) > 1 for cage in cages)
    return [kind for kind in TYPES if (has_small or kind.abreast == 1) and (has_pairs or not kind.stacks)]


def _breaks_plugs(lines: Sequence[Sequence[LaidFace]]) -> bool:
    """Whether the name of a plug is broken."""
    return any(strip.breaks_plugs for line in lines for laid in line for strip in laid.strips)


def _rank(lines: Sequence[Sequence[LaidFace]], room: SheetRoom) -> Rank:
    """The order of choices on several pages, the least first: names of plugs whole, few pages, far labels in up to two
    lines; then these in fewer, and a low drawing. A larger type is taken where the first three are no worse.
    """
    far = max((strip.far_lines for line in lines for laid in line for strip in laid.strips), default=1)
    return _breaks_plugs(lines), count_pages(lines, room), far > 2, far, _height_pt(lines)


def count_pages(lines: Sequence[Sequence[LaidFace]], room: SheetRoom) -> int:
    """The pages that devices take with the table below them; a line of devices is kept whole where a page takes it."""
    pages, left = 1, room.first
    for tall in (max(one.height_pt for one in line) for line in lines):
        if tall > left:
            pages, left = pages + 1, room.page
        left -= tall
        while left < 0:
            pages, left = pages + 1, left + room.page
    return pages + ceil(max(0.0, room.table - left) / room.page)


def _has_more_pages(most: float, room: SheetRoom, lines: Sequence[Sequence[LaidFace]]) -> bool:
    """Whether devices and table take more than a number of pages."""
    return count_pages(lines, room) > most


def _height_pt(lines: Sequence[Sequence[LaidFace]]) -> float:
    """The height of all devices of a rack."""
    return sum(max(one.height_pt for one in line) for line in lines)
