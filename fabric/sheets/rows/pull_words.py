"""What a crew reads about a pull: its route, the sides of both racks, where it is tied and looped, how it may be
bent.
"""

from collections.abc import Iterable, Iterator
from math import ceil, pi

from fabric.sheets.rows.feet import beside, radius_text
from fabric.sheets.rows.handling import FASTEN_MM, FASTEN_RACK_MM, WARN_FILL_PCT
from fabric.sheets.rows.link_row import Side
from fabric.sheets.rows.pull_ways import RackEnd, Way
from fabric.sheets.rows.step import Firestop, PullFacts
from fabric.sheets.rows.text import (
    kilograms_text,
    media_text,
    millimetres_text,
    plug_text,
    short_metres_text,
    slack_text,
    steps_text,
    tenth_metres_text,
)
from layouts import Units, format_m

SHORT_MM = 100
"""Slack below which a cable is laid straight, in millimetres (our choice); one turn is the least loop."""
LEAST_MM = 10
"""Slack below which there is none, in millimetres: it is printed to the centimetre."""
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


def end_text(pull: PullFacts, side: Side) -> str:
    """The side of the rack of one end; inside one rack both ends have the rack, so the end is named instead."""
    end = pull.a_end if side == "A" else pull.b_end
    return side_text(end) if pull.ways else f"{side} end: {end.side} side of {end.rack}"


def furcation_text(pull: PullFacts) -> str:
    """Where the legs of a trunk leave its body; nothing for other pulls."""
    return "tied at each rack entry" if pull.legs and pull.ways else ""


def least_loop_mm(pull: PullFacts) -> int:
    """The slack that makes a loop: one turn at the minimum bend radius at rest; nothing is looped in a rack."""
    return max(SHORT_MM, ceil(2 * pi * pull.bend.rest_mm)) if pull.ways else SHORT_MM


def slack_place_text(pull: PullFacts) -> str:
    """Where the slack is stored, as a loop where it makes one; of a trunk that of its body: its legs have theirs in
    their racks.
    """
    if not pull.ways:
        return "dressed inside the rack"
    _, high_mm = pull.spare.body_mm if pull.spare else pull.spare_mm
    return f"{'looped ' if high_mm >= least_loop_mm(pull) else ''}in the tray at {pull.b_end.rack}"


def short_text(pull: PullFacts, spare_mm: tuple[int, int]) -> str:
    """That slack is too little for a loop; nothing where it is not."""
    (low_mm, high_mm), loop_mm = spare_mm, least_loop_mm(pull)
    if low_mm >= loop_mm:
        return ""
    return "too short to loop: lay it straight" if high_mm < loop_mm else "some too short to loop: lay those straight"


def metres_range_text(pull: PullFacts, spare_mm: tuple[int, int]) -> str:
    """A range of slack, with feet beside it where the site is imperial."""
    return beside(f"{slack_text(*spare_mm)} m", pull.units, *spare_mm)


def stored_text(pull: PullFacts, spare_mm: tuple[int, int]) -> str:
    """What is done with slack behind its length: , looped in the tray at D06; , too short to loop: lay it straight in
    the tray at D06.
    """
    place = slack_place_text(pull)
    if not (pull.ways and short_text(pull, spare_mm)):
        return f", {place}"
    words = (short_text(pull, spare_mm), place)
    return f", {' '.join(words)}" if spare_mm[1] < least_loop_mm(pull) else f", {'; '.join(words[::-1])}"


def spare_short_text(pull: PullFacts) -> str:
    """Whether the slack that lies in the tray is too short for a loop."""
    return short_text(pull, pull.spare.body_mm if pull.spare else pull.spare_mm) if pull.ways else ""


def slack_words(pull: PullFacts) -> str:
    """The slack and where it is stored: of a trunk part by part, since its furcations are tied at both entries. The
    slack loop at each end is in the need, so that further slack of legs is beyond it.
    """
    if pull.spare is None:
        return metres_range_text(pull, pull.spare_mm) + stored_text(pull, pull.spare_mm)
    low_mm, high_mm = pull.spare.body_mm
    body = f"{metres_range_text(pull, pull.spare.body_mm)} of body{stored_text(pull, pull.spare.body_mm)}"
    if low_mm >= 0 and high_mm < LEAST_MM:
        body = f"none in the body: lay it straight in the tray at {pull.b_end.rack}"
    ends = ((pull.spare.b_mm, pull.b_end), (pull.spare.a_mm, pull.a_end))
    legs = ", ".join(f"{beside(f'{slack_text(*mm)} m', pull.units, *mm)} in {end.rack}" for mm, end in ends)
    loop = beside(f"{short_metres_text(pull.loop_mm)} m", pull.units, pull.loop_mm)
    return f"{body}; legs: loop of {loop}, further slack {legs}"


