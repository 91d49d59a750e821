"""Bounds where cables with modules of their own may serve some links, counted by hand."""

from fabric.bounds.design_facts import find_design_facts
from fabric.bounds.facts import DesignFacts, PullSizes
from fabric.bounds.least_work import least_laying_ms
from fabric.designs.candidates import list_candidates
from fabric.inputs.labour_reader import read_labour
from fabric.rules.candidate_racks import list_candidate_racks
from fabric.rules.mounting import occupy
from fabric.templates import write_superpod
from layouts.routes import RouteFinder
from tests.sites import read_files

MINUTE = 60_000
CABLES = """model,form,fiber,grade,cage_kind,diameter_mm,weight_kg_per_m,max_m,speed_gbps,price_usd,price_per_m_usd,\
source,confidence
AOC,aoc,mm,OM4,osfp-flat,3,0.02,50,400,900,5,test,assumed
"""
PORTS = """model,group,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence
DGX-H100,compute,8,1,osfp-flat,rear,400,OSFP{cage},eth{cage},test,assumed
QM9700,fabric,64,1,osfp-flat,rear,400,{cage},sw{cage},test,assumed
"""


def facts_of(aoc: str) -> DesignFacts:
    """One unit with a cage for each port, and a lot of AOC or none."""
    files = write_superpod(1)
    inventory = files["inventory.yaml"].replace("model: MMA4Z00-NS,", "model: MMA4Z00-NS400,") + aoc
    files |= {"catalog/cables.csv": CABLES, "catalog/ports.csv": PORTS, "inventory.yaml": inventory}
    project = read_files(files)
    found = list_candidates(project, project.request.networks[0])
    design = next(c.design for c in found if c.design and c.design.media[0].trunks)
    finder = RouteFinder(project.site, "fiber")
    types = [project.catalog.device_types["QM9700"]]
    floor = list_candidate_racks(project, finder, types, "rear", set(), occupy(project))
    return find_design_facts(project, design, floor, {}, None)


def test_no_transceiver_is_sure_where_cables_may_bring_their_own() -> None:
    """512 links with a cage at each end: 64 transceivers at each leaf and spine, none that is sure with AOC.

    With AOC, each link on a trunk has one of 0.75 min at each end; else all are counted before.
    """
    fiber, both = facts_of(""), facts_of("  - {model: AOC, lengths_m: [5, 10, 20, 30, 50]}\n")
    assert (fiber.optics, both.optics) == (1024, 0)
    assert (fiber.pulls.fitted_ms, both.pulls.fitted_ms) == (0, 0.75 * MINUTE)
    for facts, optics in ((fiber, 64), (both, 0)):
        assert facts.switch_links is not None
        assert facts.switch_links.groups[0].optics == (optics,) * 8
        assert facts.switch_links.spines.optics == (optics,) * 4


def test_links_on_trunks_have_transceivers_at_both_ends() -> None:
    """A trunk of 12 links takes 6 + 10 + 10 x 0.25 + 2 x 5 + 24 x 0.1 = 30.9, with transceivers 24 x 0.75 = 18 more.

    Twelve AOC, one by one, take 12 x (0.5 + 2 x 0.5 + 2 + 10 x 0.1 + 2 x 1) = 78. One link takes 6.5 by itself.
    """
    labour = read_labour()
    fitted = PullSizes((12,), 1, fitted_ms=45_000)
    assert least_laying_ms(labour, 12, 10_000, False, PullSizes((12,), 1)) == 30.9 * MINUTE
    assert least_laying_ms(labour, 12, 10_000, False, fitted) == (30.9 + 18) * MINUTE
    assert least_laying_ms(labour, 1, 10_000, False, fitted) == 6.5 * MINUTE
