"""Where the names of pathways stand in a picture of the floor: beside racks, and beside each other."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from layouts.racks import Rack
from layouts.shapes import Frame, Shape, Words, touch
from layouts.site import Pathway

NAME_STEPS, NAME_STEP_MM = 60, 1_200
"""Places that are tried on each part of a pathway: at least so many, and at most so far apart."""
NAME_SIZE_MM = 140
"""Height of a name: 7 points at full size on paper."""
NAME_EMS = 0.36
"""Half the width of a capital in its height: half a name is as long as its letters times this."""
BESIDE_MM = 350
"""Room that a name keeps from racks across its pathway."""
NamePlace = tuple[float, float, bool]
"""The middle of a name, in the frame of the picture, and whether its pathway runs upright there."""


class PathwayNames:
    """The names of the pathways of a floor, in letters of one height; their places are found once."""

    def __init__(self, pathways: Sequence[Pathway], racks: Sequence[Rack], size: float = NAME_SIZE_MM):
        self.pathways, self.size = pathways, size
        self.halves = [NAME_EMS * size * len(pathway.id) for pathway in pathways]
        found = zip(pathways, self.halves, strict=True)
        self.places = [_list_places(pathway, racks, half + 20) for pathway, half in found]

    def write(self, frame: Frame, taken: Iterable[Frame] = ()) -> Iterator[Words]:
        """The name of each pathway at its first place that is inside a frame and that nothing takes.

        Where all are taken the name is left out: names that lie over each other tell nothing.
        """
        left, top, right, bottom = frame
        boxes, high = list(taken), self.size / 2
        for pathway, places, half in zip(self.pathways, self.places, self.halves, strict=True):
            for x, y, upright in places:
                wide, tall = (high, half) if upright else (half, high)
                if not (left + wide < x < right - wide and top + tall < y < bottom - tall):
                    continue
                box = Frame(x - wide, y - tall, x + wide, y + tall)
                if not any(touch(box, other) for other in boxes):
                    boxes.append(box)
                    yield self._word(pathway.id, (x, y, upright))
                    break

    def _word(self, text: str, place: NamePlace) -> Words:
        x, y, upright = place
        down = 0.35 * self.size
        x, y = (x + down, y) if upright else (x, y + down)
        return Words(x=x, y=y, text=text, size=self.size, anchor="middle", upright=upright, halo=True)


def half_length(text: str, size: float) -> float:
    """Half the length of a text in letters of a height, at most."""
    return NAME_EMS * size * len(text)


def place_apart(words: Iterable[Words]) -> list[Words]:
    """Texts in the middle of their place in their order, without those that run into an earlier one."""
    kept: list[Words] = []
    boxes: list[Frame] = []
    for one in words:
        (box,) = frames_of_words([one])
        if not any(touch(box, other) for other in boxes):
            kept.append(one)
            boxes.append(box)
    return kept


def frames_of_words(shapes: Iterable[Shape]) -> Iterator[Frame]:
    """The room that texts in the middle of their place take."""
    for one in shapes:
        if isinstance(one, Words):
            half = half_length(one.text, one.size)
            yield Frame(one.x - half, one.y - one.size, one.x + half, one.y)


def _list_places(pathway: Pathway, racks: Sequence[Rack], half: float) -> list[NamePlace]:
    """The points at which the name of a pathway may stand, best first: those that no rack covers, then the others."""
    clear: list[NamePlace] = []
    covered: list[NamePlace] = []
    for (x1, y1, _), (x2, y2, _) in pairwise(pathway.points_mm):
        is_upright = abs(y2 - y1) > abs(x2 - x1)
        room = (BESIDE_MM, half) if is_upright else (half, BESIDE_MM)
        beside = [rack for rack in racks if _is_along(rack, (x1, y1), (x2, y2), room)]
        steps = max(NAME_STEPS, int(max(abs(x2 - x1), abs(y2 - y1)) // NAME_STEP_MM))
        for part in range(1, steps):
            x, y = x1 + (x2 - x1) * part / steps, y1 + (y2 - y1) * part / steps
            found = covered if any(_is_near(rack, x, y, room) for rack in beside) else clear
            found.append((x, -y, is_upright))
    return clear + covered


def _is_along(rack: Rack, a: tuple[int, int], b: tuple[int, int], room: tuple[float, float]) -> bool:
    """Whether a name anywhere along a level or upright piece may run into a rack."""
    (left, right), (low, high) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return (
        rack.x_mm - room[0] < right
        and left < rack.x_mm + rack.size_x_mm + room[0]
        and rack.y_mm - room[1] < high
        and low < rack.y_mm + rack.size_y_mm + room[1]
    )


def _is_near(rack: Rack, x: float, y: float, room: tuple[float, float]) -> bool:
    """Whether a name at a point would run into a rack."""
    return (
        rack.x_mm - room[0] < x < rack.x_mm + rack.size_x_mm + room[0]
        and rack.y_mm - room[1] < y < rack.y_mm + rack.size_y_mm + room[1]
    )
