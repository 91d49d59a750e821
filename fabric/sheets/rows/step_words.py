"""The sentence of each step and the lines below it, for the crew that does it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fabric.plan import AssemblyKind, PullForm
from fabric.sheets.rows.link_row import EndRow, LinkRow, Side, other_side
from fabric.sheets.rows.link_rows import is_splitter
from fabric.sheets.rows.plan_index import FittedOptic
from fabric.sheets.rows.plug_words import plug_name_text, plug_port_text
from fabric.sheets.rows.pull_ways import RackEnd, far_side, plug_key
from fabric.sheets.rows.text import (
    PLUG_NAMES,
    count_text,
    label_start,
    leg_text,
    legs_text,
    more_text,
    port_words,
    ranges_text,
    serials_text,
)
from layouts import Rack, format_m

FEWEST_BY_TURNS = 6
"""Legs that go to devices by turns from which one line says so: fewer are as short on lines of their own."""
MOST_DEVICES = 8
"""Devices that take a leg each by turns, at most: a technician counts them on the faceplates."""
FEWEST_ROW = 5
"""Units one after the other that are named by the first and the last of them."""
OPEN = "bring tools, open the doors"
"""What a crew does at a rack that it opens."""
SCAN = "scan serial numbers into the optics list"
"""The end of the sentence of optics."""


def open_words(rack: Rack) -> str:
    """Opening a rack."""
    return f"in row {rack.row}: {OPEN}"


def optics_words(device: str, cages: Sequence[FittedOptic]) -> str:
    """The transceivers of one device: the number per model, and the cages."""
    kinds = sorted({(cage.group, cage.model) for cage in cages})
    several = len({group for group, _ in kinds}) > 1
    parts = []
    for group, model in kinds:
        numbers = [cage.cage for cage in cages if (cage.group, cage.model) == (group, model)]
        where = f"{group} cages" if several else "cages"
        parts.append(f"{len(numbers)} x {model} into {where} {ranges_text(numbers)}")
    return f"{device}: {'; '.join(parts)}; {SCAN}"


def pull_words(form: PullForm, kind: AssemblyKind, kinds: Sequence[AssemblyKind], links: Sequence[LinkRow]) -> str:
    """Laying one pull: its form, the last of its kinds, all kinds of the plan, and its links; in the order of work."""
    first = links[0]
    stage = f"stage the coil at {first.b.rack}"
    to = f"{'through the side into' if first.is_through_side else 'to'} {first.a.rack}"
    if form == PullForm.TRUNK:
        eye = " (eye)" if kind.custom else ""
        used = f"{len(links)} of {len(kind.a_legs_mm)} legs"
        return f"trunk {kind.id} ({used}): stage at {first.b.rack}, pull the A end{eye} {to}; the B end stays"
    if form == PullForm.BUNDLE:
        pieces = Counter(format_m(kinds[row.kind_index].overall_mm) for row in links)
        lengths = ", ".join(f"{count} x {length} m" for length, count in pieces.items())
        taped = f"label both ends of {lengths}, tape them flush at the A end"
        return f"{taped}, {stage}, pull the A end {to} as one; the B end stays"
    if is_splitter(kind):
        plugs = f"label its {1 + len(links)} plugs"
        if form == PullForm.PATCH:
            return f"{plugs}, lay splitter {kind.id} inside the rack, plug it later"
        return f"splitter {kind.id}: {plugs}, {stage}, pull its legs (A end) {to}; its head (B end) stays"
    if form == PullForm.PATCH:
        return f"label both ends, lay {kind.id} inside the rack{_share_words(kind, links)}, plug it later"
    return f"cable {kind.id}{_share_words(kind, links)}: label both ends, {stage}, pull the A end {to}; the B end stays"


def _share_words(kind: AssemblyKind, links: Sequence[LinkRow]) -> str:
    """That one cable carries several links, for a straight one."""
    return f" ({count_text(len(links), 'link')} in one cable)" if kind.is_straight else ""


def pull_details(form: PullForm, links: Sequence[LinkRow]) -> tuple[str, ...]:
    """The labels that the crew applies, a line for each link; trunks arrive with theirs.

    The head of a splitter has one label: it stands with the first tail alone.
    """
    if form == PullForm.TRUNK:
        return ()
    lines: dict[str, None] = {}
    told: set[tuple[str, str]] = set()
    for row in links:
        both = f"{row.label_a.text} at A   {row.label_b.text} at B   {row.serial}, {row.kind}"
        head = row.serial, row.label_b.text
        lines[both if row.is_straight or head not in told else f"{row.label_a.text} at A"] = None
        told.add(head)
    return tuple(lines)


def landing_words(side: Side, kind: AssemblyKind, links: Sequence[LinkRow], entered: str) -> str:
    """Dressing and plugging one end of a pull, which enters its rack at a side; only fiber connectors have end faces
    to inspect and to clean.
    """
    clean = "" if kind.form in PLUG_NAMES else "inspect, clean, "
    if side == "B" and is_splitter(kind):
        return f"dress, {clean}plug the switch end (head) of the splitter"
    if kind.is_straight:
        near, there = links[0].end(side).rack, links[0].end(other_side(side)).rack
        other = "" if near == there else f"; the other end is at {there}"
        return f"dress, {clean}plug 1 cable of {count_text(len(links), 'link')}{other}"
    legs = len(kind.a_legs_mm)
    plugs = count_text(len(links), "leg" if legs else "connector")
    what = f"dress, {'break out, ' if legs else ''}{clean}plug {plugs}"
    spare = set(range(1, legs + 1)) - {row.leg for row in links}
    if spare:
        what += f"; leave the caps on legs {ranges_text(spare)}, coil and tie them on the {entered} side of the rack"
    here = links[0].end(side).rack
    far = {(row.b if side == "A" else row.a).rack for row in links} - {here}
    return what + (f"; the other end is at {', '.join(sorted(far))}" if far else "")


def mounting_words(words: str, side: Side, links: Sequence[LinkRow], panels: int) -> str:
    """The words of a landing with which some panels are mounted at its end of a trunk; as they are where none is."""
    if not panels:
        return words
    ends = {row.end(side).device: row.end(side) for row in links}
    names = [f"{name} at U{end.unit}" for name, end in ends.items()]
    what = f"panel {' and '.join(names)}" if len(names) == panels else count_text(panels, "panel")
    return f"mount {what}; at its back: {words}"


def landing_details(side: Side, kind: AssemblyKind, links: Sequence[LinkRow], end: RackEnd) -> tuple[str, ...]:
    """The side of the rack, then the ports of the plugs of an end: runs of legs of a trunk, or a line with the label
    for each cable, in the order of the rack; the head of a splitter is one plug.
    """
    where = f"Side: {end.side} side of {end.rack}{_across_words(kind, end)}"
    if kind.is_straight or (side == "B" and is_splitter(kind)):
        row = links[0]
        return (where, _plug_line(plug_name_text(row, side), row, side, end))
    if kind.form == "trunk":
        return (where, *leg_lines(side, links))
    from_top = sorted(links, key=lambda row: place_from_top(row.end(side)))
    return (where, *(_plug_line(leg_text(row), row, side, end) for row in from_top))


def _across_words(kind: AssemblyKind, end: RackEnd) -> str:
    """Which plugs cross to the other half of a faceplate: legs by number, single cables by a mark on their lines."""
    if not end.across:
        return ""
    if kind.form == "trunk":
        legs = [key.leg for key in end.across]
        return f"; {legs_text(legs)} {'cross' if len(legs) > 1 else 'crosses'} above the device to the {far_side(end)}"
    some = f"{len(end.across)} of {count_text(end.plugs, 'connector')}"
    return f"; {some}, marked > {far_side(end)}, {'cross' if len(end.across) > 1 else 'crosses'} above the device"


def place_from_top(end: EndRow) -> tuple[int, str, str, int, int, int]:
    """Where a plug is in its rack: devices from the top down, then ports as they are numbered."""
    return -end.half_ru, end.device, end.cages, end.cage, end.mpo, end.lane


def _plug_line(name: str, row: LinkRow, side: Side, at: RackEnd) -> str:
    end = row.end(side)
    mark = f" > {far_side(at)}" if plug_key(row, side) in at.across else ""
    return f"{row.label(side).own}  {name} in {end.device} U{end.unit} {port_words(plug_port_text(row, side))}{mark}"


class PortRun(NamedTuple):
    """Legs of a trunk that go into ports one after the other."""

    first_label: str
    """Own end of the label of the first leg."""
    last_label: str
    """Own end of the label of the last leg."""
    device: str
    """Id of the device."""
    unit: str
    """Its unit as documents print it."""
    first_leg: int
    """First leg, from 1."""
    last_leg: int
    """Last leg."""
    first_port: str
    """Printed name of the port of the first leg."""
    last_port: str
    """Printed name of the port of the last leg."""


def leg_lines(side: Side, links: Sequence[LinkRow]) -> Iterator[str]:
    """The legs of a trunk end in order: a line for each run of ports, for devices with the same ports, and for devices
    that take a leg each by turns.
    """
    rows = sorted(links, key=lambda row: row.leg)
    plain: list[LinkRow] = []
    while rows:
        count, period = longest_turns(side, rows)
        if count < FEWEST_BY_TURNS:
            plain.append(rows.pop(0))
            continue
        yield from map(turn_line, join_turns(leg_port_runs(side, plain)))
        plain = []
        yield _turns_line(side, rows[:count], period)
        rows = rows[count:]
    yield from map(turn_line, join_turns(leg_port_runs(side, plain)))


def longest_turns(side: Side, rows: Sequence[LinkRow]) -> tuple[int, int]:
    """How many of the first legs go to some devices by turns, a leg each into the next port; and how many devices."""
    found, most = (0, 1), -1
    for period in range(2, MOST_DEVICES + 1):
        first = rows[0].end(side)
        ends = [row.end(side) for row in rows[:period]]
        if len({end.device for end in ends}) < period or any(end.port != first.port for end in ends):
            break
        if most < 0:
            most = max(row.end(side).mpo for row in rows)
        count = period
        while count < len(rows) and rows[count].leg == rows[count - 1].leg + 1:
            if not follows(rows[count - period].end(side), rows[count].end(side), most):
                break
            count += 1
        found = max(found, (count - count % period, period))
    return found


def _turns_line(side: Side, rows: Sequence[LinkRow], period: int) -> str:
    """Legs that go to several devices by turns: legs 1-36: 1 leg each to U39, U34, then repeat;
    ports 4/2 to 13/1.
    """
    first, last = rows[0], rows[-1]
    units = [row.end(side).unit for row in rows[:period]]
    turns = f"1 leg each to {units_text(units)}, then repeat; {ports_text(first.end(side).port, last.end(side).port)}"
    return f"{first.label(side).own} {more_text(len(rows))}  legs {first.leg}-{last.leg}: {turns}"


def units_text(units: Sequence[str]) -> str:
    """Units in order; many that go down or up by one by the first and the last: U40 down to U32."""
    if len(units) >= FEWEST_ROW and all(unit.isdecimal() for unit in units):
        numbers = [int(unit) for unit in units]
        for step, way in ((-1, "down"), (1, "up")):
            if numbers == list(range(numbers[0], numbers[0] + step * len(numbers), step)):
                return f"U{units[0]} {way} to U{units[-1]}"
    return ", ".join(f"U{unit}" for unit in units)


def ports_text(first: str, last: str = "") -> str:
    """Ports of legs in words, since 6/1 could be anything: port 6/1; ports 6/1 to 6/2."""
    return f"port {first}" if last in ("", first) else f"ports {first} to {last}"


def leg_port_runs(side: Side, links: Sequence[LinkRow]) -> list[PortRun]:
    """The legs of a trunk end in order, joined where leg and connector go on by one in the same device."""
    most = max((row.end(side).mpo for row in links), default=0)
    runs: list[PortRun] = []
    last: LinkRow | None = None
    for row in sorted(links, key=lambda row: row.leg):
        end, own = row.end(side), row.label(side).own
        if last is not None and row.leg == last.leg + 1 and follows(last.end(side), end, most):
            runs[-1] = runs[-1]._replace(last_label=own, last_leg=row.leg, last_port=end.port)
        else:
            runs.append(PortRun(own, own, end.device, end.unit, row.leg, row.leg, end.port, end.port))
        last = row
    return runs


def follows(one: EndRow, other: EndRow, most: int) -> bool:
    """Whether a port is the next connector after another: of the same cage, or the first of the next cage after
    connector `most`.
    """
    if (one.device, one.cages, one.lane, other.lane) != (other.device, other.cages, 0, 0):
        return False
    if one.cage == other.cage:
        return other.mpo == one.mpo + 1
    return other.cage == one.cage + 1 and one.mpo == most and other.mpo == min(1, most)


def join_turns(runs: Sequence[PortRun]) -> list[tuple[PortRun, ...]]:
    """Runs of as many legs into the same ports of one device after the other, each unit once; others stand alone.
    Three or more make a turn: two are as short on lines of their own.
    """
    found: list[list[PortRun]] = []
    for run in runs:
        last = found[-1] if found else []
        goes_on = last and (
            (run.first_port, run.last_port, run.last_leg - run.first_leg)
            == (last[0].first_port, last[0].last_port, last[0].last_leg - last[0].first_leg)
            and run.first_leg == last[-1].last_leg + 1
            and run.unit not in {one.unit for one in last}
        )
        if goes_on:
            last.append(run)
        else:
            found.append([run])
    return [part for turn in found for part in ([tuple(turn)] if len(turn) > 2 else [(run,) for run in turn])]


def turn_line(turn: Sequence[PortRun]) -> str:
    """Legs that go into the same ports of several devices: legs 1-6: 2 legs each to U37, U36, U35, in that order,
    ports 6/1 to 6/2.
    """
    first, last = turn[0], turn[-1]
    if len(turn) == 1:
        return _run_line(first)
    each = first.last_leg - first.first_leg + 1
    to = f"{count_text(each, 'leg')} each to {units_text([run.unit for run in turn])}, in that order"
    legs = f"legs {first.first_leg}-{last.last_leg}: {to}, {ports_text(first.first_port, first.last_port)}"
    return f"{first.first_label} {more_text(last.last_leg - first.first_leg + 1)}  {legs}"


def _run_line(run: PortRun) -> str:
    if run.first_leg == run.last_leg:
        return f"{run.first_label}  leg {run.first_leg}: {run.device} U{run.unit} {ports_text(run.first_port)}"
    last = run.last_label.removeprefix(label_start((run.first_label, run.last_label)))
    legs = f"{run.first_label} .. {last}  legs {run.first_leg}-{run.last_leg}"
    return f"{legs}: {run.device} U{run.unit} {ports_text(run.first_port, run.last_port)}"


def test_words(links: Sequence[LinkRow], serials: Sequence[str]) -> str:
    """Testing the links of a pull, or the lanes of a trunk between panels."""
    if all(row.a.is_panel and row.b.is_panel for row in links):
        return f"loss test of {count_text(len(links), 'lane')} of {serials_text(serials)}, from panel to panel"
    return f"test {count_text(len(links), 'link')} of {serials_text(serials)}"