def length_text(pull: PullFacts) -> str:
    """The length of a trunk as the sum of its parts in the order of the way, and of its body what it is used for, so
    that both sums hold as printed, with the longest legs: 14.0 m = D06 legs 2.5 + body 9.0 (trays 5.5 + drops 0.6 +
    slack 2.9) + B05 legs up to 2.5. Nothing for other pulls.
    """
    parts = pull.parts
    if parts is None:
        return ""
    whole_mm = parts.b_legs_mm[1] + parts.body_mm + parts.a_legs_mm[1]
    b_legs, a_legs = (
        f"{end.rack} legs {'' if low == high else 'up to '}{format_m(high)}"
        for (low, high), end in ((parts.b_legs_mm, pull.b_end), (parts.a_legs_mm, pull.a_end))
    )
    # Ways are rounded up and slack down, as everywhere; the drops take what is left.
    trays_mm = -(-parts.ways_mm // 10) * 10
    spare_mm = max(0, parts.body_mm - parts.ways_mm - parts.drops_mm) // 10 * 10
    uses = {"trays": trays_mm, "drops": parts.body_mm - trays_mm - spare_mm, "slack": spare_mm}
    body = " + ".join(f"{name} {short_metres_text(mm)}" for name, mm in uses.items())
    overall = beside(f"{format_m(whole_mm)} m", pull.units, whole_mm)
    return f"{overall} = {b_legs} + body {format_m(parts.body_mm)} ({body}) + {a_legs}"


def ties_text(pull: PullFacts) -> str:
    """The distances of ties."""
    in_tray, in_rack = (
        beside(f"{short_metres_text(each)} m", pull.units, each) for each in (FASTEN_MM, FASTEN_RACK_MM)
    )
    return f"every {f'{in_tray} in trays, ' if pull.ways else ''}{in_rack} in racks"


def bend_text(radius_mm: int, units: Units) -> str:
    """The minimum radius of a bend: 180 mm."""
    return f"{radius_mm} mm" + (f" / {radius_text(radius_mm)}" if units == "imperial" else "")


def people_text(pull: PullFacts) -> str:
    """Who is needed beside the crew; nothing where nobody is."""
    return "a third person feeds the cable off the coil" if pull.is_for_three else ""


def fullest_text(pull: PullFacts) -> str:
    """The fullest pathway and its fill after the pull, where the crew has to know it: ROW-B 20.0 %."""
    if pull.tray is None or pull.tray.fill_pct < WARN_FILL_PCT:
        return ""
    return f"{pull.tray.pathway} {pull.tray.fill_pct:.1f} %"


def walls_text(pull: PullFacts) -> str:
    """The sleeves and fire barriers of a route, who opens and who closes them; nothing where there are none. The first
    pull of a shift through a fire barrier opens it and the last one closes it, whichever crew lays them.
    """
    sleeves = [name for way in pull.ways for name in way.sleeves]
    if not sleeves:
        return ""
    found: dict[tuple[int, str], list[str]] = {}
    for stop in pull.firestops:
        for ranked in enumerate(_firestop_texts(stop)):
            found.setdefault(ranked, []).append(stop.name)
    parts = [f"through wall sleeve{'s' if len(sleeves) > 1 else ''} {' and '.join(sleeves)}"]
    for (_, words), names in sorted(found.items(), key=lambda item: item[0][0]):
        them = " and ".join(names) if len(names) < len(sleeves) else {1: "it", 2: "both"}.get(len(names), "all")
        parts.append(words.format(them=them))
    return "; ".join(filter(None, parts))


def _firestop_texts(stop: Firestop) -> Iterator[str]:
    """What a crew reads about a fire barrier on its route, in the order of work, with a place for its name; nothing
    where it has nothing to know.
    """
    yield "first pull of the shift: remove the firestop from {them}" if stop.mine == stop.first else ""
    others = steps_text([one.number for one in stop.meanwhile])
    yield f"crew {stop.meanwhile[0].crew} pulls through {{them}} at the same time ({others})" if stop.meanwhile else ""
    if stop.next is None:
        yield "last pull of the shift: refit the firestop in {them}"
    elif stop.next.crew == stop.mine.crew:
        yield f"leave {{them}} open for your step {stop.next.number}"
    else:
        yield f"leave {{them}} open for crew {stop.next.crew} step {stop.next.number}"


def pull_lines(pull: PullFacts) -> tuple[str, ...]:
    """The lines below the sentence of a pull, each with its subject as a heading."""
    return tuple(f"{subject}: {words}." for subject, words in pull_subjects(pull).items())


def pull_subjects(pull: PullFacts) -> dict[str, str]:
    """What a crew reads about a pull, by subject in the order of its lines; subjects without words are left out."""
    turn = f", polarity {pull.polarity}" if pull.polarity else ""
    cable = f"{media_text(pull.media)}, {plug_text(pull.plug)}{turn}"
    # Labels inside a rack are printed from A to B; between racks the coil at B comes first.
    order: tuple[Side, ...] = ("B", "A") if pull.ways else ("A", "B")
    sides = "; ".join(end_text(pull, side) for side in order)
    furcations = f". Furcations: {furcation_text(pull)}" if furcation_text(pull) else ""
    rest, under_pull = (bend_text(radius_mm, pull.units) for radius_mm in pull.bend)
    words = {
        "Cable": f"{cable}, {millimetres_text(pull.diameter_um)} mm dia., {kilograms_text(pull.weight_g)} kg",
        "Length": length_text(pull),
        "Route": lanes_text(pull.ways, pull.units),
        "Wall": walls_text(pull),
        "Rack": f"{sides}{furcations}",
        "Slack": slack_words(pull),
        "Minimum bend radius": f"{rest} at rest, {under_pull} under pull. Ties: {ties_text(pull)}",
        "Fill": f"{fullest_text(pull)} after this pull" if fullest_text(pull) else "",
        "People": people_text(pull),
    }
    return {subject: text for subject, text in words.items() if text}
