"""What a crew reads of a pull: its way, the sides of both racks, where it is tied and looped, how it may be bent."""

from collections.abc import Iterable

from fabric.sheets.rows.handling import FASTEN_MM, FASTEN_RACK_MM, WARN_FILL_PCT
from fabric.sheets.rows.pull_ways import RackEnd, Way
from fabric.sheets.rows.step import PullFacts
from fabric.sheets.rows.text import (
    fill_text,
    kilograms_text,
    media_text,
    millimetres_text,
    plug_text,
    short_metres_text,
    slack_text,
    tenth_metres_text,
)

AWAY = " > "
"""Stands between the parts of a route."""


def metres_of(way: Way) -> str:
    """The length of a part of a route in metres, to the decimetre."""
    return tenth_metres_text(way.length_mm)


def ways_text(ways: Iterable[Way]) -> str:
    """A route with its metres: ROW-B 0.8 > CROSS-1M 2.4."""
    return AWAY.join(f"{way.name} {metres_of(way)}" for way in ways)


def lanes_text(ways: Iterable[Way]) -> str:
    """A route with metres and lanes: ROW-B 0.8 m (north half) > CROSS-1M 2.4 m (west half)."""
    return AWAY.join(f"{way.name} {metres_of(way)} m" + (f" ({way.lane})" if way.lane else "") for way in ways)


def side_text(end: RackEnd) -> str:
    """The side at which a pull comes down a rack: A05 left side."""
    return f"{end.rack} {end.side} side"


def walls_text(ways: Iterable[Way]) -> str:
    """The sleeves and fire barriers of a route; nothing where there are none."""
    ways = tuple(ways)
    sleeves = [name for way in ways for name in way.sleeves]
    stops = [name for way in ways for name in way.firestops]
    words = f"through {' and '.join(f'wall sleeve {name}' for name in sleeves)}" if sleeves else ""
    return words + (f"; refit the firestop in {' and '.join(stops)}" if stops else "")


def pull_lines(pull: PullFacts) -> tuple[str, ...]:
    """The lines below the sentence of a pull, each with its first word as a heading."""
    turn = f", polarity {pull.polarity}" if pull.polarity else ""
    cable = f"Cable: {media_text(pull.media)}, {plug_text(pull.plug)}{turn}"
    lines = [f"{cable}, {millimetres_text(pull.diameter_um)} mm dia., {kilograms_text(pull.weight_g)} kg."]
    if pull.ways:
        lines.append(f"Way: {lanes_text(pull.ways)}.")
    walls = walls_text(pull.ways)
    if walls:
        lines.append(f"Wall: {walls}.")
    lines += [_rack_line(pull), _loop_line(pull)]
    ties = f"{short_metres_text(FASTEN_MM)} m in the tray, " if pull.ways else ""
    lines.append(
        f"Least bend: radius {pull.bend.rest_mm} mm, under pull {pull.bend.pull_mm} mm. "
        f"Ties: every {ties}{short_metres_text(FASTEN_RACK_MM)} m in the rack."
    )
    if pull.tray is not None and pull.tray.fill_pct >= WARN_FILL_PCT:
        lines.append(f"Fill: {pull.tray.pathway} is {fill_text(pull)} % full after this pull.")
    if pull.is_for_three:
        lines.append("People: a third person feeds the coil.")
    return tuple(lines)


def _rack_line(pull: PullFacts) -> str:
    """The sides of both racks, and where the legs of a trunk leave its body."""
    if not pull.ways:
        return f"Rack: {side_text(pull.a_end)}."
    ends = [f"{side_text(end)}, {end.entry} entry" for end in (pull.b_end, pull.a_end)]
    tied = " Tie each furcation there." if pull.legs else ""
    return f"Racks: {'; '.join(ends)}.{tied}"


def _loop_line(pull: PullFacts) -> str:
    """Where the spare length lies."""
    spare = f"Slack: {slack_text(*pull.spare_mm)} m"
    if not pull.ways:
        return f"{spare}, dressed on the same side."
    return f"{spare}, looped in the tray at {pull.b_end.rack}."
