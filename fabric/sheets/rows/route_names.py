"""The names of the pathways that a route takes, as sheets print them."""

from layouts import Drop, Route, Site, drop_of_edge


def name_route(site: Site, route: Route) -> tuple[str, ...]:
    """The pathways of a route from A to B; the side of both racks where it leads through the side.

    A route from one drop straight into the other takes one point of their pathway.
    """
    if route.named_pathways:
        return route.named_pathways
    if leads_through_side(site, route):
        return (f"side of {route.a_rack} and {route.b_rack}",)
    return (_first_drop(site, route).pathway,)


def leads_through_side(site: Site, route: Route) -> bool:
    """Whether a route leads through the side of a rack into the next one."""
    return _first_drop(site, route).opening is not None


def _first_drop(site: Site, route: Route) -> Drop:
    return site.drop_by_id[drop_of_edge(route.pathways[0]) or ""]
