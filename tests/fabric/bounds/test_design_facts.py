"""The facts of a bound, counted by hand on one scalable unit: 32 nodes in 8 racks, 8 leaves, 4 spines."""

from fabric import Project
from fabric.bounds.design_facts import find_design_facts
from fabric.designs.candidates import list_candidates
from fabric.rules.candidate_racks import list_candidate_racks
from fabric.rules.mounting import occupy
from layouts.routes import RouteFinder


def test_the_facts_of_one_unit(pod_project: Project) -> None:
    """512 links of two plugs; 12 x 32 cages and 32 x 4; 8 node racks of 32 links, none of which may hold a switch; 256
    links between switches; 8 racks and, at 10 switches a rack of 17.3 kW, 2 more. The links of racks and leaves are
    worked out together: 8 trunks of 32 links and, at best 8 leaves a rack, 256 links on 3.56 trunks or more, each of
    26 minutes and 0.2 a link, and the metres.
    """
    design = next(c.design for c in list_candidates(pod_project, pod_project.request.networks[0]) if c.design)
    finder = RouteFinder(pod_project.site, "fiber")
    types = [pod_project.catalog.device_types["QM9700"]]
    terrain = list_candidate_racks(pod_project, finder, types, "rear", set(), occupy(pod_project))
    facts = find_design_facts(pod_project, design, terrain, {}, None)
    assert (facts.links, facts.connectors, facts.optics) == (512, 1024, 12 * 32 + 32 * 4)
    assert (facts.host_racks, facts.other_links, facts.racks, facts.switch_racks) == ((), 0, 8, 2)
    assert [(place.optics, len(place.racks)) for place in facts.places.values()] == [(128, 8)]
    assert (8 + 256 / 72) * 26 + 512 * 0.2 < facts.leaf_laying_ms / 60_000 < (8 + 4) * (26 + 10 / 4) + 512 * 0.2
    later = find_design_facts(pod_project, design, terrain, {}, frozenset(["A01", "A02"]))
    assert later.racks == 6
