"""The steps of all crews: one work package a step, in words, with the lines that stand below it.

A pull names the assemblies, both racks, the route and the length; a landing lists which leg goes into which port; a
test lists its links; a step that waits for another crew says for which step of whom.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from fabric.plan import PackageKind, PullForm
from fabric.sheets.rows.crew_blocks import moment_text, shift_ends_s
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.tray_order import LayIns
from fabric.writers import Cell
from layouts import divide_up, format_m, format_ru

NO_FACTS: tuple[Cell, ...] = ("",) * 8
Words = tuple[str, str, str, str, str, str, tuple[str, ...]]
"""Act, place, words, length, route, serials and detail lines of one step."""


@dataclass(frozen=True)
class Step:
    """One step: its cells, the lines that stand below it, the number of the shift in which it begins, from 0, and the
    facts of a pull (empty for what is none): media, connector, polarity, diameter in mm, weight in kg, order of laying
    in, fill after it in percent, spare length in m.
    """

    cells: tuple[Cell, ...]
    details: tuple[str, ...]
    shift: int
    package: int
    pull_facts: tuple[Cell, ...] = NO_FACTS

    @property
    def crew(self) -> int:
        return int(self.cells[0])

    @property
    def act(self) -> str:
        return str(self.cells[6])


@lru_cache(maxsize=1)
def list_steps(rows: PlanRows) -> tuple[Step, ...]:
    """All steps, crew by crew in order of work. The last answer is kept: several documents of one plan ask for it."""
    return tuple(_Steps(rows).steps)


class _Steps:
    def __init__(self, rows: PlanRows):
        self.rows, self.plan, self.by_pull = rows, rows.plan, rows.by_pull
        packages, assemblies, optics = self.plan.packages, self.plan.assemblies, self.plan.optics
        order = rows.work_order
        self.kind_of_pull = dict(zip(assemblies.pull.tolist(), assemblies.kind.tolist(), strict=True))
        self.cages: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
        for device, group, cage, model in zip(
            optics.device.tolist(), optics.group.tolist(), optics.cage.tolist(), optics.model.tolist(), strict=True
        ):
            self.cages[device].append((self.plan.cage_groups[group], cage, self.plan.optic_models[model]))
        self.device_index = {device.id: index for index, device in enumerate(self.plan.devices)}
        self.at: dict[tuple[str, int], tuple[int, int]] = {}
        count: dict[int, int] = defaultdict(int)
        for i in order:
            crew = int(packages.crew[i]) + 1
            count[crew] += 1
            self.at[PackageKind(int(packages.kind[i])).word, int(packages.subject[i])] = crew, count[crew]
        self.works_at: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        times = zip(packages.start_s.tolist(), packages.end_s.tolist(), packages.crew.tolist(), strict=True)
        for i, (start, end, crew) in enumerate(times):
            for rack in self.racks_of(i):
                self.works_at[rack].append((start, end, crew))
        for works in self.works_at.values():
            works.sort()
        self.longest_s = int((packages.end_s - packages.start_s).max(initial=0))
        self.shift_ends = shift_ends_s(self.plan)
        self.lay_ins = LayIns(self.plan)
        self.steps = [self.step(i) for i in order if self.is_chosen(i)]

    def is_chosen(self, i: int) -> bool:
        """Whether the sheets are for a package: for its crew, and for a link that it serves."""
        chosen, packages = self.rows.options.selection, self.plan.packages
        if chosen.crews and int(packages.crew[i]) + 1 not in chosen.crews:
            return False
        kind, subject = PackageKind(int(packages.kind[i])).word, int(packages.subject[i])
        if kind == "open":
            return self.plan.project.site.racks[subject].id in self.rows.chosen_racks
        if kind == "optics":
            device = self.plan.devices[subject]
            return any((device.id, group, cage) in self.rows.cages for group, cage, _ in self.cages[subject])
        return subject in self.rows.chosen_pulls

    def facts_of_pull(self, subject: int) -> tuple[Cell, ...]:
        """Media, connector, polarity, diameter, weight, order of laying in, fill after it, spare length."""
        links, laid = self.by_pull[subject], self.lay_ins.of_pull[subject]
        kind = self.plan.kinds[self.kind_of_pull[subject]]
        spare = [row.spare_mm for row in links]
        order = f"{laid.order} of {laid.pulls} in {laid.pathway}" if laid.pathway else ""
        low, high = (f"{length / 1000:.2f}" for length in (min(spare), max(spare)))
        length = low if low == high else f"{low} to {high}"
        return (
            links[0].media,
            f"{kind.connector} {kind.gender}".strip() or "own module",
            kind.polarity,
            f"{laid.diameter_um / 1000:g}",
            f"{laid.weight_g / 1000:.1f}",
            order,
            f"{laid.fill_pct:.1f}" if laid.pathway else "",
            length,
        )

    def step(self, i: int) -> Step:
        packages = self.plan.packages
        kind, subject = PackageKind(int(packages.kind[i])).word, int(packages.subject[i])
        crew, number = self.at[kind, subject]
        start_s, end_s = int(packages.start_s[i]), int(packages.end_s[i])
        shift, start = self.moment(start_s)
        end = self.end_moment(end_s)
        *words, details = self.describe(kind, subject)
        return Step(
            (
                crew,
                number,
                shift,
                start,
                end,
                divide_up(end_s - start_s, 60),
                *words,
                "; ".join(part for part in (self.others(crew, kind, subject), self.beside(i)) if part),
                "",
            ),
            details,
            bisect_right(self.shift_ends, start_s),
            i,
            self.facts_of_pull(subject) if kind == "pull" else NO_FACTS,
        )

    def moment(self, clock_s: int) -> tuple[str, str]:
        """Shift, and day and time."""
        ready = self.plan.project.request.racks_ready
        shift, moment = self.plan.project.crew.calendar(clock_s, ready)
        return shift, moment_text(ready, moment)

    def end_moment(self, clock_s: int) -> str:
        """Day and time at which something ends: of the shift that ends, where the next one begins another day."""
        ready = self.plan.project.request.racks_ready
        _, moment = self.plan.project.crew.calendar(max(clock_s - 1, 0), ready)
        return moment_text(ready, moment + timedelta(seconds=1))

    def others(self, crew: int, kind: str, subject: int) -> str:
        """The steps of other crews that must be done before."""
        found: dict[int, set[int]] = defaultdict(set)
        for key in self.before(kind, subject):
            if key in self.at and self.at[key][0] != crew:
                found[self.at[key][0]].add(self.at[key][1])
        return "; ".join(
            f"crew {other} {'step' if len(numbers) == 1 else 'steps'} {_ranges(sorted(numbers))}"
            for other, numbers in sorted(found.items())
        )

    def beside(self, i: int) -> str:
        """The other crews that work at the same rack meanwhile."""
        packages = self.plan.packages
        start, end, crew = int(packages.start_s[i]), int(packages.end_s[i]), int(packages.crew[i])
        met = set()
        for rack in self.racks_of(i):
            works = self.works_at[rack]
            for other in range(bisect_left(works, (start - self.longest_s, 0, 0)), len(works)):
                begins, stops, who = works[other]
                if begins >= end:
                    break
                if stops > start and who != crew:
                    met.add(who + 1)
        return f"beside crew {' and '.join(map(str, sorted(met)))}" if met else ""

    def racks_of(self, i: int) -> tuple[int, ...]:
        """The racks (by index) at which a package is done."""
        kind, subject = PackageKind(int(self.plan.packages.kind[i])).word, int(self.plan.packages.subject[i])
        pulls = self.plan.pulls
        if kind == "open":
            return (subject,)
        if kind == "optics":
            return (self.plan.project.site.rack_number[self.plan.devices[subject].rack or ""],)
        if kind == "pull":
            return int(pulls.a_rack[subject]), int(pulls.b_rack[subject])
        return (int(pulls.b_rack[subject] if kind == "land_b" else pulls.a_rack[subject]),)

    def before(self, kind: str, subject: int) -> list[tuple[str, int]]:
        plan = self.plan
        if kind == "open":
            return []
        if kind == "optics":
            return [("open", plan.project.site.rack_number[plan.devices[subject].rack or ""])]
        if kind == "pull":
            return [("open", int(plan.pulls.a_rack[subject])), ("open", int(plan.pulls.b_rack[subject]))]
        if kind == "test":
            return [("land_a", subject), ("land_b", subject)]
        names = {(row.a if kind == "land_a" else row.b).device for row in self.by_pull[subject]}
        return [("pull", subject), *(("optics", self.device_index[name]) for name in sorted(names))]

    def describe(self, kind: str, subject: int) -> Words:
        plan = self.plan
        if kind == "open":
            rack = plan.project.site.racks[subject]
            return "open rack", rack.id, f"open rack {rack.id} of row {rack.row}: tools, doors", "", "", "", ()
        if kind == "optics":
            device, cages = plan.devices[subject], self.cages[subject]
            kinds = sorted({(group, model) for group, _, model in cages})
            several = len({group for group, _ in kinds}) > 1
            parts = []
            for group, model in kinds:
                numbers = [cage for g, cage, m in cages if (g, m) == (group, model)]
                where = f"{group} cages" if several else "cages"
                parts.append(f"{len(numbers)} x {model} into {where} {_ranges(numbers)}")
            what = f"{device.id}: {'; '.join(parts)}; serials go to the optics list"
            place = f"{device.rack} {device.face} U{format_ru(device.position_half_ru or 0)}"
            return "insert optics", place, what, "", "", "", ()
        links = self.by_pull[subject]
        serials = _serial_range([row.serial for row in links])
        if kind == "pull":
            return self.describe_pull(subject, links, serials)
        if kind == "test":
            details = tuple(
                f"{row.cable_id}  {row.a.device} {row.a.port} - {row.b.device} {row.b.port}" for row in links
            )
            return "test", links[0].a.rack, f"test {_links(len(links))} of {serials}", "", "", serials, details
        return self.describe_landing(kind, subject, links, serials)

    def describe_pull(self, subject: int, links: list[LinkRow], serials: str) -> Words:
        form = PullForm(int(self.plan.pulls.form[subject])).word
        kind, first = self.plan.kinds[self.kind_of_pull[subject]], links[0]
        ends = f"coil at {first.b.rack}, pull the A end to {first.a.rack}: "
        pieces = Counter(format_m(self.plan.kinds[row.kind_index].overall_mm) for row in links)
        lengths = ", ".join(f"{count} x {length} m" for length, count in pieces.items())
        words = {
            "trunk": f"{ends}trunk {kind.id}, {len(links)} of {len(kind.a_legs_mm)} legs used",
            "bundle": f"{ends}label both ends of {lengths}, tape them flush at the A end, pull as one",
            "single": f"{ends}label both ends, cable {kind.id}",
            "patch": f"label both ends, patch {kind.id} inside the rack",
        }
        if form != "trunk" and kind.links > 1:
            plugs = f"label its {1 + len(links)} plugs, "
            far = f"its legs go to {first.a.rack}, its head to {first.b.rack}"
            words["single"] = f"{ends}{plugs}splitter {kind.id}; {far}"
            words["patch"] = f"{plugs}patch splitter {kind.id} inside the rack"
        details: tuple[str, ...] = ()
        if form != "trunk":
            details = tuple(f"{row.serial}  {row.kind}  A {row.label_a}  B {row.label_b}" for row in links)
        act, at = ("patch", first.a.rack) if form == "patch" else ("pull", f"{first.b.rack} > {first.a.rack}")
        longest = max(self.plan.kinds[row.kind_index].overall_mm for row in links)
        way = " > ".join(reversed(first.route.split(" > ")))
        return act, at, words[form], format_m(longest), way, serials, details

    def describe_landing(self, kind: str, subject: int, links: list[LinkRow], serials: str) -> Words:
        made = self.plan.kinds[self.kind_of_pull[subject]]
        if kind == "land_b" and made.links > 1 and not made.a_legs_mm:
            return self.describe_head(links[0], serials)
        ends = [(row, row.a, row.end_a) if kind == "land_a" else (row, row.b, row.end_b) for row in links]
        details = []
        for row, near, label in ends:
            name = f"leg {row.leg:02d}" if row.leg else row.serial
            details.append(f"{name}  {near.device} U{near.u} {near.port}  [{label}]")
        legs = len(made.a_legs_mm)
        spare = sorted(set(range(1, legs + 1)) - {row.leg for row in links})
        what = f"dress, {'break out, ' if legs else ''}inspect, clean, plug {_links(len(links))}"
        if spare:
            what += f"; park spare legs {_ranges(spare)} capped at the side of the rack"
        far = {(row.b if kind == "land_a" else row.a).rack for row in links} - {ends[0][1].rack}
        what += f"; the other end is at {', '.join(sorted(far))}" if far else ""
        place = f"{ends[0][1].rack} {ends[0][1].face}"
        return f"land {'A' if kind == 'land_a' else 'B'}", place, what, "", "", serials, tuple(details)

    def describe_head(self, row: LinkRow, serials: str) -> Words:
        """The one plug at the head of a splitter."""
        near = row.b
        detail = f"{row.plug_name('B')}  {near.device} U{near.u} {row.plug_port('B')}"
        return (
            "land B",
            f"{near.rack} {near.face}",
            "dress, inspect, clean, plug the head",
            "",
            "",
            serials,
            (f"{detail}  [{row.end_b}]",),
        )


def _links(count: int) -> str:
    return "1 link" if count == 1 else f"{count} links"


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
