"""The floor of a data centre: rooms, racks, pathways, and the routes between racks.

    import layouts
    site = layouts.read_site(Path("my-site"))
    finder = layouts.RouteFinder(site, "fiber")
    finder.shortest("A01", "C05").length_mm

Imports no other room. It also holds the parts that all readers share: documents, forms, faults, units.
Never knows a switch or a solver.
"""

from layouts.columns import Floats, IntColumn, LongColumn
from layouts.csv_document import read_csv, stated_cells
from layouts.csv_lists import read_list
from layouts.document import Document, read_text, read_yaml
from layouts.draw import Floor, FloorPage, Overlay, draw_floor, to_picture
from layouts.faults import Fault, InputError, PlannerError, UnmetError
from layouts.floor_form import SiteForm
from layouts.floor_views import list_views
from layouts.form_faults import FormValueError
from layouts.form_pages import describe_form
from layouts.form_values import (
    COUNT,
    Count,
    Day,
    Decibels,
    Diameter,
    Dozens,
    Flag,
    Hours,
    Kilograms,
    Line,
    Metres,
    Minutes,
    Moment,
    Name,
    PartMm,
    Percent,
    Quantity,
    RackUnits,
    StepMetres,
    Stock,
    StockMetres,
    Text,
    Thousands,
    TimeOfDay,
    Tolerance,
    UsDollars,
    Weight,
    one_or_many,
    one_or_more_ratios,
)
from layouts.forms import (
    Form,
    about,
    fill_form,
    fill_items,
    form_rule,
    form_schema,
    model_validator,
)
from layouts.integrity import NOT_JOINED
from layouts.interrupts import INTERRUPTS, hold_interrupts
from layouts.key_paths import KeyPath, find_places, format_key, value_at, with_value
from layouts.lengths import INCH_MM, nearest_mm
from layouts.media_parts import explain_apart, list_media_notes
from layouts.mending import Mended, mend_form, sure_faults
from layouts.nearest import nearest_names
from layouts.openings import Opening, way_along, way_to
from layouts.pathway_names import half_length, place_apart
from layouts.pathways import group_touching
from layouts.racks import Face, Rack
from layouts.read import ReadSite, read_site, read_site_on
from layouts.routes import UNREACHED, EndWays, Route, RouteFinder, list_passable
from layouts.shapes import Anchor, Drawing, Frame, Path, Shape, Style, Words, bounds, fit_words, line, rectangle, touch
from layouts.site import Drop, Pathway, Place, Point3, Room, Site, Units
from layouts.spans import RouteEdge, drop_of_edge, max_span_crews
from layouts.svg import svg_text
from layouts.units import (
    cents_from_usd,
    disc_area_mm2,
    divide_up,
    exact,
    format_m,
    format_ru,
    mm_from_m,
    ms_from_minutes,
    name_units,
    round_up,
    s_from_hours,
)
from layouts.version import VERSION

__all__ = [
    "COUNT",
    "INCH_MM",
    "INTERRUPTS",
    "NOT_JOINED",
    "UNREACHED",
    "VERSION",
    "Anchor",
    "Count",
    "Day",
    "Decibels",
    "Diameter",
    "Document",
    "Dozens",
    "Drawing",
    "Drop",
    "EndWays",
    "Face",
    "Fault",
    "Flag",
    "Floats",
    "Floor",
    "FloorPage",
    "Form",
    "FormValueError",
    "Frame",
    "Hours",
    "InputError",
    "IntColumn",
    "KeyPath",
    "Kilograms",
    "Line",
    "LongColumn",
    "Mended",
    "Metres",
    "Minutes",
    "Moment",
    "Name",
    "Opening",
    "Overlay",
    "PartMm",
    "Path",
    "Pathway",
    "Percent",
    "Place",
    "PlannerError",
    "Point3",
    "Quantity",
    "Rack",
    "RackUnits",
    "ReadSite",
    "Room",
    "Route",
    "RouteEdge",
    "RouteFinder",
    "Shape",
    "Site",
    "SiteForm",
    "StepMetres",
    "Stock",
    "StockMetres",
    "Style",
    "Text",
    "Thousands",
    "TimeOfDay",
    "Tolerance",
    "Units",
    "UnmetError",
    "UsDollars",
    "Weight",
    "Words",
    "about",
    "bounds",
    "cents_from_usd",
    "describe_form",
    "disc_area_mm2",
    "divide_up",
    "draw_floor",
    "drop_of_edge",
    "exact",
    "explain_apart",
    "fill_form",
    "fill_items",
    "find_places",
    "fit_words",
    "form_rule",
    "form_schema",
    "format_key",
    "format_m",
    "format_ru",
    "group_touching",
    "half_length",
    "hold_interrupts",
    "line",
    "list_media_notes",
    "list_passable",
    "list_views",
    "max_span_crews",
    "mend_form",
    "mm_from_m",
    "model_validator",
    "ms_from_minutes",
    "name_units",
    "nearest_mm",
    "nearest_names",
    "one_or_many",
    "one_or_more_ratios",
    "place_apart",
    "read_csv",
    "read_list",
    "read_site",
    "read_site_on",
    "read_text",
    "read_yaml",
    "rectangle",
    "round_up",
    "s_from_hours",
    "stated_cells",
    "sure_faults",
    "svg_text",
    "to_picture",
    "touch",
    "value_at",
    "way_along",
    "way_to",
    "with_value",
]
