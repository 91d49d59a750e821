"""Sites on which cables of some lengths run out: the plan is as fast as the best of all placements.

        B01   B02     each: two hosts of two ports at u1 and u4; racks take switches too
          ||
        A01   A02     the rows are 4 m apart and joined at the west end

Eight ports need two leaves of 4 + 4 and a spine: 64 placements of three switches in four racks. Each of them is cabled
and scheduled here by itself. Cables are laid one by one. In its own rack a link takes any cable; to the rack beside it
takes 5 m, to the other row more than 5 m.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from fabric import Plan, Project, make_plan
from fabric.bounds import no_bound
from fabric.designs import Design, list_candidates
from fabric.optimize import RouteFinders, no_decisions, plan_in_racks
from layouts import UnmetError
from tests.sites import RACK, files_of, read_files

SITE = f"""name: short stock
rooms: [{{id: hall, size_mm: [8000, 9000], height_mm: 3000}}]
rack_types:
  t: {{{RACK}}}
rows:
  - {{id: A, room: hall, start_mm: [2000, 1500], front: south, racks: [{{type: t, count: 2}}]}}
  - {{id: B, room: hall, start_mm: [2000, 5500], front: south, racks: [{{type: t, count: 2}}]}}
pathways:
  - {{id: TA, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1500, 2100, 2300], [4000, 2100, 2300]]}}
  - {{id: TB, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1500, 6100, 2300], [4000, 6100, 2300]]}}
  - {{id: X, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1500, 2100, 2300], [1500, 6100, 2300]]}}
"""
HOSTS = "groups:\n  - {prefix: h, model: small-host, racks: [A01, A02, B01, B02], u: [1]}\n"
COMPUTE = "  - {id: net, topology: leaf-spine, port_group: compute, tiers: 2, speed_gbps: 400}\n"
BOARD = (
    "  - {id: board, topology: leaf-spine, port_group: board, speed_gbps: 1, tiers: 1, "
    "switch_models: [access-switch]}\n"
)
FIBER, COPPER = "MFP7E10, lengths_m: [1, 2, 3, 5, 10, 20]", "CAT6A, lengths_m: [1, 2, 3, 5, 10, 20]"


def write_site(networks: str, stock: dict[str, str]) -> dict[str, str]:
    """The site with other lots of single cables: `stock` maps the old lot to the new ones."""
    files = files_of(SITE, HOSTS, networks, "{trunk_legs: [], bundle_jumpers: 1}")
    for old, new in stock.items():
        assert old in files["inventory.yaml"]
        files["inventory.yaml"] = files["inventory.yaml"].replace(f"  - {{model: {old}}}\n", new)
    return files


def lots(model: str, **quantities: int) -> str:
    """Lots of a model: m5=4 is four cables of 5 m."""
    return "".join(
        f"  - {{model: {model}, lengths_m: [{length[1:]}], quantity: {count}}}\n"
        for length, count in quantities.items()
    )


SITES = {
    "few of one length": write_site(COMPUTE, {FIBER: lots("MFP7E10", m5=4, m50=40)}),
    "few of two lengths": write_site(COMPUTE, {FIBER: lots("MFP7E10", m5=1, m10=9, m50=40)}),
    "few in one of two networks": write_site(COMPUTE + BOARD, {COPPER: lots("CAT6A", m3=2, m10=2, m50=40)}),
}


def list_designs(project: Project, plan: Plan) -> list[Design]:
    """The designs of a plan, before any switch has a rack."""
    found: list[Design] = []
    for network, name in zip(project.request.networks, plan.designs, strict=True):
        candidates = list_candidates(project, network, found)
        found.append(next(one.design for one in candidates if one.design and name.startswith(one.design.name)))
    return found


def times_of_all(project: Project, plan: Plan) -> Iterator[int]:
    """The install time of every placement of the designs of a plan, with a quick schedule."""
    finders = RouteFinders(project.site)
    designs = list_designs(project, plan)
    decisions = replace(no_decisions(project), listed=tuple(designs), bound=no_bound(project))
    switches = [switch.id for design in designs for switch in design.fabric.switches]
    for racks in product([rack.id for rack in project.site.racks], repeat=len(switches)):
        try:
            found = plan_in_racks(project, decisions, dict(zip(switches, racks, strict=True)), finders, thorough=False)
        except UnmetError:
            continue
        yield found.plan.summary.install_time_s


@pytest.mark.plan
@pytest.mark.parametrize("name", SITES)
def test_no_placement_is_faster(name: str) -> None:
    project = read_files(SITES[name])
    plan = make_plan(project)
    times = list(times_of_all(project, plan))
    assert len(times) > 10
    assert plan.summary.install_time_s <= min(times)
