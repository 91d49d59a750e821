"""Several pictures on one page, below each other, each with its title."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fabric.writers import BOLD, fit_size
from layouts import Drawing, Path, Shape, Words

HEAD = 26.0
"""Height of the title of a picture below another one, in units of the pictures."""
SIZE = 10.0
"""Size of such a title, smaller where it is longer than the page is wide."""


def stack_drawings(drawings: Iterable[Drawing], most: float) -> Iterator[Drawing]:
    """Pictures of one width in order: as many on a page as are together up to `most` units high, one at least."""
    page: list[Drawing] = []
    for drawing in drawings:
        if page and sum(one.height for one in page) + len(page) * HEAD + drawing.height > most:
            yield _join(page)
            page = []
        page.append(drawing)
    if page:
        yield _join(page)


def _join(drawings: Sequence[Drawing]) -> Drawing:
    """The pictures of one page; the title of the first stands above all."""
    first = drawings[0]
    shapes, bottom = [*first.shapes], first.top + first.height
    for drawing in drawings[1:]:
        size = fit_size(drawing.title, drawing.width, BOLD, SIZE)
        shapes.append(Words(x=first.left, y=bottom + HEAD - SIZE, text=drawing.title, size=size, bold=True))
        shapes += [_lower(shape, bottom + HEAD - drawing.top) for shape in drawing.shapes]
        bottom += HEAD + drawing.height
    return replace(first, height=bottom - first.top, shapes=tuple(shapes))


def _lower(shape: Shape, down: float) -> Shape:
    if isinstance(shape, Path):
        return replace(shape, points=tuple((x, y + down) for x, y in shape.points))
    return replace(shape, y=shape.y + down)
