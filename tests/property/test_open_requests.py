"""Random requests that leave several keys open: the plan is the best of the choices by themselves, and bounded by all.

The sites are those of tests/sites.py: two racks with hosts of two ports, or four with two units of three tiers.
"""

from dataclasses import replace
from random import Random

import pytest

from fabric import audit_plan, make_plan
from fabric.plan import Plan
from fabric.project import NetworkRequest, Project
from layouts import UnmetError
from tests.sites import read_files, write_three_tiers, write_two_racks

OPENED = {
    "topology": ("[rail-optimized, leaf-spine]", "[leaf-spine, hyperx]", "[dragonfly, rail-optimized]", "leaf-spine"),
    "tiers": ("[1, 2]", "[2, 3]", "2"),
    "planes": ("[1, 2]", "1"),
    "oversubscription": ("[[1, 1], [2, 1]]", "[[3, 2], [3, 1], [1, 1]]", "[1, 1]"),
    "core_oversubscription": ("[[1, 1], [2, 1]]", "[3, 1]"),
    "host_order": ("[listed, racks]", "racks"),
    "leaf_position": ("[any, mid-row]", "[top-of-rack, any]", "any"),
    "rails": ("[1, 2]", "2"),
    "rails_per_leaf": ("[1, 2]", "2"),
    "needs": ("{oversubscription: [2, 1]}", "{hops: 3}", "{uplinks_left_pct: 50}"),
}
"""Keys of a network, each with texts that leave it open and texts that state it."""
NEAR = 1.005
"""Plans within half a percent are equal by the objective, and the one of less work is taken."""
MOST_CHOICES = 12
"""Most choices of a request here, so that a test takes seconds."""


def read_random(seed: int) -> Project | None:
    """A site with a random request; None where the request is refused, or leaves nothing or too much open."""
    random = Random(seed)
    files = random.choice((write_two_racks, write_three_tiers))()
    keys = random.sample(sorted(OPENED), random.randint(1, 3))
    wishes = {"topology": "leaf-spine"} | {key: random.choice(OPENED[key]) for key in keys}
    text = ", ".join(f"{key}: {value}" for key, value in wishes.items())
    networks = f"networks:\n  - {{id: net, {text}, port_group: compute, speed_gbps: 400}}\n"
    limits = files["request.yaml"].partition("limits:")[2]
    try:
        project = read_files({**files, "request.yaml": f"{networks}limits:{limits}"})
    except Exception as error:
        assert type(error).__name__ == "InputError", error
        return None
    return project if 1 < len(project.request.networks[0].variants) <= MOST_CHOICES else None


def plan_alone(project: Project, network: NetworkRequest) -> Plan | None:
    """The plan of one choice, stated; None where it has none."""
    alone = replace(project, request=replace(project.request, networks=(replace(network, choice=""),)))
    try:
        return make_plan(alone)
    except UnmetError:
        return None


@pytest.mark.plan
@pytest.mark.parametrize("start", range(10))
def test_an_open_request_is_the_best_of_its_choices(start: int) -> None:
    """Each test takes the first request of its hundred seeds that leaves something open and can be planned."""
    for seed in range(100 * start, 100 * start + 100):
        project = read_random(seed)
        if project is None:
            continue
        plans = [plan for one in project.request.networks[0].choices if (plan := plan_alone(project, one)) is not None]
        if not plans:
            with pytest.raises(UnmetError):
                make_plan(project)
            continue
        plan = make_plan(project)
        assert not [finding for finding in audit_plan(plan) if finding.severity == "error"], seed
        assert plan.summary.install_time_s <= NEAR * min(one.summary.install_time_s for one in plans), seed
        assert plan.summary.bound_s <= min(one.summary.bound_s for one in plans), seed
        assert all(plan.summary.bound_s <= one.summary.install_time_s for one in plans), seed
        return
    pytest.fail("no request of the hundred can be planned")
