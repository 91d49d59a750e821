"""Label materials: sheets of labels, and rolls of self-laminating ones that wrap around a cable.

Sizes in millimetres. On a self-laminating label only the upper part is printed; the clear rest is wrapped over it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fabric.writers.pages import PAPERS, Paper

PT_PER_MM = 72 / 25.4


@dataclass(frozen=True, kw_only=True)
class LabelStock:
    """One label material; sizes are width and height."""

    name: str
    """Word that selects it, such as `a4-27`."""
    words: str
    """Description for people."""
    paper: Paper | None
    """Sheet that holds the labels; None for a roll, where each label is a page."""
    columns: int
    """Labels side by side on a sheet."""
    rows: int
    """Labels one below the other on a sheet."""
    size_mm: tuple[float, float]
    """Width and height of one label, the clear part included."""
    pitch_mm: tuple[float, float]
    """Distance from one label to the next."""
    corner_mm: tuple[float, float]
    """Upper left corner of the first label, from the corner of the sheet."""
    printed_mm: float
    """Height that takes print, from the top."""

    @property
    def page(self) -> Paper:
        """The sheet, or the label itself."""
        return self.paper or Paper(self.name, self.size_mm[0] * PT_PER_MM, self.size_mm[1] * PT_PER_MM)

    @property
    def per_page(self) -> int:
        """Labels of a page."""
        return self.columns * self.rows

    def corner_pt(self, index: int) -> tuple[float, float]:
        """The upper left corner of a label of a page, from the upper left corner of the paper."""
        return (
            (self.corner_mm[0] + index % self.columns * self.pitch_mm[0]) * PT_PER_MM,
            (self.corner_mm[1] + index // self.columns * self.pitch_mm[1]) * PT_PER_MM,
        )


def _roll(name: str, words: str, width_mm: float, height_mm: float, printed_mm: float) -> LabelStock:
    size = width_mm, height_mm
    return LabelStock(
        name=name,
        words=words,
        paper=None,
        columns=1,
        rows=1,
        size_mm=size,
        pitch_mm=size,
        corner_mm=(0.0, 0.0),
        printed_mm=printed_mm,
    )


STOCKS: Mapping[str, LabelStock] = {
    stock.name: stock
    for stock in (
        LabelStock(
            name="a4-27",
            words="A4 paper to cut, 3 x 9",
            paper=PAPERS["a4"],
            columns=3,
            rows=9,
            size_mm=(64.0, 29.5),
            pitch_mm=(64.8, 30.2),
            corner_mm=(7.8, 12.7),
            printed_mm=29.5,
        ),
        LabelStock(
            name="letter-30",
            words="Letter sheet, 3 x 10",
            paper=PAPERS["letter"],
            columns=3,
            rows=10,
            size_mm=(66.7, 25.4),
            pitch_mm=(69.85, 25.4),
            corner_mm=(4.8, 12.7),
            printed_mm=25.4,
        ),
        _roll("wrap-25x38", "self-laminating roll, 25.4 x 38.1 mm, upper 12.7 mm printed", 25.4, 38.1, 12.7),
        _roll("wrap-25x57", "self-laminating roll, 25.4 x 57.2 mm, upper 19.1 mm printed", 25.4, 57.2, 19.1),
        _roll("flag-70x25", "roll of flags, 70 x 25 mm", 70.0, 25.0, 25.0),
    )
}
"""By name. The sheets are common office sizes, the rolls common sizes of network labels (from memory)."""
