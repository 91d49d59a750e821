"""Rules on the families of a network: options and sizes that these have, and lists of them that can be built."""

from collections.abc import Iterator, Sequence

from fabric.inputs.family_options import COMMON, OPTIONS, SHAPES
from fabric.inputs.network_forms import NetworkForm
from fabric.vocabulary import Family
from layouts import Document, Fault


def family_faults(document: Document, index: int, network: NetworkForm) -> Iterator[Fault]:
    """Options and sizes that no listed family has, and families that lack an option which they must have."""
    families = network.families
    if "given" in network.topology:
        yield document.fault(
            ("networks", index, "topology"),
            "a list of families cannot hold 'given': the links are listed, or they are designed",
            "Remove 'given', or list the links (links)",
        )
    if not families:
        yield document.fault(
            ("networks", index, "topology"),
            f"no family has all of {', '.join(sorted(network.model_fields_set - COMMON))}",
            "Remove one of them, or name a family to see which it lacks",
        )
        return
    yield from _foreign_faults(document, index, network, families)
    yield from _shape_faults(document, index, network, families)


def _foreign_faults(
    document: Document, index: int, network: NetworkForm, families: Sequence[Family]
) -> Iterator[Fault]:
    """Options that no family has; where several are listed, families without an option that they must have."""
    had = set[str]().union(COMMON, *(OPTIONS.get(family, set()) for family in families))
    one = len(families) == 1
    whose = f"a {families[0]} network has no" if one else f"none of {', '.join(families)} has"
    for key in sorted(network.model_fields_set - had):
        yield document.fault(("networks", index, key), f"{whose} '{key}'", "Remove it, or choose another topology")
    for family in families:
        for key in network.list_foreign(family):
            if key in had and family in network.topology:
                yield document.fault(
                    ("networks", index, "topology"),
                    f"a {family} network has no '{key}', which is stated",
                    f"Remove {family} from the list, or remove '{key}'",
                )


def _shape_faults(document: Document, index: int, network: NetworkForm, families: Sequence[Family]) -> Iterator[Fault]:
    """Sizes that no family has."""
    known = sorted(set[str]().union(*(SHAPES.get(family, set()) for family in families)))
    one = len(families) == 1
    whose = f"the shape of a {families[0]} has no" if one else f"no shape of {', '.join(families)} has"
    for key in sorted(network.shape.model_fields_set - set(known)):
        yield document.fault(
            ("networks", index, "shape", key), f"{whose} '{key}'", f"It has: {', '.join(known) or 'none'}"
        )
