"""Candidate designs from request and inventory, and why each that cannot be built is dropped.

Imports layouts, vocabulary, catalog, topology, project, plan and rules.
Never looks at the floor, except for links between existing switches.
"""

from fabric.designs.assumptions import list_assumptions, list_unchecked
from fabric.designs.candidates import list_candidates, list_undesignable
from fabric.designs.design import Alternative, Design, DesignStage
from fabric.designs.kept_ports import EarlierLinks, keep_ports, list_earlier_links
from fabric.designs.least_cost import least_cost, price_design
from fabric.designs.media_choice import Candidate
from fabric.designs.members import count_ports
from fabric.designs.size import SizeRequest, size_fabric_of
from fabric.designs.size_options import list_foreign_options, list_idle_options

__all__ = [
    "Alternative",
    "Candidate",
    "Design",
    "DesignStage",
    "EarlierLinks",
    "SizeRequest",
    "count_ports",
    "keep_ports",
    "least_cost",
    "list_assumptions",
    "list_candidates",
    "list_earlier_links",
    "list_foreign_options",
    "list_idle_options",
    "list_unchecked",
    "list_undesignable",
    "price_design",
    "size_fabric_of",
]
