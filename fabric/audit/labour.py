"""Person-time, counted anew: acts of every rack, transceiver, pull and link, times the rates of the plan's
labour table.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from fabric.audit.finding import Finding
from fabric.plan import Plan, PullForm

TOLERANCE_MS = 60_000
"""All parts of the product agree to the minute."""


def pull_links(plan: Plan) -> dict[int, list[int]]:
    """The links of each pull, in the order of assemblies and legs."""
    found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for link, assembly, leg in zip(
        plan.segments.link.tolist(), plan.segments.assembly.tolist(), plan.segments.leg.tolist(), strict=True
    ):
        found[int(plan.assemblies.pull[assembly])].append((assembly, leg, link))
    return {pull: [link for _, _, link in sorted(items)] for pull, items in found.items()}


def minutes_of(plan: Plan, act: str, quantity: int | Fraction) -> Fraction:
    """Person-minutes of some acts."""
    return Fraction(plan.project.labour.rates[act].person_ms, 60_000) * quantity


class Minutes:
    """Person-minutes of the packages of one plan, from the words of the trade: docs/maths.md, section 2."""

    def __init__(self, plan: Plan):
        self.plan = plan
        overall = [k.body_mm + max(k.a_legs_mm, default=0) + max(k.b_legs_mm, default=0) for k in plan.kinds]
        self.longest_mm: dict[int, int] = {}
        self.pieces: Counter[int] = Counter()
        for pull, kind in zip(plan.assemblies.pull.tolist(), plan.assemblies.kind.tolist(), strict=True):
            self.longest_mm[pull] = max(self.longest_mm.get(pull, 0), overall[kind])
            self.pieces[pull] += 1

    def of(self, kind: str, pull: int, links: int, optics: int = 0) -> Fraction:
        """Person-minutes of one package: its kind, the pull it belongs to, the links or transceivers in it."""
        plan = self.plan
        if kind == "open":
            return minutes_of(plan, "mobilise", 1)
        if kind == "optics":
            return minutes_of(plan, "insert_optic", optics)
        if kind == "test":
            return minutes_of(plan, "test_link", links)
        form = PullForm(int(plan.pulls.form[pull])).word
        if kind == "pull":
            return self.laying(form, pull, links)
        if form == "trunk":
            plug = minutes_of(plan, "inspect_clean_plug", links)
            return plug + minutes_of(plan, "dress_trunk", 1) + minutes_of(plan, "breakout_leg", links)
        # The head of a splitter, at the B end, is one plug for all its links.
        plugs = links if kind == "land_a" else self.pieces[pull]
        dress = minutes_of(plan, "dress_trunk", 1) if form == "bundle" else minutes_of(plan, "dress", plugs)
        return minutes_of(plan, "inspect_clean_plug", plugs) + dress

    def laying(self, form: str, pull: int, links: int) -> Fraction:
        """Person-minutes of laying one pull, labels of single cables included."""
        plan = self.plan
        labels = Fraction(0) if form == "trunk" else minutes_of(plan, "label", links + self.pieces[pull])
        if form == "patch":
            return labels + minutes_of(plan, "patch_in_rack", self.pieces[pull])
        metres = Fraction(self.longest_mm[pull], 1000)
        if form == "single":
            stage = minutes_of(plan, "stage_jumper", 1) + minutes_of(plan, "pull_jumper", 1)
            return labels + stage + minutes_of(plan, "pull_jumper_per_m", metres)
        tape = minutes_of(plan, "prebundle_jumper", links) if form == "bundle" else Fraction(0)
        stage = minutes_of(plan, "stage_trunk", 1) + minutes_of(plan, "pull_trunk", 1)
        return labels + tape + stage + minutes_of(plan, "pull_trunk_per_m", metres)


def check_labour(plan: Plan) -> Iterator[Finding]:
    """The person-hours that the plan claims, and what of them was unavoidable."""
    links_of, minutes = pull_links(plan), Minutes(plan)
    racks = {int(rack) for pull in links_of for rack in (plan.pulls.a_rack[pull], plan.pulls.b_rack[pull])}
    per_device = Counter(plan.optics.device.tolist())
    total = minutes_of(plan, "mobilise", len(racks)) + minutes_of(plan, "insert_optic", sum(per_device.values()))
    for pull, links in links_of.items():
        for kind in ("pull", "land_a", "land_b", "test"):
            total += minutes.of(kind, pull, len(links))
    total += Fraction(plan.summary.acts_ms.get("move_crew", 0), 60_000)
    yield from _claim("person-hours", plan.summary.work_ms, total)
    heads = sum(
        len(links) if PullForm(int(plan.pulls.form[pull])).word == "trunk" else minutes.pieces[pull]
        for pull, links in links_of.items()
    )
    plugs = minutes_of(plan, "inspect_clean_plug", len(plan.links) + heads)
    least = plugs + minutes_of(plan, "test_link", len(plan.links))
    least += minutes_of(plan, "insert_optic", len(plan.optics.device))
    yield from _claim("unavoidable person-hours", plan.summary.unavoidable_ms, least)
    if plan.summary.work_bound_ms > plan.summary.work_ms:
        yield Finding(
            severity="error",
            rule="work-bound",
            object="summary",
            found=f"bound {plan.summary.work_bound_ms} ms above work {plan.summary.work_ms} ms",
            allowed="bound <= work",
            remedy="Report this: the bound is wrong",
        )
    if sum(plan.summary.acts_ms.values()) != plan.summary.work_ms:
        yield Finding(
            severity="error",
            rule="acts-sum",
            object="summary",
            found=f"acts give {sum(plan.summary.acts_ms.values())} ms",
            allowed=f"{plan.summary.work_ms} ms",
            remedy="Make the plan again",
        )


def _claim(what: str, claimed_ms: int, minutes: Fraction) -> Iterator[Finding]:
    found_ms = ceil(minutes * 60_000)
    if abs(found_ms - claimed_ms) > TOLERANCE_MS:
        yield Finding(
            severity="error",
            rule="labour",
            object=what,
            found=f"{claimed_ms / 3_600_000:.3f} h claimed",
            allowed=f"{found_ms / 3_600_000:.3f} h by the acts",
            remedy="Make the plan again",
        )
