"""The pull sheet: what each crew does, step by step, with nothing to look up.

A step is one work package. A pull names the assemblies, both racks, the route and the length; a landing lists which
leg goes into which port; every step has a box to tick.
"""

from collections import defaultdict
from datetime import datetime

from fabric.plan import PACKAGE_KINDS, PULL_FORMS
from fabric.sheets.ends import LinkRow, PlanRows
from fabric.sheets.table import Cell, Column, Document, Table
from layouts.units import format_m

_COLUMNS = (
    Column("crew", "crew", 0.5),
    Column("step", "step", 0.5),
    Column("shift", "shift", 0.7),
    Column("start", "start", 1.0),
    Column("end", "end", 1.0),
    Column("act", "do", 1.0),
    Column("at", "at", 1.6),
    Column("what", "what", 3.4),
    Column("length_m", "length m", 1.2),
    Column("route", "route", 2.6),
    Column("serials", "serials", 1.6),
    Column("done", "done", 0.6),
)
_LEG_COLUMNS = (
    Column("pull", "pull"),
    Column("serial", "serial"),
    Column("end", "end"),
    Column("leg", "leg"),
    Column("rack", "rack"),
    Column("u", "U"),
    Column("device", "device"),
    Column("port", "port"),
    Column("label", "label"),
    Column("cable_id", "cable"),
)
UNDATED = datetime(2000, 1, 1)
"""Stands for day 1 where the request states no date."""


def pull_sheet(rows: PlanRows) -> Document:
    """Steps of all crews, and the legs of every landing."""
    by_pull: dict[int, list[LinkRow]] = defaultdict(list)
    for row in rows.links:
        by_pull[row.pull - 1].append(row)
    steps = _list_steps(rows, by_pull)
    cells = tuple(step for step, _ in steps)
    legs = tuple(
        (row.pull, row.serial, side, row.leg, end.rack, end.u, end.device, end.port, label, row.cable_id)
        for pull in sorted(by_pull)
        for side in ("A", "B")
        for row in by_pull[pull]
        for end, label in [(row.a, row.label_a) if side == "A" else (row.b, row.label_b)]
    )
    crews = sorted({int(step[0]) for step in cells})
    printed = []
    for crew in crews:
        mine = [(step, detail) for step, detail in steps if step[0] == crew]
        printed.append(
            Table(
                f"crew_{crew}",
                f"Crew {crew}",
                _COLUMNS[1:],
                tuple(step[1:] for step, _ in mine),
                notes=(_totals([step for step, _ in mine]),),
                details={index: detail for index, (_, detail) in enumerate(mine) if detail},
            )
        )
    summary = rows.plan.summary
    crew_words = f"{len(crews)} {'crew' if len(crews) == 1 else 'crews'} of {rows.plan.project.crew.crew_size}"
    dated = "" if rows.plan.project.request.racks_ready else "; day 1 is the day on which the racks are ready"
    return Document(
        "pull_sheet",
        "Pull sheet",
        f"{crew_words}, {summary.install_time_s / 3600:.1f} working hours{dated}",
        (Table("pull_sheet", "Steps", _COLUMNS, cells), Table("pull_sheet_legs", "Legs and ports", _LEG_COLUMNS, legs)),
        tuple(printed),
    )


