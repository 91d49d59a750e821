"""The charts of the report as SVG: bars of install times, technicians over time, units that are ready."""

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

LONGEST = 236
"""Length of the longest bar: the words behind it take 276 of the 780 units."""


class LabelledBar(NamedTuple):
    """One bar of a chart."""

    words: str
    """What the bar is, for people."""
    value: float
    """Length of the bar in the unit of the chart, at least 0."""
    text: str
    """Figure behind the bar."""
    name: str
    """Class of the bar in the style of the page."""


def bar_chart(bars: Sequence[LabelledBar]) -> str:
    """Horizontal bars, the words before them and the figures behind."""
    most = max((bar.value for bar in bars), default=1) or 1
    rows = []
    for number, bar in enumerate(bars):
        y, length = 22 * number, LONGEST * bar.value / most
        rows.append(
            f'<text x="250" y="{y + 15}" text-anchor="end">{escape(bar.words)}</text>'
            f'<rect class="bar {bar.name}" x="258" y="{y + 2}" width="{length:.1f}" height="17"/>'
            f'<text x="{264 + length:.1f}" y="{y + 15}"><tspan class="figure">{escape(bar.text)}</tspan></text>'
        )
    return f'<svg class="bars" viewBox="0 0 780 {22 * len(bars)}" role="img">{"".join(rows)}</svg>'


def staffing_chart(staffing: Sequence[dict[str, Any]]) -> str:
    """Technicians at work in each stretch as bars, and those that the shifts have as a line."""
    whole, high = float(staffing[-1]["to_h"]), float(max(one["there"] for one in staffing) or 1)
    left, width, height = 30, 735, 84

    def x_of(hours: float) -> float:
        return left + width * hours / whole

    def y_of(people: float) -> float:
        return 10 + height * (1 - people / high)

    bars, line = [], []
    for one in staffing:
        start, end, top = x_of(one["from_h"]), x_of(one["to_h"]), y_of(one["needed"])
        bars.append(
            f'<rect class="bar ours" x="{start:.1f}" y="{top:.1f}" width="{max(0.8, end - start - 0.8):.1f}" '
            f'height="{10 + height - top:.1f}"><title>hour {one["from_h"]:g} to {one["to_h"]:g}: '
            f"{one['needed']:.1f} of {one['there']:.1f}</title></rect>"
        )
        line += [f"{start:.1f},{y_of(one['there']):.1f}", f"{end:.1f},{y_of(one['there']):.1f}"]
    marks = "".join(
        f'<text x="{x_of(hours):.1f}" y="{height + 26}" text-anchor="middle">{hours:g} h</text>'
        for hours in _list_marks(whole)
    )
    return (
        f'<svg class="staffing" viewBox="0 0 780 {height + 32}" role="img" aria-label="technicians at work">'
        f'{"".join(bars)}<polyline class="there" points="{" ".join(line)}"/>'
        f'<text x="{left - 6}" y="16" text-anchor="end">{high:g}</text>'
        f'<text x="{left - 6}" y="{height + 12}" text-anchor="end">0</text>{marks}</svg>'
    )


def _list_marks(whole_h: float) -> list[float]:
    """About eight round hours from 0 to the end."""
    steps = (1, 2, 5, 10, 20, 24, 50, 100, 200, 500, 1000, 2000, 5000)
    step = next((step for step in steps if whole_h / step <= 9), steps[-1])
    return [float(step * number) for number in range(int(whole_h / step) + 1)]
