"""Label materials: tags, flags, and self-laminating labels that wrap around a cable; each with the cables that it fits.

Sizes in millimetres, C is the circumference of the cable. A tag lies flat beside any cable. A flag is folded in its
middle: C of its width lies round the cable, and each half shows the whole label. A wrap is printed on its upper part;
the clear rest goes over it, so it fits where

    print <= C                  the last line would cover the first one on a thinner cable
    print + C <= height         the clear part would leave print bare on a thicker one

and it carries no code, which a phone does not read round a cable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor, pi
from typing import Literal

from fabric.writers.pages import PAPERS, Paper

PT_PER_MM = 72 / 25.4
FOLD_MM = 1.0
"""Width on each half of a flag that stays free beside the cable, in millimetres."""
LEAST_HALF_MM = 21.0
"""Least width of a half of a flag, in millimetres: a code of 37 modules of 0.25 mm beside text of 10 mm."""

Form = Literal["tag", "flag", "wrap"]
"""How a label is fixed to the cable."""


@dataclass(frozen=True, kw_only=True)
class LabelStock:
    """One label material; sizes are width and height."""

    name: str
    """Word that selects it, such as `a4-27`."""
    words: str
    """Description for people."""
    form: Form
    """Tag beside the cable, flag folded round it, or wrap over itself."""
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
    def least_um(self) -> int:
        """Least diameter of cable that it fits, rounded up to a tenth of a millimetre."""
        return ceil(self.printed_mm / pi * 10) * 100 if self.form == "wrap" else 0

    @property
    def most_um(self) -> int | None:
        """Largest diameter of cable that it fits, rounded down to a tenth of a millimetre; None: all."""
        if self.form == "tag":
            return None
        if self.form == "wrap":
            return floor((self.size_mm[1] - self.printed_mm) / pi * 10) * 100
        return floor((self.size_mm[0] - 2 * (LEAST_HALF_MM + FOLD_MM)) / pi * 10) * 100

    @property
    def carries_code(self) -> bool:
        """Whether a code lies flat on it."""
        return self.form != "wrap"

    def fits(self, diameter_um: int) -> bool:
        """Whether it fits a cable."""
        return self.least_um <= diameter_um and (self.most_um is None or diameter_um <= self.most_um)

    def panels_mm(self, diameter_um: int) -> tuple[tuple[float, float], ...]:
        """Left edge and width of each part that shows the whole label: halves of a flag, clear of fold and cable."""
        width = self.size_mm[0]
        if self.form != "flag":
            return ((0.0, width),)
        half = (width - pi * diameter_um / 1000) / 2 - FOLD_MM
        return (0.0, half), (width - half, half)

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


def _roll(name: str, words: str, form: Form, width_mm: float, height_mm: float, printed_mm: float) -> LabelStock:
    size = width_mm, height_mm
    return LabelStock(
        name=name,
        words=words,
        form=form,
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
            words="A4 paper to cut and tie on as tags, 3 x 9",
            form="tag",
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
            words="Letter sheet of flags, 3 x 10",
            form="flag",
            paper=PAPERS["letter"],
            columns=3,
            rows=10,
            size_mm=(66.7, 25.4),
            pitch_mm=(69.85, 25.4),
            corner_mm=(4.8, 12.7),
            printed_mm=25.4,
        ),
        _roll("wrap-25x38", "self-laminating roll, 25.4 x 38.1 mm, upper 12.7 mm printed", "wrap", 25.4, 38.1, 12.7),
        _roll("wrap-25x57", "self-laminating roll, 25.4 x 57.2 mm, upper 19.1 mm printed", "wrap", 25.4, 57.2, 19.1),
        _roll("flag-70x25", "roll of flags, 70 x 25 mm", "flag", 70.0, 25.0, 25.0),
    )
}
"""By name. The sheets are common office sizes, the rolls common sizes of network labels (from memory)."""

AUTO = ("flag-70x25", "wrap-25x57", "a4-27")
"""Stocks that are chosen where none is asked for, those that carry a code first."""


def choose_stock(names: tuple[str, ...], diameter_um: int) -> LabelStock | None:
    """The first of some stocks that fits a cable; None where none does."""
    return next((STOCKS[name] for name in names if STOCKS[name].fits(diameter_um)), None)


def range_text(stock: LabelStock) -> str:
    """The cables that a stock fits, in words."""
    if stock.most_um is None:
        return "any cable"
    return f"{stock.least_um / 1000:g} to {stock.most_um / 1000:g} mm"
