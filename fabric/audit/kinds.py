"""Kinds of assemblies: each is what its model is, in a length that is made, of a medium that the request allows."""

from collections import Counter
from collections.abc import Iterator

from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.catalog import CableType, TrunkType
from fabric.plan import AssemblyKind, Plan

CABLE_STEP_MM = 1_000
"""Single cables that are made to order come in whole metres."""


class KindView:
    """The kinds of a plan with their models."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.fibers = plan.project.request.limits.fibers
        self.kinds: list[tuple[AssemblyKind, CableType | TrunkType]] = [
            (kind, plan.project.catalog.part(kind.model)) for kind in plan.kinds
        ]


@rule("kind-once")
def check_kind_once(view: KindView) -> Iterator[Violation]:
    """Each kind of assembly has an id of its own."""
    for name, count in Counter(kind.id for kind, _ in view.kinds).items():
        if count > 1:
            yield Violation(
                object=name, found=f"{count} kinds", allowed="one kind per id", remedy="Rename one of the kinds"
            )


@rule("kind-as-model")
def check_kind_as_model(view: KindView) -> Iterator[Violation]:
    """A kind of assembly has the form, the legs, the connector, the gender and the polarity of its model."""
    for kind, model in view.kinds:
        for what, found, allowed in _facts(kind, model):
            if found != allowed:
                yield Violation(
                    object=kind.id,
                    found=f"{what} {found or 'none'}",
                    allowed=f"{allowed or 'none'}, as {kind.model} has",
                    remedy="Make the plan again, or correct the catalogue",
                )


def _facts(kind: AssemblyKind, model: CableType | TrunkType) -> Iterator[tuple[str, object, object]]:
    """What a kind says and what its model says: name of the fact, found, allowed."""
    legs = model.legs if isinstance(model, TrunkType) else 0
    yield "form", kind.form, "trunk" if isinstance(model, TrunkType) else model.form
    yield "legs at the A end", len(kind.a_legs_mm), legs
    yield "legs at the B end", len(kind.b_legs_mm), legs
    yield "links", kind.links, model.legs
    yield "one plug for all links", kind.is_straight, isinstance(model, CableType) and model.is_straight
    yield "connector", kind.connector, model.connector
    yield "gender", kind.gender, model.gender
    yield "polarity", kind.polarity, model.polarity


@rule("length-made")
def check_length_made(view: KindView) -> Iterator[Violation]:
    """An assembly that is made to order has lengths in the steps of its model, and none is longer than is made."""
    for kind, model in view.kinds:
        if isinstance(model, TrunkType):
            lengths = [("body", kind.body_mm, model.body_step_mm)]
            lengths += [("leg", length, model.leg_step_mm) for length in sorted({*kind.a_legs_mm, *kind.b_legs_mm})]
        else:
            lengths = [("cable", kind.body_mm, CABLE_STEP_MM)] if kind.custom else []
        for what, length_mm, step_mm in lengths:
            if length_mm % step_mm or length_mm < 0:
                yield Violation(
                    object=kind.id,
                    found=f"{what} of {length_mm} mm",
                    allowed=f"steps of {step_mm} mm",
                    remedy="Round the length up to a step",
                )
        if kind.overall_mm > model.max_mm:
            yield Violation(
                object=kind.id,
                found=f"{kind.overall_mm} mm over all",
                allowed=f"{model.max_mm} mm, the longest that is made",
                remedy="Place the devices nearer to each other, or use another model",
            )


@rule("fibers-allowed")
def check_fibers_allowed(view: KindView) -> Iterator[Violation]:
    """Cables and trunks are of media that the request allows (`limits.fibers`)."""
    for kind, model in view.kinds:
        if model.fiber not in view.fibers:
            yield Violation(
                object=kind.id,
                found=model.fiber,
                allowed=" or ".join(view.fibers),
                remedy="Use another medium, or allow this one in limits.fibers",
            )


KIND_RULES = RuleGroup(
    views=lambda plan: [KindView(plan)],
    rules=(check_kind_once, check_kind_as_model, check_length_made, check_fibers_allowed),
)
"""The rules of this module."""
