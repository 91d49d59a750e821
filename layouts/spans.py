"""The edges of a route: spans of pathways, and the drops at both racks.

A span is the part of a pathway between two junctions; crews and fill are counted on it. Its name is `PATHWAY/NUMBER`.
A drop is the vertical way between a rack and a pathway; its name is `drop:RACK`, or `drop:RACK.NAME` where the rack has
several.
"""

from typing import NamedTuple

from layouts.site import Point3, Site

_DROP = "drop:"


class RouteEdge(NamedTuple):
    """One straight edge of a route: a part of a pathway, or a drop."""

    pathway: str
    """Id of the pathway, or `drop:RACK`."""
    start: Point3 | None
    """Lower end (x, y, z) in order of coordinates, in millimetres of the site frame; None for a drop."""
    end: Point3 | None
    """Higher end (x, y, z) in order of coordinates, in millimetres of the site frame; None for a drop."""


def drop_name(drop: str) -> str:
    """The name of the edge of a drop, by its id."""
    return f"{_DROP}{drop}"


def drop_of_edge(name: str) -> str | None:
    """The id of the drop whose edge has this name; None for the name of a pathway or of a span of one."""
    return name[len(_DROP) :] if name.startswith(_DROP) else None


def max_span_crews(site: Site, span: str) -> int:
    """Crews that may work on a span or drop at once.

    Raises KeyError where the site has no such pathway or drop.
    """
    drop = drop_of_edge(span)
    return site.pathway_by_id[span.rsplit("/", 1)[0]].max_crews if drop is None else site.drop_by_id[drop].max_crews
