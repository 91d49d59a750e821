"""Segments: each link is on one assembly or a chain of them, each leg of an assembly exists and carries one link."""

from collections.abc import Iterator
from typing import NamedTuple

from fabric.audit.end_names import EndNames
from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.plan import AssemblyKind, Plan


class Segment(NamedTuple):
    """A leg of an assembly with the link on it."""

    link: int
    """Index into the links of the plan."""
    assembly: int
    """Index into the assemblies of the plan."""
    leg: int
    """Leg of the assembly, from 0."""
    kind: AssemblyKind
    """Kind of the assembly."""

    @property
    def name(self) -> str:
        """The assembly and the leg, counted from 1 as sheets do."""
        return f"assembly {self.assembly + 1} leg {self.leg + 1}"


class SegmentView:
    """The segments of a plan, in its order."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.ends = EndNames(plan)
        columns, kind_of = plan.segments, plan.assemblies.kind.tolist()
        self.segments = [
            Segment(link, assembly, leg, plan.kinds[kind_of[assembly]])
            for link, assembly, leg in zip(
                columns.link.tolist(), columns.assembly.tolist(), columns.leg.tolist(), strict=True
            )
        ]
        self.over_panels = {self.segments[joint.segment].link for joint in plan.joints}
        """Links that `chain-whole` judges: an end of a cord is at a panel."""


@rule("leg-exists")
def check_leg_exists(view: SegmentView) -> Iterator[Violation]:
    """The leg that carries a link exists on its assembly."""
    for segment in view.segments:
        kind = segment.kind
        legs = min(kind.links, len(kind.a_legs_mm)) if kind.form == "trunk" else kind.links
        if segment.leg >= legs:
            yield Violation(
                object=view.ends.name(segment.link),
                found=f"leg {segment.leg + 1} of {kind.id}",
                allowed=f"1 to {legs}",
                remedy="Use a leg that the assembly has, or order an assembly with more legs",
            )


@rule("leg-once")
def check_leg_once(view: SegmentView) -> Iterator[Violation]:
    """A leg carries one link."""
    used: dict[tuple[int, int], int] = {}
    for segment in view.segments:
        key = segment.assembly, segment.leg
        if key in used:
            yield Violation(
                object=segment.name,
                found=f"{view.ends.name(used[key])} and {view.ends.name(segment.link)}",
                allowed="one link per leg",
                remedy="Move one of the two to a free leg",
            )
        used[key] = segment.link


@rule("link-once")
def check_link_once(view: SegmentView) -> Iterator[Violation]:
    """A link is on one assembly, except where it goes over panels."""
    seen: set[int] = set()
    for segment in view.segments:
        if segment.link in seen and segment.link not in view.over_panels:
            yield Violation(
                object=view.ends.name(segment.link),
                found="on two assemblies",
                allowed="one",
                remedy="Remove the link from one of the two",
            )
        seen.add(segment.link)


@rule("link-has-channel")
def check_link_has_channel(view: SegmentView) -> Iterator[Violation]:
    """Each link has a cable."""
    with_cable = {segment.link for segment in view.segments}
    for link in range(len(view.plan.links)):
        if link not in with_cable:
            yield Violation(object=view.ends.name(link), found="no cable", allowed="one cable", remedy="Add the cable")


SEGMENT_RULES = RuleGroup(
    views=lambda plan: [SegmentView(plan)],
    rules=(check_leg_exists, check_leg_once, check_link_once, check_link_has_channel),
)
