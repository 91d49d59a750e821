"""The form of a network to its request: one for each choice of family, tiers, planes and the like that the file leaves
open.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from fabric.inputs.family_options import COMMON, OPTIONS, SHAPES
from fabric.inputs.network_forms import NeedsForm, NetworkForm, ShapeForm
from fabric.inputs.ratios import Ratio, list_ratios_up_to, reduce_ratio
from fabric.project import FamilyShape, MediaRule, Members, Needs, NetworkRequest
from fabric.vocabulary import ANY, Family, HostOrder, LeafPosition

LEAST: tuple[Family, ...] = ("rail-optimized",)
"""The family of a faulty network, for which no family has all options."""


class VariantChoice(NamedTuple):
    """What a variant of a network states."""

    family: Family
    """Family of the fabric."""
    tiers: int | None
    """Tiers of switches; None where the planner takes as few as suffice."""
    planes: int
    """Number of planes."""
    ratio: Ratio
    """Bandwidth of the downlinks of a leaf to that of its uplinks; 1 to 1 where the family has no such option."""
    core_ratio: Ratio
    """Bandwidth of a spine to leaves to that to cores; 1 to 1 where the family has no such option."""
    host_order: HostOrder
    """Order in which devices fill units and leaves."""
    leaf_position: LeafPosition
    """Racks and rows of the leaves."""
    rails: int | None
    """Ports of a device in each plane; None for all."""
    rails_per_leaf: int
    """Rails that share a leaf; 1 where the family has no such option."""


def read_network(form: NetworkForm, number: int) -> NetworkRequest:
    """The request of a network, with a variant for each choice where the file leaves one open.

    `number` is its place in the list, from 0: the switches of the first network have no prefix.
    """
    different: dict[VariantChoice, VariantChoice] = {}
    for choice in _list_choices(form):
        different.setdefault(_reduce(choice), choice)
    choices = list(different.values())
    variants = tuple(replace(_state(form, number, choice), choice=_tell(choice, choices)) for choice in choices)
    return replace(variants[0], variants=variants, choice="") if len(variants) > 1 else variants[0]


def _reduce(choice: VariantChoice) -> VariantChoice:
    """The least numbers that ask for the same: 2 to 2 is 1 to 1, and two rails a leaf of one rail are one."""
    return choice._replace(
        ratio=reduce_ratio(choice.ratio),
        core_ratio=reduce_ratio(choice.core_ratio),
        rails_per_leaf=min(choice.rails_per_leaf, choice.rails or choice.rails_per_leaf),
    )


def _tell(choice: VariantChoice, choices: Sequence[VariantChoice]) -> str:
    """The words for what the file leaves open beside family, tiers and planes; '' where it leaves nothing open."""
    same = [other for other in choices if other[:3] == choice[:3]]
    words = {
        "ratio": "{} : {}".format(*choice.ratio),
        "core_ratio": "{} : {} at the spines".format(*choice.core_ratio),
        "leaf_position": f"leaves {'anywhere' if choice.leaf_position == 'any' else choice.leaf_position}",
        "host_order": f"hosts {'rack by rack' if choice.host_order == 'racks' else 'as listed'}",
        "rails": "all rails" if choice.rails is None else f"{choice.rails} rails",
        "rails_per_leaf": f"{choice.rails_per_leaf} rail{'s' if choice.rails_per_leaf > 1 else ''} a leaf",
    }
    return ", ".join(text for key, text in words.items() if len({getattr(other, key) for other in same}) > 1)


def note_choices(forms: Iterable[NetworkForm]) -> Iterator[str]:
    """A sentence for each network that takes any family: those that it stands for, and why others are left out."""
    for form in forms:
        if "any" not in form.topology:
            continue
        left = [f"{family} (no {', '.join(form.list_foreign(family))})" for family in ANY if form.list_foreign(family)]
        without = f"; left out, since they lack a stated option: {', '.join(left)}" if left else ""
        yield f"network {form.id}: any stands for {', '.join(form.families)}{without}"


def _list_choices(form: NetworkForm) -> list[VariantChoice]:
    families: tuple[Family, ...] = ("given",) if form.is_given else form.families or LEAST
    all_tiers: list[int | None] = [*form.tiers] if form.tiers else [None]
    all_rails: list[int | None] = [*form.rails] if form.rails else [None]
    found = []
    core_ratios = [(down, up) for down, up in form.core_oversubscription]
    common = form.host_order, form.leaf_position, all_rails, form.rails_per_leaf
    for family, tiers, planes, ratio, core_ratio, order, position, rails, shared in product(
        families, all_tiers, form.planes, _list_ratios(form), core_ratios, *common
    ):
        has = OPTIONS.get(family, set())
        found.append(
            VariantChoice(
                family,
                tiers if "tiers" in has else None,
                planes,
                ratio if "oversubscription" in has else (1, 1),
                core_ratio if "core_oversubscription" in has else (1, 1),
                order,
                position,
                rails,
                shared if "rails_per_leaf" in has else 1,
            )
        )
    return found


def _list_ratios(form: NetworkForm) -> list[Ratio]:
    """The ratios of a leaf: those stated, else the usual ones up to the most that is needed."""
    most = form.needs.oversubscription
    if most is None or form.uplinks_per_leaf is not None or "oversubscription" in form.model_fields_set:
        return [(down, up) for down, up in form.oversubscription]
    return list_ratios_up_to((most[0], most[1]))


def _restrict(form: NetworkForm, family: Family) -> NetworkForm:
    """The form without the options and sizes that a family does not have."""
    if form.is_given:
        return form
    shape = {key: getattr(form.shape, key) for key in form.shape.model_fields_set & SHAPES.get(family, set())}
    foreign = form.model_fields_set - COMMON - OPTIONS.get(family, set())
    defaults = {key: NetworkForm.model_fields[key].get_default(call_default_factory=True) for key in foreign}
    return form.model_copy(update={**defaults, "shape": type(form.shape)(**shape)})


def _state(form: NetworkForm, number: int, choice: VariantChoice) -> NetworkRequest:
    """A network of one choice; options that its family does not have are left at their defaults."""
    form = _restrict(form, choice.family)
    return NetworkRequest(
        id=form.id,
        topology=choice.family,
        port_group="" if form.is_given else form.port_group,
        links_file=form.links or "",
        extras=tuple(Members(item.port_group, tuple(item.devices)) for item in form.extra),
        speed_gbps=0 if form.is_given and "speed_gbps" not in form.model_fields_set else form.speed_gbps,
        uplink_speed_gbps=form.uplink_speed_gbps,
        nodes_per_su=form.nodes_per_su,
        rails=choice.rails,
        rails_per_leaf=choice.rails_per_leaf,
        planes=choice.planes,
        oversubscription=choice.ratio,
        core_oversubscription=choice.core_ratio,
        tiers=choice.tiers,
        leaves=form.leaves,
        spines=form.spines,
        uplinks_per_leaf=form.uplinks_per_leaf,
        uplinks_for=form.uplinks_for,
        uneven=form.uplink_spread == "within-one",
        leaf_per=form.leaf_per,
        redundancy=form.redundancy,
        apart=form.apart or "",
        peer_links=form.peer_links,
        external_links=form.external_links,
        spines_of=form.spines_of,
        direct=tuple(Members(item.port_group, tuple(item.devices)) for item in form.direct),
        spare_ports=form.spare_ports,
        expansion_su=form.expansion_su,
        host_order=choice.host_order,
        leaf_position=choice.leaf_position,
        shape=_read_shape(form.shape),
        switch_models=tuple(form.switch_models),
        leaf_models=tuple(form.leaf_models),
        spine_models=tuple(form.spine_models),
        core_models=tuple(form.core_models),
        switch_face=form.switch_face,
        panels=form.panels,
        media=tuple(MediaRule(tuple(rule.stages), tuple(rule.fibers), tuple(rule.connectors)) for rule in form.media),
        needs=_read_needs(form.needs),
        prefix=form.prefix if form.prefix is not None else ("" if number == 0 else f"{form.id}-"),
    )


def _read_shape(shape: ShapeForm) -> FamilyShape:
    """The sizes of a family that the file states."""
    return FamilyShape(
        hosts_per_switch=shape.hosts_per_switch,
        switches_per_group=shape.switches_per_group,
        global_links=shape.global_links,
        groups=shape.groups,
        dimensions=tuple(shape.dimensions),
        dimension_links=tuple(shape.dimension_links),
        order=shape.order,
        switches=shape.switches,
        degree=shape.degree,
        units_per_pod=shape.su_per_pod,
        rails_per_pod=shape.rails_per_pod,
        links_per_group_pair=shape.links_per_group_pair,
        core_grouping=shape.core_grouping,
    )


def _read_needs(needs: NeedsForm) -> Needs:
    """What the fabric must offer."""
    most = needs.oversubscription
    return Needs(
        hops=needs.hops,
        bisection_pct=needs.bisection_pct,
        uplinks_left_pct=needs.uplinks_left_pct,
        oversubscription=(most[0], most[1]) if most else None,
    )
