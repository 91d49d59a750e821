"""Rules on cable paths: every pathway is wide enough for a cable, and the pathways of an existing cable touch."""

from collections.abc import Iterator, Sequence
from functools import cache

from fabric.catalog import Catalog
from fabric.inputs.stated_names import stated_items
from fabric.project import ExistingCable
from layouts import Document, Fault, Pathway, Site, group_touching


def narrow_faults(document: Document, site: Site, catalog: Catalog) -> Iterator[Fault]:
    """Pathways that are overfull, or too narrow or too low for the thinnest cable of the catalogue in their media.

    `document` is site.yaml; pathways of another file are named without a line.
    """
    lines = {str(item.get("id")): number for number, item in enumerate(stated_items(document, "pathways"))}
    for pathway in site.pathways:
        for key, message, remedy in _narrow(pathway, catalog):
            if pathway.id in lines:
                yield document.fault(("pathways", lines[pathway.id], key), message, remedy)
            else:
                yield Fault("pathways.csv", 0, key, message, remedy)


def _narrow(pathway: Pathway, catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """The keys of a pathway that leave no room for a cable: key, message, remedy."""
    name, least_um = f"{pathway.kind} {pathway.id}", _thinnest_um(pathway, catalog)
    for key, clear_mm in (("width_mm", pathway.width_mm), ("depth_mm", pathway.depth_mm)):
        if least_um is not None and clear_mm * 1000 < least_um:
            message = (
                f"{name} is {clear_mm} mm {'wide' if key == 'width_mm' else 'deep'}, the thinnest cable of "
                f"{' and '.join(pathway.media)} in the catalogue has {least_um / 1000:g} mm"
            )
            yield key, message, "Correct the size: pathways are measured in mm within their walls"
    if pathway.existing_fill_mm2 > pathway.area_mm2:
        message = (
            f"existing_fill_mm2 of {name} is {pathway.existing_fill_mm2} mm2, more than its whole cross-section of "
            f"{pathway.area_mm2} mm2"
        )
        yield "existing_fill_mm2", message, "State the sum of the cross-sections of the cables in it, in mm2"


def _thinnest_um(pathway: Pathway, catalog: Catalog) -> int | None:
    """The least diameter of the cables and trunks that may lie in a pathway; None where none may."""
    cables = [cable.diameter_um for cable in catalog.cables.values() if _medium_of(cable.fiber) in pathway.media]
    trunks = [trunk.diameter_um for trunk in catalog.trunks.values() if _medium_of(trunk.fiber) in pathway.media]
    return min([*cables, *trunks], default=None)


def _medium_of(fiber: str) -> str:
    return "copper" if fiber == "copper" else "fiber"


def note_broken_ways(cables: Sequence[ExistingCable], site: Site) -> Iterator[str]:
    """A sentence for each existing cable whose pathways do not touch: it fills none between them."""

    @cache
    def groups_of(names: tuple[str, ...]) -> list[list[str]]:
        return group_touching(tuple(site.pathway_by_id[name] for name in names if name in site.pathway_by_id))

    for cable in cables:
        groups = groups_of(tuple(dict.fromkeys(cable.pathways)))
        if len(groups) > 1:
            apart = " and ".join(", ".join(group) for group in groups)
            yield (
                f"existing cable {cable.id} lies in {apart}, which do not touch: it fills no pathway between "
                "them. Name all pathways that it runs in"
            )
