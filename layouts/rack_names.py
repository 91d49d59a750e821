"""The names of racks in a picture of the floor: in each rack with what it holds, or at the ends of its row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from layouts.pathway_names import frames_of_words, half_length, place_apart
from layouts.racks import Rack
from layouts.shapes import Frame, Shape, Style, Words, count_ems, fit_words, rectangle, touch

RACK_MM, NOTE_MM = 190, 120
"""Height of the name of a rack, and of the lines below it, where they fit."""


def write_rack(rack: Rack, note: str, least: float) -> Iterator[Shape]:
    """The name of a rack, and the lines of a note below it on a white ground: cables run over the rack. No letter is
    lower than `least`.
    """
    x, top, bottom = rack.x_mm + rack.size_x_mm / 2, -rack.y_mm - rack.size_y_mm, -rack.y_mm
    lines, wide = note.splitlines(), 0.95 * rack.size_x_mm
    size, first, step, low = max(fit_words(rack.id, wide, RACK_MM), least), 330.0, 140.0, 150.0
    if least:
        lines, step, first = _wrap_note(lines, wide, least), 1.1 * max(NOTE_MM, least), max(first, 1.5 * size)
    if first + low + step * len(lines) > rack.size_y_mm:
        # A rack that is not deep in the picture: the lines share the height with the name.
        low = 0.08 * rack.size_y_mm
        size = max(least, min(size, rack.size_y_mm / (len(lines) + 2)))
        first = low + size
        step = min(step, (rack.size_y_mm - first - low) / max(1, len(lines)))
    yield Words(x=x, y=top + first, text=rack.id, size=size, bold=True, anchor="middle", halo=True)
    if 0.91 * step < least:
        return
    found = []
    for number, words in enumerate(reversed(lines)):
        fitted = max(least, min(fit_words(words, wide, NOTE_MM), 0.86 * step))
        y = bottom - low - step * number
        found.append(Words(x=x, y=y, text=words, size=fitted, anchor="middle", halo=True))
    yield from (*_lay_ground(found, rack.size_x_mm), *found)


def _lay_ground(lines: Sequence[Words], most: float) -> Iterator[Shape]:
    """A white ground as large as some lines in the middle of their place, at most so wide."""
    if lines:
        x, size = lines[0].x, max(one.size for one in lines)
        wide = min(most, max(one.size * (_ems_on_paper(one.text) + 0.2) for one in lines))
        top, bottom = min(one.y for one in lines) - 0.85 * size, max(one.y for one in lines) + 0.25 * size
        yield rectangle(x - wide / 2, top, wide, bottom - top, Style(fill="#ffffff"))


def name_row_ends(racks: Iterable[Rack], size: float, taken: Iterable[Frame] = ()) -> list[Words]:
    """The names of the first and the last rack of each row, beside the row: the racks have no room for them. Names that
    would run into each other or into something taken are left out.
    """
    others = list(taken)
    rows: dict[tuple[str, str], list[Rack]] = defaultdict(list)
    for rack in racks:
        rows[rack.room, rack.row].append(rack)
    names = place_apart(words for row in rows.values() for words in _name_ends(row, size))
    boxes = zip(names, frames_of_words(names), strict=True)
    return [name for name, box in boxes if not any(touch(box, other) for other in others)]


def _name_ends(row: Sequence[Rack], size: float) -> Iterator[Words]:
    """The names at the ends of a row: at its left and right, or below and above it."""
    is_level = row[0].front in ("north", "south")
    first, *_, last = sorted(row, key=lambda rack: rack.x_mm if is_level else rack.y_mm) * 2
    for rack, side in ((first, -1), (last, 1))[: len(row)]:
        x, y = map(float, rack.centre_mm)
        if is_level:
            x += side * (rack.size_x_mm / 2 + 0.3 * size + half_length(rack.id, size))
        else:
            y += side * (rack.size_y_mm / 2 + 0.8 * size)
        yield Words(x=x, y=-y + 0.35 * size, text=rack.id, size=size, bold=True, anchor="middle", halo=True)


def _wrap_note(lines: Sequence[str], wide: float, least: float) -> list[str]:
    """Lines, or their words below each other where they are too wide; nothing where a word is."""
    parts = [[one] if least * _ems_on_paper(one) <= wide else one.split() for one in lines]
    words = [part for found in parts for part in found]
    return words if all(least * _ems_on_paper(part) <= wide for part in words) else []


def _ems_on_paper(words: str) -> float:
    """The width of some words in the height of their letters, in Helvetica; other letters as `count_ems` has them."""
    if not words.isascii():
        return count_ems(words)
    return sum(0.28 if sign == " " else 0.72 if sign.isupper() else 0.54 for sign in words)