def _totals(steps: list[tuple[Cell, ...]]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for step in steps:
        counts[str(step[5])] += 1
    return f"{len(steps)} steps: " + ", ".join(f"{count} x {act}" for act, count in counts.items())


def _list_steps(rows: PlanRows, by_pull: dict[int, list[LinkRow]]) -> list[tuple[tuple[Cell, ...], tuple[str, ...]]]:
    packages = rows.plan.packages
    order = sorted(
        range(len(packages.kind)),
        key=lambda i: (int(packages.crew[i]), int(packages.start_s[i]), int(packages.end_s[i]), i),
    )
    number: dict[int, int] = defaultdict(int)
    steps: list[tuple[tuple[Cell, ...], tuple[str, ...]]] = []
    for i in order:
        crew, kind, subject = int(packages.crew[i]) + 1, PACKAGE_KINDS[int(packages.kind[i])], int(packages.subject[i])
        number[crew] += 1
        start_s, end_s = int(packages.start_s[i]), int(packages.end_s[i])
        shift, start = _moment(rows, start_s)
        _, end = _moment(rows, max(end_s - 1, start_s))
        act, at, what, length, route, serials, details = _describe(rows, kind, subject, by_pull)
        steps.append(((crew, number[crew], shift, start, end, act, at, what, length, route, serials, ""), details))
    return steps


def _moment(rows: PlanRows, clock_s: int) -> tuple[str, str]:
    ready = rows.plan.project.request.racks_ready
    shift, moment = rows.plan.project.crew.calendar(clock_s, ready or UNDATED)
    if ready is None:
        return shift, f"day {(moment - UNDATED).days + 1} {moment:%H:%M}"
    return shift, f"{moment:%Y-%m-%d %H:%M}"


def _describe(
    rows: PlanRows, kind: str, subject: int, by_pull: dict[int, list[LinkRow]]
) -> tuple[str, str, str, str, str, str, tuple[str, ...]]:
    """Act, place, words, length, route, serials and detail lines of one step."""
    plan = rows.plan
    if kind == "open":
        rack = plan.project.site.racks[subject]
        return "open rack", rack.id, f"open rack {rack.id} of row {rack.row}: ladder, tools, doors", "", "", "", ()
    if kind == "optics":
        device = plan.devices[subject]
        cages = [
            (int(c), plan.optic_models[int(m)])
            for d, c, m in zip(plan.optics.device, plan.optics.cage, plan.optics.model, strict=True)
            if int(d) == subject
        ]
        models = sorted({model for _, model in cages})
        what = (
            f"{device.id}: {len(cages)} x {' / '.join(models)} into cages "
            f"{_ranges([cage for cage, _ in cages])}; record serials"
        )
        return "insert optics", f"{device.rack} U{(device.position_half_ru or 0) / 2:g}", what, "", "", "", ()
    links = by_pull[subject]
    form = PULL_FORMS[int(plan.pulls.form[subject])]
    first = links[0]
    serials = _serial_range([row.serial for row in links])
    racks = f"{first.a.rack} > {first.b.rack}"
    if kind == "pull":
        assembly = plan.kinds[
            next(
                int(plan.assemblies.kind[a])
                for a in range(len(plan.assemblies.pull))
                if int(plan.assemblies.pull[a]) == subject
            )
        ]
        words = {
            "trunk": f"pull trunk {assembly.id} ({len(links)} of {len(assembly.a_legs_mm)} legs used), A "
            "end to {first.a.rack}, coil at {first.b.rack}",
            "bundle": f"tape {len(links)} cables, pull as one, A end to {first.a.rack}",
            "single": f"pull cable {assembly.id}",
            "patch": f"patch {assembly.id} inside the rack",
        }
        length = format_m(assembly.overall_mm)
        return ("patch" if form == "patch" else "pull"), racks, words[form], length, first.route, serials, ()
    if kind == "test":
        what = f"{len(links)} links {first.cable_id} ..: link light and FEC at {first.a.rack}"
        return "test", first.a.rack, what, "", "", serials, ()
    ends = [
        (row, row.a if kind == "land_a" else row.b, row.label_a if kind == "land_a" else row.label_b) for row in links
    ]
    end = "A" if kind == "land_a" else "B"
    details = tuple(
        f"{'leg ' + format(row.leg, '02d') if row.leg else row.serial}  {near.device} U{near.u} "
        f"{near.port}  [{label.split('/')[0]}]"
        for row, near, label in ends
    )
    label = "labels are on it" if form == "trunk" else "label each"
    return (
        "land " + end,
        ends[0][1].rack,
        f"dress, {label}, inspect, clean, plug {len(links)}",
        "",
        "",
        serials,
        details,
    )


def _ranges(numbers: list[int]) -> str:
    """[1, 2, 3, 7] -> '1-3, 7'."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)


def _serial_range(serials: list[str]) -> str:
    distinct = sorted(set(serials))
    return distinct[0] if len(distinct) == 1 else f"{distinct[0]} .. {distinct[-1]} ({len(distinct)})"
