"""The schedule, from the plan alone: complete, in order, nobody in two places, no place, pathway or shift overrun."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from math import ceil

from fabric.audit.finding import Finding
from fabric.audit.labour import Minutes, pull_links
from fabric.audit.spans import list_spans
from fabric.plan import PackageKind, Plan

Key = tuple[str, int]
"""Kind of package and its subject."""


def check_schedule(plan: Plan) -> Iterator[Finding]:
    """Every rule of the clock."""
    view = _View(plan)
    yield from view.check_complete()
    yield from view.check_order()
    yield from view.check_crews()
    yield from view.check_limits()
    yield from view.check_windows()
    yield from view.check_claims()


class _View:
    """What the plan's columns mean: expected packages with minutes, places, spans and predecessors."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.links_of = pull_links(plan)
        columns = plan.packages
        self.rows: dict[Key, tuple[int, int, int]] = {}
        self.twice: list[Key] = []
        for kind, subject, start, end, crew in zip(
            columns.kind.tolist(),
            columns.subject.tolist(),
            columns.start_s.tolist(),
            columns.end_s.tolist(),
            columns.crew.tolist(),
            strict=True,
        ):
            key = PackageKind(kind).word, subject
            if key in self.rows:
                self.twice.append(key)
            self.rows[key] = start, end, crew
        self.optics = Counter(plan.optics.device.tolist())
        racks = plan.project.site.racks
        self.row_of = {rack.id: rack.row for rack in racks}
        self.allowed = {
            f"{row.id}.{face}": most
            for row in plan.project.site.rows
            for face, most in (("front", row.max_crews_front), ("rear", row.max_crews_rear))
        }
        self.places: dict[Key, tuple[str, ...]] = {}
        self.minutes: dict[Key, float] = {}
        self.after: dict[Key, list[Key]] = {}
        self.build()

    def place(self, device: int) -> str:
        found = self.plan.devices[device]
        return f"{self.row_of.get(found.rack or '', '?')}.{found.face}"

    def build(self) -> None:
        plan = self.plan
        index, minutes = plan.project.site.rack_number, Minutes(plan)
        rack_place: dict[int, str] = {}
        for pull in sorted(self.links_of):
            links = self.links_of[pull]
            a = [int(plan.links.a_device[link]) for link in links]
            b = [int(plan.links.b_device[link]) for link in links]
            a_rack, b_rack = int(plan.pulls.a_rack[pull]), int(plan.pulls.b_rack[pull])
            rack_place.setdefault(a_rack, self.place(a[0]))
            rack_place.setdefault(b_rack, self.place(b[0]))
            keys: dict[str, Key] = {kind: (kind, pull) for kind in ("pull", "land_a", "land_b", "test")}
            self.places[keys["pull"]] = self.place(a[0]), self.place(b[0])
            self.places[keys["land_a"]] = (self.place(a[0]),)
            self.places[keys["land_b"]] = (self.place(b[0]),)
            self.places[keys["test"]] = (self.place(a[0]),)
            self.after[keys["pull"]] = [("open", a_rack), ("open", b_rack)]
            self.after[keys["land_a"]] = [keys["pull"], *(("optics", d) for d in sorted(set(a)) if d in self.optics)]
            self.after[keys["land_b"]] = [keys["pull"], *(("optics", d) for d in sorted(set(b)) if d in self.optics)]
            self.after[keys["test"]] = [keys["land_a"], keys["land_b"]]
            for kind, key in keys.items():
                self.minutes[key] = float(minutes.of(kind, pull, len(links)))
        for rack, place in rack_place.items():
            self.places["open", rack] = (place,)
            self.after["open", rack] = []
            self.minutes["open", rack] = float(minutes.of("open", -1, 0))
        for device, count in self.optics.items():
            self.places["optics", device] = (self.place(device),)
            self.after["optics", device] = [("open", index.get(plan.devices[device].rack or "", -1))]
            self.minutes["optics", device] = float(minutes.of("optics", -1, 0, count))

    def name(self, key: Key) -> str:
        kind, subject = key
        racks = self.plan.project.site.racks
        if kind == "open":
            return f"opening rack {racks[subject].id}"
        if kind == "optics":
            return f"optics of {self.plan.devices[subject].id}"
        return f"{kind} of pull {subject + 1}"

    def seconds(self, key: Key) -> int:
        """What a crew takes for a package: whole seconds, one at least."""
        return max(1, ceil(round(self.minutes[key] * 60 / self.plan.project.crew.crew_size, 6)))

    def crew_runs(self) -> dict[int, list[tuple[int, int, Key]]]:
        runs: dict[int, list[tuple[int, int, Key]]] = defaultdict(list)
        for key, (start, end, crew) in self.rows.items():
            if key in self.places:
                runs[crew].append((start, end, key))
        return {crew: sorted(items) for crew, items in runs.items()}

    def check_complete(self) -> Iterator[Finding]:
        """Every package stands in the schedule once, and nothing else does."""
        for key in self.twice:
            yield Finding(
                severity="error",
                rule="package-once",
                object=self.name(key),
                found="scheduled twice",
                allowed="once",
                remedy="Remove one of the two",
            )
        for key in sorted(set(self.places) - set(self.rows)):
            yield Finding(
                severity="error",
                rule="package-scheduled",
                object=self.name(key),
                found="not scheduled",
                allowed="once",
                remedy="Schedule it",
            )
        for key in sorted(set(self.rows) - set(self.places)):
            yield Finding(
                severity="error",
                rule="package-known",
                object=f"{key[0]} {key[1]}",
                found="scheduled",
                allowed="no such work",
                remedy="Remove it",
            )

    def check_order(self) -> Iterator[Finding]:
        """Nothing starts before what it needs is done."""
        for key, befores in self.after.items():
            for before in befores:
                if key in self.rows and before in self.rows and self.rows[key][0] < self.rows[before][1]:
                    yield Finding(
                        severity="error",
                        rule="order-of-work",
                        object=self.name(key),
                        found=f"starts at {self.rows[key][0]} s",
                        allowed=f"{self.rows[before][1]} s, after {self.name(before)}",
                        remedy="Start it later",
                    )

    def check_crews(self) -> Iterator[Finding]:
        """A crew does one thing at a time, and takes as long as the acts and its way take."""
        crew_plan = self.plan.project.crew
        move = self.plan.project.labour.rates["move_crew"].person_ms / 1000 / crew_plan.crew_size
        for crew, runs in self.crew_runs().items():
            most = max(shift.technicians for shift in crew_plan.shifts) // crew_plan.crew_size
            if not 0 <= crew < most:
                yield Finding(
                    severity="error",
                    rule="crew-exists",
                    object=f"crew {crew + 1}",
                    found="works",
                    allowed=f"crews 1 to {most}",
                    remedy="Give the work to a crew that exists",
                )
            for (_, end, first), (start, _, second) in pairwise(runs):
                if start < end:
                    yield Finding(
                        severity="error",
                        rule="crew-in-two-places",
                        object=f"crew {crew + 1}",
                        found=f"{self.name(first)} until {end} s and {self.name(second)} from {start} s",
                        allowed="one package at a time",
                        remedy="Start the second later",
                    )
            at = None
            for start, end, key in runs:
                need = self.seconds(key)
                if at is not None and not at & set(self.places[key]):
                    need += max(1, ceil(round(move, 6)))
                at = set(self.places[key])
                if end - start != need:
                    yield Finding(
                        severity="error",
                        rule="duration",
                        object=self.name(key),
                        found=f"{end - start} s",
                        allowed=f"{need} s by the acts",
                        remedy="Make the schedule again",
                    )

    def check_limits(self) -> Iterator[Finding]:
        """No more crews in a place or on a span of a pathway than may be there."""
        users: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for key, places in self.places.items():
            for place in set(places):
                users["place", place].append(key)
        spans, span_crews = list_spans(self.plan)
        for number, found in spans.items():
            route = self.plan.routes[number]
            if list(route.spans) != found:
                yield Finding(
                    severity="warning",
                    rule="route-spans",
                    object=f"route {route.a_rack} - {route.b_rack}",
                    found=", ".join(route.spans),
                    allowed=", ".join(found),
                    remedy="Route it anew",
                )
        for pull in self.links_of:
            for span in set(spans.get(int(self.plan.pulls.route[pull]), [])):
                users["span", span].append(("pull", pull))
        for (what, name), keys in sorted(users.items()):
            most = self.allowed.get(name, 0) if what == "place" else span_crews[name]
            here: Counter[int] = Counter()
            for key in keys:
                if key in self.rows:
                    here[self.rows[key][0]] += 1
                    here[self.rows[key][1]] -= 1
            count = 0
            for moment in sorted(here):
                count += here[moment]
                if count > most:
                    yield Finding(
                        severity="error",
                        rule="crews-in-place" if what == "place" else "crews-on-pathway",
                        object=f"{what} {name}",
                        found=f"{count} crews at {moment} s",
                        allowed=f"{most}",
                        remedy="Let one of them work elsewhere",
                    )
                    break

    def windows(self, last: int) -> list[tuple[int, int, int, int, datetime | None]]:
        """Stretches between breaks and ends of shifts up to a moment: start, end, crews at work, crews that may test,
        wall-clock start.

        The one in which the racks become ready begins then; undated, the first of the list comes first.
        """
        crew_plan, ready = self.plan.project.crew, self.plan.project.request.racks_ready
        day: list[tuple[int, int, int, int]] = []
        for shift in crew_plan.shifts:
            cursor = 0
            crews = shift.technicians // crew_plan.crew_size
            testers = min(crews, dict(shift.skills).get("testing", crews))
            for start, length in (*sorted(shift.breaks_s), (shift.length_s, 0)):
                if start > cursor:
                    begin = shift.start_minute * 60 + cursor
                    day.append((begin, start - cursor, crews, testers))
                cursor = start + length
        found: list[tuple[int, int, int, int, datetime | None]] = []
        clock, midnight = 0, datetime.combine(ready.date(), time()) if ready else None
        while clock < last:
            for begin, length, crews, testers in day:
                moment = midnight + timedelta(seconds=begin) if midnight else None
                if ready is not None and moment is not None and moment < ready:
                    length -= int((ready - moment).total_seconds())
                    moment = ready
                if length > 0:
                    found.append((clock, clock + length, crews, testers, moment))
                    clock += length
            midnight = midnight + timedelta(days=1) if midnight else None
        return found

    def check_windows(self) -> Iterator[Finding]:
        """Crews start in shifts that have them; none works over a break or the end of a shift unless handed over."""
        hand_over = self.plan.project.crew.hand_over
        windows = self.windows(max((end for _, end, _ in self.rows.values()), default=0))
        starts = [start for start, *_ in windows]
        for key, (start, end, crew) in self.rows.items():
            if key not in self.places or not windows:
                continue
            _, stop, crews, testers, _ = windows[max(bisect_right(starts, start) - 1, 0)]
            if crew >= crews:
                yield Finding(
                    severity="error",
                    rule="crew-on-shift",
                    object=self.name(key),
                    found=f"crew {crew + 1} at {start} s",
                    allowed=f"{crews} crews in that shift",
                    remedy="Start it in another shift",
                )
            if key[0] == "test" and testers <= crew < crews:
                yield Finding(
                    severity="error",
                    rule="skill",
                    object=self.name(key),
                    found=f"crew {crew + 1} tests",
                    allowed=f"crews 1 to {testers} of that shift",
                    remedy="Give the test to a crew with that skill",
                )
            if end > stop and not hand_over:
                yield Finding(
                    severity="error",
                    rule="shift-end",
                    object=self.name(key),
                    found=f"from {start} to {end} s",
                    allowed=f"not over {stop} s",
                    remedy="Start it in the next shift",
                )

    def check_place_bound(self) -> Iterator[Finding]:
        """The plan's own bound: its work over its crews, and the load of each place over the crews allowed there."""
        crew_plan = self.plan.project.crew
        crews = max(shift.technicians for shift in crew_plan.shifts) // crew_plan.crew_size
        loads: Counter[str] = Counter()
        whole = 0
        for key, places in self.places.items():
            seconds = self.seconds(key)
            whole += seconds
            loads.update(dict.fromkeys(set(places), seconds))
        landed = {
            place for (kind, _), places in self.places.items() if kind in ("land_a", "land_b") for place in places
        }
        move = ceil(round(self.plan.project.labour.rates["move_crew"].person_ms / 1000 / crew_plan.crew_size, 6))
        whole += max(0, len(landed) - crews) * max(1, move)
        found = max([ceil(whole / crews), *(ceil(load / self.allowed.get(place, 1)) for place, load in loads.items())])
        yield from _claimed("place-bound", self.plan.summary.place_bound_s, found, "loads of places")

    def check_claims(self) -> Iterator[Finding]:
        """The install time that the plan claims is that of its last package, and not below its own bound."""
        last = max((end for _, end, _ in self.rows.values()), default=0)
        yield from _claimed("install-time", self.plan.summary.install_time_s, last, "schedule")
        yield from self.check_place_bound()
        if self.plan.summary.bound_s > last:
            yield Finding(
                severity="error",
                rule="time-bound",
                object="summary",
                found=f"bound {self.plan.summary.bound_s} s",
                allowed=f"at most {last} s",
                remedy="Report this: the bound is wrong",
            )
        moves = 0
        for runs in self.crew_runs().values():
            at = None
            for _, _, key in runs:
                moves += at is not None and not at & set(self.places[key])
                at = set(self.places[key])
        claimed = self.plan.summary.acts_ms.get("move_crew", 0)
        if moves * self.plan.project.labour.rates["move_crew"].person_ms != claimed:
            yield Finding(
                severity="error",
                rule="labour",
                object="moves of crews",
                found=f"{claimed} ms claimed",
                allowed=f"{moves} moves by the schedule",
                remedy="Make the plan again",
            )
        deadline, windows = self.plan.project.request.deadline, self.windows(last)
        begin, *_, moment = windows[-1] if windows else (0, None)
        if deadline is not None and moment is not None and moment + timedelta(seconds=last - begin) > deadline:
            done = moment + timedelta(seconds=last - begin)
            yield Finding(
                severity="error",
                rule="deadline",
                object="last test",
                found=f"done {done:%Y-%m-%d %H:%M}",
                allowed=f"{deadline:%Y-%m-%d %H:%M}",
                remedy="Add technicians or shifts, or move the deadline",
            )


def _claimed(rule: str, claimed_s: int, found_s: int, source: str) -> Iterator[Finding]:
    """A time of the summary against what the plan itself says."""
    if claimed_s != found_s:
        yield Finding(
            severity="error",
            rule=rule,
            object="summary",
            found=f"{claimed_s} s claimed",
            allowed=f"{found_s} s by the {source}",
            remedy="Make the plan again",
        )
