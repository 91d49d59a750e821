"""What a crew reads about a pull: its route, the sides of both racks, where it is tied and looped, how it may be
bent.
"""

from collections.abc import Iterable

from fabric.sheets.rows.feet import beside, radius_text
from fabric.sheets.rows.handling import FASTEN_MM, FASTEN_RACK_MM, WARN_FILL_PCT
from fabric.sheets.rows.pull_ways import RackEnd, Way
from fabric.sheets.rows.step import PullFacts
from fabric.sheets.rows.text import (
    kilograms_text,
    media_text,
    millimetres_text,
    plug_text,
    short_metres_text,
    slack_text,
    tenth_metres_text,
)
from layouts import Units

AWAY = " > "
"""Stands between the parts of a route."""


def ways_text(ways: Iterable[Way], units: Units = "metric") -> str:
    """A route with its metres, to the decimetre: ROW-B 0.8 > CROSS-1M 2.4."""
    return AWAY.join(f"{way.name} {beside(tenth_metres_text(way.length_mm), units, way.length_mm)}" for way in ways)


def lanes_text(ways: Iterable[Way], units: Units = "metric") -> str:
    """A route with metres and lanes: ROW-B 0.8 m (north half) > CROSS-1M 2.4 m (west half)."""
    parts = ((way, beside(f"{tenth_metres_text(way.length_mm)} m", units, way.length_mm)) for way in ways)
    return AWAY.join(f"{way.name} {length}" + (f" ({way.lane})" if way.lane else "") for way, length in parts)


def side_text(end: RackEnd) -> str:
    """The side at which a pull comes down a rack, and where it enters: A05 left side, top entry."""
    return f"{end.rack} {end.side} side" + (f", {end.entry} entry" if end.entry else "")


def furcation_text(pull: PullFacts) -> str:
    """Where the legs of a trunk leave its body; nothing for other pulls."""
    return "tied at each entry" if pull.legs and pull.ways else ""


def slack_place_text(pull: PullFacts) -> str:
    """Where the spare length lies."""
    return f"looped in the tray at {pull.b_end.rack}" if pull.ways else "dressed on the same side"


def ties_text(pull: PullFacts) -> str:
    """The distances of ties."""
    in_tray, in_rack = (
        beside(f"{short_metres_text(each)} m", pull.units, each) for each in (FASTEN_MM, FASTEN_RACK_MM)
    )
    return f"every {f'{in_tray} in the tray, ' if pull.ways else ''}{in_rack} in the rack"


def bend_text(radius_mm: int, units: Units) -> str:
    """The least radius of a bend: 180 mm."""
    return f"{radius_mm} mm" + (f" / {radius_text(radius_mm)}" if units == "imperial" else "")


def people_text(pull: PullFacts) -> str:
    """Who is needed beside the crew; nothing where nobody is."""
    return "a third person feeds the coil" if pull.is_for_three else ""


def fullest_text(pull: PullFacts) -> str:
    """The fullest pathway and its fill after the pull, where the crew has to know it: ROW-B 20.0 %."""
    if pull.tray is None or pull.tray.fill_pct < WARN_FILL_PCT:
        return ""
    return f"{pull.tray.pathway} {pull.tray.fill_pct:.1f} %"


def walls_text(ways: Iterable[Way]) -> str:
    """The sleeves and fire barriers of a route; nothing where there are none."""
    ways = tuple(ways)
    sleeves = [name for way in ways for name in way.sleeves]
    stops = [name for way in ways for name in way.firestops]
    words = f"through {' and '.join(f'wall sleeve {name}' for name in sleeves)}" if sleeves else ""
    return words + (f"; refit the firestop in {' and '.join(stops)}" if stops else "")


def pull_lines(pull: PullFacts) -> tuple[str, ...]:
    """The lines below the sentence of a pull, each with its subject as a heading."""
    return tuple(f"{subject}: {words}." for subject, words in pull_subjects(pull).items())


def pull_subjects(pull: PullFacts) -> dict[str, str]:
    """What a crew reads about a pull, by subject in the order of its lines; subjects without words are left out."""
    turn = f", polarity {pull.polarity}" if pull.polarity else ""
    cable = f"{media_text(pull.media)}, {plug_text(pull.plug)}{turn}"
    sides = "; ".join(dict.fromkeys(map(side_text, (pull.b_end, pull.a_end))))
    furcations = f". Furcations: {furcation_text(pull)}" if furcation_text(pull) else ""
    slack = beside(f"{slack_text(*pull.spare_mm)} m", pull.units, *pull.spare_mm)
    rest, under_pull = (bend_text(radius_mm, pull.units) for radius_mm in pull.bend)
    words = {
        "Cable": f"{cable}, {millimetres_text(pull.diameter_um)} mm dia., {kilograms_text(pull.weight_g)} kg",
        "Route": lanes_text(pull.ways, pull.units),
        "Wall": walls_text(pull.ways),
        "Rack": f"{sides}{furcations}",
        "Slack": f"{slack}, {slack_place_text(pull)}",
        "Least bend": f"radius {rest}, under pull {under_pull}. Ties: {ties_text(pull)}",
        "Fill": f"{fullest_text(pull)} after this pull" if fullest_text(pull) else "",
        "People": people_text(pull),
    }
    return {subject: text for subject, text in words.items() if text}
