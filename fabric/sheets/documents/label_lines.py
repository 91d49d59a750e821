"""The lines of a label and their sizes: both ends, the ports with their devices, the plug.

The own end is the largest line. No line holds a number alone: a port that does not stand behind its device says 'port'.
The lines stand beside the code, or, on a narrow label, above it over the whole width: whichever makes the smallest of
them larger.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from fabric.sheets.documents.labels import Label, PortWords
from fabric.writers import BOLD, FONT, fit_size, width_pt

SMALL_PT = 60.0
"""Printed height in points below which a label leaves lines out."""
SMALLEST_PT = 5.0
"""Smallest type in points that is read on a ladder."""
GOOD_PT = 7.0
"""Smallest type in points beyond which the own end counts, and no line is broken in two."""
RIM_PT = 4.0
"""Height in points that text leaves free at the upper and lower edge together, where labels are cut."""
TALLEST_TEXT_PT = 80.0
"""Height of the text in points beyond which it does not grow with the label."""
TYPE_SHARE = 0.82
"""Share of the height of a line that its type takes."""
BELOW_OWN = 0.9
"""Size of every other line at most, in sizes of the own end."""
OWN, FAR, OTHER = 1.35, 1.15, 0.85
"""Heights of the lines for the own end, the far end and the rest, in parts of the label."""
GAP = 0.1
"""Height that stays free above the lines, in the same parts."""


class LabelLine(NamedTuple):
    """One printed line of a label."""

    text: str
    """Words of the line."""
    bold: bool
    """Whether it is printed in bold: the own end alone."""
    height_pt: float
    """Height of the line in points."""
    size_pt: float
    """Size of the type in points, at which the line fits the width."""


class LabelLayout(NamedTuple):
    """The lines of a label by place."""

    above: tuple[LabelLine, ...]
    """Lines over the whole width, above the code; where there are some, the code stands at the lower edge."""
    beside: tuple[LabelLine, ...]
    """Lines to the right of the code."""
    beside_pt: float = 0.0
    """Height below the lines above, at the lower edge, that the code and the lines beside it have; 0: all of it."""

    @property
    def lines(self) -> tuple[LabelLine, ...]:
        """All lines from the top down."""
        return self.above + self.beside

    @property
    def worth(self) -> tuple[float, float]:
        """The smallest type, up to a good one, then the size of the own end: a better layout has more."""
        return min(GOOD_PT, *(line.size_pt for line in self.lines)), self.lines[0].size_pt


@dataclass(frozen=True)
class LabelRoom:
    """The room for the text of a label, in points."""

    width_pt: float
    """Width for text and code."""
    height_pt: float
    """Printed height."""
    code_pt: float = 0.0
    """Side of a code that has lines beside it; 0 for none."""
    least_code_pt: float = 0.0
    """Least side of that code, which it has below lines."""


PortLines = Callable[[str, PortWords], list[str]]
"""The lines of a port behind the text that stands before its device."""


class _Form(NamedTuple):
    """What a label may do to keep its type large."""

    port_lines: PortLines
    """Device and port in one line, or apart."""
    parts_plug: bool = False
    """Whether leg and end of the plug stand below its serial, beside a code."""
    lifts_serial: bool = False
    """Whether the serial stands above the code over the whole width; beside the code are its end, and the port that has
    a line of its own.
    """
    has_far_port: bool = True
    """Whether the far port is named; the far end tells it too, as labels write it."""


class _Line(NamedTuple):
    text: str
    bold: bool
    share: float


def lay_out_label(label: Label, room: LabelRoom) -> LabelLayout:
    """The best layout. While type is small, devices stand over their ports, leg and end of a plug below its serial, the
    serial above the code, and at last the far port is left out.
    """
    forms = (
        (_Form(_one_line),),
        (_Form(_two_lines),),
        (_Form(_one_line, parts_plug=True), _Form(_two_lines, parts_plug=True)),
        (_Form(_one_line, True, True), _Form(_two_lines, True, True)),
        tuple(
            _Form(ports, True, lifts, has_far_port=False)
            for ports in (_one_line, _two_lines)
            for lifts in (False, True)
        ),
    )
    found: list[LabelLayout] = []
    for some in forms:
        found += (layout for form in some for layout in _layouts(label, room, form))
        best = max(found, key=attrgetter("worth"))
        if best.worth[0] >= GOOD_PT:
            break
    return best


def _layouts(label: Label, room: LabelRoom, form: _Form) -> Iterator[LabelLayout]:
    """Layouts with lines beside the code or above it, and tails in one line or in several."""
    far_lines = label.far_lines
    for far in dict.fromkeys((("".join(far_lines),), far_lines)):
        lines = [*_ends(label, far), *_ports(label, room, form)]
        yield _all_beside(label, room, lines)
        if room.code_pt:
            yield _above_code(label, room, lines, form)


def _ends(label: Label, far: Sequence[str]) -> Iterator[_Line]:
    yield _Line(label.label.own, True, OWN)
    yield from (_Line(part, False, FAR) for part in far)


def _ports(label: Label, room: LabelRoom, form: _Form) -> Iterator[_Line]:
    """The own port, and the far one where the label is high enough."""
    words = form.port_lines("", label.port)
    if label.far_port and form.has_far_port and room.height_pt >= SMALL_PT:
        words += form.port_lines(f"{label.label.between} ", label.far_port)
    yield from (_Line(text, False, OTHER) for text in words)


def _one_line(before: str, port: PortWords) -> list[str]:
    return [f"{before}{port.text}"]


def _two_lines(before: str, port: PortWords) -> list[str]:
    """Device and port apart; a port whose name has no letter says that it is one."""
    named = port.port if any(character.isalpha() for character in port.port) else f"port {port.port}"
    return [f"{before}{port.device}", named]


def _all_beside(label: Label, room: LabelRoom, lines: Sequence[_Line]) -> LabelLayout:
    """All lines beside the code, the cable id before the plug where both are readable in one line."""
    width = room.width_pt - room.code_pt
    last = label.plug_end
    both = f"{label.cable_id} {last}"
    is_whole = room.height_pt >= SMALL_PT and width_pt(both, FONT, SMALLEST_PT) <= width
    shown = [*lines, _Line(both if is_whole else last, False, OTHER)]
    return LabelLayout((), tuple(_size_lines(shown, width, min(room.height_pt - RIM_PT, TALLEST_TEXT_PT))))


def _above_code(label: Label, room: LabelRoom, lines: Sequence[_Line], form: _Form) -> LabelLayout:
    """The lines above the code, beside it the plug, and the cable id where it is readable: the code says it too.

    Lines beside a small code are as high as good type needs, so the part that they share with it may be higher.
    """
    width = room.width_pt - room.least_code_pt
    texts = list(label.plug_parts) if form.parts_plug else [label.plug_end]
    if form.lifts_serial:
        kept, port = (lines[:-1], lines[-1:]) if form.port_lines is _two_lines else (lines, ())
        lines = [*kept, _Line(label.plug, False, OTHER)]
        texts = [*(line.text for line in port), f"end {label.side}"]
    texts += [label.cable_id] if width_pt(label.cable_id, FONT, GOOD_PT) <= width else []
    last = [_Line(text, False, OTHER) for text in texts]
    needed = GOOD_PT / TYPE_SHARE / OTHER * (GAP + OTHER * len(last)) + RIM_PT
    low = max(room.least_code_pt, needed)
    above = tuple(_size_lines(lines, room.width_pt, room.height_pt - low - 1))
    beside = _size_lines(last, width, low - RIM_PT, above[0].size_pt)
    return LabelLayout(above, tuple(beside), low)


def _size_lines(lines: Sequence[_Line], width: float, height: float, own_pt: float = 0.0) -> Iterator[LabelLine]:
    """The lines with heights and sizes; `own_pt` is the size of the own end where it is not the first of them."""
    unit = height / (GAP + sum(line.share for line in lines))
    most = own_pt * BELOW_OWN if own_pt else height
    for line in lines:
        size = fit_size(line.text, width, BOLD if line.bold else FONT, min(line.share * unit * TYPE_SHARE, most))
        if line.bold:
            most = size * BELOW_OWN
        yield LabelLine(line.text, line.bold, line.share * unit, size)
