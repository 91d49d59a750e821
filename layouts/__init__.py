"""The floor of a data centre: rooms, racks, pathways, and the routes between racks. Knows no switch and no solver.

import layouts
site = layouts.read_site(Path("my-site"))
finder = layouts.RouteFinder(site, "fiber")
finder.shortest("A01", "C05").length_mm
"""

from layouts.draw import draw_floor
from layouts.faults import Fault, InputError, PlannerError, UnmetError
from layouts.pathways import build_graph
from layouts.read import read_site
from layouts.routes import Route, RouteFinder
from layouts.site import Pathway, Rack, Room, Row, Site
from layouts.svg import svg_text

__all__ = [
    "Fault",
    "InputError",
    "Pathway",
    "PlannerError",
    "Rack",
    "Room",
    "Route",
    "RouteFinder",
    "Row",
    "Site",
    "UnmetError",
    "build_graph",
    "draw_floor",
    "read_site",
    "svg_text",
]
