"""Person-time, counted anew: the acts of each work package times the rates of the plan's labour table."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from fractions import Fraction

from fabric.plan import Plan, PullForm

FACED = ("trunk", "jumper")
"""Forms of cables whose plugs have end faces, which are inspected and cleaned."""
Acts = Mapping[str, int | Fraction]
"""Act to its quantity: a count, or metres where the rate is per metre."""


def pull_rows(plan: Plan) -> dict[int, list[int]]:
    """The segments of each pull by row, in the order of assemblies, legs and links."""
    found: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    segments, pull_of = plan.segments, plan.assemblies.pull.tolist()
    columns = zip(segments.link.tolist(), segments.assembly.tolist(), segments.leg.tolist(), strict=True)
    for row, (link, assembly, leg) in enumerate(columns):
        found[pull_of[assembly]].append((assembly, leg, link, row))
    return {pull: [item[-1] for item in sorted(items)] for pull, items in found.items()}


def pulls_between_panels(plan: Plan) -> frozenset[int]:
    """The pulls of whose segments each has both ends at panels that the plan places.

    A pull that lays other cables as well is none: its links are tested as any others.
    """
    placed = {number for number, panel in enumerate(plan.project.panels) if panel.placed}
    if not placed:
        return frozenset()
    at_panels = {(joint.segment, joint.end) for joint in plan.joints if joint.panel in placed}
    assemblies, pull_of = plan.segments.assembly.tolist(), plan.assemblies.pull.tolist()
    others = {pull_of[assembly] for row, assembly in enumerate(assemblies) if not {(row, 0), (row, 1)} <= at_panels}
    return frozenset(pull_of[assemblies[row]] for row, _ in at_panels) - others


def minutes_of(plan: Plan, act: str, quantity: int | Fraction) -> Fraction:
    """Person-minutes of one act; the quantity is a count, or metres where the rate is per metre."""
    return Fraction(plan.project.labour.rates[act].person_ms, 60_000) * quantity


class PackageMinutes:
    """Person-minutes of the packages of one plan, by the acts of docs/maths.md, section 2."""

    def __init__(self, plan: Plan):
        self.plan = plan
        overall = [k.body_mm + max(k.a_legs_mm, default=0) + max(k.b_legs_mm, default=0) for k in plan.kinds]
        self.longest_mm: dict[int, int] = {}
        self.pieces: Counter[int] = Counter()
        self.legs: Counter[int] = Counter()
        """Legs at one end of the trunks of each pull."""
        self.straight: set[int] = set()
        """Pulls whose cables are one plug for all their links at both ends."""
        for pull, kind in zip(plan.assemblies.pull.tolist(), plan.assemblies.kind.tolist(), strict=True):
            self.longest_mm[pull] = max(self.longest_mm.get(pull, 0), overall[kind])
            self.pieces[pull] += 1
            self.legs[pull] += len(plan.kinds[kind].a_legs_mm)
            if plan.kinds[kind].is_straight:
                self.straight.add(pull)
        faced = {
            pull
            for pull, kind in zip(plan.assemblies.pull.tolist(), plan.assemblies.kind.tolist(), strict=True)
            if plan.kinds[kind].form in FACED
        }
        states_plain = "plug_copper" in plan.project.labour.rates
        self.plain = frozenset(self.pieces.keys() - faced) if states_plain else frozenset()
        """Pulls of cables whose plugs have no end face to inspect, in a table that has an act for these."""
        self.between_panels = pulls_between_panels(plan)
        """Pulls of the trunks between panels that the plan places."""

    def of(self, kind: str, pull: int, links: int, optics: int = 0) -> Fraction:
        """Person-minutes of one package: its kind, the pull it belongs to, the links or transceivers in it."""
        return self.sum_of(self.acts(kind, pull, links, optics))

    def sum_of(self, acts: Acts) -> Fraction:
        """Person-minutes of some acts."""
        return sum((minutes_of(self.plan, act, quantity) for act, quantity in acts.items()), Fraction(0))

    def a_plugs(self, pull: int, links: int) -> int:
        """Plugs at the A end of the single cables of a pull: one for each link, or one for each straight cable."""
        return self.pieces[pull] if pull in self.straight else links

    def acts(self, kind: str, pull: int, links: int, optics: int = 0) -> Acts:
        """The acts of one package: how often each is done, in metres where the rate is per metre."""
        if kind == "open":
            return {"mobilise": 1}
        if kind == "optics":
            return {"insert_optic": optics}
        if kind == "test":
            return {"test_olts_mpo" if pull in self.between_panels else "test_link": links}
        form = PullForm(int(self.plan.pulls.form[pull])).word
        if kind in ("pull", "kit"):
            return self.laying(form, pull, links)
        if form == "trunk":
            return {"inspect_clean_plug": links, "dress_trunk": 1, "breakout_leg": links, **self._parked(pull, links)}
        # The head of a splitter, at the B end, is one plug for all its links.
        plugs = self.a_plugs(pull, links) if kind == "land_a" else self.pieces[pull]
        dressed: Acts = {"dress_trunk": 1} if form == "bundle" else {"dress": plugs}
        return {"plug_copper" if pull in self.plain else "inspect_clean_plug": plugs, **dressed}

    def _parked(self, pull: int, links: int) -> Acts:
        """The legs of a trunk that carry no link, where the labour table has an act for them."""
        idle = self.legs[pull] - links
        return {"park_leg": idle} if idle and "park_leg" in self.plan.project.labour.rates else {}

    def laying(self, form: str, pull: int, links: int) -> Acts:
        """The acts of laying one pull, labels of single cables included."""
        labels: Acts = {} if form == "trunk" else {"label": self.a_plugs(pull, links) + self.pieces[pull]}
        if form == "patch":
            return {**labels, "patch_in_rack": self.pieces[pull]}
        metres = Fraction(self.longest_mm[pull], 1000)
        if form == "single":
            return {**labels, "stage_jumper": 1, "pull_jumper": 1, "pull_jumper_per_m": metres}
        tape: Acts = {"prebundle_jumper": links} if form == "bundle" else {}
        return {**labels, **tape, "stage_trunk": 1, "pull_trunk": 1, "pull_trunk_per_m": metres}
