"""The faceplates of one rack on its page: the size of type, and small devices side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fabric.sheets.pictures.face_drawing import SIZES, CageStrip, is_small, least_row_pt, make_strip
from fabric.sheets.pictures.faceplates import ConnectorPlace, DrawnCage, PlugText
from fabric.writers import MARGIN

TITLE, SINGLE, GAP = 11.5, 12.0, 3.0
"""Height of the title of a device and of the line of a single connector, and white below a drawing, in points."""
BESIDE = 10.0
"""White between two devices side by side, in points."""


class FaceType(NamedTuple):
    """The type of the drawings of a rack."""

    size: float
    """Size of type in points."""
    abreast: int
    """Small devices side by side."""


TYPES = tuple(FaceType(size, abreast) for size in SIZES for abreast in (1, 2, 3))
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


def choose_lines(faces: Sequence[DeviceFace], width: float, left: float) -> list[list[LaidFace]]:
    """The devices by line, in the largest type that breaks no name of a plug and fits the height that is left; else in
    the smallest, as many side by side as makes it lowest.
    """
    smallest = []
    for kind in TYPES:
        is_last = kind.size == SIZES[-1]
        if is_last or sum(face.least_pt(kind) for face in faces) <= left:
            lines = lay_faces(faces, kind, width)
            broken = any(strip.breaks_plugs for line in lines for laid in line for strip in laid.strips)
            if _height_pt(lines) <= left and (is_last or not broken):
                return lines
            smallest += [lines] if is_last else []
    return min(smallest, key=_height_pt)


def _height_pt(lines: Sequence[Sequence[LaidFace]]) -> float:
    """The height of all devices of a rack."""
    return sum(max(one.height_pt for one in line) for line in lines)


def lay_faces(faces: Sequence[DeviceFace], kind: FaceType, width: float) -> list[list[LaidFace]]:
    """The devices of a rack by line: small ones side by side."""
    lines: list[list[LaidFace]] = []
    narrow = (width - (kind.abreast - 1) * BESIDE) / kind.abreast
    for face in faces:
        mine = narrow if face.is_small else width
        strips = [make_strip(groups, face.plugged, face.start, mine, kind.size) for groups in face.groups]
        before = lines[-1] if lines else []
        if face.is_small and before and before[0].face.is_small and len(before) < kind.abreast:
            before.append(LaidFace(face, strips, MARGIN + len(before) * (narrow + BESIDE), mine))
        else:
            lines.append([LaidFace(face, strips, MARGIN, mine)])
    return lines
