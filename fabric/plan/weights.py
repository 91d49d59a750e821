"""What pieces of cable weigh, by the weights of a metre in the catalogue."""

from fabric.catalog import CableType, Catalog, TrunkType
from fabric.plan.plan import AssemblyKind


def piece_weight_g(catalog: Catalog, kind: AssemblyKind) -> int:
    """The weight of one piece of a kind, without connectors and pulling eye, for which the catalogue has no weight.

    The legs of a trunk are cords: each weighs as the lightest jumper of its fiber, connector and diameter. Where the
    catalogue has none, all legs of an end weigh as much as body of the length of the longest one.
    """
    part = catalog.part(kind.model)
    cord = _cord_of(catalog, part) if isinstance(part, TrunkType) else None
    if cord is None:
        return part.weight_g_per_m * kind.overall_mm // 1000
    legs_mm = sum(kind.a_legs_mm) + sum(kind.b_legs_mm)
    return (part.weight_g_per_m * kind.body_mm + cord.weight_g_per_m * legs_mm) // 1000


def _cord_of(catalog: Catalog, trunk: TrunkType) -> CableType | None:
    """The lightest jumper that is like a leg of a trunk."""
    same = (
        cable
        for cable in catalog.cables.values()
        if cable.form == "jumper"
        and cable.legs == 1
        and (cable.fiber, cable.connector, cable.diameter_um) == (trunk.fiber, trunk.connector, trunk.leg_diameter_um)
    )
    return min(same, key=lambda cable: cable.weight_g_per_m, default=None)
