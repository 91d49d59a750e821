"""Where sheets turn values into text; the facts of pulls are said in `pull_words.py`, steps in `step_words.py`,
plugs in `plug_words.py`. Formatting comes last: no printed text is read back.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import takewhile

from fabric.project import UNDATED
from fabric.sheets.rows.crew_blocks import WorkKind
from fabric.sheets.rows.earlier_waits import mark_earlier
from fabric.sheets.rows.legs import LegRun
from fabric.sheets.rows.link_row import EndLabel, EndRow, LinkRow, Media, Plug, Side
from fabric.sheets.rows.shift_times import Break
from fabric.sheets.rows.step import TABLE, Act, Step, Wait, WorkPlace
from layouts import format_m, format_ru

MOST_RANGES = 2
"""Devices for which a text lists ranges of labels, at most."""
INSIDE_RACK = "inside the rack"
BUILT_IN, NO_TRANSCEIVER = "built into cable", "none"
"""Text instead of a transceiver model: its modules are part of the cable; copper is plugged into the device itself."""
MEDIA_NAMES = {"mm": "multimode", "sm": "single-mode", "copper": "copper"}
FORM_NAMES = {"copper": "copper cord", "dac": "DAC", "aoc": "AOC"}
"""Forms of cables that people write differently."""
ROLE_NAMES = {"host": "node", "pdu": "PDU", "other": "other device"}
PLURALS = {"leaf": "leaves"}
"""Nouns whose plural does not end in s alone."""
PLUG_NAMES = {"copper": "RJ45", "dac": "transceiver built in", "aoc": "transceiver built in"}
"""Texts instead of a connector, by form of cable, where there is no plug to order."""
ONE_OF = {
    WorkKind.OPEN: "rack opened",
    WorkKind.OPTICS: "device fitted with optics",
    WorkKind.PULL: "pull",
    WorkKind.LAND: "landing",
    WorkKind.TEST: "pull with all links tested",
    WorkKind.KIT: "pull kitted",
}
"""The words of `WorkKind` for a single package."""


def count_text(number: int, noun: str) -> str:
    """A number with its noun: 1 piece, 2 pieces."""
    return f"{number} {noun if number == 1 else PLURALS.get(noun, f'{noun}s')}"


def role_text(number: int, role: str) -> str:
    """Devices of one role: 1 spine, 8 leaves, 2 PDUs."""
    return count_text(number, ROLE_NAMES.get(role, role))


def form_text(form: str) -> str:
    """The form of a cable or trunk: DAC, copper cord, trunk."""
    return FORM_NAMES.get(form, form)


def length_text(parts_mm: Sequence[int]) -> str:
    """Ordered length in metres: 12.5, or of a trunk leg A + body + leg B: 2.0+4.0+1.5."""
    return "+".join(map(format_m, parts_mm))


def metres_text(length_mm: int | None) -> str:
    """A length in metres; nothing where there is none."""
    return "" if length_mm is None else format_m(length_mm)


def short_metres_text(length_mm: int) -> str:
    """A length in metres with as many decimals as it has, none for whole metres: 5, 7.5."""
    return f"{length_mm / 1000:g}"


def centimetres_text(length_mm: int) -> str:
    """A length in metres, to the centimetre."""
    return f"{length_mm / 1000:.2f}"


def slack_text(low_mm: int, high_mm: int) -> str:
    """Spare length of the cables of a pull in metres, to the centimetre below: 0.66 to 1.21, or 0.66 where all are
    alike.
    """
    low, high = (centimetres_text(length_mm // 10 * 10) for length_mm in (low_mm, high_mm))
    return low if low == high else f"{low} to {high}"


def tenth_metres_text(length_mm: int) -> str:
    """A length of way in metres, to the decimetre; rounded up, since cables are pulled and cut by it."""
    whole, tenth = divmod(-(-length_mm // 100), 10)
    return f"{whole}.{tenth}"


def whole_metres_text(length_mm: int) -> str:
    """A sum of lengths in whole metres, rounded up."""
    return f"{-(-length_mm // 1000):,}"


def whole_millimetres_text(diameter_um: int) -> str:
    """A diameter, or a length that is a number of diameters, in whole millimetres, rounded down."""
    return f"{diameter_um // 1000}"


def kilograms_text(weight_g: int) -> str:
    """A weight in kilograms, to the hectogram; half of one is rounded up, as in tables."""
    whole, tenth = divmod((weight_g + 50) // 100, 10)
    return f"{whole}.{tenth}"


def millimetres_text(diameter_um: int) -> str:
    """A diameter in millimetres, with as many decimals as it has."""
    return f"{diameter_um / 1000:g}"


def decibels_text(loss_mdb: int) -> str:
    """A loss in decibel, to the hundredth."""
    return f"{loss_mdb / 1000:.2f}"


def route_text(pathways: Iterable[str] | None) -> str:
    """The pathways of a route in the order in which a crew walks them; None is a cable inside one rack."""
    return INSIDE_RACK if pathways is None else " > ".join(pathways)


def media_text(media: Media) -> str:
    """Grade and fiber: OM4 multimode, Cat6A copper."""
    return f"{media.grade} {MEDIA_NAMES[media.fiber]}"


def plug_text(plug: Plug) -> str:
    """Connector and gender; for a cable that brings its own plugs or transceivers, these."""
    return f"{plug.connector} {plug.gender}".strip() or PLUG_NAMES.get(plug.form, "built in")


def transceiver_text(end: EndRow) -> str:
    """The model of a transceiver; else that the cable brings its own, or that it needs none."""
    if end.transceiver is not None:
        return end.transceiver
    return NO_TRANSCEIVER if end.plug.form == "copper" else BUILT_IN


def connector_text(end: EndRow) -> str:
    """The connector of a cage, by number; nothing where the cage has only one."""
    return str(end.mpo or "")


def order_text(row: LinkRow) -> str:
    """The source of the piece: custom K16.5-7QF2, or stock and the lot."""
    return f"custom {row.kind}" if row.lot is None else f"stock {row.lot}"


def leg_text(row: LinkRow) -> str:
    """Serial and leg: T7K3QF2M.03; the serial alone where the piece has one leg."""
    return f"{row.serial}.{row.leg:02d}" if row.leg else row.serial


def end_code(base_url: str, cable_id: str, side: Side) -> str:
    """The text of a QR code on one end of a cable: C-compute-7K3QF2M.A behind the address of the page."""
    return f"{base_url}{cable_id}.{side}"


def port_words(port: str) -> str:
    """A port behind its device: a bare number would be read with the rack unit or the name before it."""
    return f"port {port}" if port.isdecimal() else port


def day_text(ready: datetime | None, moment: datetime) -> str:
    """The day of a moment; without a date days count from 1 and, before it, from -1."""
    days = (moment - UNDATED).days + (moment >= UNDATED)
    return f"day {days}" if ready is None else f"{moment:%Y-%m-%d}"


def clock_text(moment: datetime) -> str:
    """Time of day, in whole minutes that have begun."""
    return f"{moment:%H:%M}"


def moment_text(ready: datetime | None, moment: datetime) -> str:
    """Day and time of day."""
    return f"{day_text(ready, moment)} {moment:%H:%M}"


def cart_text(crew: int, shift: int) -> str:
    """The name of the cart that a crew takes for a shift (from 0): 3-1."""
    return f"{crew}-{shift + 1}"


def work_place_text(place: WorkPlace) -> str:
    """The place of a step: A05; A05 rear U40; of a pull from the coil to the A end: B06 > A05; staging table, for A05
    U40.
    """
    if place.is_table:
        return f"{TABLE}, for {work_place_text(place._replace(is_table=False))}"
    words = [" > ".join(place.racks), place.face]
    words += [] if place.half_ru is None else [f"U{format_ru(place.half_ru)}"]
    return " ".join(word for word in words if word)


def place_words(place: WorkPlace) -> str:
    """The same in a sentence: at A05 rear U40; of a pull B06 to A05."""
    return " to ".join(place.racks) if len(place.racks) > 1 else f"at {work_place_text(place)}"


def work_text(kind: WorkKind, count: int) -> str:
    """Packages of one kind of work: 1 pull, 2 racks opened."""
    return f"{count} {ONE_OF[kind] if count == 1 else kind.value}"


def range_text(step: Step) -> str:
    """Minutes with the low and the high figures of the labour table: 6 to 14; nothing where both are alike."""
    low, high = (round(seconds / 60) for seconds in step.range_s)
    return "" if low == high else f"{low} to {high}"


def list_text(words: Sequence[str]) -> str:
    """Words as a list: route; route and slack; cable, route and slack."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def crews_text(crews: Sequence[int]) -> str:
    """crew 1; crews 1 and 5; crews 1, 3 and 5; nothing where there are none."""
    if not crews:
        return ""
    return f"{'crew' if len(crews) == 1 else 'crews'} {list_text([str(crew) for crew in crews])}"


def ranges_text(numbers: Iterable[int]) -> str:
    """Whole numbers in order, with neighbours joined: 1-3, 7."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)


def legs_text(legs: Iterable[int]) -> str:
    """Numbers of legs: leg 7; legs 5-8, 13-16."""
    numbers = list(legs)
    return f"{'leg' if len(numbers) == 1 else 'legs'} {ranges_text(numbers)}"


def steps_text(numbers: Sequence[int]) -> str:
    """Numbers of steps: step 11; steps 4-6, 9."""
    return f"{'step' if len(numbers) == 1 else 'steps'} {ranges_text(numbers)}"


def leg_runs_text(runs: Iterable[LegRun]) -> str:
    """Leg numbers by length in metres: 1-8: 2.5; 9: 3.0."""
    return "; ".join(
        f"{run.first}-{run.last}: {format_m(run.length_mm)}"
        if run.last > run.first
        else f"{run.first}: {format_m(run.length_mm)}"
        for run in runs
    )


def leg_lengths_text(legs_mm: Sequence[int]) -> str:
    """Lengths of legs, each once: 2.5 m: legs 1-8, 17; 3.0 m: legs 9-16."""
    legs: dict[int, list[int]] = {}
    for leg, length in enumerate(legs_mm, start=1):
        legs.setdefault(length, []).append(leg)
    return "; ".join(f"{format_m(length)} m: legs {ranges_text(numbers)}" for length, numbers in sorted(legs.items()))


def breaks_text(breaks: Iterable[Break]) -> str:
    """The breaks of a shift: 09:30-09:45, 12:00-12:30; nothing where there are none."""
    return ", ".join(f"{clock_text(one.start)}-{clock_text(one.end)}" for one in breaks)


def sheet_text(step: Step) -> str:
    """The sheet on which the plugs or links of a step stand one by one; nothing for other steps."""
    sheet = {Act.TEST: "test sheet", Act.LAND_A: "door sheet", Act.LAND_B: "door sheet"}.get(step.act)
    return f"{sheet} of rack {step.place.racks[0]}" if sheet else ""


def label_start(own: Sequence[str]) -> str:
    """What the labels of a device begin with, up to a sign that is neither letter nor digit: A05-40: of A05-40:01.1."""
    pairs = zip(min(own), max(own), strict=False)
    common = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    found = re.match(r".*[^\w.]", common)
    return found.group() if found else ""


def labels_text(labels: Sequence[EndLabel]) -> str:
    """The text of a label; of several the own ends of the first and the last, which stand large on them, and how many
    there are: A05-40:01.1 .. A05-40:32.2 (48). Such a range stays within one device; labels of more than two have no
    range: A05-40:01.1 and 47 more.
    """
    if len(labels) < 2:
        return "".join(label.text for label in labels)
    by_device: dict[str, list[str]] = {}
    for label in labels:
        by_device.setdefault(label.device, []).append(label.own)
    if len(by_device) > MOST_RANGES:
        return f"{labels[0].own} {more_text(len(labels))}"
    ranges = (f"{own[0]} .. {own[-1]} ({len(own)})" if len(own) > 1 else own[0] for own in by_device.values())
    return ", ".join(ranges)


def more_text(number: int) -> str:
    """How many things there are beside the first one."""
    return f"and {number - 1} more"


def serials_text(serials: Sequence[str]) -> str:
    """The first and the last serial in the order of work, and how many there are: J7K3QF2M .. J9D0AB4C (4)."""
    if not serials:
        return ""
    return serials[0] if len(serials) == 1 else f"{serials[0]} .. {serials[-1]} ({len(serials)})"


def waits_text(waits: Iterable[Wait]) -> str:
    """The steps of other crews that must be done before: crew 2 steps 4-6, 9; crew 3 step 1; should be done
    before this shift: crew 2 step 2.
    """
    return "; ".join(mark_earlier((wait, f"crew {wait.crew} {steps_text(wait.steps)}") for wait in waits))


def after_text(step: Step) -> str:
    """The steps of other crews to wait for, then the crews at the same rack."""
    beside = f"same rack: {crews_text(step.beside)}" if step.beside else ""
    return "; ".join(part for part in (waits_text(step.waits_for), beside) if part)
